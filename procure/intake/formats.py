"""What format a user's file has, told by its bytes: suffixes lie. Not for reading any format."""

from collections.abc import Mapping
from enum import Enum, auto
from pathlib import PurePath
from typing import Final

from procure.intake.archive import parts_of
from procure.intake.files import UnreadableError


class Format(Enum):
    """A format that is read."""

    TEXT = auto()
    CSV = auto()
    PDF = auto()
    DOCX = auto()
    XLSX = auto()
    XLS = auto()
    HTML = auto()


_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_WITHIN: Final = 1024
"""A PDF's mark may stand behind a few bytes that mail programs put before it."""
_HTML_MARKS: Final = (b"<!doctype html", b"<html", b"<meta", b"<table", b"<head", b"<body")
_HTML_WITHIN: Final = 2048
_SAVE_AS: Final = "请用 Word 或者 WPS 打开，另存为 .docx 后再审查"
_SAVE_AS_SHEET: Final = "请用 Excel 或者 WPS 打开，另存为 .xlsx 后再审查"
_REFUSED: Final[Mapping[str, tuple[str, str]]] = {
    ".doc": ("二进制 Word 文件（.doc）或者 WPS 文字文件（.wps）", _SAVE_AS),
    ".ofd": ("OFD 文件", "请用阅读器转存为 PDF 后再审查"),
    ".odf": ("OpenDocument 文件", "请另存为 .docx 或者 .xlsx 后再审查"),
    ".xlsb": ("二进制 Excel 文件（.xlsb）", _SAVE_AS_SHEET),
    ".pptx": ("PowerPoint 文件", "请导出为 PDF 后再审查"),
    ".rtf": ("RTF 文件", _SAVE_AS),
    ".mht": ("单个文件网页（.mht）", "请用浏览器或者 Word 打开，另存为 .html 或者 .docx 后再审查"),
    "excel.xml": ("XML 表格文件", _SAVE_AS_SHEET),
    "word.xml": ("XML 文档文件", _SAVE_AS),
}
_ZIPPED: Final = {"word/document.xml": Format.DOCX, "xl/workbook.xml": Format.XLSX}
_ZIPPED_REFUSED: Final = {
    "ofd.xml": ".ofd",
    "content.xml": ".odf",
    "xl/workbook.bin": ".xlsb",
    "ppt/presentation.xml": ".pptx",
}
_MARKUP_REFUSED: Final = {
    b"{\\rtf": ".rtf",
    b"content-type: multipart/related": ".mht",
    b'progid="excel.sheet"': "excel.xml",
    b'progid="word.document"': "word.xml",
}
_OLE_STREAMS: Final[Mapping[str, tuple[str, str] | None]] = {
    "EncryptedPackage": ("加密的 Office 文件", "请取消打开密码后另存，再审查"),
    "WordDocument": _REFUSED[".doc"],
    "PowerPoint Document": _REFUSED[".pptx"],
    "Workbook": None,
    "Book": None,
}
"""What a stream's name says the file is; None for a workbook, which is read."""
_ENTRY: Final = 128
_NAME: Final = 64
"""Bytes of an entry of an OLE file's directory, and of the name it begins with; its length and the kind follow."""
_STREAM: Final = b"\x02"


def format_of(data: bytes, name: str) -> Format:
    """Return the format of a file's bytes; name only helps to say what else it is.

    Raises UnreadableError, with what to do, for formats that are not read and for encrypted or damaged ones.
    """
    if data.startswith(_ZIP):
        return _zipped(data, name)
    if data.startswith(_OLE):
        return _compound(data)
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return Format.PDF
    if PurePath(name).suffix.lower() == ".ofd":
        raise _refused(".ofd")
    suffix = PurePath(name).suffix.lower()
    return _markup(data) or (Format.CSV if suffix == ".csv" else Format.TEXT)


def _zipped(data: bytes, name: str) -> Format:
    parts = {part.filename.lower() for part in parts_of(data)}
    for part, format_read in _ZIPPED.items():
        if part in parts:
            return format_read
    for part, suffix in _ZIPPED_REFUSED.items():
        if part in parts:
            raise _refused(suffix)
    raise UnreadableError(name, "是压缩包或者不认识的文件，未审查；请解压后指定其中的文件")


def _compound(data: bytes) -> Format:
    """Return whether an OLE file is a workbook, by the first stream it lists: embedded objects come after its own."""
    found = {stream: at for stream in _OLE_STREAMS if (at := _listed_at(data, stream)) >= 0}
    if not found:
        raise UnreadableError("不认识的 Office 文件", "未审查；请另存为 .docx 或者 .xlsx 后再审查")
    refusal = _OLE_STREAMS[min(found, key=lambda stream: found[stream])]
    if refusal is None:
        return Format.XLS
    raise UnreadableError(refusal[0], f"无法读取，未审查；{refusal[1]}")


def _listed_at(data: bytes, stream: str) -> int:
    """Return where an OLE file's directory lists a stream, -1 where it does not."""
    name = stream.encode("utf-16-le")
    at = data.find(name)
    while at >= 0 and not _is_entry(data[at : at + _ENTRY], name):
        at = data.find(name, at + 1)
    return at


def _is_entry(entry: bytes, name: bytes) -> bool:
    length = int.from_bytes(entry[_NAME : _NAME + 2], "little")
    return length == len(name) + 2 and entry[_NAME + 2 : _NAME + 3] == _STREAM


def _markup(data: bytes) -> Format | None:
    """Return what a file that begins like markup is, None for plain text."""
    start = data[:_HTML_WITHIN].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for mark, suffix in _MARKUP_REFUSED.items():
        if mark in start:
            raise _refused(suffix)
    return Format.HTML if start.startswith(b"<") and any(mark in start for mark in _HTML_MARKS) else None


def _refused(suffix: str) -> UnreadableError:
    found, advice = _REFUSED[suffix]
    return UnreadableError(found, f"无法读取，未审查；{advice}")
