"""An .xlsx workbook as a package of parts: its sheets, texts and number formats. Not for printing cells: xlsx.py."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import IO, Final

from procure.intake.files import UnreadableError
from procure.intake.markup import DAMAGED, SAVE_AGAIN, Cell, Range, elements, rows, texts
from procure.intake.numerals import BUILT_IN, GENERAL
from procure.record import Record

MAX_ELEMENTS: Final = 4_000_000
"""Cells, filled or not, and texts that are looked at in a workbook: what takes a few seconds."""

_WORKBOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"


class SheetPart(Record, frozen=True):
    """A sheet as the workbook lists it; part is the name of the part with its cells, empty for a chart or a dialog."""

    name: str
    part: str
    is_hidden: bool


class _Target(Record, frozen=True):
    """What the workbook is related to: a part, and the last word of the relation's kind."""

    kind: str
    part: str


class Package:
    """An open workbook; data must have passed check_archive."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._parts = {name.lower(): name for name in self._archive.namelist()}
        self._left = MAX_ELEMENTS
        self.since_1904 = False
        self.texts: Sequence[str] = ()
        self._codes: Mapping[str, str] = {}
        targets = self._targets()
        self.sheets = self._sheets(targets)
        for target in targets.values():
            if target.kind == "sharedStrings":
                with self._opened(target.part) as stream:
                    self.texts = list(texts(stream, self._count))
            elif target.kind == "styles":
                self._codes = self._formats(target.part)

    def code(self, style: str) -> str:
        """Return the number format of a style, named by its number as a cell names it."""
        return self._codes.get(style, GENERAL)

    def rows(self, sheet: SheetPart, merged: list[Range] | None = None) -> Iterator[tuple[int, list[Cell]]]:
        """Yield the rows of a sheet that have cells, with their number from 1; its merged ranges go into merged."""
        with self._opened(sheet.part) as stream:
            yield from rows(stream, [] if merged is None else merged, self._count)

    def _targets(self) -> Mapping[str, _Target]:
        found = {}
        for _, attributes in self._elements(_RELATIONS, "Relationship"):
            if attributes.get("TargetMode") != "External":
                part = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", ""))).lstrip("/")
                found[attributes.get("Id", "")] = _Target(attributes.get("Type", "").rpartition("/")[2], part)
        return found

    def _sheets(self, targets: Mapping[str, _Target]) -> list[SheetPart]:
        sheets = []
        for kind, attributes in self._elements(_WORKBOOK, "sheet", "workbookPr"):
            if kind == "workbookPr":
                self.since_1904 = attributes.get("date1904") in {"1", "true"}
                continue
            name = attributes.get("name", "")
            target = targets.get(next((value for key, value in attributes.items() if key.endswith(":id")), ""))
            if target is None:
                raise UnreadableError(DAMAGED, f"工作表“{name}”没有内容部件，未审查；{SAVE_AGAIN}")
            part = target.part if target.kind == "worksheet" else ""
            sheets.append(SheetPart(name, part, attributes.get("state", "visible") != "visible"))
        parts = [sheet.part.lower() for sheet in sheets if sheet.part]
        if len(set(parts)) < len(parts):
            raise UnreadableError(DAMAGED, f"两个工作表是同一个部件，未审查；{SAVE_AGAIN}")
        return sheets

    def _formats(self, part: str) -> Mapping[str, str]:
        """Return the number format of every style that cells have, by the style's number."""
        codes = {str(number): code for number, code in BUILT_IN.items()}
        styles: dict[str, str] = {}
        inside = ""
        for name, attributes in self._elements(part, "numFmts", "numFmt", "cellStyleXfs", "cellXfs", "xf", "dxfs"):
            number = attributes.get("numFmtId", "0")
            if name == "numFmt" and inside == "numFmts":
                codes[number] = attributes.get("formatCode", GENERAL)
            elif name == "xf" and inside == "cellXfs":
                styles[str(len(styles))] = codes.get(number, GENERAL)
            elif name not in {"numFmt", "xf"}:
                inside = name
        return styles

    def _count(self, number: int) -> None:
        self._left -= number
        if self._left < 0:
            raise UnreadableError("Excel 文件", f"单元格超过{MAX_ELEMENTS:,}个，未审查；请只导出预算部分后再审查")

    def _elements(self, part: str, *names: str) -> Iterator[tuple[str, Mapping[str, str]]]:
        with self._opened(part) as stream:
            yield from elements(stream, names, self._count)

    @contextmanager
    def _opened(self, part: str) -> Iterator[IO[bytes]]:
        """Open a part; one that is missing or damaged is an UnreadableError."""
        if part.lower() not in self._parts:
            raise UnreadableError(DAMAGED, f"缺少部件“{part}”，未审查；{SAVE_AGAIN}")
        try:
            with self._archive.open(self._parts[part.lower()]) as stream:
                yield stream
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise UnreadableError(DAMAGED, f"部件“{part}”无法读取（{error}），未审查；{SAVE_AGAIN}") from None
