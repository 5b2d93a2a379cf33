from procure.model import BudgetDocument
from tests.budget.building import recognised, shown

_TITLE = "2026年一般公共预算安排基本支出分经济科目表\n单位：万元\n"
_HEAD = "部门预算支出经济科目名称\t政府预算支出经济科目名称\t2026年预算数\t\n\t\t合计\t人员经费\n"


def _lines(budget: BudgetDocument) -> list[tuple[str, str, str]]:
    return [(one.name, one.parent, one.amount.text) for one in budget.economic_lines]


def test_lines_under_classes_that_may_buy_are_read_and_the_rest_is_not() -> None:
    rows = (
        "合计\t\t20.00\n1\t2\t3\n工资福利支出\t\t9.00\n基本工资\t\t9.00\n"
        "商品和服务支出\t\t5.00\n办公费\t\t5.00\n印刷费\t\t\n"
        "资本性支出（基本建设）\t\t6.00\n对个人和家庭的补助\t\t1.00\n退休费\t\t1.00\n"
    )
    budget, problems = recognised(_TITLE + _HEAD + rows)
    assert _lines(budget) == [
        ("办公费", "商品和服务支出", "5.00"),
        ("资本性支出（基本建设）", "资本性支出（基本建设）", "6.00"),
    ]
    assert problems == []


def test_a_class_row_counts_where_its_lines_are_empty() -> None:
    budget, _ = recognised(_TITLE + _HEAD + "商品和服务支出\t\t5.00\n办公费\t\t\n")
    assert _lines(budget) == [("商品和服务支出", "商品和服务支出", "5.00")]


def test_an_amount_that_cannot_be_read_is_a_problem() -> None:
    budget, problems = recognised(_TITLE + _HEAD + "商品和服务支出\t\t5.00\n办公费\t\t-5.00\n")
    assert _lines(budget) == []
    assert shown(problems) == [(6, "合计", "-5.00", "是负数，该行未审查")]


def test_a_table_without_a_head_or_a_unit_is_a_problem_where_it_has_lines() -> None:
    rows = "商品和服务支出\t\t5.00\n"
    _, problems = recognised(_TITLE + rows)
    assert [(one.field, one.consequence) for one in problems] == [
        ("表头", "未找到“经济科目名称”列和“合计”列，该表1行未审查")
    ]
    _, problems = recognised("基本支出分经济科目表\n" + _HEAD + rows)
    assert [(one.field, one.consequence) for one in problems] == [("单位", "没有金额单位，该表1行未审查")]
    assert recognised("基本支出分经济科目表\n" + _HEAD + "合计\t\t\n")[1] == []


def test_only_the_first_table_by_account_counts() -> None:
    table = _TITLE + _HEAD + "商品和服务支出\t\t5.00\n"
    budget, _ = recognised(table + "第二张\n" + table.replace("安排", "（政府）"))
    assert len(budget.economic_lines) == 1


def test_a_head_that_the_next_page_repeats_is_no_line() -> None:
    budget, problems = recognised(
        _TITLE + _HEAD + "商品和服务支出\t\t5.00\n办公费\t\t3.00\n" + _HEAD + "印刷费\t\t2.00\n"
    )
    assert [name for name, _, _ in _lines(budget)] == ["办公费", "印刷费"]
    assert problems == []
