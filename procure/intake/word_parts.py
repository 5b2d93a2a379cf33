"""The parts of a Word document as trees, with its tracked changes accepted. Not for what the text says: docx.py."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, Final

from procure.intake.files import UnreadableError
from procure.record import Record

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
"""Namespace of documents saved as Strict Open XML; their elements are the same."""

_MAIN: Final = "/officeDocument"
_GONE: Final = frozenset((f"{W}del", f"{W}moveFrom", f"{W}rt", f"{_MC}Fallback"))
"""Deleted text, text moved away, the pronunciation above a word, and what another program would draw instead."""
_MARKS: Final = frozenset((f"{W}rPr", f"{W}trPr"))
"""Within properties, w:del marks the end of a paragraph or a whole row as deleted."""
_ELSEWHERE: Final = (f"{W}altChunk", f"{W}subDoc")
_OFF: Final = frozenset(("0", "false", "off"))

_DAMAGED: Final = "损坏的 Word 文件"
_SAVE_AGAIN: Final = "请用 Word 或者 WPS 打开，另存为 .docx 后再审查"


class Parts(Record, frozen=True):
    """Roots of the trees of a Word document: its body, its styles, its lists' numbers; None where it has none."""

    body: Any
    styles: Any
    numbering: Any


def read_parts(data: bytes) -> Parts:
    """Return the parts of a Word document. Raises UnreadableError where it is damaged or keeps its text elsewhere."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _parts(archive)
    # RuntimeError: a part with a password.
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise UnreadableError(_DAMAGED, f"无法解压（{error}），未审查；{_SAVE_AGAIN}") from None


def value(element: Any, name: str) -> str | None:
    """Return w:val of a child, None without that child; a child without w:val has an empty one."""
    child = None if element is None else element.find(f"{W}{name}")
    return None if child is None else str(child.get(f"{W}val", ""))


def number(element: Any, name: str) -> int | None:
    """Return w:val of a child as a whole number that is not negative, None where it is none."""
    found = value(element, name) or ""
    return int(found) if found.isascii() and found.isdecimal() and len(found) < 10 else None  # noqa: PLR2004 - 32 bits


def switch(element: Any, name: str) -> bool | None:
    """Return whether a property is on: it is where it stands, unless it says no; None where it does not stand."""
    found = value(element, name)
    return None if found is None else found not in _OFF


def _parts(archive: zipfile.ZipFile) -> Parts:
    main = _related(archive, "").get(_MAIN, "word/document.xml")
    root = _tree(archive, main)
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise UnreadableError(_DAMAGED, f"没有正文，未审查；{_SAVE_AGAIN}")
    if next(body.iter(*_ELSEWHERE), None) is not None:
        raise UnreadableError("嵌入其他文件的 Word 文件", f"嵌入的内容无法读取，未审查；{_SAVE_AGAIN}")
    _accept(body)
    related = _related(archive, main)
    return Parts(body, *(_tree(archive, related.get(kind, "")) for kind in ("/styles", "/numbering")))


def _related(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Return the names of the parts that a part names, by the end of what they are to it: /styles."""
    folder, name = posixpath.split(part)
    root = _tree(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    found: dict[str, str] = {}
    for relation in () if root is None else root:
        kind = str(relation.get("Type", ""))
        target = posixpath.join("/", folder, str(relation.get("Target", "")))
        found.setdefault(kind[kind.rfind("/") :], posixpath.normpath(target).lstrip("/"))
    return found


def _tree(archive: zipfile.ZipFile, name: str) -> Any:
    """Return the root of a part, None where there is no such part; nothing outside the part is ever fetched."""
    from lxml import etree

    if name not in archive.namelist():
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(archive.read(name).replace(_STRICT, W[1:-1].encode()), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(_DAMAGED, f"部件“{name}”无法解析（{error.msg}），未审查；{_SAVE_AGAIN}") from None


def _accept(body: Any) -> None:
    """Remove what a reader of the final document does not see: deleted and moved text, rows, cells, second versions."""
    for element in dict.fromkeys([*_unseen(body), *_unseen_cells(body)]):
        element.getparent().remove(element)


def _unseen(body: Any) -> Iterator[Any]:
    for element in body.iter(*_GONE):
        if element.tag == f"{_MC}Fallback":
            if element.getparent().find(f"{_MC}Choice") is not None:
                yield element
        elif element.getparent().tag not in _MARKS:
            yield element
    for choice in body.iter(f"{_MC}Choice"):
        if choice.getprevious() is not None:
            yield choice


def _unseen_cells(body: Any) -> Iterator[Any]:
    for row in body.iter(f"{W}tr"):
        properties = row.find(f"{W}trPr")
        if value(properties, "del") is not None or switch(properties, "hidden"):
            yield row
    for properties in body.iter(f"{W}tcPr"):
        if value(properties, "cellDel") is not None:
            yield properties.getparent()
