"""What every stage passes on: places, problems, documents as read, budgets as recognised. Not for verdicts' logic."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import Literal

from procure.money import Amount, Unit
from procure.record import Record, field, replace
from procure.terms import Answer, Category, Nature, Outcome, Severity, Status


class Where(Record, frozen=True):
    """Where a row or paragraph stands in a file that has no lines: a page, a sheet with its row, or a paragraph.

    All count from 1 as a reader does; None or empty where the format has no such thing.
    """

    page: int | None = None
    sheet: str = ""
    row: int | None = None
    paragraph: int | None = None


class Place(Record, frozen=True):
    """Where something stands in the user's file; text is what stands there, label what a reader calls the spot.

    part: the table's title. row, column: within the table as joined, from 1. cell: a sheet's address, C12.
    line: of a text file. page: of a PDF. sheet: of a workbook. paragraph: of a Word document or a web page.
    """

    file: str
    part: str = ""
    row: int | None = None
    column: int | None = None
    cell: str | None = None
    line: int | None = None
    label: str = ""
    text: str = ""
    page: int | None = None
    sheet: str = ""
    paragraph: int | None = None

    @property
    def spot(self) -> str:
        """Return in Chinese where in the file this is: 第12页, 第12行, 工作表“表8”C12, 第3段; empty where not known."""
        if self.sheet:
            return f"工作表“{self.sheet}”{self.cell or ''}"
        counted = (("第{}行", self.line), ("第{}页", self.page), ("第{}段", self.paragraph))
        return next((words.format(number) for words, number in counted if number), "")


class Problem(Record, frozen=True):
    """Something in the user's file that could not be read: place · field · what was there · consequence (Chinese).

    unread: whether a line was left unread; False where all was read, but something that should stand there does not.
    """

    place: Place
    field: str
    found: str
    consequence: str
    unread: bool = True


class Figure(Record, frozen=True):
    """A printed amount: its text, unit, exact 分 with printed precision, and its place."""

    text: str
    unit: Unit
    amount: Amount
    place: Place

    @property
    def fen(self) -> int:
        """Return the amount in 分, as printed."""
        return self.amount.fen


class Row(Record, frozen=True):
    """A row of a table: its cells' texts, and the line of the file (1-based) it stands on.

    In a file without lines, line is a number that rises through the document, and where tells the place.
    merged: columns (0-based) whose cell is covered by a merged one to its left or above; their text is empty.
    """

    line: int
    cells: tuple[str, ...]
    where: Where | None = None
    merged: frozenset[int] = frozenset()

    def cell(self, column: int) -> str:
        """Return the stripped text of a column (0-based), empty where the row is shorter."""
        return self.cells[column].strip() if column < len(self.cells) else ""


class Table(Record, frozen=True):
    """A table as read: title, the unit lines above it, its rows (head included).

    line and where are the title's, or the first row's where the table has none.
    """

    file: str
    title: str
    line: int
    rows: tuple[Row, ...]
    units: tuple[Unit, ...] = ()
    notes: tuple[str, ...] = ()
    where: Where | None = None

    @property
    def head_place(self) -> Place:
        """Return the place of the table's title, or of its first row where it has none."""
        return Paragraph(self.line, self.title, self.where).place(self.file, part=self.title)

    def place(self, row: Row, column: int) -> Place:
        """Return the place of a cell; row and column count from 1 as a reader does."""
        number = bisect_left(self.rows, row.line, key=attrgetter("line")) + 1  # rows stand in the order of their lines
        spot = Place(self.file, self.title, number, column + 1, label=row.cell(0), text=row.cell(column))
        if row.where is None:
            return replace(spot, line=row.line)
        cell = f"{_letters(column + 1)}{row.where.row}" if row.where.row else None
        return replace(spot, cell=cell, page=row.where.page, sheet=row.where.sheet, paragraph=row.where.paragraph)


def _letters(column: int) -> str:
    """Return a sheet's name of a column (from 1): A, Z, AA."""
    rest, last = divmod(column - 1, 26)
    return (_letters(rest) if rest else "") + chr(ord("A") + last)


class Paragraph(Record, frozen=True):
    """A line of running text, or in a file without lines a paragraph; line and where as those of a Row."""

    line: int
    text: str
    where: Where | None = None

    def place(self, file: str, text: str | None = None, *, part: str = "", label: str = "") -> Place:
        """Return the place of the paragraph, or of a part of its text."""
        spot = Place(file, part, label=label, text=self.text if text is None else text)
        if self.where is None:
            return replace(spot, line=self.line)
        address = f"A{self.where.row}" if self.where.row else None
        at = self.where
        return replace(spot, cell=address, page=at.page, sheet=at.sheet, paragraph=at.paragraph)


class Document(Record, frozen=True):
    """A file as read: its paragraphs and tables in order."""

    path: str
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...]


class Field(StrEnum):
    """The free texts that classification reads; ANSWER is what the user stated."""

    NAME = "项目名称"
    OVERVIEW = "项目概况"
    PLAN = "项目实施计划"
    INDICATOR = "绩效指标"
    REQUIREMENT = "采购需求概况"
    ANSWER = "用户答复"


class Funding(Record, frozen=True):
    """Where the money of a target sheet comes from: sources with their amounts, for the whole term and for the year.

    A source is its label as printed; one whose amount is blank is left out.
    """

    whole_term: tuple[tuple[str, Figure], ...] = ()
    annual: tuple[tuple[str, Figure], ...] = ()


class TargetSheet(Record, frozen=True):
    """A target sheet (绩效目标表) of one project; annual is 年度资金总额, None where the sheet prints none."""

    name: str
    place: Place
    annual: Figure | None
    whole_term: Figure | None
    texts: Mapping[Field, tuple[str, ...]]
    funding: Funding = Funding()


class Project(Record, frozen=True):
    """A line of the project table (项目支出预算表), with its target sheet where one was joined."""

    id: str
    name: str
    amount: Figure
    sheet: TargetSheet | None = None

    @property
    def exact(self) -> Amount:
        """Return the amount as exactly as the document tells it: the finer of the joined sheet's and the table's."""
        annual = self.sheet.annual if self.sheet else None
        amounts = (annual.amount, self.amount.amount) if annual else (self.amount.amount,)
        return min(amounts, key=lambda amount: amount.step)


class EconomicLine(Record, frozen=True):
    """A line of the 基本支出经济科目 table under 商品和服务支出 or 资本性支出."""

    name: str
    parent: str
    amount: Figure


class StatedProcurement(Record, frozen=True):
    """The procurement budget as the narrative states it; None is not stated, a stated 0 is a figure."""

    place: Place
    total: Figure | None = None
    goods: Figure | None = None
    works: Figure | None = None
    services: Figure | None = None


DocumentKind = Literal["budget", "final_account", "plan", "intention", "unknown"]


class BudgetDocument(Record, frozen=True):
    """A department budget as recognised; what is None was not found.

    Of the project tables' rows: rows_read = len(projects) + rows_skipped (heads, totals) + rows_unread (in problems).
    """

    path: str
    kind: DocumentKind
    title: str
    purchaser: str | None
    year: int | None
    amount_unit: Unit | None
    projects: Sequence[Project] = ()
    economic_lines: Sequence[EconomicLine] = ()
    procurement: StatedProcurement | None = None
    unmatched_sheets: Sequence[TargetSheet] = ()
    rows_read: int = 0
    rows_skipped: int = 0
    rows_unread: int = 0
    not_checked: Sequence[str] = field(default_factory=tuple)

    @property
    def is_complete(self) -> bool:
        """Return whether every row of a project table was read, and no target sheet is left without a project."""
        return self.rows_read > 0 and self.rows_unread == 0 and not self.unmatched_sheets


class Clause(Record, frozen=True):
    """A clause of law or of an edition, with its short operative quote; grade C is a secondary source."""

    source: str
    title: str
    clause: str
    quote: str
    grade: str

    def cite(self) -> str:
        """Return the citation as a reader writes it: 政府采购法 27."""
        return f"{self.title} {self.clause}"


class Evidence(Record, frozen=True):
    """The words that made something so: where they stand, the phrase, and the lexicon row that knows it (path:line)."""

    field: Field
    phrase: str
    source: str


class Part(Record, frozen=True):
    """One expected purchase inside a project.

    codes: the items it may be (2022 codes, any of them; empty: not known). meets, fails: the catalogue's restrictions
    that the words satisfy, or rule out. nature: what the words make of it; anything but a purchase may turn out to be
    nothing that is bought by contract. amount: in 分 where stated, else None (the parts of a project add up to its
    whole). most: how many purchases the words may mean (the lease of several offices named).
    """

    label: str
    categories: frozenset[Category]
    codes: tuple[str, ...] = ()
    meets: frozenset[str] = frozenset()
    nature: Nature = Nature.PURCHASE
    evidence: tuple[Evidence, ...] = ()
    amount: int | None = None
    fails: frozenset[str] = frozenset()
    most: int = 1

    @property
    def may_be_no_purchase(self) -> bool:
        """Return whether the part may turn out to be nothing that is bought by contract."""
        return self.nature is not Nature.PURCHASE


class Question(Record, frozen=True):
    """A missing fact, asked in Chinese; allowed lists the answers that can be written back."""

    fact: str
    text: str
    allowed: tuple[str, ...] = ()


class Classification(Record, frozen=True):
    """What a project's money pays for; what is no purchase has no parts and a why_not.

    others: parts that the user says are no purchase, which take up money beside the purchases. aside: words that only
    describe what is bought, with the items they would be.
    """

    nature: Nature
    parts: tuple[Part, ...] = ()
    why_not: str | None = None
    evidence: tuple[Evidence, ...] = ()
    questions: tuple[Question, ...] = ()
    others: tuple[Part, ...] = ()
    aside: tuple[tuple[Evidence, tuple[str, ...]], ...] = ()


class Purchase(Record, frozen=True):
    """One planned or expected purchase, as far as it is known.

    low, high: its amount in 分, equal where known. batch_total: what like purchases of the unit add up to, in 分.
    stated: facts that somebody stated, nearly all of them yes or no. hinted: exceptional facts that the words suggest,
    so they are asked.
    listing_question: what would settle an undetermined listing, where a remark of the catalogue decides it.
    """

    subject: str
    categories: frozenset[Category]
    listing: Answer
    low: int
    high: int
    batch_total: int | None = None
    stated: Mapping[str, str] = field(default_factory=dict)
    hinted: frozenset[str] = frozenset()
    listing_question: str | None = None


class NextLimit(Record, frozen=True):
    """The next amount, in 分, from which the determination would change, and how far away it is."""

    name: str
    amount: int
    distance: int


class Reading(Record, frozen=True):
    """What is determined in one case of the open facts; given holds their values in that case."""

    given: Mapping[str, str]
    organization: str | None
    methods: tuple[str, ...] | None
    required_method: str | None
    governed_by: str | None
    approvals: tuple[str, ...] = ()


class Determination(Record, frozen=True):
    """How a purchase must be organized and by which methods; None is not known, never guessed."""

    status: Status
    organization: str | None = None
    methods: tuple[str, ...] | None = None
    required_method: str | None = None
    governed_by: str | None = None
    approvals: tuple[str, ...] = ()
    basis: tuple[Clause, ...] = ()
    warnings: tuple[str, ...] = ()
    assumptions: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    readings: tuple[Reading, ...] = ()
    next_limit: NextLimit | None = None


class Waiver(Record, frozen=True):
    """What somebody lets pass: a finding by its fingerprint, or by its rule's code and a line's id, and who says so.

    fingerprint, or code with line, is empty where the other names the finding. expires: the last day it holds.
    """

    place: Place
    fingerprint: str = ""
    code: str = ""
    line: str = ""
    reason: str = ""
    approver: str = ""
    document_no: str = ""
    expires: date | None = None


class Finding(Record, frozen=True):
    """What a rule says of one fact of the document."""

    code: str
    version: int
    title: str
    outcome: Outcome
    severity: Severity | None
    message: str
    remedy: str
    place: Place
    subjects: tuple[str, ...]
    facts: Mapping[str, str]
    basis: tuple[Clause, ...]
    compared: tuple[str, ...] = ()
