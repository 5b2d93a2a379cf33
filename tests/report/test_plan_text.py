"""The text report of a plan, as an officer reads it; golden files as in test_text.py."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from procure.check import Report, check
from procure.model import Place, Waiver
from procure.record import replace
from procure.report.plan_text import plan_lines, plan_questions, plan_summary
from procure.report.text import report_text
from procure.setting import Options
from tests.check.making import Row, budget, report_of, tools
from tests.report.test_text import ROOT, SAMPLE, is_as_kept

FAULTS = Path("samples/plan-faults.xlsx")
HEADS = "项目名称,品目编码,类别,预算金额（元）,组织形式,采购方式"


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@cache
def faults() -> Report:
    return checked(FAULTS)


def checked(path: Path, options: Options | None = None) -> Report:
    report, _ = check(path, options or Options(), tools())
    assert report is not None
    return report


def planned(folder: Path, *rows: str, region: str | None = "屯留区") -> Report:
    path = folder / "计划.csv"
    path.write_text("\n".join((HEADS, *rows)), encoding="utf-8")
    return checked(path, Options(region=region, on=date(2026, 1, 1)))


@pytest.mark.parametrize(
    ("name", "path", "everything", "options"),
    [
        pytest.param("plan-faults", FAULTS, False, Options(), id="有错的计划"),
        pytest.param("plan-faults-all", FAULTS, True, Options(), id="有错的计划，全部列出"),
        pytest.param("plan-budget", Path("samples/plan-2026.xlsx"), False, Options(budget=SAMPLE), id="对照预算的计划"),
    ],
)
def test_golden(name: str, path: Path, everything: bool, options: Options) -> None:
    report = checked(path, options)
    text = report_text(report, tools(), everything=everything)
    is_as_kept(name, text[: text.index("\n由 ")])


def test_a_finding_in_the_budget_says_in_which_file() -> None:
    text = report_text(checked(Path("samples/plan-2026.xlsx"), Options(budget=SAMPLE)), tools())
    assert "位置：samples/budget-2026.txt 文件第439行" in text
    assert "位置：samples/plan-faults.xlsx" not in report_text(faults(), tools())


def test_a_budget_has_no_summary_of_lines() -> None:
    assert plan_summary(report_of(budget(Row("设备购置", "2.00")))) == ""


def test_a_plan_that_is_not_judged_says_so(tmp_path: Path) -> None:
    report = planned(tmp_path, "复印纸,A05040101,货物,6000,集中采购,框架协议", region="上海市")
    assert plan_summary(report) == "计划 1 行，合计 0.60万元：未判定"
    (row,) = [line for line in plan_lines(report, everything=True) if "复印纸" in line]
    assert [cell.strip() for cell in row.strip("│").split("│")][1:3] == ["0.60", "货物"]
    assert row.count("待核实") == 3


def test_a_line_of_open_category_or_of_works(tmp_path: Path) -> None:
    report = planned(tmp_path, "某某专项,,,60000,,", "办公楼修缮,B08010000,工程,60000,,")
    text = "\n".join(plan_lines(report, everything=False))
    rows = {line.split("│")[1].strip(): line.split("│") for line in text.splitlines() if line.startswith("│")}
    assert [cell.strip() for cell in rows["某某专项"][3:5]] == ["待核实", "待核实"]
    assert [cell.strip() for cell in rows["办公楼修缮"][3:5]] == ["工程", "—"]


def test_the_first_twenty_lines_stand_in_the_table(tmp_path: Path) -> None:
    rows = [f"某某设备{number},,,{number}00000,," for number in range(1, 26)]
    report = planned(tmp_path, *rows)
    short, full = ("\n".join(plan_lines(report, everything=every)) for every in (False, True))
    assert short.endswith("…… 共 25 行，用 --all 全部列出")
    assert ("某某设备20 " in short, "某某设备21 " in short, "某某设备25 " in full) == (True, False, True)
    assert "--all" not in full


def test_no_lines_no_table() -> None:
    assert list(plan_lines(replace(faults(), lines=()), everything=False)) == []


def test_a_question_stands_once_with_its_lines(tmp_path: Path) -> None:
    report = planned(tmp_path, *(f"某某设备{number},,,6{number:02}0000,," for number in range(1, 23)))
    asked = list(plan_questions(report))
    assert len({one.split("：", 1)[1] for one in asked}) == len(asked)
    first = asked[0].split("：")[0]
    assert (first.count("“"), first.endswith("”等 22 行")) == (20, True)


def test_questions_of_a_plan_are_not_promised_as_a_table(tmp_path: Path) -> None:
    named = {"目录": "多功能设备", "工程": "办公楼扩建工程"}
    rows = [f"{name}{number},,,9{number}00000,," for name in named.values() for number in range(3)]
    report = planned(tmp_path, *rows)
    line = report.lines[0]
    (question, *_) = [one for each in report.lines for one in each.expected.determination.questions]
    many = tuple(replace(question, text=f"第 {number} 问？") for number in range(11))
    told = replace(line.expected, determination=replace(line.expected.determination, questions=many))
    text = report_text(replace(report, lines=(replace(line, expected=told),)), tools())
    assert "…… 共 11 项，用 --all 全部列出\n" in text
    assert "--questions" not in text


@pytest.mark.parametrize(
    ("number", "expires", "said"),
    [
        ("1号", date(2026, 12, 31), "理由：应急；批准人：张某；文号：1号；有效期至 2026-12-31"),
        ("", None, "理由：应急；批准人：张某；文号：没有写"),
    ],
)
def test_a_waived_finding_stands_apart(number: str, expires: date | None, said: str) -> None:
    (one, *others) = faults().findings
    own = Waiver(Place("豁免.yaml", line=2), reason="应急", approver="张某", document_no=number, expires=expires)
    text = report_text(replace(faults(), findings=tuple(others), waived=((one, own),)), tools())
    assert f"、已豁免的结论\n- {one.code} {one.message}\n  {said}\n" in text
    assert text.count(one.message) == 1
