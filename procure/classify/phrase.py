"""Which words of a list's member govern: in Chinese the last noun does. Not for what they add up to: items.py."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from procure.classify.elements import Element, Mention
from procure.classify.lexicon import BARE, TELLING, Role, Sense
from procure.model import Field
from procure.record import Record, replace
from procure.terms import Category, Nature

_GAP: Final = 2
"""Characters of running text that may stand between words that belong together: 工程项目监理."""


class Governed(Record, frozen=True):
    """What a member says: what is bought, the head over it, words on the whole, and words that only describe.

    is_broken: unknown words stand behind what is named, so it is no more than what something unknown belongs to.
    """

    things: tuple[Mention, ...]
    head: Mention | None
    wholes: tuple[Mention, ...]
    aside: tuple[Mention, ...] = ()
    is_broken: bool = False

    @property
    def is_idle(self) -> bool:
        """Return whether it is no purchase, and says nothing else."""
        natures = {whole.sense.nature for whole in self.wholes}
        return bool(natures) and Nature.SETTLEMENT not in natures and not (self.things or self.head)


def govern(element: Element, field: Field) -> Governed:
    """Return what governs a member of a name, or of running text, where only neighbours describe.

    A requirement tells what is bought in a sentence: its last noun governs, but with unknown words right behind it
    only describes.
    """
    if field not in TELLING:
        return _of_text(element)
    governed = _of_phrase(element)
    if field is Field.NAME or not governed.is_broken:
        return governed
    end = governed.things[-1].end
    is_context = not element.is_plain(end, end + 1)
    return Governed((), governed.head, governed.wholes) if is_context else replace(governed, is_broken=False)


def _of_text(element: Element) -> Governed:
    groups = element.groups
    pairs = zip_longest(groups, groups[1:], fillvalue=())
    kept = [one for one, behind in pairs if not (_describes(one, behind) or _is_bound(one, behind, element))]
    wholes = tuple(mention for mention in element.mentions if mention.sense.role is Role.WHOLE)
    return Governed(_flat(kept), element.head, wholes, _flat([one for one in groups if one not in kept]))


def _describes(group: Sequence[Mention], behind: Sequence[Mention]) -> bool:
    """Return whether a thing only says what a service right behind is done to: 信息系统测评."""
    if not behind or not 0 <= behind[0].start - group[0].end <= _GAP:
        return False
    is_service = all(m.sense.role is Role.PART and m.sense.categories == {Category.SERVICES} for m in behind)
    is_thing = all(m.sense.nature is Nature.PURCHASE and m.sense.categories != {Category.SERVICES} for m in group)
    return is_service and is_thing


def _is_bound(group: Sequence[Mention], behind: Sequence[Mention], element: Element) -> bool:
    """Return whether a thing only says whose the next one is: 办公用房的取暖费."""
    if not behind or behind[0].start - group[0].end > _GAP or _are_peers(group, behind):
        return False
    return all(mention.sense.role in BARE for mention in group) and element.is_plain(group[0].end, behind[0].start)


def _of_phrase(element: Element) -> Governed:
    groups = element.groups
    last = _last(_named_before(groups, element.more))
    end = last[-1].end if last else 0
    head = _head(element, groups, last)
    wholes = _wholes(element, last, head)
    if _is_over(wholes, last, end) and not _is_contract(head):
        return Governed((), None, wholes, _flat(groups))
    stop = head.start if head and head.start >= end else element.end
    is_broken = bool(last) and not (element.is_plain(end, stop) and _is_joined(element, head, last))
    aside = [group for group in groups if group[0] not in last]
    return Governed(tuple(last), head, wholes, _flat(aside), is_broken=is_broken)


def _named_before(groups: list[tuple[Mention, ...]], more: Mention | None) -> list[tuple[Mention, ...]]:
    """Return what stands before 等, if anything: what stands behind only names its class (扫描仪等办公设备)."""
    before = [group for group in groups if more and group[0].end <= more.start]
    return before or groups


def _is_over(wholes: Sequence[Mention], last: Sequence[Mention], end: int) -> bool:
    """Return whether words behind all that is named say that nothing is bought; wages of people in doubt leave both."""
    natures = {whole.sense.nature for whole in wholes if whole.start >= end}
    is_open = any(thing.sense.nature is Nature.UNKNOWN for thing in last)
    return Nature.TRANSFER in natures or (Nature.PERSONNEL in natures and not is_open)


def _last(groups: list[tuple[Mention, ...]]) -> list[Mention]:
    """Return the last thing named, with those it stands side by side with: 绿化保洁, 物业水电费."""
    last = groups[-1:]
    for group in reversed(groups[:-1]):
        if group[-1].end != last[0][0].start or not _are_peers(group, last[0]):
            break
        last = [group, *last]
    return list(_flat(last))


def _are_peers(first: Sequence[Mention], second: Sequence[Mention]) -> bool:
    """Return whether two neighbours are listed without a mark: bare services, a service and water, or ends alike."""
    if first[0].term[-1] == second[0].term[-1]:
        return True
    are_services = all(mention.sense.categories == {Category.SERVICES} for mention in first)
    if all(mention.sense.nature is Nature.UTILITY for mention in second):
        return are_services or all(mention.sense.nature is Nature.UTILITY for mention in first)
    return are_services and all(_is_bare_service(mention.sense) for mention in (*first, *second))


def _is_bare_service(sense: Sense) -> bool:
    return sense.role is Role.THING and sense.categories == {Category.SERVICES}


def _head(element: Element, groups: list[tuple[Mention, ...]], last: Sequence[Mention]) -> Mention | None:
    """Return the head over the last thing: one behind it, or a verb before all things (购置办公家具)."""
    head = element.head
    if head is None or not last or head.start >= last[-1].end or head.sense.role is Role.CONTRACT:
        return head
    is_first = head.start < groups[0][0].start and element.is_plain(element.start, head.start)
    is_verb = head.sense.role is Role.DEED and not any(thing.sense.role is Role.ACCESSORY for thing in last)
    is_parted = not element.is_plain(head.end, last[0].start)
    if is_parted and all(thing.sense.categories == {Category.SERVICES} for thing in last):
        return None
    return head if is_first and is_verb else None


def _is_joined(element: Element, head: Mention | None, last: Sequence[Mention]) -> bool:
    """Return whether nothing unknown parts a verb from its object, unless it buys: 检验科用电源 tests nothing."""
    if head is None or head.start >= last[-1].end or head.sense.role is not Role.DEED:
        return True
    is_bought = all(head.sense.categories & thing.sense.categories for thing in last)
    return is_bought or element.is_plain(head.end, last[0].start)


def _wholes(element: Element, last: Sequence[Mention], head: Mention | None) -> tuple[Mention, ...]:
    """Return the words on the whole, save those that describe what stands behind them: 慰问品, 救助站建设."""
    buys = [*last, *([head] if head and head.sense.nature is Nature.PURCHASE else [])]
    end = max((mention.start for mention in buys if mention.sense.nature is not Nature.UNKNOWN), default=-1)
    return tuple(
        mention
        for mention in element.mentions
        if mention.sense.role is Role.WHOLE
        and (mention.sense.nature is Nature.SETTLEMENT or _is_contract(head) or _is_last(mention, end, element))
    )


def _is_last(whole: Mention, end: int, element: Element) -> bool:
    """Return whether no purchase and no unknown word stands behind: 孤儿学习桌 is no transfer."""
    return whole.start > end and element.is_plain(whole.end, element.end)


def _is_contract(head: Mention | None) -> bool:
    return head is not None and head.sense.role is Role.CONTRACT


def _flat(groups: Sequence[Sequence[Mention]]) -> tuple[Mention, ...]:
    return tuple(mention for group in groups for mention in group)
