from hypothesis import given
from hypothesis import strategies as st

from procure.intake import parse
from procure.intake.lines import content, is_title, split_lines
from procure.intake.wording import TableKind, Use, kind_of, words
from procure.model import Table
from procure.money import Unit


def _tables(text: str) -> tuple[Table, ...]:
    return parse("预算.txt", text).tables


def _shape(table: Table) -> tuple[str, int, tuple[Unit, ...], list[int]]:
    return table.title, table.line, table.units, [row.line for row in table.rows]


def test_a_table_has_its_title_unit_notes_and_rows_with_their_lines() -> None:
    (table,) = _tables(
        "预算公开表1\n\n2026年预算收支总表\n部门名称：某县某局\n单位：万元\n\n收入\t支出\n1.00\t1.00\n注：尾差\n"
    )
    assert _shape(table) == ("2026年预算收支总表", 3, (Unit.WAN_YUAN,), [7, 8])
    assert table.notes == ("部门名称：某县某局", "单位：万元", "注：尾差")
    assert [row.cells for row in table.rows] == [("收入", "支出"), ("1.00", "1.00")]


def test_a_table_goes_on_after_blank_lines_watermarks_page_numbers_and_page_breaks() -> None:
    text = "甲表\n单位：元\na\tb\n\n仅供内部审核\n\n— 3 —\n\f\n第 4 页 共 9 页\n1\t2\n"
    assert [_shape(table) for table in _tables(text)] == [("甲表", 1, (Unit.YUAN,), [3, 10])]


def test_lines_of_the_contents_are_neither_tables_nor_text() -> None:
    contents = "目 录\n第一部分 概况\t1\n表一 收支总表.....\t3\n二、机构设置……4\n\n"
    document = parse("预算.txt", f"{contents}第一部分 概况\n正文\n表二 支出总表.......5\n")
    assert document.tables == ()
    assert [(line.line, line.text) for line in document.paragraphs] == [(6, "第一部分 概况"), (7, "正文")]


def test_a_name_that_ends_in_an_ellipsis_is_no_line_of_the_contents() -> None:
    (table,) = _tables("甲表\n绿化、亮化……\t30\n绿化.....\t3\n")
    assert [row.cells for row in table.rows] == [("绿化、亮化……", "30")]


def test_rows_without_a_title_take_the_nearest_line_and_without_any_line_none() -> None:
    tables = _tables("a\tb\n一、集中采购目录\n说到哪里\n编码\t品目\t备注\n")
    assert [_shape(table) for table in tables] == [("", 1, (), [1]), ("说到哪里", 3, (), [4])]


def test_a_number_names_a_table_that_nothing_else_names() -> None:
    assert [table.title for table in _tables("附表3\n单位：元\na\tb\n")] == ["附表3"]


def test_a_title_far_above_names_no_table() -> None:
    text = "详见支出总表\n一段\n又一段\n还有一段\na\tb\n"
    assert [table.title for table in _tables(text)] == ["还有一段"]


def test_a_unit_may_stand_above_the_title_or_in_it() -> None:
    tables = _tables("单位：元\n甲表\na\tb\n乙表（单位：万元）\nc\td\n丙表\ne\tf\n")
    assert [_shape(table)[:3] for table in tables] == [
        ("甲表", 2, (Unit.YUAN,)),
        ("乙表（单位：万元）", 4, (Unit.WAN_YUAN,)),
        ("丙表", 6, ()),
    ]


def test_two_different_units_both_show_and_the_same_twice_shows_once() -> None:
    tables = _tables("甲表\n单位：元\n单位：万元\na\tb\n乙表\n单位：元\n金额单位：人民币元\nc\td\n")
    assert [table.units for table in tables] == [(Unit.YUAN, Unit.WAN_YUAN), (Unit.YUAN,)]


def test_a_unit_inside_a_table_is_one_of_its_units() -> None:
    (table,) = _tables("甲表\n单位：万元\na\tb\n单 位：元、千元\nc\td\n")
    assert _shape(table) == ("甲表", 1, (Unit.WAN_YUAN, Unit.YUAN, Unit.QIAN_YUAN), [3, 5])


def test_what_is_no_unit_of_money_is_no_unit() -> None:
    assert [table.units for table in _tables("甲表\n单位：元/平方米\n单位：某县某局\na\tb\n")] == [()]


def test_one_stray_line_inside_a_table_is_a_row_so_that_it_is_not_lost() -> None:
    (table,) = _tables("甲表\na\tb\n某局内部资料\nc\td\n")
    assert [row.cells for row in table.rows] == [("a", "b"), ("某局内部资料",), ("c", "d")]


def test_a_heading_a_note_or_a_row_of_another_width_ends_a_table() -> None:
    text = "甲表\na\tb\n二、说明\nc\td\n注：无\ne\tf\n别的话\ng\th\ti\n"
    assert [_shape(table)[3] for table in _tables(text)] == [[2], [4], [6], [8]]


def test_lines_that_a_spreadsheet_padded_with_tabs_are_text() -> None:
    above = "2026年项目支出预算表\t\t\n部门名称：某县某局\t\t单位：万元\n"
    (table,) = _tables(f"{above}项目名称\t合计\t备注\n\t\t\n绿化\t3.00\t\n注：无\t\t\n")
    assert _shape(table) == ("2026年项目支出预算表", 1, (Unit.WAN_YUAN,), [3, 5])
    assert table.notes[-1] == "注：无"


def test_a_single_filled_cell_that_is_no_known_title_stays_a_row() -> None:
    (table,) = _tables("甲表\n编制报表\t\t\n")
    assert table.rows[0].cells == ("编制报表", "", "")


def test_titles_are_told_from_sentences() -> None:
    titles = (
        "2026年项目支出预算表（本年预算）",
        "支出表（单位：万元）",
        "预算收支总表续表",
        "县(区)级项目支出绩效目标表",
    )
    others = ("本部门无此类预算，故公开空表", "预算公开表1", "公开07表", "附件2", "见下。表", "长" * 80 + "表")
    assert [is_title(text) for text in (*titles, *others)] == [True] * 4 + [False] * 6


def test_kinds_of_tables_are_told_by_their_titles() -> None:
    titles = {
        "项目支出预算表(本年预算)": TableKind.PROJECTS,
        "项目支出绩效目标表": TableKind.TARGETS,
        "部门整体支出绩效目标表": None,
        "一般公共预算项目支出预算表": None,
        "一般公共预算安排基本支出分经济科目表": TableKind.ECONOMIC,
        "预算收支总表": None,
    }
    assert {title: kind_of(title) for title in titles} == titles


def test_every_use_has_words() -> None:
    assert [use for use in Use if not words(use)] == []


_cell = st.sampled_from(["", "绿化", "3.00", "合计", "单位：万元", "注：无", "预算表"])
_line = st.one_of(
    st.lists(_cell, min_size=1, max_size=4).map("\t".join),
    st.sampled_from(["", "2026年支出预算表", "一、概况", "单位：元", "仅供内部审核", "说明文字", "目录", "12"]),
)


@given(st.lists(_line, max_size=30))
def test_every_line_with_content_is_a_row_or_text_exactly_once(lines: list[str]) -> None:
    text = "\n".join(lines)
    document = parse("预算.txt", text)
    rows = [row.line for table in document.tables for row in table.rows]
    kept = rows + [paragraph.line for paragraph in document.paragraphs]
    assert sorted(kept) == [line.number for line in content(split_lines(text))]
    assert rows == sorted(rows)


@given(st.lists(_line, max_size=30))
def test_a_place_reads_back_its_text(lines: list[str]) -> None:
    for table in parse("预算.txt", "\n".join(lines)).tables:
        for row in table.rows:
            for column in range(len(row.cells)):
                place = table.place(row, column)
                assert place.line is not None
                assert place.text in lines[place.line - 1]
                assert table.rows[(place.row or 0) - 1] is row


def test_the_one_number_in_a_row_is_no_page_number() -> None:
    table = parse("预算.txt", "甲\t乙\t丙\n\t\t12\n- 3 -\n\t-5\t\n").tables[0]
    assert [row.cells for row in table.rows] == [("甲", "乙", "丙"), ("", "", "12"), ("", "-5", "")]
