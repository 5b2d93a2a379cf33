"""No prose of the published budget stands in the sample; names, labels and heads of the form are facts, and exempt."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from procure.datafile import CsvRow, read_csv
from samples.figures import Figures
from samples.printed import ordinal
from samples.reading import DATA, read_figures
from tests.shared_documents import document

LONGEST_PHRASE: Final = 12
ALLOWED: Final = Path(__file__).with_name("allowed.csv")
SAMPLE: Final = Path(__file__).parents[2] / "samples" / "budget-2026.txt"
_PUNCTUATION: Final = re.compile(r"[^\w\n\t]")
_CHINESE: Final = re.compile(r"[㐀-鿿]+")


def test_the_sample_holds_no_prose_of_the_original() -> None:
    published = _squeezed(document("tunliu-2026-budget.txt").read_text(encoding="utf-8"))
    text = _without(SAMPLE.read_text(encoding="utf-8"), _exempt())
    assert [phrase for phrase in _phrases(_squeezed(text)) if phrase in published] == []


def test_no_data_file_holds_prose_of_the_original() -> None:
    published = _squeezed(document("tunliu-2026-budget.txt").read_text(encoding="utf-8"))
    for path in sorted(DATA.iterdir()):
        content = path.read_text(encoding="utf-8")
        text = _without(content.replace(",", "\t") if path.suffix == ".csv" else content, _exempt())
        assert [phrase for phrase in _phrases(_squeezed(text)) if phrase in published] == []


def test_copied_prose_is_found_across_punctuation() -> None:
    published = _squeezed("为保障政府大院正常、有序的运转，设立本项目")
    assert any(phrase in published for phrase in _phrases(_squeezed("目的是保障政府大院正常有序的运转")))
    assert not any(phrase in published for phrase in _phrases(_squeezed("目的是政府大院正常有序的运转")))


def test_every_exemption_is_needed_and_has_a_reason() -> None:
    sample = SAMPLE.read_text(encoding="utf-8")
    rows = list(_allowed())
    assert [row["text"] for row in rows if row["text"] not in sample] == []
    assert [row["text"] for row in rows if not row["reason"]] == []
    assert [row["text"] for row in rows if not any(_phrases(_squeezed(row["text"])))] == []


def _exempt() -> list[str]:
    """Return what is taken out before comparing: only long texts, as a short one could hide a sentence around it."""
    texts = {*_names(read_figures()), *(row["text"] for row in _allowed())}
    return sorted((text for text in texts if any(_phrases(_squeezed(text)))), key=len, reverse=True)


def _names(figures: Figures) -> set[str]:
    economic = (name for one in figures.economic for name in (one.name, one.government_name, one.group))
    accounts = (account.name for account in figures.accounts)
    projects = (project.name for project in figures.projects)
    functions = (f"{ordinal(number)}、{name}" for number, name in enumerate(figures.functions.values(), 1))
    return {figures.purchaser, *functions, *economic, *accounts, *projects}


def _allowed() -> Iterator[CsvRow]:
    return read_csv(ALLOWED, ("text", "reason"), ("text",))


def _without(text: str, exempt: list[str]) -> str:
    for name in exempt:
        text = text.replace(name, "\n")
    return text


def _squeezed(text: str) -> str:
    """Return the text without punctuation and blanks, so a changed comma hides nothing; lines and cells stay apart."""
    return _PUNCTUATION.sub("", text)


def _phrases(text: str) -> Iterator[str]:
    size = LONGEST_PHRASE + 1
    for run in _CHINESE.findall(text):
        yield from (run[start : start + size] for start in range(len(run) - size + 1))
