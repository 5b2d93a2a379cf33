"""`procure check` as a command: exit codes, formats, and bad input, which never ends in a traceback."""

import csv
import errno
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from procure.cli import app
from procure.intake.files import reason
from procure.many import SUFFIXES
from tests.check.making import Row, budget, stated, write

HOW = "文本文件的各列须以制表符分隔，PDF 的表须有表格线（三线表、无框线的表不读），请改用原 Word 或者 Excel 文件"

CARS = budget(Row("车辆租赁费", "60.00"))
BREACH = budget(Row("遗属人员补助", "5.00"), said=stated("39.18", "1.00", "0", "39.18"))
CLEAN = budget(Row("遗属人员补助", "5.00"))
UNREAD = CARS.replace("合计\t\t\n", "保洁费\t约50万\t\n合计\t\t\n")


def run(*words: str | Path) -> Result:
    result = CliRunner().invoke(app, ["check", *map(str, words)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


EXITS = {
    "没有问题": (CLEAN, "red_flag", 0),
    "风险提示": (CARS, "red_flag", 1),
    "风险提示，只看违规": (CARS, "breach", 0),
    "违规": (BREACH, "breach", 1),
    "违规，都不看": (BREACH, "never", 0),
    "有一行没有读出": (UNREAD, "never", 2),
}


@pytest.mark.parametrize(("text", "fail_on", "code"), EXITS.values(), ids=EXITS)
def test_the_exit_code(text: str, fail_on: str, code: int, tmp_path: Path) -> None:
    result = run(write(tmp_path, text), "--fail-on", fail_on)
    assert (result.exit_code, result.stderr) == (code, "")
    assert "长治市屯留区某局" in result.stdout


def empty(folder: Path) -> Path:
    return write(folder, "", "空.txt")


def missing(folder: Path) -> Path:
    return folder / "没有.txt"


def binary(folder: Path) -> Path:
    path = folder / "二进制.txt"
    path.write_bytes(bytes(range(256)))
    return path


def large(folder: Path) -> Path:
    path = folder / "大.txt"
    with path.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    return path


def no_table(folder: Path) -> Path:
    sentence = stated("39.18", "0", "0", "39.18")
    return write(folder, f"长治市屯留区某局\n2026年部门预算\n{sentence}", "无表.txt")


def another_table(folder: Path) -> Path:
    return write(folder, "通讯录\n姓名\t电话\n甲\t1\n", "通讯录.txt")


NOT_TEXT = "也不是可以读取的 PDF、Word、Excel 或者网页文件，未审查；请另存为其中一种后再审查"
NO_TABLE = f"未找到表格，未审查；{HOW}"
NOTHING = "未识别出项目支出预算表、基本支出经济科目表或者政府采购预算数，没有可以判定的内容"
BAD = {
    "文件不存在": (missing, "“文件”：“没有.txt”，文件不存在，未审查；请核对路径和文件名"),
    "空文件": (empty, "“文件”：“空.txt”，是空文件，未审查；请重新导出后再审查"),
    "二进制文件": (binary, f"“文件”：“二进制内容”，不是文本文件，{NOT_TEXT}"),
    "空文件夹": (
        lambda folder: folder,
        f"“文件夹”：“{{name}}”，其中没有可以审查的文件（{'、'.join(SUFFIXES)}），未审查；请核对路径",
    ),
    "两百兆": (large, "“文件”：“209,715,200字节”，超过上限 16,777,216字节，未审查；请只导出预算部分后再审查"),
    "没有表格": (no_table, f"“表格”：“”，{NO_TABLE}"),
    "没有可以判定的表格": (another_table, f"“内容”：“”，{NOTHING}"),
}


@pytest.mark.parametrize(("make", "said"), BAD.values(), ids=BAD)
def test_a_file_in_which_nothing_can_be_judged_gives_one_sentence_and_no_report(
    make: Callable[[Path], Path], said: str, tmp_path: Path
) -> None:
    path = make(tmp_path)
    result = run(path, "--fail-on", "never")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"{path}{said.format(name=path.name)}\n"


LOST = {
    "没有权限": (OSError(errno.EACCES, "Permission denied"), "没有权限"),
    "链接成环": (OSError(errno.ELOOP, "Too many levels of symbolic links"), "链接成环"),
    "少见的": (OSError(errno.EIO, "Input/output error"), "Input/output error"),
    "没有编号的": (OSError("timed out"), "timed out"),
    "空字符": (ValueError("embedded null byte"), "路径含有不能使用的字符"),
}


@pytest.mark.parametrize(("error", "said"), LOST.values(), ids=LOST)
def test_what_the_system_says_is_said_in_chinese(error: OSError | ValueError, said: str) -> None:
    assert reason(error) == said


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_to_itself_is_said(tmp_path: Path) -> None:
    path = tmp_path / "环.txt"
    path.symlink_to(path)
    result = run(path)
    said = "“文件”：“环.txt”，无法打开（链接成环），未审查；请核对路径和权限"
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{path}{said}\n")


def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    path, output = tmp_path / "预算.txt", tmp_path / "报告.txt"
    path.write_bytes(CARS.encode())
    result = run(path, "--output", output)
    assert (result.exit_code, result.stderr) == (2, f"{output} 无法写入：磁盘已满\n")


def test_a_region_in_no_list_is_refused(tmp_path: Path) -> None:
    result = run(write(tmp_path, CARS), "--region", "火星")
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", "“火星”不是已收录的地区名称或者代码\n")


def test_one_unreadable_file_among_several_is_said_and_the_others_are_reported(tmp_path: Path) -> None:
    first, second = write(tmp_path, CLEAN, "一.txt"), write(tmp_path, CARS, "二.txt")
    result = run(first, missing(tmp_path), second, "--format", "json", "--fail-on", "never")
    assert result.exit_code == 2
    assert [Path(one["document"]["path"]).name for one in json.loads(result.stdout)] == ["一.txt", "二.txt"]
    assert result.stderr.count("文件不存在") == result.stderr.count("\n") == 1


PROBLEMS = {
    "没有单位": (
        CARS.replace("单位：万元\n", ""),
        [("单位", "", "没有金额单位，该表1行未审查")],
    ),
    "两个单位": (
        CARS.replace("单位：万元\n", "单位：万元\n单位：元\n"),
        [("单位", "万元、元", "有2个不同的金额单位，该表1行未审查")],
    ),
    "约五十万": (UNREAD, [("合计", "约50万", "不是金额，该行未审查")]),
    "负数": (CARS.replace("60.00", "-60.00"), [("合计", "-60.00", "是负数，该行未审查")]),
    "三十位": (CARS.replace("60.00", "9" * 30), [("合计", "9" * 30, "超出可计算的范围，该行未审查")]),
}


@pytest.mark.parametrize(("text", "problems"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_cannot_be_read_stands_in_the_report(
    text: str, problems: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    result = run(write(tmp_path, text), "--format", "json")
    assert (result.exit_code, result.stderr) == (2, "")
    found = json.loads(result.stdout)["problems"]
    assert [(one["field"], one["found"], one["consequence"]) for one in found] == problems
    assert all(one["place"]["line"] for one in found)


def test_gb18030_is_read(tmp_path: Path) -> None:
    path = tmp_path / "预算.txt"
    path.write_bytes(CARS.encode("gb18030"))
    assert run(path, "--fail-on", "never").exit_code == 0


def test_options_reach_the_report(tmp_path: Path) -> None:
    path = write(tmp_path, CARS)
    options = ("--region", "长治市", "--level", "县级", "--year", "2025", "--on", "2024-05-06", "--format", "json")
    document = json.loads(run(path, *options).stdout)["document"]
    told = [document[key] for key in ("region", "level", "year", "judged_on")]
    assert told == ["长治市", "county", 2025, "2024-05-06"]


def test_the_report_goes_to_a_file(tmp_path: Path) -> None:
    path, output = write(tmp_path, CARS), tmp_path / "报告.txt"
    result = run(path, "--output", output, "--all")
    assert (result.exit_code, result.stdout) == (1, "")
    assert output.read_text(encoding="utf-8") == run(path, "--all").stdout


@pytest.mark.parametrize("option", ["--output", "--questions"])
def test_what_cannot_be_written_is_said(option: str, tmp_path: Path) -> None:
    place = tmp_path / "没有这个文件夹" / "文件"
    result = run(write(tmp_path, CARS), option, place)
    assert (result.exit_code, result.stderr) == (2, f"{place} 无法写入：路径不存在\n")


def test_questions_go_out_and_answers_come_back(tmp_path: Path) -> None:
    path, sheet = write(tmp_path, budget(Row("设备更新", "10.00"))), tmp_path / "待核实.csv"
    assert run(path, "--questions", sheet).exit_code == 0
    assert sheet.read_bytes().startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(sheet.read_text(encoding="utf-8-sig")))
    assert [row[1:] for row in rows] == [
        ["设备更新", "10.00", "设备购置", "目录内外", "属于集中采购目录内，还是目录外？", "目录内|目录外", ""]
    ]
    filled = [head, *([*row[:-1], "目录内"] for row in rows), ["Q0", *[""] * 6, "是"]]
    with sheet.open("w", encoding="gb18030", newline="") as stream:
        csv.writer(stream).writerows(filled)
    result = run(path, "--answers", sheet, "--format", "json")
    report = json.loads(result.stdout)
    assert result.exit_code == 2
    assert report["coverage"]["goods"]["certain"] == "100000.00"
    assert [(one["place"]["file"], one["place"]["line"], one["found"]) for one in report["problems"]] == [
        (str(sheet), 3, "是")
    ]


def test_an_answers_file_that_is_missing_is_said_with_or_without_a_report(tmp_path: Path) -> None:
    gone = tmp_path / "没有.csv"
    result = run(write(tmp_path, CARS), "--answers", gone)
    assert result.exit_code == 2
    assert "答复文件无法读取，未采用任何答复" in result.stdout
    nothing = run(missing(tmp_path), "--answers", gone)
    assert (nothing.exit_code, nothing.stdout) == (2, "")
    assert nothing.stderr.splitlines() == [
        f"{missing(tmp_path)}“文件”：“没有.txt”，文件不存在，未审查；请核对路径和文件名",
        f"{gone}“文件”：“没有.csv”，答复文件无法读取，未采用任何答复",
    ]
