"""A waivers file in YAML as entries: all values are taken as they are written. Not for our own files: datafile.py.

Read from the parser's events, so that no alias, tag or depth of nesting in a user's file can do any harm.
"""

from collections.abc import Iterator
from typing import Any, Final, Literal

import yaml

from procure.model import Place, Problem
from procure.record import Record
from procure.waivers.entries import Entries, Entry, clean, columns

_LOADER: Final[type] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TOP: Final = "waivers"
_NOTHING: Final = frozenset({"", "~", "null", "Null", "NULL"})
_DEPTH: Final = 4
"""A mapping, its list, a waiver, its value."""
_DEEPEST: Final = 50
"""The parser takes time in the square of the depth: minutes for a file of a million brackets."""
_NOT_YAML: Final = "从这里起不是有效的 YAML，未采用任何豁免"
_NO_LIST: Final = f"豁免须列在顶层的 {_TOP} 之下，未采用任何豁免"


class _Node(Record, frozen=True):
    """A node with its line: a text, pairs or items; other is an alias, or what is nested too deep."""

    line: int
    kind: Literal["text", "mapping", "list", "other"]
    text: str = ""
    pairs: tuple[tuple["_Node", "_Node"], ...] = ()
    items: tuple["_Node", ...] = ()


def read_yaml(file: str, text: str) -> Entries:
    """Return the waivers of a YAML text and a Problem for each thing in it that is none."""
    try:
        nodes = list(_nodes(_events(text)))
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # the pure parser lets chr() fail on \UFFFFFFFF
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        found = (text.splitlines()[line - 1 : line] or [""])[0] if line else ""
        return [], [Problem(Place(file, line=line), "内容", clean(found), _NOT_YAML)]
    return _Reader(file).read(nodes)


class _Reader:
    """Gathers entries and problems; file is the path that places are in."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._problems: list[Problem] = []

    def read(self, nodes: list[_Node]) -> Entries:
        pairs = nodes[0].pairs if nodes else ()
        lists = [value for key, value in pairs if key.text == _TOP]
        if not lists or lists[0].kind != "list":
            return [], [Problem(Place(self._file, line=1), "内容", _said(nodes[0]) if nodes else "", _NO_LIST)]
        for node in (*nodes[1:], *(key for key, _ in pairs if key.text != _TOP), *lists[1:]):
            self._refuse(node, "内容", "不在 waivers 的列表之中，未采用")
        return [entry for node in lists[0].items for entry in self._entry(node)], self._problems

    def _entry(self, node: _Node) -> Iterator[Entry]:
        if node.kind != "mapping":
            self._refuse(node, "豁免", "豁免须写成“项: 值”的形式，这条豁免未采用")
            return
        texts: dict[str, str] = {}
        places: dict[str, Place] = {}
        for key, value in node.pairs:
            column = columns().id_of(key.text)
            if column is None:
                self._refuse(key, "项", f"没有这一项，未采用；可写的是{'、'.join(columns().names)}")
            elif value.kind != "text":
                self._refuse(value, key.text, "须是一个值，未采用这一项")
            elif column in texts:
                self._refuse(key, "项", "重复写了同一项，未采用后一个")
            else:
                texts[column], places[column] = value.text, self._place(value)
        yield Entry(self._place(node), texts, places)

    def _refuse(self, node: _Node, what: str, why: str) -> None:
        self._problems.append(Problem(self._place(node), what, _said(node), why))

    def _place(self, node: _Node) -> Place:
        return Place(self._file, line=node.line, text=node.text)


def _said(node: _Node) -> str:
    words = {"text": node.text, "mapping": "一组“项: 值”", "list": "一个列表", "other": "引用或者嵌套的内容"}
    return words[node.kind]


def _events(text: str) -> Iterator[Any]:
    """Yield the events that make up nodes. Raises yaml.YAMLError where they are nested deeper than anybody writes."""
    events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
    depth = 0
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise yaml.MarkedYAMLError(problem_mark=event.start_mark)
        if isinstance(event, (yaml.NodeEvent, yaml.CollectionEndEvent)):
            yield event


def _nodes(events: Iterator[Any]) -> Iterator[_Node]:
    """Yield the top nodes, one for each document of the text."""
    for event in events:
        yield _node(event, events, _DEPTH)


def _node(event: Any, events: Iterator[Any], depth: int) -> _Node:
    line = event.start_mark.line + 1
    if isinstance(event, yaml.ScalarEvent):
        is_empty = not event.style and event.value in _NOTHING
        return _Node(line, "text", "" if is_empty else clean(event.value))
    if not isinstance(event, yaml.CollectionStartEvent) or depth == 0:
        _skip(event, events)
        return _Node(line, "other")
    inner = [_node(one, events, depth - 1) for one in _inner(events)]
    if isinstance(event, yaml.SequenceStartEvent):
        return _Node(line, "list", items=tuple(inner))
    return _Node(line, "mapping", pairs=tuple(zip(inner[::2], inner[1::2], strict=True)))


def _inner(events: Iterator[Any]) -> Iterator[Any]:
    """Yield the events that begin the nodes of a collection, up to its end."""
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            return
        yield event


def _skip(event: Any, events: Iterator[Any]) -> None:
    """Read over a collection, however deep it is; anything else is one event."""
    open_now = int(isinstance(event, yaml.CollectionStartEvent))
    while open_now:
        one = next(events)
        open_now += isinstance(one, yaml.CollectionStartEvent) - isinstance(one, yaml.CollectionEndEvent)
