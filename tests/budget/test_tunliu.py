"""The project's first real input, a county department's budget for 2026; figures and names only."""

from functools import cache
from pathlib import Path

from procure.budget import recognise
from procure.intake import read
from procure.model import BudgetDocument, Field, Problem
from procure.money import Unit
from tests.budget.building import shown
from tests.shared_documents import document

_PROJECTS = [  # id, 万元 in the table, 元 in the target sheet (None: no sheet; "": a sheet without the amount), line
    ("办公用房维修经费", "100.00", "", 379),
    ("纪委监委办案基地建设工程", "100.00", "1,000,000", 380),
    ("派遣司机、绿化、保洁等委托费·30.00万元", "30.00", "300,000", 381),
    ("省局规定节能改造费", "1.00", "10,000", 382),
    ("国庆、春节、元宵节亮化", "10.00", "100,000", 383),
    ("公务用车全省一张网运行维护费", "7.00", "70,000", 384),
    ("取暖费", "921.44", "9,214,363.3", 385),
    ("三个食堂餐具更新费", "2.00", "20,000", 386),
    ("车辆租赁费", "60.00", "600,000", 387),
    ("工勤人员工资·50.00万元", "50.00", "500,000", 388),
    ("垃圾分类资金", "1.00", "10,000", 389),
    ("纪委监委办公楼、党群服务中心、医保局等租赁费", "125.00", "1,250,000", 390),
    ("机关大院运行经费·20.00万元", "20.00", "200,000", 391),
    ("大院食堂承包费·20.00万元", "20.00", "200,000", 392),
    ("会场使用费", "60.00", "600,000", 393),
    ("公务用车运行费·10.00万元", "10.00", None, 394),
    ("遗属人员补助", "2.87", "28,656", 395),
    ("设备购置", "2.00", "20,000", 396),
    ("公务接待费", "23.00", "230,000", 397),
    ("映水兰香集中办公区物业水电费", "70.00", "700,000", 398),
    ("工勤人员工资·170.00万元", "170.00", "1,700,000", 399),
    ("机关大院运行经费·240.00万元", "240.00", "2,400,000", 400),
    ("派遣司机、绿化、保洁等委托费·250.00万元", "250.00", "2,500,000", 401),
    ("公务用车运行费·173.00万元", "173.00", "1,730,000", 402),
    ("大院食堂承包费·33.00万元", "33.00", "330,000", 403),
]
_FILE = "tunliu-2026-budget.txt"


@cache
def _recognised() -> tuple[BudgetDocument, list[Problem]]:
    read_document, problems = read(document(_FILE))
    assert problems == []
    assert read_document is not None
    return recognise(read_document)


def test_every_project_is_read_with_its_sheet() -> None:
    budget, _ = _recognised()
    sheets = [(one.sheet.annual.text if one.sheet.annual else "") if one.sheet else None for one in budget.projects]
    read_projects = [(one.id, one.amount.text, one.amount.place.line) for one in budget.projects]
    assert read_projects == [(name, amount, line) for name, amount, _, line in _PROJECTS]
    assert sheets == [annual for _, _, annual, _ in _PROJECTS]
    assert (budget.rows_read, budget.rows_skipped, budget.rows_unread) == (33, 8, 0)


def test_a_sheet_tells_the_amount_exactly() -> None:
    exact = {one.id: one.exact for one in _recognised()[0].projects}
    cleaning = exact["派遣司机、绿化、保洁等委托费·30.00万元"]
    assert (cleaning.fen, exact["取暖费"].fen, exact["遗属人员补助"].fen) == (30_000_000, 921_436_330, 2_865_600)
    assert exact["办公用房维修经费"].is_rounded


def test_the_only_thing_missing_is_one_annual_amount() -> None:
    budget, problems = _recognised()
    said = "绩效目标表未印年度资金总额，按项目支出预算表的金额审查"
    assert shown(problems) == [(498, "年度资金总额", "", said)]
    assert [one.unread for one in problems] == [False]
    assert list(budget.unmatched_sheets) == []
    whole_term = next(one.sheet.whole_term for one in budget.projects if one.sheet)
    assert whole_term is not None
    assert (whole_term.text, whole_term.unit) == ("6,000,000", Unit.YUAN)


def test_the_document_is_known_by_its_title_and_tables() -> None:
    budget, _ = _recognised()
    assert (budget.kind, budget.title, budget.purchaser, budget.year, budget.amount_unit) == (
        *("budget", "2026年度部门预算公开", "长治市屯留区直属机关事务服务中心", 2026),
        Unit.WAN_YUAN,
    )


def test_the_stated_procurement_budget_is_read_with_its_parts() -> None:
    stated = _recognised()[0].procurement
    assert stated is not None
    figures = (stated.total, stated.goods, stated.works, stated.services)
    assert [figure and (figure.text, figure.fen, figure.place.line) for figure in figures] == [
        ("39.18万元", 39_180_000, 480),
        ("0万元", 0, 480),
        ("0万元", 0, 480),
        ("39.18万元", 39_180_000, 480),
    ]


def test_basic_expenditure_that_may_buy_is_read() -> None:
    lines = [(one.name, one.parent, one.amount.text, one.amount.place.line) for one in _recognised()[0].economic_lines]
    assert lines == [("办公费", "商品和服务支出", "5.58", 300), ("其他商品和服务支出", "商品和服务支出", "3.36", 301)]


def test_what_is_not_checked_is_said() -> None:
    (without,) = _recognised()[0].not_checked
    assert without == "没有绩效目标表，只按项目名称审查：公务用车运行费·10.00万元"


def test_every_sheet_gives_its_texts_however_its_columns_shift() -> None:
    sheets = [one.sheet for one in _recognised()[0].projects if one.sheet]
    assert len(sheets) == 24
    for sheet in sheets:
        assert [len(sheet.texts[field]) for field in (Field.OVERVIEW, Field.PLAN)] == [1, 1]
        assert 6 <= len(sheet.texts[Field.INDICATOR]) <= 7
        assert not any(text[0] in "≥≤" or text[0].isdigit() for text in sheet.texts[Field.INDICATOR])


def test_the_same_text_in_gb18030_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / _FILE
    path.write_bytes(document(_FILE).read_text(encoding="utf-8").encode("gb18030"))
    read_document, _ = read(path)
    assert read_document is not None
    budget, _ = recognise(read_document)
    assert [(one.id, one.exact) for one in budget.projects] == [
        (one.id, one.exact) for one in _recognised()[0].projects
    ]


def test_every_place_reads_back_what_stands_there() -> None:
    budget, _ = _recognised()
    lines = document(_FILE).read_text(encoding="utf-8").split("\n")
    sheets = [one.sheet for one in budget.projects if one.sheet]
    figures = [one.amount for one in budget.projects] + [one.amount for one in budget.economic_lines]
    figures += [one for sheet in sheets for one in (sheet.annual, sheet.whole_term) if one]
    for place in (*(one.place for one in figures), *(sheet.place for sheet in sheets)):
        assert place.line is not None
        assert place.text
        assert place.text in lines[place.line - 1].split("\t")
