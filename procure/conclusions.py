"""What a row of a rule may conclude: a finding's outcome with its sentences, or outputs of a determination."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from procure.datafile import Mapped
from procure.facts import ORGANIZATIONS, PLACEHOLDERS, domains
from procure.terms import Outcome, Severity

_FINDING_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    Outcome.FLAGGED: ("outcome", "severity", "message", "remedy"),
    Outcome.UNDETERMINED: ("outcome", "question"),
    Outcome.CLEAR: ("outcome",),
    Outcome.NOT_APPLICABLE: ("outcome",),
}
_SENTENCES: Final = ("message", "remedy", "question")
_SLOT: Final = re.compile(r"\{(\w+)\}")
_PLANNED: Final = domains("planned_method")
_METHODS: Final = _PLANNED["planned"] or ()
ASKED: Final = "asked"
"""An output that a row leaves to be asked."""
_OUTPUTS: Final[Mapping[str, Sequence[str]]] = {
    "regime": (),
    "tendered": (),
    "organization": ORGANIZATIONS,
    "methods": _METHODS,
    "required_method": _METHODS,
    "governed_by": _PLANNED["governed_by"] or (),
    "approvals": (),
    "warnings": (),
    "ask": (),
}
"""Outputs of a determination and the words each may be; any where none are named."""
_LISTS: Final = ("methods", "approvals", "warnings")
_MAY_BE_ASKED: Final = ("organization", "methods", "governed_by")


def check_then(then: Mapped, fact: str) -> None:
    """Raise DataError for a conclusion that no reader of the tables knows; fact is the kind the row is over."""
    if "outcome" in then:
        _check_finding(then, fact)
    else:
        _check_outputs(then)


def _check_finding(then: Mapped, fact: str) -> None:
    if then.text("outcome") not in _FINDING_KEYS:
        then.fail(f"unknown outcome `{then['outcome']}`; allowed: {', '.join(Outcome)}", "outcome")
    then.check(_FINDING_KEYS[then["outcome"]])
    if "severity" in then and then.text("severity") not in set(Severity):
        then.fail(f"unknown severity `{then['severity']}`; allowed: {', '.join(Severity)}", "severity")
    for key in (key for key in _SENTENCES if key in then):
        for name in _SLOT.findall(then.text(key)):
            if name not in PLACEHOLDERS[fact]:
                then.fail(f"unknown placeholder `{name}`; allowed: {', '.join(sorted(PLACEHOLDERS[fact]))}", key)
        if {"{", "}"} & set(_SLOT.sub("", then[key])):
            then.fail(f"`{key}` has a brace that holds no placeholder", key)


def _check_outputs(then: Mapped) -> None:
    then.check((), _OUTPUTS)
    for name in then:
        if name in _MAY_BE_ASKED and then[name] == ASKED:
            continue
        if name in _LISTS:
            then.items_of(name, str, "word")
        else:
            then.text(name)
        then.words(name, _OUTPUTS[name])
