import tracemalloc
from pathlib import Path

import pytest

from procure.intake import read
from procure.intake.files import UnreadableError
from procure.intake.html import read_html


def _texts(html: str) -> list[str]:
    return [line.text for line in read_html(html.encode())]


def _rows(html: str) -> list[tuple[str, ...]]:
    return [line.cells for line in read_html(html.encode())]


def test_blocks_are_lines_and_inline_elements_are_not() -> None:
    html = "<title>名</title><h1>预算<b>公开</b></h1><div>一<p>二 <i>三</i></p>四<br>五</div><ul><li>六<li>七</ul>"
    assert _texts(html) == ["预算公开", "一", "二 三", "四", "五", "六", "七"]


def test_blanks_are_drawn_together_and_a_wrap_of_the_source_is_none_in_chinese() -> None:
    assert _texts("<p> a \n b&nbsp;&nbsp;c</p><p>一般公共\r\n   <span>服务</span> 支出</p>") == [
        "a b c",
        "一般公共服务 支出",
    ]


def test_preformatted_text_keeps_its_lines() -> None:
    assert _texts("<pre>一\n  二\r\n三</pre><p>四\n五") == ["一", "二", "三", "四五"]


def test_what_is_not_shown_is_no_content() -> None:
    hidden = (
        "<script>甲</script><style>乙</style><noscript>丙</noscript><!-- 丁 --><p hidden>戊</p>"
        "<p style='color:red; DISPLAY : none'>己<b>庚</b></p><span style='visibility:hidden'>辛</span><?x 壬?>"
    )
    assert _texts(f"<div>前{hidden}后</div>") == ["前后"]


def test_a_table_is_a_full_grid_with_its_caption_before_it() -> None:
    html = (
        "<table><caption>支出表</caption><thead><tr><th rowspan=5>科目<th colspan=2>金额</thead>"
        "<tbody><tr><td>a<td rowspan=0>1.00<td>2<tr style='display:none'><td>x<tr><td>b<td>3</table>"
    )
    lines = read_html(html.encode())
    assert [(line.text, sorted(line.merged), line.opens) for line in lines] == [
        ("支出表", [], False),
        ("科目\t金额\t", [2], True),
        ("a\t1.00\t2", [], False),
        ("b\t\t3", [1], False),
    ]
    assert sum(line.text.count("1.00") for line in lines) == 1


def test_a_place_counts_blocks_of_text_and_tables(tmp_path: Path) -> None:
    path = tmp_path / "预算.html"
    path.write_text(
        "<p>收支表<p>单位：元<table><tr><td>项目<td>金额<tr><td>甲<td>5.00</table><p>一<br>二<p>三", "utf-8"
    )
    document, problems = read(path)
    assert document is not None
    assert not problems
    (table,) = document.tables
    place = table.place(table.rows[1], 1)
    assert (table.title, place.paragraph, place.row, place.column, place.text) == ("收支表", 3, 2, 2, "5.00")
    assert place.spot == "第3段"
    assert [(one.text, one.where and one.where.paragraph) for one in document.paragraphs[2:]] == [
        ("一", 4),
        ("二", 4),
        ("三", 5),
    ]


def test_tables_that_lay_out_a_page_are_running_text_and_those_in_them_are_tables() -> None:
    html = "<table><tr><td>栏目<td>标题<table><tr><td>a<td>1</table>尾</table><table><tr><td>甲<br>乙<tr><td>丙</table>"
    assert [(line.text, line.opens) for line in read_html(html.encode())] == [
        ("栏目", False),
        ("标题", False),
        ("a\t1", True),
        ("尾", False),
        ("甲", False),
        ("乙", False),
        ("丙", False),
    ]


def test_a_table_that_is_not_shown_lays_out_nothing() -> None:
    assert _rows("<table><tr><td>a<td>b<table hidden><tr><td>x</table></table>") == [("a", "b")]


def test_text_of_a_table_outside_its_cells_stands_before_it_and_cells_without_a_row_open_one() -> None:
    html = "<table><td><p>一</p><p>二</p></td><td>2</td><tr>丢<td>3<td>4</tr></table><table></table><p>后"
    assert _texts(html) == ["丢", "一二\t2", "3\t4", "后"]


def test_spans_that_are_no_numbers_are_one() -> None:
    assert _rows("<table><tr><td colspan=x>a<td colspan=0 rowspan=-2>b<tr><td>c<td>d</table>") == [
        ("a", "b"),
        ("c", "d"),
    ]


def test_spans_of_millions_take_no_memory() -> None:
    tracemalloc.start()
    rows = _rows("<table><tr><td rowspan=1000000 colspan=1000000>a<td>b<tr><td>c</table>")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert {len(row) for row in rows} == {1001}
    assert peak < 10_000_000


def test_a_workbook_saved_as_a_web_page_reads_like_any_other() -> None:
    html = (
        "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><meta charset=gb2312><!--[if gte mso 9]><xml>"
        "<x:Name>表1</x:Name></xml><![endif]--><table><col width=72><tr height=18><td class=xl65>项目\n  名称</td>"
        "<td x:num='5'>5.00</td></tr><![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72>"
        "</td><td></td></tr><![endif]></table>"
    )
    assert [line.cells for line in read_html(html.encode("gb18030"))] == [("项目名称", "5.00")]


@pytest.mark.parametrize(
    "data",
    [
        "<p>预算公开".encode(),
        "<p>预算公开".encode("utf-8-sig"),
        "<p>预算公开".encode("utf-16"),
        "<p>预算公开".encode("gb18030"),
        "<meta charset=GBK><p>预算公开".encode("gbk"),
        "<meta charset=utf-8><p>预算公开".encode("gbk"),
        "<meta charset=gb2312><p>预算公开".encode(),
        "<meta charset=iso-8859-1><p>预算公开".encode("gbk"),
        '<meta http-equiv="Content-Type" content="text/html; charset=big5"><p>預算公開'.encode("big5"),
        "<meta charset=big5><p>预算公开".encode(),
        "<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'><p>预算公开</p></html>".encode(),
    ],
    ids=str,
)
def test_the_encoding_is_that_of_the_bytes(data: bytes) -> None:
    assert [line.text for line in read_html(data)] in (["预算公开"], ["預算公開"])


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b" ", "没有文字的网页"),
        (b"<!-- nothing -->", "没有文字的网页"),
        (b"<table><tr><td></table><img src=a.png>", "没有文字的网页"),
        (b"<frameset><frame src=sheet001.htm></frameset>", "只有框架的网页，内容在其他文件里"),
        (b"<p>a\0b", "二进制内容"),
        (b"<meta charset=big5><p>\xff\xff", "无法解码的内容"),
        (b"From: <Saved>\nMIME-Version: 1.0\n\n<html>", "单个文件网页（MHTML）"),
        (b"<div>" * 100_000 + b"x", "嵌套过深或者文字过长的网页"),
        (b"<b>" * 300 + b"x", "嵌套过深或者文字过长的网页"),
        (b"<table><tr><td>" * 1000, "嵌套过深或者文字过长的网页"),
        (b"<table><tr>" + b"<td colspan=1000>x" * 17 + b"</table>", "跨列的表格"),
    ],
    ids=lambda value: str(value[:24]),
)
def test_a_page_that_cannot_be_read_ends_with_a_sentence(data: bytes, found: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_html(data)
    assert caught.value.found == found
    assert "未审查；请" in caught.value.consequence


def test_an_entity_of_its_own_is_not_unfolded() -> None:
    html = '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY b "&a;&a;">]><p>前&b;后</p>'
    assert "前&b;后" in _texts(html)[-1]
