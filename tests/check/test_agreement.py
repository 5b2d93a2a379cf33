"""Figures that must agree, judged and put into sentences."""

import pytest

from procure.agreement import judge_agreement, judge_relation
from procure.budget.relation import Count, Kind, Percent, Rate, Sum, Tally
from procure.findings import Findings, fingerprint
from procure.model import Place
from procure.money import Unit
from tests.check.disagreeing import ODDITIES, disagreeing, term
from tests.support import context


def found(*relations: Sum | Rate | Tally) -> Findings:
    findings = Findings(context())
    for one in relations:
        if not isinstance(one, Tally):
            judge_relation(one, findings)
    return findings


def test_every_kind_of_relation_has_a_rule_that_flags_it() -> None:
    findings = Findings(context())
    assert judge_agreement(disagreeing(), findings) == ()
    assert [one.code for one in findings.found] == [
        *("SUM200", "SUM200", "SUM200", "EQU100", "EQU200", "SUM300", "EQU300", "EQU300"),
        *("PAR100", "RAT100", "CNT100"),
        *["TXT100"] * len(ODDITIES),
    ]
    assert {one.severity for one in findings.found if one.code in ("SUM200", "EQU100")} == {"breach"}
    assert {one.severity for one in findings.found if one.code in ("PAR100", "RAT100", "CNT100", "TXT100")} == {
        "red_flag"
    }


def test_a_sum_that_does_not_hold_tells_both_sides_the_difference_the_bound_and_both_places() -> None:
    [one] = found(disagreeing().relations[0]).found
    assert one.message == (
        "“某表”columns：合计 3.00万元，而 甲 1.00 + 乙 1.00 = 2.00万元，相差 1.00万元，超过舍入界限 0.015万元；"
        "另一处：某表 第2行、某表 第3行"
    )
    assert (one.place.line, [clause.cite() for clause in one.basis]) == (
        1,
        ["预算法 32第四款", "预算法实施条例 6第三款"],
    )


def test_figures_of_several_units_are_told_with_them() -> None:
    sheet = Sum(Kind.SHEET, "“绿化”", (term("35,000", 1, unit=Unit.YUAN),), (term("3.00", 2, "项目表"),))
    [one] = found(sheet).found
    assert "35,000元，而 项目表 3.00万元，相差 5,000.00元，超过舍入界限 50.50元" in one.message


def test_what_is_taken_away_is_told_with_its_sign_and_long_sums_are_cut() -> None:
    less = Sum(
        Kind.WITHIN,
        "余",
        (term("9.00", 1),),
        (term("3.00", 2), term("1.00", 3, "减").__class__(term("1.00", 3).figure, "减", -1)),
    )
    many = Sum(Kind.ROWS, "合计", (term("9.00", 1),), tuple(term("2.00", line) for line in range(2, 12)))
    assert "而 3.00 − 减 1.00 = 2.00万元" in found(less).found[0].message
    assert "2.00 + …（共 10 项） = 20.00万元" in found(many).found[0].message
    assert found(many).found[0].message.endswith("另一处：某表 第2行、某表 第3行、某表 第4行等 10 处")


@pytest.mark.parametrize(
    ("total", "told"),
    [("2.00", None), ("2.01", "“某表”：合计 2.01万元，甲 1.00 + 乙 1.00 = 2.00万元，相差 0.01万元，不超过 0.015万元")],
    ids=["相等", "尾差"],
)
def test_a_tail_is_told_and_an_equality_is_not(total: str, told: str | None) -> None:
    one = Sum(
        Kind.ROWS, "“某表”：合计 = 甲 + 乙", (term(total, 1, "合计"),), (term("1.00", 2, "甲"), term("1.00", 3, "乙"))
    )
    findings = Findings(context())
    assert judge_relation(one, findings) == told
    assert findings.found == []


def test_a_percentage_is_told_by_the_amount_it_makes() -> None:
    [one] = found(
        Rate(
            "占比",
            (term("1,500.00", 1),),
            (term("4,000.00", 2),),
            Percent("50%", 500_000, 10_000, Place("预算.txt", line=9)),
        )
    ).found
    assert "1,500.00万元，而 4,000.00万元 × 50% = 2,000.00万元，相差 500.00万元" in one.message
    assert one.place.line == 9


def test_a_fall_below_nothing_keeps_its_sign() -> None:
    fall = Sum(
        Kind.IDENTITY,
        "增减",
        (term("1.00", 1),),
        (term("0.00", 2), term("2.00", 3).__class__(term("2.00", 3).figure, "", -1)),
    )
    assert "= -2.00万元，相差 3.00万元" in found(fall).found[0].message


def test_counts_that_agree_are_clear() -> None:
    findings = Findings(context())
    told = disagreeing()
    tally = Tally("车辆", Count("7辆", 7, "辆", Place("预算.txt", line=9)), 7, "3 + 4 = 7")
    judge_agreement(told.__class__((tally,), (), (), (), ()), findings)
    assert findings.found == []
    assert dict(findings.counts["CNT100"]) == {"clear": 1}


def test_fingerprints_do_not_depend_on_the_amounts() -> None:
    first = Sum(Kind.ROWS, "“某表”：合计 = 甲", (term("3.00", 1),), (term("1.00", 2),))
    second = Sum(Kind.ROWS, "“某表”：合计 = 甲", (term("4.00", 7),), (term("1.00", 8),))
    prints = {fingerprint(found(one).found[0], "某局", 2026) for one in (first, second)}
    assert len(prints) == 1
