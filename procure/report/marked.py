"""What is written into the user's own workbook: notes on cells, a sheet of findings, a sheet of determinations."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from procure.catalog import Catalog
from procure.check import CheckedLine, Report
from procure.intake.own_sheets import DETERMINATIONS, FINDING_HEAD, FINDINGS, LINE_HEAD
from procure.model import Finding, Place, Problem
from procure.report.cite import cites
from procure.report.givenback import AddedSheet, CellNote, Link, Mark
from procure.report.involved import Shares, amount_in, shares
from procure.report.words import LISTED, OPEN, category_word, kind_word, ranked
from procure.terms import word

_FINDING_WIDTHS: Final = (6, 10, 9, 60, 14, 16, 36, 44)
_LINE_WIDTHS: Final = (10, 30, 16, 8, 30, 12, 16, 40, 12, 14, 30, 40, 40)
_CENTS: Final = 100
_CODES: Final = 3
"""Items shown of a line that may be several."""
_SPOT: Final = 4
_MARKS: Final = {"breach": Mark.BREACH, "red_flag": Mark.RED_FLAG}


def cell_notes(report: Report) -> tuple[CellNote, ...]:
    """Return a note for each finding, and each row that was not read, on a cell of the workbook itself."""
    own = report.document.path
    noted = [_of_finding(one) for one in report.findings if one.place.file == own and one.place.cell]
    noted += [_of_problem(one) for one in report.problems if one.place.file == own and one.place.cell]
    return tuple(noted)


def _of_finding(one: Finding) -> CellNote:
    mark = _MARKS[one.severity] if one.severity else Mark.OPEN
    basis = f"\n依据：{cites(one.basis)}" if one.basis else ""
    remedy = f"\n处理：{one.remedy}" if one.remedy else ""
    text = f"{kind_word(one)} {one.code}：{one.message}{basis}{remedy}"
    return CellNote(one.place.sheet, one.place.cell or "", text, mark)


def _of_problem(one: Problem) -> CellNote:
    text = f"没有读出：“{one.found}”，{one.consequence}"
    return CellNote(one.place.sheet, one.place.cell or "", text, Mark.OPEN)


def _spot(place: Place, report: Report) -> str:
    """Return where something stands: the cell, and the file where that is another than the workbook."""
    if place.file == report.document.path:
        return place.cell or place.spot
    return " ".join(filter(None, (place.file, place.spot)))


def added_sheets(report: Report, catalog: Catalog) -> tuple[AddedSheet, ...]:
    """Return the sheets behind the user's own: findings, and how each line must be bought."""
    return _findings(report), _determinations(report, catalog)


def _findings(report: Report) -> AddedSheet:
    ordered = sorted(report.findings, key=lambda one: ranked(one)[0])
    amounts = shares(report)
    rows = tuple(tuple(_finding_row(number, one, report, amounts)) for number, one in enumerate(ordered, 1))
    rows += tuple(_waived_row(number, report) for number in range(len(report.waived)))
    rows += tuple(_problem_row(one, report) for one in report.problems)
    links = tuple(
        Link(row, _SPOT, one.place.sheet, one.place.cell)
        for row, one in enumerate(ordered)
        if one.place.cell and one.place.file == report.document.path
    )
    return AddedSheet(FINDINGS, FINDING_HEAD, rows, _FINDING_WIDTHS, links)


def _finding_row(number: int, one: Finding, report: Report, amounts: Shares) -> Iterator[str | int | Decimal | None]:
    amount = amount_in(one.subjects, amounts)
    yield number
    yield kind_word(one)
    yield one.code
    yield one.message
    yield _spot(one.place, report)
    yield Decimal(amount) / _CENTS if amount is not None else None
    yield cites(one.basis)
    yield one.remedy


def _waived_row(number: int, report: Report) -> tuple[str | int | Decimal | None, ...]:
    one, waiver = report.waived[number]
    document_no = waiver.document_no or "没有写"
    told = f"理由：{waiver.reason}；批准人：{waiver.approver}；文号：{document_no}；有效期至 {waiver.expires}"
    return (None, "已豁免", one.code, one.message, _spot(one.place, report), None, cites(one.basis), told)


def _problem_row(one: Problem, report: Report) -> tuple[str | int | Decimal | None, ...]:
    said = f"“{one.field}”：“{one.found}”，{one.consequence}"
    return (None, "没有读出" if one.unread else "读取提示", "", said, _spot(one.place, report), None, "", "")


def _determinations(report: Report, catalog: Catalog) -> AddedSheet:
    rows = tuple(tuple(_line_row(one, catalog)) for one in report.lines)
    links = tuple(
        Link(row, 0, one.line.place.sheet, one.line.place.cell)
        for row, one in enumerate(report.lines)
        if one.line.place.cell
    )
    return AddedSheet(DETERMINATIONS, LINE_HEAD, rows, _LINE_WIDTHS, links)


def _line_row(one: CheckedLine, catalog: Catalog) -> Iterator[str | int | Decimal | None]:
    found, part = one.expected.determination, one.expected.part
    items = catalog.items
    yield one.line.place.cell
    yield one.line.id
    yield Decimal(one.line.amount.fen) / _CENTS
    yield category_word(part)
    yield "、".join(f"{code} {items[code].name}" if code in items else code for code in part.codes[:_CODES])
    yield LISTED[one.expected.listing.status]
    yield word(found.organization) if found.organization else OPEN
    yield "、".join(map(word, found.methods)) if found.methods else OPEN
    yield word(found.required_method) if found.required_method else ""
    yield word(found.governed_by) if found.governed_by else ""
    yield "、".join(catalog.approvals[name].text for name in found.approvals)
    yield cites(found.basis)
    yield "；".join(question.text for question in found.questions) or "；".join(
        found.warnings[:1] if not found.basis else ()
    )
