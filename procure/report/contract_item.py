"""What `procure item` prints as JSON, as a schema: nature and purchases as of a project, without amounts."""

from procure.report.contract import CatalogueOut, EvidenceOut, ItemOut, PartOut, QuestionOut, Shape, ShortAnswer


class NearbyOut(Shape):
    """An item that it may be instead, and what decides between them."""

    item: ItemOut
    in_catalogue: ShortAnswer
    decides: str
    source: str


class NamedPurchaseOut(PartOut):
    """An expected purchase; amounts and determination are null, since a name tells no amount."""

    amount_low: None
    amount_high: None
    may_be_no_purchase: bool
    evidence: list[EvidenceOut]
    determination: None
    nearby: list[NearbyOut]


class NotBoughtOut(Shape):
    """A member of a list that is no purchase, and takes up money beside the purchases."""

    label: str
    nature: str
    evidence: list[EvidenceOut]


class NamedOut(Shape):
    """What a name buys; what is no purchase has no purchases and a why_not."""

    name: str
    note: str
    nature: str
    evidence: list[EvidenceOut]
    purchases: list[NamedPurchaseOut]
    why_not: str | None
    not_bought: list[NotBoughtOut]
    questions: list[QuestionOut]
    catalogue: CatalogueOut | None
