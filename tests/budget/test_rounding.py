"""The bounds of rounding: what it can set apart, what it almost never does, and what it cannot."""

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procure.budget.relation import Kind, Percent, Rate, Sum, Term
from procure.budget.rounding import weigh
from procure.model import Figure, Place
from procure.money import Amount, Unit, read_amount
from tests import oracle

PLACE = Place("预算.txt")
STEP = Unit.WAN_YUAN.value // 100
"""0.01万元 in 分."""


def figure(text: str, unit: Unit = Unit.WAN_YUAN) -> Figure:
    return Figure(text, unit, read_amount(text, unit), PLACE)


def terms(*texts: str, unit: Unit = Unit.WAN_YUAN) -> tuple[Term, ...]:
    return tuple(Term(figure(text, unit)) for text in texts)


def summed(total: str, *parts: str, kind: Kind = Kind.ROWS, unit: Unit = Unit.WAN_YUAN) -> tuple[int, int, int]:
    weighed = weigh(Sum(kind, "合计", terms(total, unit=unit), terms(*parts, unit=unit)))
    return weighed.difference, weighed.bound, weighed.doubt


@pytest.mark.parametrize(
    ("total", "parts", "difference", "bound"),
    [
        ("2,830.71", ("2752.09", "35.53", "15.10", "28.00"), 1, 2.5),
        ("270.79", ("4.57", "266.21"), 1, 1.5),
        ("2,747.52", ("2486.88", "260.63"), 1, 1.5),
        ("349.41", ("340.47", "8.94"), 0, 1.5),
        ("2,481.30", ("2,381.30", "100.00"), 0, 1.5),
    ],
    ids=["支出四类", "两款", "两项", "人员与公用", "两类项目"],
)
def test_tails_of_a_published_budget_are_within_the_bound(
    total: str, parts: Sequence[str], difference: float, bound: float
) -> None:
    assert summed(total, *parts)[:2] == (difference * STEP, bound * STEP)


def test_amounts_printed_to_the_fen_are_exact() -> None:
    assert summed("91,016,775.35", "82,096,797.42", "8,919,977.93", unit=Unit.YUAN) == (0, 0, 0)
    assert summed("91,016,775.35", "82,096,797.42", "8,919,977.92", unit=Unit.YUAN) == (1, 0, 0)


def test_whole_yuan_are_rounded_to_the_yuan() -> None:
    assert summed("3", "1", "1", unit=Unit.YUAN) == (100, 150, 200)


def test_a_plain_zero_is_as_precise_as_its_neighbours_and_a_printed_one_as_it_is_printed() -> None:
    assert summed("39.18", "0", "0", "39.18")[1] == 2 * STEP
    assert summed("0.01", "0.00", "0.00")[1] == 1.5 * STEP
    assert summed("0", "0", "0") == (0, 0, 0)


def test_the_same_figure_printed_alike_twice_is_equal_to_the_digit() -> None:
    assert summed("887.36", "87.36", kind=Kind.SAME)[1:] == (0, 0)
    assert summed("321.64", "321.63", kind=Kind.SAME) == (STEP, 0, 0)


def test_the_same_figure_in_another_unit_or_with_fewer_decimals_may_be_rounded() -> None:
    one = Sum(Kind.SAME, "行政运行", terms("1,202.95"), terms("12,029,501.84", unit=Unit.YUAN))
    assert (weigh(one).difference, weigh(one).bound) == (184, STEP // 2)
    assert summed("4,614", "4,614.00", kind=Kind.SAME)[1] == (100 * STEP + STEP) // 2


def test_a_part_may_be_less_than_its_whole_and_not_more() -> None:
    def excess(part: str, whole: str) -> int:
        return weigh(Sum(Kind.SHEET, "其中", terms(part), terms(whole), at_most=True)).difference

    assert (excess("7.00", "23.00"), excess("23.00", "23.00"), excess("23.01", "23.00")) == (0, 0, STEP)


def test_figures_that_are_taken_away_count_like_the_others() -> None:
    change = Sum(Kind.WITHIN, "减少", terms("18.48"), (Term(figure("7.00")), Term(figure("11.48"))))
    fall = Sum(Kind.WITHIN, "余下", terms("11.48"), (Term(figure("18.48")), Term(figure("7.00"), sign=-1)))
    assert weigh(change) == weigh(fall).__class__(**{**_fields(weigh(fall)), "left": 184800_00, "right": 184800_00})


def _fields(one: object) -> dict[str, int]:
    return {name: getattr(one, name) for name in ("left", "right", "difference", "bound", "doubt")}


def percent(text: str) -> Percent:
    whole, _, decimals = text.removesuffix("%").partition(".")
    step = 10_000 // 10 ** len(decimals)
    return Percent(text, int(whole + decimals) * step, step, PLACE)


@pytest.mark.parametrize(
    ("part", "whole", "rate", "holds"),
    [
        (("864.88",), ("2,830.71", "864.88"), "23.40%", True),
        (("593.27",), ("2,830.71", "593.27"), "17.33%", True),
        (("349.41",), ("2,830.71",), "12.34%", True),
        (("349.41",), ("2,830.71",), "12.35%", False),
        (("349.41",), ("2,830.71",), "12.43%", False),
        (("864.88",), ("2,830.71", "864.88"), "24.30%", False),
        (("0",), ("2,830.71",), "0%", True),
        (("332.00",), ("830.00",), "40%", True),
    ],
    ids=["下降2340", "下降1733", "占1234", "占1235差一", "数字颠倒", "下降颠倒", "零", "整百分比"],
)
def test_percentages_are_recomputed(part: Sequence[str], whole: Sequence[str], rate: str, holds: bool) -> None:
    weighed = weigh(Rate("占比", terms(*part), terms(*whole), percent(rate)))
    assert (weighed.difference <= weighed.bound) is holds


def rounded(exact: int) -> int:
    return (exact + STEP // 2) // STEP * STEP


def table(exact: Sequence[int], error: int = 0) -> Sum:
    """Return a table of amounts in 分 as it is printed in 万元 with two decimals; error is added to the total."""
    parts = tuple(Term(Figure("", Unit.WAN_YUAN, Amount(rounded(one), STEP), PLACE)) for one in exact)
    total = Amount(rounded(sum(exact)) + error, STEP)
    return Sum(Kind.ROWS, "合计", (Term(Figure("", Unit.WAN_YUAN, total, PLACE)),), parts)


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=60), st.integers(-(10**8), 10**8))
def test_an_honest_table_is_never_impossible_and_the_law_of_rounding_agrees(exact: list[int], error: int) -> None:
    weighed = weigh(table(exact, error))
    honest = weigh(table(exact))
    assert honest.difference <= honest.bound
    printed = [rounded(one) for one in exact]
    assert (weighed.difference > weighed.bound) is oracle.cannot_be_rounding(rounded(sum(exact)) + error, printed, STEP)


@pytest.mark.parametrize("parts", [10, 300])
def test_honest_tables_raise_no_breach_and_hardly_a_red_flag_and_one_wan_is_seen(parts: int) -> None:
    random, suspicious = Random(parts), 0  # noqa: S311 - seeded tables, not secrets
    for _ in range(200):
        exact = [random.randrange(10**9) for _ in range(parts)]
        honest, wrong = weigh(table(exact)), weigh(table(exact, Unit.WAN_YUAN.value))
        assert honest.difference <= honest.bound
        assert wrong.difference > wrong.doubt
        suspicious += honest.difference > honest.doubt
    assert suspicious == 0
