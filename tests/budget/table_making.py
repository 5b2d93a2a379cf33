"""Small tables as text, for the tests of their columns, rows, sums and meanings."""

from collections.abc import Iterable

from procure.budget.grid import Grid, grid_of
from procure.budget.kinds import kind_of_table
from procure.budget.meanings import oddities_of, statements_of
from procure.budget.relation import Sum
from procure.budget.within import relations_within
from procure.intake import parse
from procure.model import Row, Table
from procure.money import Unit

CODES = (
    "项目\t\t2026年预算数\t\t\n"
    "科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
    "合计\t\t30.00\t12.00\t18.00\n"
    "201\t一般公共服务支出\t20.00\t2.00\t18.00\n"
    "20103\t政府办公厅（室）及相关机构事务\t20.00\t2.00\t18.00\n"
    "2010301\t行政运行\t5.00\t2.00\t3.00\n"
    "2010302\t一般行政管理事务\t15.00\t\t15.00\n"
    "208\t社会保障和就业支出\t10.00\t10.00\t\n"
    "20805\t行政事业单位养老支出\t10.00\t10.00\t\n"
)


def table(body: str, title: str = "2026年预算支出总表", unit: str = "单位：万元\n") -> Table:
    document = parse("预算.txt", f"某县某局\n2026年部门预算\n{title}\n{unit}{body}")
    (found,) = document.tables
    return found


def merged(rows: Iterable[str], title: str = "表", unit: Unit = Unit.YUAN) -> Table:
    """Return a table whose rows are `a | b | ∅`, ∅ being covered by a merged cell."""
    made = []
    for number, row in enumerate(rows, 1):
        cells = [cell.strip() for cell in row.split("|")]
        covered = frozenset(at for at, cell in enumerate(cells) if cell == "∅")
        made.append(Row(number, tuple("" if cell == "∅" else cell for cell in cells), merged=covered))
    return Table("预算.pdf", title, 0, tuple(made), (unit,))


def grid(body: str, title: str = "2026年预算支出总表", unit: str = "单位：万元\n") -> Grid:
    found = grid_of(table(body, title, unit))
    assert found is not None
    return found


def formulas(found: Grid) -> list[str]:
    """Return each relation as text, without the table's title: row or column, and formula."""
    return [one.subject.removeprefix(f"“{found.title}”") for one in relations_within(found)]


def false_sums(found: Grid) -> list[str]:
    return [one.subject for one in relations_within(found) if not holds(one)]


def holds(one: Sum) -> bool:
    left, right = (sum(term.figure.fen * term.sign for term in side) for side in (one.left, one.right))
    steps = [term.figure.amount.step for term in (*one.left, *one.right)]
    bound = sum(steps) // 2 if steps[0] > 1 else 0
    return left <= right + bound if one.at_most else abs(left - right) <= bound


def meanings(body: str, title: str, unit: str = "单位：万元\n") -> list[tuple[str, str, str, str, str, str, str]]:
    """Return what each amount is said to be: its text, the words of its meaning, and the measure."""
    found = grid(body, title, unit)
    kind = kind_of_table(found.table, found)
    assert kind is not None
    return [
        (one.figure.text, *(getattr(one.meaning, name) for name in one.meaning.__struct_fields__), one.measure.value)
        for one in statements_of(found, kind)
    ]


def odd(body: str, title: str, year: int | None = 2026, unit: str = "单位：万元\n") -> list[tuple[str, str, str]]:
    made = table(body, title, unit)
    found = grid_of(made)
    kind = kind_of_table(made, found)
    return [(one.kind, one.found, one.expected) for one in oddities_of(made, found, kind, year)]
