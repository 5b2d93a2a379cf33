"""Honest department budgets as other counties, provinces and ministries publish them. Not for final accounts."""

from tests.check.other_documents import Rows, added, beside, classes, coded, line, share, wan

ORDINALS = "一二三四五六七八九十"


def shanxi_county() -> str:
    """Return a county's agricultural bureau: carried-over money, land money, projects with target sheets in 元."""
    current = {
        "2080505": (412_300, 0),
        "2101101": (187_600, 0),
        "2130104": (3_920_500, 0),
        "2130106": (126_000, 850_000),
        "2130108": (0, 1_264_000),
        "2210201": (309_400, 0),
    }
    carried, land = {"2130108": (0, 236_000)}, {"2120803": (0, 2_000_000)}
    everything = current | {"2130108": (0, 1_500_000)} | land
    basic, project = added(everything.values())
    now, old = sum(added(current.values())) + 2_000_000, 236_000
    whole = now + old
    right: Rows = [
        (
            f"{ORDINALS[at]}、{name}",
            sum(row),
            sum(row) - sum(classes(carried).get(name, (0, 0))),
            sum(classes(carried).get(name, (0, 0))),
        )
        for at, (name, row) in enumerate(classes(everything).items())
    ]
    right += [("本年支出合计", whole, now, old), ("年终结转", None, None, None), ("支出总计", whole, now, old)]
    left: Rows = [
        ("一、一般公共预算", now - 2_000_000),
        ("二、政府性基金预算", 2_000_000),
        ("三、国有资本经营预算", None),
        ("四、财政专户管理资金", None),
        ("五、单位资金", None),
    ]
    left += [("", "")] * (len(right) - 8) + [("本年收入合计", now), ("上年结转", old), ("收入总计", whole)]
    projects = {"病虫害统防统治补助": 1_264_000, "农业科技推广示范": 850_000, "高标准农田配套道路": 2_000_000}
    rows = "".join(
        line(name, amount, None if name.endswith("道路") else amount, amount if name.endswith("道路") else None)
        for name, amount in projects.items()
    )
    sheets = "".join(
        f"项目支出绩效目标表\n(2026年度)\n项目名称\t\t{name}\t\t\n"
        f"项目资金(元)\t\t实施期资金总额:\t{amount:,}\t年度资金总额:\t{amount:,}\n"
        f"\t\t其中:中央财政资金\t0\t其中:中央财政资金\t0\n\t\t市县(区)财政资金\t{amount:,}\t市县(区)财政资金\t"
        f"{amount:,}\n"
        f"项目概况\t\t按年度计划实施。\t\t\n\n"
        for name, amount in projects.items()
    )
    personnel, public = 4_515_300, basic - 4_515_300
    before, trip = 9_000_000, (18_000, 42_000)
    return (
        "某某县农业农村局\n2026年度部门预算公开\n\n第二部分 2026年部门预算报表\n\n"
        "2026年预算收支总表\n部门名称：某某县农业农村局\n单位：万元\n收入\t\t支出\t\t\t\n"
        "项目\t2026年\t项目\t2026年合计\t当年预算安排\t上年结转安排\n" + beside(left, right) + "\n"
        "2026年预算支出总表\n单位：万元\n项目\t\t2026年预算数\t\t\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
        + coded(everything)
        + "\n"
        "2026年一般公共预算支出预算表（不含上年结转）\n单位：万元\n项目\t\t2026年预算数\t\t\n"
        "科目编码\t科目名称\t合计\t基本支出\t项目支出\n" + coded(current) + "\n"
        "2026年一般公共预算安排基本支出分经济科目表（不含上年结转）\n单位：万元\n"
        "部门预算支出经济科目名称\t政府预算支出经济科目名称\t2026年预算数\t\t\n\t\t合计\t人员经费\t公用经费\n"
        + line("合计", "", basic, personnel, public)
        + line("工资福利支出", "", 4_409_300, 4_409_300, None)
        + line("基本工资", "工资福利支出", 3_500_000, 3_500_000, None)
        + line("机关事业单位基本养老保险缴费", "社会保障缴费", 412_300, 412_300, None)
        + line("职工基本医疗保险缴费", "社会保障缴费", 187_600, 187_600, None)
        + line("住房公积金", "住房公积金", 309_400, 309_400, None)
        + line("商品和服务支出", "", public, None, public)
        + line("办公费", "办公经费", 260_500, None, 260_500)
        + line("公务接待费", "公务接待费", 18_000, None, 18_000)
        + line("公务用车运行维护费", "公务用车运行维护费", 42_000, None, 42_000)
        + line("其他商品和服务支出", "其他商品和服务支出", public - 320_500, None, public - 320_500)
        + line("对个人和家庭的补助", "", 106_000, 106_000, None)
        + line("生活补助", "社会福利和救助", 106_000, 106_000, None)
        + "\n"
        "2026年政府性基金预算支出表（不含上年结转）\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
        + coded(land)
        + "\n"
        "2026年财政拨款安排“三公”经费支出预算表\n单位：万元\n项目\t2026年预算数\t\t\t\n"
        "\t合计\t一般公共预算\t政府性基金预算\t国有资本经营预算\n"
        + line("因公出国（境）费", None, None, None, None)
        + line("公务接待费", trip[0], trip[0], None, None)
        + line("公务用车购置及运行费", trip[1], trip[1], None, None)
        + line("①公务用车购置费", None, None, None, None)
        + line("②公务用车运行维护费", trip[1], trip[1], None, None)
        + line("合计", sum(trip), sum(trip), None, None)
        + "\n"
        "2026年项目支出预算表（本年预算）\n单位：万元\n"
        "项目名称\t合计\t2026年财政拨款\t\t\t财政专户管理资金\t单位资金\n\t\t一般公共预算\t政府性基金预算\t"
        "国有资本经营预算\t\t\n" + line("某某县农业农村局", 4_114_000, 2_114_000, 2_000_000) + rows + "\n"
        "2026年项目支出预算表（上年结转）\n单位：万元\n"
        "项目名称\t合计\t2026年财政拨款\t\t\n\t\t一般公共预算\t政府性基金预算\t国有资本经营预算\n"
        + line("病虫害统防统治补助（2025年结转）", 236_000, 236_000)
        + "\n"
        "第三部分 2026年度部门预算情况说明\n\n一、部门预算收支数据变动情况及原因\n"
        f"2026年度某某县农业农村局预算收入总计{wan(whole)}万元，其中：本年收入{wan(now)}万元，"
        f"上年结转{wan(old)}万元，"
        f"比上年增加{wan(whole - before)}万元，增长{share(whole - before, before)}，主要原因是新增道路项目。"
        f"预算支出总计{wan(whole)}万元，其中：基本支出{wan(basic)}万元，项目支出{wan(project)}万元。\n"
        "二、收入预算情况说明\n"
        f"2026年本年收入{wan(now)}万元，其中：一般公共预算拨款收入{wan(now - 2_000_000)}万元，"
        f"占{share(now - 2_000_000, now)}；"
        f"政府性基金预算拨款收入200.00万元，占{share(2_000_000, now)}。\n"
        "三、支出预算情况说明\n"
        f"2026年支出预算{wan(whole)}万元，其中：基本支出{wan(basic)}万元，占{share(basic, whole)}；"
        f"项目支出{wan(project)}万元，占{share(project, whole)}。\n"
        "五、一般公共预算支出情况说明\n（一）一般公共预算当年支出规模变化情况\n"
        f"2026年一般公共预算当年支出{wan(now - 2_000_000)}万元，比上年减少150.00万元，"
        f"下降{share(1_500_000, now - 500_000)}。\n（二）一般公共预算当年支出结构情况\n"
        f"一般公共预算当年支出{wan(now - 2_000_000)}万元，主要用于以下方面："
        + "；".join(
            f"{name}{wan(sum(row))}万元，占{share(sum(row), now - 2_000_000)}" for name, row in classes(current).items()
        )
        + "。\n六、一般公共预算基本支出情况说明\n"
        f"2026年一般公共预算安排基本支出{wan(basic)}万元，其中：人员经费{wan(personnel)}万元，主要包括基本工资、"
        "住房公积金等；"
        f"公用经费{wan(public)}万元，主要包括办公费、公务接待费等。\n"
        "七、“三公”经费增减变动原因说明\n"
        f"2026年财政拨款安排的“三公”经费预算{wan(sum(trip))}万元，比2025年减少0.50万元，"
        f"下降{share(5000, sum(trip) + 5000)}，"
        f"主要原因是压减接待。其中：因公出国（境）费0万元，与上年预算数相同；公务接待费{wan(trip[0])}万元，"
        "比上年减少0.50万元；"
        f"公务用车购置及运行费{wan(trip[1])}万元，与上年持平，其中公务用车购置费0万元，"
        f"公务用车运行维护费{wan(trip[1])}万元。\n"
        "八、机关运行经费增减变动原因说明\n"
        f"2026年机关运行经费预算{wan(public)}万元，比上年增加2.00万元，增长{share(20_000, public - 20_000)}。\n"
        "九、政府采购情况\n2026年政府采购预算总额230.00万元。其中：政府采购货物预算10.00万元、"
        "政府采购工程预算200.00万元、"
        "政府采购服务预算20.00万元。\n十、绩效管理情况\n"
        "2026年纳入绩效目标管理的项目3个，共计金额411.40万元。\n十一、国有资产占有使用情况\n"
        "截至2025年12月31日，共有车辆2辆，其中：一般公务用车1辆，特种专业技术用车1辆；"
        "单位价值50万元以上通用设备0台（套）。\n\n" + sheets
    )
