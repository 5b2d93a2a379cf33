"""From a project's parts to purchases that can be determined, and to what they need in the procurement budget."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from procure.budget.coverage import Limits, Need, Share, need
from procure.catalog import NEVER, Edition, Listing
from procure.classify.hints import Hint, hinted_facts
from procure.conclusions import ASKED
from procure.context import Context
from procure.determine import determine, not_judged, possible
from procure.model import Classification, Determination, EconomicLine, Part, Project, Purchase
from procure.record import Record, field, replace
from procure.terms import Answer, Category

APPROVAL: Final = "open_tender_avoidance"
"""The fact that another method than open tender is approved; stated as the approval's document number."""
_APPROVED: Final = "用户答复：公开招标以外的采购方式已经批准（{}），可以按批准的方式采购；本工具未核对批准文件"
_NEEDS: Final = {"outside_law": {False}, ASKED: {False, True}}
"""Whether an organization needs an entry in the procurement budget; those not named here do."""
_SMALLEST: Final = 1
_LARGEST: Final = NEVER - 1
"""Amounts, in 分, below every limit and beyond every limit there is."""


class Expected(Record, frozen=True):
    """An expected purchase: its part, whether it is listed, the purchase as far as known, and its determination."""

    part: Part
    listing: Listing
    purchase: Purchase
    determination: Determination


class Stated(Record, frozen=True):
    """What the user stated of a part: facts (yes or no, an approval's number), and whether it is listed."""

    facts: Mapping[str, str] = field(default_factory=dict)
    listed: Answer | None = None


def listing_of(part: Part, edition: Edition, stated: Stated) -> Listing:
    """Return whether a part is listed: as stated, or as all items it may be agree; works are outside the catalogue."""
    if part.categories == {Category.WORKS}:
        return Listing(Answer.NO)
    listings = [edition.listing(code, part.meets, part.fails) for code in part.codes]
    agreed = {listing.status for listing in listings}
    read = listings[0] if len(agreed) == 1 else Listing(Answer.UNDETERMINED)
    return read if stated.listed is None else replace(read, status=stated.listed, restriction=None)


def expect(
    project: Project,
    classified: Classification,
    context: Context | str,
    hints: Sequence[Hint],
    stated: Mapping[str, Stated],
) -> tuple[Expected, ...]:
    """Return the purchases of a project with their determinations; a context that is a text says why none is judged."""
    expected = []
    for part in classified.parts:
        told = stated.get(part.label, Stated())
        low, high = _amounts(project, part, classified)
        purchase = Purchase(part.label, part.categories, Answer.UNDETERMINED, low, high, stated=told.facts)
        if isinstance(context, str):
            expected.append(Expected(part, Listing(Answer.UNDETERMINED), purchase, not_judged(context)))
        else:
            expected.append(determined(part, purchase, hints, told, context))
    return tuple(expected)


def determined(part: Part, purchase: Purchase, hints: Sequence[Hint], told: Stated, context: Context) -> Expected:
    """Return a purchase with its listing, hints and determination; told is what somebody stated of it."""
    listing = listing_of(part, context.edition, told)
    built_in = listing.entry is not None and listing.entry.built_into_works
    hinted = hinted_facts(hints, part.codes, context.catalog.items)
    purchase = replace(
        purchase,
        listing=listing.status,
        hinted=hinted | ({"works_related"} if built_in else frozenset()),
        listing_question=listing.restriction.question if listing.restriction else None,
    )
    return Expected(part, listing, purchase, _with_approval(determine(purchase, context), purchase, context))


def _with_approval(one: Determination, purchase: Purchase, context: Context) -> Determination:
    """Return the determination with the approval of another method asked, or noted where the user stated its number.

    The methods stay as they are: which of them was approved, and whether its statutory case holds, stands in the
    approval and not in its number, so a longer list of methods would claim more than is known.
    """
    if number := purchase.stated.get(APPROVAL):
        return replace(one, warnings=(*one.warnings, _APPROVED.format(number)))
    if one.required_method == "open_tender" and one.governed_by == "procurement_law":
        return replace(one, questions=(*one.questions, context.catalog.questions[APPROVAL]))
    return one


def _amounts(project: Project, part: Part, classified: Classification) -> tuple[int, int]:
    """Return the least and greatest amount of a part: stated, the whole, or anything the others leave."""
    if part.amount is not None:
        return part.amount, part.amount
    siblings = [one for one in (*classified.parts, *classified.others) if one is not part]
    left = project.exact.fen - sum(one.amount or 0 for one in siblings)
    is_rest = all(one.amount is not None for one in siblings) and not part.may_be_no_purchase and part.most == 1
    return (left if is_rest else 0), left


def need_of(project: Project, expected: Iterable[Expected], others: Iterable[Part], context: Context) -> Need:
    """Return what a project needs in the procurement budget, over every level the budget may have.

    others: parts that are no purchase and take up money beside the expected ones.
    """
    many = list(expected)
    idle = [Share(part.label, {}, amount=part.amount) for part in others]
    whole, shares = project.exact.fen, [_share(one, context) for one in many]
    divided = [share for one, share in zip(many, shares, strict=True) for _ in range(_most(one.part))]
    least = _need(whole, [*divided, *idle], context)
    return replace(least, possible=_need(whole, [*shares, *idle], context).possible)


def _most(part: Part) -> int:
    return part.most if part.amount is None else 1


def _share(one: Expected, context: Context) -> Share:
    """Return a part as coverage sees it: what needs an entry is what the determinations do not leave outside the law.

    What may be no purchase (水电、接待) always counts in the upper bound, listed or not.
    """
    part, needed, is_sure = one.part, {}, not one.part.may_be_no_purchase
    for category in sorted(part.categories):
        small, large = (_needs(one.purchase, category, amount, context) for amount in (_SMALLEST, _LARGEST))
        is_sure = is_sure and large == {True}
        if True in large:
            always = {frozenset({True}): Answer.YES, frozenset({False}): Answer.NO}.get(small, Answer.UNDETERMINED)
            is_open = part.may_be_no_purchase and category is not Category.WORKS
            needed[category] = Answer.UNDETERMINED if is_open else always
    return Share(part.label, needed, may_be_no_purchase=not is_sure, amount=part.amount)


def _needs(purchase: Purchase, category: Category, amount: int, context: Context) -> frozenset[bool]:
    """Return whether a purchase needs an entry if it has this category and amount; both where a fact is open."""
    one = replace(purchase, categories=frozenset({category}), low=amount, high=amount)
    organizations = {verdict.outputs["organization"] for verdict in context.lift(possible(one, context)).results}
    return frozenset().union(*(_NEEDS.get(organization, {True}) for organization in organizations))


def need_of_line(line: EconomicLine, context: Context) -> Need:
    """Return what a line of the 基本支出经济科目 table may need: nothing is certain of it.

    Its category is open: 维修（护）费 may be works, and 资本性支出 any.
    """
    needed = dict.fromkeys(Category, Answer.UNDETERMINED) | {Category.WORKS: Answer.NO}
    return _need(line.amount.fen, [Share(line.name, needed, may_be_no_purchase=True)], context)


def _need(whole: int, shares: Iterable[Share], context: Context) -> Need:
    """Return the least by the loosest limits and the greatest by the strictest, of all levels the budget may have."""
    parts = list(shares)
    limits = [_limits(level, context) for level in context.levels]
    loose, strict = ({category: pick(one[category] for one in limits) for category in Category} for pick in (max, min))
    least = need(whole, parts, loose)
    return replace(least, possible=need(whole, parts, strict).possible)


def _limits(level: str, context: Context) -> Limits:
    limits = {category: context.edition.threshold("procurement_threshold", level, category) for category in Category}
    return {category: limit.first if limit else NEVER for category, limit in limits.items()}
