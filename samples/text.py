"""Writes a sample as plain text, as text extraction gives a published budget. Not for any other format."""

from collections.abc import Iterable, Sequence

from samples.blocks import PAGE_END, Block, Contents, Heading, PageBreak, Paragraph, TableBlock
from samples.contents import entries, pages


def write_text(blocks: Sequence[Block]) -> str:
    """Return the blocks as text: tabs between cells, blank lines between the rest, watermarks where a page ends."""
    parts = [part for block, page in zip(blocks, pages(blocks), strict=True) for part in _parts(block, page, blocks)]
    return "\n\n".join(parts) + "\n"


def _parts(block: Block, page: int, blocks: Sequence[Block]) -> Iterable[str]:
    match block:
        case Heading():
            return [block.text]
        case Paragraph():
            return [block.text.replace(PAGE_END, "\n\n")]
        case TableBlock():
            return _table(block)
        case PageBreak():
            return [*block.watermarks, *([str(page)] if block.watermarks and page > 0 else [])]
        case Contents():
            return [block.title, "\n".join(_entries(blocks))]


def _table(block: TableBlock) -> list[str]:
    unit = [f"单位：{block.unit}"] if block.unit else []
    note = [block.note] if block.note else []
    parts = [block.rows[: block.ends_page], block.rows[block.ends_page :]]
    return [block.title, *block.above, *unit, *("\n".join(map("\t".join, rows)) for rows in parts if rows), *note]


def _entries(blocks: Sequence[Block]) -> list[str]:
    return [f"{one.text}{'.....' if one.level > 1 else ''}\t{one.page}" for one in entries(blocks)]
