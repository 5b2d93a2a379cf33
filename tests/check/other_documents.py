"""Small honest documents as other places publish them, every figure computed; what makes their tables and words.

Not for what is found in them: test_other_documents.py. Amounts are whole 元, multiples of a hundred.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

Leaves = Mapping[str, tuple[int, ...]]
"""Amounts by the lowest code, several columns each."""
Cells = Sequence[str | int | None]
Rows = list[Cells]
Print = Callable[[int], str]

NAMES = {
    "201": "一般公共服务支出",
    "20101": "人大事务",
    "2010101": "行政运行",
    "2010104": "人大会议",
    "20111": "纪检监察事务",
    "2011101": "行政运行",
    "2011102": "一般行政管理事务",
    "205": "教育支出",
    "20503": "职业教育",
    "2050302": "中等职业教育",
    "20508": "进修及培训",
    "2050803": "培训支出",
    "206": "科学技术支出",
    "20604": "技术研究与开发",
    "2060404": "科技成果转化与扩散",
    "20699": "其他科学技术支出",
    "2069999": "其他科学技术支出",
    "208": "社会保障和就业支出",
    "20805": "行政事业单位养老支出",
    "2080501": "行政单位离退休",
    "2080505": "机关事业单位基本养老保险缴费支出",
    "2080506": "机关事业单位职业年金缴费支出",
    "210": "卫生健康支出",
    "21011": "行政事业单位医疗",
    "2101101": "行政单位医疗",
    "2101102": "事业单位医疗",
    "2101103": "公务员医疗补助",
    "212": "城乡社区支出",
    "21203": "城乡社区公共设施",
    "2120303": "小城镇基础设施建设",
    "21208": "国有土地使用权出让收入安排的支出",
    "2120801": "征地和拆迁补偿支出",
    "2120803": "城市建设支出",
    "213": "农林水支出",
    "21301": "农业农村",
    "2130104": "事业运行",
    "2130106": "科技转化与推广服务",
    "2130108": "病虫害控制",
    "21303": "水利",
    "2130305": "水利工程建设",
    "2130311": "水资源节约管理与保护",
    "221": "住房保障支出",
    "22102": "住房改革支出",
    "2210201": "住房公积金",
    "2210203": "购房补贴",
}


def wan(yuan: int) -> str:
    """Print 元 as 万元 with two decimals."""
    return f"{yuan / 10000:.2f}"


def yuan(amount: int) -> str:
    """Print 元 with separators and 角分."""
    return f"{amount:,}.00"


def share(part: int, whole: int) -> str:
    """Print a percentage with two decimals, without its sign: the words tell whether it rises."""
    return f"{abs(part) / abs(whole) * 100:.2f}%"


def added(rows: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    """Return the sums of columns."""
    return tuple(map(sum, zip(*rows, strict=True)))


def tree(leaves: Leaves) -> dict[str, tuple[int, ...]]:
    """Return the amounts of every 类, 款 and 项 by code, in the order of codes."""
    codes = sorted({code[:width] for code in leaves for width in (3, 5, 7)})
    return {code: added(row for leaf, row in leaves.items() if leaf.startswith(code)) for code in codes}


def line(*cells: str | int | None, show: Print = wan, nothing: str = "") -> str:
    """Return a row of a table; an amount of zero or None is printed as nothing is in this document."""
    return "\t".join(one if isinstance(one, str) else show(one) if one else nothing for one in cells) + "\n"


def coded(leaves: Leaves, show: Print = wan, nothing: str = "", *, last: bool = False) -> str:
    """Return the rows of a table by function: code, name, sum of the columns, the columns; the total first or last."""
    found = tree(leaves)
    rows = [line(code, NAMES[code], sum(row), *row, show=show, nothing=nothing) for code, row in found.items()]
    whole = added(leaves.values())
    total = line("合计" if not last else "", "" if not last else "合计", sum(whole), *whole, show=show, nothing=nothing)
    return "".join([*rows, total] if last else [total, *rows])


def classes(leaves: Leaves) -> dict[str, tuple[int, ...]]:
    """Return the amounts of each 类 by its name."""
    return {NAMES[code]: row for code, row in tree(leaves).items() if len(code) == 3}


def beside(left: Sequence[Cells], right: Sequence[Cells], show: Print = wan, nothing: str = "") -> str:
    """Return the rows of a table of two halves, the shorter one filled with empty cells."""
    width = len(left[0])
    halves = (list(left) + [[""] * width] * len(right))[: max(len(left), len(right))]
    return "".join(
        line(*one, *(right[at] if at < len(right) else [""] * len(right[0])), show=show, nothing=nothing)
        for at, one in enumerate(halves)
    )
