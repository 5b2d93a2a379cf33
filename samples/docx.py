"""Writes a sample as a Word document. Not for any other format."""

import io
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Final

from samples.archive import SAVED, repacked
from samples.blocks import PAGE_END, Block, Contents, Heading, PageBreak, Paragraph, TableBlock
from samples.contents import entries, watermark, without_first_break
from samples.grid import Cell, covering, is_amount, widths

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.text.paragraph import Paragraph as WordParagraph

_TEXT_WIDTH: Final = 9000
"""Width between the margins of the page, in twentieths of a point."""
_SMALL: Final = 8
"""Points of the text in tables."""
_IN_TABLE: Final = "TableText"


def write_docx(blocks: Sequence[Block]) -> bytes:
    """Return the blocks as a Word document: the watermark in the header, page numbers in the footer."""
    import docx

    word = docx.Document()
    _set_up(word, watermark(blocks))
    for block in without_first_break(blocks):
        _add(word, block, blocks)
    buffer = io.BytesIO()
    word.save(buffer)
    return repacked(buffer.getvalue())


def _set_up(word: "Word", mark: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn
    from docx.shared import Pt

    properties = word.core_properties
    properties.author = properties.comments = properties.title = properties.last_modified_by = ""
    properties.created = properties.modified = SAVED
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
        style: Any = word.styles[name]
        style.font.name = "SimSun"
        style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    small: Any = word.styles.add_style(_IN_TABLE, WD_STYLE_TYPE.PARAGRAPH)
    small.base_style = word.styles["Normal"]
    small.font.size = Pt(_SMALL)
    small.paragraph_format.space_after = Pt(0)
    word.sections[0].header.paragraphs[0].text = mark
    footer = word.sections[0].footer.paragraphs[0]
    _centre(footer)
    footer._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "/>'))  # noqa: SLF001 - no other way to a field


def _add(word: "Word", block: Block, blocks: Sequence[Block]) -> None:
    from docx.enum.text import WD_BREAK

    match block:
        case Heading():
            word.add_heading(block.text, block.level)
        case Paragraph():
            word.add_paragraph(block.text.replace(PAGE_END, ""))
        case TableBlock():
            _add_table(word, block)
        case PageBreak():
            word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        case Contents():
            _centre(word.add_paragraph(block.title))
            _add_contents(word, blocks)


def _add_contents(word: "Word", blocks: Sequence[Block]) -> None:
    """Add the lines of the contents as Word makes them: the dots belong to the tab, so they are no text."""
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Pt, Twips

    for entry in entries(blocks):
        line = word.add_paragraph(f"{entry.text}\t{entry.page}")
        line.paragraph_format.tab_stops.add_tab_stop(Twips(_TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        line.paragraph_format.space_after = Pt(0)
        line.paragraph_format.left_indent = Pt(12 * (entry.level - 1))


def _add_table(word: "Word", block: TableBlock) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.oxml import parse_xml
    from docx.shared import Twips

    title = word.add_paragraph()
    title.add_run(block.title).bold = True
    _centre(title)
    unit = (f"单位：{block.unit}",) if block.unit else ()
    above = word.add_paragraph("\t".join((*block.above, *unit)))
    above.paragraph_format.tab_stops.add_tab_stop(Twips(_TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    word.element.body[-1].addprevious(parse_xml(_table(block)))  # what ends a body are the page's measures
    if block.note:
        word.add_paragraph(block.note)


def _centre(paragraph: "WordParagraph") -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _table(block: TableBlock) -> str:
    from docx.oxml.ns import nsdecls

    wanted = widths(block)
    sizes = [round(_TEXT_WIDTH * one / sum(wanted)) for one in wanted]
    columns = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
    grid = covering(block)
    rows = "".join(f"<w:tr>{_row(number, len(sizes), grid)}</w:tr>" for number in range(len(block.rows)))
    look = '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    return f"<w:tbl {nsdecls('w')}>{look}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def _row(number: int, width: int, grid: Any) -> str:
    found: list[Cell] = [grid[number, column] for column in range(width) if grid[number, column].column == column]
    return "".join(_cell(cell, is_first=cell.row == number) for cell in found)


def _cell(cell: Cell, *, is_first: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    start = ' w:val="restart"' if is_first else ""
    merge = f"<w:vMerge{start}/>" if cell.rows > 1 else ""
    side = "center" if cell.is_head else "right" if is_amount(cell.text) else "left"
    look = f'<w:pPr><w:pStyle w:val="{_IN_TABLE}"/><w:jc w:val="{side}"/></w:pPr>'
    text = f"<w:r><w:t>{escape(cell.text)}</w:t></w:r>" if cell.text and is_first else ""
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr><w:p>{look}{text}</w:p></w:tc>"
