"""The Report as the JSON contract (report/contract.py)."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from procure.budget.coverage import COLUMNS, Need
from procure.catalog import Catalog
from procure.check import CheckedProject, Report, Tools
from procure.engine import Judge
from procure.expected import Expected
from procure.findings import fingerprint
from procure.model import Clause, Determination, Evidence, Figure, Finding, Place, Problem, Question
from procure.money import yuan
from procure.outcome import counts
from procure.report.contract import SCHEMA, ReportOut

Json = dict[str, Any]


def report_json(report: Report, tools: Tools) -> Json:
    """Return a report as the JSON contract has it; checked against the schema on the way out."""
    stated = report.document.procurement
    document: Json = {
        "document": _document(report),
        "procurement_budget": {name: _amount(getattr(stated, name) if stated else None) for name in COLUMNS},
        "coverage": {name: _coverage(name, report) for name in COLUMNS},
        "projects": [_project(one, tools.catalog) for one in report.projects],
        "lines": [],
        "findings": [_finding(one, report.document.purchaser, report.year) for one in report.findings],
        "rules": {code: dict(counts) for code, counts in sorted(report.rule_counts.items())},
        "problems": [_problem(one) for one in report.problems],
        "catalogue": _catalogue(report),
        "engine": engine_json(tools.judge),
        "counts": counts(report),
        "not_checked": list(report.not_checked),
    }
    return ReportOut.model_validate(document).model_dump(by_alias=True)


def write(objects: Sequence[Json]) -> str:
    """Return one object, or an array of several, as JSON text."""
    return json.dumps(objects[0] if len(objects) == 1 else objects, ensure_ascii=False, indent=2) + "\n"


def _document(report: Report) -> Json:
    unit = report.document.amount_unit
    return {
        "schema": SCHEMA,
        "path": report.document.path,
        "kind": report.document.kind,
        "title": report.document.title,
        "purchaser": report.document.purchaser,
        "year": report.year,
        "region": report.region.name if report.region else None,
        "level": report.levels[0] if len(report.levels) == 1 else None,
        "amount_unit": unit.word if unit else None,
        "judged_on": report.day.isoformat() if report.day else None,
        "why_not_judged": report.why_not_judged,
    }


def _amount(figure: Figure | None) -> str | None:
    return yuan(figure.fen) if figure else None


def _coverage(name: str, report: Report) -> Json:
    stated = getattr(report.document.procurement, name) if report.document.procurement else None
    if report.why_not_judged:
        return {"stated": _amount(stated), "certain": None, "possible": None}
    return {"stated": _amount(stated), **_need(report.need)[name]}


def _need(need: Need) -> dict[str, Json]:
    return {name: {"certain": yuan(need.certain[name]), "possible": yuan(need.possible[name])} for name in COLUMNS}


def _project(one: CheckedProject, catalog: Catalog) -> Json:
    return {
        "id": one.project.id,
        "name": one.project.name,
        "amount": yuan(one.project.amount.fen),
        "exact_amount": yuan(one.project.exact.fen),
        "place": place_json(one.project.amount.place),
        "nature": one.classified.nature,
        "evidence": _evidence(one.classified.evidence),
        "purchases": [_purchase(expected, catalog) for expected in one.expected],
        "why_not": one.classified.why_not,
        "questions": [_question(question) for question in one.classified.questions],
        "need": _need(one.need),
        "stated_by_user": list(one.stated_by_user),
    }


def _purchase(one: Expected, catalog: Catalog) -> Json:
    items = [{"code": code, "name": catalog.items[code].name} for code in one.part.codes]
    categories = sorted(one.part.categories)
    return {
        "label": one.part.label,
        "category": categories[0] if len(categories) == 1 else None,
        "categories": categories,
        "item": items[0] if len(items) == 1 else None,
        "possible_items": items,
        "in_catalogue": one.listing.status,
        "amount_low": yuan(one.purchase.low),
        "amount_high": yuan(one.purchase.high),
        "may_be_no_purchase": one.part.may_be_no_purchase,
        "evidence": _evidence(one.part.evidence),
        "determination": determination_json(one.determination, catalog),
    }


def _evidence(many: Iterable[Evidence]) -> list[Json]:
    return [{"field": one.field.value, "phrase": one.phrase, "source": one.source} for one in many]


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
        "questions": [_question(question) for question in one.questions],
        "next_limit": _limit(limit.name, limit.amount, limit.distance) if limit else None,
        "readings": [
            {
                "fact": reading.fact,
                "value": reading.value,
                "organization": reading.organization,
                "methods": list(reading.methods) if reading.methods else None,
                "required_method": reading.required_method,
                "governed_by": reading.governed_by,
            }
            for reading in one.readings
        ],
    }


def _limit(name: str, amount: int, distance: int) -> Json:
    return {"name": name, "amount": yuan(amount), "distance": yuan(distance)}


def _basis(clauses: Iterable[Clause]) -> list[Json]:
    return [{"source": one.source, "title": one.title, "clause": one.clause, "quote": one.quote} for one in clauses]


def _question(one: Question) -> Json:
    return {"fact": one.fact, "question": one.text, "allowed": list(one.allowed)}


def _finding(one: Finding, purchaser: str | None, year: int | None) -> Json:
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
    return {name: getattr(one, name) for name in ("file", "part", "row", "column", "cell", "line", "label", "text")}


def _problem(one: Problem) -> Json:
    return {
        "place": place_json(one.place),
        "field": one.field,
        "found": one.found,
        "consequence": one.consequence,
    }


def _catalogue(report: Report) -> Json | None:
    edition = report.edition
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
    found = [_finding(finding, None, None) for finding in findings]
    return {**determination_json(one, tools.catalog), "findings": found, "engine": engine_json(tools.judge)}


def schema() -> Json:
    """Return the JSON Schema of the report."""
    return ReportOut.model_json_schema(by_alias=True)
