"""Tables line up with Chinese in them: cells are wrapped by display width and lose nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from procure.report.table import grid, wrap

texts = st.text(alphabet="采购预算、，。（）A02010105 -.·\n", max_size=60)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        pytest.param("采购预算", 4, ["采购", "预算"], id="汉字两列宽"),
        pytest.param("品目A02010105", 10, ["品目", "A02010105"], id="编码不拆开"),
        pytest.param("A02010105", 4, ["A020", "1010", "5"], id="放不下的编码拆开"),
        pytest.param("货物、服务", 4, ["货", "物、", "服务"], id="标点不在行首"),
        pytest.param("第一行\n第二行", 20, ["第一行", "第二行"], id="原有的换行"),
        pytest.param("", 4, [""], id="空"),
    ],
)
def test_wrap(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width).split("\n") == lines


@given(text=texts, width=st.integers(2, 30))
def test_wrap_keeps_every_character_within_the_width(text: str, width: int) -> None:
    lines = wrap(text, width).split("\n")
    assert "".join(lines) == text.replace("\n", "")
    assert all(wcswidth(line) <= width for line in lines)


def test_a_grid_lines_up() -> None:
    lines = grid(("项目", "金额"), [("车辆租赁费", "60.00"), ("A02010105", "1")], (6, 8))
    assert len({wcswidth(line) for line in lines}) == 1
    assert [line for line in lines if "车辆" in line or "赁费" in line] == [
        "│ 车辆租 │ 60.00  │",
        "│ 赁费   │        │",
    ]
