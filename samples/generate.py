"""Writes the samples, a budget and two plans: `python -m samples.generate [--out DIR] [--format txt|docx ...]`."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from samples.blocks import Block, Contents, Heading, PageBreak, Paragraph, TableBlock
from samples.docx import write_docx
from samples.figures import Figures
from samples.html import write_html
from samples.narrative import closing, figures_explained, overview, targets
from samples.pdf import write_pdf
from samples.plan import plans
from samples.reading import read_figures
from samples.sheets import sheets
from samples.tables import tables
from samples.text import write_text
from samples.xlsx import write_xlsx

_HERE: Final = Path(__file__).parent


def _write_txt(blocks: Sequence[Block]) -> bytes:
    return write_text(blocks).encode()


WRITERS: Final[Mapping[str, Callable[[Sequence[Block]], bytes]]] = {
    "txt": _write_txt,
    "docx": write_docx,
    "xlsx": write_xlsx,
    "pdf": write_pdf,
    "html": write_html,
}
"""What writes each format; the key is the file's suffix."""


def document(figures: Figures) -> tuple[Block, ...]:
    """Return the whole budget as blocks, which any format can be written from."""
    mark = figures.settings.text("watermark")
    return (
        PageBreak((mark, mark)),
        Paragraph(figures.purchaser),
        Paragraph(f"{figures.year}年度部门预算公开"),
        PageBreak((mark, mark)),
        Contents("目 录"),
        PageBreak((mark, mark)),
        *overview(figures),
        PageBreak(),
        Heading(1, f"第二部分 {figures.year}年部门预算报表"),
        Paragraph("预算公开表1"),
        *_paged(tables(figures)),
        Heading(1, f"第三部分 {figures.year}年度部门预算情况说明"),
        *figures_explained(figures),
        *targets(figures),
        PageBreak((mark, mark)),
        *_paged(sheets(figures)),
        *closing(figures),
    )


def name(figures: Figures) -> str:
    """Return the file's name without a suffix."""
    return f"budget-{figures.year}"


def main(arguments: Sequence[str] | None = None) -> list[Path]:
    """Write the samples into a folder, in every format or those asked for, and return the paths; plans are .xlsx."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=_HERE, help="folder to write into (default: samples/)")
    parser.add_argument("--format", nargs="+", choices=WRITERS, default=list(WRITERS), help="default: all of them")
    given = parser.parse_args(arguments)
    figures = read_figures()
    blocks = document(figures)
    written = {f"{name(figures)}.{suffix}": WRITERS[suffix](blocks) for suffix in given.format}
    if "xlsx" in given.format:
        written |= plans(figures)
    given.out.mkdir(parents=True, exist_ok=True)
    for file, content in written.items():
        (given.out / file).write_bytes(content)
    return [given.out / file for file in written]


def _paged(blocks: Sequence[TableBlock]) -> tuple[Block, ...]:
    """Return each table followed by the end of its page."""
    return tuple(part for block in blocks for part in (block, PageBreak()))


if __name__ == "__main__":
    main()
