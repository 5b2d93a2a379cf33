"""Every relation that a document's figures must satisfy, found once. Not for whether they do: agreement.py, rules/."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from procure.budget.across import relations_across
from procure.budget.cells import problem
from procure.budget.grid import Grid, amounts_of, grid_of
from procure.budget.kinds import TableKindWord, kind_of_table
from procure.budget.meanings import oddities_of, statements_of
from procure.budget.projects_agree import (
    oddities_of_prices,
    relations_of_projects,
    relations_of_quarters,
    relations_of_spending,
)
from procure.budget.relation import Kind, Oddity, Rate, Relation, Statement, Sum, Tally, Term
from procure.budget.statements import Narrative, read_statements
from procure.budget.within import relations_within
from procure.intake.wording import TableKind, Use, kind_of, words
from procure.model import BudgetDocument, Document, Figure, Place, Problem, Table, TargetSheet
from procure.money import plain
from procure.record import Record, replace


class Reconciliation(Record, frozen=True):
    """What must agree in a document, and which of its figures take no part.

    figures: every printed amount once. unknown: tables of which nothing is known but their structure.
    procurement: the stated procurement budget and its parts, which have a rule of their own (SUM100).
    limits: figures that limit or price something and tell nothing of the budget. problems: text that is no amount
    where one should stand.
    """

    relations: tuple[Relation, ...]
    oddities: tuple[Oddity, ...]
    figures: tuple[Figure, ...]
    unknown: tuple[Table, ...]
    procurement: tuple[Figure, ...] = ()
    limits: tuple[Figure, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def bound(self) -> frozenset[Place]:
        """Return the places of the figures that enter a relation."""
        related = (figure for one in self.relations for figure in figures_of(one))
        return frozenset(figure.place for figure in (*related, *self.procurement))

    @property
    def unbound(self) -> tuple[Figure, ...]:
        """Return the figures that no relation checks."""
        bound = self.bound
        return tuple(figure for figure in self.figures if figure.place not in bound)

    @property
    def unchecked(self) -> tuple[Figure, ...]:
        """Return the figures that no relation checks though they tell something of the budget: no limits or prices."""
        limits = {figure.place for figure in self.limits}
        return tuple(figure for figure in self.unbound if figure.place not in limits)


class _Read(Record, frozen=True):
    """A table with its grid and what kind it is."""

    table: Table
    grid: Grid | None
    kind: TableKindWord | None


NOTHING_TOLD: Final = Reconciliation((), (), (), ())
"""Of a document that was not reconciled."""


def reconcile(document: Document, budget: BudgetDocument) -> Reconciliation:
    """Return every relation between the figures of a document. Nothing is raised for what the file holds.

    A document without any figure is a blank template: its tables are empty by nature, and nothing is odd about them.
    """
    sheets = _sheets(budget)
    read = [_read(table) for table in document.tables if not _is_sheet(table)]
    narrative = read_statements(document, budget.year)
    said = (one for one in narrative.statements if one.label not in words(Use.BARE_TOTAL))  # of whatever stands before
    statements = [*_table_statements(read), *said]
    relations = [
        *(relation for one in read if one.grid for relation in relations_within(one.grid)),
        *relations_across(_of_one_table(read, statements)),
        *narrative.sums,
        *narrative.rates,
        *narrative.tallies,
        *_named(narrative),
        *relations_of_quarters(narrative.quarters, sheets),
        *relations_of_projects(budget.projects, sheets, narrative.projects, narrative.rates),
        *(relations_of_spending(budget.projects, statements) if _is_all_fiscal(statements) else ()),
    ]
    relations = list(_told_apart(_once(relations)))
    figures = tuple(_figures(read, narrative, sheets))
    oddities = [*_oddities(read, budget), *narrative.oddities, *oddities_of_prices(sheets)] if figures else []
    unknown = tuple(one.table for one in read if one.kind is None)
    stated = budget.procurement
    procurement = (stated.total, stated.goods, stated.works, stated.services) if stated else ()
    known = tuple(figure for figure in procurement if figure)
    return Reconciliation(
        tuple(relations),
        tuple(oddities),
        figures,
        unknown,
        known,
        narrative.limits,
        (*_problems(read, narrative.amounts), *narrative.problems),
    )


def _once(relations: Iterable[Relation]) -> Iterator[Relation]:
    """Yield the relations without identities between figures that their table adds up itself."""
    added: set[frozenset[Place]] = set()
    for one in relations:
        places = frozenset(figure.place for figure in figures_of(one))
        if isinstance(one, Sum) and one.kind is Kind.IDENTITY and places in added:
            continue
        added.add(places)
        yield one


def _told_apart(relations: Iterable[Relation]) -> Iterator[Relation]:
    """Yield the relations with a number in the key of those that nothing else tells apart: two projects of one name."""
    seen: Counter[tuple[str, ...]] = Counter()
    for one in relations:
        if isinstance(one, Tally):
            yield one
            continue
        kind = one.kind if isinstance(one, Sum) else ""
        first = one.left[0].label if isinstance(one, Sum) else ""
        about = (kind, one.subject, first, one.key)
        seen[about] += 1
        yield replace(one, key=f"{one.key}#{seen[about]}") if seen[about] > 1 else one


def _of_one_table(read: Iterable[_Read], statements: Iterable[Statement]) -> list[Statement]:
    """Return the statements but those of tables of a kind that the document prints for several units."""
    titles: dict[TableKindWord, set[str]] = defaultdict(set)
    for one in read:
        if one.kind is not None and one.grid is not None:
            titles[one.kind].add(one.table.title)
    several = {title for kind in titles.values() if len(kind) > 1 for title in kind}
    return [one for one in statements if one.figure.place.part not in several]


def _problems(read: Iterable[_Read], said: Sequence[Figure]) -> Iterator[Problem]:
    """Yield what of the tables was not read: cells that are no amounts, tables of no unit, tables without a head.

    Of a document without any figure nothing is said: its cells are placeholders. The project table has its own reader.
    """
    own = [one for one in read if kind_of(plain(one.table.title)) is None]
    if not said and not any(one.grid and any(True for _ in amounts_of(one.grid)) for one in read):
        own = [one for one in own if one.grid is not None and one.grid.unit_fault]
    for one in own:
        if one.grid is not None and one.grid.unit_fault:
            lost = f"{one.grid.unit_fault}，该表的金额未核对"
            yield problem(one.table.head_place, "单位", one.table.title, lost)
        for cell in one.grid.unread if one.grid else ():
            place = one.table.place(cell.row, cell.column - 1)
            yield problem(place, "金额", cell.text, f"{cell.reason}，该数未核对")


def figures_of(one: Relation) -> Iterator[Figure]:
    """Yield the amounts that a relation compares."""
    if isinstance(one, Sum):
        yield from (term.figure for term in (*one.left, *one.right))
    elif isinstance(one, Rate):
        yield from (term.figure for term in (*one.part, *one.whole))


def _read(table: Table) -> _Read:
    grid = grid_of(table)
    return _Read(table, grid, kind_of_table(table, grid))


def _sheets(budget: BudgetDocument) -> Sequence[TargetSheet]:
    """Return all target sheets in the document's order, joined to a project or not."""
    joined = (project.sheet for project in budget.projects if project.sheet)
    places = {sheet.place: sheet for sheet in (*joined, *budget.unmatched_sheets)}
    return [places[place] for place in sorted(places, key=lambda place: (place.line or 0, place.page or 0))]


def _is_all_fiscal(statements: Iterable[Statement]) -> bool:
    """Return whether no table tells of income beside the fiscal: then a project's money is fiscal as well."""
    fiscal = ("all", "fiscal", "general", "gov_fund", "state_capital", "")
    return not any(one.meaning.fund not in fiscal and one.figure.fen for one in statements)


def _is_sheet(table: Table) -> bool:
    return kind_of(plain(table.title)) is TableKind.TARGETS


def _table_statements(read: Iterable[_Read]) -> Iterator[Statement]:
    for one in read:
        if one.grid is not None and one.kind is not None:
            yield from statements_of(one.grid, one.kind)


def _oddities(read: Iterable[_Read], budget: BudgetDocument) -> Iterator[Oddity]:
    for one in read:
        if one.kind is not None:
            yield from oddities_of(one.table, one.grid, one.kind, budget.year)


def _named(narrative: Narrative) -> Iterator[Sum]:
    """Yield that an amount named alike in two places of the text is the same."""
    groups: dict[str, list[Figure]] = defaultdict(list)
    for name, figure in narrative.named:
        groups[name].append(figure)
    for name, group in groups.items():
        for other in group[1:]:
            left, right = (Term(other),), (Term(group[0], name),)
            yield Sum(Kind.SAME, f"文字说明“{name}”", left, right, from_text=True)


def _figures(read: Iterable[_Read], narrative: Narrative, sheets: Iterable[TargetSheet]) -> Iterator[Figure]:
    for one in read:
        if one.grid is not None:
            yield from amounts_of(one.grid)
    yield from narrative.amounts
    for sheet in sheets:
        yield from (figure for figure in (sheet.whole_term, sheet.annual) if figure)
        yield from (figure for _, figure in (*sheet.funding.whole_term, *sheet.funding.annual))
