"""政府采购预算建议编列: what each project should be listed with, and the procurement sentence as it would then read."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from procure.budget.coverage import COLUMNS, TOTAL, Need
from procure.catalog import Catalog
from procure.check import CheckedProject, Report
from procure.expected import Expected
from procure.model import Determination, Project
from procure.money import Unit, wan
from procure.report.cite import cites
from procure.report.table import grid
from procure.report.words import LISTED_ALONE
from procure.terms import Category, fact_word, word

_CENT: Final = Unit.WAN_YUAN.value // 100
_MARKS: Final = "①②③④⑤⑥⑦⑧⑨⑩"


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


def suggestion(report: Report, catalog: Catalog) -> Iterator[str]:
    """Yield the table of suggested entries, what counts beside it, and the procurement sentence with its bounds."""
    if report.why_not_judged:
        return
    legend = _Legend()
    rows = [_entry(one, catalog, legend, report) for one in report.projects if one.need.possible[TOTAL]]
    if rows:
        yield from grid(tuple(_HEADS), rows, tuple(_HEADS.values()))
        yield from legend.lines()
    yield from (f"注意 {note}" for one in report.projects for note in one.notes)
    yield from (f"用户答复 {one.project.id}：{told}" for one in report.projects for told in one.stated_by_user)
    yield from _doubtful(report)
    yield from _economic(report)
    yield from _sentence(report)


_HEADS: Final = {
    "项目": 18,
    "预计采购的内容和品目": 36,
    "类别": 4,
    "至少编列": 10,
    "至多编列": 9,
    "组织形式": 12,
    "采购方式": 12,
    "依据": 18,
    "待核实": 14,
}
"""The columns and how wide they may be."""


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
        "、".join(dict.fromkeys(fact_word(fact) for fact in asked)),
    )


def _each(words: Sequence[str]) -> str:
    """Return what the parts have in common, or each thing said with how many parts it is said of."""
    counted = Counter(words)
    if len(counted) == 1:
        return words[0]
    return "\n".join(f"{said} {count}项" for said, count in counted.items())


def _content(expected: Expected, catalog: Catalog) -> str:
    names = " 或 ".join(f"{code} {catalog.items[code].name}" for code in expected.part.codes)
    return f"{expected.part.label}（{LISTED_ALONE[expected.listing.status]}）{names}"


def printed_amount(project: Project) -> str:
    """Return a project's amount as printed, and the exact one of its target sheet where that says more."""
    printed, exact = wan(project.amount.fen), wan(project.exact.fen)
    return printed if printed == exact else f"{printed}（绩效目标表 {exact}）"


def _doubtful(report: Report) -> Iterator[str]:
    """Yield why something counts in the upper bound although it may be no purchase, or is below the limit."""
    if any(part.may_be_no_purchase for one in report.projects for part in one.classified.parts):
        yield "至少编列为 0 的：是否采购、金额或者目录内外待核实"
        yield "水电暖、接待、付以前的款项等可能不是采购的，不论是否达到限额都计入至多编列"


def _economic(report: Report) -> Iterator[str]:
    upper = report.economic_need.possible[TOTAL]
    if upper:
        names = "、".join(f"{line.name} {wan(line.amount.fen)}" for line in report.document.economic_lines)
        yield f"另有基本支出中的{names}，可能含采购，计入上限 {wan(upper)}万元"


def _bounds(need: Need, name: str, *, complete: bool) -> str:
    """Return a column's bounds in 万元, the lower rounded down and the upper up; unread rows leave no upper one."""
    low, high = wan(need.certain[name] // _CENT * _CENT), wan(-(-need.possible[name] // _CENT) * _CENT)
    return f"{low} 至 {high}" if complete else f"至少 {low}"


def _sentence(report: Report) -> Iterator[str]:
    need = report.need
    bounds = {name: _bounds(need, name, complete=report.document.is_complete) for name in COLUMNS}
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
    if not report.document.is_complete:
        yield "  （项目支出预算表没有全部读出，见读取问题，因此没有上限）"


def below_limits(report: Report) -> Iterator[str]:
    """Yield the projects of which nothing can need an entry, with the clause that says so."""
    below = [
        one for one in report.projects if one.expected and not one.need.possible[TOTAL] and not report.why_not_judged
    ]
    rows = [
        (
            one.project.id,
            "、".join(expected.part.label for expected in one.expected),
            printed_amount(one.project),
            _outside(one),
        )
        for one in below
    ]
    if rows:
        yield from grid(("项目", "内容", "金额", "依据"), rows, (30, 24, 12, 40))


def _outside(one: CheckedProject) -> str:
    return cites(clause for expected in one.expected for clause in expected.determination.basis)
