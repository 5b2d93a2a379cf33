"""Texts to mentions of the lexicon's terms, clause by clause. Not for what the mentions add up to: items.py."""

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import zip_longest
from typing import Final

from procure.classify.lexicon import HEADING, LONGEST, NAMING, Lexicon, Role, Sense, fold_character
from procure.model import Evidence, Field
from procure.record import Record
from procure.terms import Category, Nature

_SENTENCE: Final = re.compile(r"[^。;!?\n]+")
_CLAUSE: Final = re.compile(r"[^。;!?\n,:()\[\]【】《》〈〉「」“”\"]+")
_JOINER: Final = re.compile(r"[、及和与/+]")
_GAP: Final = 2
"""Characters that may stand between words that belong together: 保洁服务等, 工程项目监理."""


class Mention(Record, frozen=True):
    """A term found: one of its senses, the words as they stand, and where in the folded text."""

    sense: Sense
    evidence: Evidence
    start: int
    end: int

    @property
    def is_service(self) -> bool:
        """Return whether this is the full name of a service: 监理费."""
        return self.sense.role is Role.PART and self.sense.categories == {Category.SERVICES}

    def is_followed_by(self, other: "Mention") -> bool:
        """Return whether the other stands right behind."""
        return 0 <= other.start - self.end <= _GAP

    def is_object_of(self, behind: "Mention | None") -> bool:
        """Return whether a service right behind is done to this, which is not bought then: 信息系统测评."""
        is_bought = self.sense.nature is Nature.PURCHASE and self.sense.categories != {Category.SERVICES}
        return is_bought and behind is not None and behind.is_service and self.is_followed_by(behind)


class Element(Record, frozen=True):
    """A member of a list, or a whole clause that lists nothing.

    unread: the words of a member after 、, before its 等 or head, where the lexicon knows no thing among them.
    """

    mentions: tuple[Mention, ...]
    unread: Evidence | None

    @property
    def things(self) -> list[Mention]:
        """Return the mentions that name something bought, without what a service right behind is done to (工程监理)."""
        named = [mention for mention in self.mentions if mention.sense.role in NAMING]
        return [thing for thing, behind in zip_longest(named, named[1:]) if not thing.is_object_of(behind)]

    @property
    def head(self) -> Mention | None:
        """Return the last head: in Chinese the last noun governs."""
        heads = [mention for mention in self.mentions if mention.sense.role in HEADING]
        return heads[-1] if heads else None

    @property
    def more(self) -> Mention | None:
        """Return the 等 of the member, if any."""
        return next((mention for mention in self.mentions if mention.sense.role is Role.MORE), None)


Clause = tuple[Element, ...]
_Candidate = tuple[int, int, tuple[Sense, ...]]


class _Text(Record, frozen=True):
    """A text, its folded form, and for each folded character the place of the original one."""

    original: str
    folded: str
    places: Sequence[int]
    field: Field

    def quote(self, start: int, end: int, source: str) -> Evidence:
        phrase = self.original[self.places[start] : self.places[end - 1] + 1]
        return Evidence(self.field, phrase[:LONGEST], source)


def read_text(text: str, field: Field, lexicon: Lexicon) -> Iterator[Clause]:
    """Yield the clauses of a text with what the lexicon knows in them; a cancelled clause yields nothing.

    Width, case and blanks do not matter. Terms do not reach over punctuation. needs, excludes and buying words are
    looked for in the whole sentence.
    """
    body = _folded(text, field)
    for sentence in _SENTENCE.finditer(body.folded):
        senses = cache(partial(lexicon.read, field=field, sentence=sentence[0]))
        for clause in _CLAUSE.finditer(body.folded, *sentence.span()):
            mentions = _mentions(body, clause.span(), _candidates(body.folded, clause.span(), lexicon, senses))
            if not any(mention.sense.role is Role.CANCEL for mention in mentions):
                yield tuple(_elements(body, clause.span(), mentions, lexicon))


def _folded(text: str, field: Field) -> _Text:
    pairs = [(folded, place) for place, character in enumerate(text) for folded in fold_character(character)]
    return _Text(text, "".join(folded for folded, _ in pairs), [place for _, place in pairs], field)


def _mentions(body: _Text, span: tuple[int, int], candidates: Iterable[_Candidate]) -> list[Mention]:
    """Return the mentions in order; where terms overlap the longest is read, among equals the first."""
    covered = bytearray(span[1] - span[0])
    mentions = []
    for start, end, senses in sorted(candidates, key=lambda item: (item[0] - item[1], item[0])):
        place = slice(start - span[0], end - span[0])
        if not any(covered[place]):
            covered[place] = b"\1" * (end - start)
            mentions += [Mention(sense, body.quote(start, end, sense.source), start, end) for sense in senses]
    return sorted(mentions, key=lambda mention: mention.start)


def _candidates(
    folded: str, span: tuple[int, int], lexicon: Lexicon, senses: Callable[[str], tuple[Sense, ...]]
) -> Iterator[_Candidate]:
    for start in range(*span):
        for term in lexicon.starting.get(folded[start], ()):
            if folded.startswith(term, start, span[1]) and (found := senses(term)):
                yield start, start + len(term), found


def _elements(body: _Text, span: tuple[int, int], mentions: list[Mention], lexicon: Lexicon) -> Iterator[Element]:
    inside = {place for mention in mentions for place in range(mention.start, mention.end)}
    joiners = [match.start() for match in _JOINER.finditer(body.folded, *span) if match.start() not in inside]
    members: list[list[Mention]] = [[] for _ in range(len(joiners) + 1)]
    for mention in mentions:
        members[bisect(joiners, mention.start)].append(mention)
    yield Element(tuple(members[0]), None)
    for before, end, own in zip(joiners, [*joiners, span[1]][1:], members[1:], strict=True):
        is_listed = body.folded[before] == "、"
        yield Element(tuple(own), _unread(body, (before + 1, end), own, lexicon) if is_listed else None)


def _unread(body: _Text, span: tuple[int, int], own: list[Mention], lexicon: Lexicon) -> Evidence | None:
    """Quote a list's unknown member, up to its 等 or head; longer than a phrase it is a statement, and no member."""
    start, end = span[0], min([mention.start for mention in own] or [span[1]])
    is_known = any(mention.sense.role not in HEADING | {Role.MORE} for mention in own)
    return None if is_known or not 0 < end - start <= LONGEST else body.quote(start, end, lexicon.listing.source)
