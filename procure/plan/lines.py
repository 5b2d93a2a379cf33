"""A plan or a list of intentions out of a Document, every row accounted for. Not for judging it: plan_check.py."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from procure.intake.lines import units_in
from procure.intake.wording import Use, kind_of, words
from procure.model import Document, Figure, Problem, Row, Table
from procure.money import Unit, plain, wan
from procure.plan.columns import Head, column_named, find_head
from procure.plan.model import PlanLine, PlanTotal, PurchasePlan
from procure.plan.row import PlanRow
from procure.record import Record, replace

_SPEAKING: Final = frozenset({"method", "organization", "code", "item", "category", "planned_day", "quantity", "sme"})
"""Columns that tell a plan from other tables of names and amounts: two of them at least."""
_FEWEST_SPEAKING: Final = 2
_INTENTION: Final = "意向"
_NAMES: Final = (_INTENTION, "采购计划")
"""What the title of a plan says that it is."""
_PLANNING: Final = frozenset({"method", "organization", "code"})
"""Columns that a list of intentions has none of."""
_YEAR: Final = re.compile(r"(\w{4,}?)(?:关于)?20\d\d年")
_APART: Final = re.compile(r"\s{2,}|\u3000+|[\t\r\n]")
_DECLARED: Final = re.compile(r"([^:：]{2,12})[:：](.+)")
_MOST_ABOVE: Final = 8
"""Rows that may stand above a table's first head."""
_SUM: Final = "计"
"""What the words of sums end in; a row of the columns' numbers (栏次) is none."""
_ABOVE: Final = "above"
"""The mark of what stood above a table."""


class Heading(Record, frozen=True):
    """What the document says of a plan as a whole."""

    title: str
    purchaser: str | None
    year: int | None


class Declared(Record, frozen=True):
    """What is declared above a plan's head, or in its running text: 采购单位：…, 单位：万元."""

    purchaser: str | None
    units: tuple[Unit, ...]


def declared(texts: Iterable[str]) -> Declared:
    """Return what texts declare; of several purchasers the first."""
    pieces = [piece for text in texts for piece in _APART.split(text)]
    units = tuple(dict.fromkeys(unit for piece in pieces for unit in units_in(piece)))
    told = (_DECLARED.fullmatch(piece.strip()) for piece in pieces)
    named = (match[2].strip() for match in told if match and column_named(match[1]) == "unit")
    return Declared(next(filter(None, named), None), units)


@dataclass
class _Reading:
    """What is read so far; totals name their lines by number.

    heads: the columns that were not read, so that a head repeated on the next page says nothing twice. marks: how many
    lines and unread rows stood above the table, and above its last total of each word and of any ("").
    """

    own: Mapping[str, str]
    year: int | None
    lines: list[PlanLine] = field(default_factory=list)
    totals: list[tuple[str, Figure, tuple[int, ...], int]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    columns: set[str] = field(default_factory=set)
    heads: set[tuple[tuple[str, ...], ...]] = field(default_factory=set)
    marks: dict[str, tuple[int, int]] = field(default_factory=dict)
    rows: int = 0
    skipped: int = 0
    unread: int = 0

    @property
    def counted(self) -> tuple[int, int]:
        """Return how many lines and how many unread rows there are so far."""
        return len(self.lines), self.unread


def is_plan(document: Document, own: Mapping[str, str]) -> bool:
    """Return whether a document is a plan or a list of intentions, and no budget that holds such a table as well.

    own: ids of columns by the user's names of them.
    """
    if any(kind_of(plain(table.title)) for table in document.tables):
        return False
    heads = [(table, head) for table in document.tables if (head := _first_head(table, own))]
    if not any(own or _names_plan(table) or len(_SPEAKING & set(head.at)) >= _FEWEST_SPEAKING for table, head in heads):
        return False
    if heads[0][0] is document.tables[0]:  # lists of items may follow, as in the template
        return True
    return 2 * sum(len(table.rows) for table, _ in heads) >= sum(len(table.rows) for table in document.tables)


def _names_plan(table: Table) -> bool:
    return any(name in plain(table.title) for name in _NAMES)


def _first_head(table: Table, own: Mapping[str, str]) -> Head | None:
    heads = (find_head(table.rows[at : at + 2], own) for at in range(min(len(table.rows), _MOST_ABOVE)))
    return next((head for head in heads if head), None)


def read_plan(document: Document, heading: Heading, own: Mapping[str, str]) -> tuple[PurchasePlan, list[Problem]]:
    """Read every table with a plan's head. Nothing is raised for what stands there.

    A row is a line, or a problem, or is skipped as head, total, note or blank.
    """
    reading = _Reading(own, heading.year)
    for table in document.tables:
        if _first_head(table, own):
            _read_table(table, reading)
    titles = (heading.title, *(table.title for table in document.tables))
    is_intention = any(_INTENTION in title for title in titles) or not _PLANNING & reading.columns
    lines = _identified(reading.lines)
    plan = PurchasePlan(
        path=document.path,
        kind="intention" if is_intention else "plan",
        title=heading.title,
        purchaser=heading.purchaser or _declared_in(document) or _purchaser(lines) or _of_title(titles),
        year=heading.year,
        lines=lines,
        totals=[
            PlanTotal(label, sum_, tuple(lines[at].id for at in over), unread)
            for label, sum_, over, unread in reading.totals
        ],
        columns=frozenset(reading.columns),
        rows_read=reading.rows,
        rows_skipped=reading.skipped,
        rows_unread=reading.unread,
    )
    return plan, reading.problems


def _declared_in(document: Document) -> str | None:
    """Return the purchaser that a line of text, or a row above a head, declares."""
    rows = (cell for table in document.tables for row in table.rows[:_MOST_ABOVE] for cell in row.cells)
    notes = (note for table in document.tables for note in table.notes)
    return declared([*(one.text for one in document.paragraphs), *notes, *rows]).purchaser


def _of_title(titles: Iterable[str]) -> str | None:
    """Return what stands before the year in a title: 某县财政局 of 某县财政局2026年采购计划."""
    found = (_YEAR.match(plain(title)) for title in titles)
    return next((match[1] for match in found if match), None)


def _purchaser(lines: Iterable[PlanLine]) -> str | None:
    """Return the purchaser that all lines name, if they do."""
    named = {line.text("unit") for line in lines} - {""}
    return named.pop() if len(named) == 1 else None


def _identified(lines: Sequence[PlanLine]) -> tuple[PlanLine, ...]:
    """Return the lines with their ids: the name, its amount where the name repeats, a counter where both do."""
    names = Counter(line.name for line in lines)
    first = [line.name if names[line.name] == 1 else f"{line.name}·{wan(line.amount.fen)}万元" for line in lines]
    counts, seen = Counter(first), Counter[str]()
    found = []
    for line, name in zip(lines, first, strict=True):
        seen[name] += 1
        found.append(replace(line, id=f"{name}·{seen[name]}" if counts[name] > 1 else name))
    return tuple(found)


def _read_table(table: Table, reading: _Reading) -> None:
    at, head, above = 0, None, list[str]()
    reading.marks = {_ABOVE: reading.counted, "": reading.counted}
    while at < len(table.rows):
        row = table.rows[at]
        if found := find_head(table.rows[at : at + 2], reading.own):
            head = found
            _tell_of(head, table, row, reading)
        elif head:
            _read_row(PlanRow(table, row, head, reading.year, reading.problems), reading)
        else:
            above += row.cells
            table = replace(table, units=table.units or declared(above).units)
        size = found.rows if found else 1
        reading.rows += size
        reading.skipped += size if found or not head else 0
        at += size


def _tell_of(head: Head, table: Table, row: Row, reading: _Reading) -> None:
    """Keep the columns, and a problem for those that nobody knows or that stand twice."""
    reading.columns |= set(head.at)
    if (head.several, head.unknown) in reading.heads:  # a head repeated on the next page
        return
    reading.heads.add((head.several, head.unknown))
    faults = [(name, "与另一列同名，只读了前一列；请用 --columns 指明读哪一列") for name in head.several]
    faults += [("、".join(head.unknown), "没有识别是哪一列，没有读；需要读的请用 --columns 指明")] * bool(head.unknown)
    place = table.place(row, 0)
    reading.problems += [Problem(place, "表头", found, consequence, unread=False) for found, consequence in faults]


def _read_row(row: PlanRow, reading: _Reading) -> None:
    filled = row.filled()
    label = _total_label(row)
    if label and "code" not in filled:
        _read_total(label, row, reading)
    elif filled <= {"number"} or _is_note(row):
        reading.skipped += 1
    elif line := row.line():
        reading.lines.append(line)
    else:
        reading.unread += 1


def _is_note(row: PlanRow) -> bool:
    """Return whether a row holds nothing but a sentence in its first cell: 填表人, 注."""
    return bool(row.row.cell(0)) and sum(bool(cell.strip()) for cell in row.row.cells) == 1


def _total_label(row: PlanRow) -> str:
    """Return what a total row calls itself, in its first filled cell or as a name; empty for any other row."""
    first = next((cell.strip() for cell in row.row.cells if cell.strip()), "")
    return next((text for text in (first, row.text("name")) if _total_word(text)), "")


def _total_word(label: str) -> str | None:
    """Return the word of a total row that a label ends in: 小计 of 货物类小计."""
    bare = plain(label).rstrip(":")
    return next((word for word in words(Use.TOTAL_ROW) if bare.endswith(word)), None)


def _read_total(label: str, row: PlanRow, reading: _Reading) -> None:
    """Keep a total with the lines it adds up, and how many rows among them could not be read."""
    word = _total_word(label) or ""
    figure = row.figure("amount") if word.endswith(_SUM) and row.text("amount") else None
    if figure:
        first, unread = _first_added(word, figure.fen, reading)
        over = tuple(range(first, len(reading.lines)))
        reading.totals.append((label, figure, over, reading.unread - unread))
        reading.marks[word] = reading.marks[""] = reading.counted
    reading.skipped += 1


def _first_added(word: str, fen: int, reading: _Reading) -> tuple[int, int]:
    """Return from which line on a total adds up, with the unread rows above that one.

    Those since the last total of its word, else of any word, else all of the table or of the plan: the first whose
    sum it states (in 分), else the first that holds a line.
    """
    above, last = reading.marks[_ABOVE], reading.marks[""]
    starts = [one for one in (reading.marks.get(word, above), last, above) if one[0] < len(reading.lines)] + [(0, 0)]
    agreeing = (one for one in starts if sum(line.amount.fen for line in reading.lines[one[0] :]) == fen)
    return next(agreeing, starts[0])
