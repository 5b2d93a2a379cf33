import pytest

from tests.budget.telling import narrated, oddities, rates, sums, tallies, told_by

_TUNLIU_SUMS = """\
+2830.71 = +2830.71 +0.00
+2830.71 = +2830.71 +0.00
+2830.71 = +2830.71 +0.00 +0.00 +0.00 +0.00 +0.00
+2830.71 = +349.41 +2481.30
+2830.71 = +2830.71 +0.00 +0.00
+2830.71 = +2830.71 +0.00
+2752.09 +35.53 +15.10 +28.00 ≤ +2830.71
+2752.09 +35.53 +15.10 +28.00 ≤ +2830.71
+349.41 = +340.47 +8.94
+206.00 = +0.00 +23.00 +183.00
+183.00 = +0.00 +183.00
+2381.30 +100.00 = +2481.30
+2381.30 +100.00 = +2481.30
"""

_TUNLIU_RATES = """\
+2830.71 / +2830.71 = 100.00%
+0.00 / +2830.71 = 0%
+0.00 / +2830.71 = 0%
+0.00 / +2830.71 = 0%
+0.00 / +2830.71 = 0%
+0.00 / +2830.71 = 0%
+349.41 / +2830.71 = 12.34%
+2481.30 / +2830.71 = 87.66%
+2752.09 / +2830.71 = 97.22%
+35.53 / +2830.71 = 1.26%
+15.10 / +2830.71 = 0.53%
+28.00 / +2830.71 = 0.99%
+2481.30 / +2481.30 = 100%
+864.88 / +2830.71 +864.88 = 23.40%
+864.88 / +2830.71 +864.88 = 23.40%
+593.27 / +2830.71 +593.27 = 17.33%
"""


def _spent(text: str) -> str:
    return f"三、支出预算情况说明\n{text}"


def test_tunliu_relates_what_its_sentences_relate() -> None:
    narrative = told_by("tunliu-2026-budget.txt", 2026)
    assert sums(narrative) == _TUNLIU_SUMS.splitlines()
    assert rates(narrative) == _TUNLIU_RATES.splitlines()


def test_the_items_of_a_list_make_up_the_whole() -> None:
    office = sums(told_by("putuo-govoffice-2025-budget.pdf", 2025))
    items = "+1202.95 +4614.00 +380.73 +2012.00 +155.42 +176.32 +88.16 +1.48 +78.29 +31.42 +174.14 +186.77"
    assert f"{items} = +9101.68" in office
    finance = sums(told_by("putuo-finance-2025-budget.pdf", 2025))
    assert [one for one in finance if one.endswith("= +3121.42") and "+887.36" in one]
    assert "+418.80 +10.00 +166.66 +3.00 = +598.46" in finance
    wanli = sums(told_by("putuo-wanli-2023-budget.pdf", 2023))
    assert [one.count("+") for one in wanli if one.startswith("+2.63") and one.endswith("= +16497.86")] == [35]


def test_growth_is_of_the_year_before() -> None:
    found = rates(told_by("putuo-wanli-2023-budget.pdf", 2023))
    assert found[0] == "+2.63 -1.48 / +1.48 = 77.70 %"
    assert "-635.10 +667.32 / +667.32 = 4.83%" in found
    assert "+441.25 -132.59 / +132.59 = 60.54%" in found
    assert len(found) == 30  # 34 items, two new and two unchanged


_LIST = "一、部门预算收支情况\n{head}财政拨款支出主要内容如下：\n{items}"


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ("1. “甲支出-乙”科目2万元。\n2. “甲支出-丙”科目3万元。", ["+2.00 +3.00 = +5.00"]),
        ("1. “甲支出-乙”科目2万元。\n2. 另有3万元。", []),
        ("1. “甲支出-乙”科目2万元。\n3. “甲支出-丙”科目3万元。", []),
        ("1. “甲支出-乙”科目2万元。\n2. “甲支出-丙”科目3万元。\n（三）其他", ["+2.00 +3.00 = +5.00"]),
        ("1. “甲支出-乙”科目2万元。", []),
    ],
)
def test_a_list_makes_up_the_whole_only_if_every_item_was_read(items: str, expected: list[str]) -> None:
    assert sums(narrated(_LIST.format(head="财政拨款支出预算5万元。", items=items))) == expected


def test_a_list_of_a_whole_that_is_not_printed_makes_up_nothing() -> None:
    items = "1. “甲支出-乙”科目2万元。\n2. “甲支出-丙”科目3万元。"
    assert sums(narrated(_LIST.format(head="", items=items))) == []
    assert (
        sums(narrated(_LIST.format(head="财政拨款收支5万元。", items=items).replace("拨款支出主", "拨款收支主"))) == []
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支出9万元，其中：基本支出5万元，项目支出4万元。", ["+9.00 = +5.00 +4.00"]),
        ("支出9万元，其中：基本支出5万元，项目支出3万元，经营支出1万元。", []),
        ("支出9万元，其中：基本支出5万元，项目支出3万元等。", []),
        ("支出9万元，其中：基本支出5万元，基本支出5万元，项目支出4万元。", []),
        (
            "财政拨款支出预算9万元，其中：一般公共预算5万元，政府性基金2万元，国有资本经营2万元。",
            ["+9.00 = +5.00 +2.00 +2.00"],
        ),
        ("财政拨款支出预算9万元，其中：一般公共预算5万元，政府性基金2万元，国有资本经营1万元，单位资金1万元。", []),
        ("支出9万元，其中：公务接待费1万元。", []),
        ("支出9万元，其中：教育支出4万元、教育支出4万元。", []),
        ("其中：教育支出4万元、国防支出4万元。", []),
        ("支出9万元，其中：" + "基本支出5万元、" * 61, []),
    ],
)
def test_parts_make_up_a_whole_only_where_nothing_is_left(text: str, expected: list[str]) -> None:
    assert sums(narrated(_spent(text))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支出9万元，上年10万元，减少1万元，下降10%。", ["+1.00 / +9.00 +1.00 = 10%"]),
        ("支出9万元，上年10万元，减少1万元，幅度10%。", ["+1.00 / +9.00 +1.00 = 10%"]),
        ("支出9万元，比上年增加1万元，增长12.5%。", ["+1.00 / +9.00 -1.00 = 12.5%"]),
        ("支出9万元，比上年增加9万元，增长100%。", []),
        ("支出9万元，比上年增加1万元，下降12.5%。", []),
        ("支出9万元，比上年增加1万元。增长12.5%。", []),
        ("支出9万元，上年8万元，比上年增长12.5%。", ["+9.00 -8.00 / +8.00 = 12.5%"]),
        ("支出9万元，上年9万元，比上年增长12.5%。", []),
        ("支出9万元，比上年增长12.5%。", []),
        ("支出9万元，上年8万元，幅度12.5%。", []),
        ("支出9万元，上年8万元，比2020年增长12.5%。", []),
        ("支出9万元，上年8万元，人员增长12.5%。", []),
        ("支出9万元，完成12.5%。", []),
        ("支出9万元，其中：基本支出9万元，占100.00000%。", []),
        ("比上年增长12.5%。", []),
        ("支出比上年减少1万元，下降10%。", []),
        ("支出9万元，其中：基本支出0万元，占0%。", ["+0.00 / +9.00 = 0%"]),
        ("支出0万元，其中：基本支出0万元，占0%。", []),
        ("支出9万元，占100%。", []),
        ("占100%。", []),
        ("支出9万元。基本支出3万元，占支出的33.33%。", ["+3.00 / +9.00 = 33.33%"]),
        ("支出9万元。基本支出3万元，占装修费的33.33%，占预算的33.33%。", []),
        ("支出9万元。装修费3万元，占支出的33.33%。", ["+3.00 / +9.00 = 33.33%"]),
        ("支出9万元。其中：装修费3万元，占33.33%。", []),
        ("支出9万元，支出8万元，项目支出3万元，占支出的33.33%。", []),
        ("支出9万元。支出的去向：国防支出3万元，占33.33%。", ["+3.00 / +9.00 = 33.33%"]),
    ],
)
def test_a_percentage_is_related_only_where_both_sides_are_printed(text: str, expected: list[str]) -> None:
    assert rates(narrated(_spent(text))) == expected


def test_what_was_spent_is_a_percentage_of_what_had_been_budgeted() -> None:
    text = "某局2026年度部门决算\n三、支出决算情况说明\n支出年初预算为{}万元，支出决算为9万元，完成年初预算的90%。"
    assert rates(narrated(text.format(10))) == ["+9.00 / +10.00 = 90%"]
    assert rates(narrated(text.format(0))) == []
    assert rates(narrated(_spent("支出9万元，完成预算的90%。"))) == []


def test_a_printed_change_leads_from_the_year_before_to_this_year() -> None:
    assert sums(narrated(_spent("支出9万元，上年10万元，减少1万元。"))) == ["+9.00 = +10.00 -1.00"]
    assert sums(narrated(_spent("支出9万元，上年8万元，增加1万元。"))) == ["+9.00 = +8.00 +1.00"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支出9万元，上年8万元，比上年减少12.5%。", [("direction", "支出", "减少12.5%", "上年 8万元，本年 9万元")]),
        ("支出8万元，上年8万元，比上年增长12.5%。", [("direction", "支出", "增加12.5%", "上年 8万元，本年 8万元")]),
        ("支出9万元，上年8万元，与上年持平。", [("direction", "支出", "持平", "上年 8万元，本年 9万元")]),
        ("支出9万元，上年9万元，与上年持平。", []),
        ("支出9万元，上年0万元，比上年增长100%。", []),
        ("支出9万元，比上年减少1万元，增长12.5%。", []),
    ],
)
def test_a_word_against_both_printed_amounts_is_odd(text: str, expected: list[tuple[str, ...]]) -> None:
    assert oddities(narrated(_spent(text))) == expected


_RESERVED = "本部门面向中小企业预留政府采购项目预算金额4万元，其中，预留给小型和微型企业的政府采购项目预算为3万元。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"三、政府采购情况\n政府采购预算总额5万元。{_RESERVED}", ["+4.00 ≤ +5.00", "+3.00 ≤ +4.00"]),
        (f"三、政府采购情况\n{_RESERVED}", ["+3.00 ≤ +4.00"]),
        (f"某局部门决算\n三、政府采购情况\n政府采购金额5万元。{_RESERVED}", ["+3.00 ≤ +4.00"]),
        ("三、政府采购情况\n预留给小型和微型企业3万元", []),
    ],
)
def test_what_is_reserved_is_no_more_than_the_whole(text: str, expected: list[str]) -> None:
    assert sums(narrated(text)) == expected


_GOALS = "十、绩效管理情况\n编报绩效目标的项目{}个，涉及项目金额5万元。"


@pytest.mark.parametrize(
    ("text", "total", "expected", "counted"),
    [
        (_GOALS.format(2) + "其中：甲费2万元，乙费3万元。", "5万元", ["+2.00 +3.00 = +5.00"], []),
        (_GOALS.format(3) + "其中：甲费2万元，乙费3万元。", "5万元", ["+2.00 +3.00 ≤ +5.00"], []),
        (_GOALS.format(3) + "其中：甲费2万元。", "5万元", [], []),
        (
            _GOALS.format(3) + "其中：其他运转类项目2个，涉及金额3万元；特定目标类项目1个，涉及金额2万元。",
            "5万元",
            ["+3.00 +2.00 = +5.00"],
            ["3个 = 3：其他运转类项目 2 + 特定目标类项目 1"],
        ),
        (
            _GOALS.format(3) + "其中：重点项目2个，涉及金额3万元；一般项目1个，涉及金额1万元。",
            "5万元",
            ["+3.00 +1.00 ≤ +5.00"],
            [],
        ),
        (_GOALS.format(3) + "其中：重点项目2个，涉及金额3万元，甲费2万元。", "5万元", [], []),
        (_GOALS.format(3) + "其中：重点项目2个，涉及金额3万元，涉及金额1万元。", "5万元", [], []),
        ("十、绩效管理情况\n编报绩效目标的2026年度项目3个，其中：甲费2万元，乙费3万元。", None, [], []),
        ("十、绩效管理情况\n编报绩效目标的项目3个，预算5万元", None, [], []),
    ],
)
def test_projects_are_stated_with_their_total_and_split(
    text: str, total: str | None, expected: list[str], counted: list[str]
) -> None:
    narrative = narrated(text)
    (stated,) = narrative.projects
    assert (stated.total.text if stated.total else None) == total
    assert sums(narrative) == expected
    assert tallies(narrative) == counted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "共有车辆3辆，其中：一般公务用车1辆、其他用车1辆；单价5万元以上设备0台。",
            ["3辆 = 2：一般公务用车 1 + 其他用车 1"],
        ),
        ("车辆0辆（一般公务用车0辆，其他用车0辆）", ["0辆 = 0：0"]),
        ("车辆3辆（一般公务用车1辆，特种用车1辆）", []),
        ("车辆3辆，其中：一般公务用车1辆、其他用车1台", []),
        ("车辆3辆，其中：无", []),
    ],
)
def test_cars_are_as_many_as_their_kinds(text: str, expected: list[str]) -> None:
    assert tallies(narrated(f"十一、国有资产占有使用情况\n{text}")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一季度1万元，第二季度2万元，第三季度3万元，第四季度4万元。", [["1万元", "2万元", "3万元", "4万元"]]),
        ("第一季度1万元，第二季度2万元，第三季度3万元。", []),
        ("第二季度1万元，第一季度2万元，第三季度3万元，第四季度4万元。", []),
        ("第一季度1万元，第二季度2万元，第三季度3万元，第四季度4万元，第一季度5万元。", []),
    ],
)
def test_four_quarters_are_told_in_their_order(text: str, expected: list[list[str]]) -> None:
    narrative = narrated(f"项目经费情况说明\n{text}")
    assert [[figure.text for figure in group] for group in narrative.quarters] == expected


def test_names_are_compared_only_where_one_place_lists_the_projects() -> None:
    listed = _GOALS.format(2) + "其中：甲工程2万元，乙租赁3万元，丙3万元，丁费1万元，丁费2万元。"
    texts = "一、项目经费情况说明\n甲工程2万元，差旅费1万元，增加1万元，甲工程材料单价1万元，第1期甲工程1万元。"
    again = "二、项目经费情况说明\n差旅费2万元，丁费1万元。"
    found = narrated(f"{listed}\n{texts}\n{again}").named
    assert [(name, figure.text) for name, figure in found] == [
        ("甲工程", "2万元"),
        ("乙租赁", "3万元"),
        ("甲工程", "2万元"),
    ]
