"""What a check comes to: projects, lines and the report of one document. Not for how it comes about: check.py."""

from collections.abc import Mapping
from datetime import date

from procure.budget.coverage import NOTHING, Need
from procure.budget.reconcile import NOTHING_TOLD, Reconciliation
from procure.catalog import Edition, Region
from procure.expected import Expected
from procure.model import BudgetDocument, Classification, Finding, Problem, Project, Waiver
from procure.plan.model import PlanLine, PurchasePlan
from procure.record import Record
from procure.terms import Level


class CheckedProject(Record, frozen=True):
    """A project with its classification, expected purchases and what it needs in the procurement budget.

    stated_by_user: the answers that were used. notes: sentences on amounts that reach a limit exactly.
    """

    project: Project
    classified: Classification
    expected: tuple[Expected, ...]
    need: Need
    stated_by_user: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class CheckedLine(Record, frozen=True):
    """A line of a plan, with what it buys and how it must be bought; notes tell what was taken from where."""

    line: PlanLine
    classified: Classification
    expected: Expected
    notes: tuple[str, ...] = ()


class Report(Record, frozen=True):
    """Everything a check says of one document; answered: ids of the questions that the user's answers settled.

    told: what must agree in the document. tails: sentences on sides that differ by no more than rounding explains.
    Of a plan, plan is the plan as read and lines are its lines; it has no projects, and need is that of a budget
    beside it.
    waived: findings that a waiver sets apart, each with its waiver; they are not among the findings.
    """

    document: BudgetDocument
    year: int | None
    region: Region | None
    levels: tuple[Level, ...]
    day: date | None
    edition: Edition | None
    why_not_judged: str | None
    projects: tuple[CheckedProject, ...]
    need: Need
    findings: tuple[Finding, ...]
    rule_counts: Mapping[str, Mapping[str, int]]
    problems: tuple[Problem, ...]
    not_checked: tuple[str, ...]
    economic_need: Need = NOTHING
    answered: frozenset[str] = frozenset()
    told: Reconciliation = NOTHING_TOLD
    tails: tuple[str, ...] = ()
    plan: PurchasePlan | None = None
    lines: tuple[CheckedLine, ...] = ()
    waived: tuple[tuple[Finding, Waiver], ...] = ()
