import pytest

from procure.model import Place
from procure.money import wan
from tests.budget.telling import narrated, oddities, rates, rows, sums, tallies, texts, told_by
from tests.shared_documents import document

_TUNLIU = "tunliu-2026-budget.txt"
_OFFICE = "putuo-govoffice-2025-budget.pdf"
_FINANCE = "putuo-finance-2025-budget.pdf"
_WANLI = "putuo-wanli-2023-budget.pdf"

_TUNLIU_ROWS = """\
income all all total all amount 2830.71
income all all total current amount 2830.71
carried_in all all total all amount 0.00
income all all total all change -864.88
expenditure all all total all amount 2830.71
expenditure all all total current amount 2830.71
expenditure all all total carried amount 0.00
expenditure all all total all change -864.88
income all all total all amount 2830.71
income general all total current amount 2830.71
income gov_fund all total current amount 0.00
income state_capital all total current amount 0.00
income special_account all total current amount 0.00
income unit all total current amount 0.00
carried_in all all total all amount 0.00
expenditure all all total all amount 2830.71
expenditure all basic total all amount 349.41
expenditure all project total all amount 2481.30
income fiscal all total all amount 2830.71
expenditure fiscal all total all amount 2830.71
income general all total all amount 2830.71
income gov_fund all total all amount 0.00
income state_capital all total all amount 0.00
income fiscal all total current amount 2830.71
carried_in fiscal all total all amount 0.00
expenditure fiscal all function/一般公共服务支出 all amount 2752.09
expenditure fiscal all function/社会保障和就业支出 all amount 35.53
expenditure fiscal all function/卫生健康支出 all amount 15.10
expenditure fiscal all function/住房保障支出 all amount 28.00
expenditure general all total current amount 2830.71
expenditure general all total current change -593.27
expenditure general all total current amount 2830.71
expenditure general all function/一般公共服务支出 current amount 2752.09
expenditure general all function/社会保障和就业支出 current amount 35.53
expenditure general all function/卫生健康支出 current amount 15.10
expenditure general all function/住房保障支出 current amount 28.00
expenditure general basic total current amount 349.41
expenditure general personnel total current amount 340.47
expenditure general public total current amount 8.94
- fiscal - three_public/total all amount 206.00
- fiscal - three_public/total all change -18.48
- fiscal - three_public/abroad all amount 0.00
- fiscal - three_public/abroad all change 0.00
- fiscal - three_public/reception all amount 23.00
- fiscal - three_public/reception all change -7.00
- fiscal - three_public/vehicles all amount 183.00
- fiscal - three_public/vehicles all change -11.48
- fiscal - three_public/vehicle_running all amount 183.00
- fiscal - three_public/vehicle_running all change -11.48
- fiscal - three_public/vehicle_purchase all amount 0.00
- fiscal - three_public/vehicle_purchase all change 0.00
"""

_SHANGHAI_HEAD = """\
income all all total all amount {total}
income fiscal all total all amount {total}
income fiscal all total all change {change}
income business all total all amount 0.00
income operating all total all amount 0.00
income other all total all amount 0.00
expenditure all all total all amount {total}
expenditure fiscal all total all amount {total}
expenditure fiscal all total all change {change}
expenditure general all total all amount {total}
expenditure general all total all change {change}
expenditure gov_fund all total all amount 0.00
expenditure gov_fund all total all change {fund}
expenditure state_capital all total all amount 0.00
expenditure state_capital all total all change 0.00
"""

_OFFICE_PUBLIC = """\
- fiscal - three_public/total all amount 867.50
- fiscal - three_public/total all change 0.00
- fiscal - three_public/abroad all amount 839.00
- fiscal - three_public/abroad all change 0.00
- fiscal - three_public/vehicles all amount 0.00
- fiscal - three_public/vehicles all change 0.00
- fiscal - three_public/vehicle_purchase all amount 0.00
- fiscal - three_public/vehicle_purchase all change 0.00
- fiscal - three_public/vehicle_running all amount 0.00
- fiscal - three_public/vehicle_running all change 0.00
- fiscal - three_public/reception all amount 28.50
- fiscal - three_public/reception all change 0.00
- fiscal - operating_costs all amount 213.28
"""


def test_tunliu_says_what_its_sentences_say() -> None:
    narrative = told_by(_TUNLIU, 2026)
    assert rows(narrative) == _TUNLIU_ROWS.splitlines()
    assert oddities(narrative) == []
    assert narrative.problems == ()


def test_tunliu_counts_its_projects_and_cars() -> None:
    narrative = told_by(_TUNLIU, 2026)
    split = "24个 = 24：其他运转类项目 23 + 特定目标类项目 1"
    assert tallies(narrative) == [split, split, "76辆 = 76：其他公务用车 76"]
    stated = [(one.count.number, one.total and wan(one.total.fen)) for one in narrative.projects]
    assert stated == [(24, "2481.30")] * 2


def test_tunliu_prints_more_than_it_states() -> None:
    narrative = told_by(_TUNLIU, 2026)
    assert len(narrative.amounts) == 68
    assert len(narrative.limits) == 9
    assert [figure.text for figure in narrative.limits if figure.text == "400万元"] == ["400万元", "400万元"]


@pytest.mark.parametrize(
    ("name", "year", "total", "change", "fund", "items"),
    [
        (_OFFICE, 2025, "9101.68", "-2389.52", "0.00", 12),
        (_FINANCE, 2025, "3121.42", "107.62", "0.00", 11),
        (_WANLI, 2023, "16497.86", "1421.25", "1421.25", 34),
    ],
)
def test_shanghai_says_income_expenditure_and_items(  # noqa: PLR0913, PLR0917 a document has as many facts
    name: str, year: int, total: str, change: str, fund: str, items: int
) -> None:
    found = rows(told_by(name, year))
    head = _SHANGHAI_HEAD.format(total=total, change=change, fund=fund).splitlines()
    assert found[: len(head)] == head
    functions = [row for row in found if "fiscal all function/" in row and " amount " in row]
    assert len({row.split()[3] for row in functions}) == items
    assert oddities(told_by(name, year)) == []


def test_an_office_says_its_public_expenses() -> None:
    assert rows(told_by(_OFFICE, 2025))[-13:] == _OFFICE_PUBLIC.splitlines()


def test_slips_are_told_as_printed() -> None:
    path = "function/社会保障和就业支出/行政事业单位养老支出/机关事业单位职业年金缴费支出"
    assert f"expenditure fiscal all {path} all amount 887.36" in rows(told_by(_FINANCE, 2025))
    twice = [row for row in rows(told_by(_WANLI, 2023)) if path in row]
    assert [row.split()[-2:] for row in twice] == [["amount", "220.63"], ["before", "132.59"], ["amount", "441.25"]]


def test_projects_quarters_and_names_are_listed() -> None:
    finance, wanli = told_by(_FINANCE, 2025), told_by(_WANLI, 2023)
    assert [[wan(figure.fen) for figure in group] for group in wanli.quarters] == [
        ["25.88", "180.74", "186.60", "16.78"]
    ]
    assert [(one.count.number, one.total and wan(one.total.fen)) for one in wanli.projects] == [(5, "3328.13")]
    assert [(name, wan(figure.fen)) for name, figure in finance.named] == [
        ("中介机构服务费", "418.80"),
        ("财政业务费", "10.00"),
        ("信息化系统日常维护费", "166.66"),
        ("援滇干部工作经费", "3.00"),
        ("信息化系统日常维护费", "166.66"),
        ("中介机构服务费", "418.80"),
        ("财政业务费", "10.00"),
    ]
    assert tallies(wanli) == ["7辆 = 7：一般公务用车 3 + 执法执勤用车 4"]


def test_a_blank_form_prints_no_amount() -> None:
    narrative = told_by("shanghai-2024-account-template.pdf", 2024)
    assert [*rows(narrative), *texts(narrative), *sums(narrative), *rates(narrative)] == []
    assert [figure.text for figure in narrative.limits] == ["100万元"]
    assert (oddities(narrative), tallies(narrative)) == ([], [])


@pytest.mark.parametrize("name", [_TUNLIU, _OFFICE, _FINANCE, _WANLI])
def test_every_amount_has_a_place_of_its_own_that_statements_share(name: str) -> None:
    document(name)
    narrative = told_by(name, int(next(part for part in name.removesuffix(".txt").split("-") if part.isdigit())))
    places: list[Place] = [figure.place for figure in narrative.amounts]
    assert len(set(places)) == len(places)
    figures = [one.figure for one in narrative.statements if one.figure.text not in ("持平", "相同", "一致")]
    assert {figure.place for figure in figures} <= set(places)
    assert all("".join(one.place.text.split()) in "".join(one.text.split()) for one in narrative.amounts)


_ACCOUNT = "某县某局2026年度部门决算\n第三部分 某县某局2026年度部门决算情况说明\n"
_WHOLE = """\
一、收入支出决算总体情况说明
某县某局2026年度收入支出总计110.00万元。与2025年度相比，收入支出总计增加10.00万元，增长10.00%。"""
_DETAIL = """\
五、一般公共预算财政拨款支出决算情况说明
一般公共预算财政拨款支出年初预算为98万元，支出决算为99万元，比年初预算增加1万元。其中：
1、教育支出（类）普通教育（款）初中教育（项）。主要用于：学校。年初预算为38万元，支出决算为39万元。
2、学校。年初预算为3万元。
3、教育支出4万元。"""
_PUBLIC = """\
七、“三公”经费支出决算情况说明
2026年度“三公”经费支出决算数比2025年度减少5.00万元，其中：公务接待费支出决算减少2.00万元；公务用车购置费支出决算
与2025年度持平；公务接待费支出预算为8万元。"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            _WHOLE,
            [
                "income all all total all amount 110.00",
                "expenditure all all total all amount 110.00",
                "income all all total all change 10.00",
                "expenditure all all total all change 10.00",
            ],
        ),
        (
            _DETAIL,
            [
                "expenditure general all total all budgeted 98.00",
                "expenditure general all total all amount 99.00",
                "expenditure general all function/教育支出/普通教育/初中教育 all budgeted 38.00",
                "expenditure general all function/教育支出/普通教育/初中教育 all amount 39.00",
                "expenditure general all function/教育支出 all amount 4.00",
            ],
        ),
        (
            _PUBLIC,
            [
                "- fiscal - three_public/total all change -5.00",
                "- fiscal - three_public/reception all change -2.00",
                "- fiscal - three_public/vehicle_purchase all change 0.00",
                "- fiscal - three_public/reception all budgeted 8.00",
            ],
        ),
    ],
)
def test_a_final_account_says_what_was_spent_and_what_had_been_budgeted(text: str, expected: list[str]) -> None:
    assert rows(narrated(_ACCOUNT + text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("基本支出5万元，比上年增加1万元", ["basic 5.00 amount", "basic 1.00 change"]),
        ("基本支出5万元，上年4万元", ["basic 5.00 amount", "basic 4.00 before"]),
        ("基本支出5万元，项目支出6万元，比上年增加1万元", ["basic 5.00 amount", "project 6.00 amount"]),
        ("基本支出5万元，项目支出6万元。上年为3万元", ["basic 5.00 amount", "project 6.00 amount"]),
        (
            "基本支出5万元。上年为3万元，2026年安排6万元",
            ["basic 5.00 amount", "basic 3.00 before", "basic 6.00 amount"],
        ),
        ("2025年基本支出5万元", ["basic 5.00 before"]),
        ("2026年，某县某局基本支出5万元", ["basic 5.00 amount"]),
        ("基本支出5万元，比2020年增加1万元", ["basic 5.00 amount"]),
        ("基本支出5万元，增加1万元", ["basic 5.00 amount"]),
        ("基本支出5万元，比预算增加1万元", ["basic 5.00 amount"]),
        ("基本支出5万元，装修费3万元，比上年增加1万元", ["basic 5.00 amount"]),
        ("基本支出5万元，主要原因是项目支出增加1万元，人员经费2万元", ["basic 5.00 amount"]),
        ("基本支出约5万元，项目支出6万元以上", []),
        ("基本支出5万元，持平", ["basic 5.00 amount"]),
        ("基本支出5万元，装修费3万元，与上年持平", ["basic 5.00 amount"]),
        ("预算为5万元，上年为3万元", []),
        ("比上年增加5万元", []),
        ("基本支出装修5万元", []),
        ("教育支出5万元", []),
        ("支出中，装修费5万元；项目支出中，装修费5万元", []),
        ("上年预算5万元", []),
        ("装修支出比上年减少5万元，上年预算比上年减少5万元", []),
    ],
)
def test_nothing_is_said_where_the_words_leave_it_open(text: str, expected: list[str]) -> None:
    found = [row.split() for row in rows(narrated(f"三、支出预算情况说明\n{text}。"))]
    assert [f"{row[2]} {row[6]} {row[5]}" for row in found] == expected


def test_without_the_documents_year_a_label_with_a_year_says_nothing() -> None:
    text = "三、支出预算情况说明\n2026年基本支出5万元，比2025年增加1万元。项目支出6万元，比上年增加1万元。"
    assert [row.split()[-2:] for row in rows(narrated(text, None))] == [["amount", "6.00"], ["change", "1.00"]]
    assert oddities(narrated(text, None)) == []


def test_a_budget_for_another_year_is_odd() -> None:
    text = "三、支出预算情况说明\n基本支出5万元，2023年预算安排5万元，2020年基本支出4万元。"
    assert oddities(narrated(text)) == [("year", "预算安排", "2023年预算安排", "2026年")]


def test_parts_of_parts_belong_to_the_part() -> None:
    text = "三、支出预算情况说明\n支出预算9万元，其中：基本支出5万元，占55.56%，其中："
    text += "人员经费5万元，占100%；项目支出4万元。"
    narrative = narrated(text)
    assert rates(narrative) == ["+5.00 / +9.00 = 55.56%"]
    assert sums(narrative) == ["+9.00 = +5.00 +4.00"]


def test_other_sides_and_totals_leave_the_whole() -> None:
    text = "一、部门预算收支情况\n收入总计9万元，其中：本年收入9万元，支出总计9万元，其中：收入4万元。"
    found = [row.split()[:5] for row in rows(narrated(text))]
    assert found[2:] == [["expenditure", "all", "all", "total", "all"], ["income", "all", "all", "total", "all"]]


def test_what_is_printed_as_an_amount_and_is_none_is_a_problem() -> None:
    narrative = narrated("三、支出预算情况说明\n支出12,34.5万元，基本支出5万元。")
    assert [(one.found, one.consequence) for one in narrative.problems] == [("12,34.5万元", "不是金额，未核对")]
    assert texts(narrative) == ["5万元"]


def test_equal_amounts_with_equal_words_in_one_line_have_different_places() -> None:
    first, second = narrated("三、支出预算情况说明\n装修费5万元，装修费5万元").amounts
    assert (first.place.label, second.place.label) == ("装修费", "装修费（第2处）")


def test_the_procurement_sentence_has_the_places_that_its_reader_gives() -> None:
    narrative = narrated("九、政府采购情况\n政府采购预算总额5万元，其中：货物预算0万元、工程预算0万元、服务预算5万元。")
    labels = [figure.place.label for figure in narrative.amounts]
    assert labels == ["政府采购预算总额", "政府采购货物预算", "政府采购工程预算", "政府采购服务预算"]
