"""What different places of a document say of the same thing, and what identities bind. Not for one table: within.py."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from procure.budget.identities import Identity, load_identities
from procure.budget.relation import TOTAL, Kind, Meaning, Measure, Statement, Sum, Term
from procure.record import replace

_CARRIED: Final = "carried"
_CURRENT: Final = "current"
_CARRIED_OUT: Final = "carried_out"
_ALL: Final = "all"
_FUNDS: Final = ("all", "fiscal", "general")
"""Each fund holds those after it."""

Told = Mapping[tuple[Meaning, Measure], Sequence[Statement]]
"""What is said of each meaning, in the document's order."""


def relations_across(statements: Iterable[Statement]) -> Iterator[Sum]:
    """Yield what must agree between the places of a document: the same figure twice, and the identities of a budget."""
    told = _gathered(_unambiguous(list(statements)))
    for group in _merged(told).values():
        yield from _same(_reference(group), group)
    yield from _identities({about: _reference(group) for about, group in told.items()})


def is_told_by_table(statement: Statement) -> bool:
    """Return whether a figure stands in a table; else it was read out of running text."""
    return statement.figure.place.row is not None


def _unambiguous(statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements that surely speak of one thing.

    Left out are those of a table that tells different amounts of one name (two projects), and those of a paragraph that
    does so of the year before (its budget and its execution). A total printed twice in a table is one. Where money is
    carried in or out, a total may hold it or not: totals of the text are left out, and where it is carried out those of
    spending altogether.
    """
    carries, leaves = _carries(statements), _leaves(statements)
    amounts: dict[tuple[str, str, Meaning, Measure], set[int]] = defaultdict(set)
    for one in statements:
        settled = one.meaning.subject == TOTAL if is_told_by_table(one) else one.measure is Measure.AMOUNT
        if not settled:
            amounts[_source(one)].add(one.figure.fen)
    clear = (one for one in statements if len(amounts[_source(one)]) <= 1)
    return [one for one in clear if not _may_hold_more(one, carries=carries, leaves=leaves)]


def _source(one: Statement) -> tuple[str, str, Meaning, Measure]:
    place = one.figure.place
    return place.part, "" if is_told_by_table(one) else place.spot, one.meaning, one.measure


def _may_hold_more(one: Statement, *, carries: bool, leaves: bool) -> bool:
    meaning = one.meaning
    if meaning.subject != TOTAL or meaning.flow not in ("income", "expenditure"):
        return False
    text = not is_told_by_table(one)
    return (text and (carries or leaves)) or (leaves and meaning.flow == "expenditure")


def _carries(statements: Iterable[Statement]) -> bool:
    return any(_is_carried(one.meaning) and one.figure.fen for one in statements)


def _leaves(statements: Iterable[Statement]) -> bool:
    return any(one.meaning.flow == _CARRIED_OUT and one.figure.fen for one in statements)


def _gathered(statements: Sequence[Statement]) -> Told:
    """Return the statements by what they say; where nothing is carried in or out, this year's is all there is."""
    carries = _carries(statements) or _leaves(statements)
    return _by_meaning((_period(one, carries=carries), one) for one in statements)


def _merged(told: Told) -> Told:
    """Return the statements with those of a fund whose total is a wider fund's put to the wider: it holds no other.

    Amounts of this year only: what the funds held the year before is not known.
    """
    wider = _wider_funds(told)

    def put(meaning: Meaning, measure: Measure) -> Meaning:
        fund = wider.get((meaning.flow, meaning.fund), meaning.fund) if measure is Measure.AMOUNT else meaning.fund
        return replace(meaning, fund=fund)

    return _by_meaning((put(*about), one) for about, group in told.items() for one in group)


def _period(one: Statement, *, carries: bool) -> Meaning:
    """Return what a statement is about; of the year before it is not known whether anything was carried over."""
    period = one.meaning.period or _ALL
    all_there_is = period == _CURRENT and not carries and one.measure is Measure.AMOUNT
    return replace(one.meaning, period=_ALL if all_there_is else period)


def _by_meaning(pairs: Iterable[tuple[Meaning, Statement]]) -> dict[tuple[Meaning, Measure], list[Statement]]:
    told: dict[tuple[Meaning, Measure], list[Statement]] = defaultdict(list)
    for meaning, one in pairs:
        told[meaning, one.measure].append(one)
    return told


def _wider_funds(told: Told) -> dict[tuple[str, str], str]:
    """Return for a flow and a fund the widest fund whose total is the same."""
    found: dict[tuple[str, str], str] = {}
    for flow in ("income", "expenditure"):
        totals = {fund: _total(told, flow, fund) for fund in _FUNDS}
        for fund in _FUNDS:
            same = (wider for wider in _FUNDS if totals[fund] and totals[wider] == totals[fund])
            found[flow, fund] = next(same, fund)
    return found


def _total(told: Told, flow: str, fund: str) -> int | None:
    """Return what tables say of a fund's total, in 分; running text is rounded too far to tell funds apart."""
    group = told.get((Meaning(flow, fund, _ALL, TOTAL, _ALL), Measure.AMOUNT), ())
    often = Counter(one.figure.fen for one in group if is_told_by_table(one))
    return often.most_common(1)[0][0] if often else None


def _is_carried(meaning: Meaning) -> bool:
    return meaning.period == _CARRIED or meaning.flow == "carried_in"


def _reference(group: Sequence[Statement]) -> Statement:
    """Return what the others are compared with: what most tables say, else most of the text, and most precisely."""
    often = Counter((one.figure.fen, is_told_by_table(one)) for one in group)

    def rank(one: Statement) -> tuple[bool, int, int]:
        table = is_told_by_table(one)
        return table, often[one.figure.fen, table], -one.figure.amount.step

    return max(group, key=rank)


def _same(reference: Statement, group: Sequence[Statement]) -> Iterator[Sum]:
    for one in group:
        if one is not reference:
            text = not (is_told_by_table(one) and is_told_by_table(reference))
            other = Term(reference.figure, reference.label)
            yield Sum(Kind.SAME, one.label, (Term(one.figure),), (other,), from_text=text, key=_key(one))


def _key(one: Statement) -> str:
    """Return what tells statements of one label apart: the whole of their meaning."""
    meaning = one.meaning
    return f"{meaning.flow}|{meaning.fund}|{meaning.part}|{meaning.subject}|{meaning.period}|{one.measure}"


def _identities(settled: Mapping[tuple[Meaning, Measure], Statement]) -> Iterator[Sum]:
    """Yield the identities of which every figure is printed."""
    for (meaning, measure), identity in ((about, one) for about in settled for one in load_identities()):
        bound = identity.around(meaning)
        if bound is not None:
            yield from _bound(bound, measure, settled)


def _bound(identity: Identity, measure: Measure, settled: Mapping[tuple[Meaning, Measure], Statement]) -> Iterator[Sum]:
    sides = [[settled.get((meaning, measure)) for meaning in side] for side in (identity.left, identity.right)]
    known = [one for one in chain(*sides) if one is not None]
    if len(known) < len(identity.left) + len(identity.right):
        return
    left, right = (tuple(Term(one.figure, one.label) for one in side if one) for side in sides)
    text = not all(map(is_told_by_table, known))
    subject = f"{identity.name}（{known[0].label}）"
    yield Sum(Kind.IDENTITY, subject, left, right, identity.at_most, text, _key(known[0]))
