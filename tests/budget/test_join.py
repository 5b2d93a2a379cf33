"""Sheets without any project are said once."""

from tests.check.making import Row, budget, report_of


def test_sheets_without_a_project_table_are_one_problem() -> None:
    text = budget(Row("车辆租赁费", "60.00", "600,000"), Row("设备购置", "2.00", "20,000"))
    report = report_of(text.replace("项目支出预算表", "某某表"))
    assert [(one.field, one.consequence) for one in report.problems if one.field == "项目支出预算表"] == [
        ("项目支出预算表", "没有读出项目支出预算表的任何项目，2 张绩效目标表无从合并，未审查")
    ]
    assert not report.document.is_complete
