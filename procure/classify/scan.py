"""Texts to mentions of the lexicon's terms, clause by clause. Not for what governs: phrase.py."""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from unicodedata import is_normalized

from procure.classify.elements import Clause, Element, Mention
from procure.classify.lexicon import HEADING, LONGEST, NAMING, TELLING, Lexicon, Role, Sense, fold_character
from procure.classify.telling import pattern, told
from procure.model import Evidence, Field
from procure.record import Record

_SENTENCE: Final = re.compile(r"[^。;!?\n]+")
_CLAUSE: Final = re.compile(r"[^。;!?\n,:()\[\]【】《》〈〉「」“”\"]+")
_OPENING: Final = frozenset("([【〈")
_BLANK: Final = re.compile(r"\s")
_JOINER: Final = re.compile(r"[、及和与/+]")
_LETTER: Final = re.compile(r"(?<!\d)[^\W\d_a-z]")
"""A character that can name something; figures with their measure, marks and models (hp1020) cannot."""
_TURNS: Final = {**dict.fromkeys(HEADING, 1), Role.FILLER: 2}
"""When words of a role take their place, after all others."""
_TELLING_INSIDE: Final = HEADING | {Role.THING}
_SILENT: Final = HEADING | {Role.MORE, Role.FILLER}

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
        for clause in _CLAUSE.finditer(body.folded, *sentence.span()):
            candidates = list(_candidates(body, clause.span(), sentence[0], lexicon))
            mentions = _mentions(body, clause.span(), candidates)
            if not any(mention.sense.role is Role.CANCEL for mention in mentions):
                is_aside = body.folded[clause.start() - 1 : clause.start()] in _OPENING
                elements = tuple(_elements(body, clause.span(), mentions, candidates, lexicon))
                if field not in TELLING:
                    elements = told(elements, body.folded, lexicon)
                yield Clause(elements, field, is_aside, _ordered(body, clause.span(), lexicon))


def _ordered(body: _Text, span: tuple[int, int], lexicon: Lexicon) -> int | None:
    """Return where a requirement's verb of buying ends."""
    verb = pattern(lexicon.ordering).search(body.folded, *span) if body.field is Field.REQUIREMENT else None
    return verb.end() if verb else None


def _folded(text: str, field: Field) -> _Text:
    plain = text.casefold()
    if len(plain) == len(text) and is_normalized("NFKC", plain) and not _BLANK.search(plain):
        return _Text(text, plain, range(len(text)), field)
    pairs = [(folded, place) for place, character in enumerate(text) for folded in fold_character(character)]
    return _Text(text, "".join([folded for folded, _ in pairs]), [place for _, place in pairs], field)


def _mentions(body: _Text, span: tuple[int, int], candidates: list[_Candidate]) -> list[Mention]:
    """Return the mentions in order, read from the end: of terms that end alike the longest, then the one before it.

    Read so, 医院服务器 is 医院 and 服务器, since the last noun governs. Heads take only what nouns leave, and what says
    nothing takes the rest.
    """
    covered = bytearray(span[1] - span[0])
    mentions = []
    for start, end, senses in sorted(_without_ends(candidates), key=_from_the_end):
        place = slice(start - span[0], end - span[0])
        if not any(covered[place]):
            covered[place] = b"\1" * (end - start)
            mentions += _quoted(body, start, end, senses)
    return sorted(mentions, key=lambda mention: mention.start)


def _without_ends(candidates: list[_Candidate]) -> list[_Candidate]:
    """Return the candidates without nouns at the end of a longer head: 保费 in 维保费."""
    heads: dict[int, int] = {}
    for start, end, senses in candidates:
        if senses[0].role in HEADING:
            heads[end] = min(start, heads.get(end, start))
    return [one for one in candidates if one[2][0].role in _TURNS or one[0] <= heads.get(one[1], one[0])]


def _quoted(body: _Text, start: int, end: int, senses: Iterable[Sense]) -> list[Mention]:
    term = body.folded[start:end]
    return [Mention(sense, term, body.quote(start, end, sense.source), start, end) for sense in senses]


def _inner(body: _Text, own: Sequence[Mention], candidates: Iterable[_Candidate]) -> Iterator[Mention]:
    """Yield nouns and heads inside the full expressions of a list's member."""
    for full in own:
        for start, end, senses in candidates if full.sense.role in NAMING else ():
            if full.start <= start and end <= full.end and senses[0].role in _TELLING_INSIDE:
                yield from _quoted(body, start, end, senses)


def _from_the_end(candidate: _Candidate) -> tuple[int, int, int]:
    start, end, senses = candidate
    return _TURNS.get(senses[0].role, 0), -end, start


def _candidates(body: _Text, span: tuple[int, int], sentence: str, lexicon: Lexicon) -> Iterator[_Candidate]:
    for term, start, end in lexicon.find(body.folded[slice(*span)]):
        if found := lexicon.read(term, body.field, sentence):
            yield span[0] + start, span[0] + end, found


def _elements(
    body: _Text, span: tuple[int, int], mentions: list[Mention], candidates: list[_Candidate], lexicon: Lexicon
) -> Iterator[Element]:
    inside = {place for mention in mentions for place in range(mention.start, mention.end)}
    joiners = [match.start() for match in _JOINER.finditer(body.folded, *span) if match.start() not in inside]
    bounds = list(zip([span[0] - 1, *joiners], [*joiners, span[1]], strict=True))
    members: list[list[Mention]] = [[] for _ in bounds]
    for mention in mentions:
        members[bisect(joiners, mention.start)].append(mention)
    for (before, end), own in zip(bounds, members, strict=True):
        is_listed = before in joiners and body.folded[before] == "、"
        unread = _unread(body, (before + 1, end), own, lexicon) if is_listed else None
        strange = tuple(_strange(body.folded, before + 1, end, inside))
        inner = tuple(_inner(body, own, candidates))
        yield Element(tuple(own), inner, strange, before + 1, end, is_listed, unread)


def _strange(folded: str, start: int, end: int, inside: set[int]) -> Iterator[int]:
    return (match.start() for match in _LETTER.finditer(folded, start, end) if match.start() not in inside)


def _unread(body: _Text, span: tuple[int, int], own: list[Mention], lexicon: Lexicon) -> Evidence | None:
    """Quote a list's unknown member, up to its 等 or head; longer than a phrase it is a statement, and no member."""
    start = span[0]
    end = min([mention.start for mention in own if mention.sense.role is not Role.FILLER] or [span[1]])
    is_known = any(mention.sense.role not in _SILENT for mention in own)
    return None if is_known or not 0 < end - start <= LONGEST else body.quote(start, end, lexicon.listing.source)
