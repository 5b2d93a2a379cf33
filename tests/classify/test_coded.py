"""A code beside a name: of 2022, of 2013, or of neither; the words decide which."""

from pathlib import Path

import pytest

from procure.classify.coded import Coded, Verdict, load_former, take_apart
from procure.datafile import DataError
from procure.editions import load_items
from tests.faults import copied


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A02010104 台式计算机", Coded("A02010104", "A02010104", "台式计算机")),
        ("台式计算机（A02010105）", Coded("A02010105", "A02010105", "台式计算机")),
        ("【a020202】投影仪", Coded("A020202", "A02020200", "投影仪")),
        ("C2104：物业", Coded("C2104", "C21040000", "物业")),
        ("B0801", Coded("B0801", "B08010000", "")),
    ],
)
def test_a_code_is_taken_from_its_name(text: str, expected: Coded) -> None:
    assert take_apart(text) == expected


@pytest.mark.parametrize("text", ["", "物业", "A4复印纸", "XA02010104", "A0201010400", "D02010104", "CT机"])
def test_no_code(text: str) -> None:
    assert take_apart(text) is None


@pytest.mark.parametrize(
    ("text", "read", "expected"),
    [
        pytest.param("A02010104 服务器", (), Verdict.AGREED, id="2022年的名称"),
        pytest.param("A02051227 客梯", ("A02051227",), Verdict.AGREED, id="词语读作同一品目"),
        pytest.param("A02030500 轿车", ("A02030501",), Verdict.AGREED, id="词语读作下级品目"),
        pytest.param("A02030501 小汽车", ("A02030500",), Verdict.AGREED, id="词语读作上级品目"),
        pytest.param("A02051227", (), Verdict.AGREED, id="只有编码，2013年没有它"),
        pytest.param("A02061504", (), Verdict.AGREED, id="只有编码，两版同义"),
        pytest.param("A02010104 台式计算机", ("A02010105",), Verdict.FORMER, id="2013年的名称"),
        pytest.param("A02051228 电梯", ("A02051227",), Verdict.FORMER, id="2013年的编码，2022年是另一品目"),
        pytest.param("A02010104", (), Verdict.DOUBTFUL, id="只有编码，两版不同义"),
        pytest.param("A02061804 电梯", ("A02051227",), Verdict.OTHER, id="2022年是别的品目"),
        pytest.param("A02999999 电梯", ("A02051227",), Verdict.UNKNOWN, id="不是编码"),
        pytest.param("A02999999", (), Verdict.UNKNOWN, id="只有编码，不是编码"),
    ],
)
def test_what_a_code_is_worth(text: str, read: tuple[str, ...], expected: Verdict) -> None:
    coded = take_apart(text)
    assert coded is not None
    assert coded.judged(read, load_items(), load_former()) is expected


def test_a_code_of_2013_stands_once(tmp_path: Path) -> None:
    root = copied(tmp_path, "catalog")
    path = root / "catalog/items/2013/items.csv"
    path.write_text(path.read_text("utf-8") + "C1204,物业\n", encoding="utf-8")
    with pytest.raises(DataError, match="repeated code `C1204`"):
        load_former(root)
