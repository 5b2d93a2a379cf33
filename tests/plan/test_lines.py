"""Lines, totals, notes and heads of plans: what stands in a row is a line, a problem or skipped, and nothing else."""

from datetime import date
from fractions import Fraction
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procure.model import Table, Where
from procure.money import Unit
from procure.plan.columns import load_columns
from procure.plan.lines import declared
from procure.plan.model import Period, Share
from procure.record import replace
from procure.terms import Category
from tests.plan.making import (
    CLEANING,
    HEAD,
    PRINTER,
    Cells,
    document,
    heading,
    lines_of,
    plan_of,
    read_rows,
    said,
    table,
    totals_of,
    without_places,
)

TWO: Final = [("打印机", 20_0000_00), ("保洁服务", 35_5000_00)]


def test_a_plan() -> None:
    plan, problems = read_rows(HEAD, PRINTER, CLEANING)
    assert (lines_of(plan), problems) == (TWO, [])
    assert (plan.kind, plan.title, plan.year, plan.purchaser) == ("plan", "2026年政府采购计划表", 2026, None)
    assert (plan.rows_read, plan.rows_skipped, plan.rows_unread) == (3, 1, 0)
    assert plan.columns == {"number", "name", "code", "method", "amount"}


def test_what_a_line_states_column_by_column() -> None:
    head = (
        "项目名称",
        "类别",
        "数量",
        "单价（元）",
        "金额",
        "采购方式",
        "是否进口",
        "预留比例",
        "预计采购时间",
        "备注",
    )
    row = ("打印机", "货物", "10台", "2,000", "2", "询价", "否", "30%", "3月", "")
    plan, problems = read_rows(head, row)
    (line,) = plan.lines
    assert problems == []
    assert (line.category, dict(line.terms), dict(line.facts)) == (
        Category.GOODS,
        {"method": "request_for_quotations"},
        {"imported": "no"},
    )
    assert (line.amount.fen, line.amount.unit, line.amount.text) == (2_0000_00, Unit.WAN_YUAN, "2")
    assert {name: (one.fen, one.unit) for name, one in line.figures.items()} == {"price": (2000_00, Unit.YUAN)}
    assert (line.quantity, dict(line.days)) == (
        Fraction(10),
        {"planned_day": Period(date(2026, 3, 1), date(2026, 3, 31))},
    )
    assert dict(line.shares) == {"sme_share": Share(basis_points=3000)}
    assert (line.text("remark"), line.text("method"), line.text("funding")) == ("", "询价", "")
    assert (line.place_of("amount").column, line.place_of("funding").column) == (5, 1)
    assert (line.place.line, line.place.part, line.place.text) == (3, "2026年政府采购计划表", "打印机")


@pytest.mark.parametrize(
    "above",
    [
        [],
        [("某县教育局政府采购计划", "", "", "", "")],
        [("", "", "", "", ""), ("采购单位：某县教育局", "", "", "", "单位：万元"), ("", "", "", "", "")],
        [("附件2", "", "", "", "")] * 7,
    ],
    ids=["没有", "标题", "单位和空行", "七行"],
)
def test_a_head_is_found_under_other_rows(above: list[Cells]) -> None:
    plan, problems = read_rows(*above, HEAD, PRINTER, CLEANING)
    assert (lines_of(plan), problems, plan.rows_skipped) == (TWO, [], len(above) + 1)


def test_a_table_whose_head_stands_below_its_eighth_row_is_not_read() -> None:
    plan, problems = read_rows(*[("附件2", "", "", "", "")] * 8, HEAD, PRINTER)
    assert (lines_of(plan), problems, plan.rows_read) == ([], [], 0)


UNITS: Final[dict[str, tuple[list[Cells], tuple[Unit, ...], int]]] = {
    "表外": ([HEAD], (Unit.YUAN,), 20_00),
    "表头括号": ([(*HEAD[:4], "预算金额（万元）")], (Unit.YUAN,), 20_0000_00),
    "表头下一行": ([HEAD, ("", "", "", "", "（千元）")], (Unit.YUAN,), 2_0000_00),
    "表头上一行": ([("采购单位：某县教育局", "", "", "", "单位：万元"), HEAD], (), 20_0000_00),
}


@pytest.mark.parametrize(("head", "units", "fen"), UNITS.values(), ids=UNITS)
def test_the_unit_of_amounts(head: list[Cells], units: tuple[Unit, ...], fen: int) -> None:
    plan, problems = read_rows(*head, PRINTER, units=units)
    assert (lines_of(plan), problems) == ([("打印机", fen)], [])


@pytest.mark.parametrize("units", [(), (Unit.YUAN, Unit.WAN_YUAN)], ids=["没有写明", "写了两个"])
def test_an_amount_without_a_unit_is_a_problem(units: tuple[Unit, ...]) -> None:
    plan, problems = read_rows(HEAD, PRINTER, ("2", "保洁服务", "", "", "35.5万元"), units=units)
    assert lines_of(plan) == [("保洁服务", 35_5000_00)]
    assert said(problems) == [(3, 5, "预算金额", "20", "没有单位，该行未判定", True)]


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("２０．５", 20_5000_00),
        ("20,000.00元", 2_0000_00),
        ("二十万元", 20_0000_00),
        ("0", 0),
        ("￥300元", 300_00),
        ("46082", 46082_0000_00),
    ],
)
def test_amounts(text: str, fen: int) -> None:
    plan, problems = read_rows(HEAD, ("1", "打印机", "", "", text))
    assert (lines_of(plan), problems) == ([("打印机", fen)], [])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("约5万", "不是金额"),
        ("5-6", "不是金额"),
        ("-5", "是负数"),
        ("(5.00)", "是负数"),
        ("2026-03-01", "不是金额"),
        ("2026年3月", "不是金额"),
        ("〔公式未计算：SUM(D1)〕", "不是金额"),
        ("#REF!", "不是金额"),
        ("0.00000001", "不是整分的金额"),
        ("9" * 41, "超出可计算的范围"),
        ("", "没有写明金额"),
    ],
)
def test_an_amount_that_is_none_leaves_a_row_unread(text: str, why: str) -> None:
    plan, problems = read_rows(HEAD, ("1", "打印机", "", "询价", text), CLEANING)
    assert (lines_of(plan), plan.rows_unread) == (TWO[1:], 1)
    assert said(problems) == [(3, 5, "预算金额", text, f"{why}，该行未判定", True)]


def test_a_row_that_names_nothing_is_unread() -> None:
    plan, problems = read_rows(HEAD, ("1", "", "", "询价", "20"))
    assert (lines_of(plan), plan.rows_unread) == ([], 1)
    assert said(problems) == [(3, 2, "项目名称", "1 询价 20", "没有写明买什么，该行未判定", True)]


@pytest.mark.parametrize(
    ("head", "row", "name"),
    [
        (("品目名称", "项目名称", "采购方式", "金额"), ("打印设备", "", "询价", "1"), "打印设备"),
        (("采购需求", "项目名称", "采购方式", "金额"), ("彩色打印", "", "询价", "1"), "彩色打印"),
        (("品目编码", "项目名称", "采购方式", "金额"), ("A02021003", "", "询价", "1"), "A02021003"),
        (
            ("品目编码", "项目名称", "采购方式", "金额"),
            ("A02021003", "打印机\n（彩色）", "询价", "1"),
            "打印机 （彩色）",
        ),
        (("品目编码", "项目名称", "采购方式", "金额"), ("A02021003", "长" * 61, "询价", "1"), "长" * 60),
    ],
    ids=["品目名称", "需求概况", "品目编码", "换行", "太长"],
)
def test_what_names_a_line(head: Cells, row: Cells, name: str) -> None:
    plan, problems = read_rows(head, row)
    assert (lines_of(plan), problems) == ([(name, 1_0000_00)], [])


def test_lines_of_one_name_are_told_apart_by_amount_and_then_by_number() -> None:
    rows = [(str(at), "打印机", "", "询价", amount) for at, amount in enumerate(["1", "2", "2"], 1)]
    plan, _ = read_rows(HEAD, *rows)
    assert [line.id for line in plan.lines] == ["打印机·1.00万元", "打印机·2.00万元·1", "打印机·2.00万元·2"]
    assert {line.name for line in plan.lines} == {"打印机"}


NOT_UNDERSTOOD: Final = [
    ("采购类别", "设备"),
    ("组织形式", "局里"),
    ("采购方式", "公开招标、询价"),
    ("是否进口", "部分"),
    ("是否面向中小企业", "视情况"),
    ("预留比例", "三成"),
    ("预计采购时间", "待定"),
    ("数量", "若干"),
    ("单价", "面议"),
    ("项目总投资", "-3"),
    ("单位性质", "企业"),
]


@pytest.mark.parametrize(("head", "text"), NOT_UNDERSTOOD, ids=[head for head, _ in NOT_UNDERSTOOD])
def test_what_is_not_understood_is_as_if_blank_and_said(head: str, text: str) -> None:
    plan, problems = read_rows(("项目名称", "预算金额", "品目名称", head), ("打印机", "20", "打印机", text))
    (line,) = plan.lines
    column = list(line.texts)[-1]
    name = load_columns()[column].name
    assert said(problems) == [(3, 4, name, text, "没有识别，按没有填写处理", False)]
    assert (lines_of(plan), line.text(column)) == ([("打印机", 20_0000_00)], text)
    assert (line.category, line.quantity) == (None, None)
    assert not {**line.terms, **line.facts, **line.days, **line.shares, **line.figures}


@pytest.mark.parametrize(
    ("head", "text", "expected"),
    [
        ("预留比例", "0.3", Share(basis_points=3000)),
        ("预留比例", "30%", Share(basis_points=3000)),
        ("预留份额", "0.3", Share(basis_points=3000)),
        ("预留金额或比例", "0.3", Share(basis_points=3000)),
        ("预留金额", "0.3", Share(amount=3000_00)),
        ("预留金额", "6", Share(amount=6_0000_00)),
        ("预留金额(元)", "60000", Share(amount=6_0000_00)),
        ("预留金额或比例", "6万元", Share(amount=6_0000_00)),
    ],
)
def test_a_bare_number_is_an_amount_only_where_its_head_says_so(head: str, text: str, expected: Share) -> None:
    plan, problems = read_rows(("项目名称", "预算金额", "采购方式", head), ("打印机", "20", "询价", text))
    assert (dict(plan.lines[0].shares), problems) == ({"sme_share": expected}, [])


@pytest.mark.parametrize("head", ["预留比例", "预留份额", "预留金额或比例"])
def test_a_bare_number_that_may_be_percent_or_money_is_not_understood(head: str) -> None:
    plan, problems = read_rows(("项目名称", "预算金额", "采购方式", head), ("打印机", "20", "询价", "30"))
    assert dict(plan.lines[0].shares) == {}
    assert said(problems) == [(3, 4, "预留金额或者比例", "30", "没有识别，按没有填写处理", False)]


def test_a_merged_head_of_two_rows() -> None:
    upper = ("采购项目名称", "采购方式", "预留", "", "预算金额")
    plan, problems = read_rows(
        upper,
        ("", "", "比例", "小微企业预留", "（万元）"),
        ("打印机", "询价", "30%", "60%", "20"),
        units=(),
        merged={2: (3,), 3: (0, 1)},
    )
    assert (lines_of(plan), problems, plan.rows_skipped) == (TWO[:1], [], 2)
    assert dict(plan.lines[0].shares) == {
        "sme_share": Share(basis_points=3000),
        "small_share": Share(basis_points=6000),
    }


def test_a_first_line_whose_cell_names_a_column_is_a_line() -> None:
    plan, problems = read_rows(("项目名称", "采购方式", "预算金额", "摘要"), ("打印机", "公开招标", "20万元", "其他"))
    assert lines_of(plan) == TWO[:1]
    assert said(problems) == [(2, 1, "表头", "摘要", "没有识别是哪一列，没有读；需要读的请用 --columns 指明", False)]


def test_a_head_repeated_on_the_next_page_is_skipped_and_says_nothing_twice() -> None:
    head = (*HEAD, "摘要", "采购金额")
    plan, problems = read_rows(head, (*PRINTER, "甲", "1"), head, (*CLEANING, "", ""))
    assert (lines_of(plan), plan.rows_skipped) == (TWO, 2)
    assert said(problems) == [
        (2, 1, "表头", "采购金额", "与另一列同名，只读了前一列；请用 --columns 指明读哪一列", False),
        (2, 1, "表头", "摘要", "没有识别是哪一列，没有读；需要读的请用 --columns 指明", False),
    ]


def test_a_second_and_different_head_in_the_same_sheet() -> None:
    second = ("采购内容", "预算金额（元）", "组织形式", "经办")
    plan, problems = read_rows(HEAD, PRINTER, second, ("保洁服务", "355,000", "集中采购", "张"))
    assert (lines_of(plan), plan.rows_skipped) == (TWO, 2)
    assert plan.lines[1].terms == {"organization": "centralized"}
    assert plan.columns == {"number", "name", "code", "method", "amount", "organization"}
    assert said(problems) == [(4, 1, "表头", "经办", "没有识别是哪一列，没有读；需要读的请用 --columns 指明", False)]


def test_the_users_own_names_of_columns() -> None:
    rows = [("摘要", "钱（元）", "怎么买", "项目名称"), ("打印机", "200,000", "询价", "办公费")]
    own = [("摘要", "项目名称"), ("钱", "预算金额"), ("怎么买", "method"), ("项目名称", "预算项目")]
    plan, problems = plan_of(table(*rows), own=own)
    assert (lines_of(plan), problems) == (TWO[:1], [])
    assert (plan.lines[0].text("budget_project"), dict(plan.lines[0].terms)) == (
        "办公费",
        {"method": "request_for_quotations"},
    )


def test_a_total_adds_up_the_lines_above_it() -> None:
    plan, problems = read_rows(HEAD, PRINTER, CLEANING, ("合计", "", "", "", "55.5"))
    assert (lines_of(plan), problems, plan.rows_skipped) == (TWO, [], 2)
    assert totals_of(plan) == [("合计", 55_5000_00, ("打印机", "保洁服务"), 0)]


def line(name: str, amount: str) -> Cells:
    return ("1", name, "", "", amount)


def total(label: str, amount: str) -> Cells:
    return (label, "", "", "", amount)


TOTALS: Final[dict[str, tuple[list[Cells], list[tuple[str, str]]]]] = {
    "小计和合计": (
        [line("甲", "1"), line("乙", "2"), total("小计", "3"), line("丙", "4"), total("小计", "4"), total("合计", "7")],
        [("小计", "甲乙"), ("小计", "丙"), ("合计", "甲乙丙")],
    ),
    "最后一组没有小计": (
        [line("甲", "1"), total("小计", "1"), line("丙", "4"), total("合计", "5")],
        [("小计", "甲"), ("合计", "甲丙")],
    ),
    "最后一组没有小计而合计有误": (
        [line("甲", "1"), total("小计", "1"), line("丙", "4"), total("合计", "6")],
        [("小计", "甲"), ("合计", "甲丙")],
    ),
    "分类小计": (
        [line("甲", "1"), total("货物小计", "1"), line("丙", "4"), total("服务类小计：", "4"), total("总 计", "5")],
        [("货物小计", "甲"), ("服务类小计：", "丙"), ("总 计", "甲丙")],
    ),
    "各组合计": (
        [line("甲", "1"), total("合计", "1"), line("丙", "4"), total("合计", "4"), total("合计", "5")],
        [("合计", "甲"), ("合计", "丙"), ("合计", "甲丙")],
    ),
    "各组合计有误": (
        [line("甲", "1"), total("合计", "1"), line("丙", "4"), total("合计", "3"), total("总计", "4")],
        [("合计", "甲"), ("合计", "丙"), ("总计", "甲丙")],
    ),
    "先小计后合计再小计": (
        [line("甲", "1"), total("小计", "1"), line("乙", "2"), total("合计", "2"), line("丙", "4"), total("小计", "4")],
        [("小计", "甲"), ("合计", "乙"), ("小计", "丙")],
    ),
    "合计在名称列": ([line("甲", "1"), ("", "合计", "", "", "1")], [("合计", "甲")]),
    "合计有序号": ([line("甲", "1"), ("2", "合计", "", "", "1")], [("合计", "甲")]),
    "没有金额的合计": ([line("甲", "1"), total("合计", "")], []),
    "栏次": ([total("栏次", "5"), line("甲", "1")], []),
    "没有行的合计": ([total("合计", "0")], [("合计", "")]),
}


@pytest.mark.parametrize(("rows", "expected"), TOTALS.values(), ids=TOTALS)
def test_totals(rows: list[Cells], expected: list[tuple[str, str]]) -> None:
    plan, problems = read_rows(HEAD, *rows)
    assert problems == []
    lines_of(plan)
    assert [(one.label, "".join(one.lines)) for one in plan.totals] == expected


def test_a_total_over_several_tables() -> None:
    first = table(HEAD, line("甲", "1"), total("合计", "1"))
    second = table(HEAD, line("乙", "2"), total("合计", "2"), total("总计", "3"), first=20)
    plan, _ = plan_of(first, second)
    assert [(one.label, one.lines) for one in plan.totals] == [
        ("合计", ("甲",)),
        ("合计", ("乙",)),
        ("总计", ("甲", "乙")),
    ]


def test_a_total_says_how_many_rows_it_adds_up_are_unread() -> None:
    rows = [
        line("甲", "约1"),
        line("乙", "2"),
        total("小计", "3"),
        line("丙", "4"),
        total("小计", "4"),
        total("合计", "8"),
    ]
    plan, _ = read_rows(HEAD, *rows)
    assert totals_of(plan) == [
        ("小计", 3_0000_00, ("乙",), 1),
        ("小计", 4_0000_00, ("丙",), 0),
        ("合计", 8_0000_00, ("乙", "丙"), 1),
    ]


def test_a_total_that_is_no_amount_is_a_problem() -> None:
    plan, problems = read_rows(HEAD, PRINTER, total("合计", "约20"))
    assert (lines_of(plan), totals_of(plan)) == (TWO[:1], [])
    assert said(problems) == [(4, 5, "预算金额", "约20", "不是金额，该行未判定", True)]


def test_a_purchase_with_a_code_is_no_total() -> None:
    plan, _ = read_rows(HEAD, ("合计", "合计", "A02021003", "询价", "20"))
    assert (lines_of(plan), totals_of(plan)) == ([("合计", 20_0000_00)], [])


@pytest.mark.parametrize(
    "row",
    [
        ("", "", "", "", ""),
        (),
        ("7", "", "", "", ""),
        ("注：金额按当年价格测算。", "", "", "", ""),
        ("填表人：张三  联系电话：0355-1234567", "", "", "", ""),
        ("注：只有一格",),
    ],
    ids=["空行", "没有格", "只有序号", "注", "填表人", "短行"],
)
def test_rows_that_are_skipped(row: Cells) -> None:
    plan, problems = read_rows(HEAD, PRINTER, row, CLEANING)
    assert (lines_of(plan), problems, plan.rows_skipped) == (TWO, [], 2)


def test_a_document_s_other_tables_are_not_read() -> None:
    other = table(("姓名", "电话"), ("张三", "0355"), title="联系人")
    plan, problems = plan_of(other, table(HEAD, PRINTER, first=10))
    assert (lines_of(plan), problems, plan.rows_read) == (TWO[:1], [], 2)


@pytest.mark.parametrize(
    ("title", "head", "kind"),
    [
        ("2026年政府采购计划表", HEAD, "plan"),
        ("2026年政府采购意向", HEAD, "intention"),
        ("", HEAD, "plan"),
        ("", ("序号", "采购项目名称", "采购需求概况", "预算金额", "预计采购时间"), "intention"),
    ],
    ids=["计划", "意向", "没有标题", "没有方式等"],
)
def test_what_is_a_list_of_intentions(title: str, head: Cells, kind: str) -> None:
    plan, _ = plan_of(table(head, title=title), told=heading(title))
    assert plan.kind == kind


UNIT_HEAD: Final = ("采购单位", "采购项目名称", "采购方式", "预算金额")
PURCHASERS: Final[dict[str, tuple[str | None, str, list[Cells], str | None]]] = {
    "文件标明": ("某县财政局", "某县教育局2026年采购计划", [UNIT_HEAD], "某县财政局"),
    "表头上的行": (None, "采购计划", [("采购单位：某县教育局  年度：2026年", "", "", ""), UNIT_HEAD], "某县教育局"),
    "各行相同": (None, "采购计划", [UNIT_HEAD, ("某局", "甲", "询价", "1"), ("", "乙", "询价", "1")], "某局"),
    "各行不同": (None, "采购计划", [UNIT_HEAD, ("某局", "甲", "询价", "1"), ("他局", "乙", "询价", "1")], None),
    "标题": (None, "某县教育局关于2026年采购计划", [UNIT_HEAD], "某县教育局"),
    "没有写": (None, "采购计划", [UNIT_HEAD], None),
}


@pytest.mark.parametrize(("told", "title", "rows", "expected"), PURCHASERS.values(), ids=PURCHASERS)
def test_whose_plan_it_is(told: str | None, title: str, rows: list[Cells], expected: str | None) -> None:
    plan, _ = plan_of(table(*rows, title=title), told=heading(title, told))
    assert plan.purchaser == expected


def test_a_purchaser_in_a_note_of_the_table() -> None:
    plan, _ = plan_of(replace(table(HEAD, PRINTER), notes=("采购单位：某县教育局", "单位：万元")))
    assert plan.purchaser == "某县教育局"


def test_what_is_declared() -> None:
    found = declared(["采购人:  ", "采购单位：甲局　单位：万元", "金额单位：元", "采购人：乙局", "说明：不算"])
    assert (found.purchaser, found.units) == ("甲局", (Unit.WAN_YUAN, Unit.YUAN))
    assert declared([]).purchaser is None


def test_a_place_names_sheet_and_cell() -> None:
    made = table(HEAD, ("1", "打印机", "", "询价", "约20"))
    rows = tuple(replace(row, where=Where(sheet="表1", row=row.line)) for row in made.rows)
    _, problems = plan_of(replace(made, rows=rows))
    assert [one.place.spot for one in problems] == ["工作表“表1”E3"]


TEXTS: Final = st.sampled_from(
    [
        "",
        "1",
        "打印机",
        "合计",
        "小计",
        "20",
        "约5",
        "-3",
        "注：甲",
        "A02021003",
        "公开招标",
        "待定",
        "备注",
        "采购方式",
        "（万元）",
        "30%",
    ]
)
COLUMNS: Final = st.lists(
    st.sampled_from([column.name for column in load_columns().values()] + ["摘要", ""]), min_size=1, max_size=8
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Tables that begin like plans and go on like anything."""
    head = draw(COLUMNS)
    rows = draw(st.lists(st.lists(st.one_of(TEXTS, st.text(max_size=4)), max_size=9), max_size=8))
    above = draw(st.lists(st.lists(TEXTS, max_size=3), max_size=3))
    units = draw(st.sampled_from([(), (Unit.YUAN,), (Unit.WAN_YUAN,), (Unit.YUAN, Unit.WAN_YUAN)]))
    merged = draw(st.dictionaries(st.integers(2, 6), st.sets(st.integers(0, 8)), max_size=3))
    return table(*above, head, *rows, units=units, merged=merged)


@given(st.lists(tables(), max_size=3))
def test_every_row_is_a_line_or_skipped_or_unread(made: list[Table]) -> None:
    plan, problems = plan_of(*made)
    lines_of(plan)
    assert plan.rows_unread <= sum(problem.unread for problem in problems)
    assert len({line.id for line in plan.lines}) == len(plan.lines)
    assert all(set(one.lines) <= {line.id for line in plan.lines} for one in plan.totals)
    assert all(one.place.line for one in problems)


FILLED: Final[dict[str, st.SearchStrategy[str]]] = {
    "序号": st.just("1"),
    "采购项目名称": st.sampled_from(["打印机", "保洁服务"]),
    "品目编码": st.sampled_from(["A02021003", ""]),
    "采购方式": st.sampled_from(["询价", "公开招标", "比价", ""]),
    "预算金额（万元）": st.sampled_from(["20", "3.5", "7元", "约5"]),
    "单价": st.sampled_from(["2", "", "面议"]),
    "预留比例": st.sampled_from(["30%", "0.3", ""]),
    "预计采购时间": st.sampled_from(["2026年3月", "二季度", "待定"]),
    "摘要": st.sampled_from(["其他", "甲"]),
    "采购需求": st.just("见附件"),
}


@given(st.lists(st.fixed_dictionaries(FILLED), min_size=1, max_size=4), st.permutations(list(FILLED)))
def test_the_order_of_columns_does_not_matter(rows: list[dict[str, str]], order: list[str]) -> None:
    def read(columns: list[str]) -> list[Any]:
        plan, problems = read_rows(columns, *([row[column] for column in columns] for row in rows))
        lines_of(plan)
        told = sorted((one.field, one.found, one.consequence, one.unread) for one in problems)
        return [without_places(plan), told, plan.rows_skipped, plan.rows_unread]

    assert read(order) == read(list(FILLED))


def test_a_document_without_tables_holds_no_line() -> None:
    assert document().tables == ()
    plan, problems = plan_of()
    assert (lines_of(plan), problems, plan.kind) == ([], [], "intention")


def test_places_are_those_of_all_columns() -> None:
    plan, _ = read_rows(("项目名称", "预算金额", "品目名称"), ("打印机", "20", "打印机"))
    (line,) = plan.lines
    assert list(line.places) == ["name", "amount", "item"]
    assert len(line.places) == 3
