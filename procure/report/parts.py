"""Parts of the JSON contract that a report and `procure line` share. Light to import: no document is read here."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec.structs import asdict

from procure.catalog import Catalog
from procure.engine import Judge
from procure.findings import fingerprint
from procure.model import Clause, Determination, Finding, Place, Question
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
