"""Where in the bytes of a sheet its rows and sections stand, so that what is not touched stays byte for byte.

On expat alone: no tree is built, which for 50,000 rows takes hundreds of megabytes. Not for changing anything.
"""

import re
from array import array
from bisect import bisect_left
from typing import Final

from procure.report.givenback.marks import damaged
from procure.report.givenback.words import spot

_BEHIND_COMMENTS: Final = re.compile(
    "legacyDrawing|legacyDrawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst|AlternateContent"
)
"""The sections of a sheet that do not stand before its comments' drawing."""
_ROOT: Final = 1
_SECTION: Final = 2
_ENTRY: Final = 3
"""How deep the sheet itself, its sections and their entries stand."""
_ROW: Final = "sheetData/row"
_DIGITS: Final = re.compile("[0-9]{1,9}")

Range = tuple[int, int, int, int]
"""First and last row (from 1), first and last column (from 0)."""


class Scan:
    """A sheet's bytes with the offsets in them. Raises GiveBackError where it is not well-formed.

    prefix: of its elements' names. names: the namespaces it declares. drawing: the relation of its comments' drawing.
    after: where such a drawing goes. columns: first and last column (from 0) with their style. opening, closing: where
    the section of cells begins and its rows end. is_bare: whether that section is one closed tag (<sheetData/>).
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.prefix = ""
        self.names: dict[str, str] = {}
        self.drawing: str | None = None
        self.after = 0
        self.columns: list[tuple[int, int, int]] = []
        self.merged: list[Range] = []
        self.opening = self.closing = -1
        self.is_bare = False
        self._numbers, self._starts, self._ends = array("q"), array("q"), array("q")
        self._section = ""
        self._parse()
        if self.closing < 0:
            raise damaged("工作表没有单元格区域")

    def row(self, number: int) -> tuple[int, int]:
        """Return where a row begins and ends; where there is none, both are where it goes."""
        at = bisect_left(self._numbers, number)
        if at == len(self._numbers):
            return self.closing, self.closing
        return self._starts[at], self._ends[at] if self._numbers[at] == number else self._starts[at]

    def style(self, column: int) -> int:
        """Return the style of a column (from 0)."""
        return next((style for first, last, style in self.columns if first <= column <= last), 0)

    def _parse(self) -> None:
        from xml.parsers import expat  # entities cannot unfold: archive.py refuses to declare any

        parser = expat.ParserCreate("UTF-8")
        depth = 0

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth <= _ENTRY:
                self._start(depth, name, attributes, parser.CurrentByteIndex)

        def end(name: str) -> None:
            nonlocal depth
            if _SECTION <= depth <= _ENTRY:
                self._end(depth, name, parser.CurrentByteIndex)
            depth -= 1

        parser.StartElementHandler, parser.EndElementHandler = start, end
        try:
            parser.Parse(self.data, True)  # noqa: FBT003  # its arguments have no names
        except expat.ExpatError as error:
            raise damaged(f"工作表的标记有错（{error}）") from None

    def _start(self, depth: int, name: str, attributes: dict[str, str], at: int) -> None:
        local = name.rpartition(":")[2]
        if depth == _ROOT:
            self.prefix = name.removesuffix(local)
        elif depth == _SECTION:
            self._open(local, attributes, at)
        else:
            self._entry(f"{self._section}/{local}", attributes, at)
        if depth == _ROOT or local == "sheetData":
            self.names |= {key: value for key, value in attributes.items() if key.split(":")[0] == "xmlns"}

    def _open(self, section: str, attributes: dict[str, str], at: int) -> None:
        self._section = section
        if section == "sheetData":
            self.opening = at
        elif section == "legacyDrawing":
            self.drawing = next((value for key, value in attributes.items() if key.endswith(":id")), "")

    def _entry(self, kind: str, attributes: dict[str, str], at: int) -> None:
        """Note an entry of a section: a row, a merged range, a column."""
        if kind == _ROW:
            last = self._numbers[-1] if self._numbers else 0
            number = _whole(attributes.get("r", str(last + 1)))
            if number <= last:
                raise damaged("工作表的行次序不对")
            self._numbers.append(number)
            self._starts.append(at)
        elif kind == "mergeCells/mergeCell":
            first, _, end = attributes.get("ref", "").partition(":")
            (top, left), (bottom, right) = spot(first), spot(end or first)
            self.merged.append((top, bottom, left, right))
        elif kind == "cols/col":
            first_column, last_column = (_whole(attributes.get(name, "")) - 1 for name in ("min", "max"))
            self.columns.append((first_column, last_column, _whole(attributes.get("style", "0"))))

    def _end(self, depth: int, name: str, at: int) -> None:
        """Note where a row or a section ends: expat tells where its closing tag begins, or a closed tag ends."""
        is_closed = not self.data.startswith(f"</{name}".encode(), at)
        end = at if is_closed else self.data.index(b">", at) + 1
        local = name.rpartition(":")[2]
        if depth == _ENTRY:
            if f"{self._section}/{local}" == _ROW:
                self._ends.append(end)
            return
        if local == "sheetData":
            self.closing, self.is_bare = at, is_closed
        if not _BEHIND_COMMENTS.fullmatch(local):
            self.after = end


def _whole(text: str) -> int:
    if not _DIGITS.fullmatch(text):
        raise damaged(f"“{text[:20]}”不是行号、列号或者样式号")
    return int(text)
