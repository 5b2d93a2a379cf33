"""Opening of a user's file and decoding of its bytes. Not for what the text says."""

import codecs
import stat
from pathlib import Path
from typing import Final

MAX_BYTES: Final = 16 * 1024 * 1024
"""Largest file read. A department's budget is below 1 MB of text; far larger files are wrong files, and would take
minutes and gigabytes before anybody learns that."""

_FORMATS: Final = {
    ".pdf": "PDF",
    ".doc": "Word",
    ".docx": "Word",
    ".wps": "WPS",
    ".xls": "Excel",
    ".xlsx": "Excel",
    ".et": "WPS",
    ".ofd": "OFD",
    ".htm": "网页",
    ".html": "网页",
}
_MAGIC: Final = ((b"%PDF", "PDF"), (b"PK\x03\x04", "Word、Excel 或压缩"), (b"\xd0\xcf\x11\xe0", "Word 或 Excel"))
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ENCODINGS: Final = "既不是 UTF-8 也不是 GB18030 编码，未审查；请另存为 UTF-8 编码的文本文件后再审查"
_ADVICE: Final = "请用 Word、Excel 或 WPS 打开，全选复制后粘贴到文本文件（各列以制表符分隔，UTF-8 编码）再审查"


class UnreadableError(Exception):
    """A user's file that cannot be read: what was found, and what follows, in Chinese for a Problem."""

    def __init__(self, found: str, consequence: str) -> None:
        super().__init__(found, consequence)
        self.found, self.consequence = found, consequence


def load(path: Path) -> str:
    """Return the text of a file in UTF-8, GB18030 or (with a byte order mark, as Excel saves it) UTF-16.

    Raises UnreadableError for everything else: no such file, a folder, an empty, large or binary file, another format.
    """
    _check_kind(path)
    data = _bytes(path)
    _check_format(path, data)
    text = _decoded(data)
    if not text.strip():
        raise UnreadableError(path.name, "是空文件，未审查；请重新导出后再审查")
    return text


def _check_kind(path: Path) -> None:
    try:
        status = path.stat()
    except FileNotFoundError:
        raise UnreadableError(path.name, "文件不存在，未审查；请核对路径和文件名") from None
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL character
        raise UnreadableError(path.name, f"无法打开（{error}），未审查；请核对路径和权限") from None
    if stat.S_ISDIR(status.st_mode):
        raise UnreadableError(path.name, "是文件夹，未审查；请指定其中的文件")
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableError(path.name, "不是普通文件，未审查；请先存为文本文件")
    if status.st_size > MAX_BYTES:
        limit = f"超过上限 {MAX_BYTES:,}字节"
        raise UnreadableError(f"{status.st_size:,}字节", f"{limit}，未审查；请只导出预算部分的文本后再审查")


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES)
    except OSError as error:
        raise UnreadableError(path.name, f"无法读取（{error}），未审查；请核对文件的权限") from None


def _check_format(path: Path, data: bytes) -> None:
    magic = next((name for start, name in _MAGIC if data.startswith(start)), None)
    if name := magic or _FORMATS.get(path.suffix.lower()):
        raise UnreadableError(f"{name}文件", f"本版只读文本文件，未审查；{_ADVICE}")
    if b"\0" in data and not data.startswith(_UTF16):
        raise UnreadableError("二进制内容", f"不是文本文件，未审查；{_ADVICE}")


def _decoded(data: bytes) -> str:
    encodings = ("utf-16",) if data.startswith(_UTF16) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableError("无法解码的内容", _ENCODINGS)
