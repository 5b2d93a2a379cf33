"""The Report as one HTML file that asks nothing of the network: for a bureau's screen, a phone, or A4 paper."""

import re
from importlib.resources import files
from typing import Final

from procure.check import Report
from procure.report.page import charts, parts, tables
from procure.report.page.entries import Group, anchors, entries_of, lines_of, projects_of, questions_of
from procure.report.page.markup import Html, items, join, link, tag
from procure.tools import Tools

__all__ = ["report_html"]

_ANCHOR: Final = re.compile(r'<tr[^>]* id="([^"]+)"')
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def report_html(report: Report, tools: Tools) -> str:
    """Return the report as a whole HTML document; the same report and tools give the same text."""
    title = tag("title", f"政府采购审查报告：{parts.named(report)}")
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        title,
        tag("style", _style()),
    )
    return f"<!DOCTYPE html>\n{tag('html', head, _body(report, tools), lang='zh-CN')}\n"


def _style() -> Html:
    """Return the style of our own, which holds nothing of the user's."""
    return Html(files(__name__).joinpath("style.css").read_text(encoding="utf-8") + tables.labels())


def _body(report: Report, tools: Tools) -> Html:
    lines, projects = lines_of(report), projects_of(report)
    groups = (*lines, *projects)
    shown = parts.Shown.of(report)
    listed = _listed(lines, projects, shown, report, tools)
    there = set(_ANCHOR.findall(listed))
    seen = {name: anchor for name, anchor in anchors(groups).items() if anchor in there}
    sections = {
        "findings": parts.findings(report, shown, seen),
        "charts": _charts(report, lines or projects, tools),
        "purchases": listed,
        "questions": parts.questions(questions_of(report, lines), seen),
        "waived": parts.waived(report),
        "problems": parts.problems(report),
        "not-checked": parts.not_checked(report),
        "judged": parts.judged(report, tools.judge, [one.expected.determination for one in entries_of(groups)]),
    }
    contents = items((link(anchor, _CONTENTS[anchor]) for anchor, body in sections.items() if body), "ol")
    nav = tag("nav", contents, aria_label="目录")
    return tag("body", charts.patterns(), parts.head(report), nav, tag("main", *sections.values()))


_CONTENTS: Final = {
    "findings": "审查结论",
    "charts": "图示",
    "purchases": "逐项判定",
    "questions": "待核实事项",
    "waived": "已豁免",
    "problems": "读取问题",
    "not-checked": "没有核对的",
    "judged": "判定",
}


def _charts(report: Report, groups: tuple[Group, ...], tools: Tools) -> Html:
    entries = entries_of(groups)
    drawn = (
        charts.by_organization(entries),
        charts.coverage(report),
        charts.edges(entries, tools),
        charts.outcomes(report, tools),
    )
    return parts.section("charts", "图示", tag("div", *drawn, class_="charts"))


def _listed(
    lines: tuple[Group, ...], projects: tuple[Group, ...], shown: parts.Shown, report: Report, tools: Tools
) -> Html:
    """Return the tables of purchases."""
    made = (
        tables.lines_table(lines, shown.marks, tools.catalog),
        tables.projects_table(projects, shown.marks, tools.catalog),
        tables.no_purchase_table(report),
    )
    none = tag("p", "没有读出可以逐项判定的采购。", class_="left-out")
    return parts.section("purchases", "逐项判定", join(made) or none)
