"""What a planned line buys: its item code beside its words, as one purchase. Not for how it is bought: lines.py."""

from collections.abc import Mapping
from typing import Final, Literal

from procure.catalog import Items
from procure.classify import Lexicon, classify
from procure.classify.coded import are_alike, is_kin, load_former, take_apart
from procure.classify.lexicon import category_of, fold
from procure.model import Classification, Evidence, Field, Part
from procure.named import named
from procure.plan.model import PlanLine
from procure.record import Record, replace
from procure.terms import Category, Nature

State = Literal["unstated", "agreed", "branch", "former", "doubtful", "other", "unknown", "contradicted"]
CODED: Final = frozenset({"agreed", "branch"})
"""States of a code by which the listing is known as stated."""


class Code(Record, frozen=True):
    """A line's item code: as written, as a code of 2022 (padded), what it is worth, and its names of 2022 and 2013."""

    written: str = ""
    code: str = ""
    state: State = "unstated"
    now: str = ""
    then: str = ""


class Reader(Record, frozen=True):
    """All that a line's words and codes are read with; named are the items that have a name of their own."""

    items: Items
    lexicon: Lexicon
    named: Mapping[str, str]

    @classmethod
    def load(cls, items: Items, lexicon: Lexicon) -> "Reader":
        """Return a reader for an item list."""
        names: dict[str, list[str]] = {}
        for code, item in items.items():
            if item.parent:
                names.setdefault(fold(item.name), []).append(code)
        only = {name: codes[0] for name, codes in names.items() if len(codes) == 1}
        return cls(items, lexicon, only)

    def read(self, line: PlanLine) -> tuple[Classification, Code]:
        """Return what a line buys, always as one purchase, and what its code is worth. Never raises for any text."""
        told = self._told(line)
        code = self._code(line, told)
        part = self._coded(code, told) if code.state in CODED else _one(line, told, code, self.items)
        if line.category and code.state not in CODED:
            part = _within(part, line.category)
        part = replace(part, label=line.id, amount=line.amount.fen, nature=Nature.PURCHASE, most=1)
        return Classification(Nature.PURCHASE, (part,), None, part.evidence), code

    def _told(self, line: PlanLine) -> Classification:
        """Return what the words say: name and content, or the item's name where they say nothing."""
        told = classify(named(_without_code(line.name), line.text("content")), self.lexicon)
        item = _without_code(line.text("item"))
        if not any(part.codes for part in told.parts) and item:
            by_item = classify(named(item), self.lexicon)
            return by_item if any(part.codes for part in by_item.parts) else told
        return told

    def _code(self, line: PlanLine, told: Classification) -> Code:
        written = next((found for column in ("code", "item", "name") if (found := take_apart(line.text(column)))), None)
        if written is None:
            code = self.named.get(fold(line.text("item")), "")
            if not code:
                return Code(line.text("code"), state="unknown") if line.text("code") else Code()
            return Code(code, code, self._worth(code, line, told, "", code), self.items[code].name)
        now = self.items[written.code].name if written.code in self.items else ""
        then = load_former().get(written.written, "")
        state = self._worth(written.code, line, told, then, written.written)
        return Code(written.written, written.code, state, now, then)

    def _worth(self, code: str, line: PlanLine, told: Classification, then: str, written: str) -> State:
        """Return what a code is worth; words that name no item cannot contradict it."""
        words = [word for word in (line.text("item"), line.name) if word]
        read = {one for part in told.parts for one in part.codes}
        is_near = any(is_kin(code, one) for one in read)
        name = self.items[code].name if code in self.items else ""
        is_short = bool(then) and len(written) < len(code)
        meant_other = then not in {"", name} and not is_near
        if (is_short or meant_other) and any(_are_alike(word, then) for word in words):
            return "former"
        if not name:
            return "unknown"
        if meant_other and not any(map(_without_code, words)):
            return "doubtful"
        category = category_of(code)
        agrees = is_near or any(_are_alike(word, name) for word in words)
        told_other = bool(told.parts) and all(category not in part.categories for part in told.parts)
        if not agrees and (read or told_other):
            return "other"
        if line.category and line.category != category:
            return "contradicted"
        return "branch" if code in self.lexicon.branches else "agreed"

    def _coded(self, code: Code, told: Classification) -> Part:
        category = category_of(code.code)
        return Part(
            code.now,
            frozenset([category] if category else []),
            (code.code,),
            frozenset().union(*(part.meets for part in told.parts)),
            evidence=(Evidence(Field.NAME, code.written, "items/2022/items.csv"),),
            fails=frozenset().union(*(part.fails for part in told.parts)),
        )


def _without_code(text: str) -> str:
    found = take_apart(text)
    return found.name if found else text


def _are_alike(word: str, name: str) -> bool:
    bare = _without_code(word)
    return bool(fold(bare)) and are_alike(bare, name)


def _one(line: PlanLine, told: Classification, code: Code, items: Items) -> Part:
    """Return the one purchase that a line is: of all that its words may mean, and of its code where that is open."""
    categories = frozenset().union(*(part.categories for part in told.parts)) or frozenset(Category)
    codes = tuple(dict.fromkeys(one for part in told.parts for one in part.codes))
    if any(not part.codes for part in told.parts):
        codes = ()
    own = category_of(code.code) if code.code in items else None
    if own and code.state == "doubtful":  # of one of two items, both of the code's letter
        categories, codes = frozenset({own}), ()
    elif own and code.state in {"other", "contradicted"}:
        categories |= {own}
        codes = (*codes, code.code) if codes else ()
    return Part(
        line.id,
        categories,
        codes,
        frozenset.intersection(*(part.meets for part in told.parts)) if told.parts else frozenset(),
        evidence=told.evidence,
        fails=frozenset.intersection(*(part.fails for part in told.parts)) if told.parts else frozenset(),
    )


def _within(part: Part, category: Category) -> Part:
    """Return the purchase in its stated category, with the items of it that the words name."""
    codes = tuple(code for code in part.codes if category_of(code) is category)
    return replace(part, categories=frozenset({category}), codes=codes)
