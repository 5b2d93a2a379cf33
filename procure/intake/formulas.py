"""Formulas that a workbook holds without their values, as libraries write them. Not for formulas that Excel computed.

Sums, the four operations, ROUND and references are computed exactly; of anything else it is said that it was not.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import Final

from procure.record import Record

_TOKEN: Final = re.compile(
    r"\s*(?:(?P<function>SUM|ROUND)\("
    r"|(?:(?:'(?P<quoted>(?:[^']|'')+)'|(?P<sheet>[^\W0-9][\w.]*))!)?"
    r"\$?(?P<column>[A-Z]{1,3})\$?(?P<row>[1-9][0-9]{0,6})(?![\w(.!])"
    r"|(?P<number>[0-9]{1,20}(?:\.[0-9]{1,20})?)(?![\w.])|(?P<mark>[-+*/(),:]))\s*"
)
_LONGEST: Final = 2_000
_DEEPEST: Final = 40
"""Parentheses and references followed at once: each takes a few of Python's thousand calls."""
_MOST_CELLS: Final = 1_000_000
"""Cells looked up for all formulas of a workbook: a second or two."""
_MOST_DIGITS: Final = 400
"""A chain of multiplications makes numbers of any length; no amount has as many digits."""
_PRINTED: Final = Context(prec=30, rounding=ROUND_HALF_UP)


class Formula(Record, frozen=True):
    """A formula without a value, as the file holds it: no equals sign; empty where it only refers to another's."""

    text: str


Stored = Fraction | str | Formula
"""What a cell holds: a number, a text, or a formula without its value."""
Sheets = Mapping[str, Mapping[tuple[int, int], Stored]]
"""The cells of every sheet by row (from 1) and column (from 0); blank cells are not in it."""


class _NotComputedError(ValueError):
    """A formula that is not computed here."""


class _Token(Record, frozen=True):
    kind: str
    text: str
    sheet: str = ""
    row: int = 0
    column: int = 0


class Calculator:
    """Computes formulas over the cells of a workbook, each once."""

    def __init__(self, sheets: Sheets) -> None:
        self._sheets = sheets
        self._known: dict[tuple[str, int, int], Fraction | None] = {}
        self._left = _MOST_CELLS
        self._depth = 0

    def value(self, sheet: str, row: int, column: int) -> Decimal | None:
        """Return the value of a cell's formula, None where it is not computed."""
        try:
            value = self.cell(sheet, row, column)
        except _NotComputedError:
            return None
        return _PRINTED.divide(Decimal(value.numerator), Decimal(value.denominator))

    def cell(self, sheet: str, row: int, column: int, *, texts: bool = False) -> Fraction:
        """Return a cell's number: 0 where it is blank, or where texts are passed over and it is one."""
        self._left -= 1
        if self._left < 0 or sheet not in self._sheets:
            raise _NotComputedError
        stored = self._sheets[sheet].get((row, column), Fraction())
        if isinstance(stored, Formula):
            return self._computed(stored, (sheet, row, column))
        if isinstance(stored, str):
            if not texts or stored.startswith("#"):  # an error value makes every sum over it one
                raise _NotComputedError
            return Fraction()
        return stored

    def deeper(self, work: Callable[[], Fraction]) -> Fraction:
        """Do what is inside something else; raises _NotComputedError where too much is."""
        if self._depth >= _DEEPEST:
            raise _NotComputedError
        self._depth += 1
        try:
            return work()
        finally:
            self._depth -= 1

    def _computed(self, formula: Formula, at: tuple[str, int, int]) -> Fraction:
        if at not in self._known:
            self._known[at] = None  # what a formula that needs itself finds
            self._known[at] = self.deeper(_Parser(self, formula.text, at[0]).result)
        value = self._known[at]
        if value is None:
            raise _NotComputedError
        return value


class _Parser:
    """Computes one formula while it reads it; sheet is the one it stands in."""

    def __init__(self, calculator: Calculator, text: str, sheet: str) -> None:
        self._calculator = calculator
        self._tokens = [*_tokens(text, sheet), _Token("end", ""), _Token("end", "")]  # one to look ahead
        self._at = 0

    def result(self) -> Fraction:
        value = self._sum()
        self._expect("end")
        return value

    def _sum(self) -> Fraction:
        value = self._product()
        while mark := self._take("+", "-"):
            other = self._product()
            value = value + other if mark == "+" else value - other
        return value

    def _product(self) -> Fraction:
        value = self._signed()
        while mark := self._take("*", "/"):
            other = self._signed()
            if mark == "/" and not other:
                raise _NotComputedError
            value = value * other if mark == "*" else value / other
            if max(abs(value.numerator), value.denominator).bit_length() > _MOST_DIGITS:
                raise _NotComputedError
        return value

    def _signed(self) -> Fraction:
        sign = 1
        while mark := self._take("+", "-"):
            sign = -sign if mark == "-" else sign
        return sign * self._atom()

    def _atom(self) -> Fraction:
        token = self._next()
        if token.kind == "number":
            return Fraction(token.text)
        if token.kind == "cell":
            return self._calculator.cell(token.sheet, token.row, token.column)
        inside = {"SUM": self._total, "ROUND": self._rounded, "(": self._grouped}
        if token.text not in inside:
            raise _NotComputedError
        return self._calculator.deeper(inside[token.text])

    def _grouped(self) -> Fraction:
        value = self._sum()
        self._expect(")")
        return value

    def _rounded(self) -> Fraction:
        value = self._sum()
        self._expect(",")
        digits = self._sum()
        self._expect(")")
        if digits.denominator > 1 or abs(digits) > _DEEPEST:
            raise _NotComputedError
        scale = Fraction(10) ** int(digits)
        whole = int(abs(value) * scale + Fraction(1, 2))  # half goes away from zero
        return (whole if value >= 0 else -whole) / scale

    def _total(self) -> Fraction:
        value = self._summand()
        while self._take(","):
            value += self._summand()
        self._expect(")")
        return value

    def _summand(self) -> Fraction:
        """Return what one argument of a sum adds: in a reference or range, texts and blank cells add nothing."""
        first, after = self._tokens[self._at], self._tokens[self._at + 1].text
        if first.kind != "cell" or after not in {":", ",", ")"}:
            return self._sum()
        self._next()
        last = first
        if self._take(":"):
            last = self._next()
            if last.kind != "cell":
                raise _NotComputedError
        rows, columns = _between(first.row, last.row), _between(first.column, last.column)
        cell = self._calculator.cell
        return sum((cell(first.sheet, row, column, texts=True) for row in rows for column in columns), Fraction())

    def _next(self) -> _Token:
        token = self._tokens[self._at]
        if token.kind == "end":
            raise _NotComputedError
        self._at += 1
        return token

    def _take(self, *marks: str) -> str:
        """Return the next token where it is one of these marks, which then is passed; else an empty text."""
        token = self._tokens[self._at]
        if token.kind != "mark" or token.text not in marks:
            return ""
        self._at += 1
        return token.text

    def _expect(self, mark: str) -> None:
        token = self._tokens[self._at]
        if mark not in {token.text, token.kind}:
            raise _NotComputedError
        self._at += token.kind != "end"


def _between(one: int, other: int) -> range:
    return range(min(one, other), max(one, other) + 1)


def _tokens(text: str, sheet: str) -> Iterator[_Token]:
    at = 0
    while at < len(text) <= _LONGEST:
        match = _TOKEN.match(text, at)
        if not match:
            raise _NotComputedError
        at = match.end()
        kind = match.lastgroup or ""
        if kind == "row":
            column = 0
            for letter in match["column"]:
                column = column * 26 + ord(letter) - ord("A") + 1
            named = (match["quoted"] or "").replace("''", "'") or match["sheet"] or sheet
            yield _Token("cell", match[0].strip(), named, int(match["row"]), column - 1)
        else:
            yield _Token(kind, match[kind])
