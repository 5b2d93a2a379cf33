"""What a text is taken apart into: clauses, members of lists, and the terms found in them. Not for finding: scan.py."""

from procure.classify.lexicon import HEADING, NAMING, Role, Sense
from procure.model import Evidence, Field
from procure.record import Record, replace


class Mention(Record, frozen=True):
    """A term found: one of its senses, its spelling, the words as they stand, and where in the folded text."""

    sense: Sense
    term: str
    evidence: Evidence
    start: int
    end: int


class Element(Record, frozen=True):
    """A member of a list, or a whole clause that lists nothing.

    inner: what stands inside full expressions (租赁 in 打印机租赁). is_listed: whether a 、 stands before it.
    strange: where characters stand that no mention covers. unread: the words of a member after 、, before its 等 or
    head, where the lexicon knows no thing among them.
    """

    mentions: tuple[Mention, ...]
    inner: tuple[Mention, ...]
    strange: tuple[int, ...]
    start: int
    end: int
    is_listed: bool
    unread: Evidence | None

    @property
    def groups(self) -> list[tuple[Mention, ...]]:
        """Return the mentions that name something bought, those of one term together."""
        spans: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            if mention.sense.role in NAMING:
                spans.setdefault(mention.start, []).append(mention)
        return [tuple(group) for group in spans.values()]

    @property
    def head(self) -> Mention | None:
        """Return the last head: in Chinese the last noun governs; of several in a row the first (维护服务费)."""
        heads = [mention for mention in self.mentions if mention.sense.role in HEADING]
        last = heads[-1:]
        while len(last) < len(heads) and heads[-len(last) - 1].end == last[0].start:
            last = heads[-len(last) - 1 :]
        paying = (head for head in last if head.sense.role is Role.CONTRACT)
        first = next(paying, last[0] if last else None)
        return first and _within(first, last)

    @property
    def more(self) -> Mention | None:
        """Return the 等 of the member, if any."""
        return next((mention for mention in self.mentions if mention.sense.role is Role.MORE), None)

    def is_plain(self, start: int, end: int) -> bool:
        """Return whether mentions cover all that stands between two places."""
        return not any(start <= place < end for place in self.strange)


def _within(head: Mention, row: list[Mention]) -> Mention:
    """Return a head within the categories that all heads in a row share: 改造工程 is works."""
    shared = frozenset.intersection(*(one.sense.categories for one in row))
    return replace(head, sense=replace(head.sense, categories=shared)) if shared else head


class Clause(Record, frozen=True):
    """The members of a clause, the field it stands in, and whether it stands in brackets.

    ordered: where a verb of buying ends, behind which things are bought; None without one.
    """

    elements: tuple[Element, ...]
    field: Field
    is_aside: bool
    ordered: int | None = None
