"""`make perturb`: alters each printed amount of real budgets, one at a time, and tells which alterations are noticed.

An alteration is noticed if a finding appears that the document as printed does not have. Counted are amounts that some
relation binds, altered by more than the tightest bound of those relations; the share of all amounts that a relation
binds is printed beside it. A figure is altered in the document as read, so every format is altered alike.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Final, TypeVar

from tabulate import tabulate

from procure.agreement import judge_agreement
from procure.budget import recognise
from procure.budget.reconcile import Reconciliation, figures_of, reconcile
from procure.budget.relation import Tally
from procure.budget.rounding import weigh
from procure.checks import judge_total
from procure.findings import Findings
from procure.intake import read
from procure.model import Document, Figure, Finding, Place, StatedProcurement
from procure.money import AmountError, read_amount
from procure.record import replace
from procure.setting import Options, settle
from procure.tools import Tools

HERE: Final = Path(__file__).parent.parent
SHARED: Final = HERE.parent / "shared" / "documents"
DOCUMENTS: Final = (
    SHARED / "tunliu-2026-budget.txt",
    HERE / "samples" / "budget-2026.txt",
    SHARED / "putuo-govoffice-2025-budget.pdf",
    SHARED / "putuo-finance-2025-budget.pdf",
    SHARED / "putuo-wanli-2023-budget.pdf",
)
CAUGHT_AIM: Final = 0.95
BOUND_AIM: Final = 0.90
_POINT: Final = "."
_TEN: Final = 10

T = TypeVar("T")
Alter = Callable[[str, Random], str | None]
Noticed = frozenset[tuple[str, tuple[str, ...]]]


def last_digit(text: str, random: Random) -> str | None:
    """Return the text with its last visible digit one more or one less."""
    at = max(number for number, character in enumerate(text) if character.isdigit())
    digit = int(text[at])
    step = random.choice([one for one in (-1, 1) if 0 <= digit + one < _TEN])
    return f"{text[:at]}{digit + step}{text[at + 1 :]}"


def swapped(text: str, random: Random) -> str | None:
    """Return the text with two neighbouring digits that differ the other way round; None where all are alike."""
    digits = [number for number, character in enumerate(text) if character.isdigit()]
    pairs = [(one, other) for one, other in pairwise(digits) if text[one] != text[other]]
    if not pairs:
        return None
    one, other = random.choice(pairs)
    turned = list(text)
    turned[one], turned[other] = text[other], text[one]
    return "".join(turned)


def moved_point(text: str, random: Random) -> str | None:
    """Return the text with its decimal point one place to the left or right; None where it has none to move."""
    bare = text.replace(",", "")
    whole, point, decimals = bare.partition(_POINT)
    if not point or not decimals[:-1].isdigit() or not whole.isdigit():
        return None
    right = f"{whole}{decimals[0]}{_POINT}{decimals[1:]}"
    left = f"{whole[:-1] or '0'}{_POINT}{whole[-1]}{decimals}"
    return random.choice([one for one in (left, right) if not one.endswith(_POINT)])


def other_unit(text: str, _random: Random) -> str | None:
    """Return the amount as if 万 and 元 had been confused: ten thousand times as much."""
    bare = text.replace(",", "")
    whole, _, decimals = bare.partition(_POINT)
    if not (whole + decimals).isdigit():
        return None
    moved = (decimals + "0000")[:4]
    rest = decimals[4:]
    return (whole + moved).lstrip("0") + (f".{rest}" if rest else "") or "0"


def dropped(text: str, random: Random) -> str | None:
    """Return the text with one digit missing; None where it has but one."""
    digits = [number for number, character in enumerate(text) if character.isdigit()]
    if len(digits) < 2:  # noqa: PLR2004 - a lone digit would leave nothing
        return None
    at = random.choice(digits)
    return text[:at] + text[at + 1 :]


KINDS: Final[Mapping[str, Alter]] = {
    "last digit ±1": last_digit,
    "two digits swapped": swapped,
    "decimal point moved": moved_point,
    "万 and 元 confused": other_unit,
    "one digit dropped": dropped,
}


@dataclass(frozen=True)
class Outcome:
    """What came of one alteration."""

    kind: str
    place: Place
    altered: str
    noticed: bool
    counted: bool


@dataclass(frozen=True)
class Result:
    """What came of one document: amounts, those that a relation binds, and the alterations."""

    name: str
    figures: int
    unbound: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    repeated: int


@cache
def _tools() -> Tools:
    return Tools.load()


def examined(document: Document) -> tuple[Reconciliation, Noticed]:
    """Return what must agree in a document, and its findings on that."""
    budget, _ = recognise(document)
    told = reconcile(document, budget)
    findings = Findings(settle(budget, Options(), _tools()).context)
    judge_agreement(told, findings)
    judge_total(budget.procurement or StatedProcurement(Place(budget.path)), findings)
    return told, frozenset(map(_known, findings.found))


def _known(one: Finding) -> tuple[str, tuple[str, ...]]:
    """Return what a finding is recognised by: an alteration within what is already found is not noticed anew."""
    return one.code, one.subjects


def perturb(path: Path, seed: int, most: int | None) -> Result:
    """Alter the amounts of a document, at most so many of them, in every way."""
    document, problems = read(path)
    if document is None:
        raise SystemExit(f"{path}: {problems[0].consequence}")
    told, before = examined(document)
    _, again = examined(document)
    bounds = tightest(told)
    figures = told.figures
    random = Random(f"{seed} {path.name}")  # noqa: S311 - seeded, so that every run alters alike
    chosen = figures if most is None or most >= len(figures) else random.sample(figures, most)
    outcomes = tuple(outcome for figure in chosen for outcome in _alterations(document, figure, bounds, before, random))
    unbound = tuple(f"{place.part or place.spot} {place.text}" for place in (one.place for one in told.unbound))
    return Result(path.name, len(told.figures), unbound, outcomes, len(again ^ before))


def tightest(told: Reconciliation) -> Mapping[Place, int]:
    """Return for each figure that a relation binds the tightest of their bounds, in 分."""
    bounds: dict[Place, int] = defaultdict(lambda: sys.maxsize)
    for one in told.relations:
        if not isinstance(one, Tally):
            bound = min(weigh(one).bound, weigh(one).doubt)
            for figure in figures_of(one):
                bounds[figure.place] = min(bounds[figure.place], bound)
    steps = sum(figure.amount.step for figure in told.procurement if figure.fen) // 2
    for figure in told.procurement:
        bounds[figure.place] = min(bounds[figure.place], steps)
    return dict(bounds)


def _alterations(
    document: Document, figure: Figure, bounds: Mapping[Place, int], before: Noticed, random: Random
) -> Iterator[Outcome]:
    for kind, alter in KINDS.items():
        altered = alter(_digits(figure.text), random)
        if altered is None:
            continue
        text = figure.text.replace(_digits(figure.text), altered, 1)
        delta = _delta(figure, text)
        changed = with_text(document, figure, text)
        if not delta or changed is None:
            continue
        _, after = examined(changed)
        bound = bounds.get(figure.place)
        yield Outcome(kind, figure.place, text, bool(after - before), bound is not None and delta > bound)


def _digits(text: str) -> str:
    """Return the number within a printed amount: 2,830.71 of 2,830.71万元."""
    first = next(number for number, character in enumerate(text) if character.isdigit())
    last = max(number for number, character in enumerate(text) if character.isdigit())
    return text[first : last + 1]


def _delta(figure: Figure, text: str) -> int:
    try:
        return abs(read_amount(text, figure.unit).fen - figure.fen)
    except AmountError:
        return 0


def with_text(document: Document, figure: Figure, text: str) -> Document | None:
    """Return the document with a figure's text replaced where it stands; None where it is not found there."""
    place = figure.place
    if place.row is None:
        return _with_paragraph(document, place, text)
    for number, table in enumerate(document.tables):
        row = table.rows[place.row - 1] if place.row <= len(table.rows) else None
        if row is not None and table.title == place.part and table.place(row, (place.column or 1) - 1) == place:
            cells = list(row.cells)
            cells[(place.column or 1) - 1] = text
            rows = (*table.rows[: place.row - 1], replace(row, cells=tuple(cells)), *table.rows[place.row :])
            return replace(document, tables=_put(document.tables, number, replace(table, rows=rows)))
    return None


def _with_paragraph(document: Document, place: Place, text: str) -> Document | None:
    for number, one in enumerate(document.paragraphs):
        if one.place(document.path).spot == place.spot and place.text in one.text:
            start = (place.column or one.text.index(place.text) + 1) - 1
            if one.text[start : start + len(place.text)] == place.text:
                changed = one.text[:start] + text + one.text[start + len(place.text) :]
                return replace(document, paragraphs=_put(document.paragraphs, number, replace(one, text=changed)))
    return None


def _put(many: Sequence[T], at: int, one: T) -> tuple[T, ...]:
    return (*many[:at], one, *many[at + 1 :])


def _rows(results: Iterable[Result]) -> Iterator[tuple[object, ...]]:
    for result in results:
        counted = [one for one in result.outcomes if one.counted]
        by_kind = Counter(one.kind for one in counted)
        caught = Counter(one.kind for one in counted if one.noticed)
        shares = (f"{caught[kind] / by_kind[kind]:.1%}" if by_kind[kind] else "–" for kind in KINDS)
        total = f"{sum(caught.values()) / len(counted):.2%}" if counted else "–"
        bound = f"{1 - len(result.unbound) / result.figures:.1%}" if result.figures else "–"
        yield result.name, result.figures, bound, len(counted), total, *shares, result.repeated


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the shares by document and kind of alteration; return 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="*", type=Path, default=[path for path in DOCUMENTS if path.exists()])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int, help="alter at most so many amounts of a document, chosen by the seed")
    parser.add_argument("--missed", action="store_true", help="list what was not noticed, and what no relation binds")
    told = parser.parse_args(arguments)
    with ProcessPoolExecutor(max_workers=2) as pool:
        work = [pool.submit(perturb, path, told.seed, told.most) for path in told.documents]
        results = [one.result() for one in work]
    heads = ("document", "amounts", "bound", "counted", "noticed", *KINDS, "new unaltered")
    sys.stdout.write(tabulate(_rows(results), headers=heads) + "\n")
    if told.missed:
        for result in results:
            missed = [one for one in result.outcomes if one.counted and not one.noticed]
            lines = [
                f"  {one.kind}: {one.place.part} {one.place.spot} {one.place.text} → {one.altered}" for one in missed
            ]
            free = [f"  unbound: {one}" for one in result.unbound]
            sys.stdout.write("\n".join((result.name, *lines, *free)) + "\n")
    counted = [one for result in results for one in result.outcomes if one.counted]
    caught = sum(one.noticed for one in counted) / max(1, len(counted))
    bound = 1 - sum(len(result.unbound) for result in results) / max(1, sum(result.figures for result in results))
    sys.stdout.write(f"noticed {caught:.2%} (aim {CAUGHT_AIM:.0%}), bound {bound:.1%} (aim {BOUND_AIM:.0%})\n")
    return 0 if caught >= CAUGHT_AIM and bound >= BOUND_AIM else 1


if __name__ == "__main__":
    sys.exit(main())
