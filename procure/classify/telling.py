"""Which nouns of running text name something bought: those next to a word of buying. Not for names, where all do.

A noun with unknown words right behind only describes: 公务用车驾驶员.
"""

import re
from functools import cache

from procure.classify.elements import Element, Mention
from procure.classify.lexicon import NAMING, Lexicon
from procure.record import replace

_BEFORE = 6
"""Characters that may stand between a word of buying and what is bought: 更换老化的水管."""
_BEHIND = 2
"""Characters that may stand between what is bought and a word of buying: 保洁等费用."""


def told(elements: tuple[Element, ...], folded: str, lexicon: Lexicon) -> tuple[Element, ...]:
    """Return the members without what only stands there; a list is bought where one of its members is."""
    words = _free(elements, folded, lexicon)
    buying_words = pattern(lexicon.buying)
    near = {
        mention
        for element in elements
        for mention in element.mentions
        if mention.sense.role in NAMING
        and _ends(mention, element)
        and (_is_near(mention, element, words) or buying_words.search(folded, mention.start, mention.end))
    }
    buying = [element for element in elements if not near.isdisjoint(element.mentions)]
    return tuple(_kept(element, near, is_listed=any(other is not element for other in buying)) for element in elements)


def _kept(element: Element, near: set[Mention], *, is_listed: bool) -> Element:
    is_near = not near.isdisjoint(element.mentions)
    mentions = [
        mention
        for mention in element.mentions
        if mention.sense.role not in NAMING
        or mention in near
        or (is_listed and not is_near and _ends(mention, element))
    ]
    return replace(element, mentions=tuple(mentions))


def _free(elements: tuple[Element, ...], folded: str, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Return where words of buying stand that are no part of another thing's name."""
    named = [mention for element in elements for mention in element.mentions if mention.sense.role in NAMING]
    found = [match.span() for match in pattern(lexicon.buying).finditer(folded, elements[0].start, elements[-1].end)]
    return [span for span in found if not any(one.start <= span[0] and span[1] <= one.end for one in named)]


def _is_near(mention: Mention, element: Element, words: list[tuple[int, int]]) -> bool:
    return any(
        0 <= mention.start - end <= _BEFORE
        or 0 <= start - mention.end <= _BEHIND
        or (start >= mention.end and start < element.end and element.is_plain(mention.end, start))
        for start, end in words
    )


def _ends(mention: Mention, element: Element) -> bool:
    """Return whether no unknown word stands right behind, which it would only describe."""
    return element.is_plain(mention.end, mention.end + 1)


@cache
def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of the words, the longest first."""
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)) or "(?!)")
