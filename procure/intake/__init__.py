"""A user's file as a Document: paragraphs and tables with their places. Not for what they mean: budget/."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final, Protocol

from procure.intake.assemble import assemble
from procure.intake.files import UnreadableError, load
from procure.intake.formats import Format, format_of
from procure.intake.lines import Line, split_lines
from procure.intake.unread import unread_parts
from procure.model import Document, Place, Problem

__all__ = ["Progress", "parse", "read", "unread_parts"]


class Progress(Protocol):
    """Told how many pages of how many have been read, or lines of a plan judged (行)."""

    def __call__(self, done: int, whole: int, unit: str = "页") -> None:
        """Take how far the work is."""
        ...


def read(path: Path, progress: Progress | None = None) -> tuple[Document | None, list[Problem]]:
    """Read a file, or return None and the one Problem that says why it cannot be read; nothing is raised."""
    try:
        return assemble(str(path), _lines(path, progress)), []
    except UnreadableError as error:
        return None, [Problem(Place(str(path)), "文件", error.found, error.consequence)]


def parse(path: str, text: str) -> Document:
    """Return the document that a plain text holds; path is what places in it are said to be in."""
    return assemble(path, split_lines(text))


def _lines(path: Path, progress: Progress | None) -> Iterable[Line]:
    """Return the lines of a file."""
    data = load(path)
    return _READERS[format_of(data, path.name)](data, progress)


def _pdf(data: bytes, progress: Progress | None) -> Iterable[Line]:
    from procure.intake.pdf import read_pdf

    return read_pdf(data, progress)


def _docx(data: bytes, _: Progress | None) -> Iterable[Line]:
    from procure.intake.docx import read_docx

    return read_docx(data)


def _xlsx(data: bytes, _: Progress | None) -> Iterable[Line]:
    from procure.intake.xlsx import read_xlsx

    return read_xlsx(data)


def _xls(data: bytes, _: Progress | None) -> Iterable[Line]:
    from procure.intake.xlsx import read_xls

    return read_xls(data)


def _html(data: bytes, _: Progress | None) -> Iterable[Line]:
    from procure.intake.html import read_html

    return read_html(data)


def _csv(data: bytes, _: Progress | None) -> Iterable[Line]:
    from procure.intake.text import read_csv_text

    return read_csv_text(data)


def _text(data: bytes, _: Progress | None) -> Iterable[Line]:
    from procure.intake.text import read_text

    return read_text(data)


_READERS: Final[Mapping[Format, Callable[[bytes, Progress | None], Iterable[Line]]]] = {
    Format.PDF: _pdf,
    Format.DOCX: _docx,
    Format.XLSX: _xlsx,
    Format.XLS: _xls,
    Format.HTML: _html,
    Format.TEXT: _text,
    Format.CSV: _csv,
}
"""Each format's library is imported only where a file has that format."""
