"""Reading of the user's waivers file: YAML, a workbook or CSV. Nothing is raised: faults are Problems."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final

from procure.intake.files import UnreadableError, load
from procure.intake.formats import Format, format_of
from procure.intake.text import load_text
from procure.model import Place, Problem, Waiver
from procure.money import plain
from procure.waivers.entries import CODE, FINGERPRINT, Entries, Entry, columns

ANY: Final = "*"
"""What people write for any finding; it waives none."""
_YAML: Final = frozenset({".yaml", ".yml"})
_PRINT: Final = re.compile(r"[0-9a-f]{16}")
_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_MIDNIGHT: Final = re.compile(r"[T\s]+0?0:00(?::00)?\s*$")
_UNREADABLE: Final = "豁免文件无法读取，未采用任何豁免"
_NOT_READ: Final = "豁免文件须是 YAML、Excel 或者 CSV，未采用任何豁免"


def read_waivers(path: Path) -> tuple[list[Waiver], list[Problem]]:
    """Read a waivers file, and return with its waivers a Problem for each thing in it that is none."""
    try:
        entries, problems = _entries(path)
    except UnreadableError as error:
        return [], [Problem(Place(str(path)), "文件", error.found, _UNREADABLE)]
    waivers, faults = _waivers(entries)
    return waivers, [*problems, *faults]


def _entries(path: Path) -> Entries:
    from procure.waivers.sheet_file import read_csv_text, read_sheets

    data = load(path)
    kind = format_of(data, path.name)
    if kind is Format.TEXT and path.suffix.lower() in _YAML:
        from procure.waivers.yaml_file import read_yaml

        return read_yaml(str(path), load_text(path))
    if kind in (Format.TEXT, Format.CSV):
        return read_csv_text(str(path), load_text(path))
    if kind not in (Format.XLSX, Format.XLS):
        return [], [Problem(Place(str(path)), "文件", path.name, _NOT_READ)]
    from procure.intake.xlsx import read_xls, read_xlsx

    return read_sheets(str(path), read_xlsx(data) if kind is Format.XLSX else read_xls(data))


def _waivers(entries: Iterable[Entry]) -> tuple[list[Waiver], list[Problem]]:
    waivers, problems = [], []
    for entry in entries:
        waiver, faults = _waiver(entry)
        problems += faults
        if waiver is not None:
            waivers.append(waiver)
    return waivers, problems


def _waiver(entry: Entry) -> tuple[Waiver | None, list[Problem]]:
    texts = {column: entry.texts.get(column, "") for column in columns().names}
    known = plain(texts[FINGERPRINT]).lower()
    if not (known or texts[CODE] or texts["line"]):
        why = "没有写明指纹，也没有写明编号和行，这条豁免未采用"
        return None, [Problem(entry.place, columns().names[FINGERPRINT], "", why)]
    if known and ANY not in known and not _PRINT.fullmatch(known):
        return None, [_fault(entry, FINGERPRINT, "不是 16 位的指纹，这条豁免未采用")]
    expires = _day(texts["expires"])
    waiver = Waiver(
        place=entry.place,
        fingerprint=known,
        code=plain(texts[CODE]).upper(),
        line=texts["line"],
        reason=texts["reason"],
        approver=texts["approver"],
        document_no=texts["document_no"],
        expires=expires,
    )
    is_misread = bool(texts["expires"]) and expires is None
    why = "不是年月日俱全的日期，按没有写明有效期处理"
    return waiver, [_fault(entry, "expires", why)] if is_misread else []


def _fault(entry: Entry, column: str, why: str) -> Problem:
    return Problem(entry.places[column], columns().names[column], entry.texts[column], why)


def _day(text: str) -> date | None:
    """Return the day a text states, None where it states none: 2026-12-31, 2026/12/31, 2026年12月31日."""
    found = _DAY.fullmatch(plain(_MIDNIGHT.sub("", text)))
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
