"""What is said of the projects beside what is listed: their number, total and target sheets. Not sums within tables."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final, TypeVar

from procure.budget.across import is_told_by_table
from procure.budget.cells import key
from procure.budget.relation import (
    WHOLE_PERCENT,
    Count,
    Kind,
    Measure,
    Oddity,
    Percent,
    Rate,
    Relation,
    Statement,
    Sum,
    Tally,
    Term,
)
from procure.budget.rounding import total
from procure.datafile import data_root, read_csv
from procure.model import Field, Figure, Place, Project, TargetSheet
from procure.money import Unit, wan
from procure.record import Record, replace

_FILE: Final = "catalog/wording/spending.csv"
_SHEET: Final = "绩效目标表"
_TABLE: Final = "项目支出预算表"
_ANNUAL: Final = "年度资金总额"
_WHOLE_TERM: Final = "实施期资金总额"
_NEAR: Final = 10
_UNITS: Final = {"元": Unit.YUAN, "万": Unit.WAN_YUAN, "万元": Unit.WAN_YUAN}
_EACH: Final = re.compile(
    r"(?P<count>\d{1,5})\s*(?P<unit>[\u4e00-\u9fff])[^。；;\d]{0,20}?每\s*(?P=unit)\s*"
    r"(?P<price>\d+(?:\.\d+)?)\s*(?P<money>万元|万|元)"
)

_ENDS: Final = re.compile(r"\s*(?:[，。；、,;）)]|$)")
"""A price is of the whole year unless more words follow it: 5000元/月."""
T = TypeVar("T")


class StatedProjects(Record, frozen=True):
    """A sentence on all projects of the document: how many, and what they come to."""

    count: Count
    total: Figure | None
    place: Place


def relations_of_projects(
    projects: Sequence[Project],
    sheets: Sequence[TargetSheet],
    stated: Sequence[StatedProjects],
    rates: Iterable[Rate] = (),
) -> Iterator[Relation]:
    """Yield what must agree between what the narrative says of the projects, the table of them and the sheets.

    rates: those of the narrative; what it says the projects' total is a percentage of, the sheets are too.
    """
    listed = [project for project in projects if not _is_of_sheet(project)]
    for one in _distinct(stated):
        meant = _meant_by(one, listed)
        yield from _counts(one, meant, sheets)
        yield from _totals(one, projects, meant, sheets)
    yield from _shares(projects, sheets, stated, rates)
    for project, sheet in _pairs(listed, sheets):
        if sheet.annual is not None:
            left, right = (Term(sheet.annual),), (Term(project.amount, _TABLE),)
            yield Sum(Kind.SHEET, f"“{project.id}”{_SHEET}{_ANNUAL}", left, right)
    for sheet in sheets:
        yield from _within(sheet)


def relations_of_spending(projects: Iterable[Project], statements: Iterable[Statement]) -> Iterator[Sum]:
    """Yield that the projects named like an item of the three public expenses come to no more than that item."""
    named: dict[str, list[Project]] = defaultdict(list)
    for project in projects:
        if subject := _subjects().get(key(project.name)):
            named[subject].append(project)
    for one in statements:
        told = one.measure is Measure.AMOUNT and is_told_by_table(one) and not one.meaning.part
        if told and (parts := named.pop(one.meaning.subject, None)):
            left = tuple(Term(part.amount, part.id) for part in parts)
            yield Sum(Kind.PROJECTS, f"项目与{one.label}", left, (Term(one.figure, one.label),), at_most=True)


def relations_of_quarters(quarters: Iterable[Sequence[Figure]], sheets: Sequence[TargetSheet]) -> Iterator[Sum]:
    """Yield that what a project plans by quarter is the year's amount of a target sheet.

    The text names the project in other words than its sheet: the sheet whose amount is nearest is meant, if it is the
    only one within a tenth of what the quarters come to.
    """
    for quarter in quarters:
        left = tuple(Term(figure) for figure in quarter)
        planned = total(left)
        near = [one for one in sheets if one.annual and abs(one.annual.fen - planned) * _NEAR <= one.annual.fen]
        if len(near) == 1 and near[0].annual:
            right = (Term(near[0].annual, f"“{near[0].name}”{_SHEET}{_ANNUAL}"),)
            yield Sum(Kind.PROJECTS, "各季度用款计划", left, right, from_text=True)


def oddities_of_prices(sheets: Iterable[TargetSheet]) -> Iterator[Oddity]:
    """Yield where a sheet's text tells a number and a price of each whose product is not the year's amount."""
    for sheet in sheets:
        if sheet.annual is None:
            continue
        for text in (*sheet.texts.get(Field.OVERVIEW, ()), *sheet.texts.get(Field.PLAN, ())):
            found = [match for match in _EACH.finditer(text) if _ENDS.match(text, match.end())]
            if len(found) == 1:  # of several, none need be the whole
                yield from _product(sheet, sheet.annual, found[0])


def _product(sheet: TargetSheet, annual: Figure, match: re.Match[str]) -> Iterator[Oddity]:
    whole, _, decimals = match["price"].partition(".")
    scale = _UNITS[match["money"]].value
    fen = int(match["count"]) * int(whole + decimals) * scale // 10 ** len(decimals)
    if annual.amount.low <= fen <= annual.amount.high:
        return
    count, unit = int(match["count"]), match["unit"]
    found = f"{count}{unit} × {match['price']}{match['money']} = {wan(fen)}万元"
    yield Oddity("product", annual.place, f"“{sheet.name}”{_SHEET}", found, f"{_ANNUAL} {wan(annual.fen)}万元")


def _counts(one: StatedProjects, projects: Sequence[Project], sheets: Sequence[TargetSheet]) -> Iterator[Tally]:
    without = tuple(project.id for project in projects if project.sheet is None)
    if projects:
        formula = f"{_TABLE}列 {len(projects)} 个"
        lacking = without if sheets and len(projects) != one.count.number else ()
        named = tuple(f"“{name}”" for name in lacking)
        at = (projects[0].amount.place,)
        yield Tally("写明的项目个数与所列项目", one.count, len(projects), formula, named, listed_at=at)
    if sheets:
        formula = f"绩效目标表有 {len(sheets)} 张"
        yield Tally("写明的项目个数与绩效目标表", one.count, len(sheets), formula, listed_at=(sheets[0].place,))


def _totals(
    one: StatedProjects, projects: Sequence[Project], listed: Sequence[Project], sheets: Sequence[TargetSheet]
) -> Iterator[Sum]:
    if one.total is None:
        return
    left = (Term(one.total),)
    if listed:
        right = tuple(Term(project.amount, project.id) for project in listed)
        yield Sum(Kind.PROJECTS, f"写明的项目总额与{_TABLE}", left, right, from_text=True)
    if terms := _all_backed(projects, sheets):
        yield Sum(Kind.PROJECTS, f"写明的项目总额与{_SHEET}", left, terms, from_text=True)


def _shares(
    projects: Sequence[Project], sheets: Sequence[TargetSheet], stated: Iterable[StatedProjects], rates: Iterable[Rate]
) -> Iterator[Rate]:
    places = {one.total.place for one in stated if one.total}
    terms = _all_backed(projects, sheets)
    for rate in rates:
        if terms and {term.figure.place for term in rate.part} & places:
            yield Rate(f"{_SHEET}占项目支出", terms, rate.whole, _meant(rate.percent))


def _meant(percent: Percent) -> Percent:
    """Return a percentage of all sheets: 100% without decimals says that none is missing, and is not rounded."""
    return replace(percent, step=0) if percent.value == WHOLE_PERCENT else percent


def _all_backed(projects: Sequence[Project], sheets: Sequence[TargetSheet]) -> tuple[Term, ...]:
    """Return what the sheets stand for, nothing where one of them tells no amount."""
    terms = tuple(term for sheet in sheets if (term := _backed(sheet, projects)))
    return terms if len(terms) == len(sheets) else ()


def _distinct(stated: Iterable[StatedProjects]) -> Iterable[StatedProjects]:
    """Return what is said of all projects once, though several sentences repeat it."""
    said = {(one.count.number, one.total and one.total.fen): one for one in reversed(list(stated))}
    return list(said.values())[::-1]


def _meant_by(one: StatedProjects, listed: Sequence[Project]) -> Sequence[Project]:
    """Return the projects that a sentence speaks of: all, or those of one table (this year's, or carried over).

    Where several tables list projects, it is whichever the number fits, else all.
    """
    tables: dict[str, list[Project]] = defaultdict(list)
    for project in listed:
        tables[project.amount.place.part].append(project)
    fitting = (group for group in (listed, *tables.values()) if len(group) == one.count.number)
    return next(fitting, listed)


def _is_of_sheet(project: Project) -> bool:
    """Return whether a project is known from its target sheet alone: no table lists it."""
    return project.sheet is not None and project.sheet.annual == project.amount


def _backed(sheet: TargetSheet, projects: Iterable[Project]) -> Term | None:
    """Return what a sheet stands for: its annual amount, else that of the project it was joined to."""
    if sheet.annual is not None:
        return Term(sheet.annual, sheet.name)
    joined = next((project for project in projects if project.sheet is sheet), None)
    return Term(joined.amount, f"{sheet.name}（{_SHEET}未印，按{_TABLE}）") if joined else None


def _pairs(projects: Sequence[Project], sheets: Sequence[TargetSheet]) -> Iterator[tuple[Project, TargetSheet]]:
    """Yield each project with its sheet; a lone sheet and a lone project of one name that were not joined too."""
    joined = {sheet.place for project in projects if (sheet := project.sheet)}
    yield from ((project, project.sheet) for project in projects if project.sheet)
    left_projects = _by_name((project.name, project) for project in projects if project.sheet is None)
    left_sheets = _by_name((sheet.name, sheet) for sheet in sheets if sheet.place not in joined)
    for name, group in left_sheets.items():
        if len(group) == len(left_projects.get(name, ())) == 1:
            yield left_projects[name][0], group[0]


def _by_name(named: Iterable[tuple[str, T]]) -> Mapping[str, Sequence[T]]:
    groups: dict[str, list[T]] = defaultdict(list)
    for name, one in named:
        groups[key(name)].append(one)
    return groups


def _within(sheet: TargetSheet) -> Iterator[Sum]:
    """Yield that a sheet's sources add up to its totals, and that the year is no more than the whole term."""
    sides = ((_WHOLE_TERM, sheet.whole_term, sheet.funding.whole_term), (_ANNUAL, sheet.annual, sheet.funding.annual))
    for label, whole, sources in sides:
        if whole is not None and sources:
            right = tuple(Term(figure, name) for name, figure in sources)
            yield Sum(Kind.SHEET, f"“{sheet.name}”{_SHEET}{label}与各来源", (Term(whole),), right)
    if sheet.annual is not None and sheet.whole_term is not None:
        left, right = (Term(sheet.annual, _ANNUAL),), (Term(sheet.whole_term, _WHOLE_TERM),)
        yield Sum(Kind.SHEET, f"“{sheet.name}”{_SHEET}", left, right, at_most=True)


@cache
def _subjects() -> Mapping[str, str]:
    path = data_root() / _FILE
    return {key(row["name"]): row["subject"] for row in read_csv(path, ("subject", "name"), key=("name",))}
