"""What a text is read to say, as rows, for the tests of the narrative."""

from functools import cache
from pathlib import Path

from procure.budget.relation import Rate, Sum, Term
from procure.budget.statements import Narrative, read_statements
from procure.intake import parse, read
from procure.money import wan
from tests.shared_documents import document


def narrated(text: str, year: int | None = 2026) -> Narrative:
    return read_statements(parse("预算.txt", text), year)


@cache
def told_by(name: str, year: int) -> Narrative:
    path: Path = document(name)
    found, problems = read(path)
    assert found is not None
    assert problems == []
    return read_statements(found, year)


def rows(narrative: Narrative) -> list[str]:
    """Return the statements as: flow fund part subject period measure amount in 万元."""
    return [
        " ".join(
            part or "-"
            for part in (
                one.meaning.flow,
                one.meaning.fund,
                one.meaning.part,
                one.meaning.subject,
                one.meaning.period,
                one.measure.value,
                wan(one.figure.fen),
            )
        )
        for one in narrative.statements
    ]


def sums(narrative: Narrative) -> list[str]:
    return [_sum(one) for one in narrative.sums]


def rates(narrative: Narrative) -> list[str]:
    return [_rate(one) for one in narrative.rates]


def tallies(narrative: Narrative) -> list[str]:
    return [f"{one.stated.text} = {one.found}：{one.formula}" for one in narrative.tallies]


def oddities(narrative: Narrative) -> list[tuple[str, str, str, str]]:
    return [(one.kind, one.subject, one.found, one.expected) for one in narrative.oddities]


def texts(narrative: Narrative) -> list[str]:
    return [figure.text for figure in narrative.amounts]


def _sum(one: Sum) -> str:
    return f"{_terms(one.left)} {'≤' if one.at_most else '='} {_terms(one.right)}"


def _rate(one: Rate) -> str:
    return f"{_terms(one.part)} / {_terms(one.whole)} = {one.percent.text}"


def _terms(terms: tuple[Term, ...]) -> str:
    return " ".join(f"{'+' if term.sign > 0 else '-'}{wan(term.figure.fen)}" for term in terms)
