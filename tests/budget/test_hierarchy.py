"""What makes up a row: codes, ordinals, classes, units; and where that is not told, nothing is said."""

import pytest

from procure.budget.hierarchy import orders_of
from tests.budget.table_making import grid


def made(body: str, title: str = "2026年支出表", unit: str = "单位：万元\n") -> list[str]:
    """Return what makes up each row: whole = part + part, and whole ≥ part."""
    orders = orders_of(grid(body, title, unit))
    return [
        f"{one.whole.name} {'≥' if one.at_most else '='} {' + '.join(part.name for part in one.parts)}"
        for order in orders
        for one in order.makeups
    ]


CODED = "科目编码\t科目名称\t合计\n"
NAMED = "项目\t金额\n"


def test_a_code_is_made_up_of_the_codes_directly_below_it() -> None:
    body = (
        f"{CODED}201\t服务\t9.00\n20103\t事务\t5.00\n2010301\t运行\t5.00\n2010401\t款缺\t4.00\n"
        "208\t社保\t1.00\n合计\t\t10.00\n"
    )
    assert made(body) == ["服务 = 事务 + 款缺", "事务 = 运行", "合计 = 服务 + 社保"]


def test_a_total_above_all_rows_is_made_up_of_those_below_it() -> None:
    assert made(f"{CODED}合计\t\t3.00\n201\t服务\t3.00\n") == ["合计 = 服务"]


def test_a_total_above_and_one_below_hold_the_same_rows() -> None:
    assert made(f"{NAMED}合计\t3.00\n甲\t1.00\n乙\t2.00\n总计\t3.00\n") == ["总计 = 甲 + 乙", "合计 = 甲 + 乙"]


def test_a_code_that_stands_twice_below_one_row_tells_nothing_of_it() -> None:
    body = f"{CODED}合计\t\t5.00\n201\t服务\t5.00\n2010301\t运行\t5.00\n2010301\t修路\t5.00\n"
    assert made(body) == ["合计 = 服务"]


def test_a_row_without_a_code_makes_the_total_unclear() -> None:
    assert made(f"{CODED}201\t服务\t5.00\n\t上年结转\t1.00\n合计\t\t6.00\n") == []
    assert made(f"{CODED}201\t服务\t5.00\n\t空行\t\n合计\t\t5.00\n") == ["合计 = 服务"]


def test_units_repeat_the_codes_and_each_has_its_own() -> None:
    body = (
        f"{CODED}合计\t\t9.00\n\t某县教育局\t9.00\n\t某县教育局本级\t4.00\n205\t教育\t4.00\n20501\t管理\t4.00\n"
        "\t某县第一中学\t5.00\n205\t教育\t5.00\n20502\t普通\t5.00\n"
    )
    assert made(body) == [
        "某县教育局 = 某县教育局本级 + 某县第一中学",
        "某县教育局本级 = 教育",
        "教育 = 管理",
        "某县第一中学 = 教育",
        "教育 = 普通",
        "合计 = 某县教育局",
    ]


def test_a_unit_and_codes_side_by_side_make_the_total_unclear() -> None:
    body = f"{CODED}合计\t\t9.00\n205\t教育\t5.00\n\t某县教育局\t4.00\n206\t科技\t4.00\n"
    assert made(body) == ["某县教育局 = 科技"]


def test_a_row_that_is_no_unit_makes_the_unit_unclear() -> None:
    body = f"{CODED}\t某县教育局\t9.00\n205\t教育\t4.00\n\t修路\t5.00\n206\t科技\t5.00\n合计\t\t9.00\n"
    assert made(body) == []


def test_rows_below_the_class_that_heads_them() -> None:
    body = f"{NAMED}合计\t9.00\n工资福利支出\t6.00\n基本工资\t6.00\n商品和服务支出\t3.00\n办公费\t3.00\n"
    assert made(body) == ["工资福利支出 = 基本工资", "商品和服务支出 = 办公费", "合计 = 工资福利支出 + 商品和服务支出"]


def test_an_account_above_all_classes_makes_the_total_unclear() -> None:
    assert made(f"{NAMED}基本工资\t6.00\n商品和服务支出\t3.00\n合计\t9.00\n") == []


def test_personnel_and_public_expenses_head_the_classes() -> None:
    body = f"{NAMED}人员经费\t6.00\n工资福利支出\t6.00\n公用经费\t3.00\n商品和服务支出\t3.00\n合计\t9.00\n"
    assert made(body) == ["人员经费 = 工资福利支出", "公用经费 = 商品和服务支出", "合计 = 人员经费 + 公用经费"]


def test_subtotals_hold_the_rows_since_the_last_one_and_the_total_holds_them() -> None:
    body = f"{NAMED}甲\t1.00\n乙\t2.00\n小计\t3.00\n丙\t4.00\n小计\t4.00\n合计\t7.00\n"
    assert made(body) == ["小计 = 甲 + 乙", "小计 = 丙", "合计 = 小计 + 小计"]


def test_two_subtotals_in_succession_tell_nothing_of_their_rows() -> None:
    body = f"{CODED}301\t工资\t1.00\n302\t商品\t2.00\n人员经费合计\t\t1.00\n公用经费合计\t\t2.00\n合计\t\t3.00\n"
    assert made(body) == ["合计 = 工资 + 商品"]


def test_a_subtotal_may_reach_over_several_lists() -> None:
    body = "编码\t名称\t金额\t编码\t名称\t金额\n302\t商品\t2.00\t310\t资本\t1.00\n公用经费合计\t\t\t\t\t3.00\n"
    assert made(body) == ["公用经费合计 = 商品", "公用经费合计 = 商品 + 资本"]


def test_ordinals_of_a_lower_style_stand_below_those_of_a_higher_one() -> None:
    body = (
        f"{NAMED}一、拨款\t9.00\n1. 一般\t5.00\n（1）甲\t2.00\n(2)乙\t3.00\n"
        "2. 基金\t4.00\n二、事业\t1.00\n收入总计\t10.00\n"
    )
    assert made(body) == ["一、拨款 = 1. 一般 + 2. 基金", "1. 一般 = （1）甲 + (2)乙", "收入总计 = 一、拨款 + 二、事业"]


def test_a_total_of_this_year_leaves_out_what_was_carried_over_and_the_next_total_adds_it() -> None:
    body = f"{NAMED}一、拨款\t9.00\n上年结转\t1.00\n本年收入合计\t9.00\n使用非财政拨款结余\t2.00\n收入总计\t12.00\n"
    assert made(body) == ["本年收入合计 = 一、拨款", "收入总计 = 本年收入合计 + 上年结转 + 使用非财政拨款结余"]


def test_a_list_that_begins_at_one_below_a_row_without_ordinal_is_its_parts() -> None:
    body = (
        f"{NAMED}一、拨款\t9.00\n本年收入合计\t9.00\n上年结转\t3.00\n一、一般\t1.00\n二、基金\t2.00\n收入总计\t12.00\n"
    )
    assert made(body) == [
        "上年结转 = 一、一般 + 二、基金",
        "本年收入合计 = 一、拨款",
        "收入总计 = 本年收入合计 + 上年结转",
    ]


def test_rows_between_two_numbers_belong_to_the_first_in_a_way_not_told() -> None:
    body = f"{NAMED}一、拨款\t9.00\n经费拨款\t7.00\n非税收入\t2.00\n二、事业\t1.00\n收入总计\t10.00\n"
    assert made(body) == ["收入总计 = 一、拨款 + 二、事业"]


def test_rows_between_two_numbers_of_an_inner_list_do_not_break_it() -> None:
    body = f"{NAMED}一、拨款\t9.00\n1.一般\t7.00\n专项\t2.00\n2.基金\t2.00\n二、其他\t1.00\n收入总计\t10.00\n"
    assert made(body) == ["一、拨款 = 1.一般 + 2.基金", "收入总计 = 一、拨款 + 二、其他"]
    body = f"{NAMED}上年结转\t9.00\n一、拨款\t9.00\n1.一般\t7.00\n专项\t2.00\n2.基金\t2.00\n收入总计\t9.00\n"
    assert made(body) == ["上年结转 = 一、拨款", "一、拨款 = 1.一般 + 2.基金", "收入总计 = 上年结转"]


def test_numbers_of_rows_left_out_do_not_break_a_list() -> None:
    body = f"{NAMED}一、拨款\t9.00\n1.一般\t9.00\n八、其他\t1.00\n收入总计\t10.00\n"
    assert made(body) == ["一、拨款 = 1.一般", "收入总计 = 一、拨款 + 八、其他"]


def test_a_list_that_does_not_begin_at_one_tells_nothing() -> None:
    assert made(f"{NAMED}三、拨款\t9.00\n四、事业\t1.00\n收入总计\t10.00\n") == []
    assert made(f"{NAMED}一、拨款\t9.00\n1. 甲\t9.00\n二、事业\t1.00\n2. 乙\t1.00\n收入总计\t10.00\n") == [
        "一、拨款 = 1. 甲",
        "收入总计 = 一、拨款 + 二、事业",
    ]
    assert made(f"{NAMED}一、拨款\t9.00\n(1)甲\t9.00\n1. 乙\t1.00\n2. 丙\t1.00\n") == [
        "一、拨款 = (1)甲 + 1. 乙 + 2. 丙"
    ]


def test_a_subtotal_among_ordinals_makes_the_totals_unclear() -> None:
    assert made(f"{NAMED}一、拨款\t9.00\n小计\t9.00\n二、事业\t1.00\n收入总计\t10.00\n") == []


def test_a_share_is_at_most_the_row_above_it() -> None:
    body = f"{NAMED}一、拨款\t9.00\n其中：专项\t7.00\n二、事业\t1.00\n收入总计\t10.00\n"
    assert made(body) == ["一、拨款 ≥ 其中：专项", "收入总计 = 一、拨款 + 二、事业"]
    assert made(f"{NAMED}拨款\t9.00\n其中：专项\t7.00\n另一\t1.00\n合计\t10.00\n") == ["拨款 ≥ 其中：专项"]
    assert made(f"{CODED}201\t服务\t9.00\n\t其中：专项\t7.00\n208\t社保\t1.00\n合计\t\t10.00\n") == [
        "服务 ≥ 其中：专项",
        "合计 = 服务 + 社保",
    ]
    assert made(f"{NAMED}其中：专项\t7.00\n") == []


VEHICLES = "公务用车购置及运行费\t6.00\n"


@pytest.mark.parametrize(
    "rows", ["①公务用车购置费\t2.00\n②公务用车运行维护费\t4.00\n", "其中：公务用车购置费\t2.00\n公务用车运行费\t4.00\n"]
)
def test_vehicles_are_their_purchase_and_their_running(rows: str) -> None:
    found = made(f"{NAMED}因公出国（境）费\t1.00\n{VEHICLES}{rows}公务接待费\t3.00\n合计\t10.00\n")
    assert found[-1] == "合计 = 因公出国（境）费 + 公务用车购置及运行费 + 公务接待费"
    assert len(found) == 2


def test_one_of_them_alone_is_a_share() -> None:
    body = f"{NAMED}公务接待费\t3.00\n{VEHICLES}其中：公务用车运行费\t4.00\n合计\t9.00\n"
    assert made(body) == ["公务用车购置及运行费 ≥ 其中：公务用车运行费", "合计 = 公务接待费 + 公务用车购置及运行费"]
    body = f"{NAMED}公务接待费\t3.00\n公务用车运行费\t4.00\n合计\t7.00\n"
    assert made(body) == ["合计 = 公务接待费 + 公务用车运行费"]


def test_a_plain_list_that_hides_a_subtotal_tells_nothing() -> None:
    assert made(f"{NAMED}甲\t9.00\n甲一\t4.00\n甲二\t5.00\n乙\t1.00\n合计\t10.00\n") == []
    assert made(f"{NAMED}甲\t9.00\n甲一\t4.00\n乙\t1.00\n合计\t15.00\n") == ["合计 = 甲 + 甲一 + 乙"]
    assert made(f"{NAMED}甲\t9.00\n甲一\t4.00\n甲二\t5.00\n合计\t18.00\n") == ["合计 = 甲 + 甲一 + 甲二"]


PROJECTS = "项目名称\t合计\n"
OWN = "单位名称：某县某某服务\n单位：万元\n"


def test_the_unit_that_a_table_declares_heads_its_projects_even_if_the_sum_is_wrong() -> None:
    body = f"{PROJECTS}某县某某服务\t9.00\n某县某某服务\t9.00\n修路\t4.00\n修桥\t4.00\n"
    assert made(body, unit=OWN) == ["某县某某服务 = 某县某某服务", "某县某某服务 = 修路 + 修桥"]


def test_a_row_named_like_a_unit_is_one_where_its_amount_is_that_of_the_rows_below() -> None:
    body = f"{PROJECTS}合计\t9.00\n甲局\t9.00\n甲局\t9.00\n修路\t4.00\n修桥\t5.00\n"
    assert made(body) == ["甲局 = 甲局", "甲局 = 修路 + 修桥", "合计 = 甲局"]
    body = f"{PROJECTS}甲局\t4.00\n修路\t4.00\n乙局\t5.00\n修桥\t5.00\n合计\t9.00\n"
    assert made(body) == ["甲局 = 修路", "乙局 = 修桥", "合计 = 甲局 + 乙局"]
    assert made(f"{PROJECTS}老干部局\t3.00\n修路\t4.00\n合计\t7.00\n") == ["合计 = 老干部局 + 修路"]
    assert made(f"{PROJECTS}修路\t4.00\n老干部局\t3.00\n合计\t7.00\n") == ["合计 = 修路 + 老干部局"]
    assert made(f"{PROJECTS}老干部局\t3.00\n甲局\t4.00\n修路\t4.00\n合计\t7.00\n") == ["甲局 = 修路"]


def test_rows_without_an_amount_do_not_hide_a_unit() -> None:
    assert made(f"{PROJECTS}甲局\t4.00\n修路\t4.00\n修桥\t\n合计\t4.00\n") == ["甲局 = 修路 + 修桥", "合计 = 甲局"]


def test_kinds_of_projects_stand_below_units() -> None:
    body = f"{PROJECTS}甲局\t9.00\n其他运转类项目\t4.00\n修路\t4.00\n特定目标类项目\t5.00\n修桥\t5.00\n合计\t9.00\n"
    assert made(body) == [
        "甲局 = 其他运转类项目 + 特定目标类项目",
        "其他运转类项目 = 修路",
        "特定目标类项目 = 修桥",
        "合计 = 甲局",
    ]


def test_a_unit_named_in_a_column_of_its_own_heads_the_rows_below() -> None:
    body = "单位名称\t项目名称\t合计\n合计\t\t9.00\n甲\t\t4.00\n甲\t修路\t4.00\n乙\t\t5.00\n乙\t修桥\t5.00\n"
    assert made(body) == ["甲 = 修路", "乙 = 修桥", "合计 = 甲 + 乙"]


def test_what_stands_above_a_row_is_told_from_the_top_down() -> None:
    found = grid(f"{CODED}201\t服务\t5.00\n20103\t事务\t5.00\n2010301\t运行\t5.00\n")
    (order,) = orders_of(found)
    assert [one.name for one in order.above(found.blocks[0].items[2])] == ["服务", "事务"]
    assert order.above(found.blocks[0].items[0]) == ()
    assert not order.grouped


SHARES = f"{NAMED}一、一般\t9.00\n二、单位资金\t{{}}\n其中：甲\t3.00\n乙\t{{}}\n本年收入合计\t{{}}\n"


def test_rows_that_follow_a_share_are_shares_too() -> None:
    assert made(SHARES.format("5.00", "2.00", "14.00")) == [
        "二、单位资金 ≥ 其中：甲",
        "二、单位资金 ≥ 乙",
        "本年收入合计 = 一、一般 + 二、单位资金",
    ]
    assert made(SHARES.format("5.00", "2.00", "15.00"))[-1] == "本年收入合计 = 一、一般 + 二、单位资金"
    body = f"{NAMED}一、一般\t9.00\n其中：甲\t3.00\n乙\t6.00\n二、单位资金\t5.00\n上年结转\t1.00\n收入总计\t15.00\n"
    assert made(body)[1:] == ["一、一般 ≥ 乙", "收入总计 = 一、一般 + 二、单位资金 + 上年结转"]
    body = f"{NAMED}一、一般\t9.00\n其中：甲\t3.00\n上年结转\t1.00\n收入总计\t10.00\n"
    assert made(body) == ["一、一般 ≥ 其中：甲", "收入总计 = 一、一般 + 上年结转"]


def test_a_row_after_a_share_is_none_where_the_total_holds_only_with_it() -> None:
    assert made(SHARES.format("5.00", "2.00", "16.00")) == [
        "二、单位资金 ≥ 其中：甲",
        "本年收入合计 = 一、一般 + 二、单位资金 + 乙",
    ]


def test_a_row_after_a_share_that_is_more_than_the_whole_makes_the_total_unclear() -> None:
    assert made(SHARES.format("5.00", "7.00", "15.00")) == ["二、单位资金 ≥ 其中：甲"]
    assert made(f"{NAMED}一、一般\t9.00\n其中：甲\t3.00\n乙\t10.00\n") == ["一、一般 ≥ 其中：甲"]


SPENT = f"{NAMED}一、基本支出\t9.00\n{{}}工资福利支出\t6.00\n{{}}商品和服务支出\t3.00\n二、项目支出\t4.00\n"


def test_spending_stands_above_the_classes_of_its_accounts() -> None:
    numbered, plain = SPENT.format("1、", "2、"), SPENT.format("", "")
    assert made(f"{numbered}三、甲\t1.00\n本年支出合计\t14.00\n") == [
        "一、基本支出 = 1、工资福利支出 + 2、商品和服务支出",
        "本年支出合计 = 一、基本支出 + 二、项目支出 + 三、甲",
    ]
    assert made(f"{plain}本年支出合计\t13.00\n") == [
        "一、基本支出 = 工资福利支出 + 商品和服务支出",
        "本年支出合计 = 一、基本支出 + 二、项目支出",
    ]


TAIL = f"{NAMED}一、一般\t9.00\n本年收入合计\t9.00\n{{}}总计\t{{}}\n"
CARRIED = "年初结转和结余\t{}\n一般公共预算财政拨款\t3.00\n政府性基金预算财政拨款\t2.00\n国有资本经营预算财政拨款\t\n"


def test_what_was_carried_over_is_made_up_of_the_funds_that_follow_it() -> None:
    funds = "一般公共预算财政拨款 + 政府性基金预算财政拨款 + 国有资本经营预算财政拨款"
    own, current = f"年初结转和结余 = {funds}", "本年收入合计 = 一、一般"
    total = "总计 = 本年收入合计 + 年初结转和结余"
    assert made(TAIL.format(CARRIED.format("5.00"), "14.00")) == [own, current, total]
    assert made(TAIL.format("使用非财政拨款结余\t\n" + CARRIED.format("5.00"), "13.00"))[:2] == [own, current]
    assert made(TAIL.format(CARRIED.format("6.00"), "14.00")) == [own, current, total]
    assert made(TAIL.format(CARRIED.format("5.00"), "19.00")) == [current, f"{total} + {funds}"]
    assert made(TAIL.format(CARRIED.format("5.00"), "")) == [own, current, total]


def test_of_two_readings_of_the_rows_between_two_totals_the_one_that_holds_is_taken() -> None:
    current = "本年收入合计 = 一、一般"
    rows = "使用非财政拨款结余\t1.00\n甲\t5.00\n乙\t3.00\n丙\t2.00\n"
    assert made(TAIL.format(rows, "15.00")) == [
        "甲 = 乙 + 丙",
        current,
        "总计 = 本年收入合计 + 使用非财政拨款结余 + 甲",
    ]
    assert made(TAIL.format(rows, "20.00"))[-1].endswith("+ 使用非财政拨款结余 + 甲 + 乙 + 丙")
    assert made(TAIL.format(rows, "18.00")) == [current]
    rows = "使用非财政拨款结余\t1.00\n上年结转\t5.00\n"
    assert made(TAIL.format(rows, "18.00"))[-1] == "总计 = 本年收入合计 + 使用非财政拨款结余 + 上年结转"
    rows = "上年结转\t3.00\n一、一般\t3.00\n使用非财政拨款结余\t1.00\n"
    assert made(TAIL.format(rows, "18.00"))[-1] == "总计 = 本年收入合计 + 上年结转 + 使用非财政拨款结余"
