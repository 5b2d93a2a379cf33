"""Word documents: what a reader of the page sees, in lines and rows. Not for headers, footers, notes and comments."""

import re
from collections.abc import Iterator
from itertools import count
from typing import Any, Final

from procure.intake.archive import check_archive
from procure.intake.files import UnreadableError
from procure.intake.lines import Line
from procure.intake.spans import GridRow, Slot, fill, is_frame, joined, row_lines, text_lines
from procure.intake.word_numbers import Numbers
from procure.intake.word_parts import Parts, W, number, read_parts, switch, value
from procure.intake.word_styles import Styles
from procure.model import Where
from procure.record import Record

_MATHS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PARAGRAPH: Final = f"{W}p"
_TABLE: Final = f"{W}tbl"
_BOX: Final = f"{W}txbxContent"
_FIELD: Final = f"{W}fldChar"
_SYMBOL: Final = f"{W}sym"
_TEXT: Final = (f"{W}t", f"{_MATHS}t")
_SIGNS: Final = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_PROPERTIES: Final = frozenset((f"{W}pPr", f"{W}rPr", f"{W}sdtPr", f"{W}sdtEndPr"))
_SYMBOLS: Final = {
    **dict.fromkeys((("wingdings", 0xFE), ("wingdings 2", 0x52), ("wingdings 2", 0x54)), "☑"),
    **dict.fromkeys((("wingdings", 0xFD), ("wingdings 2", 0x51), ("wingdings 2", 0x53)), "☒"),
    **dict.fromkeys((("wingdings", 0xA8), ("wingdings", 0x6F), ("wingdings 2", 0xA3), ("wingdings 2", 0x2A)), "□"),
    **dict.fromkeys((("wingdings", 0xFC), ("wingdings 2", 0x50)), "√"),
}
"""Boxes and ticks of forms, by font and character; the fonts have no other names for them."""
_FONT_CHARACTERS: Final = range(0xF000, 0xF100)
_LONGEST_CODE: Final = 4
_PAGE_AT_END: Final = re.compile(r"\S\s*\d{1,4}\s*\Z")


class _Table(Record, frozen=True):
    """A table in full, and its cells' contents in order: texts, and tables within them."""

    rows: tuple[GridRow, ...]
    contents: tuple["str | _Table", ...]


def read_docx(data: bytes) -> list[Line]:
    """Return the lines of a Word document; a place's paragraph counts the paragraphs and tables of its body.

    A place's row counts the rows of the table that are not blank. A table of one column is a frame around
    running text. A table within another's cell follows it as a table of its own. Raises UnreadableError
    for damaged, encrypted and harmful files, and where there is no text.
    """
    check_archive(data)
    parts = read_parts(data)
    numbers, lines = count(1), list[Line]()
    for at, item in _Reader(parts).flow(parts.body):
        lines += _lines(item, numbers, Where(paragraph=at))
    if not lines:
        advice = "可能只有图片，未审查；请用原始电子文档，或者用文字识别软件处理后再审查"
        raise UnreadableError("没有文字的 Word 文件", advice)
    return lines


def _lines(item: "str | _Table", numbers: Iterator[int], where: Where) -> Iterator[Line]:
    if isinstance(item, str):
        yield from text_lines(item, numbers, where)
        return
    frames = is_frame(item.rows)
    if not frames:
        yield from row_lines(item.rows, numbers, where)
    for inner in item.contents:
        if frames or not isinstance(inner, str):
            yield from _lines(inner, numbers, where)


class _Reader:
    """Walks a document once, in order: lists are counted and fields opened and closed on the way."""

    def __init__(self, parts: Parts) -> None:
        self._styles = Styles(parts.styles)
        self._numbers = Numbers(parts.numbering)
        self._fields: list[bool] = []  # of each open field, whether its instruction is being passed
        self._unended = _unended_fields(parts.body)

    def flow(self, container: Any) -> Iterator[tuple[int, "str | _Table"]]:
        """Yield the texts and tables of a container, each with the number of its paragraph or table in it."""
        carried, at = "", 0
        for at, block in enumerate(_inner(container, (_PARAGRAPH, _TABLE)), 1):
            if block.tag == _TABLE:
                yield at, carried
                yield at, self._table(block)
                carried = ""
                continue
            text, boxes = self._paragraph(block)
            if self._runs_on(block):
                carried += text
            else:
                yield at, self._whole(block, carried, text)
                carried = ""
            for box in boxes:
                yield from ((at, item) for _, item in self.flow(box))
        yield at, carried

    def _whole(self, paragraph: Any, carried: str, text: str) -> str:
        """Return a paragraph's text with its number; empty for a line of the contents."""
        properties = paragraph.find(f"{W}pPr")
        if self._styles.is_contents(self._styles.of(properties)) and _PAGE_AT_END.search(text):
            return ""
        entry = self._styles.list_entry(properties)
        label = self._numbers.next(entry.list_id, entry.level, entry.style) if entry else ""
        return label + carried + text

    def _runs_on(self, paragraph: Any) -> bool:
        """Return whether a paragraph's end is deleted or hidden, so that it goes on in the next."""
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        return any(switch(mark, name) for name in ("del", "moveFrom", "vanish", "specVanish"))

    def _paragraph(self, paragraph: Any) -> tuple[str, list[Any]]:
        """Return the text of a paragraph, and the text boxes anchored in it."""
        pieces: list[str] = []
        boxes: list[Any] = []
        is_hidden = self._styles.is_hidden(self._styles.of(paragraph.find(f"{W}pPr")))
        stack = [(paragraph, is_hidden)]
        while stack:
            node, is_hidden = stack.pop()
            if node.tag == _FIELD:
                self._turn(node)
            elif node.tag == _BOX:
                boxes += [] if is_hidden else [node]
            elif node.tag in _SIGNS or node.tag in _TEXT or node.tag == _SYMBOL:
                pieces += [] if is_hidden or any(self._fields) else [_sign(node)]
            elif node.tag not in _PROPERTIES:
                is_hidden = self._is_hidden(node, is_hidden)
                stack += [(child, is_hidden) for child in reversed(node)]
        return "".join(pieces), boxes

    def _is_hidden(self, node: Any, around: bool) -> bool:
        properties = node.find(f"{W}rPr") if node.tag == f"{W}r" else None
        own = switch(properties, "vanish")
        style = value(properties, "rStyle")
        return (around or (bool(style) and self._styles.is_hidden(str(style)))) if own is None else own

    def _turn(self, mark: Any) -> None:
        """Follow a field: begin, its instruction, separate, its result, end."""
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin" and mark not in self._unended:
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _table(self, table: Any) -> _Table:
        slots: list[list[Slot]] = []
        contents: list[str | _Table] = []
        merged: dict[int, int] = {}
        for row in _inner(table, (f"{W}tr",)):
            cells, merged = self._row(row, merged, contents)
            slots.append(cells)
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        return _Table(tuple(fill(slots, columns)), tuple(contents))

    def _row(
        self, row: Any, above: dict[int, int], contents: list["str | _Table"]
    ) -> tuple[list[Slot], dict[int, int]]:
        """Return a row's cells, and those that go on below, as column → columns; above are those of the row above."""
        slots, below = _left_out(row, "gridBefore"), {}
        column = sum(slot.columns for slot in slots)
        for cell in _inner(row, (f"{W}tc",)):
            properties = cell.find(f"{W}tcPr")
            columns = max(number(properties, "gridSpan") or 1, 1)
            merge = value(properties, "vMerge")
            goes_on = merge in {"", "continue"} and above.get(column) == columns
            if merge is not None:
                below[column] = columns
            if goes_on or value(properties, "hMerge") in {"", "continue"}:
                slots.append(Slot("", columns, covered=True))
            else:
                items = [item for _, item in self.flow(cell)]
                contents += items
                slots.append(Slot(_cell_text(items), columns))
            column += columns
        return slots + _left_out(row, "gridAfter"), below


def _cell_text(items: list["str | _Table"]) -> str:
    return joined("\n".join(item.replace("\t", " ") for item in items if isinstance(item, str)))


def _left_out(row: Any, name: str) -> list[Slot]:
    columns = number(row.find(f"{W}trPr"), name)
    return [Slot("", columns, absent=True)] if columns else []


def _inner(container: Any, tags: tuple[str, ...]) -> Iterator[Any]:
    """Yield the nearest elements of these names, also out of content controls and the like."""
    stack = list(reversed(container))
    while stack:
        node = stack.pop()
        if node.tag in tags:
            yield node
        elif node.tag not in _PROPERTIES:
            stack += reversed(node)


def _sign(node: Any) -> str:
    if node.tag in _SIGNS:
        return _SIGNS[node.tag]
    if node.tag == _SYMBOL:
        return _symbol(node)
    return str(node.text or "").replace("\n", " ")


def _symbol(node: Any) -> str:
    """Return a symbol's character: of a symbol font that of its own block, unless it is known."""
    code = str(node.get(f"{W}char", ""))
    try:
        at = int(code, 16) if len(code) <= _LONGEST_CODE else 0
    except ValueError:
        return ""
    font = str(node.get(f"{W}font", "")).lower()
    low = at - _FONT_CHARACTERS.start if at in _FONT_CHARACTERS else at
    return _SYMBOLS.get((font, low), chr(at) if at > ord(" ") and not 0xD800 <= at < 0xE000 else "")  # noqa: PLR2004


def _unended_fields(body: Any) -> set[Any]:
    """Return the marks of fields that begin and never end: to pass over what follows would lose the document."""
    begun: list[Any] = []
    for mark in body.iter(_FIELD):
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            begun.append(mark)
        elif kind == "end" and begun:
            begun.pop()
    return set(begun)
