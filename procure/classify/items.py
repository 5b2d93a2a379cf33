"""Mentions to expected purchases: what a head makes of a thing, what 等 adds, what name and texts tell together."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from procure.classify.elements import Clause, Element, Mention
from procure.classify.found import Found, narrowed
from procure.classify.heads import Over, governed, headed, more_of, of_topic, unread_member
from procure.classify.lexicon import TELLING, Lexicon, Role
from procure.classify.phrase import Governed, govern
from procure.model import Evidence, Part
from procure.record import Record, replace
from procure.terms import Category, Nature

_VERBS: Final = frozenset({Role.DEED, Role.CONTRACT})
_GAP: Final = 2
"""Characters that may stand before 等: 保洁服务等."""


class Told(Record, frozen=True):
    """What a clause tells: purchases, words on the whole project, and words that only describe what is bought.

    idle: members of a list of purchases that are none (车险、车船税).
    """

    found: tuple[Found, ...]
    wholes: tuple[Mention, ...]
    idle: tuple[Mention, ...]
    aside: tuple[Mention, ...]
    is_bracketed: bool


def read_clause(clause: Clause, lexicon: Lexicon) -> Told:
    """Return what a clause says is bought, in its order."""
    members = [govern(element, clause.field) for element in clause.elements]
    found = tuple(_found(clause, members, lexicon))
    idle = [member for member in members if found and member.is_idle and clause.field in TELLING]
    return Told(
        found,
        tuple(whole for member in members if member not in idle for whole in member.wholes),
        tuple(whole for member in idle for whole in member.wholes),
        tuple(mention for member in members for mention in member.aside),
        clause.is_aside,
    )


def _found(clause: Clause, members: Sequence[Governed], lexicon: Lexicon) -> Iterator[Found]:
    elements, ordered = clause.elements, clause.elements[-1].end if clause.ordered is None else clause.ordered
    named = [place for place, member in enumerate(members) if member.things]
    speaking = [place for place, member in enumerate(members) if member.things or member.head]
    listed = [thing.sense for member in members for thing in member.things]
    heads = _heads(elements, members, lexicon)
    last = len(members) - 1
    if last and named and not any(map(_speaks, elements[named[-1] + 1 :])):
        last = named[-1]
    owners = clause.field in TELLING and _is_accessory(members[last])
    owners = owners and not any(_buys(one, lexicon) for one in elements[:last])
    for place, (element, member, head) in enumerate(zip(elements, members, heads, strict=True)):
        unread = element.unread if named and place > named[0] else None
        is_paid = any(one.sense.role is Role.CONTRACT for one in element.inner)
        over = Over(head, is_own=head is member.head, is_sole=len(speaking) == 1, is_paid=is_paid)
        most = _users(elements[: place + 1], members[: place + 1]) if clause.field in TELLING else 1
        for thing in member.things:
            found = replace(governed(thing, over, member, lexicon), is_ordered=thing.start >= ordered)
            yield _divided(_open(found) if owners and place < last and not head else found, most)
        if member.head and not member.things and not unread:
            topics = [thing for one in elements[:place] for thing in (*one.inner, *one.mentions)]
            yield of_topic(member.head, topics, lexicon) or headed(member.head, is_general=over.is_sole)
        if unread:
            yield unread_member(unread, head)
        spoken = (*member.things, member.head) if member.head else member.things
        if element.more and (unread or _is_behind(spoken, element.more)):
            yield more_of(element.more, head, listed)


def _heads(elements: Sequence[Element], members: Sequence[Governed], lexicon: Lexicon) -> list[Mention | None]:
    """Return the head over each member: its own, or the one of a later member that closes the list.

    委托费 closes the list 绿化、保洁等委托费, 租赁 the list 复印机、打印机租赁; a bare 维修费 after 、 is a member
    itself, unless it pays a contractor. Over a member that says 采购 itself no other head stands.
    """
    heads: list[Mention | None] = []
    closing: Mention | None = None
    for element, member in zip(reversed(elements), reversed(members), strict=True):
        own = member.head
        if own and (member.things or element.unread or own.sense.role is Role.CONTRACT):
            closing = own
        heads.append(own if _buys(element, lexicon) else own or closing)
        if not own:
            closing = _verb(element, member) or closing
    return heads[::-1]


def _buys(element: Element, lexicon: Lexicon) -> bool:
    fillers = (mention.term for mention in element.mentions if mention.sense.role is Role.FILLER)
    return any(term in lexicon.buying for term in fillers)


def _verb(element: Element, member: Governed) -> Mention | None:
    """Return the verb at the end of a full expression: 租赁 of 打印机租赁."""
    ends = {thing.end for thing in member.things}
    verbs = (one for one in element.inner if one.sense.role in _VERBS and one.end in ends)
    return next(verbs, None)


def _speaks(element: Element) -> bool:
    """Return whether a member holds any word: behind a list's last mark there is none (打印机、硒鼓、)."""
    return bool(element.mentions or element.strange)


def _is_accessory(member: Governed) -> bool:
    return bool(member.things) and all(thing.sense.role is Role.ACCESSORY for thing in member.things)


def _open(found: Found) -> Found:
    """Return a member of a list that ends in accessories: bought, or only what they belong to (打印机、复印机耗材)."""
    return replace(found, part=replace(found.part, codes=(), meets=frozenset(), fails=frozenset()))


def _users(elements: Sequence[Element], members: Sequence[Governed]) -> int:
    """Return how many users or places a list names before the one thing that is bought: 办公楼、医保局等租赁费."""
    is_list = any(element.is_listed for element in elements)
    if not is_list or any(member.things or member.head for member in members[:-1]):
        return 1
    return len(members) + (elements[-1].more is not None)


def _divided(found: Found, most: int) -> Found:
    """Return a service that may be one purchase for all who are listed, or one for each."""
    is_service = found.part.categories == {Category.SERVICES} and found.nature is Nature.PURCHASE
    return replace(found, part=replace(found.part, most=most)) if is_service and most > 1 else found


def _is_behind(things: Sequence[Mention], more: Mention) -> bool:
    return any(0 <= more.start - thing.end <= _GAP for thing in things)


def unite(
    name: Sequence[Found], told: Sequence[Found], lexicon: Lexicon, *, is_requirement: bool = False
) -> tuple[list[Found], tuple[Evidence, ...]]:
    """Return the parts that name and texts tell together, and the evidence of heads that gave way.

    What both tell is one part, as the texts tell it; what one leaves open the other may close. A part whose items
    include those of a part of the other rank is that part (保洁 where 物业 is told). 等 stands last. A requirement says
    all that is bought, so a single thing that only the name tells is no more than its title (会议费 for microphones).
    """
    named, said = (_merged(found for found in rank if not found.is_general) for rank in (name, told))
    parts = {**named, **said}
    for label in named.keys() & said.keys():
        parts[label] = _both(said[label], named[label], is_one_rank=False)
    _absorb(parts, named.keys() - said.keys(), said.keys() - named.keys(), lexicon)
    if is_requirement and len(named) == 1 and said.keys() <= parts.keys():
        parts = {label: found for label, found in parts.items() if label in said or not said}
    concrete = sorted(parts.values(), key=lambda found: found.is_rest)
    return _with_generals(concrete, [found for found in (*name, *told) if found.is_general])


def _merged(found: Iterable[Found]) -> dict[str, Found]:
    merged: dict[str, Found] = {}
    for item in found:
        label = item.part.label
        merged[label] = _both(merged[label], item, is_one_rank=True) if label in merged else item
    return merged


def _both(upper: Found, lower: Found, *, is_one_rank: bool) -> Found:
    """Return one part told twice; where the two disagree, one rank leaves both, else the upper rank decides."""
    first, second = upper.part, lower.part
    shared = first.categories & second.categories
    either = first.categories | second.categories if is_one_rank else first.categories
    common = tuple(code for code in first.codes if code in second.codes)
    every = (*first.codes, *second.codes) if is_one_rank or not first.codes else first.codes
    pays = upper.pays_contractor or lower.pays_contractor
    agree = upper.nature is lower.nature or not is_one_rank
    part = replace(
        first,
        codes=common or tuple(dict.fromkeys(every)),
        meets=(first.meets | second.meets) - first.fails - second.fails,
        fails=(first.fails | second.fails) - first.meets - second.meets,
        most=max(first.most, second.most),
        evidence=_united(first.evidence, second.evidence),
    )
    nature = Nature.PURCHASE if pays else upper.nature if agree else Nature.UNKNOWN
    kept = narrowed(replace(part, categories=first.categories | second.categories), shared or either)
    return replace(upper, part=kept, nature=nature, pays_contractor=pays)


def _united(*evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(item for items in evidence for item in items))


def _absorb(parts: dict[str, Found], named: Iterable[str], said: Iterable[str], lexicon: Lexicon) -> None:
    """Take out parts of one rank that a part of the other rank says more narrowly, or is; the texts win a tie."""
    for lower, upper in [(a, b) for a in sorted(named) for b in sorted(said)]:
        for wide, narrow in ((lower, upper), (upper, lower)):
            if wide in parts and narrow in parts and parts[wide].covers(parts[narrow]):
                parts[narrow] = _absorbed(parts.pop(wide), parts[narrow])
            elif wide in parts and narrow in parts and _holds(parts[wide].part, parts[narrow].part, lexicon):
                parts[wide] = _absorbed(parts.pop(narrow), parts[wide])


def _holds(whole: Part, part: Part, lexicon: Lexicon) -> bool:
    """Return whether a part is inside another where both are told: 保安 in 物业."""
    inside = frozenset().union(*(lexicon.inside.get(code, frozenset()) for code in whole.codes))
    return len(whole.codes) == 1 and bool(part.codes) and inside.issuperset(part.codes)


def _absorbed(wide: Found, narrow: Found) -> Found:
    is_same = set(wide.part.codes) == set(narrow.part.codes)
    meets = narrow.part.meets | wide.part.meets if is_same else narrow.part.meets
    keeps = is_same and (wide.part.meets, wide.part.fails) == (narrow.part.meets, narrow.part.fails)
    label = wide.part.label if keeps else narrow.part.label
    evidence = _united(narrow.part.evidence, wide.part.evidence)
    part = replace(narrow.part, label=label, meets=meets, evidence=evidence)
    return replace(narrow, part=part)


def _with_generals(parts: list[Found], generals: list[Found]) -> tuple[list[Found], tuple[Evidence, ...]]:
    """Add the heads of which no part is told; a head that gives way still narrows a category left open."""
    given_way: list[Evidence] = []
    for head in sorted(generals, key=lambda general: general.nature is Nature.UNKNOWN):
        told = [part for part in parts if part.part.categories & head.part.categories]
        parts = [_under(part, head) for part in parts] if told else [*parts, head]
        given_way += head.part.evidence if told else ()
    return parts, _united(given_way)


def _under(found: Found, head: Found) -> Found:
    if found.nature is not Nature.PURCHASE:
        return found
    return replace(found, part=narrowed(found.part, head.part.categories))
