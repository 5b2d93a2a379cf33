"""Formulas without their values: computed exactly, or not at all."""

from decimal import Decimal
from fractions import Fraction

import pytest

from procure.intake import formulas
from procure.intake.formulas import Calculator, Formula, Stored

NUMBERS: dict[tuple[int, int], Stored] = {(1, 0): Fraction("0.1"), (2, 0): Fraction("0.2")}
CELLS: dict[tuple[int, int], Stored] = {
    (1, 0): Fraction("0.1"),
    (2, 0): Fraction("0.2"),
    (3, 0): "文字",
    (4, 0): "#N/A",
}
OTHERS: dict[tuple[int, int], Stored] = {(1, 1): Fraction(1)}


def value(*texts: str) -> Decimal | None:
    """Return the value of the first formula; those after it stand in column B from row 2."""
    cells = {**CELLS, **{(row, 1): Formula(text) for row, text in enumerate(texts, 1)}}
    return Calculator({"表1": cells, "表 2": OTHERS, "a'b": OTHERS}).value("表1", 1, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A1+A2", "0.3"),
        (" A1 - A2 * 2 ", "-0.3"),
        ("-(1+2)*$A$1", "-0.3"),
        ("--2", "2"),
        ("+2/-4", "-0.5"),
        ("A9", "0"),
        ("SUM(A1:A3)", "0.3"),
        ("SUM(A3:A1,5)", "5.3"),
        ("SUM(A1,A2)", "0.3"),
        ("SUM(A1+A2,-1)", "-0.7"),
        ("SUM('表 2'!A1:B2)", "1"),
        ("'a''b'!B1+表1!A1", "1.1"),
        ("ROUND(2.675,2)", "2.68"),
        ("ROUND(-2.5,0)", "-3"),
        ("ROUND(1250,-2)", "1300"),
        ("1/3", "0.333333333333333333333333333333"),
    ],
)
def test_simple_formulas_are_computed_exactly(text: str, expected: str) -> None:
    assert value(text) == Decimal(expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "IF(A1>0,1,2)",
        "VLOOKUP(A1,A:B,2)",
        "A3+1",
        "A4",
        "SUM(A1:A4)",
        "1/0",
        "1+",
        "(1",
        "1)",
        "SUM(A1",
        "SUM(",
        "SUM(A1:2)",
        "ROUND(1;2)",
        "ROUND(1,0.5)",
        "ROUND(1,99)",
        "*1",
        "没有!A1",
        "[1]表!A1",
        "A1:A2",
        "1.5.2",
        "SUM(A1:A1048576)",
        "(" * 41 + "1" + ")" * 41,
        "1+" * 1001 + "1",
        "*".join(["9999999999"] * 20),
    ],
)
def test_anything_else_is_not_computed(text: str) -> None:
    assert value(text) is None


def test_formulas_may_need_each_other_but_not_themselves() -> None:
    assert value("B2+B2", "B3*2", "4") == 16
    assert value("B2", "B1") is None
    assert value("B2+1", "IF(1,2)") is None
    assert value(*[f"B{row}+1" for row in range(2, 100)], "0") is None


def test_what_is_looked_up_is_bounded_for_all_formulas_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formulas, "_MOST_CELLS", 5)
    calculator = Calculator({"a": {(1, 1): Formula("SUM(A1:A3)"), (2, 1): Formula("A1")}})
    assert (calculator.value("a", 1, 1), calculator.value("a", 2, 1)) == (Decimal(0), None)
