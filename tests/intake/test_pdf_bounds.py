"""Fonts and streams of a PDF that would fill the memory or never end are refused in a moment."""

import base64
import io
import struct
import zlib
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import pytest
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psparser import LIT
from reportlab.pdfgen.canvas import Canvas

from benchmarks.fuzz_inputs import pdf_seed
from procure.intake import pdf_fonts, pdf_page, pdf_streams
from procure.intake.files import UnreadableError
from procure.intake.pdf import read_pdf
from procure.intake.pdf_fonts import Fonts
from procure.intake.pdf_streams import BoundedStream, open_document

FOUND = "列有超过262,144个字符的 PDF 字体"
HUGE = 99_999_999_999


def font(**entries: object) -> Mapping[str, Any]:
    return {"Subtype": LIT("CIDFontType2"), "BaseFont": LIT("a"), "Encoding": LIT("Identity-H"), **entries}


def stream(data: bytes) -> PDFStream:
    return PDFStream({}, data)


def characters(*ranges: str) -> PDFStream:
    return stream("\n".join(["1 beginbfrange", *ranges, "endbfrange"]).encode())


def program(*tables: bytes, claimed: int = 0) -> Mapping[str, Any]:
    """Return a font whose own tables tell its characters: a TrueType font of nothing else."""
    at, entries, start = 12 + 16, b"", 4 + 8 * len(tables)
    for table in tables:
        entries += struct.pack(">HHL", 0, 3, start)
        start += len(table)
    cmap = struct.pack(">HH", 0, max(len(tables), claimed)) + entries + b"".join(tables)
    data = b"\0\1\0\0" + struct.pack(">HHHH", 1, 0, 0, 0) + struct.pack(">4sLLL", b"cmap", 0, at, len(cmap)) + cmap
    return font(FontDescriptor={"FontFile2": stream(data)}, CIDSystemInfo={"Registry": b"Adobe", "Ordering": b"UCS"})


def segments(*ranges: tuple[int, int]) -> bytes:
    ends, starts = [end for _, end in ranges], [start for start, _ in ranges]
    many = len(ranges)
    head = struct.pack(">HHHHHHH", 4, 0, 0, 2 * many, 0, 0, 0)
    return head + struct.pack(f">{many}HH{many}H{2 * many}H", *ends, 0, *starts, *[0] * (2 * many))


def groups(*ranges: tuple[int, int]) -> bytes:
    return struct.pack(">HHLLL", 12, 0, 0, 0, len(ranges)) + b"".join(struct.pack(">LLL", *one, 1) for one in ranges)


def by_first_byte(entries: int) -> bytes:
    return struct.pack(">HHH", 2, 0, 0) + bytes(512) + struct.pack(">HHhH", 0, entries, 0, 2) + bytes(2 * entries)


def refused(entries: Mapping[str, Any]) -> str:
    with pytest.raises(UnreadableError) as caught:
        Fonts().get_font(None, entries)
    assert "未审查；请" in caught.value.consequence
    return caught.value.found


@pytest.mark.parametrize(
    "entries",
    [
        font(W=[18, HUGE, 462]),
        font(W=[1, [500, 500], 18, HUGE, 462]),
        font(W=[0, 65_535, 1] * 5),
        font(W2=[0, HUGE, 1, 2, 3], Encoding=LIT("Identity-V")),
        font(ToUnicode=characters("<00000000> <FFFFFFFF> <0000>")),
        font(ToUnicode=characters(*["<0000> <FFFF> <0000>"] * 5)),
        program(segments(*[(0, 65_535)] * 5)),
        program(*[segments((0, 65_535))] * 5),
        font(W=[at for start in range(300) for at in (start, [1] * 1_000)]),
        program(groups((0, 0xFFFF_FFFF))),
        program(*[by_first_byte(60_000)] * 5),
    ],
    ids=[
        "宽度",
        "列表后的宽度",
        "多段宽度",
        "竖排宽度",
        "一段字符",
        "多段字符",
        "分段",
        "多个表",
        "宽度列表",
        "分组",
        "首字节",
    ],
)
def test_a_font_that_lists_too_much_is_refused(entries: Mapping[str, Any]) -> None:
    assert refused(entries) == FOUND


@pytest.mark.parametrize(
    "entries",
    [font(W=[1, [[1]]]), font(Widths=[1, [1]]), font(FontBBox=[{}]), font(FontDescriptor={"FontBBox": [[1, 2]]})],
    ids=["W", "Widths", "Type 3的FontBBox", "FontBBox"],
)
def test_lists_in_the_place_of_numbers_are_refused(entries: Mapping[str, Any]) -> None:
    assert refused(entries) == "损坏的 PDF 字体"


@pytest.mark.parametrize(
    ("entries", "cid", "text"),
    [
        (font(W=[1, [500, 500], 18, 400, 462, LIT("x")], ToUnicode=characters("<0001> <FFFF> <4E00>")), 2, "丁"),
        (font(ToUnicode=stream(b"1 beginbfchar <0001> <4E00> endbfchar")), 1, "一"),
        (program(segments((0x4E00, 0x4E05))), 0x4E00, "一"),
        (program(groups((0x4E00, 0x4E05))), 1, "一"),
    ],
    ids=["范围", "单个字符", "分段", "分组"],
)
def test_a_font_within_bounds_is_built(entries: Mapping[str, Any], cid: int, text: str) -> None:
    assert Fonts().get_font(None, entries).to_unichr(cid) == text


@pytest.mark.parametrize("kind", [6, 0])
def test_tables_of_a_font_that_cannot_be_long_are_left_to_pdfminer(kind: int) -> None:
    table = struct.pack(">HHH", kind, 0, 0) + (struct.pack(">HH", 65, 1) + b"\0\1" if kind else bytes(65) + b"\1" * 191)
    assert Fonts().get_font(None, program(table)).to_unichr(1)


def test_a_font_whose_tables_are_cut_off_is_left_to_pdfminer() -> None:
    with pytest.raises(struct.error):
        Fonts().get_font(None, program(claimed=9))


def test_all_fonts_of_a_file_are_counted_together_and_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_fonts, "MAX_OF_FILE", 100)
    fonts = Fonts()
    for _ in range(9):
        fonts.get_font(1, {"Subtype": LIT("Type0"), "DescendantFonts": [font(W=[1, 60, 500])]})
    with pytest.raises(UnreadableError, match="超过100个字符"):
        fonts.get_font(2, font(W=[1, 60, 500]))


def test_a_file_of_three_kilobytes_that_lists_a_hundred_thousand_million_widths_is_refused() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_pdf(pdf_seed().replace(b"18 26 462", b"18 99999999999 462"))
    assert caught.value.found == FOUND


def unfolded(data: bytes, *names: str, **parameters: object) -> bytes:
    listed = [parameters or None] * len(names)
    return BoundedStream({"Filter": [LIT(name) for name in names], "DecodeParms": listed}, data).get_data()


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (b"abc", ()),
        (zlib.compress(b"abc"), ("FlateDecode",)),
        (base64.a85encode(zlib.compress(b"abc")) + b"~>", ("ASCII85Decode", "FlateDecode")),
        (b"616263>", ("ASCIIHexDecode",)),
        (b"\2abc\x80", ("RunLengthDecode",)),
        (b"\x80\x18\x4c\x46\x38\x08", ("LZWDecode",)),
        (b"abc", ("DCTDecode",)),
    ],
    ids=["没有", "压缩", "两层", "十六进制", "行程", "LZW", "图片"],
)
def test_streams_are_unfolded(data: bytes, names: tuple[str, ...]) -> None:
    assert unfolded(data, *names) == b"abc"


def test_of_a_damaged_stream_what_stands_before_the_damage_is_read() -> None:
    whole = zlib.compress(b"abc" * 100)
    assert unfolded(whole[:-4] + b"\0\0\0\0", "FlateDecode") == b"abc" * 100
    assert unfolded(whole[:-6], "FlateDecode").startswith(b"abc")


@pytest.mark.parametrize(
    ("data", "expected", "parameters"),
    [
        (b"\2abc\2\0\0\0", b"abcabc", {"Predictor": 12, "Columns": 3}),
        (b"a\1\1", b"abc", {"Predictor": 2, "Columns": 3}),
        (b"abc", b"abc", {"Predictor": 1}),
    ],
    ids=["PNG", "TIFF", "没有"],
)
def test_predictors_are_undone(data: bytes, expected: bytes, parameters: Mapping[str, int]) -> None:
    assert unfolded(zlib.compress(data), "FlateDecode", **parameters) == expected


def lzw_bomb() -> bytes:
    """Return codes that each tell one more byte than the one before."""
    bits, width, entries = "", 9, 258
    for code in [256, 97, *range(258, 4_000)]:
        bits += f"{code:0{width}b}"
        entries += code != 256
        width = 9 + sum(entries - 1 >= limit for limit in (511, 1023, 2047))
    bits = bits.ljust(-(-len(bits) // 8) * 8, "0")
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


@pytest.mark.parametrize(
    ("data", "names", "parameters"),
    [
        (zlib.compress(bytes(40 << 20)), ("FlateDecode",), {}),
        (base64.a85encode(zlib.compress(bytes(40 << 20))) + b"~>", ("ASCII85Decode", "FlateDecode"), {}),
        (lzw_bomb(), ("LZWDecode",), {}),
        (b"\x81a" * 200_000, ("RunLengthDecode",), {}),
        (b"abc", ("ASCIIHexDecode",) * 5, {}),
        (zlib.compress(b"abc"), ("FlateDecode",), {"Predictor": 12, "Columns": HUGE}),
        (zlib.compress(bytes(5 << 20)), ("FlateDecode",), {"Predictor": 12, "Columns": 3}),
    ],
    ids=["压缩", "两层", "LZW", "行程", "五层", "列数", "预测"],
)
def test_a_stream_that_unfolds_without_bounds_is_refused(
    data: bytes, names: tuple[str, ...], parameters: Mapping[str, int]
) -> None:
    with pytest.raises(UnreadableError, match="展开后超过"):
        unfolded(data, *names, **parameters)


def listing(objects: int) -> bytes:
    """Return a file whose only table of objects, a stream, claims to list so many."""
    head = b"%PDF-1.5\n1 0 obj\n<</Type/XRef/Size "
    body = b"%d/W[1 2 1]/Length 4/Root<</Pages<<>>>>>>\nstream\n\1\0\0\0\nendstream\nendobj\n" % objects
    return head + body + b"startxref\n9\n%%EOF"


def test_a_list_of_more_objects_than_a_file_can_hold_is_refused() -> None:
    assert open_document(listing(pdf_streams.MAX_OBJECTS)).xrefs
    with pytest.raises(UnreadableError) as caught:
        read_pdf(listing(pdf_streams.MAX_OBJECTS + 1))
    assert caught.value.found == "超过1,000,000个对象的 PDF 文件"


def test_objects_that_refer_to_each_other_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    document = open_document(pdf_seed())
    there, back = PDFObjRef(document, 91), PDFObjRef(document, 92)
    objects = {91: back, 92: there, 93: PDFObjRef(document, 94), 94: 5}
    monkeypatch.setattr(PDFDocument, "getobj", lambda _, number: objects[number])
    assert (resolve1(there), resolve1(PDFObjRef(document, 93))) == (None, 5)


def test_dictionaries_that_are_the_names_of_others_do_not_double_with_each_level() -> None:
    data = pdf_seed().replace(b"/Rotate 0", b"/Rotate 0 /A " + b"<<" * 60 + b" /B 1" + b" >> /C" * 60 + b" 1", 1)
    nested = pdf_seed().replace(b"/Rotate 0", b"/Rotate 0 /A " + b"<<" * 60 + b"/B/C" + b">> 'a'" * 59 + b">>", 1)
    for one in (data, nested):
        with suppress(UnreadableError):
            assert list(read_pdf(one))


def test_an_encrypted_file_without_a_password_to_open_it_is_unfolded() -> None:
    written = io.BytesIO()
    canvas = Canvas(written, encrypt="", pageCompression=1)
    canvas.drawString(72, 700, "abc")
    canvas.save()
    assert [line.text for line in read_pdf(written.getvalue())] == ["abc"]


def test_what_is_run_through_without_painting_anything_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_page, "MAX_MARKS_OF_PAGE", 1_000)
    with pytest.raises(UnreadableError, match="第1页有超过1,000个文字和图形"):
        read_pdf(pdf_seed().replace(b"1 0 0 1 0 0 cm", b"1 0 0 1 0 0 cm" + b" " * 50_000, 1))
