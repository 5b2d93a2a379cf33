"""The lexicon as data: which words mean which purchase, each row checked. Not for reading texts: scan.py does that."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Final

from ahocorasick import Automaton

from procure.model import Field, Question
from procure.record import Record
from procure.terms import Category, Nature

LONGEST: Final = 12
"""Longest phrase quoted as evidence, and longest term written by hand, in characters."""


class Role(StrEnum):
    """What a term does to the reading of a project."""

    PART = "part"
    """A complete expression of something bought, wherever it stands: 食堂承包费."""
    THING = "thing"
    """A bare noun: counts in a name, elsewhere next to a buying word; a head may decide its category: 打印机."""
    ACCESSORY = "accessory"
    """A thing that belongs to what stands before it, or to what is done before it: 配件, 硒鼓."""
    HEAD = "head"
    """Says what is done and not with what; gives way to the parts it stands with: 购置, 维修费."""
    DEED = "deed"
    """A head that is a verb, so that it may stand before its object as well: 购置办公家具, 维修空调."""
    CONTRACT = "contract"
    """A head that pays a contractor, so that all it governs is a purchase: 委托费."""
    WHOLE = "whole"
    """Says what the whole project is: 工资, 补助, 尾款."""
    MORE = "more"
    """One more part than the list names: 等."""
    LISTING = "listing"
    """The mark between the members of a list; a member that no row knows is a part of its own: 、."""
    BUYING = "buying"
    """A word next to which a thing counts in running text: 采购, 费用."""
    IGNORE = "ignore"
    """Says nothing, and hides the shorter terms inside it: 等级."""
    INCLUDING = "including"
    """Opens a requirement that adds to the name, and does not replace it: 含, 包括."""
    ORDERING = "ordering"
    """A verb of buying: in a requirement under a service, only goods behind it are bought (采购, 购置)."""
    FILLER = "filler"
    """Says nothing of what is bought, and may stand behind it: 项目, 采购, 一批."""
    SUFFIX = "suffix"
    """What the item list puts behind a name and people leave out: 服务, 类."""
    CANCEL = "cancel"
    """Voids the clause it stands in: what others pay."""


NAMING: Final = frozenset({Role.PART, Role.THING, Role.ACCESSORY})
HEADING: Final = frozenset({Role.HEAD, Role.DEED, Role.CONTRACT})
TELLING: Final = frozenset({Field.NAME, Field.REQUIREMENT})
"""Fields that say nothing but what is bought, so that a bare noun there needs no word of buying."""
BARE: Final = frozenset({Role.THING, Role.ACCESSORY})
"""Roles of bare nouns."""
_LETTERS: Final = {"A": Category.GOODS, "B": Category.WORKS, "C": Category.SERVICES}


class Sense(Record, frozen=True):
    """A row of the lexicon; source is where it stands (lexicon/terms/services.csv:LINE).

    meets, fails: the catalogue's restrictions that the words satisfy, or rule out. needs: at least one of these words
    must stand in the same sentence; excludes: none of them may.
    """

    role: Role
    nature: Nature
    categories: frozenset[Category]
    codes: tuple[str, ...]
    meets: frozenset[str]
    fails: frozenset[str]
    fields: frozenset[Field]
    needs: tuple[str, ...]
    excludes: tuple[str, ...]
    label: str
    source: str

    def fits(self, field: Field, sentence: str) -> bool:
        """Return whether the row applies in a field and a folded sentence."""
        if field not in self.fields or any(word in sentence for word in self.excludes):
            return False
        return not self.needs or any(word in sentence for word in self.needs)


class Sentence(Record, frozen=True):
    """A question or a reason in Chinese for one case; `{words}` stands for words of the project."""

    fact: str
    allowed: tuple[str, ...]
    text: str


class Deed(Record, frozen=True):
    """What doing something to a thing of a branch buys: 维修 of A02030000 is C23120301."""

    codes: tuple[str, ...]
    source: str


class Lexicon(Record, frozen=True):
    """All terms by their folded spelling, and the sentences that users read.

    finder: finds all terms in a text at once. deeds: what a head (by its label) makes of a branch of items.
    inside: items that are another one where both are told (保安 in 物业). branches: items that have items below them.
    """

    senses: Mapping[str, tuple[Sense, ...]]
    finder: Automaton
    buying: tuple[str, ...]
    ordering: tuple[str, ...]
    including: tuple[str, ...]
    listing: Sense
    sentences: Mapping[str, Sentence]
    deeds: Mapping[str, Mapping[str, Deed]]
    inside: Mapping[str, frozenset[str]]
    branches: frozenset[str]

    def find(self, folded: str) -> list[tuple[str, int, int]]:
        """Return every term in a folded text, with where it starts and ends; they may overlap."""
        return [(term, last + 1 - len(term), last + 1) for last, term in self.finder.iter(folded)]

    def read(self, term: str, field: Field, sentence: str) -> tuple[Sense, ...]:
        """Return a folded term's senses in a field and folded sentence: those that need a context if any, else all."""
        fitting = [sense for sense in self.senses[term] if sense.fits(field, sentence)]
        if len(fitting) > 1:
            fitting = [sense for sense in fitting if sense.needs] or fitting
        return tuple(fitting)

    def deed(self, head: Sense, code: str) -> Deed | None:
        """Return what a head does to an item: that of the nearest branch the head knows; None where it knows none."""
        branches = self.deeds.get(head.label, {})
        return next((branches[above] for above in branches_of(code) if above in branches), None)

    def question(self, case: str, words: Iterable[str]) -> Question:
        """Return the question of a case about some words."""
        sentence = self.sentences[case]
        return Question(sentence.fact, self.reason(case, words), sentence.allowed)

    def reason(self, case: str, words: Iterable[str]) -> str:
        """Return the sentence of a case about some words; about none it speaks of 本项目."""
        quoted = "、".join(dict.fromkeys(f"“{word}”" for word in words))
        return self.sentences[case].text.replace("{words}", quoted or "本项目")


@lru_cache(maxsize=4096)
def fold_character(character: str) -> str:
    """Return a character in half width and lower case; a blank is nothing, a line's end stays."""
    folded = unicodedata.normalize("NFKC", character).casefold()
    return "".join(part for part in folded if part == "\n" or not part.isspace())


def fold(text: str) -> str:
    """Return a term in half width and lower case, without blanks."""
    wide = text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)
    return "".join(wide.casefold().split())


def category_of(code: str) -> Category | None:
    """Return the category that an item code's letter says; None for another letter."""
    return _LETTERS.get(code[:1])


def branches_of(code: str) -> Iterator[str]:
    """Yield a code and those above it, nearest first: A02030500, A02030000, A02000000, A."""
    yield code
    for length in (7, 5, 3, 1):
        above = code[:length].ljust(len(code), "0") if length > 1 else code[:1]
        if above != code:
            yield above
