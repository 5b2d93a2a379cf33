"""The Word document and the workbook have real merged cells, headings, page breaks and numbers."""

import io
import zipfile
from functools import cache
from typing import Any, Final

import docx
import openpyxl
import pytest

from samples.archive import repacked
from samples.blocks import PageBreak, Paragraph, TableBlock
from samples.docx import write_docx
from samples.generate import document
from samples.grid import cells
from samples.reading import read_figures
from samples.xlsx import write_xlsx

BLOCKS = document(read_figures())
TABLES = [block for block in BLOCKS if isinstance(block, TableBlock)]
SHEETS: Final = [
    *("封面", "目录", "第一部分概况", "第二部分2026年部门预算报表", *(f"表{number}" for number in range(1, 14))),
    *("第三部分2026年度部门预算情况说明", *(f"绩效{number}" for number in range(1, 25)), "十一、国有资产占有使用情况"),
]


@cache
def word() -> Any:
    return docx.Document(io.BytesIO(write_docx(BLOCKS)))


@cache
def book() -> Any:
    return openpyxl.load_workbook(io.BytesIO(write_xlsx(BLOCKS)))


def test_every_table_of_the_word_document_covers_the_grid_and_keeps_its_texts() -> None:
    assert len(word().tables) == len(TABLES)
    for block, table in zip(TABLES, word().tables, strict=True):
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        assert [len(row) for row in rows] == [len(row) for row in block.rows]
        for cell in cells(block):
            for row in range(cell.row, cell.row + cell.rows):
                assert set(rows[row][cell.column : cell.column + cell.columns]) == {cell.text}


def test_headings_have_styles_and_the_contents_have_dotted_tabs() -> None:
    styles = [(one.style.name, one.text) for one in word().paragraphs if one.style.name.startswith("Heading")]
    assert styles[:2] == [("Heading 1", "第一部分 概况"), ("Heading 2", "一、本部门职责")]
    assert ("Heading 3", "(一) 一般公共预算当年支出规模变化情况") in styles
    assert any(one.text == "表一2026年预算收支总表\t2" for one in word().paragraphs)


def test_the_watermark_stands_in_the_header_and_pages_end_where_they_are_said_to() -> None:
    assert word().sections[0].header.paragraphs[0].text == "仅供内部审核"
    assert "PAGE" in word().sections[0].footer._element.xml
    breaks = word().element.body.xpath(".//w:br[@w:type='page']")
    assert len(breaks) == sum(isinstance(block, PageBreak) for block in BLOCKS) - 1


def test_a_table_without_unit_and_note_stands_below_its_own_line() -> None:
    found = docx.Document(io.BytesIO(write_docx([TableBlock("绩效表", (("甲", "乙"),), above=("(2026年度)",))])))
    assert [one.text for one in found.paragraphs] == ["绩效表", "(2026年度)"]
    assert found.sections[0].header.paragraphs[0].text == ""


def test_the_workbook_has_a_sheet_for_each_table_and_each_page_of_text() -> None:
    assert book().sheetnames == SHEETS
    assert {sheet.oddHeader.center.text for sheet in book()} == {"仅供内部审核"}
    assert [one.value for one in book()["表3"]["A"]][:4] == [
        *("2026年预算支出总表", "部门名称：长治市屯留区直属机关事务服务中心", "项目", "科目编码"),
    ]
    assert book()["表3"]["E2"].value == "单位：万元"


@pytest.mark.parametrize("number", range(len(TABLES)))
def test_every_cell_of_the_workbook_is_shown_as_it_is_printed(number: int) -> None:
    block = TABLES[number]
    sheet = book()[[name for name in SHEETS if name[:1] in "表绩"][number]]
    shown = {(cell.row, cell.column): shown_as(sheet.cell(cell.row + 3, cell.column + 1)) for cell in cells(block)}
    assert shown == {(cell.row, cell.column): cell.text for cell in cells(block)}
    spans = {str(one) for one in sheet.merged_cells.ranges if one.min_row > 2 and one.max_row <= 2 + len(block.rows)}
    assert len(spans) == sum(cell.rows > 1 or cell.columns > 1 for cell in cells(block))


def shown_as(cell: Any) -> str:
    """Return what a spreadsheet shows: the number with its format."""
    if not isinstance(cell.value, int | float):
        return str(cell.value or "")
    _, _, decimals = cell.number_format.replace("General", "0").partition(".")
    return f"{cell.value:{',' if '#,##0' in cell.number_format else ''}.{len(decimals)}f}"


def test_amounts_are_numbers_codes_are_texts_and_blanks_are_blank() -> None:
    sheet = book()["表3"]
    assert [one.value for one in sheet[6]] == ["201", "一般公共服务支出", 2752.09, 270.79, 2481.3]
    assert sheet["C6"].number_format == "0.00"
    assert sheet["E8"].value is None
    heating = next(one for one in book() if "取暖费" in [cell.value for cell in one[3]])
    assert {9214363.3: "#,##0.0"}.items() <= {one.value: one.number_format for one in heating[6]}.items()


def test_a_workbook_without_a_watermark_and_headings() -> None:
    found = openpyxl.load_workbook(io.BytesIO(write_xlsx([Paragraph("某局")])))
    assert found.sheetnames == ["封面"]
    assert found["封面"].oddHeader.center.text is None


@pytest.mark.parametrize("write", [write_docx, write_xlsx])
def test_an_office_file_tells_neither_clock_nor_machine(write: Any) -> None:
    data = write(BLOCKS[:4])
    assert data == write(BLOCKS[:4]) == repacked(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {(one.date_time, one.create_system) for one in archive.infolist()} == {((2025, 11, 20, 0, 0, 0), 0)}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("2025-11-20T00:00:00Z") == 2
