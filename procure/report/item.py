"""What a name buys as text and as JSON, as `procure item` prints it: by which words, and what else it may be."""

from collections.abc import Iterable, Iterator

from procure.catalog import Edition, Items
from procure.item import Asked, Bought
from procure.model import Evidence
from procure.report.parts import Json, catalogue_json, evidence_json, item_json, purchase_json, question_json
from procure.report.table import grid
from procure.report.words import LISTED
from procure.terms import Answer, word

_HEADS = ("内容", "类别", "品目", "集中采购目录", "根据的词")
_WIDTHS = (20, 8, 34, 12, 34)


def item_text(asked: Asked, items: Items) -> str:
    """Return what a name buys for people to read."""
    lines = [f"名称：{asked.name}", *([f"采购需求：{asked.note}"] if asked.note else [])]
    lines.append(f"性质：{word(asked.classified.nature)}")
    if asked.classified.why_not:
        lines += [f"{asked.classified.why_not}；根据：{_words(asked.classified.evidence)}"]
    if asked.bought:
        lines += grid(_HEADS, [_row(one, items) for one in asked.bought], _WIDTHS)
    lines += [f"“{one.label}”不是采购（{word(one.nature)}），占用一部分金额" for one in asked.classified.others]
    lines += _nearby(asked, items)
    lines += [f"待核实：{question.text}" for question in asked.classified.questions]
    lines += [f"待核实：{text}" for text in _restrictions(asked.bought)]
    lines.append(f"目录：{asked.edition.document_no}" if asked.edition else "没有在施行的集中采购目录，未判定目录内外")
    return "\n".join(lines) + "\n"


def _row(one: Bought, items: Items) -> tuple[str, ...]:
    names = [f"{code} {items[code].name}" for code in one.part.codes]
    categories = "或".join(word(category) for category in sorted(one.part.categories))
    listed = LISTED[one.listing.status]
    return one.part.label, categories, "\n".join(names) or "未能确定", listed, _words(one.part.evidence)


def _words(evidence: Iterable[Evidence]) -> str:
    """Return the words something rests on, each with its field and the row that knows it."""
    return "\n".join(f"“{one.phrase}”（{one.field.value}，{one.source}）" for one in evidence) or "没有"


def _nearby(asked: Asked, items: Items) -> Iterator[str]:
    for one in asked.bought:
        if one.nearby:
            yield f"“{one.part.label}”{'按哪一项' if len(one.part.codes) > 1 else '也可能是'}："
        for other in one.nearby:
            listed = LISTED[_status(one, other.code, asked.edition)] if asked.edition else "未判定"
            yield f"  {other.code} {items[other.code].name}（{listed}）：{other.decides}"


def _status(one: Bought, code: str, edition: Edition | None) -> Answer:
    """Return whether an item is listed; one that the purchase may be, with what its words say of the restriction."""
    if edition is None:
        return Answer.UNDETERMINED
    part = one.part
    return edition.listing(code, *((part.meets, part.fails) if code in part.codes else ())).status


def _restrictions(bought: Iterable[Bought]) -> Iterator[str]:
    for one in bought:
        if one.listing.restriction:
            yield f"“{one.part.label}”：{one.listing.restriction.question}"


def named_json(asked: Asked, items: Items) -> Json:
    """Return what a name buys as the JSON contract has a project, without amounts."""
    return {
        "name": asked.name,
        "note": asked.note,
        "nature": asked.classified.nature,
        "evidence": evidence_json(asked.classified.evidence),
        "purchases": [_purchase(one, asked.edition, items) for one in asked.bought],
        "why_not": asked.classified.why_not,
        "not_bought": [
            {"label": one.label, "nature": one.nature, "evidence": evidence_json(one.evidence)}
            for one in asked.classified.others
        ],
        "questions": [question_json(question) for question in asked.classified.questions],
        "catalogue": catalogue_json(asked.edition),
    }


def _purchase(one: Bought, edition: Edition | None, items: Items) -> Json:
    nearby = [
        {
            "item": item_json(other.code, items),
            "in_catalogue": _status(one, other.code, edition),
            "decides": other.decides,
            "source": other.source,
        }
        for other in one.nearby
    ]
    return {**purchase_json(one.part, one.listing, items), "nearby": nearby}
