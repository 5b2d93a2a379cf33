"""What must agree within one table: columns, codes and totals. Not between tables: across.py."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from procure.budget.grid import Block, Grid, Item
from procure.budget.hierarchy import Makeup, orders_of
from procure.budget.relation import Kind, Sum, Term
from procure.budget.table_sums import ColumnSum, column_sums
from procure.money import plain

_MOST_NAMED: Final = 8
"""Parts that a formula names before it only counts them."""


def relations_within(grid: Grid) -> Iterator[Sum]:
    """Yield the sums that the figures of a table must satisfy.

    None where the total or all its parts are blank, or where one of them is printed but could not be read.
    """
    orders = orders_of(grid)
    made = {id(one.whole): one for order in orders for one in order.makeups if not one.at_most}
    for block, order in zip(grid.blocks, orders, strict=True):
        for one in column_sums(block):
            yield from _along_rows(grid, block, one)
        for makeup in order.makeups:
            for number in range(len(block.columns)):
                yield from _down_column(grid, block, makeup, number, made)


def _along_rows(grid: Grid, block: Block, one: ColumnSum) -> Iterator[Sum]:
    """Yield the columns on both sides of a sum in each row."""
    columns = {*one.left, *one.right}
    for item in block.items:
        if item.unread & columns:
            continue
        left, right = (_columns(block, item, side) for side in (one.left, one.right))
        if left and right:
            about = f"“{grid.title}”{item.label}"
            yield _sum(Kind.COLUMNS, about, left, right, at_most=one.at_most)


def _columns(block: Block, item: Item, numbers: Sequence[int]) -> tuple[Term, ...]:
    return tuple(Term(item.figures[one], column_name(block, one)) for one in numbers if one in item.figures)


def _down_column(grid: Grid, block: Block, makeup: Makeup, number: int, made: Mapping[int, Makeup]) -> Iterator[Sum]:
    """Yield a row and what makes it up in one column; a blank part counts as what makes it up itself."""
    whole = makeup.whole.figures.get(number)
    right = tuple(_terms(makeup.parts, number, made))
    if _is_unread(makeup.parts, number, made):
        return
    if whole and right:
        left = (Term(whole, makeup.whole.label),)
        column = column_name(block, number) if len(block.columns) > 1 else ""
        about = f"“{grid.title}”{column}"
        yield _sum(makeup.kind, about, left, right, at_most=makeup.at_most)


def _terms(parts: Sequence[Item], number: int, made: Mapping[int, Makeup]) -> Iterator[Term]:
    for part in parts:
        figure = part.figures.get(number)
        if figure:
            yield Term(figure, part.label)
        elif number not in part.marks and id(part) in made:
            yield from _terms(made[id(part)].parts, number, made)


def _is_unread(parts: Sequence[Item], number: int, made: Mapping[int, Makeup]) -> bool:
    """Return whether a part could not be read, or one of those that count in the place of a blank part."""
    blank = (made[id(part)].parts for part in parts if number not in part.figures and id(part) in made)
    return any(number in part.unread for part in parts) or any(_is_unread(inner, number, made) for inner in blank)


def _sum(kind: Kind, about: str, whole: tuple[Term, ...], parts: tuple[Term, ...], *, at_most: bool) -> Sum:
    """Return the sum of a whole and its parts; parts that are only some of it stand left, not to exceed it."""
    left, right = (parts, whole) if at_most else (whole, parts)
    return Sum(kind, f"{about}：{_formula(left, right, at_most=at_most)}", left, right, at_most)


def _formula(left: Sequence[Term], right: Sequence[Term], *, at_most: bool) -> str:
    sides = []
    for side in (left, right):
        names = [term.label for term in side]
        if len(names) > _MOST_NAMED:
            names = [*names[:2], "…", f"{names[-1]}（共{len(names)}项）"]
        sides.append(" + ".join(names))
    return (" ≤ " if at_most else " = ").join(sides)


def column_name(block: Block, number: int) -> str:
    """Return what a reader calls a column, with the cell above it where another column has the same name (小计)."""
    columns = block.columns
    path = [plain(text) for text in columns[number].path]
    alike = sum(column.label == columns[number].label for column in columns)
    return "·".join(path[-2:] if alike > 1 else path[-1:])
