"""One relation of each kind that does not hold, and one oddity of each kind: for tests that need every sentence."""

from typing import get_args, get_type_hints

from procure.budget.reconcile import Reconciliation
from procure.budget.relation import Count, Kind, Oddity, Percent, Rate, Sum, Tally, Term
from procure.model import Figure, Place
from procure.money import Unit, read_amount

ODDITIES = get_args(get_type_hints(Oddity)["kind"])


def term(text: str, line: int, label: str = "", unit: Unit = Unit.WAN_YUAN) -> Term:
    return Term(Figure(text, unit, read_amount(text, unit), Place("预算.txt", "某表", row=line, line=line)), label)


def disagreeing() -> Reconciliation:
    """Return what must agree in a document in which nothing does."""
    place = Place("预算.txt", line=9)
    sums = [
        Sum(
            kind,
            f"“某表”{kind}：合计 = 甲 + 乙",
            (term("3.00", 1, "合计"),),
            (term("1.00", 2, "甲"), term("1.00", 3, "乙")),
        )
        for kind in Kind
    ]
    part = Sum(
        Kind.WITHIN, "预留", (term("3.00", 1, "预留"),), (term("1.00", 2, "采购"),), at_most=True, from_text=True
    )
    rate = Rate("占比", (term("1.00", 1),), (term("4.00", 2),), Percent("50%", 500_000, 10_000, place))
    tally = Tally("项目", Count("24个", 24, "个", place), 25, "列 25 个", ("绿化",))
    odd = [Oddity(kind, place, "某表", "有", "无") for kind in ODDITIES]
    return Reconciliation((*sums, part, rate, tally), tuple(odd), (), (), ())
