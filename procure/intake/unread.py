"""Parts of a file that stand in the document as one line because they were not read. Not for reading anything."""

import re
from collections.abc import Iterator
from typing import Final

from procure.model import Document, Paragraph, Problem

_PAGE: Final = re.compile(r"〔第(\d+)页(.+)，未读取〕")
_SHEET: Final = re.compile(r"〔工作表“(.*)”(.+)，未读取〕", re.DOTALL)
_PAGE_LOST: Final = "该页{}，该部分未审查；请用原始的 Word 或者 Excel 文件"
_SHEET_LOST: Final = "{}，未审查；如需审查，请取消隐藏或者改为普通工作表后另存"
_WITHOUT_TEXT: Final = "没有文字层"
_SCANNED: Final = "（可能是扫描件）"


def page_mark(page: int, why: str) -> str:
    """Return the line that stands for a page; why says in Chinese how it is."""
    return f"〔第{page}页{why}，未读取〕"


def sheet_mark(sheet: str, why: str) -> str:
    """Return the line that stands for a worksheet."""
    return f"〔工作表“{sheet}”{why}，未读取〕"


def is_mark(text: str) -> bool:
    """Return whether a line stands for a part that was not read: it is nobody's text."""
    return bool(_PAGE.fullmatch(text) or _SHEET.fullmatch(text))


def unread_parts(document: Document) -> tuple[Problem, ...]:
    """Return a problem for each page and worksheet of a document that was not read.

    Of hidden worksheets and charts no line counts as unread: who reads what was published does not see them either.
    """
    return tuple(problem for paragraph in document.paragraphs for problem in _problems(document.path, paragraph))


def _problems(path: str, paragraph: Paragraph) -> Iterator[Problem]:
    """Yield the problem of a mark; where the place is no page or worksheet, the author wrote what looks like one."""
    place, where = paragraph.place(path), paragraph.where
    if where and where.page and (match := _PAGE.fullmatch(paragraph.text)):
        why = match[2] + _SCANNED * (match[2] == _WITHOUT_TEXT)
        yield Problem(place, "页", f"第{match[1]}页", _PAGE_LOST.format(why))
    elif where and where.sheet and not where.row and (match := _SHEET.fullmatch(paragraph.text)):
        yield Problem(place, "工作表", match[1], _SHEET_LOST.format(match[2]), unread=False)
