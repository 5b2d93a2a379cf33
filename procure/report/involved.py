"""What a finding involves, as several reports show it: its subjects' names, its amount, where it stands."""

from collections.abc import Iterable, Mapping

from procure.check import CheckedProject, Report
from procure.model import Finding, Place
from procure.terms import word

_Share = tuple[str, int]
"""What an amount is of, so that it counts once, and the amount in 分."""


Shares = Mapping[str, tuple[_Share, ...]]
"""The amounts of a report by subject."""


def amount_in(subjects: Iterable[str], shares: Shares) -> int | None:
    """Return the amount of a finding's subjects, in 分: that of lines and projects; None where it has none of them."""
    found = dict(share for subject in subjects for share in shares.get(subject, ()))
    return sum(found.values()) if found else None


def shares(report: Report) -> Shares:
    """Return the amounts by subject; where a line and a project have one id, the line is meant.

    A part of a project has its own amount where that is known, else the whole project's.
    """
    found: dict[str, tuple[_Share, ...]] = {}
    for project in report.projects:
        found |= _of_project(project)
    for one in report.lines:
        figure = one.line.amount
        found[one.line.id] = ((one.line.id, figure.fen),)
    return found


def _of_project(one: CheckedProject) -> dict[str, tuple[_Share, ...]]:
    identity, whole = one.project.id, one.project.exact.fen
    found: dict[str, tuple[_Share, ...]] = {identity: ((identity, whole),)}
    for expected in one.expected:
        purchase, name = expected.purchase, f"{identity}：{expected.purchase.subject}"
        is_known = purchase.low == purchase.high
        found[name] = ((name, purchase.low),) if is_known else ((identity, whole),)
    return found


def named(finding: Finding) -> str:
    """Return the names of a finding's subjects; a waiver may name them so."""
    return "、".join(word(subject) for subject in finding.subjects)


def where(place: Place) -> str:
    """Return where something stands as a reader looks for it: the table's title and the spot in the file."""
    return " ".join(part for part in (place.part, place.spot) if part)
