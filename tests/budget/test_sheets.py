from procure.model import BudgetDocument, Field
from tests.budget.building import project_table, recognised, sheet, shown


def _joined(budget: BudgetDocument) -> list[tuple[str, str | None]]:
    return [(one.id, one.sheet.annual.text if one.sheet and one.sheet.annual else None) for one in budget.projects]


def test_a_sheet_is_read_with_its_texts_and_joined_by_name_and_amount() -> None:
    rows = (
        "项目概况\t\t院内绿化\t\t",
        "项目概况\t\t第二次不取\t\t",
        "项目实施计划\t签订合同\t\t",
        "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值",
        "\t产出指标\t数量指标\t绿化面积增长\t5亩\t数量指标\t绿化面积\t5亩",
        "\t\t质量指标\t成活\t90%\t质量指标\t成活率\t90%",
        "生态效益\t\t\t\t生态效益",
        "满意度指标\t服务对象满意度\t服务对象满意度\t95%\t服务对象满意度\t服务对象满意度\t95%",
    )
    budget, problems = recognised(project_table(("绿化养护、亮化", "2.87")) + sheet("绿化养护,亮化", "28,656", *rows))
    joined = budget.projects[0].sheet
    assert joined is not None
    assert joined.annual is not None
    assert joined.whole_term is not None
    assert (joined.name, joined.annual.fen, joined.whole_term.fen) == ("绿化养护,亮化", 2_865_600, 9_000_000)
    assert joined.texts == {
        Field.OVERVIEW: ("院内绿化",),
        Field.PLAN: ("签订合同",),
        Field.INDICATOR: ("绿化面积增长", "成活率", "服务对象满意度"),
    }
    assert (joined.place.line, joined.place.text, problems) == (10, "绿化养护,亮化", [])
    assert budget.projects[0].exact.fen == 2_865_600


def test_labels_and_amounts_are_found_in_shifted_and_in_shared_cells() -> None:
    text = "项目支出绩效目标表\n项目名称：绿化\t\n项目资金（万元）\t年度资金总额：3.00\t项目概况: 院内:绿化\n"
    budget, problems = recognised(project_table(("绿化", "3.00")) + text)
    joined = budget.projects[0].sheet
    assert joined is not None
    assert joined.annual is not None
    assert (joined.annual.fen, joined.annual.place.text) == (3_000_000, "3.00")
    assert (joined.texts[Field.OVERVIEW], joined.texts[Field.PLAN]) == (("院内:绿化",), ())
    assert problems == []


def test_repeated_names_are_told_apart_by_amount() -> None:
    rows = (("保洁", "30.00"), ("保洁", "250.00"), ("工资", "5.00"), ("工资", "5.00"))
    sheets = (("工资", "50,000"), ("保洁", "2,500,000"), ("工资", "50,000.00"), ("保洁", "300,000"))
    budget, problems = recognised(project_table(*rows) + "".join(sheet(*one) for one in sheets))
    assert _joined(budget) == [
        ("保洁·30.00万元", "300,000"),
        ("保洁·250.00万元", "2,500,000"),
        ("工资·5.00万元·1", "50,000"),
        ("工资·5.00万元·2", "50,000.00"),
    ]
    assert problems == []


def test_a_sheet_without_an_annual_amount_is_joined_where_one_of_each_is_left_and_said() -> None:
    rows = (("维修", "100.00"), ("保洁", "30.00"), ("保洁", "250.00"))
    text = project_table(*rows) + sheet("维修") + sheet("保洁", "300000") + sheet("保洁")
    budget, problems = recognised(text)
    assert [one.sheet is not None for one in budget.projects] == [True, True, True]
    said = "绩效目标表未印年度资金总额，按项目支出预算表的金额审查"
    assert shown(problems) == [(12, "年度资金总额", "", said), (20, "年度资金总额", "", said)]
    assert [one.unread for one in problems] == [False, False]
    assert budget.projects[0].exact == budget.projects[0].amount.amount


def test_a_sheet_without_an_annual_amount_that_may_be_either_is_not_joined() -> None:
    text = project_table(("保洁", "30.00"), ("保洁", "250.00")) + sheet("保洁")
    budget, problems = recognised(text)
    assert [one.sheet for one in budget.projects] == [None, None]
    assert [one.name for one in budget.unmatched_sheets] == ["保洁"]
    twins = "项目支出预算表中有2个同名项目（30.00万元、250.00万元），其中0个已有绩效目标表"
    consequence = f"{twins}，无法判断属于哪一个，该绩效目标表未与项目合并"
    assert shown(problems)[1:] == [(11, "项目名称", "保洁", consequence)]


def test_one_sheet_for_two_projects_of_one_amount_is_not_joined() -> None:
    budget, problems = recognised(project_table(("工资", "5.00"), ("工资", "5.00")) + sheet("工资", "50000"))
    assert [one.sheet for one in budget.projects] == [None, None]
    assert [(one.field, one.unread) for one in problems] == [("项目名称", True)]


def test_a_sheet_whose_amount_lies_between_two_projects_is_not_joined_twice() -> None:
    rows = (("工资", "5.00"), ("工资", "5.01"))
    budget, problems = recognised(project_table(*rows) + sheet("工资", "50000") + sheet("工资", "50050") * 2)
    assert _joined(budget) == [("工资·5.00万元", "50000"), ("工资·5.01万元", None)]
    assert len(problems) == 2


def test_a_sheet_that_disagrees_with_its_project_is_not_joined_and_says_by_how_much() -> None:
    budget, problems = recognised(project_table(("保洁", "30.00")) + sheet("保洁", "299,940.00"))
    assert budget.projects[0].sheet is None
    assert [one.name for one in budget.unmatched_sheets] == ["保洁"]
    consequence = "与项目支出预算表的 30.00万元 不一致（至少相差 60.00元），该绩效目标表未与项目合并"
    assert shown(problems) == [(11, "年度资金总额", "299940.00元", consequence)]


def test_a_sheet_of_an_unknown_project_is_a_problem() -> None:
    budget, problems = recognised(project_table(("保洁", "30.00")) + sheet("绿化", "300000"))
    assert [one.name for one in budget.unmatched_sheets] == ["绿化"]
    assert shown(problems) == [(10, "项目名称", "绿化", "项目支出预算表中没有这个项目，该绩效目标表未与项目合并")]
    assert budget.not_checked == ("没有绩效目标表，只按项目名称审查：保洁",)


def test_amounts_that_cannot_be_read_are_problems_and_the_sheet_still_joins_by_name() -> None:
    text = sheet("保洁", "约30万").replace("90,000", "若干")
    budget, problems = recognised(project_table(("保洁", "30.00")) + text)
    assert budget.projects[0].sheet is not None
    assert shown(problems) == [
        (11, "年度资金总额", "约30万", "不是金额，按项目支出预算表的金额审查"),
        (11, "实施期资金总额", "若干", "不是金额，未采用"),
    ]


def test_without_a_unit_in_the_sheet_the_one_above_it_holds_and_without_both_it_is_a_problem() -> None:
    text = "项目支出绩效目标表\n{}项目名称\t绿化\n年度资金总额\t30000\n"
    table = project_table(("绿化", "3.00"))
    budget, _ = recognised(table + text.format("单位：元\n"))
    assert _joined(budget) == [("绿化", "30000")]
    _, problems = recognised(table + text.format(""))
    assert shown(problems) == [(10, "年度资金总额", "30000", "没有单位，按项目支出预算表的金额审查")]


def test_two_sheets_may_stand_under_one_title() -> None:
    text = sheet("绿化", "30000") + "\n项目名称\t保洁\n项目资金(元)\t年度资金总额\t40000\n"
    budget, problems = recognised(project_table(("绿化", "3.00"), ("保洁", "4.00")) + text)
    assert _joined(budget) == [("绿化", "30000"), ("保洁", "40000")]
    assert problems == []


def test_a_sheet_without_a_name_is_a_problem() -> None:
    _, problems = recognised("项目支出绩效目标表\n项目名称\t\t\n年度资金总额\t40000\n")
    assert shown(problems) == [(2, "项目名称", "", "绩效目标表没有项目名称，该表未审查")]


def test_a_sheet_in_ten_thousands_joins_a_table_in_yuan_whose_finer_figure_counts() -> None:
    text = project_table(("保洁", "299,996.30"), unit="单位：元\n") + sheet("保洁", "30.00", unit="万元")
    budget, problems = recognised(text)
    assert (_joined(budget), problems) == ([("保洁", "30.00")], [])
    assert budget.projects[0].exact.fen == 29_999_630


def test_a_message_names_no_more_than_four_amounts() -> None:
    rows = [("保洁", f"{amount}.00") for amount in range(1, 7)]
    _, problems = recognised(project_table(*rows) + sheet("保洁", "300000"))
    assert "与项目支出预算表的 1.00万元、2.00万元、3.00万元、4.00万元等 不一致" in problems[0].consequence
