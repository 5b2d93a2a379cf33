"""What the walk through the narrative finds: items, groups, shares, growths. Not for finding them."""

from procure.budget.clauses import Passage, Token
from procure.budget.relation import Meaning, Measure, Oddity, Percent
from procure.model import Figure
from procure.money import Amount, AmountError, Unit, read_amount
from procure.record import Record, field, replace

_UNITS = {
    "亿元": Unit.YI_YUAN,
    "万元": Unit.WAN_YUAN,
    "千元": Unit.QIAN_YUAN,
    "元": Unit.YUAN,
    "亿": Unit.YI_YUAN,
    "万": Unit.WAN_YUAN,
}
_DECIMALS = 4
"""Decimals of a percentage that its value (ten-thousandths of a percent) can hold."""


class Item(Record, eq=False):
    """An amount with what it is said to be; a heading that names a thing and no amount has no figure.

    before: the figure of the year before, budgeted: what had been budgeted, where the text prints them beside it.
    period_said: whether the words tell the period, or it was taken from around.
    """

    label: str
    meanings: tuple[Meaning, ...]
    figure: Figure | None = None
    measure: Measure = Measure.AMOUNT
    before: Figure | None = None
    budgeted: Figure | None = None
    period_said: bool = False


class Group(Record, eq=False):
    """A whole and the parts that a sentence names after 其中.

    is_open: the list ends in 等. is_sure: every amount of it was understood.
    """

    head: Item | None
    parts: list[Item] = field(default_factory=list)
    is_open: bool = False
    is_sure: bool = True


class Share(Record, frozen=True, eq=False):
    """A percentage that a part is said to be of a whole: an item, or what the words call it."""

    part: Figure
    label: str
    percent: Percent
    whole: Item | None
    wanted: Meaning | None


class Growth(Record, frozen=True, eq=False):
    """A percentage of growth or fall; the change, where it is printed as an amount too; else before is printed."""

    item: Item
    percent: Percent | None
    falls: bool
    change: Figure | None


class Listing(Record, eq=False):
    """A numbered list of items that are said to make up a whole; is_whole: every number has its item."""

    meaning: Meaning
    whole: Item | None
    items: list[Item] = field(default_factory=list)
    is_whole: bool = True


class Told(Record, eq=False):
    """All that was found, in the document's order."""

    items: list[Item] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    growths: list[Growth] = field(default_factory=list)
    completions: list[tuple[Item, Percent]] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    oddities: list[Oddity] = field(default_factory=list)


def read_token(passage: Passage, token: Token, label: str) -> Figure | None:
    """Return the figure of an amount's token; None where it is no amount: 12,34.5万元."""
    text = passage.text[token.start : token.end]
    unit = next(unit for word, unit in _UNITS.items() if text.endswith(word))
    try:
        amount = read_amount(text, unit)
    except AmountError:
        return None
    return Figure(passage.printed(token.start, token.end), unit, amount, passage.place(token.start, token.end, label))


def read_percent(passage: Passage, token: Token, label: str) -> Percent | None:
    """Return a printed percentage; None where it is no number, or has more decimals than can be told."""
    number = passage.text[token.start : token.end - 1]
    whole, _, decimals = number.partition(".")
    if len(decimals) > _DECIMALS or "," in number or "." in decimals:
        return None
    scale = 10 ** (_DECIMALS - len(decimals))
    value = int(whole + decimals) * scale
    place = passage.place(token.start, token.end, label)
    return Percent(passage.printed(token.start, token.end), value, scale, place)


def unchanged(passage: Passage, token: Token, label: str) -> Figure:
    """Return the 0 that 持平 states."""
    place = passage.place(token.start, token.end, label)
    return Figure(passage.printed(token.start, token.end), Unit.WAN_YUAN, Amount(0), place)


def negated(figure: Figure) -> Figure:
    """Return a figure as a fall."""
    return replace(figure, amount=Amount(-figure.amount.fen, figure.amount.step))
