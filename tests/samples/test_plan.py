"""The sample plans: one fits the sample budget and the law, one has the faults that its list of expectations names."""

import io
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest

from procure.datafile import CsvRow, DataError, read_csv
from procure.intake import read
from procure.line import Line, judge_line
from procure.money import Unit, read_amount
from procure.report.template import load_columns
from procure.terms import Category, Level
from procure.tools import Tools
from samples.plan import FIRST_LINE, SHEET, Plan, plans, read_plan
from samples.reading import DATA, read_figures
from tests.samples.test_committed import SAMPLES, STALE, parts

GOOD, FAULTS = read_plan("good"), read_plan("faults")
FIGURES = read_figures()
LINES: Final = [row for row in GOOD.rows if row["name"]]
PLACES: Final = {
    "ITM100": "code",
    "ORG200": "organization",
    "MTH100": "method",
    "MTH200": "case",
    "IMP200": "import_approval",
    "INT100": "intention_day",
    "GRP100": "amount",
    "SPL100": "amount",
    "SPL200": "amount",
    "PRO100": "amount",
    "PLN200": "amount",
    "problem": "amount",
}
"""The column that states what is wrong."""
COMPANIONS: Final = {"15", "17", "18", "20"}
"""Lines that are part of a group, whose finding stands at its first line."""


def expected() -> list[CsvRow]:
    columns = ("rule", "cell", "outcome", "why")
    return list(read_csv(DATA / "plan-faults-expected.csv", columns, ("rule", "cell")))


@cache
def sheet(name: str) -> Any:
    return openpyxl.load_workbook(io.BytesIO(plans(FIGURES)[name])).active


def fen(text: str) -> int:
    return read_amount(text, Unit.WAN_YUAN).fen


@pytest.mark.parametrize("name", ["plan-2026.xlsx", "plan-faults.xlsx"])
def test_the_committed_plans_are_fresh(name: str) -> None:
    assert parts(plans(FIGURES)[name]) == parts((SAMPLES / name).read_bytes()), STALE


def test_two_runs_are_equal() -> None:
    assert plans(FIGURES) == plans(FIGURES)


def test_the_good_plan_adds_up_to_the_stated_services() -> None:
    assert {row["code"][0] for row in LINES} == {"C"}
    assert sum(fen(row["amount"]) for row in LINES) == fen(GOOD.rows[-1]["amount"]) == FIGURES.procurement["services"]


def test_every_good_line_stays_within_a_project_of_the_budget() -> None:
    for name in {row["budget_project"] for row in LINES}:
        budgeted = [project.amount for project in FIGURES.projects if project.name == name]
        assert sum(fen(row["amount"]) for row in LINES if row["budget_project"] == name) <= min(budgeted), name


@pytest.mark.parametrize("row", LINES, ids=[row["name"] for row in LINES])
def test_every_good_line_is_organized_and_bought_as_the_law_allows(row: CsvRow) -> None:
    words = {wording: column for one in load_columns() for column in [one.id] for wording in one.choices}
    assert (words[row["organization"]], words[row["method"]]) == ("organization", "method")
    line = Line(Category.SERVICES, f"{row['amount']}万元", Level.COUNTY, row["code"], stated={"works_related": "no"})
    determination, findings = judge_line(line, date.fromisoformat(row["planned_day"]), Tools.load())
    assert (determination.organization, row["organization"]) == ("centralized", "集中采购")
    methods = {"框架协议": "framework_agreement", "竞争性磋商": "competitive_consultation"}
    assert methods[row["method"]] in (determination.methods or ())
    assert [finding for finding in findings if finding.outcome == "flagged"] == []


def test_every_good_line_leaves_no_cell_empty_that_is_asked() -> None:
    free = {"remark", "framework"}
    assert [(row["name"], key) for row in LINES for key, text in row.items() if not text and key not in free] == []
    assert [row["name"] for row in LINES if row["method"] == "框架协议" and not row["framework"]] == []


def test_every_good_line_is_quantity_times_price_and_published_30_days_before() -> None:
    for row in LINES:
        assert int(row["quantity"]) * fen(row["price"]) == fen(row["amount"])
        assert (date.fromisoformat(row["planned_day"]) - date.fromisoformat(row["intention_day"])).days >= 30


def test_the_head_has_two_rows_and_shares_one_cell() -> None:
    found = sheet("plan-2026.xlsx")
    merged = {str(one) for one in found.merged_cells.ranges}
    assert found["A1"].value == "2026年政府采购计划表"
    assert found["A2"].value == "采购单位：长治市屯留区直属机关事务服务中心  年度：2026年"
    assert found.cell(2, len(GOOD.heads)).value == "单位：万元"
    assert {"A3:A4", "S3:T3", "A11:B11"} <= merged
    assert [found[cell].value for cell in ("S3", "S4", "T4")] == ["预留", "预留比例", "其中小微企业预留"]
    assert [found[cell].value for cell in ("A11", "J11", "A12")] == ["合计", 39.18, "注：1.金额按当年价格测算。"]


@pytest.mark.parametrize(("name", "plan"), [("plan-2026.xlsx", GOOD), ("plan-faults.xlsx", FAULTS)])
def test_all_lines_of_a_plan_are_read_in_one_table(name: str, plan: Plan) -> None:
    document, problems = read(SAMPLES / name)
    assert problems == []
    assert document
    names = [row.cell(1) for row in document.tables[0].rows]
    assert [row["name"] for row in plan.rows if row["name"] not in names] == []


def test_heads_are_known_for_their_columns() -> None:
    known = {column.id: {column.name, *column.wordings} for column in load_columns()}
    assert [head.text for head in FAULTS.heads if head.text not in known[head.column]] == []


def test_every_expectation_stands_in_the_column_that_states_it() -> None:
    columns = [head.column for head in FAULTS.heads]
    for row in expected():
        cell = sheet("plan-faults.xlsx")[row["cell"]]
        wanted = {"sme", "sme_share"} if row["rule"] == "SME100" else {PLACES[row["rule"]]}
        assert columns[cell.column - 1] in wanted, row
        assert row["outcome"] in {"flagged", "clear", "undetermined", "unread"}
        assert row["why"]


def test_every_faulty_line_is_expected_to_be_found_once() -> None:
    found = [FAULTS.rows[sheet("plan-faults.xlsx")[row["cell"]].row - FIRST_LINE]["number"] for row in expected()]
    numbers = [row["number"] for row in FAULTS.rows]
    assert sorted(found) == sorted(number for number in numbers if number not in COMPANIONS)


def test_the_faulty_cells_are_as_they_were_typed() -> None:
    found = sheet("plan-faults.xlsx")
    assert found.title == SHEET
    assert [found[cell].value for cell in ("J26", "J28", "J29")] == ["１２．５０", "约5万", -3]


def test_the_wrong_total_is_10_too_much() -> None:
    rows = list(FAULTS.rows)
    at = next(place for place, row in enumerate(rows) if row["number"] == "小计")
    assert fen(rows[at]["amount"]) - sum(fen(row["amount"]) for row in rows[:at]) == fen("10")


def test_a_fault_of_form_is_refused(tmp_path: Path) -> None:
    for path in DATA.glob("plan*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    settings = tmp_path / "plan.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("absent: []", "missing: []"), encoding="utf-8")
    with pytest.raises(DataError, match="unknown key `missing`"):
        read_plan("faults", tmp_path)
