"""A name alone, as `procure item` and other programs ask about it, as a project that can be classified."""

from procure.model import Field, Figure, Place, Project, TargetSheet
from procure.money import Amount, Unit


def named(name: str, note: str = "", field: Field = Field.REQUIREMENT) -> Project:
    """Return a project of a name and a note, by default on what is needed (采购需求概况); its amount says nothing."""
    place = Place("")
    texts = {field: (note,)} if note else {}
    return Project(name, name, Figure("", Unit.YUAN, Amount(0), place), TargetSheet(name, place, None, None, texts))
