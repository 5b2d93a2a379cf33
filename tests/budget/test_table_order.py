"""Ordinals of rows: style and number."""

import pytest

from procure.budget.table_order import Ordinal, ordinal_of


@pytest.mark.parametrize(
    ("name", "style", "number"),
    [
        ("一、事业收入", 1, 1),
        ("十、其他", 1, 10),
        ("二十三、其他支出", 1, 23),
        ("十二、农林水支出", 1, 12),
        ("（二）项目", 2, 2),
        ("(三)项目", 2, 3),
        ("1. 一般公共预算资金", 3, 1),
        ("2．政府性基金", 3, 2),
        ("(1)购置", 4, 1),
        ("②运行", 5, 2),
    ],
)
def test_an_ordinal_has_a_style_and_a_number(name: str, style: int, number: int) -> None:
    assert ordinal_of(name) == Ordinal(style, number)


@pytest.mark.parametrize("name", ["", "事业收入", "一般公共预算", "1.5倍", "2026年", "十"])
def test_what_only_looks_like_an_ordinal_is_none(name: str) -> None:
    assert ordinal_of(name) is None
