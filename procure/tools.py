"""What every judgement of a process shares. Light to import: reading documents is not among it."""

from typing import TYPE_CHECKING

from procure.catalog import Catalog
from procure.editions import load_catalog
from procure.engine import Judge
from procure.record import Record
from procure.rulebook import Rulebook, load_rules

if TYPE_CHECKING:
    from procure.classify import Lexicon


class Tools(Record, frozen=True):
    """The catalogue, the rules and the engines; the lexicon is read when a text is first classified."""

    catalog: Catalog
    rulebook: Rulebook
    judge: Judge

    @classmethod
    def load(cls) -> "Tools":
        """Load this project's own data. Raises DataError for a fault in it."""
        catalog = load_catalog()
        return cls(catalog, load_rules(catalog), Judge.default())

    @property
    def lexicon(self) -> "Lexicon":
        """Return the lexicon. Raises DataError for a fault in it."""
        from procure.classify import load_lexicon

        return load_lexicon()
