"""`procure check --write`, `--in-place`, `--waivers`, `--budget`, `--columns`: what is written, refused and said."""

import csv
import io
import json
import os
import shutil
import zipfile
from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator

from procure.cli_write import SUFFIXES
from procure.report.json import schema
from tests.check.making import Row, budget, write
from tests.report.test_sarif import validator
from tests.test_cli_check import run

SAMPLES: Final = Path(__file__).parent.parent / "samples"
GOOD: Final = SAMPLES / "plan-2026.xlsx"
LEFT: Final = "没有用到"
NOTED: Final = (
    *("waivers:", "  - 编号: ORG200", "    行: 台式计算机", "    理由: 应急抢修", "    批准人: 张某"),
    *("    文号: 屯办〔2026〕1号", "    有效期: {}"),
)


@pytest.fixture(name="plan")
def _plan(tmp_path: Path) -> Path:
    return Path(shutil.copy(SAMPLES / "plan-faults.xlsx", tmp_path / "计划.xlsx"))


def waivers(folder: Path, expires: str = "2026-12-31") -> Path:
    return write(folder, "\n".join(NOTED).format(expires), "豁免.yaml")


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".XLSX"])
def test_a_file_is_written_by_its_suffix_and_the_report_printed_as_ever(suffix: str, plan: Path) -> None:
    path = plan.with_name(f"结论{suffix}")
    before, plain = plan.read_bytes(), run(plan)
    result = run(plan, "--write", path)
    assert (result.exit_code, result.stdout, result.stderr) == (2, plain.stdout, f"已写入 {path}\n")
    assert files(plan.parent) == {plan.name: before, path.name: path.read_bytes()}
    data = path.read_bytes()
    if suffix.lower() in {".xlsx", ".docx"}:
        assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    else:
        assert "地籍测绘" in data.decode("utf-8-sig")


def test_several_files_may_be_written_at_once(plan: Path) -> None:
    paths = [plan.with_name(f"结论{suffix}") for suffix in SUFFIXES]
    result = run(plan, *(word for path in paths for word in ("--write", path)))
    assert result.stderr.splitlines() == [f"已写入 {path}" for path in paths]
    assert all(path.stat().st_size for path in paths)


def test_the_json_written_is_that_printed_and_keeps_to_the_schema(plan: Path) -> None:
    path = plan.with_name("结论.json")
    result = run(plan, "--format", "json", "--write", path)
    assert path.read_text(encoding="utf-8") == result.stdout
    assert list(Draft202012Validator(schema()).iter_errors(json.loads(result.stdout))) == []


def test_several_plans_go_to_one_csv_json_or_sarif(plan: Path) -> None:
    paths = [plan.with_name(f"结论{suffix}") for suffix in (".csv", ".json", ".sarif")]
    run(plan, GOOD, *(word for path in paths for word in ("--write", path)))
    rows = list(csv.DictReader(io.StringIO(paths[0].read_text(encoding="utf-8-sig"))))
    reports = json.loads(paths[1].read_text(encoding="utf-8"))
    log = json.loads(paths[2].read_text(encoding="utf-8"))
    assert [one["document"]["path"] for one in reports] == [str(plan), str(GOOD)]
    found = [one["fingerprint"] for each in reports for one in each["findings"]]
    assert [row["指纹"].lstrip("'") for row in rows] == found
    results = log["runs"][0]["results"]
    assert [one["partialFingerprints"]["procure/v1"] for one in results] == found
    assert [error.message for error in validator().iter_errors(log)] == []


REFUSED: Final = {
    "不写的后缀": ("结论.pdf", f"无法写入：--write 按后缀写，只写 {'、'.join(SUFFIXES)}"),
    "没有后缀": ("结论", f"无法写入：--write 按后缀写，只写 {'、'.join(SUFFIXES)}"),
}


@pytest.mark.parametrize(("name", "why"), REFUSED.values(), ids=REFUSED)
def test_another_suffix_is_refused_before_anything_is_read(name: str, why: str, tmp_path: Path) -> None:
    result = run(tmp_path / "没有的.xlsx", "--write", tmp_path / name)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{tmp_path / name} {why}\n")
    assert files(tmp_path) == {}


@pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".html"])
def test_a_format_of_one_report_is_refused_for_several(suffix: str, plan: Path) -> None:
    path = plan.parent.with_name(f"{plan.parent.name}{suffix}")
    shutil.copy(GOOD, plan.with_name("另.xlsx"))
    said = f"{path}：{suffix} 只写一份文件的结论，请逐份审查，或者写成 .csv、.json、.sarif\n"
    for paths in ((plan, GOOD), (plan.parent,)):  # a folder of two is two
        result = run(*paths, "--write", path)
        assert (result.exit_code, result.stdout, result.stderr, path.exists()) == (2, "", said, False)


@pytest.mark.parametrize("options", [("--write", "标注.xlsx"), ("--in-place",)], ids=["另写", "原处"])
@pytest.mark.parametrize("name", ["预算.txt", "计划.csv", "预算.pdf"])
def test_marks_are_put_in_workbooks_alone(name: str, options: tuple[str, ...], tmp_path: Path) -> None:
    path = write(tmp_path, budget(Row("设备购置", "2.00")), name)
    before = files(tmp_path)
    result = run(path, *(one if one[0] == "-" else tmp_path / one for one in options))
    said = f"{path} 不是 .xlsx 工作簿，不能在其中标注；请写成 .docx、.html 或者 .csv\n"
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)
    assert files(tmp_path) == before


def test_what_is_called_a_workbook_and_is_none_is_said(tmp_path: Path) -> None:
    path = write(tmp_path, budget(Row("设备购置", "2.00")), "预算.xlsx")
    result = run(path, "--in-place")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{path}：")
    assert list(files(tmp_path)) == [path.name]


def test_nothing_is_written_over_the_original_unless_in_place(plan: Path) -> None:
    before = plan.read_bytes()
    result = run(plan, "--write", plan)
    said = f"{plan} 是 --write 要写入的，又是待审查的文件，会被覆盖；没有审查，请换一个文件名\n"
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)
    assert files(plan.parent) == {plan.name: before}


@pytest.mark.parametrize("name", ["--budget", "--waivers"])
def test_nothing_is_written_over_what_is_read_beside(name: str, plan: Path) -> None:
    other = waivers(plan.parent).rename(plan.with_name("另.csv"))
    before = files(plan.parent)
    result = run(plan, name, other, "--write", other)
    said = f"{other} 是 --write 要写入的，又是 {name} 的文件，会被覆盖；没有审查，请换一个文件名\n"
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)
    assert files(plan.parent) == before


def test_two_things_are_never_written_to_one_file(plan: Path) -> None:
    path = plan.with_name("结论.csv")
    result = run(plan, "--write", path, "--write", path)
    said = f"{path} 是 --write 要写入的，又是 --write 的文件，会被覆盖；没有审查，请换一个文件名\n"
    assert (result.exit_code, result.stderr, path.exists()) == (2, said, False)


def test_a_document_of_the_folder_is_never_written_over(plan: Path) -> None:
    other = Path(shutil.copy(GOOD, plan.with_name("另.xlsx")))
    before = files(plan.parent)
    result = run(plan.parent, "--write", other)
    said = f"{other} 已经在待审查的文件夹里，会被覆盖；没有审查，请换一个文件名\n"
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)
    assert files(plan.parent) == before


def test_what_is_written_into_the_folder_is_not_checked(plan: Path) -> None:
    path = plan.with_name("结论.json")
    for _ in range(2):
        result = run(plan.parent, "--write", path, "--format", "json")
        assert json.loads(result.stdout)["document"]["path"] == str(plan)
        assert result.stderr.splitlines()[-1] == f"已写入 {path}"


def full(path: Path, data: bytes) -> int:
    with path.open("wb") as stream:
        stream.write(data[: len(data) // 2])
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_on_a_full_disk_nothing_is_half_written(suffix: str, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(plan.parent, "上次的", f"结论{suffix}")
    before = files(plan.parent)
    monkeypatch.setattr(Path, "write_bytes", full)
    result = run(plan, "--write", path)
    assert (result.exit_code, result.stderr) == (2, f"{path} 无法写入：磁盘已满\n")
    assert files(plan.parent) == before


def test_on_a_full_disk_the_original_is_as_it_was(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files(plan.parent)
    monkeypatch.setattr(Path, "write_bytes", full)
    result = run(plan, "--in-place")
    assert (result.exit_code, result.stderr) == (2, f"{plan} 无法写入：磁盘已满\n")
    assert files(plan.parent) == before


def test_no_copy_is_left_where_the_original_could_not_be_replaced(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, replaced = files(plan.parent), Path.replace

    def refusing(path: Path, target: Path) -> Any:
        if target == plan:
            raise PermissionError(13, "Permission denied")
        return replaced(path, target)

    monkeypatch.setattr(Path, "replace", refusing)
    result = run(plan, "--in-place")
    assert (result.exit_code, result.stderr) == (2, f"{plan} 无法写入：没有权限\n")
    assert files(plan.parent) == before


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="whoever may do everything may write there")
def test_a_folder_that_may_not_be_written_is_said(plan: Path) -> None:
    folder = plan.parent / "只读"
    folder.mkdir(mode=0o500)
    result = run(plan, "--write", folder / "结论.csv")
    assert (result.exit_code, result.stderr) == (2, f"{folder / '结论.csv'} 无法写入：没有权限\n")


def test_a_folder_that_is_not_there_or_in_the_way_is_said(plan: Path) -> None:
    (plan.parent / "夹.csv").mkdir()
    for name, why in (("没有/结论.csv", "路径不存在"), ("夹.csv", "是文件夹")):
        result = run(plan, "--write", plan.parent / name)
        assert (result.exit_code, result.stderr) == (2, f"{plan.parent / name} 无法写入：{why}\n")


def test_in_place_the_original_is_kept_beside_and_again_under_another_name(plan: Path) -> None:
    original, plain = plan.read_bytes(), run(plan)
    kept = [plan.with_name(name) for name in ("计划.xlsx.bak", "计划.xlsx.2.bak", "计划.xlsx.3.bak")]
    first = run(plan, "--in-place")
    assert first.stderr == f"已在 {plan} 里标注，原件另存为 {kept[0]}\n"
    assert (kept[0].read_bytes(), plan.read_bytes() != original) == (original, True)
    marked, times = plan.read_bytes(), plan.stat().st_mtime_ns
    second = run(plan, "--in-place")
    assert second.stderr == f"已在 {plan} 里标注，原件另存为 {kept[1]}\n"
    assert (kept[0].read_bytes(), kept[1].read_bytes()) == (original, marked)
    assert kept[1].stat().st_mtime_ns == times
    assert (first.exit_code, first.stdout, second.stdout) == (2, plain.stdout, plain.stdout)
    kept[1].unlink()
    (plan.parent / "计划.xlsx.2.bak").symlink_to("没有的")  # a name that is taken, though it leads nowhere
    run(plan, "--in-place")
    assert kept[2].exists()


@pytest.mark.skipif(os.name == "nt", reason="links and modes are others there")
def test_in_place_a_link_stays_a_link_and_the_mode_stays(plan: Path) -> None:
    link = plan.parent.with_name(f"{plan.parent.name}.xlsx")
    link.symlink_to(plan)
    plan.chmod(0o640)
    original = plan.read_bytes()
    result = run(link, "--in-place")
    kept = plan.with_name("计划.xlsx.bak")
    assert result.stderr == f"已在 {link} 里标注，原件另存为 {kept}\n"
    assert (link.is_symlink(), kept.read_bytes() == original, plan.read_bytes() != original) == (True, True, True)
    assert (plan.stat().st_mode & 0o777, kept.stat().st_mode & 0o777) == (0o640, 0o640)


def test_several_workbooks_are_marked_in_place(plan: Path) -> None:
    other = Path(shutil.copy(GOOD, plan.with_name("另.xlsx")))
    result = run(plan, other, "--in-place")
    assert result.stderr.count("原件另存为") == 2
    assert {path.name for path in plan.parent.glob("*.bak")} == {"计划.xlsx.bak", "另.xlsx.bak"}


def test_given_back_and_checked_again_it_is_the_same(plan: Path) -> None:
    marked = plan.with_name("标注.xlsx")
    first = run(plan, "--format", "json", "--write", marked)
    again = run(marked, "--format", "json")
    assert again.exit_code == first.exit_code
    assert without_path(again.stdout, marked) == without_path(first.stdout, plan)


def without_path(text: str, path: Path) -> Any:
    return json.loads(text.replace(json.dumps(str(path), ensure_ascii=False), '""'))


def one_fault(folder: Path) -> Path:
    """Return a plan with one breach and nothing that was not read."""
    path = folder / "一处.csv"
    heads = "采购单位,项目名称,品目编码,类别,预算金额（元）,组织形式,采购方式"
    path.write_text(f"{heads}\n长治市屯留区某局,台式计算机,A02010105,货物,100000,分散采购,框架协议\n", encoding="utf-8")
    return path


DATED: Final = ("--on", "2026-06-01")


def test_a_waived_finding_does_not_count_and_stands_apart_in_every_report(tmp_path: Path) -> None:
    path, own = one_fault(tmp_path), waivers(tmp_path)
    paths = {suffix: tmp_path / f"结论{suffix}" for suffix in SUFFIXES if suffix != ".xlsx"}
    asked = [word for one in paths.values() for word in ("--write", one)]
    assert run(path, *DATED, "--fail-on", "breach").exit_code == 1
    result = run(path, *DATED, "--fail-on", "breach", "--waivers", own, *asked)
    assert (result.exit_code, result.stdout.count("台式计算机” 10.00万元是集中采购")) == (0, 1)
    assert "、已豁免的结论\n- ORG200 " in result.stdout
    report = json.loads(paths[".json"].read_text(encoding="utf-8"))
    assert [one["finding"]["code"] for one in report["waived"]] == ["ORG200"]
    assert "ORG200" not in {one["code"] for one in report["findings"]}
    rows = csv.DictReader(io.StringIO(paths[".csv"].read_text(encoding="utf-8-sig")))
    assert [row["结论"] for row in rows if row["编号"] == "ORG200"] == ["已豁免"]
    log = json.loads(paths[".sarif"].read_text(encoding="utf-8"))
    results = log["runs"][0]["results"]
    assert [len(one["suppressions"]) for one in results if one["ruleId"] == "ORG200"] == [1]
    assert [error.message for error in validator().iter_errors(log)] == []
    assert "屯办〔2026〕1号" in paths[".html"].read_text(encoding="utf-8")
    word = zipfile.ZipFile(paths[".docx"]).read("word/document.xml").decode()
    assert "屯办〔2026〕1号" in word


def test_a_waived_finding_stands_apart_in_the_workbook(plan: Path) -> None:
    from openpyxl import load_workbook

    path = plan.with_name("标注.xlsx")
    run(plan, *DATED, "--waivers", waivers(plan.parent), "--write", path)
    cells = [[cell.value for cell in row] for row in load_workbook(path)["审查结论"].iter_rows()]
    assert [row[1] for row in cells if row[2] == "ORG200"] == ["已豁免"]


def test_an_expired_waiver_waives_nothing_and_is_found_itself(tmp_path: Path) -> None:
    path, own = one_fault(tmp_path), waivers(tmp_path, "2026-05-31")
    result = run(path, *DATED, "--fail-on", "breach", "--waivers", own, "--format", "json")
    report = json.loads(result.stdout)
    assert (result.exit_code, report["waived"]) == (1, [])
    (found,) = [one for one in report["findings"] if one["code"] == "WAI100"]
    assert found["message"] == "“ORG200 台式计算机”的豁免有效期至 2026-05-31，已经过期，不起作用"
    assert (found["place"]["file"], found["severity"]) == (str(own), "red_flag")
    text = run(path, *DATED, "--waivers", own).stdout
    assert f"；位置：{own} 文件第2行" in text


def test_a_waiver_holds_on_its_last_day(tmp_path: Path) -> None:
    path, own = one_fault(tmp_path), waivers(tmp_path, "2026-06-01")
    assert run(path, *DATED, "--fail-on", "breach", "--waivers", own).exit_code == 0


def test_waivers_that_cannot_be_read_are_a_problem_and_waive_nothing(tmp_path: Path) -> None:
    path = one_fault(tmp_path)
    result = run(path, GOOD, *DATED, "--waivers", tmp_path / "没有.yaml", "--format", "json")
    first, second = json.loads(result.stdout)
    assert (result.exit_code, first["waived"]) == (2, [])
    assert [one["consequence"] for one in first["problems"]] == ["豁免文件无法读取，未采用任何豁免"]
    assert second["problems"] == []


def test_columns_name_heads_that_nobody_knows(tmp_path: Path) -> None:
    path = write(tmp_path, "采购事由,品目编码,预算控制数（元）\n复印纸,A05040101,6000\n", "计划.csv")
    named = "采购事由=项目名称,预算控制数=预算金额"
    result = run(path, "--region", "屯留区", *DATED, "--columns", named, "--format", "json")
    assert [(one["id"], one["amount"]) for one in json.loads(result.stdout)["lines"]] == [("复印纸", "6000.00")]


def test_a_column_that_there_is_not_is_refused(plan: Path) -> None:
    result = run(plan, "--columns", "预算控制数=金额数目")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("--columns：“预算控制数=金额数目”不是“列名=标准列名”；标准列名：序号、")


def test_options_that_had_no_effect_are_said(tmp_path: Path, plan: Path) -> None:
    path = write(tmp_path, budget(Row("遗属人员补助", "5.00")))
    result = run(path, "--budget", path, "--columns", "事由=项目名称")
    assert (result.exit_code, result.stderr.splitlines()) == (
        0,
        [f"{LEFT} --budget {path}：审查的文件里没有采购计划", f"{LEFT} --columns：审查的文件里没有采购计划"],
    )
    questions = tmp_path / "问.csv"
    asked = run(plan, "--budget", path, "--questions", questions)
    assert asked.stderr == f"采购计划的待核实事项没有写进 {questions}：请在计划里补填相应的列，再审查\n"


def test_a_budget_beside_the_plan_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    result = run(GOOD, "--budget", tmp_path / "没有.txt", "--format", "json")
    report = json.loads(result.stdout)
    assert (result.exit_code, [one["field"] for one in report["problems"]]) == (2, ["文件"])
    assert report["problems"][0]["place"]["file"] == str(tmp_path / "没有.txt")


def test_the_exit_code_of_a_plan(plan: Path, tmp_path: Path) -> None:
    assert run(GOOD).exit_code == 0
    assert run(GOOD, "--budget", SAMPLES / "budget-2026.txt").exit_code == 1
    assert run(GOOD, "--budget", SAMPLES / "budget-2026.txt", "--fail-on", "breach").exit_code == 0
    assert run(one_fault(tmp_path), *DATED).exit_code == 1
    assert run(plan, "--fail-on", "never").exit_code == 2  # two rows were not read
