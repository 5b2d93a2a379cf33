"""Figures as printed: every spelling is one amount in 分, and what is no amount is refused, never repaired."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from procure.money import MAX_FEN, Amount, AmountError, Unit, exact, read_amount, wan, yuan

FEN = 100_000_00
"""十万元, in 分."""

amounts = st.integers(-MAX_FEN, MAX_FEN)


@pytest.mark.parametrize(
    ("text", "fen", "step"),
    [
        ("30万元", 3 * FEN, 1_000_000),
        ("30万", 3 * FEN, 1_000_000),
        ("29.9999万", 3 * FEN - 100, 100),
        ("30.00万元", 3 * FEN, 10_000),
        ("300,000.00元", 3 * FEN, 1),
        ("300000元", 3 * FEN, 100),
        ("300000元整", 3 * FEN, 100),
        ("300000圆整", 3 * FEN, 100),
        ("300000块", 3 * FEN, 100),
        ("300千元", 3 * FEN, 100_000),
        ("0.003亿元", 3 * FEN, 10_000_000),
        ("1亿", 1000 * FEN, 10_000_000_000),
        ("３０万元", 3 * FEN, 1_000_000),
        ("３００，０００．００元", 3 * FEN, 1),
        (" 30 万元 ", 3 * FEN, 1_000_000),
        ("+30万元", 3 * FEN, 1_000_000),
        ("-30万元", -3 * FEN, 1_000_000),
        ("0元", 0, 100),
        ("0.01元", 1, 1),
        ("0.000001万元", 1, 1),
        ("0.0000010万元", 1, 1),
        ("46116860184273879.04元", MAX_FEN, 1),
        ("三十万元", 3 * FEN, 1_000_000),
        ("三十万", 3 * FEN, 1_000_000),
        ("叁拾万元整", 3 * FEN, 1_000_000),
        ("叁拾万圆整", 3 * FEN, 1_000_000),
        ("叁拾万零伍佰元", 3 * FEN + 500_00, 100),
        ("两百万元", 20 * FEN, 1_000_000),
        ("一万三千元", 13_000_00, 100),
        ("一亿二千万元", 1200 * FEN, 1_000_000),
        ("一亿二千零一万元", 1200 * FEN + 1_000_000, 1_000_000),
        ("三亿元", 3000 * FEN, 10_000_000_000),
        ("零元", 0, 100),
        ("¥12.50", 12_50, 1),
        ("￥1,240.00", 1_240_00, 1),
        ("¥ 12", 12_00, 100),
        ("¥30万元", 3 * FEN, 1_000_000),
        ("-¥12.50", -12_50, 1),
        ("¥-12.50", -12_50, 1),
        ("(¥12.50)", -12_50, 1),
        ("¥（1,240）", -1_240_00, 100),
        ("(¥5)", -5_00, 100),
        ("−30万元", -3 * FEN, 1_000_000),
        ("－30万元", -3 * FEN, 1_000_000),
        ("−¥12.50", -12_50, 1),
    ],
)
def test_spelling(text: str, fen: int, step: int) -> None:
    assert read_amount(text) == Amount(fen, step)


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("39.18", Unit.WAN_YUAN, Amount(391_800_00, 10_000)),
        ("300,000.00", Unit.YUAN, Amount(3 * FEN, 1)),
        ("500", Unit.FEN, Amount(500, 1)),
        ("三十", Unit.WAN_YUAN, Amount(3 * FEN, 1_000_000)),
        ("300,000.00元", Unit.WAN_YUAN, Amount(3 * FEN, 1)),
        ("三十万元", Unit.WAN_YUAN, Amount(3 * FEN, 1_000_000)),
        ("三十万", Unit.WAN_YUAN, Amount(3 * FEN, 1_000_000)),
        ("¥12.50", Unit.YUAN, Amount(12_50, 1)),
        ("¥12.50万元", Unit.WAN_YUAN, Amount(125_000_00, 10_000)),
        ("(12.50)", Unit.WAN_YUAN, Amount(-125_000_00, 10_000)),
        ("（12.50）", Unit.YUAN, Amount(-12_50, 1)),
        ("(120)", Unit.YUAN, Amount(-120_00, 100)),
    ],
    ids=[
        *("万元栏", "元栏", "分", "汉字数", "自带的单位优先", "汉字自带的单位优先", "汉字自带的万优先"),
        *("元栏的货币符号", "符号和单位", "括号负数", "全角括号负数", "括号整数负数"),
    ],
)
def test_unit_of_the_column_is_used_where_the_text_prints_none(text: str, unit: Unit, expected: Amount) -> None:
    assert read_amount(text, unit) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("约50万", "不是金额"),
        ("-", "不是金额"),
        ("—", "不是金额"),
        ("¥", "不是金额"),
        ("¥¥5", "不是金额"),
        ("-¥-5", "不是金额"),
        ("−−5元", "不是金额"),
        ("¥三十", "不是金额"),
        ("¥12 50", "不是金额"),
        ("(-12.50)", "不是金额"),
        ("-(12.50)", "不是金额"),
        ("(12.50", "不是金额"),
        ("(50万元)", "不是金额"),
        ("(12.50)", "没有单位"),
        ("(12)", "可能是序号，也可能是负数，不是金额"),
        ("⑿", "可能是序号，也可能是负数，不是金额"),
        ("50万左右", "不是金额"),
        ("1-2万", "不是金额"),
        ("1～2万元", "不是金额"),
        ("1,00元", "不是金额"),
        ("1,0000元", "不是金额"),
        ("1000,000元", "不是金额"),
        (",100元", "不是金额"),
        ("30.元", "不是金额"),
        (".5万元", "不是金额"),
        ("1.2.3元", "不是金额"),
        ("--5元", "不是金额"),
        ("5e3元", "不是金额"),
        ("0x10元", "不是金额"),
        ("30%", "不是金额"),
        ("30分", "不是金额"),
        ("30美元", "不是金额"),
        ("XX万元", "不是金额"),
        ("nan", "不是金额"),
        ("", "不是金额"),
        ("元", "不是金额"),
        ("万元", "不是金额"),
        ("整", "不是金额"),
        ("10³元", "不是金额"),
        ("30①万元", "不是金额"),
        ("½万元", "不是金额"),
        ("三三万元", "不是金额"),
        ("一万三元", "不是金额"),
        ("百万元", "不是金额"),
        ("三十几万元", "不是金额"),
        ("叁拾元伍角", "不是金额"),
        ("30", "没有单位"),
        ("三十", "没有单位"),
        ("0.001元", "不是整分的金额"),
        ("0.0000001万元", "不是整分的金额"),
        ("1.00000000000000000000000000001元", "不是整分的金额"),
        ("9" * 30 + "元", "超出可计算的范围"),
        pytest.param("9" * 5000 + "元", "超出可计算的范围", id="五千位数"),
        ("46116860184273879.05元", "超出可计算的范围"),
        ("-46116860184273879.05元", "超出可计算的范围"),
    ],
)
def test_refusal(text: str, reason: str) -> None:
    with pytest.raises(AmountError) as caught:
        read_amount(text)
    assert str(caught.value) == f"“{text}”{reason}"


@given(fen=amounts)
def test_yuan_and_wan_are_read_back(fen: int) -> None:
    assert read_amount(f"{yuan(fen)}元") == Amount(fen, 1)
    assert read_amount(f"{wan(fen)}万元").fen == fen


@given(fen=amounts)
def test_the_unit_makes_no_difference(fen: int) -> None:
    digits, sign = f"{abs(fen):011d}", "-" if fen < 0 else ""
    printed = {"元": 2, "千元": 5, "万元": 6, "亿元": 10}
    texts = [f"{sign}{digits[:-places]}.{digits[-places:]}{unit}" for unit, places in printed.items()]
    assert {read_amount(text) for text in texts} == {Amount(fen, 1)}


@given(fen=st.integers(0, MAX_FEN))
def test_grouping_and_full_width_make_no_difference(fen: int) -> None:
    grouped = f"{fen // 100:,}.{fen % 100:02d}元"
    full_width = grouped.translate({ord(half): ord(half) + 0xFEE0 for half in "0123456789,."})
    assert read_amount(full_width) == read_amount(grouped) == Amount(fen, 1)


@given(fen=st.integers(0, 10**12), unit=st.sampled_from(Unit), decimals=st.integers(0, 10))
def test_interval_holds_every_amount_that_prints_like_the_figure(fen: int, unit: Unit, decimals: int) -> None:
    assume(10**decimals <= unit.value)
    last = round(Fraction(fen * 10**decimals, unit.value))
    amount = read_amount(f"{Decimal(last).scaleb(-decimals):f}", unit)
    assert amount.low <= fen <= amount.high
    assert amount.is_rounded == (amount.low < amount.high)


def test_interval_of_a_figure_in_wan() -> None:
    amount = read_amount("30.00万元")
    assert (amount.low, amount.high, amount.is_rounded) == (299_950_00, 300_050_00, True)


def test_what_a_person_states_is_exact() -> None:
    assert exact(read_amount("30万元")) == read_amount("300,000.00元")


@pytest.mark.parametrize(
    ("fen", "in_yuan", "in_wan"),
    [
        (0, "0.00", "0.00"),
        (1, "0.01", "0.000001"),
        (-1, "-0.01", "-0.000001"),
        (3 * FEN, "300000.00", "30.00"),
        (3 * FEN - 1, "299999.99", "29.999999"),
        (-391_800_00, "-391800.00", "-39.18"),
        (391_850_00, "391850.00", "39.185"),
    ],
)
def test_yuan_and_wan(fen: int, in_yuan: str, in_wan: str) -> None:
    assert (yuan(fen), wan(fen)) == (in_yuan, in_wan)


@pytest.mark.parametrize(
    ("unit", "word"),
    [(Unit.FEN, "分"), (Unit.YUAN, "元"), (Unit.QIAN_YUAN, "千元"), (Unit.WAN_YUAN, "万元"), (Unit.YI_YUAN, "亿元")],
)
def test_word_of_a_unit(unit: Unit, word: str) -> None:
    assert unit.word == word


def test_a_yuan_sign_in_a_column_of_another_unit_is_refused() -> None:
    with pytest.raises(AmountError, match=r"^“¥12.50”的货币符号是元，表的单位是万元，单位未定$"):
        read_amount("¥12.50", Unit.WAN_YUAN)
