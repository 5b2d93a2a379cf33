"""Small budgets as text, and what a check says of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from procure.answers import Answers
from procure.budget import recognise
from procure.budget.coverage import COLUMNS
from procure.check import CheckedProject, Report, check_budget
from procure.intake import parse
from procure.money import wan
from procure.setting import Options
from procure.tools import Tools

PURCHASER = "长治市屯留区某局"
AS_PRINTED = Options()
NONE_STATED = "九、政府采购情况\n2026年未安排政府采购预算。\n"


@cache
def tools() -> Tools:
    return Tools.load()


@dataclass(frozen=True)
class Row:
    """A line of the project table; with a sheet it has an exact amount in 元, or what it is for."""

    name: str
    amount: str
    sheet: str | None = None
    overview: str = ""

    @property
    def sheet_text(self) -> str:
        rows = [
            f"项目名称\t\t{self.name}\t\t",
            f"项目资金(元)\t\t实施期资金总额:\t9,000,000\t年度资金总额:\t{self.sheet}",
            f"项目概况\t\t{self.overview}\t\t",
        ]
        return "\n".join(("某县(区)级项目支出绩效目标表", "(2026年度)", *rows)) + "\n\n"


def stated(total: str, goods: str, works: str, services: str) -> str:
    """Return the procurement sentence; the figures are in 万元."""
    parts = f"政府采购货物预算{goods}万元、政府采购工程预算{works}万元、政府采购服务预算{services}万元"
    return f"九、政府采购情况\n2026年政府采购预算总额{total}万元。其中：{parts}。\n"


def budget(
    *rows: Row,
    said: str = NONE_STATED,
    purchaser: str = PURCHASER,
    year: str = "2026年",
    economic: Sequence[tuple[str, str]] = (),
) -> str:
    """Return a department's budget: title page, project table in 万元, target sheets in 元, and what it says."""
    head = "项目名称\t合计\t一般公共预算\n"
    lines = "".join(f"{row.name}\t{row.amount}\t{row.amount}\n" for row in rows)
    table = f"{year}项目支出预算表\n部门名称：{purchaser}\n单位：万元\n{head}{lines}合计\t\t\n"
    accounts = "".join(f"{name}\t{amount}\n" for name, amount in economic)
    basic = f"\n{year}基本支出分经济科目预算表\n单位：万元\n经济科目名称\t合计\n{accounts}" if economic else ""
    sheets = "".join(row.sheet_text for row in rows if row.sheet is not None)
    return f"{purchaser}\n{year}部门预算\n\n{table}{basic}\n{said}\n{sheets}"


def report_of(
    text: str, options: Options = AS_PRINTED, answers: Answers | None = None, path: str = "预算.txt"
) -> Report:
    found, problems = recognise(parse(path, text))
    return check_budget(found, problems, options, tools(), answers)


def project(report: Report, name: str) -> CheckedProject:
    return next(one for one in report.projects if one.project.id == name)


def needs(report: Report) -> dict[str, tuple[str, str]]:
    """Return the bounds of each column in 万元."""
    return {str(name): (wan(report.need.certain[name]), wan(report.need.possible[name])) for name in COLUMNS}


def found(report: Report) -> list[tuple[str, str, str | None, tuple[str, ...]]]:
    """Return the findings as rows, but for what their sentences say."""
    return [(one.code, str(one.outcome), one.severity, one.subjects) for one in report.findings]


def write(folder: Path, text: str, name: str = "预算.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
