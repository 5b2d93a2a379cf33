"""How much of a project needs an entry in the procurement budget, over every way its parts can add up to the whole.

通知 六（二）, 政府采购法 33. A purchase needs an entry where it is listed, at any amount, or reaches the limit of its
category. Not here: which parts a project has (classify/) and the verdict (rules/coverage/).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from procure.money import wan
from procure.terms import Answer, Category

TOTAL: Final = "total"
COLUMNS: Final = (*Category, TOTAL)


@dataclass(frozen=True, slots=True)
class Share:
    """A part as coverage sees it; amount is in 分 where stated, None where it is whatever the others leave."""

    label: str
    categories: frozenset[Category]
    listed: Answer
    may_be_no_purchase: bool = False
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """The least and greatest amount, in 分, that needs an entry, by category and in total; how the least came about."""

    certain: Mapping[str, int]
    possible: Mapping[str, int]
    arithmetic: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """A least amount, in 分, and the arithmetic behind it."""

    amount: int
    arithmetic: str = field(default="", compare=False)


def need(whole: int, shares: Sequence[Share], limits: Mapping[Category, int]) -> Need:
    """Return what a project needs; limits are the first amounts, in 分, that reach each category's limit.

    Stated shares are taken out first; the others add up to the rest of the whole, each of them 0 or more.
    """
    stated = [share for share in shares if share.amount is not None]
    free = [share for share in shares if share.amount is None]
    rest = whole - sum(share.amount or 0 for share in stated)
    pieces = [([share], share.amount or 0) for share in stated] + ([(free, rest)] if free else [])
    bounds = [least(amount, group, limits) for group, amount in pieces]
    certain = dict.fromkeys(COLUMNS, 0)
    possible = dict.fromkeys(COLUMNS, 0)
    for (group, amount), bound in zip(pieces, bounds, strict=True):
        certain[TOTAL] += bound.amount
        for category in _only_category(group):
            certain[category] += bound.amount
        greatest_of = {category: greatest(amount, group, category, limits) for category in Category}
        possible = {column: possible[column] + greatest_of.get(column, 0) for column in possible}
        possible[TOTAL] += max(greatest_of.values())
    return Need(certain, possible, "，".join(bound.arithmetic for bound in bounds if bound.arithmetic))


def least(whole: int, shares: Sequence[Share], limits: Mapping[Category, int]) -> Bound:
    """Return the least amount that needs an entry, over every way the shares can add up to the whole.

    Each share outside the catalogue can take just less than its limit without needing an entry; a listed one always
    needs it. Without a listed share, one share must reach its limit, and the one with the smallest limit is cheapest.
    """
    if any(share.may_be_no_purchase for share in shares):
        return Bound(0)
    room = [_room(share, limits) for share in shares if share.listed is not Answer.YES]
    if len(room) == len(shares):
        if whole <= sum(room):
            return Bound(0)
        room.remove(min(room))
    return Bound(max(0, whole - sum(room)), _arithmetic(whole, room))


def _room(share: Share, limits: Mapping[Category, int]) -> int:
    return max(limits[category] for category in share.categories) - 1


def _arithmetic(whole: int, room: Sequence[int]) -> str:
    if not room:
        return wan(whole)
    taken = " − ".join(f"{room.count(one)} × {wan(one)}" for one in sorted(set(room)))
    return f"{wan(whole)} − {taken} = {wan(max(0, whole - sum(room)))}"


def _only_category(shares: Iterable[Share]) -> tuple[Category, ...]:
    """Return the one category that all shares surely have; with another's share about, each may get nothing."""
    categories = frozenset.union(*(share.categories for share in shares))
    return tuple(categories) if len(categories) == 1 else ()


def greatest(whole: int, shares: Iterable[Share], category: Category, limits: Mapping[Category, int]) -> int:
    """Return the greatest amount of a category that needs an entry: the whole where one share may take it so."""
    takers = (share for share in shares if category in share.categories)
    return whole if any(_may_need(share, category, whole, limits) for share in takers) else 0


def _may_need(share: Share, category: Category, amount: int, limits: Mapping[Category, int]) -> bool:
    may_be_listed = share.listed is not Answer.NO and category is not Category.WORKS
    return may_be_listed or amount >= limits[category]


def together(needs: Iterable[Need]) -> Need:
    """Return the sum of several projects' needs."""
    many = list(needs)
    certain = {column: sum(one.certain[column] for one in many) for column in COLUMNS}
    possible = {column: sum(one.possible[column] for one in many) for column in COLUMNS}
    return Need(certain, possible)
