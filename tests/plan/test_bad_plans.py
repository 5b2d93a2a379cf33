"""Files that people really send: each is read as far as it can be, or says why not, with its cell; none raises."""

import time
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.fuzz_inputs import unzipped, with_part
from procure.plan.model import Period, Share
from tests.intake.test_formats import compound
from tests.plan.making import (
    CLEANING,
    HEAD,
    PRINTER,
    book_of,
    lines_of,
    read_file,
    saved,
    spots,
    totals_of,
    written,
)

TWO: Final = [("打印机", 20_0000_00), ("保洁服务", 35_5000_00)]
UNITED: Final = (*HEAD[:4], "预算金额（万元）")
SHEET: Final = "xl/worksheets/sheet1.xml"
TYPES: Final = "[Content_Types].xml"


def test_a_workbook_with_a_password(tmp_path: Path) -> None:
    plan, problems = read_file(written(tmp_path, compound("EncryptionInfo", "EncryptedPackage")))
    assert plan is None
    assert spots(problems) == [("", "文件", "加密的 Office 文件", "无法读取，未审查；请取消打开密码后另存，再审查")]


def test_a_workbook_with_macros(tmp_path: Path) -> None:
    data = saved(book_of([UNITED, PRINTER, CLEANING]))
    types = unzipped(data)[TYPES].decode().replace("spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main")
    data = with_part(with_part(data, TYPES, types.encode()), "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    plan, problems = read_file(written(tmp_path, data, "计划.xlsm"))
    assert plan
    assert (lines_of(plan), problems) == (TWO, [])


def test_a_million_empty_rows(tmp_path: Path) -> None:
    data = saved(book_of([UNITED, PRINTER, CLEANING]))
    markup = unzipped(data)[SHEET].decode()
    empty = "".join(f'<row r="{row}"/>' for row in range(4, 1_000_001))
    assert "</sheetData>" in markup
    markup = markup.replace("</sheetData>", f"{empty}</sheetData>").replace("A1:E3", "A1:XFD1048576")
    started = time.monotonic()
    plan, problems = read_file(written(tmp_path, with_part(data, SHEET, markup.encode())))
    assert plan
    assert (lines_of(plan), problems) == (TWO, [])
    assert time.monotonic() - started < 30


def test_formulas_that_were_never_computed(tmp_path: Path) -> None:
    rows = [
        UNITED,
        ("1", "打印机", "A02021003", "询价", "=2*10"),
        ("2", "保洁服务", "", "", "=VLOOKUP(B3,A1:E9,5)"),
        ("合计", "", "", "", "=SUM(E2:E2)"),
        ("合计", "", "", "", "=NOW()"),
    ]
    plan, problems = read_file(written(tmp_path, saved(book_of(rows))))
    assert plan
    assert (lines_of(plan), totals_of(plan)) == (TWO[:1], [("合计", 20_0000_00, ("打印机",), 1)])
    assert spots(problems) == [
        ("工作表“采购计划”E3", "预算金额", "〔公式未计算：VLOOKUP(B3,A1:E9,5)〕", "不是金额，该行未判定"),
        ("工作表“采购计划”E5", "预算金额", "〔公式未计算：NOW()〕", "不是金额，该行未判定"),
    ]


def test_two_heads_in_a_sheet(tmp_path: Path) -> None:
    second = ("采购内容", "预算金额（元）", "采购方式", "摘要")
    rows = [UNITED, PRINTER, (), second, ("保洁服务", 355_000, "竞争性磋商", "甲")]
    plan, problems = read_file(written(tmp_path, saved(book_of(rows))))
    assert plan
    assert lines_of(plan) == TWO
    assert spots(problems) == [
        ("工作表“采购计划”A4", "表头", "摘要", "没有识别是哪一列，没有读；需要读的请用 --columns 指明")
    ]


def test_days_and_shares_as_excel_holds_them(tmp_path: Path) -> None:
    head = (
        "项目名称",
        "采购方式",
        "预算金额（万元）",
        "预计采购时间",
        "意向公开时间",
        "预留比例",
        "其中小微企业比例",
    )
    row = ("打印机", "询价", 20, date(2026, 3, 1), datetime(2026, 1, 8), 0.3, 0.6)  # noqa: DTZ001  # Excel knows no zones
    formats = {"D2": "yyyy-mm-dd", "E2": "yyyy/m/d h:mm", "F2": "0%", "G2": "General"}
    plan, problems = read_file(written(tmp_path, saved(book_of([head, row], formats))))
    assert plan
    assert (lines_of(plan), problems) == (TWO[:1], [])
    assert dict(plan.lines[0].days) == {
        "planned_day": Period(date(2026, 3, 1), date(2026, 3, 1)),
        "intention_day": Period(date(2026, 1, 8), date(2026, 1, 8)),
    }
    assert dict(plan.lines[0].shares) == {
        "sme_share": Share(basis_points=3000),
        "small_share": Share(basis_points=6000),
    }


def test_a_day_in_the_column_of_amounts(tmp_path: Path) -> None:
    rows = [UNITED, ("1", "打印机", "", "询价", date(2026, 3, 1)), CLEANING]
    plan, problems = read_file(written(tmp_path, saved(book_of(rows))))
    assert plan
    assert lines_of(plan) == TWO[1:]
    assert spots(problems) == [("工作表“采购计划”E2", "预算金额", "2026-03-01", "不是金额，该行未判定")]


def test_a_merged_head_of_a_workbook(tmp_path: Path) -> None:
    book = book_of(
        [
            ("某县教育局2026年政府采购计划表",),
            ("采购单位：某县教育局", "", "", "", "", "单位：万元"),
            ("序号", "项目名称", "采购方式", "预留", "", "预算金额"),
            ("", "", "", "比例", "小微企业预留", ""),
            (1, "打印机", "询价", "30%", "60%", 20),
            ("合计", "", "", "", "", 20),
            ("填表人：张三",),
        ]
    )
    sheet = book.worksheets[0]
    for merged in ("A1:F1", "A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:F4", "A6:B6", "A7:F7"):
        sheet.merge_cells(merged)
    plan, problems = read_file(written(tmp_path, saved(book)))
    assert plan
    assert (lines_of(plan), problems) == (TWO[:1], [])
    assert (plan.purchaser, plan.year, plan.kind) == ("某县教育局", 2026, "plan")
    assert totals_of(plan) == [("合计", 20_0000_00, ("打印机",), 0)]
    assert set(plan.lines[0].shares) == {"sme_share", "small_share"}


def test_plans_on_two_sheets_and_one_that_is_hidden(tmp_path: Path) -> None:
    book = book_of([UNITED, PRINTER])
    for name, row in (("服务", CLEANING), ("草稿", ("3", "空调", "", "询价", "9"))):
        sheet = book.create_sheet(name)
        sheet.append(UNITED)
        sheet.append(row)
    book["草稿"].sheet_state = "hidden"
    path = written(tmp_path, saved(book))
    plan, _ = read_file(path)
    assert plan
    assert lines_of(plan) == TWO
    assert [line.place.spot for line in plan.lines] == ["工作表“采购计划”B2", "工作表“服务”B2"]


CSV: Final = """序号,采购项目名称,品目编码,采购方式,预算金额（万元）
1,打印机,A02021003,询价,20
2,保洁服务,C21040000,竞争性磋商,35.5
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_plan_in_csv(tmp_path: Path, encoding: str) -> None:
    plan, problems = read_file(written(tmp_path, CSV.encode(encoding), "计划.csv"))
    assert plan
    assert (lines_of(plan), problems) == (TWO, [])


def test_a_plan_in_csv_with_quoted_cells(tmp_path: Path) -> None:
    text = CSV.replace("打印机", '"打印机,\n彩色"').replace(",35.5", ',"1,035.50"')
    plan, problems = read_file(written(tmp_path, text.encode(), "计划.csv"))
    assert plan
    assert (lines_of(plan), problems) == ([("打印机, 彩色", 20_0000_00), ("保洁服务", 1035_5000_00)], [])
    assert [line.place.line for line in plan.lines] == [2, 4]


def test_a_plan_in_csv_with_the_user_s_own_names(tmp_path: Path) -> None:
    text = CSV.replace("采购项目名称", "摘要").replace("预算金额（万元）", "钱（万元）")
    own = [("摘要", "项目名称"), ("钱", "预算金额")]
    plan, problems = read_file(written(tmp_path, text.encode(), "计划.csv"), own)
    assert plan
    assert (lines_of(plan), problems) == (TWO, [])


def test_a_csv_with_a_nul(tmp_path: Path) -> None:
    plan, problems = read_file(written(tmp_path, CSV.replace("打印机", "打印\0机").encode(), "计划.csv"))
    assert plan is None
    consequence = "含有空字符（NUL），不是可以读取的 CSV 文件，未审查；请用 Excel 或者 WPS 另存为 UTF-8 的 CSV 后再审查"
    assert spots(problems) == [("", "文件", "二进制内容", consequence)]


VALUES: Final[st.SearchStrategy[Any]] = st.one_of(
    st.none(),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(date(1900, 3, 1), date(9999, 12, 31)),
    st.sampled_from(["=1/0", "=SUM(A1:A9)", "合计", "约5", "(" * 40, "注：", *HEAD, *PRINTER]),
    st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cn", "Co")), max_size=8),
)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(VALUES, max_size=7), max_size=6))
def test_no_workbook_raises(tmp_path: Path, rows: list[list[Any]]) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in [UNITED, *rows]:
        sheet.append(row)
    plan, problems = read_file(written(tmp_path, saved(book)))
    if plan is not None:
        lines_of(plan)
    assert all(problem.consequence for problem in problems)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=60), st.text(alphabet='",\n\r\t1打合计()', max_size=40).map(str.encode)))
def test_no_csv_raises(tmp_path: Path, data: bytes) -> None:
    plan, problems = read_file(written(tmp_path, CSV.encode() + data, "计划.csv"))
    assert plan is not None or problems
    if plan is not None:
        lines_of(plan)


@pytest.mark.parametrize("filler", ["(", "（", "[", "1:00 ", "1,", "第", "单位：", "2026年", "合计"])
def test_a_huge_cell_takes_no_time(tmp_path: Path, filler: str) -> None:
    row = [filler * (30_000 // len(filler))] * len(UNITED)
    started = time.monotonic()
    plan, _ = read_file(written(tmp_path, saved(book_of([UNITED, *[row] * 5, CLEANING]))))
    assert plan
    assert lines_of(plan)[-1] == TWO[1]
    assert time.monotonic() - started < 5
