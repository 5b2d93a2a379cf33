"""Reads the figures of a sample budget and checks them. Not for how they are printed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from procure.datafile import CsvRow, DataError, Mapped, read_csv, read_yaml
from procure.money import AmountError, Unit, read_amount
from samples.figures import CODE_LENGTHS, Account, EconomicAccount, Expense, Figures, SampleProject, Sheet
from samples.printed import wan
from samples.sheets import layouts

DATA: Final = Path(__file__).parent / "data"

_SETTINGS: Final = (
    *("purchaser", "region", "district", "department_code", "year", "watermark", "filed", "forwarded_by"),
    *("stated", "previous", "three_public", "procurement", "assets", "duties", "offices"),
)
_ASSETS: Final = ("vehicles_allowed", "vehicles", "office_square_metres", "equipment_above_limit")
_INDICATORS: Final = ("quantity", "quality", "timing", "cost", "effect", "satisfaction")
_SHEET_TEXTS: Final = ("basis", "need", "measures", "goal", "plan")
_THREE_PUBLIC: Final = ("abroad", "reception", "vehicle_purchase", "vehicle_running")


def read_figures(folder: Path = DATA) -> Figures:
    """Read and check the figures of a sample budget.

    Raises DataError with path:line for a fault of form, a project whose sheet disagrees with its amount, and parts that
    do not add up to the stated totals.
    """
    settings = read_yaml(folder / "budget.yaml")
    settings.check(_SETTINGS)
    settings.mapping("assets").check(_ASSETS)
    settings.mapping("three_public").check(_THREE_PUBLIC)
    figures = Figures(
        settings,
        {row["code"]: row["name"] for row in read_csv(folder / "functions.csv", ("code", "name"), ("code",))},
        _accounts(folder / "accounts.csv"),
        _economic(folder / "economic.csv"),
        _projects(folder),
        {key: _expense(settings.mapping("three_public").mapping(key)) for key in _THREE_PUBLIC},
        _amounts(settings.mapping("procurement"), ("total", "goods", "works", "services")),
        _amounts(settings.mapping("previous"), ("total", "general")),
    )
    _check_sums(figures)
    return figures


def _check_sums(figures: Figures) -> None:
    settings, public, bought = figures.settings, figures.three_public, figures.procurement
    staff, office = (sum(getattr(account, kind) for account in figures.economic) for kind in ("staff", "office"))
    sums = {
        "total": figures.total,
        "basic": figures.basic,
        "projects": figures.project_total,
        "staff": staff,
        "office": office,
        "three_public": sum(line.amount for line in public.values()),
    }
    stated = settings.mapping("stated")
    stated.check(sums)
    for key, fen in sums.items():
        _agree(stated, key, stated.text(key), wan(fen))
    accounts = sum(account.project for account in figures.top_accounts)
    _agree(stated, "projects", wan(accounts), wan(figures.project_total))
    _agree(stated, "basic", wan(figures.basic), wan(staff + office))
    procurement = settings.mapping("procurement")
    _agree(procurement, "total", wan(bought["total"]), wan(bought["goods"] + bought["works"] + bought["services"]))


def _agree(mapping: Mapped, key: str, stated: str, found: str) -> None:
    if stated != found:
        mapping.fail(f"`{key}` is {stated}万元; its parts add up to {found}万元", key)


def _accounts(path: Path) -> tuple[Account, ...]:
    rows = list(read_csv(path, ("code", "name", "basic_yuan", "project_yuan"), ("code",)))
    leaves = [row for row in rows if row["basic_yuan"] or row["project_yuan"]]
    codes = {row["code"] for row in rows}
    for row in rows:
        _check_account(row, codes, [leaf["code"] for leaf in leaves])
    return tuple(_account(row, leaves) for row in rows)


def _check_account(row: CsvRow, codes: set[str], leaves: Sequence[str]) -> None:
    code = row["code"]
    if len(code) not in CODE_LENGTHS:
        row.fail(f"`{code}` is no code of 3, 5 or 7 digits")
    if any(code[:length] not in codes for length in CODE_LENGTHS if length < len(code)):
        row.fail(f"`{code}` has no account above it")
    if not any(leaf.startswith(code) for leaf in leaves):
        row.fail(f"`{code}` has neither an amount nor an account with one below it")
    if code in leaves and any(other != code and other.startswith(code) for other in codes):
        row.fail(f"`{code}` has accounts below it, so its amount is their sum and is not written")


def _account(row: CsvRow, leaves: Sequence[CsvRow]) -> Account:
    below = [leaf for leaf in leaves if leaf["code"].startswith(row["code"])]
    basic, project = (sum(_cell_yuan(leaf, column) for leaf in below) for column in ("basic_yuan", "project_yuan"))
    return Account(row["code"], row["name"], basic, project)


def _economic(path: Path) -> tuple[EconomicAccount, ...]:
    columns = ("group", "name", "government_name", "staff_yuan", "office_yuan")
    return tuple(
        EconomicAccount(
            row["group"],
            row["name"],
            row["government_name"],
            _cell_yuan(row, "staff_yuan"),
            _cell_yuan(row, "office_yuan"),
        )
        for row in read_csv(path, columns, ("group", "name"))
    )


def _projects(folder: Path) -> tuple[SampleProject, ...]:
    top = read_yaml(folder / "projects.yaml")
    top.check(("defaults", "projects"))
    top.mapping("defaults").check(_SHEET_TEXTS)
    columns = ("sheet", *(column for kind in _INDICATORS for column in (kind, f"{kind}_value")))
    indicators = {row["sheet"]: row for row in read_csv(folder / "indicators.csv", columns, ("sheet",))}
    entries = top.items_of("projects", Mapped, "mapping")
    projects = tuple(_project(entry, top.mapping("defaults"), indicators) for entry in entries)
    used = {project.sheet.id for project in projects if project.sheet}
    for row in (row for key, row in indicators.items() if key not in used):
        row.fail(f"no project has the sheet `{row['sheet']}`")
    return projects


def _project(entry: Mapped, defaults: Mapped, indicators: dict[str, CsvRow]) -> SampleProject:
    entry.check(("name", "amount"), ("sheet",))
    amount = _amount(entry, "amount", Unit.WAN_YUAN)
    if "sheet" not in entry:
        return SampleProject(entry.text("name"), amount, None)
    sheet = _sheet(entry.mapping("sheet"), defaults, indicators)
    exact = amount if sheet.annual is None else sheet.annual
    if wan(exact) != wan(amount):
        entry.mapping("sheet").fail(
            f"`annual` is {wan(exact)}万元; the project's amount is {wan(amount)}万元", "annual"
        )
    return SampleProject(entry.text("name"), exact, sheet)


def _sheet(entry: Mapped, defaults: Mapped, indicators: dict[str, CsvRow]) -> Sheet:
    entry.check(("id", "term", "whole_term", "overview"), ("layout", "annual", *_SHEET_TEXTS))
    row = indicators.get(entry.text("id"))
    if row is None:
        entry.fail(f"`{entry.text('id')}` has no row in indicators.csv", "id")
    layout = entry.text("layout") if "layout" in entry else "standard"
    if layout not in layouts():
        entry.fail(f"unknown layout `{layout}`; allowed: {', '.join(sorted(layouts()))}", "layout")
    return Sheet(
        entry.text("id"),
        layout,
        entry.integer("term"),
        _amount(entry, "whole_term", Unit.YUAN),
        _amount(entry, "annual", Unit.YUAN) if "annual" in entry else None,
        entry.text("overview"),
        {key: (entry if key in entry else defaults).text(key) for key in _SHEET_TEXTS},
        {kind: (row[kind], row[f"{kind}_value"]) for kind in _INDICATORS},
    )


def _expense(entry: Mapped) -> Expense:
    entry.check(("amount", "previous", "reason"))
    amount, previous = (_amount(entry, key, Unit.WAN_YUAN) for key in ("amount", "previous"))
    if (amount != previous) != bool(entry.text("reason")):
        entry.fail("`reason` must tell a change, and only a change", "reason")
    return Expense(amount, previous, entry.text("reason"))


def _amounts(entry: Mapped, keys: Sequence[str]) -> dict[str, int]:
    entry.check(keys)
    return {key: _amount(entry, key, Unit.WAN_YUAN) for key in keys}


def _amount(entry: Mapped, key: str, unit: Unit) -> int:
    return _fen(entry.path, entry.lines[key], entry.text(key), unit)


def _cell_yuan(row: CsvRow, column: str) -> int:
    return _fen(row.path, row.line, row[column], Unit.YUAN) if row[column] else 0


def _fen(path: str, line: int, text: str, unit: Unit) -> int:
    try:
        fen = read_amount(text, unit).fen
    except AmountError as error:
        raise DataError(path, line, f"`{text}` is no amount") from error
    if fen < 0:
        raise DataError(path, line, f"`{text}` is negative")
    return fen
