"""Determinations: how one purchase must be organized and bought, as far as its facts tell. rules/ hold the verdicts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from procure.catalog import NEVER, THRESHOLDS
from procure.conclusions import ASKED
from procure.context import DECISIVE, OUTPUTS, Context, Verdict, outcome_of
from procure.engine.lift import Lifted, Possible, Value, bands, cases
from procure.facts import EXCEPTIONAL, PROJECT_FACTS
from procure.model import Clause, Determination, NextLimit, Purchase, Question, Reading
from procure.money import wan
from procure.record import replace
from procure.terms import Answer, Category, Status

_GOODS_ONLY: Final = ("research_instrument", "hospital_equipment", "imported")


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
    known = context.determined.get(key)
    if known is None:
        known = context.determined[key] = _determined(purchase, context)
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
    return {name: _agreed({verdict.outputs.get(name) for verdict in verdicts}) for name in OUTPUTS}


def _agreed(values: set[Any]) -> Any:
    value = values.pop()
    return None if values or value == ASKED else value


def _approvals(verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    """Return the approvals that every verdict demands."""
    return tuple(sorted(frozenset.intersection(*(verdict.approvals for verdict in verdicts))))


def _status(known: Mapping[str, Any], lifted: Lifted[Verdict]) -> Status:
    """Return how much is known; where only an approval is open, a part is."""
    missing = [name for name in DECISIVE if known[name] is None]
    if len(missing) == len(DECISIVE):
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
    for given, completions in cases(lifted.completions, facts, outcome_of) if facts else ():
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
