"""Which column of a plan's table is which, by the wordings of catalog/plan/. Not for what the cells say: cells.py."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final

from procure.datafile import data_root, read_csv
from procure.model import Row
from procure.money import Unit, plain
from procure.record import Record, field

KINDS: Final = ("text", "amount", "number", "code", "term", "yes_no", "share", "day")
"""What a column's cells state."""
COLUMN_KEYS: Final = ("column", "name", "kind", "wordings", "hint")
_BRACKETS: Final = re.compile(r"[(（\[【][^(（\[【)）\]】]*[)）\]】]")
_MARKS: Final = re.compile(r"[\s*＊:：、,，。.]")
_UNITS: Final = {unit.word: unit for unit in Unit}
_FEWEST: Final = 3
"""Columns that a head must name at least: two words may stand side by side anywhere."""

_FEWEST_ABOVE: Final = 2
"""Columns that the upper of two rows must name: what stands above a head names none."""


class Column(Record, frozen=True):
    """A column that plans have: its id, its name as the template prints it, and what its cells state."""

    id: str
    name: str
    kind: str
    hint: str


class Head(Record, frozen=True):
    """The head of a plan's table: the column (from 0) of each id, the units that columns print, how many rows it has.

    several: names of columns that stand more than once, of which the first is read. unknown: heads nobody knows.
    texts: what is printed above each id.
    """

    at: Mapping[str, int]
    units: Mapping[str, Unit]
    rows: int
    several: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)


@cache
def load_columns() -> Mapping[str, Column]:
    """Return the columns by id, in the order of catalog/plan/columns.csv. Raises DataError for a fault in it."""
    rows = read_csv(data_root() / "catalog/plan/columns.csv", COLUMN_KEYS, key=("column",))
    return {row["column"]: Column(row["column"], row["name"], row.one_of("kind", KINDS), row["hint"]) for row in rows}


@cache
def _wordings() -> Mapping[str, str]:
    """Return the id of each wording. Raises DataError where two columns share one."""
    found: dict[str, str] = {}
    for row in read_csv(data_root() / "catalog/plan/columns.csv", COLUMN_KEYS, key=("column",)):
        for word in (row["name"], *row.listed("wordings")):
            if found.setdefault(_bare(word), row["column"]) != row["column"]:
                row.fail(f"wording `{word}` stands under `{found[_bare(word)]}` already")
    return found


def _bare(text: str) -> str:
    """Return a head's words alone: without brackets, unless that is all there is, marks, blanks and width."""
    whole = plain(text)
    return _MARKS.sub("", _BRACKETS.sub("", whole)) or _MARKS.sub("", whole)


def column_named(text: str) -> str | None:
    """Return the id of the column that a head's text, or an id, names."""
    bare = _bare(text)
    return bare if bare in load_columns() else _wordings().get(bare)


def find_head(rows: Sequence[Row], own: Mapping[str, str]) -> Head | None:
    """Return the head that begins with the first of the rows, of one row or two; None where it is none.

    own: ids of columns by the user's own heads (--columns), which come before the known wordings.
    """
    if not rows or _has_amount(rows[0]):  # no head holds a bare number
        return None
    single = _head([rows[0]], own)
    is_double = len(rows) > 1 and len(single.at) >= _FEWEST_ABOVE and _may_be_lower(*rows[:2])
    best = max(single, _head(rows[:2], own), key=_known) if is_double else single
    return best if len(best.at) >= _FEWEST and {"name", "item", "code"} & set(best.at) else None


def _known(head: Head) -> tuple[int, bool]:
    return len(head.at), "amount" in head.units


def _may_be_lower(upper: Row, lower: Row) -> bool:
    """Return whether a row may be a head's lower one.

    Each of its cells names a column or a unit, or stands below a blank or shared head; a line of a plan has others.
    """
    if _has_amount(lower):
        return False
    columns = range(len(lower.cells))
    apart = (at for at in columns if lower.cell(at) and upper.cell(at) and upper.cell(at + 1))
    return all(column_named(upper.cell(at) + lower.cell(at)) or _names(lower.cell(at)) for at in apart)


def _has_amount(row: Row) -> bool:
    return any(plain(cell).replace(".", "", 1).replace(",", "").isdigit() for cell in row.cells)


def _names(text: str) -> bool:
    return bool(column_named(text) or _unit(text))


def _head(rows: Sequence[Row], own: Mapping[str, str]) -> Head:
    at: dict[str, int] = {}
    units: dict[str, Unit] = {}
    shown_as: dict[str, str] = {}
    several, unknown = [], []
    for column, texts in enumerate(_stacked(rows)):
        shown = "".join(texts)
        found = next((one for text in _readings(texts) if (one := own.get(_bare(text)) or column_named(text))), None)
        if found is None:
            unknown += [shown] if shown else []
        elif found in at:
            several.append(shown)
        else:
            at[found], shown_as[found] = column, shown
            if unit := next(filter(None, map(_unit, texts[::-1])), None):
                units[found] = unit
    return Head(_settled(at), units, len(rows), tuple(several), tuple(unknown), shown_as)


def _settled(at: dict[str, int]) -> dict[str, int]:
    """Return the columns with 单位 read as the purchaser's where nothing is counted in it."""
    if "measure" in at and "unit" not in at and "quantity" not in at:
        at["unit"] = at.pop("measure")
    return at


def _stacked(rows: Sequence[Row]) -> Iterable[tuple[str, ...]]:
    """Yield for each column the texts of its head from above; a merged cell's text counts for all it covers."""
    width = max(len(row.cells) for row in rows)
    upper = ""
    for column in range(width):
        first = rows[0].cell(column)
        upper = first or (upper if column in rows[0].merged else "")
        lower = tuple(row.cell(column) for row in rows[1:])
        yield tuple(filter(None, (upper if any(lower) or first else "", *lower)))


def _readings(texts: tuple[str, ...]) -> Iterable[str]:
    """Yield what a column may be called: the lowest head with those above it, alone, then the highest."""
    if len(texts) > 1:
        yield "".join(texts)
        yield texts[-1]
    yield from texts[:1]


def _unit(text: str) -> Unit | None:
    if plain(text) in _UNITS:
        return _UNITS[plain(text)]
    found = [_UNITS[word] for word in re.findall("|".join(sorted(_UNITS, key=len, reverse=True)), plain(text))]
    return found[0] if len(set(found)) == 1 and _BRACKETS.search(text + ")") else None


def own_columns(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return ids by bare heads for pairs of a head in the file and a column. Raises KeyError for an unknown column."""
    found = {}
    for head, name in pairs:
        column = column_named(name)
        if column is None:
            raise KeyError(name)
        found[_bare(head)] = column
    return found


class ColumnsError(ValueError):
    """A pair of columns that names none of ours; the message says which are known (Chinese)."""


def pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs of 列名=标准列名 that a text lists. Raises ColumnsError for what is none."""
    found = []
    for piece in filter(None, re.split("[,，]", text)):
        head, equals, name = piece.partition("=")
        if not equals or column_named(name) is None:
            known = "、".join(one.name for one in load_columns().values())
            raise ColumnsError(f"“{piece}”不是“列名=标准列名”；标准列名：{known}")
        found.append((head.strip(), name.strip()))
    return tuple(found)
