"""Writes a sample as plain text, as text extraction gives a published budget. Not for any other format."""

from collections.abc import Iterable, Sequence
from itertools import accumulate

from samples.blocks import PAGE_END, Block, Contents, Heading, PageBreak, Paragraph, TableBlock


def write_text(blocks: Sequence[Block]) -> str:
    """Return the blocks as text: tabs between cells, blank lines between the rest, watermarks where a page ends."""
    pages = _pages(blocks)
    parts = [part for block, page in zip(blocks, pages, strict=True) for part in _parts(block, page, blocks)]
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
    pages = [block.rows[: block.ends_page], block.rows[block.ends_page :]]
    return [block.title, *block.above, *unit, *("\n".join(map("\t".join, rows)) for rows in pages if rows), *note]


def _pages(blocks: Sequence[Block]) -> list[int]:
    """Return the page that each block begins on: 1 is the first after the table of contents, 0 or less is before it."""
    ended = list(accumulate((_ends(block) for block in blocks), initial=0))
    first = next((ended[number] for number, block in enumerate(blocks) if isinstance(block, Contents)), 0)
    return [count - first for count in ended[:-1]]


def _ends(block: Block) -> int:
    """Return how many pages end within a block."""
    match block:
        case PageBreak():
            return 1
        case Paragraph():
            return block.text.count(PAGE_END)
        case TableBlock():
            return 1 if block.ends_page else 0
        case _:
            return 0


def _entries(blocks: Sequence[Block]) -> list[str]:
    entries = []
    for block, page in zip(blocks, _pages(blocks), strict=True):
        match block:
            case Heading(level=1):
                entries.append(f"{block.text}\t{page}")
            case Heading(level=2):
                entries.append(f"{block.text}.....\t{page}")
            case TableBlock() if block.number:
                entries.append(f"{block.number}{block.title}.....\t{page}")
    return entries
