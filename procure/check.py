"""The main job: one document from its file to a Report. Pure: no clock, no printing; options are arguments."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from procure.agreement import judge_agreement
from procure.answers import Answers, owner
from procure.budget import recognise
from procure.budget.coverage import COLUMNS, NOTHING, TOTAL, Need, together
from procure.budget.reconcile import Reconciliation, reconcile
from procure.changes import Applied
from procure.checked import CheckedLine, CheckedProject, Report
from procure.checks import (
    Told,
    judge_coverage,
    judge_near_limit,
    judge_rounding,
    judge_total,
    notes_on_limits,
    notes_on_number,
    notes_on_others,
)
from procure.classify import classify
from procure.classify.hints import heard, load_hints, words_of
from procure.expected import expect, need_of, need_of_line
from procure.findings import Findings, purchase_subject
from procure.intake import Progress, read, unread_parts
from procure.model import (
    BudgetDocument,
    Document,
    Evidence,
    Field,
    Place,
    Problem,
    Project,
    StatedProcurement,
)
from procure.money import wan
from procure.plan.columns import own_columns
from procure.plan.lines import Heading, is_plan, read_plan
from procure.planned import check_plan
from procure.record import replace
from procure.setting import Options, Setting, settle
from procure.terms import Category, word
from procure.tools import Tools

__all__ = ["CheckedLine", "CheckedProject", "Options", "Report", "check", "check_budget"]

_UNBOUND_SHOWN = 6
_NO_BATCHES = "各项目按单项判定：没有把同一单位的同类采购按批量合并计算"
_NO_FIGURES = "没有读出任何金额：可能是空白模板或者没有填写，没有可以判定的内容"
_UNKNOWN_CONTENT = "未识别出项目支出预算表、基本支出经济科目表或者政府采购预算数，没有可以判定的内容"


def check(
    path: Path, options: Options, tools: Tools, answers: Answers | None = None, progress: Progress | None = None
) -> tuple[Report | None, list[Problem]]:
    """Check one file; None where nothing in it could be judged, with the problems that say why."""
    document, problems = read(path, progress)
    if document is None:
        return None, problems
    if is_plan(document, own_columns(options.columns)):
        return _plan(document, problems, options, tools, progress)
    budget, more = recognise(document)
    problems += [*unread_parts(document), *more]
    if not document.tables:
        return None, problems
    told = reconcile(document, budget if options.year is None else replace(budget, year=options.year))
    if not (budget.rows_read or budget.procurement or budget.economic_lines or told.figures):
        if budget.kind == "unknown":
            return None, [*problems, Problem(Place(budget.path), "内容", budget.title, _UNKNOWN_CONTENT)]
        problems.append(Problem(Place(budget.path), "金额", budget.title, _NO_FIGURES))
    report = check_budget(budget, problems, options, tools, answers)
    return _agreed(report, told, settle(budget, options, tools)), problems


def _plan(
    document: Document, problems: list[Problem], options: Options, tools: Tools, progress: Progress | None
) -> tuple[Report | None, list[Problem]]:
    """Check a plan, beside the budget that the options name; a budget that cannot be judged is said."""
    budget, own = None, own_columns(options.columns)
    problems += unread_parts(document)
    if options.budget is not None:
        budget, faults = check(options.budget, replace(options, budget=None, columns=()), tools)
        problems += faults if budget is None else []
    told, _ = recognise(document)
    heading = Heading(told.title, told.purchaser, options.year or told.year)
    plan, unread = read_plan(document, heading, own)
    report = check_plan(plan, options, tools, budget, progress)
    return replace(report, problems=(*problems, *unread)), problems


def check_budget(
    budget: BudgetDocument, problems: Sequence[Problem], options: Options, tools: Tools, answers: Answers | None = None
) -> Report:
    """Check a budget as recognised: its purchases and its stated procurement budget."""
    setting = settle(budget, options, tools)
    classified = [(project, classify(project, tools.lexicon)) for project in budget.projects]
    answered = (answers or Answers()).apply(classified, owner(budget.purchaser, setting.year))
    projects = tuple(_project(project, one, setting, budget) for project, one in answered.projects)
    lines = NOTHING
    if setting.why_not is None:
        lines = together(need_of_line(line, setting.context) for line in budget.economic_lines)
    sums = together([*(one.need for one in projects), lines])
    findings = _judge(budget, projects, sums, setting)
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
        problems=(*problems, *answered.problems),
        not_checked=(*budget.not_checked, _NO_BATCHES),
        economic_need=lines,
        answered=answered.used,
    )


def _agreed(report: Report, told: Reconciliation, setting: Setting) -> Report:
    """Return the report with what is found of the document's figures beside each other, before what else is found."""
    findings = Findings(setting.context, edition_holds=setting.edition is not None)
    tails = judge_agreement(told, findings)
    return replace(
        report,
        findings=(*findings.found, *report.findings),
        rule_counts={**findings.counts, **report.rule_counts},
        not_checked=(*_not_checked(told), *report.not_checked),
        problems=(*report.problems, *told.problems),
        told=told,
        tails=tails,
    )


def _not_checked(told: Reconciliation) -> Iterator[str]:
    """Yield the tables that were not recognised, and how many amounts no relation binds."""
    if told.unknown:
        titles = dict.fromkeys(table.title or f"{table.head_place.spot}起的表" for table in told.unknown)
        yield f"未识别的表，至多核对了表内合计：{'、'.join(titles)}"
    if unbound := told.unchecked:
        shown = "、".join(f"{figure.place.part}“{figure.place.text}”" for figure in unbound[:_UNBOUND_SHOWN])
        more = f"等 {len(unbound)} 个" if len(unbound) > _UNBOUND_SHOWN else ""
        yield f"没有可以对照的金额：{shown}{more}"
    if limits := len(told.unbound) - len(told.unchecked):
        yield f"文字说明中的限额、单价 {limits} 个，不是预算金额，未核对"


def _project(project: Project, applied: Applied, setting: Setting, budget: BudgetDocument) -> CheckedProject:
    hints = heard(words_of(project, budget.purchaser), load_hints(setting.context.catalog))
    classified = applied.classified
    if setting.why_not is not None:
        expected = expect(project, classified, setting.why_not, hints, applied.stated)
        return CheckedProject(project, classified, expected, NOTHING, applied.told)
    expected = expect(project, classified, setting.context, hints, applied.stated)
    need = need_of(project, expected, classified.others, setting.context)
    notes = (
        *notes_on_limits(project, expected, setting.context),
        *notes_on_number(project, expected, need, setting.context),
        *notes_on_others(project, classified),
    )
    return CheckedProject(project, classified, expected, need, applied.told, notes)


def _judge(budget: BudgetDocument, projects: Sequence[CheckedProject], sums: Need, setting: Setting) -> Findings:
    """Judge every fact of a budget by the finding rules; sums are judged even where no edition is in force."""
    findings = Findings(setting.context, edition_holds=setting.edition is not None)
    stated = budget.procurement or StatedProcurement(Place(budget.path))
    judge_total(stated, findings)
    if setting.edition is not None:
        told = {column: _told(column, projects) for column in COLUMNS}
        judge_coverage(stated, sums, told, findings, complete=budget.is_complete)
        for one in projects:
            _judge_project(one, findings)
    return findings


def _judge_project(one: CheckedProject, findings: Findings) -> None:
    place = one.project.amount.place
    for expected in one.expected:
        name = one.project.id if len(one.expected) == 1 else f"{one.project.id}：{expected.purchase.subject}"
        subject = purchase_subject(name, name, expected.purchase, place, findings.context)
        findings.judge_purchase(expected.purchase, subject)
        if expected.purchase.low == expected.purchase.high:
            judge_near_limit(name, expected, place, findings)
    if one.expected:
        judge_rounding(one.project, one.expected, findings)


def _told(column: str, projects: Iterable[CheckedProject]) -> Told:
    """Return what stands behind a column's certain need: each project with its arithmetic and the words it rests on."""
    behind = [one for one in projects if one.need.certain[column]]
    evidence = "coded" if behind and all(_is_answered(one) for one in behind) else "text"
    if column == TOTAL:
        return Told(evidence, _total_arithmetic(behind), f"共 {len(behind)} 个项目，见各分项")
    added = " + ".join(wan(one.need.certain[column]) for one in behind)
    whole = f" = {wan(sum(one.need.certain[column] for one in behind))}" if len(behind) > 1 else ""
    named = "；".join(f"{one.project.id}（{_phrases(one)}：{_how(column, one.need)}）" for one in behind)
    least = "（减数是限额减 0.01元，即一项不需编列的最大金额）" if "×" in named else ""
    return Told(evidence, f"{added}{whole}{least}", named)


def _how(column: str, need: Need) -> str:
    """Return a project's arithmetic where all of it is of one category, else what this category comes to."""
    return need.arithmetic if need.certain[column] == need.certain[TOTAL] else wan(need.certain[column])


def _total_arithmetic(behind: Iterable[CheckedProject]) -> str:
    """Return the total as the sum of its categories, and of what is certain only of several together."""
    sums = together(one.need for one in behind).certain
    parts = {word(category): sums[category] for category in Category}
    parts["类别未定"] = sums[TOTAL] - sum(parts.values())
    added = " + ".join(f"{name} {wan(amount)}" for name, amount in parts.items() if amount)
    return f"{added} = {wan(sums[TOTAL])}"


def _is_answered(one: CheckedProject) -> bool:
    """Return whether all that makes a project's parts purchases is what the user stated."""
    fields = {evidence.field for evidence in _evidence(one)}
    return fields == {Field.ANSWER}


def _evidence(one: CheckedProject) -> tuple[Evidence, ...]:
    return tuple(evidence for part in one.classified.parts for evidence in part.evidence)


def _phrases(one: CheckedProject) -> str:
    return "、".join(dict.fromkeys(f"“{evidence.phrase}”" for evidence in _evidence(one)))
