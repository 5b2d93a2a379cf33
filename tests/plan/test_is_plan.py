"""What is a plan or a list of intentions, and what is a budget or anything else."""

import io
from datetime import date
from pathlib import Path
from typing import Final

import openpyxl
import pytest

from procure.editions import load_catalog
from procure.plan.columns import own_columns
from procure.plan.lines import is_plan
from procure.report.template import template
from procure.terms import Level
from tests.plan.making import (
    HEAD,
    PRINTER,
    Cells,
    book_of,
    document,
    is_plan_file,
    lines_of,
    read_file,
    saved,
    table,
    written,
)
from tests.shared_documents import document as shared

SAMPLES: Final = Path(__file__).parents[2] / "samples"
BUDGETS: Final = sorted(path.name for path in SAMPLES.glob("budget-*.*"))
PLANS: Final = sorted(path.name for path in SAMPLES.glob("plan-*.xlsx"))
OTHERS: Final = (
    "putuo-finance-2025-budget.pdf",
    "putuo-govoffice-2025-budget.pdf",
    "putuo-wanli-2023-budget.pdf",
    "shanghai-2024-account-template.pdf",
    "tunliu-2026-budget.txt",
)


def test_the_samples_are_there() -> None:
    assert PLANS == ["plan-2026.xlsx", "plan-faults.xlsx"]
    assert [f"budget-2026.{suffix}" for suffix in ("docx", "html", "pdf", "txt", "xlsx")] == BUDGETS


@pytest.mark.parametrize("name", BUDGETS)
def test_a_sample_budget_is_no_plan(name: str) -> None:
    assert not is_plan_file(SAMPLES / name)


@pytest.mark.parametrize("name", PLANS)
def test_a_sample_plan_is_one(name: str) -> None:
    assert is_plan_file(SAMPLES / name)


@pytest.mark.parametrize("name", OTHERS)
def test_a_published_budget_is_no_plan(name: str) -> None:
    assert not is_plan_file(shared(name))


def test_published_intentions_are_read_as_such() -> None:
    plan, problems = read_file(shared("intentions-sample.tsv"))
    assert plan
    lines = lines_of(plan)
    assert (plan.kind, plan.purchaser, plan.year) == ("intention", None, None)
    assert lines[:3] == [
        ("信息化应用系统密评及等保测评项目", 11_2000_00),
        ("2025年档案整理服务", 9_0000_00),
        ("沂蒙干部学院2026年公用教材采购项目", 8_4000_00),
    ]
    assert [problem for problem in problems if problem.unread] == []


def filled_template() -> bytes:
    catalog = load_catalog()
    edition = catalog.edition("140405", date(2026, 1, 1))
    assert edition
    book = openpyxl.load_workbook(io.BytesIO(template(catalog, edition, Level.COUNTY)))
    sheet = book["采购计划"]
    heads = {cell.value: cell.column for cell in sheet[3]}
    line = {"采购单位": "某县教育局", "项目名称": "打印机", "品目编码": "A02021003", "预算金额": 20, "采购方式": "询价"}
    for head, value in line.items():
        sheet.cell(4, heads[head]).value = value
    return saved(book)


def test_the_template_with_one_line(tmp_path: Path) -> None:
    plan, problems = read_file(written(tmp_path, filled_template()))
    assert plan
    assert (lines_of(plan), plan.kind, plan.purchaser) == ([("打印机", 20_0000_00)], "plan", "某县教育局")
    assert dict(plan.lines[0].terms) == {"method": "request_for_quotations"}
    assert [problem for problem in problems if problem.unread] == []


@pytest.mark.parametrize(
    ("title", "head", "expected"),
    [
        ("2026年政府采购计划表", HEAD, True),
        ("", HEAD, True),
        ("采购意向公开", ("序号", "项目名称", "预算金额"), True),
        ("某县教育局项目", ("序号", "项目名称", "预算金额"), False),
        ("某县教育局项目", ("序号", "项目名称", "预算金额", "采购方式"), False),
        ("2026年政府采购计划表", ("序号", "项目名称", "预算金额"), True),
        ("项目支出预算表", HEAD, False),
        ("项目支出绩效目标表", HEAD, False),
        ("政府采购计划表", ("姓名", "电话", "地址"), False),
    ],
)
def test_which_tables_are_plans(title: str, head: Cells, *, expected: bool) -> None:
    assert is_plan(document(table(head, PRINTER, title=title)), {}) is expected


def test_the_users_own_names_make_a_plan_of_a_table_that_nothing_else_tells() -> None:
    made = document(table(("摘要", "钱", "备注"), ("打印机", "20", ""), title="某县教育局"))
    assert not is_plan(made, {})
    assert is_plan(made, own_columns([("摘要", "项目名称"), ("钱", "预算金额")]))


@pytest.mark.parametrize(("rows", "expected"), [(1, True), (2, False)])
def test_a_plan_behind_other_tables_is_one_if_it_is_at_least_half(rows: int, *, expected: bool) -> None:
    other = table(("科目", "金额"), *[("办公费", "1")] * rows, title="支出表")
    assert is_plan(document(other, table(HEAD, PRINTER, first=20)), {}) is expected


def test_a_plan_before_other_tables_is_one() -> None:
    other = table(("科目", "金额"), *[("办公费", "1")] * 9, title="支出表", first=20)
    assert is_plan(document(table(HEAD, PRINTER), other), {})


def test_no_table_is_no_plan() -> None:
    assert not is_plan(document(texts=["政府采购计划"]), {})


def test_a_workbook_of_one_line(tmp_path: Path) -> None:
    assert is_plan_file(written(tmp_path, saved(book_of([HEAD, PRINTER]))))
