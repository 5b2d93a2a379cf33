"""Tables of a page, found by their rulings. Not for text outside of them: pdf_text.py."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from procure.intake.files import UnreadableError
from procure.intake.pdf_close import open_sides
from procure.intake.pdf_lines import Piece, VisualLine, joined, visual_lines
from procure.intake.pdf_marks import Box, Glyph, Page
from procure.record import Record, replace

_SNAP: Final = 3.0
"""Points within which rulings are one: the cells of a sheet are drawn one by one."""
_MAX_CROSSINGS: Final = 10_000
_MAX_PAIRS: Final = 1_000_000
"""Crossings of rulings on one page, and pairs of rulings compared to find them; a full page of a table has some 1,500
crossings, and the search for cells takes the square of them."""
_NUMBER: Final = frozenset("0123456789,.-%")
_FIGURE: Final = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?")
"""A code or an amount as printed; one that ends in two decimals goes on in no other line."""
_AMOUNT: Final = re.compile(r"-?[\d,]+\.\d{1,6}")
_NARROW: Final = frozenset(",.-")
"""Marks that take half the width of a digit."""
_PADDING: Final = 6.0
"""Points a cell keeps free on either side, at most: printing programs leave up to 5.4."""
_RULINGS: Final = 0.5
"""Points of a cell that its rulings cover, half of one on either side."""


class Cell(Record, frozen=True):
    """A cell: the columns it covers from and up to, and its lines, each of one or more pieces."""

    x0: float
    x1: float
    lines: tuple[tuple[Piece, ...], ...]

    @property
    def text(self) -> str:
        """Return the cell's text, wrapped lines put together again."""
        return self._wrapped_figure() or _text("  ".join(piece.text for piece in line) for line in self.lines)

    def _wrapped_figure(self) -> str:
        """Return the figure that the lines are where they can be nothing else, empty for others.

        Each line but the last fills the cell. A last line as long as the one before is rather a second number.
        """
        pieces = [piece for line in self.lines for piece in line]
        text = "".join(piece.text for piece in pieces)
        if len(pieces) != len(self.lines) or not _FIGURE.fullmatch(text) or not all(map(self._is_full, pieces[:-1])):
            return ""
        return text if all(_digits(pieces[-1]) < _digits(piece) for piece in pieces[:-1]) else ""

    def _is_full(self, piece: Piece) -> bool:
        """Return whether no digit more would have fitted into the cell; both its sides are padded alike."""
        before, after = piece.x0 - self.x0, self.x1 - piece.x1
        room = before + after - 2 * min(before, after, _PADDING) - _RULINGS
        return room < (piece.x1 - piece.x0) / _digits(piece)


class Grid(Record, frozen=True):
    """A table as it stands on one page: where it begins and ends, where its columns begin and the last one ends."""

    top: float
    bottom: float
    columns: tuple[float, ...]
    right: float
    rows: tuple[tuple[Cell, ...], ...]

    def cells(self) -> Iterator[tuple[tuple[str, ...], frozenset[int]]]:
        """Yield the texts of each row, and the columns that merged cells of another column or row cover."""
        for row in self.rows:
            texts = {self._column(cell.x0): cell.text for cell in row}
            columns = range(len(self.columns))
            yield tuple(texts.get(one, "") for one in columns), frozenset(one for one in columns if one not in texts)

    def _column(self, x: float) -> int:
        return max(bisect_right(self.columns, x + _SNAP) - 1, 0)

    def loses(self, line: VisualLine) -> bool:
        """Return whether a line outside of the table holds an amount beside its rows, or a row more below them."""
        amounts = [piece for piece in line.pieces if _AMOUNT.fullmatch(piece.text)]
        is_beside = self.top < (line.top + line.bottom) / 2 < self.bottom
        is_below = 0 <= line.top - self.bottom < line.size and len(line.pieces) > 1
        within = all(self.columns[0] <= piece.x0 and piece.x1 <= self.right for piece in line.pieces)
        return bool(amounts) and (is_beside or (is_below and within))

    def fitted(self, other: "Grid") -> "Grid":
        """Return the table in the columns of another page's part of it, which has more of them."""
        rows = tuple(tuple(part for cell in row for part in self._split(cell, other.columns)) for row in self.rows)
        return replace(self, columns=other.columns, right=other.right, rows=rows)

    def fits(self, other: "Grid") -> bool:
        """Return whether each of the table's column rulings is one of another table's, which has more of them."""
        near = all(any(abs(x - y) <= _SNAP for y in other.columns) for x in self.columns)
        return near and abs(self.right - other.right) <= _SNAP and len(self.columns) < len(other.columns)

    def _split(self, cell: Cell, columns: Sequence[float]) -> list[Cell]:
        """Return what a cell holds in each of the columns it covers, where its pieces stand clear of one another."""
        inner = [x for x in columns if cell.x0 + _SNAP < x < cell.x1 - _SNAP]
        pieces = [piece for line in cell.lines for piece in line]
        alone = len(pieces) == 1 and not set(pieces[0].text) <= _NUMBER  # a total's name in the middle of its columns
        if not inner or alone or any(piece.x0 < x < piece.x1 for piece in pieces for x in inner):
            return [cell]
        edges = [cell.x0, *inner, cell.x1]
        return [
            Cell(x0, x1, tuple(tuple(one for one in line if x0 <= (one.x0 + one.x1) / 2 < x1) for line in cell.lines))
            for x0, x1 in pairwise(edges)
        ]


def tables_of(page: Page) -> tuple[list[Grid], list[Glyph]]:
    """Return the tables of a page and the glyphs that stand in none. Raises UnreadableError for too many rulings."""
    left = list(page.glyphs)
    grids = []
    for boxes in _tables(page):
        if len({box[0] for box in boxes}) > 1:  # one column is a frame around text
            grid, left = _grid(boxes, left)
            grids.append(grid)
    return grids, left


def _tables(page: Page) -> list[list[Box]]:
    edges = merge_edges(list(page.edges), _SNAP, _SNAP, _SNAP, _SNAP)
    level = sum(edge["orientation"] == "h" for edge in edges)
    crossings = None
    if level * (len(edges) - level) <= _MAX_PAIRS:
        edges += open_sides(edges, page.glyphs, _SNAP)
        crossings = edges_to_intersections(edges, _SNAP, _SNAP)
    if crossings is None or len(crossings) > _MAX_CROSSINGS:
        limit = f"交点超过上限 {_MAX_CROSSINGS:,}个"
        raise UnreadableError(
            f"第{page.number}页有{len(edges):,}条表线", f"{limit}，未审查；请用原 Word 或者 Excel 文件审查"
        )
    return cells_to_tables(intersections_to_cells(crossings))


def _grid(boxes: list[Box], glyphs: list[Glyph]) -> tuple[Grid, list[Glyph]]:
    """Return a table and the glyphs that are not in its cells."""
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    columns = tuple(sorted({box[0] for box in boxes}))
    top = min(box[1] for box in boxes)
    inside = [one for one in glyphs if columns[0] <= one.middle[0] < right and top <= one.middle[1] < bottom]
    taken: set[int] = set()
    rows = []
    for _, row in groupby(sorted(boxes, key=lambda box: (box[1], box[0])), key=lambda box: box[1]):
        cells = []
        for box in row:
            held = [glyph for glyph in inside if _is_in(glyph, box)]
            taken.update(map(id, held))
            cells.append(Cell(box[0], box[2], tuple(line.pieces for line in visual_lines(held))))
        rows.append(tuple(cells))
    return Grid(top, bottom, columns, right, tuple(rows)), [glyph for glyph in glyphs if id(glyph) not in taken]


def _digits(piece: Piece) -> float:
    """Return how wide a figure is, in digits."""
    return sum(0.5 if mark in _NARROW else 1.0 for mark in piece.text)


def _is_in(glyph: Glyph, box: Box) -> bool:
    x, y = glyph.middle
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def _text(lines: Iterable[str]) -> str:
    text = ""
    for line in lines:
        text = joined(text, line)
    return text
