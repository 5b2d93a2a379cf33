"""Honest budgets with projects, with purchased services, and with money kept for the next year."""

from tests.check.other_documents import Rows, added, beside, classes, coded, line, share, wan

ORDINALS = "一二三四五六七八九十"


def shandong_bureau() -> str:
    """Return a city management bureau: projects by unit, purchased services, changes above 100 % and from zero."""
    leaves = {
        "2080505": (820_000, 0),
        "2101101": (355_000, 0),
        "2120303": (9_460_000, 18_750_000),
        "2210201": (640_000, 0),
    }
    land = {"2120801": (0, 6_000_000)}
    everything = leaves | land
    whole, general = sum(map(sum, everything.values())), sum(map(sum, leaves.values()))
    basic, project = added(everything.values())
    office = {"道路照明电费": 5_250_000, "市政设施维护": 7_500_000, "征地补偿": 6_000_000}
    centre = {"环卫作业服务": 5_600_000, "垃圾分类宣传": 400_000}
    left: Rows = [
        ("一、财政拨款", whole),
        ("（一）一般公共预算", general),
        ("（二）政府性基金预算", 6_000_000),
        ("（三）国有资本经营预算", None),
        ("二、财政专户管理资金", None),
        ("三、事业收入", None),
        ("四、其他收入", None),
    ]
    right: Rows = [(f"{ORDINALS[at]}、{name}", sum(row)) for at, (name, row) in enumerate(classes(everything).items())]
    right += [("", None)] * (7 - len(right)) + [("本年支出合计", whole), ("结转下年", None), ("支出总计", whole)]
    left += [("本年收入合计", whole), ("上年结转", None), ("收入总计", whole)]

    def projects(unit: str, rows: dict[str, int]) -> str:
        out = "".join(
            line(unit, name, amount, None if name == "征地补偿" else amount, amount if name == "征地补偿" else None)
            for name, amount in rows.items()
        )
        land_part = rows.get("征地补偿", 0)
        return line(unit, "小计", sum(rows.values()), sum(rows.values()) - land_part, land_part) + out

    return (
        "某某市城市管理局2026年部门预算\n\n第二部分 部门预算公开表\n"
        "部门收支预算总表\n单位：万元\n收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n" + beside(left, right) + "\n"
        "部门支出预算总表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
        + coded(everything, last=True)
        + "\n"
        "政府性基金预算支出表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
        + coded(land, last=True)
        + "\n"
        "项目支出表\n单位：万元\n单位名称\t项目名称\t合计\t一般公共预算\t政府性基金预算\n"
        + projects("某某市城市管理局机关", office)
        + projects("某某市环境卫生中心", centre)
        + line("", "合计", project, project - 6_000_000, 6_000_000)
        + "\n"
        "政府购买服务支出表\n单位：万元\n购买项目名称\t承接主体类别\t金额\n"
        + line("环卫作业服务", "企业", 5_600_000)
        + line("垃圾分类宣传", "社会组织", 400_000)
        + line("合计", "", 6_000_000)
        + "\n"
        "第三部分 2026年部门预算情况说明\n一、收支预算总体情况\n"
        f"2026年收支总预算{wan(whole)}万元，比上年增加{wan(whole - 20_000_000)}万元，"
        f"增长{share(whole - 20_000_000, 20_000_000)}，"
        "主要是环卫中心并入。收入包括：财政拨款、财政专户管理资金、事业收入、其他收入。\n二、收入预算情况\n"
        f"2026年收入预算{wan(whole)}万元，其中：一般公共预算{wan(general)}万元，占{share(general, whole)}；"
        f"政府性基金预算600.00万元，占{share(6_000_000, whole)}。\n"
        f"三、支出预算情况\n2026年支出预算{wan(whole)}万元，其中：基本支出{wan(basic)}万元，"
        f"占{share(basic, whole)}；项目支出{wan(project)}万元，占{share(project, whole)}。\n"
        "四、政府性基金预算支出情况\n2026年政府性基金预算支出600.00万元，2025年为0万元，增加600.00万元，"
        "主要是新增征地补偿。\n"
        "五、政府采购情况\n2026年政府采购预算1,850.00万元，其中：政府采购货物预算50.00万元、"
        "政府采购工程预算750.00万元、政府采购服务预算1,050.00万元。"
        "面向中小企业预留政府采购份额1,200.00万元，占政府采购预算的64.86%，其中：面向小微企业预留840.00万元，"
        "占预留份额的70.00%。\n"
        "六、政府购买服务情况\n2026年政府购买服务预算600.00万元，涉及项目2个。\n七、预算绩效情况\n"
        "2026年项目支出全面实施绩效目标管理，涉及项目5个，预算资金2,475.00万元，其中一般公共预算1,875.00万元、"
        "政府性基金预算600.00万元。\n"
        "八、国有资产占有使用情况\n截至2025年底，共有车辆36辆，其中：执法执勤用车4辆，特种专业技术用车30辆，"
        "其他用车2辆，其他用车主要是作业车辆。\n"
    )


def shanxi_unit() -> str:
    """Return a unit with money carried in and money kept for the next year, in 万元, blank and 0 side by side."""
    leaves = {"2060404": (1_210_000, 300_000), "2080505": (130_000, 0), "2210201": (96_000, 0)}
    spent = sum(map(sum, leaves.values()))
    carried, kept = 420_000, 150_000
    now = spent + kept - carried
    left: Rows = [
        ("一、一般公共预算", now - 80_000),
        ("二、政府性基金预算", None),
        ("三、国有资本经营预算", None),
        ("四、财政专户管理资金", None),
        ("五、单位资金", 80_000),
    ]
    right: Rows = [
        (
            f"{ORDINALS[at]}、{name}",
            sum(row),
            sum(row) - (270_000 if name.startswith("科学") else 0),
            270_000 if name.startswith("科学") else None,
        )
        for at, (name, row) in enumerate(classes(leaves).items())
    ]
    right += [("", None, None, None)] * 2
    left += [("本年收入合计", now), ("上年结转", carried), ("收入总计", now + carried)]
    right += [
        ("本年支出合计", spent, spent - 270_000, 270_000),
        ("年终结转", kept, None, kept),
        ("支出总计", spent + kept, spent - 270_000, carried),
    ]
    return (
        "某某县科技馆\n2026年度单位预算公开\n\n"
        "2026年预算收支总表\n单位名称：某某县科技馆\n单位：万元\n收入\t\t支出\t\t\t\n项目\t2026年\t项目\t"
        "2026年合计\t当年预算安排\t上年结转安排\n" + beside(left, right) + "\n"
        "2026年预算支出总表\n单位：万元\n项目\t\t2026年预算数\t\t\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
        + coded(leaves)
        + "\n"
        "2026年政府性基金预算收入表（不含上年结转）\n单位：万元\n项目\t\t政府性基金收入预算\n收入科目编码\t"
        "科目名称\t\n合计\t\t\n注：本表无数据\n\n"
        "2026年财政拨款安排机关运行经费预算表\n单位：万元\n单位名称\t2026预算数\t\t\t\n\t合计\t一般公共预算\t"
        "政府性基金预算\t国有资本经营预算\n部门合计\t0\t0\t0\t0\n"
        "注：本单位为事业单位，无机关运行经费。\n\n"
        "第三部分 2026年度单位预算情况说明\n一、单位预算收支数据变动情况及原因\n"
        f"2026年度某某县科技馆预算收入总计{wan(now + carried)}万元，其中：本年收入{wan(now)}万元，"
        f"上年结转{wan(carried)}万元，比上年减少20.40万元，"
        f"下降{share(204_000, now + carried + 204_000)}。预算支出总计{wan(spent + kept)}万元，其中："
        f"本年支出{wan(spent)}万元，年终结转{wan(kept)}万元。\n"
        f"二、收入预算情况说明\n本年收入{wan(now)}万元，其中：一般公共预算{wan(now - 80_000)}万元，"
        f"占{share(now - 80_000, now)}；单位资金8.00万元，占{share(80_000, now)}。\n"
        f"三、支出预算情况说明\n本年支出{wan(spent)}万元，其中：基本支出{wan(added(leaves.values())[0])}万元，"
        f"占{share(added(leaves.values())[0], spent)}；"
        f"项目支出30.00万元，占{share(300_000, spent)}。\n九、政府采购情况\n2026年本单位未安排政府采购预算。\n"
    )
