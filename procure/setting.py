"""By which edition, for which levels and day a document is judged, or why it is not. Not for judging: check.py."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from procure.catalog import Catalog, Edition, Region
from procure.context import Context
from procure.model import BudgetDocument
from procure.record import Record
from procure.terms import Level
from procure.tools import Tools


class Options(Record, frozen=True):
    """What the user says of a document beyond what it prints; None is taken from the document.

    columns: of a plan, pairs of a column's name in the file and the name it goes by here. budget: the department's
    budget that a plan is compared with.
    """

    region: str | None = None
    level: Level | None = None
    on: date | None = None
    year: int | None = None
    columns: tuple[tuple[str, str], ...] = ()
    budget: Path | None = None


class Setting(Record, frozen=True):
    """How a document is judged; context judges its sums even where no edition is in force, and why_not says why not."""

    tools: Tools
    year: int | None
    region: Region | None
    levels: tuple[Level, ...]
    day: date | None
    edition: Edition | None
    why_not: str | None
    context: Context
    is_day_given: bool = False


def settle(budget: BudgetDocument, options: Options, tools: Tools) -> Setting:
    """Return how a budget is judged: as the options say, else as the document says of itself.

    A budget of year Y is judged on 1 January Y. A level that neither tells is asked: all three are judged.
    """
    catalog = tools.catalog
    region = _region(budget, options, catalog)
    year = options.year or budget.year
    day = options.on or (date(year, 1, 1) if year else None)
    edition = catalog.edition(region.code, day) if region and day else None
    levels = _levels(options, region, catalog)
    some = edition or catalog.editions[-1]
    context = Context(catalog, tools.rulebook, tools.judge, some, levels, day or some.issued)
    why_not = None if edition else _why_not(region, day, catalog)
    return Setting(tools, year, region, levels, day, edition, why_not, context, options.on is not None)


def _region(budget: BudgetDocument, options: Options, catalog: Catalog) -> Region | None:
    if options.region is not None:
        return catalog.region_named(options.region)
    found = (catalog.region_named(text) for text in (budget.purchaser, budget.title) if text)
    return next((region for region in found if region), None)


def _levels(options: Options, region: Region | None, catalog: Catalog) -> tuple[Level, ...]:
    """Return the levels the budget may have; of a region known by its province alone, the province says nothing."""
    told = region.level if region and _has_editions(region, catalog) else None
    known = options.level or told
    return (known,) if known else tuple(Level)


def _why_not(region: Region | None, day: date | None, catalog: Catalog) -> str:
    if region is None:
        return "未识别出所属地区，未按任何地方的集中采购目录及限额判定，合计与分项仍作核对：请用 --region 指明"
    if not _has_editions(region, catalog):
        return f"{region.name}不在本工具已收录的集中采购目录及限额的范围内，未判定；合计与分项仍作核对"
    if day is None:
        return "未识别出预算年度，未判定，合计与分项仍作核对：请用 --year 或者 --on 指明"
    return f"{day} 没有已收录的{region.name}集中采购目录及限额在施行，未判定；合计与分项仍作核对"


def _has_editions(region: Region, catalog: Catalog) -> bool:
    own = {edition.region for edition in catalog.editions}
    return any(code in own for code in _upwards(region.code, catalog))


def _upwards(code: str, catalog: Catalog) -> Iterator[str]:
    while code:
        yield code
        code = catalog.regions[code].parent
