import io
import re
import zlib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from procure.intake import pdf, pdf_grid, pdf_guard, pdf_marks, pdf_page, read
from procure.intake.files import UnreadableError
from procure.intake.pdf import read_pdf
from procure.intake.unread import unread_parts
from procure.model import Document, Table
from procure.money import Unit
from tests.shared_documents import document

FONT: Final = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
HEIGHT: Final = 842
SIZE: Final = 12
Paint = Callable[[Canvas], None]


def unread_pages(document: Document) -> tuple[int | None, ...]:
    return tuple(one.place.page for one in unread_parts(document))


def made(*pages: Paint, **options: Any) -> bytes:
    """Return a PDF of A4 pages."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, HEIGHT), pageCompression=1, **options)
    for paint in pages:
        canvas.setFont(FONT, SIZE)
        paint(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def write(canvas: Canvas, x: float, top: float, text: str, size: float = SIZE) -> None:
    canvas.setFont(FONT, size)
    canvas.drawString(x, HEIGHT - top, text)


def lines(*texts: str, x: float = 72, top: float = 100, step: float = 20) -> Paint:
    def paint(canvas: Canvas) -> None:
        for at, text in enumerate(texts):
            write(canvas, x, top + at * step, text)

    return paint


def grid(rows: Sequence[Sequence[str]], columns: Sequence[float], top: float = 200, height: float = 30) -> Paint:
    """Paint a table with thin rulings; a cell wraps at a newline, and None belongs to the cell on its left."""

    def paint(canvas: Canvas) -> None:
        for at in range(len(rows) + 1):
            canvas.line(columns[0], HEIGHT - top - at * height, columns[-1], HEIGHT - top - at * height)
        for at, row in enumerate(rows):
            above = top + at * height
            for column, cell in enumerate(row):
                if cell != "<":
                    canvas.line(columns[column], HEIGHT - above, columns[column], HEIGHT - above - height)
                    for line, text in enumerate(cell.split("\n")):
                        write(canvas, columns[column] + 2, above + 12 + line * 13, text)
            canvas.line(columns[-1], HEIGHT - above, columns[-1], HEIGHT - above - height)

    return paint


def both(*paints: Paint) -> Paint:
    def paint(canvas: Canvas) -> None:
        for one in paints:
            one(canvas)

    return paint


def image(width: float, height: float) -> Paint:
    from PIL import Image

    picture = ImageReader(Image.new("RGB", (8, 8), (120, 120, 120)))
    return lambda canvas: canvas.drawImage(picture, 0, 0, width, height)


def parsed(tmp_path: Path, *pages: Paint) -> Document:
    path = tmp_path / "预算.pdf"
    path.write_bytes(made(*pages))
    found, problems = read(path)
    assert problems == []
    assert found is not None
    return found


def texts(found: Document) -> list[str]:
    return [paragraph.text for paragraph in found.paragraphs]


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


def refused(data: bytes) -> tuple[str, str]:
    with pytest.raises(UnreadableError) as caught:
        list(read_pdf(data))
    return caught.value.found, caught.value.consequence


BODY: Final = "本部门按照年度工作计划编制预算并且公开"


def test_text_and_tables_come_in_reading_order_with_their_pages(tmp_path: Path) -> None:
    head = lines("2026年项目支出预算表", "编制部门：甲市乙局")
    found = parsed(
        tmp_path,
        both(
            head,
            lambda canvas: write(canvas, 400, 120, "单位：万元"),
            grid([["项目名称", "合计"], ["绿化养护", "3.00"]], [72, 300, 500]),
        ),
        lines("其他说明"),
    )
    [table] = found.tables
    assert (table.title, table.units, cells(table)) == (
        "2026年项目支出预算表",
        (Unit.WAN_YUAN,),
        [("项目名称", "合计"), ("绿化养护", "3.00")],
    )
    assert texts(found) == ["2026年项目支出预算表", "编制部门：甲市乙局  单位：万元", "其他说明"]
    place = table.place(table.rows[1], 1)
    assert (place.page, place.row, place.column, place.text, place.line) == (1, 2, 2, "3.00", None)
    assert found.paragraphs[-1].place("甲").page == 2
    numbers = [row.line for row in table.rows]
    assert numbers == sorted(numbers)


def test_cells_covered_by_a_merged_one_are_empty_and_named(tmp_path: Path) -> None:
    found = parsed(
        tmp_path, grid([["项目", "<", "金额"], ["合计", "<", "3.00"], ["201", "养护", "3.00"]], [72, 150, 300, 500])
    )
    rows = found.tables[0].rows
    assert [(row.cells, row.merged) for row in rows] == [
        (("项目", "", "金额"), frozenset({1})),
        (("合计", "", "3.00"), frozenset({1})),
        (("201", "养护", "3.00"), frozenset()),
    ]


def test_a_wrap_in_a_cell_is_joined_but_two_figures_never_are(tmp_path: Path) -> None:
    found = parsed(
        tmp_path, grid([["事业单位\n经营收入", "合计"], ["Windows\nServer", "100.00\n200.00"]], [72, 300, 500])
    )
    assert cells(found.tables[0]) == [("事业单位经营收入", "合计"), ("Windows Server", "100.00 200.00")]


@pytest.mark.parametrize(
    ("wrapped", "text"),
    [
        ("100.0\n0", "100.00"),
        ("1234\n.56", "1234.56"),
        ("800,0\n00", "800,000"),
        ("2010\n150", "2010150"),
        ("12345\n67.89", "1234567.89"),
        ("100.00\n200.00", "100.00 200.00"),
        ("100.00\n2", "100.00 2"),
        ("10000\n20000", "10000 20000"),
        ("10000\n人次", "10000人次"),
        ("100.00", "100.00"),
    ],
)
def test_a_figure_wrapped_in_a_narrow_cell_is_whole_and_two_figures_stay_two(
    tmp_path: Path, wrapped: str, text: str
) -> None:
    width = max(pdfmetrics.stringWidth(line, FONT, SIZE) for line in wrapped.split("\n"))
    columns = [72, 76 + width + 2, 300]
    found = parsed(tmp_path, grid([["合计", "项目"], [wrapped, "绿化"]], columns))
    assert cells(found.tables[0])[1] == (text, "绿化")


@pytest.mark.parametrize(("room", "text"), [(0.2, "100.00"), (0.8, "100.0 0")])
def test_a_figure_is_wrapped_where_a_digit_hardly_did_not_fit(tmp_path: Path, room: float, text: str) -> None:
    width = pdfmetrics.stringWidth("100.0", FONT, SIZE)
    right = 76 + width + width / 4.5 + room
    found = parsed(tmp_path, grid([["合计", "项目"], ["100.0\n0", "绿化"]], [72, right, 300]))
    assert cells(found.tables[0])[1] == (text, "绿化")


@pytest.mark.parametrize("place", [72 + 2, 72 + 60, 72 + 118])
def test_figures_below_each_other_in_a_wide_cell_stay_two(tmp_path: Path, place: float) -> None:
    def figures(canvas: Canvas) -> None:
        write(canvas, place, 242, "100.0")
        write(canvas, place, 255, "0")

    found = parsed(tmp_path, both(grid([["合计", "项目"], ["", "绿化"]], [72, 222, 300]), figures))
    assert cells(found.tables[0])[1] == ("100.0 0", "绿化")


def test_a_table_goes_on_over_pages_past_page_numbers_and_watermarks(tmp_path: Path) -> None:
    columns = [72.0, 300.0, 500.0]
    first = both(
        lines("2026年项目支出预算表", "单位：万元"),
        grid([["项目名称", "合计"], ["绿化养护", "3.00"]], columns),
        lines("- 1 -", top=820),
    )
    second = both(lines("仅供内部审核", top=40), grid([["道路清扫", "4.00"]], columns), lines("2/2", top=820))
    [table] = parsed(tmp_path, first, second).tables
    assert [(row.cells, row.where.page if row.where else None) for row in table.rows] == [
        (("项目名称", "合计"), 1),
        (("绿化养护", "3.00"), 1),
        (("道路清扫", "4.00"), 2),
    ]


def test_a_table_goes_on_past_what_a_browser_prints_on_each_page(tmp_path: Path) -> None:
    columns = [72.0, 300.0, 500.0]
    rows = [["项目名称", "合计"], ["绿化养护", "3.00"]], [["道路清扫", "4.00"]]

    def printed(page: int, foot: str) -> Paint:
        margins = both(lines("1/2/26, 8:21 PM 甲局", top=20), lines(foot, top=820))
        return both(
            lines("2026年项目支出预算表", top=110) if page == 1 else margins, margins, grid(rows[page - 1], columns)
        )

    [table] = parsed(tmp_path, *(printed(page, f"file:///甲局1.html {page}/2") for page in (1, 2))).tables
    assert cells(table) == [("项目名称", "合计"), ("绿化养护", "3.00"), ("道路清扫", "4.00")]
    found = parsed(tmp_path, *(printed(page, f"本页{page + 1}/2") for page in (1, 2)))
    assert len(found.tables) == 2, "it counts no pages"
    assert "本页2/2" in texts(found)


def test_amounts_in_the_margins_count_no_pages(tmp_path: Path) -> None:
    pages = [lines(f"预算{page}.00万元", top=820) for page in (1, 2)]
    assert texts(parsed(tmp_path, *pages)) == ["预算1.00万元", "预算2.00万元"]


def test_a_page_that_lacks_a_ruling_has_the_columns_of_the_other_pages(tmp_path: Path) -> None:
    head = grid([["编码", "项目名称", "合计"], ["201", "绿化", "3.00"]], [72, 150, 350, 500])
    rest = both(
        grid([["", ""], ["", ""], ["合计", ""]], [72, 350, 500]),
        lambda canvas: write(canvas, 76, 212, "202"),
        lambda canvas: write(canvas, 160, 212, "道路清扫"),
        lambda canvas: write(canvas, 360, 212, "4.00"),
        lambda canvas: write(canvas, 160, 242, "5.00"),
    )
    [table] = parsed(tmp_path, head, rest).tables
    assert cells(table) == [
        ("编码", "项目名称", "合计"),
        ("201", "绿化", "3.00"),
        ("202", "道路清扫", "4.00"),
        ("", "5.00", ""),
        ("合计", "", ""),
    ]
    assert table.rows[-1].merged == {1}


def test_a_piece_across_a_missing_ruling_stays_in_its_cell(tmp_path: Path) -> None:
    head = grid([["编码", "项目名称", "合计"]], [72, 150, 350, 500])
    rest = both(grid([["", "4.00"], ["", ""]], [72, 350, 500]), lines("城市道路清扫保洁项目  二期", x=76, top=212))
    [table] = parsed(tmp_path, head, rest).tables
    assert cells(table)[1] == ("城市道路清扫保洁项目  二期", "", "4.00")


def test_tables_of_other_columns_are_not_joined(tmp_path: Path) -> None:
    first = both(lines("收入预算表"), grid([["项目", "合计"]], [72, 300, 500]))
    other = grid([["序号", "名称", "备注"]], [72, 180, 260, 400])
    assert [len(table.rows[0].cells) for table in parsed(tmp_path, first, other).tables] == [2, 3]


def test_two_tables_on_a_page_keep_their_own_columns(tmp_path: Path) -> None:
    upper, lower = grid([["甲", "乙"]], [72, 300, 500]), grid([["丙", "丁", "戊"]], [72, 200, 300, 500], top=300)
    assert [cells(table) for table in parsed(tmp_path, both(upper, lower)).tables] == [
        [("甲", "乙")],
        [("丙", "丁", "戊")],
    ]


def test_rulings_that_nobody_sees_split_no_row(tmp_path: Path) -> None:
    def hidden(canvas: Canvas) -> None:
        canvas.setStrokeColorRGB(1, 1, 1)
        canvas.line(72, HEIGHT - 215, 500, HEIGHT - 215)
        canvas.setFillColorCMYK(0, 0, 0, 0)
        canvas.rect(72, HEIGHT - 216, 428, 0.5, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.setStrokeColorRGB(0, 0, 0)
        path = canvas.beginPath()
        path.rect(0, HEIGHT - 220, 595, 10)
        canvas.saveState()
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.line(72, HEIGHT - 700, 500, HEIGHT - 700)
        canvas.restoreState()
        canvas.line(72, HEIGHT + 40, 500, HEIGHT + 40)
        canvas.line(72, HEIGHT - 200, 500, HEIGHT - 260)

    found = parsed(tmp_path, both(grid([["项目", "合计"], ["绿化", "3.00"]], [72, 300, 500]), hidden))
    assert cells(found.tables[0]) == [("项目", "合计"), ("绿化", "3.00")]


def test_rulings_drawn_as_thin_or_framed_boxes_are_rulings_and_shades_are_none(tmp_path: Path) -> None:
    def boxes(canvas: Canvas) -> None:
        canvas.setFillGray(0.8)
        canvas.rect(72, HEIGHT - 222, 428, 16, stroke=0, fill=1)
        canvas.setFillGray(0)
        for top in (200, 230):
            for x in (72, 286):
                canvas.rect(x, HEIGHT - top - 30, 214, 30, stroke=1, fill=0)
        for top in (200, 230, 260):
            canvas.rect(72, HEIGHT - top, 428, 0.6, stroke=0, fill=1)
        for at, text in enumerate(["项目", "合计", "绿化", "3.00"]):
            write(canvas, 80 + 214 * (at % 2), 218 + 30 * (at // 2), text)

    assert cells(parsed(tmp_path, boxes).tables[0]) == [("项目", "合计"), ("绿化", "3.00")]


def test_a_frame_around_text_is_no_table(tmp_path: Path) -> None:
    found = parsed(tmp_path, both(grid([["一、部门主要职能"], ["二、机构设置"]], [72, 500])))
    assert (found.tables, texts(found)) == ((), ["一、部门主要职能", "二、机构设置"])


def unruled(rows: Sequence[Sequence[str]], *sides: str, reach: float = 0) -> Paint:
    """Paint a table of three columns that lacks rulings on some sides, beyond which the others reach unevenly."""
    columns, top, height = (72.0, 200.0, 300.0, 400.0), 200.0, 30.0
    bottom = top + height * len(rows)

    def paint(canvas: Canvas) -> None:
        for at in range(len(rows) + 1):
            y = top + at * height
            if not ((at == 0 and "top" in sides) or (at == len(rows) and "bottom" in sides)):
                canvas.line(columns[0] - reach * at, HEIGHT - y, columns[-1], HEIGHT - y)
        for at, x in enumerate(columns):
            if not ((at == 0 and "left" in sides) or (at == len(columns) - 1 and "right" in sides)):
                canvas.line(x, HEIGHT - top, x, HEIGHT - bottom)
        for at, row in enumerate(rows):
            for x, text in zip(columns, row, strict=False):
                write(canvas, x + 3, top + height * at + 18, text)

    return paint


ROWS: Final = [("项目名称", "合计", "拨款"), ("绿化养护", "3.00", "1.00"), ("道路清扫", "4.00", "2.00")]


@pytest.mark.parametrize("sides", [("bottom",), ("top",), ("left",), ("right",), ("left", "right"), ("left", "bottom")])
def test_a_table_that_is_open_at_some_sides_is_whole(tmp_path: Path, sides: tuple[str, ...]) -> None:
    paint = both(unruled(ROWS, *sides), lines("正文", top=150), lines("末行", top=400))
    found = parsed(tmp_path, paint)
    assert [cells(table) for table in found.tables] == [ROWS]
    assert texts(found) == ["正文", "末行"]


def test_a_side_where_nothing_is_printed_is_no_column(tmp_path: Path) -> None:
    rows = [("", *row[1:]) for row in ROWS]
    assert cells(parsed(tmp_path, unruled(rows, "left")).tables[0]) == [row[1:] for row in ROWS]


def test_rulings_that_end_at_different_places_close_no_table(tmp_path: Path) -> None:
    found = parsed(tmp_path, unruled(ROWS, "left", reach=5))
    assert [cells(table) for table in found.tables] == [[row[1:] for row in ROWS]]
    assert unread_pages(found) == (), "no amount is lost"


@pytest.mark.parametrize(
    ("text", "x", "top", "pages"),
    [
        ("9.00", 450, 245, (1,)),
        ("九项", 450, 245, ()),
        ("绿化 9.00", 75, 304, (1,)),
        ("绿化 9.00", 75, 330, ()),
        ("绿化 9.00", 300, 304, ()),
        ("9.00", 75, 304, ()),
    ],
)
def test_amounts_in_line_with_a_table_but_outside_of_its_rulings_are_said(
    tmp_path: Path, text: str, x: float, top: float, pages: tuple[int, ...]
) -> None:
    def outside(canvas: Canvas) -> None:
        for at, word in enumerate(text.split()):
            write(canvas, x + 140 * at, top, word)

    assert unread_pages(parsed(tmp_path, both(unruled(ROWS), outside))) == pages


def test_two_tables_open_at_their_sides_stay_two(tmp_path: Path) -> None:
    def lower(canvas: Canvas) -> None:
        canvas.translate(0, -200)
        unruled(ROWS, "left", "right")(canvas)

    found = parsed(tmp_path, both(unruled(ROWS, "left", "right"), lines("其他说明", top=350), lower))
    assert [cells(table) for table in found.tables] == [ROWS, ROWS]


def test_text_in_no_cell_of_a_table_is_kept_as_running_text(tmp_path: Path) -> None:
    def stairs(canvas: Canvas) -> None:
        grid([["甲", "乙"]], [72, 200, 300])(canvas)
        grid([["丙", "丁"]], [200, 300, 400], top=230)(canvas)
        write(canvas, 90, 245, "余下")

    found = parsed(tmp_path, stairs)
    assert cells(found.tables[0]) == [("甲", "乙", ""), ("", "丙", "丁")]
    assert texts(found) == ["余下"]


def test_lines_make_paragraphs_and_an_amount_broken_at_the_end_is_whole(tmp_path: Path) -> None:
    wide = BODY + BODY
    first = both(
        lines(wide[:-4] + "2,389.52万", x=96, top=700),
        lines("元；其他收入0万元。", top=720),
        lines(wide[:-2] + "比上年", x=96, top=740),
    )
    second = lines("增加107.62万元。", top=80)
    assert texts(parsed(tmp_path, first, second)) == [
        wide[:-4] + "2,389.52万元；其他收入0万元。",
        wide[:-2] + "比上年增加107.62万元。",
    ]


def test_a_number_that_did_not_fit_on_the_line_goes_on_in_the_next(tmp_path: Path) -> None:
    wide = BODY + BODY
    found = texts(
        parsed(tmp_path, both(lines(wide, x=96), lines(wide[:31] + "比上年增加", "12,107.62万元。", top=120)))
    )
    assert found == [wide + wide[:31] + "比上年增加12,107.62万元。"]


@pytest.mark.parametrize("second", ["（一）基本支出预算", "注：本表无数据", "单位：万元", "预算公开表1"])
def test_a_heading_a_note_or_a_declaration_begins_a_paragraph(tmp_path: Path, second: str) -> None:
    assert texts(parsed(tmp_path, lines(BODY + BODY, second))) == [BODY + BODY, second]


def test_print_of_another_size_begins_a_paragraph(tmp_path: Path) -> None:
    found = parsed(tmp_path, both(lines(BODY + BODY), lambda canvas: write(canvas, 72, 130, "机构设置情况", 18)))
    assert texts(found) == [BODY + BODY, "机构设置情况"]


def test_without_indents_a_sentence_that_ends_at_the_edge_ends_its_paragraph(tmp_path: Path) -> None:
    full = BODY + BODY[:-1] + "。"
    assert texts(parsed(tmp_path, lines(full, "本部门共有车辆三辆。"))) == [full, "本部门共有车辆三辆。"]


def test_short_lines_stay_apart(tmp_path: Path) -> None:
    assert texts(parsed(tmp_path, lines("甲市乙局", "部门预算"))) == ["甲市乙局", "部门预算"]


def test_rotated_and_repeated_large_grey_print_is_a_watermark(tmp_path: Path) -> None:
    def marked(canvas: Canvas) -> None:
        lines(BODY, "第二段。")(canvas)
        canvas.saveState()
        canvas.translate(200, 400)
        canvas.rotate(45)
        canvas.drawString(0, 0, "内部资料")
        canvas.restoreState()
        canvas.setFillGray(0.8)
        write(canvas, 100, 500, "样张", 60)
        canvas.setFillGray(0.7)
        write(canvas, 72, 600, "灰色小字")

    table = both(grid([["项目", "合计"]], [72, 300, 500], top=480, height=60), marked)
    found = parsed(tmp_path, marked, table)
    assert texts(found) == [BODY, "第二段。", "灰色小字", BODY, "第二段。", "灰色小字"]
    assert cells(found.tables[0]) == [("项目", "合计")]


def test_a_large_grey_heading_is_kept(tmp_path: Path) -> None:
    def divider(canvas: Canvas) -> None:
        canvas.setFillGray(0.8)
        write(canvas, 100, 300, "部门概况", 40)

    assert texts(parsed(tmp_path, lines("正文"), divider)) == ["正文", "部门概况"]


def test_what_nobody_sees_is_no_content(tmp_path: Path) -> None:
    def painted(canvas: Canvas) -> None:
        lines("可见")(canvas)
        canvas.setFillGray(1)
        write(canvas, 72, 300, "白字")
        canvas.setFillGray(0)
        canvas.rect(70, HEIGHT - 410, 100, 20, stroke=0, fill=1)
        canvas.setFillGray(1)
        write(canvas, 72, 405, "深底白字")
        canvas.setFillGray(0)
        write(canvas, 700, 300, "页外")
        text = canvas.beginText(72, 300)
        text.setTextRenderMode(3)
        text.textLine("隐藏")
        canvas.drawText(text)
        path = canvas.beginPath()
        path.rect(0, 0, 595, 100)
        canvas.clipPath(path, stroke=0, fill=0)
        write(canvas, 72, 600, "裁掉")

    assert texts(parsed(tmp_path, painted)) == ["可见", "深底白字"]


def test_a_form_paints_and_leaves_the_clipping_as_it_was(tmp_path: Path) -> None:
    def painted(canvas: Canvas) -> None:
        canvas.beginForm("block")
        path = canvas.beginPath()
        path.rect(0, 700, 595, 100)
        canvas.clipPath(path, stroke=0, fill=0)
        write(canvas, 72, 100, "块内")
        write(canvas, 72, 300, "裁掉")
        canvas.endForm()
        canvas.doForm("block")
        write(canvas, 72, 400, "块外")

    assert texts(parsed(tmp_path, painted)) == ["块内", "块外"]


def test_operators_without_what_they_act_on_change_nothing(tmp_path: Path) -> None:
    def careless(canvas: Canvas) -> None:
        canvas._code += ["Q Q", "W n", "10 10 l 20 20 l S"]
        write(canvas, 72, 100, "正文")

    assert texts(parsed(tmp_path, careless)) == ["正文"]


def test_bold_print_made_by_printing_twice_is_read_once(tmp_path: Path) -> None:
    def twice(canvas: Canvas) -> None:
        write(canvas, 72, 100, "合计11.00")
        write(canvas, 72.3, 100, "合计11.00")

    assert texts(parsed(tmp_path, twice)) == ["合计11.00"]


def test_blanks_are_kept_as_printed_and_gaps_become_blanks(tmp_path: Path) -> None:
    def spaced(canvas: Canvas) -> None:
        write(canvas, 72, 100, "财 政 10.00 万 元\t  ")
        for at, mark in enumerate("经费"):
            write(canvas, 72 + 20 * at, 140, mark)
        write(canvas, 72, 180, "   ")

    assert texts(parsed(tmp_path, spaced)) == ["财 政 10.00 万 元", "经 费"]


def test_running_heads_stand_once_and_titles_always(tmp_path: Path) -> None:
    page = both(lines("甲市乙局预算公开", top=40), lines("收入预算总表", top=60), lines("正文"))
    assert texts(parsed(tmp_path, page, page, page)).count("甲市乙局预算公开") == 1
    assert texts(parsed(tmp_path, page, page, page)).count("收入预算总表") == 3
    assert texts(parsed(tmp_path, page, page)).count("甲市乙局预算公开") == 2


def test_the_contents_are_no_content(tmp_path: Path) -> None:
    dots = "……………………"
    contents = lines("目  录", "一、部门主要职能" + dots, "1. 2026年收入预算总表" + dots + "12", "部门预算表")
    more = lines("二、其他情况说明", "三、名词解释")
    divider = lines("一、部门主要职能")
    assert texts(parsed(tmp_path, lines("甲市乙局"), contents, more, divider, lines("正文。"))) == [
        "甲市乙局",
        "一、部门主要职能",
        "正文。",
    ]


@pytest.mark.parametrize("after", ["一、部门职能", "部门名称：甲市乙局", "负责财政预算。"])
def test_the_contents_end_where_content_begins(tmp_path: Path, after: str) -> None:
    assert texts(parsed(tmp_path, lines("目录", "一、部门职能", after, "正文"))) == [after, "正文"]


def test_a_page_that_only_begins_like_contents_is_content(tmp_path: Path) -> None:
    found = parsed(tmp_path, lines("目录", "一、部门职能"), lines("二、机构设置", "本部门有五个科室。"))
    assert texts(found) == ["二、机构设置", "本部门有五个科室。"]


def test_contents_with_dots_go_on_over_the_page_before_content(tmp_path: Path) -> None:
    found = parsed(tmp_path, lines("目录", "一、部门职能……"), lines("二、机构设置……", "本部门有五个科室。"))
    assert texts(found) == ["本部门有五个科室。"]


def test_radicals_are_read_as_the_characters_they_stand_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain_text = pdf_marks.plain_text
    swapped = str.maketrans("工见甲", "⼯⻅\N{NO-BREAK SPACE}")
    monkeypatch.setattr(pdf_page, "plain_text", lambda text: plain_text(text.translate(swapped)))
    assert texts(parsed(tmp_path, lines("施工甲意见"))) == ["施工 意见"]


def test_a_page_without_a_text_layer_among_others_is_said(tmp_path: Path) -> None:
    found = parsed(
        tmp_path, lines("正文"), image(595, HEIGHT), lines("末页"), both(image(595, HEIGHT), lines("4", top=820))
    )
    assert texts(found) == ["正文", "〔第2页没有文字层，未读取〕", "末页", "〔第4页没有文字层，未读取〕"]
    assert unread_pages(found) == (2, 4)


def test_a_blank_page_and_a_small_picture_are_nothing_unread(tmp_path: Path) -> None:
    found = parsed(tmp_path, both(lines("正文"), image(40, 40)), lambda canvas: canvas.line(0, 0, 9, 9))
    assert (texts(found), unread_pages(found)) == (["正文"], ())


def test_a_page_of_letters_drawn_as_outlines_has_no_text_layer(tmp_path: Path) -> None:
    def outlined(canvas: Canvas) -> None:
        for at in range(60):
            canvas.circle(50 + at, 300, 5, stroke=0, fill=1)

    assert unread_pages(parsed(tmp_path, lines("正文"), outlined)) == (2,)


def test_a_page_printed_sideways_is_said(tmp_path: Path) -> None:
    def sideways(canvas: Canvas) -> None:
        canvas.rotate(90)
        for at in range(4):
            canvas.drawString(100, -100 - 20 * at, BODY)

    assert texts(parsed(tmp_path, lines("正文"), sideways)) == ["正文", "〔第2页文字是旋转的，未读取〕"]


@pytest.fixture
def _unnamed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the file not name one character."""
    from pdfminer.pdffont import PDFCIDFont, PDFUnicodeNotDefined

    known = PDFCIDFont.to_unichr

    def named(font: PDFCIDFont, cid: int) -> str:
        text = known(font, cid)
        if text == "职":
            raise PDFUnicodeNotDefined(None, cid)
        return text

    monkeypatch.setattr(PDFCIDFont, "to_unichr", named)


@pytest.mark.usefixtures("_unnamed")
def test_a_page_whose_characters_the_file_does_not_name_is_said(tmp_path: Path) -> None:
    assert texts(parsed(tmp_path, lines("正文职责说明情况如下所列各项"), lines("职责"), lines("末页"))) == [
        "正文\N{REPLACEMENT CHARACTER}责说明情况如下所列各项",
        "〔第1页有无法识别的字，未读取〕",
        "\N{REPLACEMENT CHARACTER}责",
        "〔第2页文字没有可用的编码，未读取〕",
        "末页",
    ]


@pytest.mark.usefixtures("_unnamed")
def test_a_table_with_a_character_the_file_does_not_name_goes_on(tmp_path: Path) -> None:
    columns = [72.0, 300.0, 500.0]
    first = grid([["项目名称", "合计"], ["在职人员培训", "3.00"]], columns)
    second = grid([["离职人员慰问", "4.00"]], columns)
    for after, marks in (((lines("末页"),), (1, 2)), ((), (1, 2))):
        found = parsed(tmp_path, first, second, *after)
        assert [len(table.rows) for table in found.tables] == [3]
        assert unread_pages(found) == marks
        assert texts(found)[2:] == ["末页"] * len(after)


def test_print_in_a_spot_colour_is_seen(tmp_path: Path) -> None:
    from reportlab.lib.colors import CMYKColorSep

    def spot(canvas: Canvas) -> None:
        canvas.setFillColor(CMYKColorSep(0, 0, 0, 1, spotName="Ink"))
        write(canvas, 72, 100, "专色")

    assert texts(parsed(tmp_path, spot)) == ["专色"]


def test_progress_is_told_after_each_page() -> None:
    told: list[tuple[int, int]] = []
    list(read_pdf(made(lines("甲"), lines("乙")), lambda done, total: told.append((done, total))))
    assert told == [(1, 2), (2, 2)]


def test_a_file_that_only_forbids_printing_is_read() -> None:
    def latin(canvas: Canvas) -> None:  # reportlab leaves the names of Chinese fonts in clear, which is no valid file
        canvas.setFont("Helvetica", SIZE)
        canvas.drawString(72, 700, "Budget 2026")

    lock = StandardEncryption("", ownerPassword="secret", strength=128)
    assert [line.text for line in read_pdf(made(latin, encrypt=lock))] == ["Budget 2026"]


def test_a_file_with_a_password_is_refused() -> None:
    lock = StandardEncryption("user", ownerPassword="secret", strength=128)
    assert refused(made(lines("甲"), encrypt=lock)) == (
        "加密的 PDF 文件",
        "需要密码才能打开，未审查；请取消打开密码后另存，再审查",
    )


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_file_that_is_cut_off_is_refused(share: float) -> None:
    data = made(lines("甲"), lines("乙"))
    assert refused(data[: int(len(data) * share)]) == ("不完整的 PDF 文件", "没有文件结尾，未审查；请重新下载或者导出")


def test_a_file_that_is_cut_off_behind_its_first_end_is_refused() -> None:
    data = made(lines("甲"))
    assert refused(data + b"\n9 0 obj\n<< /Type")[0] == "不完整的 PDF 文件"


def test_a_damaged_file_is_refused() -> None:
    assert refused(b"%PDF-1.4\nnothing\n%%EOF")[0] == "损坏的 PDF 文件"


def test_a_damaged_page_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError("Font")

    monkeypatch.setattr(pdf_page.PageReader, "read", fail)
    assert refused(made(lines("甲")))[0] == "损坏的第1页"


def test_a_file_that_lacks_some_of_its_pages_is_refused() -> None:
    data = re.sub(rb"/Count 1\b", b"/Count 3", made(lines("甲")))
    assert refused(data)[1].startswith("应有3页，只找到1页，未审查；请")


def test_a_file_that_does_not_count_its_pages_is_read() -> None:
    data = re.sub(rb"/Count 1\b", b"/Other 1", made(lines("甲")))
    assert [line.text for line in read_pdf(data)] == ["甲"]


def test_a_file_without_a_page_is_refused() -> None:
    data = re.sub(rb"/Kids \[ \d+ 0 R \]", b"/Kids [       ]", made(lines("甲")))
    data = data.replace(b"/Type /Page\n", b"/Type /Nope\n").replace(b"/Count 1", b"/Count 0")
    assert refused(data)[0] == "没有页的 PDF 文件"


def test_a_file_of_blank_pages_is_refused() -> None:
    assert refused(made(lambda canvas: canvas.line(0, 0, 9, 9)))[0] == "各页都是空白"


def test_a_scanned_file_is_refused_with_advice() -> None:
    found, consequence = refused(made(image(595, HEIGHT), image(595, HEIGHT)))
    assert found == "各页都没有文字层"
    assert "OCR" in consequence
    assert "Word" in consequence


def test_a_scanned_file_with_hidden_text_is_refused() -> None:
    def recognised(canvas: Canvas) -> None:
        image(595, HEIGHT)(canvas)
        text = canvas.beginText(72, 300)
        text.setTextRenderMode(3)
        text.textLine(BODY)
        canvas.drawText(text)

    assert refused(made(recognised))[0] == "各页都只有看不见的文字（扫描识别的结果不可靠）"


def test_a_file_of_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 1)
    assert refused(made(lines("甲"), lines("乙")))[0] == "超过1页的 PDF 文件"


def test_a_page_of_too_many_marks_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_page, "MAX_MARKS_OF_PAGE", 3)
    assert refused(made(lines("甲乙丙丁")))[0] == "第1页有超过3个文字和图形"


def test_a_file_of_too_many_marks_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_page, "MAX_MARKS", 5)
    monkeypatch.setattr(pdf_page, "_BYTES", 100_000)
    assert refused(made(lines("甲乙丙"), lines("甲乙丙")))[0] == "第2页有超过2个文字和图形"


@pytest.mark.parametrize("limit", ["_MAX_PAIRS", "_MAX_CROSSINGS"])
def test_a_page_of_too_many_rulings_is_refused(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_grid, limit, 5)
    assert refused(made(grid([["甲", "乙"], ["丙", "丁"]], [72, 200, 300])))[0] == "第1页有6条表线"


def test_a_stream_that_inflates_without_bounds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_guard, "MAX_STREAM", 2 * 1024 * 1024)
    once = zlib.compress(bytes(3 * 1024 * 1024))
    for bomb in (once, zlib.compress(once)):
        data = b"%PDF-1.4\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n" + bomb + b"\nendstream\nendobj\n%%EOF"
        assert refused(data)[0] == "展开后超过2MB的 PDF 文件"


def test_a_damaged_stream_is_left_to_the_reader_of_its_page() -> None:
    stream = b"9 0 obj\n<< /Filter /FlateDecode >>\nstream\n\x78nothing\nendstream\nendobj\n"
    data = made(lines("甲"))
    assert [line.text for line in read_pdf(data[:9] + stream + data[9:])] == ["甲"]


def test_streams_that_inflate_without_bounds_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_guard, "MAX_STREAMS", 1024 * 1024)
    stream = b"1 0 obj\n<< /Filter /FlateDecode >>\nstream\n" + zlib.compress(bytes(700_000)) + b"\nendstream\nendobj\n"
    assert refused(b"%PDF-1.4\n" + stream + stream + b"%%EOF")[0] == "展开后超过1MB的 PDF 文件"


def test_the_tables_of_the_government_office() -> None:
    found = shared("putuo-govoffice-2025-budget.pdf")
    assert [(table.title[7:], table.units, pages(table)) for table in found.tables] == [
        ("财务收支预算总表", (Unit.YUAN,), [8]),
        ("收入预算总表", (Unit.YUAN,), [9, 10]),
        ("支出预算总表", (Unit.YUAN,), [11, 12]),
        ("财政拨款收支预算总表", (Unit.YUAN,), [13]),
        ("一般公共预算支出功能分类预算表", (Unit.YUAN,), [14, 15]),
        ("政府性基金预算支出功能分类预算表", (Unit.YUAN,), [16]),
        ("国有资本经营预算支出功能分类预算表", (Unit.YUAN,), [17]),
        ("一般公共预算基本支出部门预算经济分类预算表", (Unit.YUAN,), [18, 19]),
        ("“三公”经费和机关运行经费预算表", (Unit.WAN_YUAN,), [20]),
    ]
    spending = found.tables[2]
    assert (len(spending.rows), {len(row.cells) for row in spending.rows}) == (24, {7})
    total = spending.rows[-1]
    assert total.cells == ("合计", "", "", "", "91,016,775.35", "24,606,775.35", "66,410,000.00")
    assert total.merged == {1, 2, 3}
    assert spending.place(total, 6).page == 12
    assert found.tables[5].notes[-1].startswith("注:本部门2025年无")


def test_the_paragraphs_of_the_government_office() -> None:
    found = texts(shared("putuo-govoffice-2025-budget.pdf"))
    assert found[:2] == ["上海市普陀区2025年区级部门预算", "预算主管部门：上海市普陀区人民政府办公室"]
    assert not any(text.startswith("一、部门主要职能") for text in found)
    [income] = [text for text in found if "收入预算9,101.68万元" in text]
    assert "比2024年预算减少2,389.52万元；事业收入0万元" in income
    assert sum("科目" in text and "万元，主要用于" in text for text in found) == 12


def test_what_a_sheet_draws_beyond_its_page_is_read_once() -> None:
    found = shared("putuo-finance-2025-budget.pdf")
    insured = [paragraph for paragraph in found.paragraphs if "行政单位医疗（项）”78.21万元" in paragraph.text]
    assert [paragraph.place("甲").page for paragraph in insured] == [8]
    assert [(len(table.rows), len(table.rows[0].cells), pages(table)) for table in found.tables] == [
        (10, 4, [9]),
        (26, 9, [10, 11]),
        (26, 7, [12, 13]),
        (7, 7, [14]),
        (26, 7, [15, 16]),
        (4, 7, [17]),
        (4, 7, [18]),
        (36, 6, [19, 20]),
        (4, 7, [21]),
    ]
    [procurement] = [text for text in texts(found) if "政府采购预算117.00万元" in text]
    assert procurement.endswith("政府采购服务预算100.00万元。")


def test_the_target_sheets_of_the_sub_district_are_five_tables() -> None:
    found = shared("putuo-wanli-2023-budget.pdf")
    sheets = [table for table in found.tables if table.title == "财政项目支出绩效目标填报表"]
    assert [(pages(table), len(table.rows[0].cells), len(table.rows)) for table in sheets] == [
        ([31], 8, 16),
        ([32], 8, 15),
        ([33], 8, 15),
        ([34], 8, 54),
        ([35], 8, 20),
    ]
    assert sheets[1].rows[1].cells[:3] == ("项目名称", "", "就业援助基地补贴")
    assert sheets[1].rows[4].cells[4] == "6,351,000.00"
    assert sheets[1].place(sheets[1].rows[4], 4).page == 32
    long = next(table for table in found.tables if table.title == "2023年部门收入预算总表")
    assert (pages(long), len(long.rows)) == ([11, 12, 13, 14], 70)
    assert "机关事业单位基本养老保险缴费支出" in {row.cell(3) for row in long.rows}


def test_no_figure_is_read_from_the_template() -> None:
    found = shared("shanghai-2024-account-template.pdf")
    assert len(found.tables) == 10
    figures = {
        cell for table in found.tables for row in table.rows for cell in row.cells if re.search(r"\d[.,]\d", cell)
    }
    assert figures == set()
    assert ("………", "…") in {row.cells[:2] for table in found.tables for row in table.rows}
    assert sum(text.startswith("第一部分") for text in texts(found)) == 1


@pytest.mark.parametrize(
    "name",
    [
        "putuo-finance-2025-budget.pdf",
        "putuo-govoffice-2025-budget.pdf",
        "putuo-wanli-2023-budget.pdf",
        "shanghai-2024-account-template.pdf",
    ],
)
def test_a_place_reads_back_what_is_printed_on_its_page(name: str) -> None:
    import pypdfium2  # a second reader, to tell what is printed

    found = shared(name)
    with pypdfium2.PdfDocument(document(name)) as printed:
        shown = {}
        for number in range(len(printed)):
            page = printed[number]
            text = page.get_textpage()
            shown[number + 1] = re.sub(r"\s", "", text.get_text_range())
            text.close()
            page.close()
    for table in found.tables:
        for row in table.rows:
            for column, cell in enumerate(row.cells):
                place = table.place(row, column)
                assert place.page is not None
                assert re.sub(r"\s", "", cell)[:4] in shown[place.page]  # its first line


@cache
def shared(name: str) -> Document:
    found, problems = read(document(name))
    assert problems == []
    assert found is not None
    assert unread_pages(found) == ()
    return found


def pages(table: Table) -> list[int | None]:
    return sorted({table.place(row, 0).page for row in table.rows}, key=lambda page: page or 0)


def test_a_line_that_ends_in_a_comma_goes_on_though_it_is_short(tmp_path: Path) -> None:
    assert texts(parsed(tmp_path, lines("支出35.53万元、", "卫生15.10万元，", "住房28.00万元", "其他"))) == [
        "支出35.53万元、卫生15.10万元，住房28.00万元",
        "其他",
    ]
