"""The commands beside check and line, and main(): what goes wrong ends in a sentence and exit code 2."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from procure import __version__, engine
from procure.cli import app, main
from procure.datafile import DataError
from procure.docs import catalog_page, rule_page, rules_table
from procure.engine import Engine, Values, find_engine
from procure.engine.errors import EngineError
from procure.report.json import schema
from procure.rulebook import Table
from tests.check.making import Row, budget, stated, write
from tests.support import catalog, rulebook

LINE = ["line", "--category", "goods", "--amount", "45万元", "--level", "county", "--on", "2026-01-01"]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments])


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        pytest.param(("--version",), f"{__version__}\n", id="版本"),
        pytest.param(("rule", "ORG100"), rule_page(rulebook()["ORG100"], catalog()), id="一条规则"),
        pytest.param(("rule", "org100"), rule_page(rulebook()["ORG100"], catalog()), id="小写的编号"),
        pytest.param(("rules",), rules_table(rulebook()), id="全部规则"),
        pytest.param(("catalog",), catalog_page([], catalog()), id="各版目录"),
        pytest.param(("catalog", "打印机", "A3"), catalog_page(["打印机", "A3"], catalog()), id="查品目"),
        pytest.param(("catalog", "item", "A02010104"), catalog_page(["item", "A02010104"], catalog()), id="一个品目"),
    ],
)
def test_pages(arguments: tuple[str, ...], printed: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (0, printed, "")


def test_schema() -> None:
    result = run("schema")
    assert (result.exit_code, json.loads(result.stdout)) == (0, schema())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(("rule", "ORG999"), "没有编号为 ORG999 的规则；用 procure rules 列出全部", id="没有这条规则"),
        pytest.param(("catalog", "飞碟"), "没有找到“飞碟”", id="没有这样的品目"),
        pytest.param(("catalog", "item", "A99"), "没有找到“item A99”", id="没有这个编码"),
    ],
)
def test_what_is_not_there_is_said(arguments: tuple[str, ...], message: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{message}\n")


@pytest.mark.parametrize("arguments", [(), ("--help",), ("line", "--help"), ("rule",), ("nothing",), ("rules", "x")])
def test_usage_never_ends_in_a_traceback(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code in (0, 2)
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_help_lists_the_words() -> None:
    printed = " ".join(run("line", "--help").stdout.split())
    assert "类别：货物 工程 服务，或者 goods works services" in printed
    assert "预算级次：省级 设区的市级 县级，或者 province prefecture county" in printed


@pytest.fixture
def as_typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def typed(*arguments: str) -> None:
        monkeypatch.setattr(sys, "argv", ["procure", *arguments])

    return typed


def ended(capsys: pytest.CaptureFixture[str]) -> tuple[object, str, str]:
    """Return how main() ended: its exit code, and what it printed."""
    with pytest.raises(SystemExit) as raised:
        main()
    return raised.value.code, *capsys.readouterr()


class Odd:
    """An engine that says of every fact the first row, or fails."""

    name = "odd"
    version = "0"

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error

    def row_of(self, _: Table, __: Values) -> int:
        if self.error:
            raise self.error
        return 0


def found(odd: Engine) -> Callable[[], tuple[Engine, str]]:
    return lambda: (odd, "")


@pytest.mark.parametrize(
    ("odd", "message"),
    [
        pytest.param(
            Odd(),
            "两个判定引擎的结论不一致，已停止：rules/scope/SCP100-regime.yaml: odd `紧急救援或者涉密`, "
            "reference `目录内货物` for {'category': 'goods', ",
            id="结论不同",
        ),
        pytest.param(Odd(EngineError("no row fired")), "判定引擎没有给出结论，已停止：no row fired\n", id="没有结论"),
        pytest.param(Odd(DataError("rules/x.yaml", 3, "a gap")), "data error: rules/x.yaml:3: a gap\n", id="表有缺口"),
    ],
)
def test_a_fault_of_ours_ends_in_a_sentence(
    odd: Odd,
    message: str,
    as_typed: Callable[..., None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(engine, "find_engine", found(odd))
    as_typed(*LINE)
    code, out, err = ended(capsys)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(message)


def test_without_durable_rules_the_report_says_so(
    as_typed: Callable[..., None], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "procure.engine.durable", raising=False)
    monkeypatch.setitem(sys.modules, "durable", None)
    monkeypatch.setattr(engine, "find_engine", find_engine.__wrapped__)
    why = "durable-rules 无法导入（import of durable halted; None in sys.modules），由参考求值器单独判定"
    as_typed(*LINE)
    code, out, _ = ended(capsys)
    assert (code, out.splitlines()[-1]) == (0, why)
    as_typed(*LINE, "--format", "json")
    code, out, _ = ended(capsys)
    assert (code, json.loads(out)["engine"]["name"], json.loads(out)["engine"]["why_alone"]) == (0, "reference", why)


def test_today_is_the_day_where_none_is_given() -> None:
    text = run("line", "--category", "goods", "--amount", "45万元", "--level", "county").stdout
    assert "此后未核对是否有新版" in text


def test_a_day_is_read() -> None:
    assert "此后未核对是否有新版" not in run(*LINE).stdout


def test_what_an_encoding_does_not_have_is_a_question_mark(tmp_path: Path) -> None:
    said = stated("5.00", "7.00", "0", "5.00").replace("服务预算5.00", "服务预算-2.00")
    path = write(tmp_path, budget(Row("遗属人员补助−", "0.01"), Row("车辆租赁费−", "60.00"), said=said))
    arguments = [sys.executable, "-m", "procure", "check", str(path), str(tmp_path / "没有−.txt"), "--all"]
    of = {
        encoding: subprocess.run(
            arguments, env=os.environ | {"PYTHONIOENCODING": encoding}, check=False, capture_output=True
        )
        for encoding in ("utf-8", "gbk")
    }
    assert (of["gbk"].returncode, of["utf-8"].returncode) == (2, 2)
    for printed, whole in ((of["gbk"].stdout, of["utf-8"].stdout), (of["gbk"].stderr, of["utf-8"].stderr)):
        assert "−" in whole.decode()
        assert printed == whole.decode().encode("gbk", "replace")


def test_streams_of_another_kind_are_left_alone(as_typed: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    printed = io.StringIO()
    monkeypatch.setattr(sys, "stdout", printed)
    as_typed("--version")
    with pytest.raises(SystemExit):
        main()
    assert printed.getvalue() == f"{__version__}\n"
