"""A document's text written as a Word file, a workbook and a web page, heads merged as people do. Not for reading."""

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby, pairwise
from pathlib import Path

from docx import Document
from openpyxl import Workbook

FIGURE = re.compile(r"-?[\d,.]+$")
Block = tuple[bool, list[str]]
"""Whether lines are a table's, and the lines."""


def blocks(text: str) -> Iterator[Block]:
    """Yield the tables and the running text of a document in order."""
    for table, lines in groupby(text.splitlines(), key=lambda one: "\t" in one):
        yield table, [one for one in lines if one.strip()]


def spans(rows: list[list[str]]) -> dict[tuple[int, int], int]:
    """Return how many columns a cell of the head reaches over: as far as there are words below it and none beside."""
    found: dict[tuple[int, int], int] = {}
    for at, (upper, lower) in enumerate(pairwise(rows)):
        if any(FIGURE.match(cell) for cell in (*upper, *lower)):
            break
        named = [column for column, cell in enumerate(upper) if cell]
        for column, end in zip(named, [*named[1:], len(upper)], strict=True):
            words = [one for one in range(column + 1, end) if lower[one]]
            if words and lower[column]:
                found[at, column] = words[-1] - column + 1
    return found


def cells(lines: list[str]) -> list[list[str]]:
    """Return the rows of a table, all of one width."""
    rows = [one.split("\t") for one in lines]
    width = max(map(len, rows))
    return [[cell.strip() for cell in row] + [""] * (width - len(row)) for row in rows]


def write_docx(text: str, path: Path) -> Path:
    """Write a Word document with the same paragraphs and tables."""
    made = Document()
    for table, lines in blocks(text):
        if not table:
            for one in lines:
                made.add_paragraph(one)
            continue
        rows = cells(lines)
        grid = made.add_table(len(rows), len(rows[0]))
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell:
                    grid.cell(at, column).text = cell
        for (at, column), width in spans(rows).items():
            grid.cell(at, column).merge(grid.cell(at, column + width - 1))
    made.save(str(path))
    return path


def write_xlsx(text: str, path: Path) -> Path:
    """Write a workbook with everything on one sheet, as text; each block below the other."""
    book = Workbook()
    sheet = book.active
    number = 1
    for table, lines in blocks(text):
        rows = cells(lines) if table else [[one] for one in lines]
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell:
                    sheet.cell(number + at, column + 1, cell)
        for (at, column), width in (spans(rows) if table else {}).items():
            sheet.merge_cells(None, number + at, column + 1, number + at, column + width)
        number += len(rows) + 1
    book.save(path)
    book.close()
    return path


def write_html(text: str, path: Path) -> Path:
    """Write a web page with the same paragraphs and tables."""
    out = ["<!DOCTYPE html><html><head><meta charset='utf-8'><title>x</title></head><body>"]
    for table, lines in blocks(text):
        if not table:
            out += [f"<p>{escape(one)}</p>" for one in lines]
            continue
        rows = cells(lines)
        merged = spans(rows)
        out.append("<table>")
        for at, row in enumerate(rows):
            covered = {
                column + more for (line, column), width in merged.items() if line == at for more in range(1, width)
            }
            tds = (
                f"<td colspan='{merged.get((at, column), 1)}'>{escape(cell)}</td>"
                for column, cell in enumerate(row)
                if column not in covered
            )
            out.append(f"<tr>{''.join(tds)}</tr>")
        out.append("</table>")
    path.write_text("\n".join([*out, "</body></html>"]), encoding="utf-8")
    return path
