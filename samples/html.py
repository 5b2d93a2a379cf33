"""Writes a sample as a web page, as a government's portal publishes it. Not for any other format."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from typing import Final

from samples.blocks import PAGE_END, Block, Contents, Heading, PageBreak, Paragraph, TableBlock
from samples.contents import entries
from samples.grid import Cell, cells, is_amount

_STYLE: Final = (
    "body{max-width:60em;margin:2em auto;font-family:SimSun,serif}"
    "table{border-collapse:collapse;width:100%;font-size:85%}"
    "td,th{border:1px solid #000;padding:2px 4px;font-weight:normal}"
    ".title{text-align:center;font-weight:bold}.unit,.n{text-align:right}"
    "hr{page-break-after:always;visibility:hidden}"
)
_DOTS: Final = "." * 30


def write_html(blocks: Sequence[Block]) -> bytes:
    """Return the blocks as a web page in UTF-8; pages and watermarks have no place in one."""
    title = next((block.text for block in blocks if isinstance(block, Paragraph)), "")
    head = ('<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">', f"<title>{escape(title)}</title>")
    body = [line for block in blocks for line in _lines(block, blocks)]
    page = (*head, f"<style>{_STYLE}</style>", "</head>", "<body>", *body, "</body>", "</html>", "")
    return "\n".join(page).encode()


def _lines(block: Block, blocks: Sequence[Block]) -> Iterable[str]:
    match block:
        case Heading():
            return [f"<h{block.level + 1}>{escape(block.text)}</h{block.level + 1}>"]
        case Paragraph():
            return [_paragraph(block.text.replace(PAGE_END, ""))]
        case TableBlock():
            return _table(block)
        case PageBreak():
            return ["<hr>"]
        case Contents():
            texts = (f"{entry.text}{_DOTS}{entry.page}" for entry in entries(blocks))
            return [_paragraph(block.title, "title"), *map(_paragraph, texts)]


def _paragraph(text: str, kind: str = "") -> str:
    return f'<p class="{kind}">{escape(text)}</p>' if kind else f"<p>{escape(text)}</p>"


def _table(block: TableBlock) -> Iterable[str]:
    yield _paragraph(block.title, "title")
    yield from map(_paragraph, block.above)
    if block.unit:
        yield _paragraph(f"单位：{block.unit}", "unit")
    yield "<table>"
    ordered = sorted(cells(block), key=lambda cell: (cell.row, cell.column))
    for _, row in groupby(ordered, key=lambda cell: cell.row):
        yield f"<tr>{''.join(map(_cell, row))}</tr>"
    yield "</table>"
    if block.note:
        yield _paragraph(block.note)


def _cell(cell: Cell) -> str:
    tag = "th" if cell.is_head else "td"
    rows = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    columns = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    kind = ' class="n"' if is_amount(cell.text) else ""
    return f"<{tag}{rows}{columns}{kind}>{escape(cell.text)}</{tag}>"
