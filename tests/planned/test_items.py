"""What a line buys: its item code beside its words, the category it states, and what a code is worth (ITM100)."""

import pytest

from procure.classify import load_lexicon
from procure.planned.items import Reader
from procure.terms import Answer, Category
from tests.planned.making import Cells, checked, found, tools

G, W, S = Category.GOODS, Category.WORKS, Category.SERVICES
ANY = {G, W, S}

CODES: dict[str, tuple[Cells, str, str]] = {
    "没有编码": ({"name": "绿化"}, "unstated", ""),
    "末级编码，名称相符": ({"name": "台式计算机", "code": "A02010105"}, "agreed", "clear"),
    "名称没有说是什么": ({"name": "第一批", "code": "A02010105"}, "agreed", "clear"),
    "名称是编码以外的同一支": ({"name": "计算机", "code": "A02010105"}, "agreed", "clear"),
    "编码写在品目名称里": ({"name": "第一批", "item": "A02010105 台式计算机"}, "agreed", "clear"),
    "编码写在项目名称里": ({"name": "台式计算机（A02010105）"}, "agreed", "clear"),
    "小写的编码": ({"name": "台式计算机", "code": "a02010105"}, "agreed", "clear"),
    "只有品目名称": ({"name": "第一批", "item": "台式计算机"}, "agreed", "clear"),
    "不是末级": ({"name": "打印机", "code": "A02021000"}, "branch", "red_flag"),
    "省略末尾的零": ({"name": "信息化设备", "code": "A0201"}, "branch", "red_flag"),
    "2013年的含义": ({"name": "台式计算机", "code": "A02010104"}, "former", "red_flag"),
    "2013年的写法": ({"name": "多功能一体机", "code": "A020204"}, "former", "red_flag"),
    "2022年的含义": ({"name": "服务器", "code": "A02010104"}, "agreed", "clear"),
    "两版不同，没有名称": ({"name": "A02010104"}, "doubtful", "undetermined"),
    "两版不同，需求写明是2022年的": ({"name": "A02010104", "content": "服务器"}, "agreed", "clear"),
    "两版相同，没有名称": ({"name": "A020204"}, "agreed", "clear"),
    "与名称不符": ({"name": "打印机一台", "code": "A02010104"}, "other", "red_flag"),
    "名称是服务，编码是货物": ({"name": "保洁", "code": "A02010105"}, "other", "red_flag"),
    "没有这个编码": ({"name": "台式计算机", "code": "A99999999"}, "unknown", "red_flag"),
    "不是编码": ({"name": "台式计算机", "code": "电脑类"}, "unknown", "red_flag"),
    "与类别不符": ({"name": "台式计算机", "code": "A02010105", "category": "服务"}, "contradicted", "red_flag"),
}


@pytest.mark.parametrize(("cells", "state", "outcome"), CODES.values(), ids=CODES)
def test_what_a_code_is_worth(cells: Cells, state: str, outcome: str) -> None:
    line = {"amount": "10", "sme": "是", **cells}
    report = checked(line)
    assert report.plan
    _, code = Reader.load(tools().catalog.items, load_lexicon()).read(report.plan.lines[0])
    assert code.state == state
    expected = [("ITM100", "code" if "code" in cells else "item" if "item" in cells else "name", outcome)]
    assert found(line, codes=["ITM100"]) == (expected if outcome in {"red_flag", "undetermined"} else [])


READ: dict[str, tuple[Cells, set[Category], tuple[str, ...] | None, Answer]] = {
    "编码说了算": ({"name": "第一批", "code": "A02010105"}, {G}, ("A02010105",), Answer.YES),
    "名称说了算": ({"name": "台式计算机"}, {G}, ("A02010105",), Answer.YES),
    "品目名称说了算": ({"name": "第一批", "item": "绿化"}, {W, S}, None, Answer.UNDETERMINED),
    "什么也没说": ({"name": "第一批", "item": "第二批"}, ANY, (), Answer.UNDETERMINED),
    "只说了类别": ({"name": "第一批", "category": "服务"}, {S}, (), Answer.UNDETERMINED),
    "工程不在目录内": ({"name": "第一批", "category": "工程"}, {W}, (), Answer.NO),
    "类别排除名称的另一种读法": ({"name": "绿化", "category": "工程"}, {W}, None, Answer.NO),
    "类别与编码不同，以类别为准": (
        {"name": "台式计算机", "code": "A02010105", "category": "服务"},
        {S},
        (),
        Answer.UNDETERMINED,
    ),
    "编码与名称不符，两种都可能": (
        {"name": "打印机一台", "code": "A02020200"},
        {G},
        ("A02021001", "A02021002", "A02021003", "A02021004", "A02020200"),
        Answer.YES,
    ),
    "编码与没有品目的名称不符": ({"name": "设备一批", "code": "C21040000"}, {G, S}, (), Answer.UNDETERMINED),
    "两版含义不同，目录内外不明": ({"name": "A02051228"}, {G}, (), Answer.UNDETERMINED),
    "编码不存在，按名称": ({"name": "台式计算机", "code": "A99999999"}, {G}, ("A02010105",), Answer.YES),
    "2013年的编码，按名称": ({"name": "台式计算机", "code": "A02010104"}, {G}, ("A02010105",), Answer.YES),
    "不是采购的名称仍是一项采购": ({"name": "遗属补助"}, ANY, (), Answer.UNDETERMINED),
    "目录内的上级": ({"name": "打印机", "code": "A02021000"}, {G}, ("A02021000",), Answer.UNDETERMINED),
}


@pytest.mark.parametrize(("cells", "categories", "codes", "listed"), READ.values(), ids=READ)
def test_what_a_line_buys(
    cells: Cells, categories: set[Category], codes: tuple[str, ...] | None, listed: Answer
) -> None:
    [line] = checked({"amount": "10", "sme": "是", **cells}).lines
    part = line.expected.part
    assert set(part.categories) == categories
    assert codes is None or part.codes == codes
    assert line.expected.listing.status is listed
    assert (part.amount, part.label, part.most) == (10_000_000, line.line.id, 1)
    assert line.classified.parts == (part,)


def test_several_things_of_one_line_are_one_purchase() -> None:
    [line] = checked({"name": "台式计算机采购及机房装修", "amount": "10", "sme": "是"}).lines
    assert len(line.classified.parts) == 1
    assert line.expected.part.categories == {G, W}


def test_a_contradiction_of_a_category_by_words_alone_is_no_code_fault() -> None:
    assert found({"name": "物业管理", "category": "货物", "amount": "10"}, codes=["ITM100"]) == []
