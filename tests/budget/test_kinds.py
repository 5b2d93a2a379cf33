"""What kind a table is, by its title whatever the province's wording, and by its head."""

import pytest

from procure.budget.grid import grid_of
from procure.budget.kinds import TableKindWord, kind_of_table
from tests.budget.table_making import CODES, table

SIDES = "收入\t\t支出\t\n项目\t金额\t项目\t金额\n一、事业收入\t1.00\t一、教育支出\t1.00\n"
ACCOUNTS = "科目编码\t科目名称\t合计\t基本支出\t项目支出\n201\t服务\t1.00\t1.00\t\n"
BASIC = "科目编码\t科目名称\t合计\t人员经费\t公用经费\n301\t工资\t1.00\t1.00\t\n"
INCOME = "科目编码\t科目名称\t合计\t财政拨款收入\n201\t服务\t1.00\t1.00\n"
FUNDS = "项目\t合计\t一般公共预算\n甲\t1.00\t1.00\n"


def kind(title: str, body: str) -> str | None:
    made = table(body, title)
    return kind_of_table(made, grid_of(made))


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("2026年预算收支总表", SIDES, "balance"),
        ("2025年部门财务收支预算总表", SIDES, "balance"),
        ("部门收支总体情况表", SIDES, "balance"),
        ("收入支出决算总表", SIDES, "balance"),
        ("财政拨款收支总表", SIDES, "fiscal_balance"),
        ("2025年部门财政拨款收支预算总表", SIDES, "fiscal_balance"),
        ("财政拨款收入支出决算总表", SIDES, "fiscal_balance"),
        ("部门收入总体情况表", INCOME, "income"),
        ("收入决算表", INCOME, "income"),
        ("2026年预算支出总表", ACCOUNTS, "expenditure"),
        ("支出决算表", ACCOUNTS, "expenditure"),
        ("2026年一般公共预算支出预算表（不含上年结转）", ACCOUNTS, "general"),
        ("2025年部门一般公共预算支出功能分类预算表", ACCOUNTS, "general"),
        ("一般公共预算财政拨款支出决算表", ACCOUNTS, "general"),
        ("财政拨款支出预算表", ACCOUNTS, "fiscal_expenditure"),
        ("2026年一般公共预算安排基本支出分经济科目表（不含上年结转）", BASIC, "basic"),
        ("一般公共预算财政拨款基本支出决算表", BASIC, "basic"),
        ("2026年政府性基金预算收入表", INCOME, "gov_fund"),
        ("政府性基金预算财政拨款收入支出决算表", ACCOUNTS, "gov_fund"),
        ("2026年政府性基金预算支出表", ACCOUNTS, "gov_fund"),
        ("2026年国有资本经营预算收支预算表", ACCOUNTS, "state_capital"),
        ("国有资本经营预算财政拨款支出决算表", ACCOUNTS, "state_capital"),
        ("2025年部门“三公”经费和机关运行经费预算表", FUNDS, "three_public"),
        ("2026年财政拨款安排机关运行经费预算表", FUNDS, "operating"),
        ("2026年项目支出预算表（上年结转）", FUNDS, "projects"),
        ("政府采购预算表", FUNDS, "procurement"),
        ("财政项目支出绩效目标填报表", FUNDS, "targets"),
        ("人员情况表", FUNDS, None),
    ],
)
def test_a_title_tells_the_kind(title: str, body: str, expected: str | None) -> None:
    assert kind(title, body) == expected


def test_a_title_whose_head_does_not_fit_tells_nothing() -> None:
    assert kind("2026年预算收支总表", "内容\t钱\n甲\t1.00\n") is None
    assert kind("政府采购预算表", "内容\t钱\n甲\t1.00\n") == TableKindWord.PROCUREMENT


def test_a_table_that_is_no_grid_is_of_no_kind() -> None:
    assert kind("2026年预算收支总表", "甲\t乙\n丙\t丁\n") is None
    assert kind("2026年预算支出总表", CODES) == TableKindWord.EXPENDITURE
