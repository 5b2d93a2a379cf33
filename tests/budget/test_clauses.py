import pytest

from procure.budget.clauses import Kind, Passage, passages, squeezed, tokens
from procure.intake import parse


def _passages(text: str) -> list[Passage]:
    return list(passages(parse("预算.txt", text)))


def _tokens(text: str) -> list[tuple[str, str, str]]:
    (passage,) = _passages(text)
    return [(one.kind.value, passage.printed(one.start, one.end), one.clause) for one in tokens(passage)]


def test_text_is_compared_in_half_width_without_blanks() -> None:
    assert squeezed("１，２０２．９５ 万\u3000元（含）\u200b；－3−4") == "1,202.95万元(含);-3-4"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("收入2,830.71万元。", [("amount", "2,830.71万元", "收入")]),
        ("财 政 业 务 费 10.00 万 元 ，", [("amount", "10.00 万 元", "财政业务费")]),
        ("收入XX万元，占 XXX %", []),
        ("面积100平方米，33万人次，第3单元", []),
        ("单价100万（含）以上", [("amount", "100万", "单价")]),
        ("增长-1.5%，减少-2元", [("percent", "-1.5%", "增长"), ("amount", "-2元", "减少")]),
        ("投资10-20万元", [("amount", "20万元", "投资10-")]),
        ("比2022年（上一年度，下同）预算增加5亿元", [("amount", "5亿元", "比2022年(上一年度,下同)预算增加")]),
        (
            "收入5千元（含上年3元），持平",
            [("amount", "5千元", "收入"), ("amount", "3元", "含上年"), ("stay", "持平", "")],
        ),
        ("“甲，乙”1元", [("amount", "1元", "“甲,乙”")]),
        ("5万元5元", [("amount", "5万元", ""), ("amount", "5元", "")]),
    ],
)
def test_amounts_percentages_and_sameness_are_found_with_their_clause(
    text: str, found: list[tuple[str, str, str]]
) -> None:
    assert _tokens(text) == found


def test_context_is_what_stands_before_the_clause() -> None:
    (passage,) = _passages("2026年，收入5元")
    (token,) = tokens(passage)
    assert (token.kind, token.context, token.clause, token.after) == (Kind.AMOUNT, "2026年,", "收入", "")


def test_a_place_reads_back_what_stands_there() -> None:
    (passage,) = _passages("国有资本\n经营拨款 10.0\n0 万元，收入1元")
    first, second = tokens(passage)
    assert passage.place(first.start, first.end, first.clause).line == 2
    assert passage.place(first.start, first.end, first.clause).text == "10.0"
    assert passage.place(first.start, first.end, first.clause).label == "国有资本经营拨款"
    assert passage.printed(first.start, first.end) == "10.00万元"
    assert passage.place(second.start, second.end, "").text == "1元"


def _sections(text: str) -> list[str]:
    return [passage.section.name for passage in _passages(text)]


def test_a_section_lasts_until_a_heading_of_its_level() -> None:
    text = "前言\n二、支出预算情况\n甲\n（一）规模\n乙\n十二、其他\n丙"
    assert _sections(text) == ["", "expenditure", "expenditure", ""]


def test_a_caption_without_a_number_opens_a_section() -> None:
    text = "2026年部门预算编制说明\n支出5元\n财政拨款支出主要内容如下：\n三公经费分布图\n其他相关情况说明\n甲"
    assert _sections(text) == ["overall", "other"]


def test_definitions_are_not_left_for_the_terms_they_define() -> None:
    text = "第四部分 名词解释\n一、基本支出\n指为保障机构正常运转的支出。\n第五部分 收入预算\n收入5元"
    assert _sections(text) == ["definitions", "definitions", "income"]


def test_a_heading_with_an_amount_or_a_sentence_is_none() -> None:
    text = "一、“三公”经费\n（一）基本支出5万元\n（二）机关运行经费持平。\n" + "（三）机关运行经费" * 9
    assert _sections(text) == ["three_public"] * 4
    assert _sections("一、" + "机关运行" * 60 + "说明") == [""]


def test_an_account_is_told_by_its_title_or_its_headings() -> None:
    account = "某县某局2026年度部门决算\n一、支出\n甲\n第三部分 部门预算情况说明\n乙"
    assert [one.is_account for one in _passages(account)] == [True, True, False]
    heading = "一、支出决算情况说明\n甲\n二、预算绩效情况\n乙"
    assert [one.is_account for one in _passages(heading)] == [True, True]


@pytest.mark.parametrize(("title", "period"), [("一般公共预算支出表（不含上年结转）", "current"), ("支出表", "all")])
def test_what_is_left_out_of_the_tables_is_left_out_of_the_sentences(title: str, period: str) -> None:
    text = f"2026年{title}\n单位：万元\n项目\t金额\n支出\t5\n\n五、一般公共预算支出情况\n支出5万元"
    assert [one.section.default.period for one in _passages(text)][-1] == period


def test_a_numbered_item_knows_its_number() -> None:
    text = "主要内容如下：\n1. “甲”5元\n12、“乙”6元\n2024年7元"
    assert [one.number for one in _passages(text)] == [None, 1, 12]


def test_no_text_has_no_passages() -> None:
    assert _passages("") == []
