"""Cells of the user's tables: figures, units and heads, each with its place. Not for particular tables."""

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import Final

from procure.intake.wording import Use, words
from procure.model import Figure, Place, Problem, Row, Table
from procure.money import AmountError, Unit, plain, read_amount
from procure.record import Record

_HEAD_ROWS_SEARCHED: Final = 12
_LONGEST_FOUND: Final = 60
_UNITS: Final = {unit.word: unit for unit in sorted(Unit, key=lambda unit: -len(unit.word))}
_PRINTED: Final = {**_UNITS, "亿": Unit.YI_YUAN, "万": Unit.WAN_YUAN, "块": Unit.YUAN}
_YEAR: Final = re.compile(r"^\d{4}年(?:度)?")
_UNIT_IN_HEAD: Final = re.compile(rf"[(](?:(?:金额)?单位:)?(?:人民币)?({'|'.join(_UNITS)})[)]")


class UnreadError(ValueError):
    """A cell that is no amount: reason says so in Chinese, to stand after the quoted cell."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Head(Record, frozen=True):
    """The head of a table: how many rows it ends after, and the columns of the name and of the amount (0-based)."""

    end: int
    name: int
    amount: int


def key(name: str) -> str:
    """Return what names are compared by: half width, without blanks and punctuation."""
    half = plain(name)
    return re.sub(r"[\W_]+", "", half) or half


def read_figure(text: str, unit: Unit | None, place: Place) -> Figure:
    """Return a printed amount that is not negative; unit is the table's, and yields to one printed in the text.

    Raises UnreadError for an empty text, a negative amount, or what is no amount.
    """
    if not text:
        raise UnreadError("金额为空")
    printed = _printed_unit(text)
    try:
        amount = read_amount(text, printed or unit)
    except AmountError as error:
        raise UnreadError(str(error).removeprefix(f"“{text}”")) from None
    if amount.fen < 0:
        raise UnreadError("是负数")
    return Figure(text, printed or unit or Unit.YUAN, amount, place)


def problem(place: Place, field: str, found: str, consequence: str, *, unread: bool = True) -> Problem:
    """Return a problem whose found text is shortened to what a message can show."""
    shown = found if len(found) <= _LONGEST_FOUND else f"{found[:_LONGEST_FOUND]}…"
    return Problem(place, field, shown, consequence, unread)


def find_head(table: Table, names: Use, amounts: Use) -> Head | None:
    """Return where a table's head ends and which columns hold names and amounts; None where no such head is found."""
    for number, row in enumerate(table.rows[:_HEAD_ROWS_SEARCHED]):
        name = _column(row, words(names))
        if name is None:
            continue
        end = number + 1
        while end < len(table.rows) and _continues_head(table.rows[end], name):
            end += 1
        columns = (_column(head, words(amounts), skip=name) for head in table.rows[number:end])
        amount = next((column for column in columns if column is not None), None)
        return None if amount is None else Head(end, name, amount)
    return None


def units_of(table: Table, head: Head) -> tuple[Unit, ...]:
    """Return the units a table prints for its amounts, above it and in the column's head; one where all is well."""
    cells = (plain(row.cell(head.amount)) for row in table.rows[: head.end])
    printed = [_UNITS[match[1]] for cell in cells for match in _UNIT_IN_HEAD.finditer(cell)]
    return tuple(dict.fromkeys((*table.units, *printed)))


def unit_in(text: str) -> Unit | None:
    """Return the unit that stands in parentheses in a short label such as 项目资金(元), None without one."""
    match = _UNIT_IN_HEAD.search(plain(text))
    return _UNITS[match[1]] if match else None


def unit_fault(units: Sequence[Unit]) -> str:
    """Return in Chinese why a table's units cannot be used: there are none, or several."""
    return f"有{len(units)}个不同的金额单位" if units else "没有金额单位"


def is_column_numbers(row: Row) -> bool:
    """Return whether a row only numbers the columns: 1 2 3."""
    filled = [cell for cell in row.cells if cell]
    return len(filled) > 1 and filled == [str(number) for number in range(1, len(filled) + 1)]


@cache
def head_word(cell: str) -> str:
    """Return a head's cell as it is compared: half width, without blanks, year and unit."""
    return _YEAR.sub("", _UNIT_IN_HEAD.sub("", plain(cell)))


def _column(row: Row, listed: Collection[str], skip: int | None = None) -> int | None:
    for column, cell in enumerate(row.cells):
        if cell and column != skip and head_word(cell) in listed:
            return column
    return None


def _continues_head(row: Row, name: int) -> bool:
    same = head_word(row.cell(name)) in words(Use.NAME_HEAD)
    return (same or not row.cell(name)) and not any(_is_number(cell) for cell in row.cells)


def _is_number(cell: str) -> bool:
    return bool(re.fullmatch(r"[-+−(]?[¥￥]?[\d,.]+\)?", plain(cell)))


def _printed_unit(text: str) -> Unit | None:
    body = plain(text).removesuffix("整")
    return next((unit for word, unit in _PRINTED.items() if body.endswith(word)), None)
