import pytest

from procure.model import Problem, StatedProcurement
from procure.money import yuan
from tests.budget.building import FRONT, recognised, shown

_TABLE = "2026年预算收支总表\n单位：万元\n收入\t支出\n"


def _read(text: str) -> tuple[StatedProcurement | None, list[Problem]]:
    budget, problems = recognised(f"{FRONT}{_TABLE}{text}\n")
    return budget.procurement, problems


def _amounts(text: str) -> list[str | None]:
    stated, problems = _read(text)
    assert problems == []
    assert stated is not None
    figures = (stated.total, stated.goods, stated.works, stated.services)
    return [yuan(figure.fen) if figure else None for figure in figures]


_FORMS = {
    "山西": "2026年某局政府采购预算总额39.18万元。其中：政府采购货物预算0万元、政府采购工程预算0.00万元、"
    "政府采购服务预算39.18万元。",
    "重庆": "2026年本部门政府采购预算总额39.18万元：政府采购货物预算0万元、政府采购工程预算0万元、政府采购服务预算"
    "39.18万元；其中一般公共预算拨款政府采购9万元：政府采购货物预算1万元、政府采购工程预算2万元、政府采购服务预算6万元。",
    "上海": "2026年度本单位政府采购预算39.18万元，其中：政府采购货物预算0万元、政府采购工程预算0万元、政府采购\n"
    "服务预算39.18万元。\n2026年本部门面向中小企业预留政府采购项目预算金额34万元，其中，预留给小型和微型企业的"
    "政府采购项目预算为30万元，服务预算8万元。",
    "决算": "2026年度政府采购金额（以合同签订为准）为 39.18 万元，其中：货物采购金额 0 万元、工程采购金额 0 万元、"
    "服务采购金额 39.18 万元。",
    "决算支出": "2026年某局政府采购支出总额39.18万元，其中：政府采购货物支出0万元、政府采购工程支出0万元、"
    "政府采购服务支出39.18万元。授予中小企业合同金额20万元，服务支出5万元。",
    "广西": "2026 年政府采购预算 391,800 元，同比增加 17000 元，上年政府采购预算 374,800 元。其中：政府集中采购预算 "
    "300000 元，占政府采购预算的 76.57%；分散采购 91800 元。按资金来源划分，一般公共预算拨款 391800 元。按项目类型，"
    "分为货物类采购、工程类采购和服务类采购三种类型。其中：货物类采购 0 元，占政府采购预算 0%；工程类采购 0 元，占"
    "政府采购预算 0%；服\n务类采购 391800 元，占政府采购预算 100%。",
    "字间有空格": "2026 年 政 府 采 购 预 算 39.18 万 元 ， 其 中 ： 货 物 0 万 元 ， 工 程 0 元 ， "
    "服 务 类 采 购 39.18 万 元 。",
}


@pytest.mark.parametrize("text", _FORMS.values(), ids=_FORMS)
def test_every_form_of_the_sentence_is_read(text: str) -> None:
    assert _amounts(f"九、政府采购情况\n{text}\n十、其他\n服务费用99万元") == ["391800.00", "0.00", "0.00", "391800.00"]


def test_thousands_and_works_are_read_and_what_is_not_stated_stays_unknown() -> None:
    assert _amounts("本部门政府采购预算1,830.50万元，其中工程预算550.00万元") == [
        "18305000.00",
        None,
        "5500000.00",
        None,
    ]


@pytest.mark.parametrize(
    "text",
    [
        "本单位2026年未安排政府采购预算。",
        "2026年，本部门无政府采购预算安排",
        "九、政府采购情况\n本单位没有政府采购预算，",
    ],
)
def test_none_planned_states_zeros(text: str) -> None:
    assert _amounts(text) == ["0.00"] * 4


def test_a_ban_on_purchases_without_a_budget_states_nothing() -> None:
    assert _read("无政府采购预算的项目不得采购。") == (None, [])


def test_figures_know_their_line_and_text_also_across_a_line_break() -> None:
    stated, _ = _read("九、政府采购情况\n本局政府采购预算总额39.\n18万元，其中：服务预算39.18万元")
    assert stated is not None
    assert stated.total is not None
    assert stated.services is not None
    assert (stated.place.line, stated.place.text, stated.total.text) == (7, "39.", "39.18万元")
    assert (stated.services.place.line, stated.services.place.text) == (8, "39.18万元")
    assert stated.services.place.label == "政府采购服务预算"


def test_this_years_total_is_taken_and_not_another_years() -> None:
    assert (
        _amounts("2025年政府采购预算20万元。2026年政府采购预算30万元，比上年政府采购预算增加10万元")[0] == "300000.00"
    )
    assert _read("2025年政府采购预算20万元。") == (None, [])
    budget, _ = recognised("某县某局部门预算\n2025年政府采购预算20万元。\n")
    assert budget.procurement is not None


def test_a_second_total_that_differs_is_said() -> None:
    stated, problems = _read("政府采购预算20万元。\n政府采购预算20万元。\n政府采购预算30万元。")
    assert stated is not None
    assert stated.place.line == 6
    assert shown(problems) == [(8, "政府采购预算总额", "30万元", "与第6行的 20.00万元 不一致，按第6行核对")]
    assert [one.unread for one in problems] == [False]


@pytest.mark.parametrize(
    ("text", "found", "reason"),
    [
        ("政府采购预算XX万元，其中：货物预算XX万元", "XX万元", "不是金额"),
        ("政府采购预算   万元", "万元", "不是金额"),
        ("政府采购预算约39万元", "约39万元", "不是金额"),
        ("政府采购预算总额39.18，其中", "39.18", "没有单位"),
        ("政府采购预算-5万元", "-5万元", "是负数"),
        ("政府采购预算9,10168万元", "9,10168万元", "不是金额"),
        (f"政府采购预算{'9' * 30}元", f"{'9' * 30}元", "超出可计算的范围"),
    ],
)
def test_a_total_that_cannot_be_read_is_one_problem(text: str, found: str, reason: str) -> None:
    stated, problems = _read(text)
    assert stated is None
    assert shown(problems) == [(6, "政府采购预算总额", found, f"{reason}，未核对政府采购预算")]


def test_a_part_that_cannot_be_read_is_a_problem_and_stays_unknown() -> None:
    stated, problems = _read("政府采购预算39万元，其中货物预算XX万元、购买服务预算7万元、服务预算约39万元")
    assert stated is not None
    assert (stated.goods, stated.services) == (None, None)
    assert shown(problems) == [
        (6, "政府采购货物预算", "XX万元", "不是金额，未核对政府采购预算"),
        (6, "政府采购服务预算", "约39万元", "不是金额，未核对政府采购预算"),
    ]


def test_a_section_on_procurement_without_any_figure_is_a_problem() -> None:
    stated, problems = _read("八、概况\n九、政府采购情况\n详见附件。\n十、其他")
    assert stated is None
    assert shown(problems) == [(7, "政府采购预算总额", "详见附件。", "未读出政府采购预算数，未核对政府采购预算")]
    assert shown(_read("九、政府采购情况如下")[1])[0][2] == "九、政府采购情况如下"
    assert _read("十、政府采购管理办法\n全文")[1] == []
