"""What stands in a document for a page or a worksheet that was not read becomes a problem."""

from procure.intake import parse, unread_parts
from procure.intake.assemble import assemble
from procure.intake.lines import Line
from procure.intake.unread import is_mark, page_mark, sheet_mark
from procure.model import Document, Where

PAGE = Where(page=3)
SHEET = Where(sheet="藏")


def of(*lines: Line) -> Document:
    return assemble("预算", lines)


def found(*lines: Line) -> list[tuple[str, str, str, str, bool]]:
    return [(one.place.spot, one.field, one.found, one.consequence, one.unread) for one in unread_parts(of(*lines))]


def test_each_page_and_worksheet_that_was_not_read_is_a_problem() -> None:
    lost = "该部分未审查；请用原始的 Word 或者 Excel 文件"
    shown = "未审查；如需审查，请取消隐藏或者改为普通工作表后另存"
    assert found(
        Line(1, "正文", (), PAGE),
        Line(2, page_mark(3, "没有文字层"), (), PAGE),
        Line(3, page_mark(3, "文字是旋转的"), (), PAGE),
        Line(4, sheet_mark("藏", "是隐藏的"), (), SHEET),
        Line(5, sheet_mark("“图”\n1", "是图表或者宏"), (), SHEET),
    ) == [
        ("第3页", "页", "第3页", f"该页没有文字层（可能是扫描件），{lost}", True),
        ("第3页", "页", "第3页", f"该页文字是旋转的，{lost}", True),
        ("工作表“藏”", "工作表", "藏", f"是隐藏的，{shown}", False),
        ("工作表“藏”", "工作表", "“图”\n1", f"是图表或者宏，{shown}", False),
    ]


def test_what_an_author_wrote_like_it_is_text() -> None:
    page, sheet = page_mark(3, "没有文字层"), sheet_mark("藏", "是隐藏的")
    assert unread_parts(parse("预算", f"{page}\n{sheet}")) == ()
    assert found(Line(1, page, (), SHEET), Line(2, sheet, (), PAGE), Line(3, sheet, (), Where(sheet="藏", row=2))) == []


def test_a_mark_names_no_table_and_ends_the_one_before_it() -> None:
    row = Line(1, "甲\t1", ("甲", "1"), PAGE, opens=True)
    mark = Line(2, page_mark(3, "没有文字层"), (), PAGE)
    document = of(row, mark, Line(3, row.text, row.cells, PAGE, opens=True))
    assert [(table.title, len(table.rows)) for table in document.tables] == [("", 1), ("", 1)]
    assert [paragraph.text for paragraph in document.paragraphs] == [mark.text]
    assert is_mark(mark.text)
