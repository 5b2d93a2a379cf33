"""What every format of a waivers file holds: entries of texts by column. Not for what they mean: reading.py."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from procure.datafile import data_root, read_csv
from procure.model import Place, Problem
from procure.money import plain
from procure.record import Record

FINGERPRINT: Final = "fingerprint"
CODE: Final = "code"
_HEADS: Final = ("column", "name", "wordings")


class Entry(Record, frozen=True):
    """One waiver as written: the text of each column it fills, where each stands, and where the entry itself does."""

    place: Place
    texts: Mapping[str, str]
    places: Mapping[str, Place]


Entries = tuple[list[Entry], list[Problem]]


class Columns(Record, frozen=True):
    """The columns of a waivers file: their Chinese names by id, and the ids that wordings stand for."""

    names: Mapping[str, str]
    ids: Mapping[str, str]

    def id_of(self, wording: str) -> str | None:
        """Return the column that a head or key names, None where it names none."""
        return self.ids.get(plain(wording))


@cache
def columns(root: Path | None = None) -> Columns:
    """Return catalog/plan/waiver-columns.csv below a data root. Raises DataError for a fault in it."""
    path = (root or data_root()) / "catalog" / "plan" / "waiver-columns.csv"
    names: dict[str, str] = {}
    ids: dict[str, str] = {}
    for row in read_csv(path, _HEADS, key=("column",)):
        names[row["column"]] = row["name"]
        for wording in (row["column"], row["name"], *row.listed("wordings")):
            if plain(wording) in ids:
                row.fail(f"`{wording}` already names `{ids[plain(wording)]}`")
            ids[plain(wording)] = row["column"]
    return Columns(names, ids)


def clean(text: str) -> str:
    """Return a text without blanks around it, and without what no report could be written with."""
    return text.strip().encode("utf-8", "replace").decode()
