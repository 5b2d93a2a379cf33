"""Amounts as integers in 分 and figures as printed. Not for thresholds: those stand in catalog/."""

import re
import unicodedata
from enum import Enum
from fractions import Fraction
from typing import Final

from procure.record import Record

MAX_FEN: Final = 2**62
"""Largest amount, in 分, that every engine compares exactly (signed 64-bit with room for sums)."""

_ARABIC: Final = re.compile(r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(\D*)")
_SIGN: Final = re.compile("\N{MINUS SIGN}(?=[\\d¥])")
_YUAN_SIGN: Final = re.compile(r"([+-]?)¥([+-]?)(?=\d)")
_NEGATIVE: Final = re.compile(r"(¥?)\((¥?\d[\d,.]*)\)")
"""How the number formats of accounts print a negative amount: (12.50)."""
_ORDINAL: Final = re.compile(r"\(\d{1,2}\)")
_CHINESE: Final = re.compile(r"([零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]+)([元圆块]?)")
_APART: Final = re.compile(r"\d\s+\d")
"""Digits with a blank between them may be two amounts that stand below each other in one cell."""
_COLLOQUIAL: Final = str.maketrans("〇两", "零二")
_LONGEST: Final = 40
"""Digits and marks of the longest number that is read; an amount in range takes no more."""


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
    "圆": Unit.YUAN,
    "块": Unit.YUAN,
    "千元": Unit.QIAN_YUAN,
    "万": Unit.WAN_YUAN,
    "万元": Unit.WAN_YUAN,
    "亿": Unit.YI_YUAN,
    "亿元": Unit.YI_YUAN,
}


class AmountError(ValueError):
    """A text that is no amount; the message says why, in Chinese, for a Problem."""


class Amount(Record, frozen=True):
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
    return "".join(unicodedata.normalize("NFKC", text).split())


def read_amount(text: str, unit: Unit | None = None) -> Amount:
    """Read a printed amount such as 29.9999万, 300,000.00元, ３０万元 or 三十万元.

    unit is that of the table or column, used where the text prints none; without either the text is refused.
    Raises AmountError (Chinese) for anything else: 约50万, a range, a fraction of a 分, more than 2^62 分.
    """
    number, step = _read(text, unit)
    if number.denominator > 1:
        raise AmountError(f"“{text}”不是整分的金额")
    if abs(number) > MAX_FEN:
        raise _out_of_range(text)
    return Amount(int(number), step)


def _read(text: str, unit: Unit | None) -> tuple[Fraction, int]:
    """Return an amount in 分 and its printed precision."""
    body, column = _signed(text, unit)
    if found := _CHINESE.fullmatch(body):
        return _read_chinese(text, found[1], _UNITS.get(found[2]), unit)
    found = _ARABIC.fullmatch(body)
    if not found or found[2] not in {"", *_UNITS} or _digits(text) != _digits(body) or _APART.search(text):
        raise AmountError(f"“{text}”不是金额")
    if len(found[1]) > _LONGEST:
        raise _out_of_range(text)
    printed = _UNITS.get(found[2])
    if column != unit and unit is not None and printed is None:
        raise AmountError(f"“{text}”的货币符号是元，表的单位是{unit.word}，单位未定")
    scale = _known(text, printed or column).value
    digits = found[1].replace(",", "")
    decimals = len(digits.partition(".")[2])
    return Fraction(digits) * scale, max(1, scale // 10**decimals)


def _signed(text: str, unit: Unit | None) -> tuple[str, Unit | None]:
    """Return the text with a plain sign alone, -12.50 for (¥12.50), and the unit: a ¥ stands for 元."""
    body = _SIGN.sub("-", plain(text).removesuffix("整"))
    if found := _NEGATIVE.fullmatch(body):
        if _ORDINAL.fullmatch(body):
            raise AmountError(f"“{text}”可能是序号，也可能是负数，不是金额")
        body = f"-{found[1]}{found[2]}"
    bare = _YUAN_SIGN.sub(r"\1\2", body, count=1) if _YUAN_SIGN.match(body) else body
    return bare, unit if bare == body else Unit.YUAN


def _digits(text: str) -> int:
    """Count digits: half width makes more of a footnote's mark, and ³ or ① is no digit of an amount."""
    return sum(character.isdecimal() for character in text)


def _read_chinese(text: str, numeral: str, printed: Unit | None, unit: Unit | None) -> tuple[Fraction, int]:
    """Read 一亿二千万元 as one number of 元; its last word tells the precision. A bare 三十 has its column's unit."""
    import cn2an  # 0.2 s to import, and rarely needed

    try:
        number = Fraction(cn2an.cn2an(numeral.translate(_COLLOQUIAL), "strict"))
    except ValueError:
        raise AmountError(f"“{text}”不是金额") from None
    large = _UNITS.get(numeral[-1])
    if printed or large:
        return number * Unit.YUAN.value, (large or Unit.YUAN).value
    scale = _known(text, unit).value
    return number * scale, scale


def _known(text: str, unit: Unit | None) -> Unit:
    if unit is None:
        raise AmountError(f"“{text}”没有单位")
    return unit


def _out_of_range(text: str) -> AmountError:
    return AmountError(f"“{text}”超出可计算的范围")


def exact(amount: Amount) -> Amount:
    """Return the amount taken as exact: what a person states is meant as written."""
    return Amount(amount.fen)


def yuan(fen: int) -> str:
    """Return an amount of 分 as a decimal string of 元 with two decimals."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def grouped(number: str) -> str:
    """Return a decimal number with its thousands set apart, as the tables print them."""
    whole, point, decimals = number.partition(".")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{abs(int(whole)):,}{point}{decimals}"


def wan(fen: int) -> str:
    """Return an amount of 分 in 万元: two decimals, or as many as it takes to be exact."""
    sign, rest = ("-" if fen < 0 else ""), abs(fen)
    whole, part = divmod(rest, Unit.WAN_YUAN.value)
    decimals = f"{part:06d}".rstrip("0").ljust(2, "0")
    return f"{sign}{whole}.{decimals}"
