"""What a page of a PDF shows: glyphs and rulings that a reader sees. Not for lines or tables: pdf_text.py, pdf_grid.py.

Imported only where a PDF is read: pdfminer takes 0.1 s to import.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

from pdfminer.layout import LTChar
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import stream_value
from pdfminer.utils import Matrix, Rect, apply_matrix_pt, apply_matrix_rect

from procure.intake.files import UnreadableError
from procure.intake.pdf_fonts import Fonts
from procure.intake.pdf_marks import (
    PALE,
    UNKNOWN,
    WHITE,
    Box,
    Edge,
    Glyph,
    Page,
    area,
    holds,
    lightness,
    overlap,
    plain_text,
    split_faint,
    subpaths,
)

MAX_MARKS_OF_PAGE: Final = 200_000
"""Glyphs, paths and images painted on one page; the densest printed page has some 10,000."""
MAX_MARKS: Final = 2_000_000
"""The same in the whole file: half a minute of reading, far more than any budget holds."""
_BYTES: Final = 40
"""Bytes of what tells how to paint that count for one mark: 8 MB for a page; a dense one has some 0.5 MB."""
_FORM: Final = 10
"""How many marks a form counts for: it takes that much longer."""
_TOO_MUCH: Final = "超过上限，未审查；请用原 Word 或者 Excel 文件审查，或者只导出预算部分"

_THIN: Final = 3.0
"""Points: a filled box no thicker than this is a ruling, a thicker one the background of a cell."""
_STRAIGHT: Final = 1.0
"""Points by which the ends of a level or upright ruling may differ."""
_UPRIGHT: Final = 0.1
"""How much an upright glyph may lean, as a share of its height; a watermark stands at 20 degrees and more."""
_OUTLINES: Final = 50
"""Filled curves on a page without text from which its letters are taken to be drawn as outlines."""
_SHARE_UNREADABLE: Final = 0.1
"""Share of glyphs without a known character from which a page's text is not relied on."""
_SHARE_SCANNED: Final = 0.5
"""Share of a page covered by one image from which little text (a stamped page number) is no text layer."""
_FEW_GLYPHS: Final = 10
"""Glyphs that a page number takes."""


class PageReader:
    """Reads pages one after the other, counting what they paint."""

    def __init__(self) -> None:
        self._fonts = Fonts()
        self._marks = 0

    def read(self, number: int, page: PDFPage) -> Page:
        """Return what a page shows. Raises UnreadableError for too many marks, and what pdfminer raises."""
        canvas = _Canvas(self._fonts, number, MAX_MARKS - self._marks)
        _Interpreter(self._fonts, canvas).process_page(page)
        self._marks += canvas.marks
        return canvas.page()


class _Interpreter(PDFPageInterpreter):
    """Tells the canvas what it may paint on: a printed sheet draws all its text on each page and clips it there."""

    device: "_Canvas"

    def execute(self, streams: Sequence[object]) -> None:
        """Count what is to be run through, also where it paints nothing, then run through it."""
        for stream in streams:
            self.device.count(len(stream_value(stream).get_data()) // _BYTES)
        super().execute(streams)

    def do_q(self) -> None:
        """Save the state."""
        super().do_q()
        self.device.count()
        self.device.clips.append(self.device.clips[-1])

    def do_Q(self) -> None:  # noqa: N802  the operator's name
        """Restore the state."""
        super().do_Q()
        if len(self.device.clips) > 1:
            self.device.clips.pop()

    def do_W(self) -> None:  # noqa: N802  the operator's name
        """Clip to the path; the operator that follows paints inside of it either way."""
        self.device.clip(self.curpath)

    do_W_a = do_W  # noqa: N815  the operator's name


class _Canvas(PDFTextDevice):
    """Takes down what is painted on one page; allowed is how many marks the file has left."""

    def __init__(self, fonts: PDFResourceManager, number: int, allowed: int) -> None:
        super().__init__(fonts)
        self.marks = 0
        self._number, self._allowed = number, min(allowed, MAX_MARKS_OF_PAGE)
        self._box: Rect = (0, 0, 0, 0)
        self.clips: list[Box] = [(0, 0, 0, 0)]
        self._before_forms: list[list[Box]] = []
        self._mode = 0
        self._glyphs: list[Glyph] = []
        self._white: list[Glyph] = []
        self._edges: list[Edge] = []
        self._shades: list[Box] = []
        self._images: list[Box] = []
        self._turned = self._hidden = self._outlines = 0

    def page(self) -> Page:
        """Return what was painted; white text counts where something dark lies behind it."""
        dark = [*self._shades, *self._images]
        shown = [glyph for glyph in self._white if any(holds(box, glyph.middle) for box in dark)]
        self._hidden += len(self._white) - len(shown)
        glyphs, faint = split_faint(self._glyphs + shown)
        width, height = self._box[2] - self._box[0], self._box[3] - self._box[1]
        unread = self._unread(glyphs, width * height)
        return Page(self._number, width, height, tuple(glyphs), tuple(self._edges), tuple(faint), unread)

    def _unread(self, glyphs: Sequence[Glyph], size: float) -> str:
        filled = [glyph.text for glyph in glyphs if not glyph.text.isspace()]
        if filled.count(UNKNOWN) > _SHARE_UNREADABLE * len(filled):
            return "文字没有可用的编码"
        if self._turned > max(len(filled), _FEW_GLYPHS):
            return "文字是旋转的"
        covered = max(map(area, self._images), default=0.0)
        if filled and not (len(filled) < _FEW_GLYPHS and covered > _SHARE_SCANNED * size):
            return "有无法识别的字" if UNKNOWN in filled else ""
        if self._hidden and not filled:
            return "只有看不见的文字（扫描识别的结果不可靠）"
        return "没有文字层" if self._images or self._outlines > _OUTLINES else ""

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        """Take the visible box of the page."""
        self._box = apply_matrix_rect(ctm, page.cropbox)
        self.clips = [self._seen(self._box)]

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        """Count a form: forms that paint forms can multiply without end."""
        del name, bbox, matrix
        self.count(_FORM)
        self._before_forms.append(list(self.clips))

    def end_figure(self, name: str) -> None:
        """Paint again on what the form found."""
        del name
        self.clips = self._before_forms.pop()

    def clip(self, path: Any) -> None:
        """Paint from now on only within the box around a path."""
        points = [apply_matrix_pt(self._ctm, command[-2:]) for command in path if command[0] != "h"]
        if points:
            xs, ys = zip(*points, strict=True)
            self.clips[-1] = overlap(self._seen((min(xs), min(ys), max(xs), max(ys))), self.clips[-1])

    def render_image(self, name: str, stream: Any) -> None:
        """Take down where an image lies."""
        del name, stream
        self._images.append(self._seen(apply_matrix_rect(self._ctm, (0, 0, 1, 1))))

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Note whether the text is painted at all, then take its glyphs."""
        self._mode = textstate.render
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(  # noqa: PLR0913, PLR0917  the signature is pdfminer's
        self,
        matrix: Matrix,
        font: Any,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        """Take a glyph and return how far the next one stands."""
        self.count()
        try:
            text = plain_text(font.to_unichr(cid))
        except PDFUnicodeNotDefined:
            text = UNKNOWN
        char = LTChar(
            matrix, font, fontsize, scaling, rise, text, font.char_width(cid), font.char_disp(cid), ncs, graphicstate
        )
        self._take(char, lightness(graphicstate.ncolor, graphicstate.ncs))
        return char.adv

    def _take(self, char: LTChar, light: float) -> None:
        x0, top, x1, bottom = self._seen(char.bbox)
        base = self._box[3] - char.matrix[5]
        glyph = Glyph(char.get_text(), x0, x1, top, bottom, base, char.size, PALE <= light < WHITE)
        if not char.size or not holds(self.clips[-1], glyph.middle):
            return
        a, b = char.matrix[:2]
        if abs(b) > _UPRIGHT * a:  # at a slant: a watermark; in a right angle: a page printed sideways
            self._turned += abs(a) <= _UPRIGHT * abs(b) or abs(b) <= _UPRIGHT * abs(a)
        elif self._mode in {3, 7}:  # not painted, or only used to clip
            self._hidden += not glyph.text.isspace()
        elif light >= WHITE:
            self._white.append(glyph)
        else:
            self._glyphs.append(glyph)

    def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:
        """Take the rulings and the dark areas of a path that paints something."""
        del evenodd
        self.count()
        stroke = stroke and lightness(gstate.scolor, gstate.scs) < WHITE
        fill = fill and lightness(gstate.ncolor, gstate.ncs) < WHITE
        if not (stroke or fill):
            return
        for part in subpaths(path):
            self.count()
            if any(command[0] not in "mlh" for command in part):
                self._outlines += fill
                continue
            corners = [command if command[0] != "h" else part[0] for command in part]
            points = [apply_matrix_pt(self._ctm, command[-2:]) for command in corners]
            self._rule(points, stroke, fill)

    def _rule(self, points: list[tuple[float, float]], stroke: bool, fill: bool) -> None:
        xs, ys = zip(*points, strict=True)
        around = (min(xs), min(ys), max(xs), max(ys))
        is_thin = min(around[2] - around[0], around[3] - around[1]) <= _THIN
        if fill and not is_thin:
            self._shades.append(self._seen(around))
        boxes: list[Rect] = [around] if is_thin else []
        if stroke and not is_thin:
            boxes = [(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])) for a, b in pairwise(points)]
        seen = (self._edge(self._seen(box)) for box in boxes)
        self._edges += [edge for edge in seen if edge]

    def _edge(self, box: Box) -> Edge | None:
        """Return a thin box as pdfplumber knows rulings, None where it is a slope or nobody sees it."""
        x0, top, x1, bottom = overlap(box, self.clips[-1])
        if min(box[2] - box[0], box[3] - box[1]) > _THIN or x1 - x0 < -_STRAIGHT or bottom - top < -_STRAIGHT:
            return None
        level = x1 - x0 >= bottom - top
        if level:
            top = bottom = (top + bottom) / 2
        else:
            x0 = x1 = (x0 + x1) / 2
        size = {"width": x1 - x0, "height": bottom - top}
        return {"x0": x0, "x1": x1, "top": top, "bottom": bottom, **size, "orientation": "h" if level else "v"}

    def _seen(self, box: Rect) -> Box:
        """Return a box as counted from the top left of the visible page."""
        left, _, _, upper = self._box
        return (box[0] - left, upper - box[3], box[2] - left, upper - box[1])

    @property
    def _ctm(self) -> Matrix:
        return self.ctm or (1, 0, 0, 1, 0, 0)

    def count(self, marks: int = 1) -> None:
        """Count what is painted, and raise UnreadableError where it is too much."""
        self.marks += marks
        if self.marks > self._allowed:
            raise UnreadableError(f"第{self._number}页有超过{self._allowed:,}个文字和图形", _TOO_MUCH)
