"""Determinations: how one purchase must be organized and bought, as far as its facts tell. rules/ hold the verdicts."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, Final

from procure.catalog import NEVER, THRESHOLDS, Catalog, Edition
from procure.conclusions import ASKED
from procure.engine import Judge
from procure.engine.lift import Lifted, Possible, Value, bands, cases, lift
from procure.facts import EXCEPTIONAL, PROJECT_FACTS
from procure.model import Clause, Determination, NextLimit, Purchase, Question, Reading
from procure.money import wan
from procure.record import Record, field, replace
from procure.rulebook import Basis, Row, Rulebook
from procure.terms import Answer, Category, Level, Status

_DECISIVE: Final = ("organization", "methods", "governed_by")
"""What must be known for a determination to be determined."""
_OUTPUTS: Final = (*_DECISIVE, "required_method")
_CONCLUSIONS: Final = frozenset({*_OUTPUTS, "approvals", "warnings", "ask"})
"""What a row says of the purchase itself; anything else only leads to another table."""
_GOODS_ONLY: Final = ("research_instrument", "hospital_equipment", "imported")


class Verdict(Record, frozen=True, eq=False, dict=True):
    """What the tables say of a completion: each output, and the rows it comes from. The same rows are one object."""

    outputs: Mapping[str, Any]
    rows: tuple[Row, ...]
    approvals: frozenset[str]
    warnings: tuple[str, ...]

    @cached_property
    def outcome(self) -> tuple[Any, ...]:
        """Return what two readings must share to agree."""
        return (*(self.outputs.get(name) for name in _OUTPUTS), self.approvals)


class Context(Record, frozen=True):
    """What every purchase of a document shares: the edition in force, the possible levels and the day."""

    catalog: Catalog
    rulebook: Rulebook
    judge: Judge
    edition: Edition
    levels: tuple[Level, ...]
    day: date
    _verdicts: dict[tuple[Value, ...], Verdict] = field(default_factory=dict)
    _merged: dict[tuple[str, ...], Verdict] = field(default_factory=dict)
    _determined: dict[tuple[object, ...], Determination] = field(default_factory=dict)

    def on(self, day: date, edition: Edition) -> "Context":
        """Return the context of another day, which remembers nothing of this one."""
        return replace(self, day=day, edition=edition, _verdicts={}, _merged={}, _determined={})

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
        limits = self.limits(str(values["level"]), str(values["category"])).values()
        band = bisect_right(sorted({edge for limit in limits for edge in (limit, limit + 1)}), int(values["amount"]))
        key = (*(value for name, value in values.items() if name != "amount"), band)
        known = self._verdicts.get(key)
        if known is None:
            known = self._verdicts[key] = self._judged(values)
        return known

    def kind_of(self, purchase: Purchase) -> tuple[object, ...]:
        """Return all of a purchase of a known amount that a determination sees; of the amount, between which limits."""
        pairs = [(level, category) for level in self.levels for category in sorted(purchase.categories)]
        edges = {edge for pair in pairs for limit in self.limits(*pair).values() for edge in (limit, limit + 1)}
        return (
            self.levels,
            *sorted(purchase.categories),
            purchase.listing,
            purchase.listing_question,
            *sorted(purchase.stated.items()),
            *sorted(purchase.hinted),
            bisect_right(sorted(edges), purchase.low),
        )

    def lift(self, values: Possible) -> Lifted[Verdict]:
        """Return the verdicts of every completion of a partial fact."""
        return lift(values, self.verdict, _outcome)

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


def _outcome(verdict: Verdict) -> tuple[Any, ...]:
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


def possible(purchase: Purchase, context: Context) -> dict[str, Sequence[Value]]:
    """Return, for each field of a purchase fact, the values it may have; amounts one per band between limits."""
    listed = {Answer.YES: ("listed",), Answer.NO: ("not_listed",)}.get(purchase.listing, ("listed", "not_listed"))
    values: dict[str, Sequence[Value]] = {
        "level": tuple(level.value for level in context.levels),
        "category": tuple(sorted(category.value for category in purchase.categories)),
        "listed": listed,
        "amount": _amounts(purchase, context),
    }
    values |= {name: _exceptional(purchase, name) for name in EXCEPTIONAL}
    related = Category.WORKS in purchase.categories or "yes" in values["works_related"]
    values |= {name: _project_fact(purchase, name, related=related) for name in PROJECT_FACTS}
    return values


def _amounts(purchase: Purchase, context: Context) -> tuple[int, ...]:
    if purchase.batch_total is not None:
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
    """Determine one purchase. Raises EngineDifference where two engines disagree, DataError for a faulty table.

    Purchases that differ in nothing but an amount between the same limits are determined once.
    """
    if purchase.low != purchase.high or purchase.batch_total is not None:
        return _determined(purchase, context)
    key = context.kind_of(purchase)
    if key not in context._determined:  # noqa: SLF001  # the context remembers what is determined in it
        context._determined[key] = _determined(purchase, context)  # noqa: SLF001
    known = context._determined[key]  # noqa: SLF001
    limit = known.next_limit
    return replace(known, next_limit=limit and replace(limit, distance=limit.amount - purchase.low))


def _determined(purchase: Purchase, context: Context) -> Determination:
    values = possible(purchase, context)
    lifted = context.lift(values)
    verdicts = list(dict.fromkeys(lifted.results))
    known = _known(verdicts)
    basis = _basis(lifted, known, context)
    return Determination(
        status=_status(known, lifted),
        **known,
        approvals=_approvals(verdicts),
        basis=basis,
        warnings=tuple(_warnings(purchase, lifted, basis, context)),
        assumptions=_assumptions(purchase, values),
        questions=tuple(_questions(purchase, lifted, verdicts, context)),
        readings=tuple(_readings(purchase, lifted)),
        next_limit=_next_limit(purchase, values, context),
    )


def is_decided_by_amount(purchase: Purchase, context: Context) -> bool:
    """Return whether the determination changes between the purchase's least and greatest amount."""
    values = possible(purchase, context)
    if len(values["amount"]) == 1:  # no limit in between
        return False
    return "amount" in context.lift(values).asked


def not_judged(reason: str) -> Determination:
    """Return a determination that says why nothing was judged (Chinese)."""
    return Determination(Status.NOT_JUDGED, warnings=(reason,))


def _known(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """Return each output that all verdicts agree on; None where they do not, or leave it to be asked."""
    return {name: _agreed({verdict.outputs.get(name) for verdict in verdicts}) for name in _OUTPUTS}


def _agreed(values: set[Any]) -> Any:
    value = values.pop()
    return None if values or value == ASKED else value


def _approvals(verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    """Return the approvals that every verdict demands."""
    return tuple(sorted(frozenset.intersection(*(verdict.approvals for verdict in verdicts))))


def _status(known: Mapping[str, Any], lifted: Lifted[Verdict]) -> Status:
    """Return how much is known; where only an approval is open, a part is."""
    missing = [name for name in _DECISIVE if known[name] is None]
    if len(missing) == len(_DECISIVE):
        return Status.UNDETERMINED
    return Status.PARTLY if missing or lifted.asked else Status.DETERMINED


def _basis(lifted: Lifted[Verdict], known: Mapping[str, Any], context: Context) -> tuple[Clause, ...]:
    """Return the clauses behind every output that is known, each once; a scope's clauses only where all share it."""
    told = dict.fromkeys((verdict, values["level"], values["category"]) for values, verdict in lifted.completions)
    shared = set.intersection(*({id(row) for row in verdict.rows} for verdict, _, _ in told))
    clauses: dict[Clause, None] = {}
    for verdict, level, category in told:
        for row in verdict.rows:
            if id(row) in shared or any(name in row.then and known[name] is not None for name in known):
                clauses |= dict.fromkeys(context.clauses(row, level, category))
    return tuple(clauses)


def _warnings(purchase: Purchase, lifted: Lifted[Verdict], basis: Iterable[Clause], context: Context) -> Iterator[str]:
    first, *others = (verdict.warnings for verdict in dict.fromkeys(lifted.results))
    yield from (text for text in first if all(text in other for other in others))
    if purchase.batch_total is not None and "amount" in lifted.asked:
        both = f"单项 {wan(purchase.low)}万元与同类合计 {wan(purchase.batch_total)}万元"
        yield f"{both}的判定不同（风险提示）：限额按单项或者批量金额计算"
    secondary = dict.fromkeys(clause.title for clause in basis if clause.grade == "C")
    yield from (f"依据为二手来源：{title}" for title in secondary)
    edition = context.edition
    if context.day > edition.last_checked:
        yield f"{edition.document_no} 最后核对于 {edition.last_checked}，此后未核对是否有新版"


def _assumptions(purchase: Purchase, values: Possible) -> dict[str, str]:
    """Return the exceptional facts that were taken to be `no` because nothing hints at them."""
    goods = Category.GOODS in purchase.categories
    works_only = purchase.categories == {Category.WORKS}
    idle = {name for name in _GOODS_ONLY if not goods} | ({"works_related"} if works_only else set())
    if purchase.listing is Answer.NO or works_only:
        idle.add("own_requirement")
    assumed = [name for name in EXCEPTIONAL if name not in purchase.stated and len(values[name]) == 1]
    return {name: "no" for name in assumed if name not in idle}


def _questions(
    purchase: Purchase, lifted: Lifted[Verdict], verdicts: Sequence[Verdict], context: Context
) -> Iterator[Question]:
    """Yield what is missing; what special rules say is asked only once it is known that they hold."""
    for fact in lifted.asked:
        question = context.catalog.questions[_asked_as(fact, purchase)]
        if fact == "listed" and purchase.listing_question:
            question = Question("listed", purchase.listing_question, question.allowed)
        yield question
    special = {str(verdict.outputs.get("ask", "")) for verdict in verdicts}
    if "" not in special:
        yield from (Question("special_rules", text) for text in sorted(special))


def _asked_as(fact: str, purchase: Purchase) -> str:
    return "batch" if fact == "amount" and purchase.batch_total is not None else fact


def _readings(purchase: Purchase, lifted: Lifted[Verdict]) -> Iterator[Reading]:
    """Yield what is determined in each case of the open facts; an open amount has bands instead and is left out."""
    facts = [fact for fact in lifted.asked if _asked_as(fact, purchase) != "amount"]
    for given, completions in cases(lifted.completions, facts, _outcome) if facts else ():
        verdicts = list(dict.fromkeys(verdict for _, verdict in completions))
        told = {_asked_as(fact, purchase): _told(fact, value, purchase) for fact, value in given.items()}
        yield Reading(told, **_known(verdicts), approvals=_approvals(verdicts))


def _told(fact: str, value: Value, purchase: Purchase) -> str:
    if fact == "amount":
        return "yes" if value == purchase.batch_total else "no"
    return str(value)


def _next_limit(purchase: Purchase, values: Possible, context: Context) -> NextLimit | None:
    """Return the next amount from which some reading changes, for a purchase whose amount is known."""
    if purchase.low != purchase.high:
        return None
    now = context.lift({**values, "amount": (purchase.low,)})
    for amount in bands(purchase.low, NEVER, _limits_of(purchase, context))[1:]:
        then = context.lift({**values, "amount": (amount,)})
        if names := set(_crossed(amount, now, then, context)):
            return NextLimit(min(names, key=THRESHOLDS.index), amount, amount - purchase.low)
    return None


def _crossed(amount: int, now: Lifted[Verdict], then: Lifted[Verdict], context: Context) -> Iterator[str]:
    """Yield the limits, begun at an amount, by which readings of a smaller amount and of this one differ."""
    for (_, before), (values, after) in zip(now.completions, then.completions, strict=True):
        if before.outcome != after.outcome:
            limits = context.limits(str(values["level"]), str(values["category"]))
            compared = (name for row in (*before.rows, *after.rows) for name in row.compared)
            yield from (name for name in compared if limits[name] in (amount, amount - 1))
