"""Waivers set findings apart, and are judged themselves (rules/waiver/): an invalid one is a finding at its place."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from procure.check import Report
from procure.findings import Findings, Subject, fingerprint
from procure.model import Finding, Waiver
from procure.money import plain
from procure.record import replace
from procure.terms import word
from procure.waivers.entries import columns
from procure.waivers.reading import ANY

REQUIRED: Final = ("reason", "approver", "expires")
"""What a waiver must state; how many these are is a parameter of catalog/screening.csv, which the rule cites."""
_Key = tuple[str, str]
"""A fingerprint with nothing, or a code with a line."""


def apply_waivers(report: Report, waivers: Sequence[Waiver], day: date, findings: Findings) -> Report:
    """Return the report with what valid waivers set apart, and with findings on the waivers that are not valid.

    day: on which the waivers must hold. findings: judges them, in the report's context. Rules' counts still tell how
    many facts were flagged, waived or not.
    """
    return apply_to_all([report], waivers, day, findings)[0]


def apply_to_all(reports: Sequence[Report], waivers: Sequence[Waiver], day: date, findings: Findings) -> list[Report]:
    """Return the reports likewise; a waiver is unused where it fits nothing in any of them.

    What is found of the waivers stands in the first report.
    """
    if not reports or not waivers:
        return list(reports)
    known = _by_key(waivers, day)
    used: set[int] = set()
    first, *others = [_set_apart(report, waivers, known, used) for report in reports]
    before = len(findings.found)
    for number, one in enumerate(waivers):
        state = _fault(one, day) or ("valid" if number in used else "unused")
        findings.judge("waiver", {"state": state}, _subject(one))
    tables = findings.context.rulebook.of("waiver", findings=True)
    counts = {**first.rule_counts, **{table.code: findings.counts[table.code] for table in tables}}
    return [replace(first, findings=(*first.findings, *findings.found[before:]), rule_counts=counts), *others]


def _fault(one: Waiver, day: date) -> str | None:
    """Return why a waiver sets nothing apart, whatever is found; None where it may."""
    is_any = ANY in one.fingerprint or ANY in one.code or plain(one.line) == ANY
    if is_any or not (one.fingerprint or (one.code and one.line)):
        return "too_broad"
    if one.expires is None or _missing(one):
        return "missing"
    return "expired" if one.expires < day else None


def _missing(one: Waiver) -> tuple[str, ...]:
    return tuple(name for name in REQUIRED if not getattr(one, name))


def _by_key(waivers: Sequence[Waiver], day: date) -> dict[_Key, list[int]]:
    """Return the waivers that hold, as their numbers, by what they name."""
    known: dict[_Key, list[int]] = {}
    for number, one in enumerate(waivers):
        if _fault(one, day) is None:
            key = (one.fingerprint, "") if one.fingerprint else (one.code, one.line)
            known.setdefault(key, []).append(number)
    return known


def _set_apart(
    report: Report, waivers: Sequence[Waiver], known: Mapping[_Key, Sequence[int]], used: set[int]
) -> Report:
    """Return the report with its waived findings apart, each with the first waiver that fits; all that fit are used."""
    kept: list[Finding] = []
    waived = list(report.waived)
    for one in report.findings:
        fitting = [number for key in _keys(one, report) for number in known.get(key, ()) if _fits(waivers[number], one)]
        used.update(fitting)
        if fitting:
            waived.append((one, waivers[min(fitting)]))
        else:
            kept.append(one)
    return replace(report, findings=tuple(kept), waived=tuple(waived))


def _fits(waiver: Waiver, one: Finding) -> bool:
    """Return whether a code that stands beside a fingerprint is the finding's: else one of them is mistaken."""
    return waiver.code in ("", one.code)


def _keys(one: Finding, report: Report) -> Iterator[_Key]:
    yield fingerprint(one, report.document.purchaser, report.year), ""
    names = [word(subject) for subject in one.subjects]
    yield from ((one.code, name) for name in dict.fromkeys((*one.subjects, *names, "、".join(names))))


def _subject(one: Waiver) -> Subject:
    ids = (one.fingerprint,) if one.fingerprint else tuple(part for part in (one.code, one.line) if part)
    words = {
        "subject": f"“{' '.join(ids)}”",
        "missing": "、".join(columns().names[name] for name in _missing(one)),
        "expires": one.expires.isoformat() if one.expires else "",
    }
    return Subject(one.place, ids, words)
