"""Honest budgets of a school and of a ministry: own income, balances carried over and left, changes of each line."""

from tests.check.other_documents import NAMES, Leaves, Rows, added, beside, classes, coded, line, share, tree, wan, yuan

ORDINALS = "一二三四五六七八九十"


def beijing_school() -> str:
    """Return a school's own budget in 元 without a project table, 0.00 in every blank cell."""
    leaves = {
        "2050302": (23_456_700, 4_512_300),
        "2080505": (1_890_400, 0),
        "2080506": (945_200, 0),
        "2101102": (1_512_300, 0),
        "2210201": (1_623_800, 0),
        "2210203": (88_000, 0),
    }
    whole = sum(map(sum, leaves.values()))
    basic, project = added(leaves.values())
    special, business, operating, other, carried = 3_200_000, 640_000, 96_000, 55_400, 412_300
    now = whole - carried
    fiscal = now - special - business - operating - other
    left: Rows = [
        ("1. 财政拨款收入", fiscal),
        ("其中：一般公共预算拨款收入", fiscal),
        ("政府性基金预算拨款收入", 0),
        ("国有资本经营预算拨款收入", 0),
        ("2. 财政专户管理资金", special),
        ("3. 事业收入", business),
        ("4. 事业单位经营收入", operating),
        ("5. 上级补助收入", 0),
        ("6. 附属单位上缴收入", 0),
        ("7. 其他收入", other),
    ]
    right: Rows = [(f"{ORDINALS[at]}、{name}", sum(row)) for at, (name, row) in enumerate(classes(leaves).items())]
    right += [("", "")] * (len(left) - len(right)) + [("本年支出合计", whole), ("结转下年", 0), ("支出总计", whole)]
    left += [("本年收入合计", now), ("上年结转结余", carried), ("收入总计", whole)]
    fiscal_leaves = dict(leaves)
    fiscal_leaves["2050302"] = (23_456_700 - business - operating - other, 4_512_300 - special - carried)
    head = (
        "科目编码\t科目名称\t总计\t上年结转结余\t本年收入\t\t\t\t\t\t\t\n\t\t\t\t合计\t财政拨款收入\t财政专户管理资金\t"
        "事业收入\t事业单位经营收入\t上级补助收入\t附属单位上缴收入\t其他收入\n"
    )

    def income(code: str) -> tuple[int, ...]:
        own = code in ("205", "20503", "2050302", "")
        total = sum(tree(leaves)[code]) if code else whole
        extra = (special, business, operating, 0, 0, other) if own else (0,) * 6
        old = carried if own else 0
        return (total, old, total - old, total - old - sum(extra), *extra)

    rows = "".join(line(code, NAMES[code], *income(code), show=yuan, nothing="0.00") for code in tree(leaves))
    return (
        "某市信息职业学校\n2025年单位预算\n\n第二部分 单位预算表\n"
        "表一 收支总体情况表\n单位：元\n收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n"
        + beside(left, right, yuan, "0.00")
        + "\n"
        "表二 收入总体情况表\n单位：元\n"
        + head
        + line("合计", "", *income(""), show=yuan, nothing="0.00")
        + rows
        + "\n"
        "表三 支出总体情况表\n单位：元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\t事业单位经营支出\t"
        "上缴上级支出\t对附属单位补助支出\n"
        + coded(
            {code: (*row, 0, 0, 0) for code, row in leaves.items()}
            | {"2050302": (23_456_700 - operating, 4_512_300, operating, 0, 0)},
            yuan,
            "0.00",
        )
        + "\n"
        "表五 一般公共预算支出情况表\n单位：元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
        + coded(fiscal_leaves, yuan, "0.00")
        + "\n"
        "表七 一般公共预算“三公”经费支出情况表\n单位：元\n合计\t因公出国（境）费\t公务接待费\t"
        "公务用车购置及运行维护费\t\t\n\t\t\t小计\t公务用车购置费\t公务用车运行维护费\n"
        + line(36_000, 0, 6_000, 30_000, 0, 30_000, show=yuan, nothing="0.00")
        + "\n"
        "表八 政府性基金预算支出情况表\n单位：元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n合计\t\t0.00\t"
        "0.00\t0.00\n注：本单位无政府性基金预算，故本表无数据。\n\n"
        "第三部分 2025年单位预算情况说明\n一、收支预算总体情况\n"
        f"2025年收入总预算{wan(whole)}万元，其中：本年财政拨款收入{wan(fiscal)}万元，"
        f"财政专户管理资金收入{wan(special)}万元，"
        f"事业收入{wan(business)}万元，事业单位经营收入{wan(operating)}万元，其他收入{wan(other)}万元，"
        f"上年结转结余{wan(carried)}万元。"
        f"收入总预算比2024年{wan(30_000_000)}万元增加{wan(whole - 30_000_000)}万元，"
        f"增长{share(whole - 30_000_000, 30_000_000)}。\n"
        "二、支出预算情况\n"
        f"2025年支出总预算{wan(whole)}万元，其中：基本支出{wan(basic - operating)}万元，"
        f"占总支出预算{share(basic - operating, whole)}；"
        f"项目支出{wan(project)}万元，占总支出预算{share(project, whole)}；事业单位经营支出{wan(operating)}万元，"
        f"占总支出预算{share(operating, whole)}。\n"
        "三、“三公”经费财政拨款预算情况\n2025年“三公”经费财政拨款预算3.60万元，比2024年预算减少0.40万元。其中：\n"
        "1. 因公出国（境）费用。2025年预算数0万元，与2024年持平。\n2. 公务接待费。2025年预算数0.60万元，"
        "比2024年减少0.40万元。\n"
        "3. 公务用车购置和运行维护费。2025年预算数3.00万元，其中，公务用车购置2025年预算数0万元；"
        "公务用车运行维护费2025年预算数3.00万元，"
        "与2024年持平。\n四、政府采购预算情况\n2025年政府采购预算总额156.20万元，其中："
        "政府采购货物预算96.20万元，政府采购工程预算0万元，"
        "政府采购服务预算60.00万元。\n五、国有资产占用情况\n截至2024年底，固定资产总额4,562.30万元，其中："
        "车辆1辆，18.60万元；"
        "单位价值50万元以上的通用设备3台（套），单位价值100万元以上的专用设备0台（套）。\n"
    )


def ministry() -> str:
    """Return a ministry's budget: last year's execution, this year's budget and the change of each line, in 万元."""
    before = {"2060404": 412_400, "2069999": 96_000, "2080501": 88_000, "2080505": 63_500, "2210201": 0}
    now: Leaves = {
        "2060404": (120_000, 250_400),
        "2069999": (0, 201_300),
        "2080501": (88_000, 0),
        "2080505": (70_100, 0),
        "2210201": (54_600, 0),
    }
    before = {code: amount * 100 for code, amount in before.items()}
    now = {code: (row[0] * 100, row[1] * 100) for code, row in now.items()}
    general = sum(map(sum, now.values()))
    old = sum(before.values())
    carried, operating, business, other, used, left_over = (
        6_180_000,
        1_250_000,
        9_600_000,
        420_000,
        2_500_000,
        3_100_000,
    )
    income_now = general + operating + business + other
    whole = income_now + carried + used
    spent = whole - left_over

    def rows() -> str:
        earlier = tree({code: (amount,) for code, amount in before.items()})
        out = ""
        for code, row in tree(now).items():
            last = earlier[code][0]
            total = sum(row)
            change = total - last
            rate = f"{change / last * 100:.2f}%" if last and change else ""
            out += line(code, NAMES[code], last, total, *row, change).rstrip("\n") + f"\t{rate}\n"
        return (
            out
            + line("", "合计", old, general, *added(now.values()), general - old).rstrip("\n")
            + f"\t{(general - old) / old * 100:.2f}%\n"
        )

    left: Rows = [
        ("一、一般公共预算拨款收入", general),
        ("二、政府性基金预算拨款收入", None),
        ("三、国有资本经营预算拨款收入", None),
        ("四、事业收入", business),
        ("五、事业单位经营收入", operating),
        ("六、其他收入", other),
        ("本年收入合计", income_now),
        ("使用非财政拨款结余", used),
        ("上年结转", carried),
        ("收 入 总 计", whole),
    ]
    spending = {name: sum(row) for name, row in classes(now).items()}
    spending["科学技术支出"] += spent - general
    right: Rows = [(f"{ORDINALS[at]}、{name}", total) for at, (name, total) in enumerate(spending.items())]
    right += [("", None)] * (6 - len(right)) + [
        ("本年支出合计", spent),
        ("", None),
        ("结转下年", left_over),
        ("支 出 总 计", whole),
    ]
    points = "".join(
        f"{at}、{NAMES[code[:3]]}（类）{NAMES[code[:5]]}（款）{NAMES[code]}（项）"
        f"2025年预算数为{wan(sum(row))}万元，比2024年执行数"
        + (
            f"{'增加' if (change := sum(row) - before[code]) > 0 else '减少'}{wan(abs(change))}万元"
            + (f"，{'增长' if change > 0 else '降低'}{share(change, before[code])}" if before[code] else "")
            + "。"
            if sum(row) != before[code]
            else "持平。"
        )
        + "\n"
        for at, (code, row) in enumerate(now.items(), 1)
    )
    return (
        "国家某某局2025年部门预算\n\n第二部分 国家某某局2025年部门预算表\n"
        "部门收支总表\n部门公开表1\n单位：万元\n收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n"
        + beside(left, right)
        + "\n"
        "一般公共预算支出表\n部门公开表5\n单位：万元\n功能分类科目\t\t2024年执行数\t2025年预算数\t\t\t"
        "2025年预算数比2024年执行数\t\n"
        "科目编码\t科目名称\t\t小计\t基本支出\t项目支出\t增减额\t增减%\n" + rows() + "\n"
        "一般公共预算“三公”经费支出表\n部门公开表7\n单位：万元\n2024年预算数\t\t\t\t\t\t2025年预算数\t\t\t\t\t\n"
        + "合计\t因公出国（境）费\t公务用车购置及运行费\t\t\t公务接待费\t" * 2
        + "\n"
        + "\t\t小计\t公务用车购置费\t公务用车运行费\t\t" * 2
        + "\n"
        + line(1_120_000, 800_000, 220_000, None, 220_000, 100_000, 1_020_000, 720_000, 220_000, None, 220_000, 80_000)
        + "\n"
        "第三部分 国家某某局2025年部门预算情况说明\n一、关于国家某某局2025年部门收支总表的说明\n"
        f"国家某某局2025年收支总预算{wan(whole)}万元。收入包括一般公共预算拨款收入、事业收入、事业单位经营收入、"
        "其他收入、上年结转；"
        "支出包括科学技术支出、社会保障和就业支出、住房保障支出。\n二、关于2025年部门收入总表的说明\n"
        f"2025年收入预算{wan(whole)}万元，其中：上年结转{wan(carried)}万元，占{share(carried, whole)}；"
        f"一般公共预算拨款收入{wan(general)}万元，"
        f"占{share(general, whole)}；事业收入{wan(business)}万元，占{share(business, whole)}；"
        f"事业单位经营收入{wan(operating)}万元，"
        f"占{share(operating, whole)}；其他收入{wan(other)}万元，占{share(other, whole)}；"
        f"使用非财政拨款结余{wan(used)}万元，占{share(used, whole)}。\n"
        "五、关于2025年一般公共预算支出表的说明\n（一）一般公共预算当年拨款规模变化情况\n"
        f"2025年一般公共预算当年拨款{wan(general)}万元，比2024年执行数增加{wan(general - old)}万元，"
        "主要是项目增加。\n"
        "（三）一般公共预算当年拨款具体使用情况\n"
        + points
        + "七、关于2025年“三公”经费预算情况的说明\n2025年“三公”经费预算102.00万元，其中：因公出国（境）"
        "费72.00万元，公务用车购置及运行费22.00万元"
        "（其中，公务用车购置费0万元，公务用车运行费22.00万元），公务接待费8.00万元。比2024年预算减少10.00万元，"
        "主要是压减因公出国（境）费8.00万元、"
        "公务接待费2.00万元。\n八、政府采购情况\n2025年政府采购预算总额3,120.50万元，其中："
        "政府采购货物预算120.50万元、政府采购工程预算1,000.00万元、"
        "政府采购服务预算2,000.00万元。\n"
    )
