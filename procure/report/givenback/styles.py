"""The styles of a workbook, to which coloured copies of its own and those of added sheets are appended.

No style that is there is changed. Not for which cell has which.
"""

from copy import deepcopy
from enum import Enum
from typing import Any, Final

from procure.report.givenback.marks import COLOURS, GiveBackError, Mark
from procure.report.givenback.parts import MAIN, WORKBOOK, Parts, parsed

_CONTENT: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_MAX_STYLES: Final = 64_000
"""As many as Excel opens."""
_EDGES: Final = "".join(
    f'<{edge} style="thin"><color rgb="FFBFBFBF"/></{edge}>' for edge in ("left", "right", "top", "bottom")
)
_SECTIONS: Final = {
    "numFmts": "",
    "fonts": '<font><sz val="11"/><name val="宋体"/><charset val="134"/></font>',
    "fills": '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
    "borders": "<border><left/><right/><top/><bottom/><diagonal/></border>",
    "cellStyleXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
    "cellXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
    "cellStyles": '<cellStyle name="Normal" xfId="0" builtinId="0"/>',
}
"""The sections of the styles in their order, with what stands in them where the workbook has none."""


class Look(Enum):
    """How a value of an added sheet looks: its font, colour, number format, further attributes and alignment."""

    HEAD = ("<b/>", "FFD9E1F2", 0, "", 'horizontal="center" vertical="center" wrapText="1"')
    TEXT = ("", "", 0, "", 'vertical="top" wrapText="1"')
    QUOTED = ("", "", 0, ' quotePrefix="1"', 'vertical="top" wrapText="1"')
    WHOLE = ("", "", 0, "", 'vertical="top"')
    AMOUNT = ("", "", 4, "", 'vertical="top"')
    LINK = ('<u/><color rgb="FF0563C1"/>', "", 0, "", 'vertical="top" wrapText="1"')


class Styles:
    """The styles of an open workbook."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._part = next(iter(parts.related(WORKBOOK, "styles")), "") or self._started()
        self._painted: dict[tuple[int, Mark], int] = {}
        self._fills: dict[str, int] = {}
        self._looks: dict[Look, int] = {}
        self._border: int | None = None

    def painted(self, style: int, mark: Mark) -> int:
        """Return the number of the style that is another one in the colour of a mark."""
        if (style, mark) not in self._painted:
            known = _entries(self._section("cellXfs"))
            copy = deepcopy(known[style if style < len(known) else 0])
            copy.set("fillId", str(self._fill(COLOURS[mark])))
            copy.set("applyFill", "1")
            self._painted[style, mark] = self._appended("cellXfs", copy)
        return self._painted[style, mark]

    def look(self, look: Look) -> int:
        """Return the number of the style of an added sheet."""
        if look not in self._looks:
            font, fill, number, more, alignment = look.value
            border = self._border = self._appended("borders", _border()) if self._border is None else self._border
            colour = self._fill(fill) if fill else 0
            xf = (
                f'<xf xmlns="{MAIN}" numFmtId="{number}" fontId="{self._font(font)}" fillId="{colour}"'
                f' borderId="{border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"'
                f' applyAlignment="1"{more}><alignment {alignment}/></xf>'
            )
            self._looks[look] = self._appended("cellXfs", parsed(xf.encode()))
        return self._looks[look]

    def _started(self) -> str:
        part = "xl/styles.xml"  # where readers look that do not follow relations
        self._parts.put(part, f'<styleSheet xmlns="{MAIN}"/>'.encode())
        self._parts.relate(WORKBOOK, "styles", part)
        self._parts.declare(part, _CONTENT)
        return part

    def _fill(self, colour: str) -> int:
        if colour not in self._fills:
            inner = f'<fgColor rgb="{colour}"/><bgColor indexed="64"/>'
            fill = f'<fill xmlns="{MAIN}"><patternFill patternType="solid">{inner}</patternFill></fill>'
            self._fills[colour] = self._appended("fills", parsed(fill.encode()))
        return self._fills[colour]

    def _font(self, changes: str) -> int:
        """Return the number of a font like the workbook's first, with other weight, line or colour."""
        first = _entries(self._section("fonts"))[0]
        if not changes:
            return 0
        font = deepcopy(first)
        for at, one in enumerate(parsed(f'<font xmlns="{MAIN}">{changes}</font>'.encode())):
            for same in font.findall(one.tag):
                font.remove(same)
            font.insert(at, one)
        return self._appended("fonts", font)

    def _appended(self, name: str, one: Any) -> int:
        section = self._section(name)
        number = len(_entries(section))
        if number >= _MAX_STYLES:
            raise GiveBackError("工作簿的单元格样式太多，不能再加颜色；请清理样式后另存再试")
        section.append(one)
        section.set("count", str(number + 1))
        return number

    def _section(self, name: str) -> Any:
        """Return a section of the styles, made where there is none; all the others that are needed with it."""
        root = self._parts.touch(self._part)
        at = 0
        for known, content in _SECTIONS.items():
            section = root.find(f"{{{MAIN}}}{known}")
            if content and (section is None or not _entries(section)):
                section = self._replaced(root, at, section, f'<{known} xmlns="{MAIN}" count="1">{content}</{known}>')
            at = at if section is None else root.index(section) + 1
        return root.find(f"{{{MAIN}}}{name}")

    @staticmethod
    def _replaced(root: Any, at: int, empty: Any, markup: str) -> Any:
        if empty is not None:
            root.remove(empty)
        section = parsed(markup.encode())
        section.set("count", str(len(section)))
        root.insert(at, section)
        return section


def _entries(section: Any) -> list[Any]:
    """Return what a section lists, without comments."""
    return list(section.iterchildren("*"))


def _border() -> Any:
    return parsed(f'<border xmlns="{MAIN}">{_EDGES}<diagonal/></border>'.encode())
