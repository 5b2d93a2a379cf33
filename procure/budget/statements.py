"""What the running text of a budget or final account says: statements, and the relations inside its sentences.

Not for tables, and not for whether the figures agree.
"""

from collections import Counter
from collections.abc import Iterator

from procure.budget.cells import problem
from procure.budget.clauses import Kind, Passage, passages, tokens
from procure.budget.narrative import read_procurement
from procure.budget.narrative_compare import is_limit
from procure.budget.narrative_listed import Spot, named_twice, read_listed, read_quarters, read_reserved
from procure.budget.narrative_told import Told, read_token
from procure.budget.narrative_walk import walk
from procure.budget.projects_agree import StatedProjects
from procure.budget.rates import oddities_of_directions, rates_of, settle_periods, sums_of
from procure.budget.relation import Oddity, Rate, Statement, Sum, Tally
from procure.model import Document, Figure, Place, Problem, StatedProcurement
from procure.record import Record, replace


class Narrative(Record, frozen=True):
    """What the running text says.

    amounts: every amount with a unit, understood or not, each at a place of its own. limits: those of them that limit
    or price something (单价100万元以上) and tell nothing of the budget; a text that prints nothing but such is a blank
    form, and has no amounts. named: amounts that follow a project's name. quarters: what a project plans by quarter.
    """

    statements: tuple[Statement, ...] = ()
    sums: tuple[Sum, ...] = ()
    rates: tuple[Rate, ...] = ()
    tallies: tuple[Tally, ...] = ()
    oddities: tuple[Oddity, ...] = ()
    amounts: tuple[Figure, ...] = ()
    projects: tuple[StatedProjects, ...] = ()
    quarters: tuple[tuple[Figure, ...], ...] = ()
    named: tuple[tuple[str, Figure], ...] = ()
    limits: tuple[Figure, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_statements(document: Document, year: int | None) -> Narrative:
    """Return what the running text says; year is the document's."""
    text = [one for one in passages(document) if one.section.name != "definitions"]
    stated, _ = read_procurement(document, year)
    reader = _Amounts(stated)
    spots = [list(reader.read(passage)) for passage in text]
    told = walk(
        text, year, {(number, token.start): figure for number, each in enumerate(spots) for token, figure in each}
    )
    settle_periods(told.groups)
    together = list(zip(text, spots, strict=True))
    listed = [read_listed(passage, each) for passage, each in together]
    reserved = (one for passage, each in together for one in read_reserved(passage, each, stated))
    limits = [figure for each in spots for token, figure in each if is_limit(token)]
    amounts = [figure for each in spots for _, figure in each]
    return Narrative(
        statements=tuple(_statements(told)),
        sums=(*sums_of(told), *(one for each in listed for one in each.sums), *reserved),
        rates=tuple(rates_of(told)),
        tallies=tuple(one for each in listed for one in each.tallies),
        oddities=(*told.oddities, *oddities_of_directions(told)),
        amounts=tuple(amounts) if len(amounts) > len(limits) else (),
        projects=tuple(one for each in listed for one in each.projects),
        quarters=tuple(found for each in spots if (found := read_quarters(each))),
        named=tuple(named_twice(together)),
        limits=tuple(limits),
        problems=tuple(reader.problems),
    )


class _Amounts:
    """Reads the amounts of the text, each with a place that no other has."""

    def __init__(self, stated: StatedProcurement | None) -> None:
        self.problems: list[Problem] = []
        self._taken: Counter[Place] = Counter()
        procurement = (stated.total, stated.goods, stated.works, stated.services) if stated else ()
        self._procurement = [figure.place for figure in procurement if figure]

    def read(self, passage: Passage) -> Iterator[Spot]:
        """Yield the amounts of a passage; what is printed as one and is none is a problem."""
        for token in tokens(passage):
            if token.kind is not Kind.AMOUNT:
                continue
            figure = read_token(passage, token, token.clause)
            if figure is None:
                place = passage.place(token.start, token.end, token.clause)
                self.problems.append(problem(place, "文字说明", place.text, "不是金额，未核对"))
            else:
                own = self._own(figure.place, is_procurement=passage.section.name == "procurement")
                yield token, replace(figure, place=own)

    def _own(self, place: Place, *, is_procurement: bool) -> Place:
        """Return the place as the procurement sentence names its amounts, or with a number where it repeats."""
        ours = self._procurement if is_procurement else []
        named = next((one for one in ours if replace(one, label="") == replace(place, label="")), None)
        if named is not None:
            self._procurement.remove(named)
        own = named or place
        self._taken[own] += 1
        times = self._taken[own]
        return own if times == 1 else replace(own, label=f"{own.label}（第{times}处）")


def _statements(told: Told) -> Iterator[Statement]:
    for item, figure in [(item, item.figure) for item in told.items if item.figure]:
        for about in item.meanings:
            yield Statement(figure, about, item.label, item.measure)
