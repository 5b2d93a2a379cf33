"""Glyphs put together to visual lines, and lines to text. Not for what stands on a page: pdf_page.py, pdf_text.py."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from procure.intake.pdf_marks import Glyph
from procure.record import Record

_SAME_BASELINE: Final = 0.35
"""Share of a glyph's size by which baselines of one line may differ: less than a line, more than a superscript."""
_BLANK: Final = 0.3
"""Share of a glyph's size: a wider gap reads as a blank; what is set between figures and characters is a quarter."""
_APART: Final = 2.5
"""Share of a glyph's size: pieces farther apart are two things on one line, such as department and unit."""
_DOUBLED: Final = 0.7
"""Share of a glyph's width that a second, equal one covers where bold print is made by printing twice."""
_TOKEN: Final = re.compile(r"(?:[A-Za-z0-9.,%]+|.)[，。；：、！？）》”’,.;:!?)%％]*")
"""What a program keeps on one line: a word or a figure, or one character, with the marks that may not begin a line."""


class Piece(Record, frozen=True):
    """Text that stands together on a line, with where it begins and ends."""

    text: str
    x0: float
    x1: float


class VisualLine(Record, frozen=True):
    """A line as printed. token: how wide its first word is, the least that had to fit on the line before it."""

    pieces: tuple[Piece, ...]
    top: float
    bottom: float
    size: float
    token: float

    @property
    def text(self) -> str:
        """Return the line's text, its pieces two blanks apart."""
        return "  ".join(piece.text for piece in self.pieces)

    @property
    def x0(self) -> float:
        """Return where the line begins."""
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        """Return where the line ends."""
        return self.pieces[-1].x1


def visual_lines(glyphs: Iterable[Glyph]) -> list[VisualLine]:
    """Return the lines that glyphs stand on, from top to bottom; blanks alone make no line."""
    found: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: (one.base, one.x0)):
        if found and glyph.base - found[-1][0].base <= _SAME_BASELINE * min(glyph.size, found[-1][0].size):
            found[-1].append(glyph)
        else:
            found.append([glyph])
    return [_line(line) for line in found if not all(glyph.text.isspace() for glyph in line)]


def joined(before: str, after: str) -> str:
    """Return the text of two lines of which the second goes on where the first ends.

    Chinese needs no blank. Words and figures keep one, so that two figures below each other never become one amount.
    """
    if not before or not after:
        return before or after
    return before + " " * (before[-1].isascii() and after[0].isascii()) + after


def _line(glyphs: Sequence[Glyph]) -> VisualLine:
    ordered = _once(sorted(glyphs, key=lambda glyph: glyph.x0))
    shown = [glyph for glyph in ordered if not glyph.text.isspace()]
    pieces: list[Piece] = []
    blanks, last = 0, None
    for glyph in ordered:
        if glyph.text.isspace():
            blanks += len(glyph.text)
            continue
        gap = glyph.x0 - last.x1 if last else 0.0
        if last is None or gap > _APART * max(glyph.size, last.size):
            pieces.append(Piece(glyph.text, glyph.x0, glyph.x1))
        else:
            between = " " * (blanks or (gap > _BLANK * glyph.size))
            pieces[-1] = Piece(pieces[-1].text + between + glyph.text, pieces[-1].x0, glyph.x1)
        blanks, last = 0, glyph
    top, bottom = min(glyph.top for glyph in shown), max(glyph.bottom for glyph in shown)
    sizes = sorted(glyph.size for glyph in shown)
    return VisualLine(tuple(pieces), top, bottom, sizes[len(sizes) // 2], _first_width(shown))


def _once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return glyphs without those printed a second time over themselves."""
    doubled = {
        id(after)
        for before, after in pairwise(glyphs)
        if after.text == before.text and before.x1 - after.x0 > _DOUBLED * (after.x1 - after.x0) > 0
    }
    return [glyph for glyph in glyphs if id(glyph) not in doubled]


def _first_width(shown: Sequence[Glyph]) -> float:
    match = _TOKEN.match("".join(glyph.text[0] for glyph in shown))
    return shown[match.end() - 1 if match else 0].x1 - shown[0].x0
