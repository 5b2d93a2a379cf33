"""The narrative parts of a department budget, with the figures in words. Not for tables and target sheets."""

from samples.blocks import PAGE_END, Block, Heading, Paragraph
from samples.figures import Account, Figures
from samples.printed import change, narrative_wan, ordinal, share


def overview(figures: Figures) -> tuple[Block, ...]:
    """Return part one: duties and offices."""
    return (
        Heading(1, "第一部分 概况"),
        Heading(2, "一、本部门职责"),
        *_listed(figures.settings.items_of("duties", str, "string")),
        Heading(2, "二、机构设置情况"),
        *_listed(figures.settings.items_of("offices", str, "string")),
    )


def figures_explained(figures: Figures) -> tuple[Block, ...]:
    """Return sections one to nine of part three: revenue, expenditure, 三公 and government procurement."""
    return (
        Heading(2, "一、部门预算收支数据变动情况及原因"),
        Paragraph(_changes(figures)),
        Heading(2, "二、收入预算情况说明"),
        Paragraph(_revenue(figures)),
        Heading(2, "三、支出预算情况说明"),
        Paragraph(_expenditure(figures)),
        Heading(2, "四、财政拨款收支预算总体情况说明"),
        Paragraph(_appropriation(figures)),
        *_general_expenditure(figures),
        *_basic_expenditure(figures),
        *_three_public(figures),
        Heading(2, "八、机关运行经费增减变动原因说明"),
        Paragraph("本单位不编列机关运行经费。"),
        Heading(2, "九、政府采购情况"),
        Paragraph(_procurement(figures)),
    )


def targets(figures: Figures) -> tuple[Block, ...]:
    """Return section ten, which the target sheets follow."""
    with_sheet = [project for project in figures.projects if project.sheet]
    covered = narrative_wan(sum(project.amount for project in with_sheet))
    others = len(figures.projects) - len(with_sheet)
    return (
        Heading(2, "十、绩效管理情况"),
        Paragraph("1、整体绩效目标"),
        Paragraph(f"整体绩效目标对应的项目资金为{narrative_wan(figures.project_total)}。"),
        Paragraph("2、项目绩效目标"),
        Paragraph(f"以下公开{len(with_sheet)}个项目的绩效目标表，金额{covered}；另有{others}个项目未附表。"),
    )


def closing(figures: Figures) -> tuple[Block, ...]:
    """Return sections eleven and twelve: assets, and the catalogue in use."""
    assets, day = figures.settings.mapping("assets"), f"{figures.year - 1}年末"
    vehicles, allowed = assets.integer("vehicles"), assets.integer("vehicles_allowed")
    area, equipment = assets.integer("office_square_metres"), assets.integer("equipment_above_limit")
    return (
        Heading(2, "十一、国有资产占有使用情况"),
        Paragraph("1、车辆情况："),
        Paragraph(f"{day}核定车辆编制{allowed}辆，在用{vehicles}辆，均归公务用车平台调度。"),
        Paragraph("2、房屋情况："),
        Paragraph(f"{day}自用办公房屋{area}平方米。"),
        Paragraph("3、其他国有资产占有使用情况："),
        Paragraph(f"{day}达到披露标准的大型设备{equipment}台。"),
        Heading(2, "十二、其他说明"),
        Heading(2, "(一) 政府购买服务指导性目录"),
        Paragraph(f"按{figures.settings.text('forwarded_by')}转发的目录执行。"),
        Heading(2, "(二) 其他"),
        Paragraph("财务事项依本中心的内部制度办理。"),
    )


def _listed(texts: list[str]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(f"({ordinal(number)}) {text}") for number, text in enumerate(texts, 1))


def _changes(figures: Figures) -> str:
    now, before = figures.total, figures.previous["total"]
    return (
        f"{figures.year}年{figures.purchaser}收入与支出预算各{narrative_wan(now)}，都在当年安排，上年结转0万元。"
        f"上年为{narrative_wan(before)}，{change(now, before)}，幅度{share(abs(now - before), before)}，"
        "起因是机构改革后在编人数下降。"
    )


def _revenue(figures: Figures) -> str:
    total = narrative_wan(figures.total)
    return (
        f"收入预算{total}由一般公共预算拨款构成，金额{total}，占{share(figures.total, figures.total)}；"
        "政府性基金、国有资本经营预算、财政专户、单位自有资金及结转收入均为0万元。"
    )


def _expenditure(figures: Figures) -> str:
    basic, project = figures.basic, figures.project_total
    return (
        f"支出预算{narrative_wan(figures.total)}分为两部分：基本支出{narrative_wan(basic)}，"
        f"占{share(basic, figures.total)}；项目支出{narrative_wan(project)}，占{share(project, figures.total)}。"
    )


def _appropriation(figures: Figures) -> str:
    total = narrative_wan(figures.total)
    functions = "、".join(f"{one.name}{narrative_wan(one.total)}" for one in figures.top_accounts)
    return (
        f"财政拨款收入{total}，支出{total}，收支相抵。一般公共预算拨款{total}，政府性基金预算拨款0万元，国有资本{PAGE_END}"
        f"经营预算拨款0万元。支出按功能分：{functions}。"
    )


def _general_expenditure(figures: Figures) -> tuple[Block, ...]:
    now, before = figures.total, figures.previous["general"]
    changed = f"{change(now, before)}，幅度{share(abs(now - before), before)}"
    return (
        Heading(2, "五、一般公共预算支出情况说明"),
        Heading(3, "(一) 一般公共预算当年支出规模变化情况"),
        Paragraph(f"当年支出{narrative_wan(now)}，上年{narrative_wan(before)}，{changed}。"),
        Heading(3, "(二) 一般公共预算当年支出结构情况"),
        Paragraph(f"当年支出的去向：{'；'.join(_shares(figures.top_accounts, now))}。"),
    )


def _shares(accounts: tuple[Account, ...], whole: int) -> list[str]:
    return [f"{one.name}{narrative_wan(one.total)}，占{share(one.total, whole)}" for one in accounts]


def _basic_expenditure(figures: Figures) -> tuple[Block, ...]:
    staff = [account for account in figures.economic if account.staff]
    office = [account for account in figures.economic if account.office]
    staff_names, office_names = ("、".join(account.name for account in part) for part in (staff, office))
    staff_total, office_total = sum(one.staff for one in staff), sum(one.office for one in office)
    return (
        Heading(2, "六、一般公共预算基本支出情况说明"),
        Paragraph(f"基本支出{narrative_wan(figures.basic)}，用途如下。"),
        Paragraph(f"人员经费{narrative_wan(staff_total)}：{staff_names}。"),
        Paragraph(f"公用经费{narrative_wan(office_total)}：{office_names}。"),
    )


def _three_public(figures: Figures) -> tuple[Block, ...]:
    public = figures.three_public
    now, before = sum(one.amount for one in public.values()), sum(one.previous for one in public.values())
    names = (
        ("abroad", "因公出国（境）费"),
        ("reception", "公务接待费"),
        ("vehicle_purchase", "公务用车购置费"),
        ("vehicle_running", "公务用车运行维护费"),
    )
    lines = "；".join(f"{name}{_expense(figures, key)}" for key, name in names)
    return (
        Heading(2, "七、“三公”经费增减变动原因说明"),
        Paragraph(
            f"{figures.year}年“三公”经费预算{narrative_wan(now)}，上年{narrative_wan(before)}，{change(now, before)}。"
        ),
        Paragraph(f"分项：{lines}。"),
    )


def _expense(figures: Figures, key: str) -> str:
    expense = figures.three_public[key]
    reason = f"（{expense.reason}）" if expense.reason else ""
    return f"{narrative_wan(expense.amount)}，{change(expense.amount, expense.previous)}{reason}"


def _procurement(figures: Figures) -> str:
    """Return the sentence in the form that the province prescribes."""
    stated = {key: narrative_wan(fen) for key, fen in figures.procurement.items()}
    return (
        f"{figures.year}年{figures.purchaser}政府采购预算总额{stated['total']}。其中：政府采购货物预算{stated['goods']}、"
        f"政府采购工程预算{stated['works']}、政府采购服务预算{stated['services']}。"
    )
