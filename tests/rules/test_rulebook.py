"""rules/ are read strictly: one fault in a copy of them is named with its line; and how tables stand to each other."""

import shutil
from pathlib import Path

import pytest

from procure.rulebook import Rulebook, load_rules
from tests.faults import Fault, copied, faults, said
from tests.support import catalog, rulebook


def load(root: Path) -> Rulebook:
    return load_rules(catalog(), root)


@pytest.mark.parametrize("fault", faults(Path(__file__).with_name("faults.yaml")))
def test_fault(tmp_path: Path, fault: Fault) -> None:
    root = copied(tmp_path, "rules")
    expected = fault.into(root)
    assert said(root, load) == expected


def test_a_table_needs_a_row(tmp_path: Path) -> None:
    path = "rules/amount/RND100-straddling-figure.yaml"
    file = copied(tmp_path, "rules") / path
    head, _, rest = file.read_text(encoding="utf-8").partition("table:\n")
    file.write_text(f"{head}table: []\nexamples:{rest.partition('examples:')[2]}", encoding="utf-8")
    assert said(tmp_path, load) == f"{path}:7: a table needs a row"


def test_only_a_table_over_purchases_determines(tmp_path: Path) -> None:
    path = "rules/amount/RND100-straddling-figure.yaml"
    file = copied(tmp_path, "rules") / path
    head = file.read_text(encoding="utf-8").partition("table:\n")[0]
    rows = "table:\n  - {case: 任何情形, then: {regime: works}}\nexamples: []\n"
    file.write_text(head + rows, encoding="utf-8")
    assert said(tmp_path, load) == f"{path}:5: only a table over `purchase` determines; these rows need an outcome"


def test_a_code_is_given_once(tmp_path: Path) -> None:
    root = copied(tmp_path, "rules")
    shutil.copy(root / "rules/amount/RND100-straddling-figure.yaml", root / "rules/total/RND100-straddling-figure.yaml")
    taken = f"{root}/rules/amount/RND100-straddling-figure.yaml"
    assert said(root, load) == f"rules/total/RND100-straddling-figure.yaml:1: code `RND100` is taken by {taken}"


def test_a_table_stands_after_those_it_uses() -> None:
    codes = [table.code for table in rulebook().tables]
    wrong = [
        table.code
        for table in rulebook().tables
        for used in table.uses.values()
        if codes.index(used) > codes.index(table.code)
    ]
    assert wrong == []


def test_tables_of_a_fact() -> None:
    assert [table.code for table in rulebook().of("coverage", findings=True)] == ["COV100", "COV200"]
    assert [table.code for table in rulebook().of("purchase", findings=True)] == ["FRM100"]
    assert rulebook().of("coverage", findings=False) == ()
    assert [table.code for table in rulebook().of("purchase", findings=False)] == [
        *("SCP100", "TND100", "IMP100", "MET100", "MET200", "ORG100", "MET300", "MET400", "MET500")
    ]


def test_table_by_code() -> None:
    table = rulebook()["NEA100"]
    assert (table.path, table.is_finding) == ("rules/amount/NEA100-near-limit.yaml", True)
    assert table.fields == ("has_limit", "amount", "floor", "limit")
    assert [row.compared for row in table.rows] == [(), ("floor",), ("floor", "limit"), ("limit",)]
    with pytest.raises(KeyError):
        rulebook()["NEA900"]


def test_a_citation_names_a_law_a_topic_or_a_parameter() -> None:
    cited = {
        (one.source, one.key) for code in ("FRM100", "NEA100") for row in rulebook()[code].rows for one in row.basis
    }
    assert cited == {("edition", "目录内小额零星"), ("mof-17-2022", "四"), ("screening", "near_limit_percent")}
