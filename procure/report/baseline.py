"""What is new, gone and unchanged since an earlier JSON report, by the fingerprints of findings.

Not compared, and said so: findings of documents that this run did not check, and rules that it did not judge.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, Literal, TypeVar

import msgspec

from procure.check import Report
from procure.findings import fingerprint
from procure.intake.files import UnreadableError, reason
from procure.intake.text import decoded
from procure.many import real
from procure.model import Finding
from procure.record import Record, field, replace
from procure.report.parts import Json
from procure.terms import Severity

_NO_REPORT: Final = "不是 procure check --format json 写出的报告，无法比较"
_GRAVITY: Final[Mapping[str | None, int]] = {Severity.BREACH: 2, Severity.RED_FLAG: 1}
"""How grave a finding is; one that is undetermined has no severity and is the least."""

_Department = tuple[str | None, int | None]
"""A purchaser and a year."""
_Known = tuple[int | None, str]
"""The number of a report, and a fingerprint."""
_Spot = tuple[int, int]
"""The number of a report, and that of a finding in it."""
_Key = TypeVar("_Key")


class BaselineError(Exception):
    """A file that is no earlier report; the message says so in Chinese."""


class LastDocument(Record, frozen=True):
    """What an earlier report says of its document."""

    schema: Literal["procure-report-1"]
    path: str
    purchaser: str | None
    year: int | None


class LastFinding(Record, frozen=True):
    """A finding of an earlier report, as far as it is compared; whole holds all of it."""

    fingerprint: str
    code: str
    message: str
    severity: Literal["breach", "red_flag"] | None
    whole: Json = field(default_factory=dict)


class LastReport(Record, frozen=True):
    """An earlier report, as far as it is compared."""

    document: LastDocument
    findings: tuple[LastFinding, ...]


class Compared(Record, frozen=True):
    """The findings of one document beside those of the earlier report; of the unchanged, graver are the worse ones."""

    new: tuple[Finding, ...] = ()
    unchanged: tuple[Finding, ...] = ()
    graver: tuple[Finding, ...] = ()
    gone: tuple[LastFinding, ...] = ()


class Comparison(Record, frozen=True):
    """What came of each report of a run, in its order; and how many earlier findings of which files had no place."""

    documents: tuple[Compared, ...]
    not_compared: Mapping[str, int]


def read_baseline(path: Path) -> list[LastReport]:
    """Read what `procure check --format json` wrote of one document or of several. Raises BaselineError."""
    try:
        found = json.loads(decoded(path.read_bytes()))
    except OSError as error:
        raise BaselineError(f"{path} 无法读取：{reason(error)}") from None
    except (UnreadableError, ValueError, RecursionError):
        raise BaselineError(f"{path} {_NO_REPORT}") from None
    written = found if isinstance(found, list) else [found]
    try:
        reports = msgspec.convert(written, list[LastReport])
    except msgspec.ValidationError:
        raise BaselineError(f"{path} {_NO_REPORT}") from None
    if not reports:
        raise BaselineError(f"{path} 里没有任何报告，无法比较")
    return [_whole(one, was["findings"]) for one, was in zip(reports, written, strict=True)]


def _whole(report: LastReport, findings: Iterable[Json]) -> LastReport:
    """Return a report whose findings hold all that was written of them."""
    pairs = zip(report.findings, findings, strict=True)
    return replace(report, findings=tuple(replace(one, whole=was) for one, was in pairs))


def compare(reports: Sequence[Report], last: Sequence[LastReport]) -> Comparison:
    """Compare findings by fingerprint, over all documents; as often as one was found before, it is not new."""
    homes = _homes(reports, last)
    matched, left = _matched(reports, _by_home(last, homes))
    gone, homeless = _gone(reports, last, homes, left)
    documents = (
        _document(one, [matched.get((number, place)) for place in range(len(one.findings))], gone.get(number, ()))
        for number, one in enumerate(reports)
    )
    return Comparison(tuple(documents), homeless)


def _homes(reports: Sequence[Report], last: Sequence[LastReport]) -> dict[int, int]:
    """Return by the number of an earlier report that of the report on the same document, no two of one.

    That is the document at the same path. Where nothing is there any more, it was renamed: then it is that of the same
    purchaser and year, first of all the one with the same name.
    """
    now = [(Path(one.document.path), (one.document.purchaser, one.year)) for one in reports]
    then = [(Path(one.path), (one.purchaser, one.year)) for one in (was.document for was in last)]
    renamed = [number for number, was in enumerate(last) if was.document.purchaser and not _is_there(was.document)]
    homes: dict[int, int] = {}
    for same, numbers in ((_path, range(len(last))), (_name, renamed), (_department, renamed)):
        free: dict[object, list[int]] = {}
        for home in sorted(set(range(len(reports))) - set(homes.values()), reverse=True):
            free.setdefault(same(*now[home]), []).append(home)
        for number in numbers:
            if number not in homes and (fitting := free.get(same(*then[number]))):
                homes[number] = fitting.pop()
    return homes


def _path(path: Path, _: _Department) -> object:
    return real(path)


def _name(path: Path, department: _Department) -> object:
    return path.name, department


def _department(_: Path, department: _Department) -> object:
    return department


def _is_there(document: LastDocument) -> bool:
    return os.path.exists(document.path)  # noqa: PTH110 - that of Path raises on what no path can be


def _by_home(last: Iterable[LastReport], homes: Mapping[int, int]) -> dict[_Known, list[LastFinding]]:
    """Return the earlier findings by the report they would stand in and fingerprint."""
    before: dict[_Known, list[LastFinding]] = {}
    for number, report in enumerate(last):
        for one in report.findings:
            before.setdefault((homes.get(number), one.fingerprint), []).append(one)
    return before


def _matched(
    reports: Sequence[Report], before: Mapping[_Known, Sequence[LastFinding]]
) -> tuple[dict[_Spot, LastFinding], set[int]]:
    """Return the earlier finding that each finding is, and the ids of those that none is.

    A document's own come first, then those of others; and the gravest before the others.
    """
    prints = {
        (number, place): fingerprint(finding, one.document.purchaser, one.year)
        for number, one in enumerate(reports)
        for place, finding in enumerate(one.findings)
    }
    ranked = sorted(prints, key=lambda at: -_gravity(reports[at[0]].findings[at[1]].severity))
    own = _ranked(((home, known), many) for (home, known), many in before.items())
    matched = {at: one for at in ranked if (one := _taken(own, (at[0], prints[at])))}
    others = _ranked((known, many) for (_, known), many in own.items())
    matched |= {at: one for at in ranked if at not in matched and (one := _taken(others, prints[at]))}
    return matched, {id(one) for many in others.values() for one in many}


def _ranked(groups: Iterable[tuple[_Key, Sequence[LastFinding]]]) -> dict[_Key, list[LastFinding]]:
    """Return findings by key, the gravest last, so that it is taken first."""
    ranked: dict[_Key, list[LastFinding]] = {}
    for key, many in groups:
        ranked.setdefault(key, []).extend(many)
    for found in ranked.values():
        found.sort(key=lambda one: _gravity(one.severity))
    return ranked


def _taken(before: Mapping[_Key, list[LastFinding]], key: _Key) -> LastFinding | None:
    """Return, and take away, an earlier finding."""
    same = before.get(key)
    return same.pop() if same else None


def _gravity(severity: str | None) -> int:
    return _GRAVITY.get(severity, 0)


def _document(report: Report, were: Sequence[LastFinding | None], gone: Sequence[LastFinding]) -> Compared:
    pairs = list(zip(report.findings, were, strict=True))
    return Compared(
        new=tuple(one for one, was in pairs if was is None),
        unchanged=tuple(one for one, was in pairs if was is not None),
        graver=tuple(one for one, was in pairs if was and _gravity(one.severity) > _gravity(was.severity)),
        gone=tuple(gone),
    )


def _gone(
    reports: Sequence[Report], last: Iterable[LastReport], homes: Mapping[int, int], left: set[int]
) -> tuple[dict[int, list[LastFinding]], dict[str, int]]:
    """Return the findings that are gone by the report they would stand in, and how many of which files have none.

    What a rule said that this run did not judge the document by has none: it may still be so.
    """
    gone: dict[int, list[LastFinding]] = {}
    homeless: dict[str, int] = {}
    for number, was in enumerate(last):
        home = homes.get(number)
        for one in (finding for finding in was.findings if id(finding) in left):
            if home is None or _is_not_judged(reports[home], one.code):
                homeless[was.document.path] = homeless.get(was.document.path, 0) + 1
            else:
                gone.setdefault(home, []).append(one)
    return gone, homeless


def _is_not_judged(report: Report, code: str) -> bool:
    return report.why_not_judged is not None and code not in report.rule_counts


def only_news(reports: Iterable[Report], comparison: Comparison) -> list[Report]:
    """Return the reports with the findings that are new or graver than before, which alone count for the exit code."""
    pairs = zip(reports, comparison.documents, strict=True)
    return [replace(report, findings=(*one.new, *one.graver)) for report, one in pairs]


def baseline_json(report: Report, one: Compared) -> Json:
    """Return what came of a document as the JSON contract has it."""

    def prints(findings: Iterable[Finding]) -> list[str]:
        return [fingerprint(finding, report.document.purchaser, report.year) for finding in findings]

    return {
        "new": prints(one.new),
        "gone": [was.whole for was in one.gone],
        "unchanged": prints(one.unchanged),
        "graver": prints(one.graver),
    }


def baseline_text(reports: Sequence[Report], comparison: Comparison) -> str:
    """Return the section that ends a text report."""
    many = comparison.documents
    counts = (sum(len(getattr(one, name)) for one in many) for name in ("new", "gone", "unchanged"))
    head = "与上次相比：新增 {} 项、消失 {} 项、不变 {} 项".format(*counts)
    return "\n".join(("", head, *_lists(reports, many), *not_compared(comparison))) + "\n"


def _lists(reports: Sequence[Report], many: Sequence[Compared]) -> Iterator[str]:
    names = [f"{Path(one.document.path).name} " if len(reports) > 1 else "" for one in reports]
    kinds = {"new": "新增", "gone": "消失", "graver": "不变的项中本次更重（上次待核实或者是风险提示）"}
    for kind, said in kinds.items():
        lines = [
            f"  - {name}{finding.code} {finding.message}"
            for name, one in zip(names, many, strict=True)
            for finding in getattr(one, kind)
        ]
        yield from (said, *lines) if lines else ()


def not_compared(comparison: Comparison) -> Iterator[str]:
    """Yield a sentence on the earlier findings that were not compared, where there are any."""
    files = comparison.not_compared
    if files:
        named = "、".join(f"{path} {count} 项" for path, count in files.items())
        yield f"未比较：{len(files)} 份文件上次的结论，本次没有审查到该文件或者没有按该规则判定：{named}"
