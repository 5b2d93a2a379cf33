"""What a decision table means: each comparison at its edge, and the one row that fits."""

import pytest

from procure.datafile import DataError
from procure.engine.reference import holds, row_of
from procure.rulebook import Comparison, Condition, Table
from tests.engine.tables import table

LIMITS = {"三十万": 30_0000_00, "五十三位": 2**53, "最大金额": 2**62}
AT_THE_EDGE: dict[Comparison, tuple[bool, bool, bool]] = {
    # comparison: 差一分, 恰为限额, 多一分
    "reaches": (False, True, True),
    "short_of": (True, False, False),
    "above": (False, False, True),
    "at_most": (True, True, False),
}
CATEGORIES = {"category": ("goods", "works", "services"), "amount": None, "limit": None}


@pytest.mark.parametrize(("step", "place"), [(-1, 0), (0, 1), (1, 2)], ids=["差一分", "恰为限额", "多一分"])
@pytest.mark.parametrize("limit", LIMITS.values(), ids=LIMITS)
@pytest.mark.parametrize("comparison", AT_THE_EDGE)
def test_comparison(comparison: Comparison, limit: int, step: int, place: int) -> None:
    condition = Condition("amount", (), comparison, "limit")
    assert holds(condition, {"amount": limit + step, "limit": limit}) is AT_THE_EDGE[comparison][place]


@pytest.mark.parametrize(
    ("words", "value", "expected"),
    [
        pytest.param(("goods",), "goods", True, id="就是这个词"),
        pytest.param(("goods",), "works", False, id="是别的词"),
        pytest.param(("goods", "services"), "services", True, id="几个词之一"),
        pytest.param(("goods", "services"), "works", False, id="几个词之外"),
    ],
)
def test_words(words: tuple[str, ...], value: str, expected: bool) -> None:
    assert holds(Condition("category", words), {"category": value}) is expected


def goods_and_services(*, overlap: bool = False) -> Table:
    """Return a table that says nothing of works; with overlap two rows fit goods that reach the limit."""
    rows = {
        "货物": [Condition("category", ("goods",))],
        "服务，达到限额": [Condition("category", ("services",)), Condition("amount", (), "reaches", "limit")],
        "服务，未达到限额": [Condition("category", ("services",)), Condition("amount", (), "short_of", "limit")],
    }
    if overlap:
        rows["达到限额"] = [Condition("category", ("goods",)), Condition("amount", (), "reaches", "limit")]
    return table(CATEGORIES, rows)


@pytest.mark.parametrize(
    ("category", "amount", "row"),
    [("goods", 0, 0), ("services", 99, 2), ("services", 100, 1)],
    ids=["一个条件", "差一分", "恰为限额"],
)
def test_the_row_that_fits(category: str, amount: int, row: int) -> None:
    assert row_of(goods_and_services(), {"category": category, "amount": amount, "limit": 100}) == row


def test_a_table_without_a_condition_fits_everything() -> None:
    assert row_of(table({}, {"任何情形": []}), {}) == 0


@pytest.mark.parametrize(
    ("faulty", "category", "fitting"),
    [
        pytest.param(goods_and_services(), "works", "none", id="缺一行"),
        pytest.param(goods_and_services(overlap=True), "goods", "`货物`, `达到限额`", id="两行重叠"),
    ],
)
def test_gap_and_overlap_name_the_table_and_the_fact(faulty: Table, category: str, fitting: str) -> None:
    with pytest.raises(DataError) as raised:
        row_of(faulty, {"category": category, "amount": 100, "limit": 100, "other": "not read"})
    shown = f"{{'category': '{category}', 'amount': 100, 'limit': 100}}"
    assert str(raised.value) == (
        f"rules/test/TST100-test.yaml:10: exactly one row must fit {shown}; fitting: {fitting}"
    )
