"""One row of a plan's table as a PlanLine, or the Problem that says why not. Not for which rows are lines: lines.py."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from procure.model import Figure, Place, Problem, Row, Table
from procure.money import AmountError, Unit, exact, plain, read_amount
from procure.plan.cells import number, period, share, term
from procure.plan.columns import Head, load_columns
from procure.plan.model import PlanLine
from procure.terms import Category

T = TypeVar("T")

_NAMED_BY: Final = ("name", "item", "content", "code")
"""The columns that may name a line, the first that is filled."""
_LONGEST_NAME: Final = 60
_AMOUNT: Final = "金额"
_RATIO: Final = "比例"
_NOT_JUDGED: Final = "该行未判定"
_NOTHING: Final = re.compile(r"[-—–―/\\]+|无|暂无")
"""What stands in a cell of text that states nothing."""
_AS_BLANK: Final = "没有识别，按没有填写处理"


class Places(Mapping[str, Place]):
    """The places of a row's columns, made when they are asked for: a large plan has many, and few are ever shown."""

    __slots__ = ("_at", "_row", "_table")

    def __init__(self, table: Table, row: Row, at: Mapping[str, int]) -> None:
        """Take the row, its table, and the column (from 0) of each id."""
        self._table, self._row, self._at = table, row, at

    def __getitem__(self, column: str) -> Place:
        """Return the place of a column. Raises KeyError."""
        return self._table.place(self._row, self._at[column])

    def __iter__(self) -> Iterator[str]:
        """Yield the ids of the columns."""
        return iter(self._at)

    def __len__(self) -> int:
        """Return how many columns there are."""
        return len(self._at)


@dataclass
class PlanRow:
    """A row of a table under its head; problems are added to as its cells are read. year is the plan's."""

    table: Table
    row: Row
    head: Head
    year: int | None
    problems: list[Problem]

    def text(self, column: str) -> str:
        """Return what a column states; empty where the table has none."""
        return self.row.cell(self.head.at[column]) if column in self.head.at else ""

    def _stated(self, column: str) -> str:
        """Return what a column states; a text that says there is nothing (无, —) is empty."""
        text = self.text(column)
        return "" if load_columns()[column].kind == "text" and _NOTHING.fullmatch(plain(text)) else text

    def place(self, column: str) -> Place:
        """Return the place of a column; of the row's first cell where the table has none."""
        return self.table.place(self.row, self.head.at.get(column, 0))

    def filled(self) -> frozenset[str]:
        """Return the columns that state anything."""
        return frozenset(column for column in self.head.at if self.text(column))

    def figure(self, column: str) -> Figure | None:
        """Return an amount as exact as it is written; None with a problem for anything else, or a negative one."""
        text, unit = self.text(column), self._unit(column)
        try:
            amount = exact(read_amount(text, unit))
        except AmountError as error:
            return self._unread(column, str(error).removeprefix(f"“{text}”"))
        if amount.fen < 0:
            return self._unread(column, "是负数")
        return Figure(text, unit or Unit.YUAN, amount, self.place(column))

    def _unread(self, column: str, why: str) -> Figure | None:
        """Keep a problem that leaves the row without a line; there is no figure."""
        name = load_columns()[column].name
        self.problems.append(Problem(self.place(column), name, self.text(column), f"{why}，{_NOT_JUDGED}"))
        return None

    def line(self) -> PlanLine | None:
        """Return the row's line; None, with a problem, where its name or its amount cannot be read."""
        named = next((column for column in _NAMED_BY if self.text(column)), None)
        if named is None:
            shown = " ".join(cell for cell in self.row.cells if cell)
            self.problems.append(Problem(self.place("name"), "项目名称", shown, f"没有写明买什么，{_NOT_JUDGED}"))
            return None
        amount = self.figure("amount") if self.text("amount") else self._unread("amount", "没有写明金额")
        if amount is None:
            return None
        name = " ".join(self.text(named).split())[:_LONGEST_NAME]
        terms = dict(self._of_kind("term", term))
        category = terms.pop("category", None)
        return PlanLine(
            id=name,
            name=name,
            place=self.place(named),
            texts={column: self._stated(column) for column in self.head.at},
            places=Places(self.table, self.row, self.head.at),
            amount=amount,
            category=Category(category) if category else None,
            terms=terms,
            facts=dict(self._of_kind("yes_no", term)),
            figures=dict(self._of_kind("amount", self._optional)),
            days=dict(self._of_kind("day", lambda _, text: period(text, self.year))),
            shares=dict(self._of_kind("share", lambda column, text: share(text, self._share_unit(column)))),
            quantity=dict(self._of_kind("number", lambda _, text: number(text))).get("quantity"),
        )

    def _of_kind(self, kind: str, read: Callable[[str, str], T | None]) -> Iterator[tuple[str, T]]:
        """Yield what the filled columns of a kind state; what is not understood is as if blank, and said."""
        for column in self.head.at:
            if load_columns()[column].kind != kind or column == "amount" or not (text := self.text(column)):
                continue
            if (found := read(column, text)) is not None:
                yield column, found
            else:
                name = load_columns()[column].name
                self.problems.append(Problem(self.place(column), name, text, _AS_BLANK, unread=False))

    def _optional(self, column: str, text: str) -> Figure | None:
        unit = self._unit(column)
        try:
            amount = exact(read_amount(text, unit))
        except AmountError:
            return None
        return Figure(text, unit or Unit.YUAN, amount, self.place(column)) if amount.fen >= 0 else None

    def _share_unit(self, column: str) -> Unit | None:
        """Return the unit of a bare number in a column of shares: the table's only where the head speaks of amounts."""
        head = self.head.texts[column]
        is_amount = _AMOUNT in head and _RATIO not in head
        return self._unit(column) if is_amount else self.head.units.get(column)

    def _unit(self, column: str) -> Unit | None:
        return self.head.units.get(column) or (self.table.units[0] if len(self.table.units) == 1 else None)
