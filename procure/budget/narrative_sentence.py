"""Where a walk through a passage stands: the whole that parts are told of, and what a comparison is told of.

Not for what the words mean: narrative_walk.py.
"""

import re
from typing import Final

from procure.budget.clauses import Kind, Passage, Token
from procure.budget.narrative_told import Group, Item
from procure.budget.narrative_words import Clue, clues, pattern
from procure.budget.phrases import meanings, read_label
from procure.budget.relation import Measure
from procure.model import Figure
from procure.record import replace

_ENDS: Final = re.compile(r"[。\n!?]")
_LONGEST: Final = 60
"""Characters of a label before 中，."""


class Sentence:
    """The state of a passage: sentence by sentence, and within it segment by segment (；).

    current: the last thing that an amount was said of. last: the last amount's figure, understood or not.
    change: the last change with its item, while nothing else stands between. in_parts: whether parts are being told.
    """

    def __init__(self, passage: Passage, current: Item | None) -> None:
        self.passage, self.current = passage, current
        self.items: list[Item] = []
        self.opened: list[Group] = []
        self.group: Group | None = None
        self.last: Figure | None = None
        self.change: tuple[Item, Figure, bool] | None = None
        self.in_parts = self.in_reason = False
        self._outer: Group | None = None
        self._run: list[Item | None] = []
        self._before: tuple[Group | None, Item | None] = (None, None)
        self._head: Item | None = None
        self._fresh = False

    @property
    def is_nested(self) -> bool:
        """Return whether parts of a part are being told."""
        return self._outer is not None

    def cross(self, token: Token) -> None:
        """Take in what stands before a token: the end of a sentence or segment, a reason, 其中."""
        lead = token.lead
        ends = [match.end() for match in _ENDS.finditer(lead)]
        if ends:
            self._end_sentence()
            lead = lead[ends[-1] :]
        if ";" in lead:
            self._end_segment()
            lead = lead[lead.rindex(";") + 1 :]
        if any(word in lead for word in clues(Clue.REASON)):
            self.in_reason = True
        if ends or token.kind is Kind.AMOUNT:
            self.change = None
        self._part_off(token, lead, at_start=bool(ends))

    def add(self, item: Item) -> None:
        """Take in an amount that was understood."""
        self.items.append(item)
        if item.measure is Measure.BUDGETED:
            self.current = replace(item, figure=None, measure=Measure.AMOUNT, budgeted=item.figure)
        if item.measure is not Measure.AMOUNT:
            return
        if self.group:
            self.group.parts.append(item)
        again = self.current is not None and self.current.meanings == item.meanings
        self._run = [item] if self._fresh or again else [*self._run, item]
        self._head = self._head or item
        self.current, self._fresh = item, False

    def lose(self) -> None:
        """Take in an amount that was not understood: it may be a part, and a comparison after it may be its own."""
        self._run, self._fresh = [None], False
        if self.group:
            self.group.is_sure = False

    def spoken_of(self) -> Item | None:
        """Return what words such as 上年为 go on to speak of; None where a new sentence leaves that open."""
        if not self._fresh or not self._run:
            return self.current
        return self._run[0] if len(self._run) == 1 else None

    def settle(self) -> None:
        """End what a comparison could be told of."""
        self._run = []

    def leave_group(self) -> None:
        """End the parts: an amount was no part of the whole."""
        self.group = self._outer = None

    def owner(self) -> Item | None:
        """Return whose change a comparison without a name of its own tells; None where that is open.

        After a whole's parts of this year and carried over it is the whole's.
        """
        if len(self._run) == 1:
            return self._run[0]
        run = [one for one in self._run if one]
        kinds = {(about.flow == "carried_in") or (about.period == "carried") for one in run for about in one.meanings}
        by_period = len(run) == len(self._run) == len(kinds) and any(one.period_said for one in run)
        return self.group.head if self.group and by_period else None

    def _end_sentence(self) -> None:
        self._before = (self.group, self._head)
        self._head = self.group = self._outer = None
        self._fresh, self.in_reason, self.in_parts = True, False, False

    def _end_segment(self) -> None:
        self.group, self._outer = self._outer or self.group, None
        self._fresh, self.in_reason = True, False

    def _part_off(self, token: Token, lead: str, *, at_start: bool) -> None:
        """Open a group where the words say that parts of a whole follow: 其中, 包括, …中，."""
        within = re.search(r"([^,;。:\n]+)中,$", token.context[-_LONGEST:])
        label = read_label(within[1]) if within else None
        if label is not None:
            about = meanings(label, self.passage.section.default)
            head = next((one for one in reversed(self.items) if one.meanings == about), None)
            if head is not None:
                self._open(head)
        elif _tells_parts(lead):
            group, head = self._before
            outer = self.group
            self._open((group.head if group else head) if at_start else self._printed())
            self._outer = outer

    def _printed(self) -> Item | None:
        return self.current if self.current and self.current.figure else None

    def _open(self, head: Item | None) -> None:
        self.group = Group(head)
        self.opened.append(self.group)
        self.in_parts, self._run = True, []


def _tells_parts(lead: str) -> bool:
    """Return whether words for parts stand in the last clause of a text, or right before it."""
    ends = [match.end() for match in re.finditer(rf"{pattern(Clue.PARTS)}[,:]?", lead)]
    return bool(ends) and not re.search("[,;:]", lead[ends[-1] :])
