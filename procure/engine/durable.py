"""durable-rules as an engine, inside the part of it that is safe.

One ruleset a table, one flat rule a row, one fact at a time by post, no background thread, errors of actions raised.
Not here: sums, joins, absence and order, which are computed before a fact is made.
"""

from collections.abc import Callable, Mapping
from importlib.metadata import version
from typing import Any, Final

from durable import engine as durable_engine

from procure.engine.errors import EngineError
from procure.rulebook import Condition, Table

_OPERATORS: Final = {"reaches": "$gte", "short_of": "$lt", "above": "$gt", "at_most": "$lte"}


_TABLE: Final = "table"
"""A field that every fact is given, for rows without a condition."""


class DurableError(EngineError):
    """The engine did not come to a verdict; the message carries its own words."""


class _Host(durable_engine.Host):  # type: ignore[misc]
    """A host without timers: nothing runs behind the caller's back."""

    def _run(self) -> None:
        """Start no thread: every action has run when post returns."""


class DurableEngine:
    """Judges one fact by one table; each table is compiled at its first use, once per process."""

    name = "durable-rules"

    def __init__(self) -> None:
        self.version = version("durable-rules")
        self._host = _Host()
        self._compiled: dict[str, Table] = {}
        self._fired: list[int] = []

    def row_of(self, table: Table, fact: Mapping[str, str | int]) -> int:
        """Return the index of the row that fired. Raises DurableError where none did."""
        name = f"{table.code}.{id(table)}"
        if name not in self._compiled:
            self._host.set_rulesets({name: self._ruleset(table)})
            self._compiled[name] = table  # kept, so that its id stays its own
        self._fired.clear()
        try:
            state = self._host.post(name, {_TABLE: name, **{field: fact[field] for field in table.fields}})
        except durable_engine.MessageNotHandledException as error:
            raise DurableError(error.message) from error
        if (text := (state or {}).get("exception")) is not None or len(self._fired) != 1:
            raise DurableError(f"{table.code}: {text or 'no row fired'}")
        return self._fired[0]

    def _ruleset(self, table: Table) -> dict[str, Any]:
        return {
            f"r_{index}": {"all": [{"m": _pattern(row.conditions, table)}], "run": self._action(index)}
            for index, row in enumerate(table.rows)
        }

    def _action(self, index: int) -> Callable[[Any], None]:
        def fire(_: Any) -> None:
            self._fired.append(index)

        return fire


def _pattern(conditions: tuple[Condition, ...], table: Table) -> dict[str, Any]:
    parts = [part for one in conditions for part in _flat(one, table)] or [{"$ex": {_TABLE: 1}}]
    return {"$and": parts} if len(parts) > 1 else parts[0]


def _flat(condition: Condition, table: Table) -> list[dict[str, Any]]:
    """Return a condition as flat comparisons: one of some words is none of the others, since an OR may not nest."""
    if condition.comparison is not None:
        return [{_OPERATORS[condition.comparison]: {condition.field: {"$m": condition.other}}}]
    if len(condition.words) == 1:
        return [{condition.field: condition.words[0]}]
    domain = table.domains[condition.field] or ()
    return [{"$neq": {condition.field: word}} for word in domain if word not in condition.words]
