"""What a line of a text file is: a row, running text, or no content at all. Not for putting rows together: text.py."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Final

from procure.intake.wording import Use, alternatives, words
from procure.model import Where
from procure.money import Unit, plain
from procure.record import Record, replace

_BREAK: Final = re.compile(r"\r\n|\r|\n")
_DOTS: Final = ("...",)
_LEADERS: Final = ("……", "···")
_CONTENTS_FILL: Final = ("..", "…", "··", "\t", "  ", "\u3000")
_PAGE_NUMBER: Final = re.compile(r"[-—–－·\s]*\d{1,4}[-—–－·\s]*|第\s*\d+\s*页(?:.{0,3}共\s*\d+\s*页)?")
_TITLE: Final = re.compile(r"[^。；;:：,，()]*(?:\([^()]*\)[^。；;:：,，()]*)*表(?:\s*\([^()]*\))*(?:续表)?")
_NUMBERED: Final = re.compile(
    r"\w{0,6}表\s*[\d一二三四五六七八九十]{1,3}(?:-\d{1,2})?\s*:?|\w{0,4}\d{1,2}表\s*:?|附件\s*\d{0,2}\s*:?"
)
_ORDINAL: Final = "[一二三四五六七八九十]+"
_HEADING: Final = re.compile(rf"\s*(?:第{_ORDINAL}部分|{_ORDINAL}、|[(（]{_ORDINAL}[)）]|\d{{1,2}}[、.．](?!\d))")
_PARENTHESISED: Final = re.compile(r"\s*\([^()]*\)\s*")
_LONGEST_TITLE: Final = 80
_LONGEST_CONTENTS_HEAD: Final = 8
_UNITS: Final = {unit.word: unit for unit in Unit}
_UNIT_WORD: Final = "|".join(sorted(_UNITS, key=len, reverse=True))


class Line(Record, frozen=True):
    """A line, paragraph or row as a reader of a format gives it.

    number rises through the document; of a text file it is the line (1-based), else where tells the place.
    text: running text, or the row's cells joined by tabs. cells: those of a row, empty for running text.
    merged: columns (0-based) covered by a merged cell to their left or above. opens: whether the row is the first of a
    table that the file itself sets apart (not in plain text).
    """

    number: int
    text: str
    cells: tuple[str, ...] = ()
    where: Where | None = None
    merged: frozenset[int] = frozenset()
    opens: bool = False


def split_lines(text: str) -> Iterator[Line]:
    """Yield the lines of a plain text, those with tabs as rows."""
    for number, raw in enumerate(_BREAK.split(text), 1):
        cells = tuple(cell.strip() for cell in raw.split("\t")) if "\t" in raw else ()
        yield Line(number, raw, cells)


def content(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the rows and lines of running text; blank lines, watermarks, page numbers and the contents are left out."""
    in_contents = opens = False
    for line in lines:
        stripped = line.text.strip()
        opens = opens or line.opens
        if not stripped or _is_furniture(stripped, is_row=bool(line.cells)):
            continue
        if len(stripped) <= _LONGEST_CONTENTS_HEAD and plain(stripped) in words(Use.CONTENTS):
            in_contents = True
        elif in_contents and _ends_in_page(stripped, _CONTENTS_FILL):
            continue
        else:
            in_contents = False
            kept = _line(line, stripped, opens=opens)
            opens = opens and not kept.cells
            yield kept


def units_in(text: str) -> tuple[Unit, ...]:
    """Return the units that a line declares (单位：万元), in its order."""
    if "单" not in text:
        return ()
    found = []
    for match in _unit_declaration().finditer(_half_width(text)):
        found += [_UNITS[word] for word in re.findall(_UNIT_WORD, match[1])]
    return tuple(dict.fromkeys(found))


def is_title(text: str) -> bool:
    """Return whether a line is a table's title: …表, …表（…）; a numbered label such as 预算公开表1 is none."""
    half = _without_unit(_half_width(text)).strip()
    return len(half) <= _LONGEST_TITLE and bool(_TITLE.fullmatch(half)) and not _NUMBERED.fullmatch(half)


def is_label(text: str) -> bool:
    """Return whether a line only numbers a table or an annex: 预算公开表1, 表3-2, 附件2."""
    return bool(_NUMBERED.fullmatch(_half_width(text).strip()))


@lru_cache(4096)  # cells repeat
def is_declaration(text: str) -> bool:
    """Return whether a line declares a table's department or unit: 部门名称：…, 单位：万元."""
    return len(text) <= _LONGEST_TITLE and bool(_declaration().match(_half_width(text)))


def is_note(text: str) -> bool:
    """Return whether a line is a table's note, such as 注：本表无数据."""
    return bool(_note().match(text))


def says_empty(text: str) -> bool:
    """Return whether a short line says that a table is empty: （本表无数据）."""
    return len(text) <= _LONGEST_TITLE and any(word in text for word in words(Use.NO_DATA))


def is_heading(text: str) -> bool:
    """Return whether a line begins like a section: 第三部分, 九、, （一）, 1、 and so on."""
    return bool(_HEADING.match(text))


def is_parenthesised(text: str) -> bool:
    """Return whether a line stands in parentheses as a whole: (2026年度)."""
    return bool(_PARENTHESISED.fullmatch(_half_width(text)))


def _is_furniture(stripped: str, *, is_row: bool) -> bool:
    if "\t" in stripped:  # a name may end in …… and its amount follow, but no name ends in dots
        return _ends_in_page(stripped, _DOTS)
    if not is_row and _PAGE_NUMBER.fullmatch(stripped):  # the one number in a row is an amount
        return True
    return stripped in words(Use.WATERMARK) or _ends_in_page(stripped, (*_DOTS, *_LEADERS))


def _ends_in_page(stripped: str, fill: tuple[str, ...]) -> bool:
    """Return whether a line ends in what fills a line of the contents, and a page number."""
    before = stripped.rstrip("0123456789")
    return before != stripped and (before.endswith(fill) or before.rstrip().endswith(fill))


def _line(line: Line, stripped: str, *, opens: bool) -> Line:
    filled = [cell for cell in line.cells if cell]
    alone = all(is_declaration(cell) or is_label(cell) for cell in filled)  # also where no cell is filled
    if alone or (len(filled) == 1 and _stands_alone(stripped)):
        return Line(line.number, stripped, (), line.where)  # a line of text that a spreadsheet padded with cells
    return replace(line, text=stripped, opens=opens)


def _stands_alone(cell: str) -> bool:
    return is_note(cell) or (is_title(cell) and any(word in cell for word in words(Use.TITLE_WORD)))


def _half_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _without_unit(half: str) -> str:
    return _unit_in_parentheses().sub("", half)


@cache
def _unit_declaration() -> re.Pattern[str]:
    label = alternatives(Use.UNIT_LABEL)
    return re.compile(rf"(?:{label})\s*:\s*(?:人民币\s*)?((?:(?:{_UNIT_WORD})[、/,和]?)+)(?![\w/])")


@cache
def _unit_in_parentheses() -> re.Pattern[str]:
    return re.compile(rf"\((?:金额)?(?:{alternatives(Use.UNIT_LABEL)})\s*:[^()]*\)")


@cache
def _declaration() -> re.Pattern[str]:
    labels = f"{alternatives(Use.UNIT_LABEL)}|{alternatives(Use.PURCHASER_LABEL)}"
    return re.compile(rf"\(?\s*(?:金额|货币|计量)?(?:{labels})\s*:")


@cache
def _note() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(Use.NOTE_LABEL)})\s*[:：]")
