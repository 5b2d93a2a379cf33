"""A plan checked by hand: its lines determined one by one, what is found and waived. Not for reading plan files."""

from collections.abc import Iterable, Sequence
from datetime import date

from procure.budget.coverage import NOTHING
from procure.catalog import Listing
from procure.check import CheckedLine, Report
from procure.determine import determine
from procure.expected import Expected
from procure.model import (
    BudgetDocument,
    Classification,
    Clause,
    Figure,
    Finding,
    Part,
    Place,
    Problem,
    Purchase,
    Question,
    Waiver,
)
from procure.money import MAX_FEN, Amount, Unit
from procure.plan.model import PlanLine, PurchasePlan
from procure.record import Record, replace
from procure.terms import Answer, Category, Level, Nature, Outcome, Severity
from tests.support import DAY, catalog, context

PATH = "目录/计划.xlsx"
WAN = 1_000_000


class Bought(Record, frozen=True):
    """A line of a plan: amount in 万元, None where it states none."""

    name: str
    amount: int | None
    category: Category = Category.SERVICES
    listing: Answer = Answer.NO
    code: str = "C23110300"
    texts: tuple[tuple[str, str], ...] = ()


def spot(row: int, label: str = "") -> Place:
    return Place(PATH, part="采购计划", row=row, cell=f"C{row}", sheet="计划", label=label, text="见单元格")


def checked(row: int, one: Bought) -> CheckedLine:
    low, high = (0, MAX_FEN - 1) if one.amount is None else (one.amount * WAN,) * 2
    part = Part(one.name, frozenset({one.category}), (one.code,))
    purchase = Purchase(one.name, part.categories, one.listing, low, high)
    determined = determine(purchase, context(Level.COUNTY))
    figure = Figure(f"{one.amount or 0}.00", Unit.WAN_YUAN, Amount(low), spot(row))
    line = PlanLine(one.name, one.name, spot(row), dict(one.texts), {}, figure, one.category)
    expected = Expected(part, Listing(one.listing), purchase, determined)
    return CheckedLine(line, Classification(Nature.PURCHASE, (part,)), expected)


def flagged(
    row: int, name: str, severity: Severity | None = Severity.BREACH, *, code: str = "MTH100", remedy: str = "改正方式"
) -> Finding:
    outcome = Outcome.FLAGGED if severity else Outcome.UNDETERMINED
    clause = Clause("gpl", "政府采购法", "26", "公开招标应作为政府采购的主要采购方式", "A")
    message = f"“{name}”拟采用询价，不在允许的方式内；另见第{row}行"
    basis = (clause,) if remedy else ()
    return Finding(code, 1, "采购方式", outcome, severity, message, remedy, spot(row, "采购方式"), (name,), {}, basis)


BOUGHT: Sequence[Bought] = (
    Bought("车辆租赁", 29),
    Bought("会议服务", 120, texts=(("organization", "分散采购"), ("method", "询价"))),
    Bought("大型系统", 520),
    Bought("台式计算机", 12, Category.GOODS, Answer.YES, "A02010105"),
    Bought("印刷", 45, listing=Answer.UNDETERMINED, code="C23090100"),
    Bought("楼房修缮", 59, Category.WORKS, code="B08010000"),
    Bought("没有金额", None),
)


def plan_report(bought: Iterable[Bought] = BOUGHT, findings: Iterable[Finding] = ()) -> Report:
    lines = tuple(checked(row, one) for row, one in enumerate(bought, 2))
    return with_lines(lines, tuple(findings))


def with_lines(lines: tuple[CheckedLine, ...], findings: tuple[Finding, ...]) -> Report:
    plan = PurchasePlan(PATH, "plan", "2026年采购计划", "某局", 2026, [one.line for one in lines])
    edition = catalog().edition("140405", DAY)
    return Report(
        document=BudgetDocument(PATH, "plan", plan.title, plan.purchaser, 2026, Unit.WAN_YUAN),
        year=2026,
        region=catalog().regions["140405"],
        levels=(Level.COUNTY,),
        day=DAY,
        edition=edition,
        why_not_judged=None,
        projects=(),
        need=NOTHING,
        findings=findings,
        rule_counts={"MTH100": {"flagged": 1, "undetermined": 1, "clear": 3, "not_applicable": 2}},
        problems=(
            Problem(spot(9), "预算金额", "约5万", "不是金额，该行未审查"),
            Problem(Place(PATH), "内容", "", "不明"),
        ),
        not_checked=("没有核对的一项",),
        plan=plan,
        lines=lines,
        waived=(
            (
                flagged(3, "会议服务"),
                Waiver(Place("豁免.csv"), "ab", reason="已批准", approver="张三", document_no="1号"),
            ),
            (flagged(4, "大型系统"), Waiver(Place("豁免.csv"), reason="已批准", expires=date(2026, 12, 31))),
        ),
    )


def asking(line: CheckedLine, *questions: Question) -> CheckedLine:
    return replace(line, classified=replace(line.classified, questions=questions))
