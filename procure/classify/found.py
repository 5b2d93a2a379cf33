"""An expected purchase as one text tells it. Not for how texts come to tell it: heads.py, items.py."""

from procure.classify.lexicon import branches_of, category_of
from procure.model import Evidence, Part
from procure.record import Record, replace
from procure.terms import Category, Nature


class Found(Record, frozen=True):
    """An expected purchase as one text tells it.

    is_general: only what is done is known, not with what, so any part of its category says more. pays_contractor: a
    word such as 委托费 governs it. is_rest: the 等 of a list. is_ordered: a verb of buying stands before it.
    """

    part: Part
    nature: Nature
    is_general: bool = False
    pays_contractor: bool = False
    is_rest: bool = False
    is_ordered: bool = False

    def covers(self, other: "Found") -> bool:
        """Return whether all items that the other may be are items, or below items, that this may be."""
        mine, theirs = self.part.codes, other.part.codes
        return bool(mine and theirs) and all(any(one in mine for one in branches_of(code)) for code in theirs)


def part_of(label: str, categories: frozenset[Category], evidence: Evidence) -> Part:
    """Return a purchase as a phrase names it."""
    return Part(label, categories, evidence=(evidence,))


def narrowed(part: Part, categories: frozenset[Category]) -> Part:
    """Return the part within the categories it shares with these; unchanged where it shares none."""
    if shared := part.categories & categories:
        codes = tuple(code for code in part.codes if category_of(code) in shared)
        return replace(part, categories=shared, codes=codes)
    return part
