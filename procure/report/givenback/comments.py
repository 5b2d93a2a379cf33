"""The comments of a sheet and the drawing of their boxes. What is there is kept; not for colours: cells.py."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from lxml import etree

from procure.report.givenback.marks import damaged
from procure.report.givenback.parts import MAIN, Parts, parsed
from procure.report.givenback.words import MAX_COLUMNS, MAX_ROWS, Spot, address, markup, spot, stored

AUTHOR: Final = "procure"

_COMMENTS: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_FONT: Final = '<rPr><sz val="9"/><color indexed="81"/><rFont val="宋体"/><charset val="134"/></rPr>'
_NAMES: Final = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_SHAPE_TYPE: Final = (
    '<v:shapetype {} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE: Final = (
    '<v:shape {names} id="_x0000_s{id}" type="#_x0000_t202" fillcolor="#ffffe1" o:insetmode="auto"'
    ' style="position:absolute;margin-left:60pt;margin-top:2pt;width:240pt;height:{height}pt;z-index:1;'
    'visibility:hidden"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_EMPTY: Final = (
    f'<xml {_NAMES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/></o:shapelayout></xml>'.encode()
)
_MAP: Final = re.compile(rb"""(idmap\b[^>]*?\bdata\s*=\s*["'])([0-9, ]*)""")
_TYPE: Final = re.compile(rb"""id\s*=\s*["']_x0000_t202["']""")
_END: Final = re.compile(rb"</xml\s*>\s*\Z")
_CLUSTER: Final = 1024
"""Ids that a number of the map of ids stands for; the first of them is nobody's."""
_WIDE: Final = 5
_TALL: Final = 30
"""Columns and, at most, rows that a box covers."""
_PER_LINE: Final = 20
"""Chinese characters in a line of a box."""


def comment(parts: Parts, sheet: str, drawing: str | None, texts: Mapping[Spot, str]) -> str | None:
    """Put comments on cells of a sheet, by its part; drawing: the relation of its comments' drawing, if it has one.

    Return the relation of the drawing that was made where there was none.
    """
    known = _put(parts, _comments_of(parts, sheet), texts)
    if drawing is not None:
        boxes = {at: text for at, text in texts.items() if at not in known}
        part = parts.target(sheet, drawing)
        parts.put(part, _extended(parts, part, boxes))
        return None
    part = parts.free("xl/drawings/vmlDrawing{}.vml")
    parts.put(part, _EMPTY)
    parts.put(part, _extended(parts, part, texts))
    parts.declare_suffix("vml", _DRAWING)
    return parts.relate(sheet, "vmlDrawing", part)


def _comments_of(parts: Parts, sheet: str) -> str:
    """Return the part with the comments of a sheet, made where there is none."""
    if known := parts.related(sheet, "comments"):
        return known[0]
    part = parts.free("xl/comments{}.xml")
    parts.put(part, f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode())
    parts.relate(sheet, "comments", part)
    parts.declare(part, _COMMENTS)
    return part


def _put(parts: Parts, part: str, texts: Mapping[Spot, str]) -> set[Spot]:
    """Put texts into a part of comments, and return the cells that had a comment before."""
    root = parts.touch(part)
    authors, listed = (root.find(f"{{{MAIN}}}{name}") for name in ("authors", "commentList"))
    if authors is None or listed is None:
        raise damaged(f"批注部件“{part}”不完整")
    known = {spot(one.get("ref", "")): one for one in listed.iterchildren(f"{{{MAIN}}}comment")}
    author = _author(authors)
    for at, text in texts.items():
        if at in known:
            _append(known[at], text)
        else:
            opened = f'<comment xmlns="{MAIN}" ref="{address(*at)}" authorId="{author}" shapeId="0"><text>'
            listed.append(parsed(f"{opened}{_run(text)}</text></comment>".encode()))
    return set(known)


def _author(authors: Any) -> int:
    """Return the number of the author, who is added where he is not listed."""
    names = [one.text for one in authors.iterchildren("*")]
    if AUTHOR not in names:
        etree.SubElement(authors, f"{{{MAIN}}}author").text = AUTHOR
        names.append(AUTHOR)
    return names.index(AUTHOR)


def _append(known: Any, text: str) -> None:
    """Append a text to a comment that is there, unless it says so already."""
    holder = known.find(f"{{{MAIN}}}text")
    if holder is None:
        holder = etree.SubElement(known, f"{{{MAIN}}}text")
    said = "".join(holder.itertext(f"{{{MAIN}}}t"))
    if stored(text) in said:
        return
    runs = [one for one in holder if one.tag in {f"{{{MAIN}}}t", f"{{{MAIN}}}r"}]
    for at, one in enumerate(runs):
        if one.tag == f"{{{MAIN}}}t":  # a run cannot stand beside a plain text
            runs[at] = etree.Element(f"{{{MAIN}}}r")
            holder.replace(one, runs[at])
            runs[at].append(one)
    added = parsed(f'<text xmlns="{MAIN}">{_run(chr(10) * bool(said) + f"{AUTHOR}：" + text)}</text>'.encode())[0]
    holder.insert(len(runs), added)


def _run(text: str) -> str:
    return f'<r>{_FONT}<t xml:space="preserve">{markup(stored(text))}</t></r>'


def _extended(parts: Parts, part: str, texts: Mapping[Spot, str]) -> bytes:
    """Return a drawing with boxes for texts behind its own, which are not parsed: they may be no clean XML."""
    data = parts.read(part)
    end = _END.search(data)
    if not end:
        raise damaged(f"批注图形部件“{part}”不完整")
    clusters = _clusters(parts, len(texts))
    body = data[: end.start()]
    names = "" if all(name.encode() in body for name in _NAMES.split()) else _NAMES
    shapes = b"".join(_shapes(texts, clusters, names))
    kind = b"" if _TYPE.search(body) or not shapes else _SHAPE_TYPE.format(names).encode()
    return _mapped(body, clusters) + kind + shapes + end[0]


def _clusters(parts: Parts, boxes: int) -> range:
    """Return numbers for the map of ids, enough for so many boxes, which no drawing of the workbook has."""
    maps = (found[2] for part in parts.ending(".vml") for found in _MAP.finditer(parts.read(part)))
    taken = (int(number[-6:]) for found in maps for number in found.replace(b" ", b"").split(b",") if number)
    first = max(taken, default=0) + 1
    return range(first, first + -(-boxes // (_CLUSTER - 1)))


def _mapped(body: bytes, clusters: Sequence[int]) -> bytes:
    """Return a drawing whose map of ids lists further numbers."""

    def listed(found: re.Match[bytes]) -> bytes:
        numbers = [found[2].decode()] * bool(found[2]) + [str(number) for number in clusters]
        return found[1] + ",".join(numbers).encode()

    return _MAP.sub(listed, body, count=1)


def _shapes(texts: Mapping[Spot, str], clusters: Iterable[int], names: str) -> Iterator[bytes]:
    ids = (number * _CLUSTER + at for number in clusters for at in range(1, _CLUSTER))
    for (row, column), text in texts.items():
        lines = min(sum(1 + len(line) // _PER_LINE for line in text.split("\n")) + 1, _TALL)
        top = min(row - 1, MAX_ROWS - 1 - lines)
        left = min(column + 1, MAX_COLUMNS - 1 - _WIDE)
        anchor = f"{left}, 15, {top}, 2, {left + _WIDE}, 15, {top + lines}, 2"
        shape = _SHAPE.format(names=names, id=next(ids), height=lines * 15, anchor=anchor, row=row - 1, column=column)
        yield shape.encode()
