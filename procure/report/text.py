"""The Report as text for a compiler or an officer: summary, findings by rule, suggested entries, what is open."""

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Final

from procure.check import Report
from procure.engine import Judge
from procure.model import Finding, Place, Problem
from procure.money import wan
from procure.outcome import counts, open_questions
from procure.report.cite import cites
from procure.report.plan_text import plan_lines, plan_questions, plan_summary
from procure.report.suggestion import below_limits, printed_amount, suggestion
from procure.report.table import grid
from procure.report.words import ranked
from procure.terms import Category, Outcome, value_word, word
from procure.tools import Tools

FIRST: Final = 5
"""How many findings of a rule are shown unless all are asked for."""


def report_text(report: Report, tools: Tools, *, everything: bool = False) -> str:
    """Return the report; everything: all findings and questions rather than the first of each rule."""
    limit = None if everything else FIRST
    sections = [
        ("审查结论", list(_findings(report, limit))),
        ("计划各行应当怎样采购", list(plan_lines(report, everything=everything))),
        ("政府采购预算建议编列", [] if report.plan else list(suggestion(report, tools.catalog))),
        ("按单项计算在限额以下的目录外采购", list(below_limits(report))),
        ("已豁免的结论", list(_waived(report))),
        ("不是采购的项目", list(_no_purchase(report))),
        ("可能是采购而未判定的项目", list(_not_judged(report))),
        ("待核实事项", list(_questions(report, limit))),
        ("尾差", list(_tails(report, limit))),
        ("读取问题", [_problem(one) for one in report.problems]),
        ("没有核对的", [f"- {one}" for one in report.not_checked]),
        ("判定", list(_judged(report, tools.judge))),
    ]
    shown = [(title, lines) for title, lines in sections if lines]
    body = [
        line for number, (title, lines) in enumerate(shown) for line in ("", f"{_NUMBERS[number]}、{title}", *lines)
    ]
    return "\n".join([*_summary(report), *body]) + "\n"


_NUMBERS: Final = "一二三四五六七八九十"


def _summary(report: Report) -> Iterator[str]:
    counted = counts(report)
    year = f"{report.year}年" if report.year else "年度不明"
    named = report.document.purchaser or report.document.title or PurePath(report.document.path).name
    kind = "" if report.document.kind == "unknown" else word(report.document.kind)
    yield f"{named} · {year}{kind}"
    yield _by_what(report)
    yield plan_summary(report) or _projects(counted)
    yield "，".join(
        (
            f"审查结论：违规 {counted['breach']} 项",
            f"风险提示 {counted['red_flag']} 项",
            f"结论待核实 {counted['undetermined']} 项",
            f"读取问题 {counted['problems']} 项",
        )
    )

    yield from _total(report)
    yield from _agreement(report)


def _projects(counted: Mapping[str, int]) -> str:
    bought = counted["projects_with_purchases"]
    return f"项目 {counted['projects']} 个：{bought} 个是或者可能是采购，{counted['projects'] - bought} 个不是"


def _waived(report: Report) -> Iterator[str]:
    for one, waiver in report.waived:
        until = f"；有效期至 {waiver.expires}" if waiver.expires else ""
        yield f"- {one.code} {one.message}"
        yield f"  理由：{waiver.reason}；批准人：{waiver.approver}；文号：{waiver.document_no or '没有写'}{until}"


def _total(report: Report) -> Iterator[str]:
    """Yield the stated total as the sum of its parts, where it is: a check that found nothing is said too."""
    stated = report.document.procurement
    if stated and stated.total and report.rule_counts.get("SUM100", {}).get(Outcome.CLEAR):
        parts = {word(name): getattr(stated, name) for name in Category}
        added = " + ".join(f"{name} {wan(figure.fen)}" for name, figure in parts.items())
        yield f"政府采购预算总额 {wan(stated.total.fen)} = {added}，核对相符"


def _by_what(report: Report) -> str:
    if report.edition is None:
        return str(report.why_not_judged)
    levels = "、".join(word(level) for level in report.levels)
    region = report.region.name if report.region else ""
    since, checked = report.edition.in_force_from, report.edition.last_checked
    open_level = "（预算级次待核实，按各级分别判定）" if len(report.levels) > 1 else ""
    return (
        f"依据 {report.edition.document_no}（{since} 起施行，最后核对 {checked}）· {region} {levels}{open_level}"
        f" · 按 {report.day} 判定"
    )


def _findings(report: Report, limit: int | None) -> Iterator[str]:
    by_rule: dict[tuple[str, str, str], list[Finding]] = {}
    for one in sorted(report.findings, key=ranked):
        by_rule.setdefault((one.code, one.title, one.severity or one.outcome), []).append(one)
    for (code, title, kind), many in by_rule.items():
        yield f"{code} {title}（{word(kind)} {len(many)} 项）"
        for number, one in enumerate(many[:limit], 1):
            yield from _finding(number, one, report.document.path) if one.severity else [f"  {number}. {one.message}"]
        if limit is not None and len(many) > limit:
            yield f"  …… 还有 {len(many) - limit} 项，用 --all 全部列出"


def _finding(number: int, one: Finding, own: str) -> Iterator[str]:
    first, *rest = one.message.split("；")
    yield f"  {number}. {first}"
    yield from (f"     {line}" for line in rest)
    where = " ".join(filter(None, (one.place.file * (one.place.file != own), _where(one.place))))
    yield f"     依据：{cites(one.basis)}{'；位置：' + where if where else ''}"
    yield f"     处理：{one.remedy}"


def _agreement(report: Report) -> Iterator[str]:
    """Yield how many relations between figures were checked, and how many of the figures take part in one."""
    if figures := len(report.told.figures):
        bound = figures - len(report.told.unbound)
        tails = f"，尾差 {len(report.tails)} 个" if report.tails else ""
        yield f"数字勾稽关系 {len(report.told.relations)} 个{tails}；金额 {figures} 个，其中 {bound} 个参与核对"


def _tails(report: Report, limit: int | None) -> Iterator[str]:
    shown = report.tails if limit is None else report.tails[:limit]
    yield from (f"- {tail}" for tail in shown)
    if len(report.tails) > len(shown):
        yield f"  另有 {len(report.tails) - len(shown)} 个；用 --all 列出全部"


def _where(place: Place) -> str:
    row = f"表第{place.row}行" if place.row else ""
    spot = f"文件{place.spot}" if place.line else place.spot
    return " ".join(part for part in (place.part, row, spot) if part)


def _no_purchase(report: Report) -> Iterator[str]:
    rows = [
        (one.project.id, printed_amount(one.project), word(one.classified.nature), one.classified.why_not or "")
        for one in report.projects
        if not one.expected
    ]
    if rows:
        yield from grid(("项目", "金额", "性质", "为什么"), rows, (30, 12, 12, 60))


def _questions(report: Report, limit: int | None) -> Iterator[str]:
    asked = ["：".join(part for part in (row[1], row[3], row[5]) if part) for row in open_questions([report])]
    asked += plan_questions(report)
    shown = asked if limit is None else asked[: limit * 2]
    yield from (f"- {text}" for text in shown)
    if len(shown) < len(asked):
        fill = "" if report.plan else "，用 --questions 文件.csv 写成可填的表"
        yield f"…… 共 {len(asked)} 项，用 --all 全部列出{fill}"


def _not_judged(report: Report) -> Iterator[str]:
    rows = [
        (
            one.project.id,
            printed_amount(one.project),
            word(one.classified.nature),
            "、".join(expected.part.label for expected in one.expected),
        )
        for one in report.projects
        if one.expected and report.why_not_judged
    ]
    if rows:
        yield from grid(("项目", "金额", "性质", "预计采购的内容"), rows, (30, 12, 12, 60))


def _problem(one: Problem) -> str:
    spot = one.place.text if one.place.text not in ("", one.found) else ""
    where = " ".join(part for part in (one.place.file, _where(one.place), spot) if part)
    return f"- {where}“{one.field}”：“{one.found}”，{one.consequence}"


def _judged(report: Report, judge: Judge) -> Iterator[str]:
    engine = judge.engine
    if engine:
        yield f"由 {engine.name} {engine.version} 判定，参考求值器逐条复核 {judge.compared} 次，不一致 0 次"
    else:
        yield f"由参考求值器判定：{judge.why_alone}"
    every = [*(each for one in report.projects for each in one.expected), *(one.expected for one in report.lines)]
    secondary = {text for each in every for text in each.determination.warnings}
    yield from (f"注意 {text}" for text in sorted(secondary))
    assumed = {name for each in every for name in each.determination.assumptions}
    if assumed:
        words = "、".join(value_word(name) for name in sorted(assumed))
        yield f"文件没有提到的，按“否”判定：{words}"
