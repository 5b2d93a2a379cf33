"""The project tables (项目支出预算表) row by row: projects, totals, problems. Not for target sheets: sheets.py."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from procure.budget.cells import (
    Head,
    UnreadError,
    find_head,
    head_word,
    is_column_numbers,
    key,
    problem,
    read_figure,
    unit_fault,
    units_of,
)
from procure.intake.wording import Use, words
from procure.model import Figure, Problem, Project, Row, Table, TargetSheet
from procure.money import Unit, wan
from procure.record import Record

_AMOUNT: Final = "合计"
_NAME: Final = "项目名称"


class ProjectTables(Record, frozen=True):
    """What the project tables hold; rows = len(projects) + skipped + unread."""

    projects: tuple[Project, ...]
    problems: tuple[Problem, ...]
    rows: int
    skipped: int
    unread: int


class _Entry(Record, frozen=True):
    """A row below the head: what names it, and its figure or its problem."""

    row: Row
    label: str
    figure: Figure | None = None
    problem: Problem | None = None


def read_projects(tables: Iterable[Table], purchasers: Collection[str]) -> ProjectTables:
    """Read every row of the project tables; rows that name one of the purchasers are subtotals.

    A table without a head, without a unit or with two is one problem, and all its rows are unread.
    """
    entries: list[_Entry] = []
    problems: list[Problem] = []
    rows = unread = 0
    names = {key(purchaser) for purchaser in purchasers}
    for table in tables:
        rows += len(table.rows)
        fault, lost, found = _read_table(table, names)
        problems += [*fault, *(entry.problem for entry in found if entry.problem)]
        unread += lost + sum(entry.problem is not None for entry in found)
        entries += found
    projects = _identified([(entry.label, entry.figure) for entry in entries if entry.figure])
    return ProjectTables(projects, tuple(problems), rows, rows - unread - len(projects), unread)


def projects_of(sheets: Iterable[TargetSheet]) -> tuple[Project, ...]:
    """Return the projects that target sheets tell of, where no table lists them; one without an amount is none."""
    return _identified([(sheet.name, sheet.annual) for sheet in sheets if sheet.annual])


def _read_table(table: Table, names: Collection[str]) -> tuple[list[Problem], int, list[_Entry]]:
    """Return a fault of the whole table, how many rows are unread for it, and the rows."""
    head = find_head(table, Use.NAME_HEAD, Use.AMOUNT_HEAD)
    if head is None:
        place = table.place(table.rows[0], 0)
        consequence = f"未找到“{_NAME}”列和“{_AMOUNT}”列，该表{len(table.rows)}行未审查"
        return [problem(place, "表头", place.text, consequence)], len(table.rows), []
    heads = {row.cells for row in table.rows[: head.end]}
    body = [row for row in table.rows[head.end :] if row.cells not in heads and not _is_total(row, head, names)]
    units = units_of(table, head)
    if len(units) == 1:
        return [], 0, _entries(table, head, body, units[0])
    if not body:
        return [], 0, []
    found = "、".join(unit.word for unit in units)
    consequence = f"{unit_fault(units)}，该表{len(body)}行未审查"
    return [problem(table.place(table.rows[0], head.amount), "单位", found, consequence)], len(body), []


def _is_total(row: Row, head: Head, names: Collection[str]) -> bool:
    label = _label(row, head)
    return is_column_numbers(row) or head_word(label) in words(Use.TOTAL_ROW) or key(label) in names


def _label(row: Row, head: Head) -> str:
    return row.cell(head.name) or next((cell for cell in row.cells if cell), "")


def _entries(table: Table, head: Head, body: Sequence[Row], unit: Unit) -> list[_Entry]:
    every = [_entry(table, head, row, unit) for row in body]
    kept = (entry for number, entry in enumerate(every) if not _is_subtotal(every, number))
    return [entry if entry.problem or entry.row.cell(head.name) else _nameless(table, head, entry) for entry in kept]


def _entry(table: Table, head: Head, row: Row, unit: Unit) -> _Entry:
    label, text = _label(row, head), row.cell(head.amount)
    place = table.place(row, head.amount)
    try:
        return _Entry(row, label, figure=read_figure(text, unit, place))
    except UnreadError as error:
        return _Entry(row, label, problem=problem(place, _AMOUNT, text, f"{error.reason}，该行未审查"))


def _nameless(table: Table, head: Head, entry: _Entry) -> _Entry:
    place = table.place(entry.row, head.name)
    return _Entry(entry.row, entry.label, problem=problem(place, _NAME, "", f"{_NAME}为空，该行未审查"))


def _names_organisation(label: str) -> bool:
    return key(label).endswith(words(Use.ORGANISATION_ENDING))


def _is_subtotal(entries: Sequence[_Entry], number: int) -> bool:
    """Return whether a row names an organisation or a kind of projects and its amount is that of the rows below it."""
    figure = entries[number].figure
    if figure is None or not _names_organisation(entries[number].label):
        return False
    block: list[_Entry] = []
    for entry in entries[number + 1 :]:
        if _names_organisation(entry.label):
            break
        block.append(entry)
    figures = [entry.figure for entry in block if entry.figure]
    tolerance = sum(one.amount.step for one in (figure, *figures)) // 2
    short = figure.fen - sum(one.fen for one in figures)
    return bool(figures) and -tolerance <= short and (short <= tolerance or len(figures) < len(block))


def _identified(lines: Sequence[tuple[str, Figure]]) -> tuple[Project, ...]:
    """Return projects whose ids differ: the name, its amount where the name repeats, a counter where both do."""
    keys = Counter(key(name) for name, _ in lines)
    twins = Counter((key(name), figure.fen) for name, figure in lines)
    seen: Counter[tuple[str, int]] = Counter()
    projects = []
    for name, figure in lines:
        twin = key(name), figure.fen
        seen[twin] += 1
        amount = f"·{wan(figure.fen)}万元" if keys[twin[0]] > 1 else ""
        counter = f"·{seen[twin]}" if twins[twin] > 1 else ""
        projects.append(Project(f"{name}{amount}{counter}", name, figure))
    return tuple(projects)
