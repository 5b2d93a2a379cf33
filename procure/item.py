"""What a name buys, as `procure item` and other programs ask: nature, purchases, listing, and what else it may be."""

from datetime import date
from typing import Final

from procure.catalog import Edition, Listing
from procure.classify import Lexicon, classify, load_lexicon
from procure.classify.coded import Coded, Verdict, load_former, take_apart
from procure.classify.lexicon import category_of
from procure.classify.nearby import Nearby, Neighbours, load_neighbours
from procure.classify.tables import item_sources
from procure.expected import Stated, listing_of
from procure.model import Classification, Evidence, Field, Part, Question
from procure.named import named
from procure.record import Record, replace
from procure.terms import Answer, Nature
from procure.tools import Tools

_ASKED: Final = "item_code"


class Bought(Record, frozen=True):
    """A purchase expected of a name: its part, whether it is listed, and items it may be instead."""

    part: Part
    listing: Listing
    nearby: tuple[Nearby, ...]


class Asked(Record, frozen=True):
    """A name with its note, and what is known of it; edition None is none in force for the region on the day."""

    name: str
    note: str
    classified: Classification
    bought: tuple[Bought, ...]
    edition: Edition | None


class Classifier(Record, frozen=True):
    """All that names are read with; made once, asked as often as wanted."""

    tools: Tools
    lexicon: Lexicon
    neighbours: Neighbours
    edition: Edition | None
    sources: dict[str, str]

    @classmethod
    def load(cls, tools: Tools, region: str, day: date) -> "Classifier":
        """Load the lexicon, and the edition in force for a region's code on a day. Raises DataError for a fault."""
        edition, sources = tools.catalog.edition(region, day), item_sources(tools.catalog.items)
        return cls(tools, load_lexicon(), load_neighbours(), edition, sources)

    def ask(self, name: str, note: str = "") -> Asked:
        """Return what a name, with a note on what is needed, buys. Never raises for any text."""
        coded = take_apart(name)
        classified = self._with_code(coded, note) if coded else classify(named(name, note), self.lexicon)
        bought = tuple(self._bought(part, classified, name) for part in classified.parts)
        return Asked(name, note, classified, bought, self.edition)

    def _with_code(self, coded: Coded, note: str) -> Classification:
        """Classify by a code and the words beside it; where they disagree, both stand, and it is asked."""
        items, former = self.tools.catalog.items, load_former()
        told = classify(named(coded.name or former.get(coded.written, ""), note), self.lexicon)
        verdict = coded.judged([code for part in told.parts for code in part.codes], items, former)
        if verdict is Verdict.AGREED:
            return self._of_code(coded, told)
        question = self._question(coded, verdict)
        parts = told.parts
        if verdict in {Verdict.OTHER, Verdict.DOUBTFUL}:
            parts = tuple(_either(part, coded.code) for part in parts)
        return replace(told, parts=parts, questions=(question, *told.questions))

    def _of_code(self, coded: Coded, told: Classification) -> Classification:
        """Return the item of a code that the words agree with; the words may still meet its restriction."""
        items = self.tools.catalog.items
        category = category_of(coded.code)
        evidence = Evidence(Field.NAME, coded.written, self.sources[coded.code])
        part = Part(
            items[coded.code].name,
            frozenset([category] if category else []),
            (coded.code,),
            frozenset().union(*(part.meets for part in told.parts)),
            evidence=(evidence,),
            fails=frozenset().union(*(part.fails for part in told.parts)),
        )
        return Classification(Nature.PURCHASE, (part,), None, (evidence,))

    def _question(self, coded: Coded, verdict: Verdict) -> Question:
        items = self.tools.catalog.items
        now = items[coded.code].name if coded.code in items else ""
        then = load_former().get(coded.written, "")
        words = {"written": coded.written, "now": now, "then": then, "name": coded.name}
        text = self.lexicon.sentences[f"code_{verdict.value}"].text
        for key, word in words.items():
            text = text.replace(f"{{{key}}}", word)
        return Question(_ASKED, text)

    def _bought(self, part: Part, classified: Classification, name: str) -> Bought:
        listing = listing_of(part, self.edition, Stated()) if self.edition else Listing(Answer.UNDETERMINED)
        return Bought(part, listing, self.neighbours.of(part, classified, name))


def _either(part: Part, code: str) -> Part:
    category = category_of(code)
    return replace(part, codes=(*part.codes, code), categories=part.categories | ({category} if category else set()))
