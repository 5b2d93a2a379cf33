"""The data of catalog/ against the documents it was typed from; they stand beside the checkout, never inside it."""

import csv
import os
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Final

import cn2an
import pytest

from procure.datafile import Mapped, data_root, read_csv, read_yaml
from procure.editions import load_catalog
from procure.terms import Level

CATALOG: Final = data_root() / "catalog"
SHANXI: Final = CATALOG / "140000-shanxi" / "2023-12-29"
LAW: Final = CATALOG / "law" / "national"
SHARED: Final = Path(__file__).parents[3] / "shared"
REFERENCE: Final = SHARED / "reference"

# Without the documents these tests say nothing; under CI that must not pass for success.
needs_sources = pytest.mark.skipif(not SHARED.is_dir() and "CI" not in os.environ, reason="no source documents here")

LAW_FILES: Final = {
    "budget-law": "预算法(*",
    "budget-law-implementation": "预算法实施条例*",
    "government-procurement-law": "政府采购法(*",
    "gpl-implementation": "政府采购法实施条例*",
    "tendering-law": "招标投标法(*",
    "tendering-implementation": "招标投标法实施条例*",
    "order-74": "政府采购非招标采购方式管理办法*",
    "consultation-214": "政府采购竞争性磋商采购方式管理暂行办法*",
    "order-110": "政府采购框架协议采购方式管理暂行办法*",
    "order-87": "政府采购货物和服务招标投标管理办法*",
    "import-119": "政府采购进口产品管理办法*",
    "sme-46": "政府采购促进中小企业发展管理办法*",
}
DIGEST_SECTIONS: Final = {
    "order-16": "## 3. 必须招标的工程项目规定",
    "mof-17-2022": "### 财政部办公厅 财库〔2022〕17号",
    "intention-10": "### 9.1 采购意向公开",
}
UNNUMBERED: Final = {"intention-10"}  # known only by pieces that others quote
LOST_PARAGRAPHS: Final = {"order-110"}  # the stored copy runs an article's paragraphs together
REMARK_PART: Final = re.compile("[，。；]")


def clauses_of(path: Path) -> list[Mapped]:
    return read_yaml(path).items_of("clauses", Mapped, "mapping")


def law_clauses() -> list[tuple[str, str, str]]:
    laws = [read_yaml(path) for path in sorted(LAW.glob("*.yaml"))]
    return [
        (law.text("id"), clause.text("clause"), clause.text("quote"))
        for law in laws
        for clause in law.items_of("clauses", Mapped, "mapping")
    ]


def notice_clauses() -> list[tuple[str, str, str]]:
    clauses = clauses_of(SHANXI / "source.yaml")
    return [(clause.text("topic"), clause.text("clause"), clause.text("quote")) for clause in clauses]


def notice() -> str:
    text = (SHARED / "documents" / "tunliu-2026-budget.txt").read_text(encoding="utf-8")
    return text.partition("长治市屯留区财政局文件")[2].partition("第四部分 名词解释")[0]


def section(clause: str) -> str:
    """The notice's text of 四, 六（二） or 一 注2, without line breaks."""
    number, part = clause[0], clause[1:]
    numbered = re.split(r"(?m)^([一二三四五六七])、", notice())
    text = numbered[numbered.index(number) + 1].replace("\n", "")
    if part.startswith("（"):
        points = re.split(r"\(([一二三四五六])\)", text)
        return points[points.index(part[1]) + 1]
    if part.startswith(" 注"):
        return re.split(r"\d\. ", text.partition("注：")[2])[int(part[2:])]
    assert not part, clause
    return text


def printed_rows() -> list[list[str]]:
    rows = [line.split("\t") for line in notice().splitlines()]
    return [cells for cells in rows if re.fullmatch(r"[ABC]\d{8}", cells[0])]


def alike(text: str) -> str:
    """The text without blanks and marks of layout, in one width."""
    return re.sub(r"[\s>*]+", "", unicodedata.normalize("NFKC", text))


def law_text(law: str) -> str:
    if law in LAW_FILES:
        (path,) = (REFERENCE / "laws").glob(LAW_FILES[law])
        return path.read_text(encoding="utf-8")
    digest = (REFERENCE / "regulations.md").read_text(encoding="utf-8")
    start = digest.index(DIGEST_SECTIONS[law]) + 1
    return digest[start : digest.index("\n#", start)]


def article(law: str, clause: str) -> list[str]:
    """The paragraphs of an article as stored; clause is such as 2, 3（四）, 18末款, or 四 of a notice."""
    if law in UNNUMBERED:
        return [alike(law_text(law))]
    number = re.match(r"\d*", clause).group()  # type: ignore[union-attr]
    head = f"第{cn2an.an2cn(number)}条" if number else f"{clause}、"
    following = r"第[一二三四五六七八九十百]+条|#" if number else r"[一二三四五六七八九十]、"
    lines = [re.sub(r"^[>*\s]+", "", line) for line in law_text(law).splitlines()]
    start = next(at for at, line in enumerate(lines) if line.startswith(head))
    end = next((at for at, line in enumerate(lines) if at > start and re.match(following, line)), len(lines))
    return [alike(line) for line in lines[start:end] if line]


def part_of(law: str, clause: str) -> str:
    """What stands after （四）, in 末款 or 第二款, or in the whole article."""
    lines = article(law, clause)
    if item := re.search(r"（.）", clause):
        return next(line for line in lines if line.startswith(alike(item.group())))
    if clause.endswith("末款"):
        return lines[-1]
    if (paragraph := re.search(r"第(.)款", clause)) and law not in LOST_PARAGRAPHS:
        return [line for line in lines if not line.startswith("(")][int(cn2an.cn2an(paragraph[1])) - 1]
    return "".join(lines)


@needs_sources
@pytest.mark.parametrize(("topic", "clause", "quote"), notice_clauses(), ids=[row[0] for row in notice_clauses()])
def test_a_quote_of_the_notice_stands_verbatim_in_its_clause(topic: str, clause: str, quote: str) -> None:
    assert quote in section(clause), f"{topic}: not in {clause} of the notice; copy the quote from there"


@needs_sources
def test_numbers_and_days_of_the_edition_stand_in_the_notice() -> None:
    source = read_yaml(SHANXI / "source.yaml")
    (repeal,) = source.items_of("repeals", Mapped, "mapping")
    (forward,) = source.items_of("forwarded", Mapped, "mapping")
    text, issued = notice(), source.day("issued")
    repealed, forwarded = repeal.day("issued"), forward.day("issued")
    assert f"\n{source['document_no']}\n" in text
    assert f"《{source['title']}》已经省人民政府审定同意" in text
    assert f"{issued.year}年{issued.month}月{issued.day}日印发\n" in text
    assert source.day("in_force_from") == issued, "自印发之日起施行"
    assert f"{repealed.year}年{repealed.month}月{repealed.day}日印发的《{repeal['title']}》同时废止" in text
    assert text.startswith(f"\n\n{forward['document_no']}\n")
    assert f"\n{forward['by']}\n\n{forwarded.year}年{forwarded.month}月{forwarded.day}日\n" in text
    assert load_catalog().regions[forward.text("region")].name == "屯留区"


@needs_sources
def test_last_checked_is_the_latest_day_of_the_budget_that_reprints_the_notice() -> None:
    text = (SHARED / "documents" / "tunliu-2026-budget.txt").read_text(encoding="utf-8")
    days = re.findall(r"填报日期:\s*(\d{8})\d{6}", text)
    assert f"{read_yaml(SHANXI / 'source.yaml').day('last_checked'):%Y%m%d}" == max(days)


@needs_sources
def test_listed_items_are_the_30_of_the_notice_in_printed_order() -> None:
    entries = load_catalog().editions[0].entries.values()
    assert [(entry.code, entry.name) for entry in entries] == [(row[0], row[1]) for row in printed_rows()]
    assert len(entries) == 30


@needs_sources
def test_nothing_of_a_printed_remark_is_lost() -> None:
    edition = load_catalog().editions[0]
    for code, _, printed in printed_rows():
        entry = edition.entries[code]
        quote = edition.restrictions[entry.restriction].quote if entry.restriction else ""
        kept = REMARK_PART.split(entry.remark) + REMARK_PART.split(quote)
        assert Counter(filter(None, kept)) == Counter(filter(None, REMARK_PART.split(printed))), code
        assert quote in printed, code


@needs_sources
@pytest.mark.parametrize(("law", "clause", "quote"), law_clauses(), ids=[f"{row[0]} {row[1]}" for row in law_clauses()])
def test_a_quote_of_law_stands_verbatim_in_its_article(law: str, clause: str, quote: str) -> None:
    text = part_of(law, clause)
    assert alike(quote) in text, f"{law} {clause}: not in that article; copy the quote from there"


@needs_sources
def test_items_equal_the_printed_catalogue() -> None:
    with (REFERENCE / "items-2022.csv").open(encoding="utf-8", newline="") as stream:
        printed = [(row["code"], row["name"], row["parent"]) for row in csv.DictReader(stream)]
    kept = [(item.code, item.name, item.parent) for item in load_catalog().items.values()]
    assert kept == printed


def test_limits_are_those_typed_from_the_notice() -> None:
    edition = load_catalog().editions[0]
    limits = {key: limit.plain // 1_000_000 for key, limit in edition.thresholds.items()}
    either = ("goods", "services")
    expected = {("procurement_threshold", level, kind): 50 for level in ("province", "prefecture") for kind in either}
    expected |= {("procurement_threshold", "county", kind): 30 for kind in either}
    expected |= {("procurement_threshold", level, "works"): 60 for level in Level}
    expected |= {("open_tender_threshold", level, kind): 400 for level in Level for kind in either}
    expected |= {("framework_threshold", level, kind): 50 for level in Level for kind in either}
    scale = {"works": 400, "goods": 200, "services": 100}
    expected |= {("tender_scale", level, kind): amount for level in Level for kind, amount in scale.items()}
    assert limits == expected


def test_a_limit_and_its_word_are_printed_in_the_clause_it_cites() -> None:
    laws = {(law, clause): quote for law, clause, quote in law_clauses()}
    of_topic = {topic: quote for topic, _, quote in notice_clauses()}
    clause_of = {topic: clause for topic, clause, _ in notice_clauses()}
    in_clause = {topic: "".join(q for t, c, q in notice_clauses() if c == clause_of[topic]) for topic in of_topic}
    columns = ("name", "level", "category", "amount", "unit", "word", "topic")
    for row in read_csv(SHANXI / "thresholds.csv", columns):
        assert row["amount"] + row["unit"] in of_topic[row["topic"]], row
        assert row["word"] in in_clause[row["topic"]], row
    for row in read_csv(LAW / "thresholds.csv", columns):
        law, _, clause = row["topic"].partition(":")
        assert f"{row['amount']}{row['unit']}人民币{row['word']}" in laws[law, clause], row


def test_items_are_4301_codes_and_three_letters_without_descriptions() -> None:
    items = load_catalog().items
    assert Counter(len(code) for code in items) == {9: 4301, 1: 3}
    head = (CATALOG / "items" / "2022" / "items.csv").read_text(encoding="utf-8").splitlines()[0]
    assert head == "code,name,parent"


def test_listed_items_bear_the_names_of_the_item_list() -> None:
    catalog = load_catalog()
    for entry in catalog.editions[0].entries.values():
        assert entry.name.replace(" ", "") == catalog.items[entry.code].name


def test_shanxi_has_11_prefectures_and_117_counties_and_zones_without_level() -> None:
    regions = load_catalog().regions.values()
    assert Counter(region.level for region in regions) == {
        Level.PROVINCE: 31,
        Level.PREFECTURE: 11,
        Level.COUNTY: 117,
        None: 4,
    }


def test_every_region_stands_below_the_region_its_code_says() -> None:
    for region in load_catalog().regions.values():
        above = {Level.PROVINCE: "", Level.PREFECTURE: f"{region.code[:2]}0000"}
        assert region.parent == above.get(region.level or Level.COUNTY, f"{region.code[:4]}00"), region


def test_quotes_of_law_are_short() -> None:
    assert [(law, clause) for law, clause, quote in law_clauses() if len(quote) > 125] == []


def test_topics_and_laws_are_named_once() -> None:
    assert max(Counter(topic for topic, _, _ in notice_clauses()).values()) == 1
    assert max(Counter((law, clause) for law, clause, _ in law_clauses()).values()) == 1
    assert {path.stem for path in LAW.glob("*.yaml")} == set(LAW_FILES) | set(DIGEST_SECTIONS)
