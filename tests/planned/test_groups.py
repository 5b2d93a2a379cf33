"""Like purchases together: batches (GRP100), splitting under a project (SPL100), across projects (SPL200)."""

import pytest

from procure.check import Report
from tests.planned.making import GOODS, LISTED, SERVICES, WORKS, Cells, checked

GROUPED = ("GRP100", "SPL100", "SPL200")
Rows = list[tuple[str, frozenset[str], str]]


def named(kind: Cells, *amounts: str, **cells: str) -> list[Cells]:
    """Return a line for each amount, called 甲, 乙, 丙."""
    return [
        {**kind, "name": name, "amount": amount, **cells} for name, amount in zip("甲乙丙丁戊", amounts, strict=False)
    ]


def grouped(*lines: Cells) -> Rows:
    return rows(checked(*lines))


def rows(report: Report) -> Rows:
    return [
        (one.code, frozenset(one.subjects), str(one.severity or one.outcome))
        for one in report.findings
        if one.code in GROUPED
    ]


def said(code: str, *lines: Cells) -> str:
    return next(one.message for one in checked(*lines).findings if one.code == code)


TWO, THREE = frozenset("甲乙"), frozenset("甲乙丙")
BATCHES: dict[str, tuple[list[Cells], Rows]] = {
    "差一分到限额": (named(SERVICES, "15", "14.999999"), []),
    "恰为限额": (named(SERVICES, "15", "15"), [("GRP100", TWO, "red_flag")]),
    "各自都到限额": (named(SERVICES, "30", "30"), []),
    "只有一项在限额以下": (named(SERVICES, "40", "5"), [("GRP100", TWO, "red_flag")]),
    "目录内各自集中": (named(LISTED, "20", "20"), []),
    "工程从不合并": (named(WORKS, "50", "50"), []),
    "工程合计必须招标也不合并": (named(WORKS, "350", "350", new_building="是", mandatory_project="是"), []),
    "没有预算项目，合计恰到公开招标": (named(GOODS, "200", "200"), [("GRP100", TWO, "red_flag")]),
    "没有预算项目，合计差一分": (named(GOODS, "200", "199.999999"), []),
    "不同单位": (
        [{**one, "unit": unit} for one, unit in zip(named(SERVICES, "20", "20"), ("甲局", "乙局"), strict=True)],
        [],
    ),
    "同一单位": (named(SERVICES, "20", "20", unit="甲局"), [("GRP100", TWO, "red_flag")]),
    "编码前五位不同": ([*named(GOODS, "20"), {**GOODS, "name": "乙", "code": "A02462600", "amount": "20"}], []),
    "不知道是什么": (named({"sme": "是"}, "20", "20"), []),
    "目录内外不明": (named({"sme": "是", "code": "A02020000"}, "200", "200"), []),
    "类别不明": ([{"name": f"绿化{name}", "amount": "20", "sme": "是"} for name in "甲乙"], []),
    "计划那天没有目录": (named(SERVICES, "20", "20", planned_day="2023-01-01"), []),
}


@pytest.mark.parametrize(("lines", "expected"), BATCHES.values(), ids=BATCHES)
def test_batches(lines: list[Cells], expected: Rows) -> None:
    assert grouped(*lines) == expected


def test_the_smallest_set_that_crosses_is_named() -> None:
    message = said("GRP100", *named(SERVICES, "5", "20", "8", "12"))
    assert message == (
        "编码 C1904…同类采购：“乙”20.00万元、“丁”12.00万元，合计 32.00万元；分项不适用政府采购法，按批量分散采购"
    )


def test_all_are_named_where_no_fewer_cross() -> None:
    message = said("GRP100", *named(SERVICES, "10", "10", "10"))
    assert "“丙”10.00万元、“乙”10.00万元、“甲”10.00万元，合计 30.00万元" in message


def test_of_many_lines_only_some_are_named() -> None:
    lines = [{**SERVICES, "name": f"第{at:02}项", "amount": "3"} for at in range(1, 13)]
    message = said("GRP100", *lines)
    assert "“第08项”3.00万元等 10 行，合计 30.00万元" in message
    assert "第09项" not in message


def test_the_tender_threshold_of_budget_projects_is_left_to_splitting() -> None:
    lines = named(SERVICES, "20", "20", "360", budget_project="测绘", method="公开招标")
    message = said("GRP100", *lines)
    assert "“丙”360.00万元、“乙”20.00万元，合计 380.00万元" in message
    assert message.endswith("分项不适用政府采购法，按批量分散采购")


def test_what_a_batch_comes_to_is_told_of_those_that_change() -> None:
    message = said("GRP100", *named(GOODS, "390", "20"))
    assert message.endswith("分项分散采购、不适用政府采购法，按批量分散采购（须公开招标）")


def test_lines_that_differ_by_their_facts_alone_make_no_batch() -> None:
    one, other = named(GOODS, "200", "10", works_related="否")
    lines = [{**one, "works_related": "是", "new_building": "否"}, {**other, "amount": "40"}]
    assert grouped(*lines) == grouped(*reversed(lines)) == []


def bought(*amounts: str, method: str = "询价", project: str = "设备更新", **cells: str) -> list[Cells]:
    return named(GOODS, *amounts, method=method, case="写明的情形", budget_project=project, **cells)


def changed(lines: list[Cells], at: int, **cells: str) -> list[Cells]:
    return [{**line, **cells} if number == at else line for number, line in enumerate(lines)]


def by_name(lines: list[Cells]) -> list[Cells]:
    return [{**line, "code": "", "content": "购置消防设备"} for line in lines]


NUMBER = "长财购〔2026〕1号"
SPLIT: dict[str, tuple[list[Cells], Rows]] = {
    "累计恰为限额": (bought("200", "200"), []),
    "超过一分": (bought("200", "200.000001"), [("SPL100", TWO, "breach")]),
    "都是公开招标": (bought("300", "300", method="公开招标"), []),
    "只有一次不是公开招标": (changed(bought("300", "300"), 0, method="公开招标"), []),
    "都有批准文号": (bought("300", "300", approval=NUMBER), []),
    "文号写无": (bought("300", "300", approval="无"), [("SPL100", TWO, "breach")]),
    "一次有批准，其余不超过": (changed(bought("300", "300", approval=""), 0, approval=NUMBER), []),
    "一次有批准，其余超过": (
        changed(bought("300", "300", "300", approval=""), 0, approval=NUMBER),
        [("SPL100", frozenset("乙丙"), "breach")],
    ),
    "方式没有写": (bought("300", "300", method=""), [("SPL100", TWO, "undetermined")]),
    "有一次没有写方式": (changed(bought("300", "300"), 0, method=""), [("SPL100", TWO, "undetermined")]),
    "写了方式的已经超过": (
        changed(bought("300", "300", "1"), 2, method=""),
        [("GRP100", THREE, "red_flag"), ("SPL100", TWO, "breach")],
    ),
    "工程": (named(WORKS, "300", "300", method="磋商", case="情形", budget_project="办公楼"), []),
    "不同预算项目的也不到限额": (changed(bought("150", "150"), 0, budget_project="其他"), []),
    "不同单位": (changed(bought("300", "300", unit="甲局"), 0, unit="乙局"), []),
    "同一单位": (bought("300", "300", unit="甲局"), [("SPL100", TWO, "breach")]),
    "只有一行": (bought("300"), []),
    "按名称识别": (by_name(bought("300", "300")), [("SPL100", TWO, "red_flag")]),
    "填有编码的已经超过": (
        [*bought("300", "300"), *by_name(bought("1", "2", "3"))[2:]],
        [("GRP100", THREE, "red_flag"), ("SPL100", TWO, "breach")],
    ),
    "填有编码的只有一次": (
        [*bought("300"), *by_name(bought("1", "300"))[1:]],
        [("SPL100", TWO, "red_flag")],
    ),
    "名称可以是几种": (
        [{**one, "name": f"打印机{one['name']}", "code": ""} for one in bought("300", "300")],
        [],
    ),
}


@pytest.mark.parametrize(("lines", "expected"), SPLIT.values(), ids=SPLIT)
def test_splitting(lines: list[Cells], expected: Rows) -> None:
    assert grouped(*lines) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (named(SERVICES, "300", "300", method="框架协议", budget_project="测绘"), []),
        (changed(bought("300", "300", "300"), 0, method="框架协议"), [("SPL100", frozenset("乙丙"), "breach")]),
        (changed(bought("300", "300"), 0, method="框架协议"), []),
    ],
    ids=["都是", "另外两次", "另外一次"],
)
def test_call_offs_of_framework_agreements_do_not_make_splitting(lines: list[Cells], expected: Rows) -> None:
    assert grouped(*lines) == expected


def test_splitting_names_the_project_the_lines_and_both_amounts() -> None:
    assert said("SPL100", *bought("100", "250", "260")) == (
        "预算项目“设备更新”：“丙”260.00万元、“乙”250.00万元以公开招标以外的方式多次采购，"
        "累计 610.00万元，超过公开招标数额标准 400.00万元"
    )


def across(*amounts: str, kind: Cells = GOODS, **cells: str) -> list[Cells]:
    """Return a line for each amount, each of its own budget project."""
    return [{**line, "budget_project": f"项目{line['name']}"} for line in named(kind, *amounts, **cells)]


ACROSS: dict[str, tuple[list[Cells], Rows]] = {
    "差一分": (across("200", "199.999999"), []),
    "恰为限额": (across("200", "200"), [("SPL200", TWO, "red_flag")]),
    "一项已经到限额": (across("400", "200"), []),
    "目录内": (across("200", "200", kind=LISTED), [("SPL200", TWO, "red_flag")]),
    "工程": (across("300", "300", kind=WORKS), []),
    "不同单位": (changed(across("200", "200", unit="甲局"), 0, unit="乙局"), []),
    "同一预算项目恰为限额": (bought("200", "200"), []),
    "一项没有写预算项目": (changed(across("200", "200"), 0, budget_project=""), [("SPL200", TWO, "red_flag")]),
}


@pytest.mark.parametrize(("lines", "expected"), ACROSS.values(), ids=ACROSS)
def test_like_purchases_across_projects(lines: list[Cells], expected: Rows) -> None:
    assert grouped(*lines) == expected


def test_the_entry_of_the_catalogue_is_named() -> None:
    message = said("SPL200", *across("100", "250", "260", kind=LISTED))
    assert message.startswith("A02010105 台式计算机同类采购：“丙”260.00万元、“乙”250.00万元，")
