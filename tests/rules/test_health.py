"""Health of rules/ and catalog/: names that say what they are, nothing idle without a reason, a word for every term."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from procure.agreement import judge_agreement
from procure.catalog import THRESHOLDS
from procure.check import check
from procure.datafile import Mapped
from procure.facts import EXCEPTIONAL, KINDS, ORGANIZATIONS, PLACEHOLDERS, PROJECT_FACTS, domains
from procure.findings import Findings, Subject
from procure.line import Line, judge_line
from procure.model import Place, Waiver
from procure.rulebook import Row, Table
from procure.setting import Options
from procure.terms import SLOTS, WORDS, Category, Level, Outcome, Severity
from procure.tools import Tools
from procure.waivers import apply_waivers
from tests.check.disagreeing import disagreeing
from tests.support import catalog, context, judge, rulebook

TABLES: Final = rulebook().tables
SAMPLE: Final = Path(__file__).parents[2] / "samples" / "budget-2026.txt"
PLAN: Final = SAMPLE.with_name("plan-faults.xlsx")

# Clauses of the edition that no rule and no limit cites, and why they are kept.
IDLE_TOPICS: Final = {
    "集中采购目录": "the list itself is centralized.csv",
    "目录备注": "it yields to 二, which the rules cite",
    "不受级次限制": "it allows a choice of agency, and forbids nothing",
    "所属预算层级": "it allows the use of another place's framework agreement, and forbids nothing",
    "信息化系统": "it holds for every purchase alike",
    "施行": "its day is in_force_from",
}
IDLE_PARAMETERS: Final = {"alike_name_percent": "it finds the project a line may mean, and decides nothing"}
QUESTIONS_BESIDE_FACTS: Final = {
    "level": "decides which limits a purchase's fact holds",
    "batch": "asks which of two amounts is the purchase's",
}
# A rule's name names the question or the fault, never the cure.
CURES: Final = {
    "add",
    "ask",
    "avoid",
    "check",
    "correct",
    "do",
    "enter",
    "list",
    "must",
    "no",
    "require",
    "should",
    "use",
}
CURES_IN_CHINESE: Final = ("不得", "不要", "应当", "必须", "请", "须", "禁止", "避免", "核对", "检查", "补", "改")


def rows() -> Iterator[tuple[Table, Row]]:
    return ((table, row) for table in TABLES for row in table.rows)


def cited(source: str) -> set[str]:
    return {basis.key for _, row in rows() for basis in row.basis if basis.source == source}


@pytest.mark.parametrize("table", TABLES, ids=[table.code for table in TABLES])
def test_a_rule_is_found_by_its_code_and_names_its_question(table: Table) -> None:
    assert re.fullmatch(r"[A-Z]{3}\d{3}", table.code)
    assert re.fullmatch(rf"rules/[a-z]+/{table.code}-{table.name}\.yaml", table.path)
    assert table.name.split("-")[0] not in CURES
    assert not table.title.startswith(CURES_IN_CHINESE)


def test_codes_and_titles_are_given_once() -> None:
    for names in (
        [table.code for table in TABLES],
        [table.name for table in TABLES],
        [table.title for table in TABLES],
    ):
        assert [name for name, count in Counter(names).items() if count > 1] == []


def test_every_topic_of_an_edition_is_cited_or_idle_for_a_reason() -> None:
    for edition in catalog().editions:
        by_limits = {limit.clause for limit in edition.thresholds.values()}
        idle = {topic for topic, clause in edition.clauses.items() if clause not in by_limits} - cited("edition")
        assert idle == set(IDLE_TOPICS)


def test_every_parameter_of_our_own_is_cited_or_idle_for_a_reason() -> None:
    assert set(catalog().screening) - cited("screening") == set(IDLE_PARAMETERS)


def test_every_limit_is_compared_with() -> None:
    assert set(THRESHOLDS) <= {name for _, row in rows() for name in row.compared}
    for edition in catalog().editions:
        assert {name for name, _, _ in edition.thresholds} == set(THRESHOLDS)


def test_every_restriction_limits_an_entry() -> None:
    for edition in catalog().editions:
        assert {entry.restriction for entry in edition.entries.values()} - {""} == set(edition.restrictions)


def test_every_approval_is_demanded() -> None:
    demanded = {name for _, row in rows() for name in row.then.get("approvals", ())}
    assert demanded == set(catalog().approvals)


def test_every_fact_of_a_purchase_can_be_asked_and_nothing_else() -> None:
    facts = {"category", "listed", "amount", *EXCEPTIONAL, *PROJECT_FACTS}
    assert facts == set(KINDS["purchase"].__struct_fields__) - set(THRESHOLDS)
    assert set(catalog().questions) - set(catalog().approvals) == facts | set(QUESTIONS_BESIDE_FACTS)


def test_every_kind_of_fact_is_judged() -> None:
    assert {table.fact for table in TABLES} == set(KINDS)


def shown_words() -> Iterator[str]:
    yield from ("level", *ORGANIZATIONS, *THRESHOLDS, *catalog().screening, *Outcome, *Severity, *Level, *Category)
    for kind in KINDS:
        for name, words in domains(kind).items():
            yield from (name, *(words or ()))
    for _, row in rows():
        for name, value in row.then.items():
            yield name
            yield from value if isinstance(value, list) else [value]


def test_every_word_that_a_rule_a_fact_or_an_outcome_shows_is_chinese() -> None:
    english = {word for word in shown_words() if re.fullmatch(r"[a-z_]+", word)} - set(catalog().approvals)
    assert english - set(WORDS) == set()


def test_every_placeholder_has_a_word_and_no_other() -> None:
    assert set().union(*PLACEHOLDERS.values()) == set(SLOTS)
    assert set(PLACEHOLDERS) == set(KINDS)


def test_sentences_end_without_a_stop_and_never_shout() -> None:
    texts = [(table.code, row.then.get(key, "")) for table, row in rows() for key in ("message", "remedy", "question")]
    assert [
        (code, text) for code, text in texts if text.endswith(("。", "！")) or "请注意" in text or "!" in text
    ] == []


@pytest.mark.parametrize("table", TABLES, ids=[table.code for table in TABLES])
def test_examples_have_names_of_their_own(table: Table) -> None:
    assert [name for name, count in Counter(one["name"] for one in table.examples).items() if count > 1] == []


def test_facts_give_all_the_words_that_sentences_may_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the verdict on the sample is: a sentence that is never flagged there must not fail elsewhere."""
    given: dict[str, set[str]] = {}
    judge_known, judge_purchase, judge_cases = Findings.judge, Findings.judge_purchase, Findings.judge_cases

    def known(self: Findings, kind: str, values: Mapped, subject: Subject) -> None:
        given.setdefault(kind, set()).update(subject.words)
        judge_known(self, kind, values, subject)

    def purchase(self: Findings, bought: Any, subject: Subject) -> None:
        given["purchase"] = set(subject.words)
        judge_purchase(self, bought, subject)

    def cases(self: Findings, kind: str, many: Any, subject: Subject, asked: str) -> None:
        given.setdefault(kind, set()).update(subject.words)
        judge_cases(self, kind, many, subject, asked)

    monkeypatch.setattr(Findings, "judge", known)
    monkeypatch.setattr(Findings, "judge_cases", cases)
    monkeypatch.setattr(Findings, "judge_purchase", purchase)
    tools = Tools(catalog(), rulebook(), judge())
    report, _ = check(SAMPLE, Options(), tools)
    assert report is not None
    check(PLAN, Options(budget=SAMPLE), tools)
    judge_agreement(disagreeing(), Findings(context()))
    day = date(2026, 1, 1)
    apply_waivers(report, [Waiver(Place("豁免.yaml"))], day, Findings(context()))
    judge_line(Line(Category.GOODS, "10万元", Level.COUNTY, item="A02010105", method="open_tender"), day, tools)
    assert given == {kind: set(names) for kind, names in PLACEHOLDERS.items()}
