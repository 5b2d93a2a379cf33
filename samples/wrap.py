"""Lines of a given width out of Chinese text. Not for drawing them."""

import re
from typing import Final

from samples.grid import printed_width

_TOKEN: Final = re.compile(r"[A-Za-z0-9,.%]+|.")
_CANNOT_BEGIN: Final = "，。；：、）》”％"


def wrap(text: str, width: float, indent: float = 0) -> list[str]:
    """Return the text as lines of at most width Chinese characters, the first shorter by indent.

    Numbers and words are not broken, and a closing mark stands at the end of a line, even beyond its width.
    """
    lines: list[str] = []
    line, room = "", width - indent
    for token in _TOKEN.findall(text):
        if line and printed_width(line + token) > room and token not in _CANNOT_BEGIN:
            lines.append(line)
            line, room = "", width
        line += token
    return [*lines, line] if line else lines
