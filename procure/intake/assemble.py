"""Tables and paragraphs out of lines and rows of any format. Not for what the tables mean: budget/."""

from collections.abc import Iterable
from itertools import takewhile

from procure.intake.lines import (
    Line,
    content,
    is_declaration,
    is_heading,
    is_label,
    is_note,
    is_parenthesised,
    is_title,
    says_empty,
    units_in,
)
from procure.intake.unread import is_mark
from procure.model import Document, Paragraph, Row, Table, Where
from procure.money import Unit

_LINES_BETWEEN_TITLE_AND_TABLE = 2
_LINES_ABOVE_TITLE = 3


def assemble(path: str, lines: Iterable[Line]) -> Document:
    """Return the paragraphs and tables of the lines that a format's reader gives.

    A table goes on after blank lines, watermarks, page numbers, a repeated unit line, and one stray line that is no
    title or heading (kept as a row of one cell, so that it is not lost). Its title is the nearest title above it, else
    the nearest line; its units are those declared between the last table and it. A table that the file itself sets
    apart continues the one before it only where nothing but declarations stands between and both have as many columns.
    """
    reader = _Reader(path)
    for line in content(lines):
        if line.cells:
            reader.add_row(line)
        else:
            reader.add_text(Paragraph(line.number, line.text, line.where))
    return reader.finish()


class _Reader:
    """Gathers lines into paragraphs and tables; path is the file's."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._paragraphs: list[Paragraph] = []
        self._tables: list[Table] = []
        self._rows: list[Row] = []
        self._gap: list[Paragraph] = []  # the text since the last row
        self._title, self._line = "", 0
        self._where: Where | None = None
        self._units: list[Unit] = []
        self._notes: list[str] = []

    def add_text(self, paragraph: Paragraph) -> None:
        self._gap.append(paragraph)

    def add_row(self, line: Line) -> None:
        if self._rows and self._continues(line):
            self._absorb_gap()
        else:
            self._close_table()
            self._open_table(line)
        self._rows.append(Row(line.number, line.cells, line.where, line.merged))

    def finish(self) -> Document:
        self._close_table()
        self._paragraphs += self._gap
        return Document(self._path, tuple(self._paragraphs), tuple(self._tables))

    def _continues(self, line: Line) -> bool:
        strays = [paragraph.text for paragraph in self._gap if not is_declaration(paragraph.text)]
        alike = len(line.cells) == len(self._rows[-1].cells)
        if line.opens:
            return alike and not strays
        return not strays or (len(strays) == 1 and alike and not _separates(strays[0]))

    def _absorb_gap(self) -> None:
        for paragraph in self._gap:
            if is_declaration(paragraph.text):
                self._paragraphs.append(paragraph)
                self._units += units_in(paragraph.text)
            else:
                self._rows.append(Row(paragraph.line, (paragraph.text,), paragraph.where))
        self._gap.clear()

    def _close_table(self) -> None:
        if self._rows:
            below = takewhile(lambda one: is_note(one.text) or says_empty(one.text), self._gap)
            notes = [paragraph.text for paragraph in below]
            units = tuple(dict.fromkeys(self._units))
            rows, notes = tuple(self._rows), [*self._notes, *notes]
            self._tables.append(Table(self._path, self._title, self._line, rows, units, tuple(notes), self._where))
        self._rows.clear()

    def _open_table(self, line: Line) -> None:
        titles = [number for number, paragraph in enumerate(self._gap) if is_title(paragraph.text)]
        at = _title_at(self._gap, titles)
        head = Paragraph(line.number, "", line.where) if at is None else self._gap[at]
        self._title, self._line, self._where = head.text, head.line, head.where
        start = at or 0
        above = max((number + 1 for number in titles if number < start), default=0)
        texts = [paragraph.text for paragraph in self._gap]
        near = [text for text in texts[max(above, start - _LINES_ABOVE_TITLE) : start] if is_declaration(text)]
        near += texts[start:]
        self._units = [unit for text in near for unit in units_in(text)]
        self._notes = [text for text in near if _describes(text)]
        self._paragraphs += self._gap
        self._gap.clear()


def _separates(text: str) -> bool:
    return is_title(text) or is_label(text) or is_note(text) or is_heading(text)


def _describes(text: str) -> bool:
    return is_declaration(text) or is_parenthesised(text)


def _title_at(gap: list[Paragraph], titles: list[int]) -> int | None:
    """Return which line names the table: a title close above it, else its nearest line, else its number (表3)."""
    if titles:
        between = [one for one in gap[titles[-1] + 1 :] if _may_name(one.text)]
        if len(between) <= _LINES_BETWEEN_TITLE_AND_TABLE:
            return titles[-1]
    plain_lines = [at for at, one in enumerate(gap) if _may_name(one.text)]
    labels = [at for at, one in enumerate(gap) if is_label(one.text)]
    return next(reversed(plain_lines or labels), None)


def _may_name(text: str) -> bool:
    return not (_describes(text) or is_label(text) or is_mark(text))
