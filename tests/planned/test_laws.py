"""Laws that every check of a plan obeys, and each line's determination beside the law read by hand."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import product
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procure.check import Report
from procure.money import Unit
from procure.terms import Answer, Category
from tests.oracle import UNKNOWN, listed, possible
from tests.planned.making import Cells, checked

ITEMS = {
    "台式计算机": ("A02010105", "货物"),
    "服务器": ("A02010104", "货物"),
    "消防设备": ("A02370100", "货物"),
    "信息化设备": ("A02010000", "货物"),
    "物业管理服务": ("C21040000", "服务"),
    "测绘服务": ("C19040000", "服务"),
    "办公用房施工": ("B01010000", "工程"),
}
AMOUNTS = ("0.01", "10", "20", "29.999999", "30", "49.999999", "50", "59.999999", "60", "100", "150", "199.999999")
MORE = ("200", "200.000001", "210", "399.999999", "400", "400.000001", "450")
GROUPS = frozenset({"GRP100", "SPL100", "SPL200"})


def line(name: str, stated: tuple[bool, bool], amount: str, **cells: str) -> dict[str, str]:
    """Return a line of an item, whose code or category is stated or blank."""
    code, category = ITEMS[name]
    has_code, has_category = stated
    first = {"name": name, "code": code if has_code else "", "category": category if has_category else ""}
    return {**first, "amount": amount, **cells}


lines = st.builds(
    line,
    st.sampled_from(sorted(ITEMS)),
    st.tuples(st.booleans(), st.booleans()),
    st.sampled_from(AMOUNTS + MORE),
    unit=st.sampled_from(("甲局", "乙局")),
    budget_project=st.sampled_from(("", "设备更新", "运维")),
    organization=st.sampled_from(("", "集中采购", "分散采购", "自行采购")),
    method=st.sampled_from(("", "公开招标", "竞争性谈判", "询价", "框架协议", "自行采购")),
    case=st.sampled_from(("", "情形")),
    approval=st.sampled_from(("", "长财购〔2026〕1号")),
    sme=st.sampled_from(("", "是", "预留部分", "否")),
    sme_share=st.sampled_from(("", "30%", "20%")),
    small_share=st.sampled_from(("", "60%")),
    imported=st.sampled_from(("", "是", "否")),
    works_related=st.sampled_from(("", "是", "否")),
    new_building=st.sampled_from(("", "是", "否")),
    mandatory_project=st.sampled_from(("", "是", "否")),
    intention_day=st.sampled_from(("", "2026-01-08", "2026年2月")),
    planned_day=st.sampled_from(("", "2026-02-08", "2026年3月", "2023-01-01")),
)
plans = st.lists(lines, min_size=1, max_size=6).map(
    lambda many: [{**one, "name": f"{one['name']}{at}"} for at, one in enumerate(many)]
)


def verdicts(report: Report) -> dict[str, tuple[object, ...]]:
    """Return what is said of each line, but for its place."""
    return {
        one.line.id: (one.classified, one.expected.listing, one.expected.purchase, one.expected.determination)
        for one in report.lines
    }


def findings(report: Report, *, without: str = "-") -> list[tuple[object, ...]]:
    """Return the findings in an order of their own, but for places and the order of lines in sentences."""
    return sorted(
        (
            (one.code, str(one.outcome), str(one.severity), sorted(one.subjects), sorted(one.facts.items()), one.basis)
            for one in report.findings
            if without not in one.subjects
        ),
        key=str,
    )


@settings(max_examples=80, deadline=None)
@given(plans, st.randoms())
def test_the_order_of_rows_is_irrelevant(rows: Sequence[Cells], random: Random) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)
    before, after = checked(*rows), checked(*shuffled)
    assert verdicts(before) == verdicts(after)
    assert findings(before) == findings(after)
    assert before.rule_counts == after.rule_counts


@settings(max_examples=60, deadline=None)
@given(plans)
def test_yuan_and_wan_yuan_are_one_plan(rows: Sequence[Cells]) -> None:
    in_yuan = [{**row, "amount": f"{Decimal(row['amount']) * 10_000:.2f}"} for row in rows]
    before, after = checked(*rows), checked(*in_yuan, unit=Unit.YUAN)
    assert verdicts(before) == verdicts(after)
    assert findings(before) == findings(after)
    assert [one.message for one in before.findings] == [one.message for one in after.findings]


UNRELATED: Cells = {"name": "遗属人员补助", "amount": "2.87", "unit": "丙局"}


@settings(max_examples=60, deadline=None)
@given(plans, st.integers(0, 6))
def test_an_unrelated_line_changes_nothing_elsewhere(rows: Sequence[Cells], at: int) -> None:
    before, after = checked(*rows), checked(*rows[:at], UNRELATED, *rows[at:])
    name = UNRELATED["name"]
    assert verdicts(after) == {**verdicts(before), name: verdicts(after)[name]}
    assert findings(after, without=name) == findings(before)


@settings(max_examples=60, deadline=None)
@given(plans, lines)
def test_another_line_changes_only_what_is_found_of_groups(rows: Sequence[Cells], more: Cells) -> None:
    before, after = checked(*rows), checked(*rows, {**more, "name": f"另一{more['name']}"})
    assert verdicts(after).items() >= verdicts(before).items()
    single = [one for one in findings(after, without=f"另一{more['name']}") if one[0] not in GROUPS]
    assert single == [one for one in findings(before) if one[0] not in GROUPS]


STRICT = {"outside_law": 0, None: 1, "decentralized": 2, "departmental": 2, "centralized": 2}


@settings(max_examples=100, deadline=None)
@given(lines, st.sampled_from(AMOUNTS + MORE))
def test_more_money_never_loosens(row: Cells, amount: str) -> None:
    small, large = sorted((Decimal(row["amount"]), Decimal(amount)))
    [less], [more] = (checked({**row, "amount": str(one)}).lines for one in (small, large))
    one, other = less.expected.determination, more.expected.determination
    assert STRICT[other.organization] >= STRICT[one.organization]
    if one.organization == "centralized":
        assert other.organization == "centralized"
    if one.required_method:
        assert other.required_method == one.required_method


CELLS = st.sampled_from(
    ("", "无", "约5万", "-3", "1e9", "=1+1", "@x", "<b>", "A02010105", "2026-13-45", "是", "9" * 30)
)
WILD = st.lists(
    st.fixed_dictionaries(
        {"name": CELLS, "code": CELLS, "amount": st.one_of(CELLS, st.sampled_from(AMOUNTS)), "category": CELLS},
        optional={"planned_day": CELLS, "sme_share": CELLS, "quantity": CELLS, "price": CELLS, "method": CELLS},
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=80, deadline=None)
@given(WILD)
def test_every_row_is_a_line_with_a_determination_or_a_problem_or_blank(rows: Sequence[Cells]) -> None:
    report = checked(*[{"sme": "是", "item": "", **row} for row in rows])
    plan = report.plan
    assert plan
    assert plan.rows_read == len(report.lines) + plan.rows_skipped + plan.rows_unread
    assert len({one.place for one in report.problems if one.unread}) == plan.rows_unread
    assert all(one.expected.determination.status for one in report.lines)


ASKED = {"": {True, False}, "是": {True}, "否": {False}}
CATEGORY = {"货物": "goods", "工程": "works", "服务": "services"}


WORKS_CASES = (("是", "是"), ("是", "否"), ("否", "否"), ("", ""))
"""What a line states of new building and of the project that must be tendered."""


@pytest.mark.parametrize("related", ["是", "否"])
@pytest.mark.parametrize("name", ITEMS)
def test_each_line_agrees_with_the_law_read_by_hand(name: str, related: str) -> None:
    cases = list(product(AMOUNTS + MORE, WORKS_CASES))
    rows = [
        line(name, (True, True), amount, works_related=related, new_building=new, mandatory_project=must)
        for amount, (new, must) in cases
    ]
    report = checked(*({**row, "name": f"{name}{at}"} for at, row in enumerate(rows)))
    determined = [one.expected.determination for one in report.lines]
    found = [(one.organization, one.required_method, one.methods and set(one.methods)) for one in determined]
    expected = [by_hand(name, row) for row in rows]
    assert list(zip(cases, found, strict=True)) == list(zip(cases, expected, strict=True))


def by_hand(name: str, row: Cells) -> tuple[Any, ...]:
    """Return the organisation, the required method and the methods of a line; None is not known from its facts."""
    code, category = ITEMS[name]
    status = "no" if category == "工程" else listed(code)
    told = possible(
        {
            "category": {CATEGORY[category]},
            "level": {"county"},
            "listed": {"yes": {True}, "no": {False}}.get(status, {True, False}),
            "amount": {int(Decimal(row["amount"]) * 1_000_000)},
            "works_related": {False} if category == "工程" else ASKED[row["works_related"]],
            "new_building": ASKED[row["new_building"]],
            "mandatory_project": ASKED[row["mandatory_project"]],
        }
    )
    return tuple(None if told[one] is UNKNOWN else told[one] for one in ("organization", "required_method", "methods"))


def test_what_a_line_is_by_its_code_is_what_the_list_says() -> None:
    report = checked(*(line(name, (True, True), "10") for name in ITEMS))
    statuses = {one.line.id: one.expected.listing.status for one in report.lines}
    expected = {name: Answer.NO if kind == "工程" else Answer(listed(code)) for name, (code, kind) in ITEMS.items()}
    assert statuses == expected
    assert {one.expected.part.categories for one in report.lines} == {frozenset({one}) for one in Category}
