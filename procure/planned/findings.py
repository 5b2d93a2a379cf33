"""The facts of a planned line that rules judge, one function a rule. Not for several lines together: groups.py."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, Final

from procure.checks import judge_near_limit
from procure.findings import Findings, Subject, purchase_subject
from procure.model import Determination, Place, Reading
from procure.money import plain, read_amount, wan
from procure.plan.model import Share
from procure.planned.items import CODED, Code
from procure.planned.lines import Planned
from procure.terms import Category, fact_word, word

_FULL: Final = 10_000
"""Hundredths of a percent in a whole."""
_PERCENT: Final = 100
_STATUTORY: Final = frozenset(
    {
        "invited_tender",
        "competitive_negotiation",
        "competitive_consultation",
        "request_for_quotations",
        "single_source",
    }
)
Case = Determination | Reading
Values = Mapping[str, Any]


def judge_line(one: Planned, columns: frozenset[str], findings: Findings) -> None:
    """Judge every fact of one line; columns are those that the plan has."""
    judge_code(one, findings)
    judge_product(one, findings)
    if one.context is None:
        return
    purchase, line = one.expected.purchase, one.line
    findings.judge_purchase(
        purchase, purchase_subject(line.id, line.id, purchase, line.place_of("amount"), one.context)
    )
    judge_near_limit(line.id, one.expected, line.place_of("amount"), findings)
    judge_organization(one, findings)
    judge_method(one, findings)
    judge_statutory_case(one, findings)
    judge_import(one, columns, findings)
    judge_reservation(one, findings)
    judge_intention(one, findings)


def judge_code(one: Planned, findings: Findings) -> None:
    """Judge whether the item code is one, of 2022, of a leaf, and of what the words name (ITM100)."""
    code, line = one.code, one.line
    words = {"found": code.written, "now": _named(code), "then": f"“{code.then}”"}
    category = findings.context.catalog.items.category(code.code) if code.now else None
    words["expected"] = word(category) if category else ""
    place = line.place_of("code" if line.text("code") else "item")
    findings.judge("item_code", {"state": code.state}, _subject(one, place, words))


def _named(code: Code) -> str:
    """Return what the code is called in the list of 2022, with its padded code where a shorter one is written."""
    padded = code.code if len(code.written) < len(code.code) else ""
    return f"{padded}“{code.now}”" if code.now else "没有的编码"


def judge_product(one: Planned, findings: Findings) -> None:
    """Judge whether quantity times price is the amount (PRO100); the price's last digit may have been rounded."""
    line, price = one.line, one.line.figures.get("price")
    if line.quantity is None or price is None:
        return
    product = line.quantity * price.fen
    step = read_amount(price.text, price.unit).step if "." in plain(price.text) else 0
    difference = abs(product - line.amount.fen)
    words = {
        "left": f"{line.text('quantity')} × {price.text}{price.unit.word} = {wan(round(product))}万元",
        "right": f"{wan(line.amount.fen)}万元",
        "difference": f"{wan(round(difference))}万元",
    }
    values = {"difference": -(-difference.numerator // difference.denominator), "bound": int(line.quantity * step / 2)}
    findings.judge("product", values, _subject(one, line.place_of("amount"), words))


def judge_organization(one: Planned, findings: Findings) -> None:
    """Judge the planned organisation form in every case of the open facts (ORG200)."""
    planned = one.line.terms.get("organization")
    if planned is None:
        return

    def values(case: Case) -> Values | None:
        if case.organization is None:
            return None
        return {"planned": planned, "required": case.organization, "evidence": _evidence(one)}

    required = one.expected.determination.organization
    words = {"planned": word(planned), "required": word(required or "centralized"), "amount": _amount(one)}
    place = one.line.place_of("organization")
    findings.judge_cases("planned_organization", _cases(one, values), _subject(one, place, words), _asked(one))


def judge_method(one: Planned, findings: Findings) -> None:
    """Judge the planned method in every case of the open facts (MTH100)."""
    planned = one.line.terms.get("method")
    if planned is None:
        return
    approved = "yes" if one.line.text("approval") else "blank" if "approval" in one.line.texts else "no"

    def values(case: Case) -> Values | None:
        if not case.methods or not case.governed_by:
            return None
        return {
            "planned": planned,
            "category": min(one.expected.purchase.categories).value,
            "permitted": "yes" if planned in case.methods else "no",
            "required_open_tender": "yes" if case.required_method else "no",
            "governed_by": case.governed_by,
            "approved": approved,
            "evidence": _evidence(one),
        }

    methods = one.expected.determination.methods or ()
    words = {"planned": word(planned), "permitted": "、".join(map(word, methods))}
    place = one.line.place_of("method")
    findings.judge_cases("planned_method", _cases(one, values), _subject(one, place, words), _asked(one))


def judge_statutory_case(one: Planned, findings: Findings) -> None:
    """Judge whether a method that only statutory cases allow names its case (MTH200)."""
    planned = one.line.terms.get("method")
    if planned not in _STATUTORY:
        return
    stated = "yes" if one.line.text("case") else "no"

    def values(case: Case) -> Values | None:
        if not case.governed_by:
            return None
        return {"method": planned, "governed_by": case.governed_by, "case_stated": stated}

    subject = _subject(one, one.line.place_of("case"), {"planned": word(planned)})
    findings.judge_cases("statutory_case", _cases(one, values), subject, _asked(one))


def judge_import(one: Planned, columns: frozenset[str], findings: Findings) -> None:
    """Judge whether an import that needs the province's approval has its number (IMP200)."""
    if one.line.facts.get("imported") != "yes" or one.expected.purchase.categories != {Category.GOODS}:
        return
    cases = _readings(one)
    demanding = ["province_import" in case.approvals for case in cases]
    demanded = "yes" if all(demanding) else "open" if any(demanding) else "no"
    number = "stated" if one.line.text("import_approval") else "blank"
    if "import_approval" not in columns:
        number = "no_column"
    place = one.line.place_of("import_approval" if "import_approval" in columns else "imported")
    findings.judge("import_approval", {"demanded": demanded, "number": number}, _subject(one, place, {}))


def judge_reservation(one: Planned, findings: Findings) -> None:
    """Judge what is reserved for smaller enterprises (SME100)."""
    line, purchase, context = one.line, one.expected.purchase, findings.context
    category = min(purchase.categories).value
    organizations = {case.organization for case in _readings(one)}
    applies = len(purchase.categories) == 1 and None not in organizations and "outside_law" not in organizations
    limits = [context.edition.threshold("procurement_threshold", level, category) for level in context.levels]
    whole = context.catalog.measures[f"sme_whole_{category}"].value
    needed, small = (context.catalog.measures[name].value for name in ("sme_share", "small_share"))
    reserved = line.terms.get("sme", "unstated")
    values = {
        "applies": "yes" if applies else "no",
        "framework": "yes" if line.terms.get("method") == "framework_agreement" or line.text("framework") else "no",
        "amount": line.amount.fen,
        "sme_whole": whole,
        "reserved": reserved,
        "share": _share(line.amount.fen, line.shares.get("sme_share"), line.shares.get("small_share"), needed, small),
    }
    shown = "、".join(filter(None, (line.text("sme_share"), line.text("small_share"))))
    words = {
        "amount": _amount(one),
        "limit": f"{wan(whole)}万元",
        "found": (shown or line.text("sme")) if reserved == "part" else f"“{line.text('sme')}”",
        "expected": "专门面向中小企业采购"
        if line.amount.fen <= whole
        else f"预留 {needed}% 以上，其中小微企业不低于 {small}%",
    }
    cases = [{**values, "procurement_threshold": limit.first if limit else 0} for limit in limits]
    subject = _subject(one, line.place_of("sme_share" if shown else "sme"), words)
    findings.judge_cases("reservation", cases, subject, fact_word("level"))


def _share(amount: int, reserved: Share | None, small: Share | None, needed: int, small_needed: int) -> str:
    """Return whether a stated part reaches the percentages that must be reserved."""
    if reserved is None:
        return "unstated"
    of_whole = _part(reserved, Fraction(amount))
    if of_whole * _PERCENT < amount * needed:
        return "short"
    if small is None:
        return "unstated"
    return "enough" if _part(small, of_whole) * _PERCENT >= of_whole * small_needed else "short"


def _part(share: Share, whole: Fraction) -> Fraction:
    return Fraction(share.amount) if share.amount is not None else whole * (share.basis_points or 0) / _FULL


def judge_intention(one: Planned, findings: Findings) -> None:
    """Judge whether the intention is published early enough before the purchase begins (INT100)."""
    line = one.line
    published, planned = line.days.get("intention_day"), line.days.get("planned_day")
    needed = findings.context.catalog.measures["intention_lead"].value
    organizations = {case.organization for case in _readings(one)}
    days = 0
    if line.terms.get("method") == "framework_agreement" or organizations == {"outside_law"}:
        state = "exempt"
    elif published is None or planned is None:
        state = "unstated"
    else:
        least, days = (planned.first - published.last).days, (planned.last - published.first).days
        state = "early" if least >= needed else "late" if days < needed else "open"
    words = {"found": line.text("intention_day"), "planned": line.text("planned_day"), "days": str(days)}
    subject = _subject(one, line.place_of("intention_day"), words | {"needed": str(needed)})
    findings.judge("intention_lead", {"state": state}, subject)


def _subject(one: Planned, place: Place, words: Mapping[str, str]) -> Subject:
    return Subject(place, (one.line.id,), {"subject": f"“{one.line.id}”", **words})


def _amount(one: Planned) -> str:
    return f"{wan(one.line.amount.fen)}万元"


def _evidence(one: Planned) -> str:
    """Return whether the listing rests on a stated code; works are outside the catalogue whatever their code."""
    is_works = one.line.category is Category.WORKS
    return "coded" if one.code.state in CODED or is_works else "text"


def _readings(one: Planned) -> tuple[Case, ...]:
    determination = one.expected.determination
    return determination.readings or (determination,)


def _cases(one: Planned, values: Callable[[Case], Values | None]) -> list[Values | None]:
    return [values(case) for case in _readings(one)]


def _asked(one: Planned) -> str:
    return "、".join(fact_word(question.fact) for question in one.expected.determination.questions)
