"""Added sheets: their cells, widths, frozen head and filter as the bytes of a part. Not for where they are listed."""

import re
from collections.abc import Iterator, Sequence
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
_PADDING: Final = 2
_LINE: Final = 16
_TALLEST: Final = 409
"""Points that a line of a row, and the highest row, take."""
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
    widths = (*sheet.widths, *[_WIDTH] * columns)[:columns]
    right, bottom = letters(columns - 1), len(sheet.rows) + 1
    pieces = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}">{_VIEW}',
        f"<cols>{_columns(widths)}</cols><sheetData>",
        *_rows(sheet, widths, styles),
        f'</sheetData><autoFilter ref="A1:{right}{bottom}"/>{_links(book, sheet)}{_PAGE}</worksheet>',
    )
    book.enter(book.free_name(sheet.name), "".join(pieces).encode(), f"$A$1:${right}${bottom}")


def _columns(widths: Sequence[int]) -> str:
    return "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(widths, start=1)
    )


def _rows(sheet: AddedSheet, widths: Sequence[int], styles: Styles) -> Iterator[str]:
    linked = {(link.row, link.column) for link in sheet.links}
    yield _row(1, sheet.head, widths, [styles.look(Look.HEAD)] * len(sheet.head))
    for at, row in enumerate(sheet.rows):
        looks = (Look.LINK if (at, column) in linked else _look(value) for column, value in enumerate(row))
        yield _row(at + 2, row, widths, [styles.look(look) for look in looks])


def _row(number: int, row: Sequence[Value], widths: Sequence[int], styles: Sequence[int]) -> str:
    """Return a row as high as its wrapped texts: not every program works that out."""
    lines = max((_lines(value, width) for value, width in zip(row, widths, strict=False)), default=1)
    cells = "".join(_cell(number, at, value, styles[at]) for at, value in enumerate(row))
    return f'<row r="{number}" ht="{min(lines * _LINE, _TALLEST)}" customHeight="1">{cells}</row>'


def _lines(value: Value, width: int) -> int:
    """Return how many lines a value takes in a column; a Chinese character is as wide as two others."""
    if not isinstance(value, str):
        return 1
    lengths = (len(line.encode("gbk", "replace")) for line in plain(value).split("\n"))
    return sum(max(1, -(-length // max(1, width - _PADDING))) for length in lengths)


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
