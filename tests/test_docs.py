"""Pages about rules and the catalogue: every row with its citations, in words that an officer reads."""

import re
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from procure.docs import catalog_page, rule_page, rules_table
from procure.record import replace
from procure.rulebook import Table, load_rules
from tests.support import catalog, rulebook

TABLES: Final = rulebook().tables

DETERMINATION: Final = """code: TRY100
version: 3
name: try
title: 试一试
fact: purchase
why: 为了看清一页。
table:
  - case: 工程
    when: {category: works}
    then: {}
  - case: 货物服务，限额以下
    when: {category: [goods, services], listed: not_listed, imported: "no", amount: {short_of: procurement_threshold}}
    then: {methods: [internal_rules], governed_by: internal_rules, warnings: [一句提示, 又一句]}
    basis: [{source: edition, topic: 限额以下}]
  - case: 其余
    then: {organization: asked, approvals: [province_own_requirement], ask: 凭什么？}
    basis: [{source: government-procurement-law, clause: "27"}, {source: government-procurement-law, clause: "27"}]
examples:
  - {name: 监理差一分, given: {level: county, category: services, listed: not_listed, amount: 1元, imported: "no"},
     expect: {case: 货物服务，限额以下}}
"""
FINDING: Final = """code: TRY200
version: 1
name: trying
title: 又试一试
fact: near_limit
why: 为了看清又一页。
table:
  - case: 没有限额
    when: {has_limit: "no"}
    then: {outcome: clear}
  - case: 超过
    when: {has_limit: "yes", amount: {above: floor, at_most: limit}}
    then: {outcome: flagged, severity: red_flag, message: "{subject} 差 {distance}", remedy: "核对{amount}"}
    basis: [{source: screening, clause: near_limit_percent}]
  - case: 待问
    when: {has_limit: "yes", amount: {at_most: floor}}
    then: {outcome: undetermined, question: "{subject} 是什么？"}
    basis: [{source: order-16, clause: "5"}]
examples:
  - {name: 差一分, given: {has_limit: "yes", amount: 1元, floor: 2元, limit: 3元}, expect: {case: 待问}}
"""


def tried(folder: Path, text: str) -> str:
    """Return the page of a rule that stands alone."""
    code, name = re.findall(r"(?m)^(?:code|name): (.*)$", text)
    path = folder / "rules" / "try" / f"{code}-{name}.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    (table,) = load_rules(catalog(), folder).tables
    return rule_page(table, catalog())


def cells(page: str) -> list[list[str]]:
    """Return a page's table by rows, each cell as one text."""
    rows: list[list[str]] = []
    for line in page.splitlines():
        if line.startswith(("┌", "├")):
            rows.append([])
        elif line.startswith("│"):
            parts = [part.strip() for part in line.strip("│").split("│")]
            rows[-1] = [before + part for before, part in zip(rows[-1] or [""] * len(parts), parts, strict=True)]
    return rows


def test_page_of_a_determination(tmp_path: Path) -> None:
    page = tried(tmp_path, DETERMINATION)
    assert page.splitlines()[:3] == [
        f"TRY100 试一试（第 3 版，{tmp_path}/rules/try/TRY100-try.yaml）",
        "",
        "为了看清一页。",
    ]
    assert cells(page) == [
        ["情形", "条件", "结论", "依据"],
        ["工程", "货物、工程还是服务：工程", "本表不作结论", ""],
        [
            "货物服务，限额以下",
            "货物、工程还是服务不是工程目录内外：目录外是否进口：否金额未达到采购限额标准",
            "采购方式：单位内控制度自行组织适用法律：单位内控制度自行组织提示：一句提示；又一句",
            "晋财购〔2023〕50号 四",
        ],
        [
            "其余",
            "任何情形",
            "组织形式：待核实须经批准：本单位有特殊要求，经省级以上人民政府批准待核实：凭什么？",
            "政府采购法 27",
        ],
    ]
    assert page.splitlines()[-2:] == [
        "举例",
        "- 监理差一分：县级，服务，目录外，1元，是否进口：否 → 货物服务，限额以下",
    ]


def test_page_of_a_finding(tmp_path: Path) -> None:
    page = tried(tmp_path, FINDING)
    assert cells(page) == [
        ["情形", "条件", "结论", "依据"],
        ["没有限额", "是否还有下一道限额：否", "结论：无问题", ""],
        [
            "超过",
            "是否还有下一道限额：是金额超过警戒线金额不超过下一道限额",
            "结论：有问题性质：风险提示说明：〔项目〕 差 〔相差〕处理：核对〔金额〕",
            "本工具参数 接近限额的百分比",
        ],
        ["待问", "是否还有下一道限额：是金额不超过警戒线", "结论：待核实问题：〔项目〕 是什么？", "16号令 5"],
    ]
    example = "是否还有下一道限额：是，金额：1元，警戒线：2元，下一道限额：3元"
    assert page.splitlines()[-1] == f"- 差一分：{example} → 待问"


@pytest.mark.parametrize("table", TABLES, ids=[table.code for table in TABLES])
def test_page_of_every_rule_has_all_of_it_in_chinese(table: Table) -> None:
    page = rule_page(table, catalog())
    assert re.findall(r"[a-z_]{2,}", page.replace(table.path, "")) == []
    assert page.splitlines()[:3] == [
        f"{table.code} {table.title}（第 {table.version} 版，{table.path}）",
        "",
        table.why,
    ]
    assert [row[0] for row in cells(page)] == ["情形", *(row.case for row in table.rows)]
    assert all(f"- {one['name']}：" in page and f" → {one['expect']['case']}\n" in page for one in table.examples)


def test_all_rules() -> None:
    found = [tuple(row) for row in cells(rules_table(rulebook()))]
    expected = [(one.code, one.title, str(len(one.rows)), one.path) for one in TABLES]
    assert found == [("编号", "名称", "行数", "文件"), *sorted(expected)]


ITEMS: Final = {
    "目录内": (
        "A02010104",
        """A02010104 服务器（货物）
  上级 A02010100 计算机
  上级 A02010000 信息化设备
  上级 A02000000 设备
  上级 A 货物
  晋财购〔2023〕50号：目录内
    目录所列 A02010104 服务器
""",
    ),
    "小写": (
        "c16040000",
        """C16040000 云计算服务（服务）
  上级 C16000000 信息技术服务
  上级 C 服务
  晋财购〔2023〕50号：目录内
    目录所列 C16040000 云计算服务 包括云主机、块存储、对象存储等；区域联动框架协议
""",
    ),
    "须合备注": (
        "A05010201",
        """A05010201 办公桌（货物）
  上级 A05010200 台、桌类
  上级 A05010000 家具
  上级 A05000000 家具和用具
  上级 A 货物
  晋财购〔2023〕50号：待核实（限各类标准办公家具）
    目录所列 A05010000 家具
    待核实：是否为标准办公家具？
""",
    ),
    "所列之上": (
        "C23120300",
        """C23120300 车辆维修和保养服务（服务）
  上级 C23120000 维修和保养服务
  上级 C23000000 商务服务
  上级 C 服务
  晋财购〔2023〕50号：待核实（下级品目有目录内的，也有目录外的）
  下级 C23120301 车辆维修和保养服务
  下级 C23120302 车辆加油、添加燃料服务
  下级 C23120303 车辆充换电服务
  下级 C23120399 其他车辆维修和保养服务
""",
    ),
    "目录外": (
        "C05040300",
        """C05040300 保安服务（服务）
  上级 C05040000 安全服务
  上级 C05000000 社会服务
  上级 C 服务
  晋财购〔2023〕50号：目录外
""",
    ),
}


@pytest.mark.parametrize(("code", "page"), ITEMS.values(), ids=ITEMS)
def test_item(code: str, page: str) -> None:
    assert catalog_page(["item", code], catalog()) == page


def test_a_letter_is_no_item_that_is_listed() -> None:
    page = catalog_page(["item", "B"], catalog())
    assert page is not None
    assert page.splitlines()[:2] == ["B 工程（工程）", "  晋财购〔2023〕50号：门类"]


@pytest.mark.parametrize("words", [["item", "A99999999"], ["item"], ["没有的"], ["电梯", "打印"]])
def test_nothing_found(words: list[str]) -> None:
    assert catalog_page(words, catalog()) is None


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        (
            ["电梯"],
            [
                ["A02051227", "电梯", "目录内"],
                ["B06080300", "电梯安装", "目录外"],
                ["C23120800", "电梯维修和保养服务", "目录外"],
            ],
        ),
        (
            ["a0202", "a3"],
            [["A02021001", "A3黑白打印机", "目录内"], ["A02021002", "A3彩色打印机", "目录内"]],
        ),
        (["C2309", "单证"], [["C23090101", "单证印刷服务", "目录内"]]),
        (["打印", "3D"], [["A02021005", "3D打印机", "目录内"]]),
    ],
    ids=["名称", "编码和名称", "所列之下", "大小写"],
)
def test_search(words: list[str], rows: list[list[str]]) -> None:
    page = catalog_page(words, catalog())
    assert page is not None
    assert cells(page) == [["编码", "品目名称", "晋财购〔2023〕50号"], *rows]


def test_editions() -> None:
    page = catalog_page([], catalog())
    assert page is not None
    assert page.splitlines()[:3] == [
        "shanxi-2024 山西省 晋财购〔2023〕50号 集中采购目录及采购限额标准(2024年版)",
        "印发 2023-12-29，施行 2023-12-29，最后核对 2026-01-29",
        "集中采购目录 30 个品目",
    ]
    rows = cells(page)
    assert rows[0] == ["限额", "级次", "类别", "金额", "边界词", "依据"]
    assert rows[1:4] == [
        ["采购限额标准", "省级", "货物", "50.00万元", "达到", "晋财购〔2023〕50号 四"],
        ["采购限额标准", "省级", "工程", "60.00万元", "达到", "晋财购〔2023〕50号 四"],
        ["采购限额标准", "省级", "服务", "50.00万元", "达到", "晋财购〔2023〕50号 四"],
    ]
    assert ["采购限额标准", "县级", "服务", "30.00万元", "达到", "晋财购〔2023〕50号 四"] in rows
    assert rows[-1] == ["必须招标规模标准", "县级", "服务", "100.00万元", "以上", "16号令 5"]


def test_an_edition_that_is_repealed() -> None:
    edition = replace(catalog().editions[0], repealed_on=date(2026, 7, 1))
    page = catalog_page([], replace(catalog(), editions=(edition,)))
    assert page is not None
    assert page.splitlines()[1] == "印发 2023-12-29，施行 2023-12-29，废止 2026-07-01，最后核对 2026-01-29"
