"""Laws that every check obeys: nothing is lost, order is irrelevant, unrelated lines change nothing elsewhere."""

from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procure.check import CheckedProject, Report, check
from procure.findings import fingerprint
from procure.model import Finding
from procure.setting import Options
from tests.check.making import Row, budget, found, needs, report_of, stated, tools
from tests.shared_documents import document

NAMES = ("车辆租赁费", "办公家具购置", "办公用房维修经费", "保洁、绿化委托费", "取暖费", "设备更新", "大院食堂承包费")
amounts = st.sampled_from(("0.50", "28.60", "29.99", "30.00", "49.99", "60.00", "399.00", "450.00"))
rows = st.builds(Row, st.sampled_from(NAMES), amounts, st.none(), st.just(""))
some_rows = st.lists(rows, min_size=1, max_size=6, unique_by=lambda row: (row.name, row.amount))
UNRELATED = Row("遗属人员补助", "2.87")


def lines(report: Report) -> dict[str, tuple[object, ...]]:
    """Return what is said of each project, but for its place."""
    return {one.project.id: said_of(one) for one in report.projects}


def said_of(one: CheckedProject) -> tuple[object, ...]:
    return (one.classified, one.expected, one.need, one.notes)


def verdicts(report: Report) -> list[tuple[object, ...]]:
    """Return the findings in an order of their own, but for the place and the order of projects in sentences."""
    pairs = zip(found(report), report.findings, strict=True)
    return sorted(((*row, sorted(one.facts.items()), one.basis) for row, one in pairs), key=str)


@settings(max_examples=60, deadline=None)
@given(some_rows, st.randoms())
def test_the_order_of_projects_is_irrelevant(rows: Sequence[Row], random: Random) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)
    before, after = (report_of(budget(*order, said=stated("1.00", "0", "0", "1.00"))) for order in (rows, shuffled))
    assert lines(before) == lines(after)
    assert verdicts(before) == verdicts(after)
    assert needs(before) == needs(after)
    assert before.rule_counts == after.rule_counts


@settings(max_examples=60, deadline=None)
@given(some_rows, st.integers(0, 6))
def test_an_unrelated_line_changes_nothing_elsewhere(rows: Sequence[Row], at: int) -> None:
    more = [*rows[:at], UNRELATED, *rows[at:]]
    before, after = (report_of(budget(*many, said=stated("1.00", "0", "0", "1.00"))) for many in (rows, more))
    assert lines(after) == {**lines(before), UNRELATED.name: lines(after)[UNRELATED.name]}
    assert verdicts(before) == verdicts(after)
    assert [one.message for one in before.findings] == [one.message for one in after.findings]


@settings(max_examples=60, deadline=None)
@given(some_rows, rows)
def test_another_purchase_changes_only_the_sums(rows: Sequence[Row], more: Row) -> None:
    other = Row(f"另一{more.name}", more.amount)
    before, after = (report_of(budget(*many)) for many in (rows, [*rows, other]))
    assert lines(after).items() >= lines(before).items()
    assert single(after, without=other.name) == single(before)


def single(report: Report, without: str = "-") -> list[tuple[object, ...]]:
    """Return the verdicts on single purchases, without those of one project."""
    sums = ("COV100", "COV200", "SUM100")
    return [row for row in verdicts(report) if row[0] not in sums and without not in str(row[3])]


TABLES = {
    "全部读出": "车辆租赁费\t60.00\t\n保洁费\t3.00\t\n",
    "约数": "车辆租赁费\t约50万\t\n保洁费\t3.00\t\n",
    "负数": "车辆租赁费\t-1.00\t\n保洁费\t3.00\t\n",
    "三十位": f"车辆租赁费\t{'9' * 30}\t\n保洁费\t3.00\t\n",
    "没有名称": "\t60.00\t\n保洁费\t3.00\t\n",
    "没有金额": "车辆租赁费\t\t\n保洁费\t3.00\t\n",
}


@pytest.mark.parametrize("body", TABLES.values(), ids=TABLES)
def test_every_line_has_a_verdict_or_a_problem(body: str) -> None:
    text = budget().replace("合计\t\t\n", f"{body}合计\t\t\n")
    report = report_of(text)
    assert accounted(report)
    unread = [one for one in report.problems if one.unread]
    assert [one.project.name for one in report.projects] == ["车辆租赁费", "保洁费"][len(unread) :]
    assert len(unread) == report.document.rows_unread


def accounted(report: Report) -> bool:
    document = report.document
    return document.rows_read == len(report.projects) + document.rows_skipped + document.rows_unread


def test_every_line_of_the_published_budget_has_a_verdict() -> None:
    report, _ = check(document("tunliu-2026-budget.txt"), Options(), tools())
    assert report is not None
    assert accounted(report)
    assert report.document.rows_unread == 0


def prints(report: Report) -> set[tuple[str, tuple[str, ...], str]]:
    def mark(one: Finding) -> str:
        return fingerprint(one, report.document.purchaser, report.year)

    return {(one.code, one.subjects, mark(one)) for one in report.findings}


def test_a_fingerprint_stays_the_same_while_the_same_is_found() -> None:
    rows = [Row("车辆租赁费", "60.00"), Row("办公家具购置", "40.00"), Row("绿化、保洁委托费", "250.00")]
    first = prints(report_of(budget(*rows)))
    assert len({mark for *_, mark in first}) == len(first) >= 5
    amounts = [Row(row.name, f"{float(row.amount) + 1:.2f}") for row in rows]
    assert prints(report_of(budget(*reversed(rows)), path="另一处/预算.txt")) == first
    assert prints(report_of(budget(*amounts))) == first


def test_a_fingerprint_tells_purchasers_years_and_subjects_apart() -> None:
    row = Row("办公家具购置", "40.00")
    one = prints(report_of(budget(row)))
    assert one.isdisjoint(prints(report_of(budget(row, purchaser="长治市屯留区另一局"))))
    assert one.isdisjoint(prints(report_of(budget(row), Options(year=2025))))
    assert all(len(mark) == 16 and int(mark, 16) >= 0 for *_, mark in one)


def test_the_same_report_comes_from_a_file_in_another_encoding(tmp_path: Path) -> None:
    path, text = tmp_path / "预算.txt", budget(Row("车辆租赁费", "60.00"))
    reports = []
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        path.write_bytes(text.encode(encoding))
        report, problems = check(path, Options(), tools())
        assert report is not None
        assert problems == []
        reports.append((lines(report), verdicts(report)))
    assert reports == reports[:1] * 4
