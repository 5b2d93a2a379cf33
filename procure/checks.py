"""The facts of a budget that finding rules judge: totals, coverage, amounts near a limit, rounded figures."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from procure.budget.coverage import COLUMNS, TOTAL, Need
from procure.determine import is_decided_by_amount
from procure.expected import Expected
from procure.findings import Findings, Subject
from procure.model import Figure, Place, Project, Purchase, StatedProcurement
from procure.money import wan, yuan
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
    bound = sum(_half_step(figure, total) for figure in (total, *known.values()) if figure)
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


def _half_step(figure: Figure, total: Figure | None) -> int:
    """Return half the printed precision, in 分; a plain 0 is printed without decimals and is as exact as the total."""
    step = figure.amount.step
    if figure.fen == 0 and total is not None:
        step = min(step, total.amount.step)
    return step // 2


def judge_coverage(
    stated: StatedProcurement | None, sums: Need, told: Mapping[str, "Told"], findings: Findings
) -> None:
    """Judge each category's stated budget, and the total, against what the projects need (COV100, COV200)."""
    place = stated.place if stated else Place("")
    for column in COLUMNS:
        figure: Figure | None = getattr(stated, column) if stated else None
        values = {
            "stated_known": "yes" if figure else "no",
            "certain": sums.certain[column],
            "stated_low": _meant(figure)[0],
            "stated_high": _meant(figure)[1],
            "possible": sums.possible[column],
            "evidence": told[column].evidence,
        }
        findings.judge(
            "coverage", values, Subject(place, (column,), _coverage_words(column, figure, sums, told[column]))
        )


def _meant(figure: Figure | None) -> tuple[int, int]:
    """Return the least and greatest amount, in 分, that a stated figure means; a stated 0 means nothing at all."""
    if figure is None or figure.fen == 0:
        return 0, 0
    return figure.amount.low, figure.amount.high


@dataclass(frozen=True, slots=True)
class Told:
    """What stands behind a category's certain need: each project's arithmetic and phrase, and how it is evidenced."""

    evidence: str
    arithmetic: str
    projects: str


def _coverage_words(column: str, figure: Figure | None, sums: Need, told: Told) -> dict[str, str]:
    stated = figure.fen if figure else 0
    return {
        "category": word(column),
        "certain": f"{wan(sums.certain[column])}万元",
        "stated": f"{wan(stated)}万元",
        "possible": f"{wan(sums.possible[column])}万元",
        "uncovered": f"{wan(sums.certain[column])} − {wan(stated)} = {wan(sums.certain[column] - stated)}万元",
        "arithmetic": told.arithmetic,
        "projects": told.projects,
    }


def judge_near_limit(name: str, identity: str, expected: Expected, place: Place, findings: Findings) -> None:
    """Judge whether a known amount lies close below the next limit that changes its determination (NEA100)."""
    limit, amount = expected.determination.next_limit, expected.purchase.low
    percent = findings.context.catalog.screening["near_limit_percent"].value
    values = {
        "has_limit": "yes" if limit else "no",
        "amount": amount,
        "floor": limit.amount * (FULL - percent) // FULL if limit else 0,
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
    findings.judge("near_limit", values, Subject(place, (identity,), words))


def judge_rounding(project: Project, purchase: Purchase, findings: Findings) -> None:
    """Judge whether a project's rounded figure lies across a limit that decides (RND100)."""
    figure = project.amount
    amount = figure.amount
    spread = replace(purchase, low=max(0, amount.low), high=amount.high)
    values = {
        "rounded": "yes" if amount.is_rounded else "no",
        "exact_known": "no" if project.exact.is_rounded else "yes",
        "straddles": "yes" if is_decided_by_amount(spread, findings.context) else "no",
    }
    words = {
        "subject": f"“{project.name}”",
        "printed": f"{figure.text}{figure.unit.word}",
        "low": f"{yuan(amount.low)}元",
        "high": f"{yuan(amount.high)}元",
    }
    findings.judge("rounding", values, Subject(figure.place, (project.id,), words))
