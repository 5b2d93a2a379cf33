"""The words of the field: each term has one in Chinese, and a word that is read back stands for one term only."""

import re
from enum import StrEnum

import pytest

from procure import terms
from procure.terms import SLOTS, WORDS, Category, Level, Nature, fact_word, value_word, word

ENUMS = [kind for kind in vars(terms).values() if isinstance(kind, type) and issubclass(kind, StrEnum)]
ENUMS.remove(StrEnum)


@pytest.mark.parametrize("kind", ENUMS, ids=[kind.__name__ for kind in ENUMS])
def test_every_term_has_a_word_of_its_own(kind: type[StrEnum]) -> None:
    words = [WORDS[term] for term in kind]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("words", [WORDS, SLOTS], ids=["WORDS", "SLOTS"])
def test_words_are_chinese(words: dict[str, str]) -> None:
    assert {term: shown for term, shown in words.items() if not re.fullmatch(r"[\u4e00-\u9fff、]+", shown)} == {}


@pytest.mark.parametrize(
    ("term", "shown"),
    [
        (Category.WORKS, "工程"),
        (Level.PREFECTURE, "设区的市级"),
        (Nature.TRANSFER, "转移、补助"),
        ("open_tender", "公开招标"),
        ("车辆租赁", "车辆租赁"),
        ("", ""),
    ],
)
def test_word(term: str, shown: str) -> None:
    assert word(term) == shown


def test_listed_is_a_fact_and_its_value() -> None:
    assert (fact_word("listed"), value_word("listed")) == ("目录内外", "目录内")


def test_what_is_asked_as_a_fact_is_named_as_a_value() -> None:
    assert (fact_word("imported"), value_word("emergency_or_secret"), value_word("no")) == (
        "是否进口",
        "紧急或者涉密",
        "否",
    )
