"""Mentions to expected purchases: what a head makes of a thing, what 等 adds, what name and texts tell together."""

from collections.abc import Iterable, Iterator, Sequence

from procure.classify.lexicon import Role, Sense, category_of
from procure.classify.scan import Clause, Mention
from procure.model import Evidence, Part
from procure.record import Record, replace
from procure.terms import Category, Nature


class Found(Record, frozen=True):
    """An expected purchase as one text tells it.

    is_general: only what is done is known, not with what, so any part of its category says more. pays_contractor: a
    word such as 委托费 governs it. is_rest: the 等 of a list.
    """

    part: Part
    nature: Nature
    is_general: bool = False
    pays_contractor: bool = False
    is_rest: bool = False

    def covers(self, other: "Found") -> bool:
        """Return whether all items that the other may be are items, or below items, that this may be."""
        mine = tuple(_branch(code) for code in self.part.codes)
        return bool(mine and other.part.codes) and all(code.startswith(mine) for code in other.part.codes)


def read_clause(clause: Clause) -> Iterator[Found]:
    """Yield what a clause says is bought, in its order."""
    things = [element.things for element in clause]
    named = [place for place, found in enumerate(things) if found]
    speaking = [place for place, element in enumerate(clause) if things[place] or element.head]
    listed = [thing.sense for found in things for thing in found]
    for place, (element, head) in enumerate(zip(clause, _heads(clause), strict=True)):
        unread = element.unread if named and place > named[0] else None
        yield from (_governed(thing, head) for thing in things[place])
        if element.head and not things[place] and not unread:
            yield _headed(element.head, is_general=len(speaking) == 1)
        if unread:
            yield _unread(unread, head)
        if element.more and (unread or _is_behind(things[place], element.more)):
            yield _more(element.more, head, listed)


def _heads(clause: Clause) -> list[Mention | None]:
    """Return the head over each member: its own, or the one of a later member that closes the list.

    委托费 closes the list 绿化、保洁等委托费; a bare 维修费 after 、 is a member itself, unless it pays a contractor.
    """
    heads: list[Mention | None] = []
    closing: Mention | None = None
    for element in reversed(clause):
        own = element.head
        if own and (element.things or element.unread or own.sense.role is Role.CONTRACT):
            closing = own
        heads.append(own or closing)
    return heads[::-1]


def _governed(thing: Mention, head: Mention | None) -> Found:
    sense = thing.sense
    part = _part(sense.label, sense.categories, thing.evidence)
    part = replace(part, codes=sense.codes, meets=sense.meets)
    shared = sense.categories & head.sense.categories if head else frozenset()
    if head is None or not (shared or sense.role is Role.THING):
        return Found(part, sense.nature)
    pays = head.sense.role is Role.CONTRACT
    part = replace(part, evidence=(thing.evidence, head.evidence))
    if not shared:  # the head noun decides: 打印机维修费 buys a repair and no printer
        part = replace(part, label=sense.label + head.sense.label, codes=(), meets=frozenset())
        return Found(replace(part, categories=head.sense.categories), head.sense.nature, pays_contractor=pays)
    if pays:
        return Found(narrowed(part, shared), Nature.PURCHASE, pays_contractor=True)
    if sense.nature is not Nature.PURCHASE:
        return Found(part, sense.nature)
    is_doubtful = sense.role is Role.THING and head.sense.nature is Nature.UNKNOWN
    return Found(narrowed(part, shared), Nature.UNKNOWN if is_doubtful else Nature.PURCHASE)


def _headed(head: Mention, *, is_general: bool) -> Found:
    part = _part(head.sense.label, head.sense.categories, head.evidence)
    return Found(part, head.sense.nature, is_general, pays_contractor=head.sense.role is Role.CONTRACT)


def _unread(words: Evidence, head: Mention | None) -> Found:
    """Return a list's member that the lexicon does not know: what it is, at most its head tells."""
    if head is None:
        return Found(_part(words.phrase, frozenset(Category), words), Nature.UNKNOWN)
    part = replace(_part(words.phrase, head.sense.categories, words), evidence=(words, head.evidence))
    return Found(part, head.sense.nature, pays_contractor=head.sense.role is Role.CONTRACT)


def _more(more: Mention, head: Mention | None, listed: Sequence[Sense]) -> Found:
    """Return the 等 of a list: one more part, of the category of its head or of the things listed."""
    pays = head is not None and head.sense.role is Role.CONTRACT
    categories = head.sense.categories if head else frozenset().union(*{sense.categories for sense in listed})
    is_sure = pays or {sense.nature for sense in listed} == {Nature.PURCHASE}
    nature = Nature.PURCHASE if is_sure else Nature.UNKNOWN
    return Found(_part(more.sense.label, categories, more.evidence), nature, pays_contractor=pays, is_rest=True)


def _is_behind(things: Sequence[Mention], more: Mention) -> bool:
    return any(thing.is_followed_by(more) for thing in things)


def _part(label: str, categories: frozenset[Category], evidence: Evidence) -> Part:
    return Part(label, categories, evidence=(evidence,))


def narrowed(part: Part, categories: frozenset[Category]) -> Part:
    """Return the part within the categories it shares with these; unchanged where it shares none."""
    if shared := part.categories & categories:
        codes = tuple(code for code in part.codes if category_of(code) in shared)
        return replace(part, categories=shared, codes=codes)
    return part


def unite(name: Sequence[Found], told: Sequence[Found]) -> tuple[list[Found], tuple[Evidence, ...]]:
    """Return the parts that name and texts tell together, and the evidence of heads that gave way.

    What both tell is one part, as the texts tell it; what one leaves open the other may close. A part whose items
    include those of a part of the other rank is that part (保洁 where 物业 is told). 等 stands last.
    """
    named, said = (_merged(found for found in rank if not found.is_general) for rank in (name, told))
    parts = {**named, **said}
    for label in named.keys() & said.keys():
        parts[label] = _both(said[label], named[label], is_one_rank=False)
    _absorb(parts, named.keys() - said.keys(), said.keys() - named.keys())
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
        meets=first.meets | second.meets,
        evidence=_united(first.evidence, second.evidence),
    )
    nature = Nature.PURCHASE if pays else upper.nature if agree else Nature.UNKNOWN
    kept = narrowed(replace(part, categories=first.categories | second.categories), shared or either)
    return replace(upper, part=kept, nature=nature, pays_contractor=pays)


def _united(*evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(item for items in evidence for item in items))


def _absorb(parts: dict[str, Found], named: Iterable[str], said: Iterable[str]) -> None:
    """Take out parts of one rank that a part of the other rank says more narrowly; the texts win a tie."""
    for lower, upper in [(a, b) for a in sorted(named) for b in sorted(said)]:
        for wide, narrow in ((lower, upper), (upper, lower)):
            if wide in parts and narrow in parts and parts[wide].covers(parts[narrow]):
                parts[narrow] = _absorbed(parts.pop(wide), parts[narrow])


def _absorbed(wide: Found, narrow: Found) -> Found:
    is_same = set(wide.part.codes) == set(narrow.part.codes)
    meets = narrow.part.meets | wide.part.meets if is_same else narrow.part.meets
    part = replace(narrow.part, meets=meets, evidence=_united(narrow.part.evidence, wide.part.evidence))
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


def _branch(code: str) -> str:
    """Return the code without its empty levels: A05010000 is A0501."""
    while len(code) > 1 and code.endswith("00"):
        code = code[:-2]
    return code
