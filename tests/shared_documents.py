"""Finds the published documents that lie beside this repository and are no part of it."""

import os
from pathlib import Path
from typing import Final

import pytest

DOCUMENTS: Final = Path(__file__).parents[2] / "shared" / "documents"


def document(name: str, folder: Path = DOCUMENTS) -> Path:
    """Return the path of a published document; where it is missing the test is skipped, and under CI it fails."""
    path = folder / name
    if path.is_file():
        return path
    reason = f"{path} is missing: this test reads a document that is no part of the repository"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
