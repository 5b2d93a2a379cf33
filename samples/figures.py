"""The figures of a sample budget, in 分. Not for reading them from files: that is samples.reading."""

from dataclasses import dataclass
from typing import Final

from procure.datafile import Mapped

CODE_LENGTHS: Final = (3, 5, 7)
"""Digits of the codes of functional accounts: 类, 款, 项."""


@dataclass(frozen=True, slots=True)
class Account:
    """A functional account with its basic and project expenditure in 分; an inner account holds its leaves' sum."""

    code: str
    name: str
    basic: int
    project: int

    @property
    def total(self) -> int:
        """Return basic and project expenditure together, in 分."""
        return self.basic + self.project


@dataclass(frozen=True, slots=True)
class EconomicAccount:
    """An economic account of the basic expenditure: 人员经费 and 公用经费 in 分."""

    group: str
    name: str
    government_name: str
    staff: int
    office: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The target sheet (绩效目标表) of a project: amounts in 分, term in years, indicators as (name, value) by kind.

    annual is None where the sheet prints none; layout names where its columns stand.
    """

    id: str
    layout: str
    term: int
    whole_term: int
    annual: int | None
    overview: str
    texts: dict[str, str]
    indicators: dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class SampleProject:
    """A project and its amount in 分: that of its sheet, which is exact, else that of the table."""

    name: str
    amount: int
    sheet: Sheet | None


@dataclass(frozen=True, slots=True)
class Expense:
    """A line of the 三公 expenses with last year's, in 分, and why it changed."""

    amount: int
    previous: int
    reason: str


@dataclass(frozen=True, slots=True)
class Figures:
    """All that the sample tells; amounts in 分. settings is budget.yaml, for its names and texts."""

    settings: Mapped
    functions: dict[str, str]
    accounts: tuple[Account, ...]
    economic: tuple[EconomicAccount, ...]
    projects: tuple[SampleProject, ...]
    three_public: dict[str, Expense]
    procurement: dict[str, int]
    previous: dict[str, int]

    @property
    def year(self) -> int:
        """Return the budget's year."""
        return self.settings.integer("year")

    @property
    def purchaser(self) -> str:
        """Return the department's name."""
        return self.settings.text("purchaser")

    @property
    def basic(self) -> int:
        """Return the basic expenditure in 分."""
        return sum(account.basic for account in self.top_accounts)

    @property
    def project_total(self) -> int:
        """Return the project expenditure in 分."""
        return sum(project.amount for project in self.projects)

    @property
    def total(self) -> int:
        """Return all expenditure, which is all revenue, in 分."""
        return self.basic + self.project_total

    @property
    def top_accounts(self) -> tuple[Account, ...]:
        """Return the accounts of the first level (类)."""
        return tuple(account for account in self.accounts if len(account.code) == CODE_LENGTHS[0])
