"""The JSON report as a schema. Keys are added, never renamed; amounts are yuan as decimal strings; null is unknown."""

from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA: Final = "procure-report-1"
Yuan = str
ShortAnswer = Literal["yes", "no", "undetermined"]


class Shape(BaseModel):
    """A JSON object of the report."""

    model_config = ConfigDict(extra="forbid")


class PlaceOut(Shape):
    """Where something stands; text is what stands there."""

    file: str
    part: str
    row: int | None
    column: int | None
    cell: str | None
    line: int | None
    label: str
    text: str
    page: int | None
    sheet: str | None
    paragraph: int | None


class EvidenceOut(Shape):
    """The words something rests on: where they stand, the phrase, and the lexicon row that knows it."""

    field: str
    phrase: str
    source: str


class BasisOut(Shape):
    """A citation; title is how a reader cites the source."""

    source: str
    title: str
    clause: str
    quote: str


class ApprovalOut(Shape):
    """An approval that is demanded."""

    id: str
    text: str


class AssumptionOut(Shape):
    """A fact and the value it is taken to have: assumed where nothing hints at anything else, or given in a case."""

    fact: str
    value: str


class QuestionOut(Shape):
    """A missing fact, as a question."""

    fact: str
    question: str
    allowed: list[str]


class ReadingOut(Shape):
    """What is determined in one case of the open facts; approvals are ids."""

    given: list[AssumptionOut]
    organization: str | None
    methods: list[str] | None
    required_method: str | None
    governed_by: str | None
    approvals: list[str]


class NextLimitOut(Shape):
    """The next amount from which the determination would change."""

    name: str
    amount: Yuan
    distance: Yuan


class DeterminationOut(Shape):
    """How a purchase must be organized and by which methods; methods are null or at least one."""

    status: Literal["determined", "partly", "undetermined", "not_judged"]
    organization: str | None
    methods: list[str] | None
    required_method: str | None
    governed_by: str | None
    approvals: list[ApprovalOut]
    basis: list[BasisOut]
    warnings: list[str]
    assumptions: list[AssumptionOut]
    questions: list[QuestionOut]
    next_limit: NextLimitOut | None
    readings: list[ReadingOut]


class ItemOut(Shape):
    """An item (品目) of the 2022 list."""

    code: str
    name: str


class PartOut(Shape):
    """What is bought; category is null where the words leave several, which then stand in categories."""

    label: str
    category: str | None
    categories: list[str]
    item: ItemOut | None
    possible_items: list[ItemOut]
    in_catalogue: ShortAnswer


class PurchaseOut(PartOut):
    """An expected purchase; category is null where the words leave several, which then stand in categories."""

    amount_low: Yuan
    amount_high: Yuan
    may_be_no_purchase: bool
    evidence: list[EvidenceOut]
    determination: DeterminationOut


class PlannedOut(Shape):
    """What a plan's line states of how it is to be bought; null where it states nothing, or nothing understood."""

    organization: str | None
    method: str | None
    budget_project: str | None
    item_code: str | None


class LineOut(PurchaseOut):
    """A line of a plan."""

    id: str
    name: str
    amount: Yuan
    place: PlaceOut
    planned: PlannedOut
    notes: list[str]


class WaivedOut(Shape):
    """A finding that a waiver sets apart."""

    finding: "FindingOut"
    reason: str
    approver: str
    document_no: str
    expires: str | None
    place: PlaceOut


class NeedOut(Shape):
    """The least and greatest amount that needs an entry in the procurement budget."""

    certain: Yuan
    possible: Yuan


class ProjectOut(Shape):
    """A project; what is no purchase has no purchases and a why_not."""

    id: str
    name: str
    amount: Yuan
    exact_amount: Yuan
    place: PlaceOut
    nature: str
    evidence: list[EvidenceOut]
    purchases: list[PurchaseOut]
    why_not: str | None
    questions: list[QuestionOut]
    need: dict[str, NeedOut] | None
    stated_by_user: list[str]
    notes: list[str]


class EconomicLineOut(Shape):
    """A line of the basic expenditure that may buy something; it counts in the upper bounds of coverage."""

    name: str
    parent: str
    amount: Yuan
    place: PlaceOut


class DocumentOut(Shape):
    """The document as recognised, and how it was judged."""

    schema_: str = Field(alias="schema")
    path: str
    kind: str
    title: str
    purchaser: str | None
    year: int | None
    region: str | None
    level: str | None
    amount_unit: str | None
    judged_on: str | None
    why_not_judged: str | None


class ProcurementBudgetOut(Shape):
    """The procurement budget as stated."""

    total: Yuan | None
    goods: Yuan | None
    works: Yuan | None
    services: Yuan | None


class CoverageOut(Shape):
    """A category's stated budget beside the bounds of what needs an entry."""

    stated: Yuan | None
    certain: Yuan | None
    possible: Yuan | None


class FindingOut(Shape):
    """What a rule says of one fact of the document."""

    code: str
    version: int
    title: str
    outcome: Literal["flagged", "undetermined"]
    severity: Literal["breach", "red_flag"] | None
    message: str
    remedy: str
    place: PlaceOut
    facts: dict[str, str]
    subjects: list[str]
    basis: list[BasisOut]
    fingerprint: str


class CountsOut(Shape):
    """Outcomes of one rule, counted."""

    flagged: int = 0
    clear: int = 0
    not_applicable: int = 0
    undetermined: int = 0


class ProblemOut(Shape):
    """Something in the file that could not be read."""

    place: PlaceOut
    field: str
    found: str
    consequence: str
    unread: bool


class CatalogueOut(Shape):
    """The edition in force by which the document was judged."""

    id: str
    document_no: str
    in_force_from: str
    last_checked: str


class EngineOut(Shape):
    """The engine that judged, what it was compared with, and how often they differed (a difference stops the run)."""

    name: str
    version: str
    compared_with: str | None
    compared: int
    differences: int
    why_alone: str | None


class AgreementOut(Shape):
    """Which figures must agree: how many relations there are, and how many of the amounts take part in one.

    unbound: amounts that no relation checks. tails: sentences on sides that differ by no more than rounding explains.
    """

    relations: int
    figures: int
    figures_in_relations: int
    unbound: list[PlaceOut]
    tails: list[str]


class ReportOut(Shape):
    """The report of one document."""

    document: DocumentOut
    procurement_budget: ProcurementBudgetOut
    coverage: dict[str, CoverageOut]
    projects: list[ProjectOut]
    economic_lines: list[EconomicLineOut]
    lines: list[LineOut]
    findings: list[FindingOut]
    rules: dict[str, CountsOut]
    problems: list[ProblemOut]
    catalogue: CatalogueOut | None
    engine: EngineOut
    counts: dict[str, int]
    not_checked: list[str]
    agreement: AgreementOut
    waived: list[WaivedOut]
