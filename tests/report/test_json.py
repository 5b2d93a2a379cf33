"""The JSON report keeps its contract: keys are added, never renamed; amounts are decimal strings; null is unknown."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from procure.answers import Answered, Answers, owner, question_id
from procure.check import Report, check
from procure.model import Place, Waiver
from procure.record import replace
from procure.report.contract import ReportOut
from procure.report.json import report_json, schema
from procure.report.parts import write
from procure.setting import Options
from tests.check.making import PURCHASER, Row, budget, report_of, stated, tools

SAMPLES = Path(__file__).parents[2] / "samples"
SAMPLE = Path(__file__).parents[2] / "samples" / "budget-2026.txt"
CONTRACT = {  # typed from the design; * is an entry of a list, or of a mapping by code or category
    "": (
        "document procurement_budget coverage projects lines findings rules problems catalogue engine counts"
        " not_checked"
    ),
    "document": "schema path kind title purchaser year region level amount_unit",
    "procurement_budget": "total goods works services",
    "coverage": "goods works services total",
    "coverage.*": "stated certain possible",
    "projects.*": "id name amount place nature evidence purchases why_not",
    "projects.*.purchases.*": "category item in_catalogue amount_low amount_high evidence determination",
    "projects.*.purchases.*.item": "code name",
    "projects.*.purchases.*.determination": (
        "status organization methods required_method governed_by approvals basis warnings assumptions questions"
        " next_limit"
    ),
    "projects.*.purchases.*.determination.basis.*": "source clause quote",
    "projects.*.purchases.*.determination.assumptions.*": "fact value",
    "projects.*.purchases.*.determination.questions.*": "fact question",
    "projects.*.purchases.*.determination.next_limit": "name amount distance",
    "findings.*": "code version title outcome severity message remedy place facts basis fingerprint",
    "findings.*.basis.*": "source clause quote",
    "rules.*": "flagged clear not_applicable undetermined",
    "problems.*": "place field found consequence",
    "catalogue": "id document_no in_force_from last_checked",
    "engine": "name version compared_with differences",
}
PLACE = "file part row column cell line label text page sheet paragraph"
ADDED = {  # beside the contract
    "": "economic_lines agreement waived",
    "document": "judged_on why_not_judged",
    "projects.*": "exact_amount questions need stated_by_user notes",
    "projects.*.purchases.*": "label categories possible_items may_be_no_purchase",
    "projects.*.purchases.*.determination": "readings",
    "projects.*.purchases.*.determination.basis.*": "title",
    "projects.*.purchases.*.determination.questions.*": "allowed",
    "findings.*": "subjects",
    "findings.*.basis.*": "title",
    "engine": "compared why_alone",
    "problems.*": "unread",
    "agreement": "relations figures figures_in_relations unbound tails",
}
AMOUNTS = {"amount", "amount_low", "amount_high", "exact_amount", "distance", "certain", "possible", "stated"}
AMOUNTS |= {"total", "goods", "works", "services"}
MONEY = re.compile(r"-?\d+\.\d{2}")
KEYED = ("rules", "coverage")  # mappings whose keys are codes or categories


def judged(text: str, options: Options | None = None, answers: Answers | None = None) -> dict[str, Any]:
    return told(report_of(text, options or Options(), answers))


def told(report: Report) -> dict[str, Any]:
    """Return the report as another program reads it."""
    found: dict[str, Any] = json.loads(write([report_json(report, tools())]))
    return found


@cache
def reports() -> dict[str, dict[str, Any]]:
    sample, _ = check(SAMPLE, Options(), tools())
    assert sample is not None
    car, half = Row("车辆租赁费", "450.00"), Row("保洁费", "28.60")
    number = question_id(owner(PURCHASER, 2026), car.name, "车辆租赁", "open_tender_avoidance")
    approved = Answers([Answered(number, "长财购〔2026〕1号", Place("答复.csv", line=2))])
    return {
        "样例": told(sample),
        "未判定": judged(budget(car, purchaser="上海市普陀区某局", said=stated("39.18", "1.00", "0", "39.18"))),
        "级次待核实": judged(budget(car, half, purchaser="山西大同经济开发区某局", said="")),
        "有答复": judged(budget(car, half), answers=approved),
        "一行没有读出": judged(budget(car).replace("合计\t\t\n", "保洁费\t约50万\t\n合计\t\t\n")),
    }


ALL = ["样例", "未判定", "级次待核实", "有答复", "一行没有读出"]


def objects(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every object of a report with its path; entries of lists and of keyed mappings are *."""
    if isinstance(value, list):
        for entry in value:
            yield from objects(entry, f"{path}.*".lstrip("."))
    elif isinstance(value, dict):
        yield path, value
        for key, entry in value.items():
            yield from objects(entry, f"{path}.{'*' if path in KEYED else key}".lstrip("."))


@pytest.mark.parametrize("name", ALL)
def test_every_object_has_the_keys_of_the_contract_and_the_added_ones(name: str) -> None:
    for path, found in objects(reports()[name]):
        if path in CONTRACT and path != "rules":
            assert set(found) == {*CONTRACT[path].split(), *ADDED.get(path, "").split()}, path
        elif path.endswith("place"):
            assert set(found) == set(PLACE.split())


def test_the_reports_hold_every_object_of_the_contract() -> None:
    held = {path for one in reports().values() for path, _ in objects(one)}
    assert sorted(set(CONTRACT) - held) == []


@pytest.mark.parametrize("name", ALL)
def test_the_report_fits_its_schema(name: str) -> None:
    assert ReportOut.model_validate(reports()[name]).model_dump(by_alias=True) == reports()[name]


def test_the_schema_names_every_key_and_allows_no_other() -> None:
    root = schema()
    assert set(root["required"]) == set(CONTRACT[""].split()) | {"economic_lines", "agreement", "waived"}
    assert all(one["additionalProperties"] is False for one in root["$defs"].values())


@pytest.mark.parametrize("name", ALL)
def test_amounts_are_yuan_as_decimal_strings_and_no_methods_are_ever_none_of_them(name: str) -> None:
    for path, found in objects(reports()[name]):
        for key, value in found.items():
            if key in AMOUNTS and not isinstance(value, dict):
                assert value is None or MONEY.fullmatch(value), (path, key)
            if key == "methods":
                assert value is None or value != [], path
            assert not isinstance(value, float), (path, key)


@pytest.mark.parametrize("name", ALL)
def test_what_is_no_purchase_says_why(name: str) -> None:
    for one in reports()[name]["projects"]:
        assert (one["purchases"] == []) is (one["why_not"] is not None), one["id"]


def test_what_stands_in_the_sample() -> None:
    sample = reports()["样例"]
    document = sample["document"]
    assert [document[key] for key in ("schema", "kind", "year", "region", "level", "amount_unit", "judged_on")] == [
        *("procure-report-1", "budget", 2026, "屯留区", "county", "万元", "2026-01-01"),
    ]
    assert list(sample["procurement_budget"].items()) == [
        *(("total", "391800.00"), ("goods", "0.00"), ("works", "0.00"), ("services", "391800.00")),
    ]
    assert list(sample["coverage"]["services"].values()) == ["391800.00", "2580000.07", "20253763.30"]
    assert [(one["name"], one["amount"]) for one in sample["economic_lines"]] == [
        ("办公费", "55800.00"),
        ("其他商品和服务支出", "33600.00"),
    ]
    assert sample["catalogue"] == {
        "id": "shanxi-2024",
        "document_no": "晋财购〔2023〕50号",
        "in_force_from": "2023-12-29",
        "last_checked": "2026-01-29",
    }
    assert sample["counts"] == {
        "rows_read": 33,
        "projects": 25,
        "projects_with_purchases": 22,
        "purchases": 41,
        "listed": 8,
        "breach": 0,
        "red_flag": 4,
        "undetermined": 12,
        "problems": 1,
        "lines": 0,
        "waived": 0,
    }
    assert sample["lines"] == []
    furniture = next(one for one in sample["projects"] if one["name"] == "设备购置")["purchases"][0]
    assert (furniture["item"]["code"], furniture["in_catalogue"], furniture["category"]) == (
        "A05010000",
        "yes",
        "goods",
    )
    lights = next(one for one in sample["projects"] if "亮化" in one["name"])["purchases"][0]
    assert (lights["item"], lights["category"], lights["categories"]) == (None, None, ["goods", "services", "works"])


def test_what_is_not_judged_is_null() -> None:
    shanghai = reports()["未判定"]
    project = shanghai["projects"][0]
    assert (shanghai["catalogue"], shanghai["document"]["level"], project["need"]) == (None, None, None)
    assert shanghai["document"]["why_not_judged"].startswith("上海市不在")
    assert shanghai["coverage"]["goods"] == {"stated": "10000.00", "certain": None, "possible": None}
    determination = project["purchases"][0]["determination"]
    assert (determination["status"], determination["methods"], determination["organization"]) == (
        "not_judged",
        None,
        None,
    )
    assert [(one["code"], one["outcome"]) for one in shanghai["findings"]] == [("SUM100", "flagged")]


def test_what_is_not_stated_is_null_and_an_open_level_too() -> None:
    open_level = reports()["级次待核实"]
    assert open_level["document"]["level"] is None
    assert open_level["procurement_budget"] == dict.fromkeys(("total", "goods", "works", "services"))
    asked = [one for one in open_level["findings"] if one["outcome"] == "undetermined"]
    assert {one["severity"] for one in asked} == {None}


def test_what_the_user_stated_and_what_is_noted_is_told() -> None:
    project = reports()["有答复"]["projects"][0]
    assert project["stated_by_user"] == ["车辆租赁 采用其他方式的批准：长财购〔2026〕1号"]
    assert project["purchases"][0]["evidence"][-1] == {
        "field": "用户答复",
        "phrase": "采用其他方式的批准：长财购〔2026〕1号",
        "source": "答复.csv:2",
    }
    exact = judged(budget(Row("车辆租赁费", "30.0000")))["projects"][0]
    assert exact["notes"] == ["车辆租赁费：项目支出预算表 300,000.00元，恰为服务采购限额标准 30.00万元，达到即算"]


def test_one_document_is_an_object_and_several_are_an_array() -> None:
    one = report_json(report_of(budget(Row("车辆租赁费", "60.00"))), tools())
    alone, both = json.loads(write([one])), json.loads(write([one, one], several=True))
    assert isinstance(alone, dict)
    assert both == [alone, alone]
    assert "车辆租赁费" in write([one])


def test_a_place_says_where_to_look(tmp_path: Path) -> None:
    path = tmp_path / "预算.txt"
    path.write_text(budget(Row("车辆租赁费", "60.00")), encoding="utf-8")
    report, _ = check(path, Options(), tools())
    assert report is not None
    place = told(report)["projects"][0]["place"]
    lines: Sequence[str] = path.read_text(encoding="utf-8").splitlines()
    assert place["text"] == lines[place["line"] - 1].split("\t")[place["column"] - 1] == "60.00"
    assert (place["file"], place["label"], place["cell"]) == (str(path), "车辆租赁费", None)


def waived(report: Report) -> Report:
    ends, (first, *others) = date(2026, 12, 31), report.findings
    own = Waiver(Place("豁免.yaml", line=2), reason="应急抢修", approver="张某", document_no="1号", expires=ends)
    apart = ((first, own), (others[0], replace(own, expires=None)))
    return replace(report, findings=tuple(others[1:]), waived=apart)


@cache
def plan(name: str = "plan-faults.xlsx", budget: Path | None = None) -> dict[str, Any]:
    report, _ = check(SAMPLES / name, Options(budget=budget), tools())
    assert report is not None
    return told(waived(report) if len(report.findings) > 1 else report)


@pytest.mark.parametrize("budget", [None, SAMPLE], ids=["单独", "对照预算"])
@pytest.mark.parametrize("name", ["plan-faults.xlsx", "plan-2026.xlsx"])
def test_the_report_of_a_plan_fits_the_published_schema(name: str, budget: Path | None) -> None:
    found = plan(name, budget)
    assert [error.message for error in Draft202012Validator(schema()).iter_errors(found)] == []
    assert found["lines"] != []
    assert (found["projects"], found["document"]["kind"]) == ([], "plan")


def test_a_line_of_a_plan_says_what_is_planned_and_what_ought_to_be() -> None:
    lines = {one["id"]: one for one in plan()["lines"]}
    assert (len(lines), plan()["counts"]["lines"]) == (22, 22)
    computer = lines["台式计算机"]
    assert (computer["amount"], computer["place"]["cell"], computer["in_catalogue"]) == ("100000.00", "B6", "yes")
    assert computer["planned"] == {
        "organization": "decentralized",
        "method": "request_for_quotations",
        "budget_project": "办公设备更新",
        "item_code": "A02010105",
    }
    assert computer["determination"]["organization"] == "centralized"


def test_a_waived_finding_stands_apart_with_who_waived_it() -> None:
    first, second = plan()["waived"]
    assert {key: first[key] for key in ("reason", "approver", "document_no", "expires")} == {
        "reason": "应急抢修",
        "approver": "张某",
        "document_no": "1号",
        "expires": "2026-12-31",
    }
    assert (second["expires"], first["place"]["file"], plan()["counts"]["waived"]) == (None, "豁免.yaml", 2)
    assert first["finding"]["fingerprint"] not in {one["fingerprint"] for one in plan()["findings"]}
