"""A rule's examples are its tests: every row of every table is hit, by both engines."""

from collections.abc import Iterator
from typing import Any

import pytest

from procure.facts import fact
from procure.money import read_amount
from procure.rulebook import Row, Table
from procure.terms import Level
from tests.support import context, judge, rulebook

EXAMPLES = [
    pytest.param(table, example, id=f"{table.code} {example['name']}")
    for table in rulebook().tables
    for example in table.examples
]


def purchase_fact(given: dict[str, Any]) -> dict[str, Any]:
    limits = context(Level(given["level"])).limits(given["level"], given["category"])
    stated = {name: value for name, value in given.items() if name != "level"}
    return fact("purchase", {**stated, "amount": read_amount(given["amount"]).fen, **limits})


def other_fact(table: Table, given: dict[str, Any]) -> dict[str, Any]:
    values = {name: read_amount(value).fen if table.domains[name] is None else value for name, value in given.items()}
    return fact(table.fact, values)


def row_for(table: Table, given: dict[str, Any]) -> Row:
    fact = purchase_fact(given) if table.fact == "purchase" else other_fact(table, given)
    upstream = [rulebook()[code] for code in table.uses.values()]
    return judge().chain((*upstream, table), fact)[table.code]


@pytest.mark.parametrize(("table", "example"), EXAMPLES)
def test_example(table: Table, example: dict[str, Any]) -> None:
    row = row_for(table, example["given"])
    found = {"case": row.case, **row.then}
    assert {name: found.get(name) for name in example["expect"]} == example["expect"]


def unhit() -> Iterator[str]:
    for table in rulebook().tables:
        hit = {example["expect"]["case"] for example in table.examples}
        yield from (f"{table.code} {row.case}" for row in table.rows if row.case not in hit)


def test_every_row_has_an_example() -> None:
    assert list(unhit()) == []
