"""The summary: one row a document, amounts as numbers, texts as texts, nothing unknown as 0."""

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from procure.check import Report
from procure.findings import fingerprint
from procure.many import Checked, Found
from procure.model import Finding, Place, Problem
from procure.record import replace
from procure.report.baseline import Compared
from procure.report.overview import MEANINGS, left_out, lines, row, state, tally
from procure.report.summary import summary
from procure.setting import Options
from procure.terms import Outcome, Severity
from tests.check.making import NONE_STATED, PURCHASER, Row, budget, report_of, stated

SAID = stated("39.18", "0.00", "0", "39.18")
EXACT = budget(Row("保洁、保安、绿化等委托费", "250.00"), said=SAID)
LOST = Checked(
    Path("坏.pdf"),
    None,
    (Problem(Place("坏.pdf"), "文件", "加密文件", "未审查；请取消密码"), Problem(Place("坏.pdf"), "页", "", "乙")),
)
NONE = Found((), {})


def checked(text: str, options: Options | None = None, path: str = "预算.txt") -> Checked:
    return Checked(Path(path), report_of(text, options or Options(), path=path))


def sheets(data: bytes) -> dict[str, list[list[Any]]]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data))
    return {sheet.title: [[cell.value for cell in cells] for cells in sheet.iter_rows()] for sheet in book}


def book_of(*many: Checked, found: Found = NONE, compared: list[Compared] | None = None) -> Any:
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(summary(found, many, compared)))


def documents(*many: Checked, **more: Any) -> list[dict[str, Any]]:
    """Return the rows of the first sheet down to the empty one."""
    heads, *rows = [[cell.value for cell in cells] for cells in book_of(*many, **more)["汇总"].iter_rows()]
    return [dict(zip(heads, cells, strict=True)) for cells in rows[: len(many)]]


def test_a_row_says_what_a_document_came_to() -> None:
    (one,) = documents(checked(EXACT))
    report = report_of(EXACT)
    flagged = [str(each.severity) for each in report.findings]
    assert one == {
        "文件": "预算.txt",
        "采购人": PURCHASER,
        "年度": 2026,
        "地区": "屯留区",
        "级次": "县级",
        "类型": "部门预算",
        "政府采购预算（列明，万元）": 39.18,
        "至少须编列（万元）": pytest.approx(report.need.certain["total"] / 1_000_000, abs=0),
        "最多可能须编列（万元）": 250,
        "差额（万元）": pytest.approx((report.need.certain["total"] - 39_180_000) / 1_000_000, abs=0),
        "违规": flagged.count("breach"),
        "风险提示": flagged.count("red_flag"),
        "待核实": flagged.count("None"),
        "读取问题": 0,
        "未核对": len(report.not_checked),
        "状态": "已审查",
        "备注": None,
    }
    assert list(one) == list(MEANINGS)


def test_amounts_keep_the_decimals_they_need() -> None:
    book = book_of(checked(EXACT))
    cell = book["汇总"].cell(2, 8)
    assert (cell.value, cell.number_format, cell.data_type) == (160.000003, "#,##0.00####", "n")


def test_an_amount_beyond_the_numbers_of_a_spreadsheet_is_a_text() -> None:
    huge = budget(Row("车辆租赁费", "999999999999.99"), said=SAID)
    (one,) = documents(checked(huge))
    assert one["最多可能须编列（万元）"] == "999999999999.99"


UNKNOWN = {
    "没有写明": (
        budget(Row("车辆租赁费", "60.00"), said=NONE_STATED.replace("2026年未安排政府采购预算。", "")),
        Options(),
        {
            "政府采购预算（列明，万元）": None,
            "至少须编列（万元）": 60,
            "最多可能须编列（万元）": 60,
            "差额（万元）": None,
        },
        "政府采购预算总额没有写明",
    ),
    "没有判定": (
        EXACT,
        Options(region="上海市"),
        {
            "政府采购预算（列明，万元）": 39.18,
            "至少须编列（万元）": None,
            "最多可能须编列（万元）": None,
            "差额（万元）": None,
        },
        "没有判定，须编列的金额不明",
    ),
    "没有项目表": (
        f"{PURCHASER}\n2026年部门预算\n\n通讯录\n姓名\t电话\n甲\t1\n\n{SAID}",
        Options(),
        {
            "政府采购预算（列明，万元）": 39.18,
            "至少须编列（万元）": None,
            "最多可能须编列（万元）": None,
            "差额（万元）": None,
        },
        "没有读出项目支出预算表，须编列的金额不明",
    ),
    "没有全部读出": (
        EXACT.replace("合计\t\t\n", "保洁费\t约50万\t\n合计\t\t\n"),
        Options(),
        {
            "政府采购预算（列明，万元）": 39.18,
            "至少须编列（万元）": 160.000003,
            "最多可能须编列（万元）": None,
            "差额（万元）": 120.820003,
        },
        "项目支出预算表没有全部读出，没有上限",
    ),
}


@pytest.mark.parametrize(("text", "options", "amounts", "remark"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_not_known_is_blank_with_a_remark(
    text: str, options: Options, amounts: dict[str, float | None], remark: str
) -> None:
    (one,) = documents(checked(text, options))
    assert {head: one[head] for head in amounts} == amounts
    assert one["备注"] == remark


def test_what_is_not_recognised_is_blank() -> None:
    (one,) = documents(checked(EXACT.replace(PURCHASER, "").replace("2026年", "")))
    assert [one[head] for head in ("采购人", "年度", "地区")] == [None, None, None]
    assert one["级次"] == "待核实（省级、设区的市级、县级）"
    assert one["状态"].startswith("未判定：未识别出所属地区")


def test_a_file_that_cannot_be_read_is_a_row_with_its_sentence() -> None:
    (one,) = documents(LOST)
    assert {head: value for head, value in one.items() if value is not None} == {
        "文件": "坏.pdf",
        "状态": "无法读取：“加密文件”，未审查；请取消密码；乙",
    }


def test_below_the_rows_stands_how_many_there_are_and_no_sum_of_amounts() -> None:
    found = Found((), {".doc": 2, "隐藏的": 1}, (Problem(Place("空夹"), "文件夹", "空夹", "其中没有文件"),))
    book = book_of(checked(EXACT), LOST, checked(EXACT, Options(region="上海市"), "三.txt"), found=found)
    below = [[cell.value for cell in cells if cell.value is not None] for cells in book["汇总"].iter_rows(min_row=5)]
    assert below == [
        [],
        ["共 3 份"],
        ["已审查 1 份"],
        ["未判定 1 份"],
        ["无法读取 1 份"],
        ["空夹 其中没有文件"],
        ["文件夹里另有 3 个没有审查：.doc 2 个、隐藏的 1 个"],
    ]
    assert ["没有审查的文件", "文件夹里另有 3 个没有审查：.doc 2 个、隐藏的 1 个"] in [
        [cell.value for cell in cells] for cells in book["说明"].iter_rows()
    ]


def test_every_column_is_explained_and_what_was_not_checked_is_counted() -> None:
    one = checked(EXACT)
    book = sheets(summary(NONE, [one, one, LOST]))
    told = dict(book["说明"])
    assert {f"列：{head}": text for head, text in MEANINGS.items()}.items() <= told.items()
    assert one.report is not None
    assert [text for head, text in book["说明"] if head == "没有核对（2 份）"] == list(one.report.not_checked)
    assert list(book) == ["汇总", "说明", "结论"]


def finding(**fields: Any) -> Finding:
    some = report_of(EXACT).findings[0]
    return replace(some, **fields)


def with_findings(*many: Finding) -> Report:
    return replace(report_of(EXACT), findings=many)


def test_every_finding_is_a_row() -> None:
    one = finding(message="甲", remedy="乙", severity=Severity.RED_FLAG, place=Place("预算.txt", part="表8", line=3))
    open_one = finding(outcome=Outcome.UNDETERMINED, severity=None, basis=(), place=Place("预算.txt"))
    report = with_findings(one, open_one)
    head, first, second = sheets(summary(NONE, [Checked(Path("预算.txt"), report), LOST]))["结论"]
    assert head == ["文件", "编号", "严重程度", "结论", "依据", "位置", "处理", "指纹"]
    printed = fingerprint(one, PURCHASER, 2026)
    assert first[:4] == ["预算.txt", one.code, "风险提示", "甲"]
    assert first[5:] == ["表8 第3行", "乙", printed]
    assert "晋财购〔2023〕50号" in first[4]
    assert [second[2], *second[4:6]] == ["待核实", None, None]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", '=HYPERLINK("x")'])
def test_no_text_becomes_a_formula(text: str) -> None:
    report = with_findings(finding(message=text))
    book = book_of(Checked(Path(text), report))
    for cell in (book["汇总"].cell(2, 1), book["结论"].cell(2, 1), book["结论"].cell(2, 4)):
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    assert "<f>" not in "".join(part.decode() for part in parts(summary(NONE, [Checked(Path(text), report)])).values())


def test_a_text_that_no_cell_can_hold_is_made_to_fit() -> None:
    report = with_findings(finding(message="甲\x01\ud800乙"), finding(message="长" * 40_000))
    _, first, second = sheets(summary(NONE, [Checked(Path("预算.txt"), report)]))["结论"]
    assert first[3] == "甲\ufffd?乙"
    assert second[3] == "长" * 32_000 + "……（过长，其余从略，见 JSON 报告）"


def test_the_table_can_be_filtered_and_read() -> None:
    book = book_of(checked(EXACT), LOST)
    sheet = book["汇总"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:Q3")
    widths = {head.value: sheet.column_dimensions[head.column_letter].width for head in sheet[1]}
    assert widths["采购人"] == 2 * len(PURCHASER) + 2
    assert widths["年度"] == 8
    assert book["结论"].column_dimensions["D"].width == 48
    assert all(cell.alignment.wrap_text for cell in sheet[2])


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.endswith(".xml")}


def test_the_same_documents_give_the_same_workbook() -> None:
    def bare(data: bytes) -> dict[str, bytes]:
        """Return its parts without when it was written."""
        return {
            name: re.sub(rb"<dcterms:modified.*?</dcterms:modified>", b"", part) for name, part in parts(data).items()
        }

    many = [checked(EXACT), LOST]
    assert bare(summary(NONE, many)) == bare(summary(NONE, many))
    assert book_of(*many).properties.created.date() == date(2000, 1, 1)


def test_beside_an_earlier_report_new_and_gone_are_counted_and_marked() -> None:
    new, worse, same = (finding(message=text) for text in "甲乙丙")
    one = Checked(Path("一.txt"), with_findings(new, worse, same))
    compared = Compared(new=(new,), unchanged=(worse, same), graver=(worse,), gone=())
    book = sheets(summary(NONE, [LOST, one], [compared]))
    assert [cells[17:] for cells in book["汇总"][:3]] == [["新增", "消失", "更重"], [None] * 3, [1, 0, 1]]
    assert [cells[8] for cells in book["结论"]] == ["与上次相比", "新增", "更重", "不变"]
    assert "列：新增" in [cells[0] for cells in book["说明"]]
    assert next(lines([one], [compared])).endswith("，新增 1 项，消失 0 项，更重 1 项")


def test_lines_say_the_same_in_short() -> None:
    nobody = checked(EXACT.replace(PURCHASER, "").replace("2026年", ""), path="三.txt")
    first, second, third, last = lines([checked(EXACT), LOST, nobody], [None] * 3)
    told = row(checked(EXACT))
    found = f"违规 {told['违规']} 项，风险提示 {told['风险提示']} 项，待核实 {told['待核实']} 项"
    assert first == f"预算.txt {PURCHASER} 2026年：{found}，读取问题 0 项"
    assert second == "坏.pdf：无法读取"
    assert third == f"三.txt：违规 0 项，风险提示 0 项，待核实 0 项，读取问题 0 项；{state(nobody)}"
    assert last == f"共 3 份：已审查 1 份，未判定 1 份，无法读取 1 份；{found}"
    assert tally([]) == {"已审查": 0, "未判定": 0, "无法读取": 0}
    assert left_out(NONE) == ""
