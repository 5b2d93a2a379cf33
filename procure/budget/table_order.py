"""The ordinals of rows: 一、 （一） 1. (1) ①. Not for what stands below what: hierarchy.py."""

import re
from functools import lru_cache
from typing import Final

from procure.money import plain
from procure.record import Record

_DIGITS: Final = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}
STYLES: Final = (
    re.compile(r"([一二三四五六七八九十]+)、"),
    re.compile(r"\(([一二三四五六七八九十]+)\)"),
    re.compile(r"(\d{1,2})[.、](?!\d)"),
    re.compile(r"\((\d{1,2})\)"),
)
CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


class Ordinal(Record, frozen=True):
    """An ordinal: its style, 1 (一、) being the highest, and its number."""

    style: int
    number: int


@lru_cache(4096)
def ordinal_of(name: str) -> Ordinal | None:
    """Return the ordinal that a row's name begins with, None without one."""
    stripped = name.lstrip()
    if stripped[:1] in CIRCLED and stripped:
        return Ordinal(len(STYLES) + 1, CIRCLED.index(stripped[0]) + 1)
    bare = plain(name)
    for style, pattern in enumerate(STYLES, 1):
        if found := pattern.match(bare):
            numeral = found[1]
            return Ordinal(style, int(numeral) if numeral.isdecimal() else _value(numeral))
    return None


def _value(numeral: str) -> int:
    """Return the number of 一 to 九十九; one that is written otherwise is 0, which continues no list."""
    tens, ten, ones = numeral.rpartition("十")
    value = (_DIGITS.get(tens, 0 if tens else 1) * 10) if ten else 0
    return value + _DIGITS.get(ones, 0)
