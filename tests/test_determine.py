"""Determinations of single purchases, as an officer would put the question."""

from datetime import date
from typing import Any

import pytest

from procure.context import Context
from procure.determine import determine, is_decided_by_amount, not_judged
from procure.engine import Judge
from procure.model import Determination, Purchase, Reading
from procure.money import read_amount, yuan
from procure.record import replace
from procure.rulebook import Comparison, Condition, Rulebook
from procure.terms import Answer, Category, Level, Status
from tests.engine.tables import table
from tests.support import DAY, context

YES, NO, OPEN = Answer.YES, Answer.NO, Answer.UNDETERMINED
GOODS, WORKS, SERVICES = (frozenset({one}) for one in Category)

TENDERS = "公开招标 邀请招标 谈判 磋商 单一来源"
SHORT = {
    "open_tender": "公开招标",
    "invited_tender": "邀请招标",
    "competitive_negotiation": "谈判",
    "competitive_consultation": "磋商",
    "single_source": "单一来源",
    "request_for_quotations": "询价",
    "framework_agreement": "框架协议",
    "internal_rules": "内控",
}


def purchase(categories: frozenset[Category], amount: str, listing: Answer = OPEN, **other: Any) -> Purchase:
    """Return a purchase; an amount such as 0元-60万元 is an interval."""
    low, _, high = amount.partition("-")
    batch = read_amount(other.pop("batch")).fen if "batch" in other else None
    return Purchase(
        "样例", categories, listing, read_amount(low).fen, read_amount(high or low).fen, batch_total=batch, **other
    )


def methods(one: Determination | Reading) -> str | None:
    return " ".join(SHORT[method] for method in one.methods) if one.methods else None


def outputs(one: Determination | Reading) -> tuple[str | None, ...]:
    return one.organization, methods(one), one.required_method, one.governed_by, " ".join(one.approvals)


COUNTY = (Level.COUNTY,)
AGENCY_APPROVAL, EXEMPTION, IMPORT = "open_tender_avoidance", "tendering_exemption", "province_import"
TENDERED = ("公开招标", "open_tender", "procurement_law", AGENCY_APPROVAL)
BY_TENDERING_LAW = ("公开招标", "open_tender", "tendering_law", EXEMPTION)
OUTSIDE = ("outside_law", "内控", None, "internal_rules", "")
ANY_GOODS = (f"{TENDERS} 询价", None, "procurement_law", "")
ANY_SERVICES = (f"{TENDERS} 框架协议", None, "procurement_law", "")
ANY_WORKS = (TENDERS, None, "procurement_law", "")

DETERMINED = {
    "工程，差一分到400万，什么都不问": (purchase(WORKS, "3,999,999.99元", NO), ("decentralized", *ANY_WORKS)),
    "工程，差一分到60万": (purchase(WORKS, "599,999.99元", NO), OUTSIDE),
    "电梯，差一分到200万，什么都不问": (
        purchase(GOODS, "1,999,999.99元", YES, hinted=frozenset({"works_related"})),
        ("centralized", *ANY_GOODS),
    ),
    "监理40万": (purchase(SERVICES, "40万元", NO, stated={"works_related": "yes"}), ("decentralized", *ANY_SERVICES)),
    "单项和批量都达到限额": (purchase(GOODS, "35万元", NO, batch="60万元"), ("decentralized", *ANY_GOODS)),
    "批量就是单项": (purchase(GOODS, "35万元", NO, batch="35万元"), ("decentralized", *ANY_GOODS)),
    "货物还是服务不知，都在限额以下": (purchase(GOODS | SERVICES, "20万元", NO), OUTSIDE),
    "金额不知，至多差一分": (purchase(SERVICES, "0元-299,999.99元", NO), OUTSIDE),
    "说明了进口": (
        purchase(GOODS, "450万元", YES, stated={"imported": "yes"}),
        ("centralized", "公开招标", "open_tender", "procurement_law", f"{AGENCY_APPROVAL} {IMPORT}"),
    ),
    "服务无所谓进口": (
        purchase(SERVICES, "40万元", NO, hinted=frozenset({"imported", "hospital_equipment"})),
        ("decentralized", *ANY_SERVICES),
    ),
}


@pytest.mark.parametrize(("one", "expected"), DETERMINED.values(), ids=DETERMINED)
def test_what_is_determined_asks_nothing(one: Purchase, expected: tuple[str | None, ...]) -> None:
    found = determine(one, context(*COUNTY))
    assert (found.status, outputs(found), found.questions, found.readings) == (Status.DETERMINED, expected, (), ())


Case = tuple[dict[str, str], tuple[str | None, ...]]
OPEN_CASES: dict[str, tuple[Purchase, tuple[Level, ...], tuple[Any, ...], list[str], list[Case]]] = {
    "货物450万，目录内外不知：公开招标已知，问组织形式": (
        purchase(GOODS, "450万元"),
        COUNTY,
        (Status.PARTLY, None, *TENDERED),
        ["listed"],
        [({"listed": "listed"}, ("centralized", *TENDERED)), ({"listed": "not_listed"}, ("decentralized", *TENDERED))],
    ),
    "工程恰为400万：问是否新建、是否必须招标": (
        purchase(WORKS, "400万元", NO),
        COUNTY,
        (Status.PARTLY, "decentralized", None, None, None, ""),
        ["new_building", "mandatory_project"],
        [
            ({"new_building": "no"}, ("decentralized", *ANY_WORKS)),
            ({"new_building": "yes", "mandatory_project": "no"}, ("decentralized", *ANY_WORKS)),
            ({"new_building": "yes", "mandatory_project": "yes"}, ("decentralized", *BY_TENDERING_LAW)),
        ],
    ),
    "电梯恰为200万：问是否构成工程": (
        purchase(GOODS, "200万元", YES, hinted=frozenset({"works_related"})),
        COUNTY,
        (Status.PARTLY, "centralized", None, None, None, ""),
        ["works_related", "new_building", "mandatory_project"],
        [
            ({"works_related": "no"}, ("centralized", *ANY_GOODS)),
            ({"works_related": "yes", "new_building": "no"}, ("centralized", *ANY_GOODS)),
            ({"works_related": "yes", "new_building": "yes", "mandatory_project": "no"}, ("centralized", *ANY_GOODS)),
            (
                {"works_related": "yes", "new_building": "yes", "mandatory_project": "yes"},
                ("centralized", *BY_TENDERING_LAW),
            ),
        ],
    ),
    "单项在限额以下，批量达到": (
        purchase(GOODS, "20万元", NO, batch="60万元"),
        COUNTY,
        (Status.UNDETERMINED, None, None, None, None, ""),
        ["batch"],
        [({"batch": "no"}, OUTSIDE), ({"batch": "yes"}, ("decentralized", *ANY_GOODS))],
    ),
    "服务40万，级次不知": (
        purchase(SERVICES, "40万元", NO),
        tuple(Level),
        (Status.UNDETERMINED, None, None, None, None, ""),
        ["level"],
        [
            ({"level": "province"}, OUTSIDE),
            ({"level": "prefecture"}, OUTSIDE),
            ({"level": "county"}, ("decentralized", *ANY_SERVICES)),
        ],
    ),
    "金额不知，至多恰为限额：没有分情形": (
        purchase(SERVICES, "0元-30万元", NO),
        COUNTY,
        (Status.UNDETERMINED, None, None, None, None, ""),
        ["amount"],
        [],
    ),
    "提到进口：公开招标的批准已知，只问进口": (
        purchase(GOODS, "450万元", YES, hinted=frozenset({"imported"})),
        COUNTY,
        (Status.PARTLY, "centralized", *TENDERED),
        ["imported"],
        [
            ({"imported": "no"}, ("centralized", *TENDERED)),
            (
                {"imported": "yes"},
                ("centralized", "公开招标", "open_tender", "procurement_law", f"{AGENCY_APPROVAL} {IMPORT}"),
            ),
        ],
    ),
    "提到抢险：只问是不是，还不问专门规定": (
        purchase(GOODS, "20万元", NO, hinted=frozenset({"emergency_or_secret"})),
        COUNTY,
        (Status.PARTLY, "outside_law", None, None, None, ""),
        ["emergency_or_secret"],
        [
            ({"emergency_or_secret": "no"}, OUTSIDE),
            ({"emergency_or_secret": "yes"}, ("outside_law", None, None, None, "")),
        ],
    ),
    "说明了抢险：问专门规定": (
        purchase(GOODS, "500万元", YES, stated={"emergency_or_secret": "yes"}),
        COUNTY,
        (Status.PARTLY, "outside_law", None, None, None, ""),
        ["special_rules"],
        [],
    ),
    "世行贷款：全都要问": (
        purchase(GOODS, "80万元", NO, stated={"international_loan": "yes"}),
        (Level.PROVINCE,),
        (Status.UNDETERMINED, None, None, None, None, ""),
        ["special_rules"],
        [],
    ),
    "大学的货物：问是否科研仪器": (
        purchase(GOODS, "40万元", YES, hinted=frozenset({"research_instrument"})),
        COUNTY,
        (Status.PARTLY, None, None, None, "procurement_law", ""),
        ["research_instrument"],
        [
            ({"research_instrument": "no"}, ("centralized", f"{TENDERS} 询价 框架协议", *ANY_GOODS[1:])),
            ({"research_instrument": "yes"}, ("decentralized", *ANY_GOODS)),
        ],
    ),
}


@pytest.mark.parametrize(("one", "levels", "expected", "asked", "readings"), OPEN_CASES.values(), ids=OPEN_CASES)
def test_what_is_open_is_asked_and_each_case_told(
    one: Purchase, levels: tuple[Level, ...], expected: tuple[Any, ...], asked: list[str], readings: list[Case]
) -> None:
    found = determine(one, context(*levels))
    assert (found.status, *outputs(found)) == expected
    assert [question.fact for question in found.questions] == asked
    assert [(dict(reading.given), outputs(reading)) for reading in found.readings] == readings


MANDATORY = "是否属于依法必须招标的工程建设项目（预算资金200万元以上并占投资额10%以上等）？请补充项目总投资和资金来源"


@pytest.mark.parametrize(
    ("one", "questions"),
    [
        pytest.param(
            purchase(GOODS, "20万元", listing_question="是否为标准办公家具？"), ["是否为标准办公家具？"], id="目录备注"
        ),
        pytest.param(purchase(GOODS, "20万元"), ["属于集中采购目录内，还是目录外？"], id="品目不知"),
        pytest.param(
            purchase(GOODS, "80万元", NO, stated={"departmental": "yes"}),
            ["本部门集中采购项目的范围、限额标准和方式是什么？请提供备案文件"],
            id="部门集中",
        ),
        pytest.param(
            purchase(WORKS, "400万元", NO, stated={"new_building": "yes"}),
            [MANDATORY],
            id="说明了新建",
        ),
        pytest.param(purchase(WORKS, "400万元", NO, stated={"new_building": "no"}), [], id="说明了不是新建"),
    ],
)
def test_question_texts(one: Purchase, questions: list[str]) -> None:
    assert [question.text for question in determine(one, context(*COUNTY)).questions] == questions


LIMITS = {
    "县级目录外差一分": (purchase(GOODS, "299,999.99元", NO), COUNTY, ("procurement_threshold", "300000.00", "0.01")),
    "县级目录外恰为限额": (
        purchase(GOODS, "30万元", NO),
        COUNTY,
        ("open_tender_threshold", "4000000.00", "3700000.00"),
    ),
    "县级目录内": (purchase(GOODS, "30万元", YES), COUNTY, ("framework_threshold", "500000.00", "200000.00")),
    "省级目录内外不知，两道限额同额": (
        purchase(GOODS, "45万元"),
        (Level.PROVINCE,),
        ("procurement_threshold", "500000.00", "50000.00"),
    ),
    "工程": (purchase(WORKS, "59万元", NO), COUNTY, ("procurement_threshold", "600000.00", "10000.00")),
    "工程，是否新建不知": (purchase(WORKS, "60万元", NO), COUNTY, ("tender_scale", "4000000.00", "3400000.00")),
    "工程，不是新建": (purchase(WORKS, "60万元", NO, stated={"new_building": "no"}), COUNTY, None),
    "监理": (
        purchase(SERVICES, "40万元", NO, stated={"works_related": "yes"}),
        COUNTY,
        ("tender_scale", "1000000.00", "600000.00"),
    ),
    "恰为400万": (purchase(GOODS, "400万元", NO), COUNTY, None),
    "金额不知": (purchase(GOODS, "0元-30万元", NO), COUNTY, None),
}


@pytest.mark.parametrize(("one", "levels", "expected"), LIMITS.values(), ids=LIMITS)
def test_next_limit(one: Purchase, levels: tuple[Level, ...], expected: tuple[str, str, str] | None) -> None:
    limit = determine(one, context(*levels)).next_limit
    assert (limit and (limit.name, yuan(limit.amount), yuan(limit.distance))) == expected


SIDES: dict[str, Comparison] = {"outside_law": "at_most", "decentralized": "above"}


def by(limit: str, *silent: str) -> Context:
    """Return a county's context whose only rule makes a purchase decentralized where it exceeds a limit."""
    rule = table(
        {"amount": None, limit: None},
        {name: [Condition("amount", (), comparison, limit)] for name, comparison in SIDES.items()},
        then={name: {"organization": name} for name in SIDES if name not in silent},
    )
    return replace(context(*COUNTY), rulebook=Rulebook((rule,)), judge=Judge.default(), _verdicts={}, _merged={})


def test_a_limit_that_must_be_exceeded_begins_one_fen_later() -> None:
    found = determine(purchase(GOODS, "30万元", NO), by("procurement_threshold"))
    limit = found.next_limit
    assert found.organization == "outside_law"
    assert limit
    assert (limit.name, yuan(limit.amount), limit.distance) == ("procurement_threshold", "300000.01", 1)
    assert [clause.clause for clause in found.basis] == ["四"]


@pytest.mark.parametrize("silent", SIDES)
def test_a_limit_is_named_where_a_rule_speaks_on_one_side_of_it_only(silent: str) -> None:
    limit = determine(purchase(GOODS, "30万元", NO), by("procurement_threshold", silent)).next_limit
    assert limit
    assert (limit.name, yuan(limit.amount)) == ("procurement_threshold", "300000.01")


def test_a_limit_that_does_not_exist_is_never_exceeded_nor_cited() -> None:
    found = determine(purchase(WORKS, "9亿元", NO), by("open_tender_threshold"))
    assert (found.organization, found.next_limit, found.basis) == ("outside_law", None, ())


NOT_CHECKED = "晋财购〔2023〕50号 最后核对于 2026-01-29，此后未核对是否有新版"
SECONDARY = "依据为二手来源：16号令"
LAST_CHECKED = date(2026, 1, 29)
BY_TENDER = "采用公开招标、邀请招标方式的，适用招标投标法及其实施条例（政府采购法 4，实施条例 7）"
WARNINGS = {
    "最后核对当日": (purchase(GOODS, "20万元", NO), LAST_CHECKED, ()),
    "最后核对次日": (purchase(GOODS, "20万元", NO), date(2026, 1, 30), (NOT_CHECKED,)),
    "工程差一分到60万，用不着16号令": (purchase(WORKS, "599,999.99元", NO), DAY, ()),
    "工程恰为60万，凭16号令才不必招标": (purchase(WORKS, "60万元", NO), DAY, (BY_TENDER, SECONDARY)),
    "不知是否凭16号令": (purchase(WORKS, "400万元", NO), DAY, ()),
    "单项与批量不同": (
        purchase(GOODS, "20万元", NO, batch="60万元"),
        DAY,
        ("单项 20.00万元与同类合计 60.00万元的判定不同（风险提示）：限额按单项或者批量金额计算",),
    ),
    "限额以下的进口货物": (
        purchase(GOODS, "20万元", NO, stated={"imported": "yes"}),
        DAY,
        ("限额以下不适用政府采购法律法规（四），采购进口产品是否报批按主管预算部门或者本单位的制度核实",),
    ),
    "达到限额的进口货物": (purchase(GOODS, "30万元", NO, stated={"imported": "yes"}), DAY, ()),
}


@pytest.mark.parametrize(("one", "day", "expected"), WARNINGS.values(), ids=WARNINGS)
def test_warnings(one: Purchase, day: date, expected: tuple[str, ...]) -> None:
    assert determine(one, context(*COUNTY, day=day)).warnings == expected


GENERAL = ["departmental", "emergency_or_secret", "international_loan"]
ON_GOODS = ["research_instrument", "hospital_equipment", "imported"]
ASSUMPTIONS = {
    "目录外服务": (purchase(SERVICES, "20万元", NO), ["works_related", *GENERAL]),
    "目录内服务": (purchase(SERVICES, "20万元", YES), ["works_related", *GENERAL, "own_requirement"]),
    "目录外货物": (purchase(GOODS, "20万元", NO), ["works_related", *GENERAL, *ON_GOODS]),
    "工程": (purchase(WORKS, "20万元"), GENERAL),
    "说明了的和提到的不是假定": (
        purchase(GOODS, "20万元", NO, stated={"imported": "no"}, hinted=frozenset({"hospital_equipment"})),
        ["works_related", *GENERAL, "research_instrument"],
    ),
}


@pytest.mark.parametrize(("one", "expected"), ASSUMPTIONS.values(), ids=ASSUMPTIONS)
def test_assumptions(one: Purchase, expected: list[str]) -> None:
    assert determine(one, context(*COUNTY)).assumptions == dict.fromkeys(expected, "no")


NOTICE, LAW, REGULATION = "晋财购〔2023〕50号", "政府采购法", "政府采购法实施条例"
BASIS = {
    "限额以下：分散采购、限额以下、货物服务限额三处": (
        purchase(SERVICES, "20万元", NO),
        [(NOTICE, "四", "除集中采"), (NOTICE, "四", "集中采购"), (NOTICE, "四", "省级以及")],
    ),
    "工程限额以下：不引实施条例和16号令": (
        purchase(WORKS, "20万元", NO),
        [(NOTICE, "四", "省级、市"), (LAW, "2第六款", "本法所称"), (NOTICE, "四", "集中采购")],
    ),
    "目录内外不知：只引公开招标": (
        purchase(GOODS, "450万元"),
        [
            (NOTICE, "五", "采购单位"),
            (NOTICE, "五", "达到公开"),
            (LAW, "27", "因特殊情"),
            ("政府采购法实施条例", "23", "采购人采"),
            ("74号令", "4", "达到公开"),
            ("财库〔2014〕214号", "4", "达到公开"),
        ],
    ),
    "是否必须招标不知：只引工程、分散采购和工程限额": (
        purchase(WORKS, "400万元", NO),
        [(NOTICE, "四", "省级、市"), (LAW, "2第六款", "本法所称"), (NOTICE, "四", "除集中采")],
    ),
    "抢险": (
        purchase(GOODS, "20万元", NO, stated={"emergency_or_secret": "yes"}),
        [(NOTICE, "六（六）", "涉及因严"), (LAW, "85", "对因严重")],
    ),
}


@pytest.mark.parametrize(("one", "expected"), BASIS.values(), ids=BASIS)
def test_basis(one: Purchase, expected: list[tuple[str, str, str]]) -> None:
    found = determine(one, context(*COUNTY)).basis
    assert [(clause.title, clause.clause, clause.quote[:4]) for clause in found] == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        pytest.param("29万元-299,999.99元", False, id="差一分"),
        pytest.param("29万元-30万元", True, id="恰为限额"),
        pytest.param("30万元-50万元", False, id="别的级次的限额"),
        pytest.param("31万元-399万元", False, id="两道限额之间"),
    ],
)
def test_whether_the_amount_decides(amount: str, expected: bool) -> None:
    assert is_decided_by_amount(purchase(GOODS, amount, NO), context(*COUNTY)) is expected


def test_not_judged_says_why() -> None:
    assert not_judged("没有目录") == Determination(Status.NOT_JUDGED, warnings=("没有目录",))
