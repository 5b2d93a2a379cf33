"""What the finding rules say of small budgets: sums, coverage, amounts near limits, rounded figures."""

import pytest

from procure.check import Report
from procure.model import Finding
from tests.check.making import Row, budget, found, needs, project, report_of, stated

CAR = "车辆租赁费"  # a service outside the catalogue
FURNITURE = "办公家具购置"  # listed goods
REPAIR = "办公用房维修经费"  # works
WAGES = "遗属人员补助"  # no purchase


def only(report: Report, code: str) -> list[Finding]:
    return [one for one in report.findings if one.code == code]


def outcomes(report: Report, code: str) -> dict[str, int]:
    return {str(outcome): count for outcome, count in report.rule_counts[code].items()}


SUMS = {  # 总额、货物、工程、服务 as printed; the sum and the difference where it is flagged
    "相符": (("39.18", "0", "0", "39.18"), None),
    "零不带小数，别项带": (("39.18", "0", "0.00", "39.18"), None),
    "尾差恰为界限": (("39.18", "10.00", "9.00", "20.20"), None),
    "尾差多一分": (("39.18", "10.00", "9.00", "20.21"), ("39.21", "0.03")),
    "零不带小数，尾差恰为界限": (("39.18", "0", "0", "39.20"), None),
    "零不放宽界限": (("39.18", "0", "0", "39.21"), ("39.21", "0.03")),
    "总额是零而分项不是": (("0", "0.00", "0.00", "0.30"), ("0.30", "0.30")),
}


@pytest.mark.parametrize(("printed", "fault"), SUMS.values(), ids=SUMS)
def test_the_stated_total(printed: tuple[str, str, str, str], fault: tuple[str, str] | None) -> None:
    report = report_of(budget(Row(WAGES, "5.00"), said=stated(*printed)))
    assert outcomes(report, "SUM100") == {"flagged" if fault else "clear": 1}
    if fault:
        total, goods, works, services = (f"{float(figure):.2f}" for figure in printed)
        parts = f"货物 {goods} + 工程 {works} + 服务 {services} = {fault[0]}万元"
        said = f"政府采购预算总额 {total}万元，而 {parts}，相差 {fault[1]}万元，超过舍入界限 0.02万元"
        assert [(one.message, one.severity) for one in only(report, "SUM100")] == [(said, "breach")]


def test_parts_that_are_not_stated_are_asked() -> None:
    alone = report_of(budget(Row(WAGES, "5.00"), said="九、政府采购情况\n2026年政府采购预算总额39.18万元。\n"))
    some = report_of(
        budget(
            Row(WAGES, "5.00"),
            said="九、政府采购情况\n2026年政府采购预算总额39.18万元。其中：政府采购货物预算3万元。\n",
        )
    )
    assert [one.message for one in only(alone, "SUM100")] == ["政府采购预算总额 39.18万元 中货物、工程、服务各是多少？"]
    assert [one.message for one in only(some, "SUM100")] == ["政府采购预算总额 39.18万元 中未写明的分项各是多少？"]


def test_without_a_procurement_sentence_the_bounds_are_asked_at_the_files_place() -> None:
    report = report_of(budget(Row(CAR, "60.00"), said=""))
    asked = [one for one in report.findings if one.code == "COV100"]
    assert [(one.subjects, str(one.outcome), one.place.file) for one in asked] == [
        (("services",), "undetermined", "预算.txt"),
        (("total",), "undetermined", "预算.txt"),
    ]
    assert (
        asked[0].message
        == "文件没有写明服务政府采购预算，请补充；按项目计算，须编列的金额在 60.00万元 与 60.00万元 之间"
    )
    assert outcomes(report, "COV100") == {"not_applicable": 2, "undetermined": 2}
    assert (outcomes(report, "COV200"), outcomes(report, "SUM100")) == ({"not_applicable": 4}, {"not_applicable": 1})


COVERAGE = {
    "目录外差一分": (Row(CAR, "29.999999"), "0", []),
    "目录外恰为限额": (Row(CAR, "30.00", "300,000"), "0", ["COV100 flagged"]),
    "编列恰为下限": (Row(CAR, "30.00", "300,000"), "30.00", []),
    "编列的四舍五入够得着": (Row(CAR, "30.00", "300,050"), "30.00", []),
    "编列的四舍五入够不着": (Row(CAR, "30.01", "300,051"), "30.00", ["COV100 flagged"]),
    "编列的四舍五入恰为上限": (Row(CAR, "30.01", "300,050"), "30.01", []),
    "编列多于可能": (Row(CAR, "30.00", "300,049"), "30.01", ["COV200 flagged"]),
    "没有采购而编列": (Row(WAGES, "30.00"), "1.00", ["COV200 flagged"]),
    "水电费只在上限": (Row("水电费", "20.00"), "20.00", []),
    "水电费没有编列": (Row("水电费", "20.00"), "0", ["COV100 undetermined"]),
    "工程差一分": (Row(REPAIR, "59.999999"), "0", []),
}


@pytest.mark.parametrize(("row", "services", "expected"), COVERAGE.values(), ids=COVERAGE)
def test_entries_against_needs(row: Row, services: str, expected: list[str]) -> None:
    report = report_of(budget(row, said=stated(services, "0", "0", services)))
    coverage = [one for one in found(report) if one[0].startswith("COV") and one[3] == ("services",)]
    assert [f"{code} {outcome}" for code, outcome, *_ in coverage] == expected


def test_basic_expenditure_counts_in_the_upper_bound_only() -> None:
    accounts = [("商品和服务支出", ""), ("办公费", "5.58"), ("维修（护）费", "70.00"), ("资本性支出", "3.00")]
    report = report_of(budget(Row(WAGES, "1.00"), economic=accounts))
    assert needs(report) == {
        "goods": ("0.00", "78.58"),
        "works": ("0.00", "70.00"),
        "services": ("0.00", "78.58"),
        "total": ("0.00", "78.58"),
    }


FRAMEWORK = {
    "差一分到30万": ("29.999999", []),
    "恰为30万": ("30.000000", ["flagged"]),
    "差一分到50万": ("49.999999", ["flagged"]),
    "恰为50万": ("50.000000", []),
}


@pytest.mark.parametrize(("amount", "expected"), FRAMEWORK.values(), ids=FRAMEWORK)
def test_listed_and_above_the_limit_but_still_small(amount: str, expected: list[str]) -> None:
    report = report_of(budget(Row(FURNITURE, amount)))
    assert [one.outcome for one in only(report, "FRM100")] == expected
    assert all(one.severity == "red_flag" for one in only(report, "FRM100"))


NEAR = {
    "差一分到警戒线": ("28.499999", ""),
    "恰为警戒线": ("28.500000", "28.50万元，距采购限额标准 30.00万元 只差 1.50万元"),
    "差一分到限额": ("29.999999", "29.999999万元，距采购限额标准 30.00万元 只差 0.000001万元"),
    "恰为限额": ("30.000000", ""),
    "紧靠公开招标数额": ("399.000000", "399.00万元，距公开招标数额标准 400.00万元 只差 1.00万元"),
    "上面没有限额": ("400.000000", ""),
}


@pytest.mark.parametrize(("amount", "words"), NEAR.values(), ids=NEAR)
def test_close_below_a_limit(amount: str, words: str) -> None:
    report = report_of(budget(Row(CAR, amount)))
    expected = [(f"“车辆租赁费” {words}，不超过 5%（本工具参数）", "red_flag")] if words else []
    assert [(one.message, one.severity) for one in only(report, "NEA100")] == expected


ROUNDED = {
    "只有万元": (Row(CAR, "30.00"), {"flagged": 1}),
    "绩效目标表有元": (Row(CAR, "30.00", "300,000"), {"clear": 1}),
    "绩效目标表也只有万元": (Row(CAR, "30.00", "30万元"), {"flagged": 1}),
    "印到元": (Row(CAR, "30.0000"), {"not_applicable": 1}),
    "远离限额": (Row(CAR, "31.00"), {"clear": 1}),
    "多项共三十万": (Row("保洁、绿化委托费", "30.00"), {"flagged": 1}),
    "不是采购": (Row(WAGES, "30.00"), {}),
}


@pytest.mark.parametrize(("row", "counted"), ROUNDED.values(), ids=ROUNDED)
def test_a_rounded_figure_across_a_limit(row: Row, counted: dict[str, int]) -> None:
    report = report_of(budget(row))
    assert {str(outcome): count for outcome, count in report.rule_counts.get("RND100", {}).items()} == counted
    words = "打印为 30.00万元，实际可能是 299950.00元 至 300050.00元"
    flagged = [(words in one.message, one.severity) for one in only(report, "RND100")]
    assert flagged == [(True, "red_flag")] * counted.get("flagged", 0)


NOTES = {
    "目录外恰为限额": (Row(CAR, "30.00", "300,000"), "绩效目标表 300,000.00元，恰为服务采购限额标准 30.00万元"),
    "预算表印到元": (Row(CAR, "30.0000"), "项目支出预算表 300,000.00元，恰为服务采购限额标准 30.00万元"),
    "差一分": (Row(CAR, "30.00", "299,999.99"), ""),
    "只有万元，不知是否恰为": (Row(CAR, "30.00"), ""),
    "工程恰为限额": (Row(REPAIR, "60.00", "600,000"), "绩效目标表 600,000.00元，恰为工程采购限额标准 60.00万元"),
    "目录内恰为框架协议限额": (
        Row(FURNITURE, "50.0000"),
        "项目支出预算表 500,000.00元，恰为货物框架协议限额 50.00万元",
    ),
    "目录内的三十万不改变什么": (Row(FURNITURE, "30.0000"), ""),
    "目录外的五十万不改变什么": (Row(CAR, "50.0000"), ""),
    "恰为公开招标数额": (Row(CAR, "400.0000"), "项目支出预算表 4,000,000.00元，恰为服务公开招标数额标准 400.00万元"),
}


@pytest.mark.parametrize(("row", "sentence"), NOTES.values(), ids=NOTES)
def test_a_limit_reached_exactly_is_noted(row: Row, sentence: str) -> None:
    one = project(report_of(budget(row)), row.name)
    assert one.notes == ((f"{row.name}：{sentence}，达到即算",) if sentence else ())


def test_what_a_name_lists_beside_its_purchases_takes_up_money_and_is_noted() -> None:
    one = project(report_of(budget(Row("车险、车船税", "40.00"))), "车险、车船税")
    assert one.notes == ("车险、车船税：“车船税”是转移、补助，不是采购，占用一部分金额",)
    assert (one.need.certain["services"], one.need.possible["services"]) == (0, 40_000_000)
