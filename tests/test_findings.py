"""Findings: facts judged by the finding tables, put into sentences, counted, and told apart by a fingerprint."""

import pytest

from procure.findings import Findings, Subject, fingerprint, purchase_rows, purchase_subject
from procure.model import Finding, Place, Purchase
from procure.record import replace
from procure.terms import Answer, Category, Level
from tests.support import context, rulebook

PLACE = Place("预算.txt", "项目支出预算表", row=5, line=12)
WORDS = {"total": "39.18万元", "parts": "货物 1.00", "sum": "1.00万元", "difference": "38.18万元", "bound": "0.01万元"}
TOTAL = {"total_stated": "yes", "parts_stated": "all", "difference": 3818, "bound": 1}


def total(findings: Findings, **values: object) -> Findings:
    findings.judge("total", {**TOTAL, **values}, Subject(PLACE, ("total",), WORDS))
    return findings


def furniture(amount: int, listing: Answer = Answer.YES, low: int | None = None) -> Purchase:
    goods = frozenset({Category.GOODS})
    return Purchase("办公家具", goods, listing, amount if low is None else low, amount)


def judged(purchase: Purchase, *levels: Level) -> Findings:
    here = context(*(levels or (Level.COUNTY,)))
    findings = Findings(here)
    findings.judge_purchase(purchase, purchase_subject("家具", "家具", purchase, PLACE, here))
    return findings


def counted(findings: Findings) -> dict[str, dict[str, int]]:
    return {code: {str(outcome): count for outcome, count in many.items()} for code, many in findings.counts.items()}


def test_a_flagged_fact_is_kept_with_its_sentence_place_facts_and_basis() -> None:
    [one] = total(Findings(context())).found
    assert (one.code, one.outcome, one.severity, one.place, one.subjects) == (
        "SUM100",
        "flagged",
        "breach",
        PLACE,
        ("total",),
    )
    assert one.message == "政府采购预算总额 39.18万元，而 货物 1.00 = 1.00万元，相差 38.18万元，超过舍入界限 0.01万元"
    assert one.facts == {"total_stated": "yes", "parts_stated": "all", "difference": "38.18", "bound": "0.01"}
    assert [clause.cite() for clause in one.basis] == ["晋财购〔2023〕50号 六（二）", "政府采购法 33"]
    assert one.remedy == "核对政府采购预算的货物、工程、服务分项和总额，改正后重新公开"


def test_what_is_clear_is_counted_and_not_kept() -> None:
    findings = total(total(Findings(context()), difference=1), total_stated="no")
    assert findings.found == []
    assert counted(findings) == {"SUM100": {"clear": 1, "not_applicable": 1}}


def test_an_open_fact_is_asked_without_a_severity() -> None:
    [one] = total(Findings(context()), parts_stated="none").found
    assert (one.outcome, one.severity, one.remedy) == ("undetermined", None, "")
    assert one.message == "政府采购预算总额 39.18万元 中货物、工程、服务各是多少？"


def test_an_edition_that_does_not_hold_is_not_cited() -> None:
    [one] = total(Findings(context(), edition_holds=False)).found
    assert [clause.cite() for clause in one.basis] == ["政府采购法 33"]


PURCHASES = {
    "目录内，四十万": (furniture(40_000_000), ["flagged"], {"flagged": 1}),
    "目录内，二十万": (furniture(20_000_000), [], {"clear": 1}),
    "目录外": (furniture(40_000_000, Answer.NO), [], {"not_applicable": 1}),
    "目录内外不明，四十万": (furniture(40_000_000, Answer.UNDETERMINED), ["undetermined"], {"undetermined": 1}),
    "金额不明，最多二十万": (furniture(20_000_000, Answer.UNDETERMINED, 0), [], {"clear": 1}),
    "金额不明，可能跨过三十万": (furniture(31_000_000, Answer.YES, 0), ["undetermined"], {"undetermined": 1}),
}


@pytest.mark.parametrize(("purchase", "outcomes", "counts"), PURCHASES.values(), ids=PURCHASES)
def test_a_purchase_known_or_not(purchase: Purchase, outcomes: list[str], counts: dict[str, int]) -> None:
    findings = judged(purchase)
    assert [str(one.outcome) for one in findings.found] == outcomes
    assert counted(findings) == {"FRM100": counts}


REQUIRED = {"planned": "decentralized", "required": "centralized", "evidence": "coded"}
CASES = {
    "各种情形都违规": ([REQUIRED, REQUIRED], [("flagged", "breach")], {"flagged": 1}),
    "轻的一种": ([REQUIRED, {**REQUIRED, "evidence": "text"}], [("flagged", "red_flag")], {"flagged": 1}),
    "轻的一种在前": ([{**REQUIRED, "evidence": "text"}, REQUIRED], [("flagged", "red_flag")], {"flagged": 1}),
    "有的违规": ([{**REQUIRED, "required": "outside_law"}, REQUIRED], [("undetermined", None)], {"undetermined": 1}),
    "有一种不知道": ([REQUIRED, None], [("undetermined", None)], {"undetermined": 1}),
    "都合法": ([{**REQUIRED, "required": "decentralized"}], [], {"clear": 1}),
    "合法，有一种不知道": ([{**REQUIRED, "required": "decentralized"}, None], [], {"not_applicable": 1}),
    "都不知道": ([None, None], [], {"not_applicable": 1}),
}


@pytest.mark.parametrize(("cases", "found", "counts"), CASES.values(), ids=CASES)
def test_a_fact_in_several_cases(
    cases: list[dict[str, str] | None], found: list[tuple[str, str | None]], counts: dict[str, int]
) -> None:
    findings = Findings(context())
    words = {"subject": "“甲”", "planned": "分散采购", "required": "集中采购", "amount": "10万元"}
    findings.judge_cases("planned_organization", cases, Subject(PLACE, ("甲",), words), "是否国际贷款")
    assert [(str(one.outcome), one.severity) for one in findings.found] == found
    assert counted(findings) == {"ORG200": counts}
    asked = [one for one in findings.found if one.outcome == "undetermined"]
    assert {one.message for one in asked} <= {"“甲”：计划的组织形式是否合法？取决于：是否国际贷款"}
    assert {one.facts.get("planned") for one in asked} <= {None}


def test_what_a_finding_depends_on_is_asked() -> None:
    [one] = judged(furniture(40_000_000, Answer.UNDETERMINED), *Level).found
    assert one.message == (
        "“家具”：目录内小额零星达到采购限额标准？取决于："
        "属于哪一级预算（省级、设区的市级、县级）？属于集中采购目录内，还是目录外？"
    )
    assert (one.severity, [clause.cite() for clause in one.basis]) == (
        None,
        ["晋财购〔2023〕50号 二", "财库〔2022〕17号 四"],
    )


def test_the_sentence_names_the_limits_of_the_purchase() -> None:
    [one] = judged(furniture(40_000_000)).found
    assert one.message.startswith("“家具”属集中采购目录，40.00万元达到县级采购限额标准 30.00万元、小于 50.00万元")
    works = replace(furniture(1), categories=frozenset({Category.WORKS}))
    words = purchase_subject("维修", "维修", works, PLACE, context(Level.COUNTY)).words
    assert (words["limit"], words["framework"]) == ("60.00万元", "")


def test_every_completion_of_an_open_purchase_has_its_row() -> None:
    rows = purchase_rows(rulebook()["FRM100"], furniture(40_000_000, Answer.UNDETERMINED), context(Level.COUNTY))
    assert sorted(row.case for row in rows.results) == ["不属目录内", "目录内，达到采购限额标准而属小额零星"]
    assert rows.asked == ("listed",)


SAME = {
    "位置": {"place": Place("另一份.txt", line=99)},
    "句子": {"message": "另一句", "remedy": "另一种"},
    "金额": {"facts": {"difference": "0.01"}},
    "主体的先后": {"subjects": ("乙", "甲")},
    "版本": {"version": 2},
}
OTHER = {"规则": {"code": "SUM200"}, "主体": {"subjects": ("甲",)}, "所比的事实": {"compared": ("bound",)}}


def one() -> Finding:
    return replace(total(Findings(context())).found[0], subjects=("甲", "乙"))


@pytest.mark.parametrize("change", SAME.values(), ids=SAME)
def test_a_fingerprint_is_the_same_whatever(change: dict[str, object]) -> None:
    assert fingerprint(replace(one(), **change), "某局", 2026) == fingerprint(one(), "某局", 2026)


@pytest.mark.parametrize("change", OTHER.values(), ids=OTHER)
def test_a_fingerprint_is_another_for_another(change: dict[str, object]) -> None:
    assert fingerprint(replace(one(), **change), "某局", 2026) != fingerprint(one(), "某局", 2026)


def test_a_fingerprint_is_of_a_purchaser_and_a_year() -> None:
    marks = {fingerprint(one(), *whose) for whose in (("某局", 2026), ("另局", 2026), ("某局", 2025), (None, None))}
    assert len(marks) == 4
    assert all(len(mark) == 16 for mark in marks)
