"""A plan beside a budget: sums by category, and each line's project. Not for the budget alone: check.py."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from rapidfuzz import fuzz

from procure.budget.coverage import COLUMNS, TOTAL
from procure.checked import Report
from procure.classify.lexicon import fold
from procure.findings import Findings, Subject
from procure.model import Figure, Place, Project
from procure.money import wan
from procure.planned.lines import Planned
from procure.record import Record
from procure.terms import word

_CLOSE: Final = 3.0
"""How much less alike, in percent, another project may be and still be meant."""


class Match(Record, frozen=True):
    """What a line's budget project is: how it was found, and the projects that may be meant."""

    found: str
    projects: tuple[Project, ...] = ()


def judge_against_budget(lines: Sequence[Planned], budget: Report, findings: Findings, *, complete: bool) -> None:
    """Judge a plan's sums against the stated procurement budget (PLN100), and each line's project (BUD100).

    complete: whether every row of the plan was read; else its sums have no upper bound, and only excess is judged.
    """
    _judge_totals(lines, budget, findings, complete=complete)
    spent: dict[frozenset[str], int] = defaultdict(int)
    projects = [one.project for one in budget.projects]
    for one in lines:
        _judge_project(one, match(one, projects, findings), projects, spent, findings)


def _judge_totals(lines: Sequence[Planned], budget: Report, findings: Findings, *, complete: bool) -> None:
    stated = budget.document.procurement
    is_open = any(len(one.expected.purchase.categories) > 1 for one in lines)
    for column in (TOTAL,) if is_open else COLUMNS:
        figure: Figure | None = getattr(stated, column) if stated else None
        bought = [one for one in lines if column in (TOTAL, *one.expected.purchase.categories)]
        whole = sum(one.line.amount.fen for one in bought)
        said = figure.fen if figure else 0
        if not complete and whole <= said:
            continue
        values = {
            "stated": "yes" if figure else "no",
            "difference": abs(whole - said),
            "bound": figure.amount.step // 2 if figure and figure.fen else 0,
        }
        words = {
            "category": word(column),
            "sum": f"{wan(whole)}万元",
            "stated": f"{wan(said)}万元",
            "difference": f"{wan(abs(whole - said))}万元",
        }
        place = bought[0].line.place_of("amount") if bought else Place(lines[0].line.place.file if lines else "")
        findings.judge("planned_total", values, Subject(place, (column,), words))


def match(one: Planned, projects: Sequence[Project], findings: Findings) -> Match:
    """Return the project that a line names, or whose name it bears; names are compared as people misspell them."""
    written = one.line.text("budget_project")
    name = fold(written or one.line.name)
    same = [project for project in projects if name in (fold(project.name), fold(project.id))]
    if same:  # projects of one name are one pool of money: a plan writes no more than the name
        return Match("same", tuple(same))
    if not written:
        return Match("unstated")
    least = findings.context.catalog.screening["alike_name_percent"].value
    scored = [(fuzz.ratio(name, fold(project.name)), project) for project in projects]
    best = max((score for score, _ in scored), default=0.0)
    near = [project for score, project in scored if score >= max(least, best - _CLOSE)]
    if not near:
        return Match("none")
    is_one = len({project.name for project in near}) == 1
    return Match("alike" if is_one else "several", tuple(near))


def _judge_project(
    one: Planned, found: Match, projects: Sequence[Project], spent: dict[frozenset[str], int], findings: Findings
) -> None:
    line, left = one.line, 0
    is_known = found.found in {"same", "alike"}
    if is_known:  # what names one of several projects of one name is paid out of that one, and out of their pool
        pool = [project for project in projects if project.name == found.projects[0].name]
        purses = {frozenset(project.id for project in many): many for many in (pool, found.projects)}
        left = min(sum(project.exact.fen for project in many) - spent[key] for key, many in purses.items())
        for key in purses:
            spent[key] += line.amount.fen
    fits = not is_known or line.amount.fen <= left
    words = {
        "subject": f"“{line.id}”",
        "amount": f"{wan(line.amount.fen)}万元",
        "found": line.text("budget_project"),
        "left": f"{wan(max(left, 0))}万元",
        "projects": "、".join(f"“{project.id}”" for project in found.projects),
    }
    place = line.place_of("budget_project" if line.text("budget_project") else "name")
    values = {"found": found.found, "fits": "yes" if fits else "no"}
    findings.judge("budget_line", values, Subject(place, (line.id,), words))
