"""What a run comes to: its counts, its exit code, and the questions that are still open."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from procure.answers import PROJECT, Answers, owner, question_id
from procure.changes import DOUBTS, in_doubt
from procure.check import CheckedProject, Report
from procure.model import Problem, Question
from procure.money import wan
from procure.record import replace
from procure.terms import Answer, Outcome, fact_word, word

_AT_LEAST: Final = {
    "breach": frozenset({"breach"}),
    "red_flag": frozenset({"breach", "red_flag"}),
    "never": frozenset(),
}
_PARTS: Final = "内容=金额；内容=金额（万元，合计等于项目金额）"
_NEW: Final = "；新的内容写作 货物:内容=金额，工程、服务同，不是采购的写作 非采购:内容=金额"
_ANSWERS: Final = {"parts": _PARTS + _NEW, "part_amounts": _PARTS, "amount": "金额（万元）"}
_NOT_ANSWERED_HERE: Final = frozenset({"level", "batch", "special_rules"})
"""Facts of the whole document or of rules outside it: --level answers the first, nothing written here the others."""


def exit_code(reports: Sequence[Report], fail_on: str, files: int) -> int:
    """Return 2 where a file or a line was not read, else 1 where something at or above fail_on is flagged, else 0."""
    if len(reports) < files or any(one.unread for report in reports for one in report.problems):
        return 2
    flagged = {one.severity for report in reports for one in report.findings if one.outcome is Outcome.FLAGGED}
    return 1 if flagged & _AT_LEAST[fail_on] else 0


def counts(report: Report) -> dict[str, int]:
    """Return the report's counts: projects, purchases, findings by severity, problems, questions."""
    flagged = Counter(str(one.severity) for one in report.findings if one.outcome is Outcome.FLAGGED)
    expected = [one for project in report.projects for one in project.expected]
    expected += [one.expected for one in report.lines]
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
        "lines": len(report.lines),
        "waived": len(report.waived),
    }


def with_answers(reports: Sequence[Report], answers: Answers, problems: Sequence[Problem]) -> list[Report]:
    """Return the reports with what was not used of the answers file among the problems of the first.

    problems: those of reading the file. An answer is unused where no document of the run asks its question.
    """
    unused = answers.unused(key for report in reports for key in report.answered)
    first, *others = reports
    return [replace(first, problems=(*first.problems, *problems, *unused)), *others]


def open_questions(reports: Iterable[Report]) -> Iterator[tuple[str, ...]]:
    """Yield each open question once, as a row of the questions file (answers.COLUMNS)."""
    for report in reports:
        whose = owner(report.document.purchaser, report.year)
        for one in report.projects:
            yield from (_row(whose, one, part, question) for part, question in _questions(one))


def _questions(one: CheckedProject) -> Iterator[tuple[str, Question]]:
    """Yield the questions with the parts they are asked of; doubts of a project are asked part by part."""
    yield from ((PROJECT, question) for question in one.classified.questions if question.fact not in DOUBTS)
    stated = {each.part.label: each.purchase.stated for each in one.expected}
    for question in one.classified.questions:
        doubted = in_doubt(question, one.classified.parts)
        yield from ((part.label, question) for part in doubted if question.fact not in stated[part.label])
    yield from _of_parts(one)


def _of_parts(one: CheckedProject) -> Iterator[tuple[str, Question]]:
    """Yield what the determinations ask; not what the answer on the whole project tells or makes idle."""
    facts = {question.fact for question in one.classified.questions}
    if "parts" in facts:  # the answer names other parts
        return
    has_amounts = len(one.expected) == 1 or "part_amounts" in facts
    skipped = _NOT_ANSWERED_HERE | ({"amount"} if has_amounts else frozenset())
    for each in one.expected:
        asked = (question for question in each.determination.questions if question.fact not in skipped)
        yield from ((each.part.label, question) for question in asked)


def _row(whose: str, one: CheckedProject, part: str, question: Question) -> tuple[str, ...]:
    allowed = _ANSWERS.get(question.fact) or "|".join(word(answer) for answer in question.allowed)
    key = question_id(whose, one.project.id, part, question.fact)
    amount = wan(one.project.exact.fen)
    return (key, one.project.id, amount, part, fact_word(question.fact), question.text, allowed, "")
