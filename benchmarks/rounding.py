"""`make rounding`: how often honest tables look wrong to the rounding rule, and whether it sees an error of 1.00万元.

A table of amounts drawn at random to the 分 is printed in 万元 with two decimals, each figure rounded for itself. It is
honest; a breach or a red flag would be a false alarm. Seeded: every run draws the same tables.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from tabulate import tabulate

from procure.budget.relation import Kind, Sum, Term
from procure.budget.rounding import Weighed, weigh
from procure.model import Figure, Place
from procure.money import Amount, Unit

SIZES: Final = (10, 30, 100, 300)
STEP: Final = Unit.WAN_YUAN.value // 100
LARGEST: Final = 10**10
"""Amounts up to 100万元, in 分 × 100."""
POOL: Final = 20_000
MOST_RED_FLAGS: Final = 0.0001
_PLACE: Final = Place("")


@dataclass
class Tally:
    """What became of the tables of one size."""

    parts: int
    tables: int = 0
    breaches: int = 0
    red_flags: int = 0
    seen: int = 0


def figure(fen: int) -> Figure:
    """Return an amount of 分 as it is printed in 万元 with two decimals."""
    return Figure("", Unit.WAN_YUAN, Amount((fen + STEP // 2) // STEP * STEP, STEP), _PLACE)


def drawn(random: Random, pool: Sequence[tuple[int, Term]], parts: int) -> tuple[Sum, Sum]:
    """Return an honest table, and the same with a total that is 1.00万元 too high."""
    chosen = random.choices(pool, k=parts)
    terms = tuple(term for _, term in chosen)
    exact = sum(fen for fen, _ in chosen)
    honest, wrong = (Term(figure(exact + error)) for error in (0, Unit.WAN_YUAN.value))
    return Sum(Kind.ROWS, "", (honest,), terms), Sum(Kind.ROWS, "", (wrong,), terms)


def tally(parts: int, tables: int, seed: int) -> Tally:
    """Draw so many tables and count what the rule makes of them."""
    random = Random(f"{seed} {parts}")  # noqa: S311 - seeded, so that every run draws the same
    amounts = [random.randrange(LARGEST) for _ in range(POOL)]
    pool = [(fen, Term(figure(fen))) for fen in amounts]
    counted = Tally(parts, tables)
    for _ in range(tables):
        honest, wrong = map(weigh, drawn(random, pool, parts))
        counted.breaches += honest.difference > honest.bound
        counted.red_flags += _is_suspicious(honest)
        counted.seen += wrong.difference > wrong.bound or _is_suspicious(wrong)
    return counted


def _is_suspicious(one: Weighed) -> bool:
    return one.doubt < one.difference <= one.bound


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the counts by size; return 1 for a breach, too many red flags, or an error of 1.00万元 that goes unseen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args(arguments)
    rows = [tally(parts, told.tables, told.seed) for parts in SIZES]
    heads = ("parts", "honest tables", "breaches", "red flags", "share", "+1.00万元 seen")
    shown = [
        (one.parts, one.tables, one.breaches, one.red_flags, f"{one.red_flags / one.tables:.4%}", one.seen)
        for one in rows
    ]
    sys.stdout.write(tabulate(shown, headers=heads) + "\n")
    wrong = any(one.breaches or one.red_flags > one.tables * MOST_RED_FLAGS or one.seen < one.tables for one in rows)
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
