"""The words of titles, heads and rows, read from catalog/wording/. Not for what tables make of them: grid.py."""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final

from procure.budget.cells import head_word, key
from procure.budget.relation import Measure
from procure.budget.table_order import CIRCLED, STYLES
from procure.datafile import CsvRow, data_root, read_csv
from procure.money import plain
from procure.record import Record, replace

_FOLDER: Final = "catalog/wording"
_DIMENSIONS: Final = ("flow", "fund", "part", "subject", "period")
_FLOWS: Final = ("", "income", "expenditure", "carried_in", "carried_out")
_FUNDS: Final = (
    *("", "all", "fiscal", "general", "gov_fund", "state_capital", "special_account", "unit"),
    *("business", "operating", "superior", "affiliated", "other"),
)
_PARTS: Final = ("", "all", "basic", "project", "personnel", "public")
_PERIODS: Final = ("", "all", "current", "carried")
_SUBJECT: Final = re.compile(r"|total|none|function|economic|operating_costs|three_public(/[a-z_]+)?")
_ACTUAL: Final = "actual"
_ORDINAL: Final = re.compile(rf"^(?:{'|'.join(style.pattern for style in STYLES)})")
_YEAR: Final = re.compile(r"^\d{4}年?")
_YEARS: Final = re.compile(r"(?<!\d)(20\d{2})(?=年)")


class Part(Record, frozen=True):
    """What a word tells of a figure's meaning; empty is nothing."""

    flow: str = ""
    fund: str = ""
    part: str = ""
    subject: str = ""
    period: str = ""

    def under(self, lower: "Part") -> "Part":
        """Return what both tell; where they differ, what stands lower in the head or nearer to the figure."""
        told = {name: getattr(lower, name) for name in _DIMENSIONS if getattr(lower, name)}
        return replace(self, **told) if told else self


class HeadRole(StrEnum):
    """What a column is for; the value is the `role` column of heads.csv."""

    AMOUNT = "amount"
    TOTAL = "total"
    ASIDE = "aside"
    """An amount that is no part of its neighbours' total: 上年预算数, 其中."""
    NAME = "name"
    UNIT = "unit"
    """The unit whose money it is."""
    CODE = "code"
    IGNORED = "ignored"
    """Numbers that are no amounts, and remarks."""


class HeadWord(Record, frozen=True):
    """A word of a head: what its column is for, what it tells, and which measure of it."""

    role: HeadRole
    part: Part
    measure: str = ""


class RowRole(StrEnum):
    """What a row is; the value is the `role` column of rows.csv."""

    ENTRY = "entry"
    TOTAL = "total"
    CURRENT_TOTAL = "current_total"
    """A total without what was carried over."""
    SUBTOTAL = "subtotal"
    GROUP = "group"
    """Heads a kind of projects."""


class RowWord(Record, frozen=True):
    """A word of a row: what the row is, and what it tells."""

    role: RowRole
    part: Part


class Sign(StrEnum):
    """Words that stand in a text; the value is the `use` column of marks.csv."""

    TOTAL_ENDING = "total_ending"
    OF_WHICH = "of_which"
    COUNTED = "counted"
    """What is counted in a row that holds no money: 个, 辆."""
    LEVEL = "level"
    NUMBERS_ROW = "numbers_row"
    SAYS_EMPTY = "says_empty"
    ABOUT_TABLE = "about_table"
    CONDITION = "condition"
    FUND = "fund"
    SPELLING = "spelling"
    UNIT_ENDING = "unit_ending"


class TableKindWord(StrEnum):
    """The tables of budgets and final accounts; the value is the `kind` column of kinds.csv."""

    TARGETS = "targets"
    BALANCE = "balance"
    FISCAL_BALANCE = "fiscal_balance"
    INCOME = "income"
    EXPENDITURE = "expenditure"
    FISCAL_EXPENDITURE = "fiscal_expenditure"
    GENERAL = "general"
    BASIC = "basic"
    GOV_FUND = "gov_fund"
    STATE_CAPITAL = "state_capital"
    THREE_PUBLIC = "three_public"
    OPERATING = "operating"
    PROJECTS = "projects"
    PROCUREMENT = "procurement"


class KindRow(Record, frozen=True):
    """A word of titles: the kind it tells of, words that a title may not hold, heads one of which the table must have.

    part: what the table's figures are unless its heads and rows say otherwise.
    """

    kind: TableKindWord
    word: str
    unless: tuple[str, ...]
    needs: tuple[str, ...]
    part: Part


def bare_head(cell: str) -> str:
    """Return a head as it is compared: without year, unit and punctuation, but 增减% is not 增减."""
    return key(_YEAR.sub("", head_word(cell))) + ("%" if "%" in plain(cell) else "")


@lru_cache(8192)
def head_of(cell: str) -> HeadWord | None:
    """Return what a cell of a head is known to say, None where it is not known."""
    return _heads().get(bare_head(cell))


@lru_cache(8192)
def row_of(name: str) -> RowWord | None:
    """Return what a row's name is known to say, without its ordinal."""
    return _rows().get(name_key(name))


def kind_row_of(title: str) -> KindRow | None:
    """Return the kind that a title tells of, None where it tells of none."""
    bare = key(title)
    return next((row for row in _kinds() if _fits(row, bare)), None)


def part_of_title(title: str) -> Part:
    """Return what the words of a title add to its kind: （不含上年结转）."""
    bare = plain(title)
    return next((part for word, part in _title_parts() if word in bare), Part())


def years_in(text: str) -> tuple[int, ...]:
    """Return the years that a text names."""
    return tuple(int(year) for year in _YEARS.findall(plain(text)))


def signs(sign: Sign) -> tuple[str, ...]:
    """Return the words of a use, in the file's order."""
    return _signs()[sign]


@lru_cache(8192)
def without_ordinal(name: str) -> str:
    """Return a row's name without its ordinal and without 其中."""
    bare = _ORDINAL.sub("", plain(name.lstrip(CIRCLED + " ")))  # half width makes a plain 1 of ①
    for word in signs(Sign.OF_WHICH):
        bare = bare.removeprefix(word).lstrip(":")
    return _ORDINAL.sub("", bare)


def name_key(name: str) -> str:
    """Return what names of rows and subjects are compared by: without ordinal and level, in one spelling."""
    return key(spelled(without_ordinal(name)))


def spelled(name: str) -> str:
    """Return a name without the level of its code (（类）), and with one spelling where there are two (其它)."""
    for word in signs(Sign.LEVEL):
        name = name.replace(word, "")
    for pair in signs(Sign.SPELLING):
        found, _, meant = pair.partition("=")
        name = name.replace(found, meant)
    return name


def is_of_which(text: str) -> bool:
    """Return whether a row or column says that it is only a part of what stands above or beside it."""
    return plain(text).startswith(signs(Sign.OF_WHICH))


def _fits(row: KindRow, title: str) -> bool:
    return row.word in title and not any(other in title for other in row.unless)


@cache
def _heads() -> Mapping[str, HeadWord]:
    columns = ("word", "role", *_DIMENSIONS, "measure")
    found: dict[str, HeadWord] = {}
    for row in read_csv(data_root() / _FOLDER / "heads.csv", columns, key=("word",)):
        role = HeadRole(row.one_of("role", [role.value for role in HeadRole]))
        measure = row.one_of("measure", ["", _ACTUAL, *(one.value for one in Measure)])
        found[_unlike(found, row, bare_head(row["word"]))] = HeadWord(role, _part(row), measure)
    return found


@cache
def _rows() -> Mapping[str, RowWord]:
    found: dict[str, RowWord] = {}
    for row in read_csv(data_root() / _FOLDER / "rows.csv", ("word", "role", *_DIMENSIONS), key=("word",)):
        role = RowRole(row.one_of("role", [role.value for role in RowRole]))
        found[_unlike(found, row, key(row["word"]))] = RowWord(role, _part(row))
    return found


def _unlike(found: Mapping[str, object], row: CsvRow, word: str) -> str:
    if word in found:
        row.fail(f"`{row['word']}` is compared as `{word}`, which stands above")
    return word


@cache
def _kinds() -> tuple[KindRow, ...]:
    columns = ("kind", "word", "unless", "needs", *_DIMENSIONS)
    rows = read_csv(data_root() / _FOLDER / "kinds.csv", columns, key=("kind", "word"))
    return tuple(
        KindRow(
            TableKindWord(row.one_of("kind", [kind.value for kind in TableKindWord])),
            *(row["word"], row.listed("unless"), row.listed("needs"), _part(row)),
        )
        for row in rows
    )


@cache
def _title_parts() -> tuple[tuple[str, Part], ...]:
    rows = read_csv(data_root() / _FOLDER / "titles.csv", ("word", *_DIMENSIONS), key=("word",))
    return tuple((row["word"], _part(row)) for row in rows)


@cache
def _signs() -> Mapping[Sign, tuple[str, ...]]:
    found: dict[Sign, list[str]] = {sign: [] for sign in Sign}
    for row in read_csv(data_root() / _FOLDER / "marks.csv", ("use", "word"), key=("use", "word")):
        found[Sign(row.one_of("use", [sign.value for sign in Sign]))].append(row["word"])
    return {sign: tuple(words) for sign, words in found.items()}


def _part(row: CsvRow) -> Part:
    allowed = {"flow": _FLOWS, "fund": _FUNDS, "part": _PARTS, "period": _PERIODS}
    for name, words in allowed.items():
        row.one_of(name, words)
    if not _SUBJECT.fullmatch(row["subject"]):
        row.fail(f"`subject` is `{row['subject']}`; allowed: a subject's first word, or three_public/…")
    return Part(*(row[name] for name in _DIMENSIONS))
