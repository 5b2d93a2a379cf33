"""catalog/lexicon/ to a Lexicon, each row checked; the item names of 2022 and the accounts stand behind own words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from ahocorasick import Automaton

from procure.catalog import Items
from procure.classify.lexicon import (
    HEADING,
    LONGEST,
    NAMING,
    TELLING,
    Lexicon,
    Role,
    Sense,
    category_of,
    fold,
)
from procure.classify.tables import (
    NO_PURCHASES,
    PURCHASES,
    accounts,
    categories_named,
    deeds_of,
    inside_of,
    known_codes,
    names,
    sentences_of,
)
from procure.datafile import CsvRow, DataError, data_root, read_csv, shown
from procure.editions import load_items
from procure.model import Field
from procure.terms import Category, Nature

TERM_COLUMNS: Final = (
    "terms",
    "codes",
    "label",
    "reason",
    "role",
    "nature",
    "category",
    "meets",
    "fails",
    "where",
    "needs",
    "excludes",
)

_TOLD: Final = frozenset({Field.OVERVIEW, Field.PLAN, Field.REQUIREMENT})
_FIELDS: Final = {
    "": _TOLD | {Field.NAME, Field.INDICATOR},
    "name": TELLING,
    "text": _TOLD | {Field.INDICATOR},
    "told": _TOLD,
    "name|told": _TOLD | TELLING,
}
_ROLES: Final = tuple(role.value for role in Role)
_NATURES: Final[Mapping[Role, tuple[str, ...]]] = {
    **dict.fromkeys(NAMING, PURCHASES),
    Role.HEAD: ("purchase", "unknown"),
    Role.DEED: ("purchase",),
    Role.CONTRACT: ("purchase",),
    Role.WHOLE: NO_PURCHASES,
}
_LABELLED: Final = NAMING | HEADING | {Role.MORE}
_UNREAD: Final = frozenset({Role.BUYING, Role.INCLUDING, Role.LISTING, Role.ORDERING, Role.SUFFIX})
"""Roles of words that are no mentions by themselves."""


@cache
def load_lexicon(root: Path | None = None) -> Lexicon:
    """Read catalog/lexicon/ below root (default: this project's data; each root is read once per process).

    A term of terms/ hides an account or an item of the same name. Raises DataError for a fault, with path:line.
    """
    folder = (root or data_root()) / "catalog" / "lexicon"
    items = load_items()
    rows = list(_terms(sorted((folder / "terms").glob("*.csv")), items))
    senses: dict[str, tuple[Sense, ...]] = {}
    for terms, sense in rows:
        if sense.role not in _UNREAD:
            for term in terms:
                senses[term] = (*senses[term], sense) if term in senses else (sense,)
    words = {role: [term for terms, sense in rows if sense.role is role for term in terms] for role in _UNREAD}
    for known in (accounts(folder / "accounts.csv", items), names(items, words[Role.SUFFIX])):
        for term, found in _grouped(known).items():
            senses.setdefault(term, tuple(found))
    listings = [sense for _, sense in rows if sense.role is Role.LISTING]
    if len(listings) != 1:
        raise DataError(shown(folder / "terms"), 1, f"{len(listings)} rows of role `listing`; must be one")
    return Lexicon(
        senses={term: tuple(sorted(found, key=_order)) if found[1:] else found for term, found in senses.items()},
        finder=_finder(senses),
        buying=tuple(words[Role.BUYING]),
        ordering=tuple(words[Role.ORDERING]),
        including=tuple(words[Role.INCLUDING]),
        listing=listings[0],
        sentences=sentences_of(folder / "sentences.csv"),
        inside=inside_of(folder / "inside.csv", items),
        branches=frozenset(item.parent for item in items.values()),
        deeds=deeds_of(folder / "deeds.csv", items, {sense.label for _, sense in rows if sense.role in HEADING}),
    )


def _finder(terms: Iterable[str]) -> Automaton:
    finder = Automaton()
    for term in terms:
        finder.add_word(term, term)
    finder.make_automaton()
    return finder


def _grouped(rows: Iterable[tuple[str, Sense]]) -> dict[str, list[Sense]]:
    grouped: dict[str, list[Sense]] = defaultdict(list)
    for term, sense in rows:
        grouped[term].append(sense)
    return grouped


def _order(sense: Sense) -> tuple[str, ...]:
    return (sense.role, sense.label, sense.nature, *sense.needs)


def _terms(paths: Iterable[Path], items: Items) -> Iterator[tuple[list[str], Sense]]:
    """Yield the rows' terms, each once for a label, place and context, and in one file where it stands without any."""
    seen: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    homes: dict[str, str] = {}
    for path in paths:
        name = path.name
        for row in read_csv(path, TERM_COLUMNS):
            sense = _sense(row, path, items)
            terms = _spellings(row)
            places = seen[sense.role, sense.label, row["where"], row["needs"]]
            if repeated := [term for term in terms if term in places]:
                first = places[repeated[0]]
                row.fail(f"repeated term `{repeated[0]}` of this label, where and needs, first at {first}")
            is_free = not (sense.needs or row["where"] or sense.role in _UNREAD)
            if is_free and (taken := [term for term in terms if homes.setdefault(term, name) != name]):
                row.fail(f"term `{taken[0]}` stands in {homes[taken[0]]} already, and both hold without a context")
            places.update(dict.fromkeys(terms, f"{name}:{row.line}"))
            yield terms, sense


def _spellings(row: CsvRow) -> list[str]:
    if not row["terms"] or not row["reason"]:
        row.fail("`terms` and `reason` must not be empty")
    terms = fold(row["terms"]).split("|")
    for term in terms:
        if not 0 < len(term) <= LONGEST:
            row.fail(f"term `{term}` must have 1 to {LONGEST} characters")
    return terms


def _sense(row: CsvRow, path: Path, items: Items) -> Sense:
    role = Role(row.one_of("role", ("", *_ROLES)) or Role.THING)
    natures = _NATURES.get(role, ())
    default = "purchase" if role in NAMING else ""
    nature = Nature((row["nature"] and row.one_of("nature", natures)) or default or Nature.UNKNOWN)
    if natures and not (row["nature"] or default):
        row.fail(f"`nature` must not be empty for the role `{role}`")
    codes = _codes(row, role, items)
    categories = _categories(row, role, codes)
    if role not in _LABELLED and row["label"]:
        row.fail(f"`label` must be empty for the role `{role}`")
    return Sense(
        role,
        nature,
        categories,
        codes,
        frozenset(row.listed("meets")),
        frozenset(row.listed("fails")),
        _FIELDS[row.one_of("where", _FIELDS)],
        tuple(fold(word) for word in row.listed("needs")),
        tuple(fold(word) for word in row.listed("excludes")),
        (row["label"] or row["terms"].partition("|")[0]) if role in _LABELLED else "",
        f"lexicon/terms/{path.name}:{row.line}",
    )


def _categories(row: CsvRow, role: Role, codes: tuple[str, ...]) -> frozenset[Category]:
    """Return the categories: those of the codes, else those the row names, which only what is bought has."""
    told = categories_named(row, row.listed("category"))
    if codes and told:
        row.fail("`category` must be empty where `codes` tell it")
    if (role in NAMING | HEADING) != bool(codes or told):
        wanted = "not " if role in NAMING | HEADING else ""
        row.fail(f"`category` must {wanted}be empty for the role `{role}`")
    return told or frozenset(filter(None, map(category_of, codes)))


def _codes(row: CsvRow, role: Role, items: Items) -> tuple[str, ...]:
    if ((row["meets"] or row["fails"]) and role not in NAMING) or (row["codes"] and role not in NAMING | HEADING):
        row.fail(f"`codes`, `meets` and `fails` must be empty for the role `{role}`")
    return known_codes(row, "codes", items)
