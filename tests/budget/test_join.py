"""Target sheets where no table lists the projects."""

from tests.check.making import Row, budget, report_of


def test_sheets_tell_the_projects_where_no_table_lists_them() -> None:
    text = budget(Row("车辆租赁费", "60.00", "600,000"), Row("设备购置", "2.00", "20,000"))
    report = report_of(text.replace("项目支出预算表", "某某表"))
    assert [(one.project.id, one.project.amount.text) for one in report.projects] == [
        ("车辆租赁费", "600,000"),
        ("设备购置", "20,000"),
    ]
    assert "未找到项目支出预算表，按绩效目标表列出的项目审查" in report.not_checked
    assert not report.document.is_complete


def test_sheets_without_any_amount_or_project_are_one_problem() -> None:
    text = budget(Row("车辆租赁费", "60.00", "600,000"), Row("设备购置", "2.00", "20,000"))
    blank = text.replace("项目支出预算表", "某某表").replace("600,000", "").replace("20,000", "")
    report = report_of(blank)
    assert [(one.field, one.consequence) for one in report.problems if one.field == "项目支出预算表"] == [
        ("项目支出预算表", "没有读出项目支出预算表的任何项目，2 张绩效目标表无从合并，未审查")
    ]
