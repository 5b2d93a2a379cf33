"""A plan beside a budget: sums by category (PLN100), and each line's project, spent as the lines go on (BUD100)."""

import pytest

from procure.check import Report
from procure.plan.lines import Heading
from procure.terms import Level
from tests.check.making import Row, budget, report_of, stated
from tests.planned.making import GOODS, LISTED, SERVICES, WORKS, Cells, checked, outcomes

FAULT, ASKED = "red_flag", "undetermined"
Rows = list[tuple[str, str]]


def beside(*rows: Row, said: str = "") -> Report:
    return report_of(budget(*rows, said=said) if said else budget(*rows))


def rows(report: Report, code: str) -> Rows:
    return [("、".join(one.subjects), str(one.severity or one.outcome)) for one in report.findings if one.code == code]


STATED = stated("120.00", "30.00", "70.00", "20.00")
SUMS: dict[str, tuple[tuple[str, str, str], Rows]] = {
    "一致": (("30", "70", "20"), []),
    "舍入界限": (("30.005", "70", "19.995"), []),
    "超过界限一分": (("30.005001", "70", "20"), [("goods", FAULT), ("total", FAULT)]),
    "不足": (("30", "69", "20"), [("works", FAULT), ("total", FAULT)]),
    "类别之间串了": (("31", "70", "19"), [("goods", FAULT), ("services", FAULT)]),
}


@pytest.mark.parametrize(("amounts", "expected"), SUMS.values(), ids=SUMS)
def test_the_sums_of_a_plan_are_those_of_the_budget(amounts: tuple[str, str, str], expected: Rows) -> None:
    lines = [{**kind, "amount": amount} for kind, amount in zip((GOODS, WORKS, SERVICES), amounts, strict=True)]
    assert rows(checked(*lines, budget=beside(said=STATED)), "PLN100") == expected


def test_the_sentence_tells_both_amounts() -> None:
    report = checked({**GOODS, "amount": "30"}, budget=beside(said=stated("31.50", "31.50", "0", "0")))
    assert [one.message for one in report.findings if one.code == "PLN100"] == [
        "货物：计划合计 30.00万元，政府采购预算编列 31.50万元，相差 1.50万元",
        "合计：计划合计 30.00万元，政府采购预算编列 31.50万元，相差 1.50万元",
    ]


def test_a_category_that_is_planned_against_a_budget_of_nothing_is_flagged() -> None:
    report = checked({**GOODS, "amount": "0.01"}, budget=beside(said=stated("0", "0", "0", "0")))
    assert rows(report, "PLN100") == [("goods", FAULT), ("total", FAULT)]
    assert outcomes(report, "PLN100") == {"clear": 2, "flagged": 2}


def test_where_a_category_is_open_only_the_total_is_compared() -> None:
    lines = [{"name": "第一批", "amount": "120", "sme": "是"}]
    report = checked(*lines, budget=beside(said=STATED))
    assert outcomes(report, "PLN100") == {"clear": 1}


def test_a_budget_that_states_nothing_is_not_compared() -> None:
    assert outcomes(checked(GOODS, budget=beside(Row("设备", "40"), said="九、其他\n无。\n")), "PLN100") == {
        "not_applicable": 4
    }


def test_a_plan_without_lines_is_compared_as_nothing() -> None:
    report = checked({**GOODS, "amount": ""}, budget=beside(said=stated("0", "0", "0", "0")))
    assert report.lines == ()
    assert rows(report, "PLN100") == []


def test_of_a_plan_with_rows_that_were_not_read_only_excess_is_flagged() -> None:
    lines = [{**GOODS, "amount": "30.01"}, {**SERVICES, "amount": "约5万"}, {**WORKS, "amount": "60"}]
    report = checked(*lines, budget=beside(said=STATED))
    assert rows(report, "PLN100") == [("goods", FAULT)]
    assert outcomes(report, "PLN100") == {"flagged": 1}
    assert "计划有 1 行没有读出：各类合计不足政府采购预算的，没有核对" in report.not_checked


PROJECTS = (
    Row("办公设备更新经费", "40"),
    Row("信息系统（二期）运维", "50"),
    Row("车辆租赁费", "60"),
    Row("车辆租赁费", "30"),
    Row("大院东侧绿化养护", "10"),
    Row("大院西侧绿化养护", "10"),
)


def spending(amount: str, project: str, name: str = "台式计算机") -> Cells:
    return {**LISTED, "name": name, "amount": amount, "budget_project": project}


NAMES: dict[str, tuple[Cells, Rows]] = {
    "同名": (spending("40", "办公设备更新经费"), []),
    "多一分": (spending("40.000001", "办公设备更新经费"), [("台式计算机", FAULT)]),
    "半角括号": (spending("10", "信息系统(二期)运维"), []),
    "有空格": (spending("10", " 信息系统 （二期） 运维 "), []),
    "漏字": (spending("10", "办公设备更新"), [("台式计算机", FAULT)]),
    "错字": (spending("10", "办公没备更新经费"), [("台式计算机", FAULT)]),
    "漏字而且超出": (spending("41", "办公设备更新"), [("台式计算机", FAULT)]),
    "没有这个项目": (spending("10", "取暖费"), [("台式计算机", FAULT)]),
    "两个都像": (spending("10", "大院侧绿化养护"), [("台式计算机", ASKED)]),
    "同名的两个合用一笔钱": (spending("90", "车辆租赁费"), []),
    "同名的两个合起来也不够": (spending("90.000001", "车辆租赁费"), [("台式计算机", FAULT)]),
    "同名的两个，少一个字": (spending("10", "车辆租赁"), [("台式计算机", FAULT)]),
    "写明金额的那一个": (spending("30", "车辆租赁费·30.00万元"), []),
    "写明金额的那一个不够": (spending("31", "车辆租赁费·30.00万元"), [("台式计算机", FAULT)]),
    "没有写，名称相同": (spending("40", "", "办公设备更新经费"), []),
    "没有写，也没有同名的": (spending("40", ""), [("台式计算机", ASKED)]),
    "写作无": (spending("40", "无"), [("台式计算机", ASKED)]),
}


@pytest.mark.parametrize(("line", "expected"), NAMES.values(), ids=NAMES)
def test_the_project_of_a_line(line: Cells, expected: Rows) -> None:
    assert rows(checked(line, budget=beside(*PROJECTS)), "BUD100") == expected


def test_same_named_projects_are_told_by_their_amounts() -> None:
    ids = [one.project.id for one in beside(*PROJECTS).projects]
    assert ids[2:4] == ["车辆租赁费·60.00万元", "车辆租赁费·30.00万元"]


SPENT: dict[str, tuple[list[Cells], Rows]] = {
    "刚好花完": ([spending("15", "办公设备更新经费", "甲"), spending("25", "办公设备更新经费", "乙")], []),
    "后一行超出": (
        [spending("15", "办公设备更新经费", "甲"), spending("25.000001", "办公设备更新经费", "乙")],
        [("乙", FAULT)],
    ),
    "换一种写法也累计": (
        [spending("15", "办公 设备更新经费", "甲"), spending("26", "办公设备更新经费", "乙")],
        [("乙", FAULT)],
    ),
    "写明金额的先花，同名的合起来够": (
        [spending("60", "车辆租赁费", "甲"), spending("30", "车辆租赁费·30.00万元", "乙")],
        [],
    ),
    "写明金额的超过自己那一个": (
        [spending("20", "车辆租赁费·30.00万元", "甲"), spending("20", "车辆租赁费·30.00万元", "乙")],
        [("乙", FAULT)],
    ),
    "写明金额的也算在同名的里面": (
        [spending("61", "车辆租赁费", "甲"), spending("30", "车辆租赁费·30.00万元", "乙")],
        [("乙", FAULT)],
    ),
    "几个都像的不累计": (
        [spending("10", "大院侧绿化养护", "甲"), spending("10", "大院东侧绿化养护", "乙")],
        [("甲", ASKED)],
    ),
}


@pytest.mark.parametrize(("lines", "expected"), SPENT.values(), ids=SPENT)
def test_the_lines_of_a_project_spend_it_together(lines: list[Cells], expected: Rows) -> None:
    assert rows(checked(*lines, budget=beside(*PROJECTS)), "BUD100") == expected


def message(line: Cells) -> str:
    report = checked(line, budget=beside(*PROJECTS))
    return next(one.message for one in report.findings if one.code == "BUD100")


def test_the_sentences_name_the_project_and_what_is_left() -> None:
    assert message(spending("10", "办公设备更新")) == (
        "“台式计算机”：预算项目写作“办公设备更新”，预算里最接近的是“办公设备更新经费”"
    )
    assert message(spending("41", "办公设备更新经费")) == (
        "“台式计算机” 41.00万元：预算项目“办公设备更新经费”，到这一行为止还剩 40.00万元，超出预算"
    )
    assert "“大院东侧绿化养护”、“大院西侧绿化养护”" in message(spending("10", "大院侧绿化养护"))


def test_a_plan_takes_its_year_region_and_purchaser_from_the_budget() -> None:
    report = checked(GOODS, heading=Heading("政府采购计划", None, None), budget=beside(*PROJECTS))
    assert (report.document.purchaser, report.year) == ("长治市屯留区某局", 2026)
    assert (report.region and report.region.name, report.levels) == ("屯留区", (Level.COUNTY,))


def test_a_plan_beside_a_budget_of_no_known_region_is_not_judged() -> None:
    other = report_of(budget(purchaser="某局"))
    report = checked(GOODS, heading=Heading("政府采购计划", None, 2026), budget=other)
    assert report.region is None
    assert report.why_not_judged


def test_a_level_that_the_budget_leaves_open_stays_open() -> None:
    other = report_of(budget(purchaser="山西大同经济开发区某局"))
    report = checked(GOODS, heading=Heading("政府采购计划", None, None), budget=other)
    assert report.levels == tuple(Level)
