"""The sections of a page: head, conclusions, what is open, how it was judged. Not its charts and tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import PurePath
from typing import Final

from procure.check import Report
from procure.engine import Judge
from procure.findings import fingerprint
from procure.model import Clause, Determination, Finding, Place, Problem
from procure.outcome import counts
from procure.record import Record
from procure.report.cite import cites
from procure.report.page.markup import Html, clip, items, join, link, table, tag
from procure.report.page.tables import Marks, left_out
from procure.report.words import kind_word, ranked
from procure.terms import value_word, word

FINDINGS: Final = 3000
"""Findings that a page shows; a file of more would be too large to open."""
OTHERS: Final = 1500
"""Questions, waivers, problems and tails that a page shows, of each."""
_QUOTED: Final = 80
"""Columns of what stands in the file that a place repeats."""


def named(report: Report) -> str:
    """Return whose document this is, of which year and kind."""
    document = report.document
    year = f"{report.year}年" if report.year else "年度不明"
    who = document.purchaser or document.title or PurePath(document.path).name
    kind = document.kind if report.plan is None else report.plan.kind
    return f"{who} · {year}{'' if kind == 'unknown' else word(kind)}"


def head(report: Report) -> Html:
    """Return the title, by what was judged, and the big counts."""
    file = tag("p", "审查的文件：", tag("span", PurePath(report.document.path).name, class_="file"))
    return tag("header", tag("h1", named(report)), file, _by_what(report), _counts(report))


def _by_what(report: Report) -> Html:
    if report.edition is None:
        return tag("p", str(report.why_not_judged), class_="warning")
    levels = "、".join(map(word, report.levels))
    said = {
        "依据": f"{report.edition.document_no}（{report.edition.in_force_from} 起施行）",
        "最后核对": str(report.edition.last_checked),
        "地区": report.region.name if report.region else "不明",
        "预算级次": levels if len(report.levels) == 1 else f"待核实，按各级分别判定（{levels}）",
        "按哪一天判定": str(report.day),
    }
    return tag("dl", *(tag("div", tag("dt", name), tag("dd", value)) for name, value in said.items()), class_="by")


def _counts(report: Report) -> Html:
    counted = counts(report)
    tiles = {
        "breach": ("违规", counted["breach"], "findings"),
        "red_flag": ("风险提示", counted["red_flag"], "findings"),
        "undetermined": ("待核实", counted["undetermined"], "findings"),
        "waived": ("已豁免", len(report.waived), "waived"),
        "problems": ("读取问题", counted["problems"], "problems"),
    }
    return tag(
        "ul",
        *(
            tag("li", link(anchor, tag("strong", str(number)), tag("span", name)), class_=kind if number else "none")
            for kind, (name, number, anchor) in tiles.items()
        ),
        class_="counts",
    )


class Shown(Record, frozen=True):
    """The findings as the page shows them: worst first, each with its anchor; left: how many are left out."""

    findings: tuple[tuple[str, Finding], ...]
    left: int

    @classmethod
    def of(cls, report: Report) -> "Shown":
        """Return the findings of a report, worst first, those of one rule together."""
        ordered = sorted(report.findings, key=ranked)
        return cls(tuple((f"f{at}", one) for at, one in enumerate(ordered[:FINDINGS], 1)), len(ordered[FINDINGS:]))

    @property
    def marks(self) -> Marks:
        """Return the findings by the ids they name."""
        found: dict[str, list[tuple[str, str]]] = {}
        for anchor, one in self.findings:
            for name in one.subjects:
                found.setdefault(name, []).append((anchor, f"{kind_word(one)} {one.code}"))
        return Marks(found)


def findings(report: Report, shown: Shown, anchors: Mapping[str, str]) -> Html:
    """Return the conclusions by rule, breaches first; anchors: where the ids they name stand on the page."""
    rules = groupby(shown.findings, key=lambda row: ranked(row[1]))
    articles = [_rule(list(many), report, anchors) for _, many in rules]
    none = tag("p", "没有发现问题。", class_="left-out")
    return section("findings", "审查结论", *(articles or [none]), left_out(shown.left, "项结论"))


def _rule(many: Sequence[tuple[str, Finding]], report: Report, anchors: Mapping[str, str]) -> Html:
    """Return one rule's findings; those that share their clauses and their remedy have them below themselves once."""
    first = many[0][1]
    kind = first.severity or first.outcome
    title = tag(
        "h3", tag("span", word(kind), class_="kind"), f"{first.title} ", tag("small", f"{first.code} · {len(many)} 项")
    )
    alike: dict[tuple[tuple[Clause, ...], str], list[tuple[str, Finding]]] = {}
    for row in many:
        alike.setdefault((row[1].basis, row[1].remedy), []).append(row)
    blocks = [
        join((tag("ol", *(_finding(*row, report, anchors) for row in rows)), _grounds(basis, remedy)))
        for (basis, remedy), rows in alike.items()
    ]
    return tag("article", title, *blocks, class_=f"rule {kind}")


def _finding(anchor: str, one: Finding, report: Report, anchors: Mapping[str, str]) -> Html:
    pieces = one.message.split("；")
    said = [f"{piece}；" for piece in pieces[:-1]] + pieces[-1:]
    message = tag("p", *(tag("span", piece) for piece in said), class_="message")
    at = where(one.place, report.document.path)
    seen = dict.fromkeys(anchors[name] for name in one.subjects if name in anchors)
    rows = join((link(each, "见所在的行") for each in seen), " ")
    mark = tag("span", "指纹 ", tag("code", fingerprint(one, report.document.purchaser, report.year)), class_="mark")
    place = [tag("span", f"位置：{at}")] if at else []
    return tag("li", message, tag("p", join((*place, *([rows] if rows else []), mark), " "), class_="place"), id=anchor)


def _grounds(basis: Sequence[Clause], remedy: str) -> Html:
    cure = tag("p", tag("b", "处理："), remedy) if remedy else ""
    law = tag("details", tag("summary", tag("b", "依据："), cites(basis)), _quotes(basis)) if basis else ""
    return tag("div", cure, law, class_="grounds") if cure or law else Html("")


def _quotes(basis: Iterable[Clause]) -> Html:
    return items((join((tag("cite", one.cite()), "：", tag("q", one.quote))) for one in basis), class_="quotes")


def where(one: Place, path: str) -> str:
    """Return where something stands as a reader finds it; the file is named where it is not the document itself."""
    file = PurePath(one.file).name if one.file not in {"", path} else ""
    row = f"表第{one.row}行" if one.row else ""
    spot = f"文件{one.spot}" if one.line else one.spot
    found = f"{one.label}“{clip(one.text, _QUOTED)}”" if one.label and one.text and one.label != one.text else ""
    return " ".join(part for part in (file, one.part, row, spot, found) if part)


def questions(asked: Mapping[str, Sequence[str]], anchors: Mapping[str, str]) -> Html:
    """Return the open questions, those of one project or line together."""
    whole = sum(map(len, asked.values()))
    if not whole:
        return Html("")
    lines, count = [], 0
    for name, texts in asked.items():
        kept = texts[: OTHERS - count]
        count += len(kept)
        if kept:
            title = link(anchors[name], name) if name in anchors else name
            lines.append(tag("li", tag("b", title), items(kept)))
    return section(
        "questions", f"待核实事项（{whole} 项）", tag("ul", *lines, class_="asked"), left_out(whole - count, "项")
    )


def waived(report: Report) -> Html:
    """Return the findings that waivers set apart, each with who lets it pass and why."""
    heads = ("结论", "规则", "位置", "理由", "批准人", "文号", "有效期至", "指纹")
    rows = [
        (
            one.message,
            f"{one.code} {one.title}（{kind_word(one)}）",
            where(one.place, report.document.path),
            waiver.reason,
            waiver.approver,
            waiver.document_no,
            str(waiver.expires or "没有写明"),
            tag("code", fingerprint(one, report.document.purchaser, report.year)),
        )
        for one, waiver in report.waived[:OTHERS]
    ]
    if not rows:
        return section("waived", "已豁免的结论", tag("p", "没有。", class_="left-out"))
    shown = table("已豁免的结论，不计入上面的结论", heads, rows, "numbers words")
    return section("waived", "已豁免的结论", shown, left_out(len(report.waived) - len(rows), "项"))


def problems(report: Report) -> Html:
    """Return what could not be read."""
    said = [_problem(one, report.document.path) for one in report.problems[:OTHERS]]
    body = items(said, class_="plain") or tag("p", "没有。", class_="left-out")
    return section("problems", "读取问题", body, left_out(len(report.problems) - len(said), "项"))


def _problem(one: Problem, path: str) -> str:
    at = where(one.place, path)
    return f"{at}{' ' if at else ''}“{one.field}”：“{one.found}”，{one.consequence}"


def not_checked(report: Report) -> Html:
    """Return what was not checked, and the sides that differ by no more than rounding explains."""
    tails = items(report.tails[:OTHERS], class_="plain")
    more = tag(
        "details", tag("summary", f"尾差 {len(report.tails)} 个"), tails, left_out(len(report.tails) - OTHERS, "个")
    )
    body = items(report.not_checked, class_="plain") or tag("p", "没有。", class_="left-out")
    return section("not-checked", "没有核对的", body, more if report.tails else "")


def judged(report: Report, judge: Judge, determined: Sequence[Determination]) -> Html:
    """Return how it was judged: by which engine, compared how often, with which warnings and assumptions."""
    return section("judged", "判定", items(_judged(report, judge, determined), class_="plain"))


def _judged(report: Report, judge: Judge, determined: Sequence[Determination]) -> Iterator[str]:
    engine = judge.engine
    if engine:
        yield f"由 {engine.name} {engine.version} 判定，参考求值器逐条复核 {judge.compared} 次，不一致 0 次"
    else:
        yield f"由参考求值器判定：{judge.why_alone}"
    if figures := len(report.told.figures):
        bound = figures - len(report.told.unbound)
        yield f"数字勾稽关系 {len(report.told.relations)} 个；金额 {figures} 个，其中 {bound} 个参与核对"
    yield from sorted({f"注意 {text}" for one in determined for text in one.warnings})
    if assumed := sorted({name for one in determined for name in one.assumptions}):
        yield f"文件没有提到的，按“否”判定：{'、'.join(map(value_word, assumed))}"


def section(anchor: str, title: str, *children: str) -> Html:
    """Return a section of the page under its heading."""
    return tag("section", tag("h2", title), *children, id=anchor)
