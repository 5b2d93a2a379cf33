"""The rules of reading, one by one: what governs what, what counts where, what outranks what."""

import pytest

from procure.classify import classify, load_lexicon
from procure.model import Part
from procure.named import named
from tests.classify.making import project, said

Rows = list[tuple[str, str, bool]]
ALL = "goods|services|works"


def by_name(name: str) -> tuple[str, Rows]:
    return said(classify(project(name), load_lexicon()))


def told(name: str, *overview: str) -> tuple[str, Rows]:
    return said(classify(project(name, overview), load_lexicon()))


def only(name: str, *overview: str) -> Part:
    (part,) = classify(project(name, overview), load_lexicon()).parts
    return part


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("绿化购置", [("绿化购置", "goods", False)]),
        ("绿化工程", [("绿化", "works", False)]),
        ("亮化工程", [("照明工程", "works", False)]),
        ("打印机租赁费", [("打印机租赁", "services", False)]),
        ("水电改造工程", [("改造", "works", False)]),
        ("食堂承包工程", [("食堂餐饮服务", "services", False)]),
    ],
)
def test_the_head_noun_decides_the_category_of_a_bare_noun(name: str, rows: Rows) -> None:
    assert by_name(name) == ("purchase", rows)


def test_what_is_done_to_a_thing_is_an_item_of_its_own() -> None:
    assert only("打印机租赁费").codes == ("C23110200",)
    assert only("维修打印机").codes == ("C23120200",)
    assert only("绿化工程").codes == ("B02130500", "B02140300")


def test_a_head_with_items_of_its_own_gives_them() -> None:
    assert only("打印机检测").codes == ("C19010000", "C20010000", "C07010000")


@pytest.mark.parametrize(
    ("name", "label"),
    [("信息系统密码测评", "安全测评"), ("绿化工程监理费", "监理"), ("道路工程项目可行性研究", "可行性研究")],
)
def test_a_service_right_behind_its_object_is_all_that_is_bought(name: str, label: str) -> None:
    assert by_name(name) == ("purchase", [(label, "services", False)])


def test_a_contractor_s_head_closes_the_whole_list() -> None:
    rows = [("水电费", "services", False), ("保洁", "services", False), ("劳务派遣", "services", False)]
    assert by_name("水电、保洁、派遣人员委托费") == ("mixed", rows)


def test_another_head_governs_its_own_member_only() -> None:
    rows = [("电脑", "goods", False), ("电脑维修", "services", False)]
    assert by_name("电脑、维修费") == ("mixed", rows)


def test_heads_listed_side_by_side_are_parts_of_their_own() -> None:
    rows = [("设备购置", "goods", False), ("维修", "services|works", False)]
    assert by_name("设备购置、维修费") == ("mixed", rows)


def test_a_member_that_no_row_knows_is_a_part_of_its_own() -> None:
    assert by_name("保洁、彩楼摆放") == ("mixed", [("保洁", "services", False), ("彩楼摆放", ALL, True)])
    assert by_name("办公家具、彩楼等购置费") == (
        "mixed",
        [("办公家具", "goods", False), ("彩楼", "goods", False), ("等未列明内容", "goods", False)],
    )


def test_a_member_before_the_first_thing_is_a_modifier_and_a_sentence_is_no_member() -> None:
    assert by_name("国庆、春节亮化") == ("purchase", [("亮化", ALL, False)])
    assert by_name("亮化、为全县人民群众营造欢乐的节日气氛") == ("purchase", [("亮化", ALL, False)])


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("保洁服务等", [("保洁", "services", False), ("等未列明内容", "services", False)]),
        (
            "物业、水费等",
            [("物业", "services", False), ("水费", "goods|services", True), ("等未列明内容", "goods|services", True)],
        ),
    ],
)
def test_more_counts_as_one_more_part_like_those_listed(name: str, rows: Rows) -> None:
    assert by_name(name) == ("mixed", rows)


@pytest.mark.parametrize("name", ["保洁和一等奖评选", "宿舍、医保局等租赁费", "保洁等级评定"])
def test_more_counts_only_behind_what_is_listed(name: str) -> None:
    assert "等未列明内容" not in [label for label, _, _ in by_name(name)[1]]


def test_a_bare_noun_counts_in_running_text_beside_a_buying_word_only() -> None:
    assert told("某项目", "现有打印机老化。")[0] == "unknown"
    assert told("某项目", "现有设备老化。采购打印机。") == ("purchase", [("打印机", "goods", False)])


def test_a_head_gives_way_to_a_part_of_its_category_wherever_that_is_told() -> None:
    assert told("设备购置", "采购台式计算机。") == ("purchase", [("台式计算机", "goods", False)])
    assert told("办公家具", "办公设备购置。") == ("purchase", [("办公家具", "goods", False)])
    assert told("设备购置", "保洁服务费用。") == ("mixed", [("保洁", "services", False), ("设备购置", "goods", False)])


def test_a_head_does_not_change_what_may_be_no_purchase() -> None:
    assert told("取暖费", "支付运维费用。") == ("utility", [("取暖费", "goods|services", True)])


def test_a_noun_under_a_head_keeps_what_it_is() -> None:
    assert by_name("水电运维费")[0] == "utility"
    assert only("打印机专项经费").codes[:1] == ("A02021001",)
    assert by_name("打印机专项经费")[0] == "unknown"


def test_unknown_words_between_works_and_their_verb_leave_works() -> None:
    part = only("屋面漏水翻修")
    assert part.categories == {"works"}
    assert part.codes == ()


def test_unknown_words_behind_a_noun_leave_everything_open() -> None:
    assert by_name("电梯彩楼") == ("unknown", [("电梯", ALL, True)])
    assert by_name("电梯彩楼维修费") == ("purchase", [("电梯维修", "services|works", False)])


def test_installing_may_or_may_not_buy_the_thing() -> None:
    part = only("空调安装")
    assert part.categories == {"goods", "works", "services"}
    assert part.codes == ()


def test_a_noun_of_goods_behind_a_service_is_what_is_bought() -> None:
    assert by_name("翻译设备采购")[1][0][1] == "goods"


def test_nouns_that_only_describe_are_set_aside() -> None:
    result = classify(project("审计局办公楼装修设计费"), load_lexicon())
    assert said(result)[1] == [("设计", "services", False)]
    assert "设计费" not in [evidence.phrase for evidence, _ in result.aside]


def test_neighbours_without_a_mark_are_a_list_where_they_end_alike_or_are_services() -> None:
    assert [part[0] for part in by_name("打印机复印机采购")[1]] == ["打印机", "复印机"]
    assert [part[0] for part in by_name("物业水电费")[1]] == ["物业", "水电费"]
    assert [part[0] for part in by_name("打印机硒鼓采购")[1]] == ["打印耗材"]


def test_brackets_say_what_stands_before_them() -> None:
    assert by_name("家具采购（办公桌椅）") == ("purchase", [("办公家具", "goods", False)])
    assert by_name("劳务派遣服务（司机）")[1] == [("劳务派遣", "services", False)]


def test_brackets_behind_goods_that_are_certain_describe_them() -> None:
    result = classify(project("台式机采购（含显示器）"), load_lexicon())
    assert said(result) == ("purchase", [("台式计算机", "goods", False)])
    assert [evidence.phrase for evidence, _ in result.aside] == ["显示器"]
    assert [part[0] for part in by_name("打印机（硒鼓、复印纸）")[1]] == ["打印机", "打印耗材", "复印纸"]


def test_words_of_procedure_change_nothing() -> None:
    for words in ("更换新", "报废更换", "采购计划", "框架采购", "补配", "申请", "定制"):
        assert by_name("打印机" + words) == by_name("打印机")


def test_a_verb_before_a_full_service_does_not_change_it() -> None:
    assert only("检验检测报告单印制").codes == ("C23090101",)


def test_a_list_closes_under_the_verb_of_its_last_member() -> None:
    rows = [("打印机租赁", "services", False), ("电脑租赁", "services", False)]
    assert by_name("打印机、电脑租赁") == ("mixed", rows)
    assert by_name("打印机采购、电脑租赁")[1] == [("打印机", "goods", False), ("电脑租赁", "services", False)]


def test_a_bare_verb_is_done_to_what_was_named_before_it() -> None:
    assert [part[0] for part in by_name("公车加油、修理和保险")[1]] == ["车辆加油", "公务用车维修", "车辆保险"]


def test_what_stands_behind_more_names_the_class_only() -> None:
    rows = ["打印机", "扫描仪", "等未列明内容"]
    assert [part[0] for part in by_name("打印机、扫描仪等办公设备采购")[1]] == rows


def test_a_member_of_a_list_that_is_no_purchase_takes_money_beside_the_purchases() -> None:
    result = classify(project("车险、车船税"), load_lexicon())
    assert said(result) == ("purchase", [("车辆保险", "services", False)])
    assert [(other.label, other.nature.value) for other in result.others] == [("车船税", "transfer")]


def test_several_users_of_one_lease_may_be_several_leases() -> None:
    part = only("纪委监委办公楼、党群服务中心、医保局等租赁费")
    assert (part.label, part.most) == ("房屋租赁", 4)
    asked = classify(project("纪委监委办公楼、党群服务中心、医保局等租赁费"), load_lexicon()).questions
    assert [(question.fact, "分为几项" in question.text) for question in asked] == [("part_amounts", True)]


def test_a_requirement_says_all_that_is_bought() -> None:
    lexicon = load_lexicon()
    assert said(classify(named("会议费", "购买会议室无线话筒8支"), lexicon))[1][0][1] == "goods"
    assert said(classify(named("设备采购", "向租车公司长租五辆轿车，不购买"), lexicon))[1][0][1] == "services"
    assert said(classify(named("某事项", "为保障公务用车平台运转"), lexicon))[0] == "unknown"


@pytest.mark.parametrize(
    ("name", "note", "rows"),
    [
        ("保洁服务", "办公楼、电梯", [("保洁", "services", False)]),
        ("电梯", "年度维保", [("维修", "services|works", False)]),
        ("数据采集服务", "供应商自备笔记本电脑", [("数据加工", "services", False)]),
        ("保安服务", "采购对讲机10台", [("对讲机", "goods", False)]),
    ],
)
def test_a_note_under_a_service_names_what_it_is_done_to_unless_a_verb_buys_it(
    name: str, note: str, rows: Rows
) -> None:
    assert said(classify(named(name, note), load_lexicon()))[1] == rows


def test_a_note_that_includes_adds_to_the_name() -> None:
    rows = said(classify(named("电脑采购", "含硒鼓"), load_lexicon()))[1]
    assert [label for label, *_ in rows] == ["电脑", "打印耗材"]


def test_a_list_that_ends_in_accessories_leaves_what_they_belong_to_open() -> None:
    parts = classify(project("打印机、复印机耗材"), load_lexicon()).parts
    assert parts[0].codes == ()
    parts = classify(project("打印机采购、复印机耗材"), load_lexicon()).parts
    assert parts[0].codes[:1] == ("A02021001",)


def test_a_verb_of_buying_before_a_service_leaves_it_a_service() -> None:
    assert only("购买法律服务").categories == {"services"}
    assert only("拆除空调").codes == ("B03030000", "C23990000")
    assert only("宽带维护").codes == ()


def test_a_noun_at_the_end_of_a_head_is_none() -> None:
    assert by_name("维保费") == ("purchase", [("维修", "services|works", False)])


def test_words_on_people_before_unknown_words_prove_nothing() -> None:
    assert by_name("孤儿彩楼搭设")[0] == "unknown"


def test_a_head_that_gives_way_stays_among_the_evidence() -> None:
    evidence = classify(project("设备购置", ["采购台式计算机。"]), load_lexicon()).evidence
    assert [item.phrase for item in evidence] == ["台式计算机", "设备购置"]


def test_one_rank_narrows_what_the_other_leaves_open() -> None:
    assert only("电脑采购", "采购台式计算机。").codes == ("A02010105",)
    assert only("绿化工程", "用于绿化。").categories == {"works"}
    assert only("绿化", "支付绿化养护费。").codes == ("C13030000", "C21040000")


def test_cleaning_and_guards_inside_property_management_are_that() -> None:
    part = only("物业服务费", "用于保洁、保安。")
    assert (part.label, part.codes) == ("物业", ("C21040000",))
    assert [item.phrase for item in part.evidence] == ["物业服务费", "保安", "保洁"]
    assert only("保洁费", "委托物业管理。").codes == ("C21040000",)


def test_a_restriction_is_met_only_by_what_is_the_same_item() -> None:
    assert only("办公家具", "购置家具。").meets == {"standard_office_furniture"}
    assert only("办公家具", "购置课桌。").meets == frozenset()


def test_words_of_one_rank_that_disagree_leave_both() -> None:
    assert told("某项目", "保洁委托费。保洁用于采购设备购置费。")[1][0][0] == "保洁"
    assert only("某项目", "亮化改造工程费用。亮化委托费。").categories == {"services", "works"}


def test_wages_beside_purchases_of_one_rank_are_asked() -> None:
    result = classify(project("保洁人员工资"), load_lexicon())
    assert said(result) == ("unknown", [("未能判断", ALL, True)])
    assert [question.fact for question in result.questions] == ["nature"]
    assert {item.phrase for item in result.evidence} == {"保洁人员", "工资"}


def test_the_texts_outrank_the_name() -> None:
    assert told("工资", "食堂承包费。") == ("purchase", [("食堂餐饮服务", "services", False)])
    assert told("食堂餐饮", "发放工资。")[0] == "personnel"


def test_what_a_contractor_pays_its_people_is_no_personnel_expense() -> None:
    assert told("保洁外包费", "含人员工资。") == ("purchase", [("保洁", "services", False)])
    assert told("保洁", "保洁委托费,含人员工资。") == ("purchase", [("保洁", "services", False)])
    assert told("保洁委托费", "用于支付派遣人员费用。") == (
        "mixed",
        [("保洁", "services", False), ("劳务派遣", "services", False)],
    )


def test_a_subsidy_is_not_changed_by_what_it_is_for() -> None:
    assert by_name("土地承包费补贴")[0] == "transfer"
    assert by_name("公交运营亏损补贴")[0] == "transfer"


def test_the_name_picks_among_natures_that_are_no_purchase() -> None:
    texts = ["工资福利支出和对个人和家庭的补助"]
    assert told("遗属补助", *texts) == ("transfer", [])
    assert told("某项目", *texts) == ("personnel", [])


def test_what_others_pay_is_not_bought() -> None:
    assert told("某项目", "租赁费用由某公司承担。")[0] == "unknown"
    assert told("某项目", "保洁费用由某公司承担,支付物业费。")[1] == [("物业", "services", False)]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("XX路工程尾款", [("工程", "works", True)]),
        ("上年合同付款", [("未能判断", ALL, True)]),
    ],
)
def test_money_for_what_was_bought_before_is_a_settlement(name: str, rows: Rows) -> None:
    assert by_name(name) == ("settlement", rows)


def test_indicators_speak_only_where_the_rest_is_silent() -> None:
    lexicon = load_lexicon()
    assert said(classify(project("某项目", [], [], ["保洁服务费用"]), lexicon)) == (
        "purchase",
        [("保洁", "services", False)],
    )
    assert said(classify(project("工作经费", [], [], ["保洁服务费用"]), lexicon))[0] == "unknown"


def test_a_bare_noun_under_a_head_that_may_be_anything_is_asked() -> None:
    assert by_name("保洁工作经费") == ("unknown", [("保洁", "services", True)])
    assert by_name("取暖运行经费")[0] == "utility"


def test_parts_of_one_nature_keep_it() -> None:
    assert by_name("水费、电费")[0] == "utility"
    assert by_name("运行经费、工作经费")[0] == "unknown"


def test_a_project_without_a_sheet_and_without_a_word_is_asked() -> None:
    from procure.record import replace

    result = classify(replace(project("某某"), sheet=None), load_lexicon())
    assert said(result) == ("unknown", [("未能判断", ALL, True)])
    assert result.evidence == ()
    assert [question.text for question in result.questions] == ["本项目包含哪些内容，各多少金额，哪些以合同方式采购？"]


def test_width_case_and_blanks_do_not_matter() -> None:
    part = only("ｌed　显示 屏")
    assert (part.label, part.evidence[0].phrase) == ("LED显示屏", "ｌed　显示 屏")


def test_a_phrase_has_at_most_twelve_characters() -> None:
    assert only("保" + " " * 20 + "洁").evidence[0].phrase == "保" + " " * 11
