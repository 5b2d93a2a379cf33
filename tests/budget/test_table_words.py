"""The words of tables as data: what a fault in them says."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from procure.budget import table_words
from procure.budget.table_words import Part, Sign, head_of, kind_row_of, part_of_title, row_of, signs, without_ordinal
from procure.datafile import DataError
from tests.faults import changed, copied

LOADERS = (table_words._heads, table_words._rows, table_words._kinds, table_words._title_parts, table_words._signs)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the words that is read in place of the project's own."""
    monkeypatch.setattr(table_words, "data_root", lambda: copied(tmp_path, "catalog/wording"))
    for load in LOADERS:
        load.cache_clear()
    yield tmp_path
    for load in LOADERS:
        load.cache_clear()


@pytest.mark.parametrize(
    "fault",
    [
        (
            "heads.csv",
            "项目支出,amount,",
            "项目支出,money,",
            table_words._heads,
            "`role` is `money`; allowed: amount, ",
        ),
        (
            "heads.csv",
            "决算数,amount,,,,,,actual",
            "决算数,amount,,,,,,real",
            table_words._heads,
            "`measure` is `real`; ",
        ),
        (
            "heads.csv",
            "项目支出,amount,,,project",
            "项目支出,amount,,,projects",
            table_words._heads,
            "`part` is `projects`",
        ),
        (
            "heads.csv",
            "项目支出,amount",
            "2026年基本支出,amount",
            table_words._heads,
            "is compared as `基本支出`, which stands",
        ),
        (
            "rows.csv",
            "小计,subtotal",
            "小计,sum",
            table_words._rows,
            "`role` is `sum`; allowed: current_total, entry, ",
        ),
        (
            "rows.csv",
            "小计,subtotal,,,,none,",
            "小计,subtotal,,,,nothing,",
            table_words._rows,
            "`subject` is `nothing`",
        ),
        ("rows.csv", "小计,subtotal", "合 计,subtotal", table_words._rows, "is compared as `合计`, which stands above"),
        ("kinds.csv", "procurement,购买服务", "buying,购买服务", table_words._kinds, "`kind` is `buying`; allowed: "),
        (
            "titles.csv",
            "本年预算,,,,,current",
            "本年预算,,,,,now",
            table_words._title_parts,
            "`period` is `now`; allowed: ",
        ),
        ("marks.csv", "fund,政府性基金", "funds,政府性基金", table_words._signs, "`use` is `funds`; allowed: "),
    ],
)
def test_a_fault_says_where_it_is(
    root: Path, monkeypatch: pytest.MonkeyPatch, fault: tuple[str, str, str, Callable[[], object], str]
) -> None:
    file, old, new, load, says = fault
    copied(root, "catalog/wording")
    monkeypatch.setattr(table_words, "data_root", lambda: root)
    path = root / "catalog" / "wording" / file
    changed(path, f"\n{old}", f"\n{new}")
    line = path.read_text(encoding="utf-8").partition(f"\n{new}")[0].count("\n") + 2
    with pytest.raises(DataError) as caught:
        load()
    assert f"catalog/wording/{file}:{line}: " in str(caught.value)
    assert says in str(caught.value)


def test_every_use_of_a_mark_has_words() -> None:
    assert [sign for sign in Sign if not signs(sign)] == []


def test_words_are_known_whatever_year_unit_and_ordinal_stand_with_them() -> None:
    assert head_of("2026年基本支出（万元）") == head_of("基本支出")
    assert head_of("增减%") != head_of("增减")
    assert head_of("什么") is None
    assert row_of("一、其中：事业收入") == row_of("事业收入")
    assert row_of("①公务用车购置费") == row_of("公务用车购置费")
    assert without_ordinal("（一）甲") == "甲"
    assert without_ordinal("其中：1. 甲") == "甲"


def test_titles_tell_kind_and_period() -> None:
    row = kind_row_of("2026年 部门收支总表")
    assert row is not None
    assert (row.kind.value, row.part.fund) == ("balance", "all")
    assert kind_row_of("人员情况表") is None
    assert part_of_title("支出表（不含上年结转）") == Part(period="current")
    assert part_of_title("支出表（上年结转）") == Part(period="carried")
    assert part_of_title("支出表") == Part()
