"""Questions written to a file, filled in and read back: what each answer changes, and what fits nothing."""

import csv
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procure.answers import COLUMNS, Answered, Answers, owner, question_id, read_answers
from procure.check import CheckedProject, Report
from procure.model import Place
from procure.outcome import exit_code, open_questions, with_answers
from tests.check.making import PURCHASER, Row, budget, needs, report_of

OWNER = owner(PURCHASER, 2026)
CLEANING = Row("保洁、绿化委托费", "250.00")
RUNNING = Row("机关运行经费", "240.00")
EQUIPMENT = Row("设备更新", "10.00")
LIGHTS = Row("春节亮化", "70.00")
BUILDING = Row("办公楼建设工程", "450.00")
BASE = Row("基地建设工程", "100.00", "1,000,000", "2024年9月20日全部竣工，已经结算审查")
RECEPTION = Row("公务接待费", "33.00")
HEATING = Row("取暖费", "100.00")
METERED = Row("水费、电费", "50.00")
UPKEEP = Row("物业水电费", "70.00", "700,000", "物业、水电等运维费用")
DISPUTED = Row("慰问", "40.00", "400,000", "发放生活补助，购置办公家具")
RESCUE = Row("抢险救灾物资采购", "100.00")
CARS = Row("车辆租赁费", "450.00")

Given = tuple[str, str, str]
"""A part's label (empty: the whole project), a fact, an answer."""


def answers_to(row: Row, *given: Given) -> Answers:
    keys = [(question_id(OWNER, row.name, part, fact), text) for part, fact, text in given]
    return Answers([Answered(key, text, Place("答复.csv", line=at)) for at, (key, text) in enumerate(keys, 2)])


def answered(row: Row, *given: Given) -> tuple[Report, CheckedProject]:
    told = answers_to(row, *given)
    reports = with_answers([report_of(budget(row), answers=told)], told, [])
    return reports[0], reports[0].projects[0]


def said(one: CheckedProject) -> list[tuple[str, str, str, str]]:
    """Return each part with its categories, whether it is listed, and how it is organized."""
    return [
        (
            each.part.label,
            "|".join(sorted(each.part.categories)),
            str(each.listing.status),
            each.determination.organization or str(each.determination.status),
        )
        for each in one.expected
    ]


SERVICES, WORKS, GOODS, EITHER = "services", "works", "goods", "goods|services"
ANY = "goods|services|works"
BELOW, ABOVE, LISTED, OPEN, PARTLY = "outside_law", "decentralized", "centralized", "undetermined", "partly"
SPLIT = ("", "part_amounts", "保洁=29.99；绿化=220.01")
RUNS = ("", "parts", "货物:电脑=40；服务:物业=29；非采购:职工工资=171")
HAUL = ("", "part_amounts", "物业=30；水电费=25；等未列明内容=15")


class Case(NamedTuple):
    """A row and its answers; then its nature, its parts, the total's bounds in 万元 and what is still asked of it."""

    row: Row
    given: list[Given]
    nature: str
    total: tuple[str, str]
    parts: Sequence[tuple[str, str, str, str]] = ()
    asked: Sequence[str] = ()


CASES = {
    "各项金额": Case(
        *(CLEANING, [SPLIT], "mixed", ("220.01", "250.00")),
        [("保洁", SERVICES, OPEN, OPEN), ("绿化", SERVICES, OPEN, PARTLY)],
    ),
    "打印的金额是舍入的，各项之和在舍入之内": Case(
        *(CLEANING, [("", "part_amounts", "保洁=29.99；绿化=220.015")], "mixed", ("220.015", "250.005")),
        [("保洁", SERVICES, OPEN, OPEN), ("绿化", SERVICES, OPEN, PARTLY)],
    ),
    "各项金额和目录内外": Case(
        *(CLEANING, [SPLIT, ("保洁", "listed", "目录内"), ("绿化", "listed", "目录外")], "mixed", ("250.00", "250.00")),
        [("保洁", SERVICES, "yes", LISTED), ("绿化", SERVICES, "no", ABOVE)],
    ),
    "限额以下的一项在目录外": Case(
        *(CLEANING, [SPLIT, ("保洁", "listed", "目录外")], "mixed", ("220.01", "220.01")),
        [("保洁", SERVICES, "no", BELOW), ("绿化", SERVICES, OPEN, PARTLY)],
    ),
    "新的内容，其中有不是采购的": Case(
        *(RUNNING, [RUNS], "mixed", ("69.00", "69.00")),
        [("电脑", GOODS, "yes", LISTED), ("物业", SERVICES, "yes", LISTED)],
    ),
    "新的内容再答目录内外": Case(
        *(RUNNING, [RUNS, ("电脑", "listed", "目录内"), ("物业", "listed", "目录内")], "mixed", ("69.00", "69.00")),
        [("电脑", GOODS, "yes", LISTED), ("物业", SERVICES, "yes", LISTED)],
    ),
    "已有的内容说明是采购": Case(
        *(RUNNING, [("", "parts", "运行经费=240")], "purchase", ("240.00", "240.00")),
        [("运行经费", ANY, OPEN, PARTLY)],
    ),
    "已有的内容说明类别": Case(
        *(RUNNING, [("", "parts", "服务:运行经费=240")], "purchase", ("240.00", "240.00")),
        [("运行经费", SERVICES, OPEN, PARTLY)],
    ),
    "内容都不是采购": Case(
        *(RUNNING, [("", "parts", "非采购:运行经费=200；非采购:工资=40")], "unknown", ("0.00", "0.00")),
    ),
    "目录内": Case(
        *(EQUIPMENT, [("设备购置", "listed", "目录内")], "purchase", ("10.00", "10.00")),
        [("设备购置", GOODS, "yes", LISTED)],
    ),
    "目录外": Case(
        *(EQUIPMENT, [("设备购置", "listed", "not_listed")], "purchase", ("0.00", "0.00")),
        [("设备购置", GOODS, "no", BELOW)],
    ),
    "类别": Case(
        *(LIGHTS, [("亮化", "category", "工程")], "purchase", ("70.00", "70.00")),
        [("亮化", WORKS, "no", ABOVE)],
    ),
    "目录内的不会是工程": Case(
        *(LIGHTS, [("亮化", "listed", "目录内")], "purchase", ("70.00", "70.00")),
        [("亮化", EITHER, "yes", LISTED)],
    ),
    "不是新建改建扩建": Case(
        *(BUILDING, [("建设工程", "new_building", "否")], "purchase", ("450.00", "450.00")),
        [("建设工程", WORKS, "no", ABOVE)],
    ),
    "只付以前的合同": Case(BASE, [("", "earlier_purchase", "是")], "settlement", ("0.00", "0.00")),
    "不只付以前的合同": Case(
        *(BASE, [("", "earlier_purchase", "否")], "purchase", ("100.00", "100.00")),
        [("建设工程", WORKS, "no", ABOVE)],
    ),
    "接待以合同采购": Case(
        *(RECEPTION, [("公务接待", "bought_by_contract", "是")], "purchase", ("33.00", "33.00")),
        [("公务接待", SERVICES, "no", ABOVE)],
    ),
    "接待不以合同采购": Case(RECEPTION, [("公务接待", "bought_by_contract", "no")], "reception", ("0.00", "0.00")),
    "唯一供应，没有条文免除": Case(
        *(HEATING, [("取暖费", "sole_supplier", "是")], "utility", ("0.00", "100.00")),
        [("取暖费", EITHER, "no", OPEN)],
    ),
    "不是唯一供应": Case(
        *(HEATING, [("取暖费", "sole_supplier", "否")], "purchase", ("100.00", "100.00")),
        [("取暖费", EITHER, "no", ABOVE)],
    ),
    "一项不是唯一供应，另一项待核实": Case(
        *(METERED, [("水费", "sole_supplier", "否"), ("水费", "amount", "35")], "mixed", ("35.00", "50.00")),
        [("水费", EITHER, "no", ABOVE), ("电费", EITHER, "no", BELOW)],
        ["sole_supplier"],
    ),
    "两项都答了": Case(
        *(METERED, [("水费", "sole_supplier", "否"), ("电费", "sole_supplier", "是")], "mixed", ("0.00", "50.00")),
        [("水费", EITHER, "no", OPEN), ("电费", EITHER, "no", OPEN)],
    ),
    "各项金额不说明是采购": Case(
        *(UPKEEP, [HAUL], "mixed", ("30.00", "70.00")),
        [("物业", SERVICES, "yes", LISTED), ("水电费", EITHER, "no", BELOW), ("等未列明内容", SERVICES, OPEN, OPEN)],
        ["sole_supplier", "bought_by_contract"],
    ),
    "一项不以合同采购，占去多少不知": Case(
        *(UPKEEP, [("等未列明内容", "bought_by_contract", "否"), ("水电费", "sole_supplier", "否")]),
        *("mixed", ("0.00", "70.00")),
        [("物业", SERVICES, "yes", LISTED), ("水电费", EITHER, "no", OPEN)],
        ["part_amounts"],
    ),
    "说法不一，答是采购": Case(
        *(DISPUTED, [("", "nature", "采购")], "purchase", ("0.00", "40.00")),
        [("未能判断", ANY, OPEN, OPEN)],
    ),
    "说法不一，答是补助": Case(DISPUTED, [("", "nature", "转移、补助")], "transfer", ("0.00", "0.00")),
    "紧急救援": Case(
        *(RESCUE, [("物资用品", "emergency_or_secret", "是")], "purchase", ("0.00", "0.00")),
        [("物资用品", GOODS, OPEN, BELOW)],
    ),
    "不是紧急救援": Case(
        *(RESCUE, [("物资用品", "emergency_or_secret", "否")], "purchase", ("100.00", "100.00")),
        [("物资用品", GOODS, OPEN, PARTLY)],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_an_answer_changes(case: Case) -> None:
    report, one = answered(case.row, *case.given)
    assert report.problems == ()
    assert (str(one.classified.nature), said(one)) == (case.nature, list(case.parts))
    assert needs(report)["total"] == case.total
    assert [question.fact for question in one.classified.questions] == list(case.asked)
    assert len(one.stated_by_user) == len(case.given)


def test_an_answer_stands_as_what_the_user_stated() -> None:
    _, one = answered(CLEANING, SPLIT, ("保洁", "listed", "目录内"))
    assert one.stated_by_user == ("各项金额：保洁=29.99；绿化=220.01", "保洁 目录内外：目录内")
    cleaning = [(evidence.field, evidence.phrase, evidence.source) for evidence in one.expected[0].part.evidence[-2:]]
    assert cleaning == [("用户答复", "保洁=29.99", "答复.csv:2"), ("用户答复", "目录内外：目录内", "答复.csv:3")]
    _, none = answered(BASE, ("", "earlier_purchase", "是"))
    assert none.classified.why_not == "用户答复：是否只付以前的合同：是"
    assert none.classified.evidence[-1].field == "用户答复"


def test_an_approval_is_asked_where_open_tender_is_required_and_changes_no_method() -> None:
    before = report_of(budget(CARS)).projects[0].expected[0].determination
    assert [question.fact for question in before.questions] == ["open_tender_avoidance"]
    _, one = answered(CARS, ("车辆租赁", "open_tender_avoidance", "长财购〔2026〕5号"))
    after = one.expected[0].determination
    assert (after.required_method, after.methods, after.questions) == ("open_tender", ("open_tender",), ())
    note = "用户答复：公开招标以外的采购方式已经批准（长财购〔2026〕5号），可以按批准的方式采购；本工具未核对批准文件"
    assert note in after.warnings
    assert one.stated_by_user == ("车辆租赁 采用其他方式的批准：长财购〔2026〕5号",)
    assert one.expected[0].part.evidence[-1].phrase == "采用其他方式的批准：长财购〔2026〕5号"


def test_a_mandatory_tender_is_not_avoided_by_an_approval_of_the_finance_department() -> None:
    _, one = answered(BUILDING, ("建设工程", "new_building", "是"), ("建设工程", "mandatory_project", "是"))
    determination = one.expected[0].determination
    assert (determination.required_method, determination.governed_by) == ("open_tender", "tendering_law")
    assert determination.questions == ()


STRENGTHS: dict[str, tuple[list[Row], Row, list[Given], str]] = {
    "全凭用户所说": ([], RUNNING, [("", "parts", "服务:物业管理=200；非采购:工资=40")], "breach"),
    "内容取自文字": ([], CLEANING, [SPLIT], "red_flag"),
    "别的项目取自文字": ([CARS], RUNNING, [("", "parts", "服务:物业管理=200；非采购:工资=40")], "red_flag"),
    "是否采购由用户说，内容取自文字": ([], BASE, [("", "earlier_purchase", "否")], "red_flag"),
}


@pytest.mark.parametrize(("others", "row", "given", "severity"), STRENGTHS.values(), ids=STRENGTHS)
def test_only_what_rests_wholly_on_the_user_is_a_breach(
    others: list[Row], row: Row, given: list[Given], severity: str
) -> None:
    report = report_of(budget(row, *others), answers=answers_to(row, *given))
    missing = [one for one in report.findings if one.code == "COV100" and one.outcome == "flagged"]
    assert {one.severity for one in missing} == {severity}


WHOLE = "各项金额之和应等于项目金额，写作 内容=金额；内容=金额（万元）"
KNOWN = "不是本项目已有的内容；新的内容写作 货物:内容=金额，工程:、服务:、非采购: 同"
EXACT = Row("保洁、绿化委托费", "250.00", "2,500,000.00")
UNFIT: dict[str, tuple[Row, Given, str]] = {
    "合计差一分": (EXACT, ("", "part_amounts", "保洁=29.99；绿化=220.009999"), WHOLE),
    "合计差出舍入之外": (CLEANING, ("", "part_amounts", "保洁=29.99；绿化=220.0151"), WHOLE),
    "什么也没写": (CLEANING, ("", "part_amounts", "；；"), WHOLE),
    "没有这项内容": (CLEANING, ("", "part_amounts", "保洁=29.99；搬家=220.01"), f"“搬家=220.01”{KNOWN}"),
    "没有这种类别": (RUNNING, ("", "parts", "软件:系统=240"), f"“软件:系统=240”{KNOWN}"),
    "没有名称": (RUNNING, ("", "parts", "货物:=240"), f"“货物:=240”{KNOWN}"),
    "没有等号": (RUNNING, ("", "parts", "运行经费240"), f"“运行经费240”{KNOWN}"),
    "写了两次": (CLEANING, ("", "part_amounts", "保洁=100；保洁=150"), "同一项内容写了两次"),
    "金额不是金额": (CLEANING, ("", "part_amounts", "保洁=约30；绿化=220"), "“约30”不是金额"),
    "金额为负": (CLEANING, ("", "part_amounts", "保洁=-1；绿化=251"), "“-1”是负数"),
    "不是是否": (BASE, ("", "earlier_purchase", "也许"), "应为 是 或者 否"),
    "不是目录内外": (EQUIPMENT, ("设备购置", "listed", "在"), "应为 目录内 或者 目录外"),
    "工程答目录内": (BUILDING, ("建设工程", "listed", "目录内"), "工程不在集中采购目录内"),
    "不是类别": (LIGHTS, ("亮化", "category", "设备"), "应为 货物、工程、服务 之一"),
    "不是性质": (DISPUTED, ("", "nature", "不知道"), "应为 采购、人员支出、转移、补助 之一"),
    "一项的金额超过项目": (METERED, ("水费", "amount", "50.01"), "各项金额之和应等于项目金额"),
    "仅有的一项少于项目": (HEATING, ("取暖费", "amount", "99.99"), "各项金额之和应等于项目金额"),
    "不是文号": (CARS, ("车辆租赁", "open_tender_avoidance", "已批准"), "应为批准文件的文号，如 某财购〔2026〕1号"),
}


@pytest.mark.parametrize(("row", "given", "why"), UNFIT.values(), ids=UNFIT)
def test_an_answer_that_does_not_fit_is_a_problem_and_changes_nothing(row: Row, given: Given, why: str) -> None:
    report, one = answered(row, given)
    [problem] = report.problems
    assert (problem.place.file, problem.place.line, problem.field, problem.found) == ("答复.csv", 2, "答复", given[2])
    assert (problem.consequence, problem.unread) == (f"{why}，这条答复未采用", True)
    assert one == report_of(budget(row)).projects[0]
    assert exit_code([report], "never", 1) == 2


GONE = "没有这个编号的待核实事项，或者别的答复已使它不再成立，这条答复未采用"
OTHERWISE = "按别的答复，这一项不是采购，这条答复未采用"
CONTRADICTIONS: dict[str, tuple[Row, list[Given], list[tuple[str, str]]]] = {
    "没有这个编号": (BASE, [("", "no_such_fact", "是")], [("是", GONE)]),
    "项目不是采购，还答了内容": (
        *(DISPUTED, [("", "nature", "人员支出"), ("", "parts", "货物:慰问品=40"), ("未能判断", "listed", "目录内")]),
        [("货物:慰问品=40", "与“用户答复：支出性质：人员支出”不符，这条答复未采用"), ("目录内", GONE)],
    ),
    "只付以前的合同，又说是采购": (
        *(BASE, [("", "nature", "转移、补助"), ("", "earlier_purchase", "否")]),
        [("否", "与“用户答复：支出性质：转移、补助”不符，这条答复未采用")],
    ),
    "不以合同采购，还答了目录内外": (
        *(UPKEEP, [("等未列明内容", "bought_by_contract", "否"), ("等未列明内容", "listed", "目录内")]),
        [("目录内", OTHERWISE)],
    ),
    "两条答复不同": (
        *(BASE, [("", "earlier_purchase", "是"), ("", "earlier_purchase", "否")]),
        [("是", "同一事项有不同的答复，这条答复未采用"), ("否", "同一事项有不同的答复，这条答复未采用")],
    ),
    "两条答复相同": (BASE, [("", "earlier_purchase", "是"), ("", "earlier_purchase", "是")], []),
}


@pytest.mark.parametrize(("row", "given", "problems"), CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_answers_that_contradict_each_other_are_problems(
    row: Row, given: list[Given], problems: list[tuple[str, str]]
) -> None:
    report, _ = answered(row, *given)
    assert [(one.found, one.consequence) for one in report.problems] == problems


ALL = [
    SPLIT,
    ("保洁", "listed", "目录内"),
    ("绿化", "category", "服务"),
    ("绿化", "imported", "否"),
    ("", "parts", "保洁=1"),
]


@settings(max_examples=25, deadline=None)
@given(st.permutations(ALL))
def test_the_order_of_answers_is_irrelevant(given: list[Given]) -> None:
    report, one = answered(CLEANING, *given)
    first, expected = answered(CLEANING, *ALL)
    assert (said(one), one.need, one.stated_by_user) == (said(expected), expected.need, expected.stated_by_user)
    assert sorted(one.consequence for one in report.problems) == sorted(one.consequence for one in first.problems)


FOUR = Row("派遣司机、绿化、保洁、保安委托费", "120.00", "1,200,000.00")
LABELS = ("派遣司机", "绿化", "保洁", "保安")  # only of the first it is known without asking that it is not listed
IN_OR_OUT = st.sampled_from(("目录内", "目录外"))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 120), min_size=3, max_size=3), st.dictionaries(st.sampled_from(LABELS[1:]), IN_OR_OUT))
def test_answers_narrow_the_bounds(cuts: list[int], listed: dict[str, str]) -> None:
    low, middle, high = sorted(cuts)
    amounts = zip(LABELS, (low, middle - low, high - middle, 120 - high), strict=True)
    split = ("", "part_amounts", "；".join(f"{label}={amount}" for label, amount in amounts))
    steps = [[], [split], [split, *((label, "listed", answer) for label, answer in listed.items())]]
    needs_of = [answered(FOUR, *given)[1].need for given in steps]
    for before, after in pairwise(needs_of):
        assert all(before.certain[column] <= after.certain[column] for column in before.certain)
        assert all(after.possible[column] <= before.possible[column] for column in before.possible)


def filled(rows: Iterable[tuple[str, ...]], told: dict[tuple[str, str, str], str]) -> list[list[str]]:
    """Return the rows of a questions file with answers filled in, by project, part and what is asked."""
    return [[*row[:-1], told.get((row[1], row[3], row[4]), "")] for row in rows]


TOLD = {
    (CLEANING.name, "", "各项金额"): "保洁=29.99；绿化=220.01",
    (CLEANING.name, "保洁", "目录内外"): "目录内",
    (BASE.name, "", "是否只付以前的合同"): "是",
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_questions_are_written_filled_in_and_read_back(encoding: str, tmp_path: Path) -> None:
    text = budget(CLEANING, BASE, EQUIPMENT)
    before = report_of(text)
    rows = filled(open_questions([before]), TOLD)
    assert [tuple(row[:5]) for row in rows] == [
        (question_id(OWNER, CLEANING.name, "", "part_amounts"), CLEANING.name, "250.00", "", "各项金额"),
        (question_id(OWNER, CLEANING.name, "保洁", "listed"), CLEANING.name, "250.00", "保洁", "目录内外"),
        (question_id(OWNER, CLEANING.name, "绿化", "listed"), CLEANING.name, "250.00", "绿化", "目录内外"),
        (question_id(OWNER, BASE.name, "", "earlier_purchase"), BASE.name, "100.00", "", "是否只付以前的合同"),
        (question_id(OWNER, EQUIPMENT.name, "设备购置", "listed"), EQUIPMENT.name, "10.00", "设备购置", "目录内外"),
    ]
    path = tmp_path / "待核实.csv"
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows([COLUMNS, *rows])
    answers, problems = read_answers(path)
    assert ([line.text for line in answers.lines], problems) == (["保洁=29.99；绿化=220.01", "目录内", "是"], [])
    [after] = with_answers([report_of(text, answers=answers)], answers, problems)
    assert after.problems == before.problems
    assert needs(after)["total"] == ("250.00", "260.00")
    left = [tuple(row[1:5]) for row in open_questions([after])]
    assert left == [(CLEANING.name, "250.00", "绿化", "目录内外"), (EQUIPMENT.name, "10.00", "设备购置", "目录内外")]


def test_what_may_be_answered_stands_beside_each_question() -> None:
    rows = {
        (row[1], row[3], row[4]): row[6] for row in open_questions([report_of(budget(RUNNING, METERED, UPKEEP, CARS))])
    }
    assert rows == {
        (RUNNING.name, "", "包含哪些内容"): (
            "内容=金额；内容=金额（万元，合计等于项目金额）；"
            "新的内容写作 货物:内容=金额，工程、服务同，不是采购的写作 非采购:内容=金额"
        ),
        (METERED.name, "水费", "是否唯一供应、政府定价"): "是|否",
        (METERED.name, "电费", "是否唯一供应、政府定价"): "是|否",
        (METERED.name, "水费", "货物、工程还是服务"): "货物|工程|服务",
        (METERED.name, "水费", "金额"): "金额（万元）",
        (METERED.name, "电费", "货物、工程还是服务"): "货物|工程|服务",
        (METERED.name, "电费", "金额"): "金额（万元）",
        (UPKEEP.name, "", "各项金额"): "内容=金额；内容=金额（万元，合计等于项目金额）",
        (UPKEEP.name, "水电费", "是否唯一供应、政府定价"): "是|否",
        (UPKEEP.name, "等未列明内容", "是否以合同方式采购"): "是|否",
        (UPKEEP.name, "水电费", "货物、工程还是服务"): "货物|工程|服务",
        (UPKEEP.name, "等未列明内容", "目录内外"): "目录内|目录外",
        (CARS.name, "车辆租赁", "采用其他方式的批准"): "批准文号",
    }


def test_an_answered_doubt_is_not_asked_again() -> None:
    report, _ = answered(METERED, ("水费", "sole_supplier", "是"))
    asked = [(row[3], row[4]) for row in open_questions([report])]
    assert ("水费", "是否唯一供应、政府定价") not in asked
    assert ("电费", "是否唯一供应、政府定价") in asked


def test_two_departments_with_one_project_name_have_their_own_questions() -> None:
    mine, theirs = (report_of(budget(BASE, purchaser=f"长治市屯留区{name}")) for name in ("甲局", "乙局"))
    keys = [row[0] for row in open_questions([mine, theirs])]
    assert len(set(keys)) == 2
    told = Answers(
        [Answered(keys[1], "是", Place("答复.csv", line=2)), Answered("Q0", "是", Place("答复.csv", line=3))]
    )
    reports = [report_of(budget(BASE, purchaser=f"长治市屯留区{name}"), answers=told) for name in ("甲局", "乙局")]
    first, second = with_answers(reports, told, [])
    assert [str(one.projects[0].classified.nature) for one in (first, second)] == ["settlement"] * 2
    assert [one.projects[0].classified.why_not is None for one in (first, second)] == [True, False]
    assert [(one.place.line, one.consequence) for one in first.problems] == [(3, GONE)]
    assert second.problems == ()


def test_an_id_is_no_number_to_a_spreadsheet() -> None:
    assert question_id(OWNER, "甲", "", "parts") == question_id(OWNER, "甲", "", "parts")
    assert all(question_id(OWNER, name, "", "parts")[0] == "Q" for name in "甲乙丙丁")


NOT_READ = "答复文件无法读取，未采用任何答复"
FILES: dict[str, tuple[bytes, tuple[str, str, str]]] = {
    "空文件": (b"", ("文件", "答复.csv", NOT_READ)),
    "二进制": (b"\x00\x01", ("文件", "答复.csv", NOT_READ)),
    "表格软件的文件": (b"PK\x03\x04", ("文件", "损坏的压缩包格式文件", NOT_READ)),
    "没有两列": ("编号,项目\n".encode(), ("表头", "编号，项目", "答复文件须有“编号”“答复”两列，未采用任何答复")),
    "第一行空着": ("\n编号,答复\n".encode(), ("表头", "", "答复文件须有“编号”“答复”两列，未采用任何答复")),
    "一格太长": (
        f"编号,答复\nQ1,{'长' * 200_000}\n".encode(),
        ("文件", "field larger than field limit (131072)", "答复文件不是 CSV 表格，未采用任何答复"),
    ),
}


@pytest.mark.parametrize(("data", "problem"), FILES.values(), ids=FILES)
def test_an_answers_file_that_cannot_be_read_is_a_problem(
    data: bytes, problem: tuple[str, str, str], tmp_path: Path
) -> None:
    path = tmp_path / "答复.csv"
    path.write_bytes(data)
    answers, problems = read_answers(path)
    assert answers.lines == ()
    assert [(one.field, one.found, one.consequence) for one in problems] == [problem]
    [report] = with_answers([report_of(budget(BASE))], answers, problems)
    assert report.problems == tuple(problems)


def test_only_filled_in_lines_count_and_each_knows_its_place(tmp_path: Path) -> None:
    path = tmp_path / "答复.csv"
    path.write_text('答复,备注,编号\n 是 ,"两\n行",Q1\n,,Q2\n否\n否,,Q3\n', encoding="utf-8")
    answers, problems = read_answers(path)
    assert problems == []
    assert [(one.id, one.text, one.place.line) for one in answers.lines] == [("Q1", "是", 3), ("Q3", "否", 6)]
