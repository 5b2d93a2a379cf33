"""What is painted on a page of a PDF: characters, colours, boxes. Not for reading what was painted: pdf_page.py."""

import unicodedata
from typing import Any, Final

from procure.record import Record

WHITE: Final = 0.99
PALE: Final = 0.6
"""How light a colour is from which it is taken for white, and for the light grey of a watermark."""
UNKNOWN: Final = "\N{REPLACEMENT CHARACTER}"
"""Stands for a glyph of which the file does not say what character it is."""
_UNCERTAIN: Final = frozenset({"Separation", "DeviceN", "Indexed", "Pattern", "Lab"})
"""Colour spaces whose numbers do not tell how light a colour is."""
_LARGE: Final = 1.5
"""Times the size of a page's text from which light grey print may be a watermark."""
_TEXT: Final = 20.0
"""The size of text, in points, on a page that prints none in black."""
_INKS: Final = 4
"""Cyan, magenta, yellow and black, of which 0 is white."""
_RADICALS: Final = str.maketrans(
    "⺟⺠⺁⻁⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻩⻬⻮⻰⻳",
    "母民厂虎西见角贝车长门青页风飞食马骨鬼鱼鸟黄齐齿龙龟",
)
"""Radicals that some programs write in place of the characters they look like, where Unicode maps none to the other."""

Box = tuple[float, float, float, float]
Edge = dict[str, Any]


class Glyph(Record, frozen=True):
    """A character as printed: its box from the top left, its baseline, its size, and whether it is light grey."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    pale: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        """Return the middle of the glyph."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


class Page(Record, frozen=True):
    """What a page shows. faint: large light grey print, which may be a watermark.

    unread: why the page has text that is not read, in Chinese; empty where all of it is read.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    edges: tuple[Edge, ...]
    faint: tuple[Glyph, ...] = ()
    unread: str = ""


def split_faint(glyphs: list[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
    """Return the text of a page, and the light grey print that is much larger than it."""
    sizes = sorted(glyph.size for glyph in glyphs if not glyph.pale)
    large = _LARGE * (sizes[len(sizes) // 2] if sizes else _TEXT)
    faint = [glyph for glyph in glyphs if glyph.pale and glyph.size >= large]
    return [glyph for glyph in glyphs if not (glyph.pale and glyph.size >= large)], faint


def subpaths(path: Any) -> list[list[Any]]:
    """Return the parts of a path, each begun by a move, that are more than a point."""
    parts: list[list[Any]] = []
    for command in path:
        if command[0] == "m":
            parts.append([])
        if parts:
            parts[-1].append(command)
    return [part for part in parts if len(part) > 1]


def plain_text(text: str) -> str:
    """Return a glyph's text with blanks as blanks and radicals as the characters they stand for."""
    if text.isascii():
        return text if text.isprintable() else " "
    marks = (unicodedata.normalize("NFKC", one) if "⼀" <= one <= "⿕" else one for one in text)
    return "".join(marks).translate(_RADICALS).replace("\N{NO-BREAK SPACE}", " ")


def lightness(color: Any, space: Any) -> float:
    """Return how light a colour is, 1 for white; 0 where that is not known (patterns, spot colours)."""
    parts = [part for part in (color if isinstance(color, tuple | list) else (color,)) if isinstance(part, int | float)]
    if space.name in _UNCERTAIN or not parts:
        return 0.0
    if len(parts) == _INKS:
        return float((1 - parts[3]) * (1 - sum(parts[:3]) / 3))
    return float(sum(parts) / len(parts))


def holds(box: Box, point: tuple[float, float]) -> bool:
    """Return whether a point lies in a box."""
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def area(box: Box) -> float:
    """Return how large a box is."""
    return (box[2] - box[0]) * (box[3] - box[1])


def overlap(box: Box, other: Box) -> Box:
    """Return what two boxes share; its ends are the wrong way round where they share nothing."""
    return (max(box[0], other[0]), max(box[1], other[1]), min(box[2], other[2]), min(box[3], other[3]))
