"""The rows of a sheet as lines: which are running text, which are rows, where a table begins. Not for reading cells."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from procure.intake.files import UnreadableError
from procure.intake.lines import Line, is_declaration, is_label, is_note, is_title
from procure.intake.markup import Range
from procure.intake.own_sheets import is_own
from procure.intake.unread import sheet_mark
from procure.model import Where
from procure.record import Record

MAX_ROWS: Final = 200_000
MAX_CELLS: Final = 2_000_000
"""Filled rows of a workbook, and their cells up to the last filled one, that are read: a few seconds' worth, and many
times the largest budget."""

_LONG_TEXT: Final = 80
"""Characters from which a merged cell over the table's width is a paragraph, no name of a section."""
_BREAK: Final = re.compile(r"\s*[\t\r\n\x0b\x0c]\s*")


_Rows = Sequence[tuple[int, Mapping[int, str]]]


class Grid(Record, frozen=True):
    """A sheet: its filled rows in order, each with its number and the texts of its filled cells by column (from 0)."""

    name: str
    rows: _Rows
    merged: Sequence[Range] = ()


class Unread(Record, frozen=True):
    """A sheet that is not read; why says so in Chinese."""

    name: str
    why: str


class Tally:
    """Counts the filled rows of a workbook and their cells, and raises UnreadableError where they are too many."""

    def __init__(self) -> None:
        self._rows = self._cells = 0

    def add(self, cells: int) -> None:
        """Count one row with so many cells up to its last filled one."""
        self._rows += 1
        self._cells += cells
        if self._rows > MAX_ROWS or self._cells > MAX_CELLS:
            raise UnreadableError(
                "Excel 文件", f"超过{MAX_ROWS:,}行或者{MAX_CELLS:,}个单元格，未审查；请只导出预算部分后再审查"
            )


def lines_of(sheets: Iterable[Grid | Unread]) -> Iterator[Line]:
    """Yield the lines of a workbook's sheets, numbered through all of them.

    Raises UnreadableError where no sheet that is read has a filled cell.
    """
    number, is_empty, room = 0, True, MAX_CELLS
    for sheet in sheets:
        if isinstance(sheet, Grid) and _is_added(sheet):
            continue
        is_empty = is_empty and (isinstance(sheet, Unread) or not sheet.rows)
        if isinstance(sheet, Unread):
            number += 1
            yield Line(number, sheet_mark(sheet.name, sheet.why), (), Where(sheet=sheet.name))
            continue
        reader = _SheetLines(sheet, number, room)
        yield from reader.lines()
        number, room = reader.number, reader.room
    if is_empty:
        raise UnreadableError("没有内容的 Excel 文件", "可见的工作表都是空的，未审查；请核对文件后重新导出")


def _is_added(sheet: Grid) -> bool:
    """Return whether an earlier report added the sheet: what it says of a plan is no plan."""
    return bool(sheet.rows) and is_own(sheet.name, tuple(text for _, text in sorted(sheet.rows[0][1].items())))


class _SheetLines:
    """Tells the rows of one sheet from its running text, block by block: blank rows stand between the blocks.

    number is the last line's. room is how many more blank cells rows may be filled up with to the width of their block.
    """

    def __init__(self, grid: Grid, number: int, room: int) -> None:
        self._grid, self.number, self.room = grid, number, room
        self._spans = {(top, left): right - left + 1 for top, _, left, right in grid.merged}
        self._covered = _covered(grid)
        self._has_table = self._has_text = self._has_title = False

    def lines(self) -> Iterator[Line]:
        for block in _blocks(self._grid.rows):
            yield from self._block(block, max(max(cells) for _, cells in block) + 1)

    def _block(self, block: _Rows, width: int) -> Iterator[Line]:
        pad = width if width * len(block) <= self.room else 0
        self.room -= pad * len(block)
        in_table = False
        for row, cells in block:
            if self._is_text(row, cells, width, in_table=in_table):
                yield from self._text_lines(row, cells)
                continue
            if not self._has_table and not self._has_text:  # else the last sheet's table would go on
                yield self._text(self._grid.name, None)
            opens = not self._has_table or (not in_table and self._has_title)
            in_table = self._has_table = True
            yield self._row(row, cells, pad, opens=opens)
        self._has_title = self._has_title and not in_table

    def _is_text(self, row: int, cells: Mapping[int, str], width: int, *, in_table: bool) -> bool:
        """Return whether a row is running text: declarations, a title, or what stands alone before a table."""
        kept = ((column, text) for column, text in cells.items() if not (is_declaration(text) or is_label(text)))
        if in_table and len(cells) > 1:
            return next(kept, None) is None
        others = list(islice(kept, 2))
        if len(others) != 1:
            return not others
        ((column, text),) = others
        if not in_table:
            return len(cells) == 1 or is_title(text)
        is_wide = self._spans.get((row, column), 1) * 2 > width
        return is_wide and (is_title(text) or is_note(text) or len(text) >= _LONG_TEXT)

    def _text_lines(self, row: int, cells: Mapping[int, str]) -> Iterator[Line]:
        """Yield a row's texts one by one, and a text of several lines line by line."""
        for column, cell in sorted(cells.items()):
            for text in filter(str.strip, cell.splitlines()):
                is_wide = self._spans.get((row, column), 1) > 1
                self._has_text = self._has_text or not is_declaration(text)
                self._has_title = self._has_title or is_wide or is_title(text) or is_label(text)
                yield self._text(text.strip(), row)

    def _text(self, text: str, row: int | None) -> Line:
        self.number += 1
        return Line(self.number, text, (), Where(sheet=self._grid.name, row=row))

    def _row(self, row: int, cells: Mapping[int, str], pad: int, *, opens: bool) -> Line:
        texts = [""] * max(pad, max(cells) + 1)
        for column, text in cells.items():
            texts[column] = text.strip() if text.isprintable() else _BREAK.sub(" ", text.strip())
        covered = frozenset(column for column in self._covered.get(row, ()) if column < len(texts))
        self.number += 1
        where = Where(sheet=self._grid.name, row=row)
        return Line(self.number, "\t".join(texts), tuple(texts), where, covered, opens)


def _blocks(rows: _Rows) -> Iterator[_Rows]:
    """Yield the runs of rows that follow each other without a blank one."""
    start = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or rows[at][0] > rows[at - 1][0] + 1:
            yield rows[start:at]
            start = at


def _covered(grid: Grid) -> Mapping[int, Collection[int]]:
    """Return the columns of each filled row that a merged cell to their left or above covers."""
    numbers = [row for row, _ in grid.rows]
    last = max((max(cells) for _, cells in grid.rows), default=0)
    found: dict[int, set[int]] = {}
    left_over = MAX_CELLS
    for top, bottom, left, right in grid.merged:
        columns = range(left, min(right, last) + 1)
        rows = numbers[bisect_left(numbers, top) : bisect_right(numbers, bottom)]
        left_over -= len(rows) * len(columns)
        if left_over < 0:
            raise UnreadableError("Excel 文件", f"合并单元格超过{MAX_CELLS:,}个，未审查；请只导出预算部分后再审查")
        for row in rows:
            found.setdefault(row, set()).update(columns[1:] if row == top else columns)
    return found
