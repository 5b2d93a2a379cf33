"""What a page's tables and charts show: the lines of a plan or the expected purchases of a budget's projects."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from procure.check import CheckedLine, CheckedProject, Report
from procure.expected import Expected
from procure.model import Determination, Question
from procure.money import MAX_FEN, grouped, wan
from procure.outcome import open_questions
from procure.record import Record
from procure.report.suggestion import printed_amount
from procure.report.words import OPEN
from procure.terms import word

_BOUNDLESS: Final = MAX_FEN - 1
"""An amount, in 分, from here on stands for one that is not known."""


class Entry(Record, frozen=True):
    """A purchase as a row: its anchor, its name, the ids that findings name it by, and what stands beside it."""

    anchor: str
    name: str
    subjects: tuple[str, ...]
    expected: Expected
    notes: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def known(self) -> int | None:
        """Return the amount in 分 where it is known."""
        purchase = self.expected.purchase
        return purchase.low if purchase.low == purchase.high else None


class Group(Record, frozen=True):
    """A project with its purchases, or a line of a plan alone, which has no head of its own."""

    anchor: str
    head: str
    amount: str
    entries: tuple[Entry, ...]
    notes: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def subjects(self) -> frozenset[str]:
        """Return the ids by which findings name the group or a part of it."""
        return frozenset({self.head, *(name for one in self.entries for name in one.subjects)})

    @property
    def asks(self) -> bool:
        """Return whether anything is open."""
        return bool(self.questions) or any(one.questions for one in self.entries)


def lines_of(report: Report) -> tuple[Group, ...]:
    """Return the lines of a plan."""
    return tuple(_line(number, one) for number, one in enumerate(report.lines, 1))


def projects_of(report: Report) -> tuple[Group, ...]:
    """Return the projects of a budget that are or may be purchases."""
    many = (one for one in report.projects if one.expected)
    return tuple(_project(number, one) for number, one in enumerate(many, 1))


def entries_of(groups: Iterable[Group]) -> tuple[Entry, ...]:
    """Return the purchases of several groups in order."""
    return tuple(entry for group in groups for entry in group.entries)


def _line(number: int, one: CheckedLine) -> Group:
    anchor = f"l{number}"
    asked = (*one.classified.questions, *one.expected.determination.questions)
    planned = "、".join(filter(None, (one.line.text("organization"), one.line.text("method"))))
    notes = (*((f"计划填报：{planned}",) if planned else ()), *one.notes)
    entry = Entry(anchor, one.line.name, (one.line.id,), one.expected, notes, asked)
    return Group(anchor, "", "", (entry,))


def _project(number: int, one: CheckedProject) -> Group:
    anchor, name = f"p{number}", one.project.id
    alone = len(one.expected) == 1
    entries = tuple(
        Entry(
            f"{anchor}-{place}",
            each.part.label,
            (name,) if alone else (f"{name}：{each.purchase.subject}",),
            each,
            questions=each.determination.questions,
        )
        for place, each in enumerate(one.expected, 1)
    )
    notes = (*(f"用户答复：{told}" for told in one.stated_by_user), *one.notes)
    return Group(anchor, name, printed_amount(one.project), entries, notes, one.classified.questions)


def anchors(groups: Iterable[Group]) -> Mapping[str, str]:
    """Return where each id that findings may name stands on the page."""
    found: dict[str, str] = {}
    for group in groups:
        found.setdefault(group.head, group.anchor)
        for entry in group.entries:
            for name in entry.subjects:
                found.setdefault(name, entry.anchor)
    return {name: anchor for name, anchor in found.items() if name}


def questions_of(report: Report, lines: Sequence[Group]) -> dict[str, list[str]]:
    """Return the open questions by the id of the project or line that they are asked of."""
    asked: dict[str, list[str]] = {}
    for _, name, _, part, _, text, *_ in open_questions([report]):
        asked.setdefault(name, []).append(f"{part}：{text}" if part else text)
    for entry in entries_of(lines):
        for question in entry.questions:
            asked.setdefault(entry.subjects[0], []).append(question.text)
    return asked


def tally(fen: int) -> str:
    """Return an amount of 分 in 万元, its thousands set apart."""
    return grouped(wan(fen))


def amount_text(one: Entry) -> str:
    """Return an amount in 万元: as known, from least to greatest, or not known."""
    low, high = one.expected.purchase.low, one.expected.purchase.high
    if low == high:
        return tally(low)
    if high < _BOUNDLESS:
        return f"{tally(low)} 至 {tally(high)}"
    return f"至少 {tally(low)}" if low > 1 else "不明"


def organization_text(one: Determination) -> str:
    """Return the organisation form, or those that the open questions leave where each of their answers tells one."""
    if one.organization:
        return word(one.organization)
    left = {reading.organization for reading in one.readings}
    known = sorted(name for name in left if name)
    return f"{'或者'.join(map(word, known))}（{OPEN}）" if known and None not in left else OPEN


def method_class(one: Determination) -> str:
    """Return what is known of the method in a few words."""
    if one.required_method:
        return f"须{word(one.required_method)}"
    if not one.methods:
        return f"方式{OPEN}"
    return word(one.methods[0]) if len(one.methods) == 1 else "多种方式可选"
