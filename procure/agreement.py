"""The facts of figures that must agree, and of words that do not fit: judged by the rules of rules/agreement/."""

from collections.abc import Iterable, Sequence
from typing import Final

from procure.budget.reconcile import Reconciliation
from procure.budget.relation import Kind, Oddity, Rate, Sum, Tally, Term
from procure.budget.rounding import Weighed, total, weigh
from procure.findings import Findings, Subject
from procure.model import Place
from procure.money import Unit, grouped, wan, yuan

_FACTS: Final = {
    Kind.COLUMNS: "sum",
    Kind.ROWS: "sum",
    Kind.CODES: "sum",
    Kind.SAME: "equal",
    Kind.IDENTITY: "identity",
    Kind.WITHIN: "sentence",
    Kind.SHEET: "sheet",
    Kind.PROJECTS: "sheet",
}
_TERMS_SHOWN: Final = 8
_SPOTS_SHOWN: Final = 3
_MINUS: Final = ("-", "−", "－", "(", "（")


def judge_agreement(told: Reconciliation, findings: Findings) -> tuple[str, ...]:
    """Judge everything that must agree in a document; return a sentence on each tail."""
    tails = []
    for one in told.relations:
        if isinstance(one, Tally):
            judge_tally(one, findings)
        elif tail := judge_relation(one, findings):
            tails.append(tail)
    for oddity in told.oddities:
        judge_oddity(oddity, findings)
    return tuple(tails)


def judge_relation(one: Sum | Rate, findings: Findings) -> str | None:
    """Judge whether two sides agree; return a sentence on the tail where they do but for rounding."""
    weighed = weigh(one)
    words = _words(one, weighed) if weighed.difference else {}  # equal sides are never put into words
    from_text = one.from_text if isinstance(one, Sum) else True
    values = {
        "difference": weighed.difference,
        "bound": weighed.bound,
        "doubt": weighed.doubt,
        "evidence": "text" if from_text else "table",
    }
    findings.judge(_kind(one), values, Subject(_place(one), _ids(one), words))
    if not weighed.has_tail:
        return None
    return f"{words['subject']}：{words['left']}，{words['right']}，相差 {words['difference']}，不超过 {words['bound']}"


def judge_tally(one: Tally, findings: Findings) -> None:
    """Judge whether a stated count is what is listed (CNT100)."""
    values = {"agrees": "yes" if one.stated.number == one.found else "no"}
    words = {
        "subject": one.subject,
        "stated": f"{one.stated.number}{one.stated.unit}",
        "found": one.formula,
        "missing": f"；没有绩效目标表的项目：{'、'.join(one.missing)}" if one.missing else "",
        "other": _spots([*(count.place for count in one.counts), *one.listed_at]),
    }
    findings.judge("tally", values, Subject(one.stated.place, (one.subject,), words))


def judge_oddity(one: Oddity, findings: Findings) -> None:
    """Judge words that do not fit (TXT100)."""
    words = {"subject": one.subject, "found": one.found, "expected": one.expected}
    findings.judge("oddity", {"what": one.kind}, Subject(one.place, (one.subject, one.kind), words))


def _ids(one: Sum | Rate) -> tuple[str, ...]:
    """Return what a finding is recognised by again: no amount, and not which of the summands are printed."""
    if isinstance(one, Rate):
        return (one.subject, one.key) if one.key else (one.subject,)
    parts = (_shortened(one.subject), one.left[0].label if len(one.left) == 1 else "", one.key)
    return tuple(part for part in parts if part)


def _words(one: Sum | Rate, weighed: Weighed) -> dict[str, str]:
    return _words_of_sum(one, weighed) if isinstance(one, Sum) else _words_of_rate(one, weighed)


def _kind(one: Sum | Rate) -> str:
    if isinstance(one, Rate):
        return "rate"
    return "part" if one.at_most else _FACTS[one.kind]


def _place(one: Sum | Rate) -> Place:
    return one.percent.place if isinstance(one, Rate) else one.left[0].figure.place


def _words_of_sum(one: Sum, weighed: Weighed) -> dict[str, str]:
    unit = one.left[0].figure.unit
    return {
        "subject": _shortened(one.subject),
        "left": _formula(one.left, unit),
        "right": _formula(one.right, unit),
        **_bounds(weighed, unit),
        "other": _spots([term.figure.place for term in (*one.left[1:], *one.right)]),
    }


def _shortened(subject: str) -> str:
    """Return a subject without the formula at its end, which the two sides of the sentence tell with their figures."""
    before, equals, _ = subject.partition(" = ")
    return (before.rpartition("：")[0] or subject) if equals else subject


def _words_of_rate(one: Rate, weighed: Weighed) -> dict[str, str]:
    unit = one.part[0].figure.unit
    whole = _amount(total(one.whole), unit)
    return {
        "subject": one.subject,
        "left": _formula(one.part, unit),
        "right": f"{whole} × {one.percent.text} = {_amount(weighed.right, unit)}",
        **_bounds(weighed, unit),
        "other": _spots([term.figure.place for term in (*one.part, *one.whole)]),
    }


def _bounds(weighed: Weighed, unit: Unit) -> dict[str, str]:
    amounts = {"difference": weighed.difference, "bound": weighed.bound, "doubt": weighed.doubt}
    return {name: _amount(amount, unit) for name, amount in amounts.items()}


def _formula(terms: Sequence[Term], unit: Unit) -> str:
    """Return a side as it is printed, and what it adds up to where it has several terms; what is added comes first."""
    ordered = sorted(terms, key=lambda term: -term.sign)
    shown = [_term(term, unit, first=number == 0) for number, term in enumerate(ordered[:_TERMS_SHOWN])]
    if len(terms) == 1:
        return shown[0] if _tells_unit(shown[0]) or not shown[0][-1].isdigit() else f"{shown[0]}{unit.word}"
    more = f" + …（共 {len(terms)} 项）" if len(terms) > _TERMS_SHOWN else ""
    return f"{''.join(shown)}{more} = {_amount(total(terms), unit)}"


def _term(term: Term, unit: Unit, *, first: bool) -> str:
    figure = term.figure
    sign = ("" if first else " + ") if term.sign > 0 else ("−" if first else " − ")
    fall = "−" if figure.fen < 0 and not figure.text.startswith(_MINUS) else ""
    label = f"{term.label} " if term.label else ""
    own = "" if figure.unit is unit or _tells_unit(figure.text) else figure.unit.word
    return f"{sign}{label}{fall}{figure.text}{own}"


def _tells_unit(text: str) -> bool:
    return text.endswith(("元", "万", "亿"))


def _amount(fen: int, unit: Unit) -> str:
    return f"{grouped(yuan(fen))}元" if unit in (Unit.YUAN, Unit.FEN) else f"{grouped(wan(fen))}万元"


def _spots(places: Iterable[Place]) -> str:
    named = (" ".join(part for part in (place.part, place.spot) if part) for place in places)
    spots = list(dict.fromkeys(name for name in named if name))
    return "、".join(spots[:_SPOTS_SHOWN]) + (f"等 {len(spots)} 处" if len(spots) > _SPOTS_SHOWN else "")
