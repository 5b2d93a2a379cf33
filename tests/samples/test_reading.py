"""A figures file that is wrong in form, or whose parts do not add up, is refused with its place."""

import shutil
from pathlib import Path

import pytest

from procure.datafile import DataError
from samples.printed import wan
from samples.reading import DATA, read_figures

CASES = {
    "合计与分项不符": (
        "budget.yaml",
        'total: "2830.71"',
        'total: "2830.72"',
        "`total` is 2830.72万元; its parts add up to 2830.71",
    ),
    "采购总额与三类不符": ("budget.yaml", 'services: "39.18"', 'services: "39.17"', "`total` is 39.18万元; its parts"),
    "三公合计与分项不符": ("budget.yaml", 'three_public: "206.00"', 'three_public: "206"', "`three_public` is 206万元"),
    "未知的键": ("budget.yaml", "forwarded_by:", "forwarded:", "unknown key `forwarded`"),
    "缺少合计": ("budget.yaml", '  staff: "340.47"\n', "", "missing key `staff`"),
    "金额不是金额": ("budget.yaml", 'general: "3423.98"', "general: 约3424", "`约3424` is no amount"),
    "金额为负": ("budget.yaml", 'goods: "0"', 'goods: "-1"', "`-1` is negative"),
    "增减没有原因": ("budget.yaml", "reason: 接待批次下降", 'reason: ""', "`reason` must tell a change"),
    "绩效表与项目表不符": ("projects.yaml", "annual: 300,000\n", "annual: 310,000\n", "`annual` is 31.00万元"),
    "项目金额改动": ("projects.yaml", '"10.00"\n  - name: 遗', '"11.00"\n  - name: 遗', "its parts add up to"),
    "未知的版式": ("projects.yaml", "layout: no_annual", "layout: wide", "unknown layout `wide`; allowed: narrow, "),
    "绩效表没有指标": ("projects.yaml", "id: office-repair", "id: repair", "`repair` has no row in indicators.csv"),
    "默认文字缺项": ("projects.yaml", "  basis: 年度工作安排\n", "", "missing key `basis`"),
    "指标没有绩效表": (
        "indicators.csv",
        "canteen,",
        "kitchen,食堂,1,a,b,c,d,e,f,g,h,i,j\ncanteen,",
        "no project has the sheet",
    ),
    "科目金额改动": ("accounts.csv", "24813019.30", "24813119.30", "its parts add up to"),
    "基本支出两表不符": ("economic.csv", ",1371580,", ",1371680,", "its parts add up to"),
    "科目编码位数不对": ("accounts.csv", "2010150,", "201015,", "`201015` is no code of 3, 5 or 7 digits"),
    "科目缺上级": ("accounts.csv", "20101,人大事务,,\n", "", "`2010150` has no account above it"),
    "科目既无金额也无下级": ("accounts.csv", "2010150,事业运行,45720,\n", "", "`20101` has neither an amount nor"),
    "上级科目写了金额": ("accounts.csv", "20101,人大事务,,", "20101,人大事务,1,", "`20101` has accounts below it"),
    "科目重复": ("functions.csv", "202,外交支出", "201,外交支出", "repeated code `201`"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


@pytest.mark.parametrize(("name", "before", "after", "message"), CASES.values(), ids=CASES)
def test_a_wrong_figures_file_is_refused(folder: Path, name: str, before: str, after: str, message: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    place = text.index(before)
    path.write_text(text[:place] + after + text[place + len(before) :], encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_figures(folder)
    assert message in str(caught.value)
    assert caught.value.line >= 1


def test_the_figures_add_up() -> None:
    figures = read_figures()
    assert wan(sum(account.total for account in figures.top_accounts)) == wan(figures.total) == "2830.71"
    assert wan(sum(one.staff + one.office for one in figures.economic)) == wan(figures.basic) == "349.41"
    assert wan(sum(project.amount for project in figures.projects)) == "2481.30"
    assert {key: wan(fen) for key, fen in figures.procurement.items()} == {
        "total": "39.18",
        "goods": "0.00",
        "works": "0.00",
        "services": "39.18",
    }


def test_there_are_25_projects_of_which_five_names_occur_twice() -> None:
    names = [project.name for project in read_figures().projects]
    assert len(names) == 25
    assert len({name for name in names if names.count(name) == 2}) == 5
