"""The table of contents and the pages it names, whatever the format. Not for how a format prints them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from samples.blocks import PAGE_END, Block, Contents, Heading, PageBreak, Paragraph, TableBlock


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents; level 1 is a part, 2 what stands in it."""

    level: int
    text: str
    page: int


def entries(blocks: Sequence[Block]) -> tuple[Entry, ...]:
    """Return the lines of the table of contents."""
    found = []
    for block, page in zip(blocks, pages(blocks), strict=True):
        match block:
            case Heading(level=1 | 2):
                found.append(Entry(block.level, block.text, page))
            case TableBlock() if block.number:
                found.append(Entry(2, f"{block.number}{block.title}", page))
    return tuple(found)


def pages(blocks: Sequence[Block]) -> list[int]:
    """Return the page that each block begins on: 1 is the first after the table of contents, 0 or less is before it."""
    ended = list(accumulate((_ends(block) for block in blocks), initial=0))
    first = next((ended[number] for number, block in enumerate(blocks) if isinstance(block, Contents)), 0)
    return [count - first for count in ended[:-1]]


def watermark(blocks: Sequence[Block]) -> str:
    """Return the document's watermark, empty where it has none."""
    return next((block.watermarks[0] for block in blocks if isinstance(block, PageBreak) and block.watermarks), "")


def without_first_break(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks without a page's end before anything stands on the first page."""
    return blocks[1:] if blocks and isinstance(blocks[0], PageBreak) else blocks


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
