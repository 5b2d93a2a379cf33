"""HTML as values: whatever is not already HTML is escaped. Not for what a page says: parts.py, charts.py, tables.py."""

import html
import re
from collections.abc import Iterable, Sequence
from typing import Final

_UNFIT: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""What no HTML file may hold, and marks that turn the direction of the text behind them."""
_VOID: Final = frozenset({"meta", "br"})


class Html(str):
    """Text that is HTML already; any other text is escaped where it is put into a tag."""

    __slots__ = ()


def escape(text: str) -> Html:
    """Return a text as HTML; characters that no file may hold become the replacement character."""
    return text if isinstance(text, Html) else Html(html.escape(_UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)))


def join(parts: Iterable[str], between: str = "") -> Html:
    """Return several texts as one piece of HTML."""
    return Html(escape(between).join(escape(part) for part in parts))


def tag(name: str, /, *children: str, **attributes: str | None) -> Html:
    """Return an element: class_ stands for class, aria_label for aria-label; an attribute of None is left out."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{said}>" if name in _VOID else f"<{name}{said}>{join(children)}</{name}>")


def items(texts: Iterable[str], name: str = "ul", **attributes: str | None) -> Html:
    """Return a list of texts; nothing where there are none."""
    lines = [tag("li", text) for text in texts]
    return tag(name, *lines, **attributes) if lines else Html("")


def link(anchor: str, *children: str) -> Html:
    """Return a link to an anchor of the same page."""
    return tag("a", *children, href=f"#{anchor}")


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]], class_: str = "numbers") -> Html:
    """Return a table that scrolls inside itself; the first cell of a row is its head."""
    head = tag("thead", tag("tr", *(tag("th", name, scope="col") for name in heads)))
    body = tag(
        "tbody",
        *(tag("tr", tag("th", first, scope="row"), *(tag("td", cell) for cell in rest)) for first, *rest in rows),
    )
    inner = tag("table", tag("caption", caption), head, body, class_=class_)
    return tag("div", inner, class_="scroll", tabindex="0", role="region", aria_label=caption)


def columns(text: str) -> int:
    """Return how many columns of the screen a text takes; a Chinese character takes two."""
    return sum(2 if character > _NARROW else 1 for character in text)


def clip(text: str, longest: int) -> str:
    """Return a text cut to a number of columns, with an ellipsis where it is cut."""
    if len(text) <= longest and columns(text) <= longest:
        return text
    kept = text[:longest]
    while kept and columns(kept) >= longest:
        kept = kept[:-1]
    return f"{kept}…"


_NARROW: Final = "\u2e7f"
"""The last character before those of East Asia."""
