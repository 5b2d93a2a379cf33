"""The text report, as a compiler reads it. Golden files: `PROCURE_UPDATE=1 pytest tests/report` writes them anew."""

import os
from pathlib import Path

import pytest

from procure.check import check
from procure.engine import Judge
from procure.record import replace
from procure.report.text import report_text
from procure.setting import Options
from procure.tools import Tools
from tests.check.making import Row, budget, report_of, tools

ROOT = Path(__file__).parent.parent.parent
GOLDEN = Path(__file__).parent / "golden"


SAMPLE = Path("samples/budget-2026.txt")
SMALL = """长治市屯留区某中心2026年度部门预算

2026年项目支出预算表（本年预算）
部门名称：长治市屯留区某中心
单位：万元
项目名称\t合计
餐具更新费\t2.00
"""


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def written(tools: Tools, path: Path = SAMPLE, *, everything: bool = False, options: Options | None = None) -> str:
    report, _ = check(path, options or Options(), tools)
    assert report is not None
    return report_text(report, tools, everything=everything)


@pytest.mark.parametrize(
    ("name", "everything", "options"),
    [
        pytest.param("sample", False, Options(), id="样例"),
        pytest.param("sample-all", True, Options(), id="样例，全部列出"),
        pytest.param("sample-shanghai", False, Options(region="上海市"), id="范围以外的地区"),
        pytest.param("sample-zone", False, Options(region="山西转型综合改革示范区"), id="级次待核实的示范区"),
    ],
)
def test_golden(name: str, everything: bool, options: Options) -> None:
    is_as_kept(name, written(Tools.load(), everything=everything, options=options))


def is_as_kept(name: str, text: str) -> None:
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("PROCURE_UPDATE"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_a_budget_with_nothing_to_list(tmp_path: Path) -> None:
    path = tmp_path / "小预算.txt"
    path.write_text(SMALL, encoding="utf-8")
    lines = written(Tools.load(), path).splitlines()
    assert lines[2] == "项目 1 个：1 个是或者可能是采购，0 个不是"
    assert [line for line in lines if line[1:2] == "、"] == [
        "一、政府采购预算建议编列",
        "二、按单项计算在限额以下的目录外采购",
        "三、没有核对的",
        "四、判定",
    ]
    assert "  2026年政府采购预算总额 0.00 至 0.00万元。" in "\n".join(lines)


def test_unread_rows_leave_no_upper_bound(tmp_path: Path) -> None:
    path = tmp_path / "有一行没读出.txt"
    procurement = "九、政府采购情况\n2026年政府采购预算总额3万元。\n"
    path.write_text(f"{SMALL}车辆租赁费\t约50万\n\n{procurement}", encoding="utf-8")
    text = written(Tools.load(), path)
    assert "2026年政府采购预算总额 至少 0.00万元。" in text
    assert "（项目支出预算表没有全部读出，见读取问题，因此没有上限）" in text
    assert "政府采购预算总额编列 3.00万元，已读出的项目至多须编列 0.00万元；项目支出预算表没有全部读出" in text
    assert "核减" not in text


def test_the_reference_alone_is_named_with_the_reason() -> None:
    tools = Tools.load()
    alone = replace(tools, judge=Judge(None, "durable-rules 无法导入（没有编译器），由参考求值器单独判定"))
    assert "由参考求值器判定：durable-rules 无法导入（没有编译器），由参考求值器单独判定" in written(alone)


def test_what_is_shown_first_is_part_of_what_is_shown_in_full() -> None:
    tools = Tools.load()
    short, full = written(tools).splitlines(), written(tools, everything=True).splitlines()
    assert [line for line in short if line not in full and "--all" not in line] == []


def test_a_document_that_was_not_reconciled_says_nothing_of_relations() -> None:
    assert "勾稽关系" not in report_text(report_of(budget(Row("设备购置", "2.00"))), tools())


def test_a_document_without_purchaser_title_or_kind_is_called_by_its_file() -> None:
    report = report_of(budget(Row("设备购置", "2.00")))
    bare = replace(
        report, document=replace(report.document, purchaser=None, title="", kind="unknown", path="a/预算.txt")
    )
    assert report_text(bare, tools()).startswith("预算.txt · 2026年\n")
