"""Number formats: what a workbook prints of a number, and that no format hides one."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procure.intake.numerals import BUILT_IN, printed, printed_text

ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("1234567.891", ACCOUNTING, "1,234,567.89"),
        ("-12.5", ACCOUNTING, "-12.50"),
        ("0", ACCOUNTING, "0.00"),
        ("12", "000000", "000012"),
        ("12", "0.##", "12"),
        ("12.5", "0.0#", "12.5"),
        ("0.5", "#.00", "0.50"),
        ("0", "#,###", "0"),
        ("5", ";;;", "5"),
        ("-5", '0;"-"', "-5"),
        ("0", '0;-0;"-"', "0"),
        ("0", '"a";"b";"-"', "0"),
        ("12345", "0!.0,", "1.2"),
        ("10012345678", "000-0000-0000", "100-1234-5678"),
        ("12345678", "0.00,,", "12.35"),
        ("12345678", '0.00,,"百万"', "12.35百万"),
        ("12345", "0,", "12"),
        ("12345", "0,.0", "12.3"),
        ("5", '0.0"a"0', "5"),
        ("5.25", "# ?/?", "5.25"),
        ("5", "0.00E+00", "5"),
        ("100", "[>50]0;0.0", "100"),
        ("30", "[DBNum1]General", "30"),
        ("0.5", "[h]:mm", "0.5"),
        ("-5", "[Red]-0.0;[红色](0.0)", "(5.0)"),
        ("-5", "0.00;[Red]0.00", "-5.00"),
        ("-0.001", "0.00", "0.00"),
        ("12.5", "[$¥-804]#,##0.00", "¥12.50"),
        ("5", 'General"元"', "5元"),
        ("5", "G/通用格式", "5"),
        ("5", "@", "5"),
        ("5", "", "5"),
        ("5", "0" * 256, "5"),
        ("1E-7", "General", "0.0000001"),
        ("1E+25", "0.00", "1E+25"),
        ("1E+20", "General", "100000000000000000000"),
        ("0E+50", "General", "0"),
        ("1234567890123456", "0", "1234567890123460"),
        ("2.50", "General", "2.5"),
        ("12万", "0.00", "12万"),
        ("46023", "m/d/yy", "2026-01-01"),
        ("46023", 'yyyy"年"m"月"', "2026-01-01"),
        ("46023.75", "yyyy-mm-dd", "2026-01-01"),
        ("46023.75", "yyyy-mm-dd hh:mm", "2026-01-01 18:00:00"),
        ("46023", "yyyy-mm-dd hh:mm", "2026-01-01"),
        ("46023.75", "h:mm AM/PM", "18:00:00"),
        ("0.75", "上午/下午h:mm", "18:00:00"),
        ("1", "yyyy-mm-dd", "1900-01-01"),
        ("59", "yyyy-mm-dd", "1900-02-28"),
        ("60", "yyyy-mm-dd", "60"),
        ("61", "yyyy-mm-dd", "1900-03-01"),
        ("0", "yyyy-mm-dd", "0"),
        ("-1", "yyyy-mm-dd", "-1"),
        ("2958466", "yyyy-mm-dd", "2958466"),
    ],
)
def test_a_number_is_printed_as_its_format_says(text: str, code: str, expected: str) -> None:
    assert printed_text(text, code) == expected


def test_days_since_1904_begin_with_zero() -> None:
    assert printed(Decimal(0), "yyyy-mm-dd", since_1904=True) == "1904-01-01"
    assert printed(Decimal(60), "yyyy-mm-dd", since_1904=True) == "1904-03-01"


@pytest.mark.parametrize("number", sorted(BUILT_IN))
def test_every_built_in_format_prints_digits(number: int) -> None:
    assert any(digit.isdigit() for digit in printed(Decimal("46023.5"), BUILT_IN[number]))


AMOUNTS = st.decimals(-(10**9), 10**9, places=2)


@given(AMOUNTS, st.sampled_from(["General", "0.00", "#,##0.00", ACCOUNTING, "0.00;[Red]-0.00", "0.00_);-0.00"]))
def test_no_amount_to_the_cent_changes_its_value(amount: Decimal, code: str) -> None:
    assert Decimal(printed(amount, code).replace(",", "")) == amount


@given(AMOUNTS, st.text(st.sampled_from('0#?.,%;"-_*@()[]\\/年元yhs E+'), max_size=12))
def test_no_format_fails_or_hides_a_number(amount: Decimal, code: str) -> None:
    assert any(digit.isdigit() for digit in printed(amount, code))
