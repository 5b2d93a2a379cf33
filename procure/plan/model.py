"""A purchase plan or a list of intentions as read: its lines with what each column states. Not for reading: lines.py."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from procure.model import Figure, Place
from procure.record import Record, field
from procure.terms import Category

PlanKind = Literal["plan", "intention"]


class Share(Record, frozen=True):
    """What is reserved for smaller enterprises: an amount in 分, or a share in hundredths of a percent; one is None."""

    amount: int | None = None
    basis_points: int | None = None


class PlanLine(Record, frozen=True):
    """A planned purchase, as its row states it.

    id: the name, with its amount where the name repeats, and a counter where both do. texts and places: by column id
    (catalog/plan/columns.csv), of the columns the plan has; a blank cell has an empty text. amount: None where the row
    states none that can be read. terms: what the words of organization, method, sme and purchaser_kind mean, where they
    were understood. facts: stated facts, yes or no (imported, works_related, new_building, mandatory_project).
    """

    id: str
    name: str
    place: Place
    texts: Mapping[str, str]
    places: Mapping[str, Place]
    amount: Figure | None = None
    category: Category | None = None
    terms: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    shares: Mapping[str, Share] = field(default_factory=dict)
    quantity: str | None = None

    def text(self, column: str) -> str:
        """Return what a column states; empty where it states nothing, or the plan has no such column."""
        return self.texts.get(column, "")

    def place_of(self, column: str) -> Place:
        """Return where a column of the line stands; the line's own place where the plan has no such column."""
        return self.places.get(column, self.place)


class PlanTotal(Record, frozen=True):
    """A total row: its label, its amount, and the ids of the lines above it that it adds up."""

    label: str
    amount: Figure
    lines: tuple[str, ...]


class PurchasePlan(Record, frozen=True):
    """A plan as recognised. rows_read = len(lines) + rows_skipped (heads, totals, notes) + rows_unread (in problems).

    columns: ids of the columns that any of its tables has.
    """

    path: str
    kind: PlanKind
    title: str
    purchaser: str | None
    year: int | None
    lines: Sequence[PlanLine] = ()
    totals: Sequence[PlanTotal] = ()
    columns: frozenset[str] = frozenset()
    rows_read: int = 0
    rows_skipped: int = 0
    rows_unread: int = 0
