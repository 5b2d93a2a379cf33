"""The README's commands print what it says they print; `……` stands for whatever follows."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from procure.cli import app

README = Path(__file__).parent.parent / "README.md"
REST = "……"
BLOCKS = re.findall(r"```console\n\$ procure (.*?)\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize(("command", "printed"), BLOCKS, ids=[command for command, _ in BLOCKS])
def test_block_is_what_the_command_prints(command: str, printed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(README.parent)
    result = CliRunner().invoke(app, shlex.split(command))
    shown, _, _ = printed.partition(REST)
    assert result.exit_code == 0
    assert result.stdout.startswith(shown)
    assert shown.strip()


def test_there_are_blocks() -> None:
    assert len(BLOCKS) == 5
