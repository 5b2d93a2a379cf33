"""The closed form of 应编未编 is what trying every split gives; and the laws it obeys."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procure.budget.coverage import COLUMNS, TOTAL, Limits, Need, Share, need, together
from procure.record import replace
from procure.terms import Answer, Category

GOODS, WORKS, SERVICES = Category
LISTED, UNLISTED, OPEN = Answer.YES, Answer.NO, Answer.UNDETERMINED
NO_NEED = "no need"
COUNTY = {GOODS: 300_000_00, WORKS: 600_000_00, SERVICES: 300_000_00}
WAN = 1_000_000
Project = tuple[int, list[Share]]
"""A whole in 分, and the parts that add up to it."""

limits = st.fixed_dictionaries({category: st.integers(1, 4) for category in Category})
needed = st.dictionaries(st.sampled_from(Category), st.sampled_from(Answer), max_size=3)
free_shares = st.builds(Share, st.just("项"), needed, st.booleans())
stated_shares = st.builds(Share, st.just("项"), needed, st.booleans(), st.integers(0, 5))


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """Draw a whole of some 分, and parts that can add up to it."""
    stated = draw(st.lists(stated_shares, max_size=2))
    free = draw(st.lists(free_shares, min_size=0 if stated else 1, max_size=4 - len(stated)))
    rest = draw(st.integers(0, 7)) if free else 0
    return rest + sum(share.amount or 0 for share in stated), draw(st.permutations([*stated, *free]))


def splits(whole: int, count: int) -> Iterator[tuple[int, ...]]:
    if count == 0:
        yield from [()] if whole == 0 else []
        return
    for first in range(whole + 1):
        yield from ((first, *others) for others in splits(whole - first, count - 1))


def outcomes(share: Share, amount: int, limits: Limits) -> set[str]:
    """Return every column that a part of this amount may need an entry in, taking each fact that is open both ways."""
    found = {NO_NEED} if share.may_be_no_purchase or not share.needed else set()
    for category, answer in share.needed.items():
        for listed in {LISTED: (True,), UNLISTED: (False,), OPEN: (True, False)}[answer]:
            found.add(category if listed or amount >= limits[category] else NO_NEED)
    return found


def brute(whole: int, shares: Sequence[Share], limits: Limits) -> Need:
    """Return the bounds over every way to split; open facts are independent, so each may be what is extreme."""
    free = [share for share in shares if share.amount is None]
    rest = whole - sum(share.amount or 0 for share in shares)
    least = dict.fromkeys(COLUMNS, whole + 1)
    most = dict.fromkeys(COLUMNS, -1)
    for split in splits(rest, len(free)):
        amounts = iter(split)
        parts = [next(amounts) if share.amount is None else share.amount for share in shares]
        told = [(amount, outcomes(share, amount, limits)) for share, amount in zip(shares, parts, strict=True)]
        for column in COLUMNS:
            wanted = set(Category) if column == TOTAL else {column}
            least[column] = min(least[column], sum(amount for amount, found in told if found <= wanted))
            most[column] = max(most[column], sum(amount for amount, found in told if found & wanted))
    return Need(least, most)


def bounds(one: Need) -> tuple[Mapping[str, int], Mapping[str, int]]:
    return one.certain, one.possible


@settings(max_examples=600, deadline=None)
@given(projects(), limits)
def test_the_closed_form_is_what_every_split_gives(project: Project, limits: Limits) -> None:
    assert bounds(need(*project, limits)) == bounds(brute(*project, limits))


@given(projects(), limits)
def test_what_is_possible_is_at_least_what_is_certain(project: Project, limits: Limits) -> None:
    found = need(*project, limits)
    assert all(0 <= found.certain[column] <= found.possible[column] <= project[0] for column in COLUMNS)


@given(projects(), limits, st.data())
def test_splitting_a_part_never_raises_the_least(project: Project, limits: Limits, data: st.DataObject) -> None:
    whole, shares = project
    at = data.draw(st.integers(0, len(shares) - 1))
    one = shares[at]
    first = None if one.amount is None else data.draw(st.integers(0, one.amount))
    second = None if one.amount is None else one.amount - (first or 0)
    split = [*shares[:at], replace(one, amount=first), replace(one, amount=second), *shares[at + 1 :]]
    assert_least_not_above(need(whole, split, limits), need(whole, shares, limits))


@given(projects(), limits, free_shares)
def test_another_part_never_raises_the_least(project: Project, limits: Limits, more: Share) -> None:
    whole, shares = project
    assert_least_not_above(need(whole, [*shares, more], limits), need(whole, shares, limits))


def assert_least_not_above(after: Need, before: Need) -> None:
    assert all(after.certain[column] <= before.certain[column] for column in COLUMNS)


@given(projects(), limits, st.data())
def test_knowing_more_narrows(project: Project, limits: Limits, data: st.DataObject) -> None:
    whole, shares = project
    at = data.draw(st.integers(0, len(shares) - 1))
    known = [*shares[:at], data.draw(st.sampled_from(list(better_known(shares[at])))), *shares[at + 1 :]]
    before, after = need(whole, shares, limits), need(whole, known, limits)
    assert all(before.certain[column] <= after.certain[column] for column in COLUMNS)
    assert all(after.possible[column] <= before.possible[column] for column in COLUMNS)


def better_known(share: Share) -> Iterator[Share]:
    """Yield the part with one of its open facts settled."""
    yield replace(share, may_be_no_purchase=False)
    for category, answer in share.needed.items():
        yield replace(share, needed={category: answer})
        yield from (
            replace(share, needed={**share.needed, category: one}) for one in (LISTED, UNLISTED) if answer is OPEN
        )


@given(projects(), limits, st.data())
def test_stating_the_amount_of_a_part_narrows(project: Project, limits: Limits, data: st.DataObject) -> None:
    whole, shares = project
    free = [at for at, share in enumerate(shares) if share.amount is None]
    if len(free) < 2:  # the last part takes what is left, which is no more knowledge
        return
    at = data.draw(st.sampled_from(free))
    amount = data.draw(st.integers(0, whole - sum(share.amount or 0 for share in shares)))
    known = [*shares[:at], replace(shares[at], amount=amount), *shares[at + 1 :]]
    before, after = need(whole, shares, limits), need(whole, known, limits)
    assert all(before.certain[column] <= after.certain[column] for column in COLUMNS)
    assert all(after.possible[column] <= before.possible[column] for column in COLUMNS)


def of(*categories: Category, listed: Answer = UNLISTED, maybe: bool = False, amount: int | None = None) -> Share:
    return Share("项", dict.fromkeys(categories, listed), maybe, amount)


SERVICE = of(SERVICES)
CASES: dict[str, tuple[int, Iterable[Share], tuple[int, int], str]] = {
    "目录内一分钱": (1, [of(GOODS, listed=LISTED)], (1, 1), "0.000001"),
    "目录外差一分": (300_000_00 - 1, [SERVICE], (0, 0), ""),
    "目录外恰为限额": (300_000_00, [SERVICE], (300_000_00, 300_000_00), "30.00"),
    "目录内外不明，差一分": (300_000_00 - 1, [of(SERVICES, listed=OPEN)], (0, 300_000_00 - 1), ""),
    "两项目录外，恰为两份余地": (2 * (300_000_00 - 1), [SERVICE] * 2, (0, 2 * (300_000_00 - 1)), ""),
    "两项目录外，多一分": (
        2 * 300_000_00 - 1,
        [SERVICE] * 2,
        (300_000_00, 2 * 300_000_00 - 1),
        "59.999999 − 1 × 29.999999 = 30.00",
    ),
    "五项共二百五十万，四项各占余地": (
        250 * WAN,
        [of(SERVICES, listed=OPEN)] * 5,
        (130 * WAN + 4, 250 * WAN),
        "250.00 − 4 × 29.999999 = 130.000004",
    ),
    "有一项目录内，其余各占余地": (
        100 * WAN,
        [of(SERVICES, listed=LISTED), SERVICE, SERVICE],
        (40 * WAN + 2, 100 * WAN),
        "100.00 − 2 × 29.999999 = 40.000002",
    ),
    "工程与服务，最便宜的是服务达到限额": (
        100 * WAN,
        [of(WORKS), SERVICE],
        (100 * WAN - (60 * WAN - 1), 100 * WAN),
        "100.00 − 1 × 59.999999 = 40.000001",
    ),
    "可能不是采购": (500 * WAN, [SERVICE, of(SERVICES, maybe=True)], (0, 500 * WAN), ""),
    "其中不是采购的占去多少不知": (500 * WAN, [SERVICE, Share("工资", {})], (0, 500 * WAN), ""),
    "其中不是采购的写明金额": (
        100 * WAN,
        [SERVICE, Share("工资", {}, amount=60 * WAN)],
        (40 * WAN, 40 * WAN),
        "40.00",
    ),
    "各项写明金额，只有达到限额的须编列": (
        100 * WAN,
        [of(SERVICES, amount=29 * WAN), of(SERVICES, amount=71 * WAN)],
        (71 * WAN, 71 * WAN),
        "71.00",
    ),
    "两项写明的都达到限额": (
        100 * WAN,
        [of(SERVICES, amount=30 * WAN), of(GOODS, amount=70 * WAN)],
        (100 * WAN, 100 * WAN),
        "30.00，70.00",
    ),
    "目录内的货物，也可能是工程": (
        59 * WAN,
        [Share("改造", {GOODS: LISTED, WORKS: UNLISTED})],
        (0, 59 * WAN),
        "",
    ),
}


@pytest.mark.parametrize(("whole", "shares", "total", "arithmetic"), CASES.values(), ids=CASES)
def test_the_total_and_its_arithmetic(
    whole: int, shares: Sequence[Share], total: tuple[int, int], arithmetic: str
) -> None:
    found = need(whole, shares, COUNTY)
    assert (found.certain[TOTAL], found.possible[TOTAL], found.arithmetic) == (*total, arithmetic)


CATEGORIES: dict[str, tuple[Iterable[Share], dict[str, int], dict[str, int]]] = {
    "只有服务": ([SERVICE, SERVICE], {SERVICES: 70}, {SERVICES: 100}),
    "别的类别可能占去全部": ([SERVICE, of(WORKS)], {}, {SERVICES: 100, WORKS: 100}),
    "一项的类别不明": ([of(GOODS, SERVICES)], {}, {GOODS: 100, SERVICES: 100}),
    "写明金额的各归各类": (
        [of(GOODS, amount=40 * WAN), of(SERVICES, amount=60 * WAN)],
        {GOODS: 40, SERVICES: 60},
        {GOODS: 40, SERVICES: 60},
    ),
}


@pytest.mark.parametrize(("shares", "certain", "possible"), CATEGORIES.values(), ids=CATEGORIES)
def test_each_category(shares: Sequence[Share], certain: dict[str, int], possible: dict[str, int]) -> None:
    found = need(100 * WAN, shares, COUNTY)
    assert {name: found.certain[name] // WAN for name in Category if found.certain[name]} == certain
    assert {name: found.possible[name] // WAN for name in Category if found.possible[name]} == possible


def test_projects_are_added_up() -> None:
    small, large = (need(amount * WAN, [SERVICE], COUNTY) for amount in (10, 40))
    assert bounds(together([small, large])) == bounds(large)
    assert bounds(together([])) == (dict.fromkeys(COLUMNS, 0), dict.fromkeys(COLUMNS, 0))
