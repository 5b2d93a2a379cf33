"""What different places of a document say of the same thing, and what identities bind. Not for one table: within.py."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from procure.budget.identities import Identity, load_identities
from procure.budget.relation import Kind, Meaning, Measure, Statement, Sum, Term
from procure.record import replace

_CARRIED: Final = "carried"
_CURRENT: Final = "current"
_ALL: Final = "all"

Told = Mapping[tuple[Meaning, Measure], Sequence[Statement]]
"""What is said of each meaning, in the document's order."""


def relations_across(statements: Iterable[Statement]) -> Iterator[Sum]:
    """Yield what must agree between the places of a document: the same figure twice, and the identities of a budget."""
    told = _gathered(list(statements))
    settled = {about: _reference(group) for about, group in told.items()}
    for about, group in told.items():
        yield from _same(settled[about], group)
    yield from _identities(settled)


def is_told_by_table(statement: Statement) -> bool:
    """Return whether a figure stands in a table; else it was read out of running text."""
    return statement.figure.place.row is not None


def _gathered(statements: Sequence[Statement]) -> dict[tuple[Meaning, Measure], list[Statement]]:
    """Return the statements by what they say; where nothing is carried over, this year's is all there is."""
    carries = any(_is_carried(one.meaning) and one.figure.fen for one in statements)
    told: dict[tuple[Meaning, Measure], list[Statement]] = defaultdict(list)
    for one in statements:
        period = one.meaning.period or _ALL
        if not carries and period == _CURRENT:
            period = _ALL
        told[replace(one.meaning, period=period), one.measure].append(one)
    return told


def _is_carried(meaning: Meaning) -> bool:
    return meaning.period == _CARRIED or meaning.flow == "carried_in"


def _reference(group: Sequence[Statement]) -> Statement:
    """Return what the others are compared with: what most places say, rather in a table, and most precisely."""
    often = Counter(one.figure.fen for one in group)
    return max(group, key=lambda one: (often[one.figure.fen], is_told_by_table(one), -one.figure.amount.step))


def _same(reference: Statement, group: Sequence[Statement]) -> Iterator[Sum]:
    for one in group:
        if one is not reference:
            text = not (is_told_by_table(one) and is_told_by_table(reference))
            other = Term(reference.figure, reference.label)
            yield Sum(Kind.SAME, one.label, (Term(one.figure),), (other,), from_text=text)


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
    yield Sum(Kind.IDENTITY, f"{identity.name}（{known[0].label}）", left, right, identity.at_most, text)
