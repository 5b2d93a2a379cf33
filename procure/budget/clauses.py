"""The running text of a budget as passages under their sections, and its amounts and percentages with their clauses.

Not for what they mean: narrative_walk.py.
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Final

from procure.budget.heading import find_title
from procure.budget.narrative_words import NO_SECTION, Clue, Section, clues, pattern, section_of
from procure.intake.lines import is_heading, is_title
from procure.model import Document, Paragraph, Place
from procure.record import Record, replace

_LONGEST_HEADING: Final = 40
_LONGEST_CAPTION: Final = 4 * _LONGEST_HEADING
"""A caption may have blanks between its characters."""
_LONGEST_LABEL: Final = 20
_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x2212: ord("-")}
_INVISIBLE: Final = "\u200b\u200c\u200d\u2060\ufeff\xad"
_LEVELS: Final = (
    re.compile(r"第[一二三四五六七八九十]+部分"),
    re.compile(r"[一二三四五六七八九十]+、"),
    re.compile(r"\([一二三四五六七八九十]+\)"),
)
_TOP, _LOWEST = 0, 3
_NUMBER: Final = r"(?<!\d)(?<!\d[.,])(?:(?<![\d元%])-)?\d+(?:[.,]\d+)*"
_UNIT: Final = r"(?:亿元|万元|千元|元(?!月)|[亿万](?=[,;。:、()以及]|$))"
_SEPARATORS: Final = ",;。:、\n!?"
_OPENING, _CLOSING = "(“", ")”"


class Kind(StrEnum):
    """What a token is: an amount, a percentage, or the word that something stayed the same."""

    AMOUNT = "amount"
    PERCENT = "percent"
    STAY = "stay"


class Passage(Record, frozen=True):
    """The text from one heading to the next: half width, no blanks; each character knows where it stands.

    number: that of a numbered item (3. …). is_account: whether the section is one of a final account.
    """

    path: str
    text: str
    origins: tuple[tuple[int, int], ...]
    paragraphs: tuple[Paragraph, ...]
    section: Section
    is_account: bool
    number: int | None = None

    def place(self, start: int, end: int, label: str) -> Place:
        """Return the place of a part of the text; its text is what stands in the paragraph where it begins."""
        number, first = self.origins[start]
        last = max(offset for at, offset in self.origins[start:end] if at == number)
        paragraph = self.paragraphs[number]
        return paragraph.place(self.path, paragraph.text[first : last + 1], label=label[-_LONGEST_LABEL:])

    def printed(self, start: int, end: int) -> str:
        """Return a part of the text as printed; where it runs over two paragraphs, without blanks."""
        if self.origins[start][0] != self.origins[end - 1][0]:
            return self.text[start:end]
        return self.place(start, end, "").text


class Token(Record, frozen=True):
    """An amount, percentage or 持平 with the words before it.

    lead: all words since the token before. clause: the last clause of them. after: a few words behind it.
    """

    kind: Kind
    start: int
    end: int
    lead: str
    clause: str
    after: str

    @property
    def context(self) -> str:
        """Return what stands between the token before and the clause."""
        return self.lead[: len(self.lead) - len(self.clause)]


def passages(document: Document) -> Iterator[Passage]:
    """Yield the running text, one passage from each heading or caption to the next."""
    paragraphs = document.paragraphs
    outline = _Outline(is_account=find_title(document)[0] == "final_account", periods=_without_carried(document))
    starts = [number for number, one in enumerate(paragraphs) if number == 0 or is_heading(one.text) or _captions(one)]
    for start, end in pairwise([*starts, len(paragraphs)]):
        part = paragraphs[start:end]
        first = squeezed(part[0].text)
        outline.enter(first)
        found = re.match(r"(\d{1,3})[.、]", first)
        yield _passage(document.path, part, outline, int(found[1]) if found else None)


def tokens(passage: Passage) -> Iterator[Token]:
    """Yield the amounts, percentages and words for 持平 of a passage in their order."""
    end, text = 0, passage.text
    for match in _token().finditer(text):
        kind = Kind(match.lastgroup or "")
        lead = text[end : match.start()]
        after = text[match.end() : match.end() + _LONGEST_LABEL]
        yield Token(kind, match.start(), match.end(), lead, lead[_clause_start(lead) :], after)
        end = match.end()


def squeezed(text: str) -> str:
    """Return the text in half width and without blanks; nothing else is changed."""
    return "".join(_half(character) for character in text if not _is_blank(character))


class _Outline:
    """The section that the headings so far have opened."""

    def __init__(self, *, is_account: bool, periods: bool) -> None:
        self.section, self.is_account = NO_SECTION, is_account
        self._level, self._without_carried = _TOP, periods

    def enter(self, heading: str) -> None:
        """Take in the first line of a passage: a heading opens a section, one above it without a known word ends it."""
        if not _is_short(heading):
            return
        level, found = _level(heading), section_of(heading)
        if any(word in heading for word in clues(Clue.ACCOUNT)):
            self.is_account = True
        elif level == _TOP and any(word in heading for word in clues(Clue.BUDGET)):
            self.is_account = False
        within = level > self._level and self.section.name == "definitions"
        if found is not None and not within:
            self.section, self._level = self._settled(found), level
        elif level <= self._level:
            self.section, self._level = NO_SECTION, level

    def _settled(self, section: Section) -> Section:
        if section.default.period != "as_tables":
            return section
        period = "current" if self._without_carried else "all"
        return replace(section, default=replace(section.default, period=period))


def _without_carried(document: Document) -> bool:
    """Return whether the tables' titles say that what was carried over is left out."""
    return any(word in squeezed(table.title) for table in document.tables for word in clues(Clue.WITHOUT_CARRIED))


def _captions(paragraph: Paragraph) -> bool:
    """Return whether a line without a number opens a section: 名词解释, 2025年部门预算编制说明."""
    if len(paragraph.text) > _LONGEST_CAPTION:
        return False
    text = squeezed(paragraph.text)
    ends = text.endswith(clues(Clue.CAPTION_END))
    return ends and _is_short(text) and not is_title(text) and section_of(text) is not None


def _is_short(text: str) -> bool:
    """Return whether a line may be a heading: short, no sentence, no amount, and no quote or parenthesis left open."""
    whole = text.count("“") == text.count("”") and text.count("(") == text.count(")")
    return whole and len(text) <= _LONGEST_HEADING and not re.search("[。;,]|:$", text) and not _token().search(text)


def _level(heading: str) -> int:
    if not is_heading(heading):
        return _TOP
    return next((level for level, one in enumerate(_LEVELS) if one.match(heading)), _LOWEST)


def _passage(path: str, part: Sequence[Paragraph], outline: _Outline, number: int | None) -> Passage:
    heads = is_heading(part[0].text) or _captions(part[0])
    characters: list[str] = []
    origins: list[tuple[int, int]] = []
    for at, paragraph in enumerate(part):
        for offset, character in enumerate(paragraph.text):
            if not _is_blank(character):
                characters.append(_half(character))
                origins.append((at, offset))
        if at == 0 and heads and _is_short("".join(characters)):
            characters.append("\n")
            origins.append(origins[-1])
    text = "".join(characters)
    return Passage(path, text, tuple(origins), tuple(part), outline.section, outline.is_account, number)


def _half(character: str) -> str:
    return character.translate(_FULL_WIDTH)


def _is_blank(character: str) -> bool:
    return character.isspace() or character in _INVISIBLE


def _clause_start(lead: str) -> int:
    """Return where the last clause begins; what stands in parentheses or quotes before its end does not cut it."""
    depth = 0
    for at in range(len(lead) - 1, -1, -1):
        character = lead[at]
        if character in _CLOSING:
            depth += 1
        elif character in _OPENING:
            if depth == 0:
                return at + 1
            depth -= 1
        elif depth == 0 and character in _SEPARATORS:
            return at + 1
    return 0


@cache
def _token() -> re.Pattern[str]:
    stay = rf"(?P<stay>{pattern(Clue.STAY)})"
    return re.compile(rf"(?P<amount>{_NUMBER}{_UNIT})|(?P<percent>{_NUMBER}%)|{stay}")
