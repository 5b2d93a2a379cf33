"""Fonts of a PDF, built only where what they list is within bounds. Not for the glyphs painted with them: pdf_page.py.

A font tells ranges of characters by two numbers each, and pdfminer writes every range out: a file of three kilobytes
makes it fill the memory, or never end.
"""

import struct
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from struct import unpack_from
from typing import Any, Final

from pdfminer.cmapdb import CMapParser, FileUnicodeMap
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1

from procure.intake.files import UnreadableError

MAX_OF_FONT: Final = 1 << 18
"""Characters in the ranges of one font; there are some 100,000 Chinese ones, and a font may tell them twice."""
MAX_OF_FILE: Final = 1 << 22
"""The same of all fonts of a file, as often as they are built; a subset of a font has a few hundred."""
_ADVICE: Final = "超过上限，未审查；请用原 Word 或者 Excel 文件审查，或者重新导出为 PDF"
_DAMAGED: Final = "未审查；请重新导出为 PDF，或者用原 Word、Excel 文件审查"
_RANGES: Final = (b"endbfrange", b"endcidrange")
_LEVEL: Final = 3
"""Numbers of a range of widths, first last width; of upright ones there are five, first last and three measures."""
_UPRIGHT: Final = 5
_BY_FIRST_BYTE: Final = 2
_BY_SEGMENTS: Final = 4
_BY_GROUPS: Final = 12
"""Formats of a TrueType font's table of characters."""


class Fonts(PDFResourceManager):
    """Builds the fonts of a file, each once. Raises UnreadableError for one that lists too much."""

    def __init__(self) -> None:
        super().__init__()
        self._listed = 0

    def get_font(self, objid: object, spec: Mapping[str, Any]) -> PDFFont:
        """Return a font; what it is made of comes through here again."""
        if not (objid and objid in self._cached_fonts) and "DescendantFonts" not in spec:
            self._listed += _counted(_ranges(spec), MAX_OF_FONT)
            _counted((self._listed,), MAX_OF_FILE)
        return super().get_font(objid, spec)


class _Counter(FileUnicodeMap):
    """Counts the characters of a map instead of keeping them."""

    def __init__(self) -> None:
        super().__init__()
        self.counted = 0

    def add_cid2unichr(self, cid: int, code: object) -> None:
        """Count a character."""
        del cid, code
        self.counted = _counted((self.counted, 1), MAX_OF_FONT)


def _counted(sizes: Iterable[int], limit: int) -> int:
    """Return the sum of the sizes of ranges, or raise UnreadableError as soon as it is beyond the limit."""
    total = 0
    for size in sizes:
        total += max(size, 0)
        if total > limit:
            raise UnreadableError(f"列有超过{limit:,}个字符的 PDF 字体", _ADVICE)
    return total


def _ranges(font: Mapping[str, Any]) -> Iterator[int]:
    """Yield how many characters each range of a font has."""
    yield from _widths(font.get("W"), _LEVEL)
    yield from _widths(font.get("W2"), _UPRIGHT)
    descriptor = resolve1(font.get("FontDescriptor"))
    descriptor = descriptor if isinstance(descriptor, dict) else {}
    for listed in (font.get("Widths"), font.get("FontBBox"), descriptor.get("FontBBox")):
        values = resolve1(listed)
        yield _numbers(values) if isinstance(values, list) else 0
    characters = resolve1(font.get("ToUnicode"))
    if isinstance(characters, PDFStream):
        yield _listed(characters.get_data())
    elif isinstance(program := resolve1(descriptor.get("FontFile2")), PDFStream):
        yield from _own_ranges(program.get_data())


def _widths(listed: object, numbers: int) -> Iterator[int]:
    """Yield the ranges of a list as pdfminer reads it: so many numbers are a range, a list ends them."""
    run: list[int | float] = []
    values = resolve1(listed)
    for value in map(resolve1, values if isinstance(values, list) else ()):
        if isinstance(value, list):
            yield _numbers(value)
            run = []
        elif isinstance(value, int | float):
            run.append(value)
        if len(run) == numbers:
            yield int(run[1] - run[0]) + 1
            run = []


def _numbers(values: list[object]) -> int:
    """Return how many numbers are listed; lists in their place may hold each other, and pdfminer unfolds them all."""
    if any(isinstance(resolve1(value), list | dict) for value in values):
        raise UnreadableError("损坏的 PDF 字体", f"字宽不是数，{_DAMAGED}")
    return len(values)


def _listed(data: bytes) -> int:
    """Return how many characters a map lists; one without ranges is as long as its data, and is not counted."""
    counter = _Counter()
    if any(word in data for word in _RANGES):
        CMapParser(counter, BytesIO(data)).run()
    return counter.counted


def _own_ranges(font: bytes) -> Iterator[int]:
    """Yield the ranges in a TrueType font's own tables of characters, as far as they can be read."""
    try:
        tables = [unpack_from(">4sLLL", font, 12 + 16 * at) for at in range(unpack_from(">H", font, 4)[0])]
        for start in (offset for name, _, offset, _ in tables if name == b"cmap"):
            for at in range(unpack_from(">H", font, start + 2)[0]):
                (offset,) = unpack_from(">L", font, start + 8 + 8 * at)
                yield from _of_table(font, start + offset)
    except struct.error:
        return  # cut off: pdfminer gives up at the same place


def _of_table(font: bytes, start: int) -> Iterator[int]:
    """Yield the ranges of one table, those of formats in which a few bytes list many characters."""
    (kind,) = unpack_from(">H", font, start)
    if kind == _BY_FIRST_BYTE:
        keys = unpack_from(">256H", font, start + 6)
        for at in range(max(keys) // 8 + 1):
            yield unpack_from(">H", font, start + 520 + 8 * at)[0]
    elif kind == _BY_SEGMENTS:
        segments = unpack_from(">H", font, start + 6)[0] // 2
        ends = unpack_from(f">{segments}H", font, start + 14)
        starts = unpack_from(f">{segments}H", font, start + 16 + 2 * segments)
        yield from (end - first + 1 for first, end in zip(starts, ends, strict=True))
    elif kind == _BY_GROUPS:
        for at in range(unpack_from(">L", font, start + 12)[0]):
            first, end = unpack_from(">LL", font, start + 16 + 12 * at)
            yield end - first + 1
