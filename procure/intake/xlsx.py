"""Workbooks, .xlsx and .xls, as lines. Not for their stored parts (package.py) or what a table means (budget/).

Hidden sheets are not read, and said so: nobody sees them in what was published. Hidden rows and columns of a visible
sheet are read, for the sums printed beside them may hold their amounts.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from io import StringIO
from typing import Any, Final

from procure.intake.archive import check_archive
from procure.intake.files import UnreadableError
from procure.intake.formulas import Calculator, Formula, Stored
from procure.intake.grid import Grid, Tally, Unread, lines_of
from procure.intake.lines import Line
from procure.intake.markup import DAMAGED, SAVE_AGAIN, Cell, Range, unescaped
from procure.intake.numerals import BUILT_IN, GENERAL, number_in, printed, printed_text
from procure.intake.package import Package, SheetPart

_HIDDEN: Final = "是隐藏的"
_NO_CELLS: Final = "是图表或者宏"
_NOT_COMPUTED: Final = "〔公式未计算：{}〕"
_SHARED: Final = "与其他单元格相同"
_BOOLEANS: Final = {"0": "FALSE", "1": "TRUE"}
_MIDNIGHT: Final = "T00:00:00"


def read_xlsx(data: bytes) -> Iterator[Line]:
    """Return the lines of an .xlsx or .xlsm workbook. Raises UnreadableError where it is damaged or far too large."""
    check_archive(data)
    return lines_of(_Xlsx(data).sheets())


def read_xls(data: bytes) -> Iterator[Line]:
    """Return the lines of an .xls workbook. Raises UnreadableError where it is damaged or far too large."""
    return lines_of(_Xls(data).sheets())


class _Xlsx:
    """Prints the cells of an .xlsx workbook."""

    def __init__(self, data: bytes) -> None:
        self._package = Package(data)
        self._calculator: Calculator | None = None
        self._tally = Tally()

    def sheets(self) -> Iterator[Grid | Unread]:
        for sheet in self._package.sheets:
            if sheet.is_hidden or not sheet.part:
                yield Unread(sheet.name, _HIDDEN if sheet.is_hidden else _NO_CELLS)
            else:
                merged: list[Range] = []
                yield Grid(sheet.name, list(self._rows(sheet, merged)), merged)

    def _rows(self, sheet: SheetPart, merged: list[Range]) -> Iterator[tuple[int, Mapping[int, str]]]:
        for row, cells in self._package.rows(sheet, merged):
            filled = {}
            for cell in cells:
                text = self._text(sheet.name, row, cell)
                if text and not text.isspace():
                    filled[cell.column] = text
            if filled:
                self._tally.add(max(filled) + 1)
                yield row, filled

    def _text(self, sheet: str, row: int, cell: Cell) -> str:
        if cell.kind == "n" and cell.value:
            return printed_text(cell.value, self._package.code(cell.style), since_1904=self._package.since_1904)
        if cell.formula is not None and not cell.value and cell.kind != "str":
            return self._computed(sheet, row, cell)
        return _stored_text(cell, self._package)

    def _computed(self, sheet: str, row: int, cell: Cell) -> str:
        """Return what a formula without its value would print, or that it was not computed."""
        if self._calculator is None:
            self._calculator = Calculator({part.name: self._stored(part) for part in self._package.sheets if part.part})
        value = self._calculator.value(sheet, row, cell.column)
        if value is None:
            return _NOT_COMPUTED.format(cell.formula or _SHARED)
        return printed(value, self._package.code(cell.style), since_1904=self._package.since_1904)

    def _stored(self, sheet: SheetPart) -> Mapping[tuple[int, int], Stored]:
        return {
            (row, cell.column): _stored(cell, self._package)
            for row, cells in self._package.rows(sheet)
            for cell in cells
        }


def _stored(cell: Cell, package: Package) -> Stored:
    if cell.formula is not None and not cell.value and cell.kind != "str":
        return Formula(cell.formula)
    number = number_in(cell.value) if cell.kind == "n" else None
    return _stored_text(cell, package) if number is None else Fraction(number)


def _stored_text(cell: Cell, package: Package) -> str:
    """Return the text of a cell that is no number."""
    if cell.kind == "s":
        if not cell.value.isascii() or not cell.value.isdigit() or int(cell.value[:9]) >= len(package.texts):
            raise UnreadableError(DAMAGED, f"没有第{cell.value[:9]}个文本，未审查；{SAVE_AGAIN}")
        return package.texts[int(cell.value[:9])]
    if cell.kind == "b":
        return _BOOLEANS.get(cell.value, cell.value)
    return cell.value.removesuffix(_MIDNIGHT) if cell.kind == "d" else unescaped(cell.value)


class _Xls:
    """Prints the cells of an .xls workbook.

    By xlrd, which tells number formats. calamine does not, and takes down the process where one address lies.
    """

    def __init__(self, data: bytes) -> None:
        import xlrd

        self._xlrd = xlrd
        self._blank = {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}
        self._tally = Tally()
        try:
            self._book = xlrd.open_workbook(
                file_contents=data, formatting_info=True, on_demand=True, ragged_rows=True, logfile=StringIO()
            )
        except Exception as error:  # noqa: BLE001  # of hostile bytes xlrd raises whatever its arithmetic runs into
            raise _damaged(error) from None

    def sheets(self) -> Iterator[Grid | Unread]:
        for number, name in enumerate(self._book.sheet_names()):
            sheet = self._sheet(number)
            if sheet.visibility:
                yield Unread(name, _HIDDEN)
            else:
                merged = [(top + 1, bottom, left, right - 1) for top, bottom, left, right in sheet.merged_cells]
                yield Grid(name, list(self._rows(sheet)), merged)
            self._book.unload_sheet(number)

    def _sheet(self, number: int) -> Any:
        try:
            return self._book.sheet_by_index(number)
        except Exception as error:  # noqa: BLE001  # as above: sheets are read as they are asked for
            raise _damaged(error) from None

    def _rows(self, sheet: Any) -> Iterator[tuple[int, Mapping[int, str]]]:
        for row in range(sheet.nrows):
            kinds = sheet.row_types(row)  # xlrd fills a row up to its last cell
            columns = [column for column, kind in enumerate(kinds) if kind not in self._blank]
            texts = ((column, self._text(sheet, row, column)) for column in columns)
            if filled := {column: text for column, text in texts if text and not text.isspace()}:
                self._tally.add(max(filled) + 1)
                yield row + 1, filled

    def _text(self, sheet: Any, row: int, column: int) -> str:
        kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
        if kind in {self._xlrd.XL_CELL_NUMBER, self._xlrd.XL_CELL_DATE}:
            return self._printed(value, sheet.cell_xf_index(row, column))
        if kind == self._xlrd.XL_CELL_BOOLEAN:
            return "TRUE" if value else "FALSE"
        if kind == self._xlrd.XL_CELL_ERROR:
            return str(self._xlrd.error_text_from_code.get(value, "#?"))
        return str(value)

    def _printed(self, value: float, style: int) -> str:
        """Return a number as its style prints it; one that is none (NaN) as it is stored."""
        key = self._book.xf_list[style].format_key if style < len(self._book.xf_list) else 0
        own = self._book.format_map.get(key)
        code = BUILT_IN.get(key) or (own.format_str if own else GENERAL)
        number = Decimal(repr(value))
        return printed(number, code, since_1904=bool(self._book.datemode)) if number.is_finite() else repr(value)


def _damaged(error: Exception) -> UnreadableError:
    return UnreadableError(
        "损坏的 Excel 文件（.xls）", f"无法读取（{error}），未审查；请用 Excel 或者 WPS 另存为 .xlsx 后再审查"
    )
