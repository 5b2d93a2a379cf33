"""整改清单: a report as a Word document to be filled in by hand. What is written in Word's own marks: word_parts.py."""

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from procure.check import Report
from procure.model import Finding, Waiver
from procure.money import grouped, yuan
from procure.outcome import counts, open_questions
from procure.report.cite import cites
from procure.report.involved import Shares, amount_in, named, shares, where
from procure.report.word_parts import add_heading, add_note, add_table, add_title, legal, new_document, same_days
from procure.report.words import ranked
from procure.terms import Outcome, word

if TYPE_CHECKING:  # imported where a document is written
    from docx.document import Document

_FLAGGED: Final = {
    "序号": 1.4,
    "问题": 8.3,
    "依据": 4.0,
    "涉及金额（元）": 3.3,
    "整改建议": 4.7,
    "责任人": 2.0,
    "期限": 2.0,
}
_OPEN: Final = {"序号": 1.4, "项目": 5.0, "待核实事项": 10.8, "涉及金额（元）": 3.3, "责任人": 2.0, "核实结果": 3.2}
_WAIVED: Final = {"序号": 1.4, "问题": 10.1, "理由": 5.2, "批准人": 2.2, "文号": 4.0, "有效期": 2.8}
"""The columns of the tables with their widths in cm; together as wide as the page between its margins."""
_AMOUNT_COLUMN: Final = "涉及金额（元）"


def rectification(report: Report) -> bytes:
    """Return the list as a .docx: what is flagged, breaches first, what is to be settled, and what is waived.

    Amounts are in 元. The same report gives the same bytes.
    """
    document = new_document(_title(report))
    add_title(document, _title(report))
    for text in _head(report):
        add_note(document, text)
    amounts = shares(report)
    _section(document, "一、须整改的问题", _FLAGGED, list(_flagged(report, amounts)), "没有须整改的问题。")
    _section(document, "二、待核实事项", _OPEN, list(_open(report, amounts)), "没有待核实的事项。")
    _section(document, "三、已豁免的问题", _WAIVED, list(_waived(report)), "没有豁免的问题。")
    stream = io.BytesIO()
    document.save(stream)
    return same_days(stream.getvalue())


def _title(report: Report) -> str:
    year = f"{report.year}年" if report.year else ""
    return legal(f"{report.document.purchaser or report.document.title}{year}政府采购审查整改清单")


def _head(report: Report) -> Iterator[str]:
    counted = counts(report)
    said = f"违规 {counted['breach']} 项，风险提示 {counted['red_flag']} 项，结论待核实 {counted['undetermined']} 项"
    yield f"审查结论：{said}，已豁免 {len(report.waived)} 项，读取问题 {counted['problems']} 项。"
    yield f"审查文件：{report.document.title}（{report.document.path}）。"
    if report.edition is None:
        yield f"判定依据：{report.why_not_judged}。"
    else:
        since = f"{report.edition.document_no}（{report.edition.in_force_from} 起施行）"
        yield f"判定依据：{since}，按 {report.day} 判定。"


def _section(
    document: "Document", title: str, columns: dict[str, float], rows: Sequence[Sequence[str]], nothing: str
) -> None:
    add_heading(document, title)
    if rows:
        add_table(document, columns, [(str(number), *row) for number, row in enumerate(rows, 1)], _AMOUNT_COLUMN)
    else:
        add_note(document, nothing)


def _flagged(report: Report, amounts: Shares) -> Iterator[tuple[str, ...]]:
    """Yield a row for each flagged finding; who does it until when is left blank to be written in."""
    flagged = [one for one in report.findings if one.outcome is Outcome.FLAGGED]
    for one in sorted(flagged, key=ranked):
        yield _problem(one, report), cites(one.basis), _amount(one.subjects, amounts), one.remedy, "", ""


def _open(report: Report, amounts: Shares) -> Iterator[tuple[str, ...]]:
    """Yield a row for each finding that is undetermined, then for each question that is open."""
    for one in report.findings:
        if one.outcome is Outcome.UNDETERMINED:
            yield named(one), one.message, _amount(one.subjects, amounts), "", ""
    for _, project, _, part, fact, text, *_ in open_questions([report]):
        yield project, "：".join(said for said in (part, fact, text) if said), _amount((project,), amounts), "", ""


def _waived(report: Report) -> Iterator[tuple[str, ...]]:
    for one, waiver in report.waived:
        yield _problem(one, report), waiver.reason, waiver.approver, waiver.document_no, _until(waiver)


def _until(one: Waiver) -> str:
    return one.expires.isoformat() if one.expires else ""


def _problem(one: Finding, report: Report) -> str:
    """Return what is found and where; of a waivers file, its path is told too."""
    file = one.place.file if one.place.file != report.document.path else ""
    spot = " ".join(part for part in (file, where(one.place)) if part)
    said = f"【{word(one.severity or one.outcome)}】{one.code} {one.title}\n{one.message}"
    return f"{said}\n位置：{spot}" if spot else said


def _amount(subjects: Iterable[str], amounts: Shares) -> str:
    fen = amount_in(subjects, amounts)
    return "" if fen is None else grouped(yuan(fen))
