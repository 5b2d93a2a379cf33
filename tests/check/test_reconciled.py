"""The slips of the published documents, read out of them by hand, are what is found; what only rounds is a tail."""

from functools import cache
from pathlib import Path

import pytest

from procure.budget.relation import Sum
from procure.check import Report, check
from procure.setting import Options
from tests.check.making import tools
from tests.shared_documents import document

SAMPLE = Path(__file__).parents[2] / "samples" / "budget-2026.txt"
AGREEMENT = {"SUM200", "SUM300", "EQU100", "EQU200", "EQU300", "PAR100", "RAT100", "CNT100", "TXT100"}

# Each row: the rule, how grave, words of the sentence, and where the reader finds it (line or page).
# Tunliu: line 490 says 24 projects, the table lists 25 from line 379 on; 公务用车运行费 10.00 of line 394 has no sheet;
# the sheet of 办公用房维修经费 prints no annual amount; the sheets make 2,471.30 and not 2,481.30, so not 100 % either;
# the cars of line 557: 25 at 3万 are 75万, the sheet has 60万.
TUNLIU = [
    (
        "CNT100",
        "red_flag",
        "写明 24个，而 项目支出预算表列 25 个；没有绩效目标表的项目：“公务用车运行费·10.00万元”",
        490,
    ),
    ("EQU300", "red_flag", "= 2,471.30193万元，相差 9.99807万元", 490),
    ("RAT100", "red_flag", "= 2,471.30193万元，而 2,481.30万元 × 100%", 490),
    ("TXT100", "red_flag", "25辆 × 3万 = 75.00万元，与年度资金总额 60.00万元不等", 550),
]
# Finance: 职业年金 is printed as 887.36, the tables have 873,617.00元; four amounts were cut off, not rounded; the
# items therefore do not make the whole; the note below the state capital table speaks of the government funds.
FINANCE = [
    ("EQU100", "red_flag", "行政单位离退休：87.70万元", 7),
    ("EQU100", "red_flag", "机关事业单位职业年金缴费支出：887.36万元", 7),
    ("EQU100", "red_flag", "行政单位医疗：78.21万元", 8),
    ("EQU100", "red_flag", "住房公积金：204.91万元", 8),
    ("EQU100", "red_flag", "购房补贴：268.77万元", 8),
    ("SUM300", "red_flag", "相差 799.96万元", 7),
    ("TXT100", "red_flag", "无政府性基金预算", 18),
]
# Wanli: the sheet of 公共服务设施运行经费 has two amounts for one year; item 16 repeats item 15; 0万元 is said to
# have grown by 1421.25万元; five sheets make 3351.33, not 3328.13; 45.41 after 11.67 is 289.12 % more, not 314.82 %.
WANLI = [
    ("EQU300", "breach", "10,903,043.00元，而 当年财政拨款 11,419,043.00", 35),
    ("EQU300", "red_flag", "3328.13万元", 29),
    ("EQU100", "red_flag", "441.25万元", 7),
    ("EQU200", "red_flag", "相差 1,421.25万元", 6),
    ("RAT100", "red_flag", "314.82%", 6),
    ("RAT100", "red_flag", "60.54%", 7),
]
SLIPS = {
    "tunliu-2026-budget.txt": TUNLIU,
    "putuo-finance-2025-budget.pdf": FINANCE,
    "putuo-wanli-2023-budget.pdf": WANLI,
    "putuo-govoffice-2025-budget.pdf": [],
    "shanghai-2024-account-template.pdf": [],
}


@cache
def checked(path: Path) -> Report:
    report, _ = check(path, Options(), tools())
    assert report is not None
    return report


@pytest.mark.parametrize("name", SLIPS)
def test_the_slips_of_a_document_are_found_and_nothing_else(name: str) -> None:
    found = [one for one in checked(document(name)).findings if one.code in AGREEMENT]
    expected = list(SLIPS[name])
    for one in found:
        match = next(
            (
                row
                for row in expected
                if (row[0], row[1], row[3]) == (one.code, one.severity, one.place.line or one.place.page)
                and row[2] in one.message
            ),
            None,
        )
        assert match is not None, (one.code, one.severity, one.place.spot, one.message)
        expected.remove(match)
    assert expected == []


@pytest.mark.parametrize(
    "tail",
    [
        ("2,830.71", "2,830.72"),
        ("2747.52", "2,747.51"),
        ("270.79", "270.78"),
        ("349.41", "349.42"),
        ("2,481.30", "2,481.31"),
        ("23.40%",),
        ("17.33%",),
    ],
    ids=["支出四类", "两项", "两款", "四类基本支出", "二十五个项目", "下降2340", "下降1733"],
)
def test_what_only_rounds_is_a_tail_in_tunliu_and_no_finding(tail: tuple[str, ...]) -> None:
    report = checked(document("tunliu-2026-budget.txt"))
    assert any(all(part in one for part in tail) for one in report.tails), tail


def test_the_changes_of_the_three_public_expenses_add_up() -> None:
    report = checked(document("tunliu-2026-budget.txt"))
    texts = {
        tuple(term.figure.text for term in (*one.left, *one.right))
        for one in report.told.relations
        if isinstance(one, Sum)
    }
    assert any(many[0].startswith("18.48") and {"7.00万元", "11.48万元"} <= set(many) for many in texts)


@pytest.mark.parametrize(
    ("name", "total", "parts"),
    [
        ("putuo-govoffice-2025-budget.pdf", "34", ("0", "0", "34")),
        ("putuo-wanli-2023-budget.pdf", "830.00", ("10.00", "550.00", "270.00")),
        ("putuo-finance-2025-budget.pdf", "117.00", ("17.00", "0", "100.00")),
        ("tunliu-2026-budget.txt", "39.18", ("0", "0", "39.18")),
    ],
)
def test_the_procurement_budget_is_verified(name: str, total: str, parts: tuple[str, ...]) -> None:
    report = checked(document(name))
    stated = report.document.procurement
    assert stated is not None
    figures = (stated.total, stated.goods, stated.works, stated.services)
    assert tuple(one.text.removesuffix("万元") for one in figures if one) == (total, *parts)
    assert report.rule_counts["SUM100"] == {"clear": 1}


@pytest.mark.parametrize("name", [name for name in SLIPS if name.startswith("putuo")])
def test_outside_shanxi_no_limit_is_applied_and_the_report_says_so(name: str) -> None:
    report = checked(document(name))
    assert report.edition is None
    assert report.why_not_judged is not None
    assert "上海市不在本工具已收录的集中采购目录及限额的范围内，未判定" in report.why_not_judged
    assert {"COV100", "FRM100", "NEA100"}.isdisjoint(report.rule_counts)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("putuo-govoffice-2025-budget.pdf", ("budget", 2025, "元", "上海市普陀区人民政府办公室", "上海市")),
        ("putuo-wanli-2023-budget.pdf", ("budget", 2023, "元", "上海市普陀区人民政府万里街道办事处", "上海市")),
        ("putuo-finance-2025-budget.pdf", ("budget", 2025, "元", "上海市普陀区财政局", "上海市")),
        ("shanghai-2024-account-template.pdf", ("final_account", 2024, "万元", None, "上海市")),
        ("tunliu-2026-budget.txt", ("budget", 2026, "万元", "长治市屯留区直属机关事务服务中心", "屯留区")),
    ],
)
def test_what_a_document_says_of_itself_is_found(name: str, said: tuple[object, ...]) -> None:
    report = checked(document(name))
    one = report.document
    assert report.region is not None
    assert one.amount_unit is not None
    assert (one.kind, report.year, one.amount_unit.word, one.purchaser, report.region.name) == said


def test_no_figure_is_read_from_a_blank_template() -> None:
    report = checked(document("shanghai-2024-account-template.pdf"))
    assert report.told.figures == ()
    said = {one.field: one.consequence for one in report.problems}
    assert said["部门名称"] == "是占位符，采购人未定"
    assert said["金额"].startswith("没有读出任何金额")


@pytest.mark.parametrize("name", [*SLIPS, "sample"])
def test_nearly_every_amount_takes_part_in_a_relation(name: str) -> None:
    told = checked(SAMPLE if name == "sample" else document(name)).told
    assert len(told.unbound) <= len(told.figures) * 0.1


def test_the_sample_is_an_honest_document() -> None:
    report = checked(SAMPLE)
    assert [one for one in report.findings if one.code in AGREEMENT] == []
    assert len(report.tails) > 0
