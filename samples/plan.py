"""Writes the sample purchase plans as workbooks: one in order, one with every fault. Not for budgets: generate.py."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from procure.datafile import CsvRow, Mapped, read_csv, read_yaml
from procure.record import Record
from procure.report.template import load_columns
from samples.archive import repacked
from samples.figures import Figures
from samples.reading import DATA

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FIRST_LINE: Final = 5
"""The row of the sheet that the first line of a plan stands on."""
SHEET: Final = "采购计划"
_HEAD_KEYS: Final = ("column", "head", "width")
_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_HEIGHT: Final = 32
"""Room for two lines of text, in points."""
_TOTALS: Final = ("合计", "小计")


class Head(Record, frozen=True):
    """A column of a plan: its id, what is printed above it, its width in digits, and the head that it shares."""

    column: str
    text: str
    width: int
    group: str


class Plan(Record, frozen=True):
    """A plan as it is written: its columns, lines and total rows in order, and the notes below."""

    title: str
    unit: str
    heads: tuple[Head, ...]
    rows: tuple[CsvRow, ...]
    notes: tuple[str, ...]


def read_plan(kind: str, folder: Path = DATA) -> Plan:
    """Read the plan that is `good`, or the one of `faults`. Raises DataError with path:line for a fault of form."""
    settings = read_yaml(folder / "plan.yaml")
    settings.check(("title", "unit", "heads", "good", "faults"))
    given = settings.mapping(kind)
    given.check(("absent", "notes"))
    absent = given.items_of("absent", str, "string")
    heads = [_head(entry) for entry in settings.items_of("heads", Mapped, "mapping")]
    heads = [head for head in heads if head.column not in absent]
    path = folder / ("plan.csv" if kind == "good" else f"plan-{kind}.csv")
    rows = read_csv(path, [head.column for head in heads])
    notes = given.items_of("notes", str, "string")
    return Plan(settings.text("title"), settings.text("unit"), tuple(heads), tuple(rows), tuple(notes))


def _head(entry: Mapped) -> Head:
    entry.check(_HEAD_KEYS, ("group",))
    group = entry.text("group") if "group" in entry else ""
    return Head(entry.text("column"), entry.text("head"), entry.integer("width"), group)


def plans(figures: Figures) -> Mapping[str, bytes]:
    """Return the workbooks by their file names."""
    return {
        f"plan-{figures.year}.xlsx": write_plan(read_plan("good"), figures),
        "plan-faults.xlsx": write_plan(read_plan("faults"), figures),
    }


def write_plan(plan: Plan, figures: Figures) -> bytes:
    """Return a plan as a workbook: title, unit, a head of two rows, lines with their totals, notes."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    _add_above(sheet, plan, figures)
    _add_heads(sheet, plan.heads)
    kinds = {column.id: column.kind for column in load_columns()}
    for number, row in enumerate(plan.rows, FIRST_LINE):
        _add_row(sheet, number, row, kinds)
    for number, note in enumerate(plan.notes, FIRST_LINE + len(plan.rows)):
        sheet.cell(number, 1).value = note
        sheet.merge_cells(None, number, 1, number, len(plan.heads))
    _dress(sheet, plan)
    buffer = io.BytesIO()
    book.save(buffer)
    return repacked(buffer.getvalue())


def _add_above(sheet: "Worksheet", plan: Plan, figures: Figures) -> None:
    """Write the title, and below it the purchaser and year at the left, the unit at the right."""
    width = len(plan.heads)
    sheet.cell(1, 1).value = f"{figures.year}年{plan.title}"
    sheet.merge_cells(None, 1, 1, 1, width)
    sheet.cell(2, 1).value = f"采购单位：{figures.purchaser}  年度：{figures.year}年"
    sheet.merge_cells(None, 2, 1, 2, width - 1)
    sheet.cell(2, width).value = f"单位：{plan.unit}"


def _add_heads(sheet: "Worksheet", heads: Sequence[Head]) -> None:
    """Write a head over both rows, or below the one that several share."""
    from openpyxl.utils import get_column_letter

    for column, head in enumerate(heads, 1):
        sheet.column_dimensions[get_column_letter(column)].width = head.width
        sheet.cell(4 if head.group else 3, column).value = head.text
        if not head.group:
            sheet.merge_cells(None, 3, column, 4, column)
    for first, last, group in _groups(heads):
        sheet.cell(3, first).value = group
        sheet.merge_cells(None, 3, first, 3, last)


def _groups(heads: Sequence[Head]) -> Iterator[tuple[int, int, str]]:
    """Yield the heads that several columns share, with the first and last of those (from 1)."""
    for group, members in groupby(enumerate(heads, 1), key=lambda one: one[1].group):
        columns = [column for column, _ in members]
        if group:
            yield columns[0], columns[-1], group


def _add_row(sheet: "Worksheet", number: int, row: CsvRow, kinds: Mapping[str, str]) -> None:
    """Write a line or a total: days and plain numbers as such, all else as the text that it is."""
    for column, (key, text) in enumerate(row.items(), 1):
        cell = sheet.cell(number, column)
        if kinds[key] == "day" and text:
            cell.value, cell.number_format = date.fromisoformat(text), "yyyy-mm-dd"
        elif kinds[key] in ("amount", "number") and _NUMBER.fullmatch(text):
            cell.value, cell.number_format = float(text), "0.00" if kinds[key] == "amount" else "0"
        elif text:
            cell.value = int(text) if key == "number" and text.isdecimal() else text
    if row["number"] in _TOTALS:
        sheet.merge_cells(None, number, 1, number, 2)


def _dress(sheet: "Worksheet", plan: Plan) -> None:
    """Frame and align the cells, and print across."""
    from openpyxl.styles import Alignment, Border, Side

    side = Side(style="thin")
    border = Border(left=side, right=side, top=side, bottom=side)
    last = FIRST_LINE + len(plan.rows) - 1
    for row in sheet.iter_rows(min_row=1, max_row=last + len(plan.notes), max_col=len(plan.heads)):
        for cell in row:
            is_head = cell.row in (1, 3, 4)
            cell.alignment = Alignment(horizontal="center" if is_head else None, vertical="center", wrap_text=True)
            if FIRST_LINE - 2 <= cell.row <= last:
                cell.border = border
    for number in range(3, last + 1):
        sheet.row_dimensions[number].height = _HEIGHT
    sheet.freeze_panes = f"C{FIRST_LINE}"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
