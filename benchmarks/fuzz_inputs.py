"""Files for fuzzing: small valid ones of every format, hostile ones, and random changes of bytes. Run by fuzz.py."""

import io
import random
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from benchmarks.biff import Sheet, workbook

TITLE: Final = "2026年项目支出预算表"
ROWS: Final = (("项目名称", "类别", "合计"), ("绿化养护", "服务", "12.50"), ("道路维修", "工程", "1,240.00"))
_BILLION_LAUGHS: Final = "<!DOCTYPE a [<!ENTITY a 'ha'>{}]>".format(
    "".join(f"<!ENTITY {chr(98 + at)} '{f'&{chr(97 + at)};' * 10}'>" for at in range(10))
)
_MEGABYTE: Final = 1 << 20
_ZIP: Final = b"PK\x03\x04"
_NUMBERS: Final = (b"0", b"-1", b"255", b"65535", b"1048576", b"2147483648", b"99999999999999999999", b"1e999", b"NaN")
_WORDS: Final = (b"<", b">", b"&", b'"', b"\0", b"\t", b"\n", b"\xff", b"/", b"[", b"(", b"\xe8\xa1\xa8", b"<![CDATA[")


def text_seed() -> bytes:
    """Return a budget of one table as text."""
    return "\n".join([TITLE, "单位：万元", *map("\t".join, ROWS), "一、说明。共12.50万元。"]).encode()


def html_seed() -> bytes:
    """Return a web page with a table that has merged cells."""
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    head = '<tr><td colspan="2">名称</td><td rowspan="2">合计</td></tr>'
    return f'<html><meta charset="utf-8"><p>{TITLE}</p><p>单位：万元</p><table>{head}{rows}</table></html>'.encode()


def docx_seed() -> bytes:
    """Return a Word document with a heading, a paragraph and a table with merged cells."""
    import docx

    document = docx.Document()
    document.add_heading("部门预算", 1)
    document.add_paragraph(TITLE)
    document.add_paragraph("单位：万元", style="List Number")
    table = document.add_table(len(ROWS) + 1, 3)
    for row, texts in enumerate(ROWS):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(3, 0).merge(table.cell(3, 1))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def xlsx_seed() -> bytes:
    """Return a workbook with formats, merged cells, a formula without its value, a date and a hidden sheet."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.create_sheet("表8", 0)
    sheet.append([TITLE])
    sheet.merge_cells("A1:C1")
    for row in ROWS:
        sheet.append(row)
    sheet.append(["合计", None, "=SUM(D3:D4)*2-ROUND(D3,1)"])
    for cell, value, code in (("D3", 12.5, "0.00"), ("D4", 46023, "yyyy-mm-dd"), ("D5", -3, '#,##0.0_);"¥"0')):
        sheet[cell] = value
        sheet[cell].number_format = code
    book.create_sheet("隐").sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def xls_seed() -> bytes:
    """Return an .xls workbook with formats, merged cells and a hidden sheet."""
    cells = {(row + 1, column): (text, 0) for row, texts in enumerate(ROWS) for column, text in enumerate(texts)}
    numbers = {(5, 2): (12.5, 170), (6, 2): (46023.0, 14), (7, 0): (True, 0), (7, 1): (None, 0)}
    formats = {170: "#,##0.00_);[Red]-0.00"}
    first = Sheet("表8", {(0, 0): (TITLE, 0), **cells, **numbers}, merged=[(0, 0, 0, 2)], formats=formats)
    return workbook([first, Sheet("隐", {(0, 0): ("x", 0)}, hidden=1)])


def pdf_seed() -> bytes:
    """Return a page with a ruled table, its content not compressed so that changes reach it."""
    from reportlab.lib import colors
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    font = ("FONTNAME", (0, 0), (-1, -1), "STSong-Light")
    table = Table([list(row) for row in ROWS], style=[font, ("GRID", (0, 0), (-1, -1), 1, colors.black)])
    title = Paragraph(f'<font name="STSong-Light">{TITLE}</font>')
    SimpleDocTemplate(stream, pageCompression=0, invariant=1).build([title, table])
    return stream.getvalue()


SEEDS: Final[Mapping[str, Callable[[], bytes]]] = {
    "text": text_seed,
    "html": html_seed,
    "docx": docx_seed,
    "xlsx": xlsx_seed,
    "xls": xls_seed,
    "pdf": pdf_seed,
}


def hostile(reader: str) -> Iterator[bytes]:
    """Yield files made to exhaust a reader: bombs, entities that unfold, addresses and spans that lie, deep nesting."""
    if reader == "text":
        for word in ("(", "单位：", "表", "1,", "……1", "\t", "一、", "第1页共", "部门名称："):
            yield (word * 40_000).encode()
        yield ("\t\n" * 100_000).encode() + b"1"
        yield "\n".join(f"项目{at}\t{at}.00" for at in range(50_000)).encode()
    elif reader == "html":
        yield b"<html>" + b"<div>" * 50_000 + b"x"
        yield b"<html>" + b"<table><tr><td>" * 3_000 + b"x"
        yield f"<html>{_BILLION_LAUGHS}<p>&j;</p>".encode()
        for span in ('colspan="1000000000"', 'rowspan="1000000000"', 'colspan="99999" rowspan="99999"'):
            yield f"<html><table>{f'<tr><td {span}>x<td {span}>y</tr>' * 50}</table>".encode()
    elif reader == "docx":
        yield from _hostile_docx()
    elif reader == "xlsx":
        yield from _hostile_xlsx()
    elif reader == "xls":
        yield from _hostile_xls()
    else:
        yield from _hostile_pdf()


def _hostile_docx() -> Iterator[bytes]:
    seed, part = docx_seed(), "word/document.xml"
    document = unzipped(seed)[part].decode()
    declaration, _, root = document.partition("?>")
    head, _, rest = document.partition("<w:body>")
    yield bomb(seed, part)
    yield with_part(seed, part, f"{declaration}?>{_BILLION_LAUGHS}{root}".encode())
    for nested in ("<w:tbl><w:tr><w:tc>", "<w:sdt><w:sdtContent>", "<w:p><w:r><w:pict>"):
        yield with_part(seed, part, f"{head}<w:body>{nested * 3_000}{rest}".encode())
        closing = "".join(f"</{name[1:]}" for name in reversed(nested.replace("><", "> <").split()))
        yield with_part(seed, part, f"{head}<w:body>{nested * 60}<w:p/>{closing * 60}{rest}".encode())
    for span in ("999999999", "-1", "65536"):
        cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/><w:vMerge/></w:tcPr><w:p/></w:tc>'
        yield with_part(seed, part, f"{head}<w:body><w:tbl>{f'<w:tr>{cell * 9}</w:tr>' * 99}</w:tbl>{rest}".encode())


def _hostile_xlsx() -> Iterator[bytes]:
    seed, part = xlsx_seed(), "xl/worksheets/sheet1.xml"
    book = unzipped(seed)["xl/workbook.xml"]
    yield bomb(seed, part)
    yield with_part(seed, "xl/workbook.xml", _BILLION_LAUGHS.encode() + book)
    yield with_part(seed, "xl/workbook.xml", book.replace(b"<sheets>", b"<sheets>" + b'<sheet name="a"/>' * 9_999))
    sheets = [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        f'<row r="1">{"<c><v>1</v></c>" * 1_000_000}</row>',
        "<row><c/></row>" * 1_000_000,
        "".join(f'<row r="{at}"><c r="A{at}"/><c r="XFC{at}"><v>1</v></c></row>' for at in range(1, 100_000)),
        "".join(
            f'<row r="{at}"><c r="{"XFC" if at % 123 == 1 else "B"}{at}"><v>1</v></c></row>' for at in range(1, 14_000)
        ),
        f"<row><c><f>{'(' * 5_000}</f></c></row>",
        "".join(f"<row><c><f>SUM(A1:Z{at + 1})+A{at + 1}</f></c></row>" for at in range(1, 3_000)),
        "".join(f"<row><c><f>A{at - 1}*A{at - 1}</f></c></row>" for at in range(2, 3_000)),
        '<row><c t="s"><v>99999999999999999999</v></c><c s="99999999"><v>1e999999999</v></c></row>',
        f'<row r="{"9" * 6_000}"><c><v>{"9" * 6_000}</v></c></row>',
        f"<row><c>{'<is>' * 100_000}</c></row>",
        "<row><c><v>1</v></c></row></sheetData><mergeCells>"
        + '<mergeCell ref="A1:XFD1048576"/>' * 200_000
        + "</mergeCells><sheetData>",
    ]
    for rows in sheets:
        yield with_part(seed, part, f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode())


def _hostile_xls() -> Iterator[bytes]:
    yield workbook([Sheet("a", {(0, 0): (1.0, 0), (60_000, 20_000): (1.0, 0)})])
    yield workbook([Sheet("a", {(0, 0): (1.0, 0), (65_535, 255): (1.0, 0)})])
    yield workbook([Sheet("a", {(row, 255): (1.0, 0) for row in range(60_000)})])
    yield workbook([Sheet("a", {(0, 0): ("x", 0)}, merged=[(0, 65_535, 0, 255)] * 1_000)])
    yield workbook([Sheet("a", {(0, 0): (float("nan"), 0), (0, 1): (1e300, 2), (0, 2): (-1.0, 14)})])


def _hostile_pdf() -> Iterator[bytes]:
    seed = pdf_seed()
    yield seed.replace(b"/Count 1", b"/Count 999999999")
    yield seed.replace(b"18 26 462", b"18 99999999999 462")
    yield seed.replace(b"/MediaBox [ 0 0", b"/MediaBox [ -1e30 1e30")
    for mark in (b"1 0 0 1 0 0 cm", b"BT "):
        yield seed.replace(mark, mark + b" 0 0 9 9 re" * 20_000 + b" f ", 1)
        yield seed.replace(mark, b"q " * 50_000 + mark, 1)
    yield seed.replace(b"/Kids [", b"/Kids [ " + b"[" * 5_000)
    for number in range(1, 9):
        yield seed.replace(f"{number} 0 R".encode(), b"1 0 R").replace(
            b"/Parent", f"/Kids [ {number} 0 R ] /P".encode()
        )


def bomb(data: bytes, part: str) -> bytes:
    """Return an archive one part of which unfolds to more than anybody reads."""
    return with_part(data, part, b"<a>" + b" " * (101 * _MEGABYTE))


def unzipped(data: bytes) -> dict[str, bytes]:
    """Return the parts of an archive by their names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(data: bytes, part: str, content: bytes) -> bytes:
    """Return an archive with this content of one part, which it may not have had."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, kept in {**unzipped(data), part: content}.items():
            archive.writestr(name, kept)
    return stream.getvalue()


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return the data with a few random changes; of an archive mostly of its markup, else of its packed bytes."""
    if not data.startswith(_ZIP) or chance.random() < 0.2:  # noqa: PLR2004  # a share, no figure of anything
        return _changed(data, chance)
    parts = unzipped(data)
    part = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    return with_part(data, part, _changed(parts[part], chance))


def _changed(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        data = chance.choice(_CHANGES)(data or b"\0", chance, chance.randrange(len(data) or 1))
    return data


def _flip(data: bytes, chance: random.Random, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def _overwrite(data: bytes, chance: random.Random, at: int) -> bytes:
    number = struct.pack("<I", chance.choice((0, 1, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)))
    size = chance.choice((1, 2, 4))
    return data[:at] + number[:size] + data[at + size :]


def _remove(data: bytes, chance: random.Random, at: int) -> bytes:
    return data[:at] + data[at + _length(chance) :]


def _repeat(data: bytes, chance: random.Random, at: int) -> bytes:
    return data[:at] + data[at : at + _length(chance)] * chance.choice((2, 2, 3, 50)) + data[at:]


def _move(data: bytes, chance: random.Random, at: int) -> bytes:
    start = chance.randrange(len(data))
    return data[:at] + data[start : start + _length(chance)] + data[at:]


def _insert(data: bytes, chance: random.Random, at: int) -> bytes:
    return data[:at] + chance.choice(_WORDS) + data[at:]


def _number(data: bytes, chance: random.Random, at: int) -> bytes:
    """Put a telling number in the place of the next one that is printed in the data."""
    start = next((place for place in range(at, len(data)) if data[place : place + 1].isdigit()), at)
    end = next((place for place in range(start, len(data)) if not data[place : place + 1].isdigit()), len(data))
    return data[:start] + chance.choice(_NUMBERS) + data[end:]


def _cut(data: bytes, _: random.Random, at: int) -> bytes:
    return data[:at]


def _length(chance: random.Random) -> int:
    return chance.choice((1, 2, 8, 64, 512, 4096))


_CHANGES: Final = (
    _flip,
    _overwrite,
    _remove,
    _repeat,
    _move,
    _insert,
    _number,
    _number,
    _flip,
    _overwrite,
    _insert,
    _cut,
)
