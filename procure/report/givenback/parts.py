"""The parts of a user's workbook: read, changed one by one, and written with all others as they were.

Not for what the parts mean, beyond their relations and their types of content.
"""

import io
import posixpath
import re
import zipfile
import zlib
from typing import Any, Final

from lxml import etree

from procure.intake.archive import check_archive
from procure.intake.files import UnreadableError
from procure.intake.formats import Format, format_of
from procure.report.givenback.marks import GiveBackError, damaged

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORKBOOK: Final = "xl/workbook.xml"

_STRICT: Final = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPES_PART: Final = "[Content_Types].xml"
_NO_RELATIONS: Final = f'<Relationships xmlns="{_RELATIONS}"/>'.encode()
_REFUSED: Final = {
    "_xmlsignatures/": "工作簿有数字签名，改动会使签名失效，不能在其中标注；请用去掉签名的副本",
    "xl/revisions/": "工作簿是带修订记录的共享工作簿，不能在其中标注；请取消共享后另存再试",
}


def parsed(data: bytes) -> Any:
    """Return the root of a part. Raises GiveBackError for what is not well-formed or declares a document type."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise damaged(f"标记有错（{error.msg}）") from None
    if root.getroottree().docinfo.doctype:
        raise damaged("声明了文档类型")
    return root


class Parts:
    """An open workbook. Raises GiveBackError where it is none, is encrypted, damaged or cannot be changed safely."""

    def __init__(self, data: bytes) -> None:
        _check(data)
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._names = {name.lower(): name for name in self._archive.namelist()}
        for folder, message in _REFUSED.items():
            if any(name.startswith(folder) for name in self._names):
                raise GiveBackError(message)
        self._new: dict[str, bytes] = {}
        self._trees: dict[str, Any] = {}
        self._touched: dict[str, None] = {}
        _check_kind(self.tree(WORKBOOK))

    def read(self, part: str) -> bytes:
        """Return the bytes of a part, as changed."""
        name = self._name(part)
        return self._new[name] if name in self._new else self._stored(name)

    def put(self, part: str, data: bytes) -> None:
        """Give a part other bytes, or add it behind all others."""
        name = self._names.setdefault(part.lower(), part)
        self._new[name] = data

    def tree(self, part: str) -> Any:
        """Return the root of a part, to be read, and after touch to be changed."""
        name = self._name(part)
        if name not in self._trees:
            self._trees[name] = parsed(self.read(name))
        return self._trees[name]

    def touch(self, part: str) -> Any:
        """Return the root of a part, which is written anew."""
        root = self.tree(part)
        self._touched[self._name(part)] = None
        return root

    def ending(self, suffix: str) -> list[str]:
        """Return the names of the parts that end so."""
        return [name for low, name in self._names.items() if low.endswith(suffix)]

    def free(self, pattern: str) -> str:
        """Return the first name of a pattern with a number that no part has."""
        number = 1
        while pattern.format(number).lower() in self._names:
            number += 1
        return pattern.format(number)

    def target(self, part: str, number: str) -> str:
        """Return the part that a relation of a part, by its id, leads to. Raises GiveBackError where there is none."""
        for one in self._relations(part):
            if one.get("Id") == number:
                return self._name(_resolved(part, one.get("Target", "")))
        raise damaged(f"部件“{part}”没有关系“{number}”")

    def related(self, part: str, kind: str) -> list[str]:
        """Return the parts that the relations of this kind lead to."""
        return [
            self._name(_resolved(part, one.get("Target", "")))
            for one in self._relations(part)
            if one.get("Type") == f"{RELATION}/{kind}" and one.get("TargetMode") != "External"
        ]

    def relate(self, part: str, kind: str, target: str) -> str:
        """Relate a part to another one, and return the id of the relation."""
        name = _relations_of(part)
        if name.lower() not in self._names:
            self.put(name, _NO_RELATIONS)
        root = self.touch(name)
        taken = {one.get("Id") for one in root}
        number = next(f"rId{count}" for count in range(1, len(taken) + 2) if f"rId{count}" not in taken)
        attributes = {"Id": number, "Type": f"{RELATION}/{kind}", "Target": f"/{target}"}
        etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", attributes)
        return number

    def declare(self, part: str, content: str) -> None:
        """State the type of content of a new part."""
        attributes = {"PartName": f"/{part}", "ContentType": content}
        etree.SubElement(self.touch(_TYPES_PART), f"{{{_TYPES}}}Override", attributes)

    def declare_suffix(self, suffix: str, content: str) -> None:
        """State the type of content of all parts with a suffix, where nothing is said of it yet."""
        defaults = self.tree(_TYPES_PART).iterchildren(f"{{{_TYPES}}}Default")
        if all(one.get("Extension", "").lower() != suffix for one in defaults):
            one = etree.Element(f"{{{_TYPES}}}Default", {"Extension": suffix, "ContentType": content})
            self.touch(_TYPES_PART).insert(0, one)

    def written(self) -> bytes:
        """Return the workbook: its parts in their order, those not changed byte for byte, the new ones behind them."""
        for name in self._touched:
            tree = self._trees[name].getroottree()
            self._new[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in self._archive.infolist():
                kept = zipfile.ZipInfo(part.filename, part.date_time)
                kept.compress_type, kept.external_attr = part.compress_type, part.external_attr
                archive.writestr(kept, self.read(part.filename))
            stored = set(self._archive.namelist())
            for name in (name for name in self._new if name not in stored):
                added = zipfile.ZipInfo(name)
                added.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(added, self._new[name])
        return stream.getvalue()

    def _name(self, part: str) -> str:
        """Return how the archive writes the name of a part."""
        if part.lower() not in self._names:
            raise damaged(f"缺少部件“{part}”")
        return self._names[part.lower()]

    def _stored(self, name: str) -> bytes:
        try:
            return self._archive.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise damaged(f"部件“{name}”无法读取（{error}）") from None

    def _relations(self, part: str) -> Any:
        name = _relations_of(part)
        return self.tree(name).iterchildren(f"{{{_RELATIONS}}}Relationship") if name.lower() in self._names else ()


def _check(data: bytes) -> None:
    try:
        if format_of(data, "") is not Format.XLSX:
            raise GiveBackError("不是 .xlsx 或者 .xlsm 工作簿，不能在其中标注；请另存为 .xlsx 后再试")
        check_archive(data)
    except UnreadableError as error:
        message = f"{error.found}：{error.consequence}".lstrip("：")
        raise GiveBackError(re.sub("未审查|再审查", lambda found: f"{found[0][0]}标注", message)) from None


def _check_kind(workbook: Any) -> None:
    space = etree.QName(workbook).namespace
    if space == _STRICT:
        raise GiveBackError("工作簿是“Strict Open XML”格式，不能在其中标注；请另存为普通的 .xlsx 后再试")
    if space != MAIN:
        raise damaged("工作簿的命名空间不认识")


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolved(part: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
