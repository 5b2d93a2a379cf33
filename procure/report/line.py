"""One determination as text, as `procure line` prints it: the verdict first, then what is open, then the law."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from procure.catalog import Catalog
from procure.model import Determination, Finding, Reading
from procure.money import Unit, wan, yuan
from procure.report.cite import cites
from procure.terms import Status, value_word, word
from procure.tools import Tools

_OPEN: Final = "待核实"


def line_text(one: Determination, findings: Sequence[Finding], tools: Tools) -> str:
    """Return a determination, what is found of the planned method, and why one engine judged alone if it did."""
    lines = [*_verdict(one, tools.catalog), *map(_finding, findings), *_open(one, tools.catalog), *_grounds(one)]
    if tools.judge.why_alone:
        lines.append(tools.judge.why_alone)
    return "\n".join(lines) + "\n"


def _verdict(one: Determination, catalog: Catalog) -> Iterator[str]:
    yield f"判定：{word(one.status)}"
    if one.status is not Status.NOT_JUDGED:
        yield f"组织形式：{word(one.organization or _OPEN)}"
        each = "（各须符合其法定情形）" if len(one.methods or ()) > 1 else ""
        yield f"采购方式：{_methods(one)}{each}"
    if one.governed_by and one.governed_by not in (one.methods or ()):
        yield f"适用：{word(one.governed_by)}"
    yield from _listed("批准", (catalog.approvals[name].text for name in one.approvals))


def _finding(one: Finding) -> str:
    return f"{one.title}（{one.code}，{word(one.severity or one.outcome)}）：{one.message}（{cites(one.basis)}）"


def _open(one: Determination, catalog: Catalog) -> Iterator[str]:
    yield from _listed("提示", one.warnings)
    yield from _listed("待核实", (question.text for question in one.questions))
    yield from _listed("各种情形", (_case(reading, one, catalog) for reading in one.readings))
    if one.next_limit:
        limit = one.next_limit
        far = limit.distance >= Unit.WAN_YUAN.value
        distance = f"{wan(limit.distance)}万元" if far else f"{yuan(limit.distance)}元"
        yield f"下一道限额：{word(limit.name)} {wan(limit.amount)}万元，还差 {distance}"


def _grounds(one: Determination) -> Iterator[str]:
    yield from _listed("依据", (f"{clause.cite()}：{clause.quote}" for clause in one.basis))
    if one.assumptions:
        yield f"没有说明，按“否”判定：{'、'.join(map(value_word, one.assumptions))}"


def _listed(title: str, texts: Iterable[str]) -> Iterator[str]:
    """Yield one text behind its title, several below it."""
    lines = list(texts)
    if len(lines) == 1:
        yield f"{title}：{lines[0]}"
    elif lines:
        yield f"{title}："
        yield from (f"  - {line}" for line in lines)


def _methods(one: Determination | Reading) -> str:
    must = "须" if one.required_method else ""
    return must + "、".join(word(method) for method in one.methods) if one.methods else _OPEN


def _case(one: Reading, whole: Determination, catalog: Catalog) -> str:
    """Return a case: what it is given, and what it adds to what is known anyway."""
    given = "，".join(_given(fact, value) for fact, value in one.given.items())
    return f"{given} → {'；'.join(_added(one, whole, catalog)) or '同上'}"


def _given(fact: str, value: str) -> str:
    return f"{value_word(fact)}：{word(value)}" if value in ("yes", "no") else word(value)


def _added(one: Reading, whole: Determination, catalog: Catalog) -> Iterator[str]:
    if whole.organization is None:
        yield word(one.organization or f"组织形式{_OPEN}")
    if whole.methods is None:
        yield _methods(one) if one.methods else f"采购方式{_OPEN}"
    if whole.governed_by is None and one.governed_by and one.governed_by not in (one.methods or ()):
        yield f"适用{word(one.governed_by)}"
    yield from (catalog.approvals[name].text for name in one.approvals if name not in whole.approvals)
