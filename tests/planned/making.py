"""Small plans as in-memory documents, and what a check says of them."""

from collections.abc import Mapping, Sequence
from functools import cache

from procure.check import Report
from procure.checked import CheckedLine
from procure.model import Document, Row, Table
from procure.money import Unit
from procure.plan.columns import load_columns
from procure.plan.lines import Heading, read_plan
from procure.planned import check_plan
from procure.record import replace
from procure.setting import Options
from procure.tools import Tools

AS_PRINTED = Options()
HEADING = Heading("政府采购计划", "长治市屯留区某局", 2026)
Cells = Mapping[str, str]
GOODS: Cells = {"name": "消防设备", "code": "A02370100", "category": "货物", "amount": "10", "sme": "是"}
"""Goods outside the catalogue."""
LISTED: Cells = {"name": "台式计算机", "code": "A02010105", "category": "货物", "amount": "10", "sme": "是"}
SERVICES: Cells = {"name": "测绘服务", "code": "C19040000", "category": "服务", "amount": "10", "sme": "是"}
WORKS: Cells = {"name": "办公用房施工", "code": "B01010000", "category": "工程", "amount": "10", "sme": "是"}


@cache
def tools() -> Tools:
    return Tools.load()


def document(lines: Sequence[Cells], *, unit: Unit = Unit.WAN_YUAN) -> Document:
    """Return a document with one table, whose columns are those that any line fills; an empty text is a blank cell."""
    columns = columns_of(lines)
    head = Row(1, tuple(load_columns()[column].name for column in columns))
    body = (Row(at, tuple(line.get(column, "") for column in columns)) for at, line in enumerate(lines, 2))
    return Document("计划.txt", (), (Table("计划.txt", "政府采购计划", 1, (head, *body), (unit,)),))


def columns_of(lines: Sequence[Cells]) -> list[str]:
    return [column for column in load_columns() if any(column in line for line in lines)]


def checked(
    *lines: Cells,
    options: Options = AS_PRINTED,
    unit: Unit = Unit.WAN_YUAN,
    budget: Report | None = None,
    heading: Heading = HEADING,
) -> Report:
    plan, problems = read_plan(document(lines, unit=unit), heading, {})
    return replace(check_plan(plan, options, tools(), budget), problems=tuple(problems))


def rows(report: Report, lines: Sequence[Cells], *codes: str) -> list[tuple[str, str, str]]:
    """Return the findings, of some rules or of all, as rows: code, column where it stands, outcome."""
    columns = columns_of(lines)
    return [
        (one.code, columns[(one.place.column or 1) - 1], str(one.severity or one.outcome))
        for one in report.findings
        if not codes or one.code in codes
    ]


def found(*lines: Cells, codes: Sequence[str] = (), options: Options = AS_PRINTED) -> list[tuple[str, str, str]]:
    """Return what a check of these lines finds, as rows; a flagged one with its severity."""
    return rows(checked(*lines, options=options), lines, *codes)


def line_of(report: Report, name: str) -> CheckedLine:
    return next(one for one in report.lines if one.line.id == name)


def outcomes(report: Report, code: str) -> dict[str, int]:
    """Return how often each outcome of a rule was reached."""
    return {str(outcome): count for outcome, count in report.rule_counts.get(code, {}).items()}
