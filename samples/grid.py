"""Which cells of a table are merged, for formats that have merged cells. Not for drawing or writing them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from samples.blocks import TableBlock

_GROUPS: Final = ("项目资金", "绩效指标")
"""Labels of a target sheet that stand beside several rows."""
_STUB: Final = 2
"""Columns of a target sheet in which such labels stand."""
_AMOUNT: Final = re.compile(r"(?:\d+|\d{1,3}(?:,\d{3})+)\.\d+|\d{1,3}(?:,\d{3})+|0")
_WIDTHS: Final = (5, 17)
"""Narrowest and widest column, in Chinese characters."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with the rows and columns (from 0) it covers; is_head: whether it belongs to a table's head."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class _Segment:
    """The columns of one row that a cell covers, and whether it may belong to the cell above."""

    start: int
    end: int
    continues: bool


def cells(block: TableBlock) -> tuple[Cell, ...]:
    """Return the cells of a table row by row; each place of the grid is covered by exactly one.

    In the head of a numbered table a cell covers the blanks to its right, and blanks below it. A target sheet has no
    head: a label or text covers the blanks to its right, and a group's label those below it.
    """
    head = _head_rows(block.rows) if block.number else 0
    segments = _numbered(block.rows, head) if block.number else _target(block.rows)
    open_above: dict[tuple[int, int], int] = {}
    found: list[Cell] = []
    for number, row in enumerate(segments):
        above, open_above = open_above, {}
        for one in row:
            span = (one.start, one.end)
            if one.continues and span in above:
                open_above[span] = above[span]
                cell = found[above[span]]
                found[above[span]] = Cell(
                    cell.text, cell.row, cell.column, cell.rows + 1, cell.columns, is_head=cell.is_head
                )
                continue
            open_above[span] = len(found)
            text = block.rows[number][one.start]
            found.append(Cell(text, number, one.start, columns=one.end - one.start, is_head=number < head))
    return tuple(found)


def covering(block: TableBlock) -> Mapping[tuple[int, int], Cell]:
    """Return the cell that covers each row and column."""
    return {
        (row, column): cell
        for cell in cells(block)
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }


def is_amount(text: str) -> bool:
    """Return whether a cell is printed as an amount: 2830.71, 300,000, 9,214,363.3, 0; codes are none."""
    return bool(_AMOUNT.fullmatch(text))


def widths(block: TableBlock) -> tuple[float, ...]:
    """Return how wide each column wants to be, in Chinese characters."""
    least, most = _WIDTHS
    wanted = [float(least)] * len(block.rows[0])
    for cell in cells(block):
        if cell.columns == 1:
            wanted[cell.column] = max(wanted[cell.column], min(most, printed_width(cell.text) + 1))
    return tuple(wanted)


def printed_width(text: str) -> float:
    """Return how wide a text is, in Chinese characters."""
    return sum(0.5 if character.isascii() else 1 for character in text)


def _head_rows(rows: tuple[tuple[str, ...], ...]) -> int:
    """Return how many rows the head has: it ends with the first row that divides no column further."""
    for number in range(len(rows)):
        if len(_head_segments(rows, number)) == len(rows[number]):
            return number + 1
    return len(rows)


def _numbered(rows: tuple[tuple[str, ...], ...], head: int) -> list[list[_Segment]]:
    body = [[_Segment(column, column + 1, continues=False) for column in range(len(row))] for row in rows[head:]]
    return [*(_head_segments(rows, number) for number in range(head)), *body]


def _head_segments(rows: tuple[tuple[str, ...], ...], number: int) -> list[_Segment]:
    row = rows[number]
    above = {one.start for one in _head_segments(rows, number - 1)} if number else {0}
    starts = [column for column, text in enumerate(row) if text or column in above]
    return _segments(row, starts, {column for column in starts if number and not row[column]})


def _target(rows: tuple[tuple[str, ...], ...]) -> list[list[_Segment]]:
    found: list[list[_Segment]] = []
    group: set[int] = set()
    for row in rows:
        begins = row[0].startswith(_GROUPS)
        if row[0]:
            group = set()
        starts = {0, *(column for column, text in enumerate(row) if text), *group, *_left_blank(row)}
        blank = {column for column in starts if group and column < _STUB and not row[column]}
        found.append(_segments(row, sorted(starts), blank))
        if begins:
            group = starts
    return found


def _left_blank(row: tuple[str, ...]) -> set[int]:
    """Return the column of the value that a row's last label leaves blank."""
    last = max(column for column, text in enumerate(row) if text)
    return {last + 1} if row[last].endswith(":") and last + 1 < len(row) else set()


def _segments(row: tuple[str, ...], starts: list[int], continues: set[int]) -> list[_Segment]:
    return [
        _Segment(start, end, continues=start in continues)
        for start, end in zip(starts, [*starts[1:], len(row)], strict=True)
    ]
