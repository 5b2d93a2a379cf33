"""Waivers: what valid ones set apart, what the others are found to be, and files that anybody may have damaged."""

import io
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from procure.check import Report
from procure.datafile import DataError
from procure.findings import Findings, fingerprint
from procure.model import Finding, Place, Waiver
from procure.record import replace
from procure.terms import Outcome, Severity
from procure.waivers import apply_to_all, apply_waivers, read_waivers, yaml_file
from procure.waivers.applying import REQUIRED
from procure.waivers.entries import columns
from tests.check.making import NONE_STATED, Row, budget, report_of
from tests.support import catalog, context

DAY: Final = date(2026, 6, 1)
SAYS: Final = {"reason": "应急抢修", "approver": "张某", "document_no": "屯办〔2026〕1号", "expires": DAY}
PRINT: Final = "0123456789abcdef"
HEAD: Final = "指纹,编号,行（项目名称）,理由,批准人,文号,有效期"


def waiver(**stated: Any) -> Waiver:
    return Waiver(Place("豁免.yaml", line=3), **{**SAYS, **stated})


def report() -> Report:
    """Return a report with findings of several kinds: on categories, on projects, and one that asks."""
    rows = (Row("保洁委托费", "29.50"), Row("办公家具购置", "60.00"), Row("办公桌、设备更新", "450.00"))
    return report_of(budget(*rows, said=NONE_STATED))


def applied(*many: Waiver, to: Report | None = None) -> Report:
    return apply_waivers(to or report(), many, DAY, Findings(context()))


def rows(findings: Sequence[Finding]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.code, str(one.outcome), one.subjects) for one in findings]


def of(one: Report, code: str) -> list[Finding]:
    return [each for each in one.findings if each.code == code]


def printed(one: Finding, among: Report) -> str:
    return fingerprint(one, among.document.purchaser, among.year)


def said(path: Path) -> list[tuple[str | int | None, str, str, str]]:
    """Return the problems of a file: line or cell, field, what was found, the first words of what follows."""
    _, problems = read_waivers(path)
    return [(one.place.cell or one.place.line, one.field, one.found, one.consequence[:8]) for one in problems]


def written(folder: Path, text: str, name: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def workbook(folder: Path, **sheets: list[list[Any]]) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for title, lines in sheets.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(line)
    stream = io.BytesIO()
    book.save(stream)
    path = folder / "豁免.xlsx"
    path.write_bytes(stream.getvalue())
    return path


def test_the_report_has_what_the_tests_below_waive() -> None:
    found = {(one.code, str(one.outcome)) for one in report().findings}
    assert {("COV100", "flagged"), ("NEA100", "flagged"), ("FRM100", "undetermined")} <= found


def test_a_valid_waiver_sets_its_finding_apart_by_fingerprint() -> None:
    before = report()
    (near,) = of(before, "NEA100")
    one = waiver(fingerprint=printed(near, before))
    after = applied(one)
    assert after.waived == ((near, one),)
    assert rows(after.findings) == [row for row in rows(before.findings) if row[0] != "NEA100"]
    assert after.rule_counts["WAI100"] == {Outcome.CLEAR: 1}
    assert after.rule_counts["NEA100"] == before.rule_counts["NEA100"]


@pytest.mark.parametrize(
    ("code", "line"), [("NEA100", "保洁委托费"), ("COV100", "goods"), ("COV100", "货物"), ("COV100", "合计")]
)
def test_a_valid_waiver_sets_its_finding_apart_by_code_and_line(code: str, line: str) -> None:
    after = applied(waiver(code=code, line=line))
    assert [finding.code for finding, _ in after.waived] == [code]
    assert len(after.findings) == len(report().findings) - 1


def test_what_is_undetermined_can_be_waived() -> None:
    before = report()
    asked = next(one for one in before.findings if one.outcome is Outcome.UNDETERMINED)
    assert [one for one, _ in applied(waiver(fingerprint=printed(asked, before))).waived] == [asked]


def test_a_breach_can_be_waived_and_is_still_shown() -> None:
    before = report()
    breach = replace(before.findings[0], severity=Severity.BREACH)
    after = applied(waiver(fingerprint=printed(breach, before)), to=replace(before, findings=(breach,)))
    assert ([one for one, _ in after.waived], after.findings) == ([breach], ())


BROKEN: Final = {
    "没有理由": ({"reason": ""}, "missing", "理由"),
    "没有批准人和有效期": ({"approver": "", "expires": None}, "missing", "批准人、有效期"),
    "昨天到期": ({"expires": DAY - timedelta(days=1)}, "expired", "2026-05-31"),
    "没有行": ({"line": ""}, "too_broad", ""),
    "没有编号": ({"code": ""}, "too_broad", ""),
    "任何一行": ({"line": "＊"}, "too_broad", ""),
    "任何规则": ({"code": "*"}, "too_broad", ""),
    "一族规则": ({"code": "NEA*"}, "too_broad", ""),
    "任何指纹": ({"fingerprint": "*"}, "too_broad", ""),
    "别的行": ({"line": "没有的项目"}, "unused", ""),
    "别的指纹": ({"fingerprint": PRINT}, "unused", ""),
    "过宽先于缺项": ({"line": "", "reason": ""}, "too_broad", ""),
    "缺项先于过期": ({"reason": "", "expires": date(2020, 1, 1)}, "missing", "理由"),
}


@pytest.mark.parametrize(("stated", "state", "named"), BROKEN.values(), ids=BROKEN)
def test_an_invalid_waiver_sets_nothing_apart_and_is_found_itself(stated: Any, state: str, named: str) -> None:
    one = waiver(**{"code": "NEA100", "line": "保洁委托费", **stated})
    before, after = report(), applied(one)
    *kept, found = after.findings
    assert (tuple(kept), after.waived) == (before.findings, ())
    assert (found.code, found.severity, found.place, found.facts) == ("WAI100", "red_flag", one.place, {"state": state})
    assert named in found.message
    assert [clause.title for clause in found.basis] == ["本工具参数"]
    assert after.rule_counts["WAI100"] == {Outcome.FLAGGED: 1}


def test_on_the_last_day_a_waiver_holds() -> None:
    assert len(applied(waiver(code="NEA100", line="保洁委托费", expires=DAY)).waived) == 1


def test_a_code_beside_a_fingerprint_must_be_the_findings() -> None:
    before = report()
    (near,) = of(before, "NEA100")
    known = printed(near, before)
    assert len(applied(waiver(fingerprint=known, code="NEA100", line="随便写的")).waived) == 1
    assert of(applied(waiver(fingerprint=known, code="COV100")), "WAI100")[0].facts == {"state": "unused"}


def test_of_two_waivers_of_one_finding_the_first_counts_and_none_is_unused() -> None:
    first, second = (waiver(code="NEA100", line="保洁委托费", reason=reason) for reason in ("甲", "乙"))
    after = applied(first, second)
    assert [one for _, one in after.waived] == [first]
    assert after.rule_counts["WAI100"] == {Outcome.CLEAR: 2}


def test_without_waivers_nothing_changes() -> None:
    assert applied() == report()
    assert apply_to_all([], [waiver()], DAY, Findings(context())) == []


def test_a_waiver_that_fits_another_document_is_not_unused() -> None:
    other = report_of(budget(Row("绿化委托费", "29.50"), purchaser="长治市屯留区另一局"), path="另一.txt")
    many = [waiver(code="NEA100", line="绿化委托费"), waiver(code="NEA100", line="没有的")]
    first, second = apply_to_all([report(), other], many, DAY, Findings(context()))
    assert (first.waived, [one.code for one, _ in second.waived]) == ((), ["NEA100"])
    assert [one.facts["state"] for one in of(first, "WAI100")] == ["unused"]
    assert (of(second, "WAI100"), "WAI100" in second.rule_counts) == ([], False)


def test_what_was_found_before_is_not_told_again() -> None:
    findings = Findings(context())
    apply_waivers(report(), [waiver(code="*")], DAY, findings)
    assert len(of(apply_waivers(report(), [waiver(code="NEA100")], DAY, findings), "WAI100")) == 1


def test_the_rule_cites_how_many_fields_are_required() -> None:
    assert catalog().screening["waiver_fields"].value == len(REQUIRED)


YAML: Final = f"""waivers:
  - fingerprint: {PRINT}
    reason: 应急抢修，已报告
    approver: 张某
    document_no: 屯办〔2026〕1号
    expires: 2026-12-31
  - 编号: nea100
    行: 保洁委托费
    理由: yes
    批准人: ~
    有效期: 2026年9月1日
"""


def test_yaml(tmp_path: Path) -> None:
    path = written(tmp_path, YAML, "豁免.yaml")
    waivers, problems = read_waivers(path)
    assert problems == []
    assert waivers == [
        Waiver(
            Place(str(path), line=2),
            fingerprint=PRINT,
            reason="应急抢修，已报告",
            approver="张某",
            document_no="屯办〔2026〕1号",
            expires=date(2026, 12, 31),
        ),
        Waiver(Place(str(path), line=7), code="NEA100", line="保洁委托费", reason="yes", expires=date(2026, 9, 1)),
    ]


FAULTS: Final = {
    "不是YAML": ("waivers:\n  - reason: [甲\n  乙: 丙\n", [(3, "内容", "乙: 丙", "从这里起不是有效")]),
    "不能打印的字符": ("waivers: \a\n", [(None, "内容", "", "从这里起不是有效")]),
    "只有注释": ("# 空的\n", [(1, "内容", "", "豁免须列在顶层的")]),
    "顶层是列表": ("- code: 甲\n", [(1, "内容", "一个列表", "豁免须列在顶层的")]),
    "没有列表": ("waivers: 甲\n", [(1, "内容", "一组“项: 值”", "豁免须列在顶层的")]),
    "两份文档": ("waivers: []\n---\n甲\n", [(3, "内容", "甲", "不在 waive")]),
    "别的顶层项": ("waivers: []\n豁免: []\n", [(2, "内容", "豁免", "不在 waive")]),
    "两个列表": ("waivers: []\nwaivers: []\n", [(2, "内容", "一个列表", "不在 waive")]),
    "不是一组": ("waivers:\n  - 甲\n", [(2, "豁免", "甲", "豁免须写成“项:")]),
    "不认识的项": (YAML + "    expiers: 甲\n", [(12, "项", "expiers", "没有这一项，未采")]),
    "重复的项": (YAML + "    理由: 乙\n", [(12, "项", "理由", "重复写了同一项，")]),
    "列表作值": (YAML + "    文号: [甲]\n", [(12, "文号", "一个列表", "须是一个值，未采")]),
    "引用": (
        f"waivers:\n  - code: &a 甲\n    line: *a\n    fingerprint: {PRINT}\n",
        [(3, "line", "引用或者嵌套的内容", "须是一个值，未采")],
    ),
    "什么也没有指明": ("waivers:\n  - reason: 甲\n", [(2, "指纹", "", "没有写明指纹，也")]),
    "不是指纹": ("waivers:\n  - fingerprint: 甲\n", [(2, "指纹", "甲", "不是 16 位的")]),
    "没有日的日期": (
        "waivers:\n  - {code: 甲, line: 乙, expires: 2026-12}\n",
        [(2, "有效期", "2026-12", "不是年月日俱全的")],
    ),
    "没有这一天": (
        "waivers:\n  - {code: 甲, line: 乙, expires: 2026-02-30}\n",
        [(2, "有效期", "2026-02-30", "不是年月日俱全的")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), FAULTS.values(), ids=FAULTS)
def test_faults_of_yaml_are_problems_with_their_lines(tmp_path: Path, text: str, expected: Any) -> None:
    assert said(written(tmp_path, text, "豁免.yml")) == expected


DEEP: Final = {
    "方括号": "[" * 1_000_000,
    "花括号": "{a: " * 300_000,
    "横线": "- " * 200_000,
    "问号": "? " * 100_000,
    "几层": "waivers: [[[[[[甲]]]], {a: {b: {c: {d: e}}}}]]\n",
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_deep_nesting_does_no_harm(tmp_path: Path, text: str) -> None:
    assert read_waivers(written(tmp_path, text, "深.yaml"))[0] == []


def test_a_tower_of_aliases_does_no_harm(tmp_path: Path) -> None:
    tower = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40))
    assert read_waivers(written(tmp_path, f"a0: &a0 甲\n{tower}waivers: [*a39]\n", "塔.yaml"))[0] == []


def test_the_pure_parser_does_no_harm_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_file, "_LOADER", yaml.SafeLoader)
    assert said(written(tmp_path, 'waivers: "\\UFFFFFFFF"\n', "甲.yaml")) == [(None, "内容", "", "从这里起不是有效")]
    path = written(tmp_path, 'waivers: [{code: 甲, line: "\\uD800"}]\n', "乙.yaml")
    assert [one.line for one in read_waivers(path)[0]] == ["?"]


def test_csv(tmp_path: Path) -> None:
    text = f'本单位豁免\n{HEAD}\n,NEA100,"保洁\n委托费",甲,乙,,2026/1/2 00:00:00\n,,,,,,\n\'{PRINT.upper()},,,丙\n'
    path = written(tmp_path, text, "豁免.csv")
    waivers, problems = read_waivers(path)
    assert problems == []
    assert [(one.place.line, one.fingerprint, one.code, one.line, one.reason, one.expires) for one in waivers] == [
        (3, "", "NEA100", "保洁\n委托费", "甲", date(2026, 1, 2)),
        (6, PRINT, "", "", "丙", None),
    ]


def test_tabs_set_cells_apart_too(tmp_path: Path) -> None:
    path = written(tmp_path, "编号\t项目\t理由\t编号\nNEA100\t甲,乙\t丙\t丁\n", "豁免.txt")
    assert [(one.code, one.line, one.reason) for one in read_waivers(path)[0]] == [("NEA100", "甲,乙", "丙")]


def test_faults_of_csv_are_problems_with_their_lines(tmp_path: Path) -> None:
    assert said(written(tmp_path, f"{HEAD}\n甲,,,,,,\n,,,乙\n", "甲.csv")) == [
        (2, "指纹", "甲", "不是 16 位的"),
        (3, "指纹", "", "没有写明指纹，也"),
    ]
    assert said(written(tmp_path, "甲,乙\n", "乙.csv")) == [(1, "表头", "甲", "没有豁免的表头，")]
    assert said(written(tmp_path, f"{HEAD}\n{'甲' * 200_000}\n", "丙.csv")) == [(2, "内容", "", "从这里起不是 C")]


def test_a_workbook(tmp_path: Path) -> None:
    head = HEAD.split(",")
    lines: list[list[Any]] = [
        ["豁免"],
        head,
        ["", "NEA100", "保洁委托费", "甲", "乙", "丙", date(2026, 12, 31)],
        [PRINT],
        ["说明：略"],
    ]
    path = workbook(tmp_path, 豁免=lines, 说明=[["甲", "乙"], ["丙", "丁"]])
    waivers, _ = read_waivers(path)
    assert [(one.place.sheet, one.place.cell, one.line, one.fingerprint, one.expires) for one in waivers] == [
        ("豁免", "A3", "保洁委托费", "", date(2026, 12, 31)),
        ("豁免", "A4", "", PRINT, None),
    ]
    assert said(path) == [("A1", "表头", "甲", "没有豁免的表头，"), ("A5", "指纹", "说明：略", "不是 16 位的")]


def test_a_head_without_fingerprints(tmp_path: Path) -> None:
    path = workbook(tmp_path, 甲=[["理由", "编号", "项目"], ["乙", "NEA100", "丙"]])
    assert [(one.place.cell, one.code) for one in read_waivers(path)[0]] == [("B2", "NEA100")]


def test_a_text_of_blank_lines_has_no_head(tmp_path: Path) -> None:
    assert said(written(tmp_path, '""\n', "空.csv")) == [(1, "表头", "", "没有豁免的表头，")]


@pytest.mark.parametrize(
    ("name", "data"),
    [("没有.yaml", None), ("空.yaml", b""), ("甲.html", b"<html><table><tr><td>1</table></html>"), ("乙.yaml", b"\0a")],
    ids=["没有", "空", "网页", "二进制"],
)
def test_files_that_are_none(tmp_path: Path, name: str, data: bytes | None) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert [row[1:2] for row in said(tmp_path / name)] == [("文件",)]


@given(st.one_of(st.binary(max_size=60), st.text(max_size=60).map(lambda text: f"{HEAD}\n{text}".encode())))
def test_no_bytes_raise(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    for name in ("甲.yaml", "乙.csv", "丙.xlsx"):
        (folder / name).write_bytes(data)
        read_waivers(folder / name)


@given(st.text(alphabet="waivers:- \n[]{}*&!|>\"'#甲\t,%?", max_size=80))
def test_no_yaml_raises(text: str) -> None:
    yaml_file.read_yaml("甲.yaml", f"waivers:\n{text}")


def test_a_wording_names_one_column(tmp_path: Path) -> None:
    path = tmp_path / "catalog" / "plan" / "waiver-columns.csv"
    path.parent.mkdir(parents=True)
    path.write_text("column,name,wordings\nreason,理由,原因\nexpires,有效期,原因\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"waiver-columns\.csv:3: `原因` already names `reason`"):
        columns(tmp_path)
