"""The Report as text for a compiler or an officer: summary, findings by rule, suggested entries, what is open."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from procure.budget.coverage import COLUMNS, TOTAL
from procure.catalog import Catalog
from procure.check import CheckedProject, Report
from procure.engine import Judge
from procure.expected import Expected
from procure.model import Clause, Determination, Finding, Place, Problem, Project
from procure.money import Unit, wan
from procure.outcome import counts
from procure.report.table import grid
from procure.terms import Answer, Category, Severity, word
from procure.tools import Tools

FIRST: Final = 5
"""How many findings of a rule are shown unless all are asked for."""
_CENT: Final = Unit.WAN_YUAN.value // 100
_LISTED: Final = {Answer.YES: "目录内", Answer.NO: "目录外", Answer.UNDETERMINED: "目录内外待核实"}
_MARKS: Final = "①②③④⑤⑥⑦⑧⑨⑩"


def report_text(report: Report, tools: Tools, *, everything: bool = False) -> str:
    """Return the report; everything: all findings and questions rather than the first of each rule."""
    limit = None if everything else FIRST
    sections = [
        ("审查结论", list(_findings(report.findings, limit))),
        ("政府采购预算建议编列", list(_suggestion(report, tools.catalog))),
        ("限额以下的目录外采购，不需编列", list(_below(report))),
        ("不是采购的项目", list(_no_purchase(report))),
        ("待核实事项", list(_questions(report, limit))),
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
    yield f"{report.document.purchaser or report.document.title} · {year}{word(report.document.kind)}"
    yield _by_what(report)
    bought = counted["projects_with_purchases"]
    yield f"项目 {counted['projects']} 个：{bought} 个是或者可能是采购，{counted['projects'] - bought} 个不是"
    yield "，".join(
        (
            f"审查结论：违规 {counted['breach']} 项",
            f"风险提示 {counted['red_flag']} 项",
            f"待核实 {counted['undetermined']} 项",
            f"读取问题 {counted['problems']} 项",
        )
    )


def _by_what(report: Report) -> str:
    if report.edition is None:
        return f"未判定：{report.why_not_judged}"
    levels = "、".join(word(level) for level in report.levels)
    region = report.region.name if report.region else ""
    since, checked = report.edition.in_force_from, report.edition.last_checked
    open_level = "（预算级次待核实，按各级分别判定）" if len(report.levels) > 1 else ""
    return (
        f"依据 {report.edition.document_no}（{since} 起施行，最后核对 {checked}）· {region} {levels}{open_level}"
        f" · 按 {report.day} 判定"
    )


def _findings(findings: Sequence[Finding], limit: int | None) -> Iterator[str]:
    by_rule: dict[tuple[str, str, str], list[Finding]] = {}
    for one in sorted(findings, key=_rank):
        by_rule.setdefault((one.code, one.title, one.severity or one.outcome), []).append(one)
    for (code, title, kind), many in by_rule.items():
        yield f"{code} {title}（{word(kind)} {len(many)} 项）"
        for number, one in enumerate(many[:limit], 1):
            yield from _finding(number, one) if one.severity else [f"  {number}. {one.message}"]
        if limit is not None and len(many) > limit:
            yield f"  …… 还有 {len(many) - limit} 项，用 --all 全部列出"


def _rank(one: Finding) -> tuple[int, str]:
    order = {Severity.BREACH: 0, Severity.RED_FLAG: 1}
    return (order.get(one.severity, 2) if one.severity else 2, one.code)


def _finding(number: int, one: Finding) -> Iterator[str]:
    first, *rest = one.message.split("；")
    yield f"  {number}. {first}"
    yield from (f"     {line}" for line in rest)
    where = _where(one.place)
    yield f"     依据：{cites(one.basis)}{'；位置：' + where if where else ''}"
    if one.remedy:
        yield f"     处理：{one.remedy}"


def _where(place: Place) -> str:
    row = f"表第{place.row}行" if place.row else ""
    line = f"文件第{place.line}行" if place.line else ""
    return " ".join(part for part in (place.part, row, line) if part)


def cites(clauses: Iterable[Clause]) -> str:
    """Return citations as a reader writes them, those of one source together: 政府采购法 18、26."""
    by_title: dict[str, dict[str, None]] = {}
    for one in clauses:
        by_title.setdefault(one.title, {})[one.clause] = None
    return "；".join(f"{title} {'、'.join(clauses)}" for title, clauses in by_title.items())


@dataclass
class _Legend:
    """Sets of methods are long: each distinct one gets a mark, and the marks are explained below the table."""

    marks: dict[tuple[str, ...], str] = field(default_factory=dict)

    def mark(self, one: Determination) -> str:
        if one.methods is None:
            return "待核实"
        if len(one.methods) == 1:
            return ("须" if one.required_method else "") + word(one.methods[0])
        if one.methods not in self.marks:
            self.marks[one.methods] = _MARKS[len(self.marks) % len(_MARKS)]
        return f"方式{self.marks[one.methods]}"

    def lines(self) -> Iterator[str]:
        for methods, mark in self.marks.items():
            yield f"方式{mark} {'、'.join(word(method) for method in methods)}，各须符合其法定情形"


def _suggestion(report: Report, catalog: Catalog) -> Iterator[str]:
    if report.why_not_judged:
        return
    legend = _Legend()
    rows = [_entry(one, catalog, legend, report) for one in report.projects if one.need.possible[TOTAL]]
    if rows:
        heads = (
            "项目",
            "预计采购的内容和品目",
            "类别",
            "至少编列",
            "至多编列",
            "组织形式",
            "采购方式",
            "依据",
            "待核实",
        )
        yield from grid(heads, rows, _WIDTHS)
        yield from legend.lines()
    yield from _economic(report)
    yield from _sentence(report)


_WIDTHS: Final = (18, 36, 4, 10, 9, 12, 12, 18, 14)


def _entry(one: CheckedProject, catalog: Catalog, legend: _Legend, report: Report) -> tuple[str, ...]:
    determinations = [expected.determination for expected in one.expected]
    asked = [question.fact for question in one.classified.questions]
    asked += [question.fact for each in determinations for question in each.questions]
    categories = sorted({category for expected in one.expected for category in expected.part.categories})
    basis = cites(clause for each in determinations for clause in each.basis)
    return (
        one.project.id,
        "\n".join(f"· {_content(expected, catalog)}" for expected in one.expected),
        "\n".join(word(category) for category in categories),
        wan(one.need.certain[TOTAL]),
        wan(one.need.possible[TOTAL]),
        _each([word(each.organization) if each.organization else "待核实" for each in determinations]),
        _each([legend.mark(each) for each in determinations]),
        basis.replace(report.edition.document_no, "通知") if report.edition else basis,
        "、".join(dict.fromkeys(word(_short(fact)) for fact in asked)),
    )


def _each(words: Sequence[str]) -> str:
    """Return what the parts have in common, or each thing said with how many parts it is said of."""
    counted = Counter(words)
    if len(counted) == 1:
        return words[0]
    return "\n".join(f"{said} {count}项" for said, count in counted.items())


def _content(expected: Expected, catalog: Catalog) -> str:
    names = " 或 ".join(f"{code} {catalog.items[code].name}" for code in expected.part.codes)
    return f"{expected.part.label}（{_LISTED[expected.listing.status]}）{names}"


def _short(fact: str) -> str:
    return "listed_or_not" if fact == "listed" else fact


def _economic(report: Report) -> Iterator[str]:
    upper = report.economic_need.possible[TOTAL]
    if upper:
        names = "、".join(f"{line.name} {wan(line.amount.fen)}" for line in report.document.economic_lines)
        yield f"另有基本支出中的{names}，可能含采购，计入上限 {wan(upper)}万元"


def _sentence(report: Report) -> Iterator[str]:
    need = report.need
    bounds = {
        name: f"{wan(need.certain[name] // _CENT * _CENT)} 至 {wan(-(-need.possible[name] // _CENT) * _CENT)}"
        for name in COLUMNS
    }
    stated = report.document.procurement
    figures = {name: getattr(stated, name) if stated else None for name in COLUMNS}
    printed = {name: wan(figure.fen) if figure else "未写明" for name, figure in figures.items()}
    yield "政府采购情况一段照此应为："
    year = f"{report.year}年" if report.year else ""
    parts = "、".join(f"政府采购{word(name)}预算 {bounds[name]}万元" for name in Category)
    yield f"  {year}政府采购预算总额 {bounds[TOTAL]}万元。其中：{parts}。"
    yield (
        f"  （现写明：总额 {printed[TOTAL]}，"
        + "，".join(f"{word(name)} {printed[name]}" for name in Category)
        + "；待核实事项答复后区间随之缩小）"
    )


def _below(report: Report) -> Iterator[str]:
    below = [
        one for one in report.projects if one.expected and not one.need.possible[TOTAL] and not report.why_not_judged
    ]
    rows = [
        (
            one.project.id,
            "、".join(expected.part.label for expected in one.expected),
            wan(one.project.exact.fen),
            _outside(one),
        )
        for one in below
    ]
    if rows:
        yield from grid(("项目", "内容", "金额", "依据"), rows, (30, 24, 12, 40))


def _outside(one: CheckedProject) -> str:
    return cites(clause for expected in one.expected for clause in expected.determination.basis)


def _no_purchase(report: Report) -> Iterator[str]:
    rows = [
        (one.project.id, wan(one.project.exact.fen), word(one.classified.nature), one.classified.why_not or "")
        for one in report.projects
        if not one.expected
    ]
    if rows:
        yield from grid(("项目", "金额", "性质", "为什么"), rows, (30, 12, 12, 60))


def _questions(report: Report, limit: int | None) -> Iterator[str]:
    asked = [(one.project, question.text) for one in report.projects for question in one.classified.questions]
    asked += list(_questions_of_parts(report.projects))
    shown = asked if limit is None else asked[: limit * 2]
    yield from (f"- {project.id}：{text}" for project, text in shown)
    if len(shown) < len(asked):
        yield f"…… 共 {len(asked)} 项，用 --all 全部列出，用 --questions 文件.csv 写成可填的表"


def _questions_of_parts(projects: Iterable[CheckedProject]) -> Iterator[tuple[Project, str]]:
    for one in projects:
        for expected in one.expected:
            for question in expected.determination.questions:
                yield one.project, f"{expected.part.label}：{question.text}"


def _problem(one: Problem) -> str:
    where = " ".join(part for part in (one.place.file, _where(one.place)) if part)
    return f"- {where}“{one.field}”：“{one.found}”，{one.consequence}"


def _judged(report: Report, judge: Judge) -> Iterator[str]:
    engine = judge.engine
    if engine:
        yield f"由 {engine.name} {engine.version} 判定，参考求值器逐条复核 {judge.compared} 次，不一致 0 次"
    else:
        yield f"由参考求值器判定：{judge.why_alone}"
    secondary = {text for one in report.projects for each in one.expected for text in each.determination.warnings}
    yield from (f"注意 {text}" for text in sorted(secondary))
    assumed = {name for one in report.projects for each in one.expected for name in each.determination.assumptions}
    if assumed:
        words = "、".join(word(name).removeprefix("是否") for name in sorted(assumed))
        yield f"文件没有提到的，按“否”判定：{words}"
