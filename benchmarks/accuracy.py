"""`make accuracy`: how often names are classified as a careful reader labelled them, beside a plain baseline.

The unit is the expected purchase: the rows of a label are paired with the parts of the answer, most alike first; what
is left over on either side counts as wrong. The baseline knows the item names alone: equal, else the most alike.
Errors of the fresh part are for reading at the end of a round, never for tuning.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import sqrt
from typing import Final

from rapidfuzz import fuzz, process
from tabulate import tabulate

from benchmarks.labelled import PARTS, Labelled, Row, labelled
from procure.catalog import Edition, Items
from procure.classify import classify, load_lexicon
from procure.classify.lexicon import branches_of, category_of, fold
from procure.editions import load_catalog
from procure.expected import Stated, listing_of
from procure.model import Classification, Part
from procure.named import named
from procure.terms import Nature

NONE: Final = Row("none", frozenset(), (), "none")
"""What stands opposite a purchase that only one side knows."""
ALIKE: Final = 60
"""Least likeness, of 100, at which the baseline takes an item's name for the name asked about."""
AIMS: Final = {
    "listed yes: precision": 0.98,
    "listed yes: recall": 0.92,
    "listed no: precision": 0.98,
    "category, decided": 0.98,
    "decidable names decided": 0.85,
    "undecidable names undetermined": 0.90,
}
_Z: Final = 1.96
_LISTINGS: Final = ("yes", "no", "undetermined", "", "none")
_CATEGORIES: Final = ("goods", "works", "services")
Classifier = Callable[[Labelled], tuple[Row, ...]]


@dataclass(frozen=True)
class Answered:
    """A labelled name and what was answered, purchase beside purchase."""

    label: Labelled
    rows: tuple[Row, ...]
    pairs: tuple[tuple[Row, Row], ...]

    @property
    def is_decided(self) -> bool:
        """Return whether the answer leaves nothing open."""
        return all(row.is_decided for row in self.rows)

    @property
    def is_wrong(self) -> bool:
        """Return whether any listing, nature or decided category differs from the label."""
        return any(_differs(said, told) for said, told in self.pairs)


def _differs(said: Row, told: Row) -> bool:
    is_other = len(said.categories) == 1 and said.categories != told.categories
    return said.listed != told.listed or said.nature != told.nature or is_other


def answered(label: Labelled, classifier: Classifier) -> Answered:
    """Return what a classifier says of a name, paired with its label."""
    rows = classifier(label)
    return Answered(label, rows, tuple(_paired(list(rows), list(label.rows))))


def _paired(said: list[Row], told: list[Row]) -> Iterator[tuple[Row, Row]]:
    """Yield rows side by side; one left over stands beside a paired one that says the same (桌椅: desks, chairs)."""
    every = list(said), list(told)
    while said and told:
        one, other = max(product(said, told), key=lambda pair: _likeness(*pair))
        said.remove(one)
        told.remove(other)
        yield one, other
    yield from ((row, next((one for one in every[1] if _is_same(row, one)), NONE)) for row in said)
    yield from ((next((one for one in every[0] if _is_same(one, row)), NONE), row) for row in told)


def _is_same(said: Row, told: Row) -> bool:
    is_kin = _depth(said.codes, told.codes) in {"exact", "above", "below"}
    return is_kin and said.listed == told.listed and said.nature == told.nature


def _likeness(said: Row, told: Row) -> tuple[int, int, int, int]:
    return (
        int(_depth(said.codes, told.codes) in {"exact", "above", "below"}),
        len(said.categories & told.categories),
        int(said.listed == told.listed),
        int(said.nature == told.nature),
    )


def _depth(said: Sequence[str], told: Sequence[str]) -> str:
    """Return how deep the answered items lie, compared with the labelled one; above: less is claimed."""
    if not told or not said:
        return "none" if said or told else "both open"
    common = _common(said)
    if common == told[0]:
        return "exact"
    if told[0] in branches_of(common):
        return "below"
    return "above" if common and common in branches_of(told[0]) else "other"


def _common(codes: Sequence[str]) -> str:
    """Return the deepest branch that holds all codes; empty where there is none."""
    return next((code for code in branches_of(codes[0]) if all(code in branches_of(one) for one in codes)), "")


def procure(_: Items, edition: Edition) -> Classifier:
    """Return this project's classifier."""
    lexicon = load_lexicon()

    def classifier(label: Labelled) -> tuple[Row, ...]:
        return _rows(classify(named(label.name, label.note, label.field), lexicon), edition)

    return classifier


def _rows(classified: Classification, edition: Edition) -> tuple[Row, ...]:
    if not classified.parts:
        return (Row(classified.nature.value, frozenset(), (), ""),)
    idle = tuple(Row(part.nature.value, frozenset(), (), "") for part in classified.others)
    return (*(_row(part, edition) for part in classified.parts), *idle)


def _row(part: Part, edition: Edition) -> Row:
    is_open = part.nature is Nature.UNKNOWN  # whether anything is bought is asked first
    listed = "undetermined" if is_open else listing_of(part, edition, Stated()).status.value
    return Row(part.nature.value, frozenset(part.categories), part.codes, listed)


def baseline(items: Items, edition: Edition) -> Classifier:
    """Return the plain classifier: an item whose name is the name asked about, else the one most like it."""
    names = {fold(item.name): code for code, item in items.items()}

    def classifier(label: Labelled) -> tuple[Row, ...]:
        name = fold(label.name)
        found = process.extractOne(name, list(names), scorer=fuzz.WRatio, score_cutoff=ALIKE)
        code = names.get(name) or (names[found[0]] if found else None)
        if code is None:
            return (Row("unknown", frozenset(_CATEGORIES), (), "undetermined"),)
        category = category_of(code)
        listed = "no" if category == "works" else edition.listing(code).status.value
        return (Row("purchase", frozenset({str(category)}), (code,), listed),)

    return classifier


def interval(hits: int, count: int) -> str:
    """Return a share with its count and 95 % interval (Wilson)."""
    if not count:
        return "–  (0)"
    share, square = hits / count, _Z * _Z
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = _Z * sqrt(share * (1 - share) / count + square / (4 * count * count)) / (1 + square / count)
    return f"{share:.3f}  ({hits}/{count}, {max(0.0, middle - half):.3f}–{min(1.0, middle + half):.3f})"


def aims(answers: Sequence[Answered]) -> dict[str, tuple[int, int]]:
    """Return hits and counts of the figures that are aimed at."""
    pairs = [pair for answer in answers for pair in answer.pairs]
    single = [(said, told) for said, told in pairs if len(said.categories) == 1 and told is not NONE]
    decidable = [answer for answer in answers if answer.label.is_decidable]
    open_ones = [answer for answer in answers if not answer.label.is_decidable]
    return {
        "listed yes: precision": _of(pairs, lambda said, _: said.listed == "yes", _same_listing),
        "listed yes: recall": _of(pairs, lambda _, told: told.listed == "yes", _same_listing),
        "listed no: precision": _of(pairs, lambda said, _: said.listed == "no", _same_listing),
        "category, decided": _of(single, lambda *_: True, lambda said, told: said.categories == told.categories),
        "decidable names decided": (sum(one.is_decided for one in decidable), len(decidable)),
        "undecidable names undetermined": (sum(not one.is_decided for one in open_ones), len(open_ones)),
    }


Test = Callable[[Row, Row], bool]


def _same_listing(said: Row, told: Row) -> bool:
    return said.listed == told.listed


def _of(pairs: Iterable[tuple[Row, Row]], among: Test, hit: Test) -> tuple[int, int]:
    chosen = [pair for pair in pairs if among(*pair)]
    return sum(hit(*pair) for pair in chosen), len(chosen)


def labels(answers: Sequence[Answered]) -> Iterator[list[str]]:
    """Yield for each label its precision, recall and the share left undetermined."""
    pairs = [pair for answer in answers for pair in answer.pairs]
    natures = sorted({row.nature for pair in pairs for row in pair} - {"none"})
    for nature in natures:
        yield _label("nature", nature, pairs, lambda row: row.nature, "unknown")
    for category in _CATEGORIES:
        yield _label("category", category, pairs, _category, "open")
    for listing in _LISTINGS[:2]:
        yield _label("listed", listing, pairs, lambda row: row.listed, "undetermined")


def _category(row: Row) -> str:
    return next(iter(row.categories)) if len(row.categories) == 1 else "open" if row.categories else "none"


def _label(
    kind: str, value: str, pairs: Sequence[tuple[Row, Row]], read: Callable[[Row], str], open_value: str
) -> list[str]:
    said = [pair for pair in pairs if read(pair[0]) == value]
    told = [pair for pair in pairs if read(pair[1]) == value]
    hits = sum(read(one) == read(other) for one, other in said)
    left = sum(read(one) == open_value for one, _ in told) if value != open_value else 0
    return [kind, value, interval(hits, len(said)), interval(hits, len(told)), interval(left, len(told))]


def confusion(answers: Sequence[Answered]) -> str:
    """Return the table of listings: labelled down, answered across; (no purchase) is empty, none is not there."""
    counts = Counter((told.listed, said.listed) for answer in answers for said, told in answer.pairs)
    words = {"": "(no purchase)"}
    head = ["labelled \\ answered", *(words.get(one, one) for one in _LISTINGS)]
    rows = [[words.get(told, told), *(counts[told, said] for said in _LISTINGS)] for told in _LISTINGS]
    return tabulate(rows, head)


def depths(answers: Sequence[Answered]) -> str:
    """Return how deep the answered items lie beside the labelled ones."""
    pairs = [pair for answer in answers for pair in answer.pairs if NONE not in pair]
    counts = Counter(_depth(said.codes, told.codes) for said, told in pairs)
    return ", ".join(f"{word} {counts[word]}" for word in ("exact", "below", "above", "other", "none", "both open"))


def errors(answers: Iterable[Answered]) -> Iterator[list[str]]:
    """Yield every name of which the answer differs from the label."""
    for answer in answers:
        if answer.is_wrong:
            name = f"{answer.label.name} [{answer.label.note}]" if answer.label.note else answer.label.name
            differing = [(said, told) for said, told in answer.pairs if _differs(said, told)]
            for said, told in differing:
                yield [name, _shown(told), _shown(said)]
                name = ""


def _shown(row: Row) -> str:
    if row is NONE:
        return "–"
    categories = "|".join(sorted(one[0] for one in row.categories))
    return " ".join(filter(None, [row.nature, categories, "|".join(row.codes), row.listed]))


def report(title: str, answers: Sequence[Answered], plain: Sequence[Answered]) -> None:
    """Print the figures of one part."""
    _print(f"\n== {title}: {len(answers)} names, {sum(len(one.label.rows) for one in answers)} purchases")
    mine, theirs = aims(answers), aims(plain)
    rows = [[name, f"{aim:.2f}", interval(*mine[name]), interval(*theirs[name])] for name, aim in AIMS.items()]
    _print(tabulate(rows, ["figure", "aim", "procure", "item names alone"], disable_numparse=True))
    _print("\n" + tabulate(labels(answers), ["", "label", "precision", "recall", "left open"], disable_numparse=True))
    _print("\nlisted:\n" + confusion(answers))
    _print(f"\nitems, answered beside labelled: {depths(answers)}")
    wrong = list(errors(answers))
    _print(f"\nevery difference ({sum(answer.is_wrong for answer in answers)} names):")
    _print(tabulate(wrong, ["name", "labelled", "answered"], disable_numparse=True))


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")


def main() -> None:
    """Measure all parts, or one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=(*PARTS, "all"), default="all")
    chosen = parser.parse_args().part
    catalog = load_catalog()
    edition = catalog.editions[-1]
    mine, plain = (make(catalog.items, edition) for make in (procure, baseline))
    every = list(labelled())
    for title in PARTS:
        if chosen in {"all", title}:
            part = [label for label in every if label.part == title]
            report(title, [answered(one, mine) for one in part], [answered(one, plain) for one in part])


if __name__ == "__main__":
    main()
