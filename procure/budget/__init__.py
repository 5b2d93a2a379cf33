"""A department budget out of a Document. Not for judging it: that is rules/ and the engines."""

from procure.budget.recognise import recognise

__all__ = ["recognise"]
