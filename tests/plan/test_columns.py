"""Heads of plans: every known wording, where a head stands, its units, and the user's own names of columns."""

from pathlib import Path
from typing import Final

import pytest

from procure.datafile import DataError, data_root, read_csv
from procure.model import Row
from procure.money import Unit
from procure.plan import columns
from procure.plan.columns import (
    COLUMN_KEYS,
    ColumnsError,
    Head,
    column_named,
    find_head,
    load_columns,
    own_columns,
    pairs,
)
from tests.faults import changed, copied

COLUMNS: Final = "catalog/plan/columns.csv"


def wordings() -> list[tuple[str, str]]:
    rows = read_csv(data_root() / COLUMNS, COLUMN_KEYS)
    return [(word, row["column"]) for row in rows for word in (row["column"], row["name"], *row.listed("wordings"))]


def head_of(*rows: tuple[str, ...], own: dict[str, str] | None = None, merged: tuple[int, ...] = ()) -> Head | None:
    made = [Row(line, row, None, frozenset(merged) if line == 1 else frozenset()) for line, row in enumerate(rows, 1)]
    return find_head(made, own or {})


@pytest.mark.parametrize(
    "dressed",
    [
        "{}",
        "*{}",
        "{}：",
        "{}（万元）",
        "{}[必填]",
        " {} ",
        "{}、",
    ],
)
def test_every_wording_is_found(dressed: str) -> None:
    found = [(word, column_named(dressed.format(word))) for word, _ in wordings()]
    assert found == wordings()


def test_blanks_and_width_make_no_difference() -> None:
    assert [column_named(text) for text in ("项 目\n名 称", "采购方式＊", "预算金额(元)", "ｎａｍｅ")] == [
        "name",
        "method",
        "amount",
        "name",
    ]


@pytest.mark.parametrize("text", ["", "  ", "（万元）", "摘要", "预算金额和来源", "12"])
def test_other_texts_name_no_column(text: str) -> None:
    assert column_named(text) is None


def test_a_head_that_is_all_in_brackets_can_be_named_by_the_user() -> None:
    assert column_named("（钱）") is None
    head = head_of(("项目名称", "采购方式", "(钱)"), own=dict(own_columns([("（钱）", "预算金额")])))
    assert head
    assert head.at["amount"] == 2


def test_columns_stand_in_the_order_of_the_file_with_their_names() -> None:
    found = load_columns()
    assert list(found)[:6] == ["number", "unit", "name", "code", "item", "category"]
    assert (found["amount"].name, found["amount"].kind) == ("预算金额", "amount")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of catalog/ that the columns are read from."""
    copy = copied(tmp_path, "catalog")
    monkeypatch.setattr(columns, "data_root", lambda: copy)
    monkeypatch.setattr(columns, "load_columns", load_columns.__wrapped__)
    monkeypatch.setattr(columns, "_wordings", columns._wordings.__wrapped__)
    return copy


def test_a_kind_nobody_reads_is_a_fault(root: Path) -> None:
    changed(root / COLUMNS, "name,项目名称,text,", "name,项目名称,words,")
    with pytest.raises(
        DataError, match=r"columns\.csv:4: `kind` is `words`; allowed: amount, code, day, number, share,"
    ):
        columns.load_columns()


def test_a_wording_of_two_columns_is_a_fault(root: Path) -> None:
    changed(root / COLUMNS, "项目序号|行号,", "项目序号|采购人,")
    with pytest.raises(DataError, match=r"columns\.csv:3: wording `采购人` stands under `number` already"):
        columns._wordings()


def test_a_column_that_stands_twice_is_a_fault(root: Path) -> None:
    changed(root / COLUMNS, "\nitem,品目名称,", "\ncode,品目名称,")
    with pytest.raises(DataError, match=r"columns\.csv:6: repeated column `code`, first on line 5"):
        columns.load_columns()


def test_a_head_of_one_row() -> None:
    head = head_of(("序号", "采购项目名称", "采购方式", "预算金额（万元）"), ("1", "打印机", "询价", "20"))
    assert head == Head(
        at={"number": 0, "name": 1, "method": 2, "amount": 3},
        units={"amount": Unit.WAN_YUAN},
        rows=1,
        texts={"number": "序号", "name": "采购项目名称", "method": "采购方式", "amount": "预算金额（万元）"},
    )


@pytest.mark.parametrize(
    "row",
    [
        (),
        ("", "", ""),
        ("采购项目名称", "预算金额"),
        ("采购方式", "预算金额", "备注"),
        ("1", "打印机", "20"),
    ],
    ids=["没有格", "空行", "只有两列", "没有说买什么的列", "一行采购"],
)
def test_no_head(row: tuple[str, ...]) -> None:
    assert head_of(row) is None


def test_no_row_is_no_head() -> None:
    assert find_head((), {}) is None


def test_two_words_that_columns_have_make_no_upper_row() -> None:
    assert head_of(("项目", "", ""), ("采购项目名称", "采购方式", "预算金额")) is None


def test_a_merged_head_counts_for_all_it_covers() -> None:
    head = head_of(
        ("采购项目名称", "采购方式", "预留", "", "预算金额"),
        ("", "", "比例", "小微企业预留", ""),
        merged=(3,),
    )
    assert head
    assert (dict(head.at), head.rows) == ({"name": 0, "method": 1, "sme_share": 2, "small_share": 3, "amount": 4}, 2)
    assert (head.texts["sme_share"], head.texts["small_share"]) == ("预留比例", "预留小微企业预留")


def test_a_head_above_another_is_part_of_its_name_only_where_it_covers_it() -> None:
    head = head_of(("采购项目名称", "预算金额", "", "采购方式"), ("", "单价", "总价", ""))
    assert head
    assert (dict(head.at), head.rows) == ({"name": 0, "price": 1, "amount": 2, "method": 3}, 2)


@pytest.mark.parametrize(
    ("lower", "unit"),
    [("（万元）", Unit.WAN_YUAN), ("元", Unit.YUAN), ("(单位：万元)", Unit.WAN_YUAN), ("千元", Unit.QIAN_YUAN)],
)
def test_a_row_of_units_belongs_to_the_head(lower: str, unit: Unit) -> None:
    head = head_of(("采购项目名称", "采购方式", "预算金额", "备注"), ("", "", lower, ""))
    assert head
    assert (head.rows, dict(head.units)) == (2, {"amount": unit})


@pytest.mark.parametrize(
    "line",
    [
        ("打印机", "公开招标", "50万元", "其他"),
        ("打印机", "公开招标", "约5万", "其他"),
        ("打印机", "询价", "50", "其他"),
        ("打印机", "询价", "1,050.00", "其他"),
        ("说明", "框架协议", "50万元", "其他"),
    ],
)
def test_a_line_whose_cell_names_a_column_is_no_part_of_the_head(line: tuple[str, ...]) -> None:
    head = head_of(("采购项目名称", "采购方式", "预算金额", "摘要"), line)
    assert head
    assert (head.rows, head.unknown) == (1, ("摘要",))


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("预算金额（元）", Unit.YUAN),
        ("预算金额(单位：万元)", Unit.WAN_YUAN),
        ("预算金额【千元】", Unit.QIAN_YUAN),
        ("预算金额(亿元)", Unit.YI_YUAN),
        ("预算金额(元/万元)", None),
        ("预算金额", None),
        ("预算金额(含税)", None),
    ],
)
def test_the_unit_in_a_head(printed: str, unit: Unit | None) -> None:
    head = head_of(("采购项目名称", "采购方式", printed))
    assert head
    assert head.units.get("amount") == unit


def test_a_column_that_stands_twice_is_read_once_and_unknown_ones_are_kept() -> None:
    head = head_of(("项目名称", "采购方式", "预算金额", "采购金额", "摘要", ""))
    assert head
    assert (head.at["amount"], head.several, head.unknown) == (2, ("采购金额",), ("摘要",))


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (("项目名称", "预算金额", "单位"), "unit"),
        (("项目名称", "预算金额", "数量", "单位"), "measure"),
        (("项目名称", "预算金额", "采购单位", "单位"), "measure"),
    ],
    ids=["没有数量", "有数量", "另有采购单位"],
)
def test_what_is_called_a_unit(row: tuple[str, ...], column: str) -> None:
    head = head_of(row)
    assert head
    assert head.at[column] == len(row) - 1


def test_the_users_own_names_come_first() -> None:
    own = own_columns([("摘要", "项目名称"), ("项目名称（必填）", "budget_project")])
    head = head_of(("项目名称", "摘要", "采购方式", "预算金额"), own=dict(own))
    assert head
    assert (head.at["name"], head.at["budget_project"]) == (1, 0)


def test_the_users_own_names_must_name_a_column() -> None:
    with pytest.raises(KeyError, match="甲"):
        own_columns([("摘要", "甲")])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("摘要=项目名称", (("摘要", "项目名称"),)),
        ("摘要=name,钱 = 预算金额", (("摘要", "name"), ("钱", "预算金额"))),
        ("摘要=项目名称，钱=金额，", (("摘要", "项目名称"), ("钱", "金额"))),
    ],
)
def test_pairs(text: str, expected: tuple[tuple[str, str], ...]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize("piece", ["摘要", "摘要=甲", "摘要="])
def test_what_is_no_pair_is_refused_with_the_names(piece: str) -> None:
    with pytest.raises(ColumnsError) as caught:
        pairs(f"钱=预算金额,{piece}")
    assert str(caught.value).startswith(f"“{piece}”不是“列名=标准列名”；标准列名：序号、采购单位、项目名称、品目编码、")
