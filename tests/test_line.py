"""One purchase for other programs, and what is printed of it. Golden files: `PROCURE_UPDATE=1` writes them anew."""

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from procure.classify import load_lexicon
from procure.determine import determine
from procure.engine import Judge
from procure.line import Line, LineError, judge_line
from procure.model import Determination, Purchase
from procure.report.line import line_text
from procure.report.parts import line_json
from procure.terms import Answer, Category, Level
from procure.tools import Tools
from tests.support import DAY, catalog, context, rulebook

GOLDEN = Path(__file__).parent / "golden" / "line"
TOOLS = Tools.load()
GOODS, WORKS, SERVICES = Category
LOAN = frozenset({"international_loan"})


def line(category: Category, amount: str, **other: Any) -> Line:
    return Line(**({"category": category, "amount": amount, "level": Level.COUNTY} | other))


def printed(one: Line, day: date = DAY, tools: Tools = TOOLS) -> str:
    return line_text(*judge_line(one, day, tools), tools)


def told(one: Line) -> Determination:
    return judge_line(one, DAY, TOOLS)[0]


def test_stated_facts_reach_the_tables() -> None:
    found = told(line(GOODS, "1万元", stated={"hospital_equipment": "yes"}))
    assert (found.organization, "hospital_equipment" in found.assumptions) == ("centralized", False)


@pytest.mark.parametrize(
    ("stated", "method"),
    [
        pytest.param({"emergency_or_secret": "yes"}, "single_source", id="抢险"),
        pytest.param({"departmental": "yes"}, "request_for_quotations", id="部门集中"),
    ],
)
def test_a_method_is_left_open_where_special_rules_decide(stated: dict[str, str], method: str) -> None:
    found, findings = judge_line(line(GOODS, "80万元", stated=stated, method=method), DAY, TOOLS)
    doubt = {"single_source": "单一来源", "request_for_quotations": "询价"}[method]
    assert (found.warnings, findings) == ((f"拟采用的{doubt}是否允许，取决于待核实事项",), [])


@pytest.mark.parametrize("region", ["山西省", "140000", "长治市屯留区", "屯留区", "140405", None])
def test_regions_of_the_province_are_judged_alike(region: str | None) -> None:
    one = line(SERVICES, "30万元", in_catalogue=Answer.NO)
    assert told(line(SERVICES, "30万元", in_catalogue=Answer.NO, region=region)) == told(one)


@pytest.mark.parametrize("item", ["A02010105", "a02010105", " Ａ０２０１０１０５ "])
def test_item_codes_as_people_type_them(item: str) -> None:
    assert told(line(GOODS, "20万元", item=item)).organization == "centralized"


def test_what_cannot_be_read_raises() -> None:
    with pytest.raises(LineError, match="金额无法读取：“一些”不是金额"):
        told(line(GOODS, "一些"))


PRINTED = {
    "county-framework": line(GOODS, "499,999.99元", item="A02010105"),
    "below-the-limit": line(SERVICES, "29万元", in_catalogue=Answer.NO),
    "works-open": line(WORKS, "500万元"),
    "listed-or-not": line(GOODS, "450万元", method="single_source"),
    "two-approvals": line(GOODS, "450万元", item="A02010105", stated={"imported": "yes"}, method="open_tender"),
    "departmental": line(GOODS, "80万元", in_catalogue=Answer.NO, stated={"departmental": "yes"}),
    "breach": line(SERVICES, "45万元", in_catalogue=Answer.NO, method="request_for_quotations"),
    "batch": line(SERVICES, "20万元", in_catalogue=Answer.NO, batch_total="60万元"),
}


@pytest.mark.parametrize("name", PRINTED)
def test_golden(name: str) -> None:
    text = printed(PRINTED[name])
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("PROCURE_UPDATE"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_a_case_that_is_itself_open_says_so() -> None:
    """Stated facts cannot lead here; a hint in a document can."""
    hinted = Purchase("样例", frozenset({GOODS}), Answer.NO, 20 * 10**6, 20 * 10**6, hinted=LOAN)
    found = line_text(determine(hinted, context()), [], TOOLS)
    cases = "各种情形：\n  - 国际贷款：否 → 不适用政府采购法；单位内控制度自行组织\n"
    assert cases + "  - 国际贷款：是 → 组织形式待核实；采购方式待核实\n" in found


def test_a_case_that_adds_nothing_but_an_approval() -> None:
    hinted = Purchase("样例", frozenset({GOODS}), Answer.NO, 40 * 10**6, 40 * 10**6, hinted=frozenset({"imported"}))
    found = line_text(determine(hinted, context()), [], TOOLS)
    cases = "各种情形：\n  - 进口：否 → 同上\n"
    assert cases + "  - 进口：是 → 采购进口产品由省级主管预算单位集中管理，经省级财政部门核准\n" in found


def test_the_reference_alone_says_why() -> None:
    alone = Tools(catalog(), rulebook(), Judge(None, "durable-rules 无法导入（没有），由参考求值器单独判定"))
    one = line(SERVICES, "29万元", in_catalogue=Answer.NO)
    assert printed(one, tools=alone) == printed(one) + f"{alone.judge.why_alone}\n"
    assert line_json(*judge_line(one, DAY, alone), alone)["engine"] == {
        "name": "reference",
        "version": "1",
        "compared_with": None,
        "compared": 0,
        "differences": 0,
        "why_alone": alone.judge.why_alone,
    }


def test_the_lexicon_is_read_once() -> None:
    assert TOOLS.lexicon is load_lexicon()
