"""What holds for any text: no failure, evidence that stands there, and nothing made of words that say nothing."""

import random
from collections.abc import Iterable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from procure.classify import classify, load_lexicon
from procure.classify.lexicon import LONGEST
from procure.model import Classification, Field, Project
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
        assert item.source.startswith("lexicon/terms.csv:")
    for part in result.parts:
        assert part.categories
        assert set(part.evidence) <= set(result.evidence)


@given(projects, st.sampled_from(GENERIC))
def test_a_generic_sentence_changes_nothing(subject: Project, sentence: str) -> None:
    assert subject.sheet is not None
    overview, plan, indicators = (read(subject, field) for field in (Field.OVERVIEW, Field.PLAN, Field.INDICATOR))
    more = project(subject.name, [*overview, sentence], [sentence, *plan], indicators)
    assert classify(more, load_lexicon()) == classify(subject, load_lexicon())


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
    rows = (LEXICON / "terms.csv").read_text(encoding="utf-8").splitlines()[1:]
    shuffled = random.Random(7).sample(rows, len(rows))  # noqa: S311 (an order, no secret)
    other = load_lexicon(write_lexicon(tmp_path, shuffled))

    @given(projects)
    def same(subject: Project) -> None:
        assert told(classify(subject, load_lexicon())) == told(classify(subject, other))

    same()
