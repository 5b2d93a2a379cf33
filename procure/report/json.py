"""The Report as the JSON contract (report/contract.py)."""

from procure.budget.coverage import COLUMNS, Need
from procure.catalog import Catalog
from procure.check import CheckedLine, CheckedProject, Report
from procure.expected import Expected
from procure.model import EconomicLine, Figure, Finding, Problem, Waiver
from procure.money import yuan
from procure.outcome import counts
from procure.report.baseline import Compared, baseline_json
from procure.report.compared import ComparedOut
from procure.report.contract import SCHEMA, ReportOut
from procure.report.parts import (
    Json,
    catalogue_json,
    determination_json,
    engine_json,
    evidence_json,
    finding_json,
    place_json,
    purchase_json,
    question_json,
)
from procure.tools import Tools


def report_json(report: Report, tools: Tools, compared: Compared | None = None) -> Json:
    """Return a report as the JSON contract has it; checked against the schema on the way out.

    compared: what came of the findings of an earlier report.
    """
    stated = report.document.procurement
    document: Json = {
        "document": _document(report),
        "procurement_budget": {name: _amount(getattr(stated, name) if stated else None) for name in COLUMNS},
        "coverage": {name: _coverage(name, report) for name in COLUMNS},
        "projects": [_project(one, report, tools.catalog) for one in report.projects],
        "economic_lines": [_economic(one) for one in report.document.economic_lines],
        "lines": [_line(one, tools.catalog) for one in report.lines],
        "findings": [finding_json(one, report.document.purchaser, report.year) for one in report.findings],
        "rules": {code: dict(counts) for code, counts in sorted(report.rule_counts.items())},
        "problems": [_problem(one) for one in report.problems],
        "catalogue": catalogue_json(report.edition),
        "engine": engine_json(tools.judge),
        "counts": counts(report),
        "not_checked": list(report.not_checked),
        "agreement": _agreement(report),
        "waived": [_waived(one, waiver, report) for one, waiver in report.waived],
    }
    if compared is None:
        return ReportOut.model_validate(document).model_dump(by_alias=True)
    document["baseline"] = baseline_json(report, compared)
    return ComparedOut.model_validate(document).model_dump(by_alias=True)


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


def _agreement(report: Report) -> Json:
    told = report.told
    return {
        "relations": len(told.relations),
        "figures": len(told.figures),
        "figures_in_relations": len(told.figures) - len(told.unbound),
        "unbound": [place_json(figure.place) for figure in told.unbound],
        "tails": list(report.tails),
    }


def _coverage(name: str, report: Report) -> Json:
    stated = getattr(report.document.procurement, name) if report.document.procurement else None
    if report.why_not_judged:
        return {"stated": _amount(stated), "certain": None, "possible": None}
    return {"stated": _amount(stated), **_need(report.need)[name]}


def _need(need: Need) -> dict[str, Json]:
    return {name: {"certain": yuan(need.certain[name]), "possible": yuan(need.possible[name])} for name in COLUMNS}


def _project(one: CheckedProject, report: Report, catalog: Catalog) -> Json:
    return {
        "id": one.project.id,
        "name": one.project.name,
        "amount": yuan(one.project.amount.fen),
        "exact_amount": yuan(one.project.exact.fen),
        "place": place_json(one.project.amount.place),
        "nature": one.classified.nature,
        "evidence": evidence_json(one.classified.evidence),
        "purchases": [_purchase(expected, catalog) for expected in one.expected],
        "why_not": one.classified.why_not,
        "questions": [question_json(question) for question in one.classified.questions],
        "need": _need(one.need) if report.edition else None,
        "stated_by_user": list(one.stated_by_user),
        "notes": list(one.notes),
    }


def _purchase(one: Expected, catalog: Catalog) -> Json:
    amounts = yuan(one.purchase.low), yuan(one.purchase.high)
    determination = determination_json(one.determination, catalog)
    return purchase_json(one.part, one.listing, catalog.items, amounts, determination)


def _line(one: CheckedLine, catalog: Catalog) -> Json:
    line = one.line
    planned = {name: line.terms.get(name) for name in ("organization", "method")}
    planned |= {"budget_project": line.text("budget_project") or None, "item_code": line.text("code") or None}
    own = {"id": line.id, "name": line.name, "amount": yuan(line.amount.fen), "place": place_json(line.place)}
    return {**_purchase(one.expected, catalog), **own, "planned": planned, "notes": list(one.notes)}


def _waived(one: Finding, waiver: Waiver, report: Report) -> Json:
    return {
        "finding": finding_json(one, report.document.purchaser, report.year),
        "reason": waiver.reason,
        "approver": waiver.approver,
        "document_no": waiver.document_no,
        "expires": waiver.expires.isoformat() if waiver.expires else None,
        "place": place_json(waiver.place),
    }


def _economic(one: EconomicLine) -> Json:
    amount, place = yuan(one.amount.fen), place_json(one.amount.place)
    return {"name": one.name, "parent": one.parent, "amount": amount, "place": place}


def _problem(one: Problem) -> Json:
    return {
        "place": place_json(one.place),
        "field": one.field,
        "found": one.found,
        "consequence": one.consequence,
        "unread": one.unread,
    }


def schema() -> Json:
    """Return the JSON Schema of the report."""
    return ComparedOut.model_json_schema(by_alias=True)
