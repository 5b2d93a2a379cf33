"""What the styles of a Word document say about a paragraph: hidden, numbered, of the contents. Not for how it looks."""

from collections.abc import Iterator
from typing import Any, Final

from procure.intake.word_parts import W, number, switch, value
from procure.record import Record

_CONTENTS: Final = "toc "
"""How Word names the styles of the contents' lines in every language: toc 1, TOC 2."""


class ListEntry(Record, frozen=True):
    """The list that a paragraph belongs to, and its level; None is the level that the list links to the style."""

    list_id: str
    level: int | None
    style: str = ""


class _Style(Record, frozen=True):
    id: str
    name: str
    based_on: str
    is_hidden: bool | None
    list_id: str | None
    level: int | None


class Styles:
    """Styles by their ids, each with what it takes over from the style it is based on."""

    def __init__(self, styles: Any) -> None:
        elements = [] if styles is None else list(styles.iter(f"{W}style"))
        self._styles = {one.id: one for one in map(_style, elements)}
        self._default = next((_style(one).id for one in elements if _is_default(one)), "")

    def of(self, properties: Any) -> str:
        """Return the id of a paragraph's style by its properties."""
        return value(properties, "pStyle") or self._default

    def is_hidden(self, style: str) -> bool:
        """Return whether text of a style is hidden."""
        return next((one.is_hidden for one in self._chain(style) if one.is_hidden is not None), False)

    def is_contents(self, style: str) -> bool:
        """Return whether a style is that of a line of the contents."""
        name = self._styles[style].name.lower() if style in self._styles else ""
        return name.startswith(_CONTENTS) and name.removeprefix(_CONTENTS).strip().isdecimal()

    def list_entry(self, properties: Any) -> ListEntry | None:
        """Return the list that a paragraph belongs to, by its own properties, else by its style's; None without one."""
        own = None if properties is None else properties.find(f"{W}numPr")
        numbered = next((one for one in self._chain(self.of(properties)) if one.list_id), None)
        list_id, level = value(own, "numId"), number(own, "ilvl")
        if list_id:
            return ListEntry(list_id, level or 0)
        if numbered is None or not numbered.list_id:
            return None
        return ListEntry(numbered.list_id, numbered.level if level is None else level, numbered.id)

    def _chain(self, style: str) -> Iterator[_Style]:
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            style = self._styles[style].based_on


def _style(element: Any) -> _Style:
    numbering = element.find(f"{W}pPr/{W}numPr")
    return _Style(
        id=str(element.get(f"{W}styleId", "")),
        name=value(element, "name") or "",
        based_on=value(element, "basedOn") or "",
        is_hidden=switch(element.find(f"{W}rPr"), "vanish"),
        list_id=value(numbering, "numId"),
        level=number(numbering, "ilvl"),
    )


def _is_default(element: Any) -> bool:
    return element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in {"1", "true", "on"}
