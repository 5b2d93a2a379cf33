"""What a run comes to: its counts, its exit code, and the questions that are still open."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from procure.answers import PROJECT, question_id
from procure.check import CheckedProject, Report
from procure.model import Problem, Question
from procure.money import wan
from procure.terms import Answer, Outcome, word

_AT_LEAST: Final = {
    "breach": frozenset({"breach"}),
    "red_flag": frozenset({"breach", "red_flag"}),
    "never": frozenset(),
}
_ANSWERS: Final = {
    "parts": "内容=金额；内容=金额（万元，合计等于项目金额；新的内容写作 货物:内容=金额）",
    "part_amounts": "内容=金额；内容=金额（万元，合计等于项目金额）",
    "amount": "金额（万元）",
}
_NOT_ANSWERED_HERE: Final = frozenset({"level", "batch", "special_rules"})
"""Facts of the whole document or of rules outside it: --level answers the first, nothing written here the others."""


def exit_code(reports: Sequence[Report], problems: Iterable[Problem], fail_on: str, files: int) -> int:
    """Return 2 where a file or a line was not read, else 1 where something at or above fail_on is flagged, else 0."""
    all_problems = [*problems, *(one for report in reports for one in report.problems)]
    if len(reports) < files or any(one.unread for one in all_problems):
        return 2
    flagged = {one.severity for report in reports for one in report.findings if one.outcome is Outcome.FLAGGED}
    return 1 if flagged & _AT_LEAST[fail_on] else 0


def counts(report: Report) -> dict[str, int]:
    """Return the report's counts: projects, purchases, findings by severity, problems, questions."""
    flagged = Counter(str(one.severity) for one in report.findings if one.outcome is Outcome.FLAGGED)
    expected = [one for project in report.projects for one in project.expected]
    return {
        "rows_read": report.document.rows_read,
        "projects": len(report.projects),
        "projects_with_purchases": sum(bool(project.expected) for project in report.projects),
        "purchases": len(expected),
        "listed": sum(one.listing.status is Answer.YES for one in expected),
        "breach": flagged["breach"],
        "red_flag": flagged["red_flag"],
        "undetermined": sum(one.outcome is Outcome.UNDETERMINED for one in report.findings),
        "problems": len(report.problems),
    }


def open_questions(reports: Iterable[Report]) -> Iterator[tuple[str, ...]]:
    """Yield each open question once, as a row of the questions file (answers.COLUMNS)."""
    for report in reports:
        for one in report.projects:
            yield from _questions(one)


def _questions(one: CheckedProject) -> Iterator[tuple[str, ...]]:
    asked = [(PROJECT, question) for question in one.classified.questions]
    whole = {question.fact for _, question in asked} & {"parts", "part_amounts"}
    skipped = _NOT_ANSWERED_HERE | ({"amount"} if whole else set())
    asked += [
        (expected.part.label, question)
        for expected in one.expected
        for question in expected.determination.questions
        if question.fact not in skipped
    ]
    for part, question in asked:
        yield _row(one, part, question)


def _row(one: CheckedProject, part: str, question: Question) -> tuple[str, ...]:
    allowed = _ANSWERS.get(question.fact) or "|".join(word(answer) for answer in question.allowed)
    key = question_id(one.project, part, question.fact)
    fact = "listed_or_not" if question.fact == "listed" else question.fact
    return (key, one.project.id, wan(one.project.exact.fen), part, word(fact), question.text, allowed, "")
