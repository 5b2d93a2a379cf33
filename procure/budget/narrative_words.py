"""The words by which the narrative is recognised, read from catalog/wording/. Not for what a label means."""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import Final, Literal

from procure.budget.relation import TOTAL, Meaning
from procure.datafile import data_root, read_csv
from procure.record import Record

_FOLDER: Final = "catalog/wording"
_FIELDS: Final = ("flow", "fund", "part", "subject", "period", "measure")
_QUOTES: Final = re.compile("[“”‘’\"'《》]")

Mode = Literal["stated", "named", "silent"]


class Clue(StrEnum):
    """What a word of a sentence is recognised for; the value is the `use` column of clues.csv."""

    LINK = "link"
    PARTS = "parts"
    RISE = "rise"
    FALL = "fall"
    EXTENT = "extent"
    STAY = "stay"
    COMPARE = "compare"
    PREVIOUS = "previous"
    PLANNED = "planned"
    REASON = "reason"
    LIMIT_AFTER = "limit_after"
    LIMIT_BEFORE = "limit_before"
    SHARE = "share"
    TAIL = "tail"
    AND_MORE = "and_more"
    LISTING = "listing"
    ACCOUNT = "account"
    BUDGET = "budget"
    SET = "set"
    WITHOUT_CARRIED = "without_carried"
    COUNT_UNIT = "count_unit"
    PROJECT_COUNT = "project_count"
    PROJECT_TOTAL = "project_total"
    NOT_NAME = "not_name"
    RESERVED = "reserved"
    RESERVED_SMALL = "reserved_small"
    QUARTER = "quarter"
    OTHER_KIND = "other_kind"
    VEHICLES = "vehicles"
    ITEM_WORD = "item_word"
    CAPTION_END = "caption_end"


class Section(Record, frozen=True):
    """What the paragraphs under a heading speak of unless they say otherwise; mode: how their amounts are read.

    stated: as statements; named: as amounts of named projects; silent: as neither.
    """

    name: str
    mode: Mode
    default: Meaning


NO_SECTION: Final = Section("", "stated", Meaning())


def clues(use: Clue) -> tuple[str, ...]:
    """Return the words of a use, longest first."""
    return _clues()[use]


@cache
def pattern(use: Clue) -> str:
    """Return a regular expression that matches any word of a use, longest first."""
    return f"(?:{'|'.join(map(re.escape, clues(use)))})"


def section_of(heading: str) -> Section | None:
    """Return the section that a heading (half width, no blanks) opens; None where no word of it is known."""
    text = without_quotes(heading)
    return next((section for word, section in _sections() if word in text), None)


@cache
def families() -> tuple[tuple[tuple[str, str], tuple[tuple[str, str], ...]], ...]:
    """Return what is known to add up: a field's value and the values that make it up."""
    path = data_root() / _FOLDER / "families.csv"
    return tuple(
        (_pair(row["whole"]), tuple(map(_pair, row.listed("parts"))))
        for row in read_csv(path, ("whole", "parts"), key=("whole", "parts"))
    )


def without_quotes(text: str) -> str:
    """Return the text without quotation marks: “三公”经费."""
    return _QUOTES.sub("", text)


@cache
def phrases() -> Mapping[str, Mapping[str, str]]:
    """Return the phrases that labels are made of, with what each says; one that says nothing is only known."""
    path = data_root() / _FOLDER / "phrases.csv"
    rows = read_csv(path, ("phrase", *_FIELDS), key=("phrase",))
    return {row["phrase"]: {field: row[field] for field in _FIELDS if row[field]} for row in rows}


@cache
def phrases_from() -> Mapping[str, Sequence[str]]:
    """Return the phrases by their first character, longest first."""
    found: dict[str, list[str]] = {}
    for phrase in sorted(phrases(), key=len, reverse=True):
        found.setdefault(phrase[0], []).append(phrase)
    return found


@cache
def _clues() -> Mapping[Clue, tuple[str, ...]]:
    found: dict[Clue, list[str]] = {use: [] for use in Clue}
    path = data_root() / _FOLDER / "clues.csv"
    for row in read_csv(path, ("use", "word"), key=("use", "word")):
        found[Clue(row.one_of("use", [use.value for use in Clue]))].append(row["word"])
    return {use: tuple(sorted(listed, key=len, reverse=True)) for use, listed in found.items()}


@cache
def _sections() -> Sequence[tuple[str, Section]]:
    return tuple(_read_sections())


def _read_sections() -> Iterator[tuple[str, Section]]:
    path = data_root() / _FOLDER / "sections.csv"
    columns = ("section", "word", "mode", "flow", "fund", "part", "subject", "period")
    modes: dict[str, Mode] = {"stated": "stated", "named": "named", "silent": "silent"}
    for row in read_csv(path, columns, key=("word",)):
        default = Meaning(row["flow"], row["fund"], row["part"], row["subject"] or TOTAL, row["period"])
        yield row["word"], Section(row["section"], modes[row.one_of("mode", modes)], default)


def _pair(text: str) -> tuple[str, str]:
    field, _, value = text.partition("=")
    return field, value
