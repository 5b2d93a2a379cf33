"""Which rows of a table make up which: those below a row, and those above a total. Not for their figures: within.py."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from procure.budget.grid import Block, Grid, Item
from procure.budget.relation import Kind
from procure.budget.table_groups import declared_units, group_ranks
from procure.budget.table_nodes import TOTALS, Node, has_classes, is_carried, is_group, root_of
from procure.budget.table_tails import settle_tails
from procure.budget.table_words import RowRole
from procure.record import Record


class Makeup(Record, frozen=True):
    """A row and the rows that make it up; at_most: they are only some of those that do."""

    kind: Kind
    whole: Item
    parts: tuple[Item, ...]
    at_most: bool = False


class Order(Record, frozen=True):
    """The order of a block's rows: what makes up what, and by the line of its row what stands above a row.

    grouped: whether the rows are those of several units, so that an account stands there several times.
    """

    makeups: tuple[Makeup, ...]
    parents: Mapping[int, Item]
    grouped: bool = False

    def above(self, item: Item) -> tuple[Item, ...]:
        """Return the rows that an item is a part of, the highest first."""
        found: list[Item] = []
        parent = self.parents.get(item.row.line)
        while parent is not None:
            found.insert(0, parent)
            parent = self.parents.get(parent.row.line)
        return tuple(found)


def orders_of(grid: Grid) -> tuple[Order, ...]:
    """Return the order of each block's rows."""
    declared = declared_units(grid)
    ranks = [group_ranks(block, declared) for block in grid.blocks]
    roots = [root_of(block, rank) for block, rank in zip(grid.blocks, ranks, strict=True)]
    for root in roots:
        settle_tails(root)
    return tuple(_order(roots, number, block, ranks[number]) for number, block in enumerate(grid.blocks))


def _order(roots: Sequence[Node], number: int, block: Block, groups: Mapping[int, int]) -> Order:
    root = roots[number]
    kind = Kind.CODES if block.coded or has_classes(block) else Kind.ROWS
    makeups = [*_inner(root, kind), *_totals(roots, number, kind)]
    pairs = ((child.item, node.item) for node in root.walk() for child in node.children)
    parents = {child.row.line: parent for child, parent in pairs if child and parent}
    return Order(tuple(makeups), parents, len(groups) > 1)


def _inner(root: Node, kind: Kind) -> Iterator[Makeup]:
    for node in root.walk():
        if node.item is None:
            continue
        parts = tuple(child.item for child in node.children if child.item)
        if parts and not node.unclear:
            yield Makeup(kind if not is_group(node) else Kind.ROWS, node.item, parts)
        for part in (*node.of_which, *node.loose):
            yield Makeup(Kind.ROWS, node.item, (part,), at_most=True)


def _totals(roots: Sequence[Node], number: int, kind: Kind) -> Iterator[Makeup]:
    """Yield what makes up the totals of a block: the rows since the total above, and that total.

    A total above all rows is made up of those below it. A total of this year leaves out what was carried over.
    """
    root = roots[number]
    lone = _lone_subtotals(root.children)
    open_rows: list[Item] = []
    since, top = 0, None
    for child in root.children:
        item = child.item
        if item is None or (item.role is RowRole.SUBTOTAL and child not in lone):
            continue
        if item.role not in TOTALS:
            open_rows.append(item)
        elif item.role is RowRole.SUBTOTAL:
            parts = _across(roots, number, item, open_rows[since:])
            yield from _made(root, kind, item, parts)
            open_rows[since:] = [item]
            since = len(open_rows)
        elif not open_rows:
            top = item
        else:
            left = [one for one in open_rows if item.role is RowRole.CURRENT_TOTAL and is_carried(one)]
            if not child.unclear:
                yield from _made(root, kind, item, [one for one in open_rows if one not in left])
            if top and not child.unclear:
                yield from _made(root, kind, top, open_rows)
            open_rows, since, top = [item, *left], 1 + len(left), None
    if top:
        yield from _made(root, kind, top, open_rows)


def _made(root: Node, kind: Kind, whole: Item, parts: Iterable[Item]) -> Iterator[Makeup]:
    made = tuple(parts)
    if made and not root.unclear:
        yield Makeup(kind if all(part.code for part in made) else Kind.ROWS, whole, made)


def _across(roots: Sequence[Node], number: int, item: Item, parts: Sequence[Item]) -> list[Item]:
    """Return the rows of a subtotal whose name reaches over several blocks: those of all of them."""
    blocks = roots[number - item.spans : number]
    others = [child.item for root in blocks for child in root.entries() if child.item and not root.unclear]
    return [*others, *parts]


def _lone_subtotals(children: Sequence[Node]) -> list[Node]:
    """Return the subtotals with rows of their own above them; of two that follow directly neither tells its rows."""
    found = [child for child in children if child.item and child.item.role is RowRole.SUBTOTAL]
    crowded = [one for pair in pairwise(children) if pair[0] in found and pair[1] in found for one in pair]
    return [child for child in found if child not in crowded]
