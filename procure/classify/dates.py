"""The date a text gives a phrase: 9月20日全部竣工, with the year it named before. Not for working out dates unsaid."""

import re
from collections.abc import Iterable
from typing import Final

_YEAR: Final = re.compile(r"(?:19|20)\d\d年")
_DAY: Final = re.compile(r"((?:19|20)\d\d年)?(\d{1,2}月(?:\d{1,2}日)?)[^\d，。,;；]{0,2}$")


def dated(phrase: str, texts: Iterable[str]) -> str:
    """Return the phrase with the date just before it, as told: 全部竣工（2024年9月20日）; without one, the phrase."""
    for text in texts:
        before, found, _ = text.partition(phrase)
        day = _DAY.search(before)
        if found and day:
            years = _YEAR.findall(before)
            return f"{phrase}（{day[1] or (years[-1] if years else '')}{day[2]}）"
    return phrase
