"""A user's workbook with everything that a rewriting library loses, and how its parts are looked at and exchanged."""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
EXTENSIONS = (
    f'<extLst><ext uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}" xmlns:x14="{X14}"><x14:sparklineGroups'
    ' xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:sparklineGroup><x14:sparklines><x14:sparkline>'
    "<xm:f>表8!C3:D3</xm:f><xm:sqref>G3</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup>"
    f'</x14:sparklineGroups></ext><ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}" xmlns:x14="{X14}">'
    '<x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    '<x14:cfRule type="dataBar" id="{00000000-000E-0000-0000-000001000000}"><x14:dataBar><x14:cfvo type="autoMin"/>'
    '<x14:cfvo type="autoMax"/><x14:negativeFillColor rgb="FFFF0000"/><x14:axisColor rgb="FF000000"/></x14:dataBar>'
    "</x14:cfRule><xm:sqref>C3:C5</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
)
TEXT_BOX = (
    '<xdr:twoCellAnchor xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:from><xdr:col>0</xdr:col><xdr:colOff>0'
    "</xdr:colOff><xdr:row>30</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>3</xdr:col><xdr:colOff>0"
    '</xdr:colOff><xdr:row>33</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:sp macro="" textlink=""><xdr:nvSpPr>'
    '<xdr:cNvPr id="9" name="文本框"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr><a:prstGeom prst="rect"><a:avLst/>'
    "</a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>填表说明</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    "<xdr:clientData/></xdr:twoCellAnchor>"
)
MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(contents: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return stream.getvalue()


def exchanged(data: bytes, part: str, old: str, new: str) -> bytes:
    contents = parts(data)
    text = contents[part].decode()
    assert old in text, f"{old} is not in {part}: {text[:3000]}"
    return zipped({**contents, part: text.replace(old, new, 1).encode()})


def with_part(data: bytes, part: str, content: bytes | str) -> bytes:
    return zipped({**parts(data), part: content.encode() if isinstance(content, str) else content})


def without_part(data: bytes, part: str) -> bytes:
    return zipped({name: content for name, content in parts(data).items() if name != part})


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def plain() -> bytes:
    """Return a workbook of one sheet 表8, of two columns and three rows, with nothing else."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "表8"
    for row in (("项目名称", "金额"), ("物业服务", 350000), ("电梯更新", 1200000.5)):
        sheet.append(row)
    return saved(book)


def of_rows(rows: str, before: str = "", after: str = "", names: str = "") -> bytes:
    """Return a workbook whose only sheet has this data."""
    markup = f'<worksheet xmlns="{MAIN}"{names}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    return with_part(plain(), SHEET, markup)


def rich(*, macros: bool = False) -> bytes:
    """Return a workbook with all that a rewriting library loses; with cached values, and two sheets besides."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "表8"
    _fill(sheet)
    _decorate(sheet)
    other = book.create_sheet("说明'页")
    other["A1"], other["A2"] = "编制说明", "="
    other["A1"].comment = Comment("别的页的批注", "李四")
    book.create_chartsheet("图").add_chart(_chart(sheet))
    other.defined_names["本页"] = DefinedName("本页", attr_text="'说明''页'!$A$1")
    return _with_foreign(_cached(saved(book)), macros=macros)


def _cached(data: bytes) -> bytes:
    """Return a workbook with the value of its sum, as Excel stores it; openpyxl writes none."""
    text = parts(data)[SHEET].decode()
    return with_part(data, SHEET, re.sub("</f><v ?(/>|></v>)", "</f><v>1700000.5</v>", text))


def _fill(sheet: Any) -> None:
    sheet["A1"] = "政府采购预算表"
    sheet.merge_cells("A1:D1")
    for row in (
        ("项目名称", "品目", "金额", "本年"),
        ("物业服务", "C21040000", 350000, 350000),
        ("电梯更新", "A02051227", 1200000.5, 1200000.5),
        ("=1+1的印刷", "C23090100", 150000, None),
        ("合计", None, "=SUM(C3:C5)", None),
    ):
        sheet.append(row)
    sheet["A5"].data_type = "s"
    sheet["C4"].number_format = '#,##0.00"元"'
    sheet["C4"].font = Font(bold=True, color="FF0000FF")
    sheet["C4"].border = Border(left=Side("thin"))
    sheet["C4"].alignment = Alignment(horizontal="right", wrap_text=True)
    sheet["A3"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet["A3"].comment = Comment("请科长核对", "张三")
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["H"].number_format = "0.00%"


def _decorate(sheet: Any) -> None:
    sheet["B3"].hyperlink = "https://example.org/C21040000"
    sheet.conditional_formatting.add("D3:D5", CellIsRule("greaterThan", ["1000000"], font=Font(color="FFFF0000")))
    rule = DataValidation("list", formula1='"货物,工程,服务"')
    rule.add("E3:E5")
    sheet.add_data_validation(rule)
    sheet.add_chart(_chart(sheet), "I2")
    from PIL import Image as Picture

    stream = io.BytesIO()
    Picture.new("RGB", (40, 20), "navy").save(stream, "PNG")
    sheet.add_image(Image(stream), "I20")
    sheet.freeze_panes = "A3"
    sheet.print_title_rows = "1:2"


def _chart(sheet: Any) -> BarChart:
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=2, max_row=5), titles_from_data=True)
    return chart


def _with_foreign(data: bytes, *, macros: bool) -> bytes:
    data = exchanged(data, SHEET, "</worksheet>", f"{EXTENSIONS}</worksheet>")
    namespaces = (
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr"'
        ' xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
        ' xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" xr:uid="{AB}"'
    )
    data = exchanged(data, SHEET, "<worksheet", f"<worksheet{namespaces}")
    data = exchanged(data, SHEET, '<row r="4"', '<row x14ac:dyDescent="0.25" r="4"')
    drawing = parts(data)["xl/drawings/drawing1.xml"].decode()
    end = drawing[drawing.rindex("</") :]
    data = exchanged(data, "xl/drawings/drawing1.xml", end, TEXT_BOX + end)
    images = '<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"/>'
    data = with_part(data, "xl/cellimages.xml", images)
    wps = '<Override PartName="/xl/cellimages.xml" ContentType="application/vnd.wps-officedocument.cellimage+xml"/>'
    data = exchanged(data, "[Content_Types].xml", "</Types>", f"{wps}</Types>")
    threaded = '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"/>'
    data = with_part(data, "xl/threadedComments/threadedComment1.xml", threaded)
    if macros:
        data = with_part(data, "xl/vbaProject.bin", bytes(range(256)) * 40)
        data = exchanged(data, "[Content_Types].xml", BOOK_TYPE, MACRO_TYPE)
        kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
        macro = f'<Relationship Id="rIdV" Type="{kind}" Target="vbaProject.bin"/></Relationships>'
        data = exchanged(data, "xl/_rels/workbook.xml.rels", "</Relationships>", macro)
    return data
