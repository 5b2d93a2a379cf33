"""A moment of `make fuzz`: the readers withstand hostile files and the first random ones."""

from pathlib import Path

import pytest

from benchmarks.fuzz import fuzz
from benchmarks.fuzz_inputs import SEEDS
from procure.intake import read

INPUTS = 40


@pytest.mark.parametrize("reader", SEEDS)
def test_no_file_makes_a_reader_fail_hang_or_take_too_much_memory(reader: str, tmp_path: Path) -> None:
    result = fuzz(reader, tmp_path, seconds=0, inputs=INPUTS, seed=1)
    assert result.failures == []
    assert (result.runs, result.refused + result.read) == (INPUTS, INPUTS)
    assert result.read > 0


@pytest.mark.parametrize("reader", SEEDS)
def test_the_file_that_is_changed_is_a_valid_one(reader: str, tmp_path: Path) -> None:
    path = tmp_path / "预算"
    path.write_bytes(SEEDS[reader]())
    document, problems = read(path)
    assert document is not None
    assert problems == []
    assert any("12.50" in row.cells for table in document.tables for row in table.rows)


def test_a_reader_that_fails_is_told_with_its_file(tmp_path: Path) -> None:
    result = fuzz("unknown", tmp_path, seconds=0, inputs=1)
    assert len(result.failures) == 1
    assert str(tmp_path) in result.failures[0]
