"""Strict reading of data files: what stock readers would let pass is refused with its file and line."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from procure import datafile
from procure.datafile import CsvRow, DataError, Mapped, data_root, read_csv, read_yaml, shown

LOADERS: Final = pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader], ids=["C", "Python"])
OWN_FILES: Final = sorted([*data_root().glob("rules/*/*.yaml"), *data_root().glob("catalog/**/*.yaml")])


def rows(path: Path) -> list[CsvRow]:
    return list(read_csv(path, ("code", "name"), key=("code",)))


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "file"
    path.write_bytes(text.encode(encoding))
    return path


def refused(path: Path, read: Callable[[Path], object] = read_yaml) -> str:
    """Return the message without the path: line: what; what is allowed."""
    with pytest.raises(DataError) as caught:
        read(path)
    fault = caught.value
    assert str(fault) == f"{path}:{fault.line}: {fault.message}"
    return str(fault).removeprefix(f"{path}:")


@LOADERS
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("0", 0),
        ("30", 30),
        ("2023-12-29", date(2023, 12, 29)),
        ('"yes"', "yes"),
        ("'null'", "null"),
        ("020101", "020101"),
        ("1:30", "1:30"),
        ("1_000", "1_000"),
        ("0x10", "0x10"),
        ("-5", "-5"),
        ("1.5", "1.5"),
        ("1e3", "1e3"),
        ("2023-12-29 08:00", "2023-12-29 08:00"),
        ("30万元", "30万元"),
        ("<<", "<<"),
        ('"2023-12-29"', "2023-12-29"),
        ('"30"', "30"),
        ("|\n    一\n    二", "一\n二\n"),
        ("[]", []),
        ("[a, [1, {b: true}]]", ["a", [1, {"b": True}]]),
        ("{}", {}),
    ],
)
def test_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loader: type, text: str, value: Any) -> None:
    monkeypatch.setattr(datafile, "_LOADER", loader)
    found = read_yaml(written(tmp_path, f"key: {text}\n"))["key"]
    assert (found, type(found)) == (value, Mapped if isinstance(value, dict) else type(value))


YAML_FAULTS: Final = {
    "键重复": ("a: 1\na: 2", "2: repeated key `a`, first on line 1"),
    "内层键重复": ("a:\n  b: 1\n  c: 2\n  b: 3", "4: repeated key `b`, first on line 2"),
    "yes": ("a: yes", "1: unquoted `yes`; write true, false or a quoted string"),
    "No": ("a: No", "1: unquoted `No`; write true, false or a quoted string"),
    "on": ("a: on", "1: unquoted `on`; write true, false or a quoted string"),
    "OFF": ("a: OFF", "1: unquoted `OFF`; write true, false or a quoted string"),
    "y": ("a: y", "1: unquoted `y`; write true, false or a quoted string"),
    "列表里的 n": ("a: [x, n]", "1: unquoted `n`; write true, false or a quoted string"),
    "True": ("a: True", "1: unquoted `True`; write true, false or a quoted string"),
    "null": ("a: null", "1: unquoted `null`; write true, false or a quoted string"),
    "~": ("a: ~", "1: unquoted `~`; write true, false or a quoted string"),
    "空值": ("b: 1\na:", "2: unquoted ``; write true, false or a quoted string"),
    "没有的日子": ("a: 2023-02-30", "1: `2023-02-30` is no date: day is out of range for month"),
    "锚": ("a: &x 1", "1: `x`: no anchors and aliases; write the value out"),
    "映射的锚": ("a: &x\n  b: 1\n", "1: `x`: no anchors and aliases; write the value out"),
    "键的锚": ("&x a: 1", "1: `x`: no anchors and aliases; write the value out"),
    "别名": ("a: 1\nb: *x", "2: `x`: no anchors and aliases; write the value out"),
    "标准标签": ("a: !!str 1", "1: `tag:yaml.org,2002:str`: no tags; quote what is a string"),
    "自定标签": ("a: !own [1]", "1: `!own`: no tags; quote what is a string"),
    "键是列表": ("? [a]\n: b", "1: a key must be a plain word"),
    "键是映射": ("a: 1\n? {b: c}\n: d", "2: a key must be a plain word"),
    "顶层是列表": ("- a", "1: the top of the file must be a mapping"),
    "顶层是文字": ("文字", "1: the top of the file must be a mapping"),
    "空文件": ("", "1: the top of the file must be a mapping"),
    "两个文档": ("a: 1\n---\nb: 2", "3: a file holds one document"),
    "控制字符": ("a: 1\nb: \x07", "2: unprintable character '\\x07'"),
}


@LOADERS
@pytest.mark.parametrize(("text", "message"), YAML_FAULTS.values(), ids=YAML_FAULTS)
def test_yaml_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loader: type, text: str, message: str) -> None:
    monkeypatch.setattr(datafile, "_LOADER", loader)
    assert refused(written(tmp_path, text)) == message


@LOADERS
@pytest.mark.parametrize(
    ("text", "line"),
    [("a: 1\nb: [1\n", 3), ("a: b: c", 1), ("a: 1\n\tb: 2", 2), ('a: 1\nb: "open', 2), ("a: @", 1)],
    ids=["括号未闭合", "一行两个冒号", "制表符缩进", "引号未闭合", "保留字符"],
)
def test_what_is_not_yaml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loader: type, text: str, line: int) -> None:
    monkeypatch.setattr(datafile, "_LOADER", loader)
    assert refused(written(tmp_path, text)).startswith(f"{line}: not YAML: ")


@pytest.mark.parametrize("path", OWN_FILES, ids=[shown(path) for path in OWN_FILES])
def test_both_loaders_read_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    for loader in (yaml.CSafeLoader, yaml.SafeLoader):
        monkeypatch.setattr(datafile, "_LOADER", loader)
        mapping = read_yaml(path)
        read.append((mapping, mapping.lines))
    assert read[0] == read[1]


@pytest.mark.parametrize("read", [read_yaml, rows], ids=["YAML", "CSV"])
def test_a_file_that_cannot_be_read(tmp_path: Path, read: Callable[[Path], object]) -> None:
    assert refused(tmp_path / "none", read) == "1: cannot be read: No such file or directory"
    assert refused(written(tmp_path, "code,name\nA,限额\n", "gb18030"), read) == "2: not UTF-8"


@pytest.fixture
def mapping(tmp_path: Path) -> Mapped:
    lines = ("word: 一", "number: 3", "day: 2023-12-29", "yes: true", "list: [一, 2]", "nested:", "  a: 1", "empty: []")
    return read_yaml(written(tmp_path, "\n".join(lines)))


@pytest.mark.parametrize(
    ("take", "message"),
    [
        (lambda one: one.text("number"), "2: `number` must be a string, found 3"),
        (lambda one: one.text("none"), "1: `none` must be a string, found None"),
        (lambda one: one.integer("word"), "1: `word` must be a whole number, found '一'"),
        (lambda one: one.integer("yes"), "4: `yes` must be a whole number, found True"),
        (lambda one: one.day("word"), "1: `word` must be a date such as 2023-12-29, found '一'"),
        (lambda one: one.mapping("list"), "5: `list` must be a mapping, found ['一', 2]"),
        (lambda one: one.items_of("nested", str, "word"), "6: `nested` must be a list of words, found {'a': 1}"),
        (lambda one: one.items_of("list", str, "word"), "5: `list` must hold only words, found 2"),
        (lambda one: one.words("number"), "2: `number` must be a list of words, found 3"),
        (lambda one: one.words("none"), "1: `none` must be a list of words, found None"),
        (lambda one: one.words("empty"), "8: `empty` names no word"),
        (lambda one: one.words("word", ("二", "三")), "1: `word` is never `一`; allowed: 二, 三"),
        (lambda one: one.mapping("nested").text("a"), "7: `a` must be a string, found 1"),
        (lambda one: one.mapping("nested").check(("a", "b")), "7: missing key `b`; required: a, b"),
        (lambda one: one.mapping("nested").check(("b",), ("c",)), "7: unknown key `a`; allowed: b, c"),
        (lambda one: one.fail("whatever"), "1: whatever"),
    ],
)
def test_mapping_refusal(mapping: Mapped, take: Callable[[Mapped], object], message: str) -> None:
    assert refused(Path(mapping.path), lambda _: take(mapping)) == message


def test_mapping_gives_typed_values(mapping: Mapped) -> None:
    mapping.check(("word", "number", "day", "list", "nested"), ("yes", "empty", "other"))
    assert (mapping.text("word"), mapping.integer("number"), mapping.day("day")) == ("一", 3, date(2023, 12, 29))
    assert mapping.mapping("nested").integer("a") == 1
    assert mapping.words("word") == ("一",)


def test_mapping_gives_lists_of_one_type(tmp_path: Path) -> None:
    found = read_yaml(written(tmp_path, "words: [一, 二]\nrows:\n  - a: 1\n  - a: 2\n"))
    assert found.items_of("words", str, "word") == ["一", "二"]
    assert found.words("words", ("一", "二", "三")) == ("一", "二")
    assert [(row.integer("a"), row.line) for row in found.items_of("rows", Mapped, "row")] == [(1, 3), (2, 4)]


CSV_FAULTS: Final = {
    "空文件": ("", "1: columns are ; must be code,name"),
    "列序不同": ("name,code\n", "1: columns are name,code; must be code,name"),
    "多一列": ("code,name,note\n", "1: columns are code,name,note; must be code,name"),
    "有字节顺序标记": ("\ufeffcode,name\n", "1: columns are \ufeffcode,name; must be code,name"),
    "短行": ("code,name\nA,甲\nB\n", "3: 1 cells; the head has 2"),
    "长行": ("code,name\nA,甲,乙\n", "2: 3 cells; the head has 2"),
    "空行": ("code,name\nA,甲\n\n", "3: 0 cells; the head has 2"),
    "键重复": ("code,name\nA,甲\nB,甲\nA,乙\n", "4: repeated code `A`, first on line 2"),
    "引号后有字": ('code,name\nA,"甲"乙\n', "2: not CSV: ',' expected after '\"'"),
    "引号未闭合": ('code,name\nA,"甲\n', "2: not CSV: unexpected end of data"),
    "控制字符": ("code,name\nA,\x00\n", "2: unprintable character '\\x00'"),
}


@pytest.mark.parametrize(("text", "message"), CSV_FAULTS.values(), ids=CSV_FAULTS)
def test_csv_refusal(tmp_path: Path, text: str, message: str) -> None:
    assert refused(written(tmp_path, text), rows) == message


def test_a_key_of_several_columns(tmp_path: Path) -> None:
    path, columns = written(tmp_path, "code,name\nA,甲\nA,乙\nA,甲\n"), ("code", "name")
    message = refused(path, lambda path: list(read_csv(path, columns, key=columns)))
    assert message == "4: repeated code+name `A|甲`, first on line 2"
    assert [row["name"] for row in read_csv(path, columns)] == ["甲", "乙", "甲"]


def test_rows_know_their_line_and_words(tmp_path: Path) -> None:
    path = written(tmp_path, 'code,words\r\nA,一|二\r\nB,"三\n四"\r\nC,\r\n')
    found = read_csv(path, ("code", "words"))
    assert [(row["code"], row.line, row.listed("words")) for row in found] == [
        ("A", 2, ("一", "二")),
        ("B", 4, ("三\n四",)),
        ("C", 5, ()),
    ]


def test_a_cell_must_be_one_of_its_words(tmp_path: Path) -> None:
    (row,) = read_csv(written(tmp_path, "level\ncity\n"), ("level",))
    assert row.one_of("level", ("city", "county")) == "city"
    message = refused(tmp_path / "file", lambda _: row.one_of("level", ("province", "county")))
    assert message == "2: `level` is `city`; allowed: county, province"


def test_data_stands_in_the_wheel_or_beside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datafile, "_PACKAGE", tmp_path / "procure")
    assert data_root() == tmp_path
    (tmp_path / "procure" / "_data").mkdir(parents=True)
    assert data_root() == tmp_path / "procure" / "_data"


def test_paths_are_shown_as_seen_from_the_data() -> None:
    assert shown(data_root() / "catalog" / "regions.csv") == "catalog/regions.csv"
    assert shown(Path("/elsewhere/regions.csv")) == "/elsewhere/regions.csv"
