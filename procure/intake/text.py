"""Plain text: decoding its bytes and splitting them into lines. Not for what the lines mean: lines.py, assemble.py."""

import codecs
import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Final

from procure.intake.files import UnreadableError, load
from procure.intake.formats import Format, format_of
from procure.intake.lines import Line, split_lines

_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ENCODINGS: Final = "既不是 UTF-8 也不是 GB18030 编码，未审查；请另存为 UTF-8 编码的文本文件后再审查"
_NOT_TEXT: Final = "不是文本文件，也不是可以读取的 PDF、Word、Excel 或者网页文件，未审查；请另存为其中一种后再审查"
_NOT_CSV: Final = "含有空字符（NUL），不是可以读取的 CSV 文件，未审查；请用 Excel 或者 WPS 另存为 UTF-8 的 CSV 后再审查"
_NO_END: Final = "太长，可能缺少引号，未审查；请核对这一行的引号，或者用 Excel、WPS 另存为 UTF-8 的 CSV 后再审查"


def load_text(path: Path) -> str:
    """Return the text of a plain text or CSV file. Raises UnreadableError where it is no text, or cannot be read."""
    data = load(path)
    if format_of(data, path.name) not in {Format.TEXT, Format.CSV} or _is_binary(data):
        raise UnreadableError(path.name, _NOT_TEXT)
    return decoded(data)


def read_text(data: bytes) -> Iterator[Line]:
    """Return the lines of a text in UTF-8, GB18030 or (with a byte order mark, as Excel saves it) UTF-16.

    Raises UnreadableError for another encoding and for binary data.
    """
    if _is_binary(data):
        raise UnreadableError("二进制内容", _NOT_TEXT)
    return split_lines(decoded(data))


def read_csv_text(data: bytes) -> Iterator[Line]:
    """Return the rows of a table of comma separated values, each at the line it begins on.

    Raises UnreadableError for another encoding, for binary data and for a quote that nothing closes.
    """
    if _is_binary(data):
        raise UnreadableError("二进制内容", _NOT_CSV)
    reader, start = csv.reader(StringIO(decoded(data), newline="")), 1
    try:
        for cells in reader:
            yield Line(start, "\t".join(cells), tuple(cell.strip() for cell in cells) if len(cells) > 1 else ())
            start = reader.line_num + 1
    except csv.Error:  # of what the strictest reader would refuse only a cell without an end is left
        raise UnreadableError(f"第{start}行的单元格", _NO_END) from None


def decoded(data: bytes) -> str:
    """Return the text of the bytes. Raises UnreadableError for an unknown encoding."""
    encodings = ("utf-16",) if data.startswith(_UTF16) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableError("无法解码的内容", _ENCODINGS)


def _is_binary(data: bytes) -> bool:
    return b"\0" in data and not data.startswith(_UTF16)
