"""Merged cells of tables, and the lines that a text is wrapped into."""

import pytest

from samples.blocks import TableBlock
from samples.generate import document
from samples.grid import Cell, cells, covering, is_amount, printed_width, widths
from samples.reading import read_figures
from samples.wrap import wrap

TABLES = [block for block in document(read_figures()) if isinstance(block, TableBlock)]


def merged(block: TableBlock) -> list[tuple[str, int, int, int, int]]:
    return [
        (cell.text, cell.row, cell.column, cell.rows, cell.columns)
        for cell in cells(block)
        if cell.rows > 1 or cell.columns > 1
    ]


def test_a_head_cell_covers_the_blanks_beside_and_below_it() -> None:
    rows = (("项目", "", "本年收入", "", "上年"), ("编码", "名称", "合计", "基金", ""), ("合计", "", "1.00", "", ""))
    assert merged(TableBlock("表", rows, number="表一")) == [
        *(("项目", 0, 0, 1, 2), ("本年收入", 0, 2, 1, 2), ("上年", 0, 4, 2, 1)),
    ]


def test_a_head_of_three_rows_is_merged_over_two_of_them() -> None:
    rows = (("收入", "", "支出", ""), ("项目", "金额", "金额", ""), ("", "", "小计", "基金"), ("", "", "", ""))
    block = TableBlock("表", rows, number="表一")
    assert merged(block) == [
        *(("收入", 0, 0, 1, 2), ("支出", 0, 2, 1, 2), ("项目", 1, 0, 2, 1), ("金额", 1, 1, 2, 1), ("金额", 1, 2, 1, 2)),
    ]
    assert {cell.row for cell in cells(block) if not cell.is_head} == {3}


def test_a_head_without_end_is_a_head_to_the_last_row() -> None:
    assert [cell.is_head for cell in cells(TableBlock("表", (("收入", ""),), number="表一"))] == [True]


def test_a_label_of_a_target_sheet_stands_beside_its_rows_and_blank_amounts_stay() -> None:
    rows = (
        ("项目资金(元)", "", "总额:", "", "5", "年度:", ""),
        ("", "", "其他", "", "", "其他", ""),
        ("概况", "", "文字", "", "", "", ""),
        ("绩效指标", "一级", "二级", "值", "", "", ""),
        ("", "产出", "数量", "5", "", "", ""),
        ("", "", "质量", "", "", "", ""),
    )
    found = {(cell.row, cell.column): cell for cell in cells(TableBlock("表", rows))}
    assert found[0, 0] == Cell("项目资金(元)", 0, 0, 2, 2)
    assert found[0, 6] == Cell("", 0, 6)
    assert (found[1, 4], found[1, 6]) == (Cell("", 1, 4), Cell("", 1, 6))
    assert found[2, 2] == Cell("文字", 2, 2, 1, 5)
    assert (found[3, 0], found[4, 1]) == (Cell("绩效指标", 3, 0, 3, 1), Cell("产出", 4, 1, 2, 1))
    assert found[5, 3] == Cell("", 5, 3, 1, 4)


@pytest.mark.parametrize("block", TABLES, ids=[f"{number}" for number in range(len(TABLES))])
def test_every_place_is_covered_once_and_no_text_is_lost(block: TableBlock) -> None:
    found = cells(block)
    assert (
        sum(cell.rows * cell.columns for cell in found) == len(covering(block)) == len(block.rows) * len(block.rows[0])
    )
    texts = {(row, column): text for row, line in enumerate(block.rows) for column, text in enumerate(line) if text}
    assert {(cell.row, cell.column): cell.text for cell in found if cell.text} == texts
    assert len(widths(block)) == len(block.rows[0])


@pytest.mark.parametrize("text", ["2830.71", "300,000", "9,214,363.3", "0", "0.00", "1,000.50"])
def test_amounts(text: str) -> None:
    assert is_amount(text)


@pytest.mark.parametrize("text", ["", "201", "2010150", "20251120", "12", "≥95%", "25辆", "1,00", "022-某局"])
def test_codes_and_texts_are_no_amounts(text: str) -> None:
    assert not is_amount(text)


def test_lines_break_at_no_number_and_before_no_closing_mark() -> None:
    assert wrap("预算总额2,830.71万元。其他", 8) == ["预算总额2,830.71", "万元。其他"]
    assert wrap("一二三四。五", 4) == ["一二三四。", "五"]
    assert wrap("一二三四五", 4, indent=2) == ["一二", "三四五"]
    assert wrap("", 4) == []
    assert printed_width("元10") == 2
