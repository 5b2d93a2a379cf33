"""What every purchase of a document shares, and what the tables say of its completions. Not for verdicts in words."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import product
from typing import Any, Final

from msgspec.structs import force_setattr

from procure.catalog import NEVER, THRESHOLDS, Catalog, Edition
from procure.engine import Judge
from procure.engine.lift import Lifted, Possible, Value, lift
from procure.model import Clause, Determination, Purchase
from procure.record import Record, field
from procure.rulebook import Basis, Row, Rulebook
from procure.terms import Level

DECISIVE: Final = ("organization", "methods", "governed_by")
"""What must be known for a determination to be determined."""
OUTPUTS: Final = (*DECISIVE, "required_method")
_CONCLUSIONS: Final = frozenset({*OUTPUTS, "approvals", "warnings", "ask"})
"""What a row says of the purchase itself; anything else only leads to another table."""


class Verdict(Record, frozen=True, eq=False, dict=True):
    """What the tables say of a completion: each output, and the rows it comes from. The same rows are one object."""

    outputs: Mapping[str, Any]
    rows: tuple[Row, ...]
    approvals: frozenset[str]
    warnings: tuple[str, ...]

    @cached_property
    def outcome(self) -> tuple[Any, ...]:
        """Return what two readings must share to agree."""
        return (*(self.outputs.get(name) for name in OUTPUTS), self.approvals)


class Context(Record, frozen=True):
    """What every purchase of a document shares: the edition in force, the possible levels and the day."""

    catalog: Catalog
    rulebook: Rulebook
    judge: Judge
    edition: Edition
    levels: tuple[Level, ...]
    day: date
    determined: dict[tuple[object, ...], Determination] = field(default_factory=dict)
    """What was determined of each kind of purchase (kind_of)."""
    _verdicts: dict[tuple[Value, ...], Verdict] = field(default_factory=dict)
    _merged: dict[tuple[str, ...], Verdict] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Remember nothing of another context that this one was made from: its limits may be others."""
        for memory in ("determined", "_verdicts", "_merged"):
            force_setattr(self, memory, {})

    def limits(self, level: str, category: str) -> dict[str, int]:
        """Return the first amount, in 分, that reaches each limit; NEVER where there is no such limit."""
        found = {name: self.edition.threshold(name, level, category) for name in THRESHOLDS}
        return {name: limit.first if limit else NEVER for name, limit in found.items()}

    def fact(self, values: Mapping[str, Value]) -> dict[str, Value]:
        """Return the purchase fact of one completion: its values and the limits for its level and category."""
        known = {name: value for name, value in values.items() if name != "level"}
        return {**known, **self.limits(str(values["level"]), str(values["category"]))}

    def verdict(self, values: Mapping[str, Value]) -> Verdict:
        """Return what the determination tables say of one completion; amounts of one band are one to them."""
        band = self._band(int(values["amount"]), [(str(values["level"]), str(values["category"]))])
        key = (*(value for name, value in values.items() if name != "amount"), band)
        known = self._verdicts.get(key)
        if known is None:
            known = self._verdicts[key] = self._judged(values)
        return known

    def kind_of(self, purchase: Purchase) -> tuple[object, ...]:
        """Return all of a purchase of a known amount that a determination sees; of the amount, between which limits."""
        return (
            self.levels,
            *sorted(purchase.categories),
            purchase.listing,
            purchase.listing_question,
            *sorted(purchase.stated.items()),
            *sorted(purchase.hinted),
            self._band(purchase.low, list(product(self.levels, purchase.categories))),
        )

    def _band(self, amount: int, pairs: Iterable[tuple[str, str]]) -> int:
        """Return between which limits an amount lies, of all that hold for levels and categories."""
        edges = {edge for pair in pairs for limit in self.limits(*pair).values() for edge in (limit, limit + 1)}
        return bisect_right(sorted(edges), amount)

    def lift(self, values: Possible) -> Lifted[Verdict]:
        """Return the verdicts of every completion of a partial fact."""
        return lift(values, self.verdict, outcome_of)

    def _judged(self, values: Mapping[str, Value]) -> Verdict:
        rows = self.judge.chain(self.rulebook.of("purchase", findings=False), self.fact(values)).values()
        key = tuple(row.case for row in rows)
        if key not in self._merged:
            self._merged[key] = _merge(rows)
        return self._merged[key]

    def clauses(self, row: Row, level: Value, category: Value) -> Iterator[Clause]:
        """Yield a row's citations and the clause of each limit it compared."""
        for basis in row.basis:
            yield self.clause(basis)
        for name in row.compared:
            if limit := self.edition.threshold(name, str(level), str(category)):
                yield limit.clause

    def clause(self, basis: Basis) -> Clause:
        """Return the clause of a citation."""
        return self.catalog.clause(self.edition, basis.source, basis.key)


def outcome_of(verdict: Verdict) -> tuple[Any, ...]:
    """Return what two verdicts must share to agree."""
    return verdict.outcome


def _merge(rows: Iterable[Row]) -> Verdict:
    outputs: dict[str, Any] = {}
    approvals: list[str] = []
    warnings: list[str] = []
    concluding = [row for row in rows if _CONCLUSIONS & set(row.then)]
    read = {one.field for row in concluding for one in row.conditions}
    kept = tuple(row for row in rows if (_CONCLUSIONS | read) & set(row.then))
    for row in kept:
        approvals += row.then.get("approvals", ())
        warnings += row.then.get("warnings", ())
        outputs |= row.then
    outputs = {name: tuple(value) if isinstance(value, list) else value for name, value in outputs.items()}
    return Verdict(outputs, kept, frozenset(approvals), tuple(warnings))
