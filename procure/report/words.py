"""Words and orders that several reports share. Not for what they show of them."""

from typing import Final

from procure.model import Finding, Part
from procure.terms import Answer, Outcome, Severity, word

OPEN: Final = word(Outcome.UNDETERMINED)
"""What stands where something is not known."""
LISTED: Final = {Answer.YES: "目录内", Answer.NO: "目录外", Answer.UNDETERMINED: OPEN}
"""Whether an item is in the catalogue, under a head that says so."""
LISTED_ALONE: Final = {**LISTED, Answer.UNDETERMINED: f"目录内外{OPEN}"}
"""The same where no head says what is meant."""
_RANKS: Final = {Severity.BREACH: 0, Severity.RED_FLAG: 1}


def ranked(one: Finding) -> tuple[int, str]:
    """Return what findings are ordered by: breaches, red flags, what is undetermined; each by its rule."""
    return (_RANKS[one.severity] if one.severity else len(_RANKS), one.code)


def kind_word(one: Finding) -> str:
    """Return what a finding is called: 违规, 风险提示, 待核实."""
    return word(one.severity or one.outcome)


def category_word(part: Part) -> str:
    """Return the category of a purchase, where it is known."""
    return word(min(part.categories)) if len(part.categories) == 1 else OPEN
