"""rules/ as decision tables: loaded strictly, conditions a closed vocabulary. Not for judging: engine/ does that."""

import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final, Literal

from procure.catalog import Catalog
from procure.datafile import DataError, Mapped, data_root, read_yaml, shown
from procure.facts import KINDS, PLACEHOLDERS, Domain, domains
from procure.terms import Outcome, Severity

Comparison = Literal["reaches", "short_of", "above", "at_most"]
COMPARISONS: Final[tuple[Comparison, ...]] = ("reaches", "short_of", "above", "at_most")
_KEYS: Final = ("code", "version", "name", "title", "fact", "why", "table", "examples")
_FINDING_TEXTS: Final = ("message", "remedy", "question")
_OUTPUTS: Final = (
    "regime",
    "organization",
    "methods",
    "required_method",
    "governed_by",
    "approvals",
    "warnings",
    "ask",
    "tendered",
)
_SCOPES: Final = {"regime", "tendered"}
"""Outputs that only lead to another table: their rows may stand without a citation."""
_NO_CITATION_NEEDED: Final = (Outcome.CLEAR, Outcome.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: a field is one of some words, or an amount is compared with another amount of the same fact."""

    field: str
    words: tuple[str, ...] = ()
    comparison: Comparison | None = None
    other: str = ""


@dataclass(frozen=True, slots=True)
class Basis:
    """A citation: a law and a clause, `edition` and the topic of a clause in force, or `screening` and a parameter."""

    source: str
    key: str


@dataclass(frozen=True)
class Row:
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


@dataclass(frozen=True)
class Table:
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
    def fields(self) -> tuple[str, ...]:
        """Return the fields that any row reads, in a stable order: what an engine must be given."""
        read = {name for row in self.rows for one in row.conditions for name in (one.field, one.other)}
        return tuple(name for name in self.domains if name in read)


@dataclass(frozen=True)
class Rulebook:
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
    files = {path: read_yaml(path) for path in paths}
    tables: dict[str, Table] = {}
    for path, file in sorted(files.items(), key=lambda pair: len(pair[1].get("uses", ()))):
        table = _table(path, file, tables)
        if table.code in tables:
            file.fail(f"code `{table.code}` is taken by {tables[table.code].path}", "code")
        _check_citations(table, catalog)
        tables[table.code] = table
    return Rulebook(tuple(sorted(tables.values(), key=lambda table: (len(table.uses), table.code))))


def _table(path: Path, file: Mapped, known: Mapping[str, Table]) -> Table:
    file.check(_KEYS, ("uses",))
    if path.stem != f"{file.text('code')}-{file.text('name')}":
        file.fail(f"the file must be named {file['code']}-{file['name']}.yaml", "code")
    if file.text("fact") not in KINDS:
        file.fail(f"unknown fact `{file['fact']}`; allowed: {', '.join(KINDS)}", "fact")
    uses: dict[str, str] = dict(file.get("uses", {}))
    fields = domains(file.text("fact")) | {name: _outcomes(file, name, code, known) for name, code in uses.items()}
    rows = tuple(_row(entry, fields, file.text("fact")) for entry in file.items_of("table", Mapped, "row"))
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
        rows=_distinct(file, rows),
        examples=tuple(file.items_of("examples", Mapped, "example")),
    )


def _outcomes(file: Mapped, name: str, code: str, known: Mapping[str, Table]) -> tuple[str, ...]:
    if code not in known:
        file.fail(f"`{name}` uses {code}, which is no table without uses of its own", "uses")
    return tuple(sorted({row.then[name] for row in known[code].rows if name in row.then}))


def _distinct(file: Mapped, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    if len({row.case for row in rows}) < len(rows) or not rows:
        file.fail("every row needs a case name of its own, and a table needs a row", "table")
    return rows


def _row(entry: Mapped, fields: Mapping[str, Domain], fact: str) -> Row:
    entry.check(("case", "then"), ("when", "basis"))
    when = entry.mapping("when") if "when" in entry else Mapped(entry.path, entry.line)
    conditions = tuple(one for name in when for one in _conditions(when, name, fields))
    then = entry.mapping("then")
    _check_then(then, fact)
    citations = entry.items_of("basis", Mapped, "citation") if "basis" in entry else []
    basis = tuple(_citation(one) for one in citations)
    concludes = bool(set(then) - _SCOPES) and then.get("outcome") not in _NO_CITATION_NEEDED
    if concludes and not basis:
        entry.fail(f"row `{entry['case']}` has no basis")
    return Row(entry.text("case"), entry.line, conditions, then, basis)


def _conditions(when: Mapped, name: str, fields: Mapping[str, Domain]) -> Iterator[Condition]:
    if name not in fields:
        when.fail(f"unknown field `{name}`; allowed: {', '.join(fields)}", name)
    domain = fields[name]
    if domain is None:
        yield from _comparisons(when.mapping(name), name, fields)
        return
    words = [when[name]] if isinstance(when[name], str) else when.items_of(name, str, "word")
    for one in words:
        if one not in domain:
            when.fail(f"`{name}` is never `{one}`; allowed: {', '.join(domain)}", name)
    yield Condition(name, tuple(words))


def _comparisons(bounds: Mapped, name: str, fields: Mapping[str, Domain]) -> Iterator[Condition]:
    for comparison in bounds:
        if comparison not in COMPARISONS:
            bounds.fail(f"unknown comparison `{comparison}`; allowed: {', '.join(COMPARISONS)}", comparison)
        other = bounds.text(comparison)
        if fields.get(other, ()) is not None:
            bounds.fail(f"`{other}` is no amount of this fact", comparison)
        yield Condition(name, (), comparison, other)


def _check_then(then: Mapped, fact: str) -> None:
    if "outcome" not in then:
        then.check((), _OUTPUTS)
        return
    then.check(("outcome",), ("severity", *_FINDING_TEXTS))
    if then.text("outcome") not in set(Outcome):
        then.fail(f"unknown outcome; allowed: {', '.join(Outcome)}", "outcome")
    if then["outcome"] == Outcome.FLAGGED:
        then.check(("outcome", "severity", "message", "remedy"), ("question",))
        if then.text("severity") not in set(Severity):
            then.fail(f"unknown severity; allowed: {', '.join(Severity)}", "severity")
    for key in _FINDING_TEXTS:
        for _, name, _, _ in string.Formatter().parse(then.get(key, "")):
            if name is not None and name not in PLACEHOLDERS[fact]:
                then.fail(f"unknown placeholder `{name}`; allowed: {', '.join(sorted(PLACEHOLDERS[fact]))}", key)


def _citation(entry: Mapped) -> Basis:
    entry.check(("source",), ("clause", "topic"))
    key = "topic" if entry.text("source") == "edition" else "clause"
    return Basis(entry.text("source"), entry.text(key))


def _check_citations(table: Table, catalog: Catalog) -> None:
    for row in table.rows:
        grades = set()
        for basis in row.basis:
            for edition in catalog.editions:
                try:
                    grades.add(catalog.clause(edition, basis.source, basis.key).grade)
                except KeyError:
                    where = f"{basis.source} {basis.key}"
                    raise DataError(table.path, row.line, f"`{where}` is no clause of catalog/") from None
        if grades & {"C", "own"} and row.then.get("severity") == Severity.BREACH:
            raise DataError(table.path, row.line, "a secondary source or our own parameter yields red flags only")
