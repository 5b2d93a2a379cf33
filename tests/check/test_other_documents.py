"""Documents as other places publish them: an honest one has no finding, and one slip in it is found.

What is not so today is expected to fail, with the reason: whoever mends it takes the mark away.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pytest

from procure.check import Report, check
from procure.setting import Options
from tests.check.making import tools, write
from tests.check.other_accounts import account_in_yuan, national_account
from tests.check.other_budgets import shanxi_county
from tests.check.other_formats import write_docx, write_html, write_xlsx
from tests.check.other_passages import FAILING, PASSING
from tests.check.other_provinces import guangxi_bureau, henan_department, zhejiang_department
from tests.check.other_services import shandong_bureau, shanxi_unit
from tests.check.other_units import beijing_school, ministry

AGREEMENT = {"SUM100", "SUM200", "SUM300", "EQU100", "EQU200", "EQU300", "PAR100", "RAT100", "CNT100", "TXT100"}
DOCUMENTS: dict[str, Callable[[], str]] = {
    one.__name__: one
    for one in (
        *(shanxi_county, henan_department, zhejiang_department, guangxi_bureau, beijing_school, ministry),
        *(national_account, account_in_yuan, shandong_bureau, shanxi_unit),
    )
}
ALARMS = {"ministry": "the second of two changes after 压减 is read as an amount"}

# Each row: the document, what stands there once, what somebody mistyped, and the rule that finds it.
FOUND = [
    ("shanxi_county", "213\t农林水支出\t639.65", "213\t农林水支出\t640.65", "SUM200"),
    ("shanxi_county", "农林水支出616.05万元", "农林水支出661.05万元", "EQU100"),
    ("shanxi_county", "高标准农田配套道路\t200.00\t\t200.00\n", "", "EQU300"),
    ("shanxi_county", "年度资金总额:\t1,264,000", "年度资金总额:\t1,246,000", "EQU300"),
    ("shanxi_county", "项目3个", "项目4个", "CNT100"),
    ("shanxi_county", "2026年政府性基金预算支出表", "2025年政府性基金预算支出表", "TXT100"),
    ("shanxi_county", "货物预算10.00万元", "货物预算11.00万元", "SUM100"),
    ("zhejiang_department", "公务接待费3.80万元", "公务接待费8.30万元", "EQU100"),
    ("zhejiang_department", "下降24%", "下降42%", "RAT100"),
    ("guangxi_bureau", "2050803\t培训支出\t12,345.00\t12,345.00", "2050803\t培训支出\t12,354.00\t12,345.00", "SUM200"),
    ("guangxi_bureau", "占支出总预算78.58%", "占支出总预算87.58%", "RAT100"),
    ("beijing_school", "教育支出\t27,969,000.00\t412,300.00", "教育支出\t27,969,001.00\t412,300.00", "SUM200"),
    (
        "ministry",
        "（其中，公务用车购置费0万元，公务用车运行费22.00",
        "（其中，公务用车购置费0万元，公务用车运行费23.00",
        "EQU100",
    ),
    ("national_account", "213\t农林水支出\t1114.12", "213\t农林水支出\t1115.12", "SUM200"),
    ("national_account", "占58.59%", "占85.59%", "RAT100"),
    ("national_account", "完成年初预算的89.29%", "完成年初预算的98.29%", "RAT100"),
    ("national_account", "支出决算为8.86万元", "支出决算为6.88万元", "EQU100"),
    ("account_in_yuan", "办公费\t134,500.00", "办公费\t135,500.00", "SUM200"),
    ("account_in_yuan", "人员经费132.84万元", "人员经费123.84万元", "EQU100"),
    ("shandong_bureau", "特种专业技术用车30辆", "特种专业技术用车31辆", "CNT100"),
    ("shandong_bureau", "占68.70%", "占86.70%", "RAT100"),
    ("shanxi_unit", "206\t科学技术支出\t151.00", "206\t科学技术支出\t152.00", "SUM200"),
]
DIRECTION = "a rise that is called a fall is not compared, though amount and rate have different words"
HEADING = "sections called 关于…表的说明 are not known"
PLANNED = "年初预算 of a budget of this year is no amount of this year"
BOTH = "收、支总计 is not known"
LEVELS = "支出 after a level word is not read as the function's"
MISSED = [
    ("shanxi_county", "比上年减少150.00万元", "比上年增加150.00万元", DIRECTION),
    ("shanxi_county", "增长3.40%", "下降3.40%", DIRECTION),
    ("shanxi_county", "2026年政府采购预算总额", "2024年政府采购预算总额", "a wrong year in running text"),
    ("shanxi_county", "共有车辆2辆", "共有车辆3辆", "a count of two parts only"),
    ("henan_department", "收、支总计各增加100.00万元", "收、支总计各增加110.00万元", BOTH),
    ("henan_department", "社会保障和就业支出70.80万元", "社会保障和就业支出78.00万元", PLANNED),
    ("henan_department", "占6.40%", "占4.60%", PLANNED),
    ("guangxi_bureau", "同比增加32.10万元", "同比增加31.20万元", "同比 is not known"),
    ("guangxi_bureau", "469.14万元，占81.40%", "469.14万元，占84.10%", "numbered lines below 按功能分类 have no whole"),
    (
        "guangxi_bureau",
        "集中采购预算245600元",
        "集中采购预算254600元",
        "purchases by organisation and source are not added up",
    ),
    (
        "beijing_school",
        "收入总预算3402.87万元",
        "收入总预算3420.87万元",
        "a total of a document with carried-over money is compared with nothing",
    ),
    ("beijing_school", "占总支出预算86.46%", "占总支出预算68.46%", "占总支出预算 is not known"),
    ("ministry", "一般公共预算拨款收入7844.00万元", "一般公共预算拨款收入7484.00万元", HEADING),
    ("ministry", "占79.72%", "占97.72%", HEADING),
    ("ministry", "2025年预算数为3704.00万元", "2025年预算数为3740.00万元", HEADING),
    (
        "ministry",
        "-420.00\t-10.18%\n2060404",
        "-420.00\t-18.10%\n2060404",
        "the rates of a table's change column are not recomputed",
    ),
    ("national_account", "收、支总计均为1405.75万元", "收、支总计均为1450.75万元", BOTH),
    ("national_account", "卫生健康支出（类）支出20.17万元", "卫生健康支出（类）支出21.07万元", LEVELS),
    ("national_account", "占90.64%", "占94.60%", LEVELS),
    (
        "national_account",
        "占政府采购支出总额的80.00%",
        "占政府采购支出总额的88.00%",
        "授予中小企业合同金额 is not known",
    ),
    ("account_in_yuan", "完成预算的95.64%", "完成预算的96.54%", "预算…，决算…，完成 without 数 or 为 is not known"),
    (
        "shandong_bureau",
        "占政府采购预算的64.86%",
        "占政府采购预算的68.46%",
        "面向中小企业预留政府采购份额 is not known",
    ),
    ("shandong_bureau", "预算资金2,475.00万元", "预算资金2,745.00万元", "预算资金 of the projects is not known"),
    (
        "shanxi_unit",
        "预算支出总计188.60万元",
        "预算支出总计186.80万元",
        "a total of a document with carried-over money is compared with nothing",
    ),
]


def _xfail(names: Iterable[str], reasons: dict[str, str]) -> list[object]:
    marks = {name: [pytest.mark.xfail(strict=True, reason=reasons[name])] if name in reasons else [] for name in names}
    return [pytest.param(name, marks=marks[name], id=name) for name in marks]


def _reported(path: Path) -> Report:
    report, _ = check(path, Options(), tools())
    assert report is not None
    return report


def _alarms(report: Report) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in report.findings if one.code in AGREEMENT]


@cache
def _honest(name: str) -> str:
    return DOCUMENTS[name]()


@pytest.mark.parametrize("name", _xfail(DOCUMENTS, ALARMS))
def test_an_honest_document_has_no_finding(name: str, tmp_path: Path) -> None:
    assert _alarms(_reported(write(tmp_path, _honest(name)))) == []


@pytest.mark.parametrize("name", _xfail([*PASSING, *FAILING], {name: reason for name, (_, reason) in FAILING.items()}))
def test_an_honest_passage_has_no_finding(name: str, tmp_path: Path) -> None:
    text = PASSING[name] if name in PASSING else FAILING[name][0]
    assert _alarms(_reported(write(tmp_path, text))) == []


def _new_codes(name: str, honest: str, slip: str, folder: Path) -> Counter[str]:
    text = _honest(name)
    before, after = (Counter(_alarms(_reported(write(folder, one)))) for one in (text, text.replace(honest, slip, 1)))
    return Counter(code for code, _ in (after - before).elements())


@pytest.mark.parametrize(("name", "honest"), [row[:2] for row in (*FOUND, *MISSED)])
def test_what_is_mistyped_stands_in_the_document(name: str, honest: str) -> None:
    assert honest in _honest(name)


@pytest.mark.parametrize(("name", "honest", "slip", "code"), FOUND)
def test_a_slip_is_found(name: str, honest: str, slip: str, code: str, tmp_path: Path) -> None:
    assert _new_codes(name, honest, slip, tmp_path)[code] > 0


@pytest.mark.parametrize(
    ("name", "honest", "slip"),
    [pytest.param(*row[:3], marks=pytest.mark.xfail(strict=True, reason=row[3])) for row in MISSED],
)
def test_a_slip_that_a_reader_would_see_is_found(name: str, honest: str, slip: str, tmp_path: Path) -> None:
    assert _new_codes(name, honest, slip, tmp_path).total() > 0


@pytest.mark.parametrize("name", ["shandong_bureau", "national_account", "henan_department"])
def test_a_document_says_the_same_in_every_format(name: str, tmp_path: Path) -> None:
    text = _honest(name)
    paths = [
        write(tmp_path, text),
        write_docx(text, tmp_path / "预算.docx"),
        write_xlsx(text, tmp_path / "预算.xlsx"),
        write_html(text, tmp_path / "预算.html"),
    ]
    told = [_reported(path) for path in paths]
    first = told[0]
    for other in told[1:]:
        assert [code for code, _ in _alarms(other)] == [code for code, _ in _alarms(first)]
        assert Counter(one.subject for one in other.told.relations) == Counter(
            one.subject for one in first.told.relations
        )
        assert [one.text for one in other.told.figures] == [one.text for one in first.told.figures]
