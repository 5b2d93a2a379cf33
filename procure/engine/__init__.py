"""Judging: every table is decided by durable-rules, the reference evaluator agrees, or the run stops."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final, Protocol

from procure.engine import reference
from procure.engine.errors import EngineDifference
from procure.rulebook import Row, Table

Values = Mapping[str, str | int]


class Engine(Protocol):
    """What decides a known fact by a table."""

    name: str
    version: str

    def row_of(self, table: Table, fact: Values) -> int:
        """Return the index of the row that fits."""
        ...


@cache
def find_engine() -> tuple[Engine | None, str]:
    """Return durable-rules, one for the process, where it can be imported; else None and why (Chinese)."""
    try:
        from procure.engine.durable import DurableEngine
    except ImportError as error:
        return None, f"durable-rules 无法导入（{error}），由参考求值器单独判定"
    return DurableEngine(), ""


REFERENCE: Final = "reference"


@dataclass
class Judge:
    """Judges facts by tables with both engines; facts that a table cannot tell apart are judged once."""

    engine: Engine | None
    why_alone: str = ""
    compared: int = 0
    _memory: dict[tuple[object, ...], Row] = field(default_factory=dict)

    @classmethod
    def default(cls) -> "Judge":
        """Return a judge with the engine this machine has."""
        return cls(*find_engine())

    def row(self, table: Table, fact: Values) -> Row:
        """Return the one row that fits. Raises DataError for a table with a gap or overlap, EngineError."""
        key = _key(table, fact)
        known = self._memory.get(key)
        if known is None:
            known = self._memory[key] = table.rows[self._decide(table, fact)]
        return known

    def chain(self, tables: tuple[Table, ...], fact: Values) -> dict[str, Row]:
        """Return each table's row; a table that uses another's outcome is given it."""
        rows: dict[str, Row] = {}
        known = dict(fact)
        for table in tables:
            for name, code in table.uses.items():
                known[name] = rows[code].then[name]
            rows[table.code] = self.row(table, known)
        return rows

    def _decide(self, table: Table, fact: Values) -> int:
        expected = reference.row_of(table, fact)
        if self.engine is None:
            return expected
        self.compared += 1
        found = self.engine.row_of(table, fact)
        if found != expected:
            names = f"{self.engine.name} `{table.rows[found].case}`, {REFERENCE} `{table.rows[expected].case}`"
            shown = {name: fact[name] for name in table.fields}
            raise EngineDifference(f"{table.path}: {names} for {shown}")
        return found


def _key(table: Table, fact: Values) -> tuple[object, ...]:
    """Return all that a table can see of a fact: its words, and which of two compared amounts is the larger."""
    signs = [(fact[one] > fact[other]) - (fact[one] < fact[other]) for one, other in table.pairs]  # type: ignore[operator]
    return (table.code, *map(fact.__getitem__, table.worded), *signs)
