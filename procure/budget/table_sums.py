"""Which columns of a table make up which, by the tree of its head. Not for its rows: hierarchy.py."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from procure.budget.grid import Block
from procure.budget.table_columns import Column
from procure.budget.table_words import HeadRole, HeadWord, Sign, head_of, is_of_which, signs
from procure.money import plain
from procure.record import Record

_PAIRED: Final = ("budgeted", "actual")
_CURRENT: Final = "current"
_CARRIED: Final = ("carried_in", "carried_out")
_FEW: Final = 3
"""Rows below which a sum is not judged by how often it holds: one wrong figure would decide."""
_HOLDS: Final = (
    ("part", "basic", ("personnel", "public")),
    ("fund", "fiscal", ("general", "gov_fund", "state_capital")),
)


class ColumnSum(Record, frozen=True):
    """Columns by their number: those on the left are to equal those on the right; at_most: to be no less."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    at_most: bool = False


class _Leaf(Record, frozen=True):
    """A column with the cells of the head over it, without the words 预算数 and 决算数 under each of them."""

    number: int
    texts: tuple[str, ...]
    cells: tuple[int, ...]

    def cell(self, depth: int) -> int:
        """Return the number of the cell at a depth, or one of its own where the column has none there."""
        return self.cells[depth] if len(self.cells) > depth else -1 - self.number

    @property
    def word(self) -> HeadWord | None:
        return head_of(self.texts[-1]) if self.texts else None

    def tells(self, dimension: str) -> str:
        """Return what the lowest word over the column that tells of a dimension of meaning says of it."""
        words = (head_of(text) for text in reversed(self.texts))
        return next((told for word in words if word and (told := getattr(word.part, dimension))), "")

    @property
    def is_total(self) -> bool:
        word = self.word
        ending = bool(self.texts) and plain(self.texts[-1]).endswith(signs(Sign.TOTAL_ENDING))
        return word.role is HeadRole.TOTAL if word else ending


def column_sums(block: Block) -> Iterator[ColumnSum]:
    """Yield the sums of a block's columns: a total's neighbours below the same cell of the head make it up."""
    for leaves in _by_measure(block.columns):
        for total in leaves:
            if total.is_total:
                yield from _sums(block, total, leaves)
        yield from _balances(leaves)


def _by_measure(columns: Sequence[Column]) -> Iterator[list[_Leaf]]:
    """Yield the columns of each measure apart: what was budgeted, and what was spent."""
    found: dict[str, list[_Leaf]] = {}
    for number, column in enumerate(columns):
        measure = column.word.measure if column.word and len(column.path) > 1 else ""
        paired = measure in _PAIRED
        end = len(column.path) - paired
        leaf = _Leaf(number, column.path[:end], column.groups[:end])
        found.setdefault(measure if paired else "", []).append(leaf)
    yield from found.values()


def _sums(block: Block, total: _Leaf, leaves: Sequence[_Leaf]) -> Iterator[ColumnSum]:
    depth = len(total.cells) - 1
    others: list[_Leaf] = []
    while depth >= 0 and not others:
        others = [leaf for leaf in leaves if leaf is not total and leaf.cells[:depth] == total.cells[:depth]]
        depth -= not others
    if not others or any(leaf.is_total and len(leaf.cells) == depth + 1 for leaf in others):
        return
    parts, shares = _parts(others, depth)
    parts = [leaf for leaf in parts if not _is_beyond(total, leaf)]
    for leaf, inner in _held(parts):
        parts = [one for one in parts if one not in inner]
        yield from _mostly(block, leaf, inner)
    yield from _mostly(block, total, parts)
    for leaf in shares:
        yield ColumnSum((total.number,), (leaf.number,), at_most=True)


def _parts(leaves: Sequence[_Leaf], depth: int) -> tuple[list[_Leaf], list[_Leaf]]:
    """Return the columns that make up a total, and those that are only shares of it (其中).

    Columns below one cell count by their own total where they have one.
    """
    parts: list[_Leaf] = []
    shares: list[_Leaf] = []
    for _, group in groupby(leaves, key=lambda leaf: leaf.cell(depth)):
        below = list(group)
        if any(is_of_which(text) for text in below[0].texts[depth : depth + 1]):
            shares += below
            continue
        totals = [leaf for leaf in below if leaf.is_total and len(leaf.cells) == depth + 2]
        if len(totals) == 1:
            parts += totals
        elif len(below) == 1:
            parts += [leaf for leaf in below if not _is_aside(leaf)]
        else:
            inner = _parts(below, depth + 1)
            parts += inner[0]
            shares += inner[1]
    return parts, shares


def _is_aside(leaf: _Leaf) -> bool:
    words = (head_of(text) for text in leaf.texts)
    return any(word is not None and word.role is HeadRole.ASIDE for word in words)


def _is_beyond(total: _Leaf, leaf: _Leaf) -> bool:
    """Return whether a column was carried over, and the total is only this year's."""
    whole, part = total.word, leaf.word
    return bool(whole and part and whole.part.period == _CURRENT and part.part.flow in _CARRIED)


def _held(parts: Sequence[_Leaf]) -> Iterator[tuple[_Leaf, list[_Leaf]]]:
    """Yield the columns that hold others printed beside them instead of below them: 基本支出 人员经费 公用经费."""
    for dimension, whole, inner in _HOLDS:
        wholes = [leaf for leaf in parts if leaf.tells(dimension) == whole]
        held = [leaf for leaf in parts if leaf.tells(dimension) in inner]
        if len(wholes) == 1 and held:
            yield wholes[0], held


def _mostly(block: Block, total: _Leaf, parts: Sequence[_Leaf]) -> Iterator[ColumnSum]:
    """Yield a sum that holds in at least half of the rows, or where there are too few rows to tell.

    A head read wrongly makes sums that hold nowhere; a few wrong figures do not.
    """
    made = ColumnSum((total.number,), tuple(leaf.number for leaf in parts))
    held = []
    for item in block.items:
        whole = item.figures.get(total.number)
        printed = [item.figures[number] for number in made.right if number in item.figures]
        if whole and printed and not item.unread & set(made.right):
            bound = sum(figure.amount.step for figure in (whole, *printed)) // 2
            held.append(abs(whole.fen - sum(figure.fen for figure in printed)) <= bound)
    if parts and (len(held) < _FEW or 2 * sum(held) >= len(held)):
        yield made


def _balances(leaves: Sequence[_Leaf]) -> Iterator[ColumnSum]:
    """Yield 年初结转 + 本年收入 = 本年支出 + 年末结转, where one column each stands for them."""
    flows = ("carried_in", "income", "expenditure", "carried_out")
    columns = [list(_of_flow(leaves, flow)) for flow in flows]
    if all(len(found) == 1 for found in columns):
        numbers = [found[0] for found in columns]
        yield ColumnSum(tuple(numbers[:2]), tuple(numbers[2:]))


def _of_flow(leaves: Iterable[_Leaf], flow: str) -> Iterator[int]:
    """Yield the columns of a flow; of several below one cell only the total."""
    for _, group in groupby(leaves, key=lambda leaf: leaf.cells[:1]):
        below = list(group)
        word = head_of(below[0].texts[0]) if below[0].texts else None
        if word and word.part.flow == flow:
            totals = [leaf for leaf in below if leaf.is_total and len(leaf.cells) > 1]
            yield from (leaf.number for leaf in (below if len(below) == 1 else totals or below))
