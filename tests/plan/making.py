"""Small plans as tables, as workbooks and as CSV, and what is read of them."""

import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import openpyxl

from procure.budget import recognise
from procure.intake import read
from procure.model import Document, Paragraph, Problem, Row, Table
from procure.money import Unit
from procure.plan.columns import own_columns
from procure.plan.lines import Heading, is_plan, read_plan
from procure.plan.model import PurchasePlan
from procure.record import replace

YEAR: Final = 2026
TITLE: Final = "2026年政府采购计划表"
HEAD: Final = ("序号", "采购项目名称", "品目编码", "采购方式", "预算金额")
PRINTER: Final = ("1", "打印机", "A02021003", "询价", "20")
CLEANING: Final = ("2", "保洁服务", "C21040000", "竞争性磋商", "35.5")

Cells = Sequence[str]
Merged = Mapping[int, Iterable[int]]
Pairs = Iterable[tuple[str, str]]
Said = tuple[int | None, int | None, str, str, str, bool]


def table(
    *rows: Cells,
    title: str = TITLE,
    units: Sequence[Unit] = (Unit.WAN_YUAN,),
    first: int = 2,
    merged: Merged | None = None,
) -> Table:
    """Return a table whose first row stands on line `first`; merged: covered columns (from 0) by line."""
    covered = merged or {}
    made = [Row(line, tuple(row), None, frozenset(covered.get(line, ()))) for line, row in enumerate(rows, first)]
    return Table("计划.xlsx", title, first - 1, tuple(made), tuple(units))


def document(*tables: Table, texts: Iterable[str] = ()) -> Document:
    return Document("计划.xlsx", tuple(Paragraph(line, text) for line, text in enumerate(texts, 1)), tables)


def heading(title: str = TITLE, purchaser: str | None = None, year: int | None = YEAR) -> Heading:
    return Heading(title, purchaser, year)


def plan_of(*tables: Table, own: Pairs = (), told: Heading | None = None) -> tuple[PurchasePlan, list[Problem]]:
    return read_plan(document(*tables), told or heading(), own_columns(own))


def read_rows(*rows: Cells, **settings: Any) -> tuple[PurchasePlan, list[Problem]]:
    return plan_of(table(*rows, **settings))


def lines_of(plan: PurchasePlan) -> list[tuple[str, int]]:
    """Return the lines' ids and amounts in 分, and see that every row is accounted for."""
    assert plan.rows_read == len(plan.lines) + plan.rows_skipped + plan.rows_unread
    return [(line.id, line.amount.fen) for line in plan.lines]


def totals_of(plan: PurchasePlan) -> list[tuple[str, int, tuple[str, ...], int]]:
    return [(one.label, one.amount.fen, one.lines, one.unread) for one in plan.totals]


def said(problems: Iterable[Problem]) -> list[Said]:
    """Return line, column (from 1), field, what was found, what follows, and whether a line was left unread."""
    return [(one.place.line, one.place.column, one.field, one.found, one.consequence, one.unread) for one in problems]


def spots(problems: Iterable[Problem]) -> list[tuple[str, str, str, str]]:
    return [(one.place.spot, one.field, one.found, one.consequence) for one in problems]


def without_places(plan: PurchasePlan) -> list[dict[str, Any]]:
    """Return what the lines state, column by column, and nothing of where it stands."""
    return [
        {
            "name": line.name,
            "amount": (line.amount.text, line.amount.unit, line.amount.fen),
            "category": line.category,
            "texts": dict(line.texts),
            "terms": dict(line.terms),
            "facts": dict(line.facts),
            "figures": {column: (one.text, one.unit, one.fen) for column, one in line.figures.items()},
            "days": dict(line.days),
            "shares": dict(line.shares),
            "quantity": line.quantity,
        }
        for line in plan.lines
    ]


def read_file(path: Path, own: Pairs = ()) -> tuple[PurchasePlan | None, list[Problem]]:
    """Read a file as a check does; None where it cannot be read or is no plan."""
    found, problems = read(path)
    columns = own_columns(own)
    if found is None or not is_plan(found, columns):
        return None, problems
    told, _ = recognise(found)
    plan, more = read_plan(found, Heading(told.title, told.purchaser, told.year), columns)
    return replace(plan, path=path.name), [*problems, *more]


def is_plan_file(path: Path) -> bool:
    found, problems = read(path)
    assert found is not None, problems
    return is_plan(found, {})


def book_of(rows: Iterable[Sequence[Any]], formats: Mapping[str, str] | None = None) -> openpyxl.Workbook:
    """Return a workbook with one sheet, 采购计划; formats: number formats by address."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "采购计划"
    for row in rows:
        sheet.append(list(row))
    for address, code in (formats or {}).items():
        sheet[address].number_format = code
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def written(folder: Path, data: bytes, name: str = "计划.xlsx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path
