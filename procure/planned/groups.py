"""Like purchases of a plan, taken together: batches, splitting. Not for single lines: findings.py."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import Final

from procure.context import Context
from procure.determine import determine
from procure.findings import Findings, Subject
from procure.money import wan
from procure.planned.items import CODED
from procure.planned.lines import Planned
from procure.record import replace
from procure.terms import Answer, Category, word

_BOUGHT: Final = (Category.GOODS, Category.SERVICES)
_SEVERAL: Final = 2
_SHOWN: Final = 8
Group = Sequence[Planned]


def judge_groups(lines: Iterable[Planned], findings: Findings) -> None:
    """Judge like purchases of a unit together: batches, splitting under a budget project, and across projects."""
    known = [one for one in lines if one.context and _like(one, findings.context)]
    for group in _by(known, lambda one: (one.line.text("unit"), *_like(one, findings.context))):
        judge_batch(group, findings)
        judge_across_projects(group, findings)
    named = [one for one in known if one.line.text("budget_project")]
    for group in _by(named, lambda one: (one.line.text("unit"), _project(one), *_like(one, findings.context))):
        judge_splitting(group, findings)


def _like(one: Planned, context: Context) -> tuple[str, ...]:
    """Return what makes purchases like: the same listed entry, outside the list the first characters of the code.

    Empty for works, each of which is its own, and for what no single kind of item is known of.
    """
    expected, part = one.expected, one.expected.part
    if len(part.categories) != 1 or not part.codes or not part.categories <= set(_BOUGHT):
        return ()
    if expected.listing.status is Answer.UNDETERMINED:
        return ()
    size = context.catalog.screening["like_code_characters"].value
    entries = [context.edition.listing(code, part.meets, part.fails).entry for code in part.codes]
    kinds = {entry.code if entry else f"{code[:size]}…" for code, entry in zip(part.codes, entries, strict=True)}
    return (kinds.pop(),) if len(kinds) == 1 else ()


def _project(one: Planned) -> str:
    return one.line.text("budget_project")


def _by(lines: Iterable[Planned], key: Callable[[Planned], tuple[str, ...]]) -> list[Group]:
    groups: dict[tuple[str, ...], list[Planned]] = defaultdict(list)
    for one in lines:
        groups[key(one)].append(one)
    return [group for group in groups.values() if len(group) >= _SEVERAL]


def judge_batch(group: Group, findings: Findings) -> None:
    """Judge whether like purchases are determined otherwise together than each alone (GRP100)."""
    whole = _sum(group)
    # the tender threshold of projects is SPL100's and SPL200's
    size = 1 if any(_project(one) for one in group) else 2
    outcomes = {one.line.id: _determined(one, whole, findings.context)[:size] for one in group}
    differing = [one for one in group if outcomes[one.line.id] != _outcome(one)[:size]]

    alike = {_facts(one, findings.context): one for one in differing}.values()

    def crosses(amount: int) -> bool:
        return all(_determined(one, amount, findings.context)[:size] == outcomes[one.line.id] for one in alike)

    enough = _smallest(group, crosses) if differing else group
    words = {
        "projects": _named(enough),
        "sum": f"{wan(_sum(enough))}万元",
        "alone": _all_said(_outcome(one)[:size] for one in differing),
        "together": _all_said(outcomes[one.line.id] for one in differing),
    }
    findings.judge("batch", {"differs": "yes" if differing else "no"}, _subject(group, words, findings))


def _facts(one: Planned, context: Context) -> tuple[object, ...]:
    """Return all but the amount that a line's determination rests on."""
    own = one.context or context
    return (id(own), *own.kind_of(replace(one.expected.purchase, low=0, high=0)))


def _determined(one: Planned, amount: int, context: Context) -> tuple[str | None, str | None]:
    found = determine(replace(one.expected.purchase, low=amount, high=amount), one.context or context)
    return found.organization, found.required_method


def _outcome(one: Planned) -> tuple[str | None, str | None]:
    return one.expected.determination.organization, one.expected.determination.required_method


def _all_said(outcomes: Iterable[tuple[str | None, ...]]) -> str:
    return "、".join(dict.fromkeys(_said(*outcome) for outcome in outcomes))


def _said(organization: str | None, required: str | None = None) -> str:
    method = f"（须{word(required)}）" if required else ""
    return f"{word(organization) if organization else '组织形式待核实'}{method}"


def _sum(group: Group) -> int:
    return sum(one.line.amount.fen for one in group)


def _smallest(group: Group, crosses: Callable[[int], bool]) -> Group:
    """Return the smallest set of lines whose sum crosses: the largest amounts first; what crosses once goes on to."""
    ordered = sorted(group, key=lambda one: (-one.line.amount.fen, one.line.id))
    sums = list(accumulate(one.line.amount.fen for one in ordered))
    counts = range(_SEVERAL, len(ordered))
    return ordered[: _SEVERAL + bisect_left(counts, True, key=lambda count: crosses(sums[count - 1]))]  # noqa: FBT003


def judge_splitting(group: Group, findings: Findings) -> None:
    """Judge several purchases of one kind under one budget project against the open tender threshold (SPL100).

    Call-offs of framework agreements are left out: they never make it splitting by themselves. What is approved is
    excepted, so it counts only where the others are not enough; so does what has no code or states no method.
    """
    category = min(group[0].expected.purchase.categories)
    limit = findings.context.edition.threshold("open_tender_threshold", findings.context.levels[0], category)
    plain = limit.plain if limit else 0
    bought = [one for one in group if one.line.terms.get("method") not in {"framework_agreement", "open_tender"}]
    stated = [one for one in bought if one.line.terms.get("method")]
    certain = [one for one in stated if not one.line.text("approval")]
    coded = [one for one in certain if one.code.state in CODED]
    enough = [many for many in (coded, certain) if len(many) >= _SEVERAL and _sum(many) > plain]
    counted = enough[0] if enough else bought or group
    if len(counted) < _SEVERAL:
        return
    methods = "other" if enough or len(stated) == len(bought) else "unstated"
    whole = _sum(counted)
    named = _smallest(counted, lambda sum_: sum_ > plain) if whole > plain else counted
    values = {
        "category": category.value,
        "methods": methods if bought else "open_tender",
        "approved": "no" if enough else "yes",
        "cumulative": whole,
        "limit": plain,
        "evidence": "coded" if len(coded) == len(counted) else "text",
    }
    words = {"projects": _named(named), "sum": f"{wan(whole)}万元", "limit": f"{wan(plain)}万元"}
    subject = _subject(counted, words, findings)
    words = {**subject.words, "subject": f"预算项目“{_project(group[0])}”"}
    findings.judge("splitting", values, replace(subject, words=words))


def judge_across_projects(group: Group, findings: Findings) -> None:
    """Judge whether like purchases of several budget projects reach the open tender threshold together (SPL200)."""
    projects = {_project(one) for one in group}
    category = min(group[0].expected.purchase.categories)
    limit = findings.context.edition.threshold("open_tender_threshold", findings.context.levels[0], category)
    if len(projects) < _SEVERAL or limit is None or any(one.line.amount.fen >= limit.first for one in group):
        return
    whole = _sum(group)
    enough = _smallest(group, lambda sum_: sum_ >= limit.first) if whole >= limit.first else group
    words = {"projects": _named(enough), "sum": f"{wan(whole)}万元", "limit": f"{wan(limit.plain)}万元"}
    values = {"reaches_together": "yes" if whole >= limit.first else "no"}
    findings.judge("across_projects", values, _subject(group, words, findings))


def _subject(group: Group, words: dict[str, str], findings: Findings) -> Subject:
    kind = _like(group[0], findings.context)[0]
    item = findings.context.catalog.items.get(kind)
    named = f"{kind} {item.name}" if item else f"编码 {kind}"
    first = group[0].line
    return Subject(first.place_of("amount"), tuple(one.line.id for one in group), {"subject": named, **words})


def _named(group: Group) -> str:
    shown = "、".join(f"“{one.line.id}”{wan(one.line.amount.fen)}万元" for one in group[:_SHOWN])
    return shown + (f"等 {len(group)} 行" if len(group) > _SHOWN else "")
