"""How much of a project needs an entry in the procurement budget, over every way its parts can add up to the whole.

通知 六（二）, 政府采购法 33. A purchase needs an entry where it is listed, at any amount, or reaches the limit of its
category. Not here: which parts a project has (classify/) and the verdict (rules/coverage/).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from procure.money import wan
from procure.record import Record
from procure.terms import Answer, Category

TOTAL: Final = "total"
COLUMNS: Final = (*Category, TOTAL)

Limits = Mapping[Category, int]
"""The first amount, in 分, that reaches each category's limit."""


class Share(Record, frozen=True):
    """A part as coverage sees it; amount is in 分 where stated, None where it is whatever the others leave.

    needed: the categories it may have, each with whether it needs an entry at any amount; NO needs one from the limit
    on. What has no category needs none, and takes up money all the same.
    """

    label: str
    needed: Mapping[Category, Answer]
    may_be_no_purchase: bool = False
    amount: int | None = None

    @property
    def is_sure(self) -> bool:
        """Return whether it is surely a purchase."""
        return bool(self.needed) and not self.may_be_no_purchase


class Need(Record, frozen=True):
    """The least and greatest amount, in 分, that needs an entry, by category and in total; how the least came about."""

    certain: Mapping[str, int]
    possible: Mapping[str, int]
    arithmetic: str = ""


NOTHING: Final = Need(dict.fromkeys(COLUMNS, 0), dict.fromkeys(COLUMNS, 0))


def need(whole: int, shares: Sequence[Share], limits: Limits) -> Need:
    """Return what a project needs.

    Stated shares are taken out first; the others add up to the rest of the whole, each of them 0 or more.
    """
    stated = [share for share in shares if share.amount is not None]
    free = [share for share in shares if share.amount is None]
    rest = whole - sum(share.amount or 0 for share in stated)
    groups = [_need(share.amount or 0, (share,), limits) for share in stated]
    return together([*groups, _need(rest, free, limits)] if free else groups)


def together(needs: Iterable[Need]) -> Need:
    """Return the sum of several needs."""
    many = list(needs)
    certain = {column: sum(one.certain[column] for one in many) for column in COLUMNS}
    possible = {column: sum(one.possible[column] for one in many) for column in COLUMNS}
    return Need(certain, possible, "，".join(one.arithmetic for one in many if one.arithmetic))


def _need(whole: int, shares: Sequence[Share], limits: Limits) -> Need:
    """Return what shares without stated amounts, or one with the whole amount, need."""
    least, arithmetic = _least(whole, shares, limits)
    sole = _only_category(shares)
    possible: dict[str, int] = {category: _greatest(whole, shares, category, limits) for category in Category}
    certain = {column: least if column in (sole, TOTAL) else 0 for column in COLUMNS}
    return Need(certain, possible | {TOTAL: max(possible.values())}, arithmetic)


def _least(whole: int, shares: Sequence[Share], limits: Limits) -> tuple[int, str]:
    """Return the least amount that needs an entry, over every way the shares can add up to the whole, and why.

    Each share outside the catalogue can take just less than its limit without needing an entry; a listed one always
    needs it. Without a listed share, one share must reach its limit, and the one with the smallest limit is cheapest.
    """
    if not all(share.is_sure for share in shares):
        return 0, ""
    room = [room for share in shares if (room := _room(share, limits)) is not None]
    if len(room) == len(shares):
        if whole <= sum(room):
            return 0, ""
        room.remove(min(room))
    left = whole - sum(room)
    return (left, _arithmetic(whole, room)) if left > 0 else (0, "")


def _room(share: Share, limits: Limits) -> int | None:
    """Return the most a share can take without needing an entry; None where it needs one at any amount."""
    rooms = [limits[category] - 1 for category, needed in share.needed.items() if needed is not Answer.YES]
    return max(rooms, default=None)


def _arithmetic(whole: int, room: Sequence[int]) -> str:
    if not room:
        return wan(whole)
    taken = " − ".join(f"{room.count(one)} × {wan(one)}" for one in sorted(set(room)))
    return f"{wan(whole)} − {taken} = {wan(whole - sum(room))}"


def _only_category(shares: Iterable[Share]) -> Category | None:
    """Return the one category that all shares surely have; with another's share about, each may get nothing."""
    categories = {category for share in shares for category in share.needed}
    return categories.pop() if len(categories) == 1 else None


def _greatest(whole: int, shares: Iterable[Share], category: Category, limits: Limits) -> int:
    """Return the greatest amount of a category that needs an entry: the whole where one share may take it so."""
    takers = [share.needed[category] for share in shares if category in share.needed]
    return whole if any(needed is not Answer.NO or whole >= limits[category] for needed in takers) else 0
