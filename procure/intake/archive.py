"""The guard before zipped documents: parts are counted and inflated within bounds. Not for what they hold."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import Final

from procure.intake.files import UnreadableError

MAX_PARTS: Final = 10_000
"""A workbook of a hundred sheets has about three hundred parts."""
MAX_PART: Final = 100 * 1024 * 1024
MAX_TOTAL: Final = 200 * 1024 * 1024
"""Bytes that one part and all parts may inflate to: a sheet of 200,000 rows takes about 60 MB."""

_CHUNK: Final = 1 << 20
_HEADER: Final = 30
"""Bytes of a part's own header before its name; the lengths of name and extra field stand in its last four."""
_ENTRY: Final = b"PK\x01\x02"
_MARKUP_MAY_DECLARE: Final = (".svg", ".htm", ".html")
"""Pictures and web pages that a document embeds: they open with a DOCTYPE in all honesty and are never parsed."""
_DECLARATIONS: Final = tuple(
    word.encode(encoding) for word in ("<!DOCTYPE", "<!ENTITY") for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
_LONGEST_DECLARATION: Final = max(map(len, _DECLARATIONS))
_BOMS: Final = b"\xef\xbb\xbf\xff\xfe \t\r\n\0"

_DAMAGED: Final = "损坏的压缩包格式文件"
_SAVE_AGAIN: Final = "请用 Word、Excel 或者 WPS 打开，另存后再审查"


def parts_of(data: bytes) -> list[zipfile.ZipInfo]:
    """Return the parts that an archive lists. Raises UnreadableError where it is damaged or lists too many."""
    if data.count(_ENTRY) > MAX_PARTS:  # before the list is built: a list of 300,000 parts takes seconds
        raise UnreadableError("压缩包格式文件", f"部件超过{MAX_PARTS:,}个，未审查；{_SAVE_AGAIN}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableError(_DAMAGED, f"无法打开（{error}），未审查；请重新另存或者导出") from None


def check_archive(data: bytes) -> None:
    """Check the parts of a zipped document. Whatever the headers say, no more is inflated than the bounds allow.

    Raises UnreadableError for zip bombs, overlapping, repeated, encrypted or damaged parts, and for parts that declare
    a DOCTYPE or an entity, which no office program writes and a few lines of which unfold to gigabytes.
    """
    parts = parts_of(data)
    _check_list(parts, len(data))
    total = 0
    for part in parts:
        chunks = _bounded(part, _inflated(part, data), MAX_TOTAL - total)
        total += _scanned(part, chunks)


def _check_list(parts: list[zipfile.ZipInfo], size: int) -> None:
    names = [part.filename for part in parts]
    if len(set(names)) < len(names):
        raise UnreadableError("压缩包格式文件", f"有同名的部件，读哪一个不能确定，未审查；{_SAVE_AGAIN}")
    if sum(part.compress_size for part in parts) > size:
        raise UnreadableError("压缩包格式文件", f"部件互相重叠，未审查；{_SAVE_AGAIN}")
    if sum(part.file_size for part in parts) > MAX_TOTAL:
        raise _too_large(MAX_TOTAL)
    for part in parts:
        if part.flag_bits & 1:
            raise UnreadableError(f"加密的部件“{part.filename}”", "无法读取，未审查；请取消密码后另存，再审查")
        if part.file_size > MAX_PART:
            raise _too_large(MAX_PART, part.filename)


def _inflated(part: zipfile.ZipInfo, data: bytes) -> Iterator[bytes]:
    """Yield a part's bytes, inflated from the data itself: zipfile would stop where the header says."""
    header = data[part.header_offset : part.header_offset + _HEADER]
    if len(header) < _HEADER or not header.startswith(b"PK\x03\x04"):
        raise _damaged(part)
    names = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    start = part.header_offset + _HEADER + names
    packed = data[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        yield packed
    elif part.compress_type == zipfile.ZIP_DEFLATED:
        yield from _unpacked(part, packed)
    else:
        raise UnreadableError(f"部件“{part.filename}”", f"压缩方式不认识，未审查；{_SAVE_AGAIN}")


def _unpacked(part: zipfile.ZipInfo, packed: bytes) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        while chunk := inflater.decompress(packed, _CHUNK):
            yield chunk
            packed = inflater.unconsumed_tail
    except zlib.error:
        raise _damaged(part) from None
    if not inflater.eof:
        raise _damaged(part)


def _bounded(part: zipfile.ZipInfo, chunks: Iterable[bytes], rest: int) -> Iterator[bytes]:
    """Yield the chunks as long as they stay within what one part, and all parts together, may hold."""
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > MAX_PART:
            raise _too_large(MAX_PART, part.filename)
        if size > rest:
            raise _too_large(MAX_TOTAL)
        yield chunk


def _scanned(part: zipfile.ZipInfo, chunks: Iterator[bytes]) -> int:
    """Return the size of a part in bytes. Raises UnreadableError where it is markup that declares anything."""
    first = next(chunks, b"")
    size, tail = len(first), b""
    is_markup = first.lstrip(_BOMS).startswith(b"<") and not part.filename.lower().endswith(_MARKUP_MAY_DECLARE)
    if is_markup:
        tail = _checked(part, first)
    for chunk in chunks:
        size += len(chunk)
        if is_markup:
            tail = _checked(part, tail + chunk)
    return size


def _checked(part: zipfile.ZipInfo, text: bytes) -> bytes:
    """Return the end of a text, where a declaration may begin; raises UnreadableError for one that stands in it."""
    if any(declaration in text for declaration in _DECLARATIONS):
        raise UnreadableError(f"部件“{part.filename}”", f"声明了 DOCTYPE 或者实体，可能有害，未审查；{_SAVE_AGAIN}")
    return text[-_LONGEST_DECLARATION:]


def _damaged(part: zipfile.ZipInfo) -> UnreadableError:
    return UnreadableError(_DAMAGED, f"部件“{part.filename}”无法解压，未审查；请重新另存或者导出")


def _too_large(limit: int, name: str = "") -> UnreadableError:
    found = f"部件“{name}”" if name else "压缩包格式文件"
    return UnreadableError(found, f"解压后超过{limit // 1024 // 1024}兆字节，未审查；请只导出预算部分后再审查")
