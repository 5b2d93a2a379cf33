"""What different places say of the same thing, and the identities between different things."""

from procure.budget.across import relations_across
from procure.budget.relation import Kind, Meaning, Measure, Statement, Sum
from procure.model import Figure, Place
from procure.money import Unit, read_amount

TOTAL = Meaning("income", "all", "all", "total", "all")
SPENT = Meaning("expenditure", "all", "all", "total", "all")


def said(
    meaning: Meaning, text: str, where: int, unit: Unit = Unit.WAN_YUAN, measure: Measure = Measure.AMOUNT
) -> Statement:
    """Return a statement in a table's row, or in running text where the row is negative."""
    spot = Place("预算.txt", f"表{where}", row=where, line=where) if where > 0 else Place("预算.txt", line=-where)
    return Statement(Figure(text, unit, read_amount(text, unit), spot), meaning, f"第{abs(where)}处", measure)


def found(*statements: Statement) -> list[tuple[Kind, str, list[str], list[str], bool]]:
    def texts(one: Sum) -> tuple[list[str], list[str]]:
        return [term.figure.text for term in one.left], [term.figure.text for term in one.right]

    return [(one.kind, one.subject, *texts(one), one.from_text) for one in relations_across(statements)]


def test_two_places_that_say_the_same_must_agree() -> None:
    assert found(said(TOTAL, "1.00", 1), said(TOTAL, "1.00", 2)) == [(Kind.SAME, "第2处", ["1.00"], ["1.00"], False)]


def test_the_odd_one_out_is_compared_with_what_most_places_say() -> None:
    pairs = found(said(TOTAL, "8.00", 1), said(TOTAL, "1.00", 2), said(TOTAL, "1.00", 3))
    assert [(subject, left, right) for _, subject, left, right, _ in pairs] == [
        ("第1处", ["8.00"], ["1.00"]),
        ("第3处", ["1.00"], ["1.00"]),
    ]


def test_a_table_outranks_the_text_and_the_more_precise_figure_the_less() -> None:
    text, table = said(TOTAL, "1.00", -1), said(TOTAL, "1.00", 2)
    exact = said(TOTAL, "10,000.00", 3, Unit.YUAN)
    assert [right for _, _, _, right, _ in found(text, table)] == [["1.00"]]
    assert {(tuple(left), tuple(right), text) for _, _, left, right, text in found(text, table, exact)} == {
        (("1.00",), ("10,000.00",), True),
        (("1.00",), ("10,000.00",), False),
    }


def test_what_is_unlike_in_meaning_or_measure_is_not_compared() -> None:
    change = said(TOTAL, "9.00", 2, measure=Measure.CHANGE)
    other = said(Meaning("income", "general", "all", "total", "all"), "7.00", 3)
    assert found(said(TOTAL, "1.00", 1), change, other) == []


def test_without_anything_carried_over_this_year_is_all_there_is() -> None:
    current = Meaning("income", "all", "all", "total", "current")
    assert len(found(said(TOTAL, "1.00", 1), said(current, "1.00", 2))) == 1
    nothing = said(Meaning("carried_in", "all", "all", "total"), "0.00", 3)
    assert len(found(said(TOTAL, "1.00", 1), said(current, "1.00", 2), nothing)) == 1


def test_with_money_carried_over_this_year_and_all_differ() -> None:
    current = Meaning("income", "all", "all", "total", "current")
    carried = said(Meaning("carried_in", "all", "all", "total"), "0.50", 3)
    assert found(said(TOTAL, "1.50", 1), said(current, "1.00", 2), carried) == []


def test_an_identity_is_told_where_all_its_figures_are_printed() -> None:
    whole = said(Meaning("expenditure", "general", "basic", "total", "all"), "1.00", 1)
    staff = said(Meaning("expenditure", "general", "personnel", "total", "all"), "0.40", 2)
    public = said(Meaning("expenditure", "general", "public", "total", "all"), "0.60", -3)
    name = "基本支出等于人员经费与公用经费之和（第1处）"
    assert found(whole, staff, public) == [(Kind.IDENTITY, name, ["1.00"], ["0.40", "0.60"], True)]
    assert found(whole, staff) == []


def test_what_the_text_calls_a_total_is_not_compared_where_money_is_carried_in() -> None:
    carried = said(Meaning("carried_in", "all", "all", "total"), "0.50", 3)
    assert len(found(said(TOTAL, "1.00", 1), said(TOTAL, "1.50", -2))) == 1
    assert found(said(TOTAL, "1.00", 1), said(TOTAL, "1.50", -2), carried) == []


def test_a_paragraph_that_tells_two_amounts_of_one_name_tells_of_two_things() -> None:
    before = [said(SPENT, text, -2, measure=Measure.BEFORE) for text in ("0.80", "0.90")]
    assert found(*before, said(SPENT, "0.80", -3, measure=Measure.BEFORE)) == []


def test_totals_are_not_compared_within_a_table_where_something_is_left_over_at_the_years_end() -> None:
    first, last = said(SPENT, "1.00", 1), said(SPENT, "1.50", 1)
    left_over = said(Meaning("carried_out", "all", "all", "total"), "0.50", 2)
    assert len(found(first, last)) == 1
    assert found(first, last, left_over) == []


def test_income_and_expenditure_balance() -> None:
    [(kind, subject, left, right, text)] = found(said(TOTAL, "1.00", 1), said(SPENT, "1.00", 2))
    assert (kind, subject, left, right, text) == (Kind.IDENTITY, "收支平衡（第1处）", ["1.00"], ["1.00"], False)


def test_changes_obey_the_identities_too() -> None:
    subjects = {"total": "18.48", "abroad": "0", "reception": "7.00", "vehicles": "11.48"}
    changes = [
        said(Meaning("", "fiscal", "", f"three_public/{name}"), text, -1 - number, measure=Measure.CHANGE)
        for number, (name, text) in enumerate(subjects.items())
    ]
    assert [(left, right) for _, _, left, right, _ in found(*changes)] == [(["18.48"], ["0", "7.00", "11.48"])]
