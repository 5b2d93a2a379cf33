"""Printed amounts, and blocks as text."""

import pytest

from samples.blocks import PAGE_END, Contents, Heading, PageBreak, Paragraph, TableBlock
from samples.printed import cell_wan, change, narrative_wan, ordinal, share, sheet_yuan, wan
from samples.text import write_text


@pytest.mark.parametrize(
    ("fen", "printed"),
    [(0, "0.00"), (4_999, "0.00"), (5_000, "0.01"), (2_481_301_930, "2481.30"), (921_436_330, "921.44")],
)
def test_wan_yuan_are_rounded_to_two_decimals(fen: int, printed: str) -> None:
    assert wan(fen) == printed


def test_nothing_is_an_empty_cell_and_a_stated_zero_in_the_narrative() -> None:
    assert (cell_wan(0), narrative_wan(0)) == ("", "0万元")
    assert (cell_wan(2_830_713_930), narrative_wan(2_830_713_930)) == ("2830.71", "2,830.71万元")


@pytest.mark.parametrize(
    ("fen", "printed"), [(0, "0"), (30_000_000, "300,000"), (921_436_330, "9,214,363.3"), (105, "1.05"), (1_000, "10")]
)
def test_sheets_print_yuan_without_needless_decimals(fen: int, printed: str) -> None:
    assert sheet_yuan(fen) == printed


def test_shares_have_two_decimals() -> None:
    assert [share(0, 5), share(5, 5), share(1, 3), share(2, 3)] == ["0%", "100.00%", "33.33%", "66.67%"]


def test_changes_are_told_in_words() -> None:
    wan_yuan = 1_000_000
    assert change(wan_yuan, wan_yuan) == "与上年持平"
    assert change(wan_yuan, 3 * wan_yuan) == "减少2.00万元"
    assert change(3 * wan_yuan, wan_yuan) == "增加2.00万元"


def test_ordinals() -> None:
    assert [ordinal(number) for number in (1, 9, 10, 11, 20, 21, 30)] == [
        *("一", "九", "十", "十一", "二十", "二十一", "三十"),
    ]


def test_contents_name_the_page_each_part_begins_on() -> None:
    text = write_text(
        [
            PageBreak(("样张",)),
            Contents("目 录"),
            PageBreak(),
            Heading(1, "第一部分"),
            Paragraph(f"前半{PAGE_END}后半"),
            Heading(2, "一、收入"),
            TableBlock(
                "收入表", (("项目", "金额"), ("合计", "")), "万元", ("部门名称：某局",), "注：无", "表一", ends_page=1
            ),
            Heading(3, "(一) 细目"),
            TableBlock("绩效表", (("甲",),)),
            PageBreak(("样张",)),
            Heading(2, "二、支出"),
        ]
    )
    assert text.split("\n\n") == [
        *("样张", "目 录", "第一部分\t1\n一、收入.....\t2\n表一收入表.....\t2\n二、支出.....\t4"),
        *("第一部分", "前半", "后半", "一、收入"),
        *("收入表", "部门名称：某局", "单位：万元", "项目\t金额", "合计\t", "注：无", "(一) 细目", "绩效表", "甲"),
        *("样张", "3", "二、支出\n"),
    ]


def test_without_contents_pages_count_from_the_first() -> None:
    assert write_text([PageBreak(), PageBreak(("样张",))]) == "样张\n\n1\n"
