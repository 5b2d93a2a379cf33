"""Writes a sample as a workbook: a sheet for each table, and sheets of text lines. Not for any other format."""

import io
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Final

from samples.archive import repacked
from samples.blocks import PAGE_END, Block, Contents, Heading, PageBreak, Paragraph, TableBlock
from samples.contents import entries, watermark
from samples.grid import Cell, cells, is_amount, widths

if TYPE_CHECKING:
    from openpyxl.styles import Alignment, Border
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_LONGEST_NAME: Final = 31
_LONGEST_NUMBER: Final = 2
"""Digits of a column's number; longer ones are codes, which a workbook keeps as texts."""
_COVER: Final = "封面"
_TEXT_WIDTH: Final = 90
_PER_CHARACTER: Final = 2.0
"""A column's width counts digits; a Chinese character takes two."""


def write_xlsx(blocks: Sequence[Block]) -> bytes:
    """Return the blocks as a workbook; amounts are numbers, shown with the decimals that other formats print."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    number = 0
    for part in _parts(blocks):
        if isinstance(part[0], TableBlock):
            number += not part[0].number
            _add_table(book, part[0], _table_name(part[0], blocks, number))
        else:
            _add_text(book, part, blocks)
    for sheet in book.worksheets:
        sheet.oddHeader.center.text = watermark(blocks) or None
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    buffer = io.BytesIO()
    book.save(buffer)
    return repacked(buffer.getvalue())


def _parts(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """Yield what stands on one sheet: a table, or the text of a page."""
    for _, group in groupby(blocks, key=lambda block: isinstance(block, TableBlock | PageBreak)):
        part = list(group)
        if isinstance(part[0], TableBlock | PageBreak):
            yield from ([one] for one in part if isinstance(one, TableBlock))
        else:
            yield part


def _table_name(block: TableBlock, blocks: Sequence[Block], number: int) -> str:
    """Return 表1 and so on for numbered tables, 绩效1 and so on for target sheets."""
    if not block.number:
        return f"绩效{number}"
    numbers = [one.number for one in blocks if isinstance(one, TableBlock) and one.number]
    return f"表{numbers.index(block.number) + 1}"


def _add_text(book: "Workbook", part: Sequence[Block], blocks: Sequence[Block]) -> None:
    sheet = book.create_sheet(_text_name(part))
    sheet.column_dimensions["A"].width = _TEXT_WIDTH
    for block in part:
        for row in _lines(block, blocks):
            sheet.append(row)
    for row in sheet.iter_rows(max_col=1):
        row[0].alignment = _alignment("left")


def _text_name(part: Sequence[Block]) -> str:
    """Return the first heading as a sheet's name: 目录, 第一部分概况."""
    headed = (block for block in part if isinstance(block, Contents | Heading))
    names = (block.title if isinstance(block, Contents) else block.text for block in headed)
    return next(names, _COVER).replace(" ", "")[:_LONGEST_NAME]


def _lines(block: Block, blocks: Sequence[Block]) -> Iterable[tuple[str | int, ...]]:
    match block:
        case Heading() | Paragraph():
            return [(block.text.replace(PAGE_END, ""),)]
        case Contents():
            return [(block.title,), *((entry.text, entry.page) for entry in entries(blocks))]
        case _:
            return []


def _add_table(book: "Workbook", block: TableBlock, name: str) -> None:
    sheet = book.create_sheet(name)
    width = len(block.rows[0])
    _write(sheet, Cell(block.title, 0, 0, columns=width), "center")
    _add_above(sheet, block, width)
    for column, wanted in enumerate(widths(block)):
        sheet.column_dimensions[_letter(column)].width = wanted * _PER_CHARACTER
    top = 2
    for cell in cells(block):
        moved = Cell(cell.text, cell.row + top, cell.column, cell.rows, cell.columns, is_head=cell.is_head)
        _write(sheet, moved, "center" if cell.is_head else "right" if is_amount(cell.text) else "left")
    for row in sheet.iter_rows(min_row=top + 1, max_row=top + len(block.rows), max_col=width):
        for one in row:
            one.border = _border()
    if block.note:
        _write(sheet, Cell(block.note, top + len(block.rows), 0, columns=width), "left")


def _add_above(sheet: "Worksheet", block: TableBlock, width: int) -> None:
    """Write the line above the table: the department at the left, the unit over the last column."""
    text = "  ".join(block.above)
    if not block.unit:
        _write(sheet, Cell(text, 1, 0, columns=width), "center")
        return
    _write(sheet, Cell(text, 1, 0, columns=width - 1), "left")
    _write(sheet, Cell(f"单位：{block.unit}", 1, width - 1), "right")


def _write(sheet: "Worksheet", cell: Cell, side: str) -> None:
    row, column = cell.row + 1, cell.column + 1
    written = sheet.cell(row, column)
    if is_amount(cell.text):
        written.value = float(cell.text.replace(",", ""))
        written.number_format = _number_format(cell.text)
    elif cell.text:
        is_number = cell.text.isdigit() and len(cell.text) <= _LONGEST_NUMBER
        written.value = int(cell.text) if is_number else cell.text
    written.alignment = _alignment(side)
    if cell.rows > 1 or cell.columns > 1:
        sheet.merge_cells(None, row, column, row + cell.rows - 1, column + cell.columns - 1)


def _number_format(text: str) -> str:
    """Return the number format that shows a number as the text prints it: 0.00, #,##0, #,##0.0."""
    whole, _, decimals = text.partition(".")
    grouped = "#,##0" if "," in whole else "0"
    return f"{grouped}.{'0' * len(decimals)}" if decimals else grouped


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column + 1))


@cache
def _border() -> "Border":
    from openpyxl.styles import Border, Side

    side = Side(style="thin")
    return Border(left=side, right=side, top=side, bottom=side)


@cache
def _alignment(side: str) -> "Alignment":
    from openpyxl.styles import Alignment

    return Alignment(horizontal=side, vertical="center", wrap_text=True)
