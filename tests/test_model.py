"""What every stage passes on: cells and their places, amounts as exact as the document tells them, citations."""

import pytest

from procure.model import Clause, Figure, Place, Project, Row, Table, TargetSheet
from procure.money import Unit, read_amount

HERE = Place("预算.txt")


def figure(text: str, unit: Unit) -> Figure:
    return Figure(text, unit, read_amount(text, unit), HERE)


def project(sheet: TargetSheet | None) -> Project:
    return Project("派遣", "派遣", figure("30.00", Unit.WAN_YUAN), sheet)


def sheet(annual: str | None) -> TargetSheet:
    return TargetSheet("派遣", HERE, figure(annual, Unit.YUAN) if annual else None, None, {})


@pytest.mark.parametrize(
    ("joined", "fen", "step"),
    [
        (None, 300_000_00, 10_000),
        (sheet(None), 300_000_00, 10_000),
        (sheet("300,040.00"), 300_040_00, 1),
        (sheet("300000"), 300_000_00, 100),
    ],
    ids=["没有目标表", "目标表没有年度资金", "目标表到分", "目标表到元"],
)
def test_a_project_is_as_exact_as_the_document_tells(joined: TargetSheet | None, fen: int, step: int) -> None:
    amount = project(joined).exact
    assert (amount.fen, amount.step) == (fen, step)


def test_a_figure_is_taken_as_printed() -> None:
    assert figure("39.18", Unit.WAN_YUAN).fen == 391_800_00


def test_cells_of_a_row() -> None:
    row = Row(7, ("项目", " 30.00 ", ""))
    assert [row.cell(column) for column in range(4)] == ["项目", "30.00", "", ""]


def test_a_place_counts_rows_and_columns_as_a_reader_does() -> None:
    rows = (Row(4, ("项目", "金额")), Row(5, ("租车", "60.00")), Row(8, ("合计", "60.00")))
    table = Table("预算.txt", "项目支出预算表", 3, rows)
    assert table.place(rows[2], 1) == Place("预算.txt", "项目支出预算表", 3, 2, None, 8, "合计", "60.00")


def test_citation() -> None:
    assert Clause("government-procurement-law", "政府采购法", "27", "……", "A").cite() == "政府采购法 27"
