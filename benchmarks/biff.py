"""Writes small .xls workbooks for tests and fuzzing: no maintained library does. Not for users' files.

[MS-XLS] records inside an OLE file of one stream; only what a reader of cells needs.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

_SECTOR: Final = 512
_LEAST: Final = 4096
"""A shorter stream would have to stand in the short-sector store."""
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_ERROR: Final = 0x2A
"""The code of #N/A."""

Value = str | float | bool | None
"""What a cell holds; None is the error #N/A."""


@dataclass(frozen=True)
class Sheet:
    """A sheet: cells by row and column (from 0) with the number of their format, merged ranges (inclusive), state."""

    name: str
    cells: Mapping[tuple[int, int], tuple[Value, int]]
    merged: Sequence[tuple[int, int, int, int]] = ()
    hidden: int = 0
    formats: Mapping[int, str] = field(default_factory=dict)


def workbook(sheets: Sequence[Sheet], *, since_1904: bool = False) -> bytes:
    """Return an .xls workbook of these sheets; a format's number is also that of the style which has it."""
    formats = {key: code for sheet in sheets for key, code in sheet.formats.items()}
    numbers = sorted({number for sheet in sheets for _, number in sheet.cells.values()})
    bodies = [_body(sheet, numbers) for sheet in sheets]
    blank = _globals(sheets, [0] * len(sheets), formats, numbers, since_1904=since_1904)
    offsets, at = [], len(blank)
    for body in bodies:
        offsets.append(at)
        at += len(body)
    return _compound(_globals(sheets, offsets, formats, numbers, since_1904=since_1904) + b"".join(bodies))


def _globals(
    sheets: Sequence[Sheet],
    offsets: Sequence[int],
    formats: Mapping[int, str],
    numbers: Sequence[int],
    *,
    since_1904: bool,
) -> bytes:
    records = [
        _bof(5),
        _record(0x42, struct.pack("<H", 1200)),
        _record(0x22, struct.pack("<H", since_1904)),
        *[_record(0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + _short("A")) for _ in range(5)],
        *[_record(0x41E, struct.pack("<H", key) + _long(code)) for key, code in sorted(formats.items())],
        *[_record(0xE0, struct.pack("<HHH14x", 0, number, 1)) for number in numbers],
    ]
    for sheet, offset in zip(sheets, offsets, strict=True):
        records.append(_record(0x85, struct.pack("<IBB", offset, sheet.hidden, 0) + _short(sheet.name)))
    return b"".join(records) + _record(0x0A)


def _body(sheet: Sheet, numbers: Sequence[int]) -> bytes:
    records = [_bof(0x10)]
    for (row, column), (value, number) in sorted(sheet.cells.items()):
        head = struct.pack("<HHH", row, column, numbers.index(number))
        if isinstance(value, str):
            records.append(_record(0x204, head + _long(value)))
        elif isinstance(value, float):
            records.append(_record(0x203, head + struct.pack("<d", value)))
        else:
            records.append(_record(0x205, head + struct.pack("<BB", _ERROR if value is None else value, value is None)))
    if sheet.merged:
        ranges = b"".join(struct.pack("<HHHH", *one) for one in sheet.merged)
        records.append(_record(0xE5, struct.pack("<H", len(sheet.merged)) + ranges))
    return b"".join(records) + _record(0x0A)


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _bof(kind: int) -> bytes:
    return _record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x0DBB, 0x07CC, 0, 6))


def _short(text: str) -> bytes:
    return struct.pack("<BB", len(text), 1) + text.encode("utf-16-le")


def _long(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _compound(stream: bytes) -> bytes:
    """Return an OLE file that holds one stream, Workbook: header, allocation table, directory, stream."""
    stream = stream.ljust(_LEAST, b"\0")
    sectors = -(-len(stream) // _SECTOR)
    tables = -(-(sectors + 1) // (_SECTOR // 4 - 1))
    first = tables + 1
    chain = [*range(first + 1, first + sectors), _END]
    table = struct.pack(f"<{first + sectors}I", *[_FAT] * tables, _END, *chain)
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, tables, tables, 0, _LEAST, _END, 0, _END, 0, 0),
    )
    header += struct.pack("<108I", *range(1, tables), *[_FREE] * (109 - tables))
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, first, len(stream)) + bytes(256)
    padded = table + struct.pack("<I", _FREE) * (tables * _SECTOR // 4 - len(table) // 4)
    return header + padded + directory + stream.ljust(sectors * _SECTOR, b"\0")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII36xIII", text, len(text), kind, 1, _FREE, _FREE, child, start, size, 0)
