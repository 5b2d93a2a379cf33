"""Findings as CSV, a row each, for whoever filters and counts them in a spreadsheet. Not for what is not found."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Final

from procure.check import Report
from procure.findings import fingerprint
from procure.model import Finding, Place
from procure.money import yuan
from procure.report.cite import cites
from procure.report.involved import Shares, amount_in, named, shares
from procure.terms import word

HEADS: Final = (
    *("文件", "结论", "编号", "标题", "位置", "行号/单元格", "项目", "说明", "处理", "依据"),
    *("涉及金额(元)", "指纹"),
)
_WAIVED: Final = "已豁免"
_FORMULAS: Final = tuple("=+-@＝＋－＠")
"""What begins a formula in some spreadsheet, whatever blanks stand before it."""
_LIKE_NUMBERS: Final = re.compile(r"\d+(e\d+)?")
"""Fingerprints that a spreadsheet would round to a number."""


def findings_csv(reports: Sequence[Report]) -> str:
    """Return all findings, flagged, undetermined and waived ones, with amounts in 元.

    A cell that a spreadsheet would take for a formula, or a fingerprint it would take for a number, begins with an
    apostrophe. To be written as utf-8-sig, which is what spreadsheets know as UTF-8.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(HEADS)
    for report in reports:
        writer.writerows(_rows(report))
    return stream.getvalue()


def _rows(report: Report) -> Iterator[list[str]]:
    amounts = shares(report)
    for one in report.findings:
        yield _row(one, report, amounts, word(one.severity or one.outcome))
    for one, _ in report.waived:
        yield _row(one, report, amounts, _WAIVED)


def _row(one: Finding, report: Report, amounts: Shares, conclusion: str) -> list[str]:
    amount = amount_in(one.subjects, amounts)
    texts = (
        *(one.place.file, conclusion, one.code, one.title, _around(one.place), _spot(one.place), named(one)),
        *(one.message, one.remedy, cites(one.basis)),
    )
    known = fingerprint(one, report.document.purchaser, report.year)
    marked = f"'{known}" if _LIKE_NUMBERS.fullmatch(known) else known
    return [*map(_safe, texts), "" if amount is None else yuan(amount), marked]


def _around(place: Place) -> str:
    """Return what a reader turns to first: the sheet, page or paragraph, and the table's title."""
    sheet = f"工作表“{place.sheet}”" if place.sheet else ""
    return " ".join(part for part in (sheet or ("" if place.line else place.spot), place.part) if part)


def _spot(place: Place) -> str:
    return place.cell or (f"{place.line}" if place.line else "")


def _safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula and that can be written."""
    plain = text.replace("\0", "").encode("utf-8", "replace").decode()
    return f"'{plain}" if plain.lstrip().startswith(_FORMULAS) or plain[:1] in ("\t", "\r", "\n") else plain
