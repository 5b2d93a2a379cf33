"""The main job on the project's first real input: a county department's budget for 2026."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from procure.budget.coverage import TOTAL
from procure.check import CheckedProject, Report, check
from procure.money import wan
from procure.setting import Options
from procure.terms import Answer, Level
from tests.check.making import found, needs, project, tools
from tests.shared_documents import document

SAMPLE = Path(__file__).parents[2] / "samples" / "budget-2026.txt"
ENTRUSTED = "劳务派遣 绿化 保洁 保安 等未列明内容"
PROPERTY = "物业 水电费 等未列明内容"
VEHICLES = "车辆保险 车辆加油 车辆维修和保养 过路过桥费"
OPEN = "undetermined"
OPEN_3, OPEN_5 = " ".join([OPEN] * 3), " ".join([OPEN] * 5)
ABOVE, BELOW, LISTED = "decentralized", "outside_law", "centralized"
TOLLS_BELOW, TOLLS_OPEN = (f"{LISTED} {LISTED} {LISTED} {tolls}" for tolls in (BELOW, OPEN))
PROJECTS = [
    # id, nature, parts, certain and possible in 万元, the organisation of each part or the status where it is open
    ("办公用房维修经费", "purchase", "房屋维修", "100.00", "100.00", ABOVE),
    ("纪委监委办案基地建设工程", "settlement", "建设工程", "0.00", "100.00", OPEN),
    ("派遣司机、绿化、保洁等委托费·30.00万元", "mixed", ENTRUSTED, "0.00", "30.00", OPEN_5),
    ("省局规定节能改造费", "purchase", "节能改造", "0.00", "0.00", BELOW),
    ("国庆、春节、元宵节亮化", "purchase", "亮化", "0.00", "0.00", BELOW),
    ("公务用车全省一张网运行维护费", "mixed", "信息系统 卫星定位终端", "0.00", "0.00", f"{BELOW} {BELOW}"),
    ("取暖费", "utility", "取暖费", "0.00", "921.43633", OPEN),
    ("三个食堂餐具更新费", "purchase", "餐具厨具", "0.00", "0.00", BELOW),
    ("车辆租赁费", "purchase", "车辆租赁", "60.00", "60.00", ABOVE),
    ("工勤人员工资·50.00万元", "personnel", "", "0.00", "0.00", ""),
    ("垃圾分类资金", "purchase", "垃圾分类", "0.00", "1.00", OPEN),
    ("纪委监委办公楼、党群服务中心、医保局等租赁费", "purchase", "房屋租赁", "35.000003", "125.00", OPEN),
    ("机关大院运行经费·20.00万元", "unknown", "运行经费", "0.00", "20.00", OPEN),
    ("大院食堂承包费·20.00万元", "purchase", "食堂餐饮服务", "0.00", "0.00", BELOW),
    ("会场使用费", "mixed", "场地使用 宾馆 会议", "0.00", "60.00", OPEN_3),
    ("公务用车运行费·10.00万元", "mixed", VEHICLES, "0.00", "10.00", TOLLS_BELOW),
    ("遗属人员补助", "transfer", "", "0.00", "0.00", ""),
    ("设备购置", "purchase", "办公家具", "2.00", "2.00", LISTED),
    ("公务接待费", "reception", "公务接待", "0.00", "23.00", BELOW),
    ("映水兰香集中办公区物业水电费", "mixed", PROPERTY, "0.00", "70.00", f"{LISTED} {OPEN} {OPEN}"),
    ("工勤人员工资·170.00万元", "personnel", "", "0.00", "0.00", ""),
    ("机关大院运行经费·240.00万元", "unknown", "运行经费", "0.00", "240.00", OPEN),
    ("派遣司机、绿化、保洁等委托费·250.00万元", "mixed", ENTRUSTED, "130.000004", "250.00", OPEN_5),
    ("公务用车运行费·173.00万元", "mixed", VEHICLES, "0.00", "173.00", TOLLS_OPEN),
    ("大院食堂承包费·33.00万元", "purchase", "食堂餐饮服务", "33.00", "33.00", ABOVE),
]
NEVER_CERTAIN = {  # by nature or by what is not known of them
    *("工勤人员工资·50.00万元", "工勤人员工资·170.00万元", "遗属人员补助", "公务接待费", "取暖费"),
    *("机关大院运行经费·20.00万元", "机关大院运行经费·240.00万元"),
    *("公务用车运行费·10.00万元", "公务用车运行费·173.00万元"),
}


@cache
def tunliu() -> Report:
    return checked(document("tunliu-2026-budget.txt"))


def checked(path: Path) -> Report:
    report, _ = check(path, Options(), tools())
    assert report is not None
    return report


def row(one: CheckedProject) -> tuple[str, ...]:
    parts = " ".join(each.part.label for each in one.expected)
    determinations = [each.determination for each in one.expected]
    known = " ".join(each.organization or str(each.status) for each in determinations)
    bounds = (wan(one.need.certain[TOTAL]), wan(one.need.possible[TOTAL]))
    return (one.project.id, str(one.classified.nature), parts, *bounds, known)


def test_every_project_has_its_purchases_its_bounds_and_its_determination() -> None:
    assert [row(one) for one in tunliu().projects] == PROJECTS


def test_what_is_never_certain() -> None:
    certain = {one.project.id for one in tunliu().projects if one.need.certain[TOTAL]}
    assert certain & NEVER_CERTAIN == set()
    assert {name for name, *_ in PROJECTS} >= NEVER_CERTAIN


def test_every_project_says_on_what_it_rests_or_why_it_is_no_purchase() -> None:
    for one in tunliu().projects:
        for each in one.expected:
            assert each.part.evidence, one.project.id
            assert each.determination.basis or each.determination.questions, one.project.id
        assert bool(one.expected) is (one.classified.why_not is None), one.project.id
        assert one.expected or "（政府采购法 2）" in (one.classified.why_not or "")


def test_the_stated_total_is_the_sum_of_its_parts_and_the_entries_are_missing() -> None:
    report = tunliu()
    columns = ("goods", "works", "services", "total")
    asked = [("FRM100", "undetermined", None)]
    assert [one[:3] for one in found(report) if one[0] == "FRM100"] == asked * 12
    assert [one for one in found(report) if one[0] == "COV100"] == [
        ("COV100", "flagged", "red_flag", (column,)) for column in columns
    ]
    counts = {
        code: {str(outcome): count for outcome, count in many.items()} for code, many in report.rule_counts.items()
    }
    assert counts["SUM100"] == {"clear": 1}
    assert (counts["COV100"], counts["COV200"]) == ({"flagged": 4}, {"clear": 4})
    assert needs(report) == {
        "goods": ("2.00", "1263.37633"),
        "works": ("100.00", "440.00"),
        "services": ("258.000007", "2025.37633"),
        "total": ("360.000007", "2227.37633"),
    }


NAMED = {
    "goods": ["0.00万元", "2.00万元", "2.00 − 0.00 = 2.00万元", "设备购置（“办公家具”：2.00）"],
    "works": ["100.00 − 0.00 = 100.00万元", "办公用房维修经费（“办公用房维修经费”：100.00）"],
    "services": [
        "258.000007 − 39.18 = 218.820007万元",
        "车辆租赁费（",
        "派遣司机、绿化、保洁等委托费·250.00万元（“派遣司机”、“委托费”、",
        "250.00 − 4 × 29.999999 = 130.000004",
        "125.00 − 3 × 29.999999 = 35.000003",
        "60.00 + 35.000003 + 130.000004 + 33.00 = 258.000007",
    ],
    "total": ["360.000007 − 39.18 = 320.820007万元", "货物 2.00 + 工程 100.00 + 服务 258.000007"],
}


@pytest.mark.parametrize(("column", "words"), NAMED.items(), ids=NAMED)
def test_a_missing_entry_names_its_projects_and_its_arithmetic(column: str, words: list[str]) -> None:
    message = next(one.message for one in tunliu().findings if one.code == "COV100" and one.subjects == (column,))
    assert [word for word in words if word not in message] == []
    assert "建设工程" not in message
    basis = next(one.basis for one in tunliu().findings if one.code == "COV100")
    assert [clause.cite() for clause in basis] == ["晋财购〔2023〕50号 六（二）"] * 2 + ["政府采购法 33"]


def test_what_was_built_before_is_asked_with_its_day() -> None:
    base = project(tunliu(), "纪委监委办案基地建设工程")
    assert [question.fact for question in base.classified.questions] == ["earlier_purchase"]
    assert "2024年9月20日" in base.classified.questions[0].text


def test_what_is_noted_beside_a_limit_reached_and_an_open_number_of_leases() -> None:
    assert {one.project.id: one.notes for one in tunliu().projects if one.notes} == {
        "派遣司机、绿化、保洁等委托费·30.00万元": (
            "派遣司机、绿化、保洁等委托费·30.00万元：绩效目标表 300,000.00元，恰为服务采购限额标准 30.00万元，达到即算",
        ),
        "纪委监委办公楼、党群服务中心、医保局等租赁费": (
            (
                "纪委监委办公楼、党群服务中心、医保局等租赁费：名称列了几个单位，按一项采购计，至少 125.00万元要编列；"
                "按 4 项计，至少 35.000003万元；合计取后者"
            ),
        ),
    }


def test_it_is_judged_by_the_notice_in_force_on_new_year() -> None:
    report = tunliu()
    assert report.edition is not None
    assert (report.edition.id, report.levels, report.day) == ("shanxi-2024", (Level.COUNTY,), date(2026, 1, 1))
    assert report.region is not None
    assert (report.region.name, report.why_not_judged) == ("屯留区", None)
    listed = [each.part.label for one in report.projects for each in one.expected if each.listing.status is Answer.YES]
    assert set(listed) == {"办公家具", "车辆保险", "车辆加油", "车辆维修和保养", "物业"}


def test_the_sample_gives_what_the_original_gives() -> None:
    sample = checked(SAMPLE)
    rows = [sorted_parts(one) for one in sample.projects]
    assert rows == [sorted_parts(one) for one in tunliu().projects]
    assert needs(sample) == needs(tunliu())
    slips = {"CNT100", "EQU300", "RAT100", "TXT100"}  # the sample's own figures agree: tests/check/test_reconciled.py
    assert sorted(map(str, found(sample))) == sorted(str(one) for one in found(tunliu()) if one[0] not in slips)


def sorted_parts(one: CheckedProject) -> tuple[object, ...]:
    identity, nature, _, certain, possible, _ = row(one)
    parts = sorted((each.part.label, str(each.determination.organization)) for each in one.expected)
    return (identity, nature, certain, possible, parts)
