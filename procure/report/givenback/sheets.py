"""Added sheets: their cells, widths, frozen head and filter as the bytes of a part. Not for where they are listed."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from procure.report.givenback.book import Book, quoted
from procure.report.givenback.marks import AddedSheet, Link, Value
from procure.report.givenback.parts import MAIN
from procure.report.givenback.styles import Look, Styles
from procure.report.givenback.words import address, letters, markup, plain, spot, stored

_FORMULA: Final = re.compile(r"[=+\-@\t\n]")
"""How a text begins that becomes a formula where somebody types it, or saves it as CSV."""
_WIDTH: Final = 14
_VIEW: Final = (
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>'
    '<sheetFormatPr defaultRowHeight="15"/>'
)
_PAGE: Final = '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'


def add_sheet(book: Book, sheet: AddedSheet, styles: Styles) -> None:
    """Add a sheet behind all others. Raises GiveBackError where one of its links leads to no cell of the user's."""
    columns = max(1, len(sheet.head), *map(len, sheet.rows))
    last = f"{letters(columns - 1)}{len(sheet.rows) + 1}"
    filtered = f"A1:{last}"
    pieces = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}">{_VIEW}',
        f"<cols>{_columns(sheet, columns)}</cols><sheetData>",
        *_rows(sheet, styles),
        f'</sheetData><autoFilter ref="{filtered}"/>{_links(book, sheet)}{_PAGE}</worksheet>',
    )
    book.enter(
        book.free_name(sheet.name), "".join(pieces).encode(), f"$A$1:${letters(columns - 1)}${len(sheet.rows) + 1}"
    )


def _columns(sheet: AddedSheet, columns: int) -> str:
    widths = (*sheet.widths, *[_WIDTH] * columns)[:columns]
    return "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(widths, start=1)
    )


def _rows(sheet: AddedSheet, styles: Styles) -> Iterator[str]:
    head = (_cell(1, column, text, styles.look(Look.HEAD)) for column, text in enumerate(sheet.head))
    yield f'<row r="1">{"".join(head)}</row>'
    linked = {(link.row, link.column) for link in sheet.links}
    for number, row in enumerate(sheet.rows, start=2):
        looks = [Look.LINK if (number - 2, at) in linked else _look(value) for at, value in enumerate(row)]
        cells = (_cell(number, at, value, styles.look(looks[at])) for at, value in enumerate(row))
        yield f'<row r="{number}">{"".join(cells)}</row>'


def _look(value: Value) -> Look:
    if isinstance(value, str):
        return Look.QUOTED if _FORMULA.match(value) else Look.TEXT
    return Look.AMOUNT if isinstance(value, Decimal) else Look.WHOLE


def _cell(row: int, column: int, value: Value, style: int) -> str:
    """Return a cell; a text stands in the cell itself, where no program takes it for a formula."""
    opened = f'<c r="{address(row, column)}" s="{style}"'
    if value is None:
        return f"{opened}/>"
    if isinstance(value, int) or (isinstance(value, Decimal) and value.is_finite()):
        return f"{opened}><v>{Decimal(value):f}</v></c>"
    return f'{opened} t="inlineStr"><is><t xml:space="preserve">{markup(stored(str(value)))}</t></is></c>'


def _links(book: Book, sheet: AddedSheet) -> str:
    links = "".join(_link(book, link) for link in sheet.links)
    return f"<hyperlinks>{links}</hyperlinks>" if links else ""


def _link(book: Book, link: Link) -> str:
    book.part(link.sheet)
    to = markup(plain(f"{quoted(link.sheet)}!{address(*spot(link.cell))}"))
    return f'<hyperlink ref="{address(link.row + 2, link.column)}" location="{to}" display="{to}"/>'
