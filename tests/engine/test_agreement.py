"""durable = reference = oracle on random facts with unknowns, edges overweighted; and the laws every reading obeys."""

from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procure.determine import determine, possible
from procure.model import Determination, Purchase
from procure.money import MAX_FEN
from procure.record import replace
from procure.terms import Answer, Category, Level
from tests import oracle
from tests.support import context

EDGES = (300_000_00, 500_000_00, 600_000_00, 1_000_000_00, 2_000_000_00, 4_000_000_00)
FLAGS = ("works_related", "new_building", "mandatory_project", "departmental", "research_instrument")
FLAGS += ("hospital_equipment", "imported", "emergency_or_secret", "own_requirement", "international_loan")
STRICT = {"outside_law": 0, "decentralized": 1, "centralized": 2}

near_edges = st.sampled_from(EDGES).flatmap(lambda edge: st.integers(-2, 2).map(lambda step: edge + step))
amounts = st.one_of(
    near_edges, near_edges, st.integers(0, 10**10), st.sampled_from((0, 1, 2**53, 2**53 + 1, MAX_FEN - 1))
)
answers = st.sampled_from(("yes", "no"))


@st.composite
def purchases(draw: st.DrawFn, *, known: bool = False) -> Purchase:
    """Draw a purchase; its facts are known, or some of them are not."""
    size = 1 if known else draw(st.integers(1, 3))
    categories = frozenset(draw(st.lists(st.sampled_from(Category), min_size=size, max_size=size)))
    low = draw(amounts)
    high = low if known or draw(st.booleans()) else draw(amounts)
    listing = draw(st.sampled_from((Answer.YES, Answer.NO) if known else Answer))
    rare = st.dictionaries(st.sampled_from(FLAGS), answers, max_size=4)
    stated = dict.fromkeys(FLAGS, "no") | draw(rare) if known else draw(rare)
    hinted = frozenset() if known else frozenset(draw(st.lists(st.sampled_from(FLAGS), max_size=2)))
    return Purchase("样例", categories, listing, min(low, high), max(low, high), stated=stated, hinted=hinted)


def expected(purchase: Purchase, levels: tuple[Level, ...]) -> dict[str, Any]:
    """Return what the oracle says of every completion: all agreed outputs, UNKNOWN elsewhere."""
    values = possible(purchase, context(*levels))
    partial: dict[str, Any] = {name: {value == "yes" for value in values[name]} for name in FLAGS}
    partial |= {"level": set(levels), "category": {str(one) for one in purchase.categories}}
    partial |= {"listed": {value == "listed" for value in values["listed"]}, "amount": (purchase.low, purchase.high)}
    return oracle.possible(partial)


def found(determination: Determination) -> dict[str, Any]:
    methods = determination.methods
    return {
        "organization": determination.organization,
        "methods": None if methods is None else frozenset(methods),
        "required_method": determination.required_method,
        "governed_by": determination.governed_by,
        "approvals": frozenset(determination.approvals),
    }


def shown(said: dict[str, Any]) -> dict[str, Any]:
    """Return the oracle's outputs as a report shows them: not agreed and asked are both null."""
    shown = {name: None if value is oracle.UNKNOWN else value for name, value in said.items()}
    return shown | {"approvals": shown["approvals"] or frozenset()}


@pytest.mark.thorough
@settings(max_examples=20_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(purchase=purchases(), levels=st.sampled_from([(one,) for one in Level] + [tuple(Level)]))
def test_durable_reference_and_oracle_agree(purchase: Purchase, levels: tuple[Level, ...]) -> None:
    assert found(determine(purchase, context(*levels))) == shown(expected(purchase, levels))


@settings(max_examples=500, deadline=None)
@given(purchase=purchases(known=True), more=amounts, level=st.sampled_from(Level))
def test_more_money_never_loosens_the_organization(purchase: Purchase, more: int, level: Level) -> None:
    first, second = sorted((purchase.low, more))
    low, high = (determine(replace(purchase, low=one, high=one), context(level)) for one in (first, second))
    if low.organization in STRICT and high.organization in STRICT:
        assert STRICT[low.organization] <= STRICT[high.organization]


@settings(max_examples=500, deadline=None)
@given(partial=purchases(), data=st.data())
def test_knowing_more_never_contradicts(partial: Purchase, data: st.DataObject) -> None:
    known = replace(
        partial,
        categories=frozenset({data.draw(st.sampled_from(sorted(partial.categories)))}),
        listing=partial.listing
        if partial.listing is not Answer.UNDETERMINED
        else data.draw(st.sampled_from((Answer.YES, Answer.NO))),
        low=(amount := data.draw(st.integers(partial.low, partial.high))),
        high=amount,
        stated={**partial.stated, **{name: data.draw(answers) for name in partial.hinted - set(partial.stated)}},
    )
    before, after = (found(determine(one, context(Level.COUNTY))) for one in (partial, known))
    for name, value in before.items():
        if value is not None and name not in ("required_method", "approvals"):
            assert after[name] == value


def edge_cases() -> list[Any]:
    steps = {"差一分": -1, "恰为限额": 0, "多一分": 1}
    names = product(Level, Category, (Answer.YES, Answer.NO), EDGES, steps)
    return [
        pytest.param(
            level, category, listing, edge + steps[step], id=f"{level} {category} {listing} {edge // 10**6}万 {step}"
        )
        for level, category, listing, edge, step in names
    ]


@pytest.mark.parametrize(("level", "category", "listing", "amount"), edge_cases())
@pytest.mark.parametrize(
    "stated",
    [{}, {"works_related": "yes"}, {"works_related": "yes", "new_building": "yes", "mandatory_project": "yes"}],
    ids=["一般", "构成工程", "必须招标"],
)
def test_every_edge_of_the_notice(
    level: Level, category: Category, listing: Answer, amount: int, stated: dict[str, str]
) -> None:
    purchase = Purchase("样例", frozenset({category}), listing, amount, amount, stated=stated)
    assert found(determine(purchase, context(level))) == shown(expected(purchase, (level,)))
