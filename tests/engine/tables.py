"""Decision tables made by hand, and random ones whose rows fit every fact exactly once."""

from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from procure.rulebook import Comparison, Condition, Row, Table

WORDS = ("yes", "no", "listed", "货物", "工程", "服务", "a b")
EDGES = (0, 1, 2**31 - 1, 2**31, 2**53 - 1, 2**53, 2**53 + 1, 2**62 - 1, 2**62)
OPPOSITE: dict[Comparison, Comparison] = {"reaches": "short_of", "above": "at_most"}


def table(
    domains: Mapping[str, tuple[str, ...] | None],
    rows: Mapping[str, Sequence[Condition]],
    then: Mapping[str, Mapping[str, Any]] | None = None,
    code: str = "TST100",
    uses: Mapping[str, str] | None = None,
) -> Table:
    """Return a table of rows by their case, the first at line 10 of its file."""
    outcomes = then or {}
    made = (
        Row(case, line, tuple(conditions), outcomes.get(case, {}), ())
        for line, (case, conditions) in enumerate(rows.items(), 10)
    )
    return Table(
        code=code,
        version=1,
        name="test",
        title="试",
        fact="purchase",
        why="",
        path=f"rules/test/{code}-test.yaml",
        uses=uses or {},
        domains=domains,
        rows=tuple(made),
        examples=(),
    )


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Draw a table by splitting all facts, again and again, on a word field or on a comparison of two amounts."""
    words = draw(st.lists(st.lists(st.sampled_from(WORDS), min_size=2, max_size=5, unique=True), max_size=3))
    domains: dict[str, tuple[str, ...] | None] = {f"word{n}": tuple(domain) for n, domain in enumerate(words)}
    domains |= dict.fromkeys(f"amount{n}" for n in range(draw(st.integers(2, 3))))
    leaves = draw(_splits(domains, domains, (), depth=draw(st.integers(0, 3))))
    return table(domains, {f"第{number}行": conditions for number, conditions in enumerate(leaves)})


Leaves = list[tuple[Condition, ...]]


@st.composite
def _splits(
    draw: st.DrawFn,
    domains: Mapping[str, tuple[str, ...] | None],
    left: Mapping[str, tuple[str, ...] | None],
    compared: tuple[Condition, ...],
    depth: int,
) -> Leaves:
    """Draw rows for the facts whose words are those left; compared holds the comparisons so far."""
    field = draw(st.sampled_from(sorted(domains)))
    words = left[field]
    if depth == 0 or (words is not None and len(words) == 1):
        told = (Condition(name, words) for name, words in left.items() if words is not None)
        kept = (one for one in told if one.words != domains[one.field] or draw(st.booleans()))
        return [(*kept, *compared)]
    if words is None:
        other = draw(st.sampled_from([name for name, domain in domains.items() if domain is None and name != field]))
        comparison = draw(st.sampled_from(sorted(OPPOSITE)))
        sides = [Condition(field, (), one, other) for one in (comparison, OPPOSITE[comparison])]
        return [leaf for side in sides for leaf in draw(_splits(domains, left, (*compared, side), depth - 1))]
    cut = draw(st.integers(1, len(words) - 1))
    halves = [{**left, field: half} for half in (words[:cut], words[cut:])]
    return [leaf for half in halves for leaf in draw(_splits(domains, half, compared, depth - 1))]


def facts(of: Table) -> st.SearchStrategy[dict[str, str | int]]:
    """Return a strategy of facts for a table: its words, and amounts at and around the edges."""
    near = st.sampled_from(EDGES).flatmap(lambda edge: st.integers(-1, 1).map(lambda step: edge + step))
    amounts = st.one_of(near, near, st.integers(-(2**62), 2**62))
    values = {name: amounts if domain is None else st.sampled_from(domain) for name, domain in of.domains.items()}
    return st.fixed_dictionaries(values)
