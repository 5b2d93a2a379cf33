"""The reference evaluator: what a decision table means, in plain lines. Every engine is compared with it."""

from collections.abc import Mapping

from procure.datafile import DataError
from procure.rulebook import Condition, Table

Values = Mapping[str, str | int]
"""A known fact: words, and amounts in 分."""


def holds(condition: Condition, fact: Values) -> bool:
    """Return whether a condition holds for a known fact."""
    value = fact[condition.field]
    if condition.comparison is None:
        return value in condition.words
    amount, other = int(value), int(fact[condition.other])
    if condition.comparison == "reaches":
        return amount >= other
    if condition.comparison == "short_of":
        return amount < other
    if condition.comparison == "above":
        return amount > other
    return amount <= other


def row_of(table: Table, fact: Values) -> int:
    """Return the index of the one row that fits. Raises DataError where none or several do."""
    fitting = [index for index, row in enumerate(table.rows) if all(holds(one, fact) for one in row.conditions)]
    if len(fitting) == 1:
        return fitting[0]
    shown = {name: fact[name] for name in table.fields}
    lines = ", ".join(f"`{table.rows[index].case}`" for index in fitting) or "none"
    raise DataError(table.path, table.rows[0].line, f"exactly one row must fit {shown}; fitting: {lines}")
