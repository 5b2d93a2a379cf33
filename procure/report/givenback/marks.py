"""What is given back in a workbook: notes on cells and added sheets, as values. Not for how it is written there."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Final

from procure.record import Record, field

Value = str | int | Decimal | None
"""What a cell of an added sheet holds; None is blank."""


class Mark(StrEnum):
    """Why a cell is coloured, the gravest first."""

    BREACH = "breach"
    RED_FLAG = "red_flag"
    OPEN = "undetermined"


COLOURS: Final[Mapping[Mark, str]] = {Mark.BREACH: "FFFFC7CE", Mark.RED_FLAG: "FFFCD5B4", Mark.OPEN: "FFFFF2A8"}
"""Light red, light orange and light yellow, as ARGB; the gravest first."""


class CellNote(Record, frozen=True):
    """What is said of a cell (C12) of a sheet of the user's workbook; text is shown as the cell's comment."""

    sheet: str
    cell: str
    text: str
    mark: Mark


class Link(Record, frozen=True):
    """A link from a value of an added sheet, by its row and column among the rows from 0, to a cell of the user's.

    On a short value: LibreOffice does not wrap a text that is a link.
    """

    row: int
    column: int
    sheet: str
    cell: str


class AddedSheet(Record, frozen=True):
    """A sheet put behind the user's own: its wished name, head, rows, and the widths of its columns in characters.

    A Decimal is shown with two decimals and separators of thousands, an int as it is, a text never as a formula.
    """

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    widths: tuple[int, ...] = ()
    links: tuple[Link, ...] = field(default_factory=tuple)


class GiveBackError(Exception):
    """A workbook that cannot be changed safely, or a place it does not have; the message says so in Chinese."""


def damaged(what: str) -> GiveBackError:
    """Return the error of a workbook that breaks its own rules."""
    return GiveBackError(f"工作簿损坏：{what}，不能在其中标注；请用 Excel 或者 WPS 打开，另存为 .xlsx 后再试")
