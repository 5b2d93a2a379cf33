"""A department budget out of a Document, with everything accounted for. Not for judging it: that is rules/."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from procure.budget.cells import problem
from procure.budget.economic import read_economic
from procure.budget.heading import find_purchasers, find_title, find_year
from procure.budget.join import join
from procure.budget.narrative import read_procurement
from procure.budget.projects import projects_of, read_projects
from procure.budget.sheets import read_sheets
from procure.intake.lines import is_title
from procure.intake.wording import TableKind, Use, kind_of, words
from procure.model import BudgetDocument, Document, EconomicLine, Place, Problem, Project, Table
from procure.money import Unit, plain
from procure.record import Record, replace

_NOTE_LINES: Final = 3
_HOW: Final = (
    "文本文件的各列须以制表符分隔，PDF 的表须有表格线（三线表、无框线的表不读），请改用原 Word 或者 Excel 文件"
)
_TIE: Final = 2


class _Tables(Record, frozen=True):
    """The tables of a document by what they are read for."""

    projects: tuple[Table, ...]
    targets: tuple[Table, ...]
    economic: tuple[Table, ...]
    others: tuple[Table, ...]


def recognise(document: Document) -> tuple[BudgetDocument, list[Problem]]:
    """Recognise a department's budget or final account: projects, target sheets, basic expenditure, stated procurement.

    Nothing is raised for what the file holds; what is not read is a problem, and tables without a use here stand in
    not_checked.
    """
    tables = _sorted(document)
    heading, purchasers, heading_faults = _heading(document, tables)
    rows = read_projects(tables.projects, purchasers)
    sheets, sheet_faults = read_sheets(tables.targets)
    listed = rows.projects if tables.projects else projects_of(sheets)
    projects, unmatched, join_faults = join(listed, sheets)
    economic, economic_faults = _economic(tables)
    procurement, narrative_faults = read_procurement(document, heading.year)
    budget = replace(
        heading,
        projects=projects,
        economic_lines=economic,
        procurement=procurement,
        unmatched_sheets=unmatched,
        rows_read=rows.rows,
        rows_skipped=rows.skipped,
        rows_unread=rows.unread,
        not_checked=_not_checked(tables, projects),
    )
    table_faults = [*rows.problems, *sheet_faults, *join_faults, *economic_faults]
    return budget, [*_missing_tables(document, tables), *heading_faults, *table_faults, *narrative_faults]


def _heading(document: Document, tables: _Tables) -> tuple[BudgetDocument, tuple[str, ...], list[Problem]]:
    """Return the budget with what the document says of itself, and every name that the purchaser goes by."""
    kind, title = find_title(document)
    purchasers, purchaser_faults = find_purchasers(document, title)
    year, year_faults = find_year(document, title)
    purchaser = None if purchaser_faults else next(iter(purchasers), None)
    unit = _unit(tables.projects) or _unit(document.tables)
    budget = BudgetDocument(document.path, kind, title.text if title else "", purchaser, year, unit)
    return budget, purchasers, [*purchaser_faults, *year_faults]


def _sorted(document: Document) -> _Tables:
    kinds = [(kind_of(plain(table.title)), table) for table in document.tables]
    projects, targets, economic = (tuple(table for kind, table in kinds if kind is one) for one in TableKind)
    others = (*economic[1:], *(table for kind, table in kinds if kind is None))  # the first by account counts
    return _Tables(projects, targets, economic[:1], others)


def _economic(tables: _Tables) -> tuple[list[EconomicLine], list[Problem]]:
    return read_economic(tables.economic[0]) if tables.economic else ([], [])


def _unit(tables: Iterable[Table]) -> Unit | None:
    """Return the unit that most tables print their amounts in; None where none prints one, or two are as frequent."""
    counted = Counter(unit for table in tables for unit in table.units).most_common(2)
    tied = len(counted) == _TIE and counted[0][1] == counted[1][1]
    return None if tied or not counted else counted[0][0]


def _not_checked(tables: _Tables, projects: Sequence[Project]) -> tuple[str, ...]:
    found = []
    if not tables.projects:
        instead = "，按绩效目标表列出的项目审查" if projects else "，未审查项目"
        found.append(f"未找到项目支出预算表{instead}")
    without = [project.id for project in projects if project.sheet is None]
    if without and tables.targets:
        found.append(f"没有绩效目标表，只按项目名称审查：{'、'.join(without)}")
    return tuple(found)


def _missing_tables(document: Document, tables: _Tables) -> list[Problem]:
    """Return a problem where there is no table at all, or the project table's title has no rows below it."""
    if not document.tables:
        consequence = f"未找到表格，未审查；{_HOW}"
        return [problem(Place(document.path), "表格", "", consequence)]
    if tables.projects:
        return []
    for at, paragraph in enumerate(document.paragraphs):
        below = "".join(line.text for line in document.paragraphs[at + 1 : at + 1 + _NOTE_LINES])
        empty = any(word in below for word in words(Use.NO_DATA))
        if is_title(paragraph.text) and kind_of(plain(paragraph.text)) is TableKind.PROJECTS and not empty:
            place = paragraph.place(document.path, part=paragraph.text)
            consequence = f"标题下没有读出表格的行，该表未审查；{_HOW}"
            return [problem(place, "项目支出预算表", paragraph.text, consequence)]
    return []
