"""What an answer of the user changes in a project's classification. Not for files and ids of questions: answers.py."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from procure.classify import classify, load_lexicon
from procure.classify.lexicon import category_of
from procure.expected import APPROVAL, Stated
from procure.facts import EXCEPTIONAL, PROJECT_FACTS
from procure.model import Classification, Evidence, Field, Part, Project, Question
from procure.money import AmountError, Unit, plain, read_amount
from procure.named import named
from procure.record import Record, field, replace
from procure.terms import Answer, Category, Nature, fact_word, word

_YES_NO: Final = {"是": "yes", "否": "no", "yes": "yes", "no": "no"}
_LISTED: Final = {"目录内": Answer.YES, "目录外": Answer.NO, "listed": Answer.YES, "not_listed": Answer.NO}
_CATEGORIES: Final = {word(category): category for category in Category} | {str(one): one for one in Category}
_NO_PURCHASE: Final = {word(nature): nature for nature in (Nature.PERSONNEL, Nature.TRANSFER)}
_NOT_BOUGHT: Final = "非采购"
_NUMBER: Final = re.compile(r".*\d{4}.*\d+号")
DOUBTS: Final = {
    "sole_supplier": frozenset({Nature.UTILITY}),
    "bought_by_contract": frozenset({Nature.RECEPTION, Nature.UNKNOWN}),
}
"""Of which parts it is asked whether they are a purchase, by the fact that is asked."""


class UnfitError(ValueError):
    """An answer that does not fit its question; the message says what would (Chinese)."""


class Given(Record, frozen=True):
    """An answer: the project and the part (empty: the whole project) it is about, the fact, and what was answered."""

    project: Project
    part: str
    fact: str
    text: str
    source: str

    @property
    def said(self) -> str:
        """Return the answer as a sentence shows it."""
        return f"{fact_word(self.fact)}：{self.text}"

    def evidence(self, phrase: str = "") -> tuple[Evidence, ...]:
        """Return the answer, or a phrase of it, as evidence that the user stated."""
        return (Evidence(Field.ANSWER, phrase or self.said, self.source),)


class Applied(Record, frozen=True):
    """A project's classification after the user's answers, what was stated of its parts, and what the user said."""

    classified: Classification
    stated: Mapping[str, Stated] = field(default_factory=dict)
    told: tuple[str, ...] = ()

    def part(self, label: str) -> Part:
        """Return a part by its label; raises UnfitError where another answer has made it no purchase."""
        for part in self.classified.parts:
            if part.label == label:
                return part
        raise UnfitError("按别的答复，这一项不是采购")

    def facts(self, label: str) -> Mapping[str, str]:
        """Return the facts stated of a part."""
        return self.stated.get(label, Stated()).facts

    def with_parts(self, parts: Iterable[Part], others: Iterable[Part] = ()) -> "Applied":
        """Return the same with other parts, and others beside those that are no purchase."""
        bought, idle = tuple(parts), (*self.classified.others, *others)
        return replace(self, classified=replace(self.classified, nature=_nature_of(bought), parts=bought, others=idle))

    def with_part(self, part: Part) -> "Applied":
        """Return the same with the part of that label replaced."""
        return self.with_parts(part if one.label == part.label else one for one in self.classified.parts)

    def with_stated(self, label: str, stated: Stated) -> "Applied":
        """Return the same with facts stated of a part, beside those stated before."""
        before = self.stated.get(label, Stated())
        merged = Stated({**before.facts, **stated.facts}, stated.listed or before.listed)
        return replace(self, stated={**self.stated, label: merged})


def changed(applied: Applied, given: Given) -> Applied:
    """Return what an answer makes of a project; raises UnfitError for one that does not fit."""
    after = _CHANGES[given.fact](applied, given)
    asked = tuple(one for one in after.classified.questions if _is_open(one, given, after))
    classified = replace(after.classified, questions=asked)
    return replace(after, classified=classified, told=(*after.told, f"{given.part} {given.said}".strip()))


def _is_open(question: Question, given: Given, after: Applied) -> bool:
    if question.fact in DOUBTS:
        doubted = in_doubt(question, after.classified.parts)
        return any(question.fact not in after.facts(part.label) for part in doubted)
    return question.fact != given.fact


def in_doubt(question: Question, parts: Iterable[Part]) -> list[Part]:
    """Return the parts of which a question asks whether they are a purchase: those it names."""
    natures = DOUBTS.get(question.fact, frozenset())
    return [part for part in parts if part.nature in natures and f"“{part.label}”" in question.text]


def _nature_of(parts: tuple[Part, ...]) -> Nature:
    natures = {part.nature for part in parts}
    alone = len(parts) == 1 or natures in ({Nature.UTILITY}, {Nature.RECEPTION}, {Nature.UNKNOWN}, {Nature.SETTLEMENT})
    return parts[0].nature if alone else Nature.MIXED


def _nothing_bought(applied: Applied, nature: Nature, given: Given) -> Applied:
    classified = Classification(nature, (), f"用户答复：{given.said}", applied.classified.evidence + given.evidence())
    return replace(applied, classified=classified)


def _all_bought(applied: Applied, given: Given) -> Applied:
    _check_buys(applied)
    return applied.with_parts(_bought(part, given) for part in applied.classified.parts)


def _bought(part: Part, given: Given) -> Part:
    return replace(part, nature=Nature.PURCHASE, evidence=part.evidence + given.evidence())


def _check_buys(applied: Applied) -> None:
    if not applied.classified.parts:
        raise UnfitError(f"与“{applied.classified.why_not}”不符")


def _nature(applied: Applied, given: Given) -> Applied:
    if given.text == word(Nature.PURCHASE):
        return _all_bought(applied, given)
    if given.text not in _NO_PURCHASE:
        raise UnfitError(f"应为 {'、'.join((word(Nature.PURCHASE), *_NO_PURCHASE))} 之一")
    return _nothing_bought(applied, _NO_PURCHASE[given.text], given)


def _earlier(applied: Applied, given: Given) -> Applied:
    if _yes_no(given) == "no":
        return _all_bought(applied, given)
    _check_buys(applied)
    return _nothing_bought(applied, Nature.SETTLEMENT, given)


def _contract(applied: Applied, given: Given) -> Applied:
    part = applied.part(given.part)
    if _yes_no(given) == "yes":
        return applied.with_part(_bought(part, given))
    kept = [one for one in applied.classified.parts if one is not part]
    return applied.with_parts(kept, [part]) if kept else _nothing_bought(applied, applied.classified.nature, given)


def _sole_supplier(applied: Applied, given: Given) -> Applied:
    """Take a sole supplier as no exemption: no quoted text says so, and the part stays in doubt without being asked."""
    part = applied.part(given.part)
    if _yes_no(given) == "no":
        return applied.with_part(_bought(part, given))
    told = replace(part, evidence=part.evidence + given.evidence())
    return applied.with_part(told).with_stated(given.part, Stated({given.fact: "yes"}))


def _yes_no(given: Given) -> str:
    if given.text not in _YES_NO:
        raise UnfitError("应为 是 或者 否")
    return _YES_NO[given.text]


def _parts(applied: Applied, given: Given) -> Applied:
    """Take 内容=金额；…, each known or written 货物|工程|服务|非采购:内容=金额; together they are the whole."""
    _check_buys(applied)
    pieces = [piece for piece in plain(given.text).replace("。", ";").split(";") if piece]
    read = [_piece(applied, given, piece) for piece in pieces]
    if len({part.label for _, part in read}) < len(read):
        raise UnfitError("同一项内容写了两次")
    total = sum(part.amount or 0 for _, part in read)
    if not given.project.exact.low <= total <= given.project.exact.high:
        raise UnfitError("各项金额之和应等于项目金额，写作 内容=金额；内容=金额（万元）")
    bought, others = ([part for is_bought, part in read if is_bought is one] for one in (True, False))
    if not bought:
        return _nothing_bought(applied, applied.classified.nature, given)
    return applied.with_parts(bought, others)


def _piece(applied: Applied, given: Given, piece: str) -> tuple[bool, Part]:
    """Return whether a piece of the answer is a purchase, and its part."""
    label, _, figure = piece.rpartition("=")
    kind, _, name = label.rpartition(":")
    known = next((part for part in applied.classified.parts if plain(part.label) == name), None)
    if kind not in ("", *_CATEGORIES, _NOT_BOUGHT) or not (known or (kind and name)):
        raise UnfitError(f"“{piece}”不是本项目已有的内容；新的内容写作 货物:内容=金额，工程:、服务:、非采购: 同")
    part = known or _new(name)
    part = _narrowed(part, _CATEGORIES[kind]) if kind in _CATEGORIES else part
    nature = Nature.PURCHASE if given.fact == "parts" or kind in _CATEGORIES else part.nature
    evidence = part.evidence + given.evidence(piece)
    return kind != _NOT_BOUGHT, replace(part, amount=_money(figure), nature=nature, evidence=evidence)


def _new(name: str) -> Part:
    """Return a content that the user adds, with the item its words name where they name one thing."""
    parts = classify(named(name), load_lexicon()).parts
    one = parts[0] if len(parts) == 1 else Part(name, frozenset())
    evidence = tuple(replace(item, field=Field.ANSWER) for item in one.evidence)
    return Part(name, frozenset(), one.codes, one.meets, evidence=evidence, fails=one.fails)


def _money(text: str) -> int:
    try:
        amount = read_amount(text, Unit.WAN_YUAN).fen
    except AmountError as error:
        raise UnfitError(str(error)) from error
    if amount < 0:
        raise UnfitError(f"“{text}”是负数")
    return amount


def _narrowed(part: Part, category: Category) -> Part:
    codes = tuple(code for code in part.codes if category_of(code) is category)
    return replace(part, categories=frozenset({category}), codes=codes)


def _category(applied: Applied, given: Given) -> Applied:
    if given.text not in _CATEGORIES:
        raise UnfitError(f"应为 {'、'.join(word(category) for category in Category)} 之一")
    return _told(applied, _narrowed(applied.part(given.part), _CATEGORIES[given.text]), given)


def _listed(applied: Applied, given: Given) -> Applied:
    if given.text not in _LISTED:
        raise UnfitError("应为 目录内 或者 目录外")
    part, listed = applied.part(given.part), _LISTED[given.text]
    if listed is Answer.YES:  # works are outside the catalogue
        part = replace(part, categories=part.categories - {Category.WORKS})
    if not part.categories:
        raise UnfitError("工程不在集中采购目录内")
    return _told(applied, part, given).with_stated(given.part, Stated(listed=listed))


def _amount(applied: Applied, given: Given) -> Applied:
    amount, whole = _money(given.text), given.project.exact
    every = (*applied.classified.parts, *applied.classified.others)
    others = [one.amount for one in every if one.label != given.part]
    low, high = (0, whole.fen) if None in others else (whole.low, whole.high)
    if not low <= amount + sum(one or 0 for one in others) <= high:
        raise UnfitError("各项金额之和应等于项目金额")
    return _told(applied, replace(applied.part(given.part), amount=amount), given)


def _approval(applied: Applied, given: Given) -> Applied:
    if not _NUMBER.fullmatch(plain(given.text)):
        raise UnfitError("应为批准文件的文号，如 某财购〔2026〕1号")
    return _told(applied, applied.part(given.part), given).with_stated(given.part, Stated({given.fact: given.text}))


def _fact(applied: Applied, given: Given) -> Applied:
    stated = Stated({given.fact: _yes_no(given)})
    return _told(applied, applied.part(given.part), given).with_stated(given.part, stated)


def _told(applied: Applied, part: Part, given: Given) -> Applied:
    return applied.with_part(replace(part, evidence=part.evidence + given.evidence()))


_OF_PROJECTS: Final[dict[str, Callable[[Applied, Given], Applied]]] = {
    "nature": _nature,
    "earlier_purchase": _earlier,
    "parts": _parts,
    "part_amounts": _parts,
}
_OF_PARTS: Final[dict[str, Callable[[Applied, Given], Applied]]] = {
    "bought_by_contract": _contract,
    "sole_supplier": _sole_supplier,
    "category": _category,
    "listed": _listed,
    "amount": _amount,
    APPROVAL: _approval,
    **dict.fromkeys((*EXCEPTIONAL, *PROJECT_FACTS), _fact),
}
_CHANGES: Final = _OF_PROJECTS | _OF_PARTS
FACTS_OF_PROJECTS: Final = tuple(_OF_PROJECTS)
FACTS_OF_PARTS: Final = tuple(_OF_PARTS)
"""Facts that can be answered, in the order in which answers are applied."""
