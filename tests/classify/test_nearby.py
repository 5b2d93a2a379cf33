"""Items that it may be instead: possible ones, those taken for it, what only describes it, what sounds alike."""

from pathlib import Path

import pytest

from procure.classify import classify, load_lexicon
from procure.classify.nearby import MOST, load_neighbours
from procure.datafile import DataError
from procure.named import named
from tests.faults import copied


def near(name: str, root: Path | None = None) -> list[tuple[str, str]]:
    result = classify(named(name), load_lexicon())
    return [(one.code, one.decides) for one in load_neighbours(root).of(result.parts[0], result, name)]


def with_contrasts(tmp_path: Path, *rows: str) -> Path:
    root = copied(tmp_path, "catalog")
    text = "\n".join(["item,other,decides", *rows]) + "\n"
    (root / "catalog/lexicon/contrasts.csv").write_text(text, encoding="utf-8")
    return root


def test_what_is_taken_for_another_says_what_decides_from_both_sides(tmp_path: Path) -> None:
    root = with_contrasts(tmp_path, "A02020100,A02020400,是否兼有打印和扫描")
    assert near("复印机", root) == [("A02020400", "是否兼有打印和扫描")]
    assert ("A02020100", "是否兼有打印和扫描") in near("多功能一体机", root)


def test_a_contrast_of_a_branch_holds_for_what_lies_below(tmp_path: Path) -> None:
    root = with_contrasts(tmp_path, "A02030000,C23110300,是买是租")
    assert ("C23110300", "是买是租") in near("消防车", root)


def test_possible_items_come_first_and_are_not_more_than_three(tmp_path: Path) -> None:
    root = with_contrasts(tmp_path)
    found = near("打印机", root)
    assert [code for code, _ in found] == ["A02021001", "A02021002", "A02021003"]
    assert len(found) == MOST
    assert found[0][1] == "“打印机”可能是这一品目：以采购需求写明的内容为准"


def test_what_only_describes_the_purchase(tmp_path: Path) -> None:
    root = with_contrasts(tmp_path)
    code, decides = near("消防车碎纸机", root)[0]
    assert code.startswith("A020306")
    assert decides == "名称里的“消防车”只说明用途或者对象；所购若是它本身，则是这一品目"


def test_an_item_is_not_shown_beside_itself(tmp_path: Path) -> None:
    assert near("复印机配套复印机", with_contrasts(tmp_path)) == []


def test_words_that_no_row_knows_show_what_sounds_alike(tmp_path: Path) -> None:
    root = with_contrasts(tmp_path)
    result = classify(named("碎纸机芯片柜"), load_lexicon())
    found = load_neighbours(root).of(result.parts[0], result, "碎纸机芯片柜")
    assert found[0].code == "A02021301"
    assert "相近" in found[0].decides


def test_faults(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"contrasts\.csv:2: item code `A0202` is not in the item list"):
        load_neighbours(with_contrasts(tmp_path, "A02020100,A0202,x"))
