"""From a project's parts to purchases that can be determined, and to what they need in the procurement budget."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from procure.budget.coverage import Need, Share, need
from procure.catalog import NEVER, Edition, Listing
from procure.classify.hints import Hint, hinted_facts
from procure.determine import Context, determine, not_judged
from procure.model import Classification, Determination, EconomicLine, Part, Project, Purchase
from procure.terms import Answer, Category


@dataclass(frozen=True, slots=True)
class Expected:
    """An expected purchase: its part, whether it is listed, the purchase as far as known, and its determination."""

    part: Part
    listing: Listing
    purchase: Purchase
    determination: Determination


@dataclass(frozen=True, slots=True)
class Stated:
    """Facts that the user stated of a part: yes-or-no facts, and whether it is listed."""

    facts: Mapping[str, str] = field(default_factory=dict)
    listed: Answer | None = None


def listing_of(part: Part, edition: Edition, stated: Stated) -> Listing:
    """Return whether a part is listed: as stated, or as all items it may be agree; works are outside the catalogue."""
    if stated.listed is not None:
        return Listing(stated.listed)
    if part.categories == {Category.WORKS}:
        return Listing(Answer.NO)
    listings = [edition.listing(code, part.meets) for code in part.codes]
    agreed = {listing.status for listing in listings}
    return listings[0] if len(agreed) == 1 else Listing(Answer.UNDETERMINED)


def expect(
    project: Project,
    classified: Classification,
    context: Context | str,
    hints: Sequence[Hint],
    stated: Mapping[str, Stated],
) -> tuple[Expected, ...]:
    """Return the purchases of a project with their determinations; a context that is a text says why none is judged."""
    return tuple(
        _expected(project, part, classified.parts, context, hints, stated.get(part.label, Stated()))
        for part in classified.parts
    )


def _expected(  # noqa: PLR0913, PLR0917  a part stands among its siblings
    project: Project,
    part: Part,
    siblings: Sequence[Part],
    context: Context | str,
    hints: Sequence[Hint],
    stated: Stated,
) -> Expected:
    low, high = _amounts(project, part, siblings)
    if isinstance(context, str):
        purchase = Purchase(part.label, part.categories, Answer.UNDETERMINED, low, high)
        return Expected(part, Listing(Answer.UNDETERMINED), purchase, not_judged(context))
    listing = listing_of(part, context.edition, stated)
    built_in = listing.entry is not None and listing.entry.built_into_works
    hinted = hinted_facts(hints, part.codes, context.catalog.items)
    purchase = Purchase(
        subject=part.label,
        categories=part.categories,
        listing=listing.status,
        low=low,
        high=high,
        stated=stated.facts,
        hinted=hinted | ({"works_related"} if built_in else frozenset()),
        listing_question=listing.restriction.question if listing.restriction else None,
    )
    return Expected(part, listing, purchase, determine(purchase, context))


def _amounts(project: Project, part: Part, siblings: Sequence[Part]) -> tuple[int, int]:
    """Return the least and greatest amount of a part: stated, the whole, or anything the others leave."""
    if part.low is not None and part.high is not None:
        return part.low, part.high
    left = project.exact.fen - sum(one.low or 0 for one in siblings)
    only = all(one.low is not None for one in siblings if one is not part)
    return (left if only and not part.may_be_no_purchase else 0), max(0, left)


def need_of(project: Project, expected: Iterable[Expected], context: Context) -> Need:
    """Return what a project needs in the procurement budget, over every level the budget may have."""
    return _need(project.exact.fen, [_share(one) for one in expected], context)


def _share(one: Expected) -> Share:
    """Return a part as coverage sees it; what may be no purchase (水电、接待) always counts in the upper bound."""
    part = one.part
    listed = Answer.UNDETERMINED if part.may_be_no_purchase else one.listing.status
    return Share(part.label, part.categories, listed, part.may_be_no_purchase, part.low)


def need_of_line(line: EconomicLine, categories: frozenset[Category], context: Context) -> Need:
    """Return what a line of the 基本支出经济科目 table may need: nothing is certain of it."""
    shares = [Share(line.name, categories, Answer.UNDETERMINED, may_be_no_purchase=True)]
    return _need(line.amount.fen, shares, context)


def _need(whole: int, shares: Sequence[Share], context: Context) -> Need:
    if not shares:
        return need(0, (), {})
    limits = [_limits(level, context) for level in context.levels]
    strict = {category: min(one[category] for one in limits) for category in Category}
    loose = {category: max(one[category] for one in limits) for category in Category}
    least = need(whole, shares, loose)
    return Need(least.certain, need(whole, shares, strict).possible, least.arithmetic)


def _limits(level: str, context: Context) -> dict[Category, int]:
    limits = {category: context.edition.threshold("procurement_threshold", level, category) for category in Category}
    return {category: limit.first if limit else NEVER for category, limit in limits.items()}
