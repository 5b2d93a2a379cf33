"""The relations inside sentences: parts and wholes, shares, growth. Not for finding the sentences."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from procure.budget.narrative_told import Group, Growth, Item, Listing, Told
from procure.budget.narrative_words import families
from procure.budget.relation import Kind, Meaning, Measure, Oddity, Rate, Sum, Term
from procure.model import Figure
from procure.record import replace

_FUNCTION = "function/"
_FEWEST = 2
"""Items that make a list."""
_MOST = 60
"""Parts of a sentence that are compared with each other; no sentence has more."""

Pair = tuple[str, str]
Settled = Mapping[Meaning, Figure]
Sides = tuple[tuple[Term, ...], tuple[Term, ...]]


def settle_periods(groups: Iterable[Group]) -> None:
    """Say of parts told beside what was carried over that they are this year's: it was unknown when they were read."""
    for group in groups:
        carried = [one for one in group.parts if _is_carried(one)]
        for part in group.parts if carried else ():
            if not (part.period_said or part in carried):
                part.meanings = tuple(replace(about, period="current") for about in part.meanings)


def sums_of(told: Told) -> Iterator[Sum]:
    """Yield what adds up within a sentence or a list of items, and amounts told with last year's and the change."""
    for group in (one for one in told.groups if len(one.parts) <= _MOST):
        yield from _families(group)
        yield from _at_most(group)
    for listing in told.listings:
        yield from _listed(listing)
    for growth in told.growths:
        yield from _changed(growth)


def rates_of(told: Told) -> Iterator[Rate]:
    """Yield the percentages whose part and whole are both printed in the text, and whose whole is not 0."""
    settled = _settled(told.items)
    for share in told.shares:
        whole = share.whole.figure if share.whole else settled.get(share.wanted or Meaning())
        if whole is not None and whole.fen and whole is not share.part:
            part, term = (Term(share.part, share.label),), (Term(whole, "合计"),)
            yield Rate(f"{share.label}占比", part, term, share.percent)
    for item, percent in told.completions:
        if item.figure and item.budgeted and item.budgeted.fen:
            part, term = (Term(item.figure, "决算"),), (Term(item.budgeted, "年初预算"),)
            yield Rate(f"{item.label}完成预算的比例", part, term, percent)
    for growth in told.growths:
        yield from _growth(growth, settled)


def oddities_of_directions(told: Told) -> Iterator[Oddity]:
    """Yield where the word for a rise or fall is against both printed amounts."""
    for growth in told.growths:
        now, before = growth.item.figure, growth.item.before
        if now is None or before is None or growth.percent is None:
            continue
        if now.fen == before.fen or (now.fen < before.fen) != growth.falls:
            word = "减少" if growth.falls else "增加"
            printed = f"上年 {before.text}，本年 {now.text}"
            yield Oddity("direction", growth.percent.place, growth.item.label, f"{word}{growth.percent.text}", printed)


def _growth(growth: Growth, settled: Settled) -> Iterator[Rate]:
    """Yield a growth's rate: of the change as printed, else of both years' amounts; a fall's part is positive too."""
    percent, item = growth.percent, growth.item
    now = item.figure or settled.get(item.meanings[0])
    if percent is None or now is None:
        return
    terms = _of_change(now, growth) if growth.change is not None else _of_years(now, growth)
    part, whole = terms or ((), ())
    if sum(term.sign * term.figure.fen for term in whole) > 0:  # from nothing: 增加100% is the custom, and no rate
        yield Rate(f"{item.label}增减幅度", part, whole, percent)


def _of_change(now: Figure, growth: Growth) -> Sides:
    """Return the change and what it is a percentage of, the year before: this year's amount without the change."""
    change = growth.change or now
    before = Term(change, "增减额", 1 if growth.falls else -1)
    return (Term(change, "增减额"),), (Term(now, growth.item.label), before)


def _of_years(now: Figure, growth: Growth) -> Sides | None:
    """Return the difference of two years and the year before; None where the words are against it."""
    before = growth.item.before
    if before is None or before.fen == now.fen or (now.fen < before.fen) != growth.falls:
        return None
    this, last = Term(now, "本年", -1 if growth.falls else 1), Term(before, "上年", 1 if growth.falls else -1)
    return (this, last), (Term(before, "上年"),)


def _changed(growth: Growth) -> Iterator[Sum]:
    now, before, change = growth.item.figure, growth.item.before, growth.change
    if now and before and change and growth.percent is None:
        right = (Term(before, "上年"), Term(change, "增减额", -1 if growth.falls else 1))
        yield Sum(Kind.WITHIN, f"{growth.item.label}与上年增减", (Term(now, "本年"),), right, from_text=True)


def _listed(listing: Listing) -> Iterator[Sum]:
    terms = [Term(one.figure, one.label) for one in listing.items if one.figure]
    whole = listing.whole.figure if listing.whole else None
    if listing.is_whole and whole and len(terms) >= _FEWEST and listing.whole:
        right = (Term(whole, listing.whole.label),)
        yield Sum(Kind.WITHIN, f"逐项列出的{listing.whole.label}", tuple(terms), right, from_text=True)


def _families(group: Group) -> Iterator[Sum]:
    """Yield what adds up because nothing is left beside: 基本支出 and 项目支出, 货物 and so on."""
    head = [group.head] if group.head and group.head.figure else []
    for whole in (*head, *group.parts) if group.is_sure and not group.is_open else ():
        fields = {field for (field, _), _ in families() if field in Meaning.__struct_fields__}
        for field in sorted(fields):
            value = getattr(whole.meanings[0], field)
            known = (parts for (name, worth), parts in families() if (name, worth) == (field, value))
            sums = (one for parts in known for one in _family(whole, field, parts, group.parts))
            yield from islice(sums, 1)


def _family(whole: Item, field: str, parts: Sequence[Pair], told: Sequence[Item]) -> Iterator[Sum]:
    found = [[one for one in told if _is_part(one, whole, field, value)] for _, value in parts]
    carried = [one for one in told if _is_carried(one)] if field == "fund" else []
    if field == "fund" and len(_told_apart(whole, told)) > len(parts):
        return
    terms = [Term(one.figure, one.label) for group in (*found, carried) for one in group if one.figure]
    if whole.figure and all(len(group) == 1 for group in found) and len(carried) <= 1:
        subject = f"{whole.label}与其各项"
        yield Sum(Kind.WITHIN, subject, (Term(whole.figure, whole.label),), tuple(terms), from_text=True)


def _is_part(one: Item, whole: Item, field: str, value: str) -> bool:
    """Return whether an item differs from the whole in one field only; what was carried in is a part by period."""
    if field == "period" and value == "carried" and _is_carried(one):
        return True
    return any(
        _like(about, field) == _like(replace(mine, **{field: value}), field) for about, mine in _paired(one, whole)
    )


def _told_apart(whole: Item, told: Sequence[Item]) -> list[Item]:
    """Return the items that differ from the whole in their fund only."""
    others = (one for one in told if one is not whole and not _is_carried(one))
    return [one for one in others if _is_part(one, whole, "fund", one.meanings[0].fund)]


def _paired(one: Item, whole: Item) -> Iterator[tuple[Meaning, Meaning]]:
    for about in one.meanings:
        for mine in whole.meanings:
            yield about, mine


def _like(about: Meaning, field: str) -> Meaning:
    """Return a meaning as parts are told apart: by fund, this year's are those beside what was carried over."""
    return replace(about, period="") if field == "fund" else about


def _at_most(group: Group) -> Iterator[Sum]:
    """Yield that classes of expenditure, told of one whole, come to no more than it; they do not overlap."""
    head = group.head
    parts = [one for one in group.parts if one.meanings[0].subject.startswith(_FUNCTION) and one.figure]
    names = {one.meanings[0].subject for one in parts}
    if head is None or head.figure is None or len(parts) < _FEWEST or len(names) < len(parts):
        return
    terms = tuple(Term(one.figure, one.label) for one in parts if one.figure)
    right = (Term(head.figure, head.label),)
    yield Sum(Kind.WITHIN, f"{head.label}与所列各类", terms, right, at_most=True, from_text=True)


def _settled(items: Iterable[Item]) -> Settled:
    """Return the one amount that the text prints of each meaning; a meaning with different amounts has none."""
    told: dict[Meaning, dict[int, Figure]] = defaultdict(dict)
    for one in items:
        if one.measure is Measure.AMOUNT and one.figure:
            for about in one.meanings:
                told[about].setdefault(one.figure.fen, one.figure)
    return {about: next(iter(figures.values())) for about, figures in told.items() if len(figures) == 1}


def _is_carried(one: Item) -> bool:
    return any(about.flow == "carried_in" or about.period == "carried" for about in one.meanings)
