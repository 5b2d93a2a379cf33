"""A walk through the sentences of the narrative: which amount is said of what, and what is compared with what.

Not for the relations that follow: rates.py. A sentence that fits no known form says nothing here.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from procure.budget.clauses import Kind, Passage, Token, tokens
from procure.budget.narrative_compare import Compared, base_of, compare, is_limit, is_prior, stays
from procure.budget.narrative_sentence import Sentence
from procure.budget.narrative_told import Growth, Item, Listing, Share, Told, negated, read_percent, unchanged
from procure.budget.narrative_words import Clue, clues, pattern
from procure.budget.phrases import Label, meanings, read_label
from procure.budget.relation import TOTAL, Meaning, Measure, Oddity, Percent
from procure.model import Figure
from procure.record import replace

_OPENS: Final = re.compile(r"(?:^|[。\n!?])$")
_ONLY_YEAR: Final = re.compile(r"(?:^|[。;\n])(\d{4})年(?:度)?,$")
_LONGEST: Final = 60
"""Characters of a sentence that announces a list."""
_PUBLIC: Final = "three_public/"
_FUNCTION: Final = "function/"
_OPPOSED: Final = frozenset({"income", "expenditure"})

Figures = Mapping[tuple[int, int], Figure]
"""The figures of amounts by their passage's number and their offset in it."""


def walk(passages: Iterable[Passage], year: int | None, figures: Figures) -> Told:
    """Return what the narrative says; year is the document's."""
    walker = _Walker(year)
    for number, passage in enumerate(passages):
        walker.enter(passage)
        for token in tokens(passage):
            walker.take(token, figures.get((number, token.start)))
        walker.leave()
    return walker.told


class _Walker:
    """Takes in passage after passage; what a sentence says holds in its passage only, a numbered list goes on."""

    def __init__(self, year: int | None) -> None:
        self.told = Told()
        self._year = year
        self._listing: Listing | None = None

    def enter(self, passage: Passage) -> None:
        self._passage, self._is_listed, self._prior = passage, False, False
        listing = self._listing
        if listing and passage.number != len(listing.items) + 1:
            listing.is_whole = listing.is_whole and passage.number is None
            self._listing = None
        self._at = Sentence(passage, self._named_by_heading())

    def leave(self) -> None:
        """End a passage: a numbered one belongs to the list, any other may announce one."""
        self.told.groups += self._at.opened
        if self._listing and not self._is_listed:
            self._listing.is_whole, self._listing = False, None
        found = re.search(rf"([^,;。:\n]*){pattern(Clue.LISTING)}:?$", self._passage.text[-_LONGEST:])
        label = read_label(found[1], opens=True) if found else None
        about = meanings(label, self._passage.section.default) if label else ()
        if len(about) == 1:
            whole = next((one for one in reversed(self.told.items) if _is_amount_of(one, about)), None)
            self._listing = Listing(about[0], whole)
            self.told.listings.append(self._listing)

    def take(self, token: Token, figure: Figure | None) -> None:
        self._at.cross(token)
        stated = self._passage.section.mode == "stated"
        if token.kind is Kind.PERCENT:
            self._take_percent(token)
        elif token.kind is Kind.STAY and stated:
            self._take_stay(token)
        elif figure is not None:
            self._at.last = figure
            if stated and not is_limit(token):
                self._take_amount(token, figure)
        if self._at.group and token.after.startswith(clues(Clue.AND_MORE)):
            self._at.group.is_open = True

    def _named_by_heading(self) -> Item | None:
        """Return the item that a numbered heading names before any amount: 1、教育支出（类）….…年初预算为…."""
        label = read_label(re.split(r"[。\n]", self._passage.text)[0]) if self._passage.number else None
        if label is None or not label.subject:
            return None
        return Item(label.text, meanings(label, self._passage.section.default))

    def _take_amount(self, token: Token, figure: Figure) -> None:
        compared = compare(token.clause)
        if compared is not None and compared.falls is not None:
            self._take_change(token, compared, figure)
            return
        opens = bool(_OPENS.search(token.context) or _ONLY_YEAR.search(token.context))
        label = read_label(token.clause, opens=opens)
        dated = _dated(token, label) if label else None
        if dated is None or not self._is_of_year(dated, figure):
            self._at.lose()
        elif dated.is_bare:
            self._restate(dated, figure)
        else:
            self._state(dated, figure)

    def _is_of_year(self, label: Label, figure: Figure) -> bool:
        """Return whether a label is of the document's year or the one before; another year's is odd."""
        if label.year is None or (self._year is not None and label.year in (self._year, self._year - 1)):
            return True
        planned = any(word in label.text for word in clues(Clue.SET))
        if self._year is not None and planned and not self._passage.is_account:
            found, expected = f"{label.year}年{label.text}", f"{self._year}年"
            self.told.oddities.append(Oddity("year", figure.place, label.text, found, expected))
        return False

    def _restate(self, label: Label, figure: Figure) -> None:
        """Take in an amount that is said of what was named before: 上年…, 2023年预算安排…, 支出决算为…."""
        current, measure = self._at.spoken_of(), self._measure(label)
        if current is None or (label.year is None and label.measure is None):
            self._at.lose()
        elif measure is Measure.BEFORE:
            current.before, self._prior = figure, True
            self._add(Item(f"上年{current.label}", current.meanings, figure, measure))
        else:
            said = replace(current, figure=figure, measure=measure)
            self._add(said)

    def _state(self, label: Label, figure: Figure) -> None:
        """Take in an amount that is said of what its own words name."""
        if self._at.in_reason and not label.subject.startswith(_PUBLIC):
            self._at.lose()
            return
        if self._leaves_group(label):
            self._at.leave_group()
        is_class = label.subject.startswith(_FUNCTION) and label.subject.count("/") == 1
        is_told = self._at.in_parts or bool(self._passage.number) or not is_class
        about = meanings(label, self._base(label)) if is_told else ()
        if about:
            self._add(Item(label.text, about, figure, self._measure(label), period_said="period" in label.said))
        else:
            self._at.lose()

    def _add(self, item: Item) -> None:
        self.told.items.append(item)
        self._at.add(item)
        if self._listing and item.measure is Measure.AMOUNT and not self._is_listed:
            self._listing.items.append(item)
            self._is_listed = True

    def _measure(self, label: Label) -> Measure:
        if label.measure not in (None, Measure.AMOUNT):
            return label.measure or Measure.AMOUNT
        if label.year is not None and label.year != self._year:
            return Measure.BEFORE
        planned = self._passage.is_account and label.text.endswith(clues(Clue.BUDGET))
        return Measure.BUDGETED if planned else Measure.AMOUNT

    def _leaves_group(self, label: Label) -> bool:
        """Return whether a label is no part of the sentence's whole: a total of its own, or of the other side."""
        group = self._at.group
        flows = {one.flow for one in group.head.meanings} if group and group.head else set()
        flow = {label.said.get("flow", "")} & _OPPOSED
        return label.said.get("period") == "all" or bool(flow and flows & _OPPOSED and not flow & flows)

    def _base(self, label: Label) -> Meaning:
        """Return what a label's surroundings say: the whole it is part of, the list it stands in, else the section."""
        group = self._at.group
        if group and group.head:
            about = group.head.meanings
            flow = label.said.get("flow") or "income"
            base = next((one for one in about if one.flow == flow), about[0])
            return replace(base, subject=TOTAL) if label.subject else base
        if self._listing and label.subject:
            return self._listing.meaning
        return self._passage.section.default

    def _named(self, text: str) -> Item | None:
        """Return the item that a comparison names itself: 支出总计增加…; not within a reason."""
        label = None if self._at.in_reason else read_label(text, opens=True)
        if label is None or label.is_bare or label.measure not in (None, Measure.AMOUNT):
            return None
        about = meanings(label, self._base(label))
        known = (one for one in reversed(self.told.items) if _is_amount_of(one, about))
        return next(known, Item(label.text, about)) if about else None

    def _compares_prior(self, token: Token, compared: Compared) -> bool:
        """Return whether a comparison is with the year before; one that says nothing goes on with what was said."""
        base = compared.base or base_of(token.context)
        if base is not None:
            self._prior = is_prior(base, self._passage, self._year)
        return self._prior

    def _take_change(self, token: Token, compared: Compared, figure: Figure) -> None:
        item = self._named(compared.label) if compared.label else self._at.owner()
        is_known = self._compares_prior(token, compared)
        self._at.settle()
        if item is None or not is_known:
            return
        falls = bool(compared.falls)
        signed = negated(figure) if falls else figure
        self.told.items.append(Item(f"{item.label}比上年增减", item.meanings, signed, Measure.CHANGE))
        self._at.change = (item, figure, falls)
        if item.before:
            self.told.growths.append(Growth(item, None, falls, figure))

    def _take_stay(self, token: Token) -> None:
        compared = stays(token.clause)
        if compared is None or not self._compares_prior(token, compared):
            return
        item = self._named(compared.label) if compared.label else self._at.owner()
        self._at.settle()
        if item is None:
            return
        label = f"{item.label}比上年增减"
        zero = unchanged(self._passage, token, label)
        self.told.items.append(Item(label, item.meanings, zero, Measure.CHANGE))
        if item.before and item.figure and item.before.fen != item.figure.fen:
            printed = f"上年 {item.before.text}，本年 {item.figure.text}"
            self.told.oddities.append(Oddity("direction", zero.place, item.label, zero.text, printed))

    def _take_percent(self, token: Token) -> None:
        percent = read_percent(self._passage, token, token.clause)
        share = re.fullmatch(rf"{pattern(Clue.SHARE)}(.*?)(?:的)?(?:比重|比例)?为?", token.clause)
        if percent is None:
            return
        if share:
            self._take_share(share[1], percent)
        elif re.fullmatch(rf"完成.*{pattern(Clue.BUDGET)}数?的", token.clause):
            current = self._at.current
            if current and current.figure and current.budgeted:
                self.told.completions.append((current, percent))
        else:
            self._take_growth(token, percent)

    def _take_share(self, whole: str, percent: Percent) -> None:
        at = self._at
        current = at.current if at.current and at.current.figure is at.last else None
        if at.last is None:
            return
        label = current.label if current else "所列金额"
        if whole:
            named = read_label(whole)
            about = meanings(named, Meaning(fund="all")) if named and not named.is_bare else ()
            if len(about) == 1:
                self.told.shares.append(Share(at.last, label, percent, None, about[0]))
        elif current and at.in_parts and not at.is_nested:
            head = at.group.head if at.group else None
            wanted = replace(current.meanings[0], subject=TOTAL) if head is None else None
            self.told.shares.append(Share(at.last, label, percent, head, wanted))

    def _take_growth(self, token: Token, percent: Percent) -> None:
        compared = compare(token.clause)
        if compared is None or compared.label:
            return
        if self._at.change is not None and compared.base is None:
            item, figure, falls = self._at.change
            said = falls if compared.falls is None else compared.falls
            if said == falls:
                self.told.growths.append(Growth(item, percent, falls, figure))
            return
        owner = self._at.owner()
        if owner is None or compared.falls is None or not self._compares_prior(token, compared):
            return
        self._at.settle()
        self.told.growths.append(Growth(owner, percent, compared.falls, None))


def _is_amount_of(one: Item, about: tuple[Meaning, ...]) -> bool:
    return one.meanings == about and one.measure is Measure.AMOUNT


def _dated(token: Token, label: Label) -> Label:
    """Return a label with the year that stands alone before it: 2025年，…收入预算."""
    found = _ONLY_YEAR.search(token.context)
    return replace(label, year=int(found[1])) if found and label.year is None else label
