"""What is said of the projects beside what is listed, and what the target sheets say beside both."""

from collections.abc import Sequence

import pytest

from procure.budget.projects_agree import (
    StatedProjects,
    oddities_of_prices,
    relations_of_projects,
    relations_of_quarters,
    relations_of_spending,
)
from procure.budget.relation import Count, Meaning, Measure, Percent, Rate, Relation, Statement, Sum, Tally, Term
from procure.budget.rounding import weigh
from procure.model import Field, Figure, Funding, Place, Project, TargetSheet
from procure.money import Unit, read_amount
from procure.record import replace

LINE = iter(range(1, 10_000))


def figure(text: str, unit: Unit = Unit.WAN_YUAN, *, table: bool = True) -> Figure:
    place = Place("预算.txt", "表", row=1, line=next(LINE)) if table else Place("预算.txt", line=next(LINE))
    return Figure(text, unit, read_amount(text, unit), place)


def sheet(name: str, year: str | None, whole: str | None = None, text: str = "", **sides: Sequence[str]) -> TargetSheet:
    sources = {
        side: tuple((f"来源{number}", figure(one, Unit.YUAN)) for number, one in enumerate(many))
        for side, many in sides.items()
    }
    return TargetSheet(
        name,
        Place("预算.txt", "绩效目标表", line=next(LINE)),
        figure(year, Unit.YUAN) if year else None,
        figure(whole, Unit.YUAN) if whole else None,
        {Field.OVERVIEW: (text,) if text else ()},
        Funding(**sources),
    )


def project(name: str, amount: str, joined: TargetSheet | None = None) -> Project:
    return Project(name, name, figure(amount), joined)


def stated(count: int, total: str | None = None) -> StatedProjects:
    at = Place("预算.txt", line=next(LINE))
    return StatedProjects(Count(f"{count}个", count, "个", at), figure(total, table=False) if total else None, at)


def tallies(*relations: Relation) -> list[tuple[str, int, int, tuple[str, ...]]]:
    return [(one.subject, one.stated.number, one.found, one.missing) for one in relations if isinstance(one, Tally)]


def sums(*relations: Relation) -> dict[str, int]:
    return {one.subject: weigh(one).difference for one in relations if isinstance(one, Sum)}


def test_a_stated_number_of_projects_is_compared_with_the_table_and_with_the_sheets() -> None:
    backed = sheet("绿化", "30,000")
    projects = [project("绿化", "3.00", backed), project("车辆运行", "10.00")]
    found = tuple(relations_of_projects(projects, [backed], [stated(1, "3.00")]))
    assert tallies(*found) == [
        ("写明的项目个数与所列项目", 1, 2, ("“车辆运行”",)),
        ("写明的项目个数与绩效目标表", 1, 1, ()),
    ]
    assert sums(*found) == {
        "写明的项目总额与项目支出预算表": 10_000_000,
        "写明的项目总额与绩效目标表": 0,
        "“绿化”绩效目标表年度资金总额": 0,
    }


def test_a_right_number_names_nothing_that_is_missing() -> None:
    backed = sheet("绿化", "30,000")
    projects = [project("绿化", "3.00", backed), project("车辆运行", "10.00")]
    assert tallies(*relations_of_projects(projects, [backed], [stated(2)]))[0] == ("写明的项目个数与所列项目", 2, 2, ())


def test_a_sheet_without_a_years_amount_stands_for_the_amount_of_its_project() -> None:
    blank, printed = sheet("维修", None), sheet("绿化", "30,000")
    projects = [project("维修", "100.00", blank), project("绿化", "3.00", printed)]
    assert (
        sums(*relations_of_projects(projects, [blank, printed], [stated(2, "103.00")]))["写明的项目总额与绩效目标表"]
        == 0
    )
    left_over = sheet("无此项目", None)
    found = sums(*relations_of_projects(projects, [blank, printed, left_over], [stated(2, "103.00")]))
    assert "写明的项目总额与绩效目标表" not in found


def test_projects_known_from_their_sheets_alone_are_no_list_to_compare_with() -> None:
    one = sheet("绿化", "30,000")
    assert one.annual is not None
    found = tuple(relations_of_projects([Project("绿化", "绿化", one.annual, one)], [one], [stated(5, "3328.13")]))
    assert tallies(*found) == [("写明的项目个数与绩效目标表", 5, 1, ())]
    assert sums(*found) == {"写明的项目总额与绩效目标表": 332_513 * 10_000}


def test_what_the_sheets_are_of_all_projects_is_compared_too_and_a_plain_100_percent_means_all() -> None:
    one = sheet("绿化", "30,000")
    said, all_of_it = stated(1, "3.00"), figure("3.00", table=False)
    assert said.total is not None

    def rates(text: str, value: int) -> list[tuple[int, int]]:
        percent = Percent(text, value, 10_000, said.place)
        rate = Rate("占比", (Term(said.total),), (Term(all_of_it),), percent) if said.total else None
        assert rate is not None
        other = replace(rate, part=(Term(all_of_it),))
        found = relations_of_projects([], [one], [said], [other, rate])
        return [(weigh(each).difference, each.percent.step) for each in found if isinstance(each, Rate)]

    assert rates("100%", 1_000_000) == [(0, 0)]
    assert rates("50%", 500_000) == [(1_500_000, 10_000)]


@pytest.mark.parametrize(
    ("planned", "difference"),
    [(("1.00", "2.00"), 0), (("1.00", "2.10"), 100_000), (("1.00", "9.00"), None)],
    ids=["相等", "差一成以内", "不是这个项目"],
)
def test_what_is_planned_by_quarter_is_the_amount_of_the_nearest_sheet(
    planned: Sequence[str], difference: int | None
) -> None:
    sheets = [sheet("绿化", "30,000"), sheet("维修", "900,000"), sheet("无金额", None)]
    found = list(relations_of_quarters([[figure(one, table=False) for one in planned]], sheets))
    assert [weigh(one).difference for one in found] == ([] if difference is None else [difference])
    twins = [sheet("绿化", "30,000"), sheet("保洁", "30,000")]
    assert list(relations_of_quarters([[figure(one, table=False) for one in planned]], twins)) == []


def test_what_two_sentences_say_alike_is_compared_once() -> None:
    one = sheet("绿化", "30,000")
    found = tallies(*relations_of_projects([], [one], [stated(1, "3.00"), stated(1, "3.00"), stated(2)]))
    assert [number for _, number, _, _ in found] == [1, 2]


def test_nothing_is_compared_where_nothing_is_listed() -> None:
    assert list(relations_of_projects([], [], [stated(11, "6626")])) == []


def test_a_sheet_and_a_project_of_one_name_are_compared_though_their_amounts_keep_them_apart() -> None:
    lone = sheet("绿化", "35,000")
    found = sums(*relations_of_projects([project("绿化", "3.00")], [lone], []))
    assert found == {"“绿化”绩效目标表年度资金总额": 500_000}
    twins = [sheet("绿化", "35,000"), sheet("绿化", "36,000")]
    assert sums(*relations_of_projects([project("绿化", "3.00")], twins, [])) == {}


def test_a_sheets_sources_add_up_and_the_year_is_within_the_whole_term() -> None:
    one = sheet("绿化", "30,000", "20,000", whole_term=("15,000", "5,000"), annual=("30,000", "1"))
    assert sums(*relations_of_projects([], [one], [])) == {
        "“绿化”绩效目标表实施期资金总额与各来源": 0,
        "“绿化”绩效目标表年度资金总额与各来源": 100,
        "“绿化”绩效目标表": 1_000_000,
    }


@pytest.mark.parametrize(
    ("amount", "excess"), [("3.00", 0), ("4.00", 0), ("4.01", 10_000)], ids=["较小", "相等", "超出"]
)
def test_projects_named_like_one_of_the_three_public_expenses_are_within_it(amount: str, excess: int) -> None:
    reception = Statement(
        figure("4.00"), Meaning(fund="fiscal", subject="three_public/reception"), "“三公”表公务接待费"
    )
    general = replace(reception, meaning=Meaning(fund="general", subject="three_public/reception"))
    before = replace(reception, measure=Measure.BEFORE)
    [one] = relations_of_spending(
        [project("公务接待费", amount), project("绿化", "9.00")], [before, reception, general]
    )
    assert (one.at_most, weigh(one).difference) == (True, excess)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("租赁新能源车辆25辆满足需求，每辆3万，合计不超80万", "25辆 × 3万 = 75.00万元"),
        ("购置电脑20台，每台5000元", "20台 × 5000元 = 10.00万元"),
        ("租赁车辆20辆，每辆3万元", None),
        ("共25辆车。每辆3万", None),
        ("培训25人，每辆3万", None),
    ],
    ids=["二十五辆", "二十台", "相等", "另一句", "不是同一单位"],
)
def test_a_number_times_a_price_of_each_is_compared_with_the_years_amount(text: str, found: str | None) -> None:
    odd = list(oddities_of_prices([sheet("车辆租赁费", "600,000", text=text), sheet("无金额", None, text=text)]))
    assert [(one.kind, one.subject, one.found, one.expected) for one in odd] == (
        [("product", "“车辆租赁费”绩效目标表", found, "年度资金总额 60.00万元")] if found else []
    )
