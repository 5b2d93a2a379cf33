"""The rectification list: what is found stands in its table, breaches first, and any text can be written."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from procure.check import Report, check
from procure.findings import Findings
from procure.model import Place, Waiver
from procure.outcome import open_questions
from procure.record import replace
from procure.report.rectify import rectification
from procure.setting import Options
from procure.terms import Outcome, Severity
from procure.waivers import apply_waivers
from tests.check.making import NONE_STATED, Row, budget, report_of, tools
from tests.report.waiving import WAIVER
from tests.support import context

SAMPLE: Final = Path(__file__).parents[2] / "samples" / "budget-2026.txt"
DAY: Final = date(2026, 6, 1)
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def made() -> Report:
    rows = (Row("保洁委托费", "29.50"), Row("绿化委托费", "29.60"), Row("办公桌、设备更新", "450.00"))
    report = report_of(budget(*rows, said=NONE_STATED))
    at = max(number for number, one in enumerate(report.findings) if one.code == "NEA100")
    breach = replace(report.findings[at], severity=Severity.BREACH)
    return replace(report, findings=(*report.findings[:at], breach, *report.findings[at + 1 :]))


def waived(*more: Waiver) -> Report:
    return apply_waivers(made(), [WAIVER, *more], DAY, Findings(context()))


def opened(report: Report) -> Any:
    from docx import Document

    return Document(io.BytesIO(rectification(report)))


def texts(report: Report) -> list[str]:
    return [paragraph.text for paragraph in opened(report).paragraphs]


def tables(report: Report) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in opened(report).tables]


def column(table: Sequence[Sequence[str]], head: str) -> list[str]:
    at = table[0].index(head)
    return [row[at] for row in table[1:]]


def test_the_head_says_whose_it_is_and_by_what_it_was_judged() -> None:
    title, summary, document, basis, *_ = texts(waived())
    assert title == "长治市屯留区某局2026年政府采购审查整改清单"
    counted = [
        sum(one.severity == severity for one in waived().findings) for severity in (Severity.BREACH, Severity.RED_FLAG)
    ]
    assert summary.startswith(f"审查结论：违规 {counted[0]} 项，风险提示 {counted[1]} 项")
    assert "已豁免 1 项" in summary
    assert document == "审查文件：2026年部门预算（预算.txt）。"
    assert basis == "判定依据：晋财购〔2023〕50号（2023-12-29 起施行），按 2026-01-01 判定。"


def test_what_was_not_judged_says_why() -> None:
    report = report_of(budget(Row("保洁委托费", "29.50"), purchaser="某局", year=""))
    title, *_ = said = texts(report)
    assert title == "部门预算政府采购审查整改清单"
    assert f"判定依据：{report.why_not_judged}。" in said


def test_every_flagged_finding_has_a_row_breaches_first() -> None:
    flagged, _, _ = tables(waived())
    found = [one for one in waived().findings if one.outcome is Outcome.FLAGGED]
    assert flagged[0] == ["序号", "问题", "依据", "涉及金额（元）", "整改建议", "责任人", "期限"]
    assert column(flagged, "序号") == [str(number) for number in range(1, len(found) + 1)]
    breach, *others = column(flagged, "问题")
    assert breach.startswith("【违规】NEA100 金额紧靠限额\n“绿化委托费” 29.60万元")
    assert breach.endswith("\n位置：2026年项目支出预算表 第9行")
    assert all(text.startswith("【风险提示】") for text in others)
    assert column(flagged, "涉及金额（元）")[0] == "296,000.00"
    assert set(column(flagged, "责任人") + column(flagged, "期限")) == {""}


def test_what_is_open_has_a_row() -> None:
    _, still_open, _ = tables(waived())
    asked = [one for one in waived().findings if one.outcome is Outcome.UNDETERMINED]
    questions = list(open_questions([waived()]))
    assert asked
    assert questions
    assert len(still_open) == 1 + len(asked) + len(questions)
    assert still_open[1][2] == asked[0].message
    assert still_open[-1][1] == questions[-1][1]
    assert "4,500,000.00" in column(still_open, "涉及金额（元）")


def test_what_is_waived_has_a_row_with_its_waiver() -> None:
    *_, last = tables(waived())
    assert last[0] == ["序号", "问题", "理由", "批准人", "文号", "有效期"]
    (row,) = last[1:]
    assert row[1].startswith("【风险提示】NEA100")
    assert row[2:] == ["应急抢修", "张某", "屯办〔2026〕1号", "2026-12-31"]
    bare = replace(waived(), waived=tuple((one, Waiver(Place("甲"))) for one, _ in waived().waived))
    assert tables(bare)[-1][1][2:] == ["", "", "", ""]


def test_a_finding_on_a_waiver_names_its_file() -> None:
    flagged, *_ = tables(waived(replace(WAIVER, line="")))
    assert "位置：豁免.yaml 第2行" in next(text for text in column(flagged, "问题") if "WAI100" in text)


def test_a_finding_without_a_place_has_none() -> None:
    flagged, *_ = made().findings
    report = replace(made(), findings=(replace(flagged, outcome=Outcome.FLAGGED, place=Place("预算.txt")),))
    assert "位置" not in tables(report)[0][1][1]


def test_an_empty_table_is_said_to_be_empty() -> None:
    report = replace(made(), findings=(), projects=())
    said = texts(report)
    assert tables(report) == []
    assert [text for text in said if text.startswith("没有")] == [
        "没有须整改的问题。",
        "没有待核实的事项。",
        "没有豁免的问题。",
    ]


def test_the_page_is_a4_on_its_side_and_numbered() -> None:
    (section,) = opened(waived()).sections
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21.0)
    footer = section.footer._element
    assert "".join(one.text for one in footer.iter(f"{W}t")) == "第 1 页　共 1 页"
    assert [one.get(f"{W}instr") for one in footer.iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]


def test_tables_fit_between_the_margins() -> None:
    document = opened(waived())
    (section,) = document.sections
    room = section.page_width - section.left_margin - section.right_margin
    for table in document.tables:
        assert abs(sum(one.width for one in table.columns) - room) < room / 1000


def test_heads_are_repeated_and_rows_are_not_split() -> None:
    for table in opened(waived()).tables:
        assert [row._tr.find(f".//{W}tblHeader") is not None for row in table.rows][:2] == [True, False]
        assert all(row._tr.find(f".//{W}cantSplit") is not None for row in table.rows)


def test_fonts_are_those_of_chinese_documents() -> None:
    document = opened(waived())
    fonts = {run._r.rPr.rFonts.get(f"{W}eastAsia") for one in document.paragraphs for run in one.runs}
    assert fonts == {"宋体", "仿宋"}
    assert document.styles["Normal"].element.rPr.rFonts.get(f"{W}eastAsia") == "仿宋"


def test_two_runs_give_the_same_bytes() -> None:
    data = rectification(waived())
    assert data == rectification(waived())
    days = {part.date_time for part in zipfile.ZipFile(io.BytesIO(data)).infolist()}
    assert days == {(1980, 1, 1, 0, 0, 0)}


HOSTILE: Final = {
    "控制字符": "\0\x07\x1b",
    "半个字符": "\ud800",
    "标记": "<w:p>&amp;",
    "非字符": "\ufffe",
    "换行": "甲\n乙\t丙",
    "公式": "=1+1",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_any_text_can_be_written(text: str) -> None:
    hostile = [replace(one, message=text, remedy=text, place=Place(text, text)) for one in waived().findings]
    document = replace(made().document, purchaser=None, title=text * 400, path=text)
    waiver = replace(WAIVER, reason=text, approver=text, document_no=text)
    pairs = tuple((one, waiver) for one, _ in waived().waived)
    report = replace(waived(), document=document, findings=tuple(hostile), waived=pairs)
    flagged, *_, last = tables(report)
    assert len(flagged) > 1
    assert len(last) == 2


def test_the_sample() -> None:
    report, _ = check(SAMPLE, Options(), tools())
    assert report is not None
    flagged, still_open = tables(report)
    assert (len(flagged) - 1, len(still_open) - 1) == (
        sum(one.outcome is Outcome.FLAGGED for one in report.findings),
        sum(one.outcome is Outcome.UNDETERMINED for one in report.findings) + len(list(open_questions([report]))),
    )
