"""`procure item`: names from the command line or standard input, and their answers one by one. Memory stays flat."""

import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import cache, partial
from itertools import chain, islice
from os import cpu_count
from typing import Final, TypeVar

import msgspec
import typer

from procure.cli_say import refuse
from procure.item import Classifier
from procure.options import Format
from procure.record import Record
from procure.tools import Tools

FEW: Final = 2000
"""Names that one process answers before a second one is worth starting; also how many it is given at a time."""
_AHEAD: Final = 4
"""Portions that may wait for each process."""

T = TypeVar("T")
U = TypeVar("U")
Names = Iterable[tuple[str, str]]


class Named(Record, frozen=True):
    """Which names are asked about, for which region (a code) and day, and how the answers are written."""

    names: tuple[str, ...]
    note: str
    region: str
    day: date
    output_format: Format


def run_item(wanted: Named) -> None:
    """Print what each name buys: one name as a page or an object, several as pages or one object a line."""
    if not wanted.names and _is_typed():
        refuse("写上名称，或者把名称逐行送到标准输入，如 procure item 保洁服务")
    if wanted.names:
        names: Names = [(name, wanted.note) for name in wanted.names]
    else:
        names = _lines(sys.stdin)
    answer = partial(answers, wanted.region, wanted.day, wanted.output_format, single=len(wanted.names) == 1)
    _classifier(wanted.region, wanted.day)  # where processes are forked, they have it then
    for text in chain.from_iterable(_spread(answer, _portions(names))):
        typer.echo(text, nl=False)


def _is_typed() -> bool:
    return sys.stdin.isatty()


def _lines(stream: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield a name a line, with its note behind a tab; an empty line names nothing."""
    for line in stream:
        name, _, note = line.rstrip("\r\n").partition("\t")
        if name.strip():
            yield name.strip(), note.strip()


def _portions(names: Names) -> Iterator[list[tuple[str, str]]]:
    names = iter(names)
    while portion := list(islice(names, FEW)):
        yield portion


def _spread(answer: Callable[[T], U], portions: Iterator[T]) -> Iterator[U]:
    """Yield the answers in order; where there is more than one portion, several processes share them."""
    first = list(islice(portions, 2))
    every, jobs = chain(first, portions), cpu_count() or 1
    if len(first) <= 1 or jobs == 1:
        yield from map(answer, every)
        return
    with ProcessPoolExecutor(jobs) as pool:
        waiting = [pool.submit(answer, portion) for portion in islice(every, _AHEAD * jobs)]
        while waiting:
            yield waiting.pop(0).result()
            waiting += [pool.submit(answer, portion) for portion in islice(every, 1)]


def answers(region: str, day: date, output_format: Format, names: Names, *, single: bool) -> list[str]:
    """Return the answer to each name as text."""
    from procure.report.item import item_text, named_json

    classifier = _classifier(region, day)
    items = classifier.tools.catalog.items
    asked = (classifier.ask(name, note) for name, note in names)
    if output_format is Format.TEXT:
        return [item_text(one, items) + ("" if single else "\n") for one in asked]
    encoded = (msgspec.json.encode(named_json(one, items)) for one in asked)
    return [(msgspec.json.format(one) if single else one).decode() + "\n" for one in encoded]


@cache
def _classifier(region: str, day: date) -> Classifier:
    classifier = Classifier.load(Tools.load(), region, day)
    gc.freeze()  # what was loaded stays: no collection needs to look at it again
    return classifier
