"""Words about a table that do not fit it: its note, its year. Not for its figures: within.py."""

from collections.abc import Iterator, Sequence
from typing import Final

from procure.budget.grid import Grid, amounts_of
from procure.budget.relation import Oddity
from procure.budget.table_words import Sign, TableKindWord, head_of, kind_row_of, signs, years_in
from procure.intake.lines import is_declaration, is_parenthesised, is_title
from procure.intake.wording import Use, words
from procure.model import Table
from procure.money import plain

_FUNDS: Final = ("general", "gov_fund", "state_capital")
"""The three budgets of which a table may say that it has nothing."""
_SILENT: Final = (TableKindWord.TARGETS, TableKindWord.PROCUREMENT)


def oddities_of(table: Table, grid: Grid | None, kind: TableKindWord | None, year: int | None) -> Iterator[Oddity]:
    """Yield what is odd about the words of a table of a known kind: emptiness not said or falsely said, the year."""
    notes = _notes(table)
    if grid is not None and kind is not None and kind not in _SILENT:
        yield from _emptiness(table, grid, notes)
        yield from _other_fund(table, notes)
    if year is not None and kind is not None:
        yield from _years(table, kind, year)


def _notes(table: Table) -> list[str]:
    return ["".join(note.split()) for note in table.notes if not is_declaration(note) and not is_parenthesised(note)]


def _emptiness(table: Table, grid: Grid, notes: Sequence[str]) -> Iterator[Oddity]:
    title = "".join(table.title.split())
    said = [note for note in (*notes, title) if any(word in plain(note) for word in signs(Sign.SAYS_EMPTY))]
    if not grid.prints_something and not said:
        yield Oddity("empty_unsaid", table.head_place, f"“{title}”", "没有金额，也没有说明", "注明本表无数据")
    nonzero = next((figure for figure in amounts_of(grid) if figure.fen), None)
    denied = next((note for note in notes if _denies(note)), None)
    if nonzero and denied:
        yield Oddity("empty_said", nonzero.place, f"“{title}”", denied, f"表中有金额 {nonzero.text}")


def _denies(note: str) -> bool:
    """Return whether a note says of this table, and not only under a condition, that it is empty."""
    bare = plain(note)
    empty = any(word in bare for word in words(Use.NO_DATA))
    about = any(word in bare for word in signs(Sign.ABOUT_TABLE))
    return empty and about and not any(word in bare for word in signs(Sign.CONDITION))


def _other_fund(table: Table, notes: Sequence[str]) -> Iterator[Oddity]:
    """Yield a note that says of another budget than the table's that it has nothing."""
    row = kind_row_of(table.title)
    own = row.part.fund if row else ""
    title = plain(table.title)
    for note in notes:
        named = _funds_in(note)
        if own in _FUNDS and named and own not in named and any(word in note for word in signs(Sign.SAYS_EMPTY)):
            yield Oddity("note_of_another", table.head_place, f"“{title}”", note, _fund_word(title, own))


def _funds_in(text: str) -> set[str]:
    return {fund for word, fund in _fund_words() if word in text}


def _fund_word(title: str, fund: str) -> str:
    return next((word for word, one in _fund_words() if one == fund and word in title), title)


def _fund_words() -> tuple[tuple[str, str], ...]:
    found = ((word, head_of(word)) for word in signs(Sign.FUND))
    return tuple((word, known.part.fund) for word, known in found if known)


def _years(table: Table, kind: TableKindWord, year: int) -> Iterator[Oddity]:
    """Yield a title, or the year under a target sheet's title, that is not the document's."""
    told = [table.title] if is_title(table.title) else []
    told += [note for note in table.notes if is_parenthesised(note) and kind is TableKindWord.TARGETS]
    for text in told:
        years = years_in(text)
        if years and year not in years:
            yield Oddity("year", table.head_place, f"“{plain(table.title)}”", f"{years[0]}年", f"{year}年")
