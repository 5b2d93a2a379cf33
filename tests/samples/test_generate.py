"""The committed sample is what the generator writes, and reads like a published budget."""

import re
from pathlib import Path
from typing import Final

from procure.money import Unit, read_amount
from samples.generate import document, main
from samples.reading import read_figures
from samples.sheets import sheets
from samples.tables import tables
from samples.text import write_text
from tests.shared_documents import document as published

COMMITTED: Final = Path(__file__).parents[2] / "samples" / "budget-2026.txt"
SENTENCE: Final = (
    "2026年长治市屯留区直属机关事务服务中心政府采购预算总额39.18万元。"
    "其中：政府采购货物预算0万元、政府采购工程预算0万元、政府采购服务预算39.18万元。"
)


def test_the_committed_file_is_fresh(tmp_path: Path) -> None:
    (written,) = main(["--out", str(tmp_path / "new"), "--format", "txt"])
    assert written == tmp_path / "new" / "budget-2026.txt"
    assert written.read_bytes() == COMMITTED.read_bytes(), "stale: run `python -m samples.generate`"


def test_all_formats_are_written_unless_some_are_asked_for(tmp_path: Path) -> None:
    budgets = [f"budget-2026.{suffix}" for suffix in ("txt", "docx", "xlsx", "pdf", "html")]
    assert [path.name for path in main(["--out", str(tmp_path)])] == [*budgets, "plan-2026.xlsx", "plan-faults.xlsx"]
    assert [path.suffix for path in main(["--out", str(tmp_path), "--format", "pdf", "html"])] == [".pdf", ".html"]


def test_two_runs_are_equal() -> None:
    assert write_text(document(read_figures())) == write_text(document(read_figures()))


def test_the_tables_are_those_of_the_published_budget() -> None:
    original = published("tunliu-2026-budget.txt").read_text(encoding="utf-8")
    for table in tables(read_figures()):
        rows = ["\t".join(row) for row in table.rows]
        pages = (rows[: table.ends_page], rows[table.ends_page :])
        missing = [page for page in pages if "\n".join(page) not in original]
        assert missing == [], table.title
        assert f"\n{table.title}\n" in original


def test_the_projects_and_sheets_carry_the_published_figures() -> None:
    original = published("tunliu-2026-budget.txt").read_text(encoding="utf-8")
    written = sorted(_sheet_figures(COMMITTED.read_text(encoding="utf-8")))
    assert len(written) == 24
    assert written == sorted(_sheet_figures(original))


def test_the_sheets_add_up_to_the_project_table_with_one_project_and_one_amount_missing() -> None:
    figures = read_figures()
    annual = [project.sheet.annual for project in figures.projects if project.sheet]
    without_sheet = [(project.name, project.amount) for project in figures.projects if not project.sheet]
    assert without_sheet == [("公务用车运行费", 10 * Unit.WAN_YUAN.value)]
    assert annual.count(None) == 1
    missing = read_amount("110.00万元").fen
    assert sum(fen for fen in annual if fen is not None) + missing == figures.project_total


def test_repeated_names_stand_in_another_order_on_sheets_than_in_the_table() -> None:
    figures = read_figures()
    name = "派遣司机、绿化、保洁等委托费"
    in_table = [project.amount // Unit.WAN_YUAN.value for project in figures.projects if project.name == name]
    on_sheets = [_sheet_figures("\n".join("\t".join(row) for row in block.rows)) for block in sheets(figures)]
    assert in_table == [30, 250]
    assert [found[2] for (found,) in on_sheets if found[0] == name] == ["2,500,000", "300,000"]


def test_a_sheet_of_300_000_yuan_is_exactly_the_county_limit() -> None:
    amounts = [project.amount for project in read_figures().projects if project.name.startswith("派遣司机")]
    assert amounts[0] == read_amount("300,000元").fen


def test_the_procurement_sentence_has_the_prescribed_form() -> None:
    assert COMMITTED.read_text(encoding="utf-8").splitlines().count(SENTENCE) == 1


def test_each_table_prints_its_purchaser_and_unit_and_the_empty_ones_say_so() -> None:
    lines = COMMITTED.read_text(encoding="utf-8").splitlines()
    assert lines.count("部门名称：长治市屯留区直属机关事务服务中心") == 13
    assert lines.count("单位：万元") == 13
    assert lines.count("注：本表无数据") == 5


def test_evidence_phrases_stand_in_the_sample() -> None:
    text = COMMITTED.read_text(encoding="utf-8")
    phrases = (
        *("保洁、绿化、保安等费用", "购置办公家具", "2024年9月20日全部竣工", "结算", "统一维修", "承办机关委托事项"),
        *("宾馆费用、会议费、场地使用费", "租赁新能源车辆", "餐饮服务", "物业、水电等", "GPS", "信息管理平台"),
    )
    assert [phrase for phrase in phrases if phrase not in text] == []


def _sheet_figures(text: str) -> list[tuple[str, str, str]]:
    """Return name, whole-term and annual amount, as printed, of each sheet of a text."""
    names = re.findall(r"^项目名称\t+(?!合计)([^\t\n]+)\t*$", text, re.MULTILINE)
    money = re.findall(r"实施期资金总额:\t+([\d,.]+)\t+年度资金总额:\t*([\d,.]*)", text)
    return [(name, whole, annual) for name, (whole, annual) in zip(names, money, strict=True)]
