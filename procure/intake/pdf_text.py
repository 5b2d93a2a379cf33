"""Running text of a PDF: what is no content, and which lines make a paragraph. Not for tables: pdf_grid.py."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from procure.intake.lines import Line, content, is_declaration, is_heading, is_label, is_note, is_title
from procure.intake.pdf_grid import Grid
from procure.intake.pdf_lines import VisualLine, joined
from procure.intake.unread import page_mark
from procure.intake.wording import Use, words
from procure.money import plain
from procure.record import Record, replace

_MARGIN: Final = 0.1
"""Share of a page's height, above and below, in which running heads and feet stand."""
_SAME_HEIGHT: Final = 3.0
"""Points by which a running head may move from page to page."""
_RUNNING: Final = 3
"""Pages on which a line in the margin has to stand before it is a running head."""
_COUNTED: Final = 2
"""Pages from which a foot can be said to count them."""
_FOLIO: Final = re.compile(r"\d{1,4}\s*/\s*\d{1,4}")
_LEADERS: Final = re.compile(r"(?:…|\.{3}|·{3})[….·\s]*\d*$")
_LONGEST_ENTRY: Final = 60
_SENTENCE: Final = re.compile("[。；]")
_ENDS: Final = ("。", "；", "：", "！", "？")
_GOES_ON: Final = ("、", "，")
_INDENT: Final = 1.2
"""Characters by which the first line of a paragraph is set in, at least; two are usual."""
_CENTRED: Final = 6.0
"""Characters from which a line is not set in, but centred."""
_SLACK: Final = 2.0
"""Characters by which a full line may fall short of the right edge."""
_SAME_SIZE: Final = 0.15
_BLOCK: Final = 0.5
"""Share of the page's width that the widest line has to fill for its end to be the right edge of the text."""


class Sheet(Record, frozen=True):
    """A page's lines of running text and its tables.

    faint: lines that are a watermark where they are repeated. unread: why the page has text that is not read.
    """

    number: int
    width: float
    height: float
    lines: tuple[VisualLine, ...]
    grids: tuple[Grid, ...]
    faint: tuple[VisualLine, ...] = ()
    unread: str = ""


class Text(Record, frozen=True):
    """A paragraph and the page on which it begins."""

    page: int
    text: str


class Part(Record, frozen=True):
    """A table as it stands on one page."""

    page: int
    grid: Grid


def cleaned(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return the pages without watermarks, page numbers, running heads and the table of contents."""
    repeated = Counter(line.text for sheet in sheets for line in sheet.faint)
    shown = [_with_faint(sheet, repeated) for sheet in sheets]
    plainer = [_without_furniture(sheet) for sheet in shown]
    counters = _counters(plainer)
    least = min(_RUNNING, len(sheets)) if counters else _RUNNING
    uncounted = [replace(sheet, lines=tuple(line for line in sheet.lines if line not in counters)) for sheet in plainer]
    return list(_without_contents(_without_running(uncounted, least)))


def _with_faint(sheet: Sheet, repeated: Counter[str]) -> Sheet:
    """Return the page with the large grey lines that stand nowhere else: those are headings."""
    once = tuple(line for line in sheet.faint if repeated[line.text] == 1)
    return replace(sheet, lines=(*sheet.lines, *once))


def _without_furniture(sheet: Sheet) -> Sheet:
    return replace(sheet, lines=tuple(line for line in sheet.lines if not _is_furniture(line.text)))


def _is_furniture(text: str) -> bool:
    if plain(text) in words(Use.CONTENTS):  # tells where the contents begin
        return False
    return bool(_FOLIO.fullmatch(text)) or not any(content((Line(0, text),)))


def _counters(sheets: Sequence[Sheet]) -> frozenset[VisualLine]:
    """Return the lines in the margins that are the same on every page but for the page's number."""
    counted = [{line: _uncounted(line.text, sheet.number) for line in _margins(sheet)} for sheet in sheets]
    if len(sheets) < _COUNTED:
        return frozenset()
    common = set.intersection(*({one for texts in lines.values() for one in texts} for lines in counted))
    return frozenset(line for lines in counted for line, texts in lines.items() if texts & common)


def _uncounted(text: str, page: int) -> set[str]:
    """Return a line without the page's number, once for each place where it stands."""
    places = re.finditer(rf"(?<![\d.,]){page}(?![\d.,])", text)
    return {f"{text[: place.start()]}#{text[place.end() :]}" for place in places}


def _without_running(sheets: Sequence[Sheet], least: int) -> Iterator[Sheet]:
    """Yield the pages with running heads and feet only where they stand first."""
    places: defaultdict[str, list[float]] = defaultdict(list)
    for sheet in sheets:
        for line in _margins(sheet):
            places[line.text].append(line.top)
    running = {text for text, tops in places.items() if len(tops) >= least and max(tops) - min(tops) <= _SAME_HEIGHT}
    seen: Counter[str] = Counter()
    for sheet in sheets:
        again = {line.text for line in _margins(sheet) if line.text in running and seen[line.text]}
        seen.update(line.text for line in sheet.lines)
        yield replace(sheet, lines=tuple(line for line in sheet.lines if line.text not in again))


def _margins(sheet: Sheet) -> Iterator[VisualLine]:
    """Yield the lines that may be running heads or feet; what belongs to a table never is."""
    for line in sheet.lines:
        at_edge = line.bottom < _MARGIN * sheet.height or line.top > (1 - _MARGIN) * sheet.height
        if at_edge and not (is_title(line.text) or is_declaration(line.text) or is_heading(line.text)):
            yield line


def _without_contents(sheets: Iterable[Sheet]) -> Iterator[Sheet]:
    """Yield the pages without the contents: what follows their head, on pages that hold nothing else."""
    listed: set[str] | None = None
    for sheet in sheets:
        lines = sheet.lines
        heads = [at for at, line in enumerate(lines) if plain(line.text) in words(Use.CONTENTS)]
        start = heads[0] + 1 if heads else 0
        if heads:
            listed = set()
        if listed is not None:
            end = _contents_end(lines, start, listed, is_first=bool(heads))
            ends = bool(sheet.grids) or end < len(lines)
            if not heads and ends and not any(_LEADERS.search(line.text) for line in lines[:end]):
                end = 0  # a page that only begins like contents is none
            lines = (*lines[: max(start - 1, 0)], *lines[end:])
            listed = None if ends else listed
        yield replace(sheet, lines=lines)


def _contents_end(lines: Sequence[VisualLine], start: int, listed: set[str], *, is_first: bool) -> int:
    """Return the first line after the contents: no entry, or one that was listed before. Listed takes the entries."""
    for at in range(start, len(lines)):
        text = lines[at].text
        name = plain(_LEADERS.sub("", text))
        looks = bool(_LEADERS.search(text)) or is_heading(text) or (is_first and len(text) <= _LONGEST_ENTRY)
        if not looks or name in listed or _SENTENCE.search(text) or is_declaration(text):
            return at
        listed.add(name)
    return len(lines)


def parts(sheets: Iterable[Sheet]) -> Iterator[Text | Part]:
    """Yield paragraphs and tables in reading order; a paragraph goes on over the end of a page, but over no table.

    The mark of a page of which some is read stands behind what goes on from there.
    """
    marks: list[Text] = []
    for part in _parts(sheets, marks):
        while isinstance(part, Text) and marks and marks[0].page < part.page:
            yield marks.pop(0)
        yield part
        if isinstance(part, Text):
            yield from marks
            marks.clear()
    yield from marks


def _parts(sheets: Iterable[Sheet], marks: list[Text]) -> Iterator[Text | Part]:
    """Yield paragraphs and tables in reading order. Marks takes the marks of pages of which some is read."""
    flow = _Flow()
    for sheet in sheets:
        edge = _Edges(sheet)
        lines = sorted(sheet.lines, key=lambda line: line.top)
        for grid in sorted(sheet.grids, key=lambda grid: grid.top):
            above = [line for line in lines if line.top < grid.top]
            lines = lines[len(above) :]
            for line in above:
                yield from flow.add(line, edge)
            yield from flow.finish()
            yield Part(sheet.number, grid)
        for line in lines:
            yield from flow.add(line, edge)
        mark = Text(sheet.number, page_mark(sheet.number, sheet.unread))
        if sheet.unread and (sheet.lines or sheet.grids):
            marks.append(mark)
        elif sheet.unread:
            yield from flow.finish()
            yield mark
    yield from flow.finish()


class _Edges:
    """Where the running text of a page begins and ends."""

    def __init__(self, sheet: Sheet) -> None:
        self.page = sheet.number
        self.left = min((line.x0 for line in sheet.lines), default=0.0)
        self.right = max((line.x1 for line in sheet.lines), default=0.0)
        self.is_block = self.right - self.left >= _BLOCK * sheet.width
        self.has_indents = any(
            line.x0 - self.left < _CENTRED * line.size for line in filter(self.is_indented, sheet.lines)
        )

    def is_indented(self, line: VisualLine) -> bool:
        return line.x0 - self.left > _INDENT * line.size

    def is_full(self, line: VisualLine, after: VisualLine) -> bool:
        """Return whether the first word of the next line would not have fitted on a line, or hardly."""
        return self.is_block and self.right - line.x1 <= max(_SLACK * line.size, after.token + line.size / 2)


class _Flow:
    """Puts lines together to paragraphs."""

    def __init__(self) -> None:
        self._text = ""
        self._page = 0
        self._last: tuple[VisualLine, _Edges] | None = None

    def add(self, line: VisualLine, edges: _Edges) -> Iterator[Text]:
        """Take the next line, and yield the paragraph that ended before it."""
        if self._last and _continues(*self._last, line, edges):
            self._text = joined(self._text, line.text)
        else:
            yield from self.finish()
            self._text, self._page = line.text, edges.page
        self._last = (line, edges)

    def finish(self) -> Iterator[Text]:
        """Yield the last paragraph."""
        if self._last:
            yield Text(self._page, self._text)
        self._last = None


def _continues(before: VisualLine, edges: _Edges, line: VisualLine, here: _Edges) -> bool:
    text = line.text
    if here.is_indented(line) or is_heading(text) or is_note(text) or is_declaration(text) or is_label(text):
        return False
    if abs(before.size - line.size) > _SAME_SIZE * before.size or is_declaration(before.text):
        return False
    if before.text.endswith(_ENDS) and (is_title(text) or not edges.has_indents):
        return False
    return before.text.endswith(_GOES_ON) or edges.is_full(before, line)
