"""Sides of tables that are ruled on some sides only. Not for finding tables by their rulings: pdf_grid.py."""

from collections.abc import Iterable, Sequence
from typing import Final

from procure.intake.pdf_marks import Box, Edge, Glyph, holds

_LEVELS: Final = 2
"""Level rulings that have to end at one place for it to be an open side of a table."""
_UPRIGHTS: Final = 3
"""Upright rulings that have to end at one height for it to be the open top or bottom: those of two columns."""


def open_sides(edges: Sequence[Edge], glyphs: Sequence[Glyph], snap: float) -> list[Edge]:
    """Return the rulings that tables lack: where all rulings that reach beyond the last one across them end together.

    A side is open only where there is print between it and the last ruling. Rulings within snap are one.
    """
    return [side for levels, uprights in _tables(edges, snap) for side in _sides(levels, uprights, glyphs, snap)]


def _tables(edges: Sequence[Edge], snap: float) -> list[tuple[list[Edge], list[Edge]]]:
    """Return the level and the upright rulings of each table, which cross each other or touch."""
    tables: list[tuple[list[Edge], list[Edge]]] = [([edge], []) for edge in edges if edge["orientation"] == "h"]
    for upright in edges:
        if upright["orientation"] == "v":
            met = [one for one in tables if any(_cross(level, upright, snap) for level in one[0])]
            tables = [one for one in tables if all(one is not other for other in met)]
            levels, uprights = [edge for one in met for edge in one[0]], [edge for one in met for edge in one[1]]
            tables.append((levels, [*uprights, upright]))
    return [(levels, uprights) for levels, uprights in tables if levels and uprights]


def _cross(level: Edge, upright: Edge, snap: float) -> bool:
    x, y = upright["x0"], level["top"]
    within = level["x0"] - snap <= x <= level["x1"] + snap
    return bool(within and upright["top"] - snap <= y <= upright["bottom"] + snap)


def _sides(levels: Sequence[Edge], uprights: Sequence[Edge], glyphs: Sequence[Glyph], snap: float) -> list[Edge]:
    xs, ys = [edge["x0"] for edge in uprights], [edge["top"] for edge in levels]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    x0 = -_beyond((-edge["x0"] for edge in levels), -left, snap, _LEVELS)
    x1 = _beyond((edge["x1"] for edge in levels), right, snap, _LEVELS)
    y0 = -_beyond((-edge["top"] for edge in uprights), -top, snap, _UPRIGHTS)
    y1 = _beyond((edge["bottom"] for edge in uprights), bottom, snap, _UPRIGHTS)
    strips: list[tuple[Box, Box]] = [
        ((x0, y0, left, y1), (x0, y0, x0, y1)),
        ((right, y0, x1, y1), (x1, y0, x1, y1)),
        ((x0, y0, x1, top), (x0, y0, x1, y0)),
        ((x0, bottom, x1, y1), (x0, y1, x1, y1)),
    ]
    return [_ruling(side) for strip, side in strips if _is_printed(strip, glyphs)]


def _beyond(ends: Iterable[float], last: float, snap: float, least: int) -> float:
    """Return where enough rulings end together beyond the last one across them, else where that one is."""
    beyond = [end for end in ends if end > last + snap]
    return max(beyond) if len(beyond) >= least and max(beyond) - min(beyond) <= snap else last


def _is_printed(strip: Box, glyphs: Sequence[Glyph]) -> bool:
    x0, y0, x1, y1 = strip
    return x0 < x1 and y0 < y1 and any(holds(strip, one.middle) and not one.text.isspace() for one in glyphs)


def _ruling(side: Box) -> Edge:
    x0, top, x1, bottom = side
    size = {"width": x1 - x0, "height": bottom - top}
    return {"x0": x0, "x1": x1, "top": top, "bottom": bottom, **size, "orientation": "v" if x0 == x1 else "h"}
