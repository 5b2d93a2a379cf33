"""The summary of many documents as a workbook: one row a document, what the columns mean, and every finding.

Texts stay texts: what begins like a formula is none. Not for what stands in the rows: overview.py.
"""

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from wcwidth import wcswidth

from procure import __version__
from procure.findings import fingerprint
from procure.many import Checked, Found
from procure.model import Finding, Place
from procure.money import wan
from procure.report.baseline import Compared
from procure.report.cite import cites
from procure.report.overview import BASELINE_MEANINGS, MEANINGS, Cell, Wan, left_out, row, tally
from procure.terms import word

if TYPE_CHECKING:  # imported where a workbook is written
    from openpyxl import Workbook
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

_AMOUNT: Final = "#,##0.00####"
"""Two decimals of 万元, or as many as it takes to be exact to the 分."""
_EXACT: Final = 10**15
"""From here on, in 分, a spreadsheet's numbers are no longer exact, and an amount is written as text."""
_WIDEST, _NARROWEST, _MARGIN = 48, 8, 2
_LONGEST: Final = 32_000
"""A cell holds 32,767 characters."""
_CUT: Final = "……（过长，其余从略，见 JSON 报告）"
_LIKE_FORMULAS: Final = tuple("=+-@")
_FIXED_DAY: Final = datetime(2000, 1, 1)  # noqa: DTZ001  a workbook's days have no zone, and this one tells nothing
_FINDING_HEADS: Final = ("文件", "编号", "严重程度", "结论", "依据", "位置", "处理", "指纹")


def summary(found: Found, checked: Sequence[Checked], compared: Sequence[Compared] | None = None) -> bytes:
    """Return the workbook; compared: what came of each report beside an earlier one."""
    from openpyxl import Workbook

    beside = _beside(checked, compared)
    book = Workbook()
    book.properties.creator = f"procure {__version__}"
    book.properties.created = _FIXED_DAY
    meanings = {**MEANINGS, **(BASELINE_MEANINGS if compared is not None else {})}
    _documents(book, meanings, found, list(zip(checked, beside, strict=True)))
    _meanings(book, meanings, checked, left_out(found))
    heads = (*_FINDING_HEADS, *(("与上次相比",) if compared is not None else ()))
    rows = (line for one, was in zip(checked, beside, strict=True) for line in _findings(one, was))
    _table(_sheet(book, "结论"), heads, rows)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _beside(checked: Sequence[Checked], compared: Sequence[Compared] | None) -> list[Compared | None]:
    """Return what came of each file, where there is a report to compare."""
    each = iter(compared or ())
    return [next(each, None) if one.report else None for one in checked]


def _documents(
    book: "Workbook",
    meanings: Mapping[str, str],
    found: Found,
    rows: Sequence[tuple[Checked, Compared | None]],
) -> None:
    """Write a row a document, and below them how many there are; sums of different documents say nothing."""
    sheet = book.worksheets[0]
    sheet.title = "汇总"
    written = [row(one, was) for one, was in rows]
    _table(sheet, tuple(meanings), ([one.get(head) for head in meanings] for one in written))
    counted = tally([one for one, _ in rows])
    said = [f"{name} {count} 份" for name, count in counted.items()]
    texts = [f"共 {len(rows)} 份", *said, *(_found_nothing(found)), left_out(found)]
    for number, text in enumerate((text for text in texts if text), sheet.max_row + 2):
        _put(sheet.cell(number, 1), text)


def _found_nothing(found: Found) -> Iterator[str]:
    yield from (f"{one.place.file} {one.consequence}" for one in found.problems)


def _meanings(book: "Workbook", meanings: Mapping[str, str], checked: Iterable[Checked], aside: str) -> None:
    """Write what the columns mean, what was not checked and of how many documents, and what was left out."""
    reports = [one.report for one in checked if one.report]
    unchecked = Counter(text for report in reports for text in dict.fromkeys(report.not_checked))
    rows: list[tuple[Cell, Cell]] = [
        *((f"列：{head}", text) for head, text in meanings.items()),
        ("结论表", "每一项结论一行；待核实的没有严重程度，写明待核实；指纹相同的是同一项结论"),
        *((f"没有核对（{count} 份）", text) for text, count in unchecked.items()),
    ]
    if aside:
        rows.append(("没有审查的文件", aside))
    _table(_sheet(book, "说明"), ("项", "说明"), rows)


def _findings(one: Checked, was: Compared | None) -> Iterator[list[Cell]]:
    if one.report is None:
        return
    for finding in one.report.findings:
        printed = fingerprint(finding, one.report.document.purchaser, one.report.year)
        yield [
            str(one.path),
            finding.code,
            word(finding.severity or finding.outcome),
            finding.message,
            cites(finding.basis),
            _where(finding.place),
            finding.remedy,
            printed,
            *([_since(finding, was)] if was else []),
        ]


def _since(one: Finding, was: Compared) -> str:
    kinds = {"新增": was.new, "更重": was.graver}
    return next((kind for kind, many in kinds.items() if any(each is one for each in many)), "不变")


def _where(place: Place) -> str:
    return " ".join(part for part in (place.part, place.spot) if part)


def _sheet(book: "Workbook", title: str) -> "Worksheet":
    sheet: Worksheet = book.create_sheet(title)
    return sheet


def _table(sheet: "Worksheet", heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write a table with its head frozen, to be filtered by it, and columns as wide as their texts."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    widths = [_width(head) + _MARGIN for head in heads]  # room for the button of the filter
    for column, head in enumerate(heads, 1):
        _put(sheet.cell(1, column), head)
        sheet.cell(1, column).font = Font(bold=True)
    for number, cells in enumerate(rows, 2):
        for column, value in enumerate(cells, 1):
            widths[column - 1] = max(widths[column - 1], _put(sheet.cell(number, column), value))
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = min(max(width + _MARGIN, _NARROWEST), _WIDEST)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions


def _put(cell: "SheetCell", value: Cell) -> int:
    """Write a value into a cell, and return how wide it is."""
    from openpyxl.styles import Alignment

    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if isinstance(value, Wan) and abs(value.fen) < _EXACT:
        cell.value = Decimal(value.fen).scaleb(-6)
        cell.number_format = _AMOUNT
        return len(f"{cell.value:,}")
    if isinstance(value, int):
        cell.value = value
        return len(str(value))
    return _put_text(cell, wan(value.fen) if isinstance(value, Wan) else value or "")


def _put_text(cell: "SheetCell", value: str) -> int:
    text = _fit(value)
    if text:
        cell.value = text
        cell.data_type = "s"  # said after the value, which makes a formula of =
        cell.quotePrefix = text.startswith(_LIKE_FORMULAS)  # and it stays text when somebody edits the cell
    return _width(text)


def _fit(text: str) -> str:
    """Return a text that a cell can hold: not too long, and without characters that XML does not have."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    legal: str = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text).encode("utf-8", "replace").decode()
    return legal if len(legal) <= _LONGEST else legal[:_LONGEST] + _CUT


def _width(text: str) -> int:
    return max((max(wcswidth(line), len(line)) for line in text.split("\n")), default=0)
