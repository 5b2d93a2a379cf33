"""What must agree within a table, and that honest tables do."""

import pytest

from procure.budget.grid import amounts_of, grid_of
from procure.budget.relation import Kind
from procure.budget.within import relations_within
from procure.intake import read
from tests.budget.table_making import CODES, false_sums, formulas, grid, holds
from tests.shared_documents import document


def test_columns_and_codes_of_a_table_by_account() -> None:
    found = grid(CODES)
    assert formulas(found)[:3] == [
        "合计：合计 = 基本支出 + 项目支出",
        "201 一般公共服务支出：合计 = 基本支出 + 项目支出",
        "20103 政府办公厅（室）及相关机构事务：合计 = 基本支出 + 项目支出",
    ]
    assert "项目支出：20103 政府办公厅（室）及相关机构事务 = 2010301 行政运行 + 2010302 一般行政管理事务" in formulas(
        found
    )
    assert "基本支出：合计 = 201 一般公共服务支出 + 208 社会保障和就业支出" in formulas(found)
    assert false_sums(found) == []
    assert {one.kind for one in relations_within(found)} == {Kind.COLUMNS, Kind.CODES}


def test_a_wrong_figure_breaks_the_sums_it_stands_in() -> None:
    wrong = false_sums(grid(CODES.replace("5.00\t2.00\t3.00", "5.10\t2.00\t3.00")))
    title = "“2026年预算支出总表”"
    assert wrong == [
        f"{title}2010301 行政运行：合计 = 基本支出 + 项目支出",
        f"{title}合计：20103 政府办公厅（室）及相关机构事务 = 2010301 行政运行 + 2010302 一般行政管理事务",
    ]


def test_a_blank_total_or_blank_parts_are_no_sum() -> None:
    assert formulas(grid("项目名称\t合计\t一般公共预算\n道路\t\t1.00\n桥\t2.00\t\n路\t3.00\t3.00\n")) == [
        "路：合计 = 一般公共预算"
    ]


def test_a_blank_part_counts_as_what_makes_it_up_and_a_marked_one_as_nothing() -> None:
    body = "科目编码\t科目名称\t金额\n201\t服务\t{}\n20103\t事务\t5.00\n208\t社保\t1.00\n合计\t\t6.00\n"
    assert formulas(grid(body.format(""))) == ["：合计 = 20103 事务 + 208 社保"]
    assert formulas(grid(body.format("—"))) == ["：合计 = 208 社保"]


def test_a_sum_with_a_cell_that_could_not_be_read_is_none() -> None:
    wrong = CODES.replace("5.00\t2.00\t3.00", "5.0 0\t2.00\t3.00")
    found = grid(wrong)
    assert [(one.text, one.column) for one in found.unread] == [("5.0 0", 3)]
    lost = {
        "2010301 行政运行：合计 = 基本支出 + 项目支出",
        "合计：20103 政府办公厅（室）及相关机构事务 = 2010301 行政运行 + 2010302 一般行政管理事务",
    }
    assert set(formulas(grid(CODES))) - set(formulas(found)) == lost
    assert set(formulas(found)) < set(formulas(grid(CODES)))
    assert formulas(grid("项目\t金额\n甲\t1.00\n乙\t2.0O\n合计\t3.00\n")) == []
    assert formulas(grid("项目\t金额\n甲\t1.00\n合计\t1.0O\n")) == []


def test_a_blank_part_made_up_of_what_could_not_be_read_makes_no_sum() -> None:
    body = "科目编码\t科目名称\t金额\n201\t服务\t\n20103\t事务\t5.0O\n208\t社保\t1.00\n合计\t\t6.00\n"
    assert formulas(grid(body)) == []


def test_a_formula_of_many_parts_counts_them() -> None:
    rows = "".join(f"项{number}\t1.00\n" for number in range(1, 10))
    assert formulas(grid(f"项目\t金额\n{rows}合计\t9.00\n")) == ["：合计 = 项1 + 项2 + … + 项9（共9项）"]


def test_groups_of_columns_count_by_their_own_total_else_by_all_their_columns() -> None:
    head = "项目名称\t合计\t财政拨款\t\t\t单位资金\t\n\t\t小计\t一般公共预算\t政府性基金\t事业收入\t其他收入\n"
    assert formulas(grid(f"{head}道路\t10.00\t6.00\t4.00\t2.00\t3.00\t1.00\n")) == [
        "道路：合计 = 小计 + 事业收入 + 其他收入",
        "道路：小计 = 一般公共预算 + 政府性基金",
    ]


def test_budgeted_and_spent_are_added_apart() -> None:
    head = "合计\t\t公务接待费\t\t因公出国（境）费\t\n预算数\t决算数\t预算数\t决算数\t预算数\t决算数\n"
    assert formulas(grid(f"{head}9.00\t6.00\t5.00\t2.00\t4.00\t4.00\n")) == [
        "：合计·预算数 = 公务接待费·预算数 + 因公出国(境)费·预算数",
        "：合计·决算数 = 公务接待费·决算数 + 因公出国(境)费·决算数",
    ]


def test_shares_and_other_years_are_no_parts_of_a_total() -> None:
    head = "项目名称\t合计\t基本支出\t项目支出\t其中：政府采购\t上年预算数\n"
    assert formulas(grid(f"{head}道路\t9.00\t4.00\t5.00\t3.00\t7.00\n")) == [
        "道路：合计 = 基本支出 + 项目支出",
        "道路：其中:政府采购 ≤ 合计",
    ]
    head = "项目名称\t合计\t其中\t\n\t\t专项\t公用\n"
    assert formulas(grid(f"{head}道路\t9.00\t4.00\t3.00\n")) == ["道路：专项 ≤ 合计", "道路：公用 ≤ 合计"]
    head = "项目名称\t合计\t拨款\t\n\t\t专项\t其中：采购\n"
    assert formulas(grid(f"{head}道路\t9.00\t9.00\t3.00\n")) == ["道路：合计 = 专项", "道路：其中:采购 ≤ 合计"]


def test_a_share_stands_left_and_is_not_to_exceed_its_whole() -> None:
    body = "项目\t预算数\n一、单位资金\t16.10\n其中：事业收入\t{}\n收入总计\t16.10\n"
    assert formulas(grid(body.format("10.00")))[0] == "：其中：事业收入 ≤ 一、单位资金"
    assert false_sums(grid(body.format("10.00"))) == []
    assert false_sums(grid(body.format("16.20"))) == ["“2026年预算支出总表”：其中：事业收入 ≤ 一、单位资金"]


def test_this_years_total_leaves_out_what_was_carried_over() -> None:
    head = "科目名称\t本年收入合计\t财政拨款收入\t事业收入\t上年结转\n"
    assert formulas(grid(f"{head}教育\t9.00\t4.00\t5.00\t1.00\n")) == ["教育：本年收入合计 = 财政拨款收入 + 事业收入"]


def test_a_total_alone_below_its_head_counts_one_level_up() -> None:
    head = "科目名称\t预算\t基本支出\t项目支出\n\t合计\t\t\n"
    assert formulas(grid(f"{head}教育\t9.00\t4.00\t5.00\n")) == ["教育：合计 = 基本支出 + 项目支出"]
    assert formulas(grid("科目名称\t合计\n教育\t9.00\n")) == []


def test_two_totals_side_by_side_tell_nothing() -> None:
    assert formulas(grid("科目名称\t总计\t合计\t基本支出\n教育\t9.00\t9.00\t5.00\n")) == []


def test_columns_printed_beside_what_holds_them_are_not_counted_twice() -> None:
    head = "科目名称\t合计\t基本支出\t人员经费\t公用经费\t项目支出\n"
    assert formulas(grid(f"{head}教育\t9.00\t4.00\t3.00\t1.00\t5.00\n")) == [
        "教育：基本支出 = 人员经费 + 公用经费",
        "教育：合计 = 基本支出 + 项目支出",
    ]


def test_a_head_that_makes_sums_of_nothing_is_not_understood() -> None:
    rows = "".join(f"{name}\t9.00\t4.00\t{part}\n" for name, part in (("甲", "4.00"), ("乙", "3.00"), ("丙", "5.00")))
    assert formulas(grid(f"内容\t共计\t这\t那\n{rows}")) == []


def test_what_came_in_equals_what_went_out_and_what_is_left() -> None:
    head = "科目名称\t年初结转和结余\t本年收入\t本年支出\t\t\t年末结转和结余\n\t\t\t小计\t基本支出\t项目支出\t\n"
    assert formulas(grid(f"{head}城乡\t2.00\t10.00\t9.00\t\t9.00\t3.00\n")) == [
        "城乡：小计 = 项目支出",
        "城乡：年初结转和结余 + 本年收入 = 小计 + 年末结转和结余",
    ]
    head = "科目名称\t年初结转和结余\t本年收入\t本年支出\t年末结转和结余\n"
    assert formulas(grid(f"{head}城乡\t2.00\t10.00\t9.00\t3.00\n")) == [
        "城乡：年初结转和结余 + 本年收入 = 本年支出 + 年末结转和结余"
    ]
    head = "科目名称\t年初结转和结余\t本年收入\t本年支出\t\t年末结转和结余\n\t\t\t基本支出\t项目支出\t\n"
    assert formulas(grid(f"{head}城乡\t2.00\t10.00\t\t9.00\t3.00\n")) == []


@pytest.mark.parametrize(
    ("name", "free"),
    [
        ("tunliu-2026-budget.txt", []),
        ("putuo-govoffice-2025-budget.pdf", ["213.28"]),
        ("putuo-wanli-2023-budget.pdf", ["786.09"]),
        ("putuo-finance-2025-budget.pdf", ["229.43"]),
    ],
)
def test_the_tables_of_published_budgets_agree_and_all_but_the_operating_costs_are_bound(
    name: str, free: list[str]
) -> None:
    found, _ = read(document(name))
    assert found is not None
    grids = [one for one in map(grid_of, found.tables) if one]
    relations = [one for each in grids for one in relations_within(each)]
    assert [one.subject for one in relations if not holds(one)] == []
    bound = {term.figure.place for one in relations for term in (*one.left, *one.right)}
    assert [figure.text for each in grids for figure in amounts_of(each) if figure.place not in bound] == free


def test_units_of_equal_amounts_beside_each_other_are_no_total_and_its_parts() -> None:
    rows = "第一小学\t10.00\n第二小学\t10.00\n第三小学\t25.00\n实验中学\t15.00\n"
    found = grid(f"2026年项目支出预算表\n单位：万元\n项目名称\t合计\n合计\t60.00\n{rows}")
    assert false_sums(found) == []
    assert formulas(found) == ["：合计 = 第一小学 + 第二小学 + 第三小学 + 实验中学"]
