"""The words by which published budgets are recognised, read from catalog/wording/. Not for classifying purchases."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from typing import Final

from procure.datafile import data_root, read_csv

_FOLDER: Final = "catalog/wording"


class Use(StrEnum):
    """What a word is recognised for; the value is the `use` column of words.csv."""

    WATERMARK = "watermark"
    CONTENTS = "contents"
    UNIT_LABEL = "unit_label"
    PURCHASER_LABEL = "purchaser_label"
    NOTE_LABEL = "note_label"
    TITLE_WORD = "title_word"
    NO_DATA = "no_data"
    BUDGET_TITLE = "budget_title"
    ACCOUNT_TITLE = "account_title"
    NAME_HEAD = "name_head"
    AMOUNT_HEAD = "amount_head"
    TOTAL_ROW = "total_row"
    ORGANISATION_ENDING = "organisation_ending"
    SUBJECT_HEAD = "subject_head"
    PURCHASE_CLASS = "purchase_class"
    OTHER_CLASS = "other_class"
    SHEET_NAME = "sheet_name"
    SHEET_ANNUAL = "sheet_annual"
    SHEET_WHOLE_TERM = "sheet_whole_term"
    SHEET_SOURCE = "sheet_source"
    SHEET_OF_WHICH = "sheet_of_which"
    SHEET_OVERVIEW = "sheet_overview"
    SHEET_PLAN = "sheet_plan"
    INDICATOR = "indicator"
    PROCUREMENT_TOTAL = "procurement_total"
    PROCUREMENT_LINK = "procurement_link"
    PROCUREMENT_NONE = "procurement_none"
    PROCUREMENT_HEADING = "procurement_heading"
    PROCUREMENT_STOP = "procurement_stop"
    PREVIOUS_YEAR = "previous_year"
    ABOUT = "about"
    BARE_TOTAL = "bare_total"


class TableKind(StrEnum):
    """The tables that are read for what they mean; the value is the `kind` column of tables.csv."""

    PROJECTS = "projects"
    TARGETS = "targets"
    ECONOMIC = "economic"


def words(use: Use) -> tuple[str, ...]:
    """Return the words of a use in the file's order; raises DataError where the file is faulty."""
    return _words()[use]


def alternatives(use: Use) -> str:
    """Return a regular expression that matches any word of a use, longest first, blanks between characters allowed."""
    ordered = sorted(words(use), key=len, reverse=True)
    return "|".join(r"[^\S\n]*".join(map(re.escape, word)) for word in ordered)


def kind_of(title: str) -> TableKind | None:
    """Return what a table of this title (half width, no blanks) is read for, None where it is not."""
    for kind, word, unless in _tables():
        if word in title and not any(other in title for other in unless):
            return kind
    return None


@cache
def _words() -> Mapping[Use, tuple[str, ...]]:
    found: dict[Use, list[str]] = {use: [] for use in Use}
    path = data_root() / _FOLDER / "words.csv"
    for row in read_csv(path, ("use", "word"), key=("use", "word")):
        found[Use(row.one_of("use", _values(Use)))].append(row["word"])
    return {use: tuple(listed) for use, listed in found.items()}


@cache
def _tables() -> tuple[tuple[TableKind, str, tuple[str, ...]], ...]:
    path = data_root() / _FOLDER / "tables.csv"
    return tuple(
        (TableKind(row.one_of("kind", _values(TableKind))), row["word"], row.listed("unless"))
        for row in read_csv(path, ("kind", "word", "unless"), key=("kind", "word"))
    )


def _values(kind: Iterable[StrEnum]) -> list[str]:
    return [member.value for member in kind]
