"""The procurement sentence of the narrative, in the forms that different places write. Not for tables."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import Final

from procure.budget.cells import UnreadError, problem, read_figure
from procure.intake.lines import is_heading
from procure.intake.wording import Use, alternatives
from procure.model import Document, Figure, Paragraph, Place, Problem, StatedProcurement
from procure.money import Amount, Unit, wan
from procure.record import Record
from procure.terms import Category, word

_BLANKS: Final = r"[^\S\n]*"
_NUMBER: Final = r"[-−－+]?\d(?:[\d,，.．\u0020\u00a0\u3000]*\d)?"
_UNIT: Final = rf"(?:[亿万千]{_BLANKS})?元"
_PLACEHOLDER: Final = r"[XxＸ×✕*＊_○]+"
_END: Final = r"[，。；、,;\n]|$"
_YEAR: Final = re.compile(r"(\d{4})\s*年")
_SENTENCE_END: Final = re.compile(r"[。；;\n]")
_TOTAL: Final = "政府采购预算总额"
_LONGEST_HEADING: Final = 40
_LONGEST_SENTENCE: Final = 200
_BEFORE: Final = 12


class _Section(Record, frozen=True):
    """The text from one heading to the next as one string, and its paragraphs with the offsets at which they begin."""

    path: str
    text: str
    starts: tuple[int, ...]
    paragraphs: tuple[Paragraph, ...]

    def place(self, start: int, end: int, label: str) -> Place:
        """Return the place of a part of the text; its text is what stands on the line where it begins."""
        number = bisect_right(self.starts, start) - 1
        paragraph, offset = self.paragraphs[number], self.starts[number]
        return paragraph.place(self.path, paragraph.text[start - offset : end - offset], label=label)


def read_procurement(document: Document, year: int | None) -> tuple[StatedProcurement | None, list[Problem]]:
    """Return the procurement budget that the narrative states, None where it states none that can be read.

    year is the document's: a total of another year, of the year before, or of what is reserved for small firms is not
    taken. A placeholder (XX万元), 约 or a figure without a unit is a problem; 未安排政府采购预算 states zeros.
    """
    sections = [section for section in _sections(document) if "采" in section.text]
    faults: list[Problem] = []
    stated: list[tuple[_Section, int, Figure]] = []
    for section, match in ((one, match) for one in sections for match in _totals(one, year)):
        figure, fault = _figure(section, match, _TOTAL)
        faults += [fault] if fault else []
        stated += [(section, match.end(), figure)] if figure else []
    if stated:
        section, end, total = stated[0]
        parts, problems = _parts(section, end)
        return StatedProcurement(total.place, total, *parts), [*problems, *_others(total, stated)]
    if faults:
        return None, faults[:1]
    none = ((one, match) for one in sections for match in _none_planned().finditer(one.text))
    zeros = next((_zeros(one, match) for one, match in none), None)
    return zeros, [] if zeros else _unread_headings(sections)


def _sections(document: Document) -> Iterator[_Section]:
    paragraphs = document.paragraphs
    starts = [number for number, paragraph in enumerate(paragraphs) if number == 0 or is_heading(paragraph.text)]
    for start, end in pairwise([*starts, len(paragraphs)]):
        part = paragraphs[start:end]
        first = part[0].text
        ends = is_heading(first) and len(first) <= _LONGEST_HEADING
        texts = [first + "\n" if ends else first, *(paragraph.text for paragraph in part[1:])]
        offsets = accumulate(map(len, texts[:-1]), initial=0)
        yield _Section(document.path, "".join(texts), tuple(offsets), part)


def _totals(section: _Section, year: int | None) -> Iterator[re.Match[str]]:
    for match in _total().finditer(section.text):
        before = section.text[max(0, match.start() - _LONGEST_SENTENCE) : match.start()]
        years = _YEAR.findall(_SENTENCE_END.split(before)[-1])
        other_year = year is not None and bool(years) and int(years[-1]) != year
        if not other_year and not _something_else().search(before[-_BEFORE:]):
            yield match


def _figure(section: _Section, match: re.Match[str], label: str) -> tuple[Figure | None, Problem | None]:
    place, text = section.place(*match.span("value"), label), match["value"]
    try:
        return read_figure(text, None, place), None
    except UnreadError as error:
        return None, problem(place, label, text, f"{error.reason}，未核对政府采购预算")


def _parts(section: _Section, start: int) -> tuple[list[Figure | None], list[Problem]]:
    """Return the figures of goods, works and services after the total, before anything about small firms."""
    stop = _stop().search(section.text, start)
    end = stop.start() if stop else len(section.text)
    figures: list[Figure | None] = []
    problems: list[Problem] = []
    for category in Category:
        match = _part(category).search(section.text, start, end)
        figure, fault = _figure(section, match, f"政府采购{word(category)}预算") if match else (None, None)
        figures.append(figure)
        problems += [fault] if fault else []
    return figures, problems


def _others(total: Figure, stated: Sequence[tuple[_Section, int, Figure]]) -> list[Problem]:
    consequence = f"与{total.place.spot}的 {wan(total.fen)}万元 不一致，按{total.place.spot}核对"
    others = (figure for _, _, figure in stated if figure.fen != total.fen)
    return [problem(figure.place, _TOTAL, figure.text, consequence, unread=False) for figure in others]


def _zeros(section: _Section, match: re.Match[str]) -> StatedProcurement:
    place = section.place(*match.span(), _TOTAL)
    zero = Figure(match[0], Unit.WAN_YUAN, Amount(0), place)
    return StatedProcurement(place, zero, zero, zero, zero)


def _unread_headings(sections: Sequence[_Section]) -> list[Problem]:
    """Return a problem for the last section about procurement, none of which could be read."""
    for section in reversed(sections):
        if _heading().search(section.paragraphs[0].text):
            place = section.place(0, len(section.text), _TOTAL)
            found = section.text.partition("\n")[2] or place.text
            return [problem(place, _TOTAL, found, "未读出政府采购预算数，未核对政府采购预算")]
    return []


def _value(*more: str) -> str:
    """Return the pattern of a value: a figure with its unit, or what stands where one should stand."""
    about = rf"(?:{alternatives(Use.ABOUT)})[^，。；;、,\n]{{0,16}}?{_UNIT}"
    unitless = rf"{_NUMBER}(?={_BLANKS}(?:{_END}))"
    figure = rf"{_NUMBER}{_BLANKS}{_UNIT}"
    return rf"(?P<value>{'|'.join((figure, rf'{_PLACEHOLDER}{_BLANKS}{_UNIT}', about, unitless, *more))})"


@cache
def _total() -> re.Pattern[str]:
    link = rf"(?:{_BLANKS}(?:{alternatives(Use.PROCUREMENT_LINK)}|[:：]))*"
    aside = rf"(?:{_BLANKS}[（(][^（）()\n]{{0,20}}[）)])?"
    return re.compile(rf"(?:{alternatives(Use.PROCUREMENT_TOTAL)}){link}{aside}{link}{_BLANKS}{_value(_UNIT)}")


@cache
def _part(category: Category) -> re.Pattern[str]:
    label = _BLANKS.join(word(category))
    return re.compile(rf"(?<!购买){label}[^\d，。；;、,\nXxＸ×*＊_约]{{0,20}}?{_value()}")


@cache
def _something_else() -> re.Pattern[str]:
    return re.compile(f"{alternatives(Use.PREVIOUS_YEAR)}|{alternatives(Use.PROCUREMENT_STOP)}")


@cache
def _stop() -> re.Pattern[str]:
    return re.compile(alternatives(Use.PROCUREMENT_STOP))


@cache
def _none_planned() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(Use.PROCUREMENT_NONE)})(?={_BLANKS}(?:安排|支出|项目|情况|{_END}))")


@cache
def _heading() -> re.Pattern[str]:
    return re.compile(alternatives(Use.PROCUREMENT_HEADING))
