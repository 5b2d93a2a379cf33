"""Many documents at a glance: one row each, and the same as one line each of text. Not for what a file looks like."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from procure.budget.coverage import TOTAL
from procure.check import Report
from procure.many import Checked, Found
from procure.model import Problem
from procure.outcome import counts
from procure.record import Record
from procure.report.baseline import Compared
from procure.terms import word

JUDGED: Final = "已审查"
NOT_JUDGED: Final = "未判定"
UNREADABLE: Final = "无法读取"


class Wan(Record, frozen=True):
    """An amount, in 分, that is shown in 万元."""

    fen: int


Cell = str | int | Wan | None
"""What stands in a cell of the summary; None is not known."""

MEANINGS: Final[Mapping[str, str]] = {
    "文件": "审查的文件",
    "采购人": "文件里写明的部门或者单位；空白是没有识别出",
    "年度": "预算年度；空白是没有识别出",
    "地区": "按哪个地区的集中采购目录及限额判定；空白是没有识别出",
    "级次": "预算级次；待核实的按各级分别判定",
    "类型": "文件的种类",
    "政府采购预算（列明，万元）": "政府采购情况一段写明的政府采购预算总额；空白是没有写明",
    "至少须编列（万元）": "项目支出中至少须编列政府采购预算的金额；空白是不明，见备注",
    "最多可能须编列（万元）": "项目支出和基本支出中最多可能须编列的金额；空白是不明，见备注",
    "差额（万元）": "至少须编列减去列明的总额，万元；正数是总额至少漏编的，为零或者负数时分项仍可能漏编，见结论",
    "违规": "违规的结论项数",
    "风险提示": "风险提示的结论项数",
    "待核实": "缺少事实而待核实的结论项数",
    "读取问题": "文件里没有读懂的内容或者答复文件里没有采用的答复，项数",
    "未核对": "没有核对的内容，项数，见下",
    "状态": "已审查；未判定：读出了而没有可用的目录及限额；无法读取：没有任何可以判定的内容，都写明原因",
    "备注": "空白的金额为什么空白",
}
BASELINE_MEANINGS: Final[Mapping[str, str]] = {
    "新增": "上次没有而本次有的结论项数",
    "消失": "上次有而本次没有的结论项数",
    "更重": "上次待核实或者是风险提示、本次更重的结论项数",
}


def row(one: Checked, compared: Compared | None = None) -> dict[str, Cell]:
    """Return a document's row by its heads."""
    if one.report is None:
        return dict.fromkeys(MEANINGS) | {"文件": str(one.path), "状态": state(one)}
    report = one.report
    added = {"新增": len(compared.new), "消失": len(compared.gone), "更重": len(compared.graver)} if compared else {}
    return {"文件": str(one.path), **_whose(report), **_amounts(report), **_counts(report), "状态": state(one)} | {
        "备注": "；".join(_remarks(report)),
        **added,
    }


def state(one: Checked) -> str:
    """Return what became of a document, and why where it was not judged."""
    if one.report is None:
        return f"{UNREADABLE}：{'；'.join(map(_sentence, one.problems))}"
    why = one.report.why_not_judged
    return f"{NOT_JUDGED}：{why}" if why else JUDGED


def _sentence(one: Problem) -> str:
    return f"“{one.found}”，{one.consequence}" if one.found else one.consequence


def _whose(report: Report) -> dict[str, Cell]:
    levels = "、".join(word(level) for level in report.levels)
    return {
        "采购人": report.document.purchaser,
        "年度": report.year,
        "地区": report.region.name if report.region else None,
        "级次": levels if len(report.levels) == 1 else f"待核实（{levels}）",
        "类型": word(report.document.kind),
    }


def _amounts(report: Report) -> dict[str, Cell]:
    total = report.document.procurement.total if report.document.procurement else None
    least = Wan(report.need.certain[TOTAL]) if _is_known(report) else None
    most = Wan(report.need.possible[TOTAL]) if _is_known(report) and report.document.is_complete else None
    return {
        "政府采购预算（列明，万元）": Wan(total.fen) if total else None,
        "至少须编列（万元）": least,
        "最多可能须编列（万元）": most,
        "差额（万元）": Wan(least.fen - total.fen) if least and total else None,
    }


def _is_known(report: Report) -> bool:
    """Return whether a least amount was computed: of a budget without a project table nothing is."""
    return report.why_not_judged is None and report.document.rows_read > 0


def _counts(report: Report) -> dict[str, Cell]:
    counted = counts(report)
    return {
        "违规": counted["breach"],
        "风险提示": counted["red_flag"],
        "待核实": counted["undetermined"],
        "读取问题": counted["problems"],
        "未核对": len(report.not_checked),
    }


def _remarks(report: Report) -> Iterator[str]:
    """Yield why amounts are blank."""
    stated = report.document.procurement
    if stated is None or stated.total is None:
        yield "政府采购预算总额没有写明"
    if report.why_not_judged:
        yield "没有判定，须编列的金额不明"
    elif not report.document.rows_read:
        yield "没有读出项目支出预算表，须编列的金额不明"
    elif not report.document.is_complete:
        yield "项目支出预算表没有全部读出，没有上限"


def tally(checked: Sequence[Checked]) -> dict[str, int]:
    """Return how many documents were judged, not judged and unreadable."""
    states = [state(one).partition("：")[0] for one in checked]
    return {name: states.count(name) for name in (JUDGED, NOT_JUDGED, UNREADABLE)}


def left_out(found: Found) -> str:
    """Return a sentence on what was left out of the folders, empty where nothing was."""
    if not found.left_out:
        return ""
    kinds = "、".join(f"{why} {count} 个" for why, count in found.left_out.items())
    return f"文件夹里另有 {sum(found.left_out.values())} 个没有审查：{kinds}"


def lines(checked: Sequence[Checked], compared: Sequence[Compared | None]) -> Iterator[str]:
    """Yield a line on each document, and one on all of them."""
    for one, beside in zip(checked, compared, strict=True):
        yield _line(row(one, beside))
    rows = [row(one) for one in checked if one.report]
    documents = "，".join(f"{name} {count} 份" for name, count in tally(checked).items())
    found = "，".join(
        f"{name} {sum(_number(each[name]) for each in rows)} 项" for name in ("违规", "风险提示", "待核实")
    )
    yield f"共 {len(checked)} 份：{documents}；{found}"


def _line(one: Mapping[str, Cell]) -> str:
    if one["违规"] is None:
        return f"{one['文件']}：{UNREADABLE}"
    added = [name for name in BASELINE_MEANINGS if name in one]
    said = "，".join(f"{name} {one[name]} 项" for name in ("违规", "风险提示", "待核实", "读取问题", *added))
    whose = " ".join(str(part) for part in (one["文件"], one["采购人"], one["年度"] and f"{one['年度']}年") if part)
    judged = "" if one["状态"] == JUDGED else f"；{one['状态']}"
    return f"{whose}：{said}{judged}"


def _number(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0
