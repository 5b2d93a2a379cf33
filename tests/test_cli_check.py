"""`procure check` on many documents: folders, summary, several processes, an earlier report, progress."""

import io
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from procure.cli import app
from tests.check.making import PURCHASER, Row, budget, stated, write

SAID = stated("39.18", "0.00", "0", "39.18")
CARS = budget(Row("车辆租赁费", "60.00"), said=SAID)
WRONG = budget(Row("车辆租赁费", "60.00"), said=stated("39.18", "1.00", "0", "39.18"), purchaser="长治市屯留区某中心")
CLEAN = budget(Row("遗属人员补助", "5.00"))


def run(*words: str | Path) -> Result:
    result = CliRunner().invoke(app, ["check", *map(str, words)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "各部门"
    (folder / "二级").mkdir(parents=True)
    write(folder, CARS, "甲.txt")
    write(folder / "二级", WRONG, "乙.txt")
    write(folder, "", "空.txt")
    write(folder, "旧", "丙.doc")
    return folder


def rows(path: Path) -> list[list[Any]]:
    from openpyxl import load_workbook

    return [[cell.value for cell in cells] for cells in load_workbook(path)["汇总"].iter_rows()]


LEFT_OUT = "文件夹里另有 1 个没有审查：.doc 1 个"


def unreadable(folder: Path) -> str:
    return f"{folder / '空.txt'}“文件”：“空.txt”，是空文件，未审查；请重新导出后再审查"


def test_a_folder_is_checked_file_by_file(folder: Path) -> None:
    result = run(folder, "--format", "json", "--fail-on", "never")
    paths = [one["document"]["path"] for one in json.loads(result.stdout)]
    assert (result.exit_code, paths) == (2, [str(folder / "二级" / "乙.txt"), str(folder / "甲.txt")])
    assert result.stderr.splitlines() == [LEFT_OUT, unreadable(folder)]


def test_the_reports_of_a_folder_are_those_of_its_files(folder: Path) -> None:
    texts = [run(folder / name, "--all").stdout for name in ("二级/乙.txt", "甲.txt")]
    assert run(folder, "--all").stdout == "\n".join(texts)


@pytest.mark.parametrize("options", [(), ("--format", "json"), ("--all",)], ids=["文字", "JSON", "全部"])
def test_several_processes_print_what_one_prints(options: tuple[str, ...], folder: Path) -> None:
    alone, together = run(folder, *options), run(folder, *options, "--jobs", "2")
    assert (together.exit_code, together.stdout, together.stderr) == (alone.exit_code, alone.stdout, alone.stderr)


def test_a_summary_is_written_and_a_line_on_each_file_printed(folder: Path) -> None:
    summary = folder / "汇总.xlsx"
    result = run(folder, "--summary", summary)
    assert result.exit_code == 2
    second, first, lost, last = result.stdout.splitlines()
    assert second.startswith(f"{folder / '二级' / '乙.txt'} 长治市屯留区某中心 2026年：违规 1 项，")
    assert first.startswith(f"{folder / '甲.txt'} {PURCHASER} 2026年：违规 0 项，")
    assert lost == f"{folder / '空.txt'}：无法读取"
    assert last.startswith("共 3 份：已审查 2 份，未判定 0 份，无法读取 1 份；违规 1 项，")
    assert [cells[0] for cells in rows(summary)[1:4]] == [
        str(folder / "二级" / "乙.txt"),
        str(folder / "甲.txt"),
        str(folder / "空.txt"),
    ]
    again = run(folder, "--summary", summary)
    assert again.stdout == result.stdout
    assert again.stderr.splitlines()[0] == "文件夹里另有 2 个没有审查：.doc 1 个、本次写出的 1 个"


def test_whole_reports_beside_a_summary_where_they_are_asked_for(folder: Path, tmp_path: Path) -> None:
    summary, output = tmp_path / "汇总.xlsx", tmp_path / "报告.txt"
    plain, as_json = run(folder), run(folder, "--format", "json")
    assert run(folder, "--summary", summary, "--format", "json").stdout == as_json.stdout
    assert run(folder, "--summary", summary, "--output", output).stdout == ""
    assert output.read_text(encoding="utf-8") == plain.stdout
    one = folder / "甲.txt"
    assert run(one, "--summary", summary).stdout == run(one).stdout


def test_a_summary_of_unreadable_files_is_written_too(tmp_path: Path) -> None:
    summary = tmp_path / "汇总.xlsx"
    result = run(write(tmp_path, "", "空.txt"), "--summary", summary)
    assert (result.exit_code, result.stdout) == (2, "")
    assert rows(summary)[1][15] == "无法读取：“空.txt”，是空文件，未审查；请重新导出后再审查"


def test_of_an_empty_folder_no_summary_is_written(tmp_path: Path) -> None:
    result = run(tmp_path, "--summary", tmp_path / "汇总.xlsx")
    assert (result.exit_code, result.stdout, result.stderr.count("其中没有可以审查的文件")) == (2, "", 1)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_among_others_is_said_and_makes_the_exit_code_2(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    result = run(write(tmp_path, CLEAN), tmp_path / "空")
    assert (result.exit_code, result.stderr.count("其中没有可以审查的文件")) == (2, 1)
    assert PURCHASER in result.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name of a file is a text")
def test_a_file_whose_name_is_no_text_is_read_all_the_same(tmp_path: Path) -> None:
    folder, output = tmp_path / "夹", tmp_path / "报告"
    folder.mkdir()
    write(folder, CLEAN, os.fsdecode(b"\xff.txt"))
    write(folder, "", os.fsdecode(b"\xfe.txt"))
    result = run(folder, "--summary", tmp_path / "汇总.xlsx")
    assert (result.exit_code, result.stdout.count("?.txt"), result.stderr.count("?.txt")) == (2, 2, 2)
    assert run(folder, "--format", "json", "--output", output).exit_code == 2
    assert json.loads(output.read_text(encoding="utf-8"))[0]["document"]["path"] == str(folder / "?.txt")


REFUSED = {
    "别的后缀": ("汇总.xls", "不是 .xlsx 文件，汇总只写成 .xlsx"),
    "没有的文件夹": ("没有/汇总.xlsx", "无法写入：路径不存在"),
    "是文件夹": ("夹.xlsx", "无法写入：是文件夹"),
}


@pytest.mark.parametrize(("name", "why"), REFUSED.values(), ids=REFUSED)
def test_a_summary_that_cannot_be_written_is_said(name: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "夹.xlsx").mkdir()
    result = run(write(tmp_path, CLEAN), "--summary", tmp_path / name)
    assert (result.exit_code, result.stderr) == (2, f"{tmp_path / name} {why}\n")


def test_a_summary_that_is_open_elsewhere_is_said_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = write(tmp_path, "", "汇总.xlsx")
    opened = Path.open

    def locked(path: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
        if path == summary:
            raise PermissionError(13, "Permission denied")
        return opened(path, mode, *more, **named)

    monkeypatch.setattr(Path, "open", locked)
    result = run(write(tmp_path, CLEAN), "--summary", summary)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{summary} 无法写入：没有权限\n")


OVERWRITTEN = {
    "汇总是审查的文件": (("预算.xlsx",), ("--summary", "预算.xlsx"), "--summary", "待审查的文件"),
    "报告是审查的文件": (("另.txt", "预算.txt"), ("--output", "预算.txt"), "--output", "待审查的文件"),
    "报告是审查的文件，经由链接": (("链.txt",), ("--output", "预算.txt"), "--output", "待审查的文件"),
    "报告是审查的文件，路径不同": (("预算.txt",), ("--output", "夹/../预算.txt"), "--output", "待审查的文件"),
    "事项是答复": (("预算.txt",), ("--answers", "q.csv", "--questions", "q.csv"), "--questions", " --answers 的文件"),
    "报告是上次的": (("预算.txt",), ("--baseline", "b.json", "--output", "b.json"), "--output", " --baseline 的文件"),
    "事项是报告": (("预算.txt",), ("--output", "新", "--questions", "夹/../新"), "--questions", " --output 的文件"),
}


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize(("files", "options", "name", "what"), OVERWRITTEN.values(), ids=OVERWRITTEN)
def test_nothing_is_written_over_what_is_read(
    files: tuple[str, ...], options: tuple[str, ...], name: str, what: str, tmp_path: Path
) -> None:
    (tmp_path / "夹").mkdir()
    for each in ("预算.xlsx", "预算.txt", "另.txt", "q.csv", "b.json"):
        write(tmp_path, CLEAN, each)
    (tmp_path / "链.txt").symlink_to(tmp_path / "预算.txt")
    before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    result = run(*(tmp_path / one for one in files), *(one if one[0] == "-" else tmp_path / one for one in options))
    said = f"{tmp_path / options[-1]} 是 {name} 要写入的，又是{what}，会被覆盖；没有审查，请换一个文件名\n"
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)
    assert {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


def test_a_device_is_never_overwritten(tmp_path: Path) -> None:
    path = write(tmp_path, CLEAN)
    assert run(path, "--output", os.devnull, "--questions", os.devnull).exit_code == 0


@pytest.fixture(name="last")
def _last(folder: Path, tmp_path: Path) -> Path:
    path = tmp_path / "上次.json"
    run(folder, "--format", "json", "--output", path)
    return path


def test_only_what_is_new_counts_for_the_exit_code(folder: Path, last: Path) -> None:
    first, second = folder / "甲.txt", folder / "二级" / "乙.txt"
    assert run(first, second).exit_code == 1
    same = run(first, second, "--baseline", last)
    assert (same.exit_code, same.stderr) == (0, "")
    count = len([one for each in json.loads(last.read_text(encoding="utf-8")) for one in each["findings"]])
    assert same.stdout.endswith(f"\n\n与上次相比：新增 0 项、消失 0 项、不变 {count} 项\n")
    write(folder, CARS.replace("货物预算0.00", "货物预算1.00"), "甲.txt")
    assert run(first, second, "--baseline", last).exit_code == 1
    assert run(first, second, "--baseline", last, "--fail-on", "never").exit_code == 0


def test_what_is_new_stands_at_the_end_of_the_report(folder: Path, last: Path) -> None:
    path = write(folder, CARS.replace("货物预算0.00", "货物预算1.00"), "甲.txt")
    printed = run(path, "--baseline", last).stdout
    plain = run(path).stdout
    assert printed.startswith(plain)
    head, *said = printed.removeprefix(plain).splitlines()[1:]
    assert head.startswith("与上次相比：新增 2 项、消失 0 项、不变 ")
    assert [line[:11] for line in said[:3]] == ["新增", "  - SUM100 ", "  - COV200 "]
    assert said[3].startswith("未比较：1 份文件上次的结论，")


def test_the_json_report_of_each_file_says_what_is_new(folder: Path, last: Path) -> None:
    shutil.copy(folder / "甲.txt", folder / "甲二.txt")
    result = run(folder / "甲.txt", folder / "甲二.txt", "--format", "json", "--baseline", last)
    first, second = json.loads(result.stdout)
    assert (result.exit_code, first["baseline"]["new"]) == (1, [])
    assert second["baseline"]["new"] == [one["fingerprint"] for one in second["findings"]]
    assert result.stderr.startswith("未比较：1 份文件上次的结论，")


def test_the_summary_and_the_lines_say_what_is_new(folder: Path, last: Path) -> None:
    summary = folder / "汇总.xlsx"
    result = run(folder, "--baseline", last, "--summary", summary)
    assert "，新增 0 项，消失 0 项，更重 0 项" in result.stdout
    assert "\n\n与上次相比：新增 0 项、" in result.stdout
    assert rows(summary)[0][17:] == ["新增", "消失", "更重"]


def test_what_is_no_earlier_report_is_refused(folder: Path) -> None:
    last = write(folder, "{}", "上次.json")
    result = run(folder, "--baseline", last)
    said = f"{last} 不是 procure check --format json 写出的报告，无法比较\n"
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)


def test_an_earlier_run_without_reports_is_refused(folder: Path, tmp_path: Path) -> None:
    last = write(tmp_path, "[]", "上次.json")
    result = run(folder, "--baseline", last)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{last} 里没有任何报告，无法比较\n")


class Terminal(io.StringIO):
    """What a person looks at: of what is written over, the last stays."""

    def isatty(self) -> bool:
        return True

    def shown(self) -> list[str]:
        """Return what one could read on the way, line by line."""
        return [text.rstrip() for text in self.getvalue().replace("\n", "\r").split("\r") if text.strip()]


def looked_at(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(shutil, "get_terminal_size", lambda: os.terminal_size((14, 9)))
    return terminal


def test_progress_is_shown_in_one_line_and_wiped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = looked_at(monkeypatch)
    files = [str(write(tmp_path, CLEAN, name)) for name in ("一.txt", "长名字的预算.txt")]
    assert app(["check", *files], standalone_mode=False) == 0
    assert list(dict.fromkeys(terminal.shown())) == ["[1/2] 一.txt", "[2/2] 长名字"]
    assert terminal.getvalue().endswith("\r" + " " * 13 + "\r")
    assert "\n" not in terminal.getvalue()


def test_several_processes_are_counted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = looked_at(monkeypatch)
    assert app(["check", str(folder), "--jobs", "2"], standalone_mode=False) == 2
    counted = ["[1/3]", "[2/3]", "[3/3]", unreadable(folder)]
    assert list(dict.fromkeys(terminal.shown())) == [LEFT_OUT, *counted]


def test_progress_is_not_shown_of_one_file_nor_elsewhere(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = looked_at(monkeypatch)
    assert app(["check", str(folder / "甲.txt"), "--fail-on", "never"], standalone_mode=False) == 0
    assert terminal.shown() == []
    assert "[1/3]" not in run(folder).stderr
