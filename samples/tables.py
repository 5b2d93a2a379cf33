"""The thirteen tables of a department budget as blocks. Not for the narrative, and not for target sheets."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest
from typing import Final

from samples.blocks import TableBlock
from samples.figures import Account, EconomicAccount, Figures
from samples.printed import cell_wan, ordinal

Row = tuple[str, ...]

_EMPTY: Final = "注：本表无数据"
_ROUNDED: Final = "注：各表金额保留两位小数，分项之和与合计可能有尾差"
_NO_CARRY_OVER: Final = "（不含上年结转）"
_ROWS_OF_FIRST_PAGE: Final = 23
_FUNDS: Final = ("一般公共预算", "政府性基金预算", "国有资本经营预算")
_OTHER_REVENUES: Final = ("财政专户管理资金", "单位资金")


def tables(figures: Figures) -> tuple[TableBlock, ...]:
    """Return the tables in the order of the published form, numbered 表一 to 表十三."""
    makers: tuple[Callable[[Figures], TableBlock], ...] = (
        *(_balance, _revenue, _expenditure, _appropriation, _general_expenditure, _basic_expenditure),
        *(_fund_revenue, _fund_expenditure, _state_capital, _three_public, _running_cost, _projects, _carried_over),
    )
    return tuple(replace(make(figures), number=f"表{ordinal(number)}") for number, make in enumerate(makers, 1))


def _table(figures: Figures, title: str, rows: Sequence[Row], note: str = "", ends_page: int = 0) -> TableBlock:
    above = (f"部门名称：{figures.purchaser}",)
    return TableBlock(f"{figures.year}年{title}", tuple(rows), "万元", above, note, "", ends_page)


def _balance(figures: Figures) -> TableBlock:
    total = cell_wan(figures.total)
    head = [
        ("收入", "", "支出", "", "", ""),
        ("项目", f"{figures.year}年", "项目", f"{figures.year}年合计", "当年预算安排", "上年结转安排"),
    ]
    revenues = _numbered_revenues(figures, (*_FUNDS, *_OTHER_REVENUES))
    body = [(*left, name, fen, fen, "") for left, (name, fen) in _beside(revenues, _numbered_functions(figures))]
    foot = [
        ("本年收入合计", total, "本年支出合计", total, total, ""),
        ("上年结转", "", "年终结转", "", "", ""),
        ("收入总计", total, "支出总计", total, total, ""),
    ]
    return _table(figures, "预算收支总表", [*head, *body, *foot], _ROUNDED, _ROWS_OF_FIRST_PAGE)


def _appropriation(figures: Figures) -> TableBlock:
    total = cell_wan(figures.total)
    head = [
        ("收入", "", "支出", "", "", "", ""),
        ("项目", "金额", "项目", "金额", "", "", ""),
        ("", "", "", "小计", *_FUNDS),
    ]
    revenues = _numbered_revenues(figures, _FUNDS)
    body = [(*left, name, fen, fen, "", "") for left, (name, fen) in _beside(revenues, _numbered_functions(figures))]
    foot = [
        ("本年收入合计", total, "本年支出合计", total, total, "", ""),
        ("上年财政拨款结转", "", "年终结转", "", "", "", ""),
        *((f"{ordinal(number)}、{name}", "", "", "", "", "", "") for number, name in enumerate(_FUNDS, 1)),
        ("收入总计", total, "支出总计", total, total, "", ""),
    ]
    rows = [*head, *body, *foot]
    return _table(figures, "财政拨款收支总表", rows, ends_page=len(head) + len(body) + 1)


def _beside(left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]]) -> list[tuple[tuple[str, str], ...]]:
    return list(zip_longest(left, right, fillvalue=("", "")))


def _numbered_revenues(figures: Figures, names: Sequence[str]) -> list[tuple[str, str]]:
    """Return the kinds of revenue; all of it comes from the first, the general public budget."""
    amounts = (cell_wan(figures.total), *("" for _ in names[1:]))
    return [
        (f"{ordinal(number)}、{name}", fen) for number, (name, fen) in enumerate(zip(names, amounts, strict=True), 1)
    ]


def _numbered_functions(figures: Figures) -> list[tuple[str, str]]:
    spent = {account.code: cell_wan(account.total) for account in figures.top_accounts}
    functions = enumerate(figures.functions.items(), 1)
    return [(f"{ordinal(number)}、{name}", spent.get(code, "")) for number, (code, name) in functions]


def _revenue(figures: Figures) -> TableBlock:
    funds = ("一般公共预算", "政府性基金", "国有资本经营预算", *_OTHER_REVENUES)
    rest = ("",) * len(funds)
    rows = [
        ("项目", "", "本年收入", *("",) * len(funds), "上年结转"),
        ("科目编码", "科目名称", "合计", *funds, ""),
        ("合计", "", cell_wan(figures.total), cell_wan(figures.total), *rest),
        *((one.code, one.name, cell_wan(one.total), cell_wan(one.total), *rest) for one in figures.accounts),
    ]
    return _table(figures, "预算收入总表", rows)


def _expenditure(figures: Figures) -> TableBlock:
    return _table(figures, "预算支出总表", _expenditure_rows(figures))


def _general_expenditure(figures: Figures) -> TableBlock:
    return _table(figures, f"一般公共预算支出预算表{_NO_CARRY_OVER}", _expenditure_rows(figures))


def _expenditure_rows(figures: Figures) -> list[Row]:
    total = Account("合计", "", figures.basic, figures.project_total)
    return [
        ("项目", "", f"{figures.year}年预算数", "", ""),
        ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
        *(
            (one.code, one.name, cell_wan(one.total), cell_wan(one.basic), cell_wan(one.project))
            for one in (total, *figures.accounts)
        ),
    ]


def _basic_expenditure(figures: Figures) -> TableBlock:
    rows = [
        ("部门预算支出经济科目名称", "政府预算支出经济科目名称", f"{figures.year}年预算数", "", ""),
        ("", "", "合计", "人员经费", "公用经费"),
        _economic_row("合计", "", figures.economic),
    ]
    for group, accounts in groupby(figures.economic, key=lambda account: account.group):
        members = tuple(accounts)
        rows.append(_economic_row(group, "", members))
        rows.extend(_economic_row(one.name, one.government_name, (one,)) for one in members)
    return _table(figures, f"一般公共预算安排基本支出分经济科目表{_NO_CARRY_OVER}", rows)


def _economic_row(name: str, government_name: str, accounts: Sequence[EconomicAccount]) -> Row:
    staff, office = sum(one.staff for one in accounts), sum(one.office for one in accounts)
    return (name, government_name, cell_wan(staff + office), cell_wan(staff), cell_wan(office))


def _fund_revenue(figures: Figures) -> TableBlock:
    rows = [("项目", "", "政府性基金收入预算"), ("收入科目编码", "科目名称", ""), ("合计", "", "")]
    return _table(figures, f"政府性基金预算收入表{_NO_CARRY_OVER}", rows, _EMPTY)


def _fund_expenditure(figures: Figures) -> TableBlock:
    rows = [("科目编码", "科目名称", "合计", "基本支出", "项目支出"), ("合计", "", "", "", "")]
    return _table(figures, f"政府性基金预算支出表{_NO_CARRY_OVER}", rows, _EMPTY)


def _state_capital(figures: Figures) -> TableBlock:
    spent = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
    rows = [
        ("国有资本经营预算收入", "", "国有资本经营预算支出", *("",) * 5),
        ("收入科目编码", "科目名称", "国有资本经营收入预算", *spent),
        ("合计", *("",) * 7),
    ]
    return _table(figures, f"国有资本经营预算收支预算表{_NO_CARRY_OVER}", rows, _EMPTY)


def _three_public(figures: Figures) -> TableBlock:
    amounts = {key: line.amount for key, line in figures.three_public.items()}
    lines = (
        ("因公出国（境）费", amounts["abroad"]),
        ("公务接待费", amounts["reception"]),
        ("公务用车购置及运行费", amounts["vehicle_purchase"] + amounts["vehicle_running"]),
        ("①公务用车购置费", amounts["vehicle_purchase"]),
        ("②公务用车运行维护费", amounts["vehicle_running"]),
        ("合计", sum(amounts.values())),
    )
    rows = [
        ("项目", f"{figures.year}年预算数", "", "", ""),
        ("", "合计", *_FUNDS),
        *((name, cell_wan(fen), cell_wan(fen), "", "") for name, fen in lines),
    ]
    return _table(figures, "财政拨款安排“三公”经费支出预算表", rows)


def _running_cost(figures: Figures) -> TableBlock:
    rows = [
        ("单位名称", f"{figures.year}预算数", "", "", ""),
        ("", "合计", *_FUNDS),
        ("部门合计", "", "", "", ""),
    ]
    return _table(figures, "财政拨款安排机关运行经费预算表", rows, _EMPTY)


def _projects(figures: Figures) -> TableBlock:
    department = (figures.purchaser, figures.project_total)
    lines = (department, department, *((project.name, project.amount) for project in figures.projects))
    rows = [
        ("项目名称", "合计", f"{figures.year}年财政拨款", "", "", *_OTHER_REVENUES),
        ("", "", *_FUNDS, "", ""),
        _column_numbers(7),
        *((name, cell_wan(fen), cell_wan(fen), "", "", "", "") for name, fen in lines),
    ]
    return _table(figures, "项目支出预算表（本年预算）", rows)


def _carried_over(figures: Figures) -> TableBlock:
    rows = [
        ("项目名称", "合计", f"{figures.year}年财政拨款", "", ""),
        ("", "", *_FUNDS),
        _column_numbers(5),
    ]
    return _table(figures, "项目支出预算表（上年结转）", rows, _EMPTY)


def _column_numbers(count: int) -> Row:
    return tuple(str(number) for number in range(1, count + 1))
