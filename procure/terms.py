"""The field's terms as enums, each with the word an officer reads. Not for law: no code, amount or list stands here."""

from enum import StrEnum
from typing import Final


class Category(StrEnum):
    """货物、工程、服务 (政府采购法 2)."""

    GOODS = "goods"
    WORKS = "works"
    SERVICES = "services"


class Level(StrEnum):
    """Level of the budget: 省级, 设区的市级, 县级."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"


class Nature(StrEnum):
    """What the money of a project pays for."""

    PURCHASE = "purchase"
    PERSONNEL = "personnel"
    TRANSFER = "transfer"
    UTILITY = "utility"
    RECEPTION = "reception"
    SETTLEMENT = "settlement"
    MIXED = "mixed"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """What a finding's table says of one fact."""

    FLAGGED = "flagged"
    CLEAR = "clear"
    NOT_APPLICABLE = "not_applicable"
    UNDETERMINED = "undetermined"


class Severity(StrEnum):
    """违规 where the evidence is stated or coded, 风险提示 where read from text or resting on a secondary source."""

    BREACH = "breach"
    RED_FLAG = "red_flag"


class Status(StrEnum):
    """How much of a determination is known."""

    DETERMINED = "determined"
    PARTLY = "partly"
    UNDETERMINED = "undetermined"
    NOT_JUDGED = "not_judged"


class Answer(StrEnum):
    """A fact that may be unknown."""

    YES = "yes"
    NO = "no"
    UNDETERMINED = "undetermined"


WORDS: Final[dict[str, str]] = {
    "goods": "货物",
    "works": "工程",
    "services": "服务",
    "total": "合计",
    "province": "省级",
    "prefecture": "设区的市级",
    "county": "县级",
    "listed": "目录内",
    "not_listed": "目录外",
    "centralized": "集中采购",
    "departmental": "部门集中采购",
    "decentralized": "分散采购",
    "outside_law": "不适用政府采购法",
    "open_tender": "公开招标",
    "invited_tender": "邀请招标",
    "competitive_negotiation": "竞争性谈判",
    "competitive_consultation": "竞争性磋商",
    "request_for_quotations": "询价",
    "single_source": "单一来源",
    "framework_agreement": "框架协议",
    "internal_rules": "单位内控制度自行组织",
    "procurement_law": "政府采购法",
    "tendering_law": "招标投标法",
    "procurement_threshold": "采购限额标准",
    "open_tender_threshold": "公开招标数额标准",
    "framework_threshold": "框架协议限额",
    "tender_scale": "必须招标规模标准",
    "purchase": "采购",
    "personnel": "人员支出",
    "transfer": "转移、补助",
    "utility": "水电暖等公用事业费",
    "reception": "公务接待",
    "settlement": "结算以前的采购",
    "mixed": "多项合并",
    "unknown": "未能判断",
    "flagged": "有问题",
    "clear": "无问题",
    "not_applicable": "不适用",
    "undetermined": "待核实",
    "breach": "违规",
    "red_flag": "风险提示",
    "determined": "已判定",
    "partly": "部分判定",
    "not_judged": "未判定",
    "category": "货物、工程还是服务",
    "listed_or_not": "目录内外",
    "level": "预算级次",
    "amount": "金额",
    "batch": "是否同一批量",
    "works_related": "是否构成工程或为工程所需",
    "new_building": "是否与新改扩建相关",
    "mandatory_project": "是否必须招标的项目",
    "research_instrument": "是否科研仪器设备",
    "hospital_equipment": "是否医院乙类以上设备",
    "imported": "是否进口",
    "emergency_or_secret": "是否紧急或者涉密",
    "own_requirement": "是否经省批准自行采购",
    "international_loan": "是否国际贷款",
    "special_rules": "专门规定",
    "parts": "包含哪些内容",
    "part_amounts": "各项金额",
    "sole_supplier": "是否唯一供应、政府定价",
    "bought_by_contract": "是否以合同方式采购",
    "earlier_purchase": "是否只付以前的合同",
    "nature": "支出性质",
    "yes": "是",
    "no": "否",
    "budget": "部门预算",
    "final_account": "部门决算",
    "plan": "采购计划",
    "intention": "采购意向",
}


def word(term: str) -> str:
    """Return the Chinese word of a term; a term without one is its own word."""
    return WORDS.get(term, term)
