"""The user's own workbook given back: comments and colours on its cells, and sheets behind its own.

Changed part by part: what is not touched (charts, pictures, macros, cached values) stays byte for byte. Not for what
is said in it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence

from procure.report.givenback.book import Book
from procure.report.givenback.cells import painted
from procure.report.givenback.comments import comment
from procure.report.givenback.marks import AddedSheet, CellNote, GiveBackError, Link, Mark, Value
from procure.report.givenback.parts import Parts
from procure.report.givenback.scan import Scan
from procure.report.givenback.sheets import add_sheet
from procure.report.givenback.styles import Styles
from procure.report.givenback.words import Spot, spot

__all__ = ["AddedSheet", "CellNote", "GiveBackError", "Link", "Mark", "Value", "give_back"]

_GRAVITY = {mark: at for at, mark in enumerate(Mark)}


def give_back(data: bytes, notes: Sequence[CellNote], added: Sequence[AddedSheet]) -> bytes:
    """Return a workbook (.xlsx, .xlsm) with notes on its cells, and sheets added behind its own.

    Notes on one cell, or on one merged range, become one comment by 「procure」 in the colour of the gravest; a comment
    that a cell has is kept, and what is new appended. Raises GiveBackError where the bytes are no workbook, are
    encrypted, signed, damaged or in the strict format, and where a sheet or cell that is named does not exist.
    """
    parts = Parts(data)
    book = Book(parts)
    if notes or added:
        marked = [(book.part(sheet), named) for sheet, named in _by_sheet(notes).items()]
        styles = Styles(parts)
        for part, named in marked:
            _mark(parts, part, named, styles)
        for one in added:
            add_sheet(book, one, styles)
    return parts.written()


def _by_sheet(notes: Iterable[CellNote]) -> dict[str, list[CellNote]]:
    found: dict[str, list[CellNote]] = {}
    for note in notes:
        found.setdefault(note.sheet, []).append(note)
    return found


def _mark(parts: Parts, part: str, notes: Iterable[CellNote], styles: Styles) -> None:
    """Put the notes of one sheet into its part, its comments and their drawing."""
    scan = Scan(parts.read(part))
    by_spot = _by_spot(notes, scan)
    texts = {at: "\n".join(dict.fromkeys(note.text for note in many)) for at, many in by_spot.items()}
    drawing = comment(parts, part, scan.drawing, texts)
    rows: dict[int, dict[int, Mark]] = {}
    for (row, column), many in by_spot.items():
        rows.setdefault(row, {})[column] = min((note.mark for note in many), key=_GRAVITY.__getitem__)
    parts.put(part, painted(scan, rows, styles, drawing))


def _by_spot(notes: Iterable[CellNote], scan: Scan) -> Mapping[Spot, Sequence[CellNote]]:
    """Return the notes by cell, those within a merged range by its first cell, in the order of rows and columns."""
    placed = [(spot(note.cell), note) for note in notes]
    anchors = _anchors({at for at, _ in placed}, scan)
    found: dict[Spot, list[CellNote]] = {}
    for at, note in placed:
        found.setdefault(anchors.get(at, at), []).append(note)
    return {at: found[at] for at in sorted(found)}


def _anchors(spots: Iterable[Spot], scan: Scan) -> dict[Spot, Spot]:
    """Return the first cells of the merged ranges by the cells in them."""
    left = sorted(spots)
    anchors: dict[Spot, Spot] = {}
    for top, bottom, first, last in scan.merged:
        for at in left[bisect_left(left, (top, 0)) : bisect_right(left, (bottom, last))]:
            if first <= at[1] <= last:
                anchors[at] = top, first
    return anchors
