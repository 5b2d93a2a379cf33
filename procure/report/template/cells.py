"""Cells of the template as they look: texts that stay texts, heads, widths, pages. Not for what they say."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from wcwidth import wcswidth

from procure.record import Record

if TYPE_CHECKING:  # imported where a workbook is written
    from openpyxl import Workbook
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

AMOUNT: Final = "#,##0.00####"
"""Two decimals of 万元, or as many as it takes to be exact to the 分."""
_FONT: Final = "宋体"
_HEAD_FILL: Final = "DDE6F0"
_LINE_HEIGHT, _ROOM = 14, 4
_LIKE_FORMULAS: Final = tuple("=+-@")

Value = str | Decimal


class Look(Record, frozen=True):
    """How a cell looks: size of its letters in points, bold, aligned to a side, with a frame, filled as a head."""

    size: int = 10
    bold: bool = False
    side: str = "left"
    framed: bool = True
    filled: bool = False


PLAIN: Final = Look()
CENTRED: Final = Look(side="center")
HEAD: Final = Look(bold=True, side="center", filled=True)
TITLE: Final = Look(size=16, bold=True, side="center", framed=False)
NUMBER: Final = Look(side="right")
NOTE: Final = Look(framed=False)


def put(cell: "SheetCell", value: Value, look: Look = PLAIN) -> None:
    """Write a text or an amount in 万元 into a cell; a text that begins like a formula is none."""
    if isinstance(value, Decimal):
        cell.value = value
    elif value:
        cell.value = value
        cell.data_type = "s"  # said after the value, which makes a formula of =
    dress(cell, look)
    cell.number_format = AMOUNT if isinstance(value, Decimal) else "General"
    cell.quotePrefix = isinstance(value, str) and value.startswith(_LIKE_FORMULAS)


def dress(cell: "SheetCell", look: Look) -> None:
    """Give a cell its look."""
    cell.font, cell.alignment = _font(look), _alignment(look)
    if look.framed:
        cell.border = _border()
    if look.filled:
        cell.fill = _fill()


def add_table(
    sheet: "Worksheet", notes: Iterable[str], heads: Sequence[tuple[str, int]], rows: Iterable[Sequence[Value]]
) -> None:
    """Write a title with notes below it, then heads with their widths, frozen, and rows.

    The first of the notes is the title.
    """
    count = 0
    for count, text in enumerate(notes, 1):
        put(sheet.cell(count, 1), text, TITLE if count == 1 else NOTE)
        sheet.merge_cells(None, count, 1, count, len(heads))
    head = count + 1
    for column, (text, width) in enumerate(heads, 1):
        put(sheet.cell(head, column), text, HEAD)
        sheet.column_dimensions[letter(column)].width = width
    for number, values in enumerate(rows, head + 1):
        for column, value in enumerate(values, 1):
            put(sheet.cell(number, column), value, NUMBER if isinstance(value, Decimal) else PLAIN)
        lines = max(_lines(str(value), width) for value, (_, width) in zip(values, heads, strict=True))
        sheet.row_dimensions[number].height = lines * _LINE_HEIGHT + _ROOM
    sheet.freeze_panes = f"A{head + 1}"
    set_pages(sheet, head)


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column of a width in digits; Chinese characters take two."""
    return sum(max(1, ceil((wcswidth(line) + 1) / (width - 1))) for line in text.split("\n"))


def set_pages(sheet: "Worksheet", head: int) -> None:
    """Print on A4 across, as wide as the page, with the rows down to the head on every page and page numbers."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"1:{head}"
    sheet.oddFooter.center.text = "&P / &N"
    margins = sheet.page_margins
    margins.left = margins.right = 0.4


def add_sheet(book: "Workbook", title: str) -> "Worksheet":
    """Add an empty sheet."""
    sheet: Worksheet = book.create_sheet(title)
    return sheet


def letter(column: int) -> str:
    """Return a sheet's name of a column (from 1)."""
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))


@cache
def _font(look: Look) -> Any:
    from openpyxl.styles import Font

    return Font(name=_FONT, size=look.size, bold=look.bold)


@cache
def _alignment(look: Look) -> Any:
    from openpyxl.styles import Alignment

    return Alignment(horizontal=look.side, vertical="center", wrap_text=True)


@cache
def _border() -> Any:
    from openpyxl.styles import Border, Side

    side = Side(style="thin", color="808080")
    return Border(left=side, right=side, top=side, bottom=side)


@cache
def _fill() -> Any:
    from openpyxl.styles import PatternFill

    return PatternFill("solid", fgColor=_HEAD_FILL)
