import pytest

from procure.budget.narrative_words import families, section_of
from procure.budget.phrases import Label, meanings, name_key, read_label
from procure.budget.relation import Meaning, Measure

_OVERALL = Meaning(fund="all", period="all")


def _read(text: str, *, opens: bool = False) -> Label:
    label = read_label(text, opens=opens)
    assert label is not None
    return label


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("预算收入总计", {"flow": "income", "period": "all"}),
        ("本年收入", {"flow": "income", "period": "current"}),
        ("上年结转", {"flow": "carried_in"}),
        ("本年预算安排", {"period": "current"}),
        ("财政拨款支出预算为", {"flow": "expenditure", "fund": "fiscal"}),
        ("一般公共预算财政拨款收入", {"flow": "income", "fund": "general"}),
        ("财政拨款安排的政府性基金", {"fund": "gov_fund"}),
        ("政府性基金安排的财政拨款", {"fund": "gov_fund"}),
        ("“三公”经费预算数为", {"subject": "three_public/total"}),
        ("其中因公出国(境)费", {"subject": "three_public/abroad"}),
        ("公务车用车运行费", {"subject": "three_public/vehicle_running"}),
        ("(二)、公务用车购置及运行维护费", {"subject": "three_public/vehicles"}),
        ("一般公共预算安排基本支出", {"flow": "expenditure", "fund": "general", "part": "basic"}),
        ("“支出”", {"flow": "expenditure"}),
        ("日常公用经费", {"flow": "expenditure", "part": "public"}),
        ("事业单位经营收入", {"flow": "income", "fund": "operating"}),
        ("上年预算数", {"measure": "before"}),
        ("年初预算为", {"measure": "budgeted"}),
        ("一般公共服务支出", {"flow": "expenditure", "subject": "function/一般公共服务支出"}),
    ],
)
def test_a_label_says_what_its_phrases_say(text: str, said: dict[str, str]) -> None:
    assert _read(text).said == said


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (
            "1.“一般公共服务支出-政府办公厅(室)及相关机构事务-行政运行”科目",
            "一般公共服务支出/政府办公厅室及相关机构事务/行政运行",
        ),
        ("6.“社会保障和就业支出(类)养老(款)缴费支出(项)”", "社会保障和就业支出/养老/缴费支出"),
        ("“其他支出(类)其它支出(款)”", "其他支出/其他支出"),
        ("教育支出(类)", "教育支出"),
        ("1、教育支出(类)普通教育(款)初中教育(项)", "教育支出/普通教育/初中教育"),
    ],
)
def test_the_levels_of_a_function_are_a_path(text: str, path: str) -> None:
    assert _read(text).said == {"flow": "expenditure", "subject": f"function/{path}"}


@pytest.mark.parametrize(
    "text",
    [
        "信息化项目",
        "财政拨款信息化收入",
        "本年收入总计",  # this year's, and all
        "收入支出费",
        "“甲-乙-丙-丁”",  # four levels
        "“甲-乙”工作经费",
        "教育支出(类)等",
        "收入" * 40,
        "某局收入预算",  # no year, and it does not open the sentence
    ],
)
def test_a_label_with_any_unknown_word_is_not_read(text: str) -> None:
    assert read_label(text) is None


@pytest.mark.parametrize(
    ("text", "opens"),
    [("2026年度某县某局收入预算", False), ("某县某局2026年度收入预算", False), ("某县某局收入预算", True)],
)
def test_the_name_of_an_organisation_may_stand_first(text: str, opens: bool) -> None:
    label = _read(text, opens=opens)
    assert label.said == {"flow": "income"}
    assert label.year == (2026 if "2026" in text else None)
    assert "收入预算" in label.text


def test_a_bare_label_names_nothing_but_a_year_or_a_measure() -> None:
    assert _read("2025年预算安排").is_bare
    assert _read("上年预算数").measure is Measure.BEFORE
    assert _read("支出决算").is_bare
    assert not _read("支出").is_bare
    assert _read("“三公”经费财政拨款支出年初预算").text == "三公经费财政拨款支出"


@pytest.mark.parametrize(
    ("text", "base", "expected"),
    [
        ("收入", _OVERALL, [("income", "all", "all", "total", "all")]),
        ("收入", Meaning(), []),
        ("预算", _OVERALL, []),
        (
            "收支总预算",
            _OVERALL,
            [("income", "all", "all", "total", "all"), ("expenditure", "all", "all", "total", "all")],
        ),
        ("上年结转", _OVERALL, [("carried_in", "all", "all", "total", "all")]),
        ("上年结转", Meaning("expenditure", "all", "all"), [("expenditure", "all", "all", "total", "carried")]),
        ("公务接待费", Meaning("expenditure", "all"), [("", "all", "", "three_public/reception", "all")]),
        ("机关运行经费支出", Meaning(), [("", "fiscal", "", "operating_costs", "all")]),
        (
            "项目支出",
            Meaning("expenditure", "general", "basic"),
            [("expenditure", "general", "project", "total", "all")],
        ),
    ],
)
def test_a_label_means_what_it_says_and_its_surroundings_the_rest(
    text: str, base: Meaning, expected: list[tuple[str, ...]]
) -> None:
    found = [(one.flow, one.fund, one.part, one.subject, one.period) for one in meanings(_read(text), base)]
    assert found == expected


def test_names_are_compared_without_punctuation_and_with_one_spelling_of_other() -> None:
    assert name_key("其它支出（境）") == name_key("其他支出(境)") == "其他支出境"


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("二、收入预算情况说明", "income"),
        ("三、支出决算情况说明", "expenditure"),
        ("一、部门预算收支数据变动情况及原因", "overall"),
        ("四、财政拨款收支预算总体情况说明", "fiscal"),
        ("(一)一般公共预算当年支出规模变化情况", "general"),
        ("六、一般公共预算财政拨款基本支出决算情况说明", "basic"),
        ("七、“三公”经费增减变动原因说明", "three_public"),
        ("八、机关运行经费增减变动原因说明", "operating"),
        ("第四部分名词解释", "definitions"),
        ("十、绩效管理情况", "performance"),
        ("十一、国有资产占有使用情况", "assets"),
    ],
)
def test_a_heading_opens_its_section(heading: str, name: str) -> None:
    section = section_of(heading)
    assert section is not None
    assert section.name == name


def test_an_unknown_heading_opens_none() -> None:
    assert section_of("十二、其他") is None


def test_families_name_a_field_and_its_values() -> None:
    assert (("part", "all"), (("part", "basic"), ("part", "project"))) in families()
