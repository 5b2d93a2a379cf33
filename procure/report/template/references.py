"""The sheets a plan refers to: listed items, all items, limits, what the columns mean. Not for the plan's own sheet.

Their heads are none that a plan's columns are known by, so that no reader takes them for a plan.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from procure.catalog import Edition, Items, Threshold
from procure.report.template.cells import Value, add_sheet, add_table
from procure.report.template.columns import KINDS, Column
from procure.report.template.form import FORM, ITEMS
from procure.terms import Level, word

if TYPE_CHECKING:  # imported where a workbook is written
    from openpyxl import Workbook

_CATALOGUE_HEADS: Final = (("所列编码", 16), ("所列品目", 30), ("限定", 60), ("目录备注", 40))
_ITEM_HEADS: Final = (("2022年编码", 16), ("2022年名称", 50), ("末级", 8))
_LIMIT_HEADS: Final = (
    ("限额名称", 20),
    ("适用类别", 10),
    ("数额（万元）", 14),
    ("边界词", 10),
    ("条次", 28),
    ("原文", 70),
)
_COLUMN_HEADS: Final = (("列名", 20), ("怎样填", 44), ("可选的词（也认的写法）", 70), ("也认的列名", 60))
_SECONDARY: Final = "C"


def add_catalogue(book: "Workbook", edition: Edition) -> None:
    """Add the listed items with what limits them."""
    rows = [
        (entry.code, entry.name, _restriction(edition, entry.restriction), entry.remark)
        for entry in edition.entries.values()
    ]
    add_table(add_sheet(book, "集中采购目录"), ("集中采购目录", *_source(edition)), _CATALOGUE_HEADS, rows)


def _restriction(edition: Edition, restriction: str) -> str:
    return edition.restrictions[restriction].quote if restriction else ""


def _source(edition: Edition) -> tuple[str, str]:
    """Return what the edition is, and the days it holds from and was last checked on."""
    end = f"，{edition.repealed_on} 起停止施行" if edition.repealed_on else ""
    return (
        f"{edition.title}（{edition.document_no}）",
        f"{edition.in_force_from} 起施行{end}，最后核对 {edition.last_checked}；此后是否有新版，以财政部门发布的为准",
    )


def listable(items: Items) -> list[str]:
    """Return the codes of all items; the three categories above them are none."""
    return [code for code, item in items.items() if item.parent]


def add_items(book: "Workbook", items: Items) -> None:
    """Add all items in their order, from which the plan's codes are chosen; those with none below them are marked."""
    above = {item.parent for item in items.values()}
    rows = [(code, items[code].name, "" if code in above else "末级") for code in listable(items)]
    notes = (f"{ITEMS}（2022年）", f"共 {len(rows)} 个；编码填到最末一级，标“末级”的下面没有更细的")
    add_table(add_sheet(book, ITEMS), notes, _ITEM_HEADS, rows)


def add_limits(book: "Workbook", edition: Edition, level: Level) -> None:
    """Add the limits of a level of government, and those of the whole country."""
    limits = [(name, category, one) for (name, at, category), one in edition.thresholds.items() if at == level]
    limits.sort(key=lambda limit: limit[2].clause.source != edition.id)
    rows = [_limit(edition, name, category, limit) for name, category, limit in limits]
    notes = (f"限额（{word(level)}）", *_source(edition))
    add_table(add_sheet(book, "限额"), notes, _LIMIT_HEADS, rows)


def _limit(edition: Edition, name: str, category: str, limit: Threshold) -> Sequence[Value]:
    clause = limit.clause
    national = "全国：" if clause.source != edition.id else ""
    doubt = "（依据为二手来源）" if clause.grade == _SECONDARY else ""
    amount = Decimal(limit.plain).scaleb(-6)
    return national + word(name), word(category), amount, limit.word, clause.cite(), clause.quote + doubt


def add_explanations(book: "Workbook", columns: Sequence[Column]) -> None:
    """Add what each column takes, the words to choose from, and the heads and words that are understood as well."""
    notes = (
        "填写说明",
        f"只填“{FORM}”表，一行一项采购；不需要的列留空，不要改动列名",
        "不清楚的留空，不要估计；空白按未说明处理，不当作 0 或者否",
    )
    rows = [(one.name, _meaning(one), "\n".join(_choices(one)), "、".join(one.wordings)) for one in columns]
    add_table(add_sheet(book, "填写说明"), notes, _COLUMN_HEADS, rows)


def _meaning(column: Column) -> str:
    return "；".join(text for text in (KINDS[column.kind], column.hint) if text)


def _choices(column: Column) -> Iterator[str]:
    for chosen, *others in column.words:
        yield f"{chosen}（{'、'.join(others)}）" if others else chosen
