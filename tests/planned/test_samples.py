"""The sample plans: everything in the faulty one is found and nothing else, and nothing is found in the good one."""

from functools import cache
from pathlib import Path

import pytest

from procure.check import Report, check
from procure.datafile import read_csv
from procure.money import wan
from procure.setting import Options
from procure.terms import Level
from samples.reading import DATA
from tests.planned.making import tools

SAMPLES = DATA.parent
FAULTS, GOOD, BUDGET = "plan-faults.xlsx", "plan-2026.xlsx", "budget-2026.txt"
EXPECTED = list(read_csv(DATA / "plan-faults-expected.csv", ("rule", "cell", "outcome", "why"), ("rule", "cell")))
TOLD = ("flagged", "undetermined")


@cache
def report_of(name: str, beside: str | None = None) -> Report:
    report, _ = check(SAMPLES / name, Options(budget=SAMPLES / beside if beside else None), tools())
    assert report
    return report


def counts(report: Report, *codes: str) -> list[tuple[str, dict[str, int]]]:
    return [(code, {str(outcome): many for outcome, many in report.rule_counts[code].items()}) for code in codes]


def test_the_faulty_plan_has_every_listed_fault_and_no_other() -> None:
    report = report_of(FAULTS)
    findings = [(one.code, one.place.cell, str(one.outcome)) for one in report.findings]
    unread = [("problem", one.place.cell, "unread") for one in report.problems]
    listed = [(row["rule"], row["cell"], row["outcome"]) for row in EXPECTED]
    assert sorted(map(str, [*findings, *unread])) == sorted(str(row) for row in listed if row[2] != "clear")


@pytest.mark.parametrize("row", [row for row in EXPECTED if row["outcome"] == "clear"], ids=lambda row: row["cell"])
def test_what_only_looks_like_a_fault_is_clear(row: dict[str, str]) -> None:
    report = report_of(FAULTS)
    assert row["rule"] in report.rule_counts
    assert [one for one in report.findings if one.place.cell == row["cell"]] == []


def test_every_row_of_the_faulty_plan_is_a_line_a_total_or_a_problem() -> None:
    plan = report_of(FAULTS).plan
    assert plan
    assert (len(plan.lines), [total.label for total in plan.totals], plan.rows_unread) == (22, ["小计"], 2)
    assert plan.rows_read == len(plan.lines) + plan.rows_skipped + plan.rows_unread


@pytest.mark.parametrize("beside", [None, BUDGET])
def test_the_good_plan_is_in_order(beside: str | None) -> None:
    report = report_of(GOOD, beside)
    findings = [(one.code, one.place.line, str(one.outcome)) for one in report.findings]
    assert findings == ([("COV100", 439, "flagged")] * 4 if beside else [])
    assert report.problems == ()
    assert report.plan
    assert wan(sum(line.amount.fen for line in report.plan.lines)) == "39.18"
    assert {one.expected.determination.organization for one in report.lines} == {"centralized"}


def test_the_good_plan_is_judged_for_the_county_and_its_year() -> None:
    report = report_of(GOOD)
    assert (report.document.purchaser, report.year) == ("长治市屯留区直属机关事务服务中心", 2026)
    assert (report.region and report.region.name, report.levels) == ("屯留区", (Level.COUNTY,))


def test_the_good_plan_agrees_with_the_budget_beside_it() -> None:
    report = report_of(GOOD, BUDGET)
    assert counts(report, "PLN100", "BUD100") == [("PLN100", {"clear": 4}), ("BUD100", {"clear": 6})]
    assert [one.subjects for one in report.findings] == [("goods",), ("works",), ("services",), ("total",)]
    assert report.not_checked == ("部门预算自身的其他结论和政府采购预算建议编列没有列在这里：请单独审查预算文件",)


def test_a_plan_without_a_budget_says_what_was_not_compared() -> None:
    [note] = report_of(GOOD).not_checked
    assert note.startswith("没有对照部门预算")
    assert {"PLN100", "BUD100", "COV100"}.isdisjoint(report_of(GOOD).rule_counts)


def test_a_budget_that_cannot_be_judged_is_a_problem_beside_the_plan(tmp_path: Path) -> None:
    empty = tmp_path / "预算.txt"
    empty.write_text("没有表\n", encoding="utf-8")
    report, problems = check(SAMPLES / GOOD, Options(budget=empty), tools())
    assert report
    assert [(one.place.file, one.unread) for one in problems] == [(str(empty), True)]
    assert report.findings == ()
