"""Writes the sample budget: `python -m samples.generate [--out DIR]`."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from samples.blocks import Block, Contents, Heading, PageBreak, Paragraph, TableBlock
from samples.figures import Figures
from samples.narrative import closing, figures_explained, overview, targets
from samples.reading import read_figures
from samples.sheets import sheets
from samples.tables import tables
from samples.text import write_text

_HERE = Path(__file__).parent


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


def main(arguments: Sequence[str] | None = None) -> Path:
    """Write the sample as text into a folder, this one if none is given, and return its path."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=_HERE, help="folder to write into (default: samples/)")
    folder: Path = parser.parse_args(arguments).out
    figures = read_figures()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name(figures)}.txt"
    path.write_text(write_text(document(figures)), encoding="utf-8", newline="\n")
    return path


def _paged(blocks: Sequence[TableBlock]) -> tuple[Block, ...]:
    """Return each table followed by the end of its page."""
    return tuple(part for block in blocks for part in (block, PageBreak()))


if __name__ == "__main__":
    main()
