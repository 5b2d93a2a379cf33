"""What is new, gone and unchanged since an earlier JSON report, by the fingerprints of findings.

Not compared, and said so: findings of documents that this run did not check, and rules that it did not judge.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, Literal

import msgspec

from procure.check import Report
from procure.findings import fingerprint
from procure.intake.files import UnreadableError
from procure.intake.text import decoded
from procure.model import Finding
from procure.record import Record, field, replace
from procure.report.parts import Json
from procure.terms import Severity

_NO_REPORT: Final = "不是 procure check --format json 写出的报告，无法比较"
_GRAVITY: Final[Mapping[str | None, int]] = {Severity.BREACH: 2, Severity.RED_FLAG: 1}
"""How grave a finding is; one that is undetermined has no severity and is the least."""


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
        raise BaselineError(f"{path} 无法读取：{error.strerror}") from None
    except (UnreadableError, ValueError, RecursionError):
        raise BaselineError(f"{path} {_NO_REPORT}") from None
    try:
        reports = msgspec.convert(found if isinstance(found, list) else [found], list[LastReport])
    except msgspec.ValidationError:
        raise BaselineError(f"{path} {_NO_REPORT}") from None
    written = found if isinstance(found, list) else [found]
    return [_whole(one, was["findings"]) for one, was in zip(reports, written, strict=True)]


def _whole(report: LastReport, findings: Iterable[Json]) -> LastReport:
    """Return a report whose findings hold all that was written of them."""
    pairs = zip(report.findings, findings, strict=True)
    return replace(report, findings=tuple(replace(one, whole=was) for one, was in pairs))


def compare(reports: Sequence[Report], last: Sequence[LastReport]) -> Comparison:
    """Compare findings by fingerprint, over all documents; as often as one was found before, it is not new."""
    before = _by_fingerprint(last)
    ranked = sorted(
        ((number, place) for number, one in enumerate(reports) for place in range(len(one.findings))),
        key=lambda at: -_gravity(reports[at[0]].findings[at[1]].severity),
    )
    matched = {at: _taken(before, reports[at[0]], at[1]) for at in ranked}
    left = {id(one) for many in before.values() for one in many}
    gone, homeless = _gone(reports, last, left)
    documents = (
        _document(one, [matched[number, place] for place in range(len(one.findings))], gone.get(number, ()))
        for number, one in enumerate(reports)
    )
    return Comparison(tuple(documents), homeless)


def _by_fingerprint(last: Iterable[LastReport]) -> dict[str, list[LastFinding]]:
    """Return the earlier findings by fingerprint, the gravest last, so that it is taken first."""
    before: dict[str, list[LastFinding]] = {}
    for one in (finding for report in last for finding in report.findings):
        before.setdefault(one.fingerprint, []).append(one)
    for many in before.values():
        many.sort(key=lambda one: _gravity(one.severity))
    return before


def _taken(before: Mapping[str, list[LastFinding]], report: Report, place: int) -> LastFinding | None:
    """Return, and take away, the earlier finding that a finding is."""
    same = before.get(fingerprint(report.findings[place], report.document.purchaser, report.year))
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
    reports: Sequence[Report], last: Iterable[LastReport], left: set[int]
) -> tuple[dict[int, list[LastFinding]], dict[str, int]]:
    """Return the findings that are gone by the report they would stand in, and how many of which files have none.

    What a rule said that this run did not judge the document by has none: it may still be so.
    """
    homes = _homes(reports)
    gone: dict[int, list[LastFinding]] = {}
    homeless: dict[str, int] = {}
    for was in last:
        home = homes.get((was.document.purchaser, was.document.year), homes.get(was.document.path))
        for one in (finding for finding in was.findings if id(finding) in left):
            if home is None or _is_not_judged(reports[home], one.code):
                homeless[was.document.path] = homeless.get(was.document.path, 0) + 1
            else:
                gone.setdefault(home, []).append(one)
    return gone, homeless


def _homes(reports: Sequence[Report]) -> dict[object, int]:
    """Return the first report of each purchaser and year, and of each path."""
    homes: dict[object, int] = {}
    for number, one in enumerate(reports):
        homes.setdefault(one.document.path, number)
        if one.document.purchaser:
            homes.setdefault((one.document.purchaser, one.year), number)
    return homes


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
