"""Words and items that hint at an exceptional fact, so that it is asked, not assumed (catalog/lexicon/hints.csv)."""

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from procure.catalog import Catalog, Items
from procure.datafile import CsvRow, data_root, read_csv
from procure.facts import EXCEPTIONAL
from procure.model import Field, Project
from procure.record import Record

_COLUMNS: Final = ("fact", "where", "term", "items", "reason")
_PLACES: Final = ("text", "purchaser", "kind", "item")


class Hint(Record, frozen=True):
    """What hints at a fact.

    where: the term is looked for in the texts, in the purchaser's name, or in the purchaser's stated kind; `item` needs
    no term. items: the branch of the item list outside which the hint is idle, or empty.
    """

    fact: str
    where: str
    term: str
    items: str

    def concerns(self, codes: Collection[str], items: Items) -> bool:
        """Return whether a purchase of any of these items, none where not known, can be what is hinted at."""
        if not codes:
            return self.where != "item"
        return not self.items or any(self.items in (code, *items.ancestors(code)) for code in codes)


@cache
def load_hints(catalog: Catalog, root: Path | None = None) -> tuple[Hint, ...]:
    """Load the hints. Raises DataError for an unknown fact, place or item, and for a hint that could never be heard."""
    rows = read_csv((root or data_root()) / "catalog/lexicon/hints.csv", _COLUMNS)
    return tuple(_hint(row, catalog.items) for row in rows)


def _hint(row: CsvRow, items: Items) -> Hint:
    hint = Hint(row.one_of("fact", EXCEPTIONAL), row.one_of("where", _PLACES), row["term"], row["items"])
    if bool(hint.term) == (hint.where == "item"):
        row.fail("a hint has a term, or stands at `item` without one")
    if hint.items not in items and (hint.items or hint.where == "item"):
        row.fail(f"`{hint.items}` is no code of the item list")
    return hint


def heard(words: Mapping[str, str], hints: Iterable[Hint]) -> tuple[Hint, ...]:
    """Return the hints that the words of each place hold; whether one by item holds, the purchase's item tells."""
    return tuple(hint for hint in hints if hint.term in words.get(hint.where, ""))


def words_of(project: Project, purchaser: str | None) -> dict[str, str]:
    """Return what a project and its purchaser say, by the place where hints are looked for."""
    sheet = project.sheet.texts if project.sheet else {}
    told = (text for field in (Field.OVERVIEW, Field.PLAN) for text in sheet.get(field, ()))
    return {"text": "\n".join((project.name, *told)), "purchaser": purchaser or ""}


def hinted_facts(hints: Iterable[Hint], codes: Collection[str], items: Items) -> frozenset[str]:
    """Return the exceptional facts that the hints suggest for a purchase of any of these items."""
    return frozenset(hint.fact for hint in hints if hint.concerns(codes, items))
