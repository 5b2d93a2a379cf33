import pytest
from hypothesis import given
from hypothesis import strategies as st

from procure.intake.wording import Use, words
from procure.model import BudgetDocument
from procure.money import Unit
from tests.budget.building import FRONT, project_table, recognised, shown

HOW = "文本文件的各列须以制表符分隔，PDF 的表须有表格线（三线表、无框线的表不读），请改用原 Word 或者 Excel 文件"

_TABLE = "{}\n部门名称：{}\n单位：万元\na\tb\n"


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("某县某局\n2026年部门预算公开\n", "budget", "2026年部门预算公开"),
        ("某县某局2026年单位预算\n", "budget", "某县某局2026年单位预算"),
        (
            "第一部分 2025年部门预算\n本局的部门预算，如下。\n某县某局2025年度部门决算\n",
            "final_account",
            "某县某局2025年度部门决算",
        ),
        ("会议纪要\n", "unknown", ""),
        (project_table(("甲", "1.00")), "budget", ""),
    ],
    ids=["预算", "单位预算", "决算", "其他", "只有项目表"],
)
def test_the_kind_and_title_are_told_by_the_title_line(text: str, kind: str, title: str) -> None:
    budget, _ = recognised(text)
    assert (budget.kind, budget.title, budget.path) == (kind, title, "预算.txt")


@pytest.mark.parametrize(
    ("text", "purchaser"),
    [
        (_TABLE.format("收支总表", "022-某县某局"), "某县某局"),
        (_TABLE.format("收支总表", "某县某局    单位：万元"), "某县某局"),
        (_TABLE.format("收支总表", "某县 某局") + _TABLE.format("支出总表", "某县某局"), "某县 某局"),
        (
            "某县某局\n2026年部门预算\n" + _TABLE.format("收支总表", "某县某局") + _TABLE.format("支出表", "某县中学"),
            "某县某局",
        ),
        ("某县某局\n2026年部门预算\n正文。\n", "某县某局"),
        ("某县2026年部门预算\n预算主管部门：某县某局\n", "某县某局"),
        ("某县某局二〇二六年部门预算\n", "某县某局"),
        ("某县某局\n部门预算\n", "某县某局"),
        ("公开时间：某日\n部门预算\n", None),
        ("会议纪要\n", None),
    ],
)
def test_the_purchaser_is_whom_the_tables_or_the_title_page_name(text: str, purchaser: str | None) -> None:
    budget, problems = recognised(text)
    assert budget.purchaser == purchaser
    assert [one for one in problems if one.field == "部门名称"] == []


def test_several_departments_that_the_title_does_not_settle_are_a_problem() -> None:
    text = _TABLE.format("收支总表", "某县某局") + _TABLE.format("支出总表", "某县中学")
    budget, problems = recognised(text)
    assert budget.purchaser is None
    assert shown(problems) == [(None, "部门名称", "某县某局、某县中学", "各表的部门名称不一致，采购人未定")]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("某县某局2026年部门预算\n", 2026),
        ("某县某局二〇二六年部门预算\n", 2026),
        ("某县某局部门预算\n" + project_table(("甲", "1")), 2026),
        ("项目支出绩效目标表\n（2026年度）\n项目名称\t甲\n", 2026),
        ("收支总表\na\tb\n2025年支出总表\nc\td\n", 2025),
        (FRONT + "2025年执行情况表\nc\td\n", 2026),
        ("某县某局部门预算\n", None),
    ],
)
def test_the_year_is_what_the_titles_print(text: str, year: int | None) -> None:
    budget, problems = recognised(text)
    assert budget.year == year
    assert [one for one in problems if one.field == "年度"] == []


def test_conflicting_years_are_a_problem_and_no_year_is_taken() -> None:
    budget, problems = recognised("某县某局2025年部门预算\n" + project_table(("甲", "1.00")))
    assert budget.year is None
    assert shown(problems) == [(2, "年度", "2025年、2026年", "标题中的年度不一致，年度未定；请用 --year 指定")]


def test_a_document_without_tables_is_a_problem() -> None:
    _, problems = recognised("某县某局2026年部门预算\n正文\n")
    consequence = f"未找到表格，未审查；{HOW}"
    assert shown(problems) == [(None, "表格", "", consequence)]


def test_a_project_table_without_rows_is_a_problem_unless_it_says_that_it_has_no_data() -> None:
    text = FRONT + "2026年项目支出预算表\n单位：万元\n项目名称  合计\n绿化  3.00\n一、说明\n收支总表\na\tb\n"
    _, problems = recognised(text)
    consequence = f"标题下没有读出表格的行，该表未审查；{HOW}"
    assert shown(problems) == [(3, "项目支出预算表", "2026年项目支出预算表", consequence)]
    _, problems = recognised(text.replace("项目名称", "本表无数据"))
    assert problems == []


def test_what_is_not_checked_is_named() -> None:
    budget, _ = recognised(_TABLE.format("2026年预算收支总表", "某县某局") + "一段。\nc\td\te\n")
    assert budget.not_checked == ("未找到项目支出预算表，未审查项目",)
    assert recognised(FRONT + project_table(("甲", "1.00")))[0].not_checked == ()


def test_the_unit_is_the_project_tables_and_else_that_of_all_tables() -> None:
    other = "收支总表\n单位：元\na\tb\n"
    assert recognised(other + project_table(("甲", "1.00")))[0].amount_unit is Unit.WAN_YUAN
    assert recognised(other)[0].amount_unit is Unit.YUAN


_word = st.sampled_from(
    [*(word for use in Use for word in words(use)), "2026年", "3.00", "约50万", "-1", "XX万元", "：", "（元）"]
)
_line = st.lists(st.one_of(_word, st.just("\t"), st.text(max_size=3)), max_size=6).map("".join)
_title = st.sampled_from(
    ["项目支出预算表", "项目支出绩效目标表", "基本支出分经济科目表", "单位：万元", "项目名称\t合计"]
)


@given(st.lists(st.one_of(_line, _title), max_size=30))
def test_no_text_raises_and_every_row_is_accounted_for(lines: list[str]) -> None:
    budget, _ = recognised("\n".join(lines))
    assert isinstance(budget, BudgetDocument)
    assert budget.rows_read == len(budget.projects) + budget.rows_skipped + budget.rows_unread
    assert budget.rows_skipped >= 0
