"""What a plan's cells state: terms, yes or no, days, shares. Not for amounts: money.py."""

import calendar
import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Final

from procure.datafile import data_root, read_csv
from procure.money import AmountError, Unit, exact, plain, read_amount
from procure.plan.columns import load_columns
from procure.plan.model import Period, Share
from procure.terms import Category

TERMS: Final = {
    "category": tuple(Category),
    "organization": ("centralized", "departmental", "decentralized", "outside_law"),
    "method": (
        *("open_tender", "invited_tender", "competitive_negotiation", "competitive_consultation"),
        *("request_for_quotations", "single_source", "framework_agreement", "internal_rules"),
    ),
    "sme": ("whole", "part", "none", "unsuitable"),
    "purchaser_kind": ("government", "university", "research_institute", "public_hospital"),
    "yes_no": ("yes", "no"),
}
"""The terms that words of a column may mean."""
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_CLOCK: Final = re.compile(r"(?:T|(?<=[日\s]))\d{1,2}[:：]\d{2}(?:[:：]\d{2})?\s*$")
"""A time of day, which only a blank may set apart from the day before it."""
_FULL_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
_MONTH: Final = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})月?(?:份|底|初|中旬|上旬|下旬)?")
_QUARTER: Final = re.compile(r"(?:(\d{4})年?)?(?:第?([1-4一二三四])季度)")
_YEAR: Final = re.compile(r"(\d{4})年?(?:度|全年)?")
_QUARTERS: Final = {"一": 1, "二": 2, "三": 3, "四": 4}
_PERCENT: Final = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)[%％]")
_FULL: Final = 10_000
"""Hundredths of a percent in a whole."""
_MONTHS: Final = 12


@cache
def _words() -> Mapping[tuple[str, str], str]:
    """Return the term of each column's wording. Raises DataError for a fault in catalog/plan/words.csv."""
    found: dict[tuple[str, str], str] = {}
    for row in read_csv(
        data_root() / "catalog/plan/words.csv", ("column", "value", "wordings"), key=("column", "value")
    ):
        value = row.one_of("value", TERMS[row.one_of("column", TERMS)])
        for word in (value, *row.listed("wordings")):
            if found.setdefault((row["column"], plain(word).casefold()), value) != value:
                row.fail(f"wording `{word}` means `{found[row['column'], plain(word).casefold()]}` already")
    return found


def term(column: str, text: str) -> str | None:
    """Return what a cell's word means in a column of terms, or as yes or no; None where it is not known."""
    kind = "yes_no" if load_columns()[column].kind == "yes_no" else column
    whole = plain(text).casefold()
    return _words().get((kind, whole)) or _words().get((kind, _BRACKETS.sub("", whole)))


def period(text: str, year: int | None) -> Period | None:
    """Return the first and the last day that a cell means: a day, a month, a quarter or a year; None for anything else.

    year: the plan's, for months and quarters that print none.
    """
    body = plain(_CLOCK.sub("", text))
    if found := _FULL_DAY.fullmatch(body):
        return _days(*(int(part) for part in found.groups() if part))
    if found := _QUARTER.fullmatch(body):
        quarter = _QUARTERS.get(found[2]) or int(found[2])
        return _months(int(found[1]) if found[1] else year, 3 * quarter - 2, 3 * quarter)
    if found := _YEAR.fullmatch(body):
        return _months(int(found[1]), 1, _MONTHS)
    if (found := _MONTH.fullmatch(body)) and (found[1] or "月" in body):
        return _months(int(found[1]) if found[1] else year, int(found[2]), int(found[2]))
    return None


def _days(year: int, month: int, day: int) -> Period | None:
    try:
        one = date(year, month, day)
    except ValueError:
        return None
    return Period(one, one)


def _months(year: int | None, first: int, last: int) -> Period | None:
    if not year or not 1 <= first <= _MONTHS:
        return None
    return Period(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def share(text: str, unit: Unit | None) -> Share | None:
    """Return a reserved share: a percentage, or an amount in 分 with its unit; None for anything else.

    A bare number below 1 is a percentage that a sheet printed plainly (0.3); any other needs a unit, which
    is None where the column does not speak of amounts.
    """
    body = plain(text)
    if found := _PERCENT.fullmatch(body):
        points = Fraction(found[1]) * 100
        return Share(basis_points=int(points)) if points <= _FULL else None
    try:
        if re.fullmatch(r"0\.\d{1,4}", body) and unit is None:
            return Share(basis_points=int(Fraction(body) * _FULL))
        amount = exact(read_amount(text, unit)).fen
    except AmountError:
        return None
    return Share(amount=amount) if amount >= 0 else None


def number(text: str) -> Fraction | None:
    """Return a quantity as an exact number; None where the cell holds anything else."""
    body = plain(text).replace(",", "")
    found = re.fullmatch(r"(\d{1,18}(?:\.\d{1,9})?)\D{0,4}", body)
    return Fraction(found[1]) if found else None
