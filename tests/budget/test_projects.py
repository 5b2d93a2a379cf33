from hypothesis import given
from hypothesis import strategies as st

from procure.model import BudgetDocument
from procure.money import Unit
from tests.budget.building import FRONT, HEAD, PURCHASER, project_table, recognised, shown


def _projects(budget: BudgetDocument) -> list[tuple[str, str, int, int | None]]:
    return [(one.id, one.amount.text, one.amount.fen, one.amount.place.line) for one in budget.projects]


def _counts(budget: BudgetDocument) -> tuple[int, int, int, int]:
    return budget.rows_read, len(budget.projects), budget.rows_skipped, budget.rows_unread


def test_projects_are_read_and_heads_totals_and_the_departments_own_rows_are_skipped() -> None:
    rows = (("合  计", "5.50"), (PURCHASER, "5.50"), ("某县 某局", "5.50"), ("绿化养护", "3.00"), ("亮化", "2.50"))
    budget, problems = recognised(FRONT + project_table(*rows))
    assert _projects(budget) == [("绿化养护", "3.00", 3_000_000, 12), ("亮化", "2.50", 2_500_000, 13)]
    assert _counts(budget) == (8, 2, 6, 0)
    assert problems == []
    assert budget.amount_unit is Unit.WAN_YUAN


def test_a_figure_knows_its_place_as_a_reader_counts() -> None:
    budget, _ = recognised(FRONT + project_table(("绿化养护", "3.00")))
    place = budget.projects[0].amount.place
    assert (place.part, place.row, place.column, place.line, place.label, place.text) == (
        *("2026年项目支出预算表（本年预算）", 4, 2, 9),
        *("绿化养护", "3.00"),
    )


def test_repeated_names_get_their_amounts_and_equal_twins_a_counter() -> None:
    rows = (("保洁", "30.00"), ("保 洁", "250.00"), ("工资", "5.00"), ("工资", "5.00"), ("工资", "6.00"))
    budget, _ = recognised(project_table(*rows))
    assert [one.id for one in budget.projects] == [
        *("保洁·30.00万元", "保 洁·250.00万元"),
        *("工资·5.00万元·1", "工资·5.00万元·2", "工资·6.00万元"),
    ]


def test_this_years_and_carried_over_projects_are_both_read() -> None:
    carried = project_table(("保洁", "2.00"), title="2026年项目支出预算表（上年结转）")
    budget, _ = recognised(project_table(("保洁", "3.00")) + carried)
    assert [one.id for one in budget.projects] == ["保洁·3.00万元", "保洁·2.00万元"]


def test_cells_that_are_no_amounts_are_problems_and_their_rows_stay_unread() -> None:
    rows = (("甲", "约50万"), ("乙", "-5.00"), ("丙", "9" * 30), ("丁", ""), ("戊", "0.0000001"), ("己", "1.00"))
    budget, problems = recognised(project_table(*rows))
    assert shown(problems) == [
        (7, "合计", "约50万", "不是金额，该行未审查"),
        (8, "合计", "-5.00", "是负数，该行未审查"),
        (9, "合计", "9" * 30, "超出可计算的范围，该行未审查"),
        (10, "合计", "", "金额为空，该行未审查"),
        (11, "合计", "0.0000001", "不是整分的金额，该行未审查"),
    ]
    assert _counts(budget) == (9, 1, 3, 5)


def test_a_very_long_cell_is_shortened_in_its_problem() -> None:
    _, problems = recognised(project_table(("甲", "九" * 200)))
    assert problems[0].found == "九" * 60 + "…"


def test_a_cell_may_print_its_own_unit() -> None:
    budget, _ = recognised(project_table(("甲", "50万元"), ("乙", "三十万元整"), unit="单位：元\n"))
    assert [(one.amount.fen, one.amount.unit) for one in budget.projects] == [
        (50_000_000, Unit.WAN_YUAN),
        (30_000_000, Unit.WAN_YUAN),
    ]


def test_a_table_without_a_unit_or_with_two_is_one_problem_and_no_row_is_read() -> None:
    none = project_table((PURCHASER, "3.00"), ("甲", "1.00"), ("乙", "2.00"), unit="")
    two = project_table(("甲", "1.00"), unit="单位：万元\n单位：元\n")
    budget, problems = recognised(none + two)
    assert shown(problems) == [
        (3, "单位", "", "没有金额单位，该表2行未审查"),
        (13, "单位", "万元、元", "有2个不同的金额单位，该表1行未审查"),
    ]
    assert _counts(budget) == (10, 0, 7, 3)
    assert budget.amount_unit is None


def test_a_table_without_a_unit_and_without_rows_is_no_problem() -> None:
    budget, problems = recognised(project_table((PURCHASER, ""), unit=""))
    assert (problems, _counts(budget)) == ([], (4, 0, 4, 0))


def test_the_unit_may_stand_in_the_head_and_must_agree_with_the_one_above() -> None:
    text = "项目支出预算表\n{}项目名称\t2026年预算数（元）\n甲\t1,000.50\n"
    budget, problems = recognised(text.format(""))
    assert ([one.amount.fen for one in budget.projects], problems) == ([100_050], [])
    _, problems = recognised(text.format("单位：万元\n"))
    assert shown(problems) == [(3, "单位", "万元、元", "有2个不同的金额单位，该表1行未审查")]


def test_a_table_without_the_columns_is_one_problem() -> None:
    for head in ("名目\t数额", "项目名称\t说明"):
        budget, problems = recognised(f"项目支出预算表\n单位：元\n{head}\n甲\t1\n")
        assert shown(problems) == [(3, "表头", head.split("\t")[0], "未找到“项目名称”列和“合计”列，该表2行未审查")]
        assert _counts(budget) == (2, 0, 0, 2)


def test_a_head_repeated_on_the_next_page_is_skipped() -> None:
    budget, problems = recognised(project_table(("甲", "1.00")) + "\f\n" + HEAD + "乙\t2.00\t\t\n")
    assert [one.id for one in budget.projects] == ["甲", "乙"]
    assert (problems, _counts(budget)) == ([], (8, 2, 6, 0))


def test_columns_are_found_by_their_heads_wherever_they_stand() -> None:
    text = (
        "项目支出明细表\n单位：元\n"
        "单位名称\t项目类别\t项目名称\t2026年预算数\t\n\t\t项目名称\t合计\t财政拨款\n"
        "某县某局\t\t\t30\t30\n某县中学\t\t\t30\t\n\t运转类\t取暖\t20\t20\n\t运转类\t\t10\t10\n"
    )
    budget, problems = recognised(FRONT + text)
    assert _projects(budget) == [("取暖", "20", 2_000, 9)]
    assert shown(problems) == [(10, "项目名称", "", "项目名称为空，该行未审查")]
    assert _counts(budget) == (6, 1, 4, 1)


def test_rows_of_subordinate_units_are_subtotals_where_the_rows_below_add_up_to_them() -> None:
    rows = (("某县中学", "3.01"), ("甲", "1.00"), ("乙", "2.00"), ("某县医院", "4.00"), ("丙", "约4万"), ("丁", "1.00"))
    budget, _ = recognised(project_table(*rows))
    assert [one.name for one in budget.projects] == ["甲", "乙", "丁"]


def test_a_project_that_is_named_like_an_organisation_stays_a_project() -> None:
    rows = (("党群服务中心", "3.00"), ("甲", "1.00"), ("改造文化馆", "5.00"))
    budget, _ = recognised(project_table(*rows))
    assert [one.name for one in budget.projects] == ["党群服务中心", "甲", "改造文化馆"]


def test_a_stray_line_inside_the_table_is_a_problem_and_the_rows_after_it_are_read() -> None:
    text = project_table(("甲", "1.00", "", ""), ("乙", "2.00", "", ""))
    budget, problems = recognised(text.replace("乙\t", "某处盖章\n乙\t"))
    assert [one.name for one in budget.projects] == ["甲", "乙"]
    assert [(one.place.label, *found) for one, found in zip(problems, shown(problems), strict=True)] == [
        ("某处盖章", 8, "合计", "", "金额为空，该行未审查")
    ]


_names = st.sampled_from(["绿化", "保 洁", "保洁", "安保、消防", "取暖费"])
_amounts = st.sampled_from(["1.00", "2.5", "1,000.00", "约3万", "", "-1", "９"])
_rows = st.lists(st.tuples(_names, _amounts), max_size=12)


@given(_rows)
def test_every_row_is_a_project_or_in_a_problem_or_skipped(rows: list[tuple[str, str]]) -> None:
    budget, problems = recognised(project_table((PURCHASER, "9.99"), *rows))
    assert budget.rows_read == len(rows) + 4
    assert budget.rows_skipped == 4
    assert len(budget.projects) + len(problems) == len(rows)
    assert budget.rows_unread == len(problems)
    assert len({one.id for one in budget.projects}) == len(budget.projects)


@given(_rows, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing_that_is_read_of_each(rows: list[tuple[str, str]], random: object) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    budgets = [recognised(project_table(*order)) for order in (rows, shuffled)]
    read = [sorted((one.id.replace(" ", ""), one.amount.fen) for one in budget.projects) for budget, _ in budgets]
    unread = [sorted((one.place.label, one.found, one.consequence) for one in problems) for _, problems in budgets]
    assert read[0] == read[1]
    assert unread[0] == unread[1]


@given(_rows)
def test_every_place_reads_back_what_stands_there(rows: list[tuple[str, str]]) -> None:
    text = project_table(*rows)
    lines = text.split("\n")
    budget, problems = recognised(text)
    for place in (*(one.amount.place for one in budget.projects), *(one.place for one in problems)):
        assert place.line is not None
        assert place.text in lines[place.line - 1].split("\t")
        assert place.label in lines[place.line - 1]
