"""Citations as a reader writes them."""

from collections.abc import Iterable

from procure.model import Clause


def cites(clauses: Iterable[Clause]) -> str:
    """Return citations as a reader writes them, those of one source together: 政府采购法 18、26."""
    by_title: dict[str, dict[str, None]] = {}
    for one in clauses:
        by_title.setdefault(one.title, {})[one.clause] = None
    return "；".join(f"{title} {'、'.join(clauses)}" for title, clauses in by_title.items())
