"""An empty purchase plan as a workbook, with what may stand in its cells. Not for reading a plan: procure/plan does."""

import io

from procure import __version__
from procure.catalog import Catalog, Edition
from procure.report.template.columns import Column, load_columns
from procure.report.template.fixed import fixed
from procure.report.template.form import add_form
from procure.report.template.references import add_catalogue, add_explanations, add_items, add_limits, listable
from procure.terms import Level

__all__ = ["Column", "load_columns", "template"]


def template(catalog: Catalog, edition: Edition, level: Level) -> bytes:
    """Return an empty plan (.xlsx) in 万元, with the listed items, all items and the limits of a level of government.

    The same on every run. Raises DataError for a fault in catalog/plan.
    """
    from openpyxl import Workbook

    columns = load_columns()
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = f"procure {__version__}"
    add_form(book, columns, len(listable(catalog.items)))
    add_catalogue(book, edition)
    add_items(book, catalog.items)
    add_limits(book, edition, level)
    add_explanations(book, columns)
    stream = io.BytesIO()
    book.save(stream)
    return fixed(stream.getvalue())
