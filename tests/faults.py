"""One fault at a time in a copy of the project's data, and what is said of it; the tables are faults.yaml files."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pytest

from procure.datafile import DataError, Mapped, data_root, read_yaml


@dataclass(frozen=True)
class Fault:
    """A file below the data root, the one place in it that is changed, the line at fault then, and the message."""

    file: str
    old: str
    new: str
    at: str
    says: str

    def into(self, root: Path) -> str:
        """Put the fault into a copy of the data, and return what must be said of it."""
        path = root / self.file
        changed(path, self.old, self.new)
        before, found, after = path.read_text(encoding="utf-8").partition(self.at)
        assert found, f"{self.at!r} does not stand in the changed file"
        assert self.at not in after, f"{self.at!r} stands there twice"
        return f"{self.file}:{before.count(chr(10)) + 1}: {self.says}"


def faults(path: Path) -> list[Any]:
    entries = read_yaml(path).items_of("faults", Mapped, "mapping")
    names = [field.name for field in fields(Fault)]
    for entry in entries:
        entry.check(("case", *names))
    return [
        pytest.param(Fault(**{name: entry.text(name) for name in names}), id=entry.text("case")) for entry in entries
    ]


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
