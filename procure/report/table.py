"""Text tables that line up with Chinese in them: measured by wcwidth, cells wrapped by display width."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from tabulate import tabulate
from wcwidth import wcswidth

_PIECE: Final = re.compile(r"[A-Za-z0-9.,·+-]+|.")
_CLOSING: Final = frozenset("，。；：、）》〕”！？ ")


def grid(heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> list[str]:
    """Return a table's lines; widths are the most columns of the screen each cell may take."""
    wrapped = [[wrap(cell, width) for cell, width in zip(row, widths, strict=True)] for row in rows]
    table = tabulate(wrapped, headers=list(heads), tablefmt="simple_grid", disable_numparse=True)
    return table.splitlines()


def wrap(text: str, width: int) -> str:
    """Return the text broken into lines of at most width screen columns.

    Chinese breaks anywhere but before a closing mark; codes, numbers and Latin words stay whole where they fit.
    """
    return "\n".join(line for paragraph in text.split("\n") for line in _lines(paragraph, width))


def _lines(text: str, width: int) -> Iterator[str]:
    line: list[str] = []
    for piece in _pieces(text, width):
        if line and not _fits([*line, piece], width):
            carried = [line.pop()] if piece in _CLOSING and _fits([line[-1], piece], width) and len(line) > 1 else []
            yield "".join(line)
            line = carried
        line.append(piece)
    yield "".join(line)


def _fits(pieces: Sequence[str], width: int) -> bool:
    return sum(wcswidth(piece) for piece in pieces) <= width


def _pieces(text: str, width: int) -> Iterator[str]:
    for piece in _PIECE.findall(text):
        yield from [piece] if wcswidth(piece) <= width else piece
