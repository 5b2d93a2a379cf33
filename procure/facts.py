"""The typed facts that rules judge. Amounts are integers in 分; every field is known: engine/lift.py completes them."""

from collections.abc import Mapping
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

from msgspec import convert
from msgspec.structs import asdict

from procure.record import Record

YesNo = Literal["yes", "no"]


class Fact(Record, frozen=True, forbid_unknown_fields=True):
    """A fact of one kind; no field beyond those named, each of exactly its type."""


EXCEPTIONAL: Final = (
    *("works_related", "departmental", "research_instrument", "hospital_equipment", "imported"),
    *("emergency_or_secret", "own_requirement", "international_loan"),
)
"""Facts that are `no` unless the file names or hints at them; assumed ones stand in a determination's assumptions."""

PROJECT_FACTS: Final = ("new_building", "mandatory_project")
"""Facts of a works project that are never assumed: they are asked where they decide."""


ORGANIZATIONS: Final = ("centralized", "departmental", "decentralized", "outside_law")
"""How a purchase may have to be organized; outside_law is the unit's own affair."""


class PurchaseFact(Fact, frozen=True):
    """One purchase and the limits in force for its region, level, category and day: first amounts that reach them."""

    category: Literal["goods", "works", "services"]
    listed: Literal["listed", "not_listed"]
    amount: int
    procurement_threshold: int
    open_tender_threshold: int
    framework_threshold: int
    tender_scale: int
    works_related: YesNo = "no"
    new_building: YesNo = "no"
    mandatory_project: YesNo = "no"
    departmental: YesNo = "no"
    research_instrument: YesNo = "no"
    hospital_equipment: YesNo = "no"
    imported: YesNo = "no"
    emergency_or_secret: YesNo = "no"
    own_requirement: YesNo = "no"
    international_loan: YesNo = "no"


class TotalFact(Fact, frozen=True):
    """The stated procurement total beside its stated parts; bound is how far rounding alone can set them apart."""

    total_stated: YesNo
    parts_stated: Literal["all", "some", "none"]
    difference: int
    bound: int


class CoverageFact(Fact, frozen=True):
    """A category's stated procurement budget, as printed figures mean it, beside the bounds of what needs an entry.

    complete: whether every row of the project table was read; else possible is no upper bound.
    """

    stated_known: YesNo
    certain: int
    stated_low: int
    stated_high: int
    possible: int
    evidence: Literal["text", "coded"]
    complete: YesNo


class NearLimitFact(Fact, frozen=True):
    """An amount beside the next limit that would change its determination; from floor on it is close."""

    has_limit: YesNo
    amount: int
    floor: int
    limit: int


class RoundingFact(Fact, frozen=True):
    """A figure printed rounded; straddles says whether its rounding interval holds amounts judged differently."""

    rounded: YesNo
    exact_known: YesNo
    straddles: YesNo


class PlannedMethodFact(Fact, frozen=True):
    """A planned method beside the methods that the determination permits.

    approved: whether the number of an approval stands there; blank where there is a place for it, and nothing in it.
    evidence: whether the item is known by a stated code or by words.
    """

    planned: Literal[
        "open_tender",
        "invited_tender",
        "competitive_negotiation",
        "competitive_consultation",
        "request_for_quotations",
        "single_source",
        "framework_agreement",
        "internal_rules",
    ]
    category: Literal["goods", "works", "services"]
    permitted: YesNo
    required_open_tender: YesNo
    governed_by: Literal["procurement_law", "tendering_law", "internal_rules"]
    approved: Literal["yes", "blank", "no"] = "no"
    evidence: Literal["text", "coded"] = "coded"


class PlannedOrganizationFact(Fact, frozen=True):
    """A planned organisation form beside the one that the determination demands.

    evidence: whether the listing rests on a stated item code or on words.
    """

    planned: Literal["centralized", "departmental", "decentralized", "outside_law"]
    required: Literal["centralized", "departmental", "decentralized", "outside_law"]
    evidence: Literal["text", "coded"]


class ItemCodeFact(Fact, frozen=True):
    """What a stated item code is worth beside the line's words and category."""

    state: Literal["unstated", "agreed", "branch", "former", "doubtful", "other", "unknown", "contradicted"]


class StatutoryCaseFact(Fact, frozen=True):
    """A planned method that only statutory cases allow, and whether the plan names the case."""

    method: Literal[
        "invited_tender",
        "competitive_negotiation",
        "competitive_consultation",
        "request_for_quotations",
        "single_source",
    ]
    governed_by: Literal["procurement_law", "tendering_law", "internal_rules"]
    case_stated: YesNo


class ImportApprovalFact(Fact, frozen=True):
    """Whether a purchase needs the province's approval of an import, and whether its number stands in the plan."""

    demanded: Literal["yes", "no", "open"]
    number: Literal["stated", "blank", "no_column"]


class ReservationFact(Fact, frozen=True):
    """What a plan reserves for smaller enterprises; sme_whole is the amount above which only a part must be.

    share: whether the stated part reaches what must be reserved.
    """

    applies: YesNo
    framework: YesNo
    amount: int
    procurement_threshold: int
    sme_whole: int
    reserved: Literal["whole", "part", "none", "unsuitable", "unstated"]
    share: Literal["enough", "short", "unstated"]


class IntentionFact(Fact, frozen=True):
    """Whether the intention is published long enough before the purchase begins."""

    state: Literal["early", "late", "open", "unstated", "exempt"]


class BatchFact(Fact, frozen=True):
    """Whether like purchases of a plan, taken together, are determined otherwise than each alone."""

    differs: YesNo


class SplittingFact(Fact, frozen=True):
    """Purchases of one item or category under one budget project in one year, and what they add up to.

    methods: whether any is bought by another method than open tender, as far as stated. approved: of those, whether
    the approval stands in the plan. limit: the open tender threshold as printed. evidence: whether what they are rests
    on stated item codes or on words.
    """

    category: Literal["goods", "works", "services"]
    methods: Literal["open_tender", "other", "unstated"]
    approved: YesNo
    cumulative: int
    limit: int
    evidence: Literal["text", "coded"] = "coded"


class AcrossProjectsFact(Fact, frozen=True):
    """Like purchases across budget projects, none of which reaches the open tender threshold alone."""

    reaches_together: YesNo


class ProductFact(Fact, frozen=True):
    """Quantity times price beside the amount; bound is how far rounding of the price can set them apart."""

    difference: int
    bound: int


class PlanSumFact(Fact, frozen=True):
    """A plan's total row beside the sum of its lines; amounts of a plan are exact, so bound is nothing."""

    difference: int
    bound: int


class PlannedTotalFact(Fact, frozen=True):
    """A category's planned sum beside the stated procurement budget; bound is how far rounding can set them apart."""

    stated: YesNo
    difference: int
    bound: int


class BudgetLineFact(Fact, frozen=True):
    """A planned purchase beside the budget's projects: found by name, and whether the project's money suffices."""

    found: Literal["same", "alike", "several", "none", "unstated"]
    fits: YesNo


class AgreementFact(Fact, frozen=True):
    """Two sides of printed figures that are to agree; all in 分, difference is never negative.

    bound: how far rounding alone can set them apart. doubt: how far it almost never does where many figures are
    rounded independently (four standard deviations). Of a part, difference is its excess.
    """

    difference: int
    bound: int
    doubt: int
    evidence: Literal["table", "text"]


class TallyFact(Fact, frozen=True):
    """Whether a stated count is the count of what is listed."""

    agrees: YesNo


class OddityFact(Fact, frozen=True):
    """Words that do not fit the tables or the year."""

    what: Literal["empty_unsaid", "empty_said", "note_of_another", "year", "direction", "product"]


class WaiverFact(Fact, frozen=True):
    """What becomes of one waiver; missing: it names no reason, approver or expiry; too_broad: no single finding."""

    state: Literal["valid", "missing", "expired", "unused", "too_broad"]


AGREEMENTS: Final = ("sum", "sentence", "equal", "identity", "sheet", "part", "rate")
"""The kinds of agreement: each is judged by a table of its own, whose sentences say what should have agreed."""

KINDS: Final[dict[str, type[Fact]]] = {
    "purchase": PurchaseFact,
    "total": TotalFact,
    "coverage": CoverageFact,
    "near_limit": NearLimitFact,
    "rounding": RoundingFact,
    "planned_method": PlannedMethodFact,
    "planned_organization": PlannedOrganizationFact,
    "item_code": ItemCodeFact,
    "statutory_case": StatutoryCaseFact,
    "import_approval": ImportApprovalFact,
    "reservation": ReservationFact,
    "intention_lead": IntentionFact,
    "batch": BatchFact,
    "splitting": SplittingFact,
    "across_projects": AcrossProjectsFact,
    "product": ProductFact,
    "plan_sum": PlanSumFact,
    "planned_total": PlannedTotalFact,
    "budget_line": BudgetLineFact,
    **dict.fromkeys(AGREEMENTS, AgreementFact),
    "tally": TallyFact,
    "oddity": OddityFact,
    "waiver": WaiverFact,
}

PLACEHOLDERS: Final[dict[str, frozenset[str]]] = {
    "purchase": frozenset({"subject", "amount", "level", "limit", "framework"}),
    "total": frozenset({"total", "parts", "sum", "difference", "bound"}),
    "coverage": frozenset({"category", "certain", "stated", "possible", "uncovered", "arithmetic", "projects"}),
    "near_limit": frozenset({"subject", "amount", "limit", "limit_name", "distance", "percent"}),
    "rounding": frozenset({"subject", "printed", "low", "high"}),
    "planned_method": frozenset({"subject", "planned", "permitted"}),
    "planned_organization": frozenset({"subject", "planned", "required", "amount"}),
    "item_code": frozenset({"subject", "found", "now", "then", "expected"}),
    "statutory_case": frozenset({"subject", "planned"}),
    "import_approval": frozenset({"subject"}),
    "reservation": frozenset({"subject", "amount", "limit", "found", "expected"}),
    "intention_lead": frozenset({"subject", "found", "planned", "days", "needed"}),
    "batch": frozenset({"subject", "projects", "sum", "alone", "together"}),
    "splitting": frozenset({"subject", "projects", "sum", "limit"}),
    "across_projects": frozenset({"subject", "projects", "sum", "limit"}),
    "product": frozenset({"subject", "left", "right", "difference"}),
    "plan_sum": frozenset({"subject", "left", "right", "difference"}),
    "planned_total": frozenset({"category", "sum", "stated", "difference"}),
    "budget_line": frozenset({"subject", "amount", "found", "left", "projects"}),
    **dict.fromkeys(AGREEMENTS, frozenset({"subject", "left", "right", "difference", "bound", "doubt", "other"})),
    "tally": frozenset({"subject", "stated", "found", "missing", "other"}),
    "oddity": frozenset({"subject", "found", "expected"}),
    "waiver": frozenset({"subject", "missing", "expires"}),
}
"""What a finding's sentences may name, by kind of fact: amounts and names as a reader sees them."""

Domain = tuple[str, ...] | None
"""The words a field may hold, or None for an amount in 分."""


def domains(kind: str) -> dict[str, Domain]:
    """Return the fields of a kind of fact with their domains. Raises KeyError for an unknown kind."""
    fields = get_type_hints(KINDS[kind])
    return {name: get_args(hint) if get_origin(hint) is Literal else None for name, hint in fields.items()}


def fact(kind: str, values: Mapping[str, Any]) -> dict[str, str | int]:
    """Return a checked fact as the engines take it: its defaults filled in.

    Raises msgspec.ValidationError for a field unknown, missing, or outside its domain: a fault of the caller.
    """
    return asdict(convert(values, KINDS[kind]))
