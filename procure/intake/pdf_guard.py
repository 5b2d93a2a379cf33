"""Looks at a PDF's bytes before it is opened: whole, and not inflating without bounds. Not for reading it: pdf.py."""

import re
import zlib
from typing import Final

from procure.intake.files import UnreadableError

MAX_STREAM: Final = 32 * 1024 * 1024
"""Bytes of the largest stream read once inflated; whole Chinese fonts have some 20 MB, a page's content far less."""
MAX_STREAMS: Final = 256 * 1024 * 1024
"""Bytes of all of them."""
_DEPTH: Final = 4
"""How often a stream may be deflated again: once is usual, twice has been seen."""
_DICTIONARY: Final = 2_000
"""Bytes before a stream in which it is said to be an image."""
_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_IMAGE: Final = re.compile(rb"/Subtype\s*/Image\b")
_END: Final = b"%%EOF"


def check_streams(data: bytes) -> None:
    """Raise UnreadableError for a file that is cut off, or whose streams inflate to more than is read."""
    last = data.rfind(_END)
    if last < 0 or re.search(rb"\d obj\b", data[last:]):
        raise UnreadableError("不完整的 PDF 文件", "没有文件结尾，未审查；请重新下载或者导出")
    total = 0
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - _DICTIONARY) : match.start()]
        if not _IMAGE.search(head[head.rfind(b" obj") + 1 :]):  # images are never inflated
            total += _inflated(memoryview(data)[match.end() :], _DEPTH)
        if total > MAX_STREAMS:
            raise too_large(MAX_STREAMS)


def _inflated(data: bytes | memoryview, depth: int) -> int:
    """Return how many bytes a stream has once inflated, 0 where it is not deflated."""
    if data[:1] != b"\x78":  # every program writes this first byte of zlib
        return 0
    try:
        plain = zlib.decompressobj().decompress(data, MAX_STREAM + 1)
    except zlib.error:
        return 0  # damaged, or no deflated stream at all: the reader will say so
    if len(plain) > MAX_STREAM:
        raise too_large(MAX_STREAM)
    return len(plain) + (_inflated(plain, depth - 1) if depth else 0)


def too_large(limit: int) -> UnreadableError:
    """Return that a stream, or all of them, inflate to more than the limit."""
    return UnreadableError(
        f"展开后超过{limit // 1024 // 1024}MB的 PDF 文件", "超过上限，未审查；请用原 Word 或者 Excel 文件审查"
    )
