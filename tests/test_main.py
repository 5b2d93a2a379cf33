"""The entry point: it runs the command line and leaves with its code."""

import gc
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from procure import __version__, cli
from procure.__main__ import main


@pytest.fixture(autouse=True)
def _collector_as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def test_it_runs_the_command_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["procure", "--version"])
    with pytest.raises(SystemExit) as left:
        main()
    assert (left.value.code, capsys.readouterr().out) == (0, f"{__version__}\n")


def test_python_m_procure(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["procure", "catalog", "item", "A99999999"])
    monkeypatch.delitem(sys.modules, "procure.__main__")  # run anew, as by python -m
    with pytest.raises(SystemExit) as left:
        runpy.run_module("procure", run_name="__main__")
    assert left.value.code == 2
    assert "A99999999" in capsys.readouterr().err


@pytest.mark.parametrize("where", ["main", "run_check"], ids=["一开始", "审查时"])
def test_ctrl_c_is_said(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, where, stop)
    monkeypatch.setattr("sys.argv", ["procure", "check", str(tmp_path)])
    with pytest.raises(SystemExit) as left:
        main()
    assert (left.value.code, capsys.readouterr()) == (130, ("", "已中断\n"))
