"""Builds projects and lexicons by hand for the tests of classification."""

from collections.abc import Sequence
from pathlib import Path

from procure.classify.loading import TERM_COLUMNS
from procure.classify.tables import ACCOUNT_COLUMNS, DEED_COLUMNS, INSIDE_COLUMNS, SENTENCE_COLUMNS
from procure.datafile import data_root
from procure.model import Classification, Field, Figure, Part, Place, Project, TargetSheet
from procure.money import Amount, Unit

LEXICON = data_root() / "catalog" / "lexicon"


def project(
    name: str, overview: Sequence[str] = (), plan: Sequence[str] = (), indicators: Sequence[str] = ()
) -> Project:
    place = Place("预算.txt")
    texts = {Field.OVERVIEW: tuple(overview), Field.PLAN: tuple(plan), Field.INDICATOR: tuple(indicators)}
    sheet = TargetSheet(name, place, None, None, texts)
    return Project(name, name, Figure("1.00", Unit.WAN_YUAN, Amount(1_000_000), place), sheet)


def rows(parts: Sequence[Part]) -> list[tuple[str, str, bool]]:
    return [(part.label, "|".join(sorted(part.categories)), part.may_be_no_purchase) for part in parts]


def said(classification: Classification) -> tuple[str, list[tuple[str, str, bool]]]:
    return classification.nature.value, rows(classification.parts)


def write_lexicon(
    root: Path,
    terms: Sequence[str],
    sentences: Sequence[str] | None = None,
    **tables: Sequence[str],
) -> Path:
    """Write a lexicon of rows below root; sentences default to the project's own, other tables to none."""
    folder = root / "catalog" / "lexicon"
    (folder / "terms").mkdir(parents=True)
    own = (LEXICON / "sentences.csv").read_text(encoding="utf-8").splitlines()[1:]
    for file, columns, lines in (
        ("terms/all", TERM_COLUMNS, terms),
        ("sentences", SENTENCE_COLUMNS, own if sentences is None else sentences),
        ("deeds", DEED_COLUMNS, tables.get("deeds", ())),
        ("accounts", ACCOUNT_COLUMNS, tables.get("accounts", ())),
        ("inside", INSIDE_COLUMNS, tables.get("inside", ())),
    ):
        text = "\n".join([",".join(columns), *lines]) + "\n"
        (folder / f"{file}.csv").write_text(text, encoding="utf-8")
    return root
