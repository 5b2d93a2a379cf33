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
    "open_tender_avoidance": "采用其他方式的批准",
    "yes": "是",
    "no": "否",
    "government": "机关",
    "university": "高校",
    "research_institute": "科研机构",
    "public_hospital": "公立医院",
    "budget": "部门预算",
    "final_account": "部门决算",
    "plan": "采购计划",
    "intention": "采购意向",
    "regime": "适用规则",
    "catalogue": "目录内",
    "outside_catalogue": "目录外",
    "catalogue_in_works": "目录内且构成工程",
    "outside_in_works": "目录外且构成工程",
    "tendered": "是否必须招标",
    "unrelated": "与工程无关",
    "organization": "组织形式",
    "methods": "采购方式",
    "required_method": "必须采用",
    "governed_by": "适用法律",
    "approvals": "须经批准",
    "warnings": "提示",
    "ask": "待核实",
    "asked": "待核实",
    "outcome": "结论",
    "severity": "性质",
    "question": "问题",
    "message": "说明",
    "remedy": "处理",
    "total_stated": "是否写明总额",
    "parts_stated": "写明的分项",
    "all": "全部",
    "some": "部分",
    "none": "没有",
    "difference": "差额",
    "bound": "舍入界限",
    "stated_known": "是否写明编列数",
    "certain": "至少须编列的金额",
    "possible": "至多可能须编列的金额",
    "stated_low": "编列数的下限",
    "stated_high": "编列数的上限",
    "evidence": "依据取自",
    "text": "文字",
    "coded": "编码或者填报",
    "complete": "项目是否全部读出",
    "has_limit": "是否还有下一道限额",
    "floor": "警戒线",
    "limit": "下一道限额",
    "rounded": "是否舍入过",
    "exact_known": "是否另有精确金额",
    "straddles": "区间内判定是否不同",
    "planned": "拟采用的方式",
    "permitted": "是否允许",
    "required_open_tender": "是否须公开招标",
    "doubt": "可疑界限",
    "table": "表格",
    "agrees": "是否相符",
    "what": "哪一种不符",
    "empty_unsaid": "空表没有说明",
    "empty_said": "有数字而称无数据",
    "note_of_another": "说明的是另一项资金",
    "year": "年度不符",
    "direction": "增减方向不符",
    "product": "单价乘数量与金额不符",
    "near_limit_percent": "接近限额的百分比",
    "like_code_characters": "同类品目的编码位数",
    "contradicted": "与所填类别不符",
    "agreed": "相符",
    "branch": "不是末级",
    "former": "旧目录的编码",
    "doubtful": "两版含义不同",
    "other": "其他",
    "unstated": "没有写明",
    "state": "情况",
    "found": "找到",
    "same": "同名",
    "alike": "相近",
    "several": "几个相近",
    "fits": "金额是否足够",
    "case_stated": "是否写明情形",
    "demanded": "是否须核准",
    "number": "文号",
    "stated": "已写明",
    "blank": "空白",
    "no_column": "没有这一列",
    "open": "未定",
    "applies": "是否适用",
    "framework": "是否框架协议采购",
    "reserved": "预留",
    "whole": "整体预留",
    "part": "预留部分",
    "unsuitable": "不适宜",
    "share": "预留是否足够",
    "enough": "足够",
    "short": "不足",
    "sme_whole": "整体预留的限额",
    "early": "足够早",
    "late": "晚于规定",
    "exempt": "不要求",
    "differs": "合并与分项是否不同",
    "cumulative": "累计金额",
    "approved": "是否已批准",
    "reaches_together": "合计是否达到",
    "required": "应当的组织形式",
    "method": "采购方式",
    "alike_name_percent": "名称相似的百分比",
    "waiver_fields": "豁免须写明的项数",
    "valid": "有效",
    "missing": "缺项",
    "expired": "过期",
    "unused": "没有对应的结论",
    "too_broad": "过宽",
}

SLOTS: Final[dict[str, str]] = {
    "subject": "项目",
    "amount": "金额",
    "level": "级次",
    "limit": "限额",
    "framework": "框架协议限额",
    "total": "总额",
    "parts": "各分项",
    "sum": "分项之和",
    "difference": "差额",
    "bound": "舍入界限",
    "category": "类别",
    "certain": "至少须编列数",
    "stated": "已编列数",
    "possible": "至多可能数",
    "uncovered": "未编列数",
    "arithmetic": "算式",
    "projects": "各项目",
    "limit_name": "限额名称",
    "distance": "相差",
    "percent": "百分比",
    "printed": "打印数",
    "low": "下限",
    "high": "上限",
    "planned": "拟采用的方式",
    "permitted": "允许的方式",
    "left": "一处",
    "right": "另一处的算式",
    "doubt": "可疑界限",
    "other": "另一处的位置",
    "found": "写明或者列出的",
    "missing": "缺少的",
    "expected": "应有的",
    "now": "现行目录的名称",
    "then": "旧目录的名称",
    "required": "应当的组织形式",
    "days": "相隔的日数",
    "needed": "须满的日数",
    "alone": "分项的判定",
    "together": "合并的判定",
    "expires": "有效期",
}
"""What a finding's sentence puts in its placeholders, as a rule's page names it."""


def word(term: str) -> str:
    """Return the Chinese word of a term; a term without one is its own word."""
    return WORDS.get(term, term)


def fact_word(fact: str) -> str:
    """Return the Chinese word of a fact as a question; `listed` alone is the word of its value."""
    return word("listed_or_not" if fact == "listed" else fact)


def value_word(value: str) -> str:
    """Return the Chinese word of a value, or of a fact as a statement: 紧急或者涉密, not 是否紧急或者涉密."""
    return word(value).removeprefix("是否")
