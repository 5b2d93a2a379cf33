"""Strict reading of this project's data files: a fault raises DataError with path:line. Not for the user's files."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, NoReturn, TypeVar

import yaml
from yaml.reader import Reader

T = TypeVar("T")

_LOADER: Final[type] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER: Final = re.compile(r"0|[1-9][0-9]*")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_SWITCHES: Final = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false", "null", "~", ""})
_PACKAGE: Final = Path(__file__).parent


class DataError(Exception):
    """A fault in rules/ or catalog/: `path:line: what; what is allowed`. Never raised for the user's file."""

    def __init__(self, path: Path | str, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path, self.line, self.message = str(path), line, message


def data_root() -> Path:
    """Return the folder that holds rules/ and catalog/: inside the wheel, or the checkout's top level."""
    packed = _PACKAGE / "_data"
    return packed if packed.is_dir() else _PACKAGE.parent


def shown(path: Path) -> str:
    """Return a data file's path as messages and citations show it, relative to the data root where it lies inside."""
    root = data_root()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


class Mapped(dict[str, Any]):
    """A YAML mapping that knows its file and the line of each key."""

    def __init__(self, path: str, line: int) -> None:
        super().__init__()
        self.path, self.line = path, line
        self.lines: dict[str, int] = {}

    def fail(self, message: str, key: str | None = None) -> NoReturn:
        """Raise DataError at a key's line, or at the mapping's own."""
        raise DataError(self.path, self.lines.get(key or "", self.line), message)

    def check(self, required: Iterable[str], optional: Iterable[str] = ()) -> None:
        """Raise DataError where a key is unknown or missing."""
        needed, allowed = set(required), set(required) | set(optional)
        for key in self:
            if key not in allowed:
                self.fail(f"unknown key `{key}`; allowed: {', '.join(sorted(allowed))}", key)
        for key in sorted(needed - set(self)):
            self.fail(f"missing key `{key}`; required: {', '.join(sorted(needed))}")

    def text(self, key: str) -> str:
        """Return a string value; raises DataError for any other type."""
        return self._typed(key, str, "a string")

    def integer(self, key: str) -> int:
        """Return a whole number; raises DataError for any other type."""
        return self._typed(key, int, "a whole number")

    def day(self, key: str) -> date:
        """Return a date; raises DataError for any other type."""
        return self._typed(key, date, "a date such as 2023-12-29")

    def mapping(self, key: str) -> "Mapped":
        """Return a nested mapping; raises DataError for any other type."""
        return self._typed(key, Mapped, "a mapping")

    def items_of(self, key: str, kind: type[T], what: str) -> list[T]:
        """Return a list whose entries are all of one type; raises DataError otherwise."""
        values: list[T] = self._typed(key, list, f"a list of {what}s")
        for value in values:
            if type(value) is not kind:
                self.fail(f"`{key}` must hold only {what}s, found {value!r}", key)
        return values

    def words(self, key: str, allowed: Sequence[str] = ()) -> tuple[str, ...]:
        """Return a word or a list of words, all of them allowed; any are where none are named. Raises DataError."""
        words = [self[key]] if isinstance(self.get(key), str) else self.items_of(key, str, "word")
        if not words:
            self.fail(f"`{key}` names no word", key)
        for one in words:
            if allowed and one not in allowed:
                self.fail(f"`{key}` is never `{one}`; allowed: {', '.join(allowed)}", key)
        return tuple(words)

    def _typed(self, key: str, kind: type[T], what: str) -> T:
        value = self.get(key)
        if type(value) is not kind:  # bool is an int, and a Mapped is a dict
            self.fail(f"`{key}` must be {what}, found {value!r}", key)
        return value


def read_yaml(path: Path) -> Mapped:
    """Read a YAML file whose top is a mapping.

    Only true/false, whole numbers, dates and strings are known; unquoted yes, no, on, off, null, repeated keys, anchors
    and tags raise DataError.
    """
    name = shown(path)
    events = _events(name, _text(path))
    top = next(events, None)
    if not isinstance(top, yaml.MappingStartEvent):
        raise DataError(name, 1, "the top of the file must be a mapping")
    result = _mapping(name, top, events)
    if extra := next(events, None):
        raise DataError(name, _line(extra.start_mark), "a file holds one document")
    return result


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DataError(shown(path), 1, f"cannot be read: {error.strerror}") from error
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise DataError(shown(path), data.count(b"\n", 0, error.start) + 1, "not UTF-8") from error
    if found := Reader.NON_PRINTABLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise DataError(shown(path), line, f"unprintable character {found[0]!r}")
    return text


def _events(path: str, text: str) -> Iterator[yaml.Event]:
    """Yield the nodes of a YAML text and the ends of its lists and mappings."""
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if isinstance(event, yaml.NodeEvent):
                _refuse_indirection(path, event)
                yield event
            elif isinstance(event, yaml.CollectionEndEvent):
                yield event
    except yaml.MarkedYAMLError as error:
        raise DataError(path, _line(error.problem_mark), f"not YAML: {error.problem}") from error


def _refuse_indirection(path: str, event: yaml.NodeEvent) -> None:
    if event.anchor:
        raise DataError(path, _line(event.start_mark), f"`{event.anchor}`: no anchors and aliases; write the value out")
    if tag := getattr(event, "tag", None):
        raise DataError(path, _line(event.start_mark), f"`{tag}`: no tags; quote what is a string")


def _line(mark: Any) -> int:
    return int(mark.line) + 1


def _mapping(path: str, start: yaml.Event, events: Iterator[yaml.Event]) -> Mapped:
    result = Mapped(path, _line(start.start_mark))
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        line = _line(event.start_mark)
        if not isinstance(event, yaml.ScalarEvent):
            raise DataError(path, line, "a key must be a plain word")
        if event.value in result:
            raise DataError(path, line, f"repeated key `{event.value}`, first on line {result.lines[event.value]}")
        result.lines[event.value] = line
        result[event.value] = _value(path, next(events), events)
    return result


def _value(path: str, event: yaml.Event, events: Iterator[yaml.Event]) -> Any:
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(path, event, events)
    if not isinstance(event, yaml.SequenceStartEvent):
        return _scalar(path, event)
    values = []
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        values.append(_value(path, event, events))
    return values


def _scalar(path: str, event: Any) -> str | int | bool | date:
    text: str = event.value
    if event.style:  # the C loader gives a plain scalar an empty style, the other None
        return text
    if text in ("true", "false"):
        return text == "true"
    if text.lower() in _SWITCHES:
        raise DataError(path, _line(event.start_mark), f"unquoted `{text}`; write true, false or a quoted string")
    if _INTEGER.fullmatch(text):
        return int(text)
    return _day(path, _line(event.start_mark), text) if _DAY.fullmatch(text) else text


def _day(path: str, line: int, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise DataError(path, line, f"`{text}` is no date: {error}") from error


class CsvRow(dict[str, str]):
    """A CSV row that knows its file and line."""

    def __init__(self, path: str, line: int, values: Iterable[tuple[str, str]]) -> None:
        super().__init__(values)
        self.path, self.line = path, line

    def fail(self, message: str) -> NoReturn:
        """Raise DataError at this row."""
        raise DataError(self.path, self.line, message)

    def one_of(self, column: str, allowed: Iterable[str]) -> str:
        """Return a cell that must be one of the allowed words."""
        value = self[column]
        if value not in (words := sorted(allowed)):
            self.fail(f"`{column}` is `{value}`; allowed: {', '.join(words)}")
        return value

    def listed(self, column: str) -> tuple[str, ...]:
        """Return a cell's words, which are separated by `|`; an empty cell holds none."""
        return tuple(self[column].split("|")) if self[column] else ()


def read_csv(path: Path, columns: Sequence[str], key: Sequence[str] = ()) -> Iterator[CsvRow]:
    """Read a CSV file (UTF-8, columns in exactly this order); a short or long row or a repeated key is a DataError."""
    name = shown(path)
    for line, cells in read_cells(path, columns, key):
        yield CsvRow(name, line, zip(columns, cells, strict=True))


def read_cells(path: Path, columns: Sequence[str], key: Sequence[str] = ()) -> Iterator[tuple[int, list[str]]]:
    """Yield a CSV file's rows as bare cells with their line, checked like read_csv: for files of thousands of rows."""
    name = shown(path)
    rows = _rows(name, _text(path))
    if (head := next(rows, (1, []))[1]) != list(columns):
        raise DataError(name, 1, f"columns are {','.join(head)}; must be {','.join(columns)}")
    seen: dict[tuple[str, ...], int] = {}
    places = [columns.index(column) for column in key]
    for line, cells in rows:
        if len(cells) != len(columns):
            raise DataError(name, line, f"{len(cells)} cells; the head has {len(columns)}")
        mark = tuple([cells[place] for place in places])
        if key and mark in seen:
            what = f"repeated {'+'.join(key)} `{'|'.join(mark)}`, first on line {seen[mark]}"
            raise DataError(name, line, what)
        seen[mark] = line
        yield line, cells


def _rows(path: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row of a CSV text with the line it ends on."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise DataError(path, reader.line_num, f"not CSV: {error}") from error
