"""The sheet that is filled in: heads, empty rows, what each cell takes. Not for the sheets it refers to."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from procure.report.template.cells import (
    AMOUNT,
    CENTRED,
    HEAD,
    NOTE,
    NUMBER,
    PLAIN,
    TITLE,
    Look,
    add_sheet,
    dress,
    letter,
    put,
    set_pages,
)
from procure.report.template.columns import Column

if TYPE_CHECKING:  # imported where a workbook is written
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

FORM: Final = "采购计划"
ITEMS: Final = "品目"
FIRST_ITEM: Final = 4
"""The row of the sheet of items that the first item stands on."""
ROWS: Final = 200
_HEAD: Final = 3
_FROZEN: Final = "name"
"""The last column that stays in sight when the sheet is moved sideways."""
_LONGEST_PROMPT: Final = 255
_WIDTHS: Final[Mapping[str, float]] = {"number": 6, "yes_no": 7, "amount": 10, "term": 10, "day": 10.5, "code": 10.5}
_WIDE: Final[Mapping[str, int]] = {"number": 5, "unit": 12, "name": 22, "category": 6, "content": 16, "measure": 5}
_TEXT_WIDTH: Final = 10
_LOOKS: Final[Mapping[str, Look]] = {
    "text": PLAIN,
    "amount": NUMBER,
    "number": NUMBER,
}
_FORMATS: Final[Mapping[str, str]] = {"amount": AMOUNT, "day": "yyyy-mm-dd", "code": "@"}
_ROW_HEIGHT, _HEAD_HEIGHT, _TITLE_HEIGHT = 20, 44, 30


def add_form(book: "Workbook", columns: Sequence[Column], items: int) -> None:
    """Add the sheet of the plan; items: how many rows the sheet of items has."""
    sheet = add_sheet(book, FORM)
    _add_heading(sheet, len(columns))
    for number, column in enumerate(columns, 1):
        put(sheet.cell(_HEAD, number), column.name, HEAD)
        sheet.column_dimensions[letter(number)].width = _WIDE.get(column.id, _WIDTHS.get(column.kind, _TEXT_WIDTH))
        _add_cells(sheet, number, column)
        _add_validation(sheet, number, column, items)
    for row in range(_HEAD + 1, _HEAD + 1 + ROWS):
        sheet.row_dimensions[row].height = _ROW_HEIGHT
    sheet.row_dimensions[_HEAD].height = _HEAD_HEIGHT
    frozen = [column.id for column in columns].index(_FROZEN) + 2
    sheet.freeze_panes = f"{letter(frozen)}{_HEAD + 1}"
    set_pages(sheet, _HEAD)


def _add_heading(sheet: "Worksheet", width: int) -> None:
    """Write the title, and below it the purchaser, the year and the unit, to be filled in behind their colons."""
    put(sheet.cell(1, 1), "政府采购计划", TITLE)
    sheet.merge_cells(None, 1, 1, 1, width)
    sheet.row_dimensions[1].height = _TITLE_HEIGHT
    third = width // 3
    for column, text, last in (
        (1, "采购单位：", third),
        (third + 1, "年度：", 2 * third),
        (width, "单位：万元", width),
    ):
        put(sheet.cell(2, column), text, NOTE)
        if last > column:
            sheet.merge_cells(None, 2, column, 2, last)


def _add_cells(sheet: "Worksheet", number: int, column: Column) -> None:
    for row in range(_HEAD + 1, _HEAD + 1 + ROWS):
        cell = sheet.cell(row, number)
        dress(cell, _LOOKS.get(column.kind, CENTRED))
        cell.number_format = _FORMATS.get(column.kind, "General")


def _add_validation(sheet: "Worksheet", number: int, column: Column, items: int) -> None:
    """Say what the column's cells take, and the hint that is shown where one is entered."""
    from openpyxl.worksheet.datavalidation import DataValidation

    wanted = _wanted(column, items)
    if not wanted and not column.hint:
        return
    validation = DataValidation(**wanted, allow_blank=True)
    if wanted:
        validation.showErrorMessage, validation.errorTitle = True, column.name
    if column.hint:
        validation.showInputMessage = True
        validation.promptTitle, validation.prompt = column.name, column.hint[:_LONGEST_PROMPT]
    validation.add(f"{letter(number)}{_HEAD + 1}:{letter(number)}{_HEAD + ROWS}")
    sheet.add_data_validation(validation)


def _wanted(column: Column, items: int) -> Mapping[str, Any]:
    """Return what a column's cells are checked for; empty where anything may stand."""
    if column.choices:
        listed = f'"{",".join(column.choices)}"'
        return {"type": "list", "formula1": listed, "error": f"请从列表中选：{'、'.join(column.choices)}"}
    if column.kind == "code":
        cells = f"{ITEMS}!$A${FIRST_ITEM}:$A${FIRST_ITEM + items - 1}"
        return {"type": "list", "formula1": cells, "error": f"不在“{ITEMS}”表所列的编码中"}
    if column.kind in ("amount", "number"):
        error = "请填不小于 0 的数字，不带单位和文字"
        return {"type": "decimal", "operator": "greaterThanOrEqual", "formula1": "0", "error": error}
    if column.kind == "day":
        error = "不是日期，如 2026-03-01；只知道月份的可以照写"
        since = {"operator": "greaterThanOrEqual", "formula1": "DATE(2000,1,1)"}
        return {"type": "date", **since, "errorStyle": "warning", "error": error}
    return {}
