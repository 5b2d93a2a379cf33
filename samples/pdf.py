"""Writes a sample as a PDF, with drawn tables, a watermark and page numbers. Not for any other format."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from samples.blocks import PAGE_END, Block, Contents, Heading, PageBreak, Paragraph, TableBlock
from samples.contents import entries, pages, watermark, without_first_break
from samples.grid import Cell, cells, is_amount, widths
from samples.wrap import wrap

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_FONT: Final = "STSong-Light"
_SIZES: Final = {1: 16, 2: 12, 3: 10.5}
_TEXT: Final = 10.5
_SMALL: Final = 7.5
_WATERMARK: Final = 48
_LEADING: Final = 1.35
"""Height of a line, in sizes of its text."""
_PAGE: Final = (595, 842)
_MARGIN: Final = 56
_FOOT: Final = 30
_PAD: Final = 2


def write_pdf(blocks: Sequence[Block]) -> bytes:
    """Return the blocks as a PDF whose pages are those that the table of contents names."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0  # else bytes are written as letters, which are a quarter more
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    buffer = io.BytesIO()
    shown = without_first_break(blocks)
    pen = _Pen(Canvas(buffer, _PAGE, invariant=1), watermark(blocks), pages(shown)[0])
    for block in shown:
        _draw(pen, block, blocks)
    pen.finish()
    return buffer.getvalue()


class _Pen:
    """Draws from the top of a page to its bottom. mark: the watermark of every page; page: the first page's number."""

    def __init__(self, canvas: "Canvas", mark: str, page: int) -> None:
        self.canvas = canvas
        self._mark = mark
        self._page = page
        self._begin()

    def _begin(self) -> None:
        self.y: float = _PAGE[1] - _MARGIN
        for height in (_PAGE[1] / 4, _PAGE[1] * 3 / 4):
            self.canvas.saveState()
            self.canvas.translate(_PAGE[0] / 2, height)
            self.canvas.rotate(45)
            self.canvas.setFillGray(0.85)
            self.canvas.setFont(_FONT, _WATERMARK)
            self.canvas.drawCentredString(0, 0, self._mark)
            self.canvas.restoreState()

    def end_page(self) -> None:
        """End the page and begin another."""
        self.finish_page()
        self._begin()

    def finish_page(self) -> None:
        """End the page, with its number at the foot if it is counted."""
        if self._page > 0:
            self.text(str(self._page), _PAGE[0] / 2, _FOOT, _SMALL, "center")
        self.canvas.showPage()
        self._page += 1

    def finish(self) -> None:
        """End the last page and the file."""
        self.finish_page()
        self.canvas.save()

    def text(self, text: str, x: float, y: float, size: float, side: str = "left") -> None:
        """Draw one line at a point."""
        self.canvas.setFont(_FONT, size)
        draw = {
            "left": self.canvas.drawString,
            "center": self.canvas.drawCentredString,
            "right": self.canvas.drawRightString,
        }
        draw[side](x, y, text)

    def line(self, text: str, size: float, side: str = "left", indent: float = 0) -> None:
        """Draw one line below what stands on the page; centred, right, or indented from the left margin."""
        self.y -= size * _LEADING
        x = {"left": _MARGIN + indent, "center": _PAGE[0] / 2, "right": _PAGE[0] - _MARGIN}
        self.text(text, x[side], self.y, size, side)


def _draw(pen: _Pen, block: Block, blocks: Sequence[Block]) -> None:
    match block:
        case Heading():
            pen.y -= _TEXT / 2
            pen.line(block.text, _SIZES[block.level], "center" if block.level == 1 else "left")
        case Paragraph():
            _paragraph(pen, block.text)
        case TableBlock():
            _table(pen, block)
        case PageBreak():
            pen.end_page()
        case Contents():
            pen.line(block.title, _SIZES[1], "center")
            _contents(pen, blocks)


def _paragraph(pen: _Pen, text: str) -> None:
    """Draw a paragraph, its first line indented by two characters; it may go on on the next page."""
    indent = 2.0
    for number, part in enumerate(text.split(PAGE_END)):
        if number:
            pen.end_page()
        for line in wrap(part, (_PAGE[0] - 2 * _MARGIN) / _TEXT, indent):
            pen.line(line, _TEXT, indent=indent * _TEXT)
            indent = 0


def _contents(pen: _Pen, blocks: Sequence[Block]) -> None:
    """Draw the contents; the dots are text, as they are where a word processor prints them."""
    for entry in entries(blocks):
        taken = pen.canvas.stringWidth(f"{entry.text}{entry.page}", _FONT, _TEXT)
        dots = int((_PAGE[0] - 2 * _MARGIN - taken) / pen.canvas.stringWidth(".", _FONT, _TEXT))
        pen.line(f"{entry.text}{'.' * dots}{entry.page}", _TEXT)


def _table(pen: _Pen, block: TableBlock) -> None:
    pen.line(block.title, _SIZES[2], "center")
    pen.line("  ".join(block.above), _TEXT, "left" if block.unit else "center")
    if block.unit:
        pen.text(f"单位：{block.unit}", _PAGE[0] - _MARGIN, pen.y, _TEXT, "right")
    pen.y -= _TEXT / 2
    sheet = _Ruled(block)
    split = block.ends_page or len(block.rows)
    sheet.draw(pen, 0, split)
    if block.ends_page:
        pen.end_page()
        sheet.draw(pen, split, len(block.rows))
    if block.note:
        pen.line(block.note, _TEXT)


class _Ruled:
    """A table with the measures of its rows and columns in points."""

    def __init__(self, block: TableBlock) -> None:
        self._cells = cells(block)
        wanted = widths(block)
        room = _PAGE[0] - 2 * _MARGIN
        self._widths = [room * one / sum(wanted) for one in wanted]
        self._heights = [self._height(number) for number in range(len(block.rows))]

    def draw(self, pen: _Pen, start: int, end: int) -> None:
        """Draw the rows from start to before end; no cell reaches over either."""
        pen.canvas.setLineWidth(0.5)
        for cell in self._cells:
            if start <= cell.row < end:
                self._draw_cell(pen, cell, pen.y - sum(self._heights[start : cell.row]))
        pen.y -= sum(self._heights[start:end])

    def _draw_cell(self, pen: _Pen, cell: Cell, top: float) -> None:
        left = _MARGIN + sum(self._widths[: cell.column])
        width, height = self._width(cell), sum(self._heights[cell.row : cell.row + cell.rows])
        pen.canvas.rect(left, top - height, width, height)
        lines = self._lines(cell)
        side = "center" if cell.is_head else "right" if is_amount(cell.text) else "left"
        x = {"left": left + _PAD, "center": left + width / 2, "right": left + width - _PAD}[side]
        y = top - (height - len(lines) * _SMALL * _LEADING) / 2
        for number, line in enumerate(lines):
            pen.text(line, x, y - _SMALL * (1 + number * _LEADING), _SMALL, side)

    def _height(self, row: int) -> float:
        lines = max((len(self._lines(cell)) for cell in self._cells if cell.row == row and cell.rows == 1), default=1)
        return max(lines, 1) * _SMALL * _LEADING + 2 * _PAD

    def _width(self, cell: Cell) -> float:
        return sum(self._widths[cell.column : cell.column + cell.columns])

    def _lines(self, cell: Cell) -> list[str]:
        return wrap(cell.text, (self._width(cell) - 2 * _PAD) / _SMALL)
