"""What the narrative counts and lists: projects with their total, cars, quarters, named amounts, small firms' share.

Not for statements of the budget: narrative_walk.py.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from procure.budget.cells import key
from procure.budget.clauses import Passage, Token
from procure.budget.narrative_compare import is_limit
from procure.budget.narrative_words import Clue, clues, families, pattern
from procure.budget.projects_agree import StatedProjects
from procure.budget.relation import Count, Kind, Sum, Tally, Term
from procure.model import Figure, StatedProcurement
from procure.record import Record

_SENTENCE_END: Final = re.compile(r"[。\n]|$")
_LONGEST_NAME: Final = 20
_FEWEST: Final = 2
_PERFORMANCE: Final = "performance"

Spot = tuple[Token, Figure]
"""An amount of a passage: its token and its figure."""


class Listed(Record, frozen=True):
    """What one passage counts and lists."""

    projects: tuple[StatedProjects, ...] = ()
    sums: tuple[Sum, ...] = ()
    tallies: tuple[Tally, ...] = ()


class _Head(Record, frozen=True):
    """A sentence that tells a number of things and what they come to; end is where its sentence ends."""

    count: Count
    total: Figure | None
    end: int


def read_listed(passage: Passage, spots: Sequence[Spot]) -> Listed:
    """Return the projects that a passage on performance states, and the kinds or names it splits them into."""
    if passage.section.name != _PERFORMANCE:
        return Listed(tallies=tuple(_kinds_of_things(passage)))
    heads = list(_heads(passage, spots))
    sums: list[Sum] = []
    tallies: list[Tally] = []
    for head in heads:
        found = re.compile(rf"[。,;]?{pattern(Clue.PARTS)}[,:]?").match(passage.text, head.end)
        if found:
            end = _end(passage.text, found.end())
            sums += _amounts_of(passage, spots, head, found.end(), end)
            tallies += _kinds_of(passage, head, found.end(), end)
    stated = tuple(StatedProjects(head.count, head.total, head.count.place) for head in heads)
    return Listed(stated, tuple(sums), tuple(tallies))


def read_quarters(spots: Sequence[Spot]) -> tuple[Figure, ...]:
    """Return the four quarters' amounts, empty unless all are told once and in their order."""
    names = list(clues(Clue.QUARTER))
    found = [(name, figure) for token, figure in spots for name in names if name in token.clause]
    return tuple(figure for _, figure in found) if [name for name, _ in found] == names else ()


def named_twice(passages: Iterable[tuple[Passage, Sequence[Spot]]]) -> Iterator[tuple[str, Figure]]:
    """Yield the named amounts of the text on performance, and those of the texts on projects that have such a name.

    Names that only texts on projects print (差旅费) are each project's own; a name that repeats in one place is of
    several projects.
    """
    found = [(passage, name, figure) for passage, spots in passages for name, figure in read_named(passage, spots)]
    often = Counter((id(passage), name) for passage, name, _ in found)
    listed = {name for passage, name, _ in found if passage.section.name == _PERFORMANCE}
    several = {name for (_, name), times in often.items() if times > 1}
    yield from ((name, figure) for _, name, figure in found if name in listed - several)


def read_named(passage: Passage, spots: Iterable[Spot]) -> Iterator[tuple[str, Figure]]:
    """Yield the amounts that follow a name of a project directly: 中介机构服务费418.80万元."""
    if passage.section.mode != "named":
        return
    others = (*clues(Clue.NOT_NAME), *clues(Clue.QUARTER), *clues(Clue.RISE), *clues(Clue.FALL))
    for token, figure in spots:
        name = re.sub(f"^{pattern(Clue.PARTS)}", "", token.clause)
        plain = 1 < len(name) <= _LONGEST_NAME and not re.search(r"\d", name)
        if plain and not is_limit(token) and not name.endswith(others) and not name.startswith(others):
            yield key(name), figure


def read_reserved(passage: Passage, spots: Iterable[Spot], stated: StatedProcurement | None) -> Iterator[Sum]:
    """Yield that what is reserved for small firms is no more than the whole, and the smallest firms' part no more."""
    whole = stated.total if stated and not passage.is_account else None
    reserved: Figure | None = None
    for token, figure in spots:
        if any(word in token.clause for word in clues(Clue.RESERVED_SMALL)):
            if reserved is not None:
                yield _no_more("预留给小型和微型企业", figure, reserved, "面向中小企业预留")
        elif any(word in token.clause for word in clues(Clue.RESERVED)):
            reserved = figure
            if whole is not None:
                yield _no_more("面向中小企业预留", figure, whole, "政府采购预算总额")


def _no_more(subject: str, figure: Figure, whole: Figure, label: str) -> Sum:
    return Sum(Kind.WITHIN, subject, (Term(figure, subject),), (Term(whole, label),), at_most=True, from_text=True)


def _heads(passage: Passage, spots: Sequence[Spot]) -> Iterator[_Head]:
    """Yield the sentences on all projects: 编报绩效目标的项目11个，涉及项目预算资金6626万元."""
    for match in re.finditer(
        rf"{pattern(Clue.PROJECT_COUNT)}[^,;。:\d]{{0,30}}?(?:\d{{4}}年度?[^,;。:\d]{{0,30}}?)?(\d+)个", passage.text
    ):
        end = _end(passage.text, match.end())
        parts = re.search(pattern(Clue.PARTS), passage.text[match.end() : end])
        last = match.end() + parts.start() if parts else end
        inside = [spot for spot in spots if match.end() <= spot[0].start < last]
        total = next((figure for token, figure in inside if token.clause in clues(Clue.PROJECT_TOTAL)), None)
        yield _Head(_count(passage, match.start(1), match.end(1), "个", "项目"), total, last)


def _amounts_of(passage: Passage, spots: Sequence[Spot], head: _Head, start: int, end: int) -> Iterator[Sum]:
    """Yield that listed amounts make up the total; where the list need not be whole, that they do not exceed it."""
    inside = [(token, figure) for token, figure in spots if start <= token.start < end]
    named = [(token.clause, figure) for token, figure in inside if token.clause not in clues(Clue.PROJECT_TOTAL)]
    kinds = _counted(passage, start, end)
    if head.total is None or len(inside) < _FEWEST or (named and kinds):
        return
    if kinds and len(kinds) != len(inside):
        return
    is_whole = _is_family(kinds) if kinds else len(inside) == head.count.number
    names = list(kinds) if kinds else [name for name, _ in named]
    terms = tuple(Term(figure, name) for (_, figure), name in zip(inside, names, strict=True))
    right = (Term(head.total, "项目总额"),)
    yield Sum(Kind.WITHIN, "所列项目与项目总额", terms, right, at_most=not is_whole, from_text=True)


def _kinds_of(passage: Passage, head: _Head, start: int, end: int) -> Iterator[Tally]:
    kinds = _counted(passage, start, end)
    if _is_family(kinds):
        yield _tally("各类项目个数", head.count, tuple(kinds.values()))


def _counted(passage: Passage, start: int, end: int) -> Mapping[str, Count]:
    """Return what a list counts in 个, by name: 其他运转类项目23个."""
    found: dict[str, Count] = {}
    for match in re.compile(r"([^,;。:、\d]{1,30})(\d+)个").finditer(passage.text, start, end):
        found[match[1]] = _count(passage, match.start(2), match.end(2), "个", match[1])
    return found


def _is_family(kinds: Mapping[str, Count]) -> bool:
    return any({value for _, value in parts} == set(kinds) for (field, _), parts in families() if field == "name")


def _kinds_of_things(passage: Passage) -> Iterator[Tally]:
    """Yield that cars are as many as their kinds: 车辆7辆（一般公务用车3辆，…，其他用车0辆）; the last kind is 其他."""
    unit = pattern(Clue.COUNT_UNIT)
    head = re.compile(rf"({_words(Clue.VEHICLES)})(\d+)({unit})(?:,?{pattern(Clue.PARTS)}[:,]?|\()")
    for match in head.finditer(passage.text):
        each = re.compile(rf"[、,]?([^,;。:、()\d]+)(\d+){re.escape(match[3])}")
        counts, last, at = [], "", match.end()
        while one := each.match(passage.text, at):
            counts.append(_count(passage, one.start(2), one.end(2), match[3], one[1]))
            last, at = one[1], one.end()
        if counts and last.startswith(clues(Clue.OTHER_KIND)):
            stated = _count(passage, match.start(2), match.end(2), match[3], match[1])
            yield _tally(match[1].removeprefix("年"), stated, tuple(counts))


def _words(use: Clue) -> str:
    return rf"[^,;。:、(\d]{{0,30}}?{pattern(use)}[^,;。:、(\d]{{0,10}}?"


def _tally(subject: str, stated: Count, counts: tuple[Count, ...]) -> Tally:
    numbers = [one.number for one in counts]
    formula = " + ".join(f"{one.place.label} {one.number}" for one in counts if one.number) or "0"
    return Tally(subject, stated, sum(numbers), formula, counts=counts)


def _count(passage: Passage, start: int, end: int, unit: str, label: str) -> Count:
    stop = end + len(unit)
    return Count(passage.printed(start, stop), int(passage.text[start:end]), unit, passage.place(start, stop, label))


def _end(text: str, start: int) -> int:
    found = _SENTENCE_END.search(text, start)
    return found.start() if found else len(text)
