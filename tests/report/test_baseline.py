"""What is new, gone and unchanged since an earlier JSON report."""

import json
from pathlib import Path
from typing import Any

import pytest

from procure.check import Report
from procure.findings import fingerprint
from procure.record import replace
from procure.report.baseline import (
    BaselineError,
    Compared,
    LastReport,
    baseline_json,
    baseline_text,
    compare,
    only_news,
    read_baseline,
)
from procure.report.contract import ReportOut
from procure.report.json import report_json, schema
from procure.report.parts import write as json_text
from procure.setting import Options
from procure.terms import Outcome, Severity
from tests.check.making import PURCHASER, Row, budget, report_of, stated, tools

SAID = stated("39.18", "0.00", "0", "39.18")
CARS = budget(Row("车辆租赁费", "60.00"), said=SAID)
WRONG = budget(Row("车辆租赁费", "60.00"), said=stated("39.18", "1.00", "0", "39.18"))
OTHER = budget(Row("车辆租赁费", "60.00"), said=SAID, purchaser="长治市屯留区某中心")


def last(folder: Path, *reports: Report) -> list[LastReport]:
    """Return reports as an earlier run wrote them."""
    path = folder / "上次.json"
    path.write_text(
        json_text([report_json(one, tools()) for one in reports], several=len(reports) > 1), encoding="utf-8"
    )
    return read_baseline(path)


def rows(one: Compared) -> dict[str, list[str]]:
    return {name: [each.code for each in getattr(one, name)] for name in ("new", "unchanged", "graver", "gone")}


def codes(report: Report) -> list[str]:
    return [one.code for one in report.findings]


def test_nothing_changes_where_nothing_did(tmp_path: Path) -> None:
    report = report_of(CARS)
    found = compare([report], last(tmp_path, report))
    assert [rows(one) for one in found.documents] == [{"new": [], "unchanged": codes(report), "graver": [], "gone": []}]
    assert codes(report)
    assert found.not_compared == {}


def test_what_is_new_and_what_is_gone(tmp_path: Path) -> None:
    before, after = report_of(CARS), report_of(WRONG)
    (forwards,) = compare([after], last(tmp_path, before)).documents
    (backwards,) = compare([before], last(tmp_path, after)).documents
    assert rows(forwards)["new"] == rows(backwards)["gone"]
    assert "SUM100" in rows(forwards)["new"]
    assert rows(forwards)["gone"] == rows(backwards)["new"]
    assert len(forwards.new) + len(forwards.unchanged) == len(after.findings)


def test_messages_amounts_and_versions_do_not_make_a_finding_new(tmp_path: Path) -> None:
    was = last(tmp_path, report_of(CARS))
    more = report_of(CARS.replace("60.00", "61.00"))
    assert rows(compare([more], was).documents[0])["new"] == []
    for one in was[0].findings:
        one.whole["version"] = 99
    assert rows(compare([more], was).documents[0])["new"] == []


def test_a_finding_is_counted_as_often_as_it_is_found(tmp_path: Path) -> None:
    once = report_of(CARS)
    twice = [once, report_of(CARS, path="副本.txt")]
    assert [rows(one)["new"] for one in compare(twice, last(tmp_path, once)).documents] == [[], codes(once)]
    found = compare([once], last(tmp_path, *twice))
    assert [rows(one)["gone"] for one in found.documents] == [[]]
    assert found.not_compared == {"副本.txt": len(once.findings)}


def changed(report: Report, **fields: Any) -> Report:
    return replace(report, findings=tuple(replace(one, **fields) for one in report.findings[:1]))


WORSE = {
    "待核实变为风险提示": (None, Severity.RED_FLAG, True),
    "风险提示变为违规": (Severity.RED_FLAG, Severity.BREACH, True),
    "违规变为风险提示": (Severity.BREACH, Severity.RED_FLAG, False),
    "一样": (Severity.RED_FLAG, Severity.RED_FLAG, False),
}


@pytest.mark.parametrize(("before", "after", "graver"), WORSE.values(), ids=WORSE)
def test_what_is_worse_than_before_is_no_news_but_counts(
    before: Severity | None, after: Severity, graver: bool, tmp_path: Path
) -> None:
    was = changed(
        report_of(CARS), severity=before, outcome=Outcome.FLAGGED if before else Outcome.UNDETERMINED, message="甲"
    )
    now = changed(report_of(CARS), severity=after, outcome=Outcome.FLAGGED, message="乙")
    found = compare([now], last(tmp_path, was))
    code = now.findings[0].code
    assert rows(found.documents[0]) == {
        "new": [],
        "unchanged": [code],
        "graver": [code] if graver else [],
        "gone": [],
    }
    assert [codes(one) for one in only_news([now], found)] == [[code] if graver else []]
    said = ["不变的项中本次更重（上次待核实或者是风险提示）", f"  - {code} 乙"] if graver else []
    assert baseline_text([now], found).splitlines() == ["", "与上次相比：新增 0 项、消失 0 项、不变 1 项", *said]


def test_findings_of_documents_not_checked_this_time_are_not_gone(tmp_path: Path) -> None:
    one, other = report_of(CARS, path="一.txt"), report_of(OTHER, path="二.txt")
    found = compare([one], last(tmp_path, one, other))
    assert rows(found.documents[0])["gone"] == []
    assert found.not_compared == {"二.txt": len(other.findings)}
    assert baseline_text([one], found).splitlines()[2:] == [
        f"未比较：1 份文件上次的结论，本次没有审查到该文件或者没有按该规则判定：二.txt {len(other.findings)} 项"
    ]


def test_of_two_documents_of_a_department_the_one_not_checked_this_time_is_not_compared(tmp_path: Path) -> None:
    one, other = report_of(CARS, path="甲.docx"), report_of(WRONG, path="乙.txt")
    more = len(other.findings) - len(one.findings)
    for order in ([one, other], [other, one]):
        found = compare([one], last(tmp_path, *order))
        assert [rows(each) for each in found.documents] == [
            {"new": [], "unchanged": codes(one), "graver": [], "gone": []}
        ]
        assert found.not_compared == {"乙.txt": len(other.findings)}
    found = compare([other], last(tmp_path, one))  # neither file is there: it was renamed
    assert len(found.documents[0].new) == more
    assert found.not_compared == {}


def test_a_document_that_is_still_there_was_not_renamed(tmp_path: Path) -> None:
    there = tmp_path / "上次审查的.txt"
    there.touch()
    before, now = report_of(WRONG, path=str(there)), report_of(CARS, path="新.txt")
    found = compare([now], last(tmp_path, before))
    assert rows(found.documents[0])["unchanged"] == codes(now)
    assert rows(found.documents[0])["gone"] == []
    assert found.not_compared == {str(there): len(before.findings) - len(now.findings)}
    there.unlink()
    assert len(compare([now], last(tmp_path, before)).documents[0].gone) == len(before.findings) - len(now.findings)


def test_renamed_documents_are_found_by_name_and_then_by_department(tmp_path: Path) -> None:
    before = [report_of(text, path=path) for text, path in ((CARS, "旧/甲.txt"), (WRONG, "旧/乙.txt"), (OTHER, "丙"))]
    now = [report_of(text, path=path) for text, path in ((CARS, "新/乙.txt"), (CARS, "新/丁.txt"))]
    found = compare(now, last(tmp_path, *before))
    gone = [rows(one)["gone"] for one in found.documents]
    assert "SUM100" in gone[0]
    assert gone[1] == []
    assert found.not_compared == {"丙": len(before[2].findings)}


def test_a_path_is_the_same_however_it_is_written(tmp_path: Path) -> None:
    before, now = report_of(WRONG, path="夹/../预算.txt"), report_of(OTHER, path="./预算.txt")
    found = compare([now], last(tmp_path, before))
    assert rows(found.documents[0])["gone"] == codes(before)


@pytest.mark.parametrize("path", ["甲\0.txt", "甲" * 5000, "\ud800", ""], ids=["空字符", "太长", "不是文字", "空"])
def test_a_path_that_no_file_can_have_is_none(path: str, tmp_path: Path) -> None:
    (before,) = last(tmp_path, report_of(WRONG))
    before = replace(before, document=replace(before.document, path=path))
    found = compare([report_of(CARS)], [before])
    assert (rows(found.documents[0])["gone"].count("SUM100"), found.not_compared) == (1, {})


def test_what_is_not_judged_this_time_is_not_gone(tmp_path: Path) -> None:
    before, now = report_of(WRONG), report_of(CARS, Options(region="上海市"))
    found = compare([now], last(tmp_path, before))
    assert now.why_not_judged
    assert rows(found.documents[0])["gone"] == ["SUM100"]  # sums are judged all the same
    assert found.not_compared == {"预算.txt": len(before.findings) - 1}


def test_a_document_whose_purchaser_is_not_known_is_found_by_its_path(tmp_path: Path) -> None:
    text = WRONG.replace(PURCHASER, "")
    before, now = report_of(text), report_of(text.replace("1.00万元", "0.00万元"))
    assert before.document.purchaser is None
    assert rows(compare([now], last(tmp_path, before)).documents[0])["gone"] == ["SUM100"]


def test_the_json_has_it_only_where_it_was_compared(tmp_path: Path) -> None:
    before, now = report_of(WRONG), report_of(CARS)
    (one,) = compare([now], last(tmp_path, before)).documents
    written = report_json(now, tools(), one)
    plain = report_json(now, tools())
    assert {**plain, "baseline": baseline_json(now, one)} == written
    assert written["baseline"]["unchanged"] == [fingerprint(each, PURCHASER, 2026) for each in one.unchanged]
    (gone,) = (each for each in written["baseline"]["gone"] if each["code"] == "SUM100")
    assert gone == next(each for each in report_json(before, tools())["findings"] if each["code"] == "SUM100")
    assert ReportOut.model_validate(plain)
    assert "baseline" in schema()["properties"]
    assert "baseline" not in schema()["required"]


def test_the_text_names_the_file_where_there_are_several(tmp_path: Path) -> None:
    reports = [report_of(WRONG, path="甲/一.txt"), report_of(OTHER, path="二.txt")]
    found = compare(reports, last(tmp_path, report_of(CARS), reports[1]))
    head, *lines = baseline_text(reports, found).splitlines()[1:]
    new = found.documents[0].new
    gone = found.documents[0].gone
    unchanged = sum(len(one.unchanged) for one in found.documents)
    assert head == f"与上次相比：新增 {len(new)} 项、消失 {len(gone)} 项、不变 {unchanged} 项"
    assert lines[: len(new) + 1] == ["新增", *(f"  - 一.txt {one.code} {one.message}" for one in new)]


BAD = {
    "不是 JSON": b"{",
    "是空的": b"",
    "别的 JSON": b'{"a": 1}',
    "数组里有别的": b"[1]",
    "一个数": b"1",
    "别的版本": b'{"document": {"schema": "x", "path": "", "purchaser": null, "year": null}, "findings": []}',
    "套得太深": b"[" * 200_000,
    "不是文字": b"\xff\xff\xff",
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
def test_what_is_no_report_is_said(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "上次.json"
    path.write_bytes(data)
    with pytest.raises(BaselineError) as raised:
        read_baseline(path)
    assert str(raised.value) == f"{path} 不是 procure check --format json 写出的报告，无法比较"


def test_an_empty_list_of_reports_is_said(tmp_path: Path) -> None:
    path = tmp_path / "上次.json"
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(BaselineError) as raised:
        read_baseline(path)
    assert str(raised.value) == f"{path} 里没有任何报告，无法比较"


def test_a_report_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match=r"没有\.json 无法读取：路径不存在"):
        read_baseline(tmp_path / "没有.json")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_report_is_read_as_other_systems_save_it(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "上次.json"
    path.write_text(json.dumps(report_json(report_of(CARS), tools()), ensure_ascii=False), encoding=encoding)
    assert [one.code for one in read_baseline(path)[0].findings] == codes(report_of(CARS))
