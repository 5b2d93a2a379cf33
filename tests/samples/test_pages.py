"""The PDF has the pages that its contents name; the web page has the tables with their merged cells."""

import io
from functools import cache
from typing import Any

import lxml.html
import pdfplumber
import pytest

from samples.blocks import PageBreak, Paragraph, TableBlock
from samples.contents import entries
from samples.generate import document
from samples.grid import cells
from samples.html import write_html
from samples.pdf import write_pdf
from samples.reading import read_figures

BLOCKS = document(read_figures())
TABLES = [block for block in BLOCKS if isinstance(block, TableBlock)]
COVER_AND_CONTENTS = 2


@cache
def pages() -> list[str]:
    """Return the upright text of each page, without blanks."""
    return texts_of(write_pdf(BLOCKS))


def texts_of(data: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return ["".join(page.filter(is_upright).extract_text().split()) for page in pdf.pages]


def is_upright(thing: Any) -> bool:
    """Return whether a thing is no text, or text that is not turned; pdfplumber calls text turned by 45° upright."""
    return thing["object_type"] != "char" or bool(thing["matrix"][1] == 0)


def test_each_part_stands_on_the_page_that_the_contents_name() -> None:
    assert len(pages()) == COVER_AND_CONTENTS + 43
    for entry in entries(BLOCKS):
        text = "".join(entry.text.split()).removeprefix("表")
        page = pages()[entry.page + COVER_AND_CONTENTS - 1]
        assert text.lstrip("一二三四五六七八九十") in page, entry
        assert page.endswith(str(entry.page))


def test_the_contents_end_in_dots_and_page_numbers() -> None:
    assert "一、本部门职责......" in pages()[1]
    assert "表四2026年财政拨款收支总表....." in pages()[1]
    assert not pages()[1].endswith("0")


def test_a_table_and_a_sentence_go_on_on_the_next_page() -> None:
    assert "二十一、粮油物资储备支出" in pages()[3]
    assert pages()[4].startswith("二十二、国有资本经营预算支出")
    assert pages()[18].endswith("国有资本17")
    assert pages()[19].startswith("经营预算拨款0万元")


def test_the_watermark_is_grey_and_turned_on_every_page() -> None:
    with pdfplumber.open(io.BytesIO(write_pdf(BLOCKS))) as pdf:
        for page in pdf.pages[:5]:
            turned = [one for one in page.chars if not is_upright(one)]
            assert "".join(one["text"] for one in turned) == "仅供内部审核" * 2
            assert {one["non_stroking_color"] for one in turned} == {(0.85,)}


@pytest.mark.parametrize(("page", "table"), [(5, 1), (9, 4), (10, 5), (16, 11), (21, 14)])
def test_the_ruled_cells_are_those_of_the_table(page: int, table: int) -> None:
    with pdfplumber.open(io.BytesIO(write_pdf(BLOCKS))) as pdf:
        (found,) = pdf.pages[page].filter(is_upright).find_tables()
        texts = sorted("".join(one) for row in found.extract() for one in row if one is not None)
    wanted = sorted(cell.text for cell in cells(TABLES[table]))
    assert [text.replace("\n", "") for text in texts] == wanted


def test_a_pdf_without_contents_numbers_pages_from_the_first() -> None:
    assert texts_of(write_pdf([Paragraph("甲"), PageBreak(), Paragraph("乙")])) == ["甲", "乙1"]


def test_two_runs_write_the_same_pdf() -> None:
    assert write_pdf(BLOCKS) == write_pdf(BLOCKS)


def test_the_web_page_has_the_tables_with_their_merged_cells() -> None:
    page = lxml.html.fromstring(write_html(BLOCKS))
    tables = page.findall(".//table")
    assert len(tables) == len(TABLES)
    for block, table in zip(TABLES, tables, strict=True):
        found = [
            (one.text or "", int(one.get("rowspan", "1")), int(one.get("colspan", "1")))
            for one in table.iter("td", "th")
        ]
        wanted = sorted(cells(block), key=lambda cell: (cell.row, cell.column))
        assert found == [(cell.text, cell.rows, cell.columns) for cell in wanted]


def test_the_web_page_has_a_title_headings_and_contents() -> None:
    text = write_html(BLOCKS).decode()
    assert "<title>长治市屯留区直属机关事务服务中心</title>" in text
    assert "<h2>第一部分 概况</h2>\n<h3>一、本部门职责</h3>" in text
    assert f"<p>一、本部门职责{'.' * 30}1</p>" in text
    assert "国有资本经营预算拨款0万元" in text


def test_what_html_would_read_as_marks_is_written_as_text() -> None:
    assert "<p>a&lt;b&amp;c</p>" in write_html([Paragraph("a<b&c")]).decode()
