"""Comma separated values as rows: encodings, quotes, line breaks, and what is refused."""

import codecs
from pathlib import Path

import pytest

from procure.intake import read
from procure.intake.files import UnreadableError
from procure.intake.text import read_csv_text

HEAD = "序号,项目名称,预算金额（万元）"
ROW = "1,打印机,20"
ROWS = [(1, ("序号", "项目名称", "预算金额（万元）")), (2, ("1", "打印机", "20"))]


def rows_of(data: bytes) -> list[tuple[int, tuple[str, ...]]]:
    return [(line.number, line.cells) for line in read_csv_text(data)]


def refusal(data: bytes) -> tuple[str, str]:
    with pytest.raises(UnreadableError) as caught:
        list(read_csv_text(data))
    assert "，未审查；请" in caught.value.consequence
    return caught.value.found, caught.value.consequence.partition("，未审查")[0]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_rows_in_any_encoding(encoding: str, end: str) -> None:
    assert rows_of(end.join([HEAD, ROW, ""]).encode(encoding)) == ROWS


def test_utf_16_of_either_order() -> None:
    text = f"{HEAD}\n{ROW}\n"
    assert rows_of(codecs.BOM_UTF16_BE + text.encode("utf-16-be")) == ROWS


def test_quoted_commas_quotes_and_line_breaks() -> None:
    text = f'{HEAD}\n1,"打印机,""彩色""\n（含耗材）","1,000.00"\r\n2, 保洁 ,3\n'
    assert rows_of(text.encode()) == [
        ROWS[0],
        (2, ("1", '打印机,"彩色"\n（含耗材）', "1,000.00")),
        (4, ("2", "保洁", "3")),
    ]


def test_a_line_without_a_comma_is_running_text_and_blank_lines_count() -> None:
    lines = list(read_csv_text(f"采购计划\n\n{HEAD}\n\n{ROW}\n".encode()))
    assert [(line.number, line.text, line.cells) for line in lines] == [
        (1, "采购计划", ()),
        (2, "", ()),
        (3, "\t".join(ROWS[0][1]), ROWS[0][1]),
        (4, "", ()),
        (5, "\t".join(ROWS[1][1]), ROWS[1][1]),
    ]


def test_rows_of_different_length() -> None:
    assert rows_of(b"a,b\nc,d,e\n,\n") == [(1, ("a", "b")), (2, ("c", "d", "e")), (3, ("", ""))]


@pytest.mark.parametrize(
    ("data", "found", "why"),
    [
        (f"{HEAD}\n1,打印\0机,20\n".encode(), "二进制内容", "含有空字符（NUL），不是可以读取的 CSV 文件"),
        (b"\xff\xff\x81,a\n", "无法解码的内容", "既不是 UTF-8 也不是 GB18030 编码"),
        (f'{HEAD}\n{ROW}\n2,"{"长" * 200_000}\n'.encode(), "第3行的单元格", "太长，可能缺少引号"),
        (f"{HEAD}\n1,{'长' * 200_000},20\n".encode(), "第2行的单元格", "太长，可能缺少引号"),
    ],
    ids=["空字符", "编码", "没有另一个引号", "很长的单元格"],
)
def test_what_cannot_be_read_is_said(data: bytes, found: str, why: str) -> None:
    assert refusal(data) == (found, why)


def test_a_file_that_is_refused_is_one_problem(tmp_path: Path) -> None:
    path = tmp_path / "计划.CSV"
    path.write_bytes(f"{HEAD}\n1,打印\0机,20\n".encode())
    document, problems = read(path)
    assert document is None
    assert [(one.field, one.found, one.unread) for one in problems] == [("文件", "二进制内容", True)]


def test_a_place_in_a_csv_file_is_the_line_its_row_begins_on(tmp_path: Path) -> None:
    path = tmp_path / "计划.csv"
    path.write_text(f'{HEAD}\n1,"打印机\n彩色",20\n2,保洁,3\n', encoding="utf-8")
    document, _ = read(path)
    assert document
    (table,) = document.tables
    assert [table.place(row, 1).spot for row in table.rows] == ["第1行", "第2行", "第4行"]
