"""Where a target sheet's money comes from: sources beside their amounts, for the whole term and for the year."""

from collections.abc import Sequence

from procure.budget.funding import read_funding
from procure.model import Row, Table
from procure.money import Unit


def sources(*rows: Sequence[str], unit: Unit | None = Unit.YUAN) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    body = tuple(Row(number, tuple(cells)) for number, cells in enumerate(rows, 1))
    found = read_funding(Table("预算.txt", "绩效目标表", 1, body), body, unit)
    whole, year = ([(name, figure.text) for name, figure in side] for side in (found.whole_term, found.annual))
    return whole, year


def test_the_first_of_two_labels_is_the_whole_terms_and_the_second_the_years() -> None:
    assert sources(
        ("项目资金(元)", "", "实施期资金总额:", "", "800,000", "年度资金总额:", "600,000"),
        ("", "", "其中:中央财政资金", "", "0", "其中:中央财政资金", "0"),
        ("", "", "市县(区)财政资金", "", "800,000", "市县(区)财政资金", "600,000"),
    ) == (
        [("中央财政资金", "0"), ("市县(区)财政资金", "800,000")],
        [("中央财政资金", "0"), ("市县(区)财政资金", "600,000")],
    )


def test_a_lone_label_belongs_to_the_side_it_stands_on() -> None:
    assert sources(
        ("", "", "其中：财政资金", "", "10,903,043.00", "其中：当年财政拨款", "", "11,419,043.00"),
        ("", "", "", "", "", "上年结转资金", "", "0.00"),
        ("", "", "其他资金", "", "0.00", "", "", ""),
    ) == (
        [("财政资金", "10,903,043.00"), ("其他资金", "0.00")],
        [("当年财政拨款", "11,419,043.00"), ("上年结转资金", "0.00")],
    )


def test_a_source_without_an_amount_is_left_out() -> None:
    assert sources(("其他资金", "", "其他资金", ""), ("单位自筹", "2", "单位自筹", "1")) == (
        [("单位自筹", "2")],
        [("单位自筹", "1")],
    )


def test_a_side_with_an_amount_that_cannot_be_read_has_none_to_add_up() -> None:
    assert sources(("其他资金", "5", "其他资金", "6"), ("单位自筹", "约10", "单位自筹", "1")) == (
        [],
        [("其他资金", "6"), ("单位自筹", "1")],
    )
    assert sources(("单位自筹", "1", "单位自筹", "1"), unit=None) == ([], [])
