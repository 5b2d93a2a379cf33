"""Findings as CSV: every finding has its row, and no cell is a formula."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from procure.check import CheckedLine, Report
from procure.findings import Findings, fingerprint
from procure.model import Classification, Figure, Place, Waiver
from procure.money import Amount, Unit, yuan
from procure.plan.model import PlanLine
from procure.record import replace
from procure.report import table_csv
from procure.report.involved import amount_in, shares, where
from procure.report.table_csv import HEADS, findings_csv
from procure.terms import Category, Nature, Severity
from procure.waivers import apply_waivers, read_waivers
from tests.check.making import NONE_STATED, Row, budget, report_of
from tests.support import context

DAY = date(2026, 6, 1)


def made(*rows: Row, path: str = "预算.txt") -> Report:
    return report_of(budget(*(rows or (Row("保洁委托费", "29.50"),)), said=NONE_STATED), path=path)


def rows(*reports: Report) -> list[dict[str, str]]:
    heads, *lines = csv.reader(io.StringIO(findings_csv(reports), newline=""))
    assert tuple(heads) == HEADS
    return [dict(zip(heads, line, strict=True)) for line in lines]


def line(identity: str, fen: int, report: Report) -> CheckedLine:
    place = Place("计划.xlsx")
    figure = Figure("1", Unit.YUAN, Amount(fen), place)
    expected = report.projects[0].expected[0]
    return CheckedLine(
        PlanLine(identity, identity, place, {}, {}, amount=figure), Classification(Nature.PURCHASE), expected
    )


def test_a_row_tells_a_finding() -> None:
    report = made()
    (near,) = [one for one in report.findings if one.code == "NEA100"]
    (row,) = [row for row in rows(report) if row["编号"] == "NEA100"]
    assert row == {
        "文件": "预算.txt",
        "结论": "风险提示",
        "编号": "NEA100",
        "标题": "金额紧靠限额",
        "位置": "2026年项目支出预算表",
        "行号/单元格": "8",
        "项目": "保洁委托费",
        "说明": near.message,
        "处理": near.remedy,
        "依据": "本工具参数 接近限额的百分比",
        "涉及金额(元)": "295000.00",
        "指纹": fingerprint(near, report.document.purchaser, report.year),
    }


def test_every_finding_has_its_row() -> None:
    first = made(Row("保洁委托费", "29.50"), Row("办公桌、设备更新", "450.00"))
    waiver = Waiver(Place("豁免.yaml"), code="NEA100", line="保洁委托费", reason="甲", approver="乙", expires=DAY)
    first = apply_waivers(first, [waiver], DAY, Findings(context()))
    breach = replace(first.findings[0], severity=Severity.BREACH)
    first = replace(first, findings=(breach, *first.findings[1:]))
    found = rows(first, made(path="另.txt"))
    assert len(found) == len(first.findings) + len(first.waived) + len(made().findings)
    assert {row["结论"] for row in found} == {"违规", "风险提示", "待核实", "已豁免"}
    assert [row["编号"] for row in found if row["结论"] == "已豁免"] == ["NEA100"]
    assert {row["文件"] for row in found} == {"预算.txt", "另.txt"}


def test_without_findings_the_head_stands_alone() -> None:
    assert findings_csv([]) == ",".join(HEADS) + "\r\n"


@pytest.mark.parametrize(
    ("place", "around", "spot"),
    [
        (Place("甲", "表8", line=12), "表8", "12"),
        (Place("甲", "表8", sheet="工作表1", cell="C12"), "工作表“工作表1” 表8", "C12"),
        (Place("甲", page=3), "第3页", ""),
        (Place("甲"), "", ""),
    ],
)
def test_places(place: Place, around: str, spot: str) -> None:
    (first, *_) = made().findings
    (row,) = rows(replace(made(), findings=(replace(first, place=place),)))
    assert (row["位置"], row["行号/单元格"]) == (around, spot)


@pytest.mark.parametrize("start", [*"=+-@＝＋－＠\t\r\n", " =", "\n@", "\0="])
def test_no_cell_is_a_formula(start: str) -> None:
    (first, *_) = made().findings
    hostile = replace(
        first,
        message=f"{start}cmd",
        remedy=f"{start}cmd",
        subjects=(f"{start}cmd",),
        place=Place(f"{start}cmd", f"{start}cmd"),
    )
    (row,) = rows(replace(made(), findings=(hostile,)))
    cells = [row[head] for head in ("文件", "位置", "项目", "说明", "处理")]
    assert [cell[0] for cell in cells] == ["'"] * 5


def test_a_path_that_is_no_text_can_be_written() -> None:
    text = findings_csv([made(path="\udcff.txt")])
    assert b"\n?.txt," in text.encode("utf-8-sig")


@pytest.mark.parametrize("known", ["1234567890123456", "12345678e9012345"])
def test_a_fingerprint_is_no_number(monkeypatch: pytest.MonkeyPatch, known: str) -> None:
    monkeypatch.setattr(table_csv, "fingerprint", lambda *_: known)
    assert {row["指纹"] for row in rows(made())} == {f"'{known}"}


def test_with_four_more_columns_it_is_a_file_of_waivers(tmp_path: Path) -> None:
    report = made()
    text = findings_csv([report]).splitlines()
    near = next(line for line in text if "NEA100" in line)
    path = tmp_path / "豁免.csv"
    path.write_text(f"{text[0]},理由,批准人,有效期\n{near},甲,乙,2026-12-31\n", encoding="utf-8-sig")
    waivers, problems = read_waivers(path)
    assert problems == []
    after = apply_waivers(report, waivers, DAY, Findings(context()))
    assert [one.code for one, _ in after.waived] == ["NEA100"]


def amount(report: Report, *subjects: str) -> str | None:
    fen = amount_in(subjects, shares(report))
    return None if fen is None else yuan(fen)


def test_amounts_are_those_of_projects_and_lines() -> None:
    report = made(Row("保洁委托费", "29.50"), Row("办公家具购置", "60.00", "599,999.50"))
    assert amount(report, "保洁委托费") == "295000.00"
    assert amount(report, "保洁委托费", "办公家具购置") == "894999.50"
    assert amount(report, "保洁委托费", "保洁委托费") == "295000.00"
    assert amount(report, Category.GOODS) is None
    assert amount(report, "没有的") is None
    planned = replace(report, lines=(line("保洁委托费", 100, report),))
    assert amount(planned, "保洁委托费", "办公家具购置") == "600000.50"


def test_parts_of_a_project_count_once_unless_their_amounts_are_known() -> None:
    report = made(Row("保洁、绿化委托费", "29.50"))
    parts = [f"保洁、绿化委托费：{one.purchase.subject}" for one in report.projects[0].expected]
    assert len(parts) == 2
    assert amount(report, *parts) == "295000.00"
    (project,) = report.projects
    known = tuple(replace(one, purchase=replace(one.purchase, low=100, high=100)) for one in project.expected)
    told = replace(report, projects=(replace(project, expected=known),))
    assert amount(told, *parts) == "2.00"


def test_where_names_table_and_spot() -> None:
    assert [where(place) for place in (Place("甲", "表8", page=3), Place("甲", line=2), Place("甲"))] == [
        "表8 第3页",
        "第2行",
        "",
    ]
