"""What a Word document of ours is made of: page, fonts, headings, tables. Not for what stands in it: rectify.py."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from procure import __version__

if TYPE_CHECKING:  # imported where a document is written
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_BODY: Final = "仿宋"
_HEADS: Final = "宋体"
_LATIN: Final = "Times New Roman"
_LONG, _SHORT, _MARGIN, _SIDE = 29.7, 21.0, 2.0, 2.0
"""A4 on its side, and its margins, in cm."""
_TITLE_SIZE, _HEADING_SIZE, _BODY_SIZE, _TABLE_SIZE = 18, 14, 12, 10.5
"""In points: 小二, 四号, 小四, 五号."""
_FIXED_DAY: Final = datetime(2000, 1, 1)  # noqa: DTZ001  a document's days have no zone, and this one tells nothing
_LONGEST_PROPERTY: Final = 255
"""Characters that the format lets a property have."""
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PAGE: Final = ("第 ", "PAGE", " 页　共 ", "NUMPAGES", " 页")


def legal(text: str) -> str:
    """Return a text without the characters that XML does not have."""
    return _ILLEGAL.sub("\ufffd", text)


def new_document(title: str) -> "Document":
    """Return an empty document, A4 on its side, with its fonts and page numbers; title stands in its properties."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(_LONG), Cm(_SHORT)
    section.left_margin = section.right_margin = Cm(_SIDE)
    section.top_margin = section.bottom_margin = Cm(_MARGIN)
    _set_font(document.styles["Normal"], _BODY, _BODY_SIZE)
    document.styles["Normal"].paragraph_format.line_spacing = 1.0
    properties = document.core_properties
    properties.title, properties.author = title[:_LONGEST_PROPERTY], f"procure {__version__}"
    properties.comments = ""
    properties.created = properties.modified = _FIXED_DAY
    _number_pages(section.footer.paragraphs[0])
    return document


def add_title(document: "Document", text: str) -> None:
    """Add the document's title, centred."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(paragraph, text, _HEADS, _TITLE_SIZE, bold=True)


def add_heading(document: "Document", text: str) -> None:
    """Add a heading that stays with what follows it."""
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_before = Pt(_BODY_SIZE)
    paragraph.paragraph_format.space_after = Pt(_BODY_SIZE / 2)
    _write(paragraph, text, _HEADS, _HEADING_SIZE, bold=True)


def add_note(document: "Document", text: str) -> None:
    """Add a line of running text."""
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(2)
    _write(paragraph, text, _BODY, _BODY_SIZE)


def add_table(document: "Document", columns: Mapping[str, float], rows: Sequence[Sequence[str]], right: str) -> None:
    """Add a table whose head is repeated on each page and whose rows are not split.

    columns: heads with their widths in cm. right: the head of the column that is aligned right.
    """
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.shared import Cm

    table = document.add_table(rows=0, cols=len(columns), style="Table Grid")
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, columns.values(), strict=True):
        column.width = Cm(width)
    _add_row(table, columns, list(columns), "", bold=True)
    _mark_head(table.rows[0])
    for cells in rows:
        _add_row(table, columns, cells, right)


def _add_row(table: Any, columns: Mapping[str, float], cells: Sequence[str], right: str, *, bold: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    row = table.add_row()
    _mark(row, "w:cantSplit")
    filled = row.cells  # found anew each time they are asked for
    for number, (head, text) in enumerate(zip(columns, cells, strict=True)):
        cell = filled[number]
        cell.width = Cm(columns[head])
        alignment = WD_ALIGN_PARAGRAPH.RIGHT if head == right else None
        alignment = WD_ALIGN_PARAGRAPH.CENTER if bold or number == 0 else alignment
        _fill(cell, text, alignment, bold=bold)


def _fill(cell: Any, text: str, alignment: Any, *, bold: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = alignment
    paragraph.paragraph_format.space_after = 0
    _write(paragraph, text, _HEADS if bold else _BODY, _TABLE_SIZE, bold=bold)


def _mark_head(row: Any) -> None:
    _mark(row, "w:tblHeader")


def _mark(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001  python-docx has no word of its own for it


def _write(paragraph: "Paragraph", text: str, font: str, size: float, *, bold: bool = False) -> "Run":
    run = paragraph.add_run(legal(text))
    run.bold = bold or None
    _set_font(run, font, size)
    return run


def _set_font(of: Any, font: str, size: float) -> None:
    """Set the font of a run or style; that of Chinese characters stands apart from that of letters and digits."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    of.font.name, of.font.size = _LATIN, Pt(size)
    fonts = of.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), font)
    fonts.set(qn("w:hint"), "eastAsia")  # quotation marks belong to Chinese text


def _number_pages(paragraph: "Paragraph") -> None:
    """Write 第 1 页　共 3 页, whose figures Word fills in."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in _PAGE:
        is_field = text.isascii()
        run = _write(paragraph, "1" if is_field else text, _BODY, _TABLE_SIZE)
        if is_field:
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), text)
            run._r.addprevious(field)  # noqa: SLF001  as above
            field.append(run._r)  # noqa: SLF001  as above


def same_days(data: bytes) -> bytes:
    """Return a document's bytes without the moment at which its parts were put together."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as parts, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as same:
        for name in parts.namelist():
            part = zipfile.ZipInfo(name, _FIRST_DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            same.writestr(part, parts.read(name))
    return stream.getvalue()
