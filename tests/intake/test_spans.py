from itertools import count

import pytest

from procure.intake.files import UnreadableError
from procure.intake.spans import GridRow, Slot, fill, joined, row_lines, text_lines
from procure.model import Where


def _shape(rows: list[list[Slot]]) -> list[tuple[tuple[str, ...], list[int]]]:
    return [(row.cells, sorted(row.merged)) for row in fill(rows)]


def test_a_merged_text_stands_once_top_left_and_what_it_covers_is_empty_and_told() -> None:
    rows = [[Slot("甲", 2, 2), Slot("乙")], [Slot("丙")], [Slot("1"), Slot("2"), Slot("3")]]
    assert _shape(rows) == [(("甲", "", "乙"), [1]), (("", "", "丙"), [0, 1]), (("1", "2", "3"), [])]


def test_cells_move_past_those_that_reach_down_from_above() -> None:
    rows = [[Slot("a"), Slot("b", 1, 3), Slot("c")], [Slot("d"), Slot("e")], [Slot("f", 2)]]
    assert _shape(rows)[1:] == [(("d", "", "e"), [1]), (("f", "", ""), [1])]


def test_short_rows_are_filled_up_without_being_called_merged() -> None:
    assert _shape([[Slot("a"), Slot("b")], [Slot("c")], []]) == [
        (("a", "b"), []),
        (("c", ""), []),
        (("", ""), []),
    ]


def test_a_last_column_that_every_row_covers_stays() -> None:
    assert _shape([[Slot("a"), Slot("b", 2)], [Slot("c"), Slot("d", 2)]])[0] == (("a", "b", ""), [2])


def test_a_span_over_the_edge_of_its_table_makes_no_columns() -> None:
    rows = [[Slot("表", 100)], [Slot("a"), Slot("b")], [Slot("c"), Slot("d")]]
    assert _shape(rows)[0] == (("表", ""), [1])


def test_left_out_columns_are_empty_but_not_merged_and_covered_ones_are() -> None:
    rows = [[Slot("", 1, absent=True), Slot("a"), Slot("b")], [Slot("c"), Slot("", 2, covered=True)]]
    assert _shape(rows) == [(("", "a", "b"), []), (("c", "", ""), [1, 2])]


def test_a_table_without_cells_has_no_columns() -> None:
    assert fill([]) == []
    assert fill([[]]) == [GridRow((), frozenset())]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([[Slot("a", 16_384), Slot("b")]], id="columns"),
        pytest.param([[Slot("a", 10**9)]], id="one wide cell"),
        pytest.param([[Slot("a") for _ in range(1001)]] + [[Slot("b")]] * 1000, id="cells"),
        pytest.param([[Slot("a", 1000, 10**6)] for _ in range(2000)], id="rows covered from above"),
    ],
)
def test_spans_are_capped(rows: list[list[Slot]]) -> None:
    with pytest.raises(UnreadableError, match="未审查"):
        fill(rows)


def test_a_span_over_a_million_rows_ends_with_its_table() -> None:
    assert _shape([[Slot("a", 1, 10**6), Slot("b")], [Slot("c")]]) == [(("a", "b"), []), (("", "c"), [0])]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("项目\n名称", "项目名称"),
        ("项目 \n\n  名称", "项目名称"),
        ("金额\n(万元)", "金额 (万元)"),
        ("说明：\n一、购置", "说明：一、购置"),
        ("Wi-Fi\n6", "Wi-Fi 6"),
        ("12\n34", "12 / 34"),
        ("1 234", "1 234"),
        ("", ""),
    ],
)
def test_lines_of_a_cell_are_joined_and_two_numbers_never_become_one(text: str, line: str) -> None:
    assert joined(text) == line


def test_lines_and_rows_are_numbered_on_and_the_first_row_opens_its_table() -> None:
    numbers, where = count(1), Where(paragraph=7)
    text = list(text_lines("一\n \n二 ", numbers, where))
    rows = list(row_lines(fill([[Slot("a"), Slot("b")], [Slot("c", 2)]]), numbers, where))
    assert [(line.number, line.text, line.cells, line.opens) for line in (*text, *rows)] == [
        (1, "一", (), False),
        (2, "二", (), False),
        (3, "a\tb", ("a", "b"), True),
        (4, "c\t", ("c", ""), False),
    ]
    assert (rows[1].merged, rows[1].where) == (frozenset({1}), where)
