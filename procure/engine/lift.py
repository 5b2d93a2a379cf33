"""Unknowns, before every engine: an unknown stands for its possible values, and what all of them agree on is known.

Not here: what a value means. Questions are the unknown facts whose change alone changes the outcome.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Generic, TypeVar

T = TypeVar("T")
Value = str | int
Possible = Mapping[str, Sequence[Value]]
"""For each field the values it may have; one value is a known field."""


@dataclass(frozen=True, slots=True)
class Lifted(Generic[T]):
    """The judged completions of a partial fact, and the unknown fields that decide between their outcomes."""

    completions: tuple[tuple[Mapping[str, Value], T], ...]
    asked: tuple[str, ...]

    @property
    def results(self) -> tuple[T, ...]:
        """Return what each completion was judged."""
        return tuple(result for _, result in self.completions)


def bands(low: int, high: int, limits: Iterable[int]) -> tuple[int, ...]:
    """Return one amount, in 分, per band that limits cut from [low, high]: the first of each, in order.

    Both the first amount that reaches a limit and the one after it begin a band, so that 达到 and 超过 are told apart.
    """
    edges = {edge for limit in limits for edge in (limit, limit + 1) if low < edge <= high}
    return (low, *sorted(edges))


def lift(possible: Possible, judge: Callable[[Mapping[str, Value]], T], outcome: Callable[[T], object]) -> Lifted[T]:
    """Judge every completion; a field is asked where two completions that differ only in it differ in outcome."""
    names = tuple(possible)
    judged = [(values, judge(dict(zip(names, values, strict=True)))) for values in product(*possible.values())]
    outcomes = {values: outcome(result) for values, result in judged}
    unknown = [index for index, name in enumerate(names) if len(possible[name]) > 1]
    asked = tuple(names[index] for index in unknown if _decides(index, outcomes))
    return Lifted(tuple((dict(zip(names, values, strict=True)), result) for values, result in judged), asked)


def _decides(index: int, outcomes: Mapping[tuple[Value, ...], object]) -> bool:
    """Return whether changing this field alone changes the outcome somewhere."""
    seen: dict[tuple[Value, ...], object] = {}
    for values, result in outcomes.items():
        rest = values[:index] + values[index + 1 :]
        if seen.setdefault(rest, result) != result:
            return True
    return False
