"""How far rounding can set printed figures apart: the bounds of a comparison. Not for which figures compare.

A printed figure stands for every amount within half its precision. Two sides agree if their intervals meet; beyond
four standard deviations of as many independent roundings a meeting is suspicious. A figure printed to 分 is exact, and
a plain 0 is as exact as its neighbours.
"""

from collections.abc import Iterable, Sequence
from math import isqrt
from typing import Final

from procure.budget.relation import WHOLE_PERCENT, Kind, Rate, Sum, Term
from procure.money import Amount
from procure.record import Record

_DEVIATIONS: Final = 4


class Weighed(Record, frozen=True):
    """Two sides beside each other, in 分: how far they are apart, and how far rounding sets them apart.

    bound: at most. doubt: almost never further. Of a part and its whole, difference is how far the part exceeds it.
    """

    left: int
    right: int
    difference: int
    bound: int
    doubt: int

    @property
    def has_tail(self) -> bool:
        """Return whether the sides differ, by no more than rounding explains."""
        return 0 < self.difference <= min(self.bound, self.doubt)


def weigh(relation: Sum | Rate) -> Weighed:
    """Return how the two sides of a relation compare."""
    return _weigh_sum(relation) if isinstance(relation, Sum) else _weigh_rate(relation)


def total(terms: Iterable[Term]) -> int:
    """Return what terms add up to, in 分."""
    return sum(term.sign * term.figure.fen for term in terms)


def _weigh_sum(one: Sum) -> Weighed:
    left, right = total(one.left), total(one.right)
    apart = max(0, left - right) if one.at_most else abs(left - right)
    terms = (*one.left, *one.right)
    if one.kind is Kind.SAME and _printed_alike(terms):
        return Weighed(left, right, apart, 0, 0)
    steps = _steps(terms)
    return Weighed(left, right, apart, sum(steps) // 2, _doubt(steps))


def _printed_alike(terms: Sequence[Term]) -> bool:
    """Return whether all figures are printed in one unit with as many decimals: then they are equal to the digit."""
    return len({(term.figure.unit, term.figure.amount.step) for term in terms}) == 1


def _steps(terms: Sequence[Term]) -> list[int]:
    """Return each figure's printed precision, in 分, as far as anything may have been rounded away.

    A bare 0 is as precise as the most precise of the others: it means nothing at all. 0.00 is rounded as it is printed.
    """
    amounts = [term.figure.amount for term in terms]
    finest = min((_lost(amount) for amount in amounts if amount.fen), default=0)
    bare = [term.figure.amount.step == term.figure.unit.value and not term.figure.fen for term in terms]
    return [min(_lost(one), finest) if plain else _lost(one) for one, plain in zip(amounts, bare, strict=True)]


def _lost(amount: Amount) -> int:
    return amount.step if amount.is_rounded else 0


def _doubt(steps: Sequence[int]) -> int:
    """Return four standard deviations of the sum of independent roundings: each p/√12 for a precision p."""
    return isqrt(_DEVIATIONS**2 * sum(step * step for step in steps) // 12)


def _weigh_rate(one: Rate) -> Weighed:
    """Return the part beside what the percentage makes of the whole."""
    part, whole = total(one.part), total(one.whole)
    value, step = abs(one.percent.value), one.percent.step
    expected = (whole * value + WHOLE_PERCENT // 2) // WHOLE_PERCENT
    rounded_part, rounded_whole = sum(_steps(one.part)), sum(_steps(one.whole))
    of_whole = -(-rounded_whole * (value + step) // WHOLE_PERCENT)
    of_percent = -(-abs(whole) * step // WHOLE_PERCENT)
    bound = -(-(rounded_part + of_whole + of_percent) // 2) + 1
    return Weighed(abs(part), expected, abs(abs(part) - expected), bound, bound)
