"""From a project's words to its nature and expected purchases, by a lexicon kept as data (catalog/lexicon/)."""

from procure.classify.lexicon import Lexicon
from procure.classify.loading import load_lexicon
from procure.classify.nature import classify

__all__ = ["Lexicon", "classify", "load_lexicon"]
