"""The user's own workbook given back: what is put in, and that all else stays byte for byte."""

import io
import os
import shutil
import subprocess
import time
import zipfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree

from procure.intake import read
from procure.report.givenback import AddedSheet, CellNote, GiveBackError, Link, Mark, give_back
from procure.report.givenback.parts import parsed
from tests.report import workbooks as wb

RED, ORANGE, YELLOW = "FFFFC7CE", "FFFCD5B4", "FFFFF2A8"
NOTES = (
    CellNote("表8", "C4", "达到公开招标数额标准", Mark.BREACH),
    CellNote("表8", "A3", "品目待核实", Mark.OPEN),
    CellNote("表8", "B1", "题名", Mark.OPEN),
    CellNote("表8", "D1", "年度", Mark.RED_FLAG),
    CellNote("表8", "B6", "空白格", Mark.RED_FLAG),
    CellNote("表8", "H40", "没有这一行", Mark.OPEN),
    CellNote("表8", "F1", "合并区之外", Mark.OPEN),
)
SHEET = AddedSheet(
    "审查结论",
    ("项目", "金额（元）", "结论"),
    (("电梯更新", Decimal("1200000.50"), "违规"), ("=1+1", 3, None), ("_x0041_\x00\r\n乙", Decimal("NaN"), "")),
    (20, 14),
    (Link(0, 0, "表8", "C4"),),
)
MAY_CHANGE = {
    wb.SHEET, "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml",
    "xl/comments/comment1.xml", "xl/drawings/commentsDrawing1.vml",
}  # fmt: skip
pytestmark = pytest.mark.filterwarnings("ignore:.* extension is not supported and will be removed:UserWarning")


def opened(data: bytes, **options: Any) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), **options)


def note(cell: str, text: str = "注", mark: Mark = Mark.BREACH, sheet: str = "表8") -> CellNote:
    return CellNote(sheet, cell, text, mark)


def fill(cell: Any) -> str:
    return str(cell.fill.fgColor.rgb)


def rows_of(data: bytes) -> str:
    return wb.parts(data)[wb.SHEET].decode()


def texts(data: bytes, path: Path, sheets: Sequence[str]) -> list[tuple[str, ...]]:
    path.write_bytes(data)
    document, problems = read(path)
    assert document is not None, problems
    rows = [row for table in document.tables for row in table.rows if row.where and row.where.sheet in sheets]
    loose = [one for one in document.paragraphs if one.where and one.where.sheet in sheets]
    return [row.cells for row in rows] + [(one.text,) for one in loose]


def refused(data: bytes, *notes: CellNote, added: Sequence[AddedSheet] = ()) -> str:
    with pytest.raises(GiveBackError) as caught:
        give_back(data, notes or [note("A1")], added)
    return str(caught.value)


@pytest.mark.parametrize("macros", [False, True])
def test_only_what_is_touched_changes(macros: bool) -> None:
    before = wb.rich(macros=macros)
    old, new = wb.parts(before), wb.parts(give_back(before, NOTES, [SHEET]))
    assert {name for name in old if old[name] != new[name]} == MAY_CHANGE
    assert [*new] == [*old, "xl/worksheets/sheet3.xml"]
    assert macros == ("xl/vbaProject.bin" in new)


def test_zip_entries_keep_their_days_and_compression() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in wb.parts(wb.rich()).items():
            archive.writestr(zipfile.ZipInfo(name, (2025, 3, 4, 5, 6, 8)), content)
    with zipfile.ZipFile(io.BytesIO(give_back(stream.getvalue(), NOTES, []))) as archive:
        kinds = {(one.date_time, one.compress_type) for one in archive.infolist()}
    assert kinds == {((2025, 3, 4, 5, 6, 8), zipfile.ZIP_STORED)}


def test_nothing_to_say_changes_nothing() -> None:
    before = wb.rich()
    assert wb.parts(give_back(before, [], [])) == wb.parts(before)


def test_rows_without_notes_and_extensions_stay_byte_for_byte() -> None:
    before, after = rows_of(wb.rich()), rows_of(give_back(wb.rich(), NOTES, []))
    assert before[: before.index("<row")] == after[: after.index("<row")]
    row = before[before.index('<row r="5"') : before.index('<row r="6"')]
    assert row in after
    assert before[before.index("<mergeCells") :] == after[after.index("<mergeCells") :]
    assert wb.EXTENSIONS in after
    assert "<v>1700000.5</v>" in after
    assert 'x14ac:dyDescent="0.25" r="4"' in after


def test_comments_and_colours() -> None:
    sheet = opened(give_back(wb.rich(), NOTES, []))["表8"]
    found = {cell.coordinate: (cell.comment.text, cell.comment.author) for row in sheet for cell in row if cell.comment}
    assert found == {
        "A1": ("题名\n年度", "procure"),
        "A3": ("请科长核对\nprocure：品目待核实", "张三"),
        "C4": ("达到公开招标数额标准", "procure"),
        "B6": ("空白格", "procure"),
        "H40": ("没有这一行", "procure"),
        "F1": ("合并区之外", "procure"),
    }
    fills = [fill(sheet[cell]) for cell in ("A1", "A3", "C4", "B6", "H40", "C3")]
    assert fills == [ORANGE, YELLOW, RED, ORANGE, YELLOW, "00000000"]


def test_a_coloured_cell_keeps_all_else_of_its_style() -> None:
    before, after = (opened(data)["表8"]["C4"] for data in (wb.rich(), give_back(wb.rich(), NOTES, [])))
    for name in ("value", "number_format", "font", "border", "alignment", "protection"):
        assert repr(getattr(before, name)) == repr(getattr(after, name))
    assert opened(give_back(wb.rich(), NOTES, []))["表8"]["H40"].number_format == "0.00%"


def test_every_box_is_that_of_its_cell_and_has_an_id_of_its_own() -> None:
    drawing = wb.parts(give_back(wb.rich(), NOTES, []))["xl/drawings/commentsDrawing1.vml"]
    ids = [one.get("id") for one in parsed(drawing).iter("{urn:schemas-microsoft-com:vml}shape")]
    assert len(set(ids)) == len(ids) == 6
    assert 'data="1,2"' in drawing.decode()


def test_a_second_sheet_has_other_ids() -> None:
    notes = [note("A1"), note("A1", sheet="另一页"), *(note(f"B{row}", sheet="另一页") for row in range(1, 1100))]
    book = opened(wb.plain())
    book.create_sheet("另一页")
    contents = wb.parts(give_back(wb.saved(book), notes, []))
    first, second = (contents[f"xl/drawings/vmlDrawing{number}.vml"].decode() for number in (1, 2))
    assert 'data="1"' in first
    assert 'data="2,3"' in second
    assert first.count("<v:shapetype") == second.count("<v:shapetype") == 1
    assert contents["[Content_Types].xml"].decode().count('Extension="vml"') == 1


def test_several_notes_on_a_cell_are_one_comment_in_the_gravest_colour() -> None:
    notes = [note("A2", "甲", Mark.OPEN), note("A2", "乙", Mark.BREACH), note("A2", "甲", Mark.RED_FLAG)]
    cell = opened(give_back(wb.plain(), notes, []))["表8"]["A2"]
    assert (cell.comment.text, fill(cell)) == ("甲\n乙", RED)


def test_cells_beside_a_merged_range_are_their_own() -> None:
    data = wb.of_rows("", after='<mergeCells><mergeCell ref="B1:C3"/></mergeCells>')
    after = give_back(data, [note("A2"), note("C2"), note("D2"), note("C3")], [])
    assert [*cells_of(after)] == ["B1", "A2", "D2"]


def test_given_back_twice_says_it_once() -> None:
    once = give_back(wb.rich(), NOTES, [SHEET])
    twice = opened(give_back(once, NOTES, [SHEET]))
    assert twice.sheetnames == ["表8", "说明'页", "图", "审查结论", "审查结论（2）"]
    assert twice["表8"]["A3"].comment.text == "请科长核对\nprocure：品目待核实"


def test_added_sheets() -> None:
    book = opened(give_back(wb.rich(), NOTES, [SHEET, SHEET]))
    assert book.sheetnames == ["表8", "说明'页", "图", "审查结论", "审查结论（2）"]
    sheet = book["审查结论"]
    values = [[cell.value for cell in row] for row in sheet]
    assert values[:2] == [["项目", "金额（元）", "结论"], ["电梯更新", 1200000.5, "违规"]]
    assert values[2] == ["=1+1", 3, None]
    assert sheet["A3"].data_type != "f"
    assert sheet["A3"].quotePrefix
    assert sheet["A1"].font.b
    assert not sheet["A2"].font.b
    assert sheet["C2"].alignment.wrap_text
    assert sheet["B2"].number_format == "#,##0.00"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:C4")
    assert sheet["A2"].hyperlink.location == "'表8'!C4"
    assert [sheet.column_dimensions[column].width for column in "ABC"] == [20, 14, 14]
    raw = wb.parts(give_back(wb.plain(), [], [SHEET]))["xl/worksheets/sheet2.xml"].decode()
    assert "_x005F_x0041_\n乙" in raw
    assert ">NaN</t>" in raw


def test_defined_names_stay_with_their_sheets() -> None:
    for data in (wb.rich(), wb.plain(), wb.exchanged(wb.plain(), "xl/workbook.xml", "<definedNames/>", "")):
        before, after = (opened(one) for one in (data, give_back(data, [], [SHEET])))
        for sheet in before.worksheets:
            assert after[sheet.title].defined_names == sheet.defined_names
            assert after[sheet.title].print_title_rows == sheet.print_title_rows
    names = wb.parts(give_back(wb.rich(), [], [SHEET]))["xl/workbook.xml"].decode()
    assert 'localSheetId="3" hidden="1">\'审查结论\'!$A$1:$C$4<' in names


@pytest.mark.parametrize(
    ("wished", "given"),
    [
        ("表8", "表8（2）"),
        ("", "审查"),
        ("结论[1]:/*?\\", "结论_1______"),
        ("长" * 40, "长" * 31),
        ("𠀀" * 20, "𠀀" * 15),
        ("History", "History（2）"),
    ],
)
def test_names_of_added_sheets(wished: str, given: str) -> None:
    after = opened(give_back(wb.plain(), [], [AddedSheet(wished, ("甲",), ())]))
    assert after.sheetnames == ["表8", given]


def test_texts_of_any_kind_are_stored() -> None:
    hostile = "<a>&\"'\x00\ud800]]>_x000D_=cmd"
    data = give_back(wb.plain(), [note("A2", hostile), note("A3", "长" * 40_000)], [AddedSheet("甲", (hostile,), ())])
    sheet = opened(data)["表8"]
    assert "_x005F_x000D_=cmd" in wb.parts(data)["xl/comments1.xml"].decode()
    assert sheet["A2"].comment.text.startswith("<a>&\"']]>_")
    assert len(sheet["A3"].comment.text) == 32_767


def test_intake_reads_the_same_tables(tmp_path: Path) -> None:
    before = texts(wb.rich(), tmp_path / "前.xlsx", ["表8", "说明'页"])
    after = texts(give_back(wb.rich(), NOTES, [SHEET]), tmp_path / "后.xlsx", ["表8", "说明'页"])
    assert before
    assert after == before


# Sheets as other programs write them.


def cells_of(data: bytes) -> dict[str, str]:
    sheet = parsed(wb.parts(data)[wb.SHEET])
    return {one.get("r"): one.get("s", "") for one in sheet.iter(f"{{{wb.MAIN}}}c")}


def test_new_rows_and_cells_stand_in_order() -> None:
    data = wb.of_rows('<row r="2" spans="1:2"><c r="B2"><v>1</v></c><c r="D2"><v>2</v></c></row><row r="5"/>')
    notes = [note(cell) for cell in ("C2", "A2", "E2", "A1", "B5", "A7", "B3")]
    after = give_back(data, notes, [])
    assert [*cells_of(after)] == ["A1", "A2", "B2", "C2", "D2", "E2", "B3", "B5", "A7"]
    assert "spans" not in rows_of(after)


def test_rows_and_cells_without_addresses_get_theirs() -> None:
    data = wb.of_rows("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")
    assert [*cells_of(give_back(data, [note("B1"), note("B2")], []))] == ["A1", "B1", "A2", "B2"]
    assert '<row><c><v>1</v></c><c><v>2</v></c></row><row><c r="A2"' in rows_of(give_back(data, [note("A2")], []))


def test_new_cells_look_like_their_row_or_column() -> None:
    row = '<row r="1" s="3" customFormat="1"/><row r="2" s="3"/>'
    styles = wb.parts(wb.rich())["xl/styles.xml"]
    data = wb.of_rows(row, '<cols><col min="2" max="3" style="1" width="9"/></cols>')
    data = wb.with_part(data, "xl/styles.xml", styles)
    sheet = opened(give_back(data, [note("A1"), note("A2"), note("C2")], []))["表8"]
    assert [sheet[cell].number_format for cell in ("A1", "A2", "C2")] == ['#,##0.00"元"', "General", "0.00%"]


def test_a_sheet_with_a_prefix_and_no_cells() -> None:
    markup = f'<x:worksheet xmlns:x="{wb.MAIN}"><x:sheetData /><x:extLst/></x:worksheet>'
    after = give_back(wb.with_part(wb.plain(), wb.SHEET, markup), [note("B2"), note("A1")], [])
    text = rows_of(after)
    assert [*cells_of(after)] == ["A1", "B2"]
    assert "</x:sheetData><x:legacyDrawing " in text
    assert text.endswith("<x:extLst/></x:worksheet>")
    assert opened(after)["表8"]["B2"].comment.text == "注"


def test_comments_stand_where_the_format_wants_them() -> None:
    after = '<pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/><legacyDrawingHF/><extLst/>'
    text = rows_of(give_back(wb.of_rows("", after=after), [note("A1")], []))
    assert text.index("<pageMargins") < text.index("<legacyDrawing ") < text.index("<legacyDrawingHF/>")


def test_comments_of_other_programs_are_appended_to() -> None:
    once = give_back(wb.plain(), [note("A1", "甲"), note("A2", "乙"), note("A3", "丙")], [])
    part = "xl/comments1.xml"
    runs = wb.parts(once)[part].decode()
    plain = f'<comments xmlns="{wb.MAIN}"><authors><author>李四</author></authors><commentList>' + "".join(
        f'<comment ref="A{row}" authorId="0">{text}</comment>'
        for row, text in (
            (1, "<text><t>原有</t><rPh sb='0' eb='1'><t>x</t></rPh></text>"),
            (2, ""),
            (3, "<text><r><t>旧</t></r></text>"),
        )
    )
    data = wb.with_part(once, part, f"{plain}</commentList></comments>")
    again = [note("A1", "新"), note("A2", "新"), note("A3", "新")]
    found = parsed(wb.parts(give_back(data, again, []))[part])
    said = ["".join(one.itertext(f"{{{wb.MAIN}}}t")) for one in found.iter(f"{{{wb.MAIN}}}text")]
    assert "procure" in runs
    assert said == ["原有\nprocure：新x", "procure：新", "旧\nprocure：新"]
    assert (
        wb.parts(give_back(data, again, []))["xl/drawings/vmlDrawing1.vml"]
        == wb.parts(once)["xl/drawings/vmlDrawing1.vml"]
    )


def without_styles(content: str | None) -> bytes:
    data = wb.of_rows('<row r="1"><c r="A1" s="5"><v>1</v></c></row>')
    if content is not None:
        return wb.with_part(data, "xl/styles.xml", content)
    relations = parsed(wb.parts(data)["xl/_rels/workbook.xml.rels"])
    for one in [one for one in relations if one.get("Type").endswith("/styles")]:
        relations.remove(one)
    data = wb.with_part(wb.without_part(data, "xl/styles.xml"), "xl/_rels/workbook.xml.rels", etree.tostring(relations))
    own = '<Override PartName="/xl/styles.xml"'
    types = wb.parts(data)["[Content_Types].xml"].decode()
    start = types.index(own)
    return wb.with_part(data, "[Content_Types].xml", types[:start] + types[types.index("/>", start) + 2 :])


@pytest.mark.parametrize(
    "content", [None, f'<styleSheet xmlns="{wb.MAIN}"><numFmts/><fonts/><dxfs/></styleSheet>'], ids=["none", "few"]
)
def test_styles_that_are_missing_are_made(content: str | None) -> None:
    book = opened(give_back(without_styles(content), [note("A1"), note("B1", mark=Mark.OPEN)], [SHEET]))
    assert [fill(book["表8"][cell]) for cell in ("A1", "B1")] == [RED, YELLOW]
    assert book["审查结论"]["A1"].font.b


def test_comments_of_xml_are_no_styles_sheets_or_authors() -> None:
    data = wb.rich()
    for part, tag in (
        ("xl/styles.xml", "<cellXfs"),
        ("xl/workbook.xml", "<sheets"),
        ("xl/comments/comment1.xml", "<authors"),
    ):
        text = wb.parts(data)[part].decode()
        at = text.index(">", text.index(tag)) + 1
        data = wb.with_part(data, part, f"{text[:at]}<!-- x --><?x y?>{text[at:]}")
    after = give_back(data, NOTES, [SHEET])
    assert "<!-- x --><?x y?>" in wb.parts(after)["xl/workbook.xml"].decode()
    after = wb.with_part(
        after, "xl/workbook.xml", wb.parts(after)["xl/workbook.xml"].replace(b"<!-- x --><?x y?>", b"")
    )
    book = opened(after)
    assert (fill(book["表8"]["C4"]), book["表8"]["C4"].number_format) == (RED, '#,##0.00"元"')
    assert book["表8"]["C4"].comment.author == "procure"
    assert book["审查结论"].auto_filter.ref == "A1:C4"


def test_a_bold_first_font_is_not_bold_twice() -> None:
    styles = wb.parts(wb.plain())["xl/styles.xml"].decode().replace("<font>", '<font><b val="0"/>', 1)
    after = give_back(wb.with_part(wb.plain(), "xl/styles.xml", styles), [], [SHEET])
    assert opened(after)["审查结论"]["A1"].font.b


def test_an_outside_relation_is_nobodys_part() -> None:
    relation = (
        '<Relationship Id="rId77" TargetMode="External" Target="http://x" Type="http://schemas.openxmlformats.org'
    )
    data = wb.exchanged(
        wb.rich(), "xl/worksheets/_rels/sheet1.xml.rels", "<Relationship ",
        f'{relation}/officeDocument/2006/relationships/comments"/><Relationship ',
    )  # fmt: skip
    after = wb.parts(give_back(data, NOTES, []))
    assert b'ref="C4"' in after["xl/comments/comment1.xml"]


def test_boxes_at_the_edges_of_a_sheet_stay_inside() -> None:
    after = give_back(wb.plain(), [note("XFD1048576")], [])
    assert "16378, 15, 1048573, 2, 16383, 15, 1048575, 2" in wb.parts(after)["xl/drawings/vmlDrawing1.vml"].decode()


# What cannot be changed safely.


def test_what_is_no_workbook_is_refused() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    stream = "EncryptedPackage".encode("utf-16-le")
    entry = stream.ljust(64, b"\0") + (len(stream) + 2).to_bytes(2, "little") + b"\x02"
    assert "不是 .xlsx 或者 .xlsm 工作簿" in refused(b"a,b")
    assert "加密的 Office 文件" in refused(ole + entry + bytes(61))
    assert "未标注" in refused(wb.rich()[:500])
    assert "DOCTYPE" in refused(wb.with_part(wb.plain(), wb.SHEET, "<!DOCTYPE a><worksheet/>"))
    assert "未审查" not in refused(wb.with_part(wb.plain(), wb.SHEET, "<!DOCTYPE a><worksheet/>"))


def broken() -> Iterator[tuple[str, bytes, str]]:
    plain, book, relations = wb.plain(), "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    strict = wb.parts(plain)[book].decode().replace(wb.MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
    yield "strict", wb.with_part(plain, book, strict), "Strict Open XML"
    yield "foreign", wb.with_part(plain, book, "<workbook/>"), "命名空间"
    yield "no sheets", wb.with_part(plain, book, f'<workbook xmlns="{wb.MAIN}"/>'), "没有工作表"
    yield "signed", wb.with_part(plain, "_xmlsignatures/sig1.xml", "<a/>"), "数字签名"
    yield "shared", wb.with_part(plain, "xl/revisions/revisionHeaders.xml", "<a/>"), "修订记录"
    yield "no part", wb.without_part(plain, wb.SHEET), "缺少部件"
    yield "no relations", wb.without_part(plain, relations), "没有关系"
    yield "workbook", wb.with_part(plain, book, "<a"), "标记有错"
    yield "sheet", wb.with_part(plain, wb.SHEET, "<a"), "工作表的标记有错"
    yield "no cells", wb.with_part(plain, wb.SHEET, "<worksheet/>"), "没有单元格区域"
    yield "row order", wb.of_rows('<row r="2"/><row r="1"/>'), "行次序不对"
    yield "row number", wb.of_rows('<row r="x"/>'), "不是行号"
    yield "cell order", wb.of_rows('<row r="1"><c r="B1"/><c r="A1"/></row>'), "单元格次序不对"
    yield "cell address", wb.of_rows('<row r="1"><c r="?"/></row>'), "不是单元格地址"
    yield "column", wb.of_rows('<row r="1"><c r="XFE1"/></row>'), "不是列号"
    yield "style", wb.of_rows('<row r="1"><c r="A1" s="-1"/></row>'), "不是样式号"
    yield "merged", wb.of_rows("", after="<mergeCells><mergeCell/></mergeCells>"), "不是单元格地址"
    once = give_back(plain, [note("A1")], [])
    yield "comments", wb.with_part(once, "xl/comments1.xml", f'<comments xmlns="{wb.MAIN}"/>'), "批注部件"
    yield "boxes", wb.with_part(once, "xl/drawings/vmlDrawing1.vml", "<xml/>"), "批注图形部件"
    yield "no boxes", wb.of_rows("", after="<legacyDrawing/>"), "没有关系"


BROKEN = list(broken())


@pytest.mark.parametrize(("data", "message"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_what_is_damaged_is_refused(data: bytes, message: str) -> None:
    assert message in refused(data)


def test_a_damaged_part_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> bytes:
        raise zipfile.BadZipFile("Bad CRC-32")

    monkeypatch.setattr(zipfile.ZipFile, "read", read)
    assert "无法读取" in refused(wb.plain())


def test_a_document_type_in_a_rare_encoding_is_refused() -> None:
    with pytest.raises(GiveBackError, match="文档类型"):
        parsed(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")


def test_too_many_styles_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("procure.report.givenback.styles._MAX_STYLES", 1)
    assert "样式太多" in refused(wb.plain())


def test_places_that_do_not_exist_are_refused() -> None:
    assert "没有工作表“表9”" in refused(wb.plain(), note("A1", sheet="表9"))
    assert "“图”是图表" in refused(wb.rich(), note("A1", sheet="图"))
    assert "不是单元格地址" in refused(wb.plain(), note("A0"))
    lost = AddedSheet("甲", ("乙",), (("丙",),), links=(Link(0, 0, "表9", "A1"),))
    assert "没有工作表“表9”" in refused(wb.plain(), note("A1"), added=[lost])


def test_fifty_thousand_rows_take_seconds() -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("表8")
    for row in range(1, 50_001):
        sheet.append([row, f"项目{row}", row * 1.5])
    data = wb.saved(book)
    begun = time.process_time()
    after = give_back(data, [note(f"B{row}") for row in range(1, 50_001, 10)], [])
    assert time.process_time() - begun < 20
    assert wb.parts(after)["xl/comments1.xml"].count(b"<comment ") == 5000


@pytest.fixture
def soffice() -> str:
    found = shutil.which("soffice")
    if not found:
        assert not os.environ.get("CI"), "LibreOffice (soffice) must be installed under CI"
        pytest.skip("LibreOffice (soffice) is not installed")
    return found


def test_libreoffice_opens_it_and_computes_the_same(soffice: str, tmp_path: Path) -> None:
    converted = []
    for name, data in (("before", wb.rich()), ("after", give_back(wb.rich(), NOTES, [SHEET]))):
        (tmp_path / f"{name}.xlsx").write_bytes(data)
        command = [soffice, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), str(tmp_path / f"{name}.xlsx")]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        converted.append(opened((tmp_path / "out" / f"{name}.xlsx").read_bytes(), data_only=True))
    before, after = converted
    for sheet in before.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert after[sheet.title][cell.coordinate].value == cell.value
    assert before["表8"]["C6"].value == 1700000.5
    assert after["审查结论"]["A3"].value == "=1+1"
    assert fill(after["表8"]["C4"]) == RED
    assert "达到公开招标数额标准" in after["表8"]["C4"].comment.text
