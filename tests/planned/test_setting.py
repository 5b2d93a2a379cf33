"""By what a plan's lines are judged: the level, the day, the region; totals, and what is said of a plan as a whole."""

from datetime import date

import pytest

from procure.plan.lines import Heading, read_plan
from procure.planned import check_plan
from procure.setting import Options
from procure.terms import Answer
from tests.planned.making import (
    AS_PRINTED,
    GOODS,
    HEADING,
    LISTED,
    SERVICES,
    Cells,
    checked,
    document,
    found,
    line_of,
    outcomes,
    tools,
)
from tests.planned.test_findings import ASKED, BREACH, FAULT, Rows, at


@pytest.mark.parametrize(
    ("region", "amount", "expected"),
    [
        ("屯留区", "30", [("ORG200", "organization", BREACH)]),
        ("长治市", "30", []),
        ("长治市", "50", [("ORG200", "organization", BREACH)]),
    ],
)
def test_the_limit_is_that_of_the_level(region: str, amount: str, expected: Rows) -> None:
    line = at(GOODS, amount, organization="自行采购")
    assert found(line, options=Options(region=region)) == expected


OPEN = Options(region="山西大同经济开发区")
"""A region whose level nobody knows."""
LEVELS: dict[str, tuple[Cells, Rows]] = {
    "省里五十万，县里三十万": (
        at(GOODS, "40", organization="自行采购", method="询价", case=""),
        [("ORG200", "organization", ASKED), ("MTH200", "case", ASKED)],
    ),
    "目录内，县里要预留": (at(LISTED, "40", sme="否"), [("FRM100", "amount", ASKED), ("SME100", "sme", ASKED)]),
    "目录内，哪里都不预留": (at(LISTED, "20", sme="否"), []),
    "目录内，哪里都要预留": (at(LISTED, "50", sme="否"), [("SME100", "sme", FAULT)]),
}


@pytest.mark.parametrize(("line", "expected"), LEVELS.values(), ids=LEVELS)
def test_a_level_that_nobody_tells_is_asked(line: Cells, expected: Rows) -> None:
    assert found(line, options=OPEN) == expected


def test_what_an_open_fact_decides_is_asked_by_its_name() -> None:
    line = at(GOODS, "40", name="世界银行贷款项目消防设备", organization="自行采购", method="询价", case="")
    report = checked(line)
    assert [(one.code, one.message.partition("取决于：")[2]) for one in report.findings] == [
        ("ORG200", "是否国际贷款"),
        ("MTH200", "是否国际贷款"),
    ]
    assert outcomes(report, "MTH100") == {"not_applicable": 1}


TOTAL: Cells = {"name": "合计", "code": "", "category": "", "sme": ""}


@pytest.mark.parametrize(
    ("amount", "expected"),
    [("30", []), ("30.000001", [("PLN200", "amount", "red_flag")]), ("29.999999", [("PLN200", "amount", "red_flag")])],
)
def test_a_total_is_the_sum_of_its_lines(amount: str, expected: Rows) -> None:
    assert found(at(LISTED, "10"), at(SERVICES, "20"), {**TOTAL, "amount": amount}) == expected


def test_a_total_over_a_row_that_was_not_read_is_not_judged() -> None:
    report = checked(at(LISTED, "10"), at(SERVICES, "约5万"), {**TOTAL, "amount": "15"})
    assert report.findings == ()
    assert "“合计”行没有核对：其中 1 行没有读出" in report.not_checked
    assert [one.unread for one in report.problems] == [True]


def test_a_list_of_intentions_says_that_it_has_no_methods() -> None:
    report = checked(at(LISTED, "10"), heading=Heading("采购意向", HEADING.purchaser, 2026))
    assert report.plan
    assert report.plan.kind == "intention"
    assert any("采购意向没有组织形式" in note for note in report.not_checked)


def not_judged(options: Options = AS_PRINTED, heading: Heading | None = None, **cells: str) -> tuple[str, str]:
    line = at(LISTED, "40", organization="分散采购", **cells)
    report = checked(line, options=options, heading=heading or HEADING)
    [one] = report.lines
    determination = one.expected.determination
    assert (determination.organization, determination.methods) == (None, None)
    assert one.expected.listing.status is Answer.UNDETERMINED
    assert one.expected.purchase.listing is Answer.UNDETERMINED
    assert {"ORG200", "SME100", "NEA100", "GRP100"}.isdisjoint(report.rule_counts)
    assert [one.code for one in report.findings] == []
    assert "ITM100" in report.rule_counts
    return str(determination.status), determination.warnings[0]


def test_a_line_on_a_day_that_no_edition_covers_is_not_judged() -> None:
    status, why = not_judged(planned_day="2023-12-28")
    assert (status, why) == ("not_judged", "计划采购的那一天没有已收录的集中采购目录及限额在施行，未判定")


def test_a_line_on_the_first_day_of_the_edition_is_judged() -> None:
    line = at(LISTED, "10", organization="分散采购", planned_day="2023-12-29")
    assert found(line) == [("ORG200", "organization", BREACH)]


def test_a_day_that_the_user_names_is_that_of_every_line() -> None:
    line = at(LISTED, "10", organization="分散采购", planned_day="2023-12-28")
    assert found(line, options=Options(on=date(2026, 3, 1))) == [("ORG200", "organization", BREACH)]


def test_lines_of_one_day_share_what_holds_on_it() -> None:
    lines = [at(LISTED, "10", name=f"台式计算机{name}", planned_day="2026-03-02") for name in "甲乙"]
    assert {one.expected.determination.organization for one in checked(*lines).lines} == {"centralized"}


def test_a_plan_of_a_year_before_the_edition_is_not_judged() -> None:
    status, why = not_judged(heading=Heading("计划", HEADING.purchaser, 2022))
    assert (status, "在施行" in why) == ("not_judged", True)


@pytest.mark.parametrize("region", ["北京市", "广东省"])
def test_a_plan_outside_shanxi_is_not_judged(region: str) -> None:
    status, why = not_judged(heading=Heading("计划", f"{region}某局", 2026))
    assert status == "not_judged"
    assert "不在本工具已收录" in why or "未识别出所属地区" in why


def test_a_plan_without_a_year_is_not_judged() -> None:
    status, why = not_judged(heading=Heading("计划", HEADING.purchaser, None))
    assert (status, "--year" in why) == ("not_judged", True)


def test_a_university_is_asked_for_its_instruments() -> None:
    line = {**GOODS, "name": "色谱仪", "code": "A02100408", "amount": "450", "purchaser_kind": "高校"}
    one = line_of(checked(line), "色谱仪").expected
    assert one.purchase.hinted >= {"research_instrument"}


def test_how_far_the_work_is_is_told_by_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int, str]] = []

    def progress(done: int, whole: int, unit: str = "页") -> None:
        told.append((done, whole, unit))

    monkeypatch.setattr("procure.planned._STEP", 2)
    plan, _ = read_plan(document([LISTED, SERVICES, GOODS]), HEADING, {})
    check_plan(plan, AS_PRINTED, tools(), None, progress)
    assert told == [(2, 3, "行")]
