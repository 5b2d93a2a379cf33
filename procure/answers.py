"""The user's answers: open questions written as CSV, read back filled in, applied as evidence the user stated."""

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path
from typing import Final

from procure.expected import Stated
from procure.facts import EXCEPTIONAL, PROJECT_FACTS
from procure.model import Classification, Evidence, Field, Part, Place, Problem, Project, Question
from procure.money import AmountError, Unit, plain, read_amount
from procure.terms import Answer, Category, Nature, word

COLUMNS: Final = ("编号", "项目", "金额（万元）", "内容", "事项", "待核实事项", "可填", "答复")
_YES_NO: Final = {"是": "yes", "否": "no", "yes": "yes", "no": "no"}
_LISTED: Final = {"目录内": Answer.YES, "目录外": Answer.NO, "listed": Answer.YES, "not_listed": Answer.NO}
_CATEGORIES: Final = {word(category): category for category in Category} | {str(one): one for one in Category}
_NO_PURCHASE: Final = {word(nature): nature for nature in (Nature.PERSONNEL, Nature.TRANSFER)} | {
    "人员支出": Nature.PERSONNEL,
    "转移、补助": Nature.TRANSFER,
}
PROJECT: Final = ""
"""The part of a question that concerns the whole project."""


def question_id(project: Project, part: str, fact: str) -> str:
    """Return the id of a question: the same as long as project, part and fact are."""
    return hashlib.sha256(f"{project.id}\n{part}\n{fact}".encode()).hexdigest()[:10]


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question as it is written to a file: its id, the project, the part it concerns and what may be answered."""

    id: str
    project: Project
    part: str
    question: Question


@dataclass(frozen=True, slots=True)
class Applied:
    """A project's classification after the user's answers, what was stated of its parts, and what the user said."""

    classified: Classification
    stated: Mapping[str, Stated] = field(default_factory=dict)
    told: tuple[str, ...] = ()

    def part(self, label: str) -> Part | None:
        """Return a part by its label."""
        return next((part for part in self.classified.parts if part.label == label), None)

    def with_parts(self, parts: Iterable[Part]) -> "Applied":
        """Return the same with other parts."""
        return replace(self, classified=replace(self.classified, parts=tuple(parts)))

    def with_part(self, label: str, change: Callable[[Part], Part]) -> "Applied":
        """Return the same with one part changed."""
        return self.with_parts(change(part) if part.label == label else part for part in self.classified.parts)

    def with_stated(self, label: str, stated: Stated) -> "Applied":
        """Return the same with facts stated of a part, beside those stated before."""
        before = self.stated.get(label, Stated())
        merged = Stated({**before.facts, **stated.facts}, stated.listed or before.listed)
        return replace(self, stated={**self.stated, label: merged})


class UnfitError(ValueError):
    """An answer that does not fit its question; the message says what would (Chinese)."""


Change = Callable[[Applied, Project, str, str], Applied]


def _evidence(text: str, source: str) -> tuple[Evidence, ...]:
    return (Evidence(Field.ANSWER, text, source),)


def _nature(applied: Applied, project: Project, part: str, text: str) -> Applied:  # noqa: ARG001  one shape for all
    if text in ("采购", "purchase"):
        return _bought(applied)
    if text not in _NO_PURCHASE:
        raise UnfitError("应为 采购、人员支出 或者 转移、补助")
    return _nothing_bought(applied, _NO_PURCHASE[text], f"用户答复：{text}")


def _bought(applied: Applied) -> Applied:
    return applied.with_parts(replace(part, may_be_no_purchase=False) for part in applied.classified.parts)


def _nothing_bought(applied: Applied, nature: Nature, why: str) -> Applied:
    return replace(applied, classified=replace(applied.classified, nature=nature, parts=(), why_not=why, questions=()))


def _contract(applied: Applied, project: Project, part: str, text: str) -> Applied:  # noqa: ARG001
    if _yes_no(text) == "yes":
        return _bought(applied)
    kept = [one for one in applied.classified.parts if not one.may_be_no_purchase]
    if kept:
        return applied.with_parts(kept)
    return _nothing_bought(applied, applied.classified.nature, "用户答复：不以合同方式采购")


def _sole_supplier(applied: Applied, project: Project, part: str, text: str) -> Applied:  # noqa: ARG001
    return applied if _yes_no(text) == "yes" else _bought(applied)


def _earlier(applied: Applied, project: Project, part: str, text: str) -> Applied:  # noqa: ARG001
    if _yes_no(text) == "no":
        return _bought(applied)
    return _nothing_bought(applied, Nature.SETTLEMENT, "用户答复：只付以前合同的款项，不是新的采购")


def _yes_no(text: str) -> str:
    if text not in _YES_NO:
        raise UnfitError("应为 是 或者 否")
    return _YES_NO[text]


def _parts(applied: Applied, project: Project, part: str, text: str) -> Applied:  # noqa: ARG001
    """Take 内容=金额；…: each a known part, or a new one written 货物|工程|服务:内容=金额; they add up to the whole."""
    pieces = [piece for piece in plain(text).replace("；", ";").replace("。", ";").split(";") if piece]
    parts = tuple(_one_part(applied, piece) for piece in pieces)
    total = sum(part.low or 0 for part in parts)
    if not parts or total != project.exact.fen:
        raise UnfitError("各项金额之和应等于项目金额，写作 内容=金额；内容=金额（万元）")
    return applied.with_parts(parts)


def _one_part(applied: Applied, piece: str) -> Part:
    label, equals, figure = piece.rpartition("=")
    try:
        amount = read_amount(figure, Unit.WAN_YUAN).fen
    except AmountError as error:
        raise UnfitError(str(error)) from error
    category, colon, name = label.rpartition(":")
    known = next((part for part in applied.classified.parts if plain(part.label) == label), None)
    if not equals or amount < 0 or (known is None and not (colon and category in _CATEGORIES)):
        raise UnfitError(f"“{label}”不是本项目已有的内容；新的内容写作 货物:内容=金额，或者 工程:、服务:")
    base = known or Part(name, frozenset({_CATEGORIES[category]}))
    told = _evidence(piece, "用户答复")
    return replace(base, low=amount, high=amount, may_be_no_purchase=False, evidence=told)


def _category(applied: Applied, project: Project, part: str, text: str) -> Applied:  # noqa: ARG001
    if text not in _CATEGORIES:
        raise UnfitError("应为 货物、工程 或者 服务")
    return applied.with_part(part, lambda one: replace(one, categories=frozenset({_CATEGORIES[text]})))


def _listed(applied: Applied, project: Project, part: str, text: str) -> Applied:  # noqa: ARG001
    if text not in _LISTED:
        raise UnfitError("应为 目录内 或者 目录外")
    return applied.with_stated(part, Stated(listed=_LISTED[text]))


def _amount(applied: Applied, project: Project, part: str, text: str) -> Applied:
    try:
        amount = read_amount(text, Unit.WAN_YUAN).fen
    except AmountError as error:
        raise UnfitError(str(error)) from error
    others = sum(one.low or 0 for one in applied.classified.parts if one.label != part)
    if not 0 <= amount <= project.exact.fen - others:
        raise UnfitError("金额应在 0 与项目金额之间")
    return applied.with_part(part, lambda one: replace(one, low=amount, high=amount))


def _fact(name: str) -> Change:
    def change(applied: Applied, project: Project, part: str, text: str) -> Applied:  # noqa: ARG001
        return applied.with_stated(part, Stated({name: _yes_no(text)}))

    return change


_CHANGES: Final[dict[str, Change]] = {
    "nature": _nature,
    "bought_by_contract": _contract,
    "sole_supplier": _sole_supplier,
    "earlier_purchase": _earlier,
    "parts": _parts,
    "part_amounts": _parts,
    "category": _category,
    "listed": _listed,
    "amount": _amount,
    **{name: _fact(name) for name in (*EXCEPTIONAL, *PROJECT_FACTS)},
}
FACTS_OF_PROJECTS: Final = (
    "nature",
    "bought_by_contract",
    "sole_supplier",
    "earlier_purchase",
    "parts",
    "part_amounts",
)
FACTS_OF_PARTS: Final = ("category", "listed", "amount", *EXCEPTIONAL, *PROJECT_FACTS)


@dataclass(frozen=True, slots=True)
class Answered:
    """One filled-in line of the answers file."""

    id: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Answers:
    """The user's answers; without any, nothing changes."""

    lines: Sequence[Answered] = ()

    def apply(
        self, classified: Sequence[tuple[Project, Classification]]
    ) -> tuple[list[tuple[Project, Applied]], list[Problem]]:
        """Return every project with its answers applied, and a Problem for each answer that fits nothing."""
        applied = {project.id: Applied(one) for project, one in classified}
        projects = {project.id: project for project, _ in classified}
        left = list(self.lines)
        problems: list[Problem] = []
        for facts in (FACTS_OF_PROJECTS, FACTS_OF_PARTS):  # parts that an answer names can be answered for too
            known = dict(_targets(projects, applied, facts)) if left else {}
            for line in [line for line in left if line.id in known]:
                left.remove(line)
                problems += _change(applied, projects, known[line.id], line)
        problems += [_unfit(line, "没有这个编号的待核实事项") for line in left]
        return [(project, applied[project.id]) for project, _ in classified], problems


Target = tuple[str, str, str]
"""A project's id, a part's label and a fact."""


def _targets(
    projects: Mapping[str, Project], applied: Mapping[str, Applied], facts: Iterable[str]
) -> Iterator[tuple[str, Target]]:
    for fact, (identity, project) in product(facts, projects.items()):
        parts = [part.label for part in applied[identity].classified.parts] if fact in FACTS_OF_PARTS else [PROJECT]
        for label in parts:
            yield question_id(project, label, fact), (identity, label, fact)


def _change(
    applied: dict[str, Applied], projects: Mapping[str, Project], target: Target, line: Answered
) -> list[Problem]:
    identity, part, fact = target
    try:
        changed = _CHANGES[fact](applied[identity], projects[identity], part, line.text)
    except UnfitError as error:
        return [_unfit(line, str(error))]
    applied[identity] = replace(changed, told=(*changed.told, f"{fact}={line.text}"))
    return []


def _unfit(line: Answered, why: str) -> Problem:
    return Problem(line.place, "答复", line.text, f"{why}，这条答复未采用")


def read_answers(path: Path) -> tuple[Answers, list[Problem]]:
    """Read an answers file (CSV, UTF-8 or GB18030); lines without an answer are still open."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return Answers(), [Problem(Place(str(path)), "文件", error.strerror or "", "答复文件无法读取，未采用任何答复")]
    rows = list(csv.reader(_decode(data).splitlines()))
    head = [plain(cell) for cell in rows[0]] if rows else []
    if "编号" not in head or "答复" not in head:
        return Answers(), [
            Problem(Place(str(path)), "表头", "，".join(head), "答复文件须有“编号”“答复”两列，未采用任何答复")
        ]
    number, answer = head.index("编号"), head.index("答复")
    lines = [
        Answered(row[number].strip(), row[answer].strip(), Place(str(path), line=count, text=row[answer].strip()))
        for count, row in enumerate(rows[1:], 2)
        if len(row) > max(number, answer) and row[answer].strip()
    ]
    return Answers(lines), []


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")
