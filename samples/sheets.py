"""Target sheets (绩效目标表) as blocks, in 元. Not for the tables in 万元."""

from typing import Final

from samples.blocks import TableBlock
from samples.figures import Figures, SampleProject, Sheet
from samples.printed import sheet_yuan

Row = tuple[str, ...]
Layout = tuple[int, int, int, int, int, int]

# Published sheets are spreadsheets turned into text: the same form stands in differently merged columns. The numbers
# are the columns of label, text, amount, second label and second amount, and how many columns there are.
_LAYOUTS: Final[dict[str, Layout]] = {
    "standard": (0, 2, 4, 5, 7, 8),
    "narrow": (0, 1, 2, 3, 4, 8),
    "spread": (0, 2, 4, 6, 8, 10),
    "no_annual": (0, 2, 4, 6, 7, 8),
}
_OUTPUTS: Final = (("数量指标", "quantity"), ("质量指标", "quality"), ("时效指标", "timing"), ("成本指标", "cost"))
_TEXTS: Final = (
    ("立项依据", "basis"),
    ("项目设立必要性", "need"),
    ("保证项目实施的制度、措施", "measures"),
    ("项目实施计划", "plan"),
)


def sheets(figures: Figures) -> tuple[TableBlock, ...]:
    """Return a sheet for each project that has one, by name in the order of GB18030, larger amounts first.

    The order is another than that of the project table, so repeated names can be told apart by their amounts only.
    """
    projects = sorted(figures.projects, key=lambda project: (project.name.encode("gb18030"), -project.amount))
    return tuple(_block(figures, project, project.sheet) for project in projects if project.sheet)


def layouts() -> frozenset[str]:
    """Return the names of the layouts a figures file may use."""
    return frozenset(_LAYOUTS)


def _block(figures: Figures, project: SampleProject, sheet: Sheet) -> TableBlock:
    layout = _LAYOUTS[sheet.layout]
    title = f"{figures.settings.text('district')}县(区)级预算部门(单位)项目支出绩效目标表"
    rows = (*_heading(figures, project.name, sheet, layout), *_money(sheet, layout), *_prose(sheet, layout))
    end = ("负责人:", "经办人:", "", "联系电话:", "", "填报日期:", figures.settings.text("filed"))
    width = layout[-1]
    return TableBlock(
        title,
        tuple(row + ("",) * (width - len(row)) for row in (*rows, *_indicators(sheet), end)),
        above=(f"({figures.year}年度)",),
    )


def _heading(figures: Figures, name: str, sheet: Sheet, layout: Layout) -> tuple[Row, ...]:
    department = f"{figures.settings.text('department_code')}-{figures.purchaser}"
    kind = "经常性项目(长期开展)" if sheet.term > 1 else "一次性项目(1年结束)"
    label, text, _, second, second_text, width = layout
    return (
        _row({label: "项目名称", max(text, 2): name}, width),
        _row({label: "主管部门及代码", text: department, second: "实施单位", second_text: figures.purchaser}, width),
        _row({label: "项目属性", text: kind, second: "项目期", second_text: f"{sheet.term}年"}, width),
    )


def _money(sheet: Sheet, layout: Layout) -> tuple[Row, ...]:
    whole = sheet_yuan(sheet.whole_term)
    annual = "" if sheet.annual is None else sheet_yuan(sheet.annual)
    none = "" if sheet.annual is None else "0"
    lines = (
        ("其中:中央财政资金", "0", none),
        ("省级财政资金", "0", none),
        ("市县(区)财政资金", whole, annual),
        ("单位自筹", "0", none),
        ("其他资金", "", ""),
    )
    label, text, amount, second, second_amount, width = layout
    first = {
        label: "项目资金(元)",
        text: "实施期资金总额:",
        amount: whole,
        second: "年度资金总额:",
        second_amount: annual,
    }
    return (
        _row(first, width),
        *(
            _row({text: name, amount: all_years, second: name, second_amount: year}, width)
            for name, all_years, year in lines
        ),
    )


def _prose(sheet: Sheet, layout: Layout) -> tuple[Row, ...]:
    label, text, _, second, _, width = layout
    return (
        _row({label: "项目概况", text: sheet.overview}, width),
        *(_row({label: name, text: sheet.texts[key]}, width) for name, key in _TEXTS),
        _row({text: "实施期目标", second: "年度目标"}, width),
        _row({label: "总体目标", text: sheet.texts["goal"], second: sheet.texts["goal"]}, width),
    )


def _indicators(sheet: Sheet) -> tuple[Row, ...]:
    return (
        ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"),
        *(
            ("", "" if number else "产出指标", *_twice(name, *sheet.indicators[key]))
            for number, (name, key) in enumerate(_OUTPUTS)
        ),
        ("", "效益指标", *_twice("经济效益", "", "")),
        ("", "", *_twice("社会效益", *sheet.indicators["effect"])),
        ("", "", *_twice("生态效益", "", "")),
        ("", "满意度指标", *_twice("服务对象满意度", *sheet.indicators["satisfaction"])),
    )


def _twice(kind: str, name: str, value: str) -> Row:
    """Return an indicator for the whole term and, the same, for the year."""
    return (kind, name, value) * 2


def _row(cells: dict[int, str], width: int) -> Row:
    return tuple(cells.get(column, "") for column in range(width))
