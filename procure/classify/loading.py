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
    Deed,
    Lexicon,
    Role,
    Sense,
    Sentence,
    category_of,
    fold,
)
from procure.datafile import CsvRow, DataError, data_root, read_csv, shown
from procure.editions import ITEMS, load_items
from procure.model import Field
from procure.record import replace
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
SENTENCE_COLUMNS: Final = ("case", "fact", "allowed", "text")
DEED_COLUMNS: Final = ("head", "branch", "items", "reason")
INSIDE_COLUMNS: Final = ("item", "inside", "reason")
ACCOUNT_COLUMNS: Final = ("code", "name", "nature", "category", "items", "reason")
CASES: Final = (
    "personnel",
    "transfer",
    "utility",
    "reception",
    "settlement",
    "unknown",
    "mixed",
    "several",
    "conflict",
    "doubtful",
    "code_former",
    "code_doubtful",
    "code_other",
    "code_unknown",
)
"""The cases of sentences.csv: why there is no purchase, or what is asked."""

_TOLD: Final = frozenset({Field.OVERVIEW, Field.PLAN, Field.REQUIREMENT})
_FIELDS: Final = {
    "": _TOLD | {Field.NAME, Field.INDICATOR},
    "name": TELLING,
    "text": _TOLD | {Field.INDICATOR},
    "told": _TOLD,
    "name|told": _TOLD | TELLING,
}
_ROLES: Final = tuple(role.value for role in Role)
_CATEGORIES: Final = {category.value: category for category in Category}
_PURCHASES: Final = ("purchase", "utility", "reception", "unknown")
_NO_PURCHASES: Final = ("personnel", "transfer", "settlement")
_NATURES: Final[Mapping[Role, tuple[str, ...]]] = {
    **dict.fromkeys(NAMING, _PURCHASES),
    Role.HEAD: ("purchase", "unknown"),
    Role.DEED: ("purchase",),
    Role.CONTRACT: ("purchase",),
    Role.WHOLE: _NO_PURCHASES,
}
_LABELLED: Final = NAMING | HEADING | {Role.MORE}
_UNREAD: Final = frozenset({Role.BUYING, Role.LISTING, Role.SUFFIX})
"""Roles of words that are no mentions by themselves."""
_SHORTEST: Final = 2
"""Shortest name of an item that is read, in characters: 钟 stands in 分钟."""
_SHORTENED: Final = 4
"""Shortest name of an item without its suffix, in characters."""

_BLANK: Final = Sense(
    role=Role.THING,
    nature=Nature.PURCHASE,
    categories=frozenset(),
    codes=(),
    meets=frozenset(),
    fails=frozenset(),
    fields=TELLING,
    needs=(),
    excludes=(),
    label="",
    source="",
)
"""What the senses of items' and accounts' names share."""


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
    for known in (_accounts(folder / "accounts.csv", items), _names(items, words[Role.SUFFIX])):
        for term, found in _grouped(known).items():
            senses.setdefault(term, tuple(found))
    listings = [sense for _, sense in rows if sense.role is Role.LISTING]
    if len(listings) != 1:
        raise DataError(shown(folder / "terms"), 1, f"{len(listings)} rows of role `listing`; must be one")
    return Lexicon(
        senses={term: tuple(sorted(found, key=_order)) if found[1:] else found for term, found in senses.items()},
        finder=_finder(senses),
        buying=tuple(words[Role.BUYING]),
        listing=listings[0],
        sentences=_sentences(folder / "sentences.csv"),
        inside=_inside(folder / "inside.csv", items),
        deeds=_deeds(folder / "deeds.csv", items, {sense.label for _, sense in rows if sense.role in HEADING}),
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
    told = _named(row, row.listed("category"))
    if codes and told:
        row.fail("`category` must be empty where `codes` tell it")
    if (role in NAMING | HEADING) != bool(codes or told):
        wanted = "not " if role in NAMING | HEADING else ""
        row.fail(f"`category` must {wanted}be empty for the role `{role}`")
    return told or frozenset(filter(None, map(category_of, codes)))


def _named(row: CsvRow, words: Iterable[str]) -> frozenset[Category]:
    if unknown := [word for word in words if word not in _CATEGORIES]:
        row.fail(f"`category` holds `{unknown[0]}`; allowed: {', '.join(_CATEGORIES)}")
    return frozenset(map(_CATEGORIES.__getitem__, words))


def _codes(row: CsvRow, role: Role, items: Items) -> tuple[str, ...]:
    if ((row["meets"] or row["fails"]) and role not in NAMING) or (row["codes"] and role not in NAMING | HEADING):
        row.fail(f"`codes`, `meets` and `fails` must be empty for the role `{role}`")
    return _known(row, "codes", items)


def _known(row: CsvRow, column: str, items: Items) -> tuple[str, ...]:
    codes = row.listed(column)
    for code in codes:
        if code not in items:
            row.fail(f"item code `{code}` is not in the item list")
    return codes


def _accounts(path: Path, items: Items) -> Iterator[tuple[str, Sense]]:
    """Yield the names of the economic accounts: a whole of personnel or transfer, else something bought."""
    for row in read_csv(path, ACCOUNT_COLUMNS, key=("code",)):
        nature = row.one_of("nature", (*_PURCHASES, *_NO_PURCHASES))
        codes = _known(row, "items", items)
        told = _named(row, row.listed("category"))
        categories = told or frozenset(filter(None, map(category_of, codes)))
        if bool(categories) == (nature in _NO_PURCHASES):
            row.fail("`category` or `items` is told where something is bought, and only there")
        role = Role.PART if categories else Role.WHOLE
        source = f"lexicon/{path.name}:{row.line}"
        label = row["name"] if categories else ""
        yield (
            fold(row["name"]),
            replace(
                _BLANK, role=role, nature=Nature(nature), categories=categories, codes=codes, label=label, source=source
            ),
        )


def _names(items: Items, suffixes: Iterable[str]) -> Iterator[tuple[str, Sense]]:
    """Yield the items' names as bare nouns, also without a suffix; items of one name are one thing of several codes.

    Running text holds too many of them by chance (安全服务, 车辆), so they count only where nothing else is told.
    """
    named: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for line, (code, item) in enumerate(items.items(), 2):
        if item.parent:
            named[item.name].append((line, code))
    for name, found in named.items():
        if len(name) < _SHORTEST:
            continue
        line, codes = found[0][0], tuple(code for _, code in found)
        categories = frozenset(filter(None, map(category_of, codes)))
        source = f"{ITEMS.partition('/')[2]}:{line}"
        sense = replace(_BLANK, categories=categories, codes=codes, label=name, source=source)
        yield fold(name), sense
        for suffix in suffixes:
            short = fold(name.removesuffix(suffix))
            if name.endswith(suffix) and len(short) >= _SHORTENED and short not in named:
                yield short, sense


def _deeds(path: Path, items: Items, heads: set[str]) -> dict[str, dict[str, Deed]]:
    deeds: dict[str, dict[str, Deed]] = defaultdict(dict)
    for row in read_csv(path, DEED_COLUMNS, key=("head", "branch")):
        head, branch = row.one_of("head", heads), row["branch"]
        if branch not in items:
            row.fail(f"`{branch}` is no code of the item list")
        deeds[head][branch] = Deed(_known(row, "items", items), f"lexicon/{path.name}:{row.line}")
    return dict(deeds)


def _inside(path: Path, items: Items) -> dict[str, frozenset[str]]:
    inside: dict[str, set[str]] = defaultdict(set)
    for row in read_csv(path, INSIDE_COLUMNS, key=("item", "inside")):
        if unknown := [row[column] for column in ("item", "inside") if row[column] not in items]:
            row.fail(f"item code `{unknown[0]}` is not in the item list")
        inside[row["item"]].add(row["inside"])
    return {item: frozenset(codes) for item, codes in inside.items()}


def _sentences(path: Path) -> dict[str, Sentence]:
    rows = {
        row.one_of("case", CASES): Sentence(row["fact"], row.listed("allowed"), row["text"])
        for row in read_csv(path, SENTENCE_COLUMNS, key=("case",))
    }
    if missing := set(CASES) - set(rows):
        raise DataError(shown(path), 1, f"no row for the case {', '.join(sorted(missing))}")
    return rows
