"""The oracle: every edge of the notice as a table, its list beside the notice, and that it agrees with itself."""

import ast
import csv
import os
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest

from tests.oracle import AMOUNTS, LISTED, UNKNOWN, Choices, Facts, Verdict, judge, listed, possible

SHARED = Path(__file__).parents[2] / "shared"
NOTICE = SHARED / "documents" / "tunliu-2026-budget.txt"
ITEMS = SHARED / "reference" / "items-2022.csv"

# What a table below says of one amount: organisation, methods, law, approval. One word each, spelled out here.
FIVE = {"open_tender", "invited_tender", "competitive_negotiation", "competitive_consultation", "single_source"}
OUTCOMES: dict[str, tuple[str, set[str], str, set[str]]] = {
    "不适用": ("outside_law", {"internal_rules"}, "internal_rules", set()),
    "集中、六种、框架": (
        "centralized",
        FIVE | {"request_for_quotations", "framework_agreement"},
        "procurement_law",
        set(),
    ),
    "集中、六种": ("centralized", FIVE | {"request_for_quotations"}, "procurement_law", set()),
    "集中、五种、框架": ("centralized", FIVE | {"framework_agreement"}, "procurement_law", set()),
    "集中、五种": ("centralized", FIVE, "procurement_law", set()),
    "集中、公开招标": ("centralized", {"open_tender"}, "procurement_law", {"open_tender_avoidance"}),
    "集中、依招标投标法": ("centralized", {"open_tender"}, "tendering_law", {"tendering_exemption"}),
    "分散、六种": ("decentralized", FIVE | {"request_for_quotations"}, "procurement_law", set()),
    "分散、五种、框架": ("decentralized", FIVE | {"framework_agreement"}, "procurement_law", set()),
    "分散、五种": ("decentralized", FIVE, "procurement_law", set()),
    "分散、公开招标": ("decentralized", {"open_tender"}, "procurement_law", {"open_tender_avoidance"}),
    "分散、依招标投标法": ("decentralized", {"open_tender"}, "tendering_law", {"tendering_exemption"}),
}

LEVELS = {"省": "province", "市": "prefecture", "县": "county"}
KINDS: dict[str, dict[str, Any]] = {
    "目录内货物": {"category": "goods", "listed": True},
    "目录外货物": {"category": "goods", "listed": False},
    "目录内服务": {"category": "services", "listed": True},
    "目录外服务": {"category": "services", "listed": False},
    "工程": {"category": "works", "listed": False},
    "误称目录内的工程": {"category": "works", "listed": True},
}
MANDATORY: dict[str, Any] = {"new_building": True, "mandatory_project": True}
SITUATIONS: dict[str, dict[str, Any]] = {
    "": {},
    "必招项目": MANDATORY,
    "新建而非必招项目": {"new_building": True},
    "必招项目中无关新建": {"mandatory_project": True},
    "与工程有关": {"works_related": True},
    "与必招工程有关": {"works_related": True, **MANDATORY},
    "与新建而非必招工程有关": {"works_related": True, "new_building": True},
    "科研仪器": {"research_instrument": True},
    "公立医院设备": {"hospital_equipment": True},
    "特殊要求经省批准": {"own_requirement": True},
}

# levels · what · situation · 万元 · below that amount · from that amount on. Equal words: that amount is no limit here.
EDGES = (
    # 通知 二: the framework agreement ends below 50万元, at every level; 四's 30万元 and 50万元 do not touch the list.
    ("省市县", "目录内货物", "", 30, "集中、六种、框架", "集中、六种、框架"),
    ("省市县", "目录内货物", "", 50, "集中、六种、框架", "集中、六种"),
    ("省市县", "目录内服务", "", 30, "集中、五种、框架", "集中、五种、框架"),
    ("省市县", "目录内服务", "", 50, "集中、五种、框架", "集中、五种"),
    # 通知 四: 省级以及设县(区)的市级 50万元, 县级 30万元.
    ("省市", "目录外货物", "", 30, "不适用", "不适用"),
    ("省市", "目录外货物", "", 50, "不适用", "分散、六种"),
    ("县", "目录外货物", "", 30, "不适用", "分散、六种"),
    ("县", "目录外货物", "", 50, "分散、六种", "分散、六种"),
    ("省市", "目录外服务", "", 30, "不适用", "不适用"),
    ("省市", "目录外服务", "", 50, "不适用", "分散、五种、框架"),
    ("县", "目录外服务", "", 30, "不适用", "分散、五种、框架"),
    ("县", "目录外服务", "", 50, "分散、五种、框架", "分散、五种、框架"),
    # 通知 四: works 60万元, at every level, whatever was said of the list.
    ("省市县", "工程", "", 30, "不适用", "不适用"),
    ("省市县", "工程", "", 50, "不适用", "不适用"),
    ("省市县", "工程", "", 60, "不适用", "分散、五种"),
    ("省市县", "误称目录内的工程", "", 60, "不适用", "分散、五种"),
    ("省市县", "工程", "必招项目", 60, "不适用", "分散、五种"),
    # 通知 五: goods and services 400万元.
    ("省市县", "目录内货物", "", 400, "集中、六种", "集中、公开招标"),
    ("省市县", "目录外货物", "", 400, "分散、六种", "分散、公开招标"),
    ("省市县", "目录内服务", "", 400, "集中、五种", "集中、公开招标"),
    ("省市县", "目录外服务", "", 400, "分散、五种、框架", "分散、公开招标"),
    # 通知 五 末段, 16号令 5(一): works 400万元, only 新建、改建、扩建 in a mandatory-tender project.
    ("省市县", "工程", "", 400, "分散、五种", "分散、五种"),
    ("省市县", "工程", "新建而非必招项目", 400, "分散、五种", "分散、五种"),
    ("省市县", "工程", "必招项目中无关新建", 400, "分散、五种", "分散、五种"),
    ("省市县", "工程", "必招项目", 400, "分散、五种", "分散、依招标投标法"),
    ("省市县", "误称目录内的工程", "必招项目", 400, "分散、五种", "分散、依招标投标法"),
    # 通知 五 末段: the 400万元 of goods and services does not apply to what belongs to works; 四 and 二 do.
    ("省市", "目录外货物", "与工程有关", 50, "不适用", "分散、六种"),
    ("县", "目录外货物", "与工程有关", 30, "不适用", "分散、六种"),
    ("省市", "目录外服务", "与工程有关", 50, "不适用", "分散、五种、框架"),
    ("县", "目录外服务", "与工程有关", 30, "不适用", "分散、五种、框架"),
    ("省市县", "目录内货物", "与工程有关", 50, "集中、六种、框架", "集中、六种"),
    ("省市县", "目录内服务", "与工程有关", 50, "集中、五种、框架", "集中、五种"),
    ("省市县", "目录外货物", "与工程有关", 400, "分散、六种", "分散、六种"),
    ("省市县", "目录外服务", "与工程有关", 400, "分散、五种、框架", "分散、五种、框架"),
    ("省市县", "目录内货物", "与工程有关", 400, "集中、六种", "集中、六种"),
    ("省市县", "目录内服务", "与工程有关", 400, "集中、五种", "集中、五种"),
    ("省市县", "目录外货物", "与新建而非必招工程有关", 200, "分散、六种", "分散、六种"),
    ("省市县", "目录外服务", "与新建而非必招工程有关", 100, "分散、五种、框架", "分散、五种、框架"),
    # 16号令 5(二)(三): goods 200万元, services 100万元 in a mandatory-tender project.
    ("省市", "目录外货物", "与必招工程有关", 50, "不适用", "分散、六种"),
    ("县", "目录外货物", "与必招工程有关", 30, "不适用", "分散、六种"),
    ("省市县", "目录外货物", "与必招工程有关", 100, "分散、六种", "分散、六种"),
    ("省市县", "目录外货物", "与必招工程有关", 200, "分散、六种", "分散、依招标投标法"),
    ("省市县", "目录内货物", "与必招工程有关", 200, "集中、六种", "集中、依招标投标法"),
    ("省市县", "目录外服务", "与必招工程有关", 100, "分散、五种、框架", "分散、依招标投标法"),
    ("省市县", "目录内服务", "与必招工程有关", 100, "集中、五种", "集中、依招标投标法"),
    ("省市县", "目录外服务", "与必招工程有关", 400, "分散、依招标投标法", "分散、依招标投标法"),
    # 通知 一 注 2: scientific instruments are outside the list; for services the fact means nothing.
    ("省市", "目录内货物", "科研仪器", 50, "不适用", "分散、六种"),
    ("县", "目录内货物", "科研仪器", 30, "不适用", "分散、六种"),
    ("省市县", "目录内货物", "科研仪器", 400, "分散、六种", "分散、公开招标"),
    ("省市县", "目录内服务", "科研仪器", 50, "集中、五种、框架", "集中、五种"),
    # 通知 一 注 3: equipment of public hospitals goes to the agency at any amount; for services it means nothing.
    ("省市县", "目录外货物", "公立医院设备", 30, "集中、六种", "集中、六种"),
    ("省市县", "目录外货物", "公立医院设备", 50, "集中、六种", "集中、六种"),
    ("省市县", "目录外货物", "公立医院设备", 400, "集中、六种", "集中、公开招标"),
    ("县", "目录外服务", "公立医院设备", 30, "不适用", "分散、五种、框架"),
    # 法 18 末款 is for listed items; outside the list and for works it means nothing.
    ("县", "目录外货物", "特殊要求经省批准", 30, "不适用", "分散、六种"),
    ("省市县", "误称目录内的工程", "特殊要求经省批准", 60, "不适用", "分散、五种"),
)


def _cases() -> Iterator[Any]:
    for levels, kind, situation, wan, below, reached in EDGES:
        for level in levels:
            case = f"{level}级{situation}{kind}{wan}万元"
            facts = Facts(level=LEVELS[level], amount=wan * 1_000_000, **KINDS[kind], **SITUATIONS[situation])
            yield pytest.param(replace(facts, amount=facts.amount - 1), below, id=f"{case}差一分")
            yield pytest.param(facts, reached, id=f"{case}恰为限额")
            yield pytest.param(replace(facts, amount=facts.amount + 1), reached, id=f"{case}多一分")


@pytest.mark.parametrize(("facts", "outcome"), tuple(_cases()))
def test_edges_of_the_notice(facts: Facts, outcome: str) -> None:
    organization, methods, governed_by, approvals = OUTCOMES[outcome]
    required = "open_tender" if methods == {"open_tender"} else None
    assert judge(facts) == Verdict(organization, frozenset(methods), required, governed_by, frozenset(approvals))


GOODS = Facts("goods", "county", listed=True, amount=10_0000_00)
ASKED: tuple[Any, ...] = (None, None, set())


@pytest.mark.parametrize(
    ("facts", "organization", "methods", "governed_by", "approvals"),
    [
        pytest.param(replace(GOODS, emergency_or_secret=True), "outside_law", *ASKED, id="紧急或涉密"),
        pytest.param(replace(GOODS, international_loan=True), None, *ASKED, id="国际贷款"),
        pytest.param(replace(GOODS, departmental=True), "departmental", None, "procurement_law", set(), id="部门集中"),
        pytest.param(
            replace(GOODS, own_requirement=True),
            "decentralized",
            FIVE | {"request_for_quotations"},
            "procurement_law",
            {"province_own_requirement"},
            id="本单位特殊要求，限额以下",
        ),
        pytest.param(
            replace(GOODS, own_requirement=True, category="services", amount=399_9999_99),
            "decentralized",
            FIVE,
            "procurement_law",
            {"province_own_requirement"},
            id="本单位特殊要求，400万差一分",
        ),
        pytest.param(
            replace(GOODS, own_requirement=True, amount=400_0000_00),
            "decentralized",
            {"open_tender"},
            "procurement_law",
            {"province_own_requirement", "open_tender_avoidance"},
            id="本单位特殊要求，恰为400万",
        ),
    ],
)
def test_exceptional_facts(
    facts: Facts, organization: str | None, methods: set[str] | None, governed_by: str | None, approvals: set[str]
) -> None:
    required = "open_tender" if methods == {"open_tender"} else None
    expected = None if methods is None else frozenset(methods)
    assert judge(facts) == Verdict(organization, expected, required, governed_by, frozenset(approvals))


# Of two exceptional facts, the earlier one decides; what belongs to works is the Tendering Law's in any case.
PRECEDENCE = (
    "emergency_or_secret",
    "international_loan",
    "departmental",
    "hospital_equipment",
    "research_instrument",
    "own_requirement",
)


@pytest.mark.parametrize(("first", "second"), [(a, b) for i, a in enumerate(PRECEDENCE) for b in PRECEDENCE[i + 1 :]])
@pytest.mark.parametrize("amount", AMOUNTS)
def test_the_earlier_exceptional_fact_decides(first: str, second: str, amount: int) -> None:
    one: dict[str, Any] = {first: True, "amount": amount, **MANDATORY}
    both: dict[str, Any] = {second: True, **one}
    assert judge(replace(GOODS, **both)) == judge(replace(GOODS, **one))


@pytest.mark.parametrize("exceptional", ["hospital_equipment", "research_instrument", "own_requirement"])
def test_who_buys_does_not_lift_the_duty_to_tender(exceptional: str) -> None:
    stated: dict[str, Any] = {"works_related": True, exceptional: True, **MANDATORY}
    facts = replace(GOODS, amount=200_0000_00, **stated)
    below = replace(facts, amount=200_0000_00 - 1)
    assert judge(facts).governed_by == "tendering_law"
    assert judge(below).governed_by == "procurement_law"
    assert judge(replace(facts, amount=400_0000_00, mandatory_project=False)).required_method is None


@pytest.mark.parametrize(
    ("change", "approved"),
    [
        pytest.param({}, True, id="货物"),
        pytest.param({"listed": False, "amount": 30_0000_00 - 1}, False, id="限额以下的货物"),
        pytest.param({"listed": False, "amount": 30_0000_00}, True, id="达到限额的货物"),
        pytest.param({"research_instrument": True, "amount": 90_0000_00}, False, id="科研仪器设备另有规定，须查询"),
        pytest.param({"works_related": True}, True, id="与工程有关的货物"),
        pytest.param({"departmental": True}, True, id="部门集中的货物"),
        pytest.param({"category": "services"}, False, id="服务"),
        pytest.param({"category": "works"}, False, id="工程"),
        pytest.param({"emergency_or_secret": True}, False, id="紧急或涉密"),
        pytest.param({"international_loan": True}, False, id="国际贷款"),
    ],
)
def test_imported_goods_need_the_approval_of_the_province_and_nothing_else_changes(
    change: dict[str, Any], approved: bool
) -> None:
    home = judge(replace(GOODS, **change))
    added = {"province_import"} if approved else set()
    assert judge(replace(GOODS, imported=True, **change)) == replace(home, approvals=home.approvals | added)


# The list of the notice (通知 一).


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        pytest.param("A02010105", "yes", id="台式计算机"),
        pytest.param("A02030500", "yes", id="乘用车"),
        pytest.param("A02030599", "yes", id="乘用车之下"),
        pytest.param("C16040000", "yes", id="云计算服务"),
        pytest.param("C23120302", "yes", id="车辆加油"),
        pytest.param("C23090101", "yes", id="单证印刷"),
        pytest.param("C23090102", "yes", id="票据印刷"),
        pytest.param("C23090100", "undetermined", id="印刷服务，限定用途"),
        pytest.param("C23090199", "undetermined", id="其他印刷服务，限定用途"),
        pytest.param("A05010000", "undetermined", id="家具，限标准办公家具"),
        pytest.param("A05010201", "undetermined", id="家具之下"),
        pytest.param("A02020000", "undetermined", id="办公设备，目录品目之上"),
        pytest.param("C23120000", "undetermined", id="目录品目之上"),
        pytest.param("C23120300", "undetermined", id="与目录同名的上级"),
        pytest.param("A", "undetermined", id="货物"),
        pytest.param("C", "undetermined", id="服务"),
        pytest.param("B", "no", id="工程"),
        pytest.param("C23120303", "no", id="车辆充换电"),
        pytest.param("C05040300", "no", id="保安"),
        pytest.param("A02010103", "no", id="同级未列"),
        pytest.param("A01000000", "no", id="无目录品目的大类"),
    ],
)
def test_listed(code: str, answer: str) -> None:
    assert listed(code) == answer


@pytest.mark.skipif(not NOTICE.exists() and "CI" not in os.environ, reason="the notice is not part of the repository")
def test_the_list_is_the_notice_line_by_line() -> None:
    text = NOTICE.read_text(encoding="utf-8")
    part = text[text.index("一、政府集中采购目录") : text.index("二、政府集中采购目录内采购规则")]
    assert list(LISTED.items()) == re.findall(r"^([A-C]\d{8})\t([^\t\n]+)", part, re.MULTILINE)
    assert len(LISTED) == 30


@pytest.mark.skipif(
    not ITEMS.exists() and "CI" not in os.environ, reason="the item list with its sources is not part of the repository"
)
def test_every_item_of_2022_is_answered_as_its_parents_say() -> None:
    with ITEMS.open(encoding="utf-8", newline="") as file:
        parents = {row["code"]: row["parent"] for row in csv.DictReader(file)}
    chains = {code: _chain(code, parents) for code in parents}
    above = {code for entry in LISTED for code in chains[entry][1:]}
    for code, chain in chains.items():
        remark = "A05010000" in chain or code in {"C23090100", "C23090199"}
        below = "yes" if set(chain) & set(LISTED) else "no"
        assert listed(code) == ("undetermined" if remark or code in above else below), code


def _chain(code: str, parents: dict[str, str]) -> list[str]:
    return [code, *_chain(parents[code], parents)] if code else []


# The oracle agrees with itself, on all facts.

YES_NO = [field.name for field in fields(Facts) if field.type is bool]
RANK = {"outside_law": 0, "decentralized": 1, "centralized": 2}


def _everyone() -> Iterator[list[tuple[Facts, Verdict]]]:
    """Yield every combination of facts, each judged at rising amounts."""
    amounts = [0, *sorted({amount + cent for amount in AMOUNTS for cent in (-1, 0)})]
    for category, level in product(("goods", "works", "services"), ("province", "prefecture", "county")):
        for answers in product((False, True), repeat=len(YES_NO)):
            facts = [Facts(category, level, amount=a, **dict(zip(YES_NO, answers, strict=True))) for a in amounts]
            yield [(fact, judge(fact)) for fact in facts]


def test_more_money_never_loosens() -> None:
    for rising in _everyone():
        for (_, less), (facts, more) in pairwise(rising):
            if less.organization in RANK and more.organization in RANK:
                assert RANK[more.organization] >= RANK[less.organization], facts
            assert more.required_method or not less.required_method, facts
            assert more.approvals >= less.approvals, facts
            if less.organization == more.organization and more.methods and less.methods:
                assert more.methods <= less.methods, facts


def test_outputs_fit_each_other() -> None:
    for facts, verdict in (pair for rising in _everyone() for pair in rising):
        methods, asked = verdict.methods or frozenset(), verdict.methods is None
        assert (verdict.required_method == "open_tender") == (methods == {"open_tender"}), facts
        assert (verdict.governed_by == "internal_rules") == (methods == {"internal_rules"}), facts
        assert ("open_tender_avoidance" in verdict.approvals) == (
            verdict.required_method is not None and verdict.governed_by == "procurement_law"
        ), facts
        assert ("tendering_exemption" in verdict.approvals) == (verdict.governed_by == "tendering_law"), facts
        assert asked == (facts.emergency_or_secret or facts.international_loan or facts.departmental), facts
        assert "request_for_quotations" not in methods or facts.category == "goods", facts
        assert "framework_agreement" not in methods or facts.category != "works", facts


# Unknown facts.


def test_what_all_completions_agree_on_is_known() -> None:
    answer = possible({"category": {"goods"}, "level": {"county"}, "listed": {True, False}, "amount": {450_0000_00}})
    assert answer == {
        "organization": UNKNOWN,
        "methods": frozenset({"open_tender"}),
        "required_method": "open_tender",
        "governed_by": "procurement_law",
        "approvals": frozenset({"open_tender_avoidance"}),
    }


@pytest.mark.parametrize(
    ("interval", "organization"),
    [
        pytest.param((0, 29_9999_99), "outside_law", id="全在限额以下"),
        pytest.param((0, 30_0000_00), UNKNOWN, id="上端恰为限额"),
        pytest.param((30_0000_00, 500_0000_00), "decentralized", id="全在限额以上"),
        pytest.param((30_0000_00, 30_0000_00), "decentralized", id="一个金额"),
    ],
)
def test_an_interval_of_amounts(interval: tuple[int, int], organization: object) -> None:
    facts: dict[str, Choices] = {"category": {"services"}, "level": {"county"}, "listed": {False}, "amount": interval}
    assert possible(facts)["organization"] == organization


def test_a_row_inside_an_interval_is_not_overlooked() -> None:
    facts: dict[str, Choices] = {"category": {"works"}, "level": {"county"}, "listed": {False}, "new_building": {True}}
    assert possible({**facts, "mandatory_project": {True}, "amount": (60_0000_00, 10**12)})["methods"] is UNKNOWN
    assert possible({**facts, "mandatory_project": {False}, "amount": (60_0000_00, 10**12)})["methods"] == frozenset(
        FIVE
    )


def test_an_agreed_none_is_no_unknown() -> None:
    facts: dict[str, Choices] = {
        "category": {"goods"},
        "level": {"county"},
        "listed": {True},
        "amount": {1},
        "international_loan": {True},
    }
    assert possible(facts)["organization"] is None


def test_possible_refuses_facts_that_cannot_be() -> None:
    facts: dict[str, Choices] = {"category": {"goods"}, "level": {"county"}, "listed": {True}, "amount": {1}}
    with pytest.raises(ValueError, match="no possible value"):
        possible({**facts, "imported": set()})
    with pytest.raises(TypeError, match="import_"):
        possible({**facts, "import_": {True}})


def test_the_oracle_is_independent() -> None:
    tree = ast.parse(Path(__file__).with_name("oracle.py").read_text(encoding="utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert modules == {"collections.abc", "dataclasses", "enum", "itertools", "typing"}
    assert not any(isinstance(node, ast.Import) for node in ast.walk(tree))
    assert not any(isinstance(node, ast.Name) and node.id in {"open", "__import__"} for node in ast.walk(tree))
