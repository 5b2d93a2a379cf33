"""Text tables that line up with Chinese in them: measured by wcwidth, cells wrapped by display width."""

from collections.abc import Iterator, Sequence

from tabulate import tabulate
from wcwidth import wcwidth


def grid(heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> list[str]:
    """Return a table's lines; widths are the most columns of the screen each cell may take."""
    wrapped = [[wrap(cell, width) for cell, width in zip(row, widths, strict=True)] for row in rows]
    table = tabulate(wrapped, headers=list(heads), tablefmt="simple_grid", disable_numparse=True)
    return table.splitlines()


def wrap(text: str, width: int) -> str:
    """Return the text broken into lines of at most width screen columns; Chinese breaks anywhere."""
    return "\n".join(_lines(text, width))


def _lines(text: str, width: int) -> Iterator[str]:
    line, used = "", 0
    for character in text:
        size = max(0, wcwidth(character))
        if used + size > width:
            yield line
            line, used = "", 0
        line, used = line + character, used + size
    yield line
