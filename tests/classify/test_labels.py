"""The labelled names are well formed, a third is set aside, and the working part is read as its labels say."""

import csv
from collections import Counter

import pytest

from benchmarks.accuracy import AIMS, aims, answered, interval, procure
from benchmarks.labelled import LABELS, NO_PURCHASE, Row, labelled
from procure.classify.lexicon import category_of
from procure.editions import load_catalog, load_items
from procure.terms import Category, Nature

LISTED = {"A02010104", "A02030500", "A05010000", "C17010200", "C18040102", "C21040000", "C23120301", "C16040000"}


def test_every_row_is_well_formed() -> None:
    items, natures = load_items(), {nature.value for nature in Nature} - {"mixed"}
    with LABELS.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        categories = set(filter(None, row["category"].split("|")))
        assert row["nature"] in natures, row
        assert categories <= set(Category), row
        assert not row["item"] or (row["item"] in items and category_of(row["item"]) in categories), row
        assert (row["nature"] in NO_PURCHASE) == (not row["listed"]) == (not categories), row
        assert row["listed"] in {"", "yes", "no", "undetermined"}, row
        assert row["why"], row


def test_no_name_stands_twice_and_its_rows_stand_together() -> None:
    names = Counter((one.name, one.note) for one in labelled())
    assert [name for name, count in names.items() if count > 1] == []


def test_a_third_is_set_aside_and_holds_real_names_but_none_of_the_tunliu_budget() -> None:
    every = [one for one in labelled() if one.part != "fresh"]
    aside = [one for one in every if one.part == "aside"]
    assert 0.28 < len(aside) / len(every) < 0.40
    assert "tunliu" not in {one.source for one in aside}
    assert {"intention", "wanli"} <= {one.source for one in aside}


def test_the_listed_items_are_there_on_both_sides() -> None:
    items = {code for one in labelled() for row in one.rows for code in row.codes if row.listed == "yes"}
    assert items >= LISTED
    assert {row.listed for one in labelled() for row in one.rows} == {"", "yes", "no", "undetermined"}


LEAST = AIMS | {"listed no: precision": 0.96}


@pytest.mark.parametrize(("figure", "least"), LEAST.items(), ids=LEAST)
def test_the_working_part_is_read_as_labelled(figure: str, least: float) -> None:
    catalog = load_catalog()
    classifier = procure(catalog.items, catalog.editions[-1])
    hits, count = aims([answered(one, classifier) for one in labelled() if one.part == "working"])[figure]
    assert hits >= least * count, interval(hits, count)


def test_what_only_one_side_knows_counts_as_wrong() -> None:
    one = next(one for one in labelled() if one.rows[0].listed == "yes" and len(one.rows) == 1)
    figures = aims([answered(one, lambda _: ())])
    assert figures["listed yes: recall"] == (0, 1)
    other = Row("purchase", frozenset({"goods"}), ("A02021301",), "yes")
    twice = answered(one, lambda label: (*label.rows, other))
    assert aims([twice])["listed yes: precision"] == (1, 2)
    assert twice.is_wrong


def test_an_interval_is_wilson_s() -> None:
    assert interval(98, 100) == "0.980  (98/100, 0.930–0.994)"
    assert interval(0, 0) == "–  (0)"
