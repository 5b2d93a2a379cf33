"""The law read a third time, by hand: 晋财购〔2023〕50号 and the laws around it as a chain of ifs.

It is the check on wrong tables: every amount and every code below was typed from the notice, and nothing here reads
rules/ or catalog/ or imports procure. Read it beside the notice. An amount is written in 分, grouped as 万 · 元 · 分:
30_0000_00 is 30万元. 通知 is the notice, 法 the 政府采购法, 条例 its 实施条例; the other rules go by their numbers.
Not here: red flags, questions, days and regions. It knows Shanxi's 2024 edition only.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import Enum
from itertools import product
from typing import Any, Final

# 通知 一: the thirty lines of the list, in its order and with its names.
LISTED: Final[dict[str, str]] = {
    "A02010104": "服务器",
    "A02010105": "台式计算机",
    "A02010108": "便携式计算机",
    "A02021001": "A3 黑白打印机",
    "A02021002": "A3 彩色打印机",
    "A02021003": "A4 黑白打印机",
    "A02021004": "A4 彩色打印机",
    "A02021005": "3D 打印机",
    "A02021104": "液晶显示器",
    "A02021118": "扫描仪",
    "A08060301": "基础软件",
    "A02020100": "复印机",
    "A02020200": "投影仪",
    "A02020400": "多功能一体机",
    "A02021103": "LED 显示屏",
    "A02020800": "触控一体机",
    "A02021301": "碎纸机",
    "A02030500": "乘用车",
    "A02051227": "电梯",
    "A02061504": "不间断电源",
    "A02061804": "空调机",
    "A05010000": "家具",
    "A05040101": "复印纸",
    "C17010200": "网络接入服务",
    "C18040102": "财产保险服务",
    "C21040000": "物业管理服务",
    "C23090100": "印刷服务",
    "C23120301": "车辆维修和保养服务",
    "C23120302": "车辆加油、添加燃料服务",
    "C16040000": "云计算服务",
}

# The methods the law knows: 法 26; 磋商: 214号 3.
# Works: tender by 法 4, 条例 7, otherwise 条例 25, 74号令 3(四), 214号 3(五).
FIVE: Final = frozenset(
    {"open_tender", "invited_tender", "competitive_negotiation", "competitive_consultation", "single_source"}
)
# 询价 is for goods only: 法 32, 74号令 3.
LAWFUL: Final = {"goods": FIVE | {"request_for_quotations"}, "services": FIVE, "works": FIVE}
OPEN_TENDER: Final = frozenset({"open_tender"})
FRAMEWORK: Final = frozenset({"framework_agreement"})
NO_APPROVAL: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True)
class Facts:
    """One purchase, fully known; the exceptional facts are no unless said. amount is in 分."""

    category: str  # goods, works, services
    level: str  # province, prefecture, county: the level of the budget
    listed: bool
    amount: int
    works_related: bool = False
    new_building: bool = False
    mandatory_project: bool = False
    departmental: bool = False
    research_instrument: bool = False
    hospital_equipment: bool = False
    imported: bool = False
    emergency_or_secret: bool = False
    own_requirement: bool = False
    international_loan: bool = False


@dataclass(frozen=True)
class Verdict:
    """What the law says of a purchase; None is not known from these facts and has to be asked.

    approvals: open_tender_avoidance (another method only with the consent of the 主管预算单位 and the approval of the
    finance department of a 设区的市 or above), tendering_exemption (only the cases of 招标投标法 66 and its 条例 8, 9),
    province_own_requirement, province_import.
    """

    organization: str | None
    methods: frozenset[str] | None
    required_method: str | None
    governed_by: str | None
    approvals: frozenset[str]


def judge(facts: Facts) -> Verdict:
    """Return what the law says of a purchase. Where several exceptional facts hold, the one asked first decides."""
    # 法 85; 通知 六(六): emergency, state security and secrets are outside the law; the rules for them are asked.
    if facts.emergency_or_secret:
        return Verdict("outside_law", None, None, None, NO_APPROVAL)
    # 法 84: the lender's agreement may have rules of its own; everything is asked.
    if facts.international_loan:
        return Verdict(None, None, None, None, NO_APPROVAL)
    verdict = _within_the_law(facts)
    # 通知 四: what the law does not apply to needs none of its approvals.
    if verdict.organization == "outside_law":
        return verdict
    # 通知 六(三): instruments of universities and institutes follow other rules, which are asked; all other imported
    # goods need the approval of the provincial finance department.
    if facts.imported and facts.category == "goods" and not facts.research_instrument:
        return replace(verdict, approvals=verdict.approvals | {"province_import"})
    return verdict


def _within_the_law(facts: Facts) -> Verdict:
    # 通知 三; 法 18: a project of the department's own list; its limits are the department's and are asked.
    if facts.departmental:
        return Verdict("departmental", None, None, "procurement_law", NO_APPROVAL)
    # 通知 一 lists goods (A) and services (C) only: for works it does not matter what was said of the list.
    if facts.category == "works":
        return _works(facts)
    # 通知 一 注 3: large medical equipment (乙类及以上) of a public hospital is bought by the agency, at any amount.
    if facts.hospital_equipment and facts.category == "goods":
        return _hospital_equipment(facts)
    # 通知 一 注 2: scientific instruments of universities and institutes are no part of the list.
    if facts.research_instrument and facts.category == "goods":
        outside = replace(facts, listed=False)
        return _belonging_to_works(outside) if facts.works_related else _not_listed(outside)
    # 法 18 末款: a listed item with requirements of the unit's own, approved by the province.
    if facts.own_requirement and facts.listed:
        return _own_requirement(facts)
    # 通知 五 末段; 条例 7: equipment and materials of works; survey, design, supervision.
    if facts.works_related:
        return _belonging_to_works(facts)
    if facts.listed:
        return _listed(facts)
    return _not_listed(facts)


def _works(facts: Facts) -> Verdict:
    # 通知 四: below 60万元, at every level, the law does not apply.
    if facts.amount < 60_0000_00:
        return _internal_rules()
    # 通知 五 末段; 招标投标法 3; 16号令 2, 5(一): from 400万元, 新建、改建、扩建 in a mandatory-tender project.
    if facts.amount >= 400_0000_00 and facts.new_building and facts.mandatory_project:
        return _open_tender_by_tendering_law("decentralized")
    # 法 4; 条例 7, 25; 74号令 3(四); 214号 3(五)
    return Verdict("decentralized", LAWFUL["works"], None, "procurement_law", NO_APPROVAL)


def _must_be_tendered(facts: Facts) -> bool:
    # 招标投标法 3: only what belongs to the works of a mandatory-tender project.
    if not (facts.works_related and facts.new_building and facts.mandatory_project):
        return False
    # 16号令 5(二): goods of a mandatory-tender project, from 200万元.
    if facts.category == "goods":
        return facts.amount >= 200_0000_00
    # 16号令 5(三): services of a mandatory-tender project, from 100万元.
    return facts.amount >= 100_0000_00


def _hospital_equipment(facts: Facts) -> Verdict:
    # 注 3 says who buys; whether it must be tendered is the Tendering Law's.
    if _must_be_tendered(facts):
        return _open_tender_by_tendering_law("centralized")
    # 通知 五: open tender from 400万元, which does not hold for what belongs to works (末段).
    if facts.amount >= 400_0000_00 and not facts.works_related:
        return _open_tender("centralized")
    # 通知 一 注 3: the agency carries it out, so no framework agreement below 50万元 either.
    return Verdict("centralized", LAWFUL["goods"], None, "procurement_law", NO_APPROVAL)


def _own_requirement(facts: Facts) -> Verdict:
    approval = frozenset({"province_own_requirement"})
    # 法 18 says who buys; whether it must be tendered is the Tendering Law's.
    if _must_be_tendered(facts):
        verdict = _open_tender_by_tendering_law("decentralized")
        return replace(verdict, approvals=verdict.approvals | approval)
    # 通知 五: open tender from 400万元, which does not hold for what belongs to works (末段).
    if facts.amount >= 400_0000_00 and not facts.works_related:
        verdict = _open_tender("decentralized")
        return replace(verdict, approvals=verdict.approvals | approval)
    # 法 2, 18: a listed item is within the law at any amount; 110号令 3(二)(三) speak of items outside the list only.
    return Verdict("decentralized", LAWFUL[facts.category], None, "procurement_law", approval)


def _belonging_to_works(facts: Facts) -> Verdict:
    # 招标投标法 3; 16号令 5
    if _must_be_tendered(facts):
        return _open_tender_by_tendering_law("centralized" if facts.listed else "decentralized")
    # 通知 五 末段: otherwise the ordinary rows, but their 400万元 does not apply.
    if facts.listed:
        return _listed_without_open_tender(facts)
    return _not_listed_without_open_tender(facts)


def _listed(facts: Facts) -> Verdict:
    # 通知 五: open tender from 400万元.
    if facts.amount >= 400_0000_00:
        return _open_tender("centralized")
    return _listed_without_open_tender(facts)


def _listed_without_open_tender(facts: Facts) -> Verdict:
    lawful = LAWFUL[facts.category]
    # 通知 二: 小于50万元 a framework agreement is allowed too; 110号令 3(一).
    if facts.amount < 50_0000_00:
        return Verdict("centralized", lawful | FRAMEWORK, None, "procurement_law", NO_APPROVAL)
    # 通知 二: 大于或等于50万元 the agency must be entrusted; 法 18.
    return Verdict("centralized", lawful, None, "procurement_law", NO_APPROVAL)


def _not_listed(facts: Facts) -> Verdict:
    # 通知 五: open tender from 400万元.
    if facts.amount >= 400_0000_00:
        return _open_tender("decentralized")
    return _not_listed_without_open_tender(facts)


def _not_listed_without_open_tender(facts: Facts) -> Verdict:
    # 通知 四: 省级以及设县(区)的市级 50万元, 县级 30万元; below, the law does not apply.
    limit = {"province": 50_0000_00, "prefecture": 50_0000_00, "county": 30_0000_00}[facts.level]
    if facts.amount < limit:
        return _internal_rules()
    lawful = LAWFUL[facts.category]
    # 110号令 3(二)(三): outside the list a framework agreement is for services only.
    if facts.category == "services":
        return Verdict("decentralized", lawful | FRAMEWORK, None, "procurement_law", NO_APPROVAL)
    return Verdict("decentralized", lawful, None, "procurement_law", NO_APPROVAL)


def _internal_rules() -> Verdict:
    # 通知 四: outside the list and below the limit, the unit's own 内部控制与管理制度.
    return Verdict("outside_law", frozenset({"internal_rules"}), None, "internal_rules", NO_APPROVAL)


def _open_tender(organization: str) -> Verdict:
    # 法 27; 条例 23; 74号令 4; 214号 4: another method needs consent and approval before the start.
    approvals = frozenset({"open_tender_avoidance"})
    return Verdict(organization, OPEN_TENDER, "open_tender", "procurement_law", approvals)


def _open_tender_by_tendering_law(organization: str) -> Verdict:
    # 法 4; 条例 7; 招标投标法 66 and its 条例 8, 9: no tender, or an invited one, only in the cases named there.
    approvals = frozenset({"tendering_exemption"})
    return Verdict(organization, OPEN_TENDER, "open_tender", "tendering_law", approvals)


def listed(code: str) -> str:
    """Return whether an item code of 2022 is in the list: yes, no, or undetermined where the code alone cannot say."""
    # 备注 of 家具: only 各类标准办公家具, which no code says.
    if code.startswith("A0501"):
        return "undetermined"
    # 备注 of 印刷服务: 单证 and 票据 are wholly in it; of 其他印刷服务 only what it names.
    if code in {"C23090101", "C23090102"}:
        return "yes"
    if code in {"C23090100", "C23090199"}:
        return "undetermined"
    # Two digits a level, 00 where a level is not used: a code below a listed one begins like it, without those 00.
    if any(code.startswith(_stem(entry)) for entry in LISTED):
        return "yes"
    # A code above a listed one holds both what is in the list and what is not.
    if any(entry.startswith(_stem(code)) for entry in LISTED):
        return "undetermined"
    return "no"


def _stem(code: str) -> str:
    while code.endswith("00"):
        code = code[:-2]
    return code


class Unknown(Enum):
    """An output on which the completions of partial facts do not agree."""

    UNKNOWN = "unknown"


UNKNOWN: Final = Unknown.UNKNOWN
Choices = AbstractSet[Any] | tuple[int, int]
"""The values a fact may have; for the amount also an interval, both ends included, in 分."""

# Every amount that begins a new row somewhere above.
AMOUNTS: Final = (30_0000_00, 50_0000_00, 60_0000_00, 100_0000_00, 200_0000_00, 400_0000_00)


def possible(partial: Mapping[str, Choices]) -> dict[str, str | frozenset[str] | Unknown | None]:
    """Return each output of Verdict where all completions of the facts agree, else UNKNOWN.

    A None they agree on stays None: asked, whatever the unknown facts are. A fact left out has its default.
    Raises ValueError where a fact has no possible value, TypeError for an unknown or missing fact.
    """
    values = [_values(choices) for choices in partial.values()]
    completions = (Facts(**dict(zip(partial, chosen, strict=True))) for chosen in product(*values))
    verdicts = [_outputs(judge(facts)) for facts in completions]
    if not verdicts:
        raise ValueError("a fact has no possible value")
    return {name: verdicts[0][name] if _agree(verdicts, name) else UNKNOWN for name in verdicts[0]}


def _values(choices: Choices) -> AbstractSet[Any]:
    if not isinstance(choices, tuple):
        return choices
    low, high = choices
    return {low, high} | {amount for amount in AMOUNTS if low < amount < high}


def _outputs(verdict: Verdict) -> dict[str, str | frozenset[str] | None]:
    return dict(vars(verdict))


def _agree(verdicts: list[dict[str, str | frozenset[str] | None]], name: str) -> bool:
    return all(verdict[name] == verdicts[0][name] for verdict in verdicts)


# Rounding, as an auditor would check a column of a printed table: not from the law, but from arithmetic.


def cannot_be_rounding(total: int, parts: list[int], step: int) -> bool:
    """Return whether no amounts that print like the parts add up to one that prints like the total.

    All in 分. Each printed figure stands for what lies within half a step of it. Where a figure is 0 it may be anything
    up to half a step as well.
    """
    lowest = sum(2 * part - step for part in parts)
    highest = sum(2 * part + step for part in parts)
    return highest < 2 * total - step or lowest > 2 * total + step
