"""PDF files: opened within bounds and read page by page into lines and rows. Not for how a page is read: pdf_*.py."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final

from procure.intake.files import UnreadableError
from procure.intake.lines import Line
from procure.intake.pdf_guard import check_streams
from procure.model import Where

if TYPE_CHECKING:
    from pdfminer.pdfpage import PDFPage

    from procure.intake.pdf_text import Part, Sheet, Text

MAX_PAGES: Final = 2_000
"""Pages of the longest file read; a department's budget has some 50."""

_DAMAGED: Final = "未审查；请重新导出为 PDF，或者用原 Word、Excel 文件审查"
_PASSWORD: Final = "需要密码才能打开，未审查；请取消打开密码后另存，再审查"
_LOST: Final = "表格线不完整，线外的数字"
_NO_TEXT: Final = "未审查；请用原 Word 或者 Excel 文件审查，或者先做文字识别（OCR）并核对后另存"


def read_pdf(data: bytes, progress: Callable[[int, int], None] | None = None) -> Iterator[Line]:
    """Return the lines and rows of a PDF in reading order; progress is told the pages done and the pages in all.

    A page whose text is not read stands as one line that unread_parts finds again. Raises UnreadableError for a file
    that is encrypted, damaged, without text, or larger than what is read.
    """
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it warns of what printing programs do every day
    check_streams(data)
    pages = _pages(data)
    sheets = list(_sheets(pages, progress))
    if not any(map(_has_text, sheets)):
        raise UnreadableError(*_without_text(sheets))
    from procure.intake.pdf_text import cleaned, parts

    return _lines(_aligned(list(parts(cleaned(sheets)))))


def _pages(data: bytes) -> "Sequence[PDFPage]":
    """Return the pages of a file, opened without a password: one that only forbids printing opens so."""
    from pdfminer.pdfdocument import PDFEncryptionError
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdftypes import resolve1

    from procure.intake.pdf_streams import open_document

    try:
        document = open_document(data)
        tree = resolve1(document.catalog.get("Pages"))
        stated = resolve1(tree.get("Count")) if isinstance(tree, dict) else None
        pages = tuple(islice(PDFPage.create_pages(document), MAX_PAGES + 1))
    except UnreadableError:
        raise
    except PDFEncryptionError:
        raise UnreadableError("加密的 PDF 文件", _PASSWORD) from None
    except Exception as error:  # noqa: BLE001  damaged bytes make pdfminer raise nearly anything
        raise UnreadableError("损坏的 PDF 文件", f"无法打开（{type(error).__name__}），{_DAMAGED}") from None
    if len(pages) > MAX_PAGES:
        raise UnreadableError(f"超过{MAX_PAGES:,}页的 PDF 文件", "未审查；请只导出预算部分后再审查")
    if not pages:
        raise UnreadableError("没有页的 PDF 文件", _DAMAGED)
    if isinstance(stated, int) and len(pages) < stated:
        raise UnreadableError("损坏的 PDF 文件", f"应有{stated}页，只找到{len(pages)}页，{_DAMAGED}")
    return pages


def _sheets(pages: "Sequence[PDFPage]", progress: Callable[[int, int], None] | None) -> "Iterator[Sheet]":
    from procure.intake.pdf_grid import tables_of
    from procure.intake.pdf_lines import visual_lines
    from procure.intake.pdf_page import PageReader
    from procure.intake.pdf_text import Sheet

    reader = PageReader()
    for number, one in enumerate(pages, 1):
        try:
            page = reader.read(number, one)
        except UnreadableError:
            raise
        except Exception as error:  # noqa: BLE001  damaged bytes make pdfminer raise nearly anything
            raise UnreadableError(f"损坏的第{number}页", f"无法读取（{type(error).__name__}），{_DAMAGED}") from None
        grids, left = tables_of(page)
        lines, faint = tuple(visual_lines(left)), tuple(visual_lines(page.faint))
        lost = any(grid.loses(line) for grid in grids for line in lines)
        unread = page.unread or _LOST * lost
        yield Sheet(number, page.width, page.height, lines, tuple(grids), faint, unread)
        if progress:
            progress(number, len(pages))


def _has_text(sheet: "Sheet") -> bool:
    return bool(sheet.lines) or any(cell.lines for grid in sheet.grids for row in grid.rows for cell in row)


def _without_text(sheets: "Sequence[Sheet]") -> tuple[str, str]:
    """Return what is found in a file without text, and what to do."""
    reasons = dict.fromkeys(sheet.unread for sheet in sheets if sheet.unread)
    if not reasons:
        return "各页都是空白", _DAMAGED
    return "各页都" + "、".join(reasons), _NO_TEXT


def _aligned(parts: "Sequence[Text | Part]") -> "Iterator[Text | Part]":
    """Yield the parts; a table that goes on over pages has the columns of the page on which it has most of them."""
    from procure.intake.pdf_text import Part

    run: list[Part] = []
    for part in parts:
        if isinstance(part, Part) and (not run or part.page == run[-1].page + 1):
            run.append(part)
            continue
        yield from _fitted(run)
        run = [part] if isinstance(part, Part) else []
        if not run:
            yield part
    yield from _fitted(run)


def _fitted(run: "Sequence[Part]") -> "Iterator[Part]":
    from procure.intake.pdf_text import Part

    if not run:
        return
    widest = max((part.grid for part in run), key=lambda grid: len(grid.columns))
    for part in run:
        yield Part(part.page, part.grid.fitted(widest)) if part.grid.fits(widest) else part


def _lines(parts: "Iterable[Text | Part]") -> Iterator[Line]:
    from procure.intake.pdf_text import Text

    number = 0
    for part in parts:
        where = Where(page=part.page)
        if isinstance(part, Text):
            number += 1
            yield Line(number, part.text, (), where)
            continue
        for at, (cells, merged) in enumerate(part.grid.cells()):
            number += 1
            yield Line(number, "\t".join(cells), cells, where, merged, opens=at == 0)
