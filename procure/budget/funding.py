"""Where the money of a target sheet comes from, source by source. Not for whether it adds up: projects_agree.py."""

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from procure.budget.cells import UnreadError, read_figure
from procure.intake.wording import Use, words
from procure.model import Figure, Funding, Row, Table
from procure.money import Unit, plain

_SIDES = 2
"""The whole term stands on the left, the year on the right."""


def read_funding(table: Table, rows: Sequence[Row], unit: Unit | None) -> Funding:
    """Return the sources of a sheet's money; a row names a source once for the whole term, and again for the year.

    The first of two labels in a row is the whole term's, the second the year's. A lone label is the year's where it
    stands in a column in which a year's label has stood before. A side with an amount that cannot be read has none.
    """
    sides: tuple[list[tuple[str, Figure]], list[tuple[str, Figure]]] = ([], [])
    unread: set[int] = set()
    annual_from = len(rows[0].cells) if rows else 0
    for row in rows:
        labels = [column for column, cell in enumerate(row.cells) if _source(cell)]
        if len(labels) == _SIDES:
            annual_from = min(annual_from, labels[1])
        for column, end in pairwise([*labels, len(row.cells)]):
            figure, lost = _value(table, row, column + 1, end, unit)
            if lost:
                unread.add(column >= annual_from)
            if figure is not None:
                sides[column >= annual_from].append((_bare(row.cell(column)), figure))
    return Funding(*(() if side in unread else tuple(sources) for side, sources in enumerate(sides)))


def _value(table: Table, row: Row, start: int, end: int, unit: Unit | None) -> tuple[Figure | None, bool]:
    """Return the one amount that stands between a label and the next, and whether what stands there is none."""
    filled = [column for column in range(start, end) if row.cell(column)]
    if not filled:
        return None, False
    try:
        return read_figure(row.cell(filled[0]), unit, table.place(row, filled[0])), False
    except UnreadError:
        return None, True


@lru_cache(4096)  # the sheets repeat each other's labels
def _source(cell: str) -> bool:
    return _bare(cell) in _sources()


def _bare(cell: str) -> str:
    """Return a label without its colon and the 其中 before it."""
    bare = plain(cell).rstrip(":")
    for word in words(Use.SHEET_OF_WHICH):
        bare = bare.removeprefix(word).lstrip(":")
    return bare


@cache
def _sources() -> frozenset[str]:
    return frozenset(map(plain, words(Use.SHEET_SOURCE)))
