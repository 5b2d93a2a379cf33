"""Reads catalog/ strictly into catalog objects. A fault in a file raises DataError with path:line."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import product
from pathlib import Path
from typing import Final

from procure.catalog import (
    THRESHOLDS,
    Approval,
    Catalog,
    Edition,
    Entry,
    Item,
    Items,
    Measure,
    Parameter,
    Region,
    Restriction,
    Threshold,
)
from procure.datafile import CsvRow, DataError, Mapped, data_root, read_cells, read_csv, read_yaml, shown
from procure.model import Clause, Question
from procure.money import AmountError, read_amount
from procure.terms import Category, Level

_FIRST: Final[Mapping[str, int]] = {"达到": 0, "以上": 0, "大于或等于": 0, "小于": 0, "超过": 1}
"""What a printed boundary word adds, in 分, to the printed amount to get the first amount that reaches the limit."""

_EDITION_DAYS: Final = ("issued", "in_force_from", "last_checked")
_EDITION_KEYS: Final = (
    "id",
    "title",
    "document_no",
    "region",
    "item_list",
    "last_checked_by",
    "clauses",
    *_EDITION_DAYS,
)
_EDITION_OPTIONAL: Final = ("repeals", "repealed_on", "forwarded", "note")
_LAW_KEYS: Final = ("id", "title", "short", "grade", "clauses")
_LIMIT_COLUMNS: Final = ("name", "level", "category", "amount", "unit", "word", "topic")
_BELOW: Final = {
    "open_tender_threshold": ("procurement_threshold", "framework_threshold"),
    "tender_scale": ("procurement_threshold", "framework_threshold"),
}
"""Limits that never lie above another: the tables cut the amounts in this order."""
_NEEDED: Final[Mapping[str, tuple[Category, ...]]] = {
    "procurement_threshold": tuple(Category),
    "open_tender_threshold": (Category.GOODS, Category.SERVICES),
}
"""Limits that an edition must set at every level; that of works is tender_scale, for the whole country."""
_ANY_LEVEL: Final = "*"

ITEMS: Final = "catalog/items/2022/items.csv"
Laws = Mapping[str, Mapping[str, Clause]]
Thresholds = dict[tuple[str, str, str], Threshold]


@cache
def load_catalog(root: Path | None = None) -> Catalog:
    """Load catalog/ below a data root, by default this project's own. Raises DataError for any fault in it."""
    folder = (root or data_root()) / "catalog"
    items = load_items(root)
    regions = _regions(folder / "regions.csv")
    laws = _laws(sorted((folder / "law").glob("*/*.yaml")))
    national: Thresholds = {}
    for path in sorted((folder / "law").glob("*/thresholds.csv")):
        national |= _thresholds(path, lambda row: _law_topic(row, laws))
    return Catalog(
        items=items,
        editions=_editions(folder, items, regions, national),
        laws=laws,
        regions=regions,
        screening=_screening(folder / "screening.csv"),
        questions=_questions(folder / "questions.csv"),
        approvals={one.id: one for path in folder.glob("law/*/approvals.csv") for one in _approvals(path, laws)},
        measures={one.name: one for path in folder.glob("law/*/measures.csv") for one in _measures(path, laws)},
    )


@cache
def load_items(root: Path | None = None) -> Items:
    """Load the item list of 2022 below a data root, by default this project's own. Raises DataError for a fault."""
    path = (root or data_root()) / ITEMS
    items = Items()
    for line, (code, name, parent) in read_cells(path, ("code", "name", "parent"), key=("code",)):
        if parent and parent not in items:
            raise DataError(shown(path), line, f"parent `{parent}` of `{code}` does not stand above it")
        items[code] = Item(code, name, parent)
    return items


def _regions(path: Path) -> dict[str, Region]:
    regions: dict[str, Region] = {}
    for row in read_csv(path, ("code", "name", "parent", "level"), key=("code",)):
        if row["parent"] and row["parent"] not in regions:
            row.fail(f"parent `{row['parent']}` does not stand above it")
        level = Level(row.one_of("level", Level)) if row["level"] else None
        regions[row["code"]] = Region(row["code"], row["name"], row["parent"], level)
    return regions


def _laws(paths: Iterable[Path]) -> Laws:
    laws: dict[str, Mapping[str, Clause]] = {}
    for path in paths:
        law = read_yaml(path)
        law.check(_LAW_KEYS, ("document_no", "note"))
        if law.text("grade") not in ("A", "B", "C"):
            law.fail("`grade` must be A, B or C; what is known from memory is not law", "grade")
        if law.text("id") in laws:
            law.fail(f"id `{law['id']}` is taken by another law", "id")
        laws[law.text("id")] = _clauses(law, law.text("short"), law.text("grade"), "clause")
    return laws


def _clauses(source: Mapped, title: str, grade: str, key: str) -> dict[str, Clause]:
    clauses: dict[str, Clause] = {}
    for entry in source.items_of("clauses", Mapped, "mapping"):
        entry.check(("clause", "quote"), ("topic", "note"))
        if (name := entry.text(key)) in clauses:
            entry.fail(f"repeated {key} `{name}`", key)
        clauses[name] = Clause(source.text("id"), title, entry.text("clause"), entry.text("quote"), grade)
    return clauses


def _law_clause(row: CsvRow, law: str, clause: str, laws: Laws) -> Clause:
    if clause not in laws.get(law, {}):
        row.fail(f"no clause `{clause}` of `{law}`; name one of a file beside this one")
    return laws[law][clause]


def _law_topic(row: CsvRow, laws: Laws) -> Clause:
    law, _, clause = row["topic"].partition(":")
    return _law_clause(row, law, clause, laws)


def _topic(row: CsvRow, clauses: Mapping[str, Clause]) -> Clause:
    if row["topic"] not in clauses:
        row.fail(f"no clause with topic `{row['topic']}` in source.yaml; a threshold needs one")
    return clauses[row["topic"]]


def _thresholds(path: Path, clause_of: Callable[[CsvRow], Clause]) -> Thresholds:
    thresholds: Thresholds = {}
    for row in read_csv(path, _LIMIT_COLUMNS, key=("name", "level", "category")):
        row.one_of("name", THRESHOLDS)
        row.one_of("level", (*Level, _ANY_LEVEL))
        row.one_of("category", Category)
        row.one_of("word", _FIRST)
        plain = _positive(row)
        limit = Threshold(row["name"], plain, plain + _FIRST[row["word"]], row["word"], clause_of(row))
        levels = tuple(Level) if row["level"] == _ANY_LEVEL else (row["level"],)
        limits: Thresholds = {(row["name"], level, row["category"]): limit for level in levels}
        if taken := sorted(limits.keys() & thresholds.keys()):
            row.fail(f"repeated {' '.join(taken[0])}; `{_ANY_LEVEL}` is every level")
        thresholds |= limits
    return thresholds


def _positive(row: CsvRow, column: str = "amount") -> int:
    try:
        fen = read_amount(row[column] + row["unit"]).fen
    except AmountError as error:
        row.fail(f"`{column}` and `unit` are no amount: {error}")
    if fen <= 0:
        row.fail(f"`{column}` is `{row[column]}`; a limit is more than nothing")
    return fen


def _editions(folder: Path, items: Items, regions: Mapping[str, Region], national: Thresholds) -> tuple[Edition, ...]:
    item_list = read_yaml(folder / "items" / "2022" / "source.yaml").text("id")
    editions: list[Edition] = []
    for path in sorted(folder.glob("*-*/*/source.yaml")):
        source = _source(path, regions, item_list)
        edition = _edition(path, source, items, national)
        for other in editions:
            if edition.id == other.id:
                source.fail(f"id `{edition.id}` is taken by {other.document_no}", "id")
            together = edition.covers(other.in_force_from) or other.covers(edition.in_force_from)
            if edition.region == other.region and together:
                source.fail(f"in force together with `{other.id}`; one needs `repealed_on`", "in_force_from")
        editions.append(edition)
    return tuple(editions)


def _source(path: Path, regions: Mapping[str, Region], item_list: str) -> Mapped:
    source = read_yaml(path)
    source.check(_EDITION_KEYS, _EDITION_OPTIONAL)
    if source.text("region") not in regions:
        source.fail(f"`{source['region']}` is no code of regions.csv", "region")
    if source.text("item_list") != item_list:
        source.fail(f"`{source['item_list']}` is not here; allowed: {item_list}", "item_list")
    if "repealed_on" in source and source.day("repealed_on") <= source.day("in_force_from"):
        source.fail(f"`repealed_on` is {source['repealed_on']}; the edition would never be in force", "repealed_on")
    return source


def _edition(path: Path, source: Mapped, items: Items, national: Thresholds) -> Edition:
    clauses = _clauses(source, source.text("document_no"), "A", "topic")
    restrictions = _restrictions(path.with_name("restrictions.csv"), items)
    limits = path.with_name("thresholds.csv")
    thresholds = national | _thresholds(limits, lambda row: _topic(row, clauses))
    return Edition(
        id=source.text("id"),
        title=source.text("title"),
        document_no=source.text("document_no"),
        region=source.text("region"),
        issued=source.day("issued"),
        in_force_from=source.day("in_force_from"),
        repealed_on=source.day("repealed_on") if "repealed_on" in source else None,
        last_checked=source.day("last_checked"),
        clauses=clauses,
        thresholds=_ordered(limits, _complete(limits, thresholds)),
        entries=_entries(path.with_name("centralized.csv"), items, restrictions),
        restrictions=restrictions,
        items=items,
    )


def _complete(path: Path, limits: Thresholds) -> Thresholds:
    """Return the limits; without one of these every amount would stay below it in silence."""
    for name, categories in _NEEDED.items():
        for level, category in product(Level, categories):
            if (name, level, category) not in limits:
                raise DataError(shown(path), 1, f"no {name} at {level}, {category}; every edition sets one")
    return limits


def _ordered(path: Path, limits: Thresholds) -> Thresholds:
    """Return the limits; those that rules take to be ordered must be."""
    for (name, level, category), limit in limits.items():
        for lower in _BELOW.get(name, ()):
            other = limits.get((lower, level, category))
            if other is not None and other.first > limit.first:
                message = f"{lower} is above {name} at {level}, {category}; rules/ take it to be at most that"
                raise DataError(shown(path), 1, message)
    return limits


def _entries(path: Path, items: Items, restrictions: Mapping[str, Restriction]) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for row in read_csv(path, ("code", "name", "restriction", "remark", "built_into_works"), key=("code",)):
        if row["code"] not in items:
            row.fail(f"`{row['code']}` is not in the item list")
        if row["restriction"]:
            row.one_of("restriction", restrictions)
        built = row.one_of("built_into_works", ("yes", "no")) == "yes"
        entries[row["code"]] = Entry(row["code"], row["name"], row["restriction"], row["remark"], built)
    return entries


def _restrictions(path: Path, items: Items) -> dict[str, Restriction]:
    restrictions: dict[str, Restriction] = {}
    for row in read_csv(path, ("id", "quote", "question", "satisfied_by"), key=("id",)):
        for code in row.listed("satisfied_by"):
            if code not in items:
                row.fail(f"`{code}` is not in the item list")
        codes = frozenset(row.listed("satisfied_by"))
        restrictions[row["id"]] = Restriction(row["id"], row["quote"], row["question"], codes)
    return restrictions


def _screening(path: Path) -> dict[str, Parameter]:
    rows = read_csv(path, ("name", "value", "unit", "reason"), key=("name",))
    return {row["name"]: Parameter(row["name"], _whole(row), row["reason"]) for row in rows}


def _questions(path: Path) -> dict[str, Question]:
    rows = read_csv(path, ("fact", "question", "allowed"), key=("fact",))
    return {row["fact"]: Question(row["fact"], row["question"], row.listed("allowed")) for row in rows}


def _approvals(path: Path, laws: Laws) -> Iterator[Approval]:
    for row in read_csv(path, ("id", "text", "source", "clause"), key=("id",)):
        yield Approval(row["id"], row["text"], _law_clause(row, row["source"], row["clause"], laws))


def _measures(path: Path, laws: Laws) -> Iterator[Measure]:
    for row in read_csv(path, ("name", "value", "unit", "source", "clause"), key=("name",)):
        clause = _law_clause(row, row["source"], row["clause"], laws)
        is_amount = row.one_of("unit", ("day", "percent", "万元")) == "万元"
        value = _positive(row, "value") if is_amount else _number(row)
        yield Measure(row["name"], value, clause)


def _whole(row: CsvRow) -> int:
    if not row["reason"]:
        row.fail("a parameter of our own needs a reason")
    return _number(row)


def _number(row: CsvRow) -> int:
    if not row["value"].isdecimal():
        row.fail(f"`value` must be a whole number, found `{row['value']}`")
    return int(row["value"])
