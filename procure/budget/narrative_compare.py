"""Clauses that compare with the year before, and amounts that are limits. Not for whose change it is."""

import re
from functools import cache
from typing import Final

from procure.budget.clauses import Passage, Token
from procure.budget.narrative_words import Clue, clues, pattern
from procure.record import Record

_YEAR: Final = re.compile(r"(\d{4})年")
_LONGEST_BASE: Final = 30


class Compared(Record, frozen=True):
    """A clause such as 比上年减少: whose change (empty: not said), with what it compares, whether it tells a fall.

    falls is None where the words tell an extent only (幅度).
    """

    label: str
    base: str | None
    falls: bool | None


def compare(clause: str) -> Compared | None:
    """Return the comparison that a clause before an amount or a percentage makes, None where it makes none."""
    match = _change().fullmatch(clause)
    if match is None:
        return None
    return Compared(match["label"], match["base"], None if match["extent"] else bool(match["fall"]))


def stays(clause: str) -> Compared | None:
    """Return the comparison that a clause before 持平 makes, None where it names nothing to compare with."""
    match = _same().fullmatch(clause)
    return Compared(match["label"], match["base"], None) if match else None


def base_of(context: str) -> str | None:
    """Return what a clause of its own compares with (与2023年度相比，…), None without one."""
    match = re.search(rf"(?:^|[,;。\n:])(?:{pattern(Clue.COMPARE)})([^,;。:\n]+),$", context[-_LONGEST_BASE:])
    return match[1] if match else None


def is_prior(base: str, passage: Passage, year: int | None) -> bool:
    """Return whether what is compared with is the year before; in an account the budget of the year is not."""
    years = {int(found) for found in _YEAR.findall(base)}
    if passage.is_account and any(word in base for word in clues(Clue.PLANNED)):
        return False
    if years:
        return year is not None and years == {year - 1}
    return any(word in base for word in clues(Clue.PREVIOUS))


def is_limit(token: Token) -> bool:
    """Return whether an amount is a limit, a price or about right, and no figure of the budget: 单价, 以上, 约."""
    before = re.search(rf"{pattern(Clue.LIMIT_BEFORE)}[为在]?$", token.clause)
    return before is not None or token.after.startswith(clues(Clue.LIMIT_AFTER))


@cache
def _change() -> re.Pattern[str]:
    direction = rf"(?:(?P<rise>{pattern(Clue.RISE)})|(?P<fall>{pattern(Clue.FALL)})|(?P<extent>{pattern(Clue.EXTENT)}))"
    return re.compile(rf"(?P<label>.*?)(?:{_against()})?{direction}")


@cache
def _same() -> re.Pattern[str]:
    return re.compile(rf"(?P<label>.*?){_against()}")


@cache
def _against() -> str:
    return rf"{pattern(Clue.COMPARE)}(?P<base>.{{1,{_LONGEST_BASE}}}?)"
