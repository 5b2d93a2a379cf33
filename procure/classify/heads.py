"""What a thing buys under its head: 打印机 under 维修费 is a repair. Not for which words are heads: phrase.py."""

from collections.abc import Sequence
from typing import Final

from procure.classify.elements import Mention
from procure.classify.found import Found, narrowed, part_of
from procure.classify.lexicon import BARE, Lexicon, Role, Sense, category_of
from procure.classify.phrase import Governed
from procure.model import Evidence, Part
from procure.record import Record, replace
from procure.terms import Category, Nature

_NONE: Final[frozenset[str]] = frozenset()
_ANY: Final = frozenset(Category)


class Over(Record, frozen=True):
    """The head over a thing, if any; is_own: it stands with the thing, not over a list; is_sole: no more is said.

    is_paid: the thing's own name pays a contractor (保洁外包费).
    """

    head: Mention | None
    is_own: bool
    is_sole: bool
    is_paid: bool


def governed(thing: Mention, over: Over, member: Governed, lexicon: Lexicon) -> Found:
    """Return what a thing of a list's member buys under its head."""
    head = over.head
    if member.is_broken:
        return _described(thing, over)
    if head is None or _stands_apart(thing, head, is_own=over.is_own):
        return Found(_named(thing), thing.sense.nature, pays_contractor=over.is_paid)
    if done := _done(thing, head, lexicon):
        return Found(done, head.sense.nature, pays_contractor=head.sense.role is Role.CONTRACT)
    return _under(thing, head)


def _under(thing: Mention, head: Mention) -> Found:
    pays = head.sense.role is Role.CONTRACT
    part = replace(_named(thing), evidence=(thing.evidence, head.evidence))
    shared = thing.sense.categories & head.sense.categories
    if not shared:  # the head noun decides: 打印机出租 buys no printer
        return Found(_changed(part, head), head.sense.nature, pays_contractor=pays)
    if pays:
        return Found(narrowed(part, shared), Nature.PURCHASE, pays_contractor=True)
    return _narrow(part, thing.sense, head)


def _stands_apart(noun: Mention, verb: Mention, *, is_own: bool) -> bool:
    """Return whether a head leaves a thing alone: of another category than a full name, or than listed works.

    A noun of goods right behind a service is what is bought (翻译设备); a verb of buying before it does not change it,
    nor does any verb before a full service (检验检测报告单印制).
    """
    thing, head = noun.sense, verb.sense
    if verb.start < noun.start and thing.role is Role.PART and thing.categories == {Category.SERVICES}:
        return True
    is_over_list = not is_own and head.role is not Role.CONTRACT
    if is_over_list and head.role is Role.DEED and thing.categories == {Category.SERVICES}:
        return True
    if thing.categories & head.categories:
        return False
    if head.categories == {Category.GOODS} and Category.SERVICES in thing.categories:
        return verb.start < noun.start
    return thing.role not in BARE or (is_over_list and thing.categories == {Category.WORKS})


def _named(thing: Mention) -> Part:
    sense = thing.sense
    part = part_of(sense.label, sense.categories, thing.evidence)
    return replace(part, codes=sense.codes, meets=sense.meets, fails=sense.fails)


def _narrow(part: Part, thing: Sense, head: Mention) -> Found:
    """Narrow a thing by a head of its category; a verb done to it, or that may buy it or not, leaves it open."""
    is_deed, is_any = head.sense.role is Role.DEED, head.sense.categories == _ANY
    if is_deed and (thing.categories == {Category.SERVICES} or (is_any and thing.categories == {Category.GOODS})):
        return Found(_changed(part, head), head.sense.nature)
    if thing.nature is not Nature.PURCHASE:
        return Found(part, thing.nature)
    is_doubtful = thing.role in BARE and head.sense.nature is Nature.UNKNOWN
    shared = thing.categories & head.sense.categories
    return Found(narrowed(part, shared), Nature.UNKNOWN if is_doubtful else Nature.PURCHASE)


def _done(thing: Mention, head: Mention, lexicon: Lexicon) -> Part | None:
    """Return what is done to a thing as an item of its own: 打印机维修 is C23120200; None where no row says so."""
    deeds = [lexicon.deed(head.sense, code) for code in thing.sense.codes] if thing.sense.role in BARE else []
    known = [deed for deed in deeds if deed]
    if not known or len(known) < len(deeds):
        return None
    codes = tuple(dict.fromkeys(code for deed in known for code in deed.codes))
    evidence = (thing.evidence, head.evidence, replace(head.evidence, source=known[0].source))
    categories = frozenset(filter(None, map(category_of, codes)))
    return Part(thing.sense.label + head.sense.label, categories, codes, evidence=evidence)


def _changed(part: Part, head: Mention) -> Part:
    label, categories = part.label + head.sense.label, head.sense.categories
    return replace(part, label=label, categories=categories, codes=head.sense.codes, meets=_NONE, fails=_NONE)


def _described(thing: Mention, over: Over) -> Found:
    """Return what a name leaves open whose last words are unknown: the thing only describes it (电梯轿厢广告).

    With a head no more than that is known: it gives way like a bare head, where the clause says nothing else.
    """
    part = part_of(thing.sense.label, frozenset(Category), thing.evidence)
    if (head := over.head) is None:
        return Found(part, Nature.UNKNOWN)
    part = replace(part, evidence=(thing.evidence, head.evidence))
    if thing.sense.categories == {Category.WORKS} <= head.sense.categories:  # 屋面漏水翻修
        return Found(replace(part, categories=thing.sense.categories), head.sense.nature)
    pays = head.sense.role is Role.CONTRACT
    return Found(_changed(part, head), head.sense.nature, is_general=over.is_sole, pays_contractor=pays)


def headed(head: Mention, *, is_general: bool) -> Found:
    """Return what a bare head buys; is_general: nothing else is said, so any part of its category says more."""
    part = replace(part_of(head.sense.label, head.sense.categories, head.evidence), codes=head.sense.codes)
    return Found(part, head.sense.nature, is_general, pays_contractor=head.sense.role is Role.CONTRACT)


def unread_member(words: Evidence, head: Mention | None) -> Found:
    """Return a list's member that the lexicon does not know: what it is, at most its head tells."""
    if head is None:
        return Found(part_of(words.phrase, frozenset(Category), words), Nature.UNKNOWN)
    part = replace(part_of(words.phrase, head.sense.categories, words), evidence=(words, head.evidence))
    return Found(part, head.sense.nature, pays_contractor=head.sense.role is Role.CONTRACT)


def more_of(more: Mention, head: Mention | None, listed: Sequence[Sense]) -> Found:
    """Return the 等 of a list: one more part, of the category of its head or of the things listed."""
    pays = head is not None and head.sense.role is Role.CONTRACT
    categories = head.sense.categories if head else frozenset().union(*{sense.categories for sense in listed})
    is_sure = pays or {sense.nature for sense in listed} == {Nature.PURCHASE}
    nature = Nature.PURCHASE if is_sure else Nature.UNKNOWN
    return Found(part_of(more.sense.label, categories, more.evidence), nature, pays_contractor=pays, is_rest=True)


def of_topic(head: Mention, topics: Sequence[Mention], lexicon: Lexicon) -> Found | None:
    """Return what a bare head does to the last thing named before it: 打印机租赁和维修; None where it says nothing."""
    for topic in reversed(topics):
        if done := _done(topic, head, lexicon):
            return Found(done, head.sense.nature)
    return None
