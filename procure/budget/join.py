"""Which target sheet belongs to which project: by name, and by amount (元 against 万元). Not for reading either."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from procure.budget.cells import key, problem
from procure.model import Figure, Problem, Project, TargetSheet
from procure.money import wan, yuan
from procure.record import replace

_NOT_JOINED: Final = "该绩效目标表未与项目合并"
_AMOUNTS_SHOWN: Final = 4

Joined = tuple[list[Project], list[TargetSheet], list[Problem]]


def join(projects: Sequence[Project], sheets: Iterable[TargetSheet]) -> Joined:
    """Return the projects with their sheets, the sheets that fit none, and a problem for each of those.

    A sheet fits a project of its name if both amounts may be the same before they were rounded for print. Sheets and
    projects that cannot be told apart are paired in order where there are as many of both. A sheet without an annual
    amount fits a project only where one of each is left over.
    """
    by_name: dict[str, list[Project]] = defaultdict(list)
    for project in projects:
        by_name[key(project.name)].append(project)
    groups: dict[str, list[TargetSheet]] = defaultdict(list)
    for sheet in sheets:
        groups[key(sheet.name)].append(sheet)
    found: dict[str, TargetSheet] = {}
    for name, group in groups.items():
        found |= _pairs(by_name[name], group)
    used = {sheet.place for sheet in found.values()}
    left = [sheet for group in groups.values() for sheet in group if sheet.place not in used]
    joined = [replace(project, sheet=found.get(project.id)) for project in projects]
    if not projects and left:  # said once, not for every sheet
        lost = f"没有读出项目支出预算表的任何项目，{len(left)} 张绩效目标表无从合并，未审查"
        return joined, left, [problem(left[0].place, "项目支出预算表", "", lost)]
    return joined, left, [_unmatched(sheet, by_name[key(sheet.name)], found) for sheet in left]


def _pairs(projects: Sequence[Project], sheets: Sequence[TargetSheet]) -> dict[str, TargetSheet]:
    """Return the sheet of each project id, among projects and sheets of one name."""
    alike: dict[tuple[str, ...], list[TargetSheet]] = defaultdict(list)
    for sheet in sheets:
        alike[_fitting(projects, sheet.annual)].append(sheet)
    found: dict[str, TargetSheet] = {}
    for ids, fitting in alike.items():
        if len(fitting) == len(ids) and found.keys().isdisjoint(ids):
            found |= zip(ids, fitting, strict=True)
    used = {sheet.place for sheet in found.values()}
    rest = [project for project in projects if project.id not in found]
    others = [sheet for sheet in sheets if sheet.place not in used]
    if len(rest) == len(others) == 1 and others[0].annual is None:
        found[rest[0].id] = others[0]
    return found


def _fitting(projects: Iterable[Project], annual: Figure | None) -> tuple[str, ...]:
    if annual is None:
        return ()
    low, high = annual.amount.low, annual.amount.high
    return tuple(one.id for one in projects if one.amount.amount.low <= high and low <= one.amount.amount.high)


def _unmatched(sheet: TargetSheet, projects: Sequence[Project], found: Mapping[str, TargetSheet]) -> Problem:
    if not projects:
        return problem(sheet.place, "项目名称", sheet.name, f"项目支出预算表中没有这个项目，{_NOT_JOINED}")
    listed = list(dict.fromkeys(project.amount.fen for project in projects))
    amounts = "、".join(f"{wan(fen)}万元" for fen in listed[:_AMOUNTS_SHOWN]) + "等" * (len(listed) > _AMOUNTS_SHOWN)
    if sheet.annual is None or _fitting(projects, sheet.annual):
        joined = sum(project.id in found for project in projects)
        count = f"项目支出预算表中有{len(projects)}个同名项目（{amounts}），其中{joined}个已有绩效目标表"
        return problem(sheet.place, "项目名称", sheet.name, f"{count}，无法判断属于哪一个，{_NOT_JOINED}")
    nearest = min(abs(project.amount.fen - sheet.annual.fen) for project in projects)
    consequence = f"与项目支出预算表的 {amounts} 不一致（至少相差 {yuan(nearest)}元），{_NOT_JOINED}"
    return problem(sheet.annual.place, "年度资金总额", f"{yuan(sheet.annual.fen)}元", consequence)
