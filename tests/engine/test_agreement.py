"""durable = reference = oracle on random facts with unknowns, edges overweighted; and the laws every reading obeys."""

from collections.abc import Sequence
from itertools import product
from typing import Any, TypeVar

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

T = TypeVar("T")
EDGES = (300_000_00, 500_000_00, 600_000_00, 1_000_000_00, 2_000_000_00, 4_000_000_00)
EXTREME = (0, 1, 2**53, 2**53 + 1, MAX_FEN - 1)
EXCEPTIONAL = ("departmental", "research_instrument", "hospital_equipment", "imported", "emergency_or_secret")
FLAGS = ("works_related", "new_building", "mandatory_project", *EXCEPTIONAL, "own_requirement", "international_loan")
STRICT = {"outside_law": 0, "decentralized": 1, "centralized": 2}
KNOWN = (Answer.YES, Answer.NO)
LEVELS = (*((one,) for one in Level), *((one,) for one in Level), tuple(Level))


class Picks:
    """Makes choices from random bytes: drawing one string is ten times as quick as drawing each choice."""

    def __init__(self, data: bytes) -> None:
        self.data = iter(data)

    def one(self, options: Sequence[T]) -> T:
        return options[next(self.data) % len(options)]

    def some(self, options: Sequence[T], most: int) -> frozenset[T]:
        return frozenset(self.one(options) for _ in range(self.one(range(most + 1))))

    def amount(self) -> int:
        """Return an amount in 分: mostly within two 分 of an edge."""
        kind = self.one(range(8))
        if kind < 5:
            return self.one(EDGES) + self.one(range(-2, 3))
        return self.one(EXTREME) if kind == 5 else self.one(range(256)) * 256**3 + self.one(range(256)) * 256**2


def purchase_of(data: bytes) -> Purchase:
    """Return a purchase; its category, listing, amount and exceptional facts are known, or some of them are not."""
    picks = Picks(data)
    categories = frozenset({picks.one(tuple(Category))}) | picks.some(tuple(Category), 2)
    amounts = sorted((picks.amount(), picks.amount()))
    low, high = amounts if picks.one((False, True)) else amounts[:1] * 2
    stated = {name: picks.one(("yes", "no")) for name in sorted(picks.some(FLAGS, 4))}
    hinted = picks.some(FLAGS, 2)
    return Purchase("样例", categories, picks.one(tuple(Answer)), low, high, stated=stated, hinted=hinted)


def known_purchase_of(data: bytes) -> Purchase:
    """Return a purchase of which every fact is known."""
    one = purchase_of(data)
    listing = Answer.NO if one.listing is Answer.UNDETERMINED else one.listing
    stated = dict.fromkeys(FLAGS, "no") | dict(one.stated)
    return replace(one, categories=frozenset({min(one.categories)}), listing=listing, high=one.low, stated=stated)


random_bytes = st.binary(min_size=40, max_size=40)
purchases = random_bytes.map(purchase_of)
known_purchases = random_bytes.map(known_purchase_of)
amounts = random_bytes.map(lambda data: Picks(data).amount())


def expected(purchase: Purchase, levels: tuple[Level, ...]) -> dict[str, Any]:
    """Return what the oracle says of every completion, as a report shows it: what is not agreed or asked is null."""
    values = possible(purchase, context(*levels))
    partial: dict[str, Any] = {name: {value == "yes" for value in values[name]} for name in FLAGS}
    partial |= {"level": set(levels), "category": {str(one) for one in purchase.categories}}
    partial |= {"listed": {value == "listed" for value in values["listed"]}, "amount": (purchase.low, purchase.high)}
    said = oracle.possible(partial)
    shown = {name: None if value is oracle.UNKNOWN else value for name, value in said.items()}
    return shown | {
        "approvals": shared_approvals(partial) if said["approvals"] is oracle.UNKNOWN else said["approvals"]
    }


def shared_approvals(partial: dict[str, Any]) -> frozenset[str]:
    """Return the approvals that the oracle demands in every completion."""
    completions = product(*map(oracle._values, partial.values()))
    verdicts = (oracle.judge(oracle.Facts(**dict(zip(partial, chosen, strict=True)))) for chosen in completions)
    return frozenset.intersection(*(verdict.approvals for verdict in verdicts))


def found(determination: Determination) -> dict[str, Any]:
    methods = determination.methods
    return {
        "organization": determination.organization,
        "methods": None if methods is None else frozenset(methods),
        "required_method": determination.required_method,
        "governed_by": determination.governed_by,
        "approvals": frozenset(determination.approvals),
    }


@pytest.mark.thorough
@settings(max_examples=20_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=random_bytes)
def test_durable_reference_and_oracle_agree(data: bytes) -> None:
    purchase, levels = purchase_of(data), LEVELS[data[-1] % len(LEVELS)]
    assert found(determine(purchase, context(*levels))) == expected(purchase, levels)


@settings(max_examples=500, deadline=None)
@given(purchase=known_purchases, more=amounts, level=st.sampled_from(Level))
def test_more_money_never_loosens_the_organization(purchase: Purchase, more: int, level: Level) -> None:
    first, second = sorted((purchase.low, more))
    low, high = (determine(replace(purchase, low=one, high=one), context(level)) for one in (first, second))
    if low.organization in STRICT and high.organization in STRICT:
        assert STRICT[low.organization] <= STRICT[high.organization]


@settings(max_examples=500, deadline=None)
@given(partial=purchases, data=st.data())
def test_knowing_more_never_contradicts(partial: Purchase, data: st.DataObject) -> None:
    category = data.draw(st.sampled_from(sorted(partial.categories)))
    amount = data.draw(st.integers(partial.low, partial.high))
    told = {name: data.draw(st.sampled_from(("yes", "no"))) for name in sorted(partial.hinted - set(partial.stated))}
    known = replace(
        partial,
        categories=frozenset({category}),
        listing=data.draw(
            st.sampled_from((Answer.YES, Answer.NO) if partial.listing not in KNOWN else (partial.listing,))
        ),
        low=amount,
        high=amount,
        stated={**partial.stated, **told},
    )
    before, after = (found(determine(one, context(Level.COUNTY))) for one in (partial, known))
    kept = {name: value for name, value in before.items() if value is not None and name != "approvals"}
    assert {name: after[name] for name in kept} == kept
    assert before["approvals"] <= after["approvals"]


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
    assert found(determine(purchase, context(level))) == expected(purchase, (level,))
