"""What a document says of itself: kind, title, purchaser, year. Not for its tables' contents."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from procure.budget.cells import key, problem
from procure.intake.lines import is_declaration, is_heading, units_in
from procure.intake.wording import TableKind, Use, alternatives, kind_of, words
from procure.model import Document, DocumentKind, Paragraph, Place, Problem, Table
from procure.money import plain

_LONGEST_TITLE: Final = 60
_SHORTEST_NAME: Final = 4
_FRONT_LINES: Final = 3
_SENTENCE: Final = re.compile(r"[。；，,;:]")
_YEAR: Final = re.compile(r"(?<!\d)20\d{2}(?=年)")
_CHINESE_YEAR: Final = re.compile(r"二[〇○零0][〇○零一二三四五六七八九]{2}(?=年)")
_DIGITS: Final = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_PLACEHOLDER: Final = re.compile(r"[XxＸｘ×✕*＊○]{2,}")
_CODE: Final = re.compile(r"^[\[【(（]?\d+[\]】)）]?[-—–_\s]*")


def find_title(document: Document) -> tuple[DocumentKind, Paragraph | None]:
    """Return the document's kind and the line that is its title: …部门预算…, …部门决算….

    Without such a line a document with a project table is a budget; else its kind is unknown.
    """
    for paragraph in document.paragraphs:
        text = plain(paragraph.text)
        if len(text) > _LONGEST_TITLE or _SENTENCE.search(text) or is_heading(text):
            continue
        if any(word in text for word in words(Use.ACCOUNT_TITLE)):
            return "final_account", paragraph
        if any(word in text for word in words(Use.BUDGET_TITLE)):
            return "budget", paragraph
    has_projects = any(kind_of(plain(table.title)) is TableKind.PROJECTS for table in document.tables)
    return ("budget" if has_projects else "unknown"), None


def find_purchasers(document: Document, title: Paragraph | None) -> tuple[tuple[str, ...], list[Problem]]:
    """Return the purchasers that lines such as 部门名称：… declare, else the one that the title page names.

    Where they declare several, the one that the title page names comes first and counts as the purchaser; where it
    names none or several of them, that is a problem.
    """
    declared = [name for paragraph in document.paragraphs for name in _declared(paragraph.text)]
    counted = Counter(name for name in declared if not _PLACEHOLDER.search(name))
    names = list({key(name): name for name, _ in reversed(counted.most_common())}.values())[::-1]
    front = _front_page(document, title)
    if not names:
        named = _named_by(front)
        blank = next((name for name in (*declared, *named) if _PLACEHOLDER.search(name)), None)
        return ((), [_not_named(document, blank)]) if blank else (named, [])
    settled = [name for name in names if any(key(name) in key(line) for line in front)]
    if len(names) == 1 or len(settled) == 1:
        return tuple(dict.fromkeys((*settled, *names))), []
    place = Place(document.path, label="部门名称", text=names[0])
    fault = problem(place, "部门名称", "、".join(names), "各表的部门名称不一致，采购人未定", unread=False)
    return tuple(names), [fault]


def _not_named(document: Document, blank: str) -> Problem:
    place = Place(document.path, label="部门名称", text=blank)
    return problem(place, "部门名称", blank, "是占位符，采购人未定", unread=False)


def find_year(document: Document, title: Paragraph | None) -> tuple[int | None, list[Problem]]:
    """Return the budget year that the title and the titles of the tables that are read print.

    Where these print none, all tables' titles are looked at. Different years are a problem, and no year is returned.
    """
    dated = [(title.text, title.place(document.path))] if title else []
    read = [table for table in document.tables if kind_of(plain(table.title))]
    found = _years([*dated, *map(_dated, read)]) or _years(map(_dated, document.tables))
    if len(found) > 1:
        place = list(found.values())[-1]
        shown = "、".join(f"{year}年" for year in found)
        return None, [problem(place, "年度", shown, "标题中的年度不一致，年度未定；请用 --year 指定", unread=False)]
    return next(iter(found), None), []


def years_in(text: str) -> list[int]:
    """Return the years that a text prints, in Arabic or Chinese digits."""
    half = _CHINESE_YEAR.sub(lambda match: match[0].replace("二", "2", 1).translate(_DIGITS), plain(text))
    return [int(year) for year in _YEAR.findall(half)]


def _dated(table: Table) -> tuple[str, Place]:
    notes = (note for note in table.notes if plain(note).startswith("("))
    return " ".join((table.title, *notes)), table.head_place


def _years(dated: Iterable[tuple[str, Place]]) -> dict[int, Place]:
    found: dict[int, Place] = {}
    for text, place in dated:
        for year in years_in(text)[:1]:
            found.setdefault(year, place)
    return found


def _declared(text: str) -> list[str]:
    if not is_declaration(text):
        return []
    found = (_CODE.sub("", match[1]).strip() for match in _declaration().finditer(text))
    return [name for name in found if len(name) >= _SHORTEST_NAME and not units_in(f"单位：{name}")]


def _front_page(document: Document, title: Paragraph | None) -> Sequence[str]:
    """Return the title line and the lines close above it, nearest first."""
    if title is None:
        return ()
    at = document.paragraphs.index(title)
    return [paragraph.text for paragraph in document.paragraphs[max(0, at - _FRONT_LINES) : at + 1]][::-1]


def _named_by(front: Sequence[str]) -> tuple[str, ...]:
    """Return who the title page names: what stands before the year in the title, else the line above it."""
    for number, line in enumerate(front[:2]):
        name = re.split(r"\s*(?:20\d\d|二[〇○零])", line)[0].strip() if number == 0 else line
        if len(name) >= _SHORTEST_NAME and name != front[0] and not _SENTENCE.search(plain(name)):
            return (name,)
    return ()


@cache
def _declaration() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(Use.PURCHASER_LABEL)})\s*[:：]\s*(.+?)(?=\s{{2,}}|\s+\S+[:：]|$)")
