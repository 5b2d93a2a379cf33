"""The judge: two engines agree or the run stops, equal facts are judged once, and one engine alone says why."""

import sys

import pytest

from procure.datafile import DataError
from procure.engine import Engine, Judge, Values, find_engine, reference
from procure.engine.errors import EngineDifference
from procure.rulebook import Condition, Table
from tests.engine.tables import table

DOMAINS = {"category": ("goods", "works", "services"), "amount": None, "limit": None}
TABLE = table(
    DOMAINS,
    {
        "工程": [Condition("category", ("works",))],
        "未达到限额": [Condition("category", ("goods", "services")), Condition("amount", (), "short_of", "limit")],
        "达到限额": [Condition("category", ("goods", "services")), Condition("amount", (), "reaches", "limit")],
    },
    then={"工程": {"size": "works"}, "未达到限额": {"size": "small"}, "达到限额": {"size": "large"}},
)
SMALL: Values = {"category": "goods", "amount": 99, "limit": 100}
LARGE: Values = {"category": "goods", "amount": 100, "limit": 100}


class Counting:
    """The reference under another name; it notes what it is asked, and lies about one row where told to."""

    name = "counting"
    version = "1"

    def __init__(self, lie: int | None = None) -> None:
        self.asked: list[Values] = []
        self.lie = lie

    def row_of(self, table: Table, fact: Values) -> int:
        self.asked.append(fact)
        return reference.row_of(table, fact) if self.lie is None else self.lie


def test_equal_facts_are_judged_once() -> None:
    engine = Counting()
    judge = Judge(engine)
    cases = [judge.row(TABLE, fact).case for fact in (SMALL, LARGE, {**SMALL, "not_read": "x"}, SMALL)]
    assert cases == ["未达到限额", "达到限额", "未达到限额", "未达到限额"]
    assert (engine.asked, judge.compared) == ([SMALL, LARGE], 2)


def test_a_difference_stops_and_names_table_rows_and_fact() -> None:
    with pytest.raises(EngineDifference) as raised:
        Judge(Counting(lie=0)).row(TABLE, LARGE)
    assert str(raised.value) == (
        "rules/test/TST100-test.yaml: counting `工程`, reference `达到限额` "
        "for {'category': 'goods', 'amount': 100, 'limit': 100}"
    )


@pytest.mark.parametrize("engine", [Judge.default().engine, None], ids=["两个引擎", "参考求值器单独"])
def test_a_gap_is_a_fault_of_the_table(engine: Engine | None) -> None:
    gap = table(DOMAINS, {"工程": [Condition("category", ("works",))]})
    with pytest.raises(DataError) as raised:
        Judge(engine).row(gap, SMALL)
    assert raised.value.message == "exactly one row must fit {'category': 'goods'}; fitting: none"


def test_a_table_is_given_the_outcome_it_uses() -> None:
    uses = table(
        {"size": ("large", "small", "works"), **DOMAINS},
        {"小": [Condition("size", ("small", "works"))], "大": [Condition("size", ("large",))]},
        code="TST200",
        uses={"size": "TST100"},
    )
    found = [
        {code: row.case for code, row in Judge.default().chain((TABLE, uses), fact).items()} for fact in (SMALL, LARGE)
    ]
    assert found == [{"TST100": "未达到限额", "TST200": "小"}, {"TST100": "达到限额", "TST200": "大"}]


def test_the_engine_is_durable_rules() -> None:
    engine, why = find_engine()
    assert engine is not None
    assert (engine.name, why) == ("durable-rules", "")


def test_where_it_cannot_be_imported_the_reference_judges_alone_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "procure.engine.durable", raising=False)
    monkeypatch.setitem(sys.modules, "durable", None)
    judge = Judge(*find_engine.__wrapped__())
    assert judge.row(TABLE, LARGE).case == "达到限额"
    reason = "import of durable halted; None in sys.modules"
    assert (judge.engine, judge.compared) == (None, 0)
    assert judge.why_alone == f"durable-rules 无法导入（{reason}），由参考求值器单独判定"
