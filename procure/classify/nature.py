"""What a project's money pays for: nature, expected purchases, questions. Not for listed or not: the catalog says."""

from collections.abc import Iterable, Sequence
from typing import Final

from procure.classify.dates import dated
from procure.classify.elements import Mention
from procure.classify.found import Found
from procure.classify.items import read_clause, unite
from procure.classify.lexicon import Lexicon, fold
from procure.classify.scan import read_text
from procure.model import Classification, Evidence, Field, Part, Project
from procure.record import Record, replace
from procure.terms import Category, Nature, word

_ALIKE: Final = ({Nature.UTILITY}, {Nature.RECEPTION}, {Nature.UNKNOWN})
"""Natures that stay what they are when several parts share them; several purchases are mixed."""
_CASES: Final = {Nature.UTILITY: "utility", Nature.RECEPTION: "reception", Nature.UNKNOWN: "doubtful"}


class Reading(Record, frozen=True):
    """What the texts of one rank say: purchases, and words on the whole project."""

    found: tuple[Found, ...] = ()
    wholes: tuple[Mention, ...] = ()
    idle: tuple[Mention, ...] = ()
    aside: tuple[tuple[Evidence, tuple[str, ...]], ...] = ()

    @property
    def is_silent(self) -> bool:
        """Return whether the texts say nothing."""
        return not (self.found or self.wholes)

    @property
    def buys(self) -> bool:
        """Return whether they name something bought; 运行经费 alone names nothing."""
        return any(not found.is_general or found.nature is not Nature.UNKNOWN for found in self.found)

    @property
    def pays_contractor(self) -> bool:
        """Return whether all they name is paid to a contractor."""
        return bool(self.found) and all(found.pays_contractor for found in self.found)

    def of(self, *natures: Nature) -> list[Mention]:
        """Return the words that say one of these natures of the whole."""
        return [whole for whole in self.wholes if whole.sense.nature in natures]

    def without_personnel(self) -> "Reading":
        """Return the reading without personnel words: what a contractor pays its people is no personnel expense."""
        return replace(self, wholes=tuple(self.of(Nature.TRANSFER, Nature.SETTLEMENT)))


def classify(project: Project, lexicon: Lexicon) -> Classification:
    """Return what a project's money pays for, from its name and target sheet.

    项目概况 and 项目实施计划 outrank the name; indicators are read only where both are silent. Words of one rank that
    disagree leave the project unknown. Never raises for any text.
    """
    name = _read(project, (Field.NAME,), lexicon)
    told = _read(project, (Field.OVERVIEW, Field.PLAN, Field.REQUIREMENT), lexicon)
    if name.is_silent and told.is_silent:
        told = _read(project, (Field.INDICATOR,), lexicon)
    if name.pays_contractor:
        name = name.without_personnel()
    if name.pays_contractor or told.pays_contractor:
        told = told.without_personnel()
    if settled := [*told.of(Nature.SETTLEMENT), *name.of(Nature.SETTLEMENT)]:
        return _settlement(name, told, _evidence(settled), _dated(_evidence(settled), project), lexicon)
    required = _texts(project, Field.REQUIREMENT)
    if required:
        name, told = _objects_apart(name, told)
    is_requirement = bool(required) and not any(fold(text).startswith(lexicon.including) for text in required)
    classified = _no_purchase(name, told, lexicon) or _purchases(name, told, lexicon, is_requirement=is_requirement)
    idle = tuple(map(_idle, {one.evidence: one for one in (*name.idle, *told.idle)}.values()))
    return replace(classified, others=idle if classified.parts else (), aside=name.aside + told.aside)


def _objects_apart(name: Reading, told: Reading) -> tuple[Reading, Reading]:
    """Return name and requirement without what only one of them is done to: 维保费 for 电梯3部, 电梯 for 年度维保."""
    spoken = [one for one in name.found if one.part.categories != frozenset(Category)]
    named, said = _categories(spoken), _categories(told.found)
    if Category.SERVICES in named:
        kept = tuple(one for one in told.found if one.is_ordered or one.part.categories & (named - {Category.GOODS}))
        return name, replace(told, found=kept)
    if told.found and all(one.is_general for one in told.found) and named == {Category.GOODS} and not named & said:
        return replace(name, found=()), told
    return name, told


def _categories(found: Iterable[Found]) -> frozenset[Category]:
    return frozenset().union(*(one.part.categories for one in found))


def _read(project: Project, fields: Iterable[Field], lexicon: Lexicon) -> Reading:
    texts = [(text, field) for field in fields for text in _texts(project, field)]
    told = [read_clause(clause, lexicon) for text, field in texts for clause in read_text(text, field, lexicon)]
    outside = [one for clause in told if not clause.is_bracketed for one in clause.found]
    inside = [one for clause in told if clause.is_bracketed for one in clause.found]
    described = inside if _only_describes(inside, outside, lexicon) else []
    found = _found(outside, [] if described else inside, lexicon)
    wholes = tuple(whole for one in told for whole in one.wholes)
    idle = tuple(mention for one in told for mention in one.idle)
    aside = [(mention.evidence, mention.sense.codes) for one in told for mention in one.aside]
    aside += [(one.part.evidence[0], one.part.codes) for one in described]
    return Reading(tuple(found), wholes, idle, tuple(aside))


def _only_describes(inside: Sequence[Found], outside: Sequence[Found], lexicon: Lexicon) -> bool:
    """Return whether brackets behind goods that are certain name one other thing: 台式机（含显示器）."""
    if len(inside) != 1 or not outside or _categories(outside) != {Category.GOODS}:
        return False
    is_certain = all(one.part.codes and lexicon.branches.isdisjoint(one.part.codes) for one in outside)
    return is_certain and not any(one.covers(inside[0]) for one in outside)


def _found(found: list[Found], inside: list[Found], lexicon: Lexicon) -> list[Found]:
    """Return what is told; words in brackets say what of the same category they stand behind: 家具（办公桌椅）."""
    categories = _categories(found)
    beside = [one for one in inside if one.part.categories & categories and one.nature is not Nature.UNKNOWN]
    return unite(found, beside, lexicon)[0] if found and beside else found or inside


def _idle(whole: Mention) -> Part:
    """Return a member of a list that is no purchase: it takes up money beside the purchases."""
    return Part(whole.evidence.phrase, frozenset(), nature=whole.sense.nature, evidence=(whole.evidence,))


def _texts(project: Project, field: Field) -> Sequence[str]:
    if field is Field.NAME:
        return (project.name,)
    return project.sheet.texts.get(field, ()) if project.sheet else ()


def _evidence(mentions: Iterable[Mention]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(mention.evidence for mention in mentions))


def _dated(evidence: tuple[Evidence, ...], project: Project) -> list[str]:
    return [dated(item.phrase, _texts(project, item.field)) for item in evidence]


def _settlement(
    name: Reading, told: Reading, evidence: tuple[Evidence, ...], words: list[str], lexicon: Lexicon
) -> Classification:
    """Keep the categories of what was bought before; none of it is certain to be bought again."""
    found, given_way = unite(name.found, told.found, lexicon)
    bought = [item.part for item in found] or [_unknown_part(evidence)]
    parts = tuple(replace(part, nature=Nature.SETTLEMENT) for part in bought)
    question = lexicon.question("settlement", words)
    return Classification(Nature.SETTLEMENT, parts, None, _all(evidence, parts, given_way), (question,))


def _no_purchase(name: Reading, told: Reading, lexicon: Lexicon) -> Classification | None:
    """Judge by the highest rank that speaks; the next one only picks among natures that are no purchase anyway."""
    rank = told if told.wholes or told.buys else name
    if not rank.wholes:
        return None
    if rank.found:
        evidence = _evidence(rank.wholes)
        things = tuple(dict.fromkeys(item for found in rank.found for item in found.part.evidence))
        question = lexicon.question("conflict", _phrases(evidence + things))
        return Classification(Nature.UNKNOWN, (_unknown_part(things),), None, evidence + things, (question,))
    natures = {whole.sense.nature for whole in rank.wholes}
    picked = next(whole.sense.nature for whole in (*name.wholes, *rank.wholes) if whole.sense.nature in natures)
    evidence = _evidence(rank.of(picked))
    return Classification(picked, (), lexicon.reason(picked, _phrases(evidence)), evidence)


def _purchases(name: Reading, told: Reading, lexicon: Lexicon, *, is_requirement: bool) -> Classification:
    found, given_way = unite(name.found, told.found, lexicon, is_requirement=is_requirement)
    if name.pays_contractor:
        found = [replace(item, nature=Nature.PURCHASE) if item.nature is Nature.UNKNOWN else item for item in found]
    parts = tuple(replace(item.part, nature=item.nature) for item in found)
    nature = _nature(found)
    questions = tuple(lexicon.question(case, words) for case, words in _asked(found, nature).items())
    return Classification(nature, parts or (_unknown_part(()),), None, _all((), parts, given_way), questions)


def _nature(found: list[Found]) -> Nature:
    natures = {item.nature for item in found}
    if len(found) > 1 and natures not in _ALIKE:
        return Nature.MIXED
    return found[0].nature if found else Nature.UNKNOWN


def _asked(found: list[Found], nature: Nature) -> dict[str, list[str]]:
    """Return the cases to ask about, each with the parts it is about."""
    if nature is Nature.UNKNOWN:
        return {"unknown": [item.part.evidence[0].phrase for item in found]}
    asked = {"mixed": [item.part.label for item in found]} if nature is Nature.MIXED else {}
    if divided := [item.part.label for item in found if item.part.most > 1 and nature is not Nature.MIXED]:
        asked["several"] = divided
    for item in found:
        if case := _CASES.get(item.nature):
            asked.setdefault(case, []).append(item.part.label)
    return asked


def _phrases(evidence: tuple[Evidence, ...]) -> list[str]:
    return [item.phrase for item in evidence]


def _all(first: Sequence[Evidence], parts: Iterable[Part], last: Sequence[Evidence]) -> tuple[Evidence, ...]:
    told = [item for part in parts for item in part.evidence]
    return tuple(dict.fromkeys((*first, *told, *last)))


def _unknown_part(evidence: tuple[Evidence, ...]) -> Part:
    return Part(word(Nature.UNKNOWN), frozenset(Category), nature=Nature.UNKNOWN, evidence=evidence)
