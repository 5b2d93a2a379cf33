"""A built wheel finds its rules and catalogue, away from the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "site")
    return folder / "site"


def test_the_wheel_holds_rules_and_catalogue(unpacked: Path) -> None:
    for folder in ("rules", "catalog"):
        kept = {path.relative_to(ROOT / folder) for path in (ROOT / folder).rglob("*") if path.is_file()}
        shipped = unpacked / "procure" / "_data" / folder
        assert {path.relative_to(shipped) for path in shipped.rglob("*") if path.is_file()} == kept


def test_the_wheel_judges_away_from_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "procure",
        "check",
        str(ROOT / "samples" / "budget-2026.txt"),
        "--fail-on",
        "never",
    ]
    away = {**os.environ, "PYTHONPATH": str(unpacked)}
    result = subprocess.run(command, cwd=tmp_path, env=away, check=False, capture_output=True, text=True)
    assert (result.returncode, result.stderr) == (0, "")
    assert "应编未编政府采购预算" in result.stdout
