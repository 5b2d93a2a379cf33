"""What hints at an exceptional fact: the project's words, the purchaser's name or kind, the item; nothing else."""

from collections.abc import Collection
from pathlib import Path

import pytest

from procure.classify.hints import heard, hinted_facts, load_hints, words_of
from procure.record import replace
from tests.classify.making import project
from tests.faults import changed, copied, said
from tests.support import catalog

HINTS = "catalog/lexicon/hints.csv"


def facts(words: dict[str, str], codes: Collection[str] = ()) -> set[str]:
    return set(hinted_facts(heard(words, load_hints(catalog())), codes, catalog().items))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("办公设备购置", set()),
        ("采购进口复印机", {"imported"}),
        ("抢险救灾物资", {"emergency_or_secret"}),
        ("涉密计算机", {"emergency_or_secret"}),
        ("世界银行贷款项目", {"international_loan"}),
        ("部门集中采购项目", {"departmental"}),
        ("办案基地工程监理费", {"works_related"}),
        ("进口设备，世行贷款", {"imported", "international_loan"}),
    ],
)
def test_words_of_the_text(text: str, expected: set[str]) -> None:
    assert facts({"text": text}) == expected


COMPUTER, SCANNER, MONITORING, DESIGN = "A02010105", "A02320400", "C20020600", "C11020000"


@pytest.mark.parametrize(
    ("words", "codes", "expected"),
    [
        pytest.param({"purchaser": "山西某大学"}, (), {"research_instrument"}, id="高校"),
        pytest.param({"purchaser": "屯留区人民医院"}, (), {"hospital_equipment"}, id="医院，品目不知"),
        pytest.param({"purchaser": "屯留区人民医院"}, (SCANNER,), {"hospital_equipment"}, id="医院买医疗设备"),
        pytest.param({"purchaser": "屯留区人民医院"}, (COMPUTER,), set(), id="医院买计算机"),
        pytest.param({"purchaser": "某医院"}, (COMPUTER, SCANNER), {"hospital_equipment"}, id="医院，可能是医疗设备"),
        pytest.param({"kind": "public_hospital"}, ("A02320000",), {"hospital_equipment"}, id="公立医院，恰为这一支"),
        pytest.param({"kind": "government"}, (), set(), id="机关"),
        pytest.param({"text": "某大学监理"}, (), {"works_related"}, id="文字里的大学不是采购人"),
        pytest.param({}, (MONITORING,), {"works_related"}, id="品目是监理"),
        pytest.param({}, (DESIGN,), {"works_related"}, id="品目在工程管理服务之下"),
        pytest.param({}, (COMPUTER,), set(), id="品目是计算机"),
    ],
)
def test_purchaser_and_item(words: dict[str, str], codes: Collection[str], expected: set[str]) -> None:
    assert facts(words, codes) == expected


def test_words_are_the_name_the_overview_and_the_plan_and_no_goals() -> None:
    told = project("设备购置", overview=["概况"], plan=["计划一", "计划二"], indicators=["进口设备验收"])
    assert words_of(told, "屯留区人民医院") == {"text": "设备购置\n概况\n计划一\n计划二", "purchaser": "屯留区人民医院"}


def test_without_a_sheet_and_a_purchaser_only_the_name_tells() -> None:
    assert words_of(replace(project("设备购置"), sheet=None), None) == {"text": "设备购置", "purchaser": ""}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param("imported,text,", "import,text,", "2: `fact` is `import`; allowed: ", id="事实未知"),
        pytest.param("imported,text,", "imported,texts,", "2: `where` is `texts`; allowed: ", id="位置未知"),
        pytest.param(
            "text,进口,", "text,,", "2: a hint has a term, or stands at `item` without one", id="文字的提示没有词"
        ),
        pytest.param(
            ",item,,C20020600",
            ",item,监理,C20020600",
            "22: a hint has a term, or stands at `item` without one",
            id="品目的提示有词",
        ),
        pytest.param(",,C20020600", ",,", "22: `` is no code of the item list", id="品目的提示没有品目"),
        pytest.param("保健院,A02320000", "保健院,A0232", "31: `A0232` is no code of the item list", id="不是品目编码"),
    ],
)
def test_fault(tmp_path: Path, old: str, new: str, message: str) -> None:
    root = copied(tmp_path, "catalog")
    changed(root / HINTS, old, new)
    assert said(root, lambda data: load_hints(catalog(), data)).startswith(f"{HINTS}:{message}")
