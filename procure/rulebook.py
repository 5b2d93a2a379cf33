"""rules/ as decision tables: loaded strictly, conditions a closed vocabulary. Not for judging: engine/ does that."""

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final, Literal

from procure.catalog import Catalog
from procure.conclusions import check_then
from procure.datafile import DataError, Mapped, data_root, read_yaml, shown
from procure.facts import KINDS, Domain, domains
from procure.record import Record
from procure.terms import Outcome, Severity

Comparison = Literal["reaches", "short_of", "above", "at_most"]
COMPARISONS: Final[tuple[Comparison, ...]] = ("reaches", "short_of", "above", "at_most")
_KEYS: Final = ("code", "version", "name", "title", "fact", "why", "table", "examples")
_SCOPES: Final = {"regime", "tendered"}
"""Outputs that only lead to another table: their rows may stand without a citation."""
_NO_CITATION_NEEDED: Final = (Outcome.CLEAR, Outcome.NOT_APPLICABLE)
_DETERMINED: Final = "purchase"
"""The only kind of fact that tables without an outcome determine."""


class Condition(Record, frozen=True):
    """One condition: a field is one of some words, or an amount is compared with another amount of the same fact."""

    field: str
    words: tuple[str, ...] = ()
    comparison: Comparison | None = None
    other: str = ""


class Basis(Record, frozen=True):
    """A citation: a law and a clause, `edition` and the topic of a clause in force, or `screening` and a parameter."""

    source: str
    key: str


class Row(Record, frozen=True, dict=True):
    """A row: the case it names, its conditions (all must hold), its literal outcomes and its citations."""

    case: str
    line: int
    conditions: tuple[Condition, ...]
    then: Mapping[str, Any]
    basis: tuple[Basis, ...]

    @cached_property
    def compared(self) -> tuple[str, ...]:
        """Return the amounts this row compares with, in the order of its conditions."""
        return tuple(one.other for one in self.conditions if one.comparison)


class Table(Record, frozen=True, dict=True):
    """A rule: one question, its whole table, and the examples that are its tests."""

    code: str
    version: int
    name: str
    title: str
    fact: str
    why: str
    path: str
    uses: Mapping[str, str]
    domains: Mapping[str, Domain]
    rows: tuple[Row, ...]
    examples: tuple[Mapped, ...]

    @cached_property
    def is_finding(self) -> bool:
        """Return whether the rows are outcomes of a finding rather than parts of a determination."""
        return "outcome" in self.rows[0].then

    @cached_property
    def worded(self) -> tuple[str, ...]:
        """Return the fields that rows read as words."""
        read = {one.field for row in self.rows for one in row.conditions if one.comparison is None}
        return tuple(name for name in self.domains if name in read)

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return the pairs of amounts that rows compare: all that a table sees of amounts is which is larger."""
        compared = {(one.field, one.other): None for row in self.rows for one in row.conditions if one.comparison}
        return tuple(compared)

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """Return the fields that any row reads, in a stable order: what an engine must be given."""
        read = {name for row in self.rows for one in row.conditions for name in (one.field, one.other)}
        return tuple(name for name in self.domains if name in read)


class Rulebook(Record, frozen=True):
    """All tables, each after those whose outcome it uses."""

    tables: tuple[Table, ...]

    def __getitem__(self, code: str) -> Table:
        """Return a table by code. Raises KeyError."""
        return {table.code: table for table in self.tables}[code]

    def of(self, fact: str, *, findings: bool) -> tuple[Table, ...]:
        """Return the tables over a kind of fact: those of findings, or those of determinations."""
        return tuple(table for table in self.tables if table.fact == fact and table.is_finding == findings)


@cache
def load_rules(catalog: Catalog, root: Path | None = None) -> Rulebook:
    """Load rules/ below a data root, by default this project's own. Raises DataError for any fault in it."""
    paths = sorted(((root or data_root()) / "rules").glob("*/*.yaml"))
    files = [(path, file, _uses(file)) for path in paths for file in [read_yaml(path)]]
    tables: dict[str, Table] = {}
    for path, file, uses in sorted(files, key=lambda one: len(one[2])):
        table = _table(path, file, uses, tables)
        if table.code in tables:
            file.fail(f"code `{table.code}` is taken by {tables[table.code].path}", "code")
        _check_sources(table, catalog)
        tables[table.code] = table
    return Rulebook(tuple(sorted(tables.values(), key=lambda table: (len(table.uses), table.code))))


def _uses(file: Mapped) -> Mapped:
    return file.mapping("uses") if "uses" in file else Mapped(file.path, file.line)


def _table(path: Path, file: Mapped, uses: Mapped, known: Mapping[str, Table]) -> Table:
    file.check(_KEYS, ("uses",))
    if path.stem != f"{file.text('code')}-{file.text('name')}":
        file.fail(f"the file must be named {file['code']}-{file['name']}.yaml", "code")
    if file.text("fact") not in KINDS:
        file.fail(f"unknown fact `{file['fact']}`; allowed: {', '.join(KINDS)}", "fact")
    fields = domains(file.text("fact"))
    fields |= {name: _outcomes(uses, name, fields, known) for name in uses}
    rows = tuple(_row(entry, fields, file.text("fact")) for entry in file.items_of("table", Mapped, "row"))
    _check_rows(file, rows)
    return Table(
        code=file.text("code"),
        version=file.integer("version"),
        name=file.text("name"),
        title=file.text("title"),
        fact=file.text("fact"),
        why=file.text("why"),
        path=shown(path),
        uses=uses,
        domains=fields,
        rows=rows,
        examples=_examples(file, {row.case for row in rows}),
    )


def _outcomes(uses: Mapped, name: str, fields: Mapping[str, Domain], known: Mapping[str, Table]) -> tuple[str, ...]:
    """Return the words of another table's output, which this table reads like a field."""
    code = uses.text(name)
    if name in fields:
        uses.fail(f"`{name}` is a field of the fact", name)
    if code not in known or known[code].uses or known[code].is_finding:
        uses.fail(f"{code} is no determination without uses of its own", name)
    words = [row.then.get(name) for row in known[code].rows]
    if not all(isinstance(one, str) for one in words):
        uses.fail(f"not every row of {code} gives `{name}` as a word", name)
    return tuple(sorted({str(one) for one in words}))


def _check_rows(file: Mapped, rows: tuple[Row, ...]) -> None:
    if not rows:
        file.fail("a table needs a row", "table")
    is_finding, seen = "outcome" in rows[0].then, dict[str, int]()
    for row in rows:
        if row.case in seen:
            raise DataError(file.path, row.line, f"repeated case `{row.case}`, first on line {seen[row.case]}")
        if ("outcome" in row.then) != is_finding:
            raise DataError(file.path, row.line, "either every row has an outcome or none")
        seen[row.case] = row.line
    if not is_finding and file["fact"] != _DETERMINED:
        file.fail(f"only a table over `{_DETERMINED}` determines; these rows need an outcome", "fact")


def _examples(file: Mapped, cases: set[str]) -> tuple[Mapped, ...]:
    examples = file.items_of("examples", Mapped, "example")
    for example in examples:
        example.check(("name", "given", "expect"))
        example.text("name")
        example.mapping("given")
        if (case := example.mapping("expect").text("case")) not in cases:
            example.fail(f"`{case}` is no case of this table", "expect")
    return tuple(examples)


def _row(entry: Mapped, fields: Mapping[str, Domain], fact: str) -> Row:
    entry.check(("case", "then"), ("when", "basis"))
    when = entry.mapping("when") if "when" in entry else Mapped(entry.path, entry.line)
    conditions = tuple(one for name in when for one in _conditions(when, name, fields))
    then = entry.mapping("then")
    check_then(then, fact)
    citations = entry.items_of("basis", Mapped, "citation") if "basis" in entry else []
    basis = tuple(_citation(one) for one in citations)
    concludes = bool(set(then) - _SCOPES) and then.get("outcome") not in _NO_CITATION_NEEDED
    if concludes and not basis:
        entry.fail(f"row `{entry['case']}` has no basis")
    return Row(entry.text("case"), entry.line, conditions, then, basis)


def _conditions(when: Mapped, name: str, fields: Mapping[str, Domain]) -> Iterator[Condition]:
    if name not in fields:
        when.fail(f"unknown field `{name}`; allowed: {', '.join(sorted(fields))}", name)
    domain = fields[name]
    if domain is None:
        yield from _comparisons(when.mapping(name), name, fields)
    else:
        yield Condition(name, when.words(name, domain))


def _comparisons(bounds: Mapped, name: str, fields: Mapping[str, Domain]) -> Iterator[Condition]:
    if not bounds:
        bounds.fail(f"`{name}` is compared with nothing; allowed: {', '.join(COMPARISONS)}")
    for comparison in bounds:
        if comparison not in COMPARISONS:
            bounds.fail(f"unknown comparison `{comparison}`; allowed: {', '.join(COMPARISONS)}", comparison)
        other = bounds.text(comparison)
        if fields.get(other, ()) is not None:
            bounds.fail(f"`{other}` is no amount of this fact", comparison)
        yield Condition(name, (), comparison, other)


def _citation(entry: Mapped) -> Basis:
    key = "topic" if entry.text("source") == "edition" else "clause"
    entry.check(("source", key))
    return Basis(entry.text("source"), entry.text(key))


def _check_sources(table: Table, catalog: Catalog) -> None:
    """Refuse what is not in catalog/, and a breach that rests on less than the law's own text."""
    for row in table.rows:
        for name in row.then.get("approvals", ()):
            if name not in catalog.approvals:
                allowed = ", ".join(sorted(catalog.approvals))
                raise DataError(table.path, row.line, f"`{name}` is no approval of catalog/; allowed: {allowed}")
        grades = {grade for basis in row.basis for grade in _grades(basis, table, row, catalog)}
        if grades & {"C", "own"} and row.then.get("severity") == Severity.BREACH:
            raise DataError(table.path, row.line, "a secondary source or our own parameter yields red flags only")


def _grades(basis: Basis, table: Table, row: Row, catalog: Catalog) -> Iterator[str]:
    for edition in catalog.editions:
        try:
            yield catalog.clause(edition, basis.source, basis.key).grade
        except KeyError:
            where = f"{basis.source} {basis.key}"
            raise DataError(table.path, row.line, f"`{where}` is no clause of catalog/") from None
