"""The cells of a sheet in the colours of their marks. Only the rows with such cells are parsed and written anew."""

from collections.abc import Mapping
from typing import Any, Final

from lxml import etree

from procure.report.givenback.marks import Mark, damaged
from procure.report.givenback.parts import RELATION, parsed
from procure.report.givenback.scan import Scan
from procure.report.givenback.styles import Styles
from procure.report.givenback.words import address, markup, spot

_TRUE: Final = ("1", "true")

Marks = Mapping[int, Mark]
"""The marks of a row by their columns (from 0)."""
_Edit = tuple[int, int, bytes]
"""From where to where other bytes stand, and which."""


def painted(scan: Scan, rows: Mapping[int, Marks], styles: Styles, drawing: str | None) -> bytes:
    """Return a sheet's bytes with the cells of these rows coloured; drawing: the relation of new comments' drawing."""
    edits = [(*scan.row(number), _row(scan, number, rows[number], styles)) for number in sorted(rows)]
    if scan.is_bare:
        edits = [_filled(scan, b"".join(row for _, _, row in edits))]
    if drawing is not None:
        tag = f'<{scan.prefix}legacyDrawing xmlns:r="{RELATION}" r:id="{drawing}"/>'
        edits.append((scan.after, scan.after, tag.encode()))
    pieces, at = list[bytes](), 0
    for start, end, new in edits:
        pieces += (scan.data[at:start], new)
        at = end
    return b"".join((*pieces, scan.data[at:]))


def _filled(scan: Scan, rows: bytes) -> _Edit:
    """Return how rows get into a section of cells that is one closed tag."""
    tag = scan.data[scan.opening : scan.closing].removesuffix(b"/>")
    return scan.opening, scan.closing, b"%b>%b</%bsheetData>" % (tag, rows, scan.prefix.encode())


def _row(scan: Scan, number: int, marks: Marks, styles: Styles) -> bytes:
    """Return a row, as it was but for the cells with marks, or a new one."""
    start, end = scan.row(number)
    names = "".join(f' {name}="{markup(value)}"' for name, value in scan.names.items())
    fragment = scan.data[start:end] or f'<{scan.prefix}row r="{number}"/>'.encode()
    frame = parsed(f"<frame{names}>".encode() + fragment + b"</frame>")
    _paint(scan, frame[0], number, marks, styles)
    text: bytes = etree.tostring(frame, encoding="UTF-8")
    return text[text.index(b"<", 1) : text.rindex(b"<")]


def _paint(scan: Scan, row: Any, number: int, marks: Marks, styles: Styles) -> None:
    tag = f"{{{etree.QName(row).namespace}}}c"
    cells = _by_column(row, tag, number)
    for column in sorted(marks):
        if column not in cells:
            style = _whole(row.get("s", "0")) if row.get("customFormat") in _TRUE else scan.style(column)
            cells[column] = _new(
                row, cells, column, etree.Element(tag, {"r": address(number, column), "s": str(style)})
            )
        cell = cells[column]
        cell.set("s", str(styles.painted(_whole(cell.get("s", "0")), marks[column])))


def _by_column(row: Any, tag: str, number: int) -> dict[int, Any]:
    """Return the cells of a row by column (from 0); each gets its address, which may be left out."""
    cells: dict[int, Any] = {}
    following = 0
    for cell in row.iterchildren(tag):
        at = cell.get("r")
        column = following if at is None else spot(at)[1]
        if column < following:
            raise damaged("单元格次序不对")
        cell.set("r", address(number, column))
        cells[column] = cell
        following = column + 1
    return cells


def _new(row: Any, cells: Mapping[int, Any], column: int, cell: Any) -> Any:
    """Put a cell among those of its row, and return it. The row's reach (spans) is optional, and goes."""
    row.attrib.pop("spans", None)
    before = max((known for known in cells if known < column), default=None)
    if before is None:
        row.insert(0, cell)
    else:
        cells[before].addnext(cell)
    return cell


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise damaged(f"“{text[:20]}”不是样式号")
    return int(text[:9])
