"""`procure line` as it is typed: every limit beside the oracle, spellings, questions, methods, what is refused."""

import json
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from procure.cli import app
from procure.terms import Category, Level
from tests import oracle

EDGES = {"30万": 30, "50万": 50, "60万": 60, "100万": 100, "200万": 200, "400万": 400}
STEPS = {"差一分": -1, "恰为限额": 0, "多一分": 1}
DAY = "2026-01-01"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments])


def line(category: str, amount: str, level: str = "county", *more: str, on: str = DAY) -> Result:
    return run("line", "--category", category, "--amount", amount, "--level", level, "--on", on, *more)


def judged(category: str, amount: str, level: str = "county", *more: str, on: str = DAY) -> dict[str, Any]:
    result = line(category, amount, level, *more, "--format", "json", on=on)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def outputs(found: dict[str, Any]) -> dict[str, Any]:
    return {
        "organization": found["organization"],
        "methods": found["methods"] and frozenset(found["methods"]),
        "required_method": found["required_method"],
        "governed_by": found["governed_by"],
        "approvals": frozenset(one["id"] for one in found["approvals"]),
    }


def expected(level: str, category: str, fen: int, **facts: set[bool]) -> dict[str, Any]:
    """Return what the oracle says; a works project's facts are open unless given."""
    open_facts = {"new_building": {True, False}, "mandatory_project": {True, False}} if category == "works" else {}
    partial: dict[str, Any] = {"level": {level}, "category": {category}, "amount": {fen}, "listed": {False}}
    said = oracle.possible({**partial, **open_facts, **facts})
    shown = {name: None if value is oracle.UNKNOWN else value for name, value in said.items()}
    return shown | {"approvals": shown["approvals"] or frozenset()}


LISTINGS: dict[str, tuple[tuple[str, ...], set[bool]]] = {
    "目录内": (("--in-catalogue", "yes"), {True}),
    "目录外": (("--in-catalogue", "no"), {False}),
    "目录内外不知": ((), {True, False}),
}
IN_WORKS = ("--works-related", "yes", "--new-building", "yes", "--mandatory-project", "yes")


def at_every_limit() -> Iterator[Any]:
    for level, category, edge, step, listing in product(Level, Category, EDGES, STEPS, LISTINGS):
        if category is not Category.WORKS or listing == "目录外":
            fen = EDGES[edge] * 10**6 + STEPS[step]
            yield pytest.param(
                level, category, fen, *LISTINGS[listing], id=f"{level} {category} {edge}{step} {listing}"
            )


@pytest.mark.parametrize(("level", "category", "fen", "options", "listed"), list(at_every_limit()))
def test_every_limit(level: Level, category: Category, fen: int, options: tuple[str, ...], listed: set[bool]) -> None:
    found = judged(category, f"{fen // 100}.{fen % 100:02d}元", level, *options)
    assert outputs(found) == expected(level, category, fen, listed=listed)


@pytest.mark.parametrize(("edge", "step", "listing"), list(product(EDGES, STEPS, ("目录内", "目录外"))))
@pytest.mark.parametrize("category", ["goods", "services"])
def test_every_limit_of_what_belongs_to_a_mandatory_project(category: str, edge: str, step: str, listing: str) -> None:
    options, listed = LISTINGS[listing]
    fen = EDGES[edge] * 10**6 + STEPS[step]
    found = judged(category, f"{fen // 100}.{fen % 100:02d}元", "county", *options, *IN_WORKS)
    facts = {name: {True} for name in ("works_related", "new_building", "mandatory_project")}
    assert outputs(found) == expected("county", category, fen, listed=listed, **facts)


@pytest.mark.parametrize(
    ("amount", "organization"),
    [
        ("29.9999万", "outside_law"),
        ("29.9999万元", "outside_law"),
        ("299,999.99元", "outside_law"),
        ("30万元", "decentralized"),
        ("30万", "decentralized"),
        ("300,000.00元", "decentralized"),
        ("300000元", "decentralized"),
        ("３０万元", "decentralized"),
        ("三十万元", "decentralized"),
        ("叁拾万元整", "decentralized"),
        ("0.003亿元", "decentralized"),
    ],
)
def test_spellings_of_amounts(amount: str, organization: str) -> None:
    assert judged("services", amount, "county", "--in-catalogue", "no")["organization"] == organization


@pytest.mark.parametrize(
    ("category", "level", "terms"),
    [
        ("货物", "省级", ("goods", "province")),
        ("服务", "市级", ("services", "prefecture")),
        ("服务", "设区的市级", ("services", "prefecture")),
        ("工程", "县级", ("works", "county")),
    ],
)
def test_chinese_words_are_terms(category: str, level: str, terms: tuple[str, str]) -> None:
    assert judged(category, "45万元", level) == judged(terms[0], "45万元", terms[1])


COMPUTER, ELEVATOR, FURNITURE, MONITORING = "A02010105", "A02051227", "A05010000", "C20020600"
COUNTY_FRAMEWORK = (
    "“A02010105”属集中采购目录，49.999999万元达到县级采购限额标准 30.00万元、小于 50.00万元："
    "按二可以采用框架协议，但财库〔2022〕17号四要求小额零星单笔未达到采购限额标准"
)


@pytest.mark.parametrize(
    ("amount", "level", "framework", "warnings"),
    [
        pytest.param("299,999.99元", "county", True, [], id="县级，差一分到30万"),
        pytest.param("499,999.99元", "county", True, [COUNTY_FRAMEWORK], id="县级，差一分到50万"),
        pytest.param("500,000.00元", "county", False, [], id="县级，恰为50万"),
        pytest.param("499,999.99元", "prefecture", True, [], id="市级，差一分到50万"),
    ],
)
def test_framework_agreement_of_a_listed_item(amount: str, level: str, framework: bool, warnings: list[str]) -> None:
    found = judged("goods", amount, level, "--item", COMPUTER)
    assert ("framework_agreement" in found["methods"], found["warnings"]) == (framework, warnings)


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(("--in-catalogue", "no", "--works-related", "yes"), id="说明"),
        pytest.param(("--item", MONITORING), id="品目"),
    ],
)
def test_monitoring_of_works_at_40_wan(options: tuple[str, ...]) -> None:
    found = judged("services", "40万元", "county", *options)
    assert (found["status"], found["organization"], found["questions"]) == ("determined", "decentralized", [])


def asked(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["fact"], one["question"]) for one in found["questions"]]


WORKS_RELATED = ("works_related", "是否构成工程不可分割的组成部分，或者是完成工程所需的勘察、设计、监理？")
MANDATORY = [
    ("new_building", "未能判断是否与新建、改建、扩建相关：请补充立项批复"),
    (
        "mandatory_project",
        "是否属于依法必须招标的工程建设项目（预算资金200万元以上并占投资额10%以上等）？请补充项目总投资和资金来源",
    ),
]
INSTRUMENT = ("research_instrument", "是否为高校、科研机构所采购的科研仪器设备？")
HOSPITAL = ("hospital_equipment", "是否为公立医院采购的乙类及以上大型医疗设备？")
SCANNER = "A02320400"
QUESTIONS: dict[str, tuple[tuple[str, ...], list[tuple[str, str]]]] = {
    "电梯，恰为200万": (("goods", "200万元", "county", "--item", ELEVATOR), [WORKS_RELATED, *MANDATORY]),
    "电梯，差一分": (("goods", "1,999,999.99元", "county", "--item", ELEVATOR), []),
    "监理，恰为100万": (("services", "100万元", "county", "--item", MONITORING), [WORKS_RELATED, *MANDATORY]),
    "家具": (("goods", "20万元", "county", "--item", FURNITURE), [("listed", "是否为标准办公家具？")]),
    "标准办公家具": (("goods", "20万元", "county", "--item", FURNITURE, "--in-catalogue", "yes"), []),
    "工程，不是新建": (("works", "400万元", "county", "--new-building", "no"), []),
    "批量": (
        ("goods", "20万元", "county", "--in-catalogue", "no", "--batch-total", "30万元"),
        [("batch", "是否与同类采购作为同一批量采购？")],
    ),
    "高校": (("goods", "40万元", "county", "--item", COMPUTER, "--purchaser-kind", "university"), [INSTRUMENT]),
    "科研机构": (("货物", "40万元", "县级", "--in-catalogue", "是", "--purchaser-kind", "科研机构"), [INSTRUMENT]),
    "公立医院的医疗设备": (("货物", "40万元", "县级", "--item", SCANNER, "--purchaser-kind", "公立医院"), [HOSPITAL]),
    "公立医院的计算机": (("货物", "40万元", "县级", "--item", COMPUTER, "--purchaser-kind", "公立医院"), []),
    "机关": (("货物", "40万元", "县级", "--item", COMPUTER, "--purchaser-kind", "机关"), []),
}


@pytest.mark.parametrize(("arguments", "questions"), QUESTIONS.values(), ids=QUESTIONS)
def test_questions(arguments: tuple[str, ...], questions: list[tuple[str, str]]) -> None:
    assert asked(judged(*arguments)) == questions


def test_what_a_warning_depends_on_is_asked_once() -> None:
    found = judged("goods", "40万元")
    assert ([fact for fact, _ in asked(found)], found["warnings"]) == (["listed"], [])


def test_a_batch_of_one() -> None:
    alone = ("goods", "40万元", "county", "--in-catalogue", "no")
    assert judged(*alone, "--batch-total", "40万元") == judged(*alone)


def test_import_needs_the_approval_of_the_province() -> None:
    found = judged("goods", "20万元", "county", "--item", COMPUTER, "--import")
    assert [one["id"] for one in found["approvals"]] == ["province_import"]
    assert {"fact": "imported", "value": "no"} not in found["assumptions"]


ALL = "公开招标、邀请招标、竞争性谈判、竞争性磋商、单一来源"
APPROVED = "主管预算单位是否同意、设区的市级以上财政部门是否已批准？文号是什么？"
METHODS: dict[str, tuple[tuple[str, ...], list[tuple[str, str | None, str]], list[str]]] = {
    "允许": (("services", "40万元", "county", "--in-catalogue", "no", "--method", "竞争性磋商"), [], []),
    "服务询价": (
        ("services", "40万元", "county", "--in-catalogue", "no", "--method", "request_for_quotations"),
        [("flagged", "breach", f"拟采用询价，而询价只能用于货物；允许的是{ALL}、框架协议")],
        [],
    ),
    "目录外货物框架协议": (
        ("goods", "40万元", "county", "--in-catalogue", "no", "--method", "框架协议"),
        [
            (
                "flagged",
                "breach",
                f"拟采用框架协议，而框架协议只用于目录内的小额零星采购和110号令第三条所列的服务；允许的是{ALL}、询价",
            )
        ],
        [],
    ),
    "限额以下由单位自定": (("services", "20万元", "county", "--in-catalogue", "no", "--method", "询价"), [], []),
    "货物400万谈判": (
        ("goods", "400万元", "county", "--in-catalogue", "no", "--method", "competitive_negotiation"),
        [("undetermined", None, f"达到公开招标数额标准，拟采用竞争性谈判：{APPROVED}")],
        [],
    ),
    "目录内外不知而都须公开招标": (
        ("goods", "400万元", "county", "--method", "询价"),
        [("undetermined", None, f"达到公开招标数额标准，拟采用询价：{APPROVED}")],
        [],
    ),
    "服务400万询价": (
        ("services", "400万元", "county", "--in-catalogue", "no", "--method", "询价"),
        [("flagged", "breach", "须公开招标，拟采用的询价不是可以经批准采用的方式")],
        [],
    ),
    "工程60万询价": (
        ("works", "60万元", "county", "--method", "询价"),
        [("flagged", "breach", f"拟采用询价，而询价只能用于货物；允许的是{ALL}")],
        [],
    ),
    "工程400万询价，怎样都不允许，凭二手来源的只作提示": (
        ("works", "400万元", "county", "--method", "询价"),
        [
            (
                "flagged",
                "red_flag",
                "必须招标的工程建设项目，拟采用的询价不在招标投标法及其实施条例所列情形之内（规模标准为二手来源）",
            )
        ],
        [],
    ),
    "工程400万谈判，看是否必须招标": (
        ("works", "400万元", "county", "--method", "竞争性谈判"),
        [],
        ["拟采用的竞争性谈判是否允许，取决于待核实事项"],
    ),
}


@pytest.mark.parametrize(("arguments", "findings", "warnings"), METHODS.values(), ids=METHODS)
def test_planned_method(
    arguments: tuple[str, ...], findings: list[tuple[str, str | None, str]], warnings: list[str]
) -> None:
    found = judged(*arguments)
    assert [(one["outcome"], one["severity"], one["message"]) for one in found["findings"]] == findings
    assert [text for text in found["warnings"] if "拟采用" in text] == warnings


REFUSED: dict[str, tuple[tuple[str, ...], str]] = {
    "没有单位": (("goods", "45"), "金额无法读取：“45”没有单位（写作 300000元 或者 30万元）"),
    "约数": (("goods", "约50万"), "金额无法读取：“约50万”不是金额（写作 300000元 或者 30万元）"),
    "三十位": (
        ("goods", "1" * 30 + "元"),
        f"金额无法读取：“{'1' * 30}元”超出可计算的范围（写作 300000元 或者 30万元）",
    ),
    "不是整分": (("goods", "0.001元"), "金额无法读取：“0.001元”不是整分的金额（写作 300000元 或者 30万元）"),
    "负数": (("goods", "-45万元"), "金额无法读取：“-45万元”是负数"),
    "合计无法读取": (
        ("goods", "45万元", "county", "--batch-total", "很多"),
        "金额无法读取：“很多”不是金额（写作 300000元 或者 30万元）",
    ),
    "合计小于单项": (
        ("goods", "45万元", "county", "--batch-total", "44万元"),
        "同类采购合计“44万元”小于本项金额“45万元”",
    ),
    "品目与类别不符": (
        ("services", "45万元", "county", "--item", COMPUTER),
        "品目 A02010105 是货物，与 --category services 不符",
    ),
    "工程的品目与类别不符": (
        ("goods", "45万元", "county", "--item", "B01021300"),
        "品目 B01021300 是工程，与 --category goods 不符",
    ),
    "没有这个品目": (
        ("goods", "45万元", "county", "--item", "A99"),
        "“A99”不是政府采购品目分类目录（2022年）的编码",
    ),
    "只有门类": (("goods", "45万元", "county", "--item", "A"), "“A”不是政府采购品目分类目录（2022年）的编码"),
    "目录内的品目说成目录外": (
        ("goods", "45万元", "county", "--item", COMPUTER, "--in-catalogue", "no"),
        "A02010105 按目录是目录内，与 --in-catalogue no 不符",
    ),
    "目录外的品目说成目录内": (
        ("services", "45万元", "county", "--item", MONITORING, "--in-catalogue", "yes"),
        "C20020600 按目录是目录外，与 --in-catalogue yes 不符",
    ),
    "工程说成目录内": (
        ("works", "45万元", "county", "--in-catalogue", "yes"),
        "工程 按目录是目录外，与 --in-catalogue yes 不符",
    ),
    "地区未收录": (("goods", "45万元", "county", "--region", "火星"), "“火星”不是已收录的地区名称或者代码"),
}


@pytest.mark.parametrize(("arguments", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_in_a_sentence(arguments: tuple[str, ...], message: str) -> None:
    result = line(*arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{message}\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(("--category", "goods"), "Missing option", id="缺金额"),
        pytest.param(("--category", "things", "--amount", "1元", "--level", "county"), "“things”不在其中", id="类别"),
        pytest.param(("--category", "goods", "--amount", "1元", "--level", "村级"), "“村级”不在其中", id="级次"),
        pytest.param(
            ("--category", "goods", "--amount", "1元", "--level", "county", "--method", "摇号"),
            "“摇号”不在其中",
            id="方式",
        ),
        pytest.param(
            ("--category", "goods", "--amount", "1元", "--level", "county", "--on", "昨天"), "does not match", id="日期"
        ),
        pytest.param(("--nothing",), "No such option", id="没有这个选项"),
    ],
)
def test_usage_errors_say_what_is_wrong(arguments: tuple[str, ...], says: str) -> None:
    result = run("line", *arguments)
    assert result.exit_code == 2
    assert says in result.stderr
    assert isinstance(result.exception, SystemExit)


def test_the_day_before_it_is_in_force_is_not_judged() -> None:
    reason = "2023-12-28 没有已收录的山西省集中采购目录及限额在施行，未判定"
    result = line("goods", "45万元", on="2023-12-28")
    assert (result.exit_code, result.stdout) == (2, f"判定：未判定\n提示：{reason}\n")
    told = json.loads(line("goods", "45万元", "county", "--format", "json", on="2023-12-28").stdout)
    outputs = ("status", "organization", "methods", "basis", "warnings")
    assert [told[name] for name in outputs] == ["not_judged", None, None, [], [reason]]


def test_the_first_day_in_force_is_judged() -> None:
    found = judged("goods", "29.9999万元", "county", "--in-catalogue", "no", on="2023-12-29")
    assert (found["status"], found["organization"]) == ("determined", "outside_law")
