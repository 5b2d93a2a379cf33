"""The lexicon's smaller tables, each row checked: items' names, accounts, deeds, what is inside what, sentences."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from procure.catalog import Items
from procure.classify.lexicon import TELLING, Deed, Role, Sense, Sentence, category_of, fold
from procure.datafile import CsvRow, DataError, read_csv, shown
from procure.editions import ITEMS
from procure.record import replace
from procure.terms import Category, Nature

DEED_COLUMNS: Final = ("head", "branch", "items", "reason")
INSIDE_COLUMNS: Final = ("item", "inside", "reason")
ACCOUNT_COLUMNS: Final = ("code", "name", "nature", "category", "items", "reason")
SENTENCE_COLUMNS: Final = ("case", "fact", "allowed", "text")
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
PURCHASES: Final = ("purchase", "utility", "reception", "unknown")
NO_PURCHASES: Final = ("personnel", "transfer", "settlement")
_CATEGORIES: Final = {category.value: category for category in Category}
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


def known_codes(row: CsvRow, column: str, items: Items) -> tuple[str, ...]:
    """Return a cell's item codes; one outside the item list is a DataError."""
    codes = row.listed(column)
    for code in codes:
        if code not in items:
            row.fail(f"item code `{code}` is not in the item list")
    return codes


def categories_named(row: CsvRow, words: Iterable[str]) -> frozenset[Category]:
    """Return the categories that words name; another word is a DataError."""
    if unknown := [word for word in words if word not in _CATEGORIES]:
        row.fail(f"`category` holds `{unknown[0]}`; allowed: {', '.join(_CATEGORIES)}")
    return frozenset(map(_CATEGORIES.__getitem__, words))


def accounts(path: Path, items: Items) -> Iterator[tuple[str, Sense]]:
    """Yield the names of the economic accounts: a whole of personnel or transfer, else something bought."""
    for row in read_csv(path, ACCOUNT_COLUMNS, key=("code",)):
        nature = row.one_of("nature", (*PURCHASES, *NO_PURCHASES))
        codes = known_codes(row, "items", items)
        told = categories_named(row, row.listed("category"))
        categories = told or frozenset(filter(None, map(category_of, codes)))
        if bool(categories) == (nature in NO_PURCHASES):
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


def item_sources(items: Items) -> dict[str, str]:
    """Return where each item stands in the item list, as evidence names its source."""
    place = ITEMS.partition("/")[2]
    return {code: f"{place}:{line}" for line, code in enumerate(items, 2)}


def names(items: Items, suffixes: Iterable[str]) -> Iterator[tuple[str, Sense]]:
    """Yield the items' names as bare nouns, also without a suffix; items of one name are one thing of several codes.

    Running text holds too many of them by chance (安全服务, 车辆), so they count only where nothing else is told.
    """
    sources = item_sources(items)
    named: dict[str, list[str]] = defaultdict(list)
    for code, item in items.items():
        if item.parent:
            named[item.name].append(code)
    for name, codes in named.items():
        if len(name) < _SHORTEST:
            continue
        categories = frozenset(filter(None, map(category_of, codes)))
        sense = replace(_BLANK, categories=categories, codes=tuple(codes), label=name, source=sources[codes[0]])
        yield fold(name), sense
        for suffix in suffixes:
            short = fold(name.removesuffix(suffix))
            if name.endswith(suffix) and len(short) >= _SHORTENED and short not in named:
                yield short, sense


def deeds_of(path: Path, items: Items, heads: set[str]) -> dict[str, dict[str, Deed]]:
    """Return what each head, by its label, makes of the branches of items."""
    deeds: dict[str, dict[str, Deed]] = defaultdict(dict)
    for row in read_csv(path, DEED_COLUMNS, key=("head", "branch")):
        head, branch = row.one_of("head", heads), row["branch"]
        if branch not in items:
            row.fail(f"`{branch}` is no code of the item list")
        deeds[head][branch] = Deed(known_codes(row, "items", items), f"lexicon/{path.name}:{row.line}")
    return dict(deeds)


def inside_of(path: Path, items: Items) -> dict[str, frozenset[str]]:
    """Return for an item those that are part of it where both are told."""
    inside: dict[str, set[str]] = defaultdict(set)
    for row in read_csv(path, INSIDE_COLUMNS, key=("item", "inside")):
        if unknown := [row[column] for column in ("item", "inside") if row[column] not in items]:
            row.fail(f"item code `{unknown[0]}` is not in the item list")
        inside[row["item"]].add(row["inside"])
    return {item: frozenset(codes) for item, codes in inside.items()}


def sentences_of(path: Path) -> dict[str, Sentence]:
    """Return the sentences that users read, by case; each case must have one."""
    rows = {
        row.one_of("case", CASES): Sentence(row["fact"], row.listed("allowed"), row["text"])
        for row in read_csv(path, SENTENCE_COLUMNS, key=("case",))
    }
    if missing := set(CASES) - set(rows):
        raise DataError(shown(path), 1, f"no row for the case {', '.join(sorted(missing))}")
    return rows
