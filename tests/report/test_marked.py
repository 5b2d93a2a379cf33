"""What stands in the user's own workbook: a note on each cell, findings and determinations in sheets behind it."""

import io
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

from procure.check import Report, check
from procure.intake.own_sheets import is_own
from procure.model import Finding, Place, Problem, Waiver
from procure.record import replace
from procure.report.givenback import AddedSheet, Mark, give_back
from procure.report.marked import added_sheets, cell_notes
from procure.setting import Options
from procure.terms import Outcome
from tests.check.making import Row, budget, report_of, tools

SAMPLES: Final = Path(__file__).parents[2] / "samples"
FAULTS: Final = SAMPLES / "plan-faults.xlsx"
PLAN: Final = SAMPLES / "plan-2026.xlsx"
OWN: Final = Waiver(
    Place("豁免.yaml", line=2), reason="应急", approver="张某", document_no="1号", expires=date(2026, 12, 31)
)


@cache
def faults() -> Report:
    return checked(FAULTS, Options())


def checked(path: Path, options: Options) -> Report:
    report, _ = check(path, options, tools())
    assert report is not None
    return report


def sheets(report: Report) -> dict[str, AddedSheet]:
    return {one.name: one for one in added_sheets(report, tools().catalog)}


def rows(sheet: AddedSheet) -> list[dict[str, Any]]:
    return [dict(zip(sheet.head, row, strict=True)) for row in sheet.rows]


def of(report: Report, code: str) -> Finding:
    return next(one for one in report.findings if one.code == code)


def test_every_finding_and_every_unread_row_is_noted_on_its_cell() -> None:
    notes = cell_notes(faults())
    wanted = [one.place.cell for one in faults().findings] + [one.place.cell for one in faults().problems]
    assert [one.cell for one in notes] == wanted
    assert {one.sheet for one in notes} == {"采购计划"}


def test_a_note_says_the_kind_the_basis_and_what_to_do() -> None:
    one = of(faults(), "ORG200")
    (note,) = cell_notes(replace(faults(), findings=(one,), problems=()))
    first, basis, remedy = note.text.split("\n")
    assert first == f"违规 ORG200：{one.message}"
    assert (basis.startswith("依据：政府采购法 18"), remedy) == (True, f"处理：{one.remedy}")
    assert (note.cell, note.mark) == ("K6", Mark.BREACH)


def test_marks_tell_how_grave_it_is() -> None:
    found = {one.text.split(" ")[0]: one.mark for one in cell_notes(faults())}
    assert (found["违规"], found["风险提示"], found["待核实"]) == (Mark.BREACH, Mark.RED_FLAG, Mark.OPEN)
    assert "没有读出：“约5万”，不是金额，该行未判定" in {one.text for one in cell_notes(faults())}


def test_what_has_no_remedy_or_basis_has_no_line_for_it() -> None:
    bare = replace(of(faults(), "ORG200"), remedy="", basis=())
    (note,) = cell_notes(replace(faults(), findings=(bare,), problems=()))
    assert note.text == f"违规 ORG200：{bare.message}"


def test_nothing_is_noted_that_stands_in_another_file() -> None:
    report = checked(PLAN, Options(budget=SAMPLES / "budget-2026.xlsx"))
    assert report.findings
    assert cell_notes(report) == ()
    sheet = sheets(report)["审查结论"]
    assert sheet.links == ()
    assert all(str(row["位置"]).startswith(str(SAMPLES / "budget-2026.xlsx")) for row in rows(sheet))


def test_findings_stand_gravest_first_with_a_link_to_each_cell() -> None:
    sheet = sheets(faults())["审查结论"]
    found = rows(sheet)
    order = {"违规": 0, "风险提示": 1, "待核实": 2, "没有读出": 3}
    kinds = [order[row["性质"]] for row in found]
    assert kinds == sorted(kinds)
    assert [row["序号"] for row in found] == [*range(1, len(faults().findings) + 1), None, None]
    assert [(one.row, one.cell) for one in sheet.links] == [
        (at, row["位置"]) for at, row in enumerate(found) if row["性质"] != "没有读出"
    ]
    assert len(sheet.widths) == len(sheet.head)
    org = next(row for row in found if row["编号"] == "ORG200")
    assert (org["位置"], org["涉及金额（元）"]) == ("K6", Decimal(100000))


def test_a_finding_without_amount_has_none() -> None:
    (row, *_) = rows(sheets(replace(faults(), findings=(replace(of(faults(), "ORG200"), subjects=()),)))["审查结论"])
    assert row["涉及金额（元）"] is None


def test_problems_say_whether_anything_was_not_read() -> None:
    told = Problem(Place("豁免.yaml", line=3), "有效期", "明年", "不是日期", unread=False)
    report = replace(faults(), findings=(), problems=(told, faults().problems[0]))
    assert [(row["性质"], row["位置"]) for row in rows(sheets(report)["审查结论"])] == [
        ("读取提示", "豁免.yaml 第3行"),
        ("没有读出", "J28"),
    ]


def test_waived_findings_stand_behind_the_others() -> None:
    one = of(faults(), "ORG200")
    others = tuple(each for each in faults().findings if each is not one)
    own = replace(OWN, document_no="")
    report = replace(faults(), findings=others, problems=(), waived=((one, OWN), (one, own)))
    *_, first, second = rows(sheets(report)["审查结论"])
    assert (first["性质"], first["编号"], first["位置"]) == ("已豁免", "ORG200", "K6")
    assert first["处理"] == "理由：应急；批准人：张某；文号：1号；有效期至 2026-12-31"
    assert "文号：没有写" in second["处理"]
    assert "K6" not in [note.cell for note in cell_notes(report)]


def test_every_line_says_how_it_must_be_bought() -> None:
    sheet = sheets(faults())["判定结果"]
    found = {row["项目名称"]: row for row in rows(sheet)}
    assert len(sheet.links) == len(found) == 22
    assert len(sheet.widths) == len(sheet.head)
    assert list(found["台式计算机"].values())[:7] == [
        *("B6", "台式计算机", Decimal(100000), "货物", "A02010105 台式计算机", "目录内", "集中采购"),
    ]
    kitchen = found["食堂炊事机械"]
    assert (kitchen["必须采用"], kitchen["适用"]) == ("公开招标", "政府采购法")
    assert "批准" in kitchen["须经批准"]
    assert (found["应急救援设备"]["应当的组织形式"], found["应急救援设备"]["应当的采购方式"]) == ("待核实", "待核实")
    assert found["应急救援设备"]["待核实"] == "是否属于紧急救援或者涉及国家安全和秘密的采购？"


def test_a_line_that_is_not_judged_says_why_and_one_of_open_category_too(tmp_path: Path) -> None:
    path = tmp_path / "计划.csv"
    path.write_text("项目名称,品目编码,预算金额（元）,采购方式\n某某专项,,60000,\n", encoding="utf-8")
    report = checked(path, Options(region="上海市"))
    ((_, sheet),) = [one for one in sheets(report).items() if one[0] == "判定结果"]
    (row,) = rows(sheet)
    assert sheet.links == ()
    assert (row["类别"], row["适用"], row["品目"]) == ("待核实", "", "")
    assert row["待核实"].startswith("上海市不在")


def test_an_item_unknown_by_name_is_told_by_its_code() -> None:
    line = faults().lines[0]
    part = replace(line.expected.part, codes=("X99",))
    report = replace(faults(), lines=(replace(line, expected=replace(line.expected, part=part)),))
    (row,) = rows(sheets(report)["判定结果"])
    assert row["品目"] == "X99"


def test_a_budget_has_no_determinations_of_lines() -> None:
    assert sheets(report_of(budget(Row("设备购置", "2.00"))))["判定结果"].rows == ()


def test_marked_and_checked_again_the_plan_and_the_findings_are_the_same(tmp_path: Path) -> None:
    path, report = tmp_path / FAULTS.name, faults()
    for _ in range(2):  # the second time there are sheets of ours already
        data = FAULTS.read_bytes() if not path.exists() else path.read_bytes()
        path.write_bytes(give_back(data, cell_notes(report), added_sheets(report, tools().catalog)))
        again = checked(path, Options())
        assert told(again) == told(report)
    from openpyxl import load_workbook

    names = load_workbook(io.BytesIO(path.read_bytes())).sheetnames
    assert names == ["采购计划", "审查结论", "判定结果", "审查结论（2）", "判定结果（2）"]


def told(report: Report) -> tuple[Any, ...]:
    assert report.plan
    plan = [(one.id, one.amount.fen, one.texts, one.place.cell) for one in report.plan.lines]
    found = [(one.code, str(one.outcome), one.message, one.place.cell) for one in report.findings]
    open_now = [one for one in report.findings if one.outcome is Outcome.UNDETERMINED]
    return plan, found, len(open_now), [(one.place.cell, one.found) for one in report.problems], report.not_checked


def test_a_sheet_of_the_users_is_none_of_ours_whatever_it_is_called() -> None:
    assert not is_own("审查结论", ("项目名称", "金额"))
    assert not is_own("计划", tuple(sheets(faults())["判定结果"].head))
    assert is_own("判定结果（2）", tuple(sheets(faults())["判定结果"].head))
