"""Reports as SARIF 2.1.0, for platforms that show and keep findings. Not the JSON contract: json.py.

Nothing in it tells when or where it was written: the same findings give the same bytes.
"""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath
from typing import Final
from urllib.parse import quote

from procure import __version__
from procure.check import Report
from procure.findings import fingerprint
from procure.model import Clause, Finding, Place, Problem, Waiver
from procure.report.cite import cites
from procure.report.involved import where
from procure.report.parts import Json
from procure.rulebook import Table
from procure.terms import Severity
from procure.tools import Tools

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final = {Severity.BREACH: "error", Severity.RED_FLAG: "warning"}
_PRINT: Final = "procure/v1"


def report_sarif(reports: Sequence[Report], tools: Tools, base: Path | None = None) -> Json:
    """Return the findings of reports, waived ones suppressed, as one run of a SARIF log.

    base: the folder that paths are told relative to where they lie in it; relative paths stay as they are.
    """
    codes = {one.code for report in reports for one in _all(report)}
    tables = sorted((tools.rulebook[code] for code in codes), key=lambda table: table.code)
    writer = _Writer(base, {table.code: number for number, table in enumerate(tables)})
    driver = {"name": "procure", "version": __version__, "language": "zh-CN", "rules": [_rule(one) for one in tables]}
    read = {
        "executionSuccessful": True,
        "toolExecutionNotifications": [writer.notification(one) for report in reports for one in report.problems],
    }
    run = {
        "tool": {"driver": driver},
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "invocations": [read],
        "results": [result for report in reports for result in writer.results(report)],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _all(report: Report) -> Iterable[Finding]:
    return (*report.findings, *(one for one, _ in report.waived))


def _rule(table: Table) -> Json:
    severities = {row.then.get("severity") for row in table.rows}
    level = next((name for severity, name in _LEVELS.items() if severity in severities), "note")
    return {
        "id": table.code,
        "name": table.name,
        "shortDescription": _text(table.title),
        "fullDescription": _text(table.why),
        "defaultConfiguration": {"level": level},
        "properties": {"version": table.version},
    }


class _Writer:
    """Writes results; base is that of report_sarif, numbers those of the rules by code."""

    def __init__(self, base: Path | None, numbers: dict[str, int]) -> None:
        self._base, self._numbers = base, numbers

    def results(self, report: Report) -> list[Json]:
        """Return the results of a report: SARIF wants suppressions on all of a run's results or on none."""
        kept = [self._result(one, report, []) for one in report.findings]
        return kept + [self._result(one, report, [_suppression(waiver)]) for one, waiver in report.waived]

    def _result(self, one: Finding, report: Report, suppressions: list[Json]) -> Json:
        return {
            "ruleId": one.code,
            "ruleIndex": self._numbers[one.code],
            # What is undetermined has no severity; the format lets nothing but failures have a level.
            "kind": "fail" if one.severity else "open",
            "level": _LEVELS[one.severity] if one.severity else "none",
            "message": _text(_message(one)),
            "locations": [self._location(one.place)],
            "partialFingerprints": {_PRINT: fingerprint(one, report.document.purchaser, report.year)},
            "suppressions": suppressions,
            "properties": {
                "outcome": one.outcome,
                "severity": one.severity,
                "basis": [_basis(clause) for clause in one.basis],
                "subjects": [_clean(subject) for subject in one.subjects],
            },
        }

    def notification(self, one: Problem) -> Json:
        """Return what could not be read: whoever reads the findings should know what they leave out."""
        said = f"{one.field}：“{one.found}”，{one.consequence}"
        level = "warning" if one.unread else "note"
        return {"level": level, "message": _text(said), "locations": [self._location(one.place)]}

    def _location(self, place: Place) -> Json:
        physical: Json = {"artifactLocation": {"uri": _uri(place.file, self._base)}}
        if place.line:
            physical["region"] = {"startLine": place.line}
        location: Json = {"physicalLocation": physical}
        if name := _logical(place):
            location["logicalLocations"] = [{"fullyQualifiedName": _clean(name)}]
        return location


def _message(one: Finding) -> str:
    """Return what is found, what to do about it, and by which clauses, in this order."""
    parts = (one.message, one.remedy and f"处理：{one.remedy}", one.basis and f"依据：{cites(one.basis)}")
    return "。".join(part for part in parts if part)


def _basis(one: Clause) -> Json:
    return {"source": one.source, "title": one.title, "clause": one.clause, "quote": one.quote}


def _suppression(one: Waiver) -> Json:
    number = one.document_no and f"文号：{one.document_no}"
    until = one.expires and f"有效期至 {one.expires.isoformat()}"
    parts = (one.reason, f"批准人：{one.approver}", number, until)
    said = "；".join(part for part in parts if part)
    return {"kind": "external", "status": "accepted", "justification": _clean(said)}


def _logical(place: Place) -> str:
    """Return the name of a place in a file without lines, as a spreadsheet or a reader writes it: 表8!C12, 第3页."""
    if place.sheet:
        return f"{place.sheet}!{place.cell}" if place.cell else place.sheet
    return place.part if place.line else where(place)


def _uri(file: str, base: Path | None) -> str:
    """Return a path as a URI reference; an absolute one is a file's URI, unless it lies in the base."""
    path = PurePath(file)
    if base is not None and path.is_relative_to(base):
        path = path.relative_to(base)
    if path.is_absolute():
        drive = "" if path.as_posix().startswith("/") else "/"
        return f"file://{drive}{quote(os.fsencode(path.as_posix()), safe='/:')}"
    return quote(os.fsencode(path.as_posix()))


def _text(text: str) -> Json:
    """Return a message whose braces are no placeholders and whose brackets are no links."""
    plain = _clean(text).replace("{", "{{").replace("}", "}}")
    return {"text": plain.replace("](", "] (")}


def _clean(text: str) -> str:
    """Return a text that can be written: without halves of characters."""
    return text.encode("utf-8", "replace").decode()
