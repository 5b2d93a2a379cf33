"""Amounts as integers in 分 and figures as printed. Not for thresholds: those stand in catalog/."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Final

MAX_FEN: Final = 2**62
"""Largest amount, in 分, that every engine compares exactly (signed 64-bit with room for sums)."""

_NUMBER: Final = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[+-]?\d+(?:\.\d+)?")
_CHINESE_NUMBER: Final = re.compile(r"[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]+")


class Unit(Enum):
    """Unit of a printed figure; the value is how many 分 it holds."""

    FEN = 1
    YUAN = 100
    QIAN_YUAN = 100_000
    WAN_YUAN = 1_000_000
    YI_YUAN = 10_000_000_000

    @property
    def word(self) -> str:
        """Return the printed word."""
        return _UNIT_WORDS[self]


_UNIT_WORDS: Final = {
    Unit.FEN: "分",
    Unit.YUAN: "元",
    Unit.QIAN_YUAN: "千元",
    Unit.WAN_YUAN: "万元",
    Unit.YI_YUAN: "亿元",
}
_UNITS: Final = {
    "元": Unit.YUAN,
    "块": Unit.YUAN,
    "千元": Unit.QIAN_YUAN,
    "万": Unit.WAN_YUAN,
    "万元": Unit.WAN_YUAN,
    "亿": Unit.YI_YUAN,
    "亿元": Unit.YI_YUAN,
}


class AmountError(ValueError):
    """A text that is no amount; the message says why, in Chinese, for a Problem."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount with the precision it was printed with.

    fen: the amount in 分. step: the printed precision in 分 (0.01万元 is 10,000分); 1 where printed to 分 or exact.
    """

    fen: int
    step: int = 1

    @property
    def low(self) -> int:
        """Return the smallest exact amount, in 分, that prints like this."""
        return self.fen - self.step // 2

    @property
    def high(self) -> int:
        """Return the largest exact amount, in 分, that prints like this."""
        return self.fen + self.step // 2

    @property
    def is_rounded(self) -> bool:
        """Return whether digits below the printed precision may have been lost."""
        return self.step > 1


def plain(text: str) -> str:
    """Return the text in half width and without blanks; digits are never repaired."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).replace("，", ",")


def read_amount(text: str, unit: Unit | None = None) -> Amount:
    """Read a printed amount such as 29.9999万, 300,000.00元, ３０万元 or 三十万元.

    unit is that of the table or column, used where the text prints none; without either the text is refused.
    Raises AmountError (Chinese) for anything else: 约50万, a range, a fraction of a 分, more than 2^62 分.
    """
    body = plain(text).removesuffix("整")
    number, printed = _split_unit(body)
    unit = printed or unit
    if unit is None:
        raise AmountError(f"“{text}”没有单位")
    return _scale(text, number, unit)


def _split_unit(body: str) -> tuple[str, Unit | None]:
    for suffix in sorted(_UNITS, key=len, reverse=True):
        number = body.removesuffix(suffix)
        if number != body and (_NUMBER.fullmatch(number) or _CHINESE_NUMBER.fullmatch(number)):
            return number, _UNITS[suffix]
    return body, None


def _scale(text: str, number: str, unit: Unit) -> Amount:
    if _CHINESE_NUMBER.fullmatch(number):
        value, decimals = _chinese_integer(text, number), 0
    elif _NUMBER.fullmatch(number):
        digits = number.replace(",", "")
        value, decimals = Decimal(digits), len(digits.partition(".")[2])
    else:
        raise AmountError(f"“{text}”不是金额")
    fen = value * unit.value
    if fen != int(fen):
        raise AmountError(f"“{text}”不是整分的金额")
    if abs(fen) > MAX_FEN:
        raise AmountError(f"“{text}”超出可计算的范围")
    return Amount(int(fen), max(1, unit.value // 10**decimals))


def _chinese_integer(text: str, number: str) -> Decimal:
    import cn2an  # 0.2 s to import, and rarely needed

    try:
        return Decimal(cn2an.cn2an(number, "strict"))
    except ValueError:
        raise AmountError(f"“{text}”不是金额") from None


def exact(amount: Amount) -> Amount:
    """Return the amount taken as exact: what a person states is meant as written."""
    return Amount(amount.fen)


def yuan(fen: int) -> str:
    """Return an amount of 分 as a decimal string of 元 with two decimals."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def wan(fen: int) -> str:
    """Return an amount of 分 in 万元: two decimals, or as many as it takes to be exact."""
    sign, rest = ("-" if fen < 0 else ""), abs(fen)
    whole, part = divmod(rest, Unit.WAN_YUAN.value)
    decimals = f"{part:06d}".rstrip("0").ljust(2, "0")
    return f"{sign}{whole}.{decimals}"
