"""The committed documents are what the generator writes: equal bytes but for what a compressor decides."""

import io
import zipfile
from functools import cache
from pathlib import Path
from typing import Any, Final

import pdfplumber
import pytest

from samples.generate import WRITERS, document
from samples.reading import read_figures

SAMPLES: Final = Path(__file__).parents[2] / "samples"
STALE: Final = "stale: run `python -m samples.generate`"


@cache
def written(suffix: str) -> bytes:
    return WRITERS[suffix](document(read_figures()))


def committed(suffix: str) -> bytes:
    return (SAMPLES / f"budget-2026.{suffix}").read_bytes()


@pytest.mark.parametrize("suffix", ["txt", "html"])
def test_the_committed_text_is_fresh(suffix: str) -> None:
    assert written(suffix) == committed(suffix), STALE


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_the_committed_office_file_is_fresh(suffix: str) -> None:
    assert parts(written(suffix)) == parts(committed(suffix)), STALE


def test_the_committed_pdf_is_fresh() -> None:
    new, old = drawn(written("pdf")), drawn(committed("pdf"))
    assert len(new) == len(old), STALE
    assert all(one == other for one, other in zip(new, old, strict=True)), STALE


def test_the_committed_documents_are_small() -> None:
    assert sum(len(committed(suffix)) for suffix in WRITERS) < 500_000


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def drawn(data: bytes) -> list[list[Any]]:
    """Return the characters and rectangles of each page with their places."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return [
            [
                *((one["text"], one["size"], one["matrix"]) for one in page.chars),
                *((one["x0"], one["top"], one["x1"], one["bottom"]) for one in page.rects),
            ]
            for page in pdf.pages
        ]
