"""The head of a table: which rows it takes, and over which columns each of its cells stands. Not for the rows below."""

import re
from collections.abc import Sequence
from typing import Final

from procure.budget.table_words import HeadRole, HeadWord, RowRole, Sign, head_of, row_of, signs, without_ordinal
from procure.model import Row
from procure.money import plain
from procure.record import Record

_MOST_ROWS: Final = 10
"""Rows of the highest head: no published form has more than five, and a title may stand above them."""
_LONGEST: Final = 40
"""Characters of the longest cell of a head; what is longer is text."""
_MARK: Final = re.compile(r"[-—–－─―/\\*]+")
"""What says that there is nothing."""
_NUMBER: Final = re.compile(
    r"[-+−]?¥?\d[\d,]*(?:\.\d+)?%?(?:[千万亿]?元|万|亿)?|\(¥?\d[\d,]*\.\d+\)"  # the last: an accounting negative
)
_NEARLY: Final = re.compile(r"[-+−¥]{0,2}\d[\dA-Za-z,\s]*[.,][\dA-Za-z,.\s]*")
"""An amount that cannot be read, 3O.00: no head is written like it."""
_COLUMN_NUMBER: Final = re.compile(r"\(?\d{1,2}\)?(?:=[\d+\-()]+)?")


_FIRST: Final = (HeadRole.NAME, HeadRole.UNIT, HeadRole.CODE, HeadRole.IGNORED)


class HeadCell(Record, frozen=True):
    """A cell of the head: its text, and a number that tells it from others with the same text."""

    text: str
    number: int


class Head(Record, frozen=True):
    """The head of a table: the first and the last of its rows, and each column's cells from the top down."""

    start: int
    end: int
    paths: tuple[tuple[HeadCell, ...], ...]

    def word(self, column: int) -> HeadWord | None:
        """Return what the lowest cell over a column is known to say; a total under a head of names is a row's."""
        known = [head_of(cell.text) for cell in self.paths[column]]
        named = [word for word in known if word and word.role in _FIRST]
        lowest = known[-1] if known else None
        return named[-1] if named and lowest and lowest.role is HeadRole.TOTAL else lowest


def find_head(rows: Sequence[Row], width: int) -> Head | None:
    """Return the head of a table, None where its first rows are no head."""
    start = next((number for number, row in enumerate(rows[:_MOST_ROWS]) if not _is_caption(row, width)), None)
    if start is None:
        return None
    numeric = _numeric_columns(rows[start:])
    end = start
    while end < min(len(rows), start + _MOST_ROWS) and _is_head(rows[end], numeric, first=end == start):
        end += 1
    if end == start:
        return None
    return Head(start, end, _paths(rows[start:end], width))


def is_number(cell: str) -> bool:
    """Return whether a cell prints nothing but a number, with a unit or not."""
    return bool(_NUMBER.fullmatch(plain(cell)))


def is_mark(cell: str) -> bool:
    """Return whether a cell prints only a mark for nothing, which is neither blank nor 0."""
    return bool(_MARK.fullmatch(plain(cell)))


def is_numbering(row: Row) -> bool:
    """Return whether a row only numbers the columns: 1 2 3, 栏次 1 2=3+4."""
    filled = [plain(cell) for cell in row.cells if cell]
    numbers = [cell for cell in filled if cell not in signs(Sign.NUMBERS_ROW)]
    if len(filled) < 2 or not all(_COLUMN_NUMBER.fullmatch(cell) for cell in numbers):  # noqa: PLR2004 a row
        return False
    firsts = [int(cell.strip("()").partition("=")[0]) for cell in (one.replace(")=", "=") for one in numbers)]
    return firsts == list(range(1, 1 + len(firsts)))


def _is_caption(row: Row, width: int) -> bool:
    """Return whether a row is the title or the unit of the table, printed in its first row."""
    filled = [cell for cell in row.cells if cell]
    return len(filled) <= 1 < width and not any(head_of(cell) for cell in filled)


def _numeric_columns(rows: Sequence[Row]) -> frozenset[int]:
    return frozenset(
        column for row in rows if not is_numbering(row) for column, cell in enumerate(row.cells) if is_number(cell)
    )


def _is_head(row: Row, numeric: frozenset[int], *, first: bool) -> bool:
    filled = [(column, cell) for column, cell in enumerate(row.cells) if cell]
    if not filled or is_numbering(row) or any(map(_is_of_body, row.cells)):
        return False
    if (not first and _is_totals(filled)) or without_ordinal(filled[0][1]) != plain(filled[0][1]):
        return False
    known = sum(_names_column(column, cell) for column, cell in filled)
    if first or 2 * known > len(filled):
        return True
    return (filled[0][0] > 0 or known > 0) and any(column in numeric for column, _ in filled)


def _is_of_body(cell: str) -> bool:
    return is_number(cell) or is_mark(cell) or len(cell) > _LONGEST or bool(_NEARLY.fullmatch(cell))


def _names_column(column: int, cell: str) -> bool:
    """Return whether a cell is a known head; in the first column an amount's word such as 公务接待费 names a row."""
    word = head_of(cell)
    return word is not None and (column > 0 or word.role in _FIRST)


def _is_totals(filled: Sequence[tuple[int, str]]) -> bool:
    """Return whether a row is a total without figures; the head's own 合计 never stands in the first column alone."""
    totals = (RowRole.TOTAL, RowRole.CURRENT_TOTAL)
    known = [row_of(cell) for _, cell in filled]
    return filled[0][0] == 0 and all(one is not None and one.role in totals for one in known) and len(filled) < 3  # noqa: PLR2004


def _paths(rows: Sequence[Row], width: int) -> tuple[tuple[HeadCell, ...], ...]:
    """Return each column's cells from the top down, one that reaches over several rows once."""
    spans = _merged_spans(rows, width) if any(row.merged for row in rows) else _blank_spans(rows, width)
    paths = []
    for column in range(width):
        numbers = list(dict.fromkeys(line[column] for line in spans))
        cells = (_cell(rows, width, number) for number in numbers)
        paths.append(tuple(cell for cell in cells if cell.text))
    return tuple(paths)


def _cell(rows: Sequence[Row], width: int, number: int) -> HeadCell:
    row, column = divmod(number, width)
    return HeadCell(rows[row].cell(column), number)


def _merged_spans(rows: Sequence[Row], width: int) -> list[list[int]]:
    """Return for each place of the head the number of the cell that covers it.

    Cells are taken in reading order; each covers what is merged to its right, and then below it as wide as that.
    """
    spans = [[-1] * width for _ in rows]
    for top, row in enumerate(rows):
        for left in range(width):
            if spans[top][left] >= 0:
                continue
            right = left + 1
            while right < width and right in row.merged and spans[top][right] < 0:
                right += 1
            bottom = top + 1
            while bottom < len(rows) and all(column in rows[bottom].merged for column in range(left, right)):
                bottom += 1
            for line in spans[top:bottom]:
                line[left:right] = [top * width + left] * (right - left)
    return spans


def _blank_spans(rows: Sequence[Row], width: int) -> list[list[int]]:
    """Return the same where merges are not known: a cell covers the blanks to its right that stand under one cell.

    A blank with no such neighbour is covered by the cell above it.
    """
    spans: list[list[int]] = []
    for top, row in enumerate(rows):
        above = spans[-1] if spans else [-1] * width
        line: list[int] = []
        for column in range(width):
            if row.cell(column):
                line.append(top * width + column)
            elif column and above[column] == above[column - 1] and line[-1] != above[column - 1]:
                line.append(line[-1])
            elif above[column] >= 0:
                line.append(above[column])
            else:
                line.append(top * width + column)
        spans.append(line)
    return spans
