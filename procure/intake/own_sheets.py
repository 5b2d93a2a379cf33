"""The sheets that a report adds to the user's workbook: their names and heads, so that no later check reads them."""

from typing import Final

FINDINGS: Final = "审查结论"
DETERMINATIONS: Final = "判定结果"
FINDING_HEAD: Final = ("序号", "性质", "编号", "审查结论", "位置", "涉及金额（元）", "依据", "处理")
LINE_HEAD: Final = (
    *("位置", "项目名称", "金额（元）", "类别", "品目", "集中采购目录", "应当的组织形式", "应当的采购方式"),
    *("必须采用", "适用", "须经批准", "依据", "待核实"),
)
_HEADS: Final = {FINDINGS: FINDING_HEAD, DETERMINATIONS: LINE_HEAD}


def is_own(name: str, first: tuple[str, ...]) -> bool:
    """Return whether a sheet is one that a report added: by its name, which may bear a number, and its first row."""
    return any(name.startswith(known) and first == head for known, head in _HEADS.items())
