from pathlib import Path

import pytest

from procure.intake import files, read
from procure.intake.files import UnreadableError
from procure.intake.text import load_text
from procure.model import Document
from tests.intake.test_formats import compound

_TEXT = "2026年项目支出预算表\n单位：万元\n项目名称\t合计\n绿化养护\t3.00\n"


def _problem(path: Path) -> tuple[str, str]:
    document, problems = read(path)
    assert document is None
    assert [(one.place.file, one.field, one.unread) for one in problems] == [(str(path), "文件", True)]
    return problems[0].found, problems[0].consequence


def _document(path: Path) -> Document:
    document, problems = read(path)
    assert document is not None
    assert problems == []
    return document


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_text_is_read_in_the_encodings_that_officers_save(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "预算.txt"
    path.write_bytes(_TEXT.encode(encoding))
    table = _document(path).tables[0]
    assert (table.file, table.title, table.rows[1].cells) == (str(path), "2026年项目支出预算表", ("绿化养护", "3.00"))


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_newline_counts_as_one_line(tmp_path: Path, newline: str) -> None:
    path = tmp_path / "预算.txt"
    path.write_bytes(_TEXT.replace("\n", newline).encode())
    assert [row.line for row in _document(path).tables[0].rows] == [3, 4]


def test_a_missing_file_is_one_problem(tmp_path: Path) -> None:
    assert _problem(tmp_path / "无.txt") == ("无.txt", "文件不存在，未审查；请核对路径和文件名")


def test_a_folder_is_one_problem(tmp_path: Path) -> None:
    assert _problem(tmp_path) == (tmp_path.name, "是文件夹，未审查；请指定其中的文件")


def test_a_device_is_one_problem() -> None:
    assert _problem(Path("/dev/zero"))[1] == "不是普通文件，未审查；请指定文档文件"


def test_a_path_that_no_system_opens_is_one_problem() -> None:
    assert _problem(Path("预\0算.txt"))[1].startswith("无法打开（")


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \n\t\r\n\x0c"], ids=["零字节", "只有BOM", "只有空白"])
def test_an_empty_file_is_one_problem(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "空.txt"
    path.write_bytes(content)
    assert _problem(path) == ("空.txt", "是空文件，未审查；请重新导出后再审查")


def test_a_file_of_200_mb_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    found, consequence = _problem(path)
    assert found == "209,715,200字节"
    assert consequence.startswith("超过上限 16,777,216字节，未审查；请")


def test_a_file_of_exactly_the_limit_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "预算.txt"
    path.write_text(_TEXT, encoding="utf-8")
    monkeypatch.setattr(files, "MAX_BYTES", path.stat().st_size)
    assert len(_document(path).tables) == 1


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("预算.pdf", b"%PDF-1.7 ...", "PDF"),
        ("预算.txt", b"%PDF-1.7 ...", "PDF"),
        ("预算.xlsx", b"PK\x03\x04rest", "损坏的压缩包格式文件"),
        ("预算.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "不认识的 Office 文件"),
        ("预算.doc", compound("WordDocument"), "二进制 Word 文件（.doc）"),
        ("预算.txt", b"2026\x00\x01\x02", "二进制内容"),
    ],
    ids=["PDF", "PDF内容", "残缺的Excel", "不明的Office", "旧Word", "二进制"],
)
def test_what_cannot_be_read_is_one_sentence_that_says_what_to_do(
    tmp_path: Path, name: str, content: bytes, found: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    shown, consequence = _problem(path)
    assert found in shown
    assert "未审查；请" in consequence


def test_a_text_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    path = tmp_path / "预算.docx"
    path.write_text(_TEXT, encoding="utf-8")
    assert len(_document(path).tables) == 1


def test_bytes_of_no_known_encoding_are_one_problem(tmp_path: Path) -> None:
    path = tmp_path / "预算.txt"
    path.write_bytes(b"\xff\xff\xff\x81")
    assert _problem(path)[0] == "无法解码的内容"


def test_a_file_that_may_not_be_opened_is_one_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "预算.txt"
    path.write_text(_TEXT, encoding="utf-8")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert _problem(path)[1].startswith("无法读取（没有权限）")


def test_answers_are_read_as_text_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "答复.csv"
    path.write_bytes(_TEXT.encode("gb18030"))
    assert load_text(path) == _TEXT
    for content in (b"%PDF-1.7", b"2026\x00"):
        path.write_bytes(content)
        with pytest.raises(UnreadableError, match=r"答复\.csv"):
            load_text(path)
