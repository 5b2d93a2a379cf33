"""catalog/ is read strictly: one fault in a copy of it is named with its line; and what the whole of it answers."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from procure.catalog import NEVER, Catalog, Edition
from procure.editions import load_catalog
from procure.terms import Answer, Category, Level
from tests import oracle
from tests.faults import Fault, changed, copied, faults, said
from tests.support import catalog, context

SHANXI: Final = "catalog/140000-shanxi/2023-12-29"
LIMITS: Final = f"{SHANXI}/thresholds.csv"


@pytest.mark.parametrize("fault", faults(Path(__file__).with_name("faults.yaml")))
def test_fault(tmp_path: Path, fault: Fault) -> None:
    root = copied(tmp_path, "catalog")
    expected = fault.into(root)
    assert said(root, load_catalog) == expected


def test_a_missing_list_is_a_fault(tmp_path: Path) -> None:
    root = copied(tmp_path, "catalog")
    (root / SHANXI / "centralized.csv").unlink()
    assert said(root, load_catalog) == f"{SHANXI}/centralized.csv:1: cannot be read: No such file or directory"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("framework_threshold,county,goods,50,万元,小于", "framework_threshold,county,goods,200,万元,小于"),
        ("county,goods,30,万元,达到", "county,goods,50,万元,达到"),
    ],
    ids=["框架限额恰为规模标准", "采购限额恰为框架限额"],
)
def test_limits_may_be_equal(tmp_path: Path, old: str, new: str) -> None:
    root = copied(tmp_path, "catalog")
    changed(root / LIMITS, old, new)
    assert [edition.id for edition in load_catalog(root).editions] == ["shanxi-2024"]


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("达到", 30_0000_00),
        ("以上", 30_0000_00),
        ("大于或等于", 30_0000_00),
        ("小于", 30_0000_00),
        ("超过", 30_0000_01),
    ],
)
def test_the_printed_word_says_which_amount_first_reaches_a_limit(tmp_path: Path, word: str, first: int) -> None:
    root = copied(tmp_path, "catalog")
    changed(root / LIMITS, "county,goods,30,万元,达到", f"county,goods,30,万元,{word}")
    limit = load_catalog(root).editions[0].threshold("procurement_threshold", "county", "goods")
    assert limit is not None
    assert (limit.plain, limit.first, limit.word) == (30_0000_00, first, word)


def added(root: Path, folder: str, **values: str) -> None:
    """Add an edition like Shanxi's of 2024 with other values of source.yaml."""
    shutil.copytree(root / SHANXI, root / folder)
    source = root / folder / "source.yaml"
    lines = source.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.partition(":")[0] not in values]
    source.write_text("\n".join([*(f"{name}: {value}" for name, value in values.items()), *kept]), encoding="utf-8")


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The edition of 2024 repealed by one of 2026, and a prefecture's own from 2025 until it is repealed."""
    root = copied(tmp_path_factory.mktemp("data"), "catalog")
    added(root, "catalog/140000-shanxi/2026-06-01", id="shanxi-2026", in_force_from="2026-07-01")
    own = {"in_force_from": "2025-01-01", "repealed_on": "2025-12-31"}
    added(root, "catalog/140400-changzhi/2025-01-01", id="changzhi-2025", region='"140400"', **own)
    changed(root / SHANXI / "source.yaml", "last_checked: ", "repealed_on: 2026-07-01\nlast_checked: ")
    return load_catalog(root)


IN_FORCE: Final = {
    "施行前一日": ("140000", date(2023, 12, 28), None),
    "施行当日": ("140000", date(2023, 12, 29), "shanxi-2024"),
    "废止前一日": ("140000", date(2026, 6, 30), "shanxi-2024"),
    "废止当日": ("140000", date(2026, 7, 1), "shanxi-2026"),
    "市版施行前一日": ("140405", date(2024, 12, 31), "shanxi-2024"),
    "市版施行当日": ("140405", date(2025, 1, 1), "changzhi-2025"),
    "市版废止前一日": ("140405", date(2025, 12, 30), "changzhi-2025"),
    "市版废止当日": ("140405", date(2025, 12, 31), "shanxi-2024"),
    "市本级": ("140400", date(2025, 6, 1), "changzhi-2025"),
    "他市": ("140500", date(2025, 6, 1), "shanxi-2024"),
    "他市的开发区": ("140271", date(2025, 6, 1), "shanxi-2024"),
    "外省": ("310000", date(2025, 6, 1), None),
    "地区不明": (None, date(2025, 6, 1), None),
}


@pytest.mark.parametrize(("region", "day", "edition"), IN_FORCE.values(), ids=IN_FORCE)
def test_edition_in_force(editions: Catalog, region: str | None, day: date, edition: str | None) -> None:
    found = editions.edition(region, day)
    assert (found.id if found else None) == edition


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            {"id": "shanxi-2026", "in_force_from": "2026-07-01"},
            ":2: in force together with `shanxi-2024`; one needs `repealed_on`",
        ),
        (
            {"id": "shanxi-2022", "in_force_from": "2022-03-16", "repealed_on": "2023-12-30"},
            ":2: in force together with `shanxi-2024`; one needs `repealed_on`",
        ),
        (
            {"in_force_from": "2022-03-16", "repealed_on": "2023-12-29", "id": "shanxi-2024"},
            ":3: id `shanxi-2024` is taken by 晋财购〔2023〕50号",
        ),
    ],
    ids=["旧版没有废止", "新版施行次日才废止", "版本号重复"],
)
def test_two_editions_at_once(tmp_path: Path, values: dict[str, str], message: str) -> None:
    root, folder = copied(tmp_path, "catalog"), "catalog/140000-shanxi/2030-01-01"
    added(root, folder, **values)
    assert said(root, load_catalog) == f"{folder}/source.yaml{message}"


def shanxi() -> Edition:
    return context().edition


def differences() -> Iterator[tuple[str, str, str]]:
    for code in shanxi().items:
        found, expected = shanxi().listing(code).status, oracle.listed(code)
        if len(code) > 1 and found != expected:
            yield code, found, expected


def test_listing_of_every_item_is_that_of_the_oracle() -> None:
    assert list(differences()) == []


@pytest.mark.parametrize(
    ("code", "meets", "status", "entry", "asked"),
    [
        ("A02010104", (), Answer.YES, "A02010104", None),
        ("A02030501", (), Answer.YES, "A02030500", None),
        ("A05010201", (), Answer.UNDETERMINED, "A05010000", "standard_office_furniture"),
        ("A05010201", ("standard_office_furniture",), Answer.YES, "A05010000", None),
        ("A05010201", ("named_printing",), Answer.UNDETERMINED, "A05010000", "standard_office_furniture"),
        ("C23090101", (), Answer.YES, "C23090100", None),
        ("C23090199", (), Answer.UNDETERMINED, "C23090100", "named_printing"),
        ("C16040000", (), Answer.YES, "C16040000", None),
        ("C23120000", (), Answer.UNDETERMINED, None, None),
        ("C05040300", (), Answer.NO, None, None),
    ],
    ids=[
        "本身",
        "所列之下",
        "须合备注",
        "合备注",
        "合别的备注",
        "备注所列",
        "备注未列",
        "除外以外",
        "所列之上",
        "目录外",
    ],
)
def test_listing(code: str, meets: tuple[str, ...], status: Answer, entry: str | None, asked: str | None) -> None:
    found = shanxi().listing(code, frozenset(meets))
    shown = (found.status, found.entry and found.entry.code, found.restriction and found.restriction.id)
    assert shown == (status, entry, asked)


def test_a_code_of_another_list_is_no_item() -> None:
    with pytest.raises(KeyError):
        shanxi().listing("A0201010")


def test_items_know_their_parents_and_category() -> None:
    items = catalog().items
    assert list(items.ancestors("A02010104")) == ["A02010100", "A02010000", "A02000000", "A"]
    assert [items.category(code) for code in ("A02010104", "B01000000", "C21040000")] == list(Category)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("长治市屯留区审计局", "140405"),
        ("山西省长治市屯留区", "140405"),
        ("屯留区", "140405"),
        ("140405", "140405"),
        ("140000", "140000"),
        ("长治市财政局", "140400"),
        ("山西省教育厅", "140000"),
        ("上海市普陀区卫生健康委员会", "310000"),
        ("山西转型综合改革示范区", "140171"),
        ("阳泉市城区", "140302"),
        ("晋城市城区", "140502"),
        ("城区", None),
        ("潞城区", "140406"),
        ("长治市潞城区", "140406"),
        ("大同市平城区", "140213"),
        ("大同市城区", None),
        ("屯留区和沁县", None),
        ("屯留", None),
        ("149999", None),
        ("", None),
    ],
)
def test_region_named(text: str, code: str | None) -> None:
    region = catalog().region_named(text)
    assert (region.code if region else None) == code


def test_every_region_is_found_by_its_code_and_by_its_full_name() -> None:
    regions = catalog().regions

    def full(code: str) -> str:
        return full(regions[code].parent) + regions[code].name if code else ""

    wrong = [code for code, region in regions.items() if catalog().region_named(full(code)) is not region]
    assert wrong == []
    assert [code for code, region in regions.items() if catalog().region_named(code) is not region] == []


@pytest.mark.parametrize(
    ("source", "key", "cited", "grade"),
    [
        ("edition", "分散采购", "晋财购〔2023〕50号 四", "A"),
        ("government-procurement-law", "27", "政府采购法 27", "A"),
        ("order-16", "5", "16号令 5", "C"),
        ("screening", "near_limit_percent", "本工具参数 接近限额的百分比", "own"),
    ],
)
def test_clause(source: str, key: str, cited: str, grade: str) -> None:
    clause = catalog().clause(shanxi(), source, key)
    assert (clause.cite(), clause.grade) == (cited, grade)


@pytest.mark.parametrize(
    ("source", "key"), [("edition", "27"), ("order-16", "分散采购"), ("order-17", "5"), ("screening", "分散采购")]
)
def test_no_such_clause(source: str, key: str) -> None:
    with pytest.raises(KeyError):
        catalog().clause(shanxi(), source, key)


def test_a_limit_that_an_edition_does_not_know() -> None:
    assert shanxi().threshold("framework_threshold", "county", "works") is None
    assert context().limits(Level.COUNTY, Category.WORKS)["framework_threshold"] == NEVER


def test_measures_of_the_law_with_their_clauses() -> None:
    assert [(one.name, one.value, one.clause.source, one.clause.clause) for one in catalog().measures.values()] == [
        ("intention_lead", 30, "intention-10", "公开时间"),
        ("sme_whole_goods", 200_0000_00, "sme-46", "7"),
        ("sme_whole_services", 200_0000_00, "sme-46", "7"),
        ("sme_whole_works", 400_0000_00, "sme-46", "7"),
        ("sme_share", 30, "sme-46", "8"),
        ("small_share", 60, "sme-46", "8"),
        ("mandatory_funds", 200_0000_00, "order-16", "2（一）"),
        ("mandatory_funds_share", 10, "order-16", "2（一）"),
    ]
