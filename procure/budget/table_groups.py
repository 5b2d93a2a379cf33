"""Rows that name a unit or a kind of projects, above the rows that make them up. Not for accounts: hierarchy.py."""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from procure.budget.cells import key
from procure.budget.grid import Block, Grid, Item
from procure.budget.table_words import RowRole, Sign, signs
from procure.intake.wording import Use, alternatives, words

_CATEGORY = 50
"""Rank of a row that heads a kind of projects, below all units."""


def declared_units(grid: Grid) -> frozenset[str]:
    """Return the units that a table is said to be of (部门名称：…), as names are compared."""
    return frozenset(key(name) for note in grid.table.notes for name in _declared().findall(note))


def group_ranks(block: Block, declared: Collection[str]) -> Mapping[int, int]:
    """Return the rows that head others by the line of their row, with their rank: 0 is the highest.

    Of units that follow one another directly each heads the next: the department its first unit. A unit that follows
    other rows is the last one's equal.
    """
    ranks: dict[int, int] = {}
    deepest = run = 0
    for number, item in enumerate(block.items):
        if item.role is RowRole.GROUP:
            ranks[item.row.line] = _CATEGORY
        elif _is_unit(block, number, declared):
            follows = number > 0 and ranks.get(block.items[number - 1].row.line, _CATEGORY) < _CATEGORY
            leads = number + 1 < len(block.items) and _is_unit(block, number + 1, declared)
            run = run + 1 if follows else 0 if leads else deepest
            deepest = run
            ranks[item.row.line] = run
    return ranks


def _is_unit(block: Block, number: int, declared: Collection[str]) -> bool:
    """Return whether a row is a unit's: it is declared, stands where units stand, or is one by its name.

    A name alone is not enough among projects: the unit's amount must be that of the rows below, or of the next unit.
    """
    item = block.items[number]
    if item.code or not item.figures or item.role is not RowRole.ENTRY:
        return False
    if key(item.name) in declared or item.name == item.aside:
        return True
    if not _names_organisation(item):
        return False
    return block.coded or _heads_the_next(block.items, number)


def _names_organisation(item: Item) -> bool:
    return key(item.name).endswith((*words(Use.ORGANISATION_ENDING), *signs(Sign.UNIT_ENDING)))


def _heads_the_next(items: Sequence[Item], number: int) -> bool:
    whole = items[number]
    column = min(whole.figures)
    total = whole.figures[column]
    found, step = 0, total.amount.step
    for after, item in enumerate(items[number + 1 :], number + 1):
        if item.role not in (RowRole.ENTRY, RowRole.GROUP):
            break
        figure = item.figures.get(column)
        if item.role is RowRole.ENTRY and _names_organisation(item) and figure and (found or figure.fen == total.fen):
            return _heads_the_next(items, after) if not found else abs(found - total.fen) <= step // 2
        if figure and item.role is RowRole.ENTRY:
            found, step = found + figure.fen, step + figure.amount.step
    return bool(found) and abs(found - total.fen) <= step // 2


@cache
def _declared() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(Use.PURCHASER_LABEL)})\s*[:：]\s*(\S+)")
