"""Words that hint at an exceptional fact, so that it is asked instead of assumed (catalog/lexicon/hints.csv)."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from procure.datafile import data_root, read_csv
from procure.facts import EXCEPTIONAL
from procure.model import Field, Project

_COLUMNS: Final = ("fact", "where", "term", "items", "reason")
_PLACES: Final = ("text", "purchaser", "kind")


@dataclass(frozen=True, slots=True)
class Hint:
    """A word and the fact it hints at.

    where: looked for in the texts, in the purchaser's name, or as the purchaser's stated kind. items: the branch of the
    item list outside which the hint is idle, or empty.
    """

    fact: str
    where: str
    term: str
    items: str


@cache
def load_hints(root: Path | None = None) -> tuple[Hint, ...]:
    """Load the hints. Raises DataError for a fact that is not exceptional."""
    rows = read_csv((root or data_root()) / "catalog/lexicon/hints.csv", _COLUMNS)
    return tuple(
        Hint(row.one_of("fact", EXCEPTIONAL), row.one_of("where", _PLACES), row["term"], row["items"]) for row in rows
    )


def hinted_facts(project: Project, purchaser: str | None, hints: Iterable[Hint]) -> frozenset[str]:
    """Return the exceptional facts that a project's words, or its purchaser's name, hint at."""
    sheet = project.sheet.texts if project.sheet else {}
    told = (text for field in (Field.OVERVIEW, Field.PLAN) for text in sheet.get(field, ()))
    words = {"text": "\n".join((project.name, *told)), "purchaser": purchaser or "", "kind": ""}
    return frozenset(hint.fact for hint in hints if hint.term in words[hint.where])
