"""What the options of the command line take: terms, in English or by their Chinese words."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Final, TypeVar

import typer

from procure.terms import Level, word


class Format(StrEnum):
    """How a report is written."""

    TEXT = "text"
    JSON = "json"


class FailOn(StrEnum):
    """From which severity on a finding makes the exit code 1."""

    BREACH = "breach"
    RED_FLAG = "red_flag"
    NEVER = "never"


class YesNo(StrEnum):
    """A stated fact."""

    YES = "yes"
    NO = "no"


class PurchaserKind(StrEnum):
    """What kind of unit buys."""

    GOVERNMENT = "government"
    UNIVERSITY = "university"
    RESEARCH_INSTITUTE = "research_institute"
    PUBLIC_HOSPITAL = "public_hospital"


class Method(StrEnum):
    """A planned method."""

    OPEN_TENDER = "open_tender"
    INVITED_TENDER = "invited_tender"
    COMPETITIVE_NEGOTIATION = "competitive_negotiation"
    COMPETITIVE_CONSULTATION = "competitive_consultation"
    REQUEST_FOR_QUOTATIONS = "request_for_quotations"
    SINGLE_SOURCE = "single_source"
    FRAMEWORK_AGREEMENT = "framework_agreement"
    INTERNAL_RULES = "internal_rules"


Term = TypeVar("Term", bound=StrEnum)
_ALSO: Final = {"市级": Level.PREFECTURE}
"""What people write beside the words of terms.py."""


def _reader(kind: type[Term]) -> Callable[[str], Term]:
    """Return a reader of options that takes a term or its Chinese word."""
    terms = {text: one for one in kind for text in (word(one), one.value)}
    terms |= {text: one for text, one in _ALSO.items() if isinstance(one, kind)}

    def read(text: str) -> Term:
        if text not in terms:
            raise typer.BadParameter(f"“{text}”不在其中：{'、'.join(terms)}")
        return terms[text]

    return read


def term(kind: type[StrEnum], what: str) -> Any:
    """Return an option whose value is a term: its help lists the words, with blanks where a line may break."""
    words, terms = " ".join(map(word, kind)), " ".join(kind)
    return typer.Option(parser=_reader(kind), metavar=kind.__name__.upper(), help=f"{what}：{words}，或者 {terms}")


Day = Annotated[datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="按哪一天施行的目录判定")]
OutFormat = Annotated[Format, typer.Option("--format", help="text 或者 json")]
