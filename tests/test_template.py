"""The empty plan: its sheets say what catalog/ says, its cells take what columns.csv allows, two runs are equal."""

import io
import re
import shlex
import shutil
import zipfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from procure.catalog import Edition
from procure.cli import app
from procure.datafile import DataError, data_root
from procure.editions import load_catalog
from procure.record import replace
from procure.report.template import load_columns, template
from procure.report.template.cells import put
from procure.terms import Level

CATALOG = load_catalog()
COLUMNS = load_columns()
README = Path(__file__).parent.parent / "README.md"


def edition() -> Edition:
    found = CATALOG.edition("140405", date(2026, 1, 1))
    assert found
    return found


@cache
def book() -> Any:
    return openpyxl.load_workbook(io.BytesIO(template(CATALOG, edition(), Level.COUNTY)))


def rows(sheet: str, first: int = 4) -> list[tuple[Any, ...]]:
    return [row for row in book()[sheet].iter_rows(min_row=first, values_only=True) if any(row)]


def checks() -> dict[str, Any]:
    sheet = book()["采购计划"]
    heads = {cell.column_letter: cell.value for cell in sheet[3]}
    return {heads[str(one.sqref).partition("4:")[0]]: one for one in sheet.data_validations.dataValidation}


def test_two_runs_are_equal_and_tell_no_time() -> None:
    data = template(CATALOG, edition(), Level.COUNTY)
    assert data == template(CATALOG, edition(), Level.COUNTY)
    parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    assert {part.date_time for part in parts} == {(2000, 1, 1, 0, 0, 0)}
    assert book().properties.created == book().properties.modified


def test_the_sheets_stand_in_order() -> None:
    assert book().sheetnames == ["采购计划", "集中采购目录", "品目", "限额", "填写说明"]


def test_the_form_has_a_title_a_unit_all_columns_and_200_empty_rows() -> None:
    sheet = book()["采购计划"]
    assert sheet["A1"].value == "政府采购计划"
    assert [cell.value for cell in sheet[2] if cell.value] == ["采购单位：", "年度：", "单位：万元"]
    assert [cell.value for cell in sheet[3]] == [column.name for column in COLUMNS]
    assert rows("采购计划") == []
    assert sheet.max_row == 203
    assert sheet["K203"].border.left.style == "thin"
    assert sheet["K4"].number_format == "#,##0.00####"


def test_the_form_is_frozen_and_printed_across_with_its_head() -> None:
    sheet = book()["采购计划"]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("D4", "$1:$3")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("类别", "货物,工程,服务"),
        ("组织形式", "集中采购,部门集中采购,分散采购,不适用"),
        ("采购方式", "公开招标,邀请招标,竞争性谈判,竞争性磋商,询价,单一来源,框架协议,自行采购"),
        ("是否进口", "是,否"),
        ("是否必须招标的项目", "是,否"),
        ("是否面向中小企业", "专门面向,预留部分,否,不适宜"),
        ("单位性质", "机关,高校,科研机构,公立医院"),
    ],
)
def test_words_are_chosen_from_a_list(column: str, words: str) -> None:
    assert (checks()[column].type, checks()[column].formula1) == ("list", f'"{words}"')
    assert checks()[column].showErrorMessage


def test_every_list_is_short_enough_for_a_cell() -> None:
    assert [one for one in checks().values() if one.type == "list" and len(one.formula1) > 255] == []


def test_codes_are_chosen_from_the_sheet_of_items() -> None:
    assert checks()["品目编码"].formula1 == "品目!$A$4:$A$4304"
    assert book()["品目"]["A4"].value == "A01000000"
    assert book()["品目"]["A4304"].value
    assert book()["品目"]["A4305"].value is None


@pytest.mark.parametrize("column", ["数量", "单价", "预算金额", "项目总投资", "预算资金"])
def test_numbers_are_not_below_nothing(column: str) -> None:
    check = checks()[column]
    assert (check.type, check.operator, check.formula1) == ("decimal", "greaterThanOrEqual", "0")


def test_days_are_days_and_a_month_may_be_written() -> None:
    assert (checks()["意向公开时间"].type, checks()["预计采购时间"].errorStyle) == ("date", "warning")


def test_every_hint_is_shown_where_its_column_is_entered() -> None:
    shown = {name: check.prompt for name, check in checks().items() if check.prompt}
    assert shown == {column.name: column.hint for column in COLUMNS if column.hint}


def test_a_column_of_text_without_a_hint_takes_anything() -> None:
    assert "资金来源" not in checks()
    assert checks()["预算项目"].type is None


def test_the_listed_items_are_those_of_the_edition() -> None:
    listed = rows("集中采购目录", 5)
    assert [row[0] for row in listed] == list(edition().entries)
    assert len(listed) == 30
    by_code = {row[0]: row[1:] for row in listed}
    assert by_code["A05010000"] == ("家具", "限各类标准办公家具", None)
    assert by_code["C21040000"] == ("物业管理服务", None, "区域联动框架协议")
    assert book()["集中采购目录"]["A2"].value == "集中采购目录及采购限额标准(2024年版)（晋财购〔2023〕50号）"


def test_all_items_are_there_and_those_with_none_below_are_marked() -> None:
    items = {row[0]: row[1:] for row in rows("品目")}
    assert len(items) == 4301
    assert items["C23120302"] == ("车辆加油、添加燃料服务", "末级")
    assert items["C23120000"] == ("维修和保养服务", None)


def test_the_limits_are_those_of_the_level_and_of_the_country() -> None:
    limits = [(row[0], row[1], row[2], row[3], row[4]) for row in rows("限额", 5)]
    assert limits[0] == ("采购限额标准", "货物", 30, "达到", "晋财购〔2023〕50号 四")
    assert ("公开招标数额标准", "服务", 400, "以上", "晋财购〔2023〕50号 五") in limits
    assert ("框架协议限额", "货物", 50, "小于", "晋财购〔2023〕50号 二") in limits
    assert [row[:3] for row in limits[-3:]] == [
        ("全国：必须招标规模标准", "工程", 400),
        ("全国：必须招标规模标准", "货物", 200),
        ("全国：必须招标规模标准", "服务", 100),
    ]
    assert str(rows("限额", 5)[-1][5]).endswith("（依据为二手来源）")
    assert book()["限额"]["A3"].value.startswith("2023-12-29 起施行，最后核对 2026-01-29；")


def test_another_level_has_its_own_limits() -> None:
    data = template(CATALOG, edition(), Level.PREFECTURE)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["限额"]
    assert (sheet["A1"].value, sheet["C5"].value) == ("限额（设区的市级）", 50)


def test_an_edition_that_ends_says_when() -> None:
    data = template(CATALOG, replace(edition(), repealed_on=date(2027, 1, 1)), Level.COUNTY)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["限额"]
    assert "，2027-01-01 起停止施行，" in sheet["A3"].value


def test_every_column_is_explained() -> None:
    told = {row[0]: row[1:] for row in rows("填写说明", 5)}
    assert list(told) == [column.name for column in COLUMNS]
    assert told["类别"][1].startswith("货物（货物类、A、")
    assert told["备注"][:2] == ("文字", None)
    assert told["适用情形"][0] == "文字；政府采购法第几条第几项"


def test_no_sheet_beside_the_form_has_a_head_that_a_plan_is_known_by() -> None:
    known = {head for column in COLUMNS for head in (column.name, *column.wordings)}
    for name in book().sheetnames[1:]:
        top = {cell.value for row in book()[name].iter_rows(max_row=4) for cell in row if cell.value}
        assert top & known == set(), name


def test_a_text_that_begins_like_a_formula_stays_a_text() -> None:
    cell = openpyxl.Workbook().worksheets[0]["A1"]
    put(cell, "=1+1")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


@pytest.mark.parametrize(
    ("file", "before", "after", "message"),
    [
        ("columns.csv", ",term,采购类别", ",terms,采购类别", "`kind` is `terms`; allowed:"),
        (
            "columns.csv",
            "funding,资金来源,text",
            "funding,资金来源,term",
            "`funding` is a term and has no row in words",
        ),
        ("words.csv", "category,works,工程|工程类|B|B工程|工程采购", "category,works,", "`wordings` is empty"),
    ],
)
def test_a_fault_in_the_data_is_refused(tmp_path: Path, file: str, before: str, after: str, message: str) -> None:
    shutil.copytree(data_root() / "catalog" / "plan", tmp_path / "catalog" / "plan")
    path = tmp_path / "catalog" / "plan" / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(DataError, match=re.escape(message)):
        load_columns(tmp_path)


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["template", *arguments])


def test_the_command_of_the_readme_writes_the_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (command,) = re.findall(r"^procure template (.*?)(?:\s+#.*)?$", README.read_text(encoding="utf-8"), re.MULTILINE)
    monkeypatch.chdir(tmp_path)
    arguments = shlex.split(command)
    assert run(*arguments).stdout == f"已写入 {arguments[0]}\n"
    assert openpyxl.load_workbook(arguments[0]).sheetnames == book().sheetnames


def test_what_is_there_is_written_over_only_if_told(tmp_path: Path) -> None:
    path = tmp_path / "计划.xlsx"
    path.write_bytes(b"mine")
    refused = run(str(path), "--level", "县级", "--on", "2026-01-01")
    assert (refused.exit_code, path.read_bytes()) == (2, b"mine")
    assert "已经存在，没有写入；要覆盖请加 --force" in refused.stderr
    assert run(str(path), "--level", "县级", "--on", "2026-01-01", "--force").exit_code == 0
    assert path.read_bytes() == template(CATALOG, edition(), Level.COUNTY)


@pytest.mark.parametrize(
    ("file", "options", "message"),
    [
        ("a.xlsx", ("--region", "无此地"), "“无此地”不是已收录的地区名称或者代码"),
        ("a.xlsx", ("--region", "河南省"), "没有已收录的河南省集中采购目录及限额在施行"),
        ("a.xlsx", ("--on", "2001-01-01"), "2001-01-01 没有已收录的山西省集中采购目录及限额在施行"),
        ("a.xls", (), "a.xls 不是 .xlsx 文件，空白计划只写成 .xlsx"),
        ("没有/a.xlsx", (), "无法写入："),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, options: tuple[str, ...], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    refused = run(file, "--level", "county", *options)
    assert refused.exit_code == 2
    assert message in refused.stderr
    assert list(tmp_path.iterdir()) == []
