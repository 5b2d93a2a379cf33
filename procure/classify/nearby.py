"""Up to three items that a purchase may be instead, and what would decide between them. Never part of a verdict."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain, pairwise
from pathlib import Path
from typing import Final

from procure.catalog import Items
from procure.classify.lexicon import LONGEST, branches_of, fold
from procure.datafile import data_root, read_csv
from procure.editions import load_items
from procure.model import Classification, Evidence, Field, Part
from procure.record import Record

MOST: Final = 3
"""How many items are shown at most."""
ALIKE: Final = 50
"""Least likeness, of 100, of an item's name to words that no row knows."""
_RAREST: Final = 3
"""How many pairs of characters of a phrase are looked up: the rarest ones tell most."""
CONTRAST_COLUMNS: Final = ("item", "other", "decides")
SENTENCE_COLUMNS: Final = ("case", "text")
_CASES: Final = ("possible", "aside", "alike")
_SOURCE: Final = "lexicon/contrasts.csv"


class Nearby(Record, frozen=True):
    """An item that it may be instead; decides says in Chinese what to look at; source is the row that knows it."""

    code: str
    decides: str
    source: str


class Neighbours(Record, frozen=True):
    """What is known of items that are taken for one another, and of items by the characters of their names."""

    contrasts: Mapping[str, tuple[Nearby, ...]]
    sentences: Mapping[str, str]
    names: Mapping[str, str]
    pairs: Mapping[str, tuple[str, ...]]

    def of(self, part: Part, classified: Classification, name: str) -> tuple[Nearby, ...]:
        """Return up to three items beside those of a part of a name, the likeliest first."""
        found: dict[str, Nearby] = {}
        for nearby in self._all(part, classified, name):
            if len(part.codes) > 1 or nearby.code not in part.codes:
                found.setdefault(nearby.code, nearby)
        return tuple(found.values())[:MOST]

    def _all(self, part: Part, classified: Classification, name: str) -> Iterator[Nearby]:
        if len(part.codes) > 1:
            yield from self._possible(part)
        for code in part.codes:
            for branch in branches_of(code):
                yield from self.contrasts.get(branch, ())
        yield from self._aside(classified)
        if not part.codes:
            evidence = part.evidence or classified.evidence
            yield from self._alike(evidence or (Evidence(Field.NAME, name[:LONGEST], _SOURCE),))

    def _possible(self, part: Part) -> Iterator[Nearby]:
        known = {nearby.code: nearby for code in part.codes for nearby in self.contrasts.get(code, ())}
        for code in part.codes:
            source = part.evidence[0].source if part.evidence else _SOURCE
            yield known.get(code) or Nearby(code, self._say("possible", code, part.label), source)

    def _aside(self, classified: Classification) -> Iterator[Nearby]:
        for evidence, codes in classified.aside:
            for code in codes:
                yield Nearby(code, self._say("aside", code, evidence.phrase), evidence.source)

    def _alike(self, evidence: Iterable[Evidence]) -> Iterator[Nearby]:
        for item in evidence:
            for name in self._matches(fold(item.phrase)):
                yield Nearby(self.names[name], self._say("alike", self.names[name], item.phrase), item.source)

    def _matches(self, words: str) -> list[str]:
        """Return names that share two characters in a row with the words, and rare ones, most alike first."""
        from rapidfuzz import fuzz, process

        every = filter(None, (self.pairs.get(pair) for pair in map("".join, pairwise(words))))
        shared = dict.fromkeys(chain.from_iterable(sorted(every, key=len)[:_RAREST]))
        found = process.extract(words, list(shared), scorer=fuzz.ratio, limit=MOST, score_cutoff=ALIKE)
        return [name for name, _, _ in found]

    def _say(self, case: str, code: str, words: str) -> str:
        return self.sentences[case].replace("{words}", words).replace("{code}", code)


@cache
def load_neighbours(root: Path | None = None) -> Neighbours:
    """Read contrasts.csv and nearby.csv below root. Raises DataError for an unknown item or case."""
    folder = (root or data_root()) / "catalog" / "lexicon"
    items = load_items()
    names = {fold(item.name): code for code, item in items.items() if item.parent}
    pairs: dict[str, dict[str, None]] = defaultdict(dict)
    for name in names:
        for pair in map("".join, pairwise(name)):
            pairs[pair][name] = None
    sentences = read_csv(folder / "nearby.csv", SENTENCE_COLUMNS)
    return Neighbours(
        contrasts=_contrasts(folder / "contrasts.csv", items),
        sentences={row.one_of("case", _CASES): row["text"] for row in sentences},
        names=names,
        pairs={pair: tuple(found) for pair, found in pairs.items()},
    )


def _contrasts(path: Path, items: Items) -> dict[str, tuple[Nearby, ...]]:
    found: dict[str, list[Nearby]] = defaultdict(list)
    for row in read_csv(path, CONTRAST_COLUMNS, key=("item", "other")):
        if unknown := [row[column] for column in ("item", "other") if row[column] not in items]:
            row.fail(f"item code `{unknown[0]}` is not in the item list")
        source = f"lexicon/{path.name}:{row.line}"
        found[row["item"]].append(Nearby(row["other"], row["decides"], source))
        found[row["other"]].append(Nearby(row["item"], row["decides"], source))
    return {code: tuple(nearby) for code, nearby in found.items()}
