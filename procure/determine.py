"""Determinations: how one purchase must be organized and bought, as far as its facts tell. rules/ hold the verdicts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from procure.catalog import NEVER, THRESHOLDS, Catalog, Edition
from procure.engine import Judge
from procure.engine.lift import Lifted, Value, bands, lift
from procure.facts import EXCEPTIONAL, PROJECT_FACTS
from procure.model import Clause, Determination, NextLimit, Purchase, Question, Reading
from procure.rulebook import Basis, Row, Rulebook
from procure.terms import Answer, Category, Level, Status

ASKED: Final = "asked"
"""An output that a row leaves to be asked."""
_OUTPUTS: Final = ("organization", "methods", "governed_by")
"""What must be known for a determination to be determined."""
_GOODS_ONLY: Final = ("research_instrument", "hospital_equipment", "imported")


@dataclass(frozen=True)
class Verdict:
    """What the tables say of one completion: each output, and the rows it comes from."""

    outputs: Mapping[str, Any]
    rows: tuple[Row, ...]
    approvals: frozenset[str]
    warnings: tuple[str, ...]

    @property
    def outcome(self) -> tuple[Any, ...]:
        """Return what two readings must share to agree."""
        return (*(self.outputs.get(name) for name in (*_OUTPUTS, "required_method")), self.approvals)


@dataclass(frozen=True)
class Context:
    """What every purchase of a document shares: the edition in force, the possible levels and the day."""

    catalog: Catalog
    rulebook: Rulebook
    judge: Judge
    edition: Edition
    levels: tuple[Level, ...]
    day: date
    _verdicts: dict[tuple[Any, ...], Verdict] = field(default_factory=dict)

    def limits(self, level: str, category: str) -> dict[str, int]:
        """Return the first amount, in 分, that reaches each limit; NEVER where there is no such limit."""
        found = {name: self.edition.threshold(name, level, category) for name in THRESHOLDS}
        return {name: limit.first if limit else NEVER for name, limit in found.items()}

    def fact(self, values: Mapping[str, Value]) -> dict[str, Value]:
        """Return the purchase fact of one completion: its values and the limits for its level and category."""
        known = {name: value for name, value in values.items() if name != "level"}
        return {**known, **self.limits(str(values["level"]), str(values["category"]))}

    def verdict(self, values: Mapping[str, Value]) -> Verdict:
        """Return what the determination tables say of one completion."""
        key = tuple(values.values())
        if key not in self._verdicts:
            tables = self.rulebook.of("purchase", findings=False)
            self._verdicts[key] = _merge(self.judge.chain(tables, self.fact(values)).values())
        return self._verdicts[key]

    def clauses(self, row: Row, values: Mapping[str, Value]) -> Iterator[Clause]:
        """Yield a row's citations and the clause of each limit it compared."""
        for basis in row.basis:
            yield self.clause(basis)
        for name in row.compared:
            if limit := self.edition.threshold(name, str(values["level"]), str(values["category"])):
                yield limit.clause

    def clause(self, basis: Basis) -> Clause:
        """Return the clause of a citation."""
        return self.catalog.clause(self.edition, basis.source, basis.key)


def _merge(rows: Iterable[Row]) -> Verdict:
    outputs: dict[str, Any] = {}
    approvals: list[str] = []
    warnings: list[str] = []
    kept = tuple(row for row in rows if row.then)
    for row in kept:
        approvals += row.then.get("approvals", ())
        warnings += row.then.get("warnings", ())
        outputs |= {name: _plain(value) for name, value in row.then.items() if name not in ("approvals", "warnings")}
    return Verdict(outputs, kept, frozenset(approvals), tuple(warnings))


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def possible(purchase: Purchase, context: Context) -> dict[str, Sequence[Value]]:
    """Return, for each field of a purchase fact, the values it may have; amounts one per band between limits."""
    listed = {Answer.YES: ("listed",), Answer.NO: ("not_listed",)}.get(purchase.listing, ("listed", "not_listed"))
    values: dict[str, Sequence[Value]] = {
        "level": tuple(context.levels),
        "category": tuple(sorted(purchase.categories)),
        "listed": listed,
        "amount": _amounts(purchase, context),
    }
    values |= {name: _exceptional(purchase, name) for name in EXCEPTIONAL}
    related = Category.WORKS in purchase.categories or "yes" in values["works_related"]
    values |= {name: _project_fact(purchase, name, related=related) for name in PROJECT_FACTS}
    return values


def _amounts(purchase: Purchase, context: Context) -> tuple[int, ...]:
    if purchase.batch_total is not None and purchase.batch_total != purchase.low:
        return (purchase.low, purchase.batch_total)
    return bands(purchase.low, purchase.high, _limits_of(purchase, context))


def _limits_of(purchase: Purchase, context: Context) -> frozenset[int]:
    pairs = [(level, category) for level in context.levels for category in purchase.categories]
    return frozenset(limit for pair in pairs for limit in context.limits(*pair).values() if limit < NEVER)


def _exceptional(purchase: Purchase, name: str) -> tuple[str, ...]:
    if name in purchase.stated:
        return (purchase.stated[name],)
    if name in _GOODS_ONLY and Category.GOODS not in purchase.categories:
        return ("no",)
    return ("no", "yes") if name in purchase.hinted else ("no",)


def _project_fact(purchase: Purchase, name: str, *, related: bool) -> tuple[str, ...]:
    """Return a works project's fact: never assumed, but idle (TND100) where nothing belongs to works."""
    if name in purchase.stated:
        return (purchase.stated[name],)
    return ("no", "yes") if related else ("no",)


def determine(purchase: Purchase, context: Context) -> Determination:
    """Determine one purchase. Raises EngineDifference where two engines disagree, DataError for a faulty table."""
    values = possible(purchase, context)
    lifted = lift(values, context.verdict, lambda verdict: verdict.outcome)
    known = {name: _agreed(lifted, name) for name in (*_OUTPUTS, "required_method")}
    approvals = {verdict.approvals for verdict in lifted.results}
    basis = _basis(lifted, known, context)
    return Determination(
        status=_status(known),
        organization=known["organization"],
        methods=known["methods"],
        required_method=known["required_method"],
        governed_by=known["governed_by"],
        approvals=tuple(sorted(approvals.pop())) if len(approvals) == 1 else (),
        basis=basis,
        warnings=_warnings(lifted, basis, context),
        assumptions=_assumptions(purchase, values),
        questions=tuple(_questions(purchase, lifted, context)),
        readings=tuple(_readings(values, lifted, context)),
        next_limit=_next_limit(purchase, values, context),
    )


def is_decided_by_amount(purchase: Purchase, context: Context) -> bool:
    """Return whether the determination changes between the purchase's least and greatest amount."""
    values = possible(purchase, context)
    if len(values["amount"]) == 1:  # no limit in between
        return False
    return "amount" in lift(values, context.verdict, lambda verdict: verdict.outcome).asked


def not_judged(reason: str) -> Determination:
    """Return a determination that says why nothing was judged (Chinese)."""
    return Determination(Status.NOT_JUDGED, warnings=(reason,))


def _agreed(lifted: Lifted[Verdict], name: str) -> Any:
    values = {verdict.outputs.get(name) for verdict in lifted.results}
    value = values.pop()
    return None if values or value == ASKED else value


def _status(known: Mapping[str, Any]) -> Status:
    count = sum(known[name] is not None for name in _OUTPUTS)
    return {0: Status.UNDETERMINED, len(_OUTPUTS): Status.DETERMINED}.get(count, Status.PARTLY)


def _basis(lifted: Lifted[Verdict], known: Mapping[str, Any], context: Context) -> tuple[Clause, ...]:
    """Return the clauses behind every output that is known, each once; a scope's clauses only where all share it."""
    shared = set.intersection(*({id(row) for row in verdict.rows} for verdict in lifted.results))
    clauses: dict[Clause, None] = {}
    for values, verdict in lifted.completions:
        for row in verdict.rows:
            if id(row) in shared or any(name in row.then and known[name] is not None for name in known):
                clauses |= dict.fromkeys(context.clauses(row, values))
    return tuple(clauses)


def _warnings(lifted: Lifted[Verdict], basis: tuple[Clause, ...], context: Context) -> tuple[str, ...]:
    own = [text for text in lifted.results[0].warnings if all(text in one.warnings for one in lifted.results)]
    secondary = dict.fromkeys(clause.title for clause in basis if clause.grade == "C")
    own += [f"依据为二手来源：{title}" for title in secondary]
    if context.day > context.edition.last_checked:
        own.append(f"{context.edition.document_no} 最后核对于 {context.edition.last_checked}，此后未核对是否有新版")
    return tuple(own)


def _assumptions(purchase: Purchase, values: Mapping[str, Sequence[Value]]) -> dict[str, str]:
    """Return the exceptional facts that were taken to be `no` because nothing hints at them."""
    goods = Category.GOODS in purchase.categories
    works_only = purchase.categories == {Category.WORKS}
    idle = {name for name in _GOODS_ONLY if not goods} | ({"works_related"} if works_only else set())
    if purchase.listing is Answer.NO or works_only:
        idle.add("own_requirement")
    assumed = [name for name in EXCEPTIONAL if name not in purchase.stated and len(values[name]) == 1]
    return {name: "no" for name in assumed if name not in idle}


def _questions(purchase: Purchase, lifted: Lifted[Verdict], context: Context) -> Iterator[Question]:
    for fact in lifted.asked:
        name = "batch" if fact == "amount" and purchase.batch_total is not None else fact
        question = context.catalog.questions[name]
        if fact == "listed" and purchase.listing_question:
            question = Question("listed", purchase.listing_question, question.allowed)
        yield question
    for text in dict.fromkeys(verdict.outputs.get("ask") for verdict in lifted.results):
        if text is not None:
            yield Question("special_rules", text)


def _readings(values: dict[str, Sequence[Value]], lifted: Lifted[Verdict], context: Context) -> Iterator[Reading]:
    """Yield what each value of each open fact would determine; amounts have bands instead and are left out."""
    for fact in lifted.asked:
        for value in values[fact] if fact != "amount" else ():
            one = lift({**values, fact: (value,)}, context.verdict, lambda verdict: verdict.outcome)
            known = {name: _agreed(one, name) for name in (*_OUTPUTS, "required_method")}
            yield Reading(
                fact=fact,
                value=str(value),
                organization=known["organization"],
                methods=known["methods"],
                required_method=known["required_method"],
                governed_by=known["governed_by"],
            )


def _next_limit(purchase: Purchase, values: dict[str, Sequence[Value]], context: Context) -> NextLimit | None:
    """Return the next amount from which some reading changes, for a purchase whose amount is known."""
    if purchase.low != purchase.high:
        return None
    now = _outcomes_at(purchase.low, values, context)
    for amount in bands(purchase.low, NEVER, _limits_of(purchase, context))[1:]:
        if _outcomes_at(amount, values, context) != now:
            names = _named(amount, values, context)
            return NextLimit(names, amount, amount - purchase.low)
    return None


def _outcomes_at(amount: int, values: dict[str, Sequence[Value]], context: Context) -> list[tuple[Any, ...]]:
    lifted = lift({**values, "amount": (amount,)}, context.verdict, lambda verdict: verdict.outcome)
    return [verdict.outcome for verdict in lifted.results]


def _named(amount: int, values: dict[str, Sequence[Value]], context: Context) -> str:
    """Return the name of the limit at an amount that rows compare there."""
    lifted = lift({**values, "amount": (amount,)}, context.verdict, lambda verdict: verdict.outcome)
    for completion, verdict in lifted.completions:
        limits = context.limits(str(completion["level"]), str(completion["category"]))
        for name in (name for row in verdict.rows for name in row.compared):
            if limits[name] == amount:
                return name
    return next(name for name in THRESHOLDS)
