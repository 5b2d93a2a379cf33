"""Rows of a table put below one another: by codes, classes, units and ordinals. Not for their totals: hierarchy.py."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import accumulate
from typing import Final

from procure.budget.cells import key
from procure.budget.grid import Block, Item
from procure.budget.table_order import Ordinal, ordinal_of
from procure.budget.table_words import RowRole, is_of_which, without_ordinal
from procure.intake.wording import Use, words

TOTALS: Final = (RowRole.TOTAL, RowRole.CURRENT_TOTAL, RowRole.SUBTOTAL)
_CARRIED: Final = ("carried_in", "carried_out")
_NONE: Final = "none"
_VEHICLES: Final = "three_public/vehicles"
_VEHICLE_PARTS: Final = ("three_public/vehicle_purchase", "three_public/vehicle_running")
_SPENDING, _EXPENSES, _CLASS, _ACCOUNT, _LOWEST = 58, 59, 60, 61, 70
"""Ranks below those of units: basic and project spending, personnel and public expenses, the classes of accounts, the
accounts, and what has no rank."""


class Node:
    """A row with the rows below it, while they are gathered; unclear: what makes it up is not known.

    of_which: its shares. loose: the rows without ordinals that follow these, most likely shares as well.
    """

    def __init__(self, item: Item | None = None, rank: int = -1) -> None:
        self.item, self.rank = item, rank
        self.children: list[Node] = []
        self.of_which: list[Item] = []
        self.loose: list[Item] = []
        self.unclear = False

    def entries(self) -> list["Node"]:
        """Return the rows below that are no totals."""
        return [child for child in self.children if child.item and child.item.role not in TOTALS]

    def walk(self) -> Iterator["Node"]:
        """Yield this row and all below it, in the table's order."""
        yield self
        for child in self.children:
            yield from child.walk()


def root_of(block: Block, groups: Mapping[int, int]) -> Node:
    """Return a block's rows below one another, in the one way its codes, names or ordinals tell."""
    if block.coded:
        return _stacked(block, lambda item: groups.get(item.row.line, _LOWEST + len(item.code) if item.code else None))
    if has_classes(block) and not _all_numbered(block):
        return _stacked(block, _class_rank)
    if any(ordinal_of(item.name) for item in block.items):
        return _numbered(block)
    root = _stacked(block, lambda item: groups.get(item.row.line, _LOWEST))
    root.unclear |= _hides_subtotals(root)
    return root


def _all_numbered(block: Block) -> bool:
    """Return whether every row but totals and shares has an ordinal, which then tells more than the accounts' names."""
    rows = [item for item in block.items if item.figures and item.role not in TOTALS and not is_of_which(item.name)]
    return bool(rows) and all(ordinal_of(item.name) for item in rows)


def is_carried(item: Item | None) -> bool:
    """Return whether a row is what was carried over from or to another year."""
    return bool(item and item.word and item.word.part.flow in _CARRIED)


def _hides_subtotals(root: Node) -> bool:
    """Return whether rows are no plain list: they miss their total, and one is the sum of several below it."""
    figures = [figure for child in root.entries() if child.item and (figure := child.item.figures.get(0))]
    totals = [child.item.figures.get(0) for child in root.children if child.item and child.item.role in TOTALS]
    fens, bound = [figure.fen for figure in figures], sum(figure.amount.step for figure in figures)
    if all(total is None or abs(total.fen - sum(fens)) <= bound for total in totals):
        return False
    running = [0, *accumulate(fens)]
    for start, whole in enumerate(fens):
        at = bisect_left(running, running[start + 1] + whole - bound, start + 3)
        if whole and at < len(running) and running[at] <= running[start + 1] + whole + bound:
            return True
    return False


def is_group(node: Node) -> bool:
    """Return whether a row names a unit or a kind of projects."""
    return 0 <= node.rank < _SPENDING


def _stacked(block: Block, rank_of: Callable[[Item], int | None]) -> Node:
    """Put each row below the nearest one above it with a higher rank, and a code below the longest that begins it.

    A row without a rank makes unclear what the row above it is made up of.
    """
    root = Node()
    stack = [root]
    after_part = False
    for item in block.items:
        if item.role in TOTALS and not item.code:
            root.children.append(Node(item))
            stack, after_part = [root], False
        elif _joins_vehicles(root, item):
            continue
        elif is_of_which(item.name):
            stack[-1].of_which.append(item)
            after_part = True
        elif (rank := rank_of(item)) is None:
            for upper in stack:
                upper.unclear |= bool(item.figures) and (upper is root or is_group(upper))
        else:
            node = Node(item, rank)
            while stack[-1] is not root and not _is_below(node, stack[-1]):
                stack.pop()
            stack[-1].children.append(node)
            stack[-1].unclear |= after_part and not item.code
            stack.append(node)
            after_part = after_part and not item.code
    for node in root.walk():
        node.unclear |= _is_mixed(node)
    _settle_vehicles(root)
    return root


def _is_below(node: Node, upper: Node) -> bool:
    if node.item and upper.item and node.item.code and upper.item.code:
        return node.item.code != upper.item.code and node.item.code.startswith(upper.item.code)
    return upper.rank < node.rank


def _is_mixed(node: Node) -> bool:
    """Return whether a code stands twice below one row, or rows of different kinds stand side by side."""
    codes = [child.item.code for child in node.entries() if child.item and child.item.code]
    ranks = {_LOWEST if child.item and child.item.code else child.rank for child in node.entries()}
    return len(codes) != len(set(codes)) or len(ranks) > 1


def _joins_vehicles(root: Node, item: Item) -> bool:
    """Put 购置 and 运行 below the vehicles, however they are numbered."""
    if item.code or _subject(item) not in _VEHICLE_PARTS:
        return False
    upper = [one for one in root.walk() if _subject(one.item) == _VEHICLES]
    if upper:
        upper[-1].children.append(Node(item))
    return bool(upper)


def _settle_vehicles(root: Node) -> None:
    """Where only one of the two is printed, it is no more than a part."""
    for node in root.walk():
        if _subject(node.item) == _VEHICLES and {_subject(child.item) for child in node.children} != set(
            _VEHICLE_PARTS
        ):
            node.of_which += [child.item for child in node.children if child.item]
            node.unclear = True


def _subject(item: Item | None) -> str:
    return item.word.part.subject if item and item.word else ""


def _class_rank(item: Item) -> int | None:
    if is_class(item):
        return _CLASS
    part = item.word.part.part if item.word else ""
    if part in ("basic", "project"):
        return _SPENDING
    return _EXPENSES if part in ("personnel", "public") else _ACCOUNT


def has_classes(block: Block) -> bool:
    """Return whether rows are economic accounts below their classes; 其他支出 alone is also a function."""
    found = {_name_key(item) for item in block.items if not item.code} & _class_keys()
    return len(found) > 1 or bool(found & {key(word) for word in words(Use.PURCHASE_CLASS)})


def is_class(item: Item) -> bool:
    """Return whether a row is a class of economic accounts: 商品和服务支出."""
    return _name_key(item) in _class_keys()


@cache
def _class_keys() -> frozenset[str]:
    return frozenset(key(word) for word in (*words(Use.PURCHASE_CLASS), *words(Use.OTHER_CLASS)))


def _name_key(item: Item) -> str:
    return key(without_ordinal(item.name))


def _numbered(block: Block) -> Node:
    """Put rows below one another by the style of their ordinals.

    A row without one stands at the top; a list that begins at one below it is made up of its parts, but a list that
    goes on shows that it belonged to the row before it, in a way not told. After a share (其中) it is another one.
    """
    root = Node()
    stack = [root]
    last: dict[int, tuple[int, Node]] = {}
    after_share = False
    for item in block.items:
        ordinal = ordinal_of(item.name)
        node = Node(item, ordinal.style if ordinal else 0)
        if item.role in TOTALS and ordinal is None:
            root.children.append(node)
            root.unclear |= item.role is RowRole.SUBTOTAL
            stack, after_share = [root], False
            last.clear()
        elif _joins_vehicles(root, item):
            continue
        elif is_of_which(item.name):
            stack[-1].of_which.append(item)
            after_share = stack[-1] is not root
        elif after_share and ordinal is None and not is_carried(item) and _subject(item) != _NONE:
            stack[-1].loose.append(item)
        else:
            after_share = False
            parent = _parent(stack, last, ordinal, root)
            parent.children.append(node)
            stack.append(node)
            if ordinal:
                last[ordinal.style] = (ordinal.number, parent)
    _settle_vehicles(root)
    return root


def _parent(stack: list[Node], last: dict[int, tuple[int, Node]], ordinal: Ordinal | None, root: Node) -> Node:
    """Return the row that a row stands below, and take from the stack what ends with it."""
    if ordinal is None:
        del stack[1:]
        return root
    number, parent = last.get(ordinal.style, (0, root))
    for style in [style for style in last if style > ordinal.style]:
        del last[style]
    if 0 < number <= ordinal.number > 1:  # empty rows may be left out, and a number be misprinted twice
        if parent not in stack[1:]:
            _drop_strays(root, parent)
            stack[1:] = [] if parent is root else [parent]
        del stack[stack.index(parent) + 1 :]
        return parent
    while len(stack) > 1 and stack[-1].rank >= ordinal.style:
        stack.pop()
    stack[-1].unclear |= ordinal.number != 1
    return stack[-1]


def _drop_strays(root: Node, parent: Node) -> None:
    """Take from the top the rows without ordinals between two numbers: they tell parts of the row before them."""
    while root.children and root.children[-1].rank == 0 and parent not in root.children[-1].walk():
        root.children.pop()
