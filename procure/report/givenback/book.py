"""The list of a workbook's sheets: which part each is, and how further ones are entered. Not for what they hold."""

import re
from typing import Final

from lxml import etree

from procure.report.givenback.marks import GiveBackError, damaged
from procure.report.givenback.parts import MAIN, RELATION, WORKBOOK, Parts

_CONTENT: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST: Final = 31
"""Characters of a sheet's name, in units of UTF-16."""
_BEFORE_NAMES: Final = ("sheets", "functionGroups", "externalReferences")
"""What stands before the defined names of a workbook."""
_FILTER: Final = "_xlnm._FilterDatabase"


class Book:
    """The sheets of an open workbook."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        sheets = parts.tree(WORKBOOK).find(f"{{{MAIN}}}sheets")
        if sheets is None:
            raise damaged("没有工作表")
        self._listed = {one.get("name", ""): one.get(f"{{{RELATION}}}id", "") for one in sheets.iterchildren("*")}
        self._names = {name.lower() for name in self._listed}

    def part(self, sheet: str) -> str:
        """Return the part of a sheet of the user's. Raises GiveBackError where there is none, or it has no cells."""
        if sheet not in self._listed:
            raise GiveBackError(f"工作簿里没有工作表“{sheet}”，不能标注")
        part = self._parts.target(WORKBOOK, self._listed[sheet])
        if part not in self._parts.related(WORKBOOK, "worksheet"):
            raise GiveBackError(f"“{sheet}”是图表或者宏，没有单元格，不能标注")
        return part

    def free_name(self, wished: str) -> str:
        """Return a name for a further sheet which a workbook may use and no sheet has: 审查结论, 审查结论（2）."""
        clean = _FORBIDDEN.sub("_", wished).strip().strip("'") or "审查"
        name, number = _cut(clean, ""), 1
        while name.lower() in self._names or name.lower() == "history":
            number += 1
            name = _cut(clean, f"（{number}）")
        self._names.add(name.lower())
        return name

    def enter(self, name: str, data: bytes, filtered: str) -> None:
        """Enter a sheet behind all others; filtered: the range of its filter, $A$1:$C$9."""
        part = self._parts.free("xl/worksheets/sheet{}.xml")
        self._parts.put(part, data)
        self._parts.declare(part, _CONTENT)
        sheets = self._parts.touch(WORKBOOK).find(f"{{{MAIN}}}sheets")
        number = (
            max(
                (int(text) for one in sheets.iterchildren("*") if (text := one.get("sheetId", "")).isdecimal()),
                default=0,
            )
            + 1
        )
        related = self._parts.relate(WORKBOOK, "worksheet", part)
        attributes = {"name": name, "sheetId": str(number), f"{{{RELATION}}}id": related}
        etree.SubElement(sheets, f"{{{MAIN}}}sheet", attributes)
        self._define(len(list(sheets.iterchildren("*"))) - 1, f"{quoted(name)}!{filtered}")

    def _define(self, at: int, formula: str) -> None:
        """Define the range of a sheet's filter, which every program but Excel needs."""
        root = self._parts.touch(WORKBOOK)
        names = root.find(f"{{{MAIN}}}definedNames")
        if names is None:
            names = etree.Element(f"{{{MAIN}}}definedNames")
            before = (one for name in _BEFORE_NAMES for one in root.findall(f"{{{MAIN}}}{name}"))
            root.insert(1 + max(map(root.index, before)), names)
        attributes = {"name": _FILTER, "localSheetId": str(at), "hidden": "1"}
        etree.SubElement(names, f"{{{MAIN}}}definedName", attributes).text = formula


def quoted(sheet: str) -> str:
    """Return a sheet's name as a formula writes it."""
    return "'{}'".format(sheet.replace("'", "''"))


def _cut(name: str, suffix: str) -> str:
    while len(f"{name}{suffix}".encode("utf-16-le")) > 2 * _LONGEST:
        name = name[:-1]
    return f"{name}{suffix}"
