"""The lines of a plan as text: how each must be bought, and what is still open. Not for what is found: text.py."""

from collections.abc import Iterator
from typing import Final

from procure.check import CheckedLine, Report
from procure.model import Determination
from procure.money import wan
from procure.report.table import grid
from procure.report.words import LISTED, OPEN, category_word
from procure.terms import word

_HEADS: Final = {
    "项目名称": 26,
    "金额（万元）": 12,
    "类别": 6,
    "集采目录": 8,
    "应当的组织形式": 14,
    "应当的采购方式": 30,
    "计划": 20,
}
"""The columns and how wide they may be."""
_FIRST: Final = 20


def plan_summary(report: Report) -> str:
    """Return how many lines there are, and how many of them are determined."""
    plan = report.plan
    if plan is None:
        return ""
    whole = sum(line.amount.fen for line in plan.lines)
    known = sum(one.expected.determination.status == "determined" for one in report.lines)
    judged = "未判定" if report.why_not_judged else f"{known} 行已判定，{len(plan.lines) - known} 行待核实"
    return f"计划 {len(plan.lines)} 行，合计 {wan(whole)}万元：{judged}"


def plan_lines(report: Report, *, everything: bool) -> Iterator[str]:
    """Yield a table of the lines; without everything the first of them."""
    shown = report.lines if everything else report.lines[:_FIRST]
    if shown:
        yield from grid(tuple(_HEADS), [_row(one) for one in shown], tuple(_HEADS.values()))
    if len(report.lines) > len(shown):
        yield f"…… 共 {len(report.lines)} 行，用 --all 全部列出"


def _row(one: CheckedLine) -> tuple[str, ...]:
    found, part = one.expected.determination, one.expected.part
    planned = "、".join(word(one.line.terms[name]) for name in ("organization", "method") if name in one.line.terms)
    return (
        one.line.id,
        wan(one.line.amount.fen),
        category_word(part),
        LISTED[one.expected.listing.status] if part.categories != {"works"} else "—",
        word(found.organization) if found.organization else OPEN,
        _methods(found),
        planned,
    )


def _methods(found: Determination) -> str:
    if found.methods is None:
        return OPEN
    words = "、".join(map(word, found.methods))
    return f"须{words}" if found.required_method else words


def plan_questions(report: Report) -> Iterator[str]:
    """Yield what is asked of the lines, a question once with the lines it is about."""
    asked: dict[str, list[str]] = {}
    for one in report.lines:
        for question in one.expected.determination.questions:
            asked.setdefault(question.text, []).append(one.line.id)
    for text, names in asked.items():
        named = "、".join(f"“{name}”" for name in names[:_FIRST])
        yield f"{named}{f'等 {len(names)} 行' if len(names) > _FIRST else ''}：{text}"
