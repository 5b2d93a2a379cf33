"""A table of amounts as rows and columns with figures, whatever its wording. Not for what they mean: meanings.py."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from procure.budget.cells import UnreadError, read_figure, unit_fault
from procure.budget.table_columns import CODE, Column, Layout, layouts_of, same_head
from procure.budget.table_head import Head, find_head, is_mark, is_number, is_numbering
from procure.budget.table_words import (
    RowRole,
    RowWord,
    Sign,
    TableKindWord,
    kind_row_of,
    row_of,
    signs,
    spelled,
    without_ordinal,
)
from procure.model import Figure, Row, Table
from procure.money import Unit, plain, read_amount
from procure.record import Record, replace

_WIDEST: Final = 60
"""Columns of the widest table; the widest form has some 20."""
_SIGNED_FLOWS: Final = ("carried_in", "carried_out")
_CHANGE: Final = "change"


class Unread(Record, frozen=True):
    """A cell of a column of amounts that is no amount: row and column as in a Place, and why (Chinese)."""

    row: Row
    column: int
    text: str
    reason: str


class Item(Record, frozen=True):
    """A row of a table, or of one of the tables that stand side by side.

    figures: by the number of their column in the block. marks: the columns that print a mark for nothing. unread:
    those that print what could not be read.
    aside: the unit's name, or another word that stands left of the name. spans: how many blocks to the left its name
    stands, where the figure is printed at the end of a name that reaches over several.
    """

    row: Row
    code: str
    name: str
    figures: Mapping[int, Figure]
    marks: frozenset[int] = frozenset()
    unread: frozenset[int] = frozenset()
    aside: str = ""
    spans: int = 0

    @property
    def word(self) -> RowWord | None:
        """Return what the row's name is known to say."""
        return row_of(self.name)

    @property
    def role(self) -> RowRole:
        """Return what the row is; a name that only ends like a total is a subtotal."""
        if self.word:
            return self.word.role
        total = not self.code and spelled(without_ordinal(self.name)).endswith(signs(Sign.TOTAL_ENDING))
        return RowRole.SUBTOTAL if total else RowRole.ENTRY

    @property
    def label(self) -> str:
        """Return what a reader calls the row."""
        return f"{self.code} {self.name}".strip()


class Block(Record, frozen=True):
    """A table, or one of those that stand side by side: its columns of amounts and its rows."""

    columns: tuple[Column, ...]
    items: tuple[Item, ...]
    coded: bool
    named: bool


class Grid(Record, frozen=True):
    """A table as rows and columns; without figures where unit_fault (Chinese) says that the unit is not known."""

    table: Table
    blocks: tuple[Block, ...]
    unread: tuple[Unread, ...] = ()
    unit_fault: str = ""

    @property
    def title(self) -> str:
        """Return the table's title as it is printed, without blanks."""
        return "".join(self.table.title.split())

    @property
    def prints_something(self) -> bool:
        """Return whether any cell for amounts holds anything: a figure, a mark, or what could not be read."""
        printed = any(item.figures or item.marks for block in self.blocks for item in block.items)
        return printed or bool(self.unread) or bool(self.unit_fault)


def grid_of(table: Table) -> Grid | None:
    """Return a table of amounts as rows and columns; None where it has no head or no amounts, and for target sheets."""
    kind = kind_row_of(table.title)
    width = max((at for row in table.rows for at, cell in enumerate(row.cells, 1) if cell), default=0)
    if width > _WIDEST or (kind is not None and kind.kind is TableKindWord.TARGETS):
        return None
    head = find_head(table.rows, width)
    if head is None:
        return None
    body = _body(table, head)
    layouts = layouts_of(head, body, width)
    if not layouts:
        return None
    units = {column.at: column.unit or _only(table.units) for layout in layouts for column in layout.amounts}
    fault = _unit_fault(table, layouts, body)
    reader = _Reader(table, {} if fault else units)
    blocks = tuple(reader.block(layout, body, layouts[:number]) for number, layout in enumerate(layouts))
    return Grid(table, blocks, tuple(reader.unread), fault)


def amounts_of(grid: Grid) -> Iterator[Figure]:
    """Yield every amount of a table once."""
    for block in grid.blocks:
        for item in block.items:
            yield from item.figures.values()


def _body(table: Table, head: Head) -> list[Row]:
    """Return the rows below the head that are no repeated head, no numbers of columns and not blank."""
    heads = {same_head(row.cells) for row in table.rows[: head.end]}
    return [
        row
        for row in table.rows[head.end :]
        if any(row.cells) and same_head(row.cells) not in heads and not is_numbering(row)
    ]


def _only(units: Sequence[Unit]) -> Unit | None:
    return units[0] if len(units) == 1 else None


def _unit_fault(table: Table, layouts: Sequence[Layout], body: Sequence[Row]) -> str:
    columns = [column for layout in layouts for column in layout.amounts]
    bare = [column.at for column in columns if column.unit is None and len(table.units) != 1]
    printed = any(is_number(row.cell(at)) for row in body for at in bare)
    return unit_fault(table.units) if printed else ""


class _Reader:
    """Reads the rows of the blocks of one table; units are those of its columns, empty where they are not known."""

    def __init__(self, table: Table, units: Mapping[int, Unit | None]) -> None:
        self._table, self._units = table, units
        self.unread: list[Unread] = []

    def block(self, layout: Layout, body: Sequence[Row], left: Sequence[Layout]) -> Block:
        items: list[Item] = []
        parts: list[str] = []
        for row in body:
            parts = _code_parts(row, layout, parts)
            item = self._item(row, layout, parts)
            if item.name or item.code or item.figures or item.marks or item.unread:
                items.append(item if item.name or item.code else _named_from_left(item, left))
        coded = any(item.code for item in items)
        return Block(layout.amounts, tuple(items), coded, layout.name is not None)

    def _item(self, row: Row, layout: Layout, parts: Sequence[str]) -> Item:
        code, name = _named(row, layout, parts)
        asides = [row.cell(at) for at in layout.aside if row.cell(at)]
        item = Item(row, code, name if name or code else _first_text(row, layout), {}, aside="".join(asides[:1]))
        if not self._units or _is_counted(item):
            return item
        figures: dict[int, Figure] = {}
        marks: set[int] = set()
        unread: set[int] = set()
        for number, column in enumerate(layout.amounts):
            text = row.cell(column.at)
            if is_mark(text):
                marks.add(number)
            elif text and (figure := self._figure(item, column, text)):
                figures[number] = figure
            elif text:
                unread.add(number)
        return replace(item, figures=figures, marks=frozenset(marks), unread=frozenset(unread))

    def _figure(self, item: Item, column: Column, text: str) -> Figure | None:
        """Return the amount of a cell, below zero only where it may be: a change, or what was carried over."""
        place, unit = self._table.place(item.row, column.at), self._units[column.at]
        try:
            if is_number(text) and text.lstrip().startswith(("-", "－")) and unit and _is_signed(item, column):
                return Figure(text, unit, read_amount(text, unit), place)
            return read_figure(text, unit, place)
        except UnreadError as error:
            self.unread.append(Unread(item.row, column.at + 1, text, error.reason))
        return None


def _code_parts(row: Row, layout: Layout, above: Sequence[str]) -> list[str]:
    """Return the parts of a code printed in several columns; a 类 or 款 not repeated is that of the row above."""
    parts = [plain(row.cell(at)) for at in layout.codes]
    if len(parts) < 2 or not all(part.isdecimal() for part in parts if part):  # noqa: PLR2004 a 类 and its 款
        return parts
    first = next((number for number, part in enumerate(parts) if part), 0)
    return [*above[:first], *parts[first:]] if len(above) == len(parts) else parts


def _named(row: Row, layout: Layout, parts: Sequence[str]) -> tuple[str, str]:
    """Return a row's code and name: each from its column, or both from one cell (201 一般公共服务支出)."""
    name = row.cell(layout.name) if layout.name is not None else ""
    code = "".join(parts)
    if any(row.cell(at) for at in layout.codes) and not code.isdecimal():
        return "", name or next(row.cell(at) for at in layout.codes if row.cell(at))
    if not any(row.cell(at) for at in layout.codes):
        code = ""
    if not code:
        found = _code_in_name(name)
        return found or ("", name)
    return (code, name) if CODE.fullmatch(code) else ("", name)


def _first_text(row: Row, layout: Layout) -> str:
    """Return what a nameless row prints left of its amounts that is no number: 合计, or the name of a unit."""
    cells = (row.cell(at) for at in layout.leading)
    return next((cell for cell in cells if cell and not is_number(cell)), "")


def _code_in_name(name: str) -> tuple[str, str] | None:
    bare = plain(name).lstrip("[")
    digits = bare[: len(bare) - len(bare.lstrip("0123456789"))]
    rest = bare[len(digits) :].lstrip("]-")
    known = CODE.fullmatch(digits) and rest and rest[0] not in "年.、,)("
    return (digits, rest) if known else None


def _is_counted(item: Item) -> bool:
    """Return whether a row counts things instead of money: 公务用车保有量（辆）."""
    name = plain(item.name)
    return name.endswith(tuple(f"({word})" for word in signs(Sign.COUNTED)))


def _is_signed(item: Item, column: Column) -> bool:
    words = (column.word, item.word)
    return any(one is not None and one.part.flow in _SIGNED_FLOWS for one in words) or (
        column.word is not None and column.word.measure == _CHANGE
    )


def _named_from_left(item: Item, left: Sequence[Layout]) -> Item:
    """Return a nameless row with the total's name left of it, which reaches over where its own amounts are blank."""
    for distance, layout in enumerate(reversed(left), 1):
        name = _first_text(item.row, layout)
        blank = not any(item.row.cell(column.at) for column in layout.amounts)
        if name or not blank:
            known = row_of(name)
            total = known is not None and known.role is not RowRole.ENTRY
            return replace(item, name=name, spans=distance if blank else 0) if total else item
    return item
