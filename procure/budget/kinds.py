"""What kind of budget table a table is, by its title and its head. Not for what its figures mean: meanings.py."""

from procure.budget.grid import Grid
from procure.budget.table_words import TableKindWord, bare_head, kind_row_of
from procure.model import Table

__all__ = ["TableKindWord", "kind_of_table"]


def kind_of_table(table: Table, grid: Grid | None) -> TableKindWord | None:
    """Return the kind that a table's title tells of, if its head has a column of that kind; None: not known."""
    row = kind_row_of(table.title)
    if row is None or row.kind is TableKindWord.TARGETS:
        return row.kind if row else None
    if grid is None:
        return None
    heads = {bare_head(text) for block in grid.blocks for column in block.columns for text in column.path}
    return row.kind if not row.needs or heads & set(row.needs) else None
