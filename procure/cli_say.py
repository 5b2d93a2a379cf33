"""What the commands say on stderr, and how they end where there is no result. Not for what they print."""

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import typer


@contextmanager
def telling() -> Iterator[Callable[[str], None]]:
    """Yield what shows how far the work is, in one line of a terminal that is wiped at the end; elsewhere nothing."""
    shown = sys.stderr.isatty()
    columns = shutil.get_terminal_size().columns - 1

    def tell(text: str) -> None:
        if shown:
            line = padded(legible(text), columns)
            typer.echo(f"\r{line}\r{line.rstrip()}", nl=False, err=True)

    try:
        yield tell
    finally:
        tell("")


def padded(text: str, columns: int) -> str:
    """Return a text cut or filled to so many columns of the screen."""
    from wcwidth import wcwidth

    kept, width = "", 0
    for character in text:
        wide = max(wcwidth(character), 0)
        if width + wide > columns:
            break
        kept, width = kept + character, width + wide
    return kept + " " * (columns - width)


def legible(text: str) -> str:
    """Return a text that can be printed: a file's name may hold bytes that are no text in any encoding."""
    return text.encode("utf-8", "replace").decode()


def say(*messages: str) -> None:
    """Say each message on a line of its own; an empty one is left out."""
    for message in filter(None, messages):
        typer.echo(legible(message), err=True)


def refuse(*messages: str) -> NoReturn:
    """Say why there is no result, and end with exit code 2."""
    say(*messages)
    raise typer.Exit(2)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Say that a file cannot be written, where it cannot."""
    try:
        yield
    except OSError as error:
        from procure.intake.files import reason

        refuse(f"{path} 无法写入：{reason(error)}")
