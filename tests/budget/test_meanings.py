"""What the amounts of tables mean, and what is odd about the words around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procure.budget.grid import grid_of
from procure.budget.kinds import kind_of_table
from procure.budget.meanings import oddities_of, statements_of
from procure.budget.relation import Meaning, Measure
from procure.budget.within import relations_within
from procure.intake import read
from procure.model import Row, Table
from procure.money import Unit
from tests.budget.table_making import CODES, meanings, odd, table
from tests.shared_documents import document

AMOUNT = "amount"
FUNCTION = "function/一般公共服务支出/政府办公厅室及相关机构事务"


def test_accounts_have_the_names_of_the_codes_above_them() -> None:
    found = meanings(CODES, "2026年预算支出总表")
    assert found[0] == ("30.00", "expenditure", "all", "all", "total", "all", AMOUNT)
    assert found[1][:5] == ("12.00", "expenditure", "all", "basic", "total")
    assert ("3.00", "expenditure", "all", "project", f"{FUNCTION}/行政运行", "all", AMOUNT) in found
    current = meanings(CODES, "2026年一般公共预算支出预算表（不含上年结转）")
    assert current[0] == ("30.00", "expenditure", "general", "all", "total", "current", AMOUNT)


def test_an_account_of_which_a_code_above_is_missing_is_not_told() -> None:
    body = "科目编码\t科目名称\t合计\n2010301\t运行\t1.00\n103\t收入\t1.00\n208\t社保（类）支出\t1.00\n"
    assert [one[4] for one in meanings(body, "2026年预算支出总表")] == ["function/社保支出"]


def test_accounts_of_several_units_are_not_the_departments() -> None:
    body = "科目编码\t科目名称\t合计\n合计\t\t3.00\n\t甲局\t1.00\n205\t教育\t1.00\n\t乙局\t2.00\n205\t教育\t2.00\n"
    assert [one[4] for one in meanings(body, "2026年预算支出总表")] == ["total"]


BALANCE = (
    "收入\t\t支出\t\t\t\n项目\t2026年\t项目\t2026年合计\t当年预算安排\t上年结转安排\n"
    "一、一般公共预算\t9.00\t一、其它服务支出\t11.00\t9.00\t2.00\n"
    "二、事业单位经营收入\t1.00\t（一）某项\t1.00\t1.00\t\n"
    "本年收入合计\t10.00\t本年支出合计\t12.00\t10.00\t2.00\n"
    "上年结转\t2.00\t年终结转\t\t\t\n收入总计\t12.00\t支出总计\t12.00\t10.00\t2.00\n"
)


def test_a_balance_tells_income_by_fund_and_expenditure_by_function_and_period() -> None:
    found = meanings(BALANCE, "2026年预算收支总表")
    assert found == [
        ("9.00", "income", "general", "all", "total", "current", AMOUNT),
        ("1.00", "income", "operating", "all", "total", "current", AMOUNT),
        ("10.00", "income", "all", "all", "total", "current", AMOUNT),
        ("2.00", "carried_in", "all", "all", "total", "all", AMOUNT),
        ("12.00", "income", "all", "all", "total", "all", AMOUNT),
        ("11.00", "expenditure", "all", "all", "function/其他服务支出", "all", AMOUNT),
        ("9.00", "expenditure", "all", "all", "function/其他服务支出", "current", AMOUNT),
        ("2.00", "expenditure", "all", "all", "function/其他服务支出", "carried", AMOUNT),
        ("12.00", "expenditure", "all", "all", "total", "all", AMOUNT),
        ("10.00", "expenditure", "all", "all", "total", "current", AMOUNT),
        ("2.00", "expenditure", "all", "all", "total", "carried", AMOUNT),
        ("12.00", "expenditure", "all", "all", "total", "all", AMOUNT),
        ("10.00", "expenditure", "all", "all", "total", "current", AMOUNT),
        ("2.00", "expenditure", "all", "all", "total", "carried", AMOUNT),
    ]


def test_a_column_whose_own_head_is_not_known_is_not_what_the_heads_above_it_say() -> None:
    head = "科目名称\t合计\t基本支出\t\t项目支出\n\t\t小计\t工资福利支出\t\n"
    found = meanings(f"{head}合计\t9.00\t5.00\t5.00\t4.00\n", "2026年支出预算总表")
    assert [one[3] for one in found] == ["all", "basic", "project"]
    head = "科目名称\t合计\t基本支出\t事业单位经营支出\t甲类支出\n"
    found = meanings(f"{head}合计\t9.00\t5.00\t3.00\t1.00\n", "2026年支出预算总表")
    assert [one[3] for one in found] == ["all", "basic"]


def test_a_balance_that_tells_nothing_of_carrying_over_is_of_all() -> None:
    body = (
        "收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n一、财政拨款收入\t9.00\t一、教育支出\t9.00\n"
        "收入总计\t9.00\t支出总计\t9.00\n"
    )
    assert {one[5] for one in meanings(body, "2026年部门收支总表")} == {"all"}


def test_a_final_account_spends_this_year_and_its_grand_total_holds_what_is_carried_over() -> None:
    body = (
        "收入\t\t\t支出\t\t\n项目\t行次\t决算数\t项目\t行次\t决算数\n一、事业收入\t1\t9.00\t一、教育支出\t2\t8.00\n"
        "本年收入合计\t3\t9.00\t本年支出合计\t4\t8.00\n年初结转和结余\t5\t1.00\t年末结转和结余\t6\t2.00\n总计\t7\t10.00\t总计\t8\t10.00\n"
    )
    assert [one[:2] + one[4:6] for one in meanings(body, "收入支出决算总表")] == [
        ("9.00", "income", "total", "current"),
        ("9.00", "income", "total", "current"),
        ("1.00", "carried_in", "total", "all"),
        ("10.00", "income", "total", "all"),
        ("8.00", "expenditure", "function/教育支出", "current"),
        ("8.00", "expenditure", "total", "current"),
        ("2.00", "carried_out", "total", "all"),
        ("10.00", "expenditure", "total", "all"),
    ]


def test_what_is_carried_over_by_fund_is_no_income_of_this_year() -> None:
    body = (
        "收入\t\t支出\t\n项目\t金额\t项目\t金额\n一、一般公共预算\t9.00\t一、教育支出\t10.00\n本年收入合计\t9.00\t\t\n"
        "上年财政拨款结转\t1.00\t\t\n一、一般公共预算\t1.00\t\t\n收入总计\t10.00\t支出合计\t10.00\n\t\t结转下年\t1.00\n"
    )
    assert [one[:3] + one[5:6] for one in meanings(body, "2026年财政拨款收支总表")] == [
        ("9.00", "income", "general", "current"),
        ("9.00", "income", "fiscal", "current"),
        ("1.00", "carried_in", "fiscal", "all"),
        ("1.00", "carried_in", "general", "all"),
        ("10.00", "income", "fiscal", "all"),
        ("10.00", "expenditure", "fiscal", "all"),
        ("1.00", "carried_out", "fiscal", "all"),
    ]


def test_a_fund_in_the_row_and_another_in_the_column_are_not_told() -> None:
    body = "项目\t合计\t一般公共预算\t政府性基金\n一、政府性基金收入\t2.00\t1.00\t1.00\n收入总计\t2.00\t1.00\t1.00\n"
    found = meanings(f"收入\t\t\t\n{body}", "2026年部门收支总表")
    assert [one[0] + one[2] for one in found] == [
        "2.00gov_fund",
        "1.00gov_fund",
        "2.00all",
        "1.00general",
        "1.00gov_fund",
    ]


def test_basic_expenditure_by_class_and_by_code() -> None:
    body = (
        "科目名称\t合计\t人员经费\t公用经费\n合计\t3.00\t2.00\t1.00\n工资福利支出\t2.00\t2.00\t\n"
        "基本工资\t2.00\t2.00\t\n商品和服务支出\t1.00\t\t1.00\n"
    )
    found = meanings(body, "2026年一般公共预算基本支出经济科目表")
    assert [one[3:5] for one in found] == [
        ("basic", "total"),
        ("personnel", "total"),
        ("public", "total"),
        ("basic", "economic/工资福利支出"),
        ("personnel", "economic/工资福利支出"),
        ("basic", "economic/工资福利支出/基本工资"),
        ("personnel", "economic/工资福利支出/基本工资"),
        ("basic", "economic/商品和服务支出"),
        ("public", "economic/商品和服务支出"),
    ]
    body = "编码\t名称\t决算数\n301\t工资\t2.00\n30101\t基本工资\t2.00\n人员经费合计\t\t2.00\n"
    assert [one[3:5] for one in meanings(body, "一般公共预算财政拨款基本支出决算表")] == [
        ("basic", "economic/工资"),
        ("basic", "economic/工资/基本工资"),
        ("personnel", "total"),
    ]


def test_an_account_outside_of_all_classes_is_not_told() -> None:
    body = "科目名称\t合计\n基本工资\t2.00\n人员经费\t2.00\n商品和服务支出\t1.00\n"
    assert [one[4] for one in meanings(body, "2026年一般公共预算基本支出经济科目表")] == [
        "total",
        "economic/商品和服务支出",
    ]


def test_three_public_expenses_by_row_and_by_column() -> None:
    body = "项目\t2026年预算数\t\n\t合计\t一般公共预算\n公务接待费\t3.00\t3.00\n合计\t3.00\t3.00\n"
    assert meanings(body, "2026年“三公”经费支出预算表") == [
        ("3.00", "", "fiscal", "", "three_public/reception", "all", AMOUNT),
        ("3.00", "", "general", "", "three_public/reception", "all", AMOUNT),
        ("3.00", "", "fiscal", "", "three_public/total", "all", AMOUNT),
        ("3.00", "", "general", "", "three_public/total", "all", AMOUNT),
    ]
    body = (
        "“三公”经费预算数\t\t\t机关运行经费预算数\n合计\t公务接待费\t公务用车购置及运行费\t\n4.00\t1.00\t3.00\t9.00\n"
    )
    assert [one[4] for one in meanings(body, "2026年部门“三公”经费和机关运行经费预算表")] == [
        "three_public/total",
        "three_public/reception",
        "three_public/vehicles",
        "operating_costs",
    ]


def test_expenses_of_one_of_several_units_are_not_the_departments() -> None:
    body = "单位名称\t合计\t公务接待费\n合计\t4.00\t4.00\n甲局\t1.00\t1.00\n乙局\t3.00\t3.00\n"
    assert [one[4] for one in meanings(body, "2026年“三公”经费表")] == ["three_public/total", "three_public/reception"]
    body = "单位名称\t合计\n甲局\t1.00\n"
    assert [one[4] for one in meanings(body, "2026年机关运行经费预算表")] == ["operating_costs"]


def test_budgeted_spent_and_the_year_before_are_told_apart() -> None:
    head = "公务接待费\t\n预算数\t决算数\n"
    assert [one[-1] for one in meanings(f"{head}2.00\t1.00\n", "“三公”经费支出决算表")] == ["budgeted", "amount"]
    head = "项目\t2024年预算数\t2025年预算数\t2026年预算数\t增减额\n"
    assert [one[-1] for one in meanings(f"{head}公务接待费\t1.00\t2.00\t1.00\t-1.00\n", "“三公”经费表")] == [
        "before",
        "amount",
        "change",
    ]


def test_projects_are_told_only_as_a_whole() -> None:
    body = "项目名称\t合计\t一般公共预算\n某县某某服务\t3.00\t3.00\n修路\t3.00\t3.00\n"
    found = meanings(body, "2026年项目支出预算表（本年预算）", "单位名称：某县某某服务\n单位：万元\n")
    assert found == [
        ("3.00", "expenditure", "all", "project", "total", "current", AMOUNT),
        ("3.00", "expenditure", "general", "project", "total", "current", AMOUNT),
    ]


def test_what_is_known_to_be_compared_with_nothing_is_not_told() -> None:
    body = "科目编码\t科目名称\t本年支出合计\t基本支出\t上缴上级支出\n205\t教育\t2.00\t1.00\t1.00\n"
    assert [one[0] + one[3] for one in meanings(body, "支出决算表")] == ["2.00all", "1.00basic"]
    assert meanings("项目\t合计\n修路\t1.00\n", "政府采购预算表") == []


def test_a_label_names_table_row_and_column() -> None:
    made = table(CODES)
    found = grid_of(made)
    kind = kind_of_table(made, found)
    assert found is not None
    assert kind is not None
    labels = [one.label for one in statements_of(found, kind)]
    assert labels[9:11] == ["“2026年预算支出总表”行政运行·合计", "“2026年预算支出总表”行政运行·基本支出"]


EMPTY = "科目编码\t科目名称\t合计\n合计\t\t\n"
FUND = "2026年政府性基金预算支出表"


def test_an_empty_table_must_say_that_it_is_empty() -> None:
    assert odd(EMPTY, FUND) == [("empty_unsaid", "没有金额，也没有说明", "注明本表无数据")]
    assert odd(f"{EMPTY}注：本表无数据\n", FUND) == []
    assert odd(f"{EMPTY}注：本部门2026年无政府性基金预算财政拨款安排的预算，故本表为空表。\n", FUND) == []
    assert odd(EMPTY, "2026年政府性基金预算支出表（本表为空）") == []


@pytest.mark.parametrize("cell", ["0", "0.00", "—", "XX"])
def test_zero_a_mark_and_a_placeholder_are_not_empty(cell: str) -> None:
    assert odd(EMPTY.replace("合计\t\t", f"合计\t\t{cell}"), FUND) == []


def test_a_table_with_amounts_must_not_say_that_it_is_empty() -> None:
    full = EMPTY.replace("合计\t\t", "合计\t\t5.00")
    note = "注：本部门无此项预算，本表无数据。"
    assert odd(f"{full}{note}\n", FUND) == [("empty_said", note, "表中有金额 5.00")]
    assert odd(f"{full}注：如无此项预算，本表为空。\n", FUND) == []
    assert odd(f"{full}注：本表不含上年结转。\n", FUND) == []
    assert odd(f"{full.replace('5.00', '0.00')}注：本表无数据\n", FUND) == []


def test_a_note_that_speaks_of_another_budget_is_odd() -> None:
    note = "注:本部门2026年无政府性基金预算安排的预算,故本表为空表。"
    assert odd(f"{EMPTY}{note}\n", "2026年国有资本经营预算支出表") == [("note_of_another", note, "国有资本经营")]
    assert odd(f"{EMPTY}{note}\n", FUND) == []
    assert odd(f"{EMPTY}注：政府性基金另见，本表无数据\n", "2026年预算支出总表") == []


def test_a_title_of_another_year_is_odd() -> None:
    assert odd(CODES, "2025年预算支出总表") == [("year", "2025年", "2026年")]
    assert odd(CODES, "2026年预算支出总表") == []
    assert odd(CODES, "2025年预算支出总表", year=None) == []
    assert odd(CODES, "支出总表") == []
    sheet = "项目名称\t修路\n年度资金总额\t5\n"
    assert odd(sheet, "项目支出绩效目标表", unit="(2025年度)\n") == [("year", "2025年", "2026年")]
    assert odd(sheet, "项目支出绩效目标表", unit="(2026年度)\n") == []
    assert odd("甲\t乙\n", "2025年人员情况表") == []


def test_what_is_odd_about_published_budgets() -> None:
    years = {
        "putuo-govoffice-2025-budget.pdf": 2025,
        "tunliu-2026-budget.txt": 2026,
        "putuo-finance-2025-budget.pdf": 2025,
    }
    found = []
    for name, year in years.items():
        read_document, _ = read(document(name))
        assert read_document is not None
        for one in read_document.tables:
            grid = grid_of(one)
            found += [(odd.kind, odd.place.page) for odd in oddities_of(one, grid, kind_of_table(one, grid), year)]
    assert found == [("note_of_another", 18)]


def test_nearly_every_amount_of_a_published_budget_is_told() -> None:
    found, _ = read(document("tunliu-2026-budget.txt"))
    assert found is not None
    told = []
    for one in found.tables:
        grid = grid_of(one)
        kind = kind_of_table(one, grid)
        told += list(statements_of(grid, kind)) if grid and kind else []
    account = "function/一般公共服务支出/政府办公厅室及相关机构事务/专项业务及机关事务管理"
    wanted = Meaning("expenditure", "all", "project", account, "all")
    assert [one.figure.text for one in told if one.meaning == wanted and one.measure is Measure.AMOUNT] == ["2481.30"]
    assert len(told) == 185


WORDS = (
    "合计 小计 项目 科目编码 金额 201 20103 1.00 - — 3 一、甲 1.乙 （一）丙 二、丁 2.戊 其中：己 公务用车购置费 "
    "公务用车购置及运行费 甲局 人员经费合计 本年收入合计 上年结转 工资福利支出"
)
CELLS = st.sampled_from(["", *WORDS.split()])


@given(st.lists(st.lists(CELLS, min_size=2, max_size=6), max_size=12), st.booleans())
def test_no_table_whatever_it_holds_stops_the_program(rows: list[list[str]], covers: bool) -> None:
    merged = [frozenset(at for at, cell in enumerate(row) if covers and not cell) for row in rows]
    made = tuple(Row(number, tuple(row), merged=merged[number - 1]) for number, row in enumerate(rows, 1))
    for title in ("2026年部门收支总表", "基本支出表", "人员表"):
        one = Table("预算.txt", title, 0, made, (Unit.YUAN,), ("注：本表无数据",))
        found = grid_of(one)
        kind = kind_of_table(one, found)
        list(oddities_of(one, found, kind, 2026))
        if found is not None:
            list(relations_within(found))
        if found is not None and kind is not None:
            list(statements_of(found, kind))
