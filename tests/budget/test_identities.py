"""The identities of a budget as data: read strictly, and put about a meaning."""

from pathlib import Path

import pytest

from procure.budget.identities import Identity, load_identities
from procure.budget.relation import Meaning
from procure.datafile import DataError, data_root


def named(name: str) -> Identity:
    return next(one for one in load_identities() if one.name == name)


def test_an_identity_holds_for_whatever_its_free_dimensions_are() -> None:
    row = Meaning("expenditure", "general", "basic", "function/教育支出", "all")
    bound = named("基本支出等于人员经费与公用经费之和").around(row)
    assert bound is not None
    assert bound.left == (row,)
    assert [one.part for one in bound.right] == ["personnel", "public"]
    assert {(one.fund, one.subject) for one in bound.right} == {("general", "function/教育支出")}


def test_an_identity_is_put_about_its_first_meaning_only() -> None:
    basic = Meaning("expenditure", "general", "personnel")
    assert named("基本支出等于人员经费与公用经费之和").around(basic) is None
    assert named("收支平衡").around(Meaning("income", "all", "all", "function/教育支出", "all")) is None


def test_the_identities_of_the_printed_budgets_are_there() -> None:
    names = [one.name for one in load_identities()]
    assert len(names) == len(set(names))
    assert {"收支平衡", "三公经费等于三项之和", "财政拨款等于三本预算之和"} <= set(names)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("收支平衡,equal,right", "收支平衡,equal,wrong", "wrong"),
        ("收支平衡,equal,left", "收支平衡,even,left", "even"),
        ("收支平衡,equal,right", "收支平衡,equal,left", "needs a left and a right side"),
    ],
    ids=["两边以外", "关系未知", "只有左边"],
)
def test_a_fault_in_the_file_is_told_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, says: str
) -> None:
    text = (data_root() / "catalog/wording/identities.csv").read_text(encoding="utf-8")
    path = tmp_path / "catalog" / "wording" / "identities.csv"
    path.parent.mkdir(parents=True)
    path.write_text(text.replace(old, new), encoding="utf-8")
    monkeypatch.setattr("procure.budget.identities.data_root", lambda: tmp_path)
    load_identities.cache_clear()
    with pytest.raises(DataError, match=says):
        load_identities()
    load_identities.cache_clear()
