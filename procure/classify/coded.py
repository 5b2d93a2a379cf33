"""An item code written beside a name: of 2022, of the older list of 2013, or of neither. A code has an edition."""

import re
from collections.abc import Collection, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from procure.catalog import Items
from procure.classify.lexicon import branches_of, fold
from procure.datafile import data_root, read_csv
from procure.record import Record

_CODE: Final = re.compile(r"(?<![0-9A-Za-z])([ABC]\d{2,8})(?![0-9A-Za-z])", re.IGNORECASE)
_MARKS: Final = " \t　-—–:：,，、.．()（）[]【】"
_LENGTH: Final = 9
"""Characters of a code of 2022; a shorter one is a branch without its empty levels."""
FORMER_COLUMNS: Final = ("code", "name")


class Verdict(StrEnum):
    """What a written code is worth; where it is not agreed, the name alone is classified."""

    AGREED = "agreed"
    """A code of 2022 that names what the words name, or stands alone."""
    FORMER = "former"
    """A code of 2013: its name of then is the name given."""
    DOUBTFUL = "doubtful"
    """A code without a name that both lists hold, with different meanings."""
    OTHER = "other"
    """A code of 2022 of something else than the words name."""
    UNKNOWN = "unknown"
    """No code of 2022."""


class Coded(Record, frozen=True):
    """A text taken apart: the code as written, the code of 2022 it stands for (padded), and the words beside it."""

    written: str
    code: str
    name: str

    def judged(self, read: Collection[str], items: Items, former: Mapping[str, str]) -> Verdict:
        """Return what the code is worth beside the words; read: the items that the words alone are read as."""
        then = former.get(self.written)
        now = items[self.code].name if self.code in items else ""
        if not self.name:
            is_other = then is not None and then != now
            return Verdict.UNKNOWN if not now else Verdict.DOUBTFUL if is_other else Verdict.AGREED
        if now and (are_alike(self.name, now) or any(is_kin(self.code, code) for code in read)):
            return Verdict.AGREED
        if then and are_alike(self.name, then):
            return Verdict.FORMER
        return Verdict.OTHER if now else Verdict.UNKNOWN


def take_apart(text: str) -> Coded | None:
    """Return the code in a text and the words beside it; None where no code is written."""
    found = _CODE.search(text)
    if found is None:
        return None
    written = found[1].upper()
    name = (text[: found.start()] + text[found.end() :]).strip(_MARKS)
    return Coded(written, written.ljust(_LENGTH, "0"), name)


def is_kin(code: str, other: str) -> bool:
    """Return whether one of two codes is the other, or a branch above it."""
    return code in branches_of(other) or other in branches_of(code)


def are_alike(name: str, other: str) -> bool:
    """Return whether one of two names holds the other."""
    one, two = fold(name), fold(other)
    return one in two or two in one


@cache
def load_former(root: Path | None = None) -> dict[str, str]:
    """Return names of the list of 2013 by code, as far as they are known. Raises DataError for a fault."""
    path = (root or data_root()) / "catalog/items/2013/items.csv"
    return {row["code"]: row["name"] for row in read_csv(path, FORMER_COLUMNS, key=("code",))}
