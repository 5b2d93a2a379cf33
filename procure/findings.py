"""Findings: facts made of a document, judged by the finding tables of rules/, and put into sentences."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from procure.context import Context
from procure.determine import possible
from procure.engine.lift import Lifted, Value, lift
from procure.facts import fact as checked
from procure.model import Clause, Finding, Place, Purchase
from procure.money import wan, yuan
from procure.record import Record, replace
from procure.rulebook import Row, Table
from procure.terms import Outcome, Severity, word

_TELLING: Final = (Outcome.FLAGGED, Outcome.UNDETERMINED)


class Subject(Record, frozen=True):
    """What a fact is about: where it stands, the ids of what it concerns, and the words its sentences may name."""

    place: Place
    ids: tuple[str, ...]
    words: Mapping[str, str]


def purchase_subject(name: str, identity: str, purchase: Purchase, place: Place, context: Context) -> Subject:
    """Return what sentences on a purchase may name."""
    level, category = context.levels[0], min(purchase.categories)
    limits = {
        key: context.edition.threshold(f"{key}_threshold", level, category) for key in ("procurement", "framework")
    }
    words = {key: f"{wan(limit.plain)}万元" if limit else "" for key, limit in limits.items()}
    return Subject(
        place,
        (identity,),
        {
            "subject": f"“{name}”",
            "amount": f"{wan(purchase.high)}万元",
            "level": word(level),
            "limit": words["procurement"],
            "framework": words["framework"],
        },
    )


@dataclass
class Findings:
    """Judges facts by finding tables; keeps what is flagged or undetermined, and counts every outcome.

    edition_holds: whether the context's edition is in force for the document; where it is not, it is not cited.
    """

    context: Context
    edition_holds: bool = True
    found: list[Finding] = field(default_factory=list)
    counts: dict[str, Counter[str]] = field(default_factory=dict)

    def judge(self, kind: str, values: Mapping[str, Any], subject: Subject) -> None:
        """Judge one known fact of a kind by every finding table over it."""
        fact = checked(kind, values)
        for table in self.context.rulebook.of(kind, findings=True):
            self._keep(table, self.context.judge.row(table, fact), fact, subject)

    def judge_cases(self, kind: str, cases: Sequence[Mapping[str, Any] | None], subject: Subject, asked: str) -> None:
        """Judge a fact that open facts leave in several cases, None where nothing is known of one.

        Where all cases come to one outcome it stands, at its mildest; else the finding asks. asked: the open facts.
        """
        known = [checked(kind, values) for values in cases if values is not None]
        for table in self.context.rulebook.of(kind, findings=True):
            judged = [(self.context.judge.row(table, fact), fact) for fact in known]
            outcomes = {row.then["outcome"] for row, _ in judged}
            if len(outcomes) == 1 and len(known) == len(cases):
                self._keep(table, *min(judged, key=lambda one: one[0].then.get("severity") == Severity.BREACH), subject)
            elif flagged := [row for row, _ in judged if row.then["outcome"] in _TELLING]:
                self._count(table, Outcome.UNDETERMINED)
                then = {"outcome": Outcome.UNDETERMINED, "question": f"{{subject}}：{table.title}？取决于：{asked}"}
                row = replace(flagged[0], then=then)
                self.found.append(finding(table, row, {}, subject, self._clauses(flagged[0])))
            else:
                self._count(table, Outcome.NOT_APPLICABLE)

    def judge_purchase(self, purchase: Purchase, subject: Subject) -> None:
        """Judge a purchase, known or not, by every finding table over purchases."""
        for table in self.context.rulebook.of("purchase", findings=True):
            lifted = purchase_rows(table, purchase, self.context)
            outcomes = {row.then["outcome"] for row in lifted.results}
            if len(outcomes) == 1:
                self._keep(table, lifted.results[0], {}, subject)
            elif Outcome.FLAGGED in outcomes:
                self._ask(table, lifted, subject)
            else:
                self._count(table, Outcome.CLEAR)

    def _ask(self, table: Table, lifted: Lifted[Row], subject: Subject) -> None:
        """Keep a finding that depends on unknown facts: it asks for them."""
        self._count(table, Outcome.UNDETERMINED)
        flagged = next(row for row in lifted.results if row.then["outcome"] == Outcome.FLAGGED)
        asked = "".join(self.context.catalog.questions[fact].text for fact in lifted.asked)
        then = {"outcome": Outcome.UNDETERMINED, "question": f"{{subject}}：{table.title}？取决于：{asked}"}
        self.found.append(finding(table, replace(flagged, then=then), {}, subject, self._clauses(flagged)))

    def _keep(self, table: Table, row: Row, fact: Mapping[str, Value], subject: Subject) -> None:
        outcome = Outcome(row.then["outcome"])
        self._count(table, outcome)
        if outcome in (Outcome.FLAGGED, Outcome.UNDETERMINED):
            self.found.append(finding(table, row, fact, subject, self._clauses(row)))

    def _clauses(self, row: Row) -> tuple[Clause, ...]:
        cited = (basis for basis in row.basis if self.edition_holds or basis.source != "edition")
        return tuple(dict.fromkeys(self.context.clause(basis) for basis in cited))

    def _count(self, table: Table, outcome: Outcome) -> None:
        self.counts.setdefault(table.code, Counter())[outcome] += 1


def purchase_rows(table: Table, purchase: Purchase, context: Context) -> Lifted[Row]:
    """Return the rows of a finding table for the completions of a purchase, and the facts that decide among them."""
    upstream = [context.rulebook[code] for code in table.uses.values()]

    def row(values: Mapping[str, Value]) -> Row:
        return context.judge.chain((*upstream, table), context.fact(values))[table.code]

    return lift(possible(purchase, context), row, lambda one: one.then["outcome"])


def finding(table: Table, row: Row, fact: Mapping[str, Value], subject: Subject, basis: tuple[Clause, ...]) -> Finding:
    """Return the finding that a row makes of a fact, in words."""
    then = row.then
    severity = Severity(then["severity"]) if "severity" in then else None
    text = str(then.get("message") or then["question"])
    return Finding(
        code=table.code,
        version=table.version,
        title=table.title,
        outcome=Outcome(then["outcome"]),
        severity=severity,
        message=text.format_map(subject.words),
        remedy=str(then.get("remedy", "")).format_map(subject.words),
        place=subject.place,
        subjects=subject.ids,
        facts={name: yuan(value) if isinstance(value, int) else value for name, value in fact.items()},
        basis=basis,
        compared=table.fields,
    )


def fingerprint(one: Finding, purchaser: str | None, year: int | None) -> str:
    """Return 16 hex digits that stay the same while the same thing is found: no place, amount, message or version."""
    parts = (one.code, purchaser or "", str(year or ""), *sorted(one.subjects), *sorted(one.compared))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
