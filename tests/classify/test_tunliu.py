"""The projects of a county department's budget, by their essential words and whole as published."""

import pytest

from procure.classify import classify, load_lexicon
from procure.model import Classification, Field, Project
from tests.classify.making import project, said
from tests.shared_documents import document

GENERIC = "更好地提供后勤服务,办理机关委托的事项。"
RUNNING = "为大院有序运转而设立。"
DONE = "9月20日全部竣工,质量合格。2025年1月9日经财政部门结算审查"
ALL = "goods|services|works"

VEHICLES = [
    ("车辆保险", "services", False),
    ("车辆加油", "services", False),
    ("车辆维修和保养", "services", False),
    ("过路过桥费", "services", True),
]
ENTRUSTED = [(label, "services", False) for label in ("劳务派遣", "绿化", "保洁", "保安", "等未列明内容")]
VENUE = [(label, "services", False) for label in ("场地使用", "宾馆", "会议")]
PLATFORM = [("信息系统", "services", False), ("卫星定位终端", "goods", False)]
PROPERTY = [("物业", "services", False), ("水电费", "goods|services", True), ("等未列明内容", "services", True)]

Told = dict[str, list[str]]
CASES: list[tuple[str, Told, str, list[tuple[str, str, bool]]]] = [
    (
        "办公用房维修经费",
        {"overview": ["统一维修。"], "indicators": ["竣工验收合格"]},
        "purchase",
        [("房屋维修", "works", False)],
    ),
    ("纪委监委办案基地建设工程", {"overview": [DONE], "plan": [DONE]}, "settlement", [("建设工程", "works", True)]),
    (
        "派遣司机、绿化、保洁等委托费",
        {"overview": ["各院保洁、绿化、保安等费用;"], "plan": [GENERIC]},
        "mixed",
        ENTRUSTED,
    ),
    ("省局规定节能改造费", {"plan": ["安排节能改造(节水、节电、节气)费"]}, "purchase", [("节能改造", ALL, False)]),
    ("国庆、春节、元宵节亮化", {"overview": [RUNNING], "plan": ["做好两节亮化"]}, "purchase", [("亮化", ALL, False)]),
    ("公务用车全省一张网运行维护费", {"overview": ["建立信息管理平台,车辆安装GPS"]}, "mixed", PLATFORM),
    ("取暖费", {"overview": ["统一支付取暖费用。"]}, "utility", [("取暖费", "goods|services", True)]),
    ("三个食堂餐具更新费", {"plan": ["对餐具、厨具更新作计划"]}, "purchase", [("餐具厨具", "goods", False)]),
    (
        "车辆租赁费",
        {"overview": ["向租赁公司租赁车辆25辆"], "plan": ["旧车报废,聘请机构评估"]},
        "purchase",
        [("车辆租赁", "services", False)],
    ),
    ("工勤人员工资", {"overview": ["司机工资为2700元/月"], "plan": ["依规办理社会保险。"]}, "personnel", []),
    ("垃圾分类资金", {"overview": [RUNNING]}, "purchase", [("垃圾分类", "goods|services", False)]),
    (
        "纪委监委办公楼、党群服务中心、医保局等租赁费",
        {"overview": ["以租赁方式取得办公大楼,供党群服务中心、医保局等使用"]},
        "purchase",
        [("房屋租赁", "services", False)],
    ),
    (
        "机关大院运行经费",
        {"overview": [GENERIC], "indicators": ["水电暖气物业等保障度"]},
        "unknown",
        [("运行经费", ALL, True)],
    ),
    ("大院食堂承包费", {"overview": [GENERIC]}, "purchase", [("食堂餐饮服务", "services", False)]),
    ("会场使用费", {"overview": ["宾馆费用、会议费、场地使用费"], "indicators": ["培训班次"]}, "mixed", VENUE),
    ("公务用车运行费", {"overview": [RUNNING]}, "mixed", VEHICLES),
    ("遗属人员补助", {"overview": ["工资福利支出和对个人和家庭的补助"], "plan": ["发放生活补助。"]}, "transfer", []),
    (
        "设备购置",
        {"plan": ["为周转房等购置办公家具"], "indicators": ["办公设备"]},
        "purchase",
        [("办公家具", "goods", False)],
    ),
    ("公务接待费", {"overview": ["公务接待产生的费用"]}, "reception", [("公务接待", "services", True)]),
    (
        "映水兰香集中办公区物业水电费",
        {"overview": ["文旅公司自筹资金进行装修,租赁费用由文旅公司承担。物业、水电等运维费用由本中心承担。"]},
        "mixed",
        PROPERTY,
    ),
]


def made(name: str) -> Project:
    return next(project(case, **told) for case, told, _, _ in CASES if case == name)


def judged(subject: Project) -> Classification:
    return classify(subject, load_lexicon())


@pytest.mark.parametrize(("name", "nature", "parts"), [(name, *rest) for name, _, *rest in CASES])
def test_each_project_has_its_nature_and_parts(name: str, nature: str, parts: list[tuple[str, str, bool]]) -> None:
    assert said(judged(made(name))) == (nature, parts)


def test_items_and_restrictions_that_decide_the_listing() -> None:
    every = [part for name, *_ in CASES for part in judged(made(name)).parts]
    codes = {part.label: (part.codes, set(part.meets)) for part in every}
    assert codes["保洁"] == (("C23160000", "C21040000"), set())
    assert codes["保安"] == (("C05040300",), set())
    assert codes["绿化"] == (("C13030000", "C21040000"), set())
    assert codes["物业"] == (("C21040000",), set())
    assert codes["办公家具"] == (("A05010000",), {"standard_office_furniture"})
    assert [codes[label][0] for label in ("车辆维修和保养", "车辆加油", "车辆保险")] == [
        ("C23120301",),
        ("C23120302",),
        ("C18040102",),
    ]
    assert codes["房屋租赁"] == (("C21020000",), set())
    assert codes["食堂餐饮服务"] == (("C22040000",), set())


def test_what_is_no_purchase_says_why_with_its_phrase() -> None:
    wages = judged(project("工勤人员工资"))
    assert wages.why_not == "“工资”是人员支出，没有以合同方式取得货物、工程或者服务（政府采购法 2）"
    assert [(evidence.field, evidence.phrase) for evidence in wages.evidence] == [(Field.NAME, "工资")]
    assert wages.questions == ()


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("取暖费", ["sole_supplier"]),
        ("公务接待费", ["bought_by_contract"]),
        ("机关大院运行经费", ["parts"]),
        ("公务用车运行费", ["part_amounts", "sole_supplier"]),
        ("办公用房维修经费", []),
        ("车辆租赁费", []),
    ],
)
def test_what_is_not_known_is_asked(name: str, facts: list[str]) -> None:
    assert [question.fact for question in judged(project(name)).questions] == facts


def test_a_settlement_asks_for_the_original_procurement() -> None:
    settlement = judged(project("基地建设工程", [DONE]))
    assert [question.fact for question in settlement.questions] == ["earlier_purchase"]
    assert [evidence.phrase for evidence in settlement.evidence] == ["全部竣工", "结算审查", "建设工程"]


def test_an_indicator_or_a_plan_is_no_settlement() -> None:
    assert judged(project("基地建设工程", [], [], ["全部竣工验收合格率"])).nature.value == "purchase"
    assert judged(project("基地建设工程", ["预计2026年9月全部竣工"])).nature.value == "purchase"


def test_the_published_document() -> None:
    from procure.budget.recognise import recognise
    from procure.intake import read

    source, _ = read(document("tunliu-2026-budget.txt"))
    assert source is not None
    budget, _ = recognise(source)
    expected = {name: (nature, parts) for name, _, nature, parts in CASES}
    assert len(budget.projects) == 25
    for subject in budget.projects:
        assert said(judged(subject)) == expected[subject.name], subject.id
