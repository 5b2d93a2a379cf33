"""Unknowns, before every engine: an unknown stands for its possible values, and what all of them agree on is known.

Not here: what a value means. Questions are the unknown facts whose change alone changes the outcome.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Generic, TypeVar

from procure.record import Record

T = TypeVar("T")
Value = str | int
Possible = Mapping[str, Sequence[Value]]
"""For each field the values it may have, at least one; one value is a known field."""
Completions = Sequence[tuple[Mapping[str, Value], T]]
"""Known facts, each with what it was judged."""


class Lifted(Record, Generic[T], frozen=True):
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
    first = {name: values[0] for name, values in possible.items()}
    unknown = {name: values for name, values in possible.items() if len(values) > 1}
    facts = [first | dict(zip(unknown, chosen, strict=True)) for chosen in product(*unknown.values())]
    completions = tuple((fact, judge(fact)) for fact in facts)
    return Lifted(completions, tuple(_asked(unknown, [outcome(result) for _, result in completions])))


def _asked(unknown: Possible, outcomes: Sequence[object]) -> Iterator[str]:
    """Yield the deciding fields: in the order of product, the next value of a field stands one step further on."""
    block = len(outcomes)
    for name, values in unknown.items():
        step = block // len(values)
        neighbours = (at for at in range(len(outcomes)) if at % block + step < block)
        if any(outcomes[at] != outcomes[at + step] for at in neighbours):
            yield name
        block = step


def cases(
    completions: Completions[T], fields: Sequence[str], outcome: Callable[[T], Hashable]
) -> Iterator[tuple[dict[str, Value], Completions[T]]]:
    """Yield the completions case by case, with what each case is given: the values of fields, in their order.

    A field is left out of a case where it changes nothing there, and a case whose outcome is known is split no further.
    """
    if not fields or len({outcome(result) for _, result in completions}) == 1:
        yield {}, completions
        return
    name, *rest = fields
    split: dict[Value, list[tuple[Mapping[str, Value], T]]] = {}
    for fact, result in completions:
        split.setdefault(fact[name], []).append((fact, result))
    told = [[outcome(result) for _, result in many] for many in split.values()]
    if all(one == told[0] for one in told):
        yield from cases(completions, rest, outcome)
        return
    for value, many in split.items():
        yield from (({name: value, **given}, inner) for given, inner in cases(many, rest, outcome))
