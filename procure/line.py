"""One purchase from its stated facts, as `procure line` and other programs ask for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from procure.catalog import Catalog
from procure.check import Tools
from procure.checks import judge_planned_method, purchase_subject
from procure.classify.hints import load_hints
from procure.determine import Context, determine, not_judged
from procure.findings import Findings, purchase_rows
from procure.model import Determination, Finding, Place, Purchase
from procure.money import AmountError, exact, read_amount
from procure.terms import Answer, Category, Level, Outcome, word


class LineError(ValueError):
    """The facts given contradict each other or cannot be read; the message says how (Chinese)."""


@dataclass(frozen=True, slots=True)
class Line:
    """The stated facts of one purchase, as text where a person writes them."""

    category: Category
    amount: str
    level: Level
    item: str | None = None
    in_catalogue: Answer | None = None
    batch_total: str | None = None
    method: str | None = None
    purchaser_kind: str | None = None
    stated: Mapping[str, str] = field(default_factory=dict)
    region: str = "山西省"
    on: date | None = None


def judge_line(line: Line, day: date, tools: Tools) -> tuple[Determination, list[Finding]]:
    """Determine one purchase on a day. Raises LineError for facts that cannot be read or contradict each other."""
    region = tools.catalog.region_named(line.region)
    if region is None:
        raise LineError(f"“{line.region}”不是已收录的地区名称或者代码")
    edition = tools.catalog.edition(region.code, day)
    if edition is None:
        return not_judged(f"{day} 没有已收录的{region.name}集中采购目录及限额在施行，未判定"), []
    context = Context(tools.catalog, tools.rulebook, tools.judge, edition, (line.level,), day)
    purchase = _purchase(line, context)
    determination = determine(purchase, context)
    findings = Findings(context)
    _judge_method(line, determination, findings)
    return _with_warnings(determination, purchase, context), findings.found


def _purchase(line: Line, context: Context) -> Purchase:
    amount = _amount(line.amount)
    listing, question, hinted = Answer.UNDETERMINED, None, _hints(line, context.catalog)
    if line.item is not None:
        _check_item(line.item, line.category, context.catalog)
        found = context.edition.listing(line.item)
        listing, question = found.status, found.restriction.question if found.restriction else None
        hinted |= {"works_related"} if found.entry and found.entry.built_into_works else frozenset()
    if line.category is Category.WORKS:
        listing = Answer.NO
    if line.in_catalogue is not None:
        if listing not in (Answer.UNDETERMINED, line.in_catalogue) and line.item is not None:
            raise LineError(
                f"品目 {line.item} 按目录是{'目录内' if listing is Answer.YES else '目录外'}，与 --in-catalogue 不符"
            )
        listing = line.in_catalogue
    return Purchase(
        subject=line.item or word(line.category),
        categories=frozenset({line.category}),
        listing=listing,
        low=amount,
        high=amount,
        batch_total=_amount(line.batch_total) if line.batch_total else None,
        stated=line.stated,
        hinted=hinted,
        listing_question=question,
    )


def _amount(text: str) -> int:
    try:
        amount = exact(read_amount(text)).fen
    except AmountError as error:
        raise LineError(f"金额无法读取：{error}（写作 300000元 或者 30万元）") from error
    if amount < 0:
        raise LineError(f"金额无法读取：“{text}”是负数")
    return amount


def _check_item(code: str, category: Category, catalog: Catalog) -> None:
    if code not in catalog.items or not catalog.items[code].parent:
        raise LineError(f"“{code}”不是政府采购品目分类目录（2022年）的编码")
    if catalog.items.category(code) is not category:
        raise LineError(f"品目 {code} 是{word(catalog.items.category(code))}，与 --category {category} 不符")


def _hints(line: Line, catalog: Catalog) -> frozenset[str]:
    """Return what the purchaser's kind hints at; an item that cannot be such equipment takes the hint away."""
    hints = (hint for hint in load_hints() if hint.where == "kind" and hint.term == line.purchaser_kind)
    return frozenset(hint.fact for hint in hints if _may_be(line.item, hint.items, catalog))


def _may_be(item: str | None, branch: str, catalog: Catalog) -> bool:
    return not branch or item is None or branch in (item, *catalog.items.ancestors(item))


def _judge_method(line: Line, determination: Determination, findings: Findings) -> None:
    if line.method is not None and determination.methods is not None and determination.governed_by is not None:
        judge_planned_method(line.method, line.category, determination, findings)


def _with_warnings(determination: Determination, purchase: Purchase, context: Context) -> Determination:
    """Return the determination with what finding rules over purchases flag, as warnings."""
    subject = purchase_subject(purchase.subject, purchase.subject, purchase, Place(""), context)
    flagged = []
    for table in context.rulebook.of("purchase", findings=True):
        rows = purchase_rows(table, purchase, context).results
        if all(row.then["outcome"] == Outcome.FLAGGED for row in rows):
            flagged.append(str(rows[0].then["message"]).format_map(subject.words))
    return replace(determination, warnings=(*determination.warnings, *flagged))
