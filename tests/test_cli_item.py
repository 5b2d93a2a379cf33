"""`procure item` as it is typed: one name, several, standard input, pages and objects, several processes."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from procure import cli_item
from procure.cli import app
from procure.report.contract_item import NamedOut

DAY = ("--on", "2026-01-01")


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(app, ["item", *arguments, *DAY], input=given)


def objects(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_one_name_as_a_page() -> None:
    text = run("食堂承包、保洁等委托费").stdout
    assert text.startswith("名称：食堂承包、保洁等委托费\n性质：多项合并\n")
    for words in ("C22040000 餐饮服务", "目录外", "lexicon/terms/", "晋财购〔2023〕50号", "待核实："):
        assert words in text


def test_what_is_no_purchase_as_a_page() -> None:
    text = run("遗属生活补助").stdout
    assert "是转移、补助支出" in text
    assert "补助”（项目名称，lexicon/terms/natures.csv:" in text
    assert "┌" not in text


def test_a_restriction_is_asked_and_a_note_shown() -> None:
    text = run("印刷费", "--note", "印刷服务").stdout
    assert "采购需求：印刷服务" in text
    assert "是否为单证、票据、文件、公文、资料汇编或者信封的印刷？" in text


def test_what_is_listed_beside_and_no_purchase() -> None:
    assert "“车船税”不是采购（转移、补助），占用一部分金额" in run("车险、车船税").stdout
    found = NamedOut.model_validate_json(run("车险、车船税", "--format", "json").stdout)
    assert [(one.label, one.nature) for one in found.not_bought] == [("车船税", "transfer")]


def test_one_name_as_an_object_of_the_contract() -> None:
    found = NamedOut.model_validate_json(run("电梯轿厢彩楼", "--format", "json").stdout)
    assert (found.name, found.nature, found.purchases[0].in_catalogue) == ("电梯轿厢彩楼", "unknown", "undetermined")
    assert found.purchases[0].nearby[0].item.code == "A02051227"
    assert found.catalogue is not None


def test_several_names_are_one_object_a_line() -> None:
    found = objects(run("碎纸机", "遗属生活补助", "--format", "json"))
    assert [one["name"] for one in found] == ["碎纸机", "遗属生活补助"]
    assert [NamedOut.model_validate(one).nature for one in found] == ["purchase", "transfer"]
    assert found[0]["purchases"][0]["item"] == {"code": "A02021301", "name": "碎纸机"}


def test_several_names_are_pages_one_after_another() -> None:
    assert run("碎纸机", "复印机").stdout.count("名称：") == 2


def test_standard_input_a_name_a_line_with_its_note_behind_a_tab() -> None:
    found = objects(run("--format", "json", given="碎纸机\n\n公用经费\t食堂餐饮服务\r\n"))
    assert [(one["name"], one["note"]) for one in found] == [("碎纸机", ""), ("公用经费", "食堂餐饮服务")]


def test_nothing_on_standard_input_prints_nothing() -> None:
    assert run(given="\n").stdout == ""


def test_many_names_are_shared_among_processes_and_stay_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli_item, "FEW", 3)
    names = [f"{number}号碎纸机" for number in range(20)]
    assert [one["name"] for one in objects(run("--format", "json", given="\n".join(names)))] == names


def test_outside_the_regions_known_there_is_no_listing() -> None:
    assert "没有在施行的集中采购目录" in run("电梯轿厢广告", "--region", "上海市").stdout
    found = NamedOut.model_validate_json(run("电梯轿厢广告", "--region", "上海市", "--format", "json").stdout)
    assert found.catalogue is None
    refused = run("物业", "--region", "某某国")
    assert refused.exit_code == 2
    assert "“某某国”不是已收录的地区名称或者代码" in refused.output


def test_without_a_name_on_a_terminal_it_says_how(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli_item, "_is_typed", lambda: True)
    refused = run()
    assert refused.exit_code == 2
    assert "procure item 保洁服务" in refused.output
