"""What rows without ordinals around a total belong to, where two readings are possible. Not for rows that tell it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from procure.budget.grid import Item
from procure.budget.table_nodes import TOTALS, Node, is_carried
from procure.budget.table_order import ordinal_of
from procure.budget.table_words import RowRole
from procure.model import Figure

_Span = tuple[int, int]
"""A row among those of a tail, and the end of the rows below it."""
_FEWEST: Final = 2
_MOST: Final = 12
"""Rows of the longest tail that is searched; a longer one is a list of its own."""


def settle_tails(root: Node) -> None:
    """Settle the rows that follow a share (其中) and those between two totals by the one reading that holds.

    Where none does, and the words tell nothing, the total's makeup is unclear.
    """
    if any(child.item and child.item.role is RowRole.SUBTOTAL for child in root.children):
        return
    base: list[Item] = []
    rows: list[Node] = []
    for child in list(root.children):
        item = child.item
        if item is None or item.role not in TOTALS:
            rows.append(child)
        elif base or rows:
            left = [row.item for row in rows if item.role is RowRole.CURRENT_TOTAL and is_carried(row.item)]
            _settle_loose(root, child, base, [row for row in rows if row.item not in left])
            if base and item.role is RowRole.TOTAL:
                _settle_tail(root, child, base, rows)
            base, rows = [item, *(one for one in left if one)], []
    _drop_excess(rows, root)


def _settle_loose(root: Node, total: Node, base: Sequence[Item], rows: Sequence[Node]) -> None:
    """Take the rows after a share for shares as well, unless only their own amounts make the total."""
    holders = [node for row in rows for node in row.walk() if node.loose]
    loose = [item for node in holders for item in node.loose]
    summed = [*base, *_items(rows)]
    if loose and not _agrees(total.item, summed) and _agrees(total.item, [*summed, *loose]):
        at = root.children.index(total)
        root.children[at:at] = [Node(item, 0) for item in loose]
        for node in holders:
            node.loose = []
    _drop_excess(holders, total)


def _drop_excess(rows: Iterable[Node], total: Node) -> None:
    """Drop the rows after a share where one of them is more than what it would be a share of."""
    for node in [one for row in rows for one in row.walk()]:
        if any(_exceeds(item, node.item) for item in node.loose):
            node.loose, total.unclear = [], True


def _settle_tail(root: Node, total: Node, base: Sequence[Item], rows: list[Node]) -> None:
    """Put the rows that make up one between two totals below it: 年初结转 and the funds that it was carried over in."""
    items = _items(rows)
    if not _FEWEST <= len(rows) <= _MOST or _agrees(total.item, [*base, *items]) or not any(map(_is_plain, rows)):
        return
    held = [span for span in _spans(rows) if _holds(total, base, items, span)]
    found = held if len(held) == 1 else list(_told(rows))
    for start, last in reversed(found):
        end = next((at for at in range(last, len(rows)) if not _is_blank(rows[at])), len(rows))
        rows[start].children += rows[start + 1 : end]
        root.children = [child for child in root.children if child not in rows[start + 1 : end]]
    total.unclear |= not found and any(item.word is None for item in items if item.figures)


def _spans(rows: Sequence[Node]) -> Iterator[_Span]:
    for start in range(len(rows)):
        for end in range(start + _FEWEST, len(rows) + 1):
            if all(map(_is_plain, rows[start:end])):
                yield start, end


def _holds(total: Node, base: Sequence[Item], items: Sequence[Item], span: _Span) -> bool:
    start, end = span
    parts = items[start + 1 : end]
    printed = any(figure.fen for figure in items[end - 1].figures.values())  # blank rows make no other span
    left = [*base, *items[: start + 1], *items[end:]]
    return printed and _agrees(items[start], parts) and _agrees(total.item, left)


def _told(rows: Sequence[Node]) -> Iterator[_Span]:
    """Yield the rows of what was carried over with the rows of funds that follow them."""
    for start, row in enumerate(rows):
        end = start + 1
        while end < len(rows) and _is_plain(rows[end]) and _is_fund(rows[end].item):
            end += 1
        if _is_plain(row) and is_carried(row.item) and end > start + 1:
            yield start, end


def _is_fund(item: Item | None) -> bool:
    return bool(item and item.word and item.word.part.fund and not item.word.part.flow)


def _is_blank(row: Node) -> bool:
    """Return whether a row prints no amount but 0, so that it belongs to what stands above it."""
    return _is_plain(row) and not is_carried(row.item) and not any(one.fen for one in _printed(row))


def _printed(row: Node) -> Iterable[Figure]:
    return row.item.figures.values() if row.item else ()


def _is_plain(row: Node) -> bool:
    return not row.children and row.item is not None and not row.item.code and ordinal_of(row.item.name) is None


def _items(rows: Iterable[Node]) -> list[Item]:
    return [row.item for row in rows if row.item]


def _agrees(whole: Item | None, parts: Sequence[Item]) -> bool:
    """Return whether a row is the sum of others in each column that it prints."""
    if whole is None or not whole.figures:
        return False
    for column, figure in whole.figures.items():
        printed = [part.figures[column] for part in parts if column in part.figures]
        bound = sum(one.amount.step for one in (figure, *printed)) // 2
        if abs(figure.fen - sum(one.fen for one in printed)) > bound:
            return False
    return True


def _exceeds(part: Item, whole: Item | None) -> bool:
    own = whole.figures if whole else {}
    return any(column in own and figure.fen > own[column].fen for column, figure in part.figures.items())
