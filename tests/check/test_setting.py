"""By which edition, level and day a budget is judged; what is said where it is not."""

from datetime import date

import pytest

from procure.check import Report
from procure.setting import Options
from procure.terms import Level, Status
from tests.check.making import Row, budget, found, needs, report_of, stated

ROWS = (Row("车辆租赁费", "40.00"), Row("遗属人员补助", "5.00"))
BEFORE = "2023-12-28 没有已收录的屯留区集中采购目录及限额在施行，未判定；合计与分项仍作核对"
SHANGHAI = "上海市不在本工具已收录的集中采购目录及限额的范围内，未判定；合计与分项仍作核对"
NOWHERE = "未识别出所属地区，未按任何地方的集中采购目录及限额判定，合计与分项仍作核对：请用 --region 指明"
NO_YEAR = "未识别出预算年度，未判定，合计与分项仍作核对：请用 --year 或者 --on 指明"


def organization(report: Report) -> str | None:
    return report.projects[0].expected[0].determination.organization


LEVELS = {
    "县级，达到三十万": ("长治市屯留区某局", Options(), (Level.COUNTY,), "decentralized"),
    "市级，不到五十万": ("长治市某局", Options(), (Level.PREFECTURE,), "outside_law"),
    "省级，不到五十万": ("山西省某厅", Options(), (Level.PROVINCE,), "outside_law"),
    "开发区，级次要问": ("山西大同经济开发区某局", Options(), tuple(Level), None),
    "开发区，写明级次": ("山西大同经济开发区某局", Options(level=Level.COUNTY), (Level.COUNTY,), "decentralized"),
    "级次按预算而不按地方": ("长治市屯留区某局", Options(level=Level.PREFECTURE), (Level.PREFECTURE,), "outside_law"),
    "地区由人指明": ("某某管理局", Options(region="140405"), (Level.COUNTY,), "decentralized"),
    "人指明的地区代替文件的": ("上海市某局", Options(region="长治市"), (Level.PREFECTURE,), "outside_law"),
}


@pytest.mark.parametrize(("purchaser", "options", "levels", "organized"), LEVELS.values(), ids=LEVELS)
def test_the_level(purchaser: str, options: Options, levels: tuple[Level, ...], organized: str | None) -> None:
    report = report_of(budget(*ROWS, purchaser=purchaser), options)
    assert (report.levels, organization(report), report.why_not_judged) == (levels, organized, None)


def test_an_open_level_is_asked_and_every_level_counts_in_the_bounds() -> None:
    report = report_of(budget(Row("车辆租赁费", "40.00"), Row("保洁费", "55.00"), purchaser="山西大同经济开发区某局"))
    assert [question.fact for question in report.projects[0].expected[0].determination.questions] == ["level"]
    assert needs(report)["services"] == ("55.00", "95.00")
    exact = report_of(budget(Row("车辆租赁费", "50.0000"), purchaser="山西大同经济开发区某局"))
    sentence = "车辆租赁费：项目支出预算表 500,000.00元，恰为{}服务采购限额标准 50.00万元，达到即算"
    assert exact.projects[0].notes == (sentence.format("省级"), sentence.format("设区的市级"))


def test_the_title_tells_the_region_where_the_purchaser_does_not() -> None:
    text = budget(*ROWS).replace("部门名称：长治市屯留区某局", "部门名称：某某管理局")
    titled = text.replace("长治市屯留区某局\n2026年部门预算", "长治市屯留区某某管理局2026年部门预算")
    assert report_of(titled).levels == (Level.COUNTY,)


NOT_JUDGED = {
    "上海": ("上海市普陀区某局", "2026年", Options(), SHANGHAI),
    "没有年度": ("长治市屯留区某局", "", Options(), NO_YEAR),
    "不知地区": ("某某管理局", "2026年", Options(), NOWHERE),
    "版本施行前一天": ("长治市屯留区某局", "2026年", Options(on=date(2023, 12, 28)), BEFORE),
    "预算年度早于版本": ("长治市屯留区某局", "2023年", Options(), BEFORE.replace("2023-12-28", "2023-01-01")),
}


@pytest.mark.parametrize(("purchaser", "year", "options", "why"), NOT_JUDGED.values(), ids=NOT_JUDGED)
def test_what_is_not_judged_is_said_and_sums_are_checked_all_the_same(
    purchaser: str, year: str, options: Options, why: str
) -> None:
    said = stated("39.18", "1.00", "0", "39.18").replace("2026年", year)
    report = report_of(budget(*ROWS, purchaser=purchaser, year=year, said=said), options)
    determinations = [each.determination for one in report.projects for each in one.expected]
    assert [(one.status, one.warnings, one.basis) for one in determinations] == [(Status.NOT_JUDGED, (why,), ())]
    assert report.why_not_judged == why
    assert found(report) == [("SUM100", "flagged", "breach", ("total",))]
    assert [clause.cite() for clause in report.findings[0].basis] == ["政府采购法 33"]
    assert report.edition is None


DAYS = {
    "预算年度的一月一日": ("2026年", Options(), date(2026, 1, 1)),
    "人指明年度": ("2026年", Options(year=2025), date(2025, 1, 1)),
    "人指明日期": ("2026年", Options(on=date(2024, 5, 6), year=2025), date(2024, 5, 6)),
    "没有年度，人指明": ("", Options(year=2026), date(2026, 1, 1)),
    "施行当天": ("", Options(on=date(2023, 12, 29)), date(2023, 12, 29)),
}


@pytest.mark.parametrize(("year", "options", "day"), DAYS.values(), ids=DAYS)
def test_the_day(year: str, options: Options, day: date) -> None:
    report = report_of(budget(*ROWS, year=year), options)
    assert (report.day, organization(report)) == (day, "decentralized")


def test_after_the_last_check_a_verdict_stands_with_a_warning() -> None:
    report = report_of(budget(*ROWS), Options(on=date(2026, 1, 30)))
    assert report.projects[0].expected[0].determination.warnings == (
        "晋财购〔2023〕50号 最后核对于 2026-01-29，此后未核对是否有新版",
    )
