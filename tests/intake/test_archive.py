import io
import struct
import time
import zipfile
from collections.abc import Callable

import pytest

from procure.intake import archive
from procure.intake.archive import check_archive
from procure.intake.files import UnreadableError

DOCUMENT = "word/document.xml"


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as opened:
        for name, content in parts.items():
            opened.writestr(name, content)
    return stream.getvalue()


def refusal(data: bytes) -> tuple[str, str]:
    with pytest.raises(UnreadableError) as caught:
        check_archive(data)
    assert "，未审查；请" in caught.value.consequence
    return caught.value.found, caught.value.consequence.partition("，未审查")[0]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED], ids=["不压缩", "压缩"])
def test_an_honest_archive_passes(method: int) -> None:
    parts = {DOCUMENT: b"<a>DOCTYPE</a>", "word/empty.xml": b"", "word/media/x.png": bytes(range(256)) * 9000}
    check_archive(zipped(parts, method))


def test_embedded_pictures_and_pages_may_declare_their_type() -> None:
    parts = {
        "word/media/图.SVG": b"<!DOCTYPE svg>",
        "word/a.htm": b"<!DOCTYPE html>",
        "word/b.bin": b"PNG <!DOCTYPE a>",
    }
    check_archive(zipped(parts))


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbb">]><a>&b;</a>',
        b"\xef\xbb\xbf \n<!DOCTYPE a><a/>",
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
        b"<a><!ENTITY b 'b'></a>",
        b"<!--" + b" " * (2 << 20) + b"--><!DOCTYPE a><a/>",
        b"<!--" + b" " * ((1 << 20) - 9) + b"--><!DOCTYPE a><a/>",
    ],
    ids=["实体", "BOM", "UTF-16", "只有实体", "长注释之后", "跨块"],
)
@pytest.mark.parametrize("name", [DOCUMENT, "_rels/.rels", "word/any.bin"])
def test_markup_that_declares_anything_is_refused(content: bytes, name: str) -> None:
    assert refusal(zipped({name: content})) == (f"部件“{name}”", "声明了 DOCTYPE 或者实体，可能有害")


def test_a_bomb_is_refused_by_its_headers_alone() -> None:
    data = zipped({"a.xml": bytes(archive.MAX_PART + 1)})
    start = time.perf_counter()
    assert refusal(data) == ("部件“a.xml”", "解压后超过100兆字节")
    assert time.perf_counter() - start < 1


def test_parts_that_are_too_large_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_TOTAL", 3 << 20)
    parts = {f"{number}.xml": bytes(1 << 20) for number in range(4)}
    assert refusal(zipped(parts)) == ("压缩包格式文件", "解压后超过3兆字节")
    assert refusal(lying(zipped(parts))) == ("压缩包格式文件", "解压后超过3兆字节")


def test_a_bomb_whose_headers_lie_is_refused_while_it_is_inflated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_PART", 4 << 20)
    data = lying(zipped({"a.xml": bytes(5 << 20)}))
    assert zipfile.ZipFile(io.BytesIO(data)).infolist()[0].file_size == 10
    assert refusal(data) == ("部件“a.xml”", "解压后超过4兆字节")


def lying(data: bytes) -> bytes:
    """Say in every entry of an archive's list that the part has ten bytes."""
    entries = [at for at in range(len(data)) if data.startswith(b"PK\x01\x02", at)]
    for at in entries:
        data = data[: at + 24] + struct.pack("<I", 10) + data[at + 28 :]
    return data


def test_too_many_parts_are_refused_before_they_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_PARTS", 3)
    check_archive(zipped({f"{number}.xml": b"" for number in range(3)}))
    assert refusal(zipped({f"{number}.xml": b"" for number in range(4)})) == ("压缩包格式文件", "部件超过3个")


def changed(change: Callable[[zipfile.ZipInfo], None]) -> bytes:
    """Return an archive whose list says something else of its one part than the part does."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("a.xml", b"<a/>" * 99)
        change(opened.infolist()[0])
    return stream.getvalue()


def _encrypt(part: zipfile.ZipInfo) -> None:
    part.flag_bits |= 1


def _repack(part: zipfile.ZipInfo) -> None:
    part.compress_type = zipfile.ZIP_LZMA


def _misplace(part: zipfile.ZipInfo) -> None:
    part.header_offset = 3


def _cut(part: zipfile.ZipInfo) -> None:
    part.compress_size -= 4


def _swell(part: zipfile.ZipInfo) -> None:
    part.compress_size = 5_000


@pytest.mark.parametrize(
    ("change", "found", "what"),
    [
        (_encrypt, "加密的部件“a.xml”", "无法读取"),
        (_repack, "部件“a.xml”", "压缩方式不认识"),
        (_misplace, "损坏的压缩包格式文件", "部件“a.xml”无法解压"),
        (_cut, "损坏的压缩包格式文件", "部件“a.xml”无法解压"),
        (_swell, "压缩包格式文件", "部件互相重叠"),
    ],
)
def test_parts_that_cannot_be_inflated_are_refused(
    change: Callable[[zipfile.ZipInfo], None], found: str, what: str
) -> None:
    assert refusal(changed(change)) == (found, what)


def test_a_damaged_part_is_refused() -> None:
    data = zipped({"a.xml": b"<a/>" * 99})
    start = data.index(b"a.xml") + 5
    assert refusal(data[:start] + b"\xff" * 8 + data[start + 8 :])[1] == "部件“a.xml”无法解压"


def test_a_part_listed_at_the_very_end_is_damaged() -> None:
    data = zipped({"a.xml": b"<a/>"})
    at = data.index(b"PK\x01\x02")
    moved = data[: at + 42] + struct.pack("<I", len(data) - 4) + data[at + 46 :]
    assert refusal(moved)[0] == "损坏的压缩包格式文件"


def test_two_parts_of_one_name_are_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as opened:
        opened.writestr("a.xml", b"<a/>")
        with pytest.warns(UserWarning, match="Duplicate"):
            opened.writestr("a.xml", b"<b/>")
    assert refusal(stream.getvalue()) == ("压缩包格式文件", "有同名的部件，读哪一个不能确定")


def test_what_is_no_archive_is_refused() -> None:
    assert refusal(b"PK\x03\x04")[0] == "损坏的压缩包格式文件"
