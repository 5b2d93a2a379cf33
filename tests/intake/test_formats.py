import io
import zipfile

import pytest

from procure.intake.files import UnreadableError
from procure.intake.formats import Format, format_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(*parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for part in parts:
            archive.writestr(part, "<a/>")
    return stream.getvalue()


def compound(*streams: str, kind: int = 2) -> bytes:
    """Return what an OLE file's directory lists, behind its mark."""
    data = OLE.ljust(512, b"\0")
    for stream in streams:
        name = stream.encode("utf-16-le")
        data += name.ljust(64, b"\0") + (len(name) + 2).to_bytes(2, "little") + bytes([kind]) + bytes(61)
    return data


def refusal(data: bytes, name: str = "预算") -> tuple[str, str]:
    with pytest.raises(UnreadableError) as caught:
        format_of(data, name)
    assert "未审查；请" in caught.value.consequence
    return caught.value.found, caught.value.consequence.rpartition("；")[2]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (zipped("[Content_Types].xml", "word/document.xml"), Format.DOCX),
        (zipped("xl/workbook.xml", "xl/vbaProject.bin"), Format.XLSX),
        (zipped("XL/Workbook.xml"), Format.XLSX),
        (compound("Workbook"), Format.XLS),
        (compound("Book"), Format.XLS),
        (compound("Workbook", "WordDocument"), Format.XLS),
        (b"%PDF-1.7", Format.PDF),
        (b"Received: x\r\n%PDF-1.4", Format.PDF),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE HTML>", Format.HTML),
        (b'<?xml version="1.0"?><HTML>', Format.HTML),
        (b"<table><tr>", Format.HTML),
        ("项目<table>".encode(), Format.TEXT),
        ("<项目名称>\t金额".encode(), Format.TEXT),
        (b"", Format.TEXT),
    ],
    ids=[
        "Word",
        "含宏的Excel",
        "部件名大写",
        "xls",
        "Excel 95",
        "xls中嵌有Word",
        "PDF",
        "PDF前有邮件头",
        "网页",
        "XHTML",
        "只有表格的网页",
        "文本中提到table",
        "文本以尖括号开头",
        "空",
    ],
)
def test_a_format_is_told_by_its_bytes(data: bytes, expected: Format) -> None:
    assert format_of(data, "预算.txt") is expected


@pytest.mark.parametrize(
    ("data", "found", "advice"),
    [
        (zipped("OFD.xml", "Doc_0/Document.xml"), "OFD 文件", "请用阅读器转存为 PDF 后再审查"),
        (zipped("content.xml"), "OpenDocument 文件", "请另存为 .docx 或者 .xlsx 后再审查"),
        (zipped("xl/workbook.bin"), "二进制 Excel 文件（.xlsb）", "请用 Excel 或者 WPS 打开，另存为 .xlsx 后再审查"),
        (zipped("ppt/presentation.xml"), "PowerPoint 文件", "请导出为 PDF 后再审查"),
        (zipped("预算.xlsx"), "预算", "请解压后指定其中的文件"),
        (b"PK\x03\x04rest", "损坏的压缩包格式文件", "请重新另存或者导出"),
        (compound("EncryptedPackage"), "加密的 Office 文件", "请取消打开密码后另存，再审查"),
        (
            compound("WordDocument", "Workbook"),
            "二进制 Word 文件（.doc）或者 WPS 文字文件（.wps）",
            "请用 Word 或者 WPS 打开，另存为 .docx 后再审查",
        ),
        (compound("PowerPoint Document"), "PowerPoint 文件", "请导出为 PDF 后再审查"),
        (compound("Workbook", kind=1), "不认识的 Office 文件", "请另存为 .docx 或者 .xlsx 后再审查"),
        (OLE + "Workbook".encode("utf-16-le"), "不认识的 Office 文件", "请另存为 .docx 或者 .xlsx 后再审查"),
        (b"{\\rtf1\\ansi", "RTF 文件", "请用 Word 或者 WPS 打开，另存为 .docx 后再审查"),
        (
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related;",
            "单个文件网页（.mht）",
            "请用浏览器或者 Word 打开，另存为 .html 或者 .docx 后再审查",
        ),
        (
            b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook>',
            "XML 表格文件",
            "请用 Excel 或者 WPS 打开，另存为 .xlsx 后再审查",
        ),
        (
            b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>',
            "XML 文档文件",
            "请用 Word 或者 WPS 打开，另存为 .docx 后再审查",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_other_formats_are_refused_with_what_to_do(data: bytes, found: str, advice: str) -> None:
    assert refusal(data) == (found, advice)


def test_an_ofd_of_another_make_is_refused_by_its_name() -> None:
    assert refusal(b"...", "预算.OFD")[0] == "OFD 文件"
