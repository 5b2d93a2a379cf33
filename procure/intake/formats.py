"""What format a user's file has, told by its bytes: suffixes lie. Not for reading any format."""

import io
import zipfile
from collections.abc import Mapping
from enum import Enum, auto
from pathlib import PurePath
from typing import Final

from procure.intake.files import UnreadableError


class Format(Enum):
    """A format that is read."""

    TEXT = auto()
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
_REFUSED: Final[Mapping[str, tuple[str, str]]] = {
    ".doc": ("二进制 Word 文件（.doc）", _SAVE_AS),
    ".wps": ("WPS 文字文件（.wps）", _SAVE_AS),
    ".et": ("WPS 表格文件（.et）", "请用 WPS 打开，另存为 .xlsx 后再审查"),
    ".ofd": ("OFD 文件", "请用阅读器转存为 PDF 后再审查"),
}
_OLE_STREAMS: Final = (
    ("EncryptedPackage", "加密的 Office 文件", "请取消打开密码后另存，再审查"),
    ("WordDocument", *_REFUSED[".doc"]),
    ("PowerPoint Document", "PowerPoint 文件", "请导出为 PDF 后再审查"),
)
_WORKBOOK_STREAMS: Final = ("Workbook", "Book")


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
    start = data[:_HTML_WITHIN].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return Format.HTML if any(mark in start for mark in _HTML_MARKS) and start.startswith(b"<") else Format.TEXT


def _zipped(data: bytes, name: str) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableError("损坏的压缩包格式文件", f"无法打开（{error}），未审查；请重新另存或者导出") from None
    if "word/document.xml" in parts:
        return Format.DOCX
    if "xl/workbook.xml" in parts:
        return Format.XLSX
    if "OFD.xml" in parts:
        raise _refused(".ofd")
    if "content.xml" in parts:
        raise UnreadableError("OpenDocument 文件", "本版不读，未审查；请另存为 .docx 或者 .xlsx 后再审查")
    raise UnreadableError(name, "是压缩包或者不认识的文件，未审查；请解压后指定其中的文件")


def _compound(data: bytes) -> Format:
    """Return whether an OLE file is a workbook; its streams' names stand in it in UTF-16."""
    for stream, found, advice in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            raise UnreadableError(found, f"无法读取，未审查；{advice}")
    if any(stream.encode("utf-16-le") in data for stream in _WORKBOOK_STREAMS):
        return Format.XLS
    raise UnreadableError("不认识的 Office 文件", "未审查；请另存为 .docx 或者 .xlsx 后再审查")


def _refused(suffix: str) -> UnreadableError:
    found, advice = _REFUSED[suffix]
    return UnreadableError(found, f"无法读取，未审查；{advice}")
