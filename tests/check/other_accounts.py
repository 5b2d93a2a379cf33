"""Honest final accounts: the national forms in 万元, and another place's in 元. Not for budgets."""

from tests.check.other_documents import NAMES, Rows, added, beside, classes, coded, line, share, tree, wan, yuan

ORDINALS = "一二三四五六七八九十"


def national_account() -> str:
    """Return a water bureau's account in the national forms: 行次 columns, balances, business spending."""
    general = {
        "2080505": (523_400, 0),
        "2101101": (201_700, 0),
        "2130305": (0, 6_250_000),
        "2130311": (4_105_600, 318_000),
        "2210201": (377_200, 0),
    }
    land = {"2120803": (0, 1_400_000)}
    business, other, trading = 250_000, 37_600, 180_000
    everything = {code: (*row, 0, 0, 0) for code, row in sorted((general | land).items())}
    everything["2130311"] = (4_105_600 + 262_000, 318_000 + 25_600, 0, trading, 0)
    spent, spent_general = sum(map(sum, everything.values())), sum(map(sum, general.values()))
    opening_fiscal, closing_fiscal, own = 900_000, 350_000, 64_000
    income_general = spent_general + closing_fiscal - opening_fiscal
    fiscal = income_general + 1_400_000
    income = fiscal + business + other + trading
    total, opening, closing = income + opening_fiscal + own, opening_fiscal + own, closing_fiscal + own
    basic, project, _, _, _ = added(everything.values())
    budgeted, planned_general = 17_000_000, 12_500_000
    income_leaves = {code: [sum(row), 0, 0, 0, 0, 0] for code, row in sorted((general | land).items())}
    income_leaves["2130305"][0] -= opening_fiscal - closing_fiscal
    income_leaves["2130311"][2:6] = [business, trading, 0, other]
    left: Rows = [
        ("一、一般公共预算财政拨款收入", "1", income_general),
        ("二、政府性基金预算财政拨款收入", "2", 1_400_000),
        ("三、国有资本经营预算财政拨款收入", "3", None),
        ("四、上级补助收入", "4", None),
        ("五、事业收入", "5", business),
        ("六、经营收入", "6", trading),
        ("七、附属单位上缴收入", "7", None),
        ("八、其他收入", "8", other),
        ("本年收入合计", "9", income),
        ("使用非财政拨款结余（含专用结余）", "10", None),
        ("年初结转和结余", "11", opening),
        ("总计", "12", total),
    ]
    spending = list(classes(everything).items())
    right: Rows = [(f"{ORDINALS[at]}、{name}", str(13 + at), sum(row)) for at, (name, row) in enumerate(spending)]
    right += [("", str(13 + at), None) for at in range(len(right), 8)]
    right += [
        ("本年支出合计", "21", spent),
        ("结余分配", "22", None),
        ("年末结转和结余", "23", closing),
        ("总计", "24", total),
    ]
    fiscal_right: Rows = [
        (
            f"{ORDINALS[at]}、{name}",
            str(13 + at),
            sum(row),
            None if name.startswith("城乡") else sum(row),
            sum(row) if name.startswith("城乡") else None,
            None,
        )
        for at, (name, row) in enumerate(classes(dict(sorted((general | land).items()))).items())
    ]
    fiscal_right += [
        ("本年支出合计", "21", spent_general + 1_400_000, spent_general, 1_400_000, None),
        ("年末财政拨款结转和结余", "22", closing_fiscal, closing_fiscal, None, None),
        ("", "23", None, None, None, None),
        ("", "23", None, None, None, None),
        ("", "23", None, None, None, None),
        ("总计", "24", fiscal + opening_fiscal, income_general + opening_fiscal, 1_400_000, None),
    ]
    fiscal_left: Rows = [
        ("一、一般公共预算财政拨款", "1", income_general),
        ("二、政府性基金预算财政拨款", "2", 1_400_000),
        ("三、国有资本经营预算财政拨款", "3", None),
        ("", "4", None),
        ("", "4", None),
        ("本年收入合计", "5", fiscal),
        ("年初财政拨款结转和结余", "6", opening_fiscal),
        ("一般公共预算财政拨款", "7", opening_fiscal),
        ("政府性基金预算财政拨款", "8", None),
        ("国有资本经营预算财政拨款", "9", None),
        ("总计", "12", fiscal + opening_fiscal),
    ]
    head = "科目代码\t科目名称\t"
    planned, actual = (150_000, 90_000, 60_000), (128_600, 88_600, 40_000)
    before_spent = 15_321_000

    def three(whole: int, cars: int, meals: int) -> tuple[int | None, ...]:
        return (whole, None, cars, None, cars, meals)

    income_rows = "".join(
        line(code, NAMES[code], sum(row), *row)
        for code, row in tree({c: tuple(r) for c, r in income_leaves.items()}).items()
    )
    return (
        "某某市水利局\n2024年度部门决算公开\n\n第二部分 2024年度部门决算表\n"
        "收入支出决算总表\n公开01表\n部门：某某市水利局\n单位：万元\n收入\t\t\t支出\t\t\n项目\t行次\t金额\t项目\t"
        "行次\t金额\n栏次\t\t1\t栏次\t\t2\n"
        + beside(left, right)
        + "注：1. 本表反映部门本年度的总收支和年末结转结余情况。\n\n"
        "收入决算表\n公开02表\n单位：万元\n项目\t\t本年收入合计\t财政拨款收入\t上级补助收入\t事业收入\t经营收入\t"
        "附属单位上缴收入\t其他收入\n"
        + head
        + "\t\t\t\t\t\t\n栏次\t\t1\t2\t3\t4\t5\t6\t7\n"
        + line("合计", "", income, *added(tuple(row) for row in income_leaves.values()))
        + income_rows
        + "\n"
        "支出决算表\n公开03表\n单位：万元\n项目\t\t本年支出合计\t基本支出\t项目支出\t上缴上级支出\t经营支出\t"
        "对附属单位补助支出\n" + head + "\t\t\t\t\t\n栏次\t\t1\t2\t3\t4\t5\t6\n" + coded(everything) + "\n"
        "财政拨款收入支出决算总表\n公开04表\n单位：万元\n收入\t\t\t支出\t\t\t\t\t\n"
        "项目\t行次\t金额\t项目\t行次\t合计\t一般公共预算财政拨款\t政府性基金预算财政拨款\t"
        "国有资本经营预算财政拨款\n栏次\t\t1\t栏次\t\t2\t3\t4\t5\n" + beside(fiscal_left, fiscal_right) + "\n"
        "一般公共预算财政拨款支出决算表\n公开05表\n单位：万元\n项目\t\t本年支出\t\t\n"
        + head
        + "小计\t基本支出\t项目支出\n栏次\t\t1\t2\t3\n"
        + coded(general)
        + "\n"
        "政府性基金预算财政拨款收入支出决算表\n公开07表\n单位：万元\n项目\t\t年初结转和结余\t本年收入\t本年支出\t"
        "\t\t年末结转和结余\n"
        + head
        + "\t\t小计\t基本支出\t项目支出\t\n栏次\t\t1\t2\t3\t4\t5\t6\n"
        + "".join(
            line(code, name, None, 1_400_000, 1_400_000, None, 1_400_000, None)
            for code, name in [("合计", ""), *((code, NAMES[code]) for code in tree(land))]
        )
        + "\n"
        "国有资本经营预算财政拨款支出决算表\n公开08表\n单位：万元\n项目\t\t本年支出\t\t\n"
        + head
        + "合计\t基本支出\t项目支出\n栏次\t\t1\t2\t3\n合计\t\t\t\t\n"
        "注：本部门2024年度无国有资本经营预算财政拨款支出，故本表为空。\n\n"
        "财政拨款“三公”经费支出决算表\n公开09表\n单位：万元\n预算数\t\t\t\t\t\t决算数\t\t\t\t\t\n"
        + "合计\t因公出国（境）费\t公务用车购置及运行费\t\t\t公务接待费\t" * 2
        + "\n"
        + "\t\t小计\t公务用车购置费\t公务用车运行费\t\t" * 2
        + "\n1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\n"
        + line(*three(*planned), *three(*actual))
        + "\n"
        "第三部分 2024年度部门决算情况说明\n一、收入支出决算总体情况说明\n"
        f"2024年度收、支总计均为{wan(total)}万元。与2023年度相比，收、支总计各减少120.00万元，"
        f"下降{share(1_200_000, total + 1_200_000)}，主要原因是工程完工。\n"
        "二、收入决算情况说明\n"
        f"2024年度收入合计{wan(income)}万元，其中：财政拨款收入{wan(fiscal)}万元，占{share(fiscal, income)}；"
        f"事业收入{wan(business)}万元，"
        f"占{share(business, income)}；经营收入{wan(trading)}万元，占{share(trading, income)}；"
        f"其他收入{wan(other)}万元，占{share(other, income)}。\n"
        "三、支出决算情况说明\n"
        f"2024年度支出合计{wan(spent)}万元，其中：基本支出{wan(basic)}万元，占{share(basic, spent)}；"
        f"项目支出{wan(project)}万元，占{share(project, spent)}；"
        f"经营支出{wan(trading)}万元，占{share(trading, spent)}。\n四、财政拨款收入支出决算总体情况说明\n"
        f"2024年度财政拨款收、支总计均为{wan(fiscal + opening_fiscal)}万元。与2023年度相比，财政拨款收、"
        "支总计各增加10.00万元，"
        f"增长{share(100_000, fiscal + opening_fiscal - 100_000)}。\n五、一般公共预算财政拨款支出决算情况说明\n"
        "（一）总体情况\n"
        f"2024年度一般公共预算财政拨款支出{wan(spent_general)}万元，"
        f"占本年支出合计的{share(spent_general, spent)}。与2023年度相比，"
        f"一般公共预算财政拨款支出减少{wan(before_spent - spent_general)}万元，"
        f"下降{share(before_spent - spent_general, before_spent)}。\n（二）结构情况\n"
        f"2024年度一般公共预算财政拨款支出{wan(spent_general)}万元，主要用于以下方面："
        + "；".join(
            f"{name}（类）支出{wan(sum(row))}万元，占{share(sum(row), spent_general)}"
            for name, row in classes(general).items()
        )
        + "。\n（三）具体情况\n"
        f"2024年度一般公共预算财政拨款支出年初预算为{wan(planned_general)}万元，"
        f"支出决算为{wan(spent_general)}万元，完成年初预算的"
        f"{share(spent_general, planned_general)}。其中：\n"
        "1. 农林水支出（类）水利（款）水利工程建设（项）。年初预算为700.00万元，支出决算为625.00万元，"
        "完成年初预算的89.29%。决算数小于年初预算数的主要原因是工程结余。\n"
        "2. 住房保障支出（类）住房改革支出（款）住房公积金（项）。年初预算为37.72万元，支出决算为37.72万元，"
        "完成年初预算的100.00%。\n"
        "3. 卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）。年初预算为0万元，支出决算为20.17万元，"
        "决算数大于年初预算数的主要原因是追加预算。\n"
        "七、财政拨款“三公”经费支出决算情况说明\n"
        "2024年度“三公”经费财政拨款支出预算为15.00万元，支出决算为12.86万元，"
        f"完成预算的{share(128_600, 150_000)}，比上年减少1.14万元，下降{share(11_400, 140_000)}。其中：\n"
        "（一）因公出国（境）费支出预算为0万元，支出决算为0万元。全年安排因公出国（境）团组0个，累计0人次。\n"
        f"（二）公务用车购置及运行费支出预算为9.00万元，支出决算为8.86万元，完成预算的{share(88_600, 90_000)}。"
        "其中：公务用车购置费支出0万元，购置公务用车0辆；"
        "公务用车运行费支出8.86万元，公务用车保有量为3辆。\n"
        f"（三）公务接待费支出预算为6.00万元，支出决算为4.00万元，完成预算的{share(40_000, 60_000)}。"
        "国内公务接待42批次、318人次，支出4.00万元。\n"
        "八、政府性基金预算财政拨款支出决算情况说明\n2024年度政府性基金预算财政拨款年初结转和结余0万元，"
        "本年收入140.00万元，本年支出140.00万元，年末结转和结余0万元。\n"
        "十、机关运行经费支出说明\n2024年度机关运行经费支出43.56万元，比2023年度增加3.56万元，增长8.90%。\n"
        "十一、政府采购支出说明\n2024年度政府采购支出总额500.00万元，其中：政府采购货物支出20.00万元、"
        "政府采购工程支出450.00万元、政府采购服务支出30.00万元。"
        "授予中小企业合同金额400.00万元，占政府采购支出总额的80.00%，其中：授予小微企业合同金额100.00万元，"
        "占授予中小企业合同金额的25.00%。\n"
        f"（十二）年初预算数为{wan(budgeted)}万元。\n"
    )


def account_in_yuan() -> str:
    """Return a culture centre's account in 元 with budgeted and actual columns, negative changes, 万元 in its words."""
    leaves = {"2011102": (1_234_500, 200_050), "2080505": (187_650, 0), "2210201": (140_700, 0)}
    plan = {"2011102": 1_500_000, "2080505": 187_650, "2210201": 150_000}
    spent, planned = sum(map(sum, leaves.values())), sum(plan.values())
    classed = classes(leaves)
    planned_classes = {
        NAMES[code]: row[0] for code, row in tree({c: (v,) for c, v in plan.items()}).items() if len(code) == 3
    }
    left: Rows = [
        ("一、财政拨款收入", planned, spent, spent - planned),
        ("二、事业收入", None, None, None),
        ("三、其他收入", None, None, None),
    ]
    right: Rows = [
        (f"{ORDINALS[at]}、{name}", planned_classes[name], sum(row), sum(row) - planned_classes[name])
        for at, (name, row) in enumerate(classed.items())
    ]
    left += [
        ("本年收入合计", planned, spent, spent - planned),
        ("年初结转和结余", None, None, None),
        ("总计", planned, spent, spent - planned),
    ]
    right += [
        ("本年支出合计", planned, spent, spent - planned),
        ("年末结转和结余", None, None, None),
        ("总计", planned, spent, spent - planned),
    ]
    head = "收入\t\t\t\t支出\t\t\t\n项目\t预算数\t决算数\t增减额\t项目\t预算数\t决算数\t增减额\n"
    return (
        "某某区纪检监察信息中心\n2023年度单位决算\n\n"
        "一、收入支出决算总表\n单位：元\n" + head + beside(left, right, yuan) + "\n"
        "二、支出决算表\n单位：元\n科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\n" + coded(leaves, yuan) + "\n"
        "三、一般公共预算财政拨款基本支出决算表\n单位：元\n人员经费\t\t\t公用经费\t\t\n科目编码\t科目名称\t"
        "决算数\t科目编码\t科目名称\t决算数\n"
        + beside(
            [
                ("301", "工资福利支出", 1_328_350),
                ("30101", "基本工资", 1_000_000),
                ("30108", "机关事业单位基本养老保险缴费", 187_650),
                ("30113", "住房公积金", 140_700),
                ("人员经费合计", "", 1_328_350),
            ],
            [
                ("302", "商品和服务支出", 234_500),
                ("30201", "办公费", 134_500),
                ("30207", "邮电费", 100_000),
                ("", "", None),
                ("公用经费合计", "", 234_500),
            ],
            yuan,
        )
        + "\n四、单位决算情况说明\n（一）收入支出决算总体情况\n"
        f"2023年度收入总计{wan(spent)}万元，支出总计{wan(spent)}万元。与年初预算相比，收、"
        f"支总计各减少{wan(planned - spent)}万元，下降{share(planned - spent, planned)}。\n"
        f"（二）支出决算情况\n本年支出合计{wan(spent)}万元，其中：基本支出{wan(added(leaves.values())[0])}万元，"
        f"占{share(added(leaves.values())[0], spent)}；"
        f"项目支出{wan(added(leaves.values())[1])}万元，占{share(added(leaves.values())[1], spent)}。\n（三）"
        "财政拨款支出决算具体情况\n"
        + "".join(
            f"{at}. {name}预算{wan(planned_classes[name])}万元，决算{wan(sum(row))}万元，"
            f"完成预算的{share(sum(row), planned_classes[name])}。\n"
            for at, (name, row) in enumerate(classed.items(), 1)
        )
        + "（四）基本支出决算情况\n一般公共预算财政拨款基本支出156.29万元，其中：人员经费132.84万元，"
        "公用经费23.45万元。\n"
        "（五）预算绩效情况\n2023年对1个项目开展绩效自评，涉及资金20.01万元。\n"
    )
