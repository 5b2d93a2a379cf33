"""Honest department and unit budgets with the tables of other provinces: several units, split codes, amounts in 元."""

from tests.check.other_documents import NAMES, Leaves, Rows, added, beside, classes, coded, line, share, tree, wan, yuan

ORDINALS = "一二三四五六七八九十"


def henan_department() -> str:
    """Return a department with two units: codes in three columns, the unit between code and name, in 万元."""
    office = {
        "2011101": (5_200_000, 300_000, 640_000, 0),
        "2011102": (0, 0, 0, 2_360_000),
        "2080505": (610_000, 0, 0, 0),
        "2210201": (455_000, 0, 0, 0),
    }
    centre = {"2011102": (820_000, 12_000, 96_000, 470_000), "2080505": (98_000, 0, 0, 0)}
    both = {
        code: added([row for unit in (office, centre) if (row := unit.get(code))])
        for code in sorted({*office, *centre})
    }
    whole = sum(map(sum, both.values()))

    def rows(unit: Leaves, number: str) -> str:
        out = ""
        for code, row in unit.items():
            basic = sum(row[:3])
            out += line(code[:3], code[3:5], code[5:], number, NAMES[code], sum(row), basic, *row[:3], row[3])
        return out

    def unit(name: str, number: str, leaves: Leaves) -> str:
        row = added(leaves.values())
        return line("", "", "", number, name, sum(row), sum(row[:3]), *row[:3], row[3]) + rows(leaves, number)

    total = added(both.values())
    head = (
        "科目编码\t\t\t单位代码\t单位（科目名称）\t合计\t基本支出\t\t\t\t项目支出\n"
        "类\t款\t项\t\t\t\t小计\t工资福利支出\t对个人和家庭的补助\t商品和服务支出\t\n"
    )
    body = (
        line("", "", "", "", "合计", sum(total), sum(total[:3]), *total[:3], total[3])
        + unit("某市纪律检查委员会机关", "101001", office)
        + unit("某市廉政教育中心", "101002", centre)
    )
    left: Rows = [
        ("一、一般公共预算", whole),
        ("其中：财政拨款", whole),
        ("二、政府性基金预算", None),
        ("三、财政专户管理资金", None),
    ]
    right: Rows = [
        ("一、基本支出", sum(total[:3])),
        ("1、工资福利支出", total[0]),
        ("2、商品和服务支出", total[2]),
        ("3、对个人和家庭的补助", total[1]),
        ("二、项目支出", total[3]),
    ]
    left += [("", ""), ("本年收入合计", whole), ("收入总计", whole)]
    right += [("本年支出合计", whole), ("支出总计", whole)]
    return (
        "某市纪律检查委员会\n2025年度部门预算\n\n预算01表\n部门收支总体情况表\n部门名称：某市纪律检查委员会\n"
        "单位：万元\n"
        "收入\t\t支出\t\n项目\t金额\t项目\t金额\n" + beside(left, right) + "\n"
        "预算03表\n部门支出总体情况表\n单位：万元\n" + head + body + "\n"
        "预算05表\n一般公共预算支出情况表\n单位：万元\n" + head + body + "\n"
        "预算07表\n一般公共预算“三公”经费支出情况表\n单位：万元\n"
        "“三公”经费合计\t因公出国（境）费用\t公务用车购置及运行费\t\t\t公务接待费\n"
        "\t\t小计\t公务用车购置费\t公务用车运行费\t\n" + line(260_000, None, 210_000, None, 210_000, 50_000) + "\n"
        "预算08表\n政府性基金预算支出情况表\n单位：万元\n科目编码\t\t\t单位代码\t单位（科目名称）\t合计\t"
        "基本支出\t项目支出\n"
        "类\t款\t项\t\t\t\t\t\n\n注：我单位2025年没有使用政府性基金预算拨款安排的支出，故此表为空。\n\n"
        "第三部分 2025年度部门预算情况说明\n一、收入支出预算总体情况说明\n"
        f"某市纪律检查委员会2025年收入总计{wan(whole)}万元，支出总计{wan(whole)}万元，与2024年相比，收、"
        "支总计各增加100.00万元，"
        f"增长{share(1_000_000, whole - 1_000_000)}。\n二、收入预算总体情况说明\n"
        f"2025年收入合计{wan(whole)}万元，其中：一般公共预算收入{wan(whole)}万元；政府性基金预算收入0万元。\n"
        f"三、支出预算总体情况说明\n2025年支出合计{wan(whole)}万元，其中：基本支出{wan(sum(total[:3]))}万元，"
        f"占{share(sum(total[:3]), whole)}；项目支出{wan(total[3])}万元，占{share(total[3], whole)}。\n"
        "五、一般公共预算支出预算情况说明\n"
        f"2025年一般公共预算支出年初预算为{wan(whole)}万元。主要用于以下方面："
        + "；".join(f"{name}{wan(sum(row))}万元，占{share(sum(row), whole)}" for name, row in classes(both).items())
        + "。\n七、“三公”经费支出预算情况说明\n2025年“三公”经费预算为26.00万元。"
        "2025年“三公”经费支出预算数比2024年减少5.20万元。"
        "具体支出情况如下：\n（一）因公出国（境）费0万元，与2024年持平。\n（二）公务用车购置及运行费21.00万元，"
        "其中，公务用车购置费0万元；"
        "公务用车运行维护费21.00万元，预算数比2024年减少4.20万元。\n（三）公务接待费5.00万元，"
        "预算数比2024年减少1.00万元。\n"
        f"八、其他重要事项的情况说明\n（一）机关运行经费支出情况\n2025年机关运行经费支出预算{wan(total[2])}万元。\n"
        "（二）政府采购支出情况\n2025年政府采购预算安排86.50万元，其中：政府采购货物预算36.50万元、"
        "政府采购工程预算0万元、"
        "政府采购服务预算50.00万元。\n"
    )


def zhejiang_department() -> str:
    """Return a department whose tables name units and 其中 rows, with money of special accounts and units."""
    agency = {"2060404": (2_100_000, 640_000), "2080505": (180_000, 0), "2210201": (260_000, 0)}
    service = {"2060404": (900_000, 1_160_000), "2069999": (0, 75_000), "2080505": (66_000, 0)}
    whole = sum(map(sum, [*agency.values(), *service.values()]))
    special, own = 300_000, 161_000
    general = whole - special - own
    basic = sum(row[0] for unit in (agency, service) for row in unit.values())

    def block(number: str, name: str, leaves: Leaves) -> str:
        row = added(leaves.values())
        out = line(number, name, "", sum(row), *row)
        return out + "".join(
            line(number, name, f"[{code}]{NAMES[code]}", sum(row), *row) for code, row in leaves.items()
        )

    right_rows: dict[str, int] = {}
    for unit in (agency, service):
        for name, row in classes(unit).items():
            right_rows[name] = right_rows.get(name, 0) + sum(row)
    left: Rows = [
        ("一、一般公共预算", general),
        ("二、政府性基金预算", None),
        ("三、国有资本经营预算", None),
        ("四、财政专户管理资金", special),
        ("五、单位资金", own),
        ("其中：事业收入", 100_000),
        ("其他收入", 61_000),
        ("本年收入合计", whole),
        ("上年结转结余", None),
        ("收入总计", whole),
    ]
    right: Rows = [(f"{ORDINALS[at]}、{name}", total) for at, (name, total) in enumerate(right_rows.items())]
    right += [("", None)] * (7 - len(right)) + [("本年支出合计", whole), ("年终结转结余", None), ("支出总计", whole)]
    three = (120_000, 0, 38_000, 82_000)
    return (
        "某区科学技术局2025年部门预算\n\n一、概况\n某区科学技术局部门预算包括：局本级预算、局属事业单位1家。\n\n"
        "表1\n部门收支总体情况表\n单位：万元\n收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n"
        + beside(left, right, nothing="0.00")
        + "\n"
        "表2\n部门收入总体情况表\n单位：万元\n单位编码\t单位名称\t合计\t一般公共预算\t政府性基金预算\t"
        "国有资本经营预算\t财政专户管理资金\t单位资金\t\t\t上年结转\n"
        "\t\t\t\t\t\t\t小计\t事业收入\t其他收入\t\n"
        + line("", "合计", whole, general, None, None, special, own, 100_000, 61_000, None, nothing="0.00")
        + line(
            "301001",
            "某区科学技术局（本级）",
            sum(map(sum, agency.values())),
            sum(map(sum, agency.values())),
            None,
            None,
            None,
            None,
            None,
            None,
            None,
            nothing="0.00",
        )
        + line(
            "301002",
            "某区科技服务中心",
            sum(map(sum, service.values())),
            sum(map(sum, service.values())) - special - own,
            None,
            None,
            special,
            own,
            100_000,
            61_000,
            None,
            nothing="0.00",
        )
        + "\n表3\n部门支出总体情况表\n单位：万元\n单位编码\t单位名称\t科目\t合计\t基本支出\t项目支出\n"
        + line("合计", "", "", whole, basic, whole - basic)
        + block("301001", "某区科学技术局（本级）", agency)
        + block("301002", "某区科技服务中心", service)
        + "\n表7\n一般公共预算“三公”经费支出表\n单位：万元\n项目\t2024年预算数\t2025年预算数\t增减额\t增减%\n"
        + line("合计", 90_000, sum(three[:1]), 30_000).rstrip("\n")
        + "\t33.33\n"
        + line("1.因公出国（境）费用", None, None, None)
        + line("2.公务接待费", 50_000, 38_000).rstrip("\n")
        + "\t-1.20\t-24.00\n"
        + line("3.公务用车购置及运行维护费", 40_000, 82_000, 42_000).rstrip("\n")
        + "\t105.00\n"
        + line("其中：公务用车运行维护费", 40_000, 82_000, 42_000).rstrip("\n")
        + "\t105.00\n"
        + line("公务用车购置费", None, None, None)
        + "\n二、2025年部门预算安排情况说明\n（一）收支预算总体情况\n"
        f"某区科学技术局2025年收支总预算{wan(whole)}万元，与上年相比增长152.36%，主要是机构合并。\n"
        f"（二）收入预算情况\n2025年收入预算{wan(whole)}万元，其中：一般公共预算{wan(general)}万元，"
        f"占{share(general, whole)}；"
        f"财政专户管理资金{wan(special)}万元，占{share(special, whole)}；"
        f"单位资金{wan(own)}万元（其中事业收入10.00万元、其他收入6.10万元），"
        f"占{share(own, whole)}。\n（三）支出预算情况\n2025年支出预算{wan(whole)}万元，其中："
        f"基本支出{wan(basic)}万元，占{share(basic, whole)}；"
        f"项目支出{wan(whole - basic)}万元，占{share(whole - basic, whole)}。\n"
        "（四）“三公”经费预算情况\n2025年“三公”经费预算数12.00万元，比2024年预算数增加3.00万元，增长33.33%。"
        "其中：因公出国（境）费用0万元，"
        "与2024年预算数持平；公务接待费3.80万元，比2024年预算数减少1.20万元，下降24%；"
        "公务用车购置及运行维护费8.20万元，"
        "比2024年预算数增加4.20万元，增长105%，主要原因是新增一辆执法用车。\n"
        "（五）政府采购情况\n2025年本部门政府采购预算总额62.40万元，其中：政府采购货物预算12.40万元、"
        "政府采购工程预算0万元、政府采购服务预算50.00万元。\n"
        "（六）机关运行经费\n2025年机关运行经费预算31.00万元，上年为0万元，增加31.00万元。\n"
    )


def guangxi_bureau() -> str:
    """Return a bureau whose tables are in 元, the total last, the narrative in 万元, purchases by kind and source."""
    leaves = {
        "2050803": (12_345, 0),
        "2010101": (3_456_789, 0),
        "2010104": (0, 1_234_568),
        "2080505": (345_678, 0),
        "2080506": (172_839, 0),
        "2101101": (151_234, 0),
        "2101103": (89_012, 0),
        "2210201": (301_111, 0),
    }
    leaves = dict(sorted(leaves.items()))
    whole = sum(map(sum, leaves.values()))
    basic, project = added(leaves.values())
    personnel = 3_987_654
    public = basic - personnel
    left: Rows = [
        ("一、一般公共预算拨款收入", whole),
        ("二、政府性基金预算拨款收入", None),
        ("三、国有资本经营预算拨款收入", None),
        ("", ""),
    ]
    right: Rows = [
        (f"（{ORDINALS[at]}）{name}", sum(row), sum(row), None, None)
        for at, (name, row) in enumerate(classes(leaves).items())
    ]
    left += [("", "")] * (len(right) - 4) + [("收入总计", whole)]
    right += [("支出总计", whole, whole, None, None)]
    goods, services = 245_600, 413_000
    return (
        "某某市人民代表大会常务委员会办公室\n2026年部门预算公开\n\n第二部分 2026年部门预算表\n"
        "部门公开表4\n财政拨款收支总体情况表\n单位：元\n收入\t\t支出\t\t\t\t\n"
        "项目\t预算数\t项目（按功能分类）\t合计\t一般公共预算\t政府性基金预算\t国有资本经营预算\n"
        + beside(left, right, yuan, "0.00")
        + "\n"
        "部门公开表3\n部门支出总体情况表\n单位：元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
        + coded(leaves, yuan, last=True)
        + "\n"
        "部门公开表5\n一般公共预算支出情况表\n单位：元\n科目编码\t科目名称\t合计\t基本支出\t\t\t项目支出\n\t\t\t"
        "小计\t人员经费\t公用经费\t\n"
        + line("", "合计", whole, basic, personnel, public, project, show=yuan)
        + line(
            "201", "一般公共服务支出", 3_456_789 + 1_234_568, 3_456_789, 3_456_789 - public, public, project, show=yuan
        )
        + line("20101", "人大事务", 3_456_789 + 1_234_568, 3_456_789, 3_456_789 - public, public, project, show=yuan)
        + line("2010101", "行政运行", 3_456_789, 3_456_789, 3_456_789 - public, public, None, show=yuan)
        + line("2010104", "人大会议", 1_234_568, None, None, None, 1_234_568, show=yuan)
        + "".join(
            line(code, NAMES[code], row[0], row[0], row[0], None, None, show=yuan)
            for code, row in tree(leaves).items()
            if not code.startswith("201")
        )
        + "\n部门公开表9\n国有资本经营预算支出情况表\n单位：元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
        "合计\t\t0.00\t0.00\t0.00\n"
        "说明：本部门2026年没有国有资本经营预算安排的支出。\n\n"
        "第三部分 2026年部门预算情况说明\n一、部门预算收支情况总体说明\n"
        f"（一）收入预算说明\n2026年本部门收入总预算{wan(whole)}万元，同比增加{wan(321_000)}万元，"
        f"增长{share(321_000, whole - 321_000)}，"
        "主要原因是人员增加。\n（二）支出预算说明\n"
        f"2026年本部门支出总预算{wan(whole)}万元，基本支出{wan(basic)}万元，占支出总预算{share(basic, whole)}；"
        f"项目支出{wan(project)}万元，"
        f"占支出总预算{share(project, whole)}。\n二、一般公共预算支出情况说明\n按功能分类科目，具体情况如下：\n"
        + "".join(
            f"{at}. {name}{wan(sum(row))}万元，占{share(sum(row), whole)}。\n"
            for at, (name, row) in enumerate(classes(leaves).items(), 1)
        )
        + f"三、一般公共预算基本支出情况说明\n2026年基本支出{wan(basic)}万元。其中人员经费{wan(personnel)}万元，"
        f"公用经费{wan(public)}万元。\n"
        "四、政府采购预算情况说明\n"
        f"2026年政府采购预算总金额{goods + services}元，其中：集中采购预算{goods}元，分散采购预算{services}元。"
        "按资金来源分："
        f"一般公共预算{goods + services}元。按采购类别分：货物类{goods}元，占{share(goods, goods + services)}；"
        "工程类0元；"
        f"服务类{services}元，占{share(services, goods + services)}。\n"
    )
