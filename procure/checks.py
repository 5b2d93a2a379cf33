"""The facts of a budget that finding rules judge: totals, coverage, amounts near a limit, rounded figures."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Final

from procure.budget.coverage import COLUMNS, TOTAL, Need
from procure.context import Context
from procure.determine import determine, is_decided_by_amount
from procure.expected import Expected, need_of
from procure.findings import Findings, Subject
from procure.model import Classification, Field, Figure, Place, Project, StatedProcurement
from procure.money import Amount, Unit, grouped, wan, yuan
from procure.record import Record, replace
from procure.terms import word

FULL: Final = 100
"""Percent."""


def judge_total(stated: StatedProcurement, findings: Findings) -> None:
    """Judge whether the stated procurement total is the sum of its stated parts (SUM100)."""
    parts = {name: getattr(stated, name) for name in COLUMNS if name != TOTAL}
    known = {name: figure for name, figure in parts.items() if figure is not None}
    total = stated.total
    whole = total.fen if total else 0
    added = sum(figure.fen for figure in known.values())
    figures = [figure for figure in (total, *known.values()) if figure]
    finest = min((figure.amount.step for figure in figures), default=1)
    bound = sum(_half_step(figure, finest) for figure in figures)
    values = {
        "total_stated": "yes" if total else "no",
        "parts_stated": "all" if len(known) == len(parts) else "some" if known else "none",
        "difference": abs(whole - added),
        "bound": bound,
    }
    words = {
        "total": f"{wan(whole)}万元",
        "parts": " + ".join(f"{word(name)} {wan(figure.fen)}" for name, figure in known.items()),
        "sum": f"{wan(added)}万元",
        "difference": f"{wan(abs(whole - added))}万元",
        "bound": f"{wan(bound)}万元",
    }
    findings.judge("total", values, Subject(stated.place, (TOTAL,), words))


def _half_step(figure: Figure, finest: int) -> int:
    """Return half the printed precision, in 分; a plain 0 is printed without decimals and as exact as the finest."""
    return (min(figure.amount.step, finest) if figure.fen == 0 else figure.amount.step) // 2


def judge_coverage(
    stated: StatedProcurement, sums: Need, told: Mapping[str, "Told"], findings: Findings, *, complete: bool
) -> None:
    """Judge each category's stated budget, and the total, against what the projects need (COV100, COV200).

    complete: whether every row of the project table was read; else what may be needed has no upper bound.
    """
    for column in COLUMNS:
        figure: Figure | None = getattr(stated, column)
        low, high = _meant(figure)
        values = {
            "stated_known": "yes" if figure else "no",
            "certain": sums.certain[column],
            "stated_low": low,
            "stated_high": high,
            "possible": sums.possible[column],
            "evidence": told[column].evidence,
            "complete": "yes" if complete else "no",
        }
        words = _coverage_words(column, figure, sums, told[column])
        place = figure.place if figure else stated.place
        findings.judge("coverage", values, Subject(place, (column,), words))


def _meant(figure: Figure | None) -> tuple[int, int]:
    """Return the least and greatest amount, in 分, that a stated figure means; a stated 0 means nothing at all."""
    if figure is None or figure.fen == 0:
        return 0, 0
    return figure.amount.low, figure.amount.high


class Told(Record, frozen=True):
    """What stands behind a category's certain need: each project's arithmetic and phrase, and how it is evidenced."""

    evidence: str
    arithmetic: str
    projects: str


def _coverage_words(column: str, figure: Figure | None, sums: Need, told: Told) -> dict[str, str]:
    stated = figure.fen if figure else 0
    return {
        "category": "政府采购预算总额" if column == TOTAL else f"{word(column)}政府采购预算",
        "certain": f"{wan(sums.certain[column])}万元",
        "stated": f"{wan(stated)}万元",
        "possible": f"{wan(sums.possible[column])}万元",
        "uncovered": f"{wan(sums.certain[column])} − {wan(stated)} = {wan(sums.certain[column] - stated)}万元",
        "arithmetic": told.arithmetic,
        "projects": told.projects,
    }


def judge_near_limit(name: str, expected: Expected, place: Place, findings: Findings) -> None:
    """Judge whether a known amount lies close below the next limit that changes its determination (NEA100)."""
    limit, amount = expected.determination.next_limit, expected.purchase.low
    percent = findings.context.catalog.screening["near_limit_percent"].value
    values = {
        "has_limit": "yes" if limit else "no",
        "amount": amount,
        "floor": -(-limit.amount * (FULL - percent) // FULL) if limit else 0,
        "limit": limit.amount if limit else 0,
    }
    words = {
        "subject": f"“{name}”",
        "amount": f"{wan(amount)}万元",
        "limit": f"{wan(limit.amount)}万元" if limit else "",
        "limit_name": word(limit.name) if limit else "",
        "distance": f"{wan(limit.distance)}万元" if limit else "",
        "percent": str(percent),
    }
    findings.judge("near_limit", values, Subject(place, (name,), words))


def judge_rounding(project: Project, expected: Iterable[Expected], findings: Findings) -> None:
    """Judge whether a project's rounded figure lies across a limit that decides for one of its parts (RND100)."""
    figure, amount = project.amount, project.amount.amount
    low = max(0, amount.low)
    spread = [replace(one.purchase, low=low, high=amount.high) for one in expected if one.part.amount is None]
    straddles = any(is_decided_by_amount(purchase, findings.context) for purchase in spread)
    values = {
        "rounded": "no" if _is_exact(amount) else "yes",
        "exact_known": "yes" if _is_exact(project.exact) else "no",
        "straddles": "yes" if straddles else "no",
    }
    words = {
        "subject": f"“{project.id}”",
        "printed": f"{figure.text}{figure.unit.word}",
        "low": f"{yuan(low)}元",
        "high": f"{yuan(amount.high)}元",
    }
    findings.judge("rounding", values, Subject(figure.place, (project.id,), words))


def _is_exact(amount: Amount) -> bool:
    """Return whether an amount is printed to the 元 or finer: only 万元 round away what may decide."""
    return amount.step <= Unit.YUAN.value


def notes_on_limits(project: Project, expected: Iterable[Expected], context: Context) -> tuple[str, ...]:
    """Return a sentence for each limit that an exact amount of the project, or of a stated part, reaches exactly.

    Only limits that decide are named: those below which the determination would be another.
    """
    sentences = (
        f"{project.id}：{source} {grouped(yuan(amount))}元，恰为{limit} {wan(amount)}万元，达到即算"
        for one in expected
        for source, amount in _exact_amounts(project, one)
        for limit in _limits_reached(one, amount, context)
    )
    return tuple(dict.fromkeys(sentences))


def notes_on_number(project: Project, expected: Sequence[Expected], need: Need, context: Context) -> tuple[str, ...]:
    """Return a sentence where the words leave open how many purchases there are: both readings, by what they need."""
    most = max((one.part.most for one in expected if one.part.amount is None), default=1)
    if most == 1:
        return ()
    single = [replace(one, part=replace(one.part, most=1)) for one in expected]
    one_reading = need_of(project, single, (), context).certain[TOTAL]
    least = wan(need.certain[TOTAL])
    listed = f"{project.id}：名称列了几个单位，按一项采购计，至少 {wan(one_reading)}万元要编列"
    return (f"{listed}；按 {most} 项计，至少 {least}万元；合计取后者",)


def notes_on_others(project: Project, classified: Classification) -> tuple[str, ...]:
    """Return a sentence for what the name lists beside its purchases and is none, which takes up part of the money."""
    told = (one for one in classified.others if Field.ANSWER not in {item.field for item in one.evidence})
    return tuple(f"{project.id}：“{one.label}”是{word(one.nature)}，不是采购，占用一部分金额" for one in told)


def _exact_amounts(project: Project, one: Expected) -> Iterator[tuple[str, int]]:
    if one.part.amount is not None:
        yield f"“{one.part.label}”用户答复", one.part.amount
    elif _is_exact(project.exact):
        finer = project.exact is not project.amount.amount
        yield "绩效目标表" if finer else "项目支出预算表", project.exact.fen


def _limits_reached(one: Expected, amount: int, context: Context) -> Iterator[str]:
    """Yield the limits, with the level where several are open, that decide from this very amount, in 分, on."""
    for level, category in product(context.levels, sorted(one.part.categories)):
        if amount in context.limits(level, category).values():
            below = replace(one.purchase, categories=frozenset({category}), low=amount - 1, high=amount - 1)
            limit = determine(below, replace(context, levels=(level,))).next_limit
            if limit and limit.amount == amount:
                yield f"{word(level) if len(context.levels) > 1 else ''}{word(category)}{word(limit.name)}"
