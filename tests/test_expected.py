"""From the parts of a project to purchases: listing, amounts, what decides the organisation, what needs an entry."""

import pytest

from procure.budget.coverage import COLUMNS, TOTAL
from procure.classify.hints import Hint
from procure.expected import Expected, Stated, expect, listing_of, need_of, need_of_line
from procure.model import Classification, EconomicLine, Figure, Part, Place, Project
from procure.money import Amount, Unit, wan
from procure.terms import Answer, Category, Level, Nature, Status
from tests.support import context

GOODS, WORKS, SERVICES = (frozenset({category}) for category in Category)
WAN = 1_000_000


def part(
    label: str,
    categories: frozenset[Category],
    *codes: str,
    nature: Nature = Nature.PURCHASE,
    amount: int | None = None,
) -> Part:
    """Return a part; amount is in 万元."""
    return Part(label, categories, codes, nature=nature, amount=None if amount is None else amount * WAN)


def figure(amount: int) -> Figure:
    return Figure(f"{amount}.00", Unit.WAN_YUAN, Amount(amount * WAN), Place("预算.txt"))


def expected(
    amount: int, *parts: Part, others: tuple[Part, ...] = (), hint: str = "", stated: dict[str, Stated] | None = None
) -> tuple[Expected, ...]:
    project = Project("项目", "项目", figure(amount))
    classified = Classification(Nature.MIXED, parts, others=others)
    hints = [Hint(hint, "text", "词", "")] if hint else []
    return expect(project, classified, context(Level.COUNTY), hints, stated or {})


COMPUTER, CAR, PRINTING = "A02010105", "C23110300", "C23090100"
LISTINGS = {
    "目录内的品目": (part("电脑", GOODS, COMPUTER), Stated(), "yes", None),
    "目录外的品目": (part("租车", SERVICES, CAR), Stated(), "no", None),
    "没有品目": (part("设备", GOODS), Stated(), "undetermined", None),
    "两个品目，都在目录外": (part("租赁", SERVICES, CAR, "C21020000"), Stated(), "no", None),
    "两个品目，一内一外": (part("保洁", SERVICES, "C23160000", "C21040000"), Stated(), "undetermined", None),
    "备注限定的品目要问": (part("印刷", SERVICES, PRINTING), Stated(), "undetermined", True),
    "用户说了，备注不再问": (part("印刷", SERVICES, PRINTING), Stated(listed=Answer.YES), "yes", None),
    "用户说是目录外": (part("设备", GOODS), Stated(listed=Answer.NO), "no", None),
    "工程不在目录内": (part("维修", WORKS, "B08010000"), Stated(), "no", None),
}


@pytest.mark.parametrize(("one", "stated", "status", "asks"), LISTINGS.values(), ids=LISTINGS)
def test_whether_a_part_is_listed(one: Part, stated: Stated, status: str, asks: bool | None) -> None:
    listing = listing_of(one, context(Level.COUNTY).edition, stated)
    assert (str(listing.status), listing.restriction is not None or None) == (status, asks)


def test_a_restriction_of_the_catalogue_asks_its_own_question() -> None:
    [printing] = expected(10, part("印刷", SERVICES, PRINTING))
    assert [question.fact for question in printing.determination.questions] == ["listed"]
    assert printing.determination.questions[0].text == printing.purchase.listing_question


@pytest.mark.parametrize("stated", [{}, {"电梯": Stated(listed=Answer.YES)}], ids=["按品目", "用户说在目录内"])
def test_what_is_built_into_works_is_asked(stated: dict[str, Stated]) -> None:
    [lift] = expected(210, part("电梯", GOODS, "A02051227"), stated=stated)
    assert "works_related" in lift.purchase.hinted
    assert [question.fact for question in lift.determination.questions] == [
        *("works_related", "new_building", "mandatory_project"),
    ]


MAYBE = Nature.UTILITY
AMOUNTS = {
    "仅有一项": ([part("甲", SERVICES)], [(100, 100)]),
    "两项，都没有写明": ([part("甲", SERVICES), part("乙", SERVICES)], [(0, 100), (0, 100)]),
    "一项写明，另一项是其余": ([part("甲", SERVICES, amount=30), part("乙", SERVICES)], [(30, 30), (70, 70)]),
    "可能不是采购的一项": ([part("甲", SERVICES, nature=MAYBE)], [(0, 100)]),
    "三项写明一项": (
        [part("甲", SERVICES, amount=30), part("乙", SERVICES), part("丙", SERVICES)],
        [(30, 30), (0, 70), (0, 70)],
    ),
}


@pytest.mark.parametrize(("parts", "amounts"), AMOUNTS.values(), ids=AMOUNTS)
def test_the_amounts_of_parts_add_up_to_the_whole(parts: list[Part], amounts: list[tuple[int, int]]) -> None:
    found = [(one.purchase.low // WAN, one.purchase.high // WAN) for one in expected(100, *parts)]
    assert found == amounts


def test_what_is_no_purchase_takes_up_money_too() -> None:
    known, open_amount = part("工资", frozenset(), amount=40), part("工资", frozenset())
    assert [one.purchase.low // WAN for one in expected(100, part("甲", SERVICES), others=(known,))] == [60]
    assert [one.purchase.low // WAN for one in expected(100, part("甲", SERVICES), others=(open_amount,))] == [0]


SCANNER = "A02320000"
CAR_PART = part("租车", SERVICES, CAR)


def said(fact: str, answer: str) -> dict[str, Stated]:
    return {"甲": Stated({fact: answer})}


NEEDS = {  # the amount in 万元, the part, what is hinted and what is stated; the least and the greatest needed
    "目录外，达到限额": (100, part("甲", SERVICES, CAR), "", {}, ("100.00", "100.00")),
    "目录外，差一万": (29, part("甲", SERVICES, CAR), "", {}, ("0.00", "0.00")),
    "目录内，不论金额": (1, part("甲", GOODS, COMPUTER), "", {}, ("1.00", "1.00")),
    "像是紧急采购": (100, part("甲", SERVICES, CAR), "emergency_or_secret", {}, ("0.00", "100.00")),
    "确是紧急采购": (100, part("甲", SERVICES, CAR), "", said("emergency_or_secret", "yes"), ("0.00", "0.00")),
    "不是紧急采购": (
        *(100, part("甲", SERVICES, CAR), "emergency_or_secret", said("emergency_or_secret", "no")),
        ("100.00", "100.00"),
    ),
    "像是国际贷款": (100, part("甲", SERVICES, CAR), "international_loan", {}, ("0.00", "100.00")),
    "部门集中采购，不论金额": (1, part("甲", WORKS), "", said("departmental", "yes"), ("1.00", "1.00")),
    "像是部门集中采购": (1, part("甲", WORKS), "departmental", {}, ("0.00", "1.00")),
    "公立医院的大型设备，不论金额": (
        1,
        part("甲", GOODS, SCANNER),
        "",
        said("hospital_equipment", "yes"),
        ("1.00", "1.00"),
    ),
    "像是公立医院的大型设备": (1, part("甲", GOODS, SCANNER), "hospital_equipment", {}, ("0.00", "1.00")),
    "科研仪器不在目录内": (1, part("甲", GOODS, COMPUTER), "", said("research_instrument", "yes"), ("0.00", "0.00")),
    "像是科研仪器": (1, part("甲", GOODS, COMPUTER), "research_instrument", {}, ("0.00", "1.00")),
    "水电费只在上限": (1, part("甲", SERVICES, CAR, nature=MAYBE), "", {}, ("0.00", "1.00")),
    "以前的工程，限额以下": (59, part("甲", WORKS, nature=Nature.SETTLEMENT), "", {}, ("0.00", "0.00")),
    "以前的工程，达到限额": (60, part("甲", WORKS, nature=Nature.SETTLEMENT), "", {}, ("0.00", "60.00")),
}


@pytest.mark.parametrize(("amount", "one", "hint", "stated", "bounds"), NEEDS.values(), ids=NEEDS)
def test_an_entry_is_needed_where_the_determination_is_not_outside_the_law(
    amount: int, one: Part, hint: str, stated: dict[str, Stated], bounds: tuple[str, str]
) -> None:
    project = Project("项目", "项目", figure(amount))
    found = need_of(project, expected(amount, one, hint=hint, stated=stated), (), context(Level.COUNTY))
    assert (wan(found.certain[TOTAL]), wan(found.possible[TOTAL])) == bounds


def test_every_level_that_may_be_counts() -> None:
    project, every = Project("项目", "项目", figure(40)), context(*Level)
    parts = expect(project, Classification(Nature.PURCHASE, (CAR_PART,)), every, [], {})
    found = need_of(project, parts, (), every)
    assert (found.certain[TOTAL], found.possible[TOTAL]) == (0, 40 * WAN)


def test_a_line_of_basic_expenditure_is_never_certain() -> None:
    line = EconomicLine("维修（护）费", "商品和服务支出", figure(59))
    found = need_of_line(line, context(Level.COUNTY))
    assert set(found.certain.values()) == {0}
    assert [found.possible[column] // WAN for column in COLUMNS] == [59, 0, 59, 59]


def test_a_text_in_place_of_a_context_says_why_nothing_is_determined() -> None:
    classified = Classification(Nature.PURCHASE, (CAR_PART,))
    [one] = expect(
        Project("项目", "项目", figure(40)), classified, "没有版本", [], {"租车": Stated({"imported": "no"})}
    )
    assert (one.determination.status, one.determination.warnings) == (Status.NOT_JUDGED, ("没有版本",))
    assert (one.purchase.low, one.purchase.stated) == (40 * WAN, {"imported": "no"})
    assert one.listing.status is Answer.UNDETERMINED
