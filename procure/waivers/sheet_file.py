"""A waivers file as a table, in a workbook or as CSV, as entries: below a head, a row is a waiver."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from procure.intake.lines import Line
from procure.model import Place, Problem, Row, Table
from procure.waivers.entries import CODE, FINGERPRINT, Entries, Entry, clean, columns

_KNOWN_HEADS = 2
"""So many known columns make a row the head, one of them what names the finding."""


def read_csv_text(file: str, text: str) -> Entries:
    """Return the waivers of a CSV text, its cells set apart by commas or, where its head has none, by tabs."""
    first = next((line for line in text.splitlines() if columns_in(line.replace("\t", ",").split(","))), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in first and "," not in first else ",")
    rows, start = [], 1
    try:
        for cells in reader:
            rows.append(Row(start, tuple(cells)))
            start = reader.line_num + 1
    except csv.Error:
        return [], [Problem(Place(file, line=start), "内容", "", "从这里起不是 CSV 表格，未采用任何豁免")]
    return _tables(file, [rows])


def read_sheets(file: str, lines: Iterable[Line]) -> Entries:
    """Return the waivers of a workbook's sheets."""
    rows = [Row(line.number, line.cells or (line.text,), line.where) for line in lines if line.where and line.where.row]
    sheets = groupby(rows, lambda row: row.where.sheet if row.where else "")
    return _tables(file, [list(many) for _, many in sheets])


def columns_in(cells: Iterable[str]) -> Mapping[str, int]:
    """Return where each column stands in a head; none where the cells are no head. Of two alike the first counts."""
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        if column := columns().id_of(cell):
            found.setdefault(column, at)
    is_head = len(found) >= _KNOWN_HEADS and (FINGERPRINT in found or CODE in found)
    return found if is_head else {}


def _tables(file: str, sheets: Iterable[Sequence[Row]]) -> Entries:
    entries: list[Entry] = []
    problems: list[Problem] = []
    for rows in sheets:
        at = next((number for number, row in enumerate(rows) if columns_in(row.cells)), None)
        if at is None:
            problems.append(_no_head(file, rows))
        else:
            entries += _entries(Table(file, "", rows[at].line, tuple(rows[at:])))
    return entries, problems


def _no_head(file: str, rows: Sequence[Row]) -> Problem:
    place = Table(file, "", 1, tuple(rows)).place(rows[0], 0) if rows else Place(file)
    named = "、".join(columns().names.values())
    return Problem(place, "表头", place.text, f"没有豁免的表头，其中的豁免未采用；列是{named}")


def _entries(table: Table) -> Iterator[Entry]:
    head = columns_in(table.rows[0].cells)
    for row in table.rows[1:]:
        texts = {column: clean(row.cell(at)).removeprefix("'") for column, at in head.items()}
        if any(texts.values()):
            places = {column: table.place(row, at) for column, at in head.items()}
            yield Entry(places[FINGERPRINT if FINGERPRINT in places else CODE], texts, places)
