"""The columns of a purchase plan and the words their cells may hold, from catalog/plan. Not for reading a plan."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from procure.datafile import data_root, read_csv
from procure.record import Record

KINDS: Final[Mapping[str, str]] = {
    "text": "文字",
    "code": "编码",
    "term": "从列表中选",
    "number": "数字",
    "amount": "金额，不小于 0，单位与表头写的一致",
    "yes_no": "是或者否",
    "share": "金额或者百分比",
    "day": "日期",
}
"""The kinds of columns, each with what a person writes into it."""

YES_NO: Final = "yes_no"
_COLUMNS: Final = ("column", "name", "kind", "wordings", "hint")
_WORDS: Final = ("column", "value", "wordings")


class Column(Record, frozen=True):
    """A column: its id and head, its kind, other heads it is known by, the hint, and its words.

    words: for each value the wordings that are understood; the first is the one to choose. Empty where all may stand.
    """

    id: str
    name: str
    kind: str
    wordings: tuple[str, ...]
    hint: str
    words: tuple[tuple[str, ...], ...] = ()

    @property
    def choices(self) -> tuple[str, ...]:
        """Return the words to choose from; empty where anything may stand."""
        return tuple(wordings[0] for wordings in self.words)


def load_columns(root: Path | None = None) -> tuple[Column, ...]:
    """Load the columns in their order below a data root, by default the own one. Raises DataError for a fault."""
    folder = (root or data_root()) / "catalog" / "plan"
    words = _words(folder / "words.csv")
    columns = []
    for row in read_csv(folder / "columns.csv", _COLUMNS, key=("column",)):
        kind = row.one_of("kind", KINDS)
        if kind == "term" and row["column"] not in words:
            row.fail(f"`{row['column']}` is a term and has no row in words.csv")
        chosen = words.get(YES_NO if kind == YES_NO else row["column"], ())
        columns.append(Column(row["column"], row["name"], kind, row.listed("wordings"), row["hint"], tuple(chosen)))
    return tuple(columns)


def _words(path: Path) -> Mapping[str, Sequence[tuple[str, ...]]]:
    words: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for row in read_csv(path, _WORDS, key=("column", "value")):
        if not row["wordings"]:
            row.fail("`wordings` is empty; the first is the word to choose")
        words[row["column"]].append(row.listed("wordings"))
    return words
