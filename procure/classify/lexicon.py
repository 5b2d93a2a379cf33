"""The lexicon as data: which words mean which purchase, each row checked. Not for reading texts: scan.py does that."""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from procure.datafile import CsvRow, DataError, data_root, read_csv, shown
from procure.model import Field, Question
from procure.record import Record
from procure.terms import Category, Nature

TERM_COLUMNS: Final = (
    "terms",
    "role",
    "nature",
    "category",
    "codes",
    "meets",
    "where",
    "needs",
    "excludes",
    "label",
    "reason",
)
SENTENCE_COLUMNS: Final = ("case", "fact", "allowed", "text")
CASES: Final = (
    "personnel",
    "transfer",
    "utility",
    "reception",
    "settlement",
    "unknown",
    "mixed",
    "conflict",
    "doubtful",
)
"""The cases of sentences.csv: why there is no purchase, or what is asked."""
LONGEST: Final = 12
"""Longest term, and longest phrase quoted as evidence, in characters."""

_LETTERS: Final = {"A": Category.GOODS, "B": Category.WORKS, "C": Category.SERVICES}
_FIELDS: Final = {
    "": frozenset({Field.NAME, Field.OVERVIEW, Field.PLAN, Field.INDICATOR}),
    "name": frozenset({Field.NAME}),
    "text": frozenset({Field.OVERVIEW, Field.PLAN, Field.INDICATOR}),
    "told": frozenset({Field.OVERVIEW, Field.PLAN}),
    "name|told": frozenset({Field.NAME, Field.OVERVIEW, Field.PLAN}),
}


class Role(StrEnum):
    """What a term does to the reading of a project."""

    PART = "part"
    """A complete expression of something bought, wherever it stands: 食堂承包费."""
    THING = "thing"
    """A bare noun: counts in a name, elsewhere beside a buying word; a head may decide its category: 打印机."""
    HEAD = "head"
    """Says what is done and not with what; gives way to the parts it stands with: 购置, 维修费."""
    CONTRACT = "contract"
    """A head that pays a contractor, so that all it governs is a purchase: 委托费."""
    WHOLE = "whole"
    """Says what the whole project is: 工资, 补助, 尾款."""
    MORE = "more"
    """One more part than the list names: 等."""
    LISTING = "listing"
    """The mark between the members of a list; a member that no row knows is a part of its own: 、."""
    BUYING = "buying"
    """A word beside which a thing counts in running text: 采购, 费用."""
    IGNORE = "ignore"
    """Says nothing, and hides the shorter terms inside it: 等级."""
    CANCEL = "cancel"
    """Voids the clause it stands in: what others pay."""


NAMING: Final = frozenset({Role.PART, Role.THING})
HEADING: Final = frozenset({Role.HEAD, Role.CONTRACT})
_ROLES: Final = tuple(role.value for role in Role)
_CATEGORIES: Final = {category.value: category for category in Category}
_PURCHASES: Final = ("purchase", "utility", "reception", "unknown")
_NATURES: Final[Mapping[Role, tuple[str, ...]]] = {
    Role.PART: _PURCHASES,
    Role.THING: _PURCHASES,
    Role.HEAD: ("purchase", "unknown"),
    Role.CONTRACT: ("purchase",),
    Role.WHOLE: ("personnel", "transfer", "settlement"),
}
_LABELLED: Final = NAMING | HEADING | {Role.MORE}


class Sense(Record, frozen=True):
    """A row of the lexicon; source is where it stands (lexicon/terms.csv:LINE).

    needs: at least one of these words must stand in the same sentence; excludes: none of them may.
    """

    role: Role
    nature: Nature
    categories: frozenset[Category]
    codes: tuple[str, ...]
    meets: frozenset[str]
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


class Lexicon(Record, frozen=True):
    """All terms by their folded spelling, and the sentences that users read."""

    senses: Mapping[str, tuple[Sense, ...]]
    starting: Mapping[str, tuple[str, ...]]
    buying: tuple[str, ...]
    listing: Sense
    sentences: Mapping[str, Sentence]

    def read(self, term: str, field: Field, sentence: str) -> tuple[Sense, ...]:
        """Return a folded term's senses in a field and folded sentence: those that need a context if any, else all."""
        fitting = [sense for sense in self.senses[term] if sense.fits(field, sentence)]
        if field is not Field.NAME and not any(word in sentence for word in self.buying):
            fitting = [sense for sense in fitting if sense.role is not Role.THING]
        return tuple([sense for sense in fitting if sense.needs] or fitting)

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
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


@cache
def load_lexicon(root: Path | None = None, known: frozenset[str] | None = None) -> Lexicon:
    """Read catalog/lexicon/ below root (default: this project's data; each root is read once per process).

    known: the codes of the item list; a code outside it raises DataError, as does every other fault, with path:line.
    """
    folder = (root or data_root()) / "catalog" / "lexicon"
    rows = list(_terms(folder / "terms.csv", known))
    senses: dict[str, list[Sense]] = defaultdict(list)
    for term, sense in rows:
        if sense.role not in {Role.BUYING, Role.LISTING}:
            senses[term].append(sense)
    listings = [sense for _, sense in rows if sense.role is Role.LISTING]
    if len(listings) != 1:
        raise DataError(shown(folder / "terms.csv"), 1, f"{len(listings)} rows of role `listing`; must be one")
    return Lexicon(
        senses={term: tuple(sorted(found, key=_order)) for term, found in senses.items()},
        starting=_starting(senses),
        buying=tuple(term for term, sense in rows if sense.role is Role.BUYING),
        listing=listings[0],
        sentences=_sentences(folder / "sentences.csv"),
    )


def _order(sense: Sense) -> tuple[str, ...]:
    return (sense.role, sense.label, sense.nature, *sense.needs)


def _starting(terms: Collection[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for term in terms:
        found[term[0]].append(term)
    return {first: tuple(group) for first, group in found.items()}


def _terms(path: Path, known: frozenset[str] | None) -> Iterator[tuple[str, Sense]]:
    seen: dict[tuple[str, ...], int] = {}
    for row in read_csv(path, TERM_COLUMNS):
        sense = _sense(row, path, known)
        for term in _spellings(row):
            key = (term, row["label"], row["where"], row["needs"])
            if key in seen:
                row.fail(f"repeated term `{term}` of this label, where and needs, first on line {seen[key]}")
            seen[key] = row.line
            yield term, sense


def _spellings(row: CsvRow) -> Iterator[str]:
    if not row["terms"] or not row["reason"]:
        row.fail("`terms` and `reason` must not be empty")
    for spelling in row.listed("terms"):
        if not 0 < len(term := fold(spelling)) <= LONGEST:
            row.fail(f"term `{spelling}` must have 1 to {LONGEST} characters")
        yield term


def _sense(row: CsvRow, path: Path, known: frozenset[str] | None) -> Sense:
    role = Role(row.one_of("role", _ROLES))
    natures = _NATURES.get(role, ())
    nature = Nature(row.one_of("nature", natures)) if natures else Nature.UNKNOWN
    needed = {"category": role in NAMING | HEADING, "label": role in _LABELLED}
    for column in [column for column, wanted in needed.items() if wanted != bool(row[column])]:
        row.fail(f"`{column}` must {'not ' if needed[column] else ''}be empty for the role `{role}`")
    return Sense(
        role,
        nature,
        _categories(row),
        _codes(row, role, known),
        frozenset(row.listed("meets")),
        _FIELDS[row.one_of("where", _FIELDS)],
        tuple(fold(word) for word in row.listed("needs")),
        tuple(fold(word) for word in row.listed("excludes")),
        row["label"],
        f"lexicon/{path.name}:{row.line}",
    )


def _categories(row: CsvRow) -> frozenset[Category]:
    words = row.listed("category")
    if unknown := [word for word in words if word not in _CATEGORIES]:
        row.fail(f"`category` holds `{unknown[0]}`; allowed: {', '.join(_CATEGORIES)}")
    return frozenset(map(_CATEGORIES.__getitem__, words))


def _codes(row: CsvRow, role: Role, known: frozenset[str] | None) -> tuple[str, ...]:
    codes = row.listed("codes")
    if (codes or row["meets"]) and role not in NAMING:
        row.fail(f"`codes` and `meets` must be empty for the role `{role}`")
    for code in codes:
        if known is not None and code not in known:
            row.fail(f"item code `{code}` is not in the item list")
    if codes and {category_of(code) for code in codes} != set(row.listed("category")):
        row.fail("the letters of `codes` must be those of `category`: A goods, B works, C services")
    return codes


def category_of(code: str) -> Category | None:
    """Return the category that an item code's letter says; None for another letter."""
    return _LETTERS.get(code[:1])


def _sentences(path: Path) -> dict[str, Sentence]:
    rows = {
        row.one_of("case", CASES): Sentence(row["fact"], row.listed("allowed"), row["text"])
        for row in read_csv(path, SENTENCE_COLUMNS, key=("case",))
    }
    if missing := set(CASES) - set(rows):
        raise DataError(shown(path), 1, f"no row for the case {', '.join(sorted(missing))}")
    return rows
