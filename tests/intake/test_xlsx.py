"""Workbooks as they are printed: the same cells in .xlsx and .xls, their places, and what is wrong with a file."""

import datetime as dt
import io
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from benchmarks.biff import Sheet, Value, workbook
from benchmarks.fuzz_inputs import unzipped, with_part
from procure.intake import grid, package, read
from procure.intake.assemble import assemble
from procure.intake.files import UnreadableError
from procure.intake.lines import Line
from procure.intake.xlsx import read_xls, read_xlsx
from procure.model import Document, Where
from procure.money import Unit

Cells = Mapping[str, Any]
SHEET = "xl/worksheets/sheet1.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def book_of(cells: Cells, merged: Iterable[str] = (), formats: Mapping[str, str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "表8"
    fill(sheet, cells, merged)
    for address, code in (formats or {}).items():
        sheet[address].number_format = code
    return saved(book)


def fill(sheet: Worksheet, cells: Cells, merged: Iterable[str] = ()) -> None:
    for address, value in cells.items():
        sheet[address] = value
    for ranged in merged:
        sheet.merge_cells(ranged)


def raw(rows: str, after: str = "") -> bytes:
    """Return a workbook whose only sheet has this data."""
    markup = f"<worksheet><sheetData>{rows}</sheetData>{after}</worksheet>"
    return with_part(book_of({"A1": "x"}), SHEET, markup.encode())


def sharing(rows: str, texts: str) -> bytes:
    """Return a workbook whose only sheet has this data, and whose texts are these."""
    data = with_part(raw(rows), "xl/sharedStrings.xml", texts.encode())
    related = unzipped(data)[RELATIONS].decode()
    relation = '<Relationship Id="rId55" Type="a/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>'
    return with_part(data, RELATIONS, related.replace("</Relationships>", relation).encode())


def rows_of(data: bytes) -> list[tuple[str, ...]]:
    return [line.cells or (line.text,) for line in read_xlsx(data)]


def document_of(data: bytes) -> Document:
    return assemble("预算.xlsx", read_xlsx(data))


def refusal(data: bytes) -> tuple[str, str]:
    with pytest.raises(UnreadableError) as caught:
        list(read_xlsx(data))
    assert "，未审查；请" in caught.value.consequence
    return caught.value.found, caught.value.consequence.partition("，未审查")[0]


# ---- cells


def cell_text(value: object, code: str) -> str:
    texts = [line.text for line in read_xlsx(book_of({"A1": value}, formats={"A1": code}))]
    assert len(texts) == 1
    return texts[0]


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (2481.3, "General", "2481.3"),
        (2481.3, "0.00", "2481.30"),
        (2481.3, "#,##0.00", "2,481.30"),
        (2481.3, "0", "2481"),
        (0.1 + 0.2, "General", "0.3"),
        (1.005, "0.00", "1.01"),
        (-2481.3, "#,##0.00;[Red]#,##0.00", "-2,481.30"),
        (-2481.3, "0.00_);(0.00)", "(2481.30)"),
        (-2481.3, "#,##0.00_);(#,##0.00)", "-2,481.30"),
        (0.1234, "0.00%", "12.34%"),
        (123456, '0!.0,"万"', "12.3万"),
        (0, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "0.00"),
        (12.5, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "12.50"),
        (12.5, '0.00"万元"', "12.50万元"),
        (7, "000", "007"),
        (dt.date(2026, 1, 1), "yyyy/m/d", "2026-01-01"),
        (dt.datetime(2026, 1, 1, 8, 30), 'yyyy"年"m"月"d"日" h:mm', "2026-01-01 08:30:00"),  # noqa: DTZ001
        (dt.time(8, 30), "h:mm", "08:30:00"),
        ("007", "General", "007"),
        ("０１２", "0.00", "０１２"),
        ("12.50", "General", "12.50"),
        (True, "General", "TRUE"),
        ("#REF!", "General", "#REF!"),
        ("a_x000D_b_x005F_c_xD800_", "General", "a b_c_xD800_"),
    ],
)
def test_a_cell_is_read_as_it_is_printed(value: object, code: str, expected: str) -> None:
    assert cell_text(value, code) == expected


def test_the_digits_of_a_rounded_figure_are_those_printed() -> None:
    data = book_of({"A1": "项目支出表", "A2": "单位：万元", "A3": "绿化", "B3": 12.3456}, formats={"B3": "0.00"})
    assert document_of(data).tables[0].rows[0].cells == ("绿化", "12.35")


def test_texts_keep_their_runs_and_lose_the_readings_above_them() -> None:
    shared = "<sst><si><r><t>绿化</t></r><rPh><t>lv</t></rPh><r><rPr/><t>养护</t></r></si><si/></sst>"
    cells = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'
    assert rows_of(sharing(cells, shared)) == [("绿化养护",)]
    inline = '<row><c t="inlineStr"><is><r><t>绿</t></r><r><t xml:space="preserve"> 化</t></r></is></c></row>'
    assert rows_of(raw(inline)) == [("绿 化",)]


def test_cells_without_addresses_and_with_a_prefix_are_read() -> None:
    cells = '<y:c><y:v>1</y:v></y:c><y:c/><y:c t="d"><y:v>2026-01-01T00:00:00</y:v></y:c>'
    markup = f'<y:worksheet><y:sheetData><y:row r="3">{cells}</y:row></y:sheetData></y:worksheet>'
    data = with_part(book_of({"A1": 1}), SHEET, markup.encode())
    assert [line.where for line in read_xlsx(data)][-1] == Where(sheet="表8", row=3)
    assert rows_of(data)[-1] == ("1", "", "2026-01-01")


def test_values_that_are_no_numbers_or_out_of_all_range_stay_as_they_are() -> None:
    cells = "".join(f"<c><v>{value}</v></c>" for value in ("1e999", "abc", " ", "1E3"))
    assert rows_of(raw(f'<row>{cells}<c t="b"><v>2</v></c><c s="99"><v>1.50</v></c></row>'))[-1] == (
        "1E+999",
        "abc",
        "",
        "1000",
        "2",
        "1.5",
    )


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.worksheets[0]["A1"] = dt.date(2026, 1, 1)
    assert rows_of(saved(book)) == [("2026-01-01",)]


# ---- formulas


def test_a_formula_without_its_value_is_computed_and_printed() -> None:
    cells = {"A1": "合计表", "A3": "名称", "B3": 0.1, "B4": 0.2, "B5": "=SUM(B3:B4)", "B6": "=B5+表8!B3", "B7": "=1=1"}
    data = book_of(cells, formats={"B5": "0.00"})
    assert [row[-1] for row in rows_of(data)][-5:] == ["0.1", "0.2", "0.30", "0.4", "〔公式未计算：1=1〕"]


def test_a_formula_with_its_value_is_read_as_computed() -> None:
    cells = (
        '<c t="str"><f>IF(A9,"","")</f><v></v></c><c><f>SUM(A8)</f><v>5</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    )
    assert rows_of(raw(f"<row>{cells}</row>"))[-1] == ("", "5", "#DIV/0!")


def test_a_formula_may_refer_to_hidden_sheets_texts_and_other_formulas() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    hidden = book.create_sheet("底 稿")
    hidden.sheet_state = "hidden"
    hidden["A1"], hidden["A2"], hidden["A3"] = 5, "文字", "=A1*2"
    fill(
        sheet,
        {"A1": "x", "B1": "='底 稿'!A3", "C1": "='底 稿'!A2+1", "D1": "=SUM('底 稿'!A1:A3)", "E1": "=F1", "F1": "=E1"},
    )
    assert rows_of(saved(book))[1] == (
        "x",
        "10",
        "〔公式未计算：'底 稿'!A2+1〕",
        "15",
        "〔公式未计算：F1〕",
        "〔公式未计算：E1〕",
    )


def test_a_formula_that_refers_to_another_ones_text_is_said_to() -> None:
    assert rows_of(raw('<row><c><v>1</v></c><c><f t="shared" si="0"/></c></row>'))[-1] == (
        "1",
        "〔公式未计算：与其他单元格相同〕",
    )


# ---- rows, titles, tables


BUDGET: Cells = {
    "A1": "2026年项目支出预算表",
    "A2": "部门名称：某局",
    "C2": "单位：万元",
    "A3": "项目名称",
    "B3": "类别",
    "C3": "合计",
    "A4": "绿化养护",
    "B4": "服务",
    "C4": 12.5,
    "B5": "工程",
    "C5": 3,
    "A6": "注：含上年",
    "A8": "2026年收入总表",
    "A9": "科目",
    "B9": "金额",
    "A10": "拨款",
    "B10": 15.5,
}


def test_tables_have_their_titles_units_notes_and_places() -> None:
    data = book_of(BUDGET, merged=["A1:C1", "A4:A5"], formats={"C4": "0.00", "C5": "0.00"})
    first, second = document_of(data).tables
    assert (first.title, first.units, first.notes[-1]) == (BUDGET["A1"], (Unit.WAN_YUAN,), BUDGET["A6"])
    assert [row.cells for row in first.rows] == [
        ("项目名称", "类别", "合计"),
        ("绿化养护", "服务", "12.50"),
        ("", "工程", "3.00"),
    ]
    assert [row.merged for row in first.rows] == [frozenset(), frozenset(), frozenset({0})]
    place = first.place(first.rows[2], 2)
    assert (place.row, place.column, place.cell, place.sheet, place.text) == (3, 3, "C5", "表8", "3.00")
    assert (second.title, [row.cells for row in second.rows]) == (BUDGET["A8"], [("科目", "金额"), ("拨款", "15.5")])
    assert second.head_place.spot == "工作表“表8”A8"


def test_a_place_reads_back_its_value() -> None:
    data = book_of(BUDGET)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["表8"]
    for table in document_of(data).tables:
        for row in table.rows:
            for column, text in enumerate(row.cells):
                cell = sheet[table.place(row, column).cell or ""]
                assert text == ("" if cell.value is None else str(cell.value))


def lines(cells: Cells, merged: Iterable[str] = ()) -> list[tuple[str, bool, bool]]:
    """Return each line's first text, whether it is a row, and whether it opens a table."""
    found = list(read_xlsx(book_of(cells, merged)))
    assert [line.number for line in found] == list(range(1, len(found) + 1))
    return [(line.text.split("\t")[0], bool(line.cells), line.opens) for line in found]


def test_what_stands_alone_before_a_table_is_text_and_within_it_a_row() -> None:
    cells = {"A1": "说明", "A2": "名称", "B2": "金额", "A3": "只有名称", "A4": "绿化", "B4": 1}
    assert lines(cells) == [
        ("说明", False, False),
        ("名称", True, True),
        ("只有名称", True, False),
        ("绿化", True, False),
    ]


def test_within_a_table_a_merged_section_name_is_a_row_and_a_merged_title_note_or_long_text_is_text() -> None:
    cells = {
        "A1": "名称",
        "B1": "金额",
        "A2": "一、基本支出",
        "A3": "绿化",
        "B3": 1,
        "A4": "收支总表",
        "A5": "字" * 80,
        "A6": "注：无",
        "A7": "单位：元",
    }
    merged = [f"A{row}:B{row}" for row in (2, 4, 5, 6)]
    assert [(text[:4], row) for text, row, _ in lines(cells, merged)] == [
        ("表8", False),
        ("名称", True),
        ("一、基本", True),
        ("绿化", True),
        ("收支总表", False),
        ("字字字字", False),
        ("注：无", False),
        ("单位：元", False),
    ]


def test_a_title_beside_its_number_or_unit_is_text() -> None:
    cells = {"A1": "表3", "B1": "收支总表", "C1": "单位：元", "A2": "名称", "B2": "金额"}
    assert [text for text, row, _ in lines(cells) if not row] == ["表3", "收支总表", "单位：元"]


def test_a_table_goes_on_after_blank_rows_unless_a_title_follows_them() -> None:
    cells = {
        "A1": "总表",
        "A2": "名",
        "B2": 1,
        "A4": "名",
        "B4": 2,
        "A6": "填表人",
        "A7": "名",
        "B7": 3,
        "A9": "另一个表",
    }
    assert [opens for _, row, opens in lines({**cells, "A11": "名", "B11": 4}) if row] == [True, False, False, True]


def test_a_merged_line_after_blank_rows_begins_a_table() -> None:
    cells = {"A1": "总表", "A2": "名", "B2": 1, "A4": "收支情况", "A5": "名", "B5": 2}
    assert lines(cells, ["A4:B4"])[-1] == ("名", True, True)


def test_a_sheet_without_a_title_is_called_by_its_name() -> None:
    book = openpyxl.Workbook()
    for name in ("收入表", "支出表"):
        fill(book.create_sheet(name), {"A1": "单位：元", "A2": "名称", "B2": "金额"})
    book.remove(book.worksheets[0])
    assert [(table.title, table.line) for table in document_of(saved(book)).tables] == [("收入表", 2), ("支出表", 5)]


def test_breaks_within_a_cell_are_blanks_and_within_text_they_end_lines() -> None:
    cells = {"A1": "第一段\n\n 第二段", "A2": "道路\r\n维修", "B2": "a\tb"}
    assert rows_of(book_of(cells)) == [("第一段",), ("第二段",), ("道路 维修", "a b")]


def test_rows_are_as_wide_as_their_table_and_narrower_where_that_takes_too_much(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cells = {"A1": "a", "B1": "b", "A2": "c", "B2": "d", "C2": "e"}
    assert [len(row) for row in rows_of(book_of(cells))[1:]] == [3, 3]
    monkeypatch.setattr(grid, "MAX_CELLS", 5)
    assert [len(row) for row in rows_of(book_of(cells))[1:]] == [2, 3]


def test_hidden_sheets_are_said_not_to_be_read_and_hidden_rows_and_columns_are_read() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    fill(sheet, {"A1": "a", "B1": "b", "A2": "c", "B2": "d"})
    sheet.row_dimensions[2].hidden = sheet.column_dimensions["B"].hidden = True
    for name, state in (("藏", "hidden"), ("深藏", "veryHidden")):
        book.create_sheet(name).sheet_state = state
    chart = book.create_chartsheet("图")
    chart.add_chart(openpyxl.chart.BarChart())
    assert rows_of(saved(book)) == [
        ("Sheet",),
        ("a", "b"),
        ("c", "d"),
        ("〔工作表“藏”是隐藏的，未读取〕",),
        ("〔工作表“深藏”是隐藏的，未读取〕",),
        ("〔工作表“图”是图表或者宏，未读取〕",),
    ]


# ---- limits and damage


def test_fifty_thousand_rows_are_read_fast() -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("a")
    for row in range(50_000):
        sheet.append([f"项目{row}", row * 1.5, "货物", row])
    data = saved(book)
    start = time.process_time()
    assert sum(1 for _ in read_xlsx(data)) == 50_001
    assert time.process_time() - start < 10  # about 0.8 s; a bound that a busy machine keeps


def test_two_cells_far_apart_cost_two_cells() -> None:
    data = raw('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>')
    found = list(read_xlsx(data))
    assert [(line.text, line.where) for line in found] == [
        ("1", Where(sheet="表8", row=1)),
        ("2", Where(sheet="表8", row=1_048_576)),
    ]


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        ('<row r="1"><c r="XFE1"><v>1</v></c></row>', ""),
        ('<row r="1"><c r="ABCD1"><v>1</v></c></row>', "ABCD"),
        ('<row r="1"><c r="A2"><v>1</v></c></row>', "A2"),
        ('<row r="1"><c r="B1"/><c r="A1"/></row>', "A1"),
        ('<row r="2"/><row r="1"/>', "1"),
        ('<row r="1048577"/>', "1048577"),
        ('<row r="x"/>', "x"),
        (f'<row r="{"9" * 99}"/>', "9" * 20),
    ],
)
def test_addresses_that_are_out_of_range_or_order_are_refused(rows: str, shown: str) -> None:
    found, what = refusal(raw(rows))
    assert found == "损坏的 Excel 文件"
    assert what.startswith("单元格或行的地址“")
    assert shown in what


def test_merged_ranges_must_have_addresses() -> None:
    assert refusal(raw("<row><c><v>1</v></c></row>", '<mergeCells><mergeCell ref="A1:A9999999"/></mergeCells>'))[1] == (
        "单元格或行的地址“A9999999”超出范围或次序不对"
    )
    single = raw("<row><c><v>1</v></c></row>", '<mergeCells><mergeCell ref="$A$1"/></mergeCells>')
    assert rows_of(single) == [("1",)]


def test_too_many_rows_cells_and_merged_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = book_of({"A1": 1, "B1": 2, "A2": 3, "B2": 4}, merged=["A4:B9"])
    monkeypatch.setattr(grid, "MAX_ROWS", 1)
    assert refusal(data) == ("Excel 文件", "超过1行或者2,000,000个单元格")
    monkeypatch.setattr(grid, "MAX_ROWS", 2)
    monkeypatch.setattr(grid, "MAX_CELLS", 3)
    assert refusal(data) == ("Excel 文件", "超过2行或者3个单元格")
    monkeypatch.setattr(grid, "MAX_CELLS", 4)
    ranges = '<mergeCells><mergeCell ref="A1:C3"/><mergeCell ref="A1:C2"/></mergeCells>'
    crossing = raw("<row><c><v>1</v></c></row><row><c/><c><v>2</v></c></row>", ranges)
    assert refusal(crossing) == ("Excel 文件", "合并单元格超过4个")
    monkeypatch.setattr(package, "MAX_ELEMENTS", 5)
    assert refusal(data) == ("Excel 文件", "单元格超过5个")


def test_an_empty_workbook_is_refused() -> None:
    assert refusal(book_of({"A1": " "})) == ("没有内容的 Excel 文件", "可见的工作表都是空的")


def with_change(part: str, old: str, new: str) -> bytes:
    data = book_of({"A1": "x"})
    content = unzipped(data)[part].decode()
    assert old in content
    return with_part(data, part, content.replace(old, new).encode())


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (with_change(SHEET, "</row>", ""), "标记有错（"),
        (with_part(book_of({"A1": "x"}), SHEET, b'<?xml version="1.0" encoding="none"?><a/>'), "标记有错（"),
        (with_part(book_of({"A1": "x"}), SHEET, b""), "标记有错（"),
        (with_change(RELATIONS, "worksheets/sheet1", "worksheets/sheet9"), "缺少部件“xl/worksheets/sheet9.xml”"),
        (with_change("xl/workbook.xml", 'r:id="rId1"', 'r:id="rId77"'), "工作表“表8”没有内容部件"),
        (
            with_change("xl/workbook.xml", "</sheets>", '<sheet name="二" xmlns:r="r" r:id="rId1"/></sheets>'),
            "两个工作表是同一个部件",
        ),
        (raw('<row><c t="s"><v>7</v></c></row>'), "没有第7个文本"),
        (raw('<row><c t="s"><v>-1</v></c></row>'), "没有第-1个文本"),
        (raw('<row><c t="s"><v>²</v></c></row>'), "没有第²个文本"),
    ],
    ids=["不成对", "未知编码", "空部件", "缺部件", "缺关系", "同一部件", "文本号", "负文本号", "上标"],
)
def test_a_damaged_workbook_is_refused(data: bytes, what: str) -> None:
    found, why = refusal(data)
    assert found == "损坏的 Excel 文件"
    assert why.startswith(what)


def test_a_part_whose_checksum_is_wrong_is_refused() -> None:
    data = book_of({"A1": "x"})
    at = data.index(SHEET.encode(), data.index(b"PK\x01\x02"))
    found, why = refusal(data[: at - 30] + b"abcd" + data[at - 26 :])
    assert (found, why.partition("（")[0]) == ("损坏的 Excel 文件", f"部件“{SHEET}”无法读取")


def test_what_the_workbook_names_outside_itself_is_left_alone() -> None:
    outside = '<Relationship Id="rId88" Target="http://x" TargetMode="External" Type="a/externalLink"/></Relationships>'
    assert rows_of(with_change(RELATIONS, "</Relationships>", outside)) == [("x",)]


def test_formats_of_other_kinds_of_style_are_not_taken() -> None:
    styles = (
        '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.000"/><numFmt numFmtId="165"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="2"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="4"/><xf/><xf numFmtId="999"/></cellXfs>'
        '<dxfs><dxf><numFmt numFmtId="164" formatCode="0"/></dxf></dxfs></styleSheet>'
    )
    cells = "".join(f'<c s="{style}"><v>1234.5</v></c>' for style in range(5))
    data = with_part(raw(f"<row>{cells}</row>"), "xl/styles.xml", styles.encode())
    assert rows_of(data)[-1] == ("1234.500", "1234.5", "1,234.50", "1234.5", "1234.5")


# ---- .xls


def xls_lines(*sheets: Sheet, since_1904: bool = False) -> list[Line]:
    return list(read_xls(workbook(sheets, since_1904=since_1904)))


def test_an_xls_is_read_as_the_same_xlsx() -> None:
    cells: dict[tuple[int, int], tuple[Value, int]] = {
        (0, 0): ("收支总表", 0),
        (1, 0): ("名称", 0),
        (1, 1): ("金额", 0),
        (2, 0): ("绿化", 0),
        (2, 1): (2481.3, 170),
        (3, 1): (12.0, 4),
        (4, 0): (True, 0),
        (4, 1): (46023.0, 14),
        (5, 0): (False, 0),
        (5, 1): (None, 0),
    }
    first = Sheet("表8", cells, merged=[(0, 0, 0, 1), (2, 3, 0, 0)], formats={170: "0.00"})
    found = xls_lines(first, Sheet("藏", {(0, 0): ("x", 0)}, hidden=1))
    values = {
        "A1": "收支总表",
        "A2": "名称",
        "B2": "金额",
        "A3": "绿化",
        "B3": 2481.3,
        "B4": 12,
        "A5": True,
        "A6": False,
    }
    others = {"B5": dt.date(2026, 1, 1), "B6": "#N/A"}
    formats = {"B3": "0.00", "B4": "#,##0.00", "B5": "yyyy-mm-dd"}
    assert found[:-1] == list(read_xlsx(book_of({**values, **others}, ["A1:B1", "A3:A4"], formats)))
    assert found[-1].text == "〔工作表“藏”是隐藏的，未读取〕"


def test_an_xls_of_1904_and_numbers_that_are_none() -> None:
    cells: dict[tuple[int, int], tuple[Value, int]] = {
        (0, 0): (44561.0, 14),
        (0, 1): (float("inf"), 0),
        (0, 2): (1e300, 2),
        (1, 0): (" ", 0),
    }
    assert [line.cells for line in xls_lines(Sheet("a", cells), since_1904=True)][1] == ("2026-01-01", "inf", "1E+300")


def test_a_style_that_an_xls_does_not_have_is_general() -> None:
    data = workbook([Sheet("a", {(0, 0): (1.5, 2), (0, 1): (2.5, 200)})])
    assert [line.cells for line in read_xls(data)][1] == ("1.50", "2.5")


def test_a_damaged_xls_is_refused() -> None:
    data = workbook([Sheet("a", {(0, 0): (1.0, 0), (60_000, 20_000): (1.0, 0)})])
    for damaged in (data, data[:600]):
        with pytest.raises(UnreadableError, match=r"损坏的 Excel 文件（\.xls）.*另存为 \.xlsx"):
            list(read_xls(damaged))


def test_workbooks_are_read_from_their_files(tmp_path: Path) -> None:
    for name, data in (("a.xlsm", book_of({"A1": "总表"})), ("b.et", workbook([Sheet("a", {(0, 0): ("总表", 0)})]))):
        path = tmp_path / name
        path.write_bytes(data)
        document, problems = read(path)
        assert document is not None
        assert ([one.text for one in document.paragraphs], problems) == (["总表"], [])
