"""Pages about rules and the catalogue, made from the data: why, every row with its citations, examples."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from procure.catalog import THRESHOLDS, Catalog, Edition
from procure.datafile import Mapped
from procure.money import wan
from procure.report.table import grid
from procure.rulebook import Basis, Condition, Row, Rulebook, Table
from procure.terms import SLOTS, Answer, Category, Level, fact_word, value_word, word

_COMPARED: Final = {"reaches": "达到", "short_of": "未达到", "above": "超过", "at_most": "不超过"}
_SENTENCES: Final = ("message", "remedy", "question")


def rule_page(table: Table, catalog: Catalog) -> str:
    """Return a rule as a person who does not program can check it against the printed law."""
    rows = [_row(row, table, catalog) for row in table.rows]
    lines = [f"{table.code} {table.title}（第 {table.version} 版，{table.path}）", "", table.why, ""]
    lines += grid(("情形", "条件", "结论", "依据"), rows, (26, 40, 40, 30))
    lines += ["", "举例"]
    lines += [f"- {one['name']}：{_given(one, table)} → {one['expect']['case']}" for one in table.examples]
    return "\n".join(lines) + "\n"


def _row(row: Row, table: Table, catalog: Catalog) -> tuple[str, str, str, str]:
    conditions = "\n".join(_condition(one, table) for one in row.conditions) or "任何情形"
    then = "\n".join(f"{word(name)}：{_said(name, value, catalog)}" for name, value in row.then.items())
    basis = "\n".join(dict.fromkeys(cited for one in row.basis for cited in _cited(one, catalog)))
    return (row.case, conditions, then or "本表不作结论", basis)


def _condition(one: Condition, table: Table) -> str:
    field = fact_word(one.field)
    if one.comparison:
        return f"{field}{_COMPARED[one.comparison]}{word(one.other)}"
    others = [name for name in table.domains[one.field] or () if name not in one.words]
    if len(others) < len(one.words):
        return f"{field}不是{'、'.join(map(value_word, others))}"
    return f"{field}：{'、'.join(map(value_word, one.words))}"


def _said(name: str, value: Any, catalog: Catalog) -> str:
    if name in _SENTENCES:
        return re.sub(r"\{(\w+)\}", lambda slot: f"〔{SLOTS[slot[1]]}〕", value)
    if name == "approvals":
        return "；".join(catalog.approvals[one].text for one in value)
    if name == "warnings":
        return "；".join(value)
    return "、".join(map(value_word, value if isinstance(value, list) else [value]))


def _cited(one: Basis, catalog: Catalog) -> list[str]:
    return [catalog.clause(edition, one.source, one.key).cite() for edition in catalog.editions]


def _given(example: Mapped, table: Table) -> str:
    """Return the facts of an example; of a purchase its level, category, listing and amount speak for themselves."""
    return "，".join(
        value_word(value)
        if table.fact == "purchase" and value not in ("yes", "no")
        else f"{fact_word(name)}：{value_word(value)}"
        for name, value in example["given"].items()
    )


def rules_table(rulebook: Rulebook) -> str:
    """Return all rules, one a line."""
    rows = [(table.code, table.title, str(len(table.rows)), table.path) for table in rulebook.tables]
    return "\n".join(grid(("编号", "名称", "行数", "文件"), sorted(rows), (8, 50, 6, 50))) + "\n"


def editions_table(catalog: Catalog) -> str:
    """Return all editions with their limits."""
    return "\n".join(line for edition in catalog.editions for line in _edition(edition, catalog)) + "\n"


def _edition(edition: Edition, catalog: Catalog) -> Iterator[str]:
    region = catalog.regions[edition.region].name
    yield f"{edition.id} {region} {edition.document_no} {edition.title}"
    repealed = f"，废止 {edition.repealed_on}" if edition.repealed_on else ""
    yield f"印发 {edition.issued}，施行 {edition.in_force_from}{repealed}，最后核对 {edition.last_checked}"
    yield f"集中采购目录 {len(edition.entries)} 个品目"
    rows = [
        (word(name), word(level), word(category), f"{wan(limit.plain)}万元", limit.word, limit.clause.cite())
        for (name, level, category), limit in sorted(edition.thresholds.items(), key=_limit_order)
    ]
    yield from grid(("限额", "级次", "类别", "金额", "边界词", "依据"), rows, (24, 12, 6, 14, 12, 40))


def _limit_order(pair: tuple[tuple[str, str, str], object]) -> tuple[int, ...]:
    orders = (THRESHOLDS, tuple(Level), tuple(Category))
    return tuple(order.index(key) for order, key in zip(orders, pair[0], strict=True))


def catalog_page(words: list[str], catalog: Catalog) -> str | None:
    """Return the editions; or one item for `item CODE`; or the items that hold all words; None for none."""
    if not words:
        return editions_table(catalog)
    if words[0] == "item":
        return item_page(words[-1], catalog)
    return search_table(words, catalog)


def search_table(words: Iterable[str], catalog: Catalog) -> str | None:
    """Return the items whose name or code holds all words, with whether each edition lists them; None for none."""
    terms = [term.upper() for term in words]
    found = [
        item
        for item in catalog.items.values()
        if all(term in item.name.upper() or item.code.startswith(term) for term in terms)
    ]
    rows = [(item.code, item.name, *(_listed(item.code, edition) for edition in catalog.editions)) for item in found]
    heads = ("编码", "品目名称", *(edition.document_no for edition in catalog.editions))
    return "\n".join(grid(heads, rows, (12, 50, *(24 for _ in catalog.editions)))) + "\n" if rows else None


def _listed(code: str, edition: Edition) -> str:
    if code in edition.items and edition.items[code].parent == "":
        return "门类"
    listing = edition.listing(code)
    if listing.status is not Answer.UNDETERMINED:
        return word("listed" if listing.status is Answer.YES else "not_listed")
    return f"待核实（{listing.restriction.quote if listing.restriction else '下级品目有目录内的，也有目录外的'}）"


def item_page(code: str, catalog: Catalog) -> str | None:
    """Return an item with its parents, its children and whether each edition lists it; None for no such code."""
    code, items = code.upper(), catalog.items
    if code not in items:
        return None
    lines = [f"{code} {items[code].name}（{word(items.category(code))}）"]
    lines += [f"  上级 {above} {items[above].name}" for above in items.ancestors(code)]
    for edition in catalog.editions:
        listing = edition.listing(code)
        lines.append(f"  {edition.document_no}：{_listed(code, edition)}")
        if listing.entry:
            lines.append(f"    目录所列 {listing.entry.code} {listing.entry.name} {listing.entry.remark}".rstrip())
        if listing.restriction:
            lines.append(f"    待核实：{listing.restriction.question}")
    children = [item for item in items.values() if item.parent == code]
    lines += [f"  下级 {item.code} {item.name}" for item in children]
    return "\n".join(lines) + "\n"
