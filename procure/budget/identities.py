"""The identities of a budget as data: which meanings must agree. Not for the figures: across.py."""

from collections.abc import Sequence
from functools import cache
from itertools import groupby
from typing import Final

from procure.budget.relation import Meaning
from procure.datafile import CsvRow, data_root, read_csv
from procure.record import Record, replace

_FILE: Final = "catalog/wording/identities.csv"
_DIMENSIONS: Final = ("flow", "fund", "part", "subject", "period")
_ANY: Final = "*"
_SIDES: Final = ("left", "right")
_RELATIONS: Final = ("equal", "at_most")


class Identity(Record, frozen=True):
    """Meanings on two sides that must agree; a dimension that is * is the same in all of them.

    at_most: the left side is not to exceed the right one.
    """

    name: str
    at_most: bool
    left: tuple[Meaning, ...]
    right: tuple[Meaning, ...]

    def around(self, one: Meaning) -> "Identity | None":
        """Return the identity about a meaning that stands as its first one on the left, None where it does not fit."""
        given = {name: getattr(one, name) for name in _DIMENSIONS}
        first = self.left[0]
        if any(getattr(first, name) not in (_ANY, given[name]) for name in _DIMENSIONS):
            return None
        sides = (tuple(_filled(meaning, given) for meaning in side) for side in (self.left, self.right))
        left, right = sides
        return replace(self, left=left, right=right)


@cache
def load_identities() -> tuple[Identity, ...]:
    """Read the identities. Raises DataError for a fault in the file."""
    rows = list(read_csv(data_root() / _FILE, ("name", "relation", "side", *_DIMENSIONS)))
    groups = [(name, list(group)) for name, group in groupby(rows, key=lambda row: row["name"])]
    return tuple(_identity(name, group) for name, group in groups)


def _identity(name: str, rows: Sequence[CsvRow]) -> Identity:
    sides: dict[str, list[Meaning]] = {side: [] for side in _SIDES}
    for row in rows:
        sides[row.one_of("side", _SIDES)].append(Meaning(*(row[dimension] for dimension in _DIMENSIONS)))
    relation = rows[0].one_of("relation", _RELATIONS)
    if not (sides["left"] and sides["right"]):
        rows[0].fail(f"identity `{name}` needs a left and a right side")
    return Identity(name, relation == "at_most", tuple(sides["left"]), tuple(sides["right"]))


def _filled(meaning: Meaning, given: dict[str, str]) -> Meaning:
    return replace(meaning, **{name: given[name] for name in _DIMENSIONS if getattr(meaning, name) == _ANY})
