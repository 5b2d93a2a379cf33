"""Parts of the JSON contract that a report and `procure line` share. Light to import: no document is read here."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec.structs import asdict

from procure.catalog import Catalog, Edition, Items, Listing
from procure.engine import Judge
from procure.findings import fingerprint
from procure.model import Clause, Determination, Evidence, Finding, Part, Place, Question
from procure.money import yuan
from procure.tools import Tools

Json = dict[str, Any]


def write(objects: Sequence[Json], *, several: bool = False) -> str:
    """Return one object, or an array of several, as JSON text."""
    return json.dumps(objects if several else objects[0], ensure_ascii=False, indent=2) + "\n"


def determination_json(one: Determination, catalog: Catalog) -> Json:
    """Return a determination as the contract has it."""
    limit = one.next_limit
    return {
        "status": one.status,
        "organization": one.organization,
        "methods": list(one.methods) if one.methods else None,
        "required_method": one.required_method,
        "governed_by": one.governed_by,
        "approvals": [{"id": name, "text": catalog.approvals[name].text} for name in one.approvals],
        "basis": _basis(one.basis),
        "warnings": list(one.warnings),
        "assumptions": [{"fact": fact, "value": value} for fact, value in one.assumptions.items()],
        "questions": [question_json(question) for question in one.questions],
        "next_limit": _limit(limit.name, limit.amount, limit.distance) if limit else None,
        "readings": [
            {
                "given": [{"fact": fact, "value": value} for fact, value in reading.given.items()],
                "organization": reading.organization,
                "methods": list(reading.methods) if reading.methods else None,
                "required_method": reading.required_method,
                "governed_by": reading.governed_by,
                "approvals": list(reading.approvals),
            }
            for reading in one.readings
        ],
    }


def _limit(name: str, amount: int, distance: int) -> Json:
    return {"name": name, "amount": yuan(amount), "distance": yuan(distance)}


def _basis(clauses: Iterable[Clause]) -> list[Json]:
    return [{"source": one.source, "title": one.title, "clause": one.clause, "quote": one.quote} for one in clauses]


def question_json(one: Question) -> Json:
    """Return a question as the contract has it."""
    return {"fact": one.fact, "question": one.text, "allowed": list(one.allowed)}


def finding_json(one: Finding, purchaser: str | None, year: int | None) -> Json:
    """Return a finding as the contract has it."""
    return {
        "code": one.code,
        "version": one.version,
        "title": one.title,
        "outcome": one.outcome,
        "severity": one.severity,
        "message": one.message,
        "remedy": one.remedy,
        "place": place_json(one.place),
        "facts": dict(one.facts),
        "subjects": list(one.subjects),
        "basis": _basis(one.basis),
        "fingerprint": fingerprint(one, purchaser, year),
    }


def place_json(one: Place) -> Json:
    """Return a place as the contract has it."""
    return {**asdict(one), "sheet": one.sheet or None}


def evidence_json(many: Iterable[Evidence]) -> list[Json]:
    """Return the words something rests on as the contract has them."""
    return [{"field": one.field.value, "phrase": one.phrase, "source": one.source} for one in many]


def item_json(code: str, items: Items) -> Json:
    """Return an item of the 2022 list as the contract has it."""
    return {"code": code, "name": items[code].name}


def purchase_json(
    part: Part,
    listing: Listing,
    items: Items,
    amounts: tuple[str | None, str | None] = (None, None),
    determination: Json | None = None,
) -> Json:
    """Return an expected purchase as the contract has it; amounts: least and greatest in 元, null where unknown."""
    possible = [item_json(code, items) for code in part.codes]
    categories = sorted(part.categories)
    low, high = amounts
    return {
        "label": part.label,
        "category": categories[0] if len(categories) == 1 else None,
        "categories": categories,
        "item": possible[0] if len(possible) == 1 else None,
        "possible_items": possible,
        "in_catalogue": listing.status,
        "amount_low": low,
        "amount_high": high,
        "may_be_no_purchase": part.may_be_no_purchase,
        "evidence": evidence_json(part.evidence),
        "determination": determination,
    }


def catalogue_json(edition: Edition | None) -> Json | None:
    """Return the edition that judged as the contract has it; null where none is in force."""
    if edition is None:
        return None
    return {
        "id": edition.id,
        "document_no": edition.document_no,
        "in_force_from": edition.in_force_from.isoformat(),
        "last_checked": edition.last_checked.isoformat(),
    }


def engine_json(judge: Judge) -> Json:
    """Return which engine judged and what it was compared with."""
    engine = judge.engine
    return {
        "name": engine.name if engine else "reference",
        "version": engine.version if engine else "1",
        "compared_with": "reference" if engine else None,
        "compared": judge.compared,
        "differences": 0,
        "why_alone": judge.why_alone or None,
    }


def line_json(one: Determination, findings: Sequence[Finding], tools: Tools) -> Json:
    """Return what `procure line` prints: a determination, and what is found of the planned method."""
    found = [finding_json(finding, None, None) for finding in findings]
    return {**determination_json(one, tools.catalog), "findings": found, "engine": engine_json(tools.judge)}
