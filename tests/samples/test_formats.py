"""One document in every format gives one report: only the places differ."""

from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from procure.check import check
from procure.intake import read
from procure.model import Document, Table
from procure.report.json import report_json
from procure.setting import Options
from tests.check.making import tools

SAMPLES: Final = Path(__file__).parents[2] / "samples"
OTHERS: Final = ("docx", "html", "xlsx", "pdf")
WITHOUT_ORDER: Final = ("findings", "problems")
PARTS: Final = (
    *("document", "procurement_budget", "coverage", "projects", "economic_lines", "lines", "rules", "catalogue"),
    *("engine", "counts", "not_checked", "agreement", "waived"),
)


def path_of(suffix: str) -> Path:
    return SAMPLES / f"budget-2026.{suffix}"


@cache
def report_of(suffix: str) -> dict[str, Any]:
    report, problems = check(path_of(suffix), Options(), tools())
    assert report is not None, problems
    found: dict[str, Any] = without_places(report_json(report, tools()))
    return found


@cache
def document_of(suffix: str) -> Document:
    document, problems = read(path_of(suffix))
    assert document is not None, problems
    return document


def without_places(value: Any) -> Any:
    if isinstance(value, list):
        return [without_places(one) for one in value]
    if isinstance(value, dict) and {"cell", "line", "page", "sheet"} <= set(value):
        return value["text"]
    if isinstance(value, dict):
        return {key: without_places(one) for key, one in value.items() if key not in {"place", "path"}}
    return value


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("suffix", OTHERS)
def test_the_report_is_that_of_the_text(suffix: str, part: str) -> None:
    assert report_of(suffix)[part] == report_of("txt")[part]


def test_every_part_of_the_report_is_compared() -> None:
    assert set(report_of("txt")) == {*PARTS, *WITHOUT_ORDER}


@pytest.mark.parametrize("suffix", OTHERS)
def test_the_findings_are_those_of_the_text(suffix: str) -> None:
    assert findings(suffix) == findings("txt")


def findings(suffix: str) -> set[tuple[str, str, str]]:
    return {(one["code"], one["outcome"], one["message"]) for one in report_of(suffix)["findings"]}


@pytest.mark.parametrize("suffix", OTHERS)
def test_the_problems_are_those_of_the_text(suffix: str) -> None:
    assert problems(suffix) == problems("txt")


def problems(suffix: str) -> list[tuple[str, str, str]]:
    return sorted((one["field"], one["found"], one["consequence"]) for one in report_of(suffix)["problems"])


@pytest.mark.parametrize("suffix", OTHERS)
def test_every_table_has_its_title_units_and_texts(suffix: str) -> None:
    assert [(one.title, one.units) for one in document_of(suffix).tables] == [
        (one.title, one.units) for one in document_of("txt").tables
    ]
    for table, printed in zip(document_of(suffix).tables, document_of("txt").tables, strict=True):
        assert texts(table) == texts(printed), table.title


def texts(table: Table) -> list[list[str]]:
    """Return the texts of each row in their columns, without the blank columns at its end."""
    return ["\t".join(row.cells).rstrip("\t").split("\t") for row in table.rows]


@pytest.mark.parametrize("suffix", ["txt", *OTHERS])
def test_a_figure_with_one_decimal_is_printed_alike_everywhere(suffix: str) -> None:
    cells = [cell for table in document_of(suffix).tables for row in table.rows for cell in row.cells]
    assert cells.count("9,214,363.3") == 2
