"""One purchase from its stated facts, as `procure line` and other programs ask for it."""

from collections.abc import Mapping
from datetime import date

from procure.catalog import Catalog
from procure.classify.hints import heard, hinted_facts, load_hints
from procure.context import Context
from procure.determine import determine, not_judged
from procure.findings import Findings, Subject, purchase_subject
from procure.model import Determination, Finding, Place, Purchase, Reading
from procure.money import AmountError, exact, plain, read_amount
from procure.record import Record, field, replace
from procure.terms import Answer, Category, Level, Outcome, Severity, word
from procure.tools import Tools


class LineError(ValueError):
    """The facts given contradict each other or cannot be read; the message says how (Chinese)."""


class Line(Record, frozen=True):
    """The stated facts of one purchase, as text where a person writes them; region None is the newest edition's."""

    category: Category
    amount: str
    level: Level
    item: str | None = None
    in_catalogue: Answer | None = None
    batch_total: str | None = None
    method: str | None = None
    purchaser_kind: str | None = None
    stated: Mapping[str, str] = field(default_factory=dict)
    region: str | None = None


def judge_line(line: Line, day: date, tools: Tools) -> tuple[Determination, list[Finding]]:
    """Determine one purchase on a day. Raises LineError for facts that cannot be read or contradict each other."""
    region = tools.catalog.region_named(line.region or tools.catalog.editions[-1].region)
    if region is None:
        raise LineError(f"“{line.region}”不是已收录的地区名称或者代码")
    edition = tools.catalog.edition(region.code, day)
    if edition is None:
        return not_judged(f"{day} 没有已收录的{region.name}集中采购目录及限额在施行，未判定"), []
    context = Context(tools.catalog, tools.rulebook, tools.judge, edition, (line.level,), day)
    purchase = _purchase(line, context)
    determination = determine(purchase, context)
    found, doubts = _judge_method(line, determination, context)
    flagged = _flagged(purchase, context)
    return replace(determination, warnings=(*determination.warnings, *flagged, *doubts)), found


def _purchase(line: Line, context: Context) -> Purchase:
    amount = _amount(line.amount)
    batch = None if line.batch_total is None else _amount(line.batch_total)
    if batch is not None and batch < amount:
        raise LineError(f"同类采购合计“{line.batch_total}”小于本项金额“{line.amount}”")
    code = plain(line.item).upper() if line.item is not None else None
    listing, question, built_in = _listing(code, line, context)
    said = {"kind": line.purchaser_kind or ""}
    hints = heard(said, load_hints(context.catalog))
    return Purchase(
        subject=code or word(line.category),
        categories=frozenset({line.category}),
        listing=listing,
        low=amount,
        high=amount,
        batch_total=batch,
        stated=line.stated,
        hinted=hinted_facts(hints, (code,) if code else (), context.catalog.items) | built_in,
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


def _listing(code: str | None, line: Line, context: Context) -> tuple[Answer, str | None, frozenset[str]]:
    """Return whether the purchase is listed, what would settle that, and what the listed item hints at."""
    listing, question, hinted = Answer.UNDETERMINED, None, frozenset[str]()
    if line.category is Category.WORKS:
        listing = Answer.NO
    if code is not None:
        _check_item(code, line.category, context.catalog)
        found = context.edition.listing(code)
        listing, question = found.status, found.restriction.question if found.restriction else None
        hinted = frozenset({"works_related"} if found.entry and found.entry.built_into_works else ())
    if line.in_catalogue is None:
        return listing, question, hinted
    if listing not in (Answer.UNDETERMINED, line.in_catalogue):
        listed = "目录内" if listing is Answer.YES else "目录外"
        raise LineError(f"{code or word(line.category)} 按目录是{listed}，与 --in-catalogue {line.in_catalogue} 不符")
    return line.in_catalogue, None, hinted


def _check_item(code: str, category: Category, catalog: Catalog) -> None:
    if code not in catalog.items or not catalog.items[code].parent:
        raise LineError(f"“{code}”不是政府采购品目分类目录（2022年）的编码")
    if catalog.items.category(code) is not category:
        raise LineError(f"品目 {code} 是{word(catalog.items.category(code))}，与 --category {category} 不符")


def _judge_method(line: Line, determination: Determination, context: Context) -> tuple[list[Finding], list[str]]:
    """Return what is found of the planned method in every case of the open facts, or the doubt where cases differ."""
    if line.method is None:
        return [], []
    cases = determination.readings or (determination,)
    known = [case for case in cases if case.methods and case.governed_by]
    found = [_planned(line.method, line.category, case, context) for case in known]
    outcomes = {one.outcome if one else Outcome.CLEAR for one in found}
    if len(outcomes) > 1 or len(known) < len(cases):
        return [], [f"拟采用的{word(line.method)}是否允许，取决于待核实事项"]
    mildest = sorted(filter(None, found), key=lambda one: one.severity is Severity.BREACH)
    return mildest[:1], []


def _planned(planned: str, category: Category, case: Determination | Reading, context: Context) -> Finding | None:
    """Return what MTH100 finds of a planned method, given what is permitted."""
    methods = case.methods or ()
    values = {
        "planned": planned,
        "category": category.value,
        "permitted": "yes" if planned in methods else "no",
        "required_open_tender": "yes" if case.required_method else "no",
        "governed_by": case.governed_by,
    }
    words = {"subject": "", "planned": word(planned), "permitted": "、".join(word(method) for method in methods)}
    findings = Findings(context)
    findings.judge("planned_method", values, Subject(Place(""), (planned,), words))
    return findings.found[0] if findings.found else None


def _flagged(purchase: Purchase, context: Context) -> list[str]:
    """Return what finding rules over purchases flag, as warnings; what they ask, the determination asks already."""
    findings = Findings(context)
    subject = purchase_subject(purchase.subject, purchase.subject, purchase, Place(""), context)
    findings.judge_purchase(purchase, subject)
    return [one.message for one in findings.found if one.outcome is Outcome.FLAGGED]
