"""catalog/ as objects: editions, limits, listed items, clauses, regions. Not for verdicts: rules/ holds those."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Final

from procure.model import Clause, Question
from procure.money import MAX_FEN
from procure.record import Record
from procure.terms import Answer, Category, Level, word

NEVER: Final = MAX_FEN
"""First amount, in 分, that reaches a limit which does not exist: none."""

THRESHOLDS: Final = ("procurement_threshold", "open_tender_threshold", "framework_threshold", "tender_scale")


class Threshold(Record, frozen=True):
    """A limit, in 分: plain as printed, first the first amount that the printed word counts as reached."""

    name: str
    plain: int
    first: int
    word: str
    clause: Clause


class Restriction(Record, frozen=True):
    """A remark that limits a listed item; satisfied_by are codes that meet it by themselves."""

    id: str
    quote: str
    question: str
    satisfied_by: frozenset[str]


class Entry(Record, frozen=True):
    """A line of the centralized catalogue (集中采购目录)."""

    code: str
    name: str
    restriction: str
    remark: str
    built_into_works: bool


class Listing(Record, frozen=True):
    """Whether an item is in the catalogue; restriction is the one still to be established where undetermined."""

    status: Answer
    entry: Entry | None = None
    restriction: Restriction | None = None


class Item(Record, frozen=True):
    """An item (品目) of the item list."""

    code: str
    name: str
    parent: str


class Region(Record, frozen=True):
    """A region; level None is asked (开发区、示范区)."""

    code: str
    name: str
    parent: str
    level: Level | None


class Measure(Record, frozen=True):
    """A number of the law that is no limit: days, percent, or an amount in 分; with its clause."""

    name: str
    value: int
    clause: Clause


class Parameter(Record, frozen=True):
    """A parameter of our own (本工具参数), with a reason instead of a clause."""

    name: str
    value: int
    reason: str

    @property
    def clause(self) -> Clause:
        """Return the parameter as a citation; its grade says that it is no law."""
        return Clause("screening", "本工具参数", word(self.name), self.reason, "own")


class Approval(Record, frozen=True):
    """An approval that a determination may demand, and the clause that demands it."""

    id: str
    text: str
    clause: Clause


class Items(dict[str, Item]):
    """The item list of 2022 (财库〔2022〕31号), by code."""

    def ancestors(self, code: str) -> Iterator[str]:
        """Yield the code's parents, nearest first."""
        while code := self[code].parent:
            yield code

    def category(self, code: str) -> Category:
        """Return the category its letter says."""
        return {"A": Category.GOODS, "B": Category.WORKS, "C": Category.SERVICES}[code[0]]


class Edition(Record, frozen=True, eq=False, dict=True):
    """One edition of a region's catalogue and limits (集中采购目录及采购限额标准)."""

    id: str
    title: str
    document_no: str
    region: str
    issued: date
    in_force_from: date
    repealed_on: date | None
    last_checked: date
    clauses: Mapping[str, Clause]
    thresholds: Mapping[tuple[str, str, str], Threshold]
    entries: Mapping[str, Entry]
    restrictions: Mapping[str, Restriction]
    items: Items

    def threshold(self, name: str, level: str, category: str) -> Threshold | None:
        """Return a limit, or None where the edition knows none of that name for the level and category."""
        return self.thresholds.get((name, level, category))

    def covers(self, day: date) -> bool:
        """Return whether the edition is in force on a day."""
        return self.in_force_from <= day and (self.repealed_on is None or day < self.repealed_on)

    def listing(self, code: str, meets: frozenset[str] = frozenset(), fails: frozenset[str] = frozenset()) -> Listing:
        """Return whether an item code is listed: itself or below a listed code; above one is undetermined.

        meets, fails: ids of restrictions known to be met, or not to be. Raises KeyError for a code outside
        the item list.
        """
        for candidate in (code, *self.items.ancestors(code)):
            if entry := self.entries.get(candidate):
                return Listing(Answer.NO) if entry.restriction in fails else self._restricted(code, entry, meets)
        return Listing(Answer.UNDETERMINED if code in self._above else Answer.NO)

    def _restricted(self, code: str, entry: Entry, meets: frozenset[str]) -> Listing:
        restriction = self.restrictions.get(entry.restriction)
        if restriction is None or restriction.id in meets or code in restriction.satisfied_by:
            return Listing(Answer.YES, entry)
        return Listing(Answer.UNDETERMINED, entry, restriction)

    @cached_property
    def _above(self) -> frozenset[str]:
        return frozenset(above for code in self.entries for above in self.items.ancestors(code))


class Catalog(Record, frozen=True, eq=False):
    """All of catalog/ that determinations read."""

    items: Items
    editions: tuple[Edition, ...]
    laws: Mapping[str, Mapping[str, Clause]]
    regions: Mapping[str, Region]
    screening: Mapping[str, Parameter]
    questions: Mapping[str, Question]
    approvals: Mapping[str, Approval]
    measures: Mapping[str, Measure]

    def edition(self, region: str | None, day: date) -> Edition | None:
        """Return the edition in force for a region code on a day; regions inherit their province's."""
        while region:
            for edition in self.editions:
                if edition.region == region and edition.covers(day):
                    return edition
            region = self.regions[region].parent
        return None

    def clause(self, edition: Edition, source: str, key: str) -> Clause:
        """Return a law's clause, an edition's clause by topic, or a parameter of our own. Raises KeyError."""
        if source == "screening":
            return self.screening[key].clause
        return edition.clauses[key] if source == "edition" else self.laws[source][key]

    def region_named(self, text: str) -> Region | None:
        """Return the region a code or a name stands for; None where none or several fit.

        The region of which the text names most of the chain wins: 长治市屯留区… is 屯留区, 城区 alone is two regions,
        but inside 潞城区 it is none.
        """
        if text in self.regions:
            return self.regions[text]
        named = [region for region in self.regions.values() if region.name in text]
        whole = [region for region in named if not any(region.name in other.name != region.name for other in named)]
        depths = {region.code: self._named(region, text) for region in whole}
        best = [code for code, depth in depths.items() if depth == max(depths.values())]
        return self.regions[best[0]] if len(best) == 1 else None

    def _named(self, region: Region, text: str) -> int:
        above = self._named(self.regions[region.parent], text) if region.parent else 0
        return above + (region.name in text)
