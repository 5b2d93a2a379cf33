"""Texts as the XML of a workbook holds them, and the addresses of cells. Not for where they stand."""

import re
from functools import lru_cache
from html import escape
from typing import Final

from procure.report.givenback.marks import GiveBackError

MAX_ROWS: Final = 1_048_576
MAX_COLUMNS: Final = 16_384
MAX_TEXT: Final = 32_767
"""The most characters that a cell or a comment holds."""

_SHOWN: Final = 20
_FORBIDDEN: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ADDRESS: Final = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")

Spot = tuple[int, int]
"""A row from 1 and a column from 0."""


def plain(text: str) -> str:
    """Return a text with the characters alone that XML may hold, its lines ended by line feeds."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def stored(text: str) -> str:
    """Return a text as a workbook stores it, before XML escapes it: what looks like one of its own escapes is none."""
    kept = plain(text)
    kept = kept if len(kept) <= MAX_TEXT else f"{kept[: MAX_TEXT - 1]}…"
    return _ESCAPE.sub("_x005F_", kept)


def markup(text: str) -> str:
    """Return a text escaped for an element or an attribute."""
    return escape(text)


def spot(address: str) -> Spot:
    """Return the row and column of an address (C12, $C$12). Raises GiveBackError where it is none."""
    found = _ADDRESS.fullmatch(address)
    if not found or int(found[2]) > MAX_ROWS:
        raise GiveBackError(f"“{address[:_SHOWN]}”不是单元格地址，不能标注")
    return int(found[2]), _column(found[1])


def address(row: int, column: int) -> str:
    """Return the address of a row (from 1) and a column (from 0)."""
    return f"{letters(column)}{row}"


@lru_cache(MAX_COLUMNS)
def letters(column: int) -> str:
    """Return the letters of a column (from 0)."""
    rest, last = divmod(column, 26)
    return (letters(rest - 1) if rest else "") + chr(ord("A") + last)


@lru_cache(MAX_COLUMNS)
def _column(name: str) -> int:
    column = 0
    for letter in name:
        column = column * 26 + ord(letter) - ord("A") + 1
    if column > MAX_COLUMNS:
        raise GiveBackError(f"“{name}”不是列号，不能标注")
    return column - 1
