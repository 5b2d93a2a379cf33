"""What `procure check --write` makes of the reports: a file for each suffix. Not for what stands in it: report/."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Final

from procure.check import Report
from procure.tools import Tools

SUFFIXES: Final = (".xlsx", ".docx", ".html", ".sarif", ".csv", ".json")
"""What can be written, told by the file's suffix."""
_ONE: Final = (".xlsx", ".docx", ".html")
"""Formats that hold the report of one file."""
_WORKBOOKS: Final = (".xlsx", ".xlsm")
BACKUP: Final = ".bak"


class WriteError(Exception):
    """A file that cannot be written as asked; the message says why (Chinese)."""


def refuse_unknown(path: Path) -> None:
    """Raise WriteError for a suffix that is not written."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise WriteError(f"{path} 无法写入：--write 按后缀写，只写 {'、'.join(SUFFIXES)}")


def refuse_files(written: Sequence[Path], files: Sequence[Path], *, in_place: bool) -> None:
    """Raise WriteError for a format that one report fits in where there are several, and for marks in no workbook."""
    for path in written:
        suffix = path.suffix.lower()
        if suffix in _ONE and len(files) > 1:
            raise WriteError(f"{path}：{suffix} 只写一份文件的结论，请逐份审查，或者写成 .csv、.json、.sarif")
        if suffix == ".xlsx":
            _refuse_other(files)
    if in_place:
        _refuse_other(files)


def _refuse_other(files: Sequence[Path]) -> None:
    for path in files:
        if path.suffix.lower() not in _WORKBOOKS:
            raise WriteError(f"{path} 不是 .xlsx 工作簿，不能在其中标注；请写成 .docx、.html 或者 .csv")


def is_read_below(folder: Path, path: Path) -> bool:
    """Return whether a file is one that a check of the folder reads."""
    from procure.many import SUFFIXES as READ
    from procure.many import real

    return folder.is_dir() and path.suffix.lower() in READ and Path(real(path)).is_relative_to(real(folder))


def write_report(path: Path, reports: Sequence[Report], each: Sequence[Tools]) -> None:
    """Write the reports to a file, whole or not at all. Raises OSError, WriteError."""
    replace_file(path, _WRITERS[path.suffix.lower()](reports, each))


def give_back_in_place(report: Report, tools: Tools) -> Path:
    """Write the marked workbook over the original, and return where that is kept. Raises OSError, WriteError."""
    path = Path(report.document.path)
    path = path.resolve() if path.is_symlink() else path
    data = _workbook([report], [tools])
    kept = next(one for one in _backups(path) if not os.path.lexists(one))
    replace_file(kept, path.read_bytes())
    try:
        shutil.copystat(path, kept)
        replace_file(path, data)
    except OSError:  # the original is as it was, and needs no copy beside it
        kept.unlink()
        raise
    return kept


def _backups(path: Path) -> Iterator[Path]:
    yield path.with_name(path.name + BACKUP)
    yield from (path.with_name(f"{path.name}.{number}{BACKUP}") for number in count(2))


def replace_file(path: Path, data: bytes) -> None:
    """Write a file beside its place and put it there in one step, so that it is never half written. Raises OSError.

    A link is followed: what it leads to is replaced, not the link.
    """
    path = path.resolve()
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(data)
        if path.exists():
            shutil.copymode(path, beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _workbook(reports: Sequence[Report], tools: Sequence[Tools]) -> bytes:
    from procure.report.givenback import GiveBackError, give_back
    from procure.report.marked import added_sheets, cell_notes

    report = reports[0]
    path = Path(report.document.path)
    try:
        return give_back(path.read_bytes(), cell_notes(report), added_sheets(report, tools[0].catalog))
    except GiveBackError as error:
        raise WriteError(f"{path}：{error}") from None


def _word(reports: Sequence[Report], _: Sequence[Tools]) -> bytes:
    from procure.report.rectify import rectification

    return rectification(reports[0])


def _page(reports: Sequence[Report], tools: Sequence[Tools]) -> bytes:
    from procure.report.page import report_html

    return report_html(reports[0], tools[0]).encode()


def _sarif(reports: Sequence[Report], tools: Sequence[Tools]) -> bytes:
    from procure.report.parts import write
    from procure.report.sarif import report_sarif

    return write([report_sarif(reports, tools[0])]).encode()


def _csv(reports: Sequence[Report], _: Sequence[Tools]) -> bytes:
    from procure.report.table_csv import findings_csv

    return findings_csv(reports).encode("utf-8-sig")


def _json(reports: Sequence[Report], tools: Sequence[Tools]) -> bytes:
    from procure.report.json import report_json
    from procure.report.parts import write

    objects = [report_json(one, own) for one, own in zip(reports, tools, strict=True)]
    return write(objects, several=len(reports) > 1).encode()


_WRITERS: Final[dict[str, Callable[[Sequence[Report], Sequence[Tools]], bytes]]] = {
    ".xlsx": _workbook,
    ".docx": _word,
    ".html": _page,
    ".sarif": _sarif,
    ".csv": _csv,
    ".json": _json,
}
"""Each format's library is imported only where it is written."""
