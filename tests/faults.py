"""One fault at a time in a copy of the project's data, and what is said of it; the tables are faults.yaml files."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from procure.datafile import DataError, Mapped, data_root, read_yaml


@dataclass(frozen=True)
class Fault:
    """A file below the data root, the one place in it that is changed, and the message without the path."""

    file: str
    old: str
    new: str
    says: str


def faults(path: Path) -> list[Any]:
    entries = read_yaml(path).items_of("faults", Mapped, "mapping")
    for entry in entries:
        entry.check(("case", "file", "old", "new", "says"))
    fields = ("file", "old", "new", "says")
    return [pytest.param(Fault(*(entry.text(name) for name in fields)), id=entry.text("case")) for entry in entries]


def copied(folder: Path, *names: str) -> Path:
    """Copy folders of the project's data, catalog and rules, and return where they stand."""
    for name in names:
        shutil.copytree(data_root() / name, folder / name)
    return folder


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def said(root: Path, load: Callable[[Path], object]) -> str:
    """Return the DataError of loading faulty data, with the path as seen from its root."""
    with pytest.raises(DataError) as caught:
        load(root)
    return str(caught.value).removeprefix(f"{root}/")
