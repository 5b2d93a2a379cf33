"""The HTML report: its structure, that nothing of the user's becomes markup, that charts tell the report's sums."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from procure.budget.coverage import COLUMNS
from procure.check import CheckedLine, Report, check
from procure.engine import Judge
from procure.model import Determination, NextLimit, Place, Problem, Question, Reading
from procure.money import grouped, wan
from procure.record import replace
from procure.report.page import charts, parts, report_html
from procure.report.page.entries import entries_of, lines_of, organization_text
from procure.report.page.markup import clip, escape
from procure.report.page.tables import FIRST, MARKED
from procure.setting import Options
from procure.terms import Answer, Level, Severity, Status
from tests.check.making import Row, budget, report_of, stated, tools
from tests.report.plan_making import BOUGHT, PATH, WAN, Bought, asking, checked, flagged, plan_report, with_lines

SAMPLE = Path(__file__).parents[2] / "samples" / "budget-2026.txt"


@cache
def sample() -> Report:
    report, _ = check(SAMPLE, Options(), tools())
    assert report is not None
    return report


def page(report: Report) -> Any:
    return html.document_fromstring(report_html(report, tools()))


def text(node: Any) -> str:
    return str(node.text_content())


def numbers(root: Any, anchor: str) -> dict[str, list[str]]:
    """Return the table below a chart, by the head of each row."""
    rows = root.xpath(f"//section[@id='{anchor}']//tbody/tr")
    return {text(row[0]): [text(cell) for cell in row[1:]] for row in rows}


def left_out(root: Any) -> list[str]:
    return [text(one) for one in root.xpath("//p[@class='left-out']")]


def both() -> Sequence[Report]:
    found = [flagged(3, "会议服务"), flagged(4, "大型系统", Severity.RED_FLAG), flagged(6, "印刷", None, remedy="")]
    return [sample(), plan_report(findings=[*found, flagged(3, "会议服务", code="EQU100")])]


@pytest.mark.parametrize("report", both(), ids=["预算", "计划"])
def test_the_page_is_a_document_that_machines_can_read(report: Report) -> None:
    root = page(report)
    assert root.get("lang") == "zh-CN"
    assert len(root.xpath("//h1")) == 1
    assert [one.tag for one in root.xpath("//main/section/*[1]")] == ["h2"] * len(root.xpath("//main/section"))
    assert root.xpath("//table[not(caption)] | //th[not(@scope)] | //table[not(thead)]") == []
    assert all(one.get("role") == "img" for one in root.xpath("//figure//svg[@role]"))
    assert [one.tag for one in root.xpath("//figure//svg[@role]/*[position() < 3]")] == ["title", "desc"] * len(
        root.xpath("//figure//svg[@role]")
    )
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {one[1:] for one in root.xpath("//a/@href")} <= set(ids)
    assert {name for one in root.xpath("//@aria-labelledby") for name in one.split()} <= set(ids)


@pytest.mark.parametrize("report", both(), ids=["预算", "计划"])
def test_nothing_is_asked_of_the_network(report: Report) -> None:
    root, written = page(report), report_html(report, tools())
    assert root.xpath("//script | //link | //img | //iframe | //object | //@src | //base | //form") == []
    assert not re.search(r"https?:|@import|url\((?!#)|\son\w+=", written)
    [policy] = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")


@pytest.mark.parametrize("report", both(), ids=["预算", "计划"])
def test_every_finding_stands_in_it_with_its_place_and_basis(report: Report) -> None:
    root = page(report)
    shown = {text(one) for one in root.xpath("//p[@class='message']")}
    assert shown == {one.message for one in report.findings}
    whole = text(root.xpath("//section[@id='findings']")[0])
    for one in report.findings:
        assert all(clause.quote in whole for clause in one.basis)
        assert one.remedy in whole


def test_findings_stand_worst_first_and_lead_to_their_lines() -> None:
    root = page(both()[1])
    assert [text(one) for one in root.xpath("//article//span[@class='kind']")] == ["违规", "违规", "风险提示", "待核实"]
    assert root.xpath("//article//a/@href") == ["#l2", "#l2", "#l3", "#l5"]
    assert root.xpath("//tr[@id='l2']//a[@class='badge']/@href") == ["#f1", "#f2"]
    assert "位置：采购计划 表第3行 工作表“计划”C3 采购方式“见单元格”" in text(root.xpath("//li[@id='f1']")[0])


def test_the_same_report_gives_the_same_bytes() -> None:
    assert len({report_html(sample(), tools()) for _ in range(2)}) == 1


HOSTILE = "<script>alert('一')</script>\"'><img src=x onerror=alert(1)>&amp;\x00\u202e"


def test_what_the_user_writes_never_becomes_markup() -> None:
    plain = plan_report([Bought("租车", 29)], [flagged(2, "租车")])
    report = plan_report(
        [Bought(HOSTILE, 29, texts=(("method", HOSTILE),))], [flagged(2, HOSTILE), flagged(2, HOSTILE, None, remedy="")]
    )
    report = replace(
        report,
        document=replace(report.document, purchaser=HOSTILE, path=HOSTILE),
        problems=(Problem(Place(HOSTILE, HOSTILE, label=HOSTILE, text="</li>"), HOSTILE, HOSTILE, HOSTILE),),
        not_checked=(f"{HOSTILE}\ud800",),
        tails=(HOSTILE,),
        lines=tuple(asking(one, Question("level", HOSTILE)) for one in report.lines),
    )
    root = page(report)
    assert root.xpath("//script | //img") == []
    assert {one.tag for one in root.iter()} == {one.tag for one in page(plain).iter()}
    assert root.xpath("//@onerror") == []
    written = report_html(report, tools())
    assert written.encode()
    assert not {"\x00", "\u202e", "\ud800"} & set(written)
    assert text(root.xpath("//h1")[0]).startswith("<script>alert('一')</script>\"'><img src=x onerror=alert(1)>&amp;�")


def test_the_counts_are_the_reports() -> None:
    root = page(both()[1])
    shown = [text(one) for one in root.xpath("//ul[@class='counts']/li")]
    assert shown == ["2违规", "1风险提示", "1待核实", "2已豁免", "2读取问题"]
    assert text(root.xpath("//h1")[0]) == "某局 · 2026年采购计划"


def test_amounts_by_organization_add_up_to_the_lines() -> None:
    root = page(plan_report())
    rows = numbers(root, "chart-organization")
    known = [one.amount for one in BOUGHT if one.amount is not None]
    assert rows["合计"][-1] == f"{sum(known)}.00"
    assert rows["集中采购"][-1] == "12.00"
    assert rows["分散采购"][-1] == f"{120 + 520}.00"
    assert rows["不适用政府采购法"][-1] == f"{29 + 59}.00"
    assert rows["组织形式待核实"][-1] == "45.00"
    heads = [text(one) for one in root.xpath("//section[@id='chart-organization']//thead//th")][1:]
    assert dict(zip(heads, rows["分散采购"], strict=True))["须公开招标"] == "520.00"
    for at in range(len(heads)):
        column = [cells[at] for cells in rows.values()]
        assert sum(float(cell) for cell in column[:-1]) == float(column[-1])
    assert "另有 1 项金额未定" in text(root.xpath("//section[@id='chart-organization']//figcaption")[0])


def test_the_pieces_of_a_bar_are_as_long_as_their_amounts() -> None:
    drawn = page(plan_report()).xpath(
        "//section[@id='chart-organization']//g[text='分散采购']/rect[not(@class='track')]"
    )
    widths = [float(one.get("width").rstrip("%")) for one in drawn]
    assert sum(widths) == pytest.approx(100, abs=0.02)
    assert sorted(widths) == [pytest.approx(120 / 640 * 100, abs=0.01), pytest.approx(520 / 640 * 100, abs=0.01)]


def test_coverage_tells_the_reports_bounds() -> None:
    report = sample()
    rows = numbers(page(report), "chart-coverage")
    bounds = [[grouped(wan(side[name])) for side in (report.need.certain, report.need.possible)] for name in COLUMNS]
    assert [cells[1:] for cells in rows.values()] == bounds
    assert [cells[0] for cells in rows.values()] == ["0.00", "0.00", "39.18", "39.18"]


UNREAD = budget(Row("车辆租赁费", "60.00"), Row("设备购置", "约2万"), said=stated("1", "0", "0", "1"))
NOTHING_NEEDED = budget(Row("遗属补助", "3.00"))


def test_coverage_without_an_upper_bound_says_so() -> None:
    root = page(report_of(UNREAD))
    assert numbers(root, "chart-coverage")["服务"] == ["1.00", "60.00", "不明"]
    assert "没有上限" in text(root.xpath("//section[@id='chart-coverage']//figcaption")[0])


def test_coverage_of_a_budget_that_states_nothing_has_no_marker() -> None:
    root = page(report_of(budget(Row("车辆租赁费", "60.00"), said="")))
    assert numbers(root, "chart-coverage")["服务"] == ["没有写明", "60.00", "60.00"]
    assert root.xpath("//section[@id='chart-coverage']//svg[@class='mark']") == []


def test_charts_without_data_say_why() -> None:
    why = left_out(page(report_of(NOTHING_NEEDED)))
    assert "没有图：没有金额已定的采购。" in why
    assert "没有图：写明的和须编列的都是零。" in why
    assert "没有图：没有金额已定而又还有下一道限额的采购。" in why
    bare = replace(report_of(NOTHING_NEEDED), rule_counts={}, projects=(), not_checked=(), findings=())
    assert {"没有图：没有规则得出结论。", "没有读出可以逐项判定的采购。", "没有发现问题。"} <= set(left_out(page(bare)))
    assert "没有图：没有读出项目支出预算表，须编列的金额不明。" in left_out(page(plan_report()))
    abroad = report_of(UNREAD, Options(region="上海市"))
    assert any(one.startswith("没有图：没有判定：") for one in left_out(page(abroad)))
    assert "没有图：没有判定组织形式和采购方式。" in left_out(page(abroad))
    assert str(abroad.why_not_judged) in text(page(abroad).xpath("//p[@class='warning']")[0])


def test_edges_are_drawn_nearest_first_and_the_near_ones_told_apart() -> None:
    root = page(plan_report())
    rows = numbers(root, "chart-edges")
    assert list(rows) == ["楼房修缮", "车辆租赁", "印刷", "会议服务", "台式计算机"]
    assert rows["车辆租赁"] == ["29.00", "采购限额标准", "30.00", "1.00", "是"]
    assert [cells[-1] for cells in rows.values()] == ["是", "是", "否", "否", "否"]
    assert len(root.xpath("//section[@id='chart-edges']//rect[@class='near']")) == 2


def test_no_more_than_the_nearest_edges_are_drawn() -> None:
    many = [Bought(f"租车{at}", 29) for at in range(charts.NEAREST + 5)]
    root = page(plan_report(many))
    assert len(numbers(root, "chart-edges")) == charts.NEAREST
    assert "另有 5 项" in text(root.xpath("//section[@id='chart-edges']//figcaption")[0])


def test_outcomes_are_the_counts_of_the_rules() -> None:
    rows = numbers(page(plan_report()), "chart-outcomes")
    [(name, cells)] = rows.items()
    assert (name.partition(" ")[0], cells) == ("MTH100", ["1", "1", "3", "2"])


def test_a_single_fault_among_hundreds_can_still_be_seen() -> None:
    root = page(replace(plan_report(), rule_counts={"EQU100": {"flagged": 1, "clear": 380}}))
    drawn = root.xpath("//section[@id='chart-outcomes']//rect[not(@class='track')]")
    assert [one.get("class") for one in drawn] == ["good", "bad"]
    assert float(drawn[1].get("width").rstrip("%")) == charts._THINNEST * 100


def test_a_row_tells_all_that_is_determined() -> None:
    root = page(plan_report())
    cells = [text(one) for one in root.xpath("//tr[@id='l3']/*")]
    assert cells[:4] == ["大型系统", "520.00", "服务", "C23110300 车辆及其他运输机械租赁服务"]
    assert cells[4:8] == ["目录外", "分散采购", "公开招标", "公开招标"]
    assert text(root.xpath("//tr[@id='l2']/th")[0]) == "会议服务计划填报：分散采购、询价"
    assert text(root.xpath("//tr[@id='l7']/td")[0]) == "不明"
    assert "方式1：" in text(root.xpath("//ul[@class='methods']")[0])


def test_projects_that_are_no_purchase_stand_apart() -> None:
    root = page(sample())
    shown = root.xpath("//table[caption='不是采购的项目']/tbody/tr/th")
    assert [text(one) for one in shown] == [one.project.id for one in sample().projects if not one.expected]


def test_open_questions_stand_with_what_they_are_asked_of() -> None:
    report = plan_report([Bought("租车", 29)])
    asked = replace(report, lines=tuple(asking(one, Question("level", "是哪一级？")) for one in report.lines))
    root = page(asked)
    assert text(root.xpath("//section[@id='questions']//li")[0]) == "租车是哪一级？"
    assert root.xpath("//section[@id='questions']//a/@href") == ["#l1"]
    many = tuple(Question("level", f"第{at}问？") for at in range(parts.OTHERS + 2))
    over = with_lines(
        (*(asking(one, *many) for one in report.lines), asking(checked(3, Bought("餐饮", 1)), many[0])), ()
    )
    assert "另有 3 项没有列在这一页" in left_out(page(over))[-1]


def test_waived_findings_stand_apart_with_who_lets_them_pass() -> None:
    root = page(plan_report())
    [first, second] = root.xpath("//section[@id='waived']//tbody/tr")
    assert [text(one) for one in first[3:7]] == ["已批准", "张三", "1号", "没有写明"]
    assert text(second[6]) == "2026-12-31"
    assert left_out(page(replace(plan_report(), waived=(), problems=(), not_checked=()))).count("没有。") == 3


def test_how_it_was_judged_is_said() -> None:
    alone = replace(tools(), judge=Judge(None, "durable-rules 无法导入，由参考求值器单独判定"))
    assert "由参考求值器判定：durable-rules 无法导入" in report_html(sample(), alone)
    root = page(sample())
    said = text(root.xpath("//section[@id='judged']")[0])
    assert re.search(r"参考求值器逐条复核 \d+ 次，不一致 0 次", said)
    assert "数字勾稽关系" in said
    assert "尾差" in text(root.xpath("//section[@id='not-checked']")[0])


def test_a_bare_document_is_called_by_its_file() -> None:
    report = report_of(NOTHING_NEEDED)
    bare = replace(
        report, document=replace(report.document, purchaser=None, title="", kind="unknown", path="a/预算.txt")
    )
    root = page(replace(bare, year=None, region=None, levels=tuple(Level)))
    assert text(root.xpath("//h1")[0]) == "预算.txt · 年度不明"
    assert "待核实，按各级分别判定" in text(root.xpath("//dl[@class='by']")[0])
    assert "地区不明" in text(root.xpath("//dl[@class='by']")[0])


def test_an_organization_is_named_where_every_answer_tells_one() -> None:
    readings = [Reading({}, name, None, None, None) for name in ("decentralized", "centralized")]
    open_ = Determination(Status.PARTLY, readings=tuple(readings))
    assert organization_text(open_) == "集中采购或者分散采购（待核实）"
    unknown = Reading({}, None, None, None, None)
    assert organization_text(replace(open_, readings=(*readings, unknown))) == "待核实"
    assert organization_text(Determination(Status.UNDETERMINED)) == "待核实"


def test_amounts_between_bounds_are_told_as_bounds() -> None:
    def amount(low: int, high: int) -> str:
        [line] = plan_report([Bought("租车", None)]).lines
        bounded = replace(
            line, expected=replace(line.expected, purchase=replace(line.expected.purchase, low=low, high=high))
        )
        return text(page(with_lines((bounded,), ())).xpath("//tr[@id='l1']/td")[0])

    assert amount(0, 5 * WAN) == "0.00 至 5.00"
    assert amount(5 * WAN, 2**62) == "至少 5.00"


def test_a_limit_of_nothing_is_not_drawn() -> None:
    [line] = plan_report([Bought("租车", 29)]).lines
    none = replace(line.expected.determination, next_limit=NextLimit("procurement_threshold", 0, 0))
    changed = replace(line, expected=replace(line.expected, determination=none))
    assert page(with_lines((changed,), ())).xpath("//section[@id='chart-edges']") == []


def test_names_are_cut_by_the_room_they_take() -> None:
    assert [clip("车辆租赁", 8), clip("车辆租赁", 7), clip("abcdef", 5), clip("车", 1)] == [
        "车辆租赁",
        "车辆租…",
        "abcd…",
        "…",
    ]
    assert escape("a\x85b") == "a\N{REPLACEMENT CHARACTER}b"


def many_lines(count: int) -> tuple[CheckedLine, ...]:
    plain, asked = checked(2, Bought("租车", 29)), checked(2, Bought("印刷", 45, listing=Answer.UNDETERMINED))
    made = []
    for at in range(count):
        like = asked if at % 3 == 0 else plain
        made.append(replace(like, line=replace(like.line, id=f"第{at}行", name=f"第{at}行的采购")))
    return tuple(made)


def test_a_plan_of_fifty_thousand_lines_stays_small() -> None:
    lines = many_lines(50_000)
    found = tuple(flagged(at, f"第{at}行") for at in range(0, 50_000, 5))
    report = with_lines(lines, found)
    written = report_html(report, tools())
    assert len(written.encode()) < 5_000_000
    root = html.document_fromstring(written)
    rows = root.xpath("//table[@class='purchases']/tbody/tr")
    assert len(rows) == FIRST + MARKED
    assert f"另有 {50_000 - FIRST - MARKED} 行没有列在这一页" in " ".join(left_out(root))
    assert f"另有 {10_000 - parts.FINDINGS} 项结论没有列在这一页" in " ".join(left_out(root))
    assert {one[1:] for one in root.xpath("//a/@href")} <= set(root.xpath("//@id"))
    assert [one for one in entries_of(lines_of(report)) if one.known is None] == []
    assert PATH not in written
