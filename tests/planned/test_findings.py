"""What the rules find of single lines, at the edges of the law's amounts; findings are compared as rows."""

import pytest

from procure.money import Unit
from tests.planned.making import (
    GOODS,
    LISTED,
    SERVICES,
    WORKS,
    Cells,
    checked,
    found,
    outcomes,
    rows,
)

Rows = list[tuple[str, str, str]]
FAULT, ASKED, BREACH = "red_flag", "undetermined", "breach"


def at(kind: Cells, amount: str, **cells: str) -> dict[str, str]:
    return {**kind, "amount": amount, **cells}


def by_name(kind: Cells, amount: str, **cells: str) -> Cells:
    """Return a line without its code and category."""
    return {"name": kind["name"], "amount": amount, "sme": "是", **cells}


ORGANIZATIONS: dict[str, tuple[Cells, Rows]] = {
    "目录内集中采购": (at(LISTED, "10", organization="集中采购"), []),
    "目录内分散采购": (at(LISTED, "10", organization="分散采购"), [("ORG200", "organization", BREACH)]),
    "目录内自行采购": (at(LISTED, "0.01", organization="自行采购"), [("ORG200", "organization", BREACH)]),
    "目录内部门集中": (at(LISTED, "10", organization="部门集中采购"), [("ORG200", "organization", ASKED)]),
    "目录内按名称": (by_name(LISTED, "10", organization="分散采购"), [("ORG200", "organization", FAULT)]),
    "县级差一分": (at(GOODS, "28.499999", organization="自行采购"), []),
    "县级恰为限额": (at(GOODS, "30", organization="自行采购"), [("ORG200", "organization", BREACH)]),
    "恰为限额分散采购": (at(GOODS, "30", organization="分散采购"), []),
    "恰为限额委托集采机构": (at(GOODS, "30", organization="集中采购"), []),
    "目录外按名称": (by_name(GOODS, "30", organization="自行采购"), [("ORG200", "organization", FAULT)]),
    "限额以下集中采购": (at(GOODS, "10", organization="集中采购"), []),
    "工程差一分": (
        at(WORKS, "59.999999", organization="自行采购"),
        [("NEA100", "amount", FAULT)],
    ),
    "工程恰为限额": (at(WORKS, "60", organization="自行采购"), [("ORG200", "organization", BREACH)]),
    "没有写组织形式": (at(LISTED, "10", organization=""), []),
    "组织形式读不懂": (at(LISTED, "10", organization="看情况"), []),
}


@pytest.mark.parametrize(("line", "expected"), ORGANIZATIONS.values(), ids=ORGANIZATIONS)
def test_the_planned_organization(line: Cells, expected: Rows) -> None:
    assert found(line) == expected


CASE = "写明的情形"
METHODS: dict[str, tuple[Cells, Rows]] = {
    "没有写方式": (at(GOODS, "40", method=""), []),
    "货物询价": (at(GOODS, "40", method="询价", case=CASE), []),
    "服务询价": (at(SERVICES, "40", method="询价", case=CASE), [("MTH100", "method", BREACH)]),
    "服务询价，按名称": (by_name(SERVICES, "40", method="询价", case=CASE), [("MTH100", "method", FAULT)]),
    "工程询价": (at(WORKS, "70", method="询价", case=CASE), [("MTH100", "method", BREACH)]),
    "货物框架协议": (at(GOODS, "40", method="框架协议"), [("MTH100", "method", BREACH)]),
    "服务框架协议": (at(SERVICES, "40", method="框架协议"), []),
    "目录内框架协议差一分": (at(LISTED, "29.999999", method="框架协议"), []),
    "目录内框架协议恰为五十万": (at(LISTED, "50", method="框架协议"), [("MTH100", "method", BREACH)]),
    "限额以下随便什么方式": (at(SERVICES, "20", method="询价", case=""), []),
    "自行采购，限额以上": (at(GOODS, "30", method="自行采购"), [("MTH100", "method", BREACH)]),
    "四百万差一分": (at(GOODS, "399.999999", method="询价", case=CASE), [("NEA100", "amount", FAULT)]),
    "四百万，没有文号列": (at(GOODS, "400", method="询价", case=CASE), [("MTH100", "method", ASKED)]),
    "四百万，文号空着": (at(GOODS, "400", method="询价", case=CASE, approval=""), [("MTH100", "method", FAULT)]),
    "四百万，文号写无": (at(GOODS, "400", method="询价", case=CASE, approval="无"), [("MTH100", "method", FAULT)]),
    "四百万，有文号": (at(GOODS, "400", method="询价", case=CASE, approval="长财购〔2026〕1号"), []),
    "四百万公开招标": (at(GOODS, "400", method="公开招标"), []),
    "四百万货物自行采购": (at(GOODS, "400", method="自行采购"), [("MTH100", "method", BREACH)]),
    "四百万服务磋商": (at(SERVICES, "400", method="磋商", case=CASE), [("MTH100", "method", ASKED)]),
    "四百万服务询价，有文号也不行": (
        at(SERVICES, "400", method="询价", case=CASE, approval="长财购〔2026〕1号"),
        [("MTH100", "method", BREACH)],
    ),
}


@pytest.mark.parametrize(("line", "expected"), METHODS.values(), ids=METHODS)
def test_the_planned_method(line: Cells, expected: Rows) -> None:
    assert found(line) == expected


MANDATORY = {"new_building": "是", "mandatory_project": "是"}
TENDERED: dict[str, tuple[Cells, Rows]] = {
    "必须招标而磋商": (at(WORKS, "400", method="磋商", case=CASE, **MANDATORY), [("MTH100", "method", ASKED)]),
    "必须招标而自行采购": (at(WORKS, "400", method="自行采购", **MANDATORY), [("MTH100", "method", FAULT)]),
    "必须招标而公开招标": (at(WORKS, "400", method="公开招标", **MANDATORY), []),
    "必须招标而没有写情形": (at(WORKS, "400", method="磋商", case="", **MANDATORY), [("MTH100", "method", ASKED)]),
    "与新建无关": (at(WORKS, "400", method="磋商", case=CASE, new_building="否"), []),
    "差一分不必招标": (
        at(WORKS, "399.999999", method="磋商", case=CASE, **MANDATORY),
        [("NEA100", "amount", FAULT)],
    ),
    "是否必须招标未定": (
        at(WORKS, "400", method="磋商", case=CASE, new_building="是"),
        [("MTH100", "method", ASKED)],
    ),
    "是否必须招标未定，没有写情形": (
        at(WORKS, "400", method="磋商", case="", new_building="是"),
        [("MTH100", "method", ASKED), ("MTH200", "case", ASKED)],
    ),
    "预算资金二百万，一成": (
        at(WORKS, "400", method="自行采购", new_building="是", budget_funds="200", investment="2000"),
        [("MTH100", "method", FAULT)],
    ),
    "预算资金差一分": (
        at(WORKS, "400", method="公开招标", new_building="是", budget_funds="199.999999", investment="400"),
        [],
    ),
    "不到一成": (
        at(WORKS, "400", method="磋商", case=CASE, new_building="是", budget_funds="200", investment="2000.01"),
        [("MTH100", "method", ASKED)],
    ),
    "写明不是，资金够也不改": (
        at(WORKS, "400", method="磋商", case=CASE, new_building="是", mandatory_project="否", budget_funds="400")
        | {"investment": "400"},
        [],
    ),
}


@pytest.mark.parametrize(("line", "expected"), TENDERED.values(), ids=TENDERED)
def test_works_that_must_be_tendered(line: Cells, expected: Rows) -> None:
    assert found(line) == expected


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("邀请招标", [("MTH200", "case", ASKED)]),
        ("竞争性谈判", [("MTH200", "case", ASKED)]),
        ("竞争性磋商", [("MTH200", "case", ASKED)]),
        ("询价", [("MTH200", "case", ASKED)]),
        ("单一来源", [("MTH200", "case", ASKED)]),
        ("公开招标", []),
    ],
)
def test_a_method_needs_its_statutory_case(method: str, expected: Rows) -> None:
    assert found(at(GOODS, "40", method=method, case="")) == expected
    assert found(at(GOODS, "40", method=method, case="无")) == expected
    assert found(at(GOODS, "40", method=method, case="政府采购法第三十条第一项")) == []
    assert found(at(GOODS, "20", method=method, case="")) == []


IMPORTS: dict[str, tuple[Cells, Rows]] = {
    "有文号": (at(LISTED, "10", imported="是", import_approval="晋财购进〔2026〕1号"), []),
    "文号空着": (at(LISTED, "10", imported="是", import_approval=""), [("IMP200", "import_approval", FAULT)]),
    "文号写无": (at(LISTED, "10", imported="是", import_approval="无"), [("IMP200", "import_approval", FAULT)]),
    "没有文号列": (at(LISTED, "10", imported="是"), [("IMP200", "imported", ASKED)]),
    "国产": (at(LISTED, "10", imported="否", import_approval=""), []),
    "目录外限额以下": (at(GOODS, "20", imported="是", import_approval=""), []),
    "目录外恰为限额": (at(GOODS, "30", imported="是", import_approval=""), [("IMP200", "import_approval", FAULT)]),
    "进口的服务": (at(SERVICES, "40", imported="是", import_approval=""), []),
    "进口的工程": (at(WORKS, "70", imported="是", import_approval=""), []),
    "说不清是不是目录内": (
        {"name": "设备", "category": "货物", "amount": "10", "sme": "是", "imported": "是", "import_approval": ""},
        [("IMP200", "import_approval", ASKED)],
    ),
}


@pytest.mark.parametrize(("line", "expected"), IMPORTS.values(), ids=IMPORTS)
def test_an_import_needs_its_approval(line: Cells, expected: Rows) -> None:
    assert found(line, codes=["IMP200"]) == expected


def reserved(amount: str, sme: str, share: str = "", small: str = "", kind: Cells = GOODS) -> Cells:
    return at(kind, amount, sme=sme, sme_share=share, small_share=small)


RESERVED: dict[str, tuple[Cells, Rows]] = {
    "限额差一分": (reserved("29.999999", "否"), []),
    "恰为限额": (reserved("30", "否"), [("SME100", "sme", FAULT)]),
    "没有写": (reserved("30", ""), [("SME100", "sme", ASKED)]),
    "不适宜": (reserved("30", "不适宜"), [("SME100", "sme", ASKED)]),
    "整体预留": (reserved("200", "是"), []),
    "恰为二百万，预留部分": (reserved("200", "预留部分", "100%", "100%"), [("SME100", "sme_share", FAULT)]),
    "超一分，预留部分": (reserved("200.000001", "预留部分", "30%", "60%"), []),
    "超一分，不预留": (reserved("200.000001", "否"), [("SME100", "sme", FAULT)]),
    "三成差一点": (reserved("300", "预留部分", "29.99%", "100%"), [("SME100", "sme_share", FAULT)]),
    "金额恰为三成、六成": (reserved("300", "预留部分", "90万元", "54万元"), []),
    "金额差一分到三成": (reserved("300", "预留部分", "89.999999万元", "80万元"), [("SME100", "sme_share", FAULT)]),
    "小微差一分": (reserved("300", "预留部分", "90万元", "53.999999万元"), [("SME100", "sme_share", FAULT)]),
    "小微差一点": (reserved("300", "预留部分", "30%", "59.99%"), [("SME100", "sme_share", FAULT)]),
    "没有写预留多少": (reserved("300", "预留部分"), [("SME100", "sme", ASKED)]),
    "没有写小微多少": (reserved("300", "预留部分", "30%"), [("SME100", "sme_share", ASKED)]),
    "工程恰为四百万": (reserved("400", "预留部分", "30%", "60%", WORKS), [("SME100", "sme_share", FAULT)]),
    "工程超一分": (reserved("400.000001", "预留部分", "30%", "60%", WORKS), []),
    "工程限额差一分": (reserved("59.999999", "否", kind=WORKS), []),
    "工程恰为限额": (reserved("60", "否", kind=WORKS), [("SME100", "sme", FAULT)]),
    "目录内二十万": (reserved("20", "否", kind=LISTED), []),
    "服务恰为二百万": (reserved("200", "否", kind=SERVICES), [("SME100", "sme", FAULT)]),
    "框架协议方式": ({**reserved("40", "否", kind=SERVICES), "method": "框架协议"}, []),
    "写有框架协议编号": ({**reserved("40", "否"), "framework": "样例-01"}, []),
    "框架协议编号写无": ({**reserved("40", "否"), "framework": "无"}, [("SME100", "sme", FAULT)]),
    "类别不明": ({"name": "其他", "amount": "40", "sme": "否"}, []),
}


@pytest.mark.parametrize(("line", "expected"), RESERVED.values(), ids=RESERVED)
def test_what_is_reserved_for_smaller_enterprises(line: Cells, expected: Rows) -> None:
    assert found(line, codes=["SME100"]) == expected


INTENTIONS: dict[str, tuple[Cells, Rows]] = {
    "恰为三十日": (at(GOODS, "40", intention_day="2026-03-01", planned_day="2026-03-31"), []),
    "差一日": (
        at(GOODS, "40", intention_day="2026-03-02", planned_day="2026-03-31"),
        [("INT100", "intention_day", FAULT)],
    ),
    "只写到月，一定够": (at(GOODS, "40", intention_day="2026年1月", planned_day="2026年4月"), []),
    "一月到三月，至少二十九日": (
        at(GOODS, "40", intention_day="2026年1月", planned_day="2026年3月"),
        [("INT100", "intention_day", ASKED)],
    ),
    "只写到月，说不准": (
        at(GOODS, "40", intention_day="2026年2月", planned_day="2026年3月"),
        [("INT100", "intention_day", ASKED)],
    ),
    "同一月，一定不够": (
        at(GOODS, "40", intention_day="2026-03-10", planned_day="3月"),
        [("INT100", "intention_day", FAULT)],
    ),
    "没有写公开时间": (at(GOODS, "40", intention_day="", planned_day="2026-03-31"), []),
    "没有写采购时间": (at(GOODS, "40", intention_day="2026-03-02", planned_day=""), []),
    "框架协议": (at(SERVICES, "40", method="框架协议", intention_day="2026-03-30", planned_day="2026-03-31"), []),
    "限额以下": (at(GOODS, "20", intention_day="2026-03-30", planned_day="2026-03-31"), []),
}


@pytest.mark.parametrize(("line", "expected"), INTENTIONS.values(), ids=INTENTIONS)
def test_the_intention_is_published_30_days_before(line: Cells, expected: Rows) -> None:
    assert found(line) == expected


PRODUCTS: dict[str, tuple[Cells, Rows]] = {
    "相等": (at(LISTED, "10", quantity="20", price="0.5"), []),
    "多一分": (at(LISTED, "10.000001", quantity="20", price="5000元"), [("PRO100", "amount", FAULT)]),
    "全角相等": (at(LISTED, "１０", quantity="２０", price="０．５"), []),
    "单价舍入不到这么多": (at(LISTED, "0.99", quantity="3", price="0.32"), [("PRO100", "amount", FAULT)]),
    "三分之一舍入": (at(LISTED, "1", quantity="3", price="0.33"), []),
    "三分之一舍入，全角": (at(LISTED, "1", quantity="3", price="０．３３"), []),
    "舍入界限": (at(LISTED, "1.005", quantity="3", price="0.33"), []),
    "超过舍入界限一分": (at(LISTED, "1.005001", quantity="3", price="0.33"), [("PRO100", "amount", FAULT)]),
    "整数单价不是舍入": (at(LISTED, "10", quantity="3", price="3"), [("PRO100", "amount", FAULT)]),
    "自带单位的单价": (at(LISTED, "1", quantity="3", price="3333.33元"), []),
    "没有单价": (at(LISTED, "1", quantity="3", price=""), []),
    "没有数量": (at(LISTED, "1", quantity="", price="3"), []),
}


@pytest.mark.parametrize(("line", "expected"), PRODUCTS.values(), ids=PRODUCTS)
def test_quantity_times_price(line: Cells, expected: Rows) -> None:
    assert found(line) == expected


def test_a_price_that_prints_its_unit_is_as_rounded_as_it_prints() -> None:
    lines = [{**LISTED, "amount": "10000", "quantity": "3", "price": "0.33万元"}]
    assert rows(checked(*lines, unit=Unit.YUAN), lines) == []


def test_the_reserved_share_of_an_odd_amount_is_exact() -> None:
    line = reserved("200.000001", "预留部分", "30%", "60%")
    assert outcomes(checked(line), "SME100") == {"clear": 1}


NEAR: dict[str, tuple[Cells, Rows]] = {
    "差一分到警戒线": (at(GOODS, "28.499999"), []),
    "恰为警戒线": (at(GOODS, "28.5"), [("NEA100", "amount", FAULT)]),
    "差一分到限额": (at(GOODS, "29.999999"), [("NEA100", "amount", FAULT)]),
    "恰为限额": (at(GOODS, "30"), []),
    "四百万以上": (at(GOODS, "500"), []),
    "目录内县级三十万": (at(LISTED, "30", method="框架协议"), [("FRM100", "amount", FAULT)]),
}


@pytest.mark.parametrize(("line", "expected"), NEAR.values(), ids=NEAR)
def test_amounts_near_a_limit(line: Cells, expected: Rows) -> None:
    assert found(line, codes=["NEA100", "FRM100"]) == expected


@pytest.mark.parametrize("blank", ["", "无", "暂无", "—", "——", "-", "－", "/", "／"])
def test_a_mark_of_nothing_is_no_number_case_or_project(blank: str) -> None:
    line = at(GOODS, "400", method="询价", approval=blank, case=blank, budget_project=blank, imported="是")
    lines = [{**line, "import_approval": blank}]
    assert rows(checked(*lines), lines) == [
        ("MTH100", "method", FAULT),
        ("MTH200", "case", ASKED),
        ("IMP200", "import_approval", FAULT),
    ]
