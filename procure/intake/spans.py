"""Cells with spans, of a Word document or a web page, filled into a full grid; its rows as lines. Not for parsing."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from procure.intake.files import UnreadableError
from procure.intake.lines import Line
from procure.model import Where
from procure.record import Record

MAX_COLUMNS: Final = 16_384
"""As many as a sheet of Excel has."""
MAX_CELLS: Final = 1_000_000
"""Of one table. A department's largest has about 20,000; a file of a few bytes may declare spans over billions."""

_CHINESE: Final = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffee—…“”‘’·"
_BREAK: Final = re.compile(r"[^\S\n]*\n\s*")
_CHINESE_END: Final = re.compile(rf"[{_CHINESE}]\Z")
_CHINESE_START: Final = re.compile(rf"[{_CHINESE}]")
_DIGIT_END: Final = re.compile(r"\d\Z")
_DIGIT_START: Final = re.compile(r"\d")


class Slot(Record, frozen=True):
    """A cell as its format declares it: its text, and how many columns and rows it covers.

    covered: it has no text of its own, for the cell above covers it. absent: there is no cell, only columns left out.
    """

    text: str
    columns: int = 1
    rows: int = 1
    covered: bool = False
    absent: bool = False


class GridRow(Record, frozen=True):
    """A row of a full grid: as many cells as the table has columns; merged as that of a Row."""

    cells: tuple[str, ...]
    merged: frozenset[int]


def fill(rows: Sequence[Sequence[Slot]], columns: int = 0) -> list[GridRow]:
    """Return the rows of a grid. A merged cell's text stands once, top left; the other columns it covers are empty.

    columns: how many the table is said to have. A span that reaches further than these, than any cell begins and than
    most rows reach (colspan=100) makes no columns. Raises UnreadableError for a table that is too large.
    """
    placed = _placed(rows)
    width = max(columns, _width(placed))
    _check(len(rows) * width)
    return [_grid_row(row, covered, width) for row, covered in placed]


def is_frame(grid: Sequence[GridRow]) -> bool:
    """Return whether a table has one column, so that it only frames running text."""
    return all(len(row.cells) - len(row.merged) <= 1 for row in grid)


def joined(text: str) -> str:
    """Return a cell's text in one line: no blank between Chinese characters, and two numbers never made one."""
    parts = _BREAK.split(text.strip())
    whole = parts[0]
    for part in parts[1:]:
        whole += _link(whole, part) + part
    return whole


def text_lines(text: str, numbers: Iterator[int], where: Where) -> Iterator[Line]:
    """Yield the lines of running text that are not blank; numbers gives each the next number of the document."""
    for line in text.split("\n"):
        if line.strip():
            yield Line(next(numbers), line.strip(), (), where)


def row_lines(grid: Sequence[GridRow], numbers: Iterator[int], where: Where) -> Iterator[Line]:
    """Yield the rows of a table that the file itself sets apart."""
    for at, row in enumerate(grid):
        yield Line(next(numbers), "\t".join(row.cells), row.cells, where, row.merged, opens=at == 0)


_Placed = tuple[list[tuple[int, Slot]], frozenset[int]]


def _placed(rows: Sequence[Sequence[Slot]]) -> list[_Placed]:
    """Return each row's cells with their columns (0-based), and the columns that cells of rows above cover."""
    below: dict[int, int] = {}  # column → how many further rows are covered
    placed: list[_Placed] = []
    work = 0
    for row in rows:
        covered = frozenset(below)
        cells = _columns(row, covered)
        below = {column: rest - 1 for column, rest in below.items() if rest > 1}
        for column, slot in cells:
            if slot.rows > 1:
                below |= dict.fromkeys(range(column, column + slot.columns), slot.rows - 1)
        placed.append((cells, covered))
        work += len(below) + len(row)
        _check(work)
    return placed


def _width(placed: Sequence[_Placed]) -> int:
    begun = max((column + 1 for row, _ in placed for column, slot in row if _begins(slot)), default=0)
    reached = Counter(_reach(row, covered) for row, covered in placed)
    usual = max(reached.values(), default=0)
    return max(begun, min((width for width, times in reached.items() if times == usual), default=0))


def _reach(row: Sequence[tuple[int, Slot]], covered: frozenset[int]) -> int:
    own = row[-1][0] + row[-1][1].columns if row else 0
    return max(own, max(covered, default=-1) + 1)


def _columns(row: Sequence[Slot], covered: frozenset[int]) -> list[tuple[int, Slot]]:
    """Return the cells with the columns they begin in: each the next that no cell above covers."""
    column, cells = 0, []
    for slot in row:
        while column in covered:
            column += 1
        cells.append((column, slot))
        column += slot.columns
        if column > MAX_COLUMNS:
            raise UnreadableError("跨列的表格", f"超过{MAX_COLUMNS:,}列，未审查；请检查表格的合并单元格后再审查")
    return cells


def _grid_row(row: Sequence[tuple[int, Slot]], covered: frozenset[int], width: int) -> GridRow:
    cells, merged = [""] * width, {column for column in covered if column < width}
    for column, slot in row:
        if not slot.absent:
            merged.update(range(column + _begins(slot), min(column + slot.columns, width)))
        if _begins(slot):
            cells[column] = slot.text
    return GridRow(tuple(cells), frozenset(merged))


def _begins(slot: Slot) -> bool:
    return not (slot.covered or slot.absent)


def _check(cells: int) -> None:
    if cells > MAX_CELLS:
        raise UnreadableError("过大的表格", f"超过{MAX_CELLS:,}个单元格，未审查；请只导出预算部分后再审查")


def _link(before: str, after: str) -> str:
    """Return what stands between two lines of a cell; digits below digits are two numbers."""
    if _CHINESE_END.search(before) and _CHINESE_START.match(after):
        return ""
    return " / " if _DIGIT_END.search(before) and _DIGIT_START.match(after) else " "
