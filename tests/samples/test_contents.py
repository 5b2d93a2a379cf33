"""The table of contents is one for all formats."""

from samples.blocks import PageBreak, Paragraph
from samples.contents import Entry, entries, pages, watermark, without_first_break
from samples.generate import document
from samples.reading import read_figures
from samples.text import write_text

BLOCKS = document(read_figures())


def test_the_entries_are_those_that_the_text_prints() -> None:
    lines = [f"{one.text}{'.....' if one.level > 1 else ''}\t{one.page}" for one in entries(BLOCKS)]
    assert "\n".join(lines) in write_text(BLOCKS)
    assert entries(BLOCKS)[0] == Entry(1, "第一部分 概况", 1)
    assert entries(BLOCKS)[-1].page == 43


def test_the_watermark_is_that_of_the_pages() -> None:
    assert watermark(BLOCKS) == "仅供内部审核"
    assert watermark([PageBreak(), Paragraph("一")]) == ""


def test_no_document_begins_with_an_empty_page() -> None:
    assert without_first_break(BLOCKS) == BLOCKS[1:]
    assert without_first_break(BLOCKS[1:]) == BLOCKS[1:]
    assert without_first_break(()) == ()


def test_pages_before_the_contents_are_not_counted() -> None:
    assert pages(BLOCKS)[0] == -2
    assert pages([PageBreak(), PageBreak()]) == [0, 1]
