"""What each amount of a table means, by its title, head and row. Not for what must agree: within.py, across.py."""

from collections.abc import Iterator
from typing import Final

from procure.budget.cells import key
from procure.budget.grid import Block, Grid, Item
from procure.budget.hierarchy import Order, orders_of
from procure.budget.relation import TOTAL, Meaning, Measure, Statement
from procure.budget.table_columns import Column
from procure.budget.table_groups import declared_units
from procure.budget.table_nodes import is_class
from procure.budget.table_oddities import oddities_of
from procure.budget.table_order import ordinal_of
from procure.budget.table_words import (
    Part,
    RowRole,
    TableKindWord,
    bare_head,
    head_of,
    kind_row_of,
    name_key,
    part_of_title,
    without_ordinal,
    years_in,
)
from procure.budget.within import column_name
from procure.record import Record, replace

__all__ = ["oddities_of", "statements_of"]

_NONE: Final = "none"
"""Subject of what is known to be something that is not compared."""
_ACTUAL: Final = "actual"
_BALANCES: Final = (TableKindWord.BALANCE, TableKindWord.FISCAL_BALANCE)
_CARRIED: Final = ("carried_in", "carried_out")
_OWN_SUBJECTS: Final = ("three_public", "operating_costs")
_FUNCTION, _ECONOMIC = "function", "economic"
_CLASSIFICATIONS: Final = {"2": _FUNCTION, "3": _ECONOMIC, "5": _ECONOMIC}
"""By the first digit of a code: functions; economic accounts of departments, and of governments."""
_CLASS_DIGITS: Final = 3


class _Table(Record, frozen=True):
    """What is known of a whole table: what its figures are unless told otherwise, its year and its units."""

    grid: Grid
    kind: TableKindWord
    part: Part
    year: int | None
    units: frozenset[str]


class _Cell(Record, frozen=True):
    """A cell with all that tells what its amount is; column: what its column tells."""

    table: _Table
    block: Block
    order: Order
    item: Item
    number: int
    column: Part


class _Column(Record, frozen=True):
    """What a column tells; None for its measure where it is of another year than the two compared, or not known."""

    part: Part
    measure: Measure | None


def statements_of(grid: Grid, kind: TableKindWord) -> Iterator[Statement]:
    """Yield what each amount of a table is said to be; an amount of which too little is known is left out."""
    table = _table(grid, kind)
    for block, order in zip(grid.blocks, orders_of(grid), strict=True):
        heads = [head_of(text) for column in block.columns for text in column.path]
        paired = any(word is not None and word.measure == _ACTUAL for word in heads)
        columns = [_column(table, column, paired=paired) for column in block.columns]
        for item in block.items:
            for number, figure in item.figures.items():
                column = columns[number]
                meaning = _meaning(_Cell(table, block, order, item, number, column.part))
                if meaning is not None and column.measure is not None:
                    yield Statement(figure, meaning, _label(grid, block, item, number), column.measure)


def _table(grid: Grid, kind: TableKindWord) -> _Table:
    title = grid.table.title
    row = kind_row_of(title)
    part = row.part if row else Part()
    if not part.subject.startswith(_OWN_SUBJECTS):
        part = part.under(part_of_title(title))
    heads = [text for block in grid.blocks for column in block.columns for text in column.path]
    years = years_in(title) or [max((year for text in heads for year in years_in(text)), default=None)]
    return _Table(grid, kind, part, years[0], declared_units(grid))


def _label(grid: Grid, block: Block, item: Item, number: int) -> str:
    names = (without_ordinal(item.name), column_name(block, number) if len(block.columns) > 1 else "")
    return f"“{grid.title}”{'·'.join(name for name in names if name)}"


def _column(table: _Table, column: Column, *, paired: bool) -> _Column:
    """Return what a column tells; one whose own head is not known is not what the heads above it say."""
    part, told = Part(), ""
    for text in column.path:
        word = head_of(text)
        if word is not None:
            part, told = part.under(word.part), word.measure or told
    if column.word is None and (not column.path or bare_head(column.label)):  # a bare year says that it is an amount
        return _Column(part, None)
    years = {year for text in column.path for year in years_in(text)} - {table.year}
    if years and table.year is not None:
        return _Column(part, Measure.BEFORE if years == {table.year - 1} else None)
    if told == _ACTUAL or (told == Measure.BUDGETED and not paired):
        told = ""
    return _Column(part, Measure(told or Measure.AMOUNT))


def _meaning(cell: _Cell) -> Meaning | None:
    table, item = cell.table, cell.item
    part = table.part.under(cell.column)
    for one in (*cell.order.above(item), item):
        if one.word:
            part = part.under(_of_row(cell, one.word.part))
    if item.word and item.word.part.fund and cell.column.fund not in ("", "all", "fiscal", item.word.part.fund):
        return None
    part = replace(part, subject=_subject(cell, part.flow), period=_period(cell, part))
    if _is_beyond(cell) or _is_unknown(part):
        return None
    return Meaning(part.flow, part.fund, part.part, part.subject, part.period)


def _of_row(cell: _Cell, row: Part) -> Part:
    """Return what a row's words add: 总计 holds what was carried over in a balance, save in a column that does not."""
    yields = cell.table.kind not in _BALANCES or (cell.column.period and row.flow != "income")
    return replace(row, subject="", period="" if row.period == "all" and yields else row.period)


def _subject(cell: _Cell, flow: str) -> str:
    item = cell.item
    told = item.word.part.subject if item.word else ""
    own = cell.column.subject or cell.table.part.subject
    if _NONE in (told, cell.column.subject):
        return _NONE
    if own.startswith(_OWN_SUBJECTS):
        return _own_subject(cell, told, own)
    if told or key(item.name) in cell.table.units:
        return told or TOTAL
    if item.code:
        return _account(cell.order, item)
    return _by_class(cell.order, item) if own == _ECONOMIC else _function(cell, flow)


def _function(cell: _Cell, flow: str) -> str:
    """Return the 类 that a row of a balance names: 一、一般公共服务支出."""
    ordinal = ordinal_of(cell.item.name)
    names_one = cell.table.kind in _BALANCES and flow == "expenditure" and ordinal is not None
    return f"{_FUNCTION}/{name_key(cell.item.name)}" if names_one and ordinal and ordinal.style == 1 else _NONE


def _own_subject(cell: _Cell, told: str, own: str) -> str:
    """Return the subject of a figure of 三公经费 and 机关运行经费; of a unit's row only where it is the only one."""
    if told and told != TOTAL:
        return told
    alone = len(cell.block.items) == 1 or key(cell.item.name) in cell.table.units
    return own if told or alone else _NONE


def _account(order: Order, item: Item) -> str:
    """Return an account by the names of the codes above it; one of which a code above is missing is not known."""
    root = _CLASSIFICATIONS.get(item.code[0])
    coded = [one for one in (*order.above(item), item) if one.code]
    levels = (len(item.code) - _CLASS_DIGITS) // 2 + 1
    if root is None or order.grouped or len(coded) != levels:
        return _NONE
    return "/".join((root, *(name_key(one.name) for one in coded)))


def _by_class(order: Order, item: Item) -> str:
    named = [one for one in (*order.above(item), item) if not (one.word and one.word.part.part)]
    if not named or not is_class(named[0]):
        return _NONE
    return "/".join((_ECONOMIC, *(name_key(one.name) for one in named)))


def _period(cell: _Cell, part: Part) -> str:
    """Return the period: in a balance that tells what was carried over, the other rows of income are this year's."""
    if part.flow in _CARRIED:
        return "all"
    if cell.table.kind not in _BALANCES or part.flow != "income" or cell.item.role is not RowRole.ENTRY:
        return part.period
    tells = any(one.role is RowRole.CURRENT_TOTAL or _flow(one) == "carried_in" for one in cell.block.items)
    return "current" if tells else part.period


def _flow(item: Item) -> str:
    return item.word.part.flow if item.word else ""


def _is_beyond(cell: _Cell) -> bool:
    """Return whether a total may hold what is carried over to the next year, more than what is spent."""
    if cell.item.role is not RowRole.TOTAL or _tells_all(cell.item):
        return False
    carried = [one for one in cell.block.items if _flow(one) == "carried_out"]
    figures = (one.figures.get(cell.number) for one in carried)
    return any(figure and figure.fen for figure in figures) or any(cell.number in one.unread for one in carried)


def _tells_all(item: Item) -> bool:
    return item.word is not None and item.word.part.period == "all"


def _is_unknown(part: Part) -> bool:
    if part.subject == _NONE or not part.period:
        return True
    return not part.subject.startswith(_OWN_SUBJECTS) and not (part.flow and part.fund and part.part and part.subject)
