"""The columns of a table: which hold codes, names and amounts, what stands side by side. Not for its rows: grid.py."""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from typing import Final

from procure.budget.cells import key, unit_in
from procure.budget.table_head import Head, is_mark, is_number
from procure.budget.table_words import HeadRole, HeadWord, head_of, without_ordinal
from procure.model import Row
from procure.money import Unit, plain
from procure.record import Record

CODE: Final = re.compile(r"\d{3}(?:\d{2}){0,3}")
"""A 类 (3 digits), 款 (5) or 项 (7) of a classification of accounts."""
_CODE_PART: Final = re.compile(r"\d{2,3}|(?:\d{2})+")
_INTEGER: Final = re.compile(r"\d+")
_SURE: Final = 0.8
"""Share of a column's cells that must be codes where its head does not say so."""


class Column(Record, frozen=True):
    """A column of amounts: where it stands (0-based), the cells of the head over it, and the unit its head prints."""

    at: int
    path: tuple[str, ...]
    groups: tuple[int, ...]
    unit: Unit | None

    @property
    def label(self) -> str:
        """Return what a reader calls the column."""
        return self.path[-1] if self.path else ""

    @property
    def word(self) -> HeadWord | None:
        """Return what the head of the column is known to say."""
        return head_of(self.label)


class Layout(Record, frozen=True):
    """The columns of one of the tables that stand side by side; aside are those of the unit and of the kind.

    leading: all that stand left of the amounts.
    """

    codes: tuple[int, ...]
    name: int | None
    aside: tuple[int, ...]
    leading: tuple[int, ...]
    amounts: tuple[Column, ...]


class _Use(Enum):
    CODE = auto()
    NAME = auto()
    AMOUNT = auto()
    UNUSED = auto()


def layouts_of(head: Head, body: Sequence[Row], width: int) -> tuple[Layout, ...]:
    """Return the columns of a table, or of each of those that stand side by side; none without amounts."""
    cells = [[cell for row in body if (cell := row.cell(column))] for column in range(width)]
    uses = [_use(head.word(column), filled) for column, filled in enumerate(cells)]
    _settle_numbers(uses, head, cells)
    _settle_blanks(uses, head, cells)
    return tuple(_layout(head, uses, columns, cells) for columns in _side_by_side(uses, head, cells))


def _use(word: HeadWord | None, filled: Sequence[str]) -> _Use:
    """Return what a column is for by its head, else by most of its cells."""
    if word is not None:
        return _BY_ROLE[word.role]
    amounts = [cell for cell in filled if is_number(cell) and not plain(cell).endswith("%")]
    others = [cell for cell in filled if not is_mark(cell)]
    if amounts and 2 * len(amounts) > len(others):
        return _Use.AMOUNT
    return _Use.NAME if others else _Use.UNUSED


_BY_ROLE: Final = {
    HeadRole.AMOUNT: _Use.AMOUNT,
    HeadRole.TOTAL: _Use.AMOUNT,
    HeadRole.ASIDE: _Use.AMOUNT,
    HeadRole.NAME: _Use.NAME,
    HeadRole.UNIT: _Use.NAME,
    HeadRole.CODE: _Use.CODE,
    HeadRole.IGNORED: _Use.UNUSED,
}


def _settle_numbers(uses: list[_Use], head: Head, cells: Sequence[Sequence[str]]) -> None:
    """Make codes, or nothing, of whole numbers without a known head that stand left of a name, and of 1, 2, 3."""
    for column, use in enumerate(uses):
        if use is _Use.AMOUNT and head.word(column) is None:
            plains = [plain(cell) for cell in cells[column]]
            if _counts_up(plains):
                uses[column] = _Use.UNUSED
            elif _stands_before_name(uses, column) and all(_INTEGER.fullmatch(cell) for cell in plains):
                coded = sum(bool(CODE.fullmatch(cell) or _CODE_PART.fullmatch(cell)) for cell in plains)
                uses[column] = _Use.CODE if coded >= _SURE * len(plains) else _Use.UNUSED


def _stands_before_name(uses: Sequence[_Use], column: int) -> bool:
    after = (use for use in uses[column + 1 :] if use is not _Use.AMOUNT)
    return next(after, None) is _Use.NAME and _Use.NAME not in uses[:column]


def _counts_up(cells: Sequence[str]) -> bool:
    return len(cells) > 2 and list(cells) == [str(number) for number in range(1, len(cells) + 1)]  # noqa: PLR2004


def _settle_blanks(uses: list[_Use], head: Head, cells: Sequence[Sequence[str]]) -> None:
    """Make amounts of blank columns with an unknown head that stand right of amounts."""
    for column, use in enumerate(uses):
        if use is _Use.UNUSED and not cells[column] and head.paths[column] and head.word(column) is None:
            uses[column] = _Use.AMOUNT if _Use.AMOUNT in uses[:column] else _Use.UNUSED


def _side_by_side(uses: Sequence[_Use], head: Head, cells: Sequence[Sequence[str]]) -> Iterator[range]:
    """Yield the columns of each table: a name or code right of amounts begins another one, unless it is a remark."""
    start, amounts = 0, False
    for column, use in enumerate(uses):
        if use is _Use.AMOUNT:
            amounts = True
        elif use in (_Use.CODE, _Use.NAME) and amounts and _begins(uses, head, cells, column):
            yield range(start, column)
            start, amounts = column, False
    if amounts:
        yield range(start, len(uses))


def _begins(uses: Sequence[_Use], head: Head, cells: Sequence[Sequence[str]], column: int) -> bool:
    if _Use.AMOUNT not in uses[column:]:
        return False
    if uses[column] is _Use.CODE:
        return True
    word = head.word(column)
    return (word is not None and word.role is HeadRole.NAME) or any(
        without_ordinal(cell) != plain(cell) for cell in cells[column]
    )


def _layout(head: Head, uses: Sequence[_Use], columns: Iterable[int], cells: Sequence[Sequence[str]]) -> Layout:
    every = list(columns)
    amounts = [column for column in every if uses[column] is _Use.AMOUNT]
    leading = [column for column in every if column < amounts[0]]
    codes = tuple(column for column in leading if uses[column] is _Use.CODE)
    names = [column for column in leading if uses[column] is _Use.NAME]
    name = _name_column(head, names, codes, cells)
    aside = tuple(column for column in names if column != name)
    return Layout(codes, name, aside, tuple(leading), tuple(_column(head, at) for at in amounts))


def _name_column(head: Head, names: Sequence[int], codes: Sequence[int], cells: Sequence[Sequence[str]]) -> int | None:
    """Return the column of names: that next to the codes, else the first that is no unit's, else the first filled."""
    after = [column for column in names if codes and column > codes[-1]]
    named = [column for column in names if _is_name(head.word(column))]
    filled = [column for column in names if cells[column]]
    return next(iter((*after, *named, *filled, *names)), None)


def _is_name(word: HeadWord | None) -> bool:
    return word is not None and word.role is HeadRole.NAME


def _column(head: Head, at: int) -> Column:
    path = head.paths[at]
    units = (unit_in(cell.text) for cell in reversed(path))
    unit = next((one for one in units if one), None)
    return Column(at, tuple(cell.text for cell in path), tuple(cell.number for cell in path), unit)


def same_head(cells: Sequence[str]) -> tuple[str, ...]:
    """Return what rows of a head are compared by when a page repeats them."""
    return tuple(key(cell) for cell in cells if cell)
