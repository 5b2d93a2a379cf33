"""The main job: one document from its file to a Report. Pure: no clock, no printing; options are arguments."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from procure.answers import Answers, Applied
from procure.budget import recognise
from procure.budget.coverage import COLUMNS, TOTAL, Need, together
from procure.catalog import Catalog, Edition, Region
from procure.checks import Told, judge_coverage, judge_near_limit, judge_rounding, judge_total
from procure.classify import classify
from procure.classify.hints import heard, load_hints, words_of
from procure.determine import Context
from procure.expected import Expected, expect, need_of, need_of_line
from procure.findings import Findings, purchase_subject
from procure.intake import read
from procure.model import BudgetDocument, Classification, EconomicLine, Evidence, Field, Finding, Problem, Project
from procure.money import wan
from procure.terms import Category, Level, word
from procure.tools import Tools

_NO_NEED: Final = Need(dict.fromkeys(COLUMNS, 0), dict.fromkeys(COLUMNS, 0))


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says of a document beyond what it prints; None is taken from the document."""

    region: str | None = None
    level: Level | None = None
    on: date | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class CheckedProject:
    """A project with its classification, expected purchases and what it needs in the procurement budget."""

    project: Project
    classified: Classification
    expected: tuple[Expected, ...]
    need: Need
    stated_by_user: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a check says of one document."""

    document: BudgetDocument
    year: int | None
    region: Region | None
    levels: tuple[Level, ...]
    day: date | None
    edition: Edition | None
    why_not_judged: str | None
    projects: tuple[CheckedProject, ...]
    need: Need
    findings: tuple[Finding, ...]
    rule_counts: Mapping[str, Mapping[str, int]]
    problems: tuple[Problem, ...]
    not_checked: tuple[str, ...]
    economic_need: Need = field(default=_NO_NEED)


def check(
    path: Path, options: Options, tools: Tools, answers: Answers | None = None
) -> tuple[Report | None, list[Problem]]:
    """Check one file; None where nothing in it could be judged, with the problems that say why."""
    document, problems = read(path)
    if document is None:
        return None, problems
    budget, more = recognise(document)
    problems += more
    if not (budget.projects or budget.procurement or budget.economic_lines):
        return None, problems
    return check_budget(budget, problems, options, tools, answers), problems


def check_budget(
    budget: BudgetDocument, problems: Sequence[Problem], options: Options, tools: Tools, answers: Answers | None = None
) -> Report:
    """Check a budget as recognised."""
    setting = _setting(budget, options, tools)
    applied, complaints = (answers or Answers()).apply(_classify(budget, tools))
    projects = tuple(_project(project, one, setting, budget) for project, one in applied)
    findings = setting.findings()
    lines = together(_line_needs(budget.economic_lines, setting))
    sums = together([one.need for one in projects] + [lines])
    _judge(budget, projects, sums, findings, setting)
    return Report(
        document=budget,
        year=setting.year,
        region=setting.region,
        levels=setting.levels,
        day=setting.day,
        edition=setting.edition,
        why_not_judged=setting.why_not,
        projects=projects,
        need=sums,
        findings=tuple(findings.found),
        rule_counts=findings.counts,
        problems=(*problems, *complaints),
        not_checked=tuple(budget.not_checked),
        economic_need=lines,
    )


@dataclass(frozen=True, slots=True)
class Setting:
    """By which edition, for which levels and day a document is judged, or why it is not."""

    tools: Tools
    year: int | None
    region: Region | None
    levels: tuple[Level, ...]
    day: date | None
    edition: Edition | None
    why_not: str | None
    context: Context

    def findings(self) -> Findings:
        """Return a collector of findings; sums are judged even where no edition is in force."""
        return Findings(self.context)


def _setting(budget: BudgetDocument, options: Options, tools: Tools) -> Setting:
    catalog = tools.catalog
    named = options.region or budget.purchaser or budget.title
    region = catalog.region_named(named)
    year = options.year or budget.year
    day = options.on or (date(year, 1, 1) if year else None)
    edition = catalog.edition(region.code, day) if region and day else None
    levels = _levels(options, region)
    why_not = None if edition else _why_not(region, day, catalog)
    context = Context(
        catalog,
        tools.rulebook,
        tools.judge,
        edition or catalog.editions[-1],
        levels,
        day or catalog.editions[-1].issued,
    )
    return Setting(tools, year, region, levels, day, edition, why_not, context)


def _levels(options: Options, region: Region | None) -> tuple[Level, ...]:
    known = options.level or (region.level if region else None)
    return (known,) if known else tuple(Level)


def _why_not(region: Region | None, day: date | None, catalog: Catalog) -> str:
    if region is None:
        return "未识别出所属地区，未按任何地方的集中采购目录及限额判定：请用 --region 指明"
    if day is None:
        return "未识别出预算年度，未判定：请用 --year 或者 --on 指明"
    if catalog.edition(region.code, catalog.editions[-1].last_checked) is None:
        return f"{region.name}不在本工具已收录的集中采购目录及限额的范围内，未判定；合计与分项仍作核对"
    return f"{day} 没有已收录的{region.name}集中采购目录及限额在施行，未判定；合计与分项仍作核对"


def _classify(budget: BudgetDocument, tools: Tools) -> list[tuple[Project, Classification]]:
    return [(project, classify(project, tools.lexicon)) for project in budget.projects]


def _project(project: Project, applied: Applied, setting: Setting, budget: BudgetDocument) -> CheckedProject:
    hints = heard(words_of(project, budget.purchaser), load_hints(setting.context.catalog))
    context: Context | str = setting.why_not or setting.context
    expected = expect(project, applied.classified, context, hints, applied.stated)
    need = _NO_NEED if setting.why_not else need_of(project, expected, setting.context)
    return CheckedProject(project, applied.classified, expected, need, applied.told)


def _line_needs(lines: Iterable[EconomicLine], setting: Setting) -> list[Need]:
    if setting.why_not:
        return [_NO_NEED]
    services = frozenset({Category.GOODS, Category.SERVICES})
    every = frozenset(Category)
    return [
        need_of_line(line, services if line.parent.startswith("商品和服务") else every, setting.context)
        for line in lines
    ]


def _judge(
    budget: BudgetDocument, projects: Sequence[CheckedProject], sums: Need, findings: Findings, setting: Setting
) -> None:
    if budget.procurement is not None:
        judge_total(budget.procurement, findings)
    if setting.why_not:
        return
    judge_coverage(budget.procurement, sums, {column: _told(column, projects) for column in COLUMNS}, findings)
    for one in projects:
        _judge_project(one, findings)


def _judge_project(one: CheckedProject, findings: Findings) -> None:
    for expected in one.expected:
        purchase = expected.purchase
        name = one.project.id if len(one.expected) == 1 else f"{one.project.id}：{purchase.subject}"
        place = one.project.amount.place
        subject = purchase_subject(name, one.project.id, purchase, place, findings.context)
        findings.judge_purchase(purchase, subject)
        if purchase.low == purchase.high:
            judge_near_limit(name, one.project.id, expected, place, findings)
    if len(one.expected) == 1:
        judge_rounding(one.project, one.expected[0].purchase, findings)


def _told(column: str, projects: Iterable[CheckedProject]) -> Told:
    """Return what stands behind a column's certain need: each project with its arithmetic and the words it rests on."""
    if column == TOTAL:
        return _told_total(list(projects))
    behind = [one for one in projects if one.need.certain[column]]
    answered = bool(behind) and all(_is_answered(one) for one in behind)
    total = sum(one.need.certain[column] for one in behind)
    added = " + ".join(wan(one.need.certain[column]) for one in behind)
    arithmetic = f"{added} = {wan(total)}" if len(behind) > 1 else added
    named = "；".join(f"{one.project.id}（{_phrases(one)}：{one.need.arithmetic}）" for one in behind)
    return Told("coded" if answered else "text", arithmetic, named)


def _told_total(projects: Sequence[CheckedProject]) -> Told:
    """Return what stands behind the total: its categories, and what is certain only of several together."""
    sums = together(one.need for one in projects).certain
    parts = {column: sums[column] for column in Category if sums[column]}
    rest = sums[TOTAL] - sum(parts.values())
    words = [f"{word(column)} {wan(amount)}" for column, amount in parts.items()] + (
        [f"类别未定 {wan(rest)}"] if rest else []
    )
    behind = [one for one in projects if one.need.certain[TOTAL]]
    answered = bool(behind) and all(_is_answered(one) for one in behind)
    return Told(
        "coded" if answered else "text",
        f"{' + '.join(words)} = {wan(sums[TOTAL])}",
        f"共 {len(behind)} 个项目，见各分项",
    )


def _is_answered(one: CheckedProject) -> bool:
    return all(evidence.field is Field.ANSWER for evidence in _evidence(one))


def _evidence(one: CheckedProject) -> tuple[Evidence, ...]:
    return tuple(evidence for part in one.classified.parts for evidence in part.evidence)


def _phrases(one: CheckedProject) -> str:
    quoted = dict.fromkeys(f"“{evidence.phrase}”" for evidence in _evidence(one))
    return "、".join(quoted)
