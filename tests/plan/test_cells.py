"""What cells state: every known word, days in every writing, shares, quantities."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procure.datafile import DataError, data_root, read_csv
from procure.money import Unit
from procure.plan import cells
from procure.plan.cells import number, period, share, term
from procure.plan.columns import load_columns
from procure.plan.model import Period, Share
from tests.faults import changed, copied
from tests.plan.making import YEAR

WORDS: Final = "catalog/plan/words.csv"
CLASSES: Final = [column.id for column in load_columns().values() if column.kind in ("term", "yes_no")]


def known() -> list[tuple[str, str, str]]:
    """Return for each column of words every one of its words with what it means."""
    rows = list(read_csv(data_root() / WORDS, ("column", "value", "wordings")))
    kinds = {column: "yes_no" if load_columns()[column].kind == "yes_no" else column for column in CLASSES}
    return [
        (column, word, row["value"])
        for column, kind in kinds.items()
        for row in rows
        if row["column"] == kind
        for word in (row["value"], *row.listed("wordings"))
    ]


@pytest.mark.parametrize("dressed", ["{}", " {} ", "{}（线上）", "{}(按内控制度)"])
def test_every_word_is_understood(dressed: str) -> None:
    assert [(column, word, term(column, dressed.format(word))) for column, word, _ in known()] == known()


def test_every_column_of_words_has_words() -> None:
    assert {column for column, _, _ in known()} == set(CLASSES)
    assert [
        *("category", "organization", "method", "imported", "sme", "new_building", "works_related"),
        *("mandatory_project", "purchaser_kind"),
    ] == CLASSES


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("category", "设备"),
        ("method", "公开招标、询价"),
        ("method", "（公开招标）"),
        ("method", "比价"),
        ("organization", "是"),
        ("imported", "部分"),
        ("imported", "待定"),
        ("sme", ""),
        ("purchaser_kind", "企业"),
    ],
)
def test_other_words_are_not_understood(column: str, text: str) -> None:
    assert term(column, text) is None


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        ("category", "ａ货物", "goods"),
        ("imported", "ＹＥＳ", "yes"),
        ("imported", "√", "yes"),
        ("imported", "—", "no"),
        ("sme", "不适用", "unsuitable"),
        ("organization", "不适用", "outside_law"),
        ("sme", "是", "whole"),
        ("method", "电子卖场", "framework_agreement"),
        ("organization", "电子卖场", "centralized"),
        ("method", "竞争性\n磋商", "competitive_consultation"),
    ],
)
def test_a_word_means_what_its_column_makes_of_it(column: str, text: str, value: str) -> None:
    assert term(column, text) == value


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("category,goods,", "colour,goods,", r"words\.csv:2: `column` is `colour`; allowed: category, method,"),
        ("category,goods,", "category,gold,", r"words\.csv:2: `value` is `gold`; allowed: goods, services, works"),
        ("工程|工程类|", "工程|货物类|", r"words\.csv:3: wording `货物类` means `goods` already"),
    ],
)
def test_faults_of_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, message: str) -> None:
    root = copied(tmp_path, "catalog")
    changed(root / WORDS, old, new)
    monkeypatch.setattr(cells, "data_root", lambda: root)
    with pytest.raises(DataError, match=message):
        cells._words.__wrapped__()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-03-01", (3, 1), (3, 1)),
        ("2026年3月1日", (3, 1), (3, 1)),
        ("2026.3.1", (3, 1), (3, 1)),
        ("2026/3/1", (3, 1), (3, 1)),
        ("20260301", (3, 1), (3, 1)),
        ("２０２６年３月１日", (3, 1), (3, 1)),
        ("2026 年 3 月 1 日", (3, 1), (3, 1)),
        ("2026-03-01 00:00:00", (3, 1), (3, 1)),
        ("2026/3/1 00:00:00", (3, 1), (3, 1)),
        ("2026-3-1 12:00", (3, 1), (3, 1)),
        ("2026-03-01T09:30", (3, 1), (3, 1)),
        ("2026年3月1日9：30", (3, 1), (3, 1)),
        ("2026年3月", (3, 1), (3, 31)),
        ("2026年03月", (3, 1), (3, 31)),
        ("2026年2月", (2, 1), (2, 28)),
        ("2026-03", (3, 1), (3, 31)),
        ("2026.12", (12, 1), (12, 31)),
        ("2026年3月份", (3, 1), (3, 31)),
        ("2026年3月底", (3, 1), (3, 31)),
        ("2026年3月中旬", (3, 1), (3, 31)),
        ("3月", (3, 1), (3, 31)),
        ("12月初", (12, 1), (12, 31)),
        ("第二季度", (4, 1), (6, 30)),
        ("二季度", (4, 1), (6, 30)),
        ("4季度", (10, 1), (12, 31)),
        ("2026年第一季度", (1, 1), (3, 31)),
        ("2026三季度", (7, 1), (9, 30)),
        ("2026", (1, 1), (12, 31)),
        ("2026年度", (1, 1), (12, 31)),
        ("2026年全年", (1, 1), (12, 31)),
    ],
)
def test_days(text: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    assert period(text, YEAR) == Period(date(2026, *first), date(2026, *last))


def test_a_year_that_is_printed_comes_before_the_plans() -> None:
    assert period("2025年12月", YEAR) == Period(date(2025, 12, 1), date(2025, 12, 31))
    assert period("2028年2月", None) == Period(date(2028, 2, 1), date(2028, 2, 29))
    assert period("2025年四季度", YEAR) == Period(date(2025, 10, 1), date(2025, 12, 31))


@pytest.mark.parametrize("text", ["3月", "第二季度", "3月底"])
def test_months_and_quarters_without_a_year_are_no_days(text: str) -> None:
    assert period(text, None) is None


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "待定",
            "3",
            "3.1",
            "13月",
            "2026年13月",
            "2026年0月",
            "2026-02-30",
            "20261301",
            "0000年3月",
            "0000-01-01",
        ),
        *("第五季度", "上半年", "2026年3月至5月", "2026年3月1日前", "9:30", "2026-03-01 25", "46082"),
    ],
)
def test_no_days(text: str) -> None:
    assert period(text, YEAR) is None


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("30%", None, Share(basis_points=3000)),
        ("30％", Unit.WAN_YUAN, Share(basis_points=3000)),
        ("３０%", None, Share(basis_points=3000)),
        ("30.5 %", None, Share(basis_points=3050)),
        ("0%", None, Share(basis_points=0)),
        ("100%", None, Share(basis_points=10_000)),
        ("0.3", None, Share(basis_points=3000)),
        ("0.3055", None, Share(basis_points=3055)),
        ("0.3", Unit.WAN_YUAN, Share(amount=3000_00)),
        ("50万元", None, Share(amount=50_0000_00)),
        ("50", Unit.WAN_YUAN, Share(amount=50_0000_00)),
        ("500,000.00元", Unit.WAN_YUAN, Share(amount=50_0000_00)),
        ("五十万元", None, Share(amount=50_0000_00)),
        ("0", Unit.YUAN, Share(amount=0)),
    ],
)
def test_shares(text: str, unit: Unit | None, expected: Share) -> None:
    assert share(text, unit) == expected


@pytest.mark.parametrize(
    "text",
    ["", "是", "50", "1", "30.555%", "100.01%", "101%", "-5%", "-50万元", "约30%", "三成", "0.12345", "1.5", "30-40%"],
)
def test_no_shares(text: str) -> None:
    assert share(text, None) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", Fraction(1)),
        ("1,200", Fraction(1200)),
        ("２.5", Fraction(5, 2)),
        ("5 台", Fraction(5)),
        ("100平方米", Fraction(100)),
        ("", None),
        ("若干", None),
        ("一批", None),
        ("-1", None),
        ("5-10台", None),
        ("约5", None),
        ("9" * 5000, None),
    ],
)
def test_quantities(text: str, expected: Fraction | None) -> None:
    assert number(text) == expected


@given(st.one_of(st.text(), st.text(alphabet="0123456789年月日.-/季度第 :%万元,()（）")))
def test_nothing_in_a_cell_raises(text: str) -> None:
    assert not (found := period(text, YEAR)) or found.first <= found.last
    assert not (part := share(text, Unit.YUAN)) or (part.amount is None) != (part.basis_points is None)
    assert (number(text) or 0) >= 0
    assert term("method", text) in {None, *cells.TERMS["method"]}


@given(
    st.dates(date(1000, 1, 1)),
    st.sampled_from(["{0}-{1:02}-{2:02}", "{0}年{1}月{2}日", "{0}/{1}/{2} 00:00:00", "{0}.{1}.{2}"]),
)
def test_any_day_reads_back(day: date, form: str) -> None:
    assert period(form.format(day.year, day.month, day.day), None) == Period(day, day)
