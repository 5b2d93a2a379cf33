"""What the label before an amount means: 预算收入总计, …（类）…（款）…（项）. Not for whole sentences."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from procure.budget.cells import key
from procure.budget.narrative_words import Clue, clues, pattern, phrases, phrases_from, without_quotes
from procure.budget.relation import TOTAL, Meaning, Measure
from procure.budget.table_words import spelled
from procure.intake.wording import Use, words
from procure.record import Record, replace

_BOTH: Final = "both"
_ORDINAL: Final = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)、?|\d{1,2}[.、])")
_YEAR: Final = re.compile(r"(?<!\d)(\d{4})年(?:度)?")
_LEVELS: Final = re.compile(r"\([类款项]\)")
_DEEPEST: Final = 3
"""Levels of a function: 类, 款, 项."""
_QUOTED: Final = re.compile(r"“([^“”]+)”")
_DASHES: Final = re.compile("[-—–]+")
_LONGEST: Final = 60


class Label(Record, frozen=True):
    """What the words before an amount say; an empty word is not said. year is a year they name.

    is_bare: they name no thing of their own: 2023年预算安排, 上年.
    """

    text: str
    said: Mapping[str, str]
    year: int | None = None

    @property
    def is_bare(self) -> bool:
        """Return whether the words say nothing but a year or a measure."""
        return not set(self.said) - {"measure"}

    @property
    def measure(self) -> Measure | None:
        """Return the measure that the words name, None where they name none."""
        return Measure(self.said["measure"]) if "measure" in self.said else None

    @property
    def subject(self) -> str:
        """Return the subject that the words name, empty where they name none."""
        return self.said.get("subject", "")


def read_label(text: str, *, opens: bool = False) -> Label | None:
    """Return what the words before an amount (half width, no blanks) say; None unless every word of them is known.

    opens: whether they open a sentence, where the name of an organisation may stand first.
    """
    body = _ORDINAL.sub("", text)
    body = re.sub(f"^{pattern(Clue.PARTS)}", "", body)
    body = re.sub(f"{pattern(Clue.LINK)}+$", "", body)
    path = _path(body)
    if path:
        return Label(
            "-".join(path[-2:]), {"flow": "expenditure", "subject": "/".join(("function", *map(name_key, path)))}
        )
    years = [int(year) for year in _YEAR.findall(body)]
    core = _known(without_quotes(body), named=opens or bool(years))
    said = None if core is None else _said(core)
    if core is None or said is None:
        return None
    name = "".join(one for one in core if "measure" not in phrases().get(one, {}))
    return Label(_YEAR.sub("", name), said, years[-1] if years else None)


def name_key(name: str) -> str:
    """Return what names of subjects are compared by."""
    return key(spelled(name))


def meanings(label: Label, base: Meaning) -> tuple[Meaning, ...]:
    """Return what a label means where base is what its surroundings say; none where flow or fund stays open.

    收支 says two things at once.
    """
    said = label.said
    subject = said.get("subject") or base.subject
    if _is_plain(subject):
        return (Meaning(fund=said.get("fund") or base.fund or "fiscal", subject=subject, period="all"),)
    flow, fund = said.get("flow") or base.flow, said.get("fund") or base.fund
    if not flow or not fund:
        return ()
    about = Meaning(
        flow,
        fund,
        said.get("part") or base.part or "all",
        subject or TOTAL,
        said.get("period") or base.period or "all",
    )
    if flow == _BOTH:
        return (replace(about, flow="income"), replace(about, flow="expenditure"))
    if flow == "carried_in":
        return (_carried(about, base),)
    return (about,)


def _carried(about: Meaning, base: Meaning) -> Meaning:
    """Within expenditure, 上年结转 is what was carried in and is spent now."""
    if base.flow == "expenditure":
        return replace(about, flow="expenditure", period="carried")
    return replace(about, part="all", period="all")


def _is_plain(subject: str) -> bool:
    """Return whether a subject is neither income nor expenditure of a part: 三公, 机关运行经费."""
    return subject.startswith(("three_public/", "operating_costs"))


def _path(body: str) -> tuple[str, ...]:
    """Return the levels of a function as a quoted or levelled label names it: “…-…-…”科目, …（类）…（款）…（项）."""
    quoted = _QUOTED.match(body)
    if quoted and body[quoted.end() :] in ("", *clues(Clue.ITEM_WORD)):
        named = quoted[1]
        parts = _LEVELS.split(named) if _LEVELS.search(named) else _DASHES.split(named)
        if len(parts) == 1:  # a quoted name without levels: “三公”
            return ()
    elif _LEVELS.search(body) and _LEVELS.split(body)[-1] == "":
        parts = _LEVELS.split(body)
    else:
        return ()
    levels = tuple(part for part in parts if part)
    return levels if len(levels) <= _DEEPEST else ()


def _known(body: str, *, named: bool) -> tuple[str, ...] | None:
    """Return the phrases that make up a label, after an organisation's name where one may stand; None if not known."""
    if len(body) > _LONGEST:
        return None
    starts = [0] + ([at for at in range(1, len(body)) if _ends_name(body[:at])] if named else [])
    for start in starts:
        found = _split(body[start:])
        if found is not None:
            return found
    return None


def _ends_name(before: str) -> bool:
    endings = (*words(Use.ORGANISATION_ENDING), *clues(Clue.TAIL), "年", "年度", ")")
    return before.endswith(endings)


@lru_cache(4096)  # the rest of a label is tried after each way to begin it
def _split(text: str) -> tuple[str, ...] | None:
    """Return the phrases and years that a text consists of, the longest first."""
    if not text:
        return ()
    year = _YEAR.match(text)
    heads = ([year[0]] if year else []) + [one for one in phrases_from().get(text[0], ()) if text.startswith(one)]
    for head in heads:
        rest = _split(text[len(head) :])
        if rest is not None:
            return (head, *rest)
    return None


def _said(core: Sequence[str]) -> Mapping[str, str] | None:
    """Return what phrases say together; None where they contradict each other. 财政拨款 yields to one of its funds."""
    said: dict[str, str] = {}
    for phrase in core:
        for field, value in phrases().get(phrase, {}).items():
            before = said.get(field, value)
            if before != value and not (field == "fund" and "fiscal" in (before, value)):
                return None
            said[field] = before if value == "fiscal" and field == "fund" else value
    return said
