"""The numbers that Word prints before paragraphs (一、 （一） 1.), which do not stand in their text. Not for text."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from procure.intake.word_parts import W, number, switch, value
from procure.record import Record

_DIGITS: Final = "〇一二三四五六七八九"
_LEGAL_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_ROMAN: Final = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LARGEST: Final = 9999
"""Chinese numbers are written up to here; no list is longer."""
_LONGEST_ROMAN: Final = 39
_PLACEHOLDER: Final = re.compile("%([1-9])")
_FULL_STOP: Final = re.compile(r"[\w.)]\Z", re.ASCII)


class _Level(Record, frozen=True):
    """How one level of a list is numbered; text is its pattern, （%1）. restarts_below: None is any level above."""

    start: int
    format: str
    text: str
    style: str
    is_legal: bool
    restarts_below: int | None


class _List(Record, frozen=True):
    """A list: whose numbers it shares, its levels, and the levels that it starts anew with a number of its own."""

    abstract: str
    levels: Mapping[int, _Level]
    starts: Mapping[int, int]


class Numbers:
    """Counts the paragraphs of lists in the document's order."""

    def __init__(self, numbering: Any) -> None:
        self._lists = {} if numbering is None else dict(_lists(numbering))
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, list_id: str, level: int | None, style: str) -> str:
        """Return what is printed before the next paragraph of a list; level None is that of the paragraph's style.

        Empty for bullets, for lists that are not there, and for numbers that are written in no way known here.
        """
        found = self._lists.get(list_id)
        if found is None:
            return ""
        if level is None:
            level = next((at for at, one in found.levels.items() if style and one.style == style), 0)
        if level not in found.levels:
            return ""
        counts = self._counts.setdefault(found.abstract, {})
        self._count(counts, list_id, level)
        return _label(found, level, counts)

    def _count(self, counts: dict[int, int], list_id: str, level: int) -> None:
        found = self._lists[list_id]
        if level in found.starts and (list_id, level) not in self._begun:
            counts[level] = found.starts[level] - 1
        self._begun.add((list_id, level))
        counts[level] = counts.get(level, found.levels[level].start - 1) + 1
        for below in [at for at in counts if at > level]:
            limit = found.levels[below].restarts_below if below in found.levels else None
            if limit is None or level < limit:
                del counts[below]


def _label(found: _List, level: int, counts: Mapping[int, int]) -> str:
    own = found.levels[level]
    written = []
    for match in _PLACEHOLDER.finditer(own.text):
        at = int(match[1]) - 1
        named = found.levels.get(at)
        if named is None:
            return ""
        write = _FORMATS.get("decimal" if own.is_legal else named.format, _nothing)
        written.append(write(counts.get(at, named.start)))
    if own.format == "bullet" or not all(written):
        return ""
    parts = iter(written)
    label = _PLACEHOLDER.sub(lambda _: next(parts), own.text)
    return f"{label} " if _FULL_STOP.search(label) else label


def _lists(numbering: Any) -> dict[str, _List]:
    abstracts = {one.get(f"{W}abstractNumId"): one for one in numbering.iter(f"{W}abstractNum")}
    by_style = {value(one, "styleLink"): one for one in abstracts.values() if value(one, "styleLink")}
    found = {}
    for one in numbering.iter(f"{W}num"):
        abstract = abstracts.get(value(one, "abstractNumId"))
        if abstract is not None:
            abstract = by_style.get(value(abstract, "numStyleLink"), abstract)
            found[str(one.get(f"{W}numId"))] = _list(one, abstract)
    return found


def _list(one: Any, abstract: Any) -> _List:
    levels = {_level_of(level): _level(level) for level in abstract.iter(f"{W}lvl")}
    starts = {}
    for override in one.iter(f"{W}lvlOverride"):
        at = _level_of(override)
        levels |= {_level_of(level): _level(level) for level in override.iter(f"{W}lvl")}
        start = number(override, "startOverride")
        if start is not None:
            starts[at] = start
    return _List(str(abstract.get(f"{W}abstractNumId")), levels, starts)


def _level_of(element: Any) -> int:
    text = str(element.get(f"{W}ilvl", ""))
    return int(text) if text in {*"012345678"} else 0


def _level(level: Any) -> _Level:
    formats = [one.get(f"{W}val", "") for one in level.iter(f"{W}numFmt")]  # the last is what any program knows
    return _Level(
        start=number(level, "start") or 0,
        format=formats[-1] if formats else "decimal",
        text=value(level, "lvlText") or "",
        style=value(level, "pStyle") or "",
        is_legal=bool(switch(level, "isLgl")),
        restarts_below=number(level, "lvlRestart"),
    )


def _nothing(_count: int) -> str:
    return ""


def _chinese(count: int) -> str:
    """Return 一 十 十一 二十 一百零一."""
    return _counted(count, "零" + _DIGITS[1:], ("", "十", "百", "千")).removeprefix("一" if 10 <= count < 20 else "")  # noqa: PLR2004


def _legal(count: int) -> str:
    return _counted(count, _LEGAL_DIGITS, ("", "拾", "佰", "仟"))


def _counted(count: int, digits: str, powers: tuple[str, ...]) -> str:
    if not 0 < count <= _LARGEST:
        return digits[0] if count == 0 else ""
    text = ""
    for power, digit in zip(powers[::-1], f"{count:04d}", strict=True):
        text += digits[int(digit)] + (power if digit != "0" else "")
    zero = digits[0]
    return re.sub(f"{zero}+", zero, text).strip(zero)


def _digitwise(count: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(count))


def _letters(count: int) -> str:
    """Return a, b … z, aa, bb as Word counts on."""
    turns, at = divmod(count - 1, 26)
    return chr(ord("a") + at) * (turns + 1) if 0 <= turns < 10 else ""  # noqa: PLR2004 - no list has 260 entries


def _roman(count: int) -> str:
    text, rest = "", count if count <= _LONGEST_ROMAN else 0
    for worth, sign in _ROMAN:
        times, rest = divmod(rest, worth)
        text += sign * times
    return text


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda count: signs[count - 1] if 0 < count <= len(signs) else ""


def _enclosed(first: str) -> Callable[[int], str]:
    """Return how numbers up to 20 are written that have characters of their own: ① ⑴ ⒈."""
    return _one_of("".join(chr(ord(first) + at) for at in range(20)))


_FORMATS: Final[Mapping[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalZero": lambda count: f"{count:02d}",
    "decimalFullWidth": lambda count: "".join(chr(ord("０") + int(digit)) for digit in str(count)),
    "decimalEnclosedCircle": _enclosed("①"),
    "decimalEnclosedCircleChinese": _enclosed("①"),
    "decimalEnclosedParen": _enclosed("⑴"),
    "decimalEnclosedFullstop": _enclosed("⒈"),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "ideographDigital": _digitwise,
    "chineseLegalSimplified": _legal,
    "ideographTraditional": _one_of(_STEMS),
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
}
