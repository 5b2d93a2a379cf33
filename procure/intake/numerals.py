"""How a workbook prints a number: its number format applied. Not for which format a cell has: package.py, xlsx.py.

A number's text is what the reader of the published sheet sees, for its digits tell the precision. Formats that are not
known here, and those that show no digit of a number (a dash for zero), yield the number's own digits: no value is lost.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from itertools import groupby
from typing import Final

from procure.record import Record

GENERAL: Final = "General"
BUILT_IN: Final = {
    **dict.fromkeys((0, 49), GENERAL),
    1: "0",
    2: "0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    48: "##0.0E+0",
    **dict.fromkeys((3, 5, 6, 37, 38, 41, 42), "#,##0"),
    **dict.fromkeys((4, 7, 8, 39, 40, 43, 44), "#,##0.00"),
    **dict.fromkeys((14, 15, 16, 17, *range(27, 32), 36, *range(50, 55), 57, 58), "yyyy-mm-dd"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56), "hh:mm:ss"),
    22: "yyyy-mm-dd hh:mm",
    46: "[h]:mm:ss",
}
"""The formats that files name by a number alone; those of money without its sign, which is the reader's system's."""

_EXCEL: Final = Context(prec=15, rounding=ROUND_HALF_UP)
"""Excel shows 15 digits of a number; what follows is the binary fraction's noise."""
_EXACT: Final = Context(prec=120, rounding=ROUND_HALF_UP)
_PLAIN: Final = re.compile(r"0|-?[1-9][0-9]{0,6}(?:\.[0-9]{0,7}[1-9])?")
"""Numbers whose text is their shortest one: most of those that are stored."""
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,40}(?:\.[0-9]{0,40})?(?:[eE][+-]?[0-9]{1,3})?")
_LARGEST_EXPONENT: Final = 20
_LONGEST_CODE: Final = 255
_TOKEN: Final = re.compile(
    r'(?P<quoted>"[^"]*"?)|(?P<escaped>[\\!].)|(?P<blank>[_*].?)|\[(?P<bracket>[^\]]*)\]?'
    r"|(?P<general>General|G/通用格式|@)|(?P<power>E[+-])|(?P<time>AM/PM|上午/下午|[ymdhs]+)"
    r"|(?P<digit>[0#?])|(?P<mark>[.,%])|(?P<end>;)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_COLOUR: Final = re.compile(
    r"(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d+|[黑蓝青绿红白黄]色?|洋红)", re.IGNORECASE
)
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001  # a sheet's days have no zone
_LEAP_DAY: Final = 60
"""Excel counts a 29 February 1900, which never was; days before it stand one later."""
_LAST_DAY: Final = 2_958_465
_SECONDS: Final = 86_400


class _Token(Record, frozen=True):
    """A piece of a format: literal, digit, mark, time, general; what is not known here is odd."""

    kind: str
    text: str


class _Section(Record, frozen=True):
    """A section of a format: what stands before and after the number, the pieces in between, and how it is scaled."""

    before: str = ""
    after: str = ""
    whole: tuple[_Token, ...] = ()
    decimals: str = ""
    grouped: bool = False
    power: int = 0
    shows: str = "general"  # digits, general, nothing; date, time, both


def number_in(text: str) -> Decimal | None:
    """Return the number that a file stores as this text, to the 15 digits that count; None where it is no number."""
    return _EXCEL.create_decimal(text) if _NUMBER.fullmatch(text) else None


def printed(number: Decimal, code: str, *, since_1904: bool = False) -> str:
    """Return a number as a format prints it; dates as 2026-01-01, whatever the order of their parts."""
    number = _EXCEL.plus(number)
    if abs(number.adjusted()) > _LARGEST_EXPONENT:
        return _shortest(number)
    sections = _sections(code)
    section = _chosen(sections, number)
    if section.shows in {"date", "time", "both"}:
        return _moment(number, section.shows, since_1904=since_1904)
    if section.shows == "nothing":
        section = sections[0] if not number and sections[0].shows == "digits" else _Section()
    body = _shortest(abs(number)) if section.shows == "general" else _digits(abs(number), section)
    text = f"{section.before}{body}{section.after}"
    negative = number < 0 and any(digit in "123456789" for digit in body)
    return f"-{text}" if negative and not re.search("[-(（]", section.before) else text


def printed_text(text: str, code: str, *, since_1904: bool = False) -> str:
    """Return a stored number's text as a format prints it; what is no number stays as it is."""
    if code == GENERAL and _PLAIN.fullmatch(text):
        return text
    number = number_in(text)
    return text if number is None else printed(number, code, since_1904=since_1904)


def _chosen(sections: Sequence[_Section], number: Decimal) -> _Section:
    """Return the section for a number; that for zero only where it prints one and no dash."""
    if number:
        return (sections[1:] if number < 0 and len(sections) > 1 else sections)[0]
    zero = (sections[2:] or sections)[0]
    places = "".join(token.text for token in zero.whole) + zero.decimals
    return zero if zero.shows != "digits" or "0" in places else sections[0]


def _shortest(number: Decimal) -> str:
    if abs(number.adjusted()) > _LARGEST_EXPONENT:
        return str(number.normalize(_EXACT)) if number else "0"
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment(number: Decimal, shows: str, *, since_1904: bool) -> str:
    """Return a day, a time or both in the order of ISO 8601; a number that is no day of the calendar as a number."""
    first = 0 if since_1904 or shows == "time" else 1
    if not first <= number <= _LAST_DAY or (int(number) == _LEAP_DAY and not since_1904):
        return _shortest(number)
    early = number < _LEAP_DAY and not since_1904
    seconds = int((number * _SECONDS).to_integral_value(ROUND_HALF_UP))
    moment = (_EPOCH_1904 if since_1904 else _EPOCH) + timedelta(days=int(early), seconds=seconds)
    if shows == "time":
        return f"{moment:%H:%M:%S}"
    is_midnight = not seconds % _SECONDS
    return moment.date().isoformat() if shows == "date" or is_midnight else moment.isoformat(" ")


def _digits(number: Decimal, section: _Section) -> str:
    scaled = number.scaleb(section.power, _EXACT)
    rounded = scaled.quantize(Decimal(1).scaleb(-len(section.decimals)), context=_EXACT)
    whole, _, decimals = f"{rounded:f}".partition(".")
    kept = len(section.decimals.rstrip("#?"))
    decimals = decimals[:kept] + decimals[kept:].rstrip("0")
    return _whole(whole, section) + (f".{decimals}" if decimals else "")


def _whole(digits: str, section: _Section) -> str:
    """Fill the digits before the point in from the right; literals may stand between them: 0!.0 for 万元."""
    if section.grouped:
        return f"{int(digits):,}"
    places = "".join(token.text for token in section.whole if token.kind == "digit")
    rest = digits.zfill(len(places.lstrip("#?")))
    filled, left = "", len(places)
    for token in reversed(section.whole):
        if token.kind == "literal":
            filled = token.text + filled
        else:
            left -= 1
            filled, rest = (rest[-1:] if left else rest) + filled, rest[:-1]
    return filled if places else rest


@lru_cache(1024)
def _sections(code: str) -> tuple[_Section, ...]:
    """Return the sections of a format for positive and negative numbers and zero; an odd format is the general one."""
    tokens = list(_tokens(code)) if len(code) <= _LONGEST_CODE else []
    if not tokens or any(token.kind == "odd" for token in tokens):
        return (_Section(),)
    parts: list[list[_Token]] = [[]]
    for token in tokens:
        if token.kind == "end":
            parts.append([])
        else:
            parts[-1].append(token)
    return tuple(_section(part) for part in parts[:3])


def _tokens(code: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(code):
        kind, text = match.lastgroup or "", match[0]
        if kind == "quoted":
            yield _Token("literal", text.strip('"'))
        elif kind == "escaped":
            yield _Token("literal", text[1])
        elif kind == "bracket":
            yield _bracket(match["bracket"])
        elif kind == "power":
            yield _Token("odd", text)
        elif kind == "other":
            yield _Token("slash" if text == "/" else "literal", text)
        elif kind != "blank":
            yield _Token(kind, text.lower() if kind == "time" else text)


def _bracket(text: str) -> _Token:
    """Return what [$¥-804] prints, nothing for a colour; conditions, elapsed hours, Chinese numerals are odd."""
    if text.startswith("$"):
        return _Token("literal", text[1:].partition("-")[0])
    return _Token("literal", "") if _COLOUR.fullmatch(text) else _Token("odd", text)


def _section(tokens: list[_Token]) -> _Section:
    shown = [token.kind for token in tokens]
    if "time" in shown:
        return _Section(shows=_time_shown("".join(token.text for token in tokens if token.kind == "time")))
    ends = ("digit", "general")
    marks = [at for at, token in enumerate(tokens) if token.kind in ends or token.text == "."]
    if not any(kind in ends for kind in shown):
        return _Section(shows="nothing")
    if "slash" in shown:  # a fraction: 12 1/2
        return _Section()
    first, last = marks[0], marks[-1]
    before, after = _literals(tokens[:first]), _literals(tokens[last + 1 :])
    if "general" in shown:
        return _Section(before, after)
    return _number_section(tokens, first, last, before, after)


def _number_section(tokens: list[_Token], first: int, last: int, before: str, after: str) -> _Section:
    """Return a section of digits: commas among them group, commas behind them divide by a thousand each."""
    body = tokens[first : last + 1]
    point = next((at for at, token in enumerate(body) if token.kind == "mark" and token.text == "."), len(body))
    whole, decimals = body[:point], body[point + 1 :]
    if any(token.kind == "literal" and token.text for token in decimals):
        return _Section()
    commas = 0
    while whole and whole[-1].text == "," and whole[-1].kind == "mark":
        whole.pop()
        commas += 1
    for token in tokens[last + 1 :]:
        if token.text != "," or token.kind != "mark":
            break
        commas += 1
    percents = sum(token.kind == "mark" and token.text == "%" for token in tokens)
    return _Section(
        before,
        after,
        tuple(token for token in whole if token.kind != "mark" and token.text),
        "".join(token.text for token in decimals if token.kind == "digit"),
        grouped=any(token.kind == "mark" and token.text == "," for token in whole),
        power=2 * percents - 3 * commas,
        shows="digits",
    )


def _literals(tokens: list[_Token]) -> str:
    return "".join(token.text for token in tokens if token.kind == "literal" or token.text == "%")


def _time_shown(letters: str) -> str:
    """Return which of day and time a format shows: beside hours or seconds an m alone is of minutes."""
    runs = {letter for letter, _ in groupby(letters.replace("am/pm", "h").replace("上午/下午", "h"))}
    has_time = bool(runs & {"h", "s"})
    has_date = bool(runs & {"y", "d"}) or not has_time
    return "both" if has_date and has_time else "date" if has_date else "time"
