"""What holds for any text: no failure, evidence that stands there, and nothing made of words that say nothing."""

import random
from collections.abc import Iterable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from procure.classify import classify, load_lexicon
from procure.classify.lexicon import LONGEST
from procure.editions import load_catalog
from procure.expected import Stated, listing_of
from procure.model import Classification, Field, Project
from procure.named import named
from procure.terms import Answer
from tests.classify.making import LEXICON, project, write_lexicon

TERMS = sorted(load_lexicon().senses)
GLUE = ["、", "，", "。", "及", "等", "费", "（", "）", " ", "\n", "用于", "采购", "某单位"]
GENERIC = ["为机关办公提供后勤服务。", "保障单位正常有序运转。", "项目已列入年初预算。", "提高职工满意度。"]

phrases = st.lists(st.sampled_from(TERMS + GLUE), max_size=8).map("".join)
texts = st.one_of(st.text(max_size=40), phrases)
projects = st.builds(
    project, texts, st.lists(texts, max_size=2), st.lists(texts, max_size=2), st.lists(texts, max_size=2)
)


def read(subject: Project, field: Field) -> list[str]:
    assert subject.sheet is not None
    return [subject.name] if field is Field.NAME else list(subject.sheet.texts[field])


def told(classification: Classification) -> tuple[object, ...]:
    """Return all that is said of a project but the lines of the lexicon."""
    evidence = [(item.field, item.phrase) for item in classification.evidence]
    parts = [(part.label, part.categories, part.codes, part.meets) for part in classification.parts]
    return classification.nature, parts, classification.why_not, sorted(evidence)


@given(projects)
def test_any_text_is_classified_and_cites_what_stands_there(subject: Project) -> None:
    result = classify(subject, load_lexicon())
    cited = [*result.evidence, *(item for part in result.parts for item in part.evidence)]
    assert bool(result.parts) != bool(result.why_not)
    for item in cited:
        assert any(item.phrase in text for text in read(subject, item.field))
        assert 0 < len(item.phrase) <= LONGEST
        assert item.source.startswith(("lexicon/", "items/2022/items.csv:"))
    for part in result.parts:
        assert part.categories
        assert set(part.evidence) <= set(result.evidence)


@given(projects, st.sampled_from(GENERIC))
def test_a_generic_sentence_changes_nothing(subject: Project, sentence: str) -> None:
    assert subject.sheet is not None
    overview, plan, indicators = (read(subject, field) for field in (Field.OVERVIEW, Field.PLAN, Field.INDICATOR))
    more = project(subject.name, [*overview, sentence], [sentence, *plan], indicators)
    assert classify(more, load_lexicon()) == classify(subject, load_lexicon())


UNRELATED = [
    "经党组会研究同意",
    "资金来源为财政拨款",
    "计划于年内完成",
    "具体以合同为准",
    "为全区群众做好事",
    "严格执行有关规定",
]
FILLED = ["", "采购", "采购项目", "费", "（2026年）", "项目（二次）", "3台"]
MARKS = ["{}。", "“{}”", "《{}》", " {} ", "{}；", "{}！", "　{}", "{}、"]

names = st.builds("{}{}".format, st.sampled_from(TERMS), st.sampled_from(FILLED))
lists = st.lists(names, min_size=1, max_size=3).map("、".join)


def decided(name: str, note: str = "") -> tuple[object, ...] | None:
    """Return what is decided of a name: the nature where nothing is bought, else the listing of each part."""
    edition = load_catalog().editions[-1]
    result = classify(named(name, note), load_lexicon())
    if not result.parts:
        return (result.nature,)
    listings = [listing_of(part, edition, Stated()).status for part in result.parts]
    return None if Answer.UNDETERMINED in listings else (result.nature, *sorted(listings))


@given(lists, st.sampled_from(UNRELATED))
def test_an_unrelated_clause_never_turns_a_decision_into_another(name: str, clause: str) -> None:
    before = decided(name)
    for after in (decided(name, clause), decided(f"{name}，{clause}"), decided(f"{name}（{clause}）")):
        assert None in (before, after) or before == after


@given(lists)
def test_width_blanks_and_marks_around_do_not_matter(name: str) -> None:
    texts = (_wide([name])[0], " ".join(name), *(mark.format(name) for mark in MARKS))
    assert {decided(text) for text in texts} == {decided(name)}


@given(projects)
def test_width_does_not_matter(subject: Project) -> None:
    lexicon = load_lexicon()
    wide = [_wide(read(subject, field)) for field in (Field.NAME, Field.OVERVIEW, Field.PLAN, Field.INDICATOR)]
    before, after = classify(subject, lexicon), classify(project(wide[0][0], *wide[1:]), lexicon)
    assert (before.nature, len(before.parts)) == (after.nature, len(after.parts))


def _wide(lines: Iterable[str]) -> list[str]:
    table = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
    return [line.translate(table) for line in lines]


def test_the_order_of_the_lexicon_s_rows_is_irrelevant(tmp_path: Path) -> None:
    files = (LEXICON / "terms").glob("*.csv")
    rows = [row for path in files for row in path.read_text("utf-8").splitlines()[1:]]
    shuffled = random.Random(7).sample(rows, len(rows))  # noqa: S311 (an order, no secret)
    own = {
        name: (LEXICON / f"{name}.csv").read_text("utf-8").splitlines()[1:] for name in ("deeds", "accounts", "inside")
    }
    other = load_lexicon(write_lexicon(tmp_path, shuffled, **own))

    @given(projects)
    def same(subject: Project) -> None:
        assert told(classify(subject, load_lexicon())) == told(classify(subject, other))

    same()
