"""The charts of a page as inline SVG, each with the same numbers in a table. Not for what the numbers mean: parts.py.

Widths are shares of the page's width, so the letters keep their size on a phone.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from procure.budget.coverage import COLUMNS
from procure.check import Report
from procure.model import NextLimit
from procure.record import Record
from procure.report.page.entries import Entry, method_class, tally
from procure.report.page.markup import Html, clip, columns, table, tag
from procure.report.words import OPEN
from procure.terms import Outcome, Status, word
from procure.tools import Tools

NEAREST: Final = 30
"""How many purchases the chart of limits shows."""
_ROOM: Final = 50
"""Columns that a phone has room for in a line; a Chinese character takes two."""
_SHORTEST: Final = 10
"""Columns of a name that are left beside however long a number."""
_STEP: Final = 42
"""Height of a bar with its line of text, in points of the screen."""
_TALLEST: Final = 15
"""Bars that stand in one column; more of them stand in two, so that a chart fits a printed page."""
_SHARES: Final = ("s0", "s1", "s2", "s3", "s4", "s5")
_OUTCOMES: Final = {Outcome.FLAGGED: "bad", Outcome.UNDETERMINED: "open", Outcome.CLEAR: "good"}


class Span(Record, frozen=True):
    """A piece of a bar, from and to as shares of the whole width (0 to 1), with its colour and what it says."""

    start: float
    end: float
    kind: str
    says: str


class Bar(Record, frozen=True):
    """A bar with its name to the left above it, its numbers to the right, and marks (shares of the width) across it."""

    name: str
    numbers: str
    spans: tuple[Span, ...]
    marks: tuple[Span, ...] = ()


class Chart(Record, frozen=True):
    """A chart: its anchor, title, note, bars, the table of its numbers, and what its colours mean."""

    anchor: str
    title: str
    note: str
    bars: Sequence[Bar]
    numbers: Html
    kinds: Mapping[str, str]


def by_organization(entries: Sequence[Entry]) -> Html:
    """Return amounts by organisation form and method, as the determinations tell them."""
    title = "按组织形式和采购方式的金额"
    if entries and all(one.expected.determination.status is Status.NOT_JUDGED for one in entries):
        return _nothing(title, "没有判定组织形式和采购方式")
    known = [(one, one.known) for one in entries]
    sums: dict[str, Counter[str]] = {}
    for one, amount in known:
        if amount is not None:
            determined = one.expected.determination
            sums.setdefault(word(determined.organization or f"组织形式{OPEN}"), Counter())[
                method_class(determined)
            ] += amount
    largest = max((sum(row.values()) for row in sums.values()), default=0)
    if not largest:
        return _nothing(title, "没有金额已定的采购")
    left = sum(amount is None for _, amount in known)
    classes = sorted({name for row in sums.values() for name in row}, key=lambda name: (OPEN in name, name))
    kinds = {name: "open" if OPEN in name else _SHARES[at % len(_SHARES)] for at, name in enumerate(classes)}
    order = sorted(sums, key=lambda name: (OPEN in name, -sum(sums[name].values()), name))
    bars = [_stacked(name, sums[name], kinds, largest) for name in order]
    rows = [(name, *(tally(sums[name][each]) for each in classes), tally(sum(sums[name].values()))) for name in order]
    whole = [sum(row[each] for row in sums.values()) for each in classes]
    rows.append(("合计", *map(tally, whole), tally(sum(whole))))
    note = f"单位：万元。另有 {left} 项金额未定，没有计入。" if left else "单位：万元。各项金额都已计入。"
    numbers = table(f"{title}（万元）", ("组织形式", *classes, "合计"), rows)
    return _figure(Chart("chart-organization", title, note, bars, numbers, kinds))


def _stacked(name: str, row: Mapping[str, int], kinds: Mapping[str, str], largest: int) -> Bar:
    spans, start = [], 0
    for each, kind in kinds.items():
        if amount := row.get(each, 0):
            spans.append(
                Span(start / largest, (start + amount) / largest, kind, f"{name}，{each}：{tally(amount)}万元")
            )
            start += amount
    return Bar(name, f"{tally(start)}万元", tuple(spans))


def coverage(report: Report) -> Html:
    """Return what the procurement budget states beside what it needs at least and at most."""
    title = "政府采购预算建议编列：写明数与须编列的范围"
    if report.why_not_judged:
        return _nothing(title, f"没有判定：{report.why_not_judged}")
    if not report.document.rows_read:
        return _nothing(title, "没有读出项目支出预算表，须编列的金额不明")
    bounded = report.document.is_complete
    stated = {name: getattr(report.document.procurement, name, None) for name in COLUMNS}
    figures = {name: figure.fen if figure else None for name, figure in stated.items()}
    certain, possible = report.need.certain, report.need.possible
    largest = max(*certain.values(), *possible.values(), *(amount or 0 for amount in figures.values()))
    if not largest:
        return _nothing(title, "写明的和须编列的都是零")
    rows, bars = [], []
    for name in COLUMNS:
        low, high, said = certain[name], possible[name], figures[name]
        most = tally(high) if bounded else "不明"
        rows.append((word(name), "没有写明" if said is None else tally(said), tally(low), most))
        reach = f"{tally(low)} 至 {most}"
        end = high / largest if bounded else 1.0
        mark = () if said is None else (Span(said / largest, said / largest, "said", f"写明 {tally(said)}万元"),)
        span = Span(low / largest, max(end, low / largest), "range", f"{word(name)}须编列 {reach}万元")
        bars.append(Bar(word(name), f"{reach}；{'写明 ' if mark else ''}{rows[-1][1]}", (span,), mark))
    note = "单位：万元。横条自至少须编列的金额起，至最多可能须编列的金额止；竖线加菱形是文件写明的编列数。"
    bound = "" if bounded else "项目没有全部读出，因此没有上限。"
    numbers = table(f"{title}（万元）", ("类别", "写明", "至少须编列", "最多可能须编列"), rows)
    return _figure(
        Chart("chart-coverage", title, note + bound, bars, numbers, {"须编列的范围": "range", "写明的编列数": "said"})
    )


def edges(entries: Sequence[Entry], tools: Tools) -> Html:
    """Return the purchases nearest below their next limits: how much of the limit each amount comes to."""
    title = "离下一道限额最近的采购"
    below = [(one, one.known, one.expected.determination.next_limit) for one in entries]
    known = [(one, amount, limit) for one, amount, limit in below if amount is not None and limit and limit.amount]
    if not known:
        return _nothing(title, "没有金额已定而又还有下一道限额的采购")
    nearest = sorted(known, key=lambda row: (row[2].distance / row[2].amount, row[0].anchor))[:NEAREST]
    percent = tools.catalog.screening["near_limit_percent"].value
    bars, rows = [], []
    for one, amount, limit in nearest:
        near = limit.distance * 100 <= limit.amount * percent
        bars.append(_edge(one.subjects[0], amount, limit, near=near))
        words = word(limit.name), tally(limit.amount), tally(limit.distance), "是" if near else "否"
        rows.append((one.subjects[0], tally(amount), *words))
    left = len(known) - len(nearest)
    close = f"离限额不到 {percent}% 的为临近（本工具参数，不是法定标准）。"
    note = f"单位：万元。横条是金额占下一道限额的比例，竖线是限额；{close}"
    more = f"只列最近的 {NEAREST} 项，另有 {left} 项离得更远。" if left else ""
    numbers = table(f"{title}（万元）", ("采购", "金额", "下一道限额", "限额", "还差", "临近"), rows)
    kinds = {"临近限额": "near", "离限额还远": "far", "限额": "limit"}
    return _figure(Chart("chart-edges", title, note + more, bars, numbers, kinds))


_LIMIT: Final = 0.97
"""Where the limit stands across the width."""


def _edge(name: str, amount: int, limit: NextLimit, *, near: bool) -> Bar:
    whole = f"{word(limit.name)} {tally(limit.amount)}万元"
    says = f"{name}：{tally(amount)}万元，{whole}，还差 {tally(limit.distance)}万元"
    span = Span(0, amount / limit.amount * _LIMIT, "near" if near else "far", says)
    return Bar(name, f"{tally(amount)} / {tally(limit.amount)}", (span,), (Span(_LIMIT, _LIMIT, "limit", whole),))


def outcomes(report: Report, tools: Tools) -> Html:
    """Return how many facts each rule flagged, asked about or found clear."""
    title = "各条规则的结论"
    counts = {code: row for code, row in sorted(report.rule_counts.items()) if any(row.get(each) for each in _OUTCOMES)}
    if not counts:
        return _nothing(title, "没有规则得出结论")
    bars, rows = [], []
    for code, row in counts.items():
        name = f"{code} {tools.rulebook[code].title}"
        whole, start, spans = sum(row.get(each, 0) for each in _OUTCOMES), 0, []
        for each, kind in _OUTCOMES.items():
            if number := row.get(each, 0):
                spans.append(Span(start / whole, (start + number) / whole, kind, f"{name}，{word(each)} {number} 项"))
                start += number
        said = " · ".join(f"{word(each)} {row[each]}" for each in _OUTCOMES if row.get(each))
        bars.append(Bar(name, said, tuple(spans)))
        rows.append((name, *(str(row.get(each, 0)) for each in (*_OUTCOMES, Outcome.NOT_APPLICABLE))))
    heads = ("规则", *(word(each) for each in (*_OUTCOMES, Outcome.NOT_APPLICABLE)))
    note = "每一横条是一条规则得出结论的全部事项，按结论分段；不适用的没有画出。"
    kinds = {word(each): kind for each, kind in _OUTCOMES.items()}
    return _figure(Chart("chart-outcomes", title, note, bars, table(f"{title}（项）", heads, rows), kinds))


def patterns() -> Html:
    """Return the hatching that tells what is open or near from the rest where colours are printed grey."""
    lines = {"hatch": "M0 8L8 0M-2 2L2 -2M6 10L10 6", "dots": "M2 2h2v2h-2z"}
    made = [
        tag(
            "pattern",
            tag("rect", width="8", height="8", class_=f"{name}-ground"),
            tag("path", d=path, class_=f"{name}-line"),
            id=name,
            width="8",
            height="8",
            patternUnits="userSpaceOnUse",
        )
        for name, path in lines.items()
    ]
    return tag("svg", tag("defs", *made), width="0", height="0", class_="defs", aria_hidden="true", focusable="false")


def _nothing(title: str, why: str) -> Html:
    return tag("section", tag("h3", title), tag("p", f"没有图：{why}。", class_="left-out"), class_="bare")


def _figure(one: Chart) -> Html:
    """Return a chart under its title, with what its colours mean, and its numbers in a table below."""
    half = -(-len(one.bars) // 2)
    parts = [one.bars] if len(one.bars) <= _TALLEST else [one.bars[:half], one.bars[half:]]
    drawings = (_drawing(one, bars, f"{one.anchor}-{at}") for at, bars in enumerate(parts, 1))
    keys = (tag("li", tag("span", class_=f"key {kind}", aria_hidden="true"), name) for name, kind in one.kinds.items())
    plots = tag("div", *drawings, class_="plots")
    chart = tag("figure", tag("ul", *keys, class_="legend"), plots, tag("figcaption", one.note))
    details = tag("details", tag("summary", "图中的数"), one.numbers, open="" if len(one.bars) <= _FEW else None)
    kind = "chart" if len(parts) == 1 else "chart long"
    return tag("section", tag("h3", one.title), chart, details, id=one.anchor, class_=kind)


def _drawing(one: Chart, bars: Sequence[Bar], anchor: str) -> Html:
    said = "；".join(f"{bar.name}，{bar.numbers}" for bar in bars)
    return tag(
        "svg",
        tag("title", one.title, id=f"{anchor}-title"),
        tag("desc", said, id=f"{anchor}-desc"),
        *(_bar(bar, at * _STEP) for at, bar in enumerate(bars)),
        width="100%",
        height=str(len(bars) * _STEP),
        role="img",
        aria_labelledby=f"{anchor}-title {anchor}-desc",
    )


_FEW: Final = 6
"""Bars up to which the numbers stand open below the chart."""


def _bar(one: Bar, top: int) -> Html:
    return tag(
        "g",
        tag("text", clip(one.name, max(_SHORTEST, _ROOM - columns(one.numbers))), x="0", y=str(top + 14)),
        tag("text", one.numbers, x="100%", y=str(top + 14), class_="value"),
        tag("rect", x="0", y=str(top + 20), width="100%", height="14", class_="track"),
        # The first piece is drawn last: however thin, the next does not cover it.
        *(_span(each, top + 20) for each in reversed(one.spans)),
        *(_mark(each, top) for each in one.marks),
    )


def _span(one: Span, top: int) -> Html:
    says = tag("title", one.says)
    wide = max(one.end - one.start, _THINNEST)
    start = min(one.start, 1 - wide)
    return tag("rect", says, x=_share(start), y=str(top), width=_share(wide), height="14", class_=one.kind)


_THINNEST: Final = 0.008
"""The least share of the width that can still be seen."""


def _mark(one: Span, top: int) -> Html:
    at = _share(one.start)
    line = tag("line", tag("title", one.says), x1="0", x2="0", y1=str(top + 18), y2=str(top + 37), class_=one.kind)
    diamond = tag("path", d=f"M0 {top + 21}l6 6l-6 6l-6 -6z", class_=one.kind) if one.kind == "said" else ""
    return tag("svg", line, diamond, x=at, class_="mark")


def _share(one: float) -> str:
    return f"{one * 100:.2f}%"
