"""The table of basic expenditure by economic account (基本支出分经济科目表). Not for the other tables by account."""

from collections.abc import Iterable
from typing import Final

from procure.budget.cells import (
    Head,
    UnreadError,
    find_head,
    is_column_numbers,
    key,
    problem,
    read_figure,
    unit_fault,
    units_of,
)
from procure.intake.wording import Use, words
from procure.model import EconomicLine, Problem, Row, Table
from procure.money import Unit
from procure.record import Record

_NAME: Final = "经济科目名称"
_AMOUNT: Final = "合计"


class _Account(Record, frozen=True):
    """A row under a class whose money may buy something; its class row where name and parent are equal."""

    row: Row
    name: str
    parent: str


def read_economic(table: Table) -> tuple[list[EconomicLine], list[Problem]]:
    """Read the lines under 商品和服务支出 and 资本性支出; an empty amount is nothing budgeted, and is left out.

    A class's own line counts only where it has no lines below it.
    """
    head = find_head(table, Use.SUBJECT_HEAD, Use.AMOUNT_HEAD)
    if head is None:
        place = table.place(table.rows[0], 0)
        consequence = f"未找到“{_NAME}”列和“{_AMOUNT}”列，该表{len(table.rows)}行未审查"
        return [], [problem(place, "表头", place.text, consequence)]
    accounts = _accounts(table, head)
    units = units_of(table, head)
    if len(units) == 1:
        return _lines(table, head, accounts, units[0])
    if not accounts:
        return [], []
    found = "、".join(unit.word for unit in units)
    place = table.place(table.rows[0], head.amount)
    return [], [problem(place, "单位", found, f"{unit_fault(units)}，该表{len(accounts)}行未审查")]


def _accounts(table: Table, head: Head) -> list[_Account]:
    classes = {key(word): word for word in (*words(Use.PURCHASE_CLASS), *words(Use.OTHER_CLASS))}
    wanted = {key(word) for word in words(Use.PURCHASE_CLASS)}
    accounts: list[_Account] = []
    parent = ""
    heads = {row.cells for row in table.rows[: head.end]}  # continuation pages print them again
    for row in (one for one in table.rows[head.end :] if one.cells not in heads):
        name = row.cell(head.name)
        if key(name) in classes:
            parent = name
        if key(parent) in wanted and row.cell(head.amount) and not is_column_numbers(row):
            accounts.append(_Account(row, name, parent))
    return _without_covered_classes(accounts)


def _without_covered_classes(accounts: Iterable[_Account]) -> list[_Account]:
    every = list(accounts)
    covered = {account.parent for account in every if account.name != account.parent}
    return [account for account in every if account.name != account.parent or account.parent not in covered]


def _lines(
    table: Table, head: Head, accounts: Iterable[_Account], unit: Unit
) -> tuple[list[EconomicLine], list[Problem]]:
    lines: list[EconomicLine] = []
    problems: list[Problem] = []
    for account in accounts:
        place = table.place(account.row, head.amount)
        try:
            lines.append(EconomicLine(account.name, account.parent, read_figure(place.text, unit, place)))
        except UnreadError as error:
            problems.append(problem(place, _AMOUNT, place.text, f"{error.reason}，该行未审查"))
    return lines, problems
