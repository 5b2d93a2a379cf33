"""The tables of a page that name every purchase: lines of a plan, projects of a budget, and what is no purchase."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from procure.catalog import Catalog
from procure.check import Report
from procure.model import Determination
from procure.record import Record
from procure.report.cite import cites
from procure.report.page.entries import Entry, Group, amount_text, organization_text
from procure.report.page.markup import Html, items, join, link, table, tag
from procure.report.suggestion import printed_amount
from procure.report.words import LISTED_ALONE, OPEN
from procure.terms import fact_word, word

FIRST: Final = 500
"""Lines that a table shows whatever is said of them."""
MARKED: Final = 1500
"""Lines beyond the first with a finding or a question that a table shows."""
HEADS: Final = (
    *("内容", "金额（万元）", "类别", "品目", "集中采购目录", "组织形式", "采购方式", "必须采用", "须经批准"),
    *("依据", "待核实"),
)
_MANY: Final = 2
"""Methods from which on they stand below the table under a number."""


class Marks(Record, frozen=True):
    """What the rest of the page says of a row: findings by the ids they name, each with its anchor and word."""

    by_subject: Mapping[str, Sequence[tuple[str, str]]]

    def of(self, subjects: Iterable[str]) -> list[tuple[str, str]]:
        """Return the findings on any of the ids."""
        return list(dict.fromkeys(mark for name in subjects for mark in self.by_subject.get(name, ())))


def lines_table(groups: Sequence[Group], marks: Marks, catalog: Catalog) -> Html:
    """Return the table of a plan's lines."""
    return _purchases("采购计划的各行", "行", groups, marks, catalog)


def projects_table(groups: Sequence[Group], marks: Marks, catalog: Catalog) -> Html:
    """Return the table of a budget's projects that are or may be purchases."""
    return _purchases("是或者可能是采购的项目", "个项目", groups, marks, catalog)


def no_purchase_table(report: Report) -> Html:
    """Return the table of projects that are no purchase, with the reason; nothing where there are none."""
    many = [one for one in report.projects if not one.expected]
    rows = [
        (one.project.id, printed_amount(one.project), word(one.classified.nature), one.classified.why_not or "")
        for one in many[:FIRST]
    ]
    if not rows:
        return Html("")
    shown = table("不是采购的项目", ("项目", "金额（万元）", "性质", "为什么"), rows, "numbers words")
    return join((shown, left_out(len(many) - len(rows), "个项目")))


def left_out(count: int, unit: str) -> Html:
    """Return a sentence on what a table does not show; nothing where it shows all."""
    return (
        tag("p", f"另有 {count} {unit}没有列在这一页，见表格或者 JSON 报告。", class_="left-out")
        if count > 0
        else Html("")
    )


def _purchases(caption: str, unit: str, groups: Sequence[Group], marks: Marks, catalog: Catalog) -> Html:
    if not groups:
        return Html("")
    shown = _shown(groups, marks)
    legend = _Methods(f"m{groups[0].anchor[0]}")
    bodies = [_group(group, marks, catalog, legend) for group in shown]
    head = tag("thead", tag("tr", *(tag("th", name, scope="col") for name in HEADS)))
    whole = tag("table", tag("caption", caption), head, *bodies, class_="purchases")
    return join((tag("div", whole, class_="scroll wide"), legend.html(), left_out(len(groups) - len(shown), unit)))


def _shown(groups: Sequence[Group], marks: Marks) -> list[Group]:
    """Return the first groups, and those behind them with a finding or a question."""
    marked = [group for group in groups[FIRST:] if group.asks or marks.of(group.subjects)]
    return [*groups[:FIRST], *marked[:MARKED]]


def labels() -> str:
    """Return the style that names a row's cells where a phone shows it as a card."""
    return "".join(
        f'.purchases td:nth-child({at})::before{{content:"{name}"}}' for at, name in enumerate(HEADS, 1) if at > 1
    )


class _Methods:
    """Numbers the sets of methods that a table names, so each stands below it once."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._numbers: dict[tuple[str, ...], int] = {}

    def name(self, one: Determination) -> str:
        """Return the one method there is, or the number of the set."""
        if not one.methods:
            return OPEN
        if len(one.methods) < _MANY:
            return word(one.methods[0])
        number = self._numbers.setdefault(one.methods, len(self._numbers) + 1)
        return link(f"{self._prefix}{number}", f"方式{number}")

    def html(self) -> Html:
        """Return what each number stands for."""
        said = {at: f"方式{at}：{'、'.join(map(word, many))}，各须符合其法定情形" for many, at in self._numbers.items()}
        lines = (tag("li", text, id=f"{self._prefix}{at}") for at, text in said.items())
        return tag("ul", *lines, class_="methods") if said else Html("")


def _group(group: Group, marks: Marks, catalog: Catalog, legend: _Methods) -> Html:
    rows = [_row(one, marks, catalog, legend) for one in group.entries]
    if not group.head:
        return tag("tbody", *rows)
    found = marks.of({group.head})
    amount = tag("span", f"{group.amount}万元", class_="sum")
    asked = _facts(question.fact for question in group.questions)
    more = (*group.notes, *((f"{OPEN}：{asked}",) if asked else ()))
    head = tag(
        "th", group.head, amount, _badges(found), items(more, class_="notes"), colspan=str(len(HEADS)), scope="rowgroup"
    )
    return tag("tbody", tag("tr", head, class_="project", id=group.anchor), *rows)


def _row(one: Entry, marks: Marks, catalog: Catalog, legend: _Methods) -> Html:
    determined = one.expected.determination
    categories = "或者".join(word(each) for each in sorted(one.expected.part.categories)) or OPEN
    cells = (
        categories,
        _item(one, catalog),
        LISTED_ALONE[one.expected.listing.status],
        organization_text(determined),
        legend.name(determined),
        word(determined.required_method) if determined.required_method else "",
        items(catalog.approvals[name].text for name in determined.approvals),
        cites(determined.basis),
        _facts(question.fact for question in one.questions),
    )
    # A project's own findings stand at its head.
    found = _badges(marks.of(one.subjects)) if _is_line(one) else ""
    name = tag("th", one.name, found, items(one.notes, class_="notes"), scope="row")
    amount = tag("td", amount_text(one), class_="amount")
    return tag("tr", name, amount, *(tag("td", cell) for cell in cells), id=one.anchor)


def _is_line(one: Entry) -> bool:
    """Return whether findings name the row itself, rather than the project around it."""
    return one.anchor.startswith("l") or "：" in one.subjects[0]


def _item(one: Entry, catalog: Catalog) -> Html:
    codes = one.expected.part.codes
    named = [f"{code} {catalog.items[code].name}" for code in codes if code in catalog.items]
    return items(named, class_="codes") if named else tag("span", OPEN)


def _facts(names: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(map(fact_word, names)))


def _badges(found: Sequence[tuple[str, str]]) -> Html:
    return join(tag("a", said, href=f"#{anchor}", class_="badge") for anchor, said in found)
