"""Everything that must agree in a document, found once."""

from procure.budget import recognise
from procure.budget.reconcile import Reconciliation, figures_of, reconcile
from procure.budget.relation import Kind, Sum, Tally
from procure.intake import parse
from tests.budget.building import FRONT, PURCHASER

SPENT = f"""2026年部门支出总表
部门名称：{PURCHASER}
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
合计\t\t3.00\t1.00\t2.00
201\t一般公共服务支出\t3.00\t1.00\t2.00
20103\t政府办公厅（室）及相关机构事务\t3.00\t1.00\t2.00
2010301\t行政运行\t3.00\t1.00\t2.00
"""
SAID = "三、支出预算情况说明\n2026年度支出预算3.00万元，其中：基本支出1.00万元，项目支出2.00万元。\n"


def told(text: str) -> Reconciliation:
    document = parse("预算.txt", FRONT + text)
    return reconcile(document, recognise(document)[0])


def kinds(one: Reconciliation) -> set[Kind]:
    return {relation.kind for relation in one.relations if isinstance(relation, Sum)}


def test_a_table_is_bound_by_its_columns_its_codes_and_what_the_text_says_of_it() -> None:
    one = told(SPENT + SAID)
    assert {Kind.COLUMNS, Kind.CODES, Kind.SAME} <= kinds(one)
    assert one.unbound == ()
    assert {figure.text for figure in one.figures} == {"3.00", "1.00", "2.00", "3.00万元", "1.00万元", "2.00万元"}


def test_an_identity_that_the_table_adds_up_itself_is_found_once() -> None:
    sums = [one for one in told(SPENT).relations if isinstance(one, Sum)]
    places = [frozenset(figure.place for figure in figures_of(one)) for one in sums]
    assert len(places) == len(set(places))


def test_a_price_is_no_amount_that_something_should_check() -> None:
    one = told(SPENT + SAID + "五、国有资产占有使用情况\n单价100万元以上设备0台。\n")
    assert [figure.text for figure in one.unbound] == ["100万元"]
    assert one.unchecked == ()


def test_an_unknown_table_is_named() -> None:
    one = told("某某事项表\n单位：万元\n事项\t数量\n甲\t1.00\n乙\t2.00\n")
    assert [table.title for table in one.unknown] == ["某某事项表"]


def test_a_tally_compares_no_amounts() -> None:
    cars = "共有车辆7辆，其中：一般公务用车3辆、执法执勤用车4辆、其他用车0辆。"
    one = told(f"{SPENT}{SAID}五、国有资产占有使用情况\n{cars}\n")
    [tally] = [relation for relation in one.relations if isinstance(relation, Tally)]
    assert (tally.stated.number, tally.found, list(figures_of(tally))) == (7, 7, [])


def test_an_empty_form_has_nothing_odd_about_it() -> None:
    form = "2026年政府性基金预算支出表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n合计\t\t\t\t\n"
    assert told(form).oddities == ()
    assert [one.kind for one in told(SPENT + form).oddities] == ["empty_unsaid"]


def test_named_amounts_are_compared_between_the_places_that_name_them() -> None:
    listed = "编报绩效目标的项目2个，涉及项目预算资金2.00万元。其中：绿化养护费1.50万元，保洁费0.50万元。"
    text = f"四、绩效目标设置情况\n{listed}\n项目经费情况说明\n一、项目概述\n绿化。\n"
    again = "六、年度预算安排\n绿化养护费1.60万元，保洁费0.50万元。\n"
    named = [one for one in told(text + again).relations if isinstance(one, Sum) and one.subject.startswith("文字说明")]
    assert [tuple(figure.text for figure in figures_of(one)) for one in named] == [
        ("1.60万元", "1.50万元"),
        ("0.50万元", "0.50万元"),
    ]


def problems(one: Reconciliation) -> list[tuple[str, str, str]]:
    return [(problem.field, problem.found, problem.consequence) for problem in one.problems]


def test_a_cell_of_amounts_that_is_none_is_a_problem() -> None:
    text = SPENT.replace("2010301\t行政运行\t3.00\t1.00\t2.00", "2010301\t行政运行\t3.00\t约1\t2.00")
    assert problems(told(text)) == [("金额", "约1", "不是金额，该数未核对")]


def test_a_table_of_no_unit_is_a_problem_even_where_it_is_all_there_is() -> None:
    [(field, found, consequence)] = problems(told(SPENT.replace("单位：万元\n", "")))
    assert (field, found) == ("单位", "2026年部门支出总表")
    assert consequence.endswith("该表的金额未核对")


def test_the_cells_of_a_form_are_no_problems() -> None:
    form = SPENT.replace("3.00", "XX").replace("1.00", "XX").replace("2.00", "XX")
    assert problems(told(form)) == []


def test_tables_that_a_document_prints_for_several_units_are_not_compared_with_each_other() -> None:
    other = SPENT.replace("3.00", "5.00").replace("1.00", "3.00").replace("部门支出总表", "部门支出总表（第一小学）")
    first = SPENT.replace("部门支出总表", "部门支出总表（本级）")
    assert Kind.SAME not in kinds(told(first + other))


def test_relations_of_one_name_are_told_apart_by_their_keys() -> None:
    table = (
        "2026年项目支出预算表\n单位：万元\n项目名称\t合计\t一般公共预算\t单位资金\n"
        "合计\t6.00\t4.00\t2.00\n绿化\t3.00\t2.00\t1.00\n绿化\t3.00\t2.00\t1.00\n"
    )
    columns = [one for one in told(table).relations if isinstance(one, Sum) and one.kind is Kind.COLUMNS]
    ids = [(one.subject, one.key) for one in columns]
    assert len(ids) == len(set(ids)) == 3


RECEPTION = (
    "2026年财政拨款“三公”经费支出预算表\n单位：万元\n项目\t合计\t一般公共预算\n公务接待费\t2.00\t2.00\n合计\t2.00\t2.00\n"
    "2026年项目支出预算表\n单位：万元\n项目名称\t合计\n公务接待费\t3.00\n"
)
INCOME = (
    "2026年部门收入总表\n单位：万元\n科目编码\t科目名称\t合计\t一般公共预算\t单位资金\n"
    "合计\t\t5.00\t4.00\t1.00\n201\t一般公共服务支出\t5.00\t4.00\t1.00\n"
)


def test_a_project_is_within_its_public_expense_where_all_money_is_fiscal() -> None:
    def parts(text: str) -> list[Sum]:
        return [one for one in told(text).relations if isinstance(one, Sum) and one.kind is Kind.PROJECTS]

    assert [one.at_most for one in parts(RECEPTION)] == [True]
    assert parts(RECEPTION + INCOME) == []
