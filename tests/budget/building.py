"""Small budgets as text, for the tests of recognition."""

from collections.abc import Sequence

from procure.budget import recognise
from procure.intake import parse
from procure.model import BudgetDocument, Problem

FRONT = "某县某局\n2026年部门预算\n"
PURCHASER = "某县某局"
HEAD = "项目名称\t合计\t2026年财政拨款\t\n\t\t一般公共预算\t政府性基金预算\n1\t2\t3\t4\n"


def recognised(text: str) -> tuple[BudgetDocument, list[Problem]]:
    return recognise(parse("预算.txt", text))


def project_table(
    *rows: Sequence[str], unit: str = "单位：万元\n", title: str = "2026年项目支出预算表（本年预算）"
) -> str:
    body = "".join("\t".join(row) + "\n" for row in rows)
    return f"{title}\n部门名称：{PURCHASER}\n{unit}{HEAD}{body}"


def sheet(name: str, annual: str = "", *more: str, unit: str = "元") -> str:
    rows = (f"项目名称\t\t{name}\t\t", f"项目资金({unit})\t\t实施期资金总额:\t90,000\t年度资金总额:\t{annual}", *more)
    return "\n".join(("某县(区)级项目支出绩效目标表", "(2026年度)", *rows)) + "\n"


def shown(problems: Sequence[Problem]) -> list[tuple[int | None, str, str, str]]:
    return [(one.place.line, one.field, one.found, one.consequence) for one in problems]
