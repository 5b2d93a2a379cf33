"""durable-rules inside its safe part: the same rows as the reference, and no silence where it fails."""

import threading
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procure.engine import reference
from procure.engine.durable import DurableEngine, DurableError
from procure.rulebook import Condition
from tests.engine.tables import facts, table, tables

ENGINE = DurableEngine()
WORKS = {"category": ("goods", "works")}
ONE_GAP = table(WORKS, {"货物": [Condition("category", ("goods",))]})


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_table_means_what_the_reference_says(data: st.DataObject) -> None:
    one = data.draw(tables())
    for fact in data.draw(st.lists(facts(one), min_size=6, max_size=6)):
        assert ENGINE.row_of(one, fact) == reference.row_of(one, fact)


def test_a_table_without_a_condition_fires() -> None:
    assert ENGINE.row_of(table({}, {"任何情形": []}), {}) == 0


def test_tables_of_one_code_are_told_apart() -> None:
    turned = table(WORKS, {"工程": [Condition("category", ("works",))], "货物": [Condition("category", ("goods",))]})
    rows = [(ENGINE.row_of(ONE_GAP, {"category": "goods"}), ENGINE.row_of(turned, {"category": "goods"}))]
    assert rows == [(0, 1)]


def test_no_row_is_an_error() -> None:
    with pytest.raises(DurableError, match="Could not handle message"):
        ENGINE.row_of(ONE_GAP, {"category": "works"})


class Broken(list[int]):
    """What the engine notes the fired rows in, broken."""

    def append(self, _: Any) -> None:
        raise OSError("the action broke")


class Deaf(list[int]):
    def append(self, _: Any) -> None:
        pass


@pytest.mark.parametrize(
    ("fired", "message"),
    [(Broken(), "the action broke"), (Deaf(), "TST100: no row fired")],
    ids=["动作出错", "没有触发"],
)
def test_an_action_that_fails_is_an_error(fired: list[int], message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = DurableEngine()
    monkeypatch.setattr(engine, "_fired", fired)
    with pytest.raises(DurableError, match=message):
        engine.row_of(ONE_GAP, {"category": "goods"})


def test_nothing_runs_behind_the_callers_back() -> None:
    before = threading.enumerate()
    DurableEngine().row_of(ONE_GAP, {"category": "goods"})
    assert threading.enumerate() == before
