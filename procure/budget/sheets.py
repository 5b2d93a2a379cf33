"""Target sheets (绩效目标表), whose columns shift from sheet to sheet. Not for joining them to projects: join.py."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final

from procure.budget.cells import UnreadError, problem, read_figure, unit_in
from procure.budget.funding import read_funding
from procure.intake.wording import Use, words
from procure.model import Field, Figure, Place, Problem, Row, Table, TargetSheet
from procure.money import Unit, plain
from procure.record import replace

_FIELDS: Final = (Use.SHEET_NAME, Use.SHEET_ANNUAL, Use.SHEET_WHOLE_TERM, Use.SHEET_OVERVIEW, Use.SHEET_PLAN)
_ANNUAL: Final = "年度资金总额"
_WHOLE_TERM: Final = "实施期资金总额"
_FROM_TABLE: Final = "按项目支出预算表的金额审查"
_LONGEST_LABEL: Final = 24

_Found = Mapping[Use, Place]


def read_sheets(tables: Iterable[Table]) -> tuple[list[TargetSheet], list[Problem]]:
    """Read the target sheets of the tables; a table may hold several, each beginning at its 项目名称."""
    sheets: list[TargetSheet] = []
    problems: list[Problem] = []
    for table in tables:
        parts = list(_parts(table))
        if not parts:
            place = table.place(table.rows[0], 0)
            problems.append(problem(place, "项目名称", "", "绩效目标表没有项目名称，该表未审查"))
        for rows in parts:
            sheet, faults = _read_sheet(table, rows)
            sheets.append(sheet)
            problems += faults
    return sheets, problems


def _parts(table: Table) -> Iterator[Sequence[Row]]:
    starts = [number for number, row in enumerate(table.rows) if Use.SHEET_NAME in dict(_labelled(row))]
    for start, end in zip(starts, [*starts[1:], len(table.rows)], strict=False):
        yield table.rows[start:end]


def _read_sheet(table: Table, rows: Sequence[Row]) -> tuple[TargetSheet, list[Problem]]:
    found = _fields(table, rows)
    unit = _unit(table, rows)
    annual, faults = _annual(found.get(Use.SHEET_ANNUAL), found[Use.SHEET_NAME], unit)
    whole, more = _whole_term(found.get(Use.SHEET_WHOLE_TERM), unit)
    texts = {
        Field.OVERVIEW: _text(found, Use.SHEET_OVERVIEW),
        Field.PLAN: _text(found, Use.SHEET_PLAN),
        Field.INDICATOR: _indicators(rows),
    }
    name = found[Use.SHEET_NAME]
    return TargetSheet(name.text, name, annual, whole, texts, read_funding(table, rows, unit)), [*faults, *more]


def _fields(table: Table, rows: Sequence[Row]) -> _Found:
    """Return where each field's value stands, the first where a field is repeated."""
    found: dict[Use, Place] = {}
    for row in rows:
        for use, (column, text) in _labelled(row):
            if use not in found:
                found[use] = replace(table.place(row, column), text=text)
    return found


def _labelled(row: Row) -> Iterator[tuple[Use, tuple[int, str]]]:
    """Yield the fields whose label and value stand in a row, with the value's column and text.

    A value stands in its label's own cell after a colon, else in the next filled cell, if that is no label.
    """
    for column, cell in enumerate(row.cells):
        use, own = _label(cell)
        if use is None:
            continue
        after = ((number, row.cell(number)) for number in range(column + 1, len(row.cells)) if row.cell(number))
        value = (column, own) if own else next(after, None)
        if value is not None and (own or _label(value[1])[0] is None):
            yield use, value


@lru_cache(4096)  # the sheets repeat each other's labels
def _label(cell: str) -> tuple[Use | None, str]:
    """Return the field that a cell is the label of, and what follows the label's colon."""
    if cell[:1] not in _initials():  # most cells are told apart by this, which is quick
        return None, ""
    end = cell.replace("：", ":").find(":")
    label, own = (cell, "") if end < 0 else (cell[:end], cell[end + 1 :].strip())
    use = _known(label)
    return (use, own) if use in _FIELDS else (None, own)


@lru_cache(4096)
def _known(cell: str) -> Use | None:
    """Return the field that a cell is the label of, or that it is a second-level indicator, None for other cells."""
    short = len(cell) <= _LONGEST_LABEL and cell[:1] in _initials()
    return _by_word().get(plain(cell)) if short else None


@cache
def _by_word() -> Mapping[str, Use]:
    return {word: use for use in (*_FIELDS, Use.INDICATOR) for word in words(use)}


@cache
def _initials() -> frozenset[str]:
    return frozenset(word[0] for word in _by_word())


def _unit(table: Table, rows: Sequence[Row]) -> Unit | None:
    """Return the unit that a short label such as 项目资金(元) prints, else the one above the table."""
    for row in rows:
        for cell in row.cells:
            if cell and len(cell) <= _LONGEST_LABEL and (unit := unit_in(cell)):
                return unit
    return table.units[0] if len(table.units) == 1 else None


def _annual(place: Place | None, name: Place, unit: Unit | None) -> tuple[Figure | None, list[Problem]]:
    if place is None:
        return None, [problem(name, _ANNUAL, "", f"绩效目标表未印{_ANNUAL}，{_FROM_TABLE}", unread=False)]
    try:
        return read_figure(place.text, unit, place), []
    except UnreadError as error:
        return None, [problem(place, _ANNUAL, place.text, f"{error.reason}，{_FROM_TABLE}")]


def _whole_term(place: Place | None, unit: Unit | None) -> tuple[Figure | None, list[Problem]]:
    if place is None:
        return None, []
    try:
        return read_figure(place.text, unit, place), []
    except UnreadError as error:
        return None, [problem(place, _WHOLE_TERM, place.text, f"{error.reason}，未采用", unread=False)]


def _text(found: _Found, use: Use) -> tuple[str, ...]:
    return (found[use].text,) if use in found else ()


def _indicators(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the third-level indicators of the whole term and the year; of two alike in a row the longer is kept.

    The columns shift, so the text next to a second-level word (数量指标) is taken, and not what stands in a column.
    """
    kept: dict[str, None] = {}
    for row in rows:
        texts = list(_third_level(row))
        for text in texts:
            if not any(other != text and other.startswith(text) for other in texts):
                kept[text] = None
    return tuple(kept)


def _third_level(row: Row) -> Iterator[str]:
    column = 0
    while column < len(row.cells) - 1:
        if _known(row.cell(column)) is Use.INDICATOR:
            if text := row.cell(column + 1):
                yield text
            column += 2  # the text may itself be such a word: 服务对象满意度
        column += 1
