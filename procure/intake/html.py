"""Web pages, and workbooks saved as such: what their reader sees, in lines and rows. Not for what style sheets hide."""

import re
from collections.abc import Iterator, Sequence
from itertools import count, takewhile
from typing import Any, Final

from procure.intake.files import UnreadableError
from procure.intake.lines import Line
from procure.intake.spans import GridRow, Slot, fill, is_frame, joined, row_lines, text_lines
from procure.intake.text import decoded
from procure.model import Where
from procure.record import Record

_BIG5: Final = re.compile(rb"""<meta[^>]{0,200}?\bcharset\s*=\s*["']?\s*big5""", re.IGNORECASE)
_CHARSET_WITHIN: Final = 4096
_MHTML: Final = b"mime-version:"
_MHTML_WITHIN: Final = 2048

_HIDDEN_NAMES: Final = "script style noscript template title object audio video canvas iframe noframes datalist xml"
_NOT_SHOWN: Final = frozenset(_HIDDEN_NAMES.split())
_HIDING: Final = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)\b", re.IGNORECASE
)
_BLOCK_NAMES: Final = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol optgroup option p pre search"
    " section select summary table tbody td textarea tfoot th thead tr ul"
)
_BLOCKS: Final = frozenset(_BLOCK_NAMES.split())
_KEEPING_LINES: Final = frozenset(("pre", "textarea"))
_GROUPS: Final = frozenset(("thead", "tbody", "tfoot"))
_CELLS: Final = frozenset(("td", "th"))
_WIDEST: Final = 1000
"""Columns that one cell may span, in a web browser as here."""
_WHOLE_NUMBER: Final = re.compile(r"\s*\+?([0-9]{1,9})")

_CHINESE: Final = "\u2e80-\u9fff\uf900-\ufaff\uff01-\uffee"
_SOURCE_WRAP: Final = re.compile(rf"(?<=[{_CHINESE}])[ \t\f]*[\r\n][ \t\r\n\f]*(?=[{_CHINESE}])")
"""Where a program wrapped the source of a long Chinese text: no blank is meant."""
_BLANKS: Final = re.compile("[ \t\r\n\f\xa0]+")
_SOURCE_LINE: Final = re.compile("\r\n?|\n")
_BREAK: Final = "\0"
"""What a line break is while text is gathered; no page that is read has the character."""
_ADVICE: Final = "请用浏览器或者 Excel 打开，另存为 .docx、.xlsx 或者 PDF 后再审查"

_Event = tuple[str, Any]


class _Cell(Record, frozen=True):
    """A cell while it is gathered: its pieces of text, and the columns and rows it covers (0: all that follow)."""

    pieces: list[str]
    columns: int
    rows: int


class _Gathered(Record, frozen=True):
    """A table while it is gathered: rows in the order of its groups, and text that stands in it but in no cell."""

    groups: list[list[list[_Cell]]]
    outside: list[str]


def read_html(data: bytes) -> list[Line]:
    """Return the lines of a web page; a place's paragraph counts its blocks of text and its tables, from 1.

    A place's row counts the rows of the table that are not blank. A table of one column, or one with tables in it,
    only lays out running text. Raises UnreadableError for what is no web page,
    for tables that are too large, for nesting that is too deep, and where there is no text.
    """
    root = _parsed(_decoded(data))
    lines = [] if root is None else list(_Page().lines(root))
    if not lines:
        is_frameset = root is not None and next(root.iter("frame", "iframe"), None) is not None
        found = "只有框架的网页，内容在其他文件里" if is_frameset else "没有文字的网页"
        raise UnreadableError(found, f"未审查；{_ADVICE}")
    return lines


def _decoded(data: bytes) -> str:
    """Return the text of a page: by its byte order mark, else UTF-8, else as it declares, Big5 or GB18030.

    A page in UTF-8 that calls itself GB2312 is common and never valid by chance; a Western encoding is not believed,
    for it would turn Chinese into nonsense.
    """
    start = data[:_MHTML_WITHIN].lower()
    if _MHTML in start and not start.lstrip().startswith(b"<"):
        raise UnreadableError("单个文件网页（MHTML）", f"无法读取，未审查；{_ADVICE}")
    text = decoded(_from_big5(data) if _BIG5.search(data[:_CHARSET_WITHIN]) else data)
    if _BREAK in text:
        raise UnreadableError("二进制内容", f"不是网页，未审查；{_ADVICE}")
    return text


def _from_big5(data: bytes) -> bytes:
    """Return the text in UTF-8, or as it is where it is not in Big5, whatever it declares."""
    for encoding in ("utf-8", "big5hkscs"):
        try:
            return data.decode(encoding).encode()
        except UnicodeDecodeError:
            continue
    return data


def _parsed(text: str) -> Any:
    """Return the root of a page, None for one without any element. Nothing outside it is ever fetched."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    root = etree.fromstring(text.encode(), parser)  # recovers from any fault but those it logs as fatal
    if any(error.level == etree.ErrorLevels.FATAL for error in parser.error_log):
        # The parser stops there, and would pass off what it has as the whole page.
        raise UnreadableError("嵌套过深或者文字过长的网页", f"无法读完，未审查；{_ADVICE}")
    return root


class _Page:
    """Turns the events of a page into lines."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._blocks = count(1)

    def lines(self, root: Any) -> Iterator[Line]:
        events = _walk(root)
        pieces: list[str] = []
        for kind, found in events:
            if kind == "text":
                pieces.append(found)
                continue
            yield from self._block(pieces)
            pieces.clear()
            if kind == "start" and found.tag == "table" and not _lays_out(found):
                yield from self._table(_gather(found, events))

    def _block(self, pieces: Sequence[str]) -> Iterator[Line]:
        text = _clean(pieces)
        if text:
            yield from text_lines(text, self._numbers, Where(paragraph=next(self._blocks)))

    def _table(self, gathered: _Gathered) -> Iterator[Line]:
        yield from self._block(gathered.outside)
        grid = _grid(gathered)
        if not grid:
            return
        where = Where(paragraph=next(self._blocks))
        if not is_frame(grid):
            yield from row_lines(grid, self._numbers, where)
            return
        for cell in (cell for rows in gathered.groups for row in rows for cell in row):
            yield from text_lines(_clean(cell.pieces), self._numbers, where)


def _walk(root: Any) -> Iterator[_Event]:
    """Yield what is shown: pieces of text, with a mark for each line break, and starts and ends of blocks."""
    from lxml import etree

    keeping, hidden = 0, None
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if event == "start":
            if _is_hidden(element):
                walker.skip_subtree()
                hidden = element
                continue
            keeping += tag in _KEEPING_LINES
            if tag in _BLOCKS:
                yield "start", element
            text = _BREAK if tag == "br" else element.text
        else:
            if element is not hidden:
                keeping -= tag in _KEEPING_LINES
                if tag in _BLOCKS:
                    yield "end", element
            text = None if element is root else element.tail
        if text:
            yield "text", _SOURCE_LINE.sub(_BREAK, text) if keeping else text


def _is_hidden(element: Any) -> bool:
    style = element.get("style")
    return (
        element.tag in _NOT_SHOWN
        or element.get("hidden") is not None
        or (style is not None and bool(_HIDING.search(style)))
    )


def _lays_out(table: Any) -> bool:
    """Return whether a table has tables in it that are shown."""
    if next(table.iterdescendants("table"), None) is None:
        return False
    tables = (found for kind, found in _walk(table) if kind == "start" and found.tag == "table")
    return next((True for found in tables if found is not table), False)


def _gather(table: Any, events: Iterator[_Event]) -> _Gathered:
    """Return a table's cells, using up its events."""
    gathered = _Gathered([[]], [])
    pieces = gathered.outside
    for kind, found in takewhile(lambda event: event[1] is not table, events):
        if kind == "text":
            pieces.append(found)
        elif found.tag in _GROUPS:
            gathered.groups.append([])
        elif kind == "start" and found.tag == "tr":
            gathered.groups[-1].append([])
        elif found.tag in _CELLS:
            pieces = _new_cell(gathered.groups[-1], found) if kind == "start" else gathered.outside
        else:
            pieces.append(_BREAK)
    return gathered


def _new_cell(rows: list[list[_Cell]], element: Any) -> list[str]:
    """Add a cell to the last row and return where its text goes; a cell without a row opens one."""
    if not rows:
        rows.append([])
    columns = min(max(_span(element, "colspan"), 1), _WIDEST)
    cell = _Cell([], columns, _span(element, "rowspan"))
    rows[-1].append(cell)
    return cell.pieces


def _span(element: Any, name: str) -> int:
    match = _WHOLE_NUMBER.match(element.get(name, ""))
    return int(match[1]) if match else 1


def _grid(gathered: _Gathered) -> list[GridRow]:
    """Return the full grid; a cell covers rows of its own group only."""
    slots = []
    for rows in gathered.groups:
        for at, row in enumerate(rows):
            left = len(rows) - at
            slots.append([Slot(joined(_clean(one.pieces)), one.columns, min(one.rows or left, left)) for one in row])
    return fill(slots)


def _clean(pieces: Sequence[str]) -> str:
    """Return the lines of a text, its blanks drawn together."""
    text = _BLANKS.sub(" ", _SOURCE_WRAP.sub("", "".join(pieces)))
    return "\n".join(line for part in text.split(_BREAK) if (line := part.strip()))
