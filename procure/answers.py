"""The user's answers: ids of questions, the answers file read back, each answer applied to the project it is about."""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Final

from procure.changes import FACTS_OF_PARTS, FACTS_OF_PROJECTS, Applied, Given, UnfitError, changed
from procure.intake.files import UnreadableError
from procure.intake.text import load_text
from procure.model import Classification, Place, Problem, Project
from procure.money import plain
from procure.record import Record

COLUMNS: Final = ("编号", "项目", "金额（万元）", "内容", "事项", "待核实事项", "可填", "答复")
PROJECT: Final = ""
"""The part of a question that concerns the whole project."""


def question_id(owner: str, project: str, part: str, fact: str) -> str:
    """Return the id of a question: the same as long as owner, project's id, part and fact are.

    It begins with a letter, so that no spreadsheet takes it for a number.
    """
    named = f"{owner}\n{project}\n{part}\n{fact}"
    return f"Q{hashlib.sha256(named.encode()).hexdigest()[:10]}"


def owner(purchaser: str | None, year: int | None) -> str:
    """Return whose questions a document asks: two departments may have projects of one name."""
    return f"{purchaser or ''}\n{year or ''}"


class Answered(Record, frozen=True):
    """One filled-in line of the answers file."""

    id: str
    text: str
    place: Place


class Outcome(Record, frozen=True):
    """Every project with its answers applied, a Problem for each that does not fit, and the ids that were asked for."""

    projects: tuple[tuple[Project, Applied], ...]
    problems: tuple[Problem, ...] = ()
    used: frozenset[str] = frozenset()


class Answers(Record, frozen=True):
    """The user's answers; without any, nothing changes."""

    lines: Sequence[Answered] = ()

    def apply(self, classified: Iterable[tuple[Project, Classification]], owner: str) -> Outcome:
        """Return a document's projects with their answers applied; the order of the answers makes no difference.

        Answers on projects come first, so that parts which an answer names can be answered for too.
        """
        before = list(classified)
        projects = {project.id: project for project, _ in before}
        applied = {project.id: Applied(one) for project, one in before}
        lines = self._by_id()
        problems: list[Problem] = []
        used: set[str] = set()
        for facts in (FACTS_OF_PROJECTS, FACTS_OF_PARTS):
            for key, target in list(_targets(owner, applied, facts)) if lines else []:
                if key in lines:
                    problems += _change(applied, projects, target, lines[key])
                    used.add(key)
        return Outcome(tuple((project, applied[project.id]) for project, _ in before), tuple(problems), frozenset(used))

    def _by_id(self) -> dict[str, list[Answered]]:
        lines: dict[str, list[Answered]] = {}
        for line in self.lines:
            lines.setdefault(line.id, []).append(line)
        return lines

    def unused(self, used: Iterable[str]) -> list[Problem]:
        """Return a Problem for each answer to a question that no document asks."""
        known = frozenset(used)
        why = "没有这个编号的待核实事项，或者别的答复已使它不再成立"
        return [_unfit(line, why) for line in self.lines if line.id not in known]


Target = tuple[str, str, str]
"""A project's id, a part's label and a fact."""


def _targets(owner: str, applied: Mapping[str, Applied], facts: Iterable[str]) -> Iterator[tuple[str, Target]]:
    for fact, (identity, one) in product(facts, applied.items()):
        labels = [part.label for part in one.classified.parts] if fact in FACTS_OF_PARTS else [PROJECT]
        for label in labels:
            yield question_id(owner, identity, label, fact), (identity, label, fact)


def _change(
    applied: dict[str, Applied], projects: Mapping[str, Project], target: Target, lines: Sequence[Answered]
) -> list[Problem]:
    if len({line.text for line in lines}) > 1:
        return [_unfit(line, "同一事项有不同的答复") for line in lines]
    (identity, part, fact), line = target, lines[0]
    given = Given(projects[identity], part, fact, line.text, f"{line.place.file}:{line.place.line}")
    try:
        applied[identity] = changed(applied[identity], given)
    except UnfitError as error:
        return [_unfit(line, str(error))]
    return []


def _unfit(line: Answered, why: str) -> Problem:
    """Return the Problem of an answer that was not used: a line of the user's was left unread."""
    return Problem(line.place, "答复", line.text, f"{why}，这条答复未采用")


def read_answers(path: Path) -> tuple[Answers, list[Problem]]:
    """Read an answers file (CSV, UTF-8 or GB18030); lines without an answer are still open."""
    try:
        reader = csv.reader(io.StringIO(load_text(path), newline=""))
        rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except UnreadableError as error:
        return Answers(), [Problem(Place(str(path)), "文件", error.found, "答复文件无法读取，未采用任何答复")]
    except csv.Error as error:
        return Answers(), [Problem(Place(str(path)), "文件", str(error), "答复文件不是 CSV 表格，未采用任何答复")]
    head = [plain(cell) for cell in rows[0][1]]
    if "编号" not in head or "答复" not in head:
        said = "答复文件须有“编号”“答复”两列，未采用任何答复"
        return Answers(), [Problem(Place(str(path)), "表头", "，".join(head), said)]
    number, answer = head.index("编号"), head.index("答复")
    filled = [(line, row) for line, row in rows[1:] if len(row) > max(number, answer) and row[answer]]
    places = [Place(str(path), line=line, label=row[number], text=row[answer]) for line, row in filled]
    return Answers([Answered(one.label, one.text, one) for one in places]), []
