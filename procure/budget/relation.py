"""What reconciliation speaks of: what a printed figure means, and which figures must agree. Not for finding them."""

from enum import StrEnum
from typing import Final, Literal

from procure.model import Figure, Place
from procure.record import Record

TOTAL: Final = "total"
WHOLE_PERCENT: Final = 1_000_000
"""A hundred percent, in ten-thousandths of a percent."""


class Measure(StrEnum):
    """What of a meaning a figure tells."""

    AMOUNT = "amount"
    CHANGE = "change"
    """How much more than the year before, signed."""
    BEFORE = "before"
    """The year before."""
    BUDGETED = "budgeted"
    """In a final account: what had been budgeted."""


class Meaning(Record, frozen=True):
    """What a figure is said to be; an empty word is not known.

    flow: income, expenditure, carried_in, carried_out. fund: all, fiscal, general, gov_fund, state_capital, or another
    source of money. part: all, basic, project, personnel, public. period: all, current, carried.
    subject: total, or a path of names by which it is found in any table: function/一般公共服务支出/财政事务/行政运行,
    economic/商品和服务支出/办公费, three_public/reception, operating_costs.
    """

    flow: str = ""
    fund: str = ""
    part: str = ""
    subject: str = TOTAL
    period: str = ""


class Statement(Record, frozen=True):
    """A figure that the document prints with what it is said to be; label is what a reader calls it."""

    figure: Figure
    meaning: Meaning
    label: str
    measure: Measure = Measure.AMOUNT


class Kind(StrEnum):
    """Why figures must agree."""

    COLUMNS = "columns"
    """A row's total column is the sum of its other columns."""
    ROWS = "rows"
    """A total row is the sum of the rows that make it up."""
    CODES = "codes"
    """A 类 or 款 is the sum of the codes below it."""
    SAME = "same"
    """The same figure stands in two places."""
    IDENTITY = "identity"
    """Different figures that must agree: income and expenditure."""
    WITHIN = "within"
    """Figures of one sentence add up."""
    SHEET = "sheet"
    """A target sheet's own amounts, or its amount and the project table's."""
    PROJECTS = "projects"
    """The projects' amounts and what is said of them."""


class Term(Record, frozen=True):
    """A figure in a sum, added or taken away; label is what the formula calls it."""

    figure: Figure
    label: str = ""
    sign: Literal[1, -1] = 1


class Sum(Record, frozen=True):
    """The left side is to equal the right side; at_most: it is not to exceed it.

    subject: what is compared, in Chinese. from_text: whether a side was read out of running text. key: what else tells
    relations of one subject apart, without any amount.
    """

    kind: Kind
    subject: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    at_most: bool = False
    from_text: bool = False
    key: str = ""


class Percent(Record, frozen=True):
    """A printed percentage in ten-thousandths of a percent; step is its printed precision in the same unit."""

    text: str
    value: int
    step: int
    place: Place


class Rate(Record, frozen=True):
    """The part is to be percent of the whole; both are sums, not negative even of a fall. key: as of a Sum."""

    subject: str
    part: tuple[Term, ...]
    whole: tuple[Term, ...]
    percent: Percent
    key: str = ""


class Count(Record, frozen=True):
    """A printed number of things (个, 辆, 张) with its unit and its place."""

    text: str
    number: int
    unit: str
    place: Place


class Tally(Record, frozen=True):
    """A stated count is to equal a count of what is listed, or the sum of other stated counts.

    listed_at: where the list begins that was counted.
    """

    subject: str
    stated: Count
    found: int
    formula: str
    missing: tuple[str, ...] = ()
    counts: tuple[Count, ...] = ()
    listed_at: tuple[Place, ...] = ()


class Oddity(Record, frozen=True):
    """Words that do not fit the document: an empty table without a note, a year that is not the document's."""

    kind: Literal["empty_unsaid", "empty_said", "note_of_another", "year", "direction", "product"]
    place: Place
    subject: str
    found: str
    expected: str


Relation = Sum | Rate | Tally
