"""A purchase plan judged: its lines, its groups, its totals, and beside a budget. Not for reading it: plan/."""

from collections.abc import Sequence
from typing import Any

from procure.budget.coverage import NOTHING
from procure.checked import Report
from procure.classify import load_lexicon
from procure.findings import Findings, Subject
from procure.intake import Progress
from procure.model import BudgetDocument
from procure.money import wan
from procure.plan.model import PlanLine, PlanTotal, PurchasePlan
from procure.planned.budget import judge_against_budget
from procure.planned.findings import judge_line
from procure.planned.groups import judge_groups
from procure.planned.items import Reader
from procure.planned.lines import Lines, Planned
from procure.record import Record, replace
from procure.setting import Options, Setting, settle
from procure.tools import Tools

_NO_METHODS = "采购意向没有组织形式和采购方式，只判定应当怎样采购"
_NO_BUDGET = "没有对照部门预算：用 --budget 指明预算文件，核对各类合计和每一行的预算项目"
_BUDGET_ALONE = "部门预算自身的其他结论和政府采购预算建议编列没有列在这里：请单独审查预算文件"
_NOT_WHOLE = "计划有 {} 行没有读出：各类合计不足政府采购预算的，没有核对"
_NOT_SUMMED = "“{}”行没有核对：其中 {} 行没有读出"
_COVERAGE = "coverage"
_STEP = 500
"""Lines after which it is told how far the work is."""


class _Judged(Record, frozen=True):
    """A plan with all that was judged of it, and the budget beside it."""

    plan: PurchasePlan
    setting: Setting
    lines: Sequence[Planned]
    findings: Findings
    budget: Report | None


def check_plan(
    plan: PurchasePlan, options: Options, tools: Tools, budget: Report | None, progress: Progress | None = None
) -> Report:
    """Check a plan as read: each line, like lines together, its totals, and beside a budget where one is given."""
    head = BudgetDocument(plan.path, plan.kind, plan.title, plan.purchaser, plan.year, None, rows_read=plan.rows_read)
    told = replace(head, purchaser=head.purchaser or _of(budget, "purchaser"), year=head.year or _of(budget, "year"))
    setting = settle(told, _options(options, budget), tools)
    judge = Lines(setting, Reader.load(tools.catalog.items, load_lexicon()), told.purchaser or "")
    lines = [_checked(judge, line, number, plan, progress) for number, line in enumerate(plan.lines, 1)]
    findings = Findings(setting.context, edition_holds=setting.edition is not None)
    for one in lines:
        judge_line(one, plan.columns, findings)
    judge_groups(lines, findings)
    for total in plan.totals:
        if not total.unread:
            _judge_total(total, plan, findings)
    if budget:
        judge_against_budget(lines, budget, findings, complete=not plan.rows_unread)
    document = replace(told, procurement=_of(budget, "procurement"))
    return _report(document, _Judged(plan, setting, lines, findings, budget))


def _checked(judge: Lines, line: PlanLine, number: int, plan: PurchasePlan, progress: Progress | None) -> Planned:
    if progress and number % _STEP == 0:
        progress(number, len(plan.lines), "行")
    return judge.check(line)


def _of(budget: Report | None, name: str) -> Any:
    return getattr(budget.document, name) if budget else None


def _options(options: Options, budget: Report | None) -> Options:
    """Return the options, with the budget's region where the plan tells none of its own."""
    if options.region or budget is None or budget.region is None:
        return options
    level = budget.levels[0] if len(budget.levels) == 1 else None
    return replace(options, region=budget.region.name, level=options.level or level)


def _judge_total(total: PlanTotal, plan: PurchasePlan, findings: Findings) -> None:
    """Judge a total row against the lines it adds up (PLN200)."""
    amounts = {line.id: line.amount.fen for line in plan.lines}
    whole = sum(amounts[line] for line in total.lines)
    difference = abs(whole - total.amount.fen)
    words = {
        "subject": total.label,
        "left": f"{wan(total.amount.fen)}万元",
        "right": f"{len(total.lines)} 行之和 {wan(whole)}万元",
        "difference": f"{wan(difference)}万元",
    }
    values = {"difference": difference, "bound": 0}
    findings.judge("plan_sum", values, Subject(total.amount.place, (total.label, "total"), words))


def _report(document: BudgetDocument, judged: _Judged) -> Report:
    plan, setting, budget = judged.plan, judged.setting, judged.budget
    codes = frozenset(table.code for table in setting.context.rulebook.of(_COVERAGE, findings=True))
    missing = tuple(one for one in budget.findings if one.code in codes) if budget else ()
    counts = {code: told for code, told in budget.rule_counts.items() if code in codes} if budget else {}
    notes = [_BUDGET_ALONE if budget else _NO_BUDGET]
    notes += [_NOT_WHOLE.format(plan.rows_unread)] if budget and plan.rows_unread else []
    notes += [_NO_METHODS] if plan.kind == "intention" else []
    notes += [_NOT_SUMMED.format(total.label, total.unread) for total in plan.totals if total.unread]
    return Report(
        document=document,
        year=setting.year,
        region=setting.region,
        levels=setting.levels,
        day=setting.day,
        edition=setting.edition,
        why_not_judged=setting.why_not,
        projects=(),
        need=budget.need if budget else NOTHING,
        findings=(*judged.findings.found, *missing),
        rule_counts={**counts, **judged.findings.counts},
        problems=(),
        not_checked=tuple(notes),
        plan=plan,
        lines=tuple(one.checked for one in judged.lines),
    )
