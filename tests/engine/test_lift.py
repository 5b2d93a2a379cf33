"""Unknowns: what all completions agree on is known, what decides is asked, and knowing more contradicts nothing."""

from collections.abc import Callable, Mapping
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procure.engine.lift import Completions, Value, bands, cases, lift

Fact = Mapping[str, Value]
YES_NO = ("no", "yes")


@pytest.mark.parametrize(
    ("low", "high", "limits", "expected"),
    [
        pytest.param(0, 100, (), (0,), id="没有限额"),
        pytest.param(0, 100, (50,), (0, 50, 51), id="限额在中间"),
        pytest.param(0, 49, (50,), (0,), id="最多差一分"),
        pytest.param(0, 50, (50,), (0, 50), id="最多恰为限额"),
        pytest.param(50, 100, (50,), (50, 51), id="至少恰为限额"),
        pytest.param(51, 100, (50,), (51,), id="至少多一分"),
        pytest.param(50, 50, (50,), (50,), id="金额已知"),
        pytest.param(0, 100, (50, 30, 50, 51, 200), (0, 30, 31, 50, 51, 52), id="几道限额"),
    ],
)
def test_bands(low: int, high: int, limits: tuple[int, ...], expected: tuple[int, ...]) -> None:
    assert bands(low, high, limits) == expected


small = st.integers(0, 20)


@given(low=small, more=small, limits=st.lists(small, max_size=4))
def test_every_amount_of_a_band_stands_to_every_limit_like_its_first(low: int, more: int, limits: list[int]) -> None:
    firsts = bands(low, low + more, limits)
    for amount in range(low, low + more + 1):
        first = max(one for one in firsts if one <= amount)
        for limit in limits:
            assert (first >= limit, first > limit) == (amount >= limit, amount > limit)


OUTCOMES: dict[str, tuple[Callable[[Fact], object], tuple[str, ...]]] = {
    "都无关": (lambda _: "same", ()),
    "前一个决定": (lambda fact: fact["level"], ("level",)),
    "后一个决定": (lambda fact: fact["listed"], ("listed",)),
    "各自决定": (lambda fact: (fact["listed"], fact["level"]), ("level", "listed")),
    "同时才决定": (lambda fact: (fact["listed"], fact["level"]) == ("yes", "county"), ("level", "listed")),
    "只在其中一支决定": (lambda fact: fact["level"] if fact["listed"] == "no" else "any", ("level", "listed")),
    "已知的不问": (lambda fact: fact["category"], ()),
}


@pytest.mark.parametrize(("judge", "asked"), OUTCOMES.values(), ids=OUTCOMES)
def test_what_decides_is_asked(judge: Callable[[Fact], object], asked: tuple[str, ...]) -> None:
    possible = {"level": ("province", "prefecture", "county"), "category": ("goods",), "listed": YES_NO}
    assert lift(possible, judge, lambda outcome: outcome).asked == asked


def test_completions_keep_the_order_of_fields_and_values() -> None:
    lifted = lift({"listed": YES_NO, "amount": (7,), "level": ("county",)}, lambda fact: fact["listed"], str)
    assert [(tuple(fact.items()), result) for fact, result in lifted.completions] == [
        ((("listed", "no"), ("amount", 7), ("level", "county")), "no"),
        ((("listed", "yes"), ("amount", 7), ("level", "county")), "yes"),
    ]
    assert lifted.results == ("no", "yes")


def shown(completions: Completions[str], *fields: str) -> list[tuple[dict[str, Value], set[str]]]:
    return [(given, {result for _, result in many}) for given, many in cases(completions, fields, str)]


def tendered(fact: Fact) -> str:
    return "tender" if all(value == "yes" for value in fact.values()) else "free"


def test_cases_go_no_further_than_the_outcome_is_known() -> None:
    names = ("related", "new", "mandatory")
    assert shown(lift(dict.fromkeys(names, YES_NO), tendered, str).completions, *names) == [
        ({"related": "no"}, {"free"}),
        ({"related": "yes", "new": "no"}, {"free"}),
        ({"related": "yes", "new": "yes", "mandatory": "no"}, {"free"}),
        ({"related": "yes", "new": "yes", "mandatory": "yes"}, {"tender"}),
    ]


def test_a_case_names_only_the_facts_that_matter_in_it() -> None:
    def judge(fact: Fact) -> str:
        return str(fact["level"] if fact["listed"] == "no" else fact["new"])

    possible = {"listed": YES_NO, "level": ("province", "county"), "new": YES_NO}
    assert shown(lift(possible, judge, str).completions, *possible) == [
        ({"listed": "no", "level": "province"}, {"province"}),
        ({"listed": "no", "level": "county"}, {"county"}),
        ({"listed": "yes", "new": "no"}, {"no"}),
        ({"listed": "yes", "new": "yes"}, {"yes"}),
    ]


def test_what_is_no_field_of_the_cases_stays_open_in_them() -> None:
    completions = lift(
        {"listed": YES_NO, "new": YES_NO}, lambda fact: "".join(map(str, fact.values())), str
    ).completions
    assert shown(completions, "new") == [({"new": "no"}, {"nono", "yesno"}), ({"new": "yes"}, {"noyes", "yesyes"})]


@st.composite
def partial_facts(draw: st.DrawFn) -> tuple[dict[str, tuple[int, ...]], dict[tuple[Any, ...], int]]:
    """Draw what fields may be, and an outcome for each completion."""
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=4))
    possible = {f"field{number}": tuple(range(size)) for number, size in enumerate(sizes)}
    outcomes = {values: draw(st.integers(0, 2)) for values in product(*possible.values())}
    return possible, outcomes


@given(partial_facts())
def test_a_field_is_asked_exactly_where_it_alone_changes_the_outcome(
    partial: tuple[dict[str, tuple[int, ...]], dict[tuple[Any, ...], int]],
) -> None:
    possible, outcomes = partial
    differing = [
        [name for name, one, other in zip(possible, left, right, strict=True) if one != other]
        for left, right in product(outcomes, repeat=2)
        if outcomes[left] != outcomes[right]
    ]
    alone = {names[0] for names in differing if len(names) == 1}
    lifted = lift(possible, lambda fact: outcomes[tuple(fact.values())], lambda outcome: outcome)
    assert lifted.asked == tuple(name for name in possible if name in alone)


@given(partial_facts())
def test_cases_share_out_the_completions_and_know_each_outcome(
    partial: tuple[dict[str, tuple[int, ...]], dict[tuple[Any, ...], int]],
) -> None:
    possible, outcomes = partial
    lifted = lift(possible, lambda fact: outcomes[tuple(fact.values())], lambda outcome: outcome)
    found = list(cases(lifted.completions, lifted.asked, lambda outcome: outcome))
    assert sorted(tuple(fact.values()) for _, many in found for fact, _ in many) == sorted(outcomes)
    for given_values, many in found:
        assert len({result for _, result in many}) == 1
        assert all(fact[name] == value for fact, _ in many for name, value in given_values.items())


@given(partial_facts(), st.data())
def test_knowing_more_contradicts_nothing_and_asks_nothing_new(
    partial: tuple[dict[str, tuple[int, ...]], dict[tuple[Any, ...], int]], data: st.DataObject
) -> None:
    possible, outcomes = partial
    name = data.draw(st.sampled_from(sorted(possible)))
    told = {**possible, name: (data.draw(st.sampled_from(possible[name])),)}
    before, after = (
        lift(one, lambda fact: outcomes[tuple(fact.values())], lambda found: found) for one in (possible, told)
    )
    assert set(after.results) <= set(before.results)
    assert set(after.asked) <= set(before.asked) - {name}
