"""A test on a published document is skipped where it is missing, and never passes for success under CI."""

from pathlib import Path

import pytest

from tests.shared_documents import document


def test_a_document_that_is_there_is_returned(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    assert document("a.txt", tmp_path) == tmp_path / "a.txt"


def test_a_missing_document_skips_with_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match=r"a\.txt is missing"):
        document("a.txt", tmp_path)


def test_a_missing_document_fails_under_ci(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=r"a\.txt is missing"):
        document("a.txt", tmp_path)
