"""tests/classify/labels.csv: names labelled by reading, a part to work with and a part set aside."""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from procure.model import Field

LABELS: Final = Path(__file__).parent.parent / "tests" / "classify" / "labels.csv"
COLUMNS: Final = ("name", "note", "source", "nature", "category", "item", "listed", "why")
NO_PURCHASE: Final = frozenset({"personnel", "transfer"})
PARTS: Final = ("working", "aside", "fresh")
"""What names are for: collecting words; the part set aside, read once at the end; written afterwards, never read."""
_ALWAYS_WORKING: Final = frozenset({"tunliu", "later"})
_FRESH: Final = "fresh"
_STATED_NEEDS: Final = frozenset({"own", "later", "fresh", "intention"})
"""Sources whose notes say what is needed; those of budgets are taken from 项目概况."""
_THIRDS: Final = 3


@dataclass(frozen=True)
class Row:
    """An expected purchase, as labelled or as classified; listed is empty where nothing is bought.

    codes: of a label the deepest certain item, of an answer every item it leaves open.
    """

    nature: str
    categories: frozenset[str]
    codes: tuple[str, ...]
    listed: str

    @property
    def is_decided(self) -> bool:
        """Return whether it is settled whether this is listed, or that it is no purchase."""
        return self.nature in NO_PURCHASE or self.listed in {"yes", "no"}


@dataclass(frozen=True)
class Labelled:
    """A name with its note, and the purchases that a reader expects of it."""

    name: str
    note: str
    source: str
    rows: tuple[Row, ...]
    why: str

    @property
    def part(self) -> str:
        """Return which of PARTS the name belongs to: a third is set aside, by hash; some sources never are."""
        return _FRESH if self.source == _FRESH else "aside" if self._is_aside else "working"

    @property
    def _is_aside(self) -> bool:
        if self.source in _ALWAYS_WORKING:
            return False
        digest = hashlib.sha256(f"{self.name}\n{self.note}".encode()).hexdigest()
        return int(digest, 16) % _THIRDS == 0

    @property
    def field(self) -> Field:
        """Return what the note is."""
        return Field.REQUIREMENT if self.source in _STATED_NEEDS else Field.OVERVIEW

    @property
    def is_decidable(self) -> bool:
        """Return whether the words settle what is bought and whether it is listed."""
        return all(row.is_decided and row.nature != "unknown" for row in self.rows)


def labelled(path: Path = LABELS) -> Iterator[Labelled]:
    """Yield the labelled names; the rows of a name stand together."""
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise ValueError(f"{path}: columns must be {','.join(COLUMNS)}")
        for (name, note, source), rows in groupby(reader, lambda row: (row["name"], row["note"], row["source"])):
            kept = list(rows)
            yield Labelled(name, note, source, tuple(map(_row, kept)), "；".join(row["why"] for row in kept))


def _row(row: dict[str, str]) -> Row:
    categories = frozenset(filter(None, row["category"].split("|")))
    return Row(row["nature"], categories, tuple(filter(None, [row["item"]])), row["listed"])
