"""Tables as rows and columns, from text, with merged heads, side by side, and whatever their wording."""

import pytest

from procure.budget.grid import Grid, amounts_of, grid_of
from procure.intake import read
from procure.model import Row, Table
from procure.money import Unit
from tests.budget.table_making import CODES, grid, merged, table
from tests.shared_documents import document


def columns(found: Grid) -> list[list[tuple[str, ...]]]:
    return [[column.path for column in block.columns] for block in found.blocks]


def rows(found: Grid, block: int = 0) -> list[tuple[str, str, dict[int, str]]]:
    items = found.blocks[block].items
    return [(item.role.value, item.label, {at: one.text for at, one in item.figures.items()}) for item in items]


def test_an_upper_head_reaches_over_the_blanks_to_its_right_and_a_lower_blank_has_the_head_above() -> None:
    found = grid("项目名称\t合计\t财政拨款\t\t单位资金\n\t\t一般公共预算\t政府性基金\t\n道路\t9.00\t5.00\t1.00\t3.00\n")
    assert columns(found) == [[("合计",), ("财政拨款", "一般公共预算"), ("财政拨款", "政府性基金"), ("单位资金",)]]
    assert rows(found) == [("entry", "道路", {0: "9.00", 1: "5.00", 2: "1.00", 3: "3.00"})]


def test_a_merged_head_covers_what_is_merged() -> None:
    head = (
        "“三公”经费预算数 | ∅ | ∅ | ∅ | ∅ | ∅ | 机关运行经费预算数",
        "合计 | 因公出国(境)费 | 公务接待费 | 公务用车购置及运行费 | ∅ | ∅ | ∅",
        "∅ | ∅ | ∅ | 小计 | 购置费 | 运行费 | ∅",
        "9.50 | 1.00 | 2.50 | 6 | 2 | 4 | 213.28",
    )
    found = grid_of(merged(head))
    assert found is not None
    top = "“三公”经费预算数"
    assert [path[1:] for path in columns(found)[0] if path[0] == top] == [
        ("合计",),
        ("因公出国(境)费",),
        ("公务接待费",),
        ("公务用车购置及运行费", "小计"),
        ("公务用车购置及运行费", "购置费"),
        ("公务用车购置及运行费", "运行费"),
    ]
    assert not found.blocks[0].named
    assert [figure.text for figure in amounts_of(found)] == ["9.50", "1.00", "2.50", "6", "2", "4", "213.28"]


def test_tables_side_by_side_are_read_apart() -> None:
    found = grid(
        "收入\t\t支出\t\n项目\t金额\t项目\t金额\n一、事业收入\t1.00\t一、教育支出\t2.00\n总计\t3.00\t总计\t4.00\n"
    )
    assert columns(found) == [[("收入", "金额")], [("支出", "金额")]]
    assert rows(found) == [("entry", "一、事业收入", {0: "1.00"}), ("total", "总计", {0: "3.00"})]
    assert rows(found, 1) == [("entry", "一、教育支出", {0: "2.00"}), ("total", "总计", {0: "4.00"})]


def test_two_groups_of_codes_stand_side_by_side_and_a_total_reaches_over_both() -> None:
    body = (
        "人员经费\t\t\t公用经费\t\t\t\t\t\n编码\t名称\t金额\t编码\t名称\t金额\t编码\t名称\t金额\n"
        "301\t工资\t5.00\t302\t商品\t2.00\t310\t资本\t1.00\n人员经费合计\t\t5.00\t公用经费合计\t\t\t\t\t3.00\n"
    )
    found = grid(body)
    assert rows(found) == [("entry", "301 工资", {0: "5.00"}), ("subtotal", "人员经费合计", {0: "5.00"})]
    assert rows(found, 2) == [("entry", "310 资本", {0: "1.00"}), ("subtotal", "公用经费合计", {0: "3.00"})]
    assert [item.spans for item in found.blocks[2].items] == [0, 1]


def test_a_total_named_once_is_the_total_of_both_sides() -> None:
    found = grid(
        "科目编码\t科目名称\t收入\t科目编码\t科目名称\t支出\n205\t教育\t1.00\t206\t科技\t1.00\n合计\t\t1.00\t\t\t1.00\n"
    )
    assert rows(found, 1)[-1] == ("total", "合计", {0: "1.00"})
    assert found.blocks[1].items[-1].spans == 0


def test_an_amount_without_any_name_stays_without_one() -> None:
    found = grid("收入\t\t支出\t\n项目\t金额\t项目\t金额\n\t\t教育支出\t2.00\n甲\t1.00\t\t5.00\n\t\t\t6.00\n")
    assert rows(found, 1) == [
        ("entry", "教育支出", {0: "2.00"}),
        ("entry", "", {0: "5.00"}),
        ("entry", "", {0: "6.00"}),
    ]


def test_codes_split_over_columns_are_joined_and_a_class_not_repeated_is_that_above() -> None:
    head = ("科目编码 | ∅ | ∅ | 科目名称 | 合计", "类 | 款 | 项 | ∅ | ∅")
    body = (
        "201 |  |  | 服务 | 3",
        "201 | 03 |  | 事务 | 3",
        " |  | 01 | 运行 | 1",
        " |  | 02 | 管理 | 2",
        "合计 | ∅ | ∅ | ∅ | 3",
    )
    found = grid_of(merged((*head, *body)))
    assert found is not None
    assert [item.label for item in found.blocks[0].items] == [
        "201 服务",
        "20103 事务",
        "2010301 运行",
        "2010302 管理",
        "合计",
    ]


def test_codes_are_known_by_their_digits_where_the_head_is_not_known() -> None:
    found = grid("号\t用途\t钱\n201\t服务\t3.00\n20103\t事务\t3.00\n")
    assert [item.code for item in found.blocks[0].items] == ["201", "20103"]
    assert columns(found) == [[("钱",)]]


def test_whole_numbers_that_are_no_codes_are_no_amounts_either() -> None:
    found = grid("号\t用途\t钱\n7\t服务\t3.00\n12345678\t事务\t3.00\n")
    assert rows(found) == [("entry", "服务", {0: "3.00"}), ("entry", "事务", {0: "3.00"})]


def test_numbers_that_count_the_rows_are_no_amounts() -> None:
    found = grid("用途\t次\t钱\n甲\t1\t3.00\n乙\t2\t4.00\n丙\t3\t5.00\n")
    assert columns(found) == [[("钱",)]]


def test_a_code_may_stand_in_the_cell_of_the_name() -> None:
    found = grid("功能分类科目\t合计\n[201]一般公共服务支出\t3.00\n20103 事务\t3.00\n2026年新增\t1.00\n")
    assert [(item.code, item.name) for item in found.blocks[0].items] == [
        ("201", "一般公共服务支出"),
        ("20103", "事务"),
        ("", "2026年新增"),
    ]


def test_what_is_no_code_in_the_column_of_codes_is_kept_as_a_name() -> None:
    found = grid("科目编码\t科目名称\t合计\n某县某局\t\t3.00\n2010\t错码\t3.00\n201\t服务\t3.00\n")
    assert [(item.code, item.name) for item in found.blocks[0].items] == [
        ("", "某县某局"),
        ("", "错码"),
        ("201", "服务"),
    ]


@pytest.mark.parametrize("mark", ["—", "-", "－", "--", "/"])
def test_a_mark_for_nothing_is_no_figure_and_is_not_blank(mark: str) -> None:
    found = grid(f"项目名称\t合计\t一般公共预算\n道路\t{mark}\t\n桥\t1.00\t0\n")
    assert [sorted(item.marks) for item in found.blocks[0].items] == [[0], []]
    assert rows(found) == [("entry", "道路", {}), ("entry", "桥", {0: "1.00", 1: "0"})]
    assert found.prints_something


def test_a_cell_that_is_no_amount_is_listed_with_its_reason() -> None:
    found = grid("项目名称\t合计\n道路\t约5万\n桥\t-1.00\n路\t3.00\n")
    assert [(one.row.cell(0), one.column, one.text, one.reason) for one in found.unread] == [
        ("道路", 2, "约5万", "不是金额"),
        ("桥", 2, "-1.00", "是负数"),
    ]


def test_what_was_carried_over_and_a_change_may_be_below_zero() -> None:
    found = grid("项目\t预算数\t增减额\n事业收入\t5.00\t-1.00\n年末结转和结余\t-2.00\t\n")
    assert [figure.fen for figure in amounts_of(found)] == [5_000_000, -1_000_000, -2_000_000]
    assert not found.unread


def test_the_head_of_a_column_tells_its_unit_before_the_table() -> None:
    found = grid("项目\t金额（元）\t合计\n甲\t5\t6\n")
    assert [figure.fen for figure in amounts_of(found)] == [500, 6_000_000]


@pytest.mark.parametrize(("unit", "fault"), [("", "没有金额单位"), ("单位：元\n单位：万元\n", "有2个不同的金额单位")])
def test_without_one_unit_there_are_no_figures(unit: str, fault: str) -> None:
    found = grid(CODES, unit=unit)
    assert found.unit_fault == fault
    assert not list(amounts_of(found))
    assert found.prints_something


def test_a_blank_table_needs_no_unit() -> None:
    found = grid("项目名称\t合计\n合计\t\n", unit="")
    assert (found.unit_fault, found.prints_something) == ("", False)


def test_numbers_of_columns_repeated_heads_and_captions_are_no_rows() -> None:
    head = "项目名称\t合计\n"
    found = grid(f"某县某局\t\n{head}栏次\t1\n1\t2=3\n道路\t3.00\n{head}桥\t4.00\n")
    assert rows(found) == [("entry", "道路", {0: "3.00"}), ("entry", "桥", {0: "4.00"})]


def test_numbers_remarks_and_shares_are_no_amounts() -> None:
    found = grid(
        "序号\t项目名称\t合计\t占比\t增减%\t备注\t比\n1\t道路\t3.00\t50\t1\t甲\t2%\n2\t桥\t4.00\t50\t1\t乙\t3%\n"
    )
    assert columns(found) == [[("合计",)]]


def test_rows_that_count_things_hold_no_money() -> None:
    found = grid("项目\t决算数\n公务用车保有量（辆）\t3\n公务接待费\t4.00\n")
    assert [figure.text for figure in amounts_of(found)] == ["4.00"]


def test_a_row_without_a_name_is_called_by_what_stands_left_of_its_amounts() -> None:
    found = grid(
        "单位编码\t单位名称\t项目名称\t合计\n合计\t\t\t9.00\n101\t某县某局\t\t9.00\n101\t某县某局\t道路\t9.00\n"
    )
    assert [(item.name, item.aside) for item in found.blocks[0].items] == [
        ("合计", ""),
        ("某县某局", "某县某局"),
        ("道路", "某县某局"),
    ]


def test_a_name_that_only_ends_like_a_total_is_a_subtotal() -> None:
    found = grid("项目\t金额\n甲\t1.00\n甲类小计\t1.00\n")
    assert [item.role.value for item in found.blocks[0].items] == ["entry", "subtotal"]


def test_blank_columns_with_a_head_belong_to_the_amounts() -> None:
    found = grid("内容\t甲钱\t乙钱\t\n道路\t1.00\t\t\n")
    assert columns(found) == [[("甲钱",), ("乙钱",)]]


def test_a_text_between_amounts_is_a_remark_unless_it_begins_another_list() -> None:
    assert columns(grid("内容\t甲钱\t看法\t乙钱\n道路\t1.00\t好\t2.00\n")) == [[("甲钱",), ("乙钱",)]]
    assert columns(grid("内容\t甲钱\t用处\t乙钱\n道路\t1.00\t一、好\t2.00\n")) == [[("甲钱",)], [("乙钱",)]]
    assert columns(grid("内容\t甲钱\t用处\n道路\t1.00\t一、好\n")) == [[("甲钱",)]]


def test_a_total_in_a_head_of_codes_belongs_to_the_row() -> None:
    found = grid(
        "项目\t\t年初结转和结余\t本年支出\t\n科目编码\t科目名称\t\t\t\n合计\t\t\t合计\t基本支出\n212\t城乡\t1.00\t2.00\t2.00\n"
    )
    assert [item.label for item in found.blocks[0].items] == ["212 城乡"]


@pytest.mark.parametrize(
    "body",
    [
        "甲\t乙\n丙\t丁\n",
        "1.00\t2.00\n3.00\t4.00\n",
        "\t\t\n" + "甲\t\n" * 12,
        "\t".join(["合计"] * 70) + "\n" + "\t".join(["1.00"] * 70) + "\n",
    ],
)
def test_what_has_no_head_or_no_amounts_is_no_grid(body: str) -> None:
    assert grid_of(table(body)) is None


def test_a_table_without_rows_is_no_grid() -> None:
    assert grid_of(Table("预算.txt", "表", 1, (), (Unit.YUAN,))) is None
    assert grid_of(Table("预算.txt", "表", 1, (Row(1, ("甲", "")), Row(2, ("乙", ""))), (Unit.YUAN,))) is None


def test_a_target_sheet_is_no_grid() -> None:
    assert grid_of(table(CODES, title="项目支出绩效目标表")) is None


@pytest.mark.parametrize(
    ("name", "tables", "figures"),
    [
        ("tunliu-2026-budget.txt", 13, 229),
        ("putuo-govoffice-2025-budget.pdf", 9, 221),
        ("putuo-wanli-2023-budget.pdf", 9, 638),
        ("putuo-finance-2025-budget.pdf", 9, 241),
        ("shanghai-2024-account-template.pdf", 9, 0),
    ],
)
def test_published_documents_are_read_to_the_last_cell(name: str, tables: int, figures: int) -> None:
    found, _ = read(document(name))
    assert found is not None
    grids = [one for one in map(grid_of, found.tables) if one]
    assert len(grids) == tables
    assert [one.unread for one in grids if one.unread] == []
    every = [figure for one in grids for figure in amounts_of(one)]
    assert len(every) == figures
    assert len({figure.place for figure in every}) == figures


def test_a_head_may_leave_the_first_column_blank() -> None:
    found = grid("\t合计\t项目支出\n道路\t1.00\t1.00\n")
    assert columns(found) == [[("合计",), ("项目支出",)]]
    assert rows(found) == [("entry", "道路", {0: "1.00", 1: "1.00"})]


def test_a_row_whose_only_amount_cannot_be_read_is_no_part_of_the_head() -> None:
    found = grid("科目编码\t科目名称\t金额\n\t合计\t3O.00\n201\t服务\t30.00\n")
    assert [(one.text, one.column) for one in found.unread] == [("3O.00", 3)]
    assert [item.name for item in found.blocks[0].items] == ["合计", "服务"]
