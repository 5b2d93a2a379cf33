"""Every amount's place in the sample of each format leads another library to the same amount.

A row is counted within its table: rows with content, of all parts of a table that goes on over pages. So a Word
document's and a web page's block, a PDF's page and a workbook's cell tell where in the file it is.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from procure.intake import read
from procure.model import Document, Place, Row, Table

SAMPLES: Final = Path(__file__).parents[2] / "samples"
SUFFIXES: Final = ("txt", "docx", "html", "xlsx", "pdf")
AMOUNT: Final = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
AMOUNT_IN_TEXT: Final = re.compile(r"[\d,.]+(?=万?元)")
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Rows = list[list[str]]


def path_of(suffix: str) -> Path:
    return SAMPLES / f"budget-2026.{suffix}"


@cache
def document_of(suffix: str) -> Document:
    document, problems = read(path_of(suffix))
    assert document is not None, problems
    return document


def amounts(suffix: str) -> Iterator[tuple[Table, Row, Place]]:
    for table in document_of(suffix).tables:
        for row in table.rows:
            for column, cell in enumerate(row.cells):
                if AMOUNT.fullmatch(cell):
                    place = table.place(row, column)
                    assert (place.text, place.column) == (cell, column + 1)
                    assert table.rows[(place.row or 0) - 1] is row
                    yield table, row, place


def paragraphs(suffix: str) -> Iterator[Place]:
    for paragraph in document_of(suffix).paragraphs:
        if AMOUNT_IN_TEXT.search(paragraph.text):
            yield paragraph.place(str(path_of(suffix)))


def without_blanks(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_each_format_has_the_same_amounts(suffix: str) -> None:
    expected = [place.text for _, _, place in amounts("txt")]
    assert len(expected) > 500
    assert [place.text for _, _, place in amounts(suffix)] == expected
    told = [found for place in paragraphs(suffix) for found in AMOUNT_IN_TEXT.findall(place.text)]
    assert told == [found for place in paragraphs("txt") for found in AMOUNT_IN_TEXT.findall(place.text)]


def test_a_line_of_the_text_has_the_amount_in_its_column() -> None:
    lines = path_of("txt").read_text(encoding="utf-8").split("\n")
    for _, _, place in amounts("txt"):
        assert lines[(place.line or 0) - 1].split("\t")[(place.column or 0) - 1].strip() == place.text
    for place in paragraphs("txt"):
        assert lines[(place.line or 0) - 1].strip() == place.text


def test_a_cell_of_the_workbook_has_the_amount_with_its_decimals() -> None:
    import openpyxl

    book = openpyxl.load_workbook(path_of("xlsx"))
    for _, _, place in amounts("xlsx"):
        cell = book[place.sheet][str(place.cell)]
        value = cell.value
        if isinstance(value, str):
            assert value.strip() == place.text
            continue
        decimals = len(place.text.partition(".")[2])
        assert round(Decimal(str(value)), decimals) == Decimal(place.text.replace(",", "")), place
        if cell.number_format != "General":
            assert decimals == len(re.findall(r"\.(0*)", cell.number_format + ".")[0]), place
    for place in paragraphs("xlsx"):
        values = book[place.sheet][re.sub(r"\D", "", str(place.cell))]
        assert any(place.text in str(cell.value).splitlines() for cell in values), place
    book.close()


def test_a_block_of_the_word_document_has_the_amount_in_its_row_and_column() -> None:
    import docx

    body = docx.Document(str(path_of("docx"))).element.body
    blocks = [block for block in body if block.tag in {f"{W}p", f"{W}tbl"}]
    grids = {at: word_grid(block) for at, block in enumerate(blocks, 1) if block.tag == f"{W}tbl"}
    check_rows("docx", grids)
    for place in paragraphs("docx"):
        assert word_text(blocks[(place.paragraph or 0) - 1]) == place.text


def word_text(block: Any) -> str:
    return "".join(text.text or "" for text in block.iter(f"{W}t"))


def word_grid(table: Any) -> Rows:
    rows: Rows = []
    for row in table.findall(f"{W}tr"):
        rows.append([])
        for cell in row.findall(f"{W}tc"):
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            rows[-1] += [word_text(cell)] + [""] * (int(span.get(f"{W}val")) - 1 if span is not None else 0)
    return rows


def test_a_block_of_the_web_page_has_the_amount_in_its_row_and_column() -> None:
    from lxml import html

    body = html.fromstring(path_of("html").read_bytes()).find("body")
    blocks = [block for block in body if block.text_content().strip()]
    grids = {at: web_grid(block) for at, block in enumerate(blocks, 1) if block.tag == "table"}
    check_rows("html", grids)
    for place in paragraphs("html"):
        assert blocks[(place.paragraph or 0) - 1].text_content() == place.text


def web_grid(table: Any) -> Rows:
    grid: dict[tuple[int, int], str] = {}
    rows = list(table.iter("tr"))
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while (at, column) in grid:
                column += 1
            for below in range(int(cell.get("rowspan", 1))):
                for right in range(int(cell.get("colspan", 1))):
                    grid[at + below, column + right] = "" if below or right else cell.text_content()
    width = max(column for _, column in grid) + 1
    return [[grid.get((at, column), "") for column in range(width)] for at in range(len(rows))]


def check_rows(suffix: str, grids: Mapping[int, Rows]) -> None:
    """Check each amount against the grid of its block: rows there count as the table's do, those with content."""
    filled = {at: [row for row in rows if any(map(str.strip, row))] for at, rows in grids.items()}
    for table, row, place in amounts(suffix):
        within = [one for one in table.rows if one.where == row.where]
        rows: Sequence[Sequence[str]] = filled[place.paragraph or 0]
        assert len(within) == len(rows), place
        assert rows[within.index(row)][(place.column or 0) - 1].strip() == place.text


def test_a_page_of_the_pdf_has_the_amount() -> None:
    import pypdfium2

    book = pypdfium2.PdfDocument(path_of("pdf"))
    pages = []
    for page in book:
        words = page.get_textpage()
        pages.append(without_blanks(words.get_text_bounded()))
        words.close()
        page.close()
    book.close()
    for _, _, place in amounts("pdf"):
        assert place.text in pages[(place.page or 0) - 1], place
    for place in paragraphs("pdf"):
        at = (place.page or 0) - 1
        text = without_blanks(place.text)
        assert text[:8] in pages[at]
        assert all(found in pages[at] + "".join(pages[at + 1 : at + 2]) for found in AMOUNT_IN_TEXT.findall(text))
