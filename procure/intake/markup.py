"""The XML of a workbook's parts: elements, texts, rows of cells as stored. Not for which part is which: package.py.

On expat alone: one pass gives a cell's stored digits, its format and whether its formula was ever computed, which no
reader of values does; and as no tree is built, two cells a million rows apart cost two. archive.py refuses DOCTYPEs.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from typing import IO, Final

from procure.intake.files import UnreadableError
from procure.record import Record

MAX_ROWS: Final = 1_048_576
MAX_COLUMNS: Final = 16_384
"""The rows and columns of the largest sheet; an address beyond them is no address."""
DAMAGED: Final = "损坏的 Excel 文件"
SAVE_AGAIN: Final = "请用 Excel 或者 WPS 打开，另存为 .xlsx 后再审查"

_CHUNK: Final = 1 << 16
_LONGEST_SHOWN: Final = 20
_LETTERS: Final = re.compile("[A-Z]{1,3}")
_NUMBER: Final = re.compile("[1-9][0-9]{0,6}")
_ADDRESS: Final = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_ESCAPE: Final = re.compile("_x([0-9A-Fa-f]{4})_")

Count = Callable[[int], None]
"""Told how many things were read; raises UnreadableError where they become too many."""
Starts = Mapping[str, Callable[[dict[str, str]], None]]
Ends = Mapping[str, Callable[[], None]]
"""What to do where an element of a name begins, or ends."""
Range = tuple[int, int, int, int]
"""A merged range: first and last row (from 1), first and last column (from 0)."""


class Cell(Record, frozen=True):
    """A stored cell: column from 0, type (n, s, str, b, e, d, inlineStr), style, value, formula or None."""

    column: int
    kind: str
    style: str
    value: str
    formula: str | None = None


def elements(stream: IO[bytes], names: Iterable[str], count: Count) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the elements of these names as they begin, with their attributes."""
    found: list[tuple[str, Mapping[str, str]]] = []

    def add(name: str, attributes: Mapping[str, str]) -> None:
        count(1)
        found.append((name, attributes))

    for _ in _parsed(stream, {name: partial(add, name) for name in names}, {}, []):
        yield from found
        found.clear()


def texts(stream: IO[bytes], count: Count) -> Iterator[str]:
    """Yield the shared texts of a workbook: their runs, without the phonetic ones above them."""
    parts: list[str] = []
    text, found = _Text(parts), list[str]()

    def end() -> None:
        count(1)
        found.append(text.taken())

    for _ in _parsed(stream, text.starts, {**text.ends, "si": end}, parts):
        yield from found
        found.clear()


def rows(stream: IO[bytes], merged: list[Range], count: Count) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the rows of a sheet that have cells, with their number from 1; its merged ranges go into merged."""
    parts: list[str] = []
    reader = _Rows(parts, merged, count)
    for _ in _parsed(stream, reader.starts, reader.ends, parts):
        yield from reader.found
        reader.found.clear()


def unescaped(text: str) -> str:
    """Return a text with its escaped characters; _x000D_ is a return, which like the other controls becomes a blank."""
    return _ESCAPE.sub(_character, text) if "_x" in text else text


def _character(found: re.Match[str]) -> str:
    character = chr(int(found[1], 16))
    if 0xD800 <= ord(character) < 0xE000:  # noqa: PLR2004  # half a character cannot be written anywhere
        return found[0]
    return character if character == "\n" or character.isprintable() else " "


def _parsed(stream: IO[bytes], starts: Starts, ends: Ends, parts: list[str]) -> Iterator[None]:
    """Parse a stream piece by piece, and pause after each for what was found in it.

    parts gathers the text since the last element began. Names are taken to have the prefix that the root's has.
    """
    from xml.parsers import expat  # entities cannot unfold: archive.py refuses to declare any

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.CharacterDataHandler = parts.append

    def first(root: str, attributes: dict[str, str]) -> None:
        prefix = root[: root.rfind(":") + 1]
        opening = {prefix + name: action for name, action in starts.items()}
        closing = {prefix + name: action for name, action in ends.items()}

        def start(name: str, attributes: dict[str, str]) -> None:
            parts.clear()
            if action := opening.get(name):
                action(attributes)

        def end(name: str) -> None:
            if action := closing.get(name):
                action()

        parser.StartElementHandler, parser.EndElementHandler = start, end
        start(root, attributes)

    parser.StartElementHandler = first
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk)
            yield
        parser.Parse(b"", True)  # noqa: FBT003  # its arguments have no names
        yield
    except (expat.ExpatError, LookupError, ValueError) as error:  # the latter two of encodings that nobody knows
        raise UnreadableError(DAMAGED, f"标记有错（{error}），未审查；{SAVE_AGAIN}") from None


class _Text:
    """Puts the runs of a text together, without the phonetic ones above them."""

    def __init__(self, parts: list[str]) -> None:
        self._parts, self._runs = parts, list[str]()
        self._is_phonetic = False
        self.starts: Starts = {"rPh": lambda _: self._phonetic(is_phonetic=True)}
        self.ends: Ends = {"rPh": lambda: self._phonetic(is_phonetic=False), "t": self._run}

    def taken(self) -> str:
        """Return the text, and begin the next one."""
        text = unescaped("".join(self._runs))
        self._runs.clear()
        return text

    def _phonetic(self, *, is_phonetic: bool) -> None:
        self._is_phonetic = is_phonetic

    def _run(self) -> None:
        if not self._is_phonetic:
            self._runs.append("".join(self._parts))


class _Rows:
    """Puts the rows of a sheet together; rows and cells must follow each other in order."""

    def __init__(self, parts: list[str], merged: list[Range], count: Count) -> None:
        self.found: list[tuple[int, list[Cell]]] = []
        self._parts, self._merged, self._count = parts, merged, count
        self._text = _Text(parts)
        self._row, self._digits = 0, ""
        self._following = self._seen = 0
        self._cells: list[Cell] = []
        self._attributes: Mapping[str, str] = {}
        self._value = ""
        self._formula: str | None = None
        self.starts: Starts = {
            **self._text.starts,
            "row": self._start_row,
            "c": self._start_cell,
            "mergeCell": self._merge,
        }
        self.ends: Ends = {
            **self._text.ends,
            "v": self._end_value,
            "f": self._end_formula,
            "is": self._end_text,
            "c": self._end_cell,
            "row": self._end_row,
        }

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        text = attributes.get("r") or str(self._row + 1)
        if not _NUMBER.fullmatch(text) or not self._row < int(text) <= MAX_ROWS:
            raise _misplaced(text)
        self._row, self._digits = int(text), text
        self._following = self._seen = 0
        self._cells = []

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        self._attributes = attributes
        self._value, self._formula = "", None

    def _end_value(self) -> None:
        self._value = "".join(self._parts)

    def _end_formula(self) -> None:
        self._formula = "".join(self._parts)

    def _end_text(self) -> None:
        self._value = self._text.taken()

    def _end_cell(self) -> None:
        get = self._attributes.get
        address = get("r")
        column = self._following if address is None else _letters(address.removesuffix(self._digits))
        if not self._following <= column < MAX_COLUMNS:
            raise _misplaced(address or "")
        self._following = column + 1
        self._seen += 1
        if self._value or self._formula is not None:
            self._cells.append(Cell(column, get("t", "n"), get("s", "0"), self._value, self._formula))

    def _end_row(self) -> None:
        self._count(1 + self._seen)
        if self._cells:
            self.found.append((self._row, self._cells))

    def _merge(self, attributes: Mapping[str, str]) -> None:
        self._count(1)
        first, _, last = attributes.get("ref", "").partition(":")
        (top, left), (bottom, right) = _address(first), _address(last or first)
        self._merged.append((top, bottom, left, right))


@lru_cache(MAX_COLUMNS)
def _letters(letters: str) -> int:
    """Return the column (from 0) that letters name."""
    if not _LETTERS.fullmatch(letters):
        raise _misplaced(letters)
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def _address(text: str) -> tuple[int, int]:
    """Return the row (from 1) and column (from 0) of an address."""
    found = _ADDRESS.fullmatch(text)
    if not found or int(found[2]) > MAX_ROWS:
        raise _misplaced(text)
    return int(found[2]), _letters(found[1])


def _misplaced(address: str) -> UnreadableError:
    """Return what is wrong with an address."""
    shown = address[:_LONGEST_SHOWN]
    return UnreadableError(DAMAGED, f"单元格或行的地址“{shown}”超出范围或次序不对，未审查；{SAVE_AGAIN}")
