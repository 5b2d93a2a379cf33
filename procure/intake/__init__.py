"""Reading of a user's file into a Document: paragraphs and tables with their lines. Not for what they mean: budget/."""

from pathlib import Path

from procure.intake.files import UnreadableError, load
from procure.intake.text import parse
from procure.model import Document, Place, Problem

__all__ = ["read"]


def read(path: Path) -> tuple[Document | None, list[Problem]]:
    """Read a file, or return None and the one Problem that says why it cannot be read; nothing is raised."""
    try:
        return parse(str(path), load(path)), []
    except UnreadableError as error:
        return None, [Problem(Place(str(path)), "文件", error.found, error.consequence)]
