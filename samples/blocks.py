"""What a sample document is made of, whatever format it is written in. Not for a format's layout."""

from dataclasses import dataclass
from typing import Final

PAGE_END: Final = "\f"
"""Stands in a paragraph where a page ends in the midst of a sentence; a format without fixed pages leaves it out."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; levels 1 (第一部分) and 2 (一、) stand in the table of contents, 3 does not."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    text: str


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table: title, the lines and the unit above it, a full grid of cells, a note below.

    A merged cell is its text followed by empty cells. number (表一) is how the table of contents calls it; a table
    without one is left out there. ends_page: how many rows stand on the first page, 0 where one page holds all.
    """

    title: str
    rows: tuple[tuple[str, ...], ...]
    unit: str = ""
    above: tuple[str, ...] = ()
    note: str = ""
    number: str = ""
    ends_page: int = 0


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The end of a page, with the watermark's lines as text extraction leaves them."""

    watermarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents; pages are counted from here on."""

    title: str


Block = Heading | Paragraph | TableBlock | PageBreak | Contents
