"""The lexicon's files are read strictly, and the project's own hold what the catalogue knows."""

import csv
import re
from pathlib import Path

import pytest

from procure.classify import load_lexicon
from procure.classify.lexicon import TERM_COLUMNS, Role
from procure.classify.scan import read_text
from procure.datafile import DataError, data_root, read_csv
from procure.model import Field
from procure.terms import Nature
from tests.classify.making import LEXICON, write_lexicon
from tests.shared_documents import DOCUMENTS, document

LISTING = "、,listing,,,,,,,,,列举"
GOOD = "保洁|清洁,thing,purchase,services,C21040000,,,,,保洁,品目"
MORE = "等,more,,,,,,,,等未列明内容,列举"


def test_a_row_becomes_a_sense_that_cites_its_line(tmp_path: Path) -> None:
    lexicon = load_lexicon(write_lexicon(tmp_path, [LISTING, MORE, GOOD]))
    (sense,) = lexicon.read("清洁", Field.NAME, "清洁")
    assert (sense.label, sense.codes, sense.source) == ("保洁", ("C21040000",), "lexicon/terms.csv:4")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (",thing,purchase,services,,,,,,保洁,品目", "`terms` and `reason` must not be empty"),
        ("保洁,thing,purchase,services,,,,,,保洁,", "`terms` and `reason` must not be empty"),
        ("物业||,thing,purchase,services,,,,,,保洁,品目", "term `` must have 1 to 12 characters"),
        (f"{'保' * 13},thing,purchase,services,,,,,,保洁,品目", f"term `{'保' * 13}` must have 1 to 12 characters"),
        ("保洁,noun,purchase,services,,,,,,保洁,品目", "`role` is `noun`; allowed: buying, cancel"),
        ("保洁,thing,transfer,services,,,,,,保洁,品目", "`nature` is `transfer`; allowed: purchase, reception"),
        ("保洁,thing,purchase,,,,,,,保洁,品目", "`category` must not be empty for the role `thing`"),
        ("保洁,thing,purchase,service,,,,,,保洁,品目", "`category` holds `service`; allowed: goods, works, services"),
        ("保洁,thing,purchase,services,,,,,,,品目", "`label` must not be empty for the role `thing`"),
        ("工资,whole,personnel,services,,,,,,,人员", "`category` must be empty for the role `whole`"),
        ("等级,ignore,,,,,,,,等级,不是列举", "`label` must be empty for the role `ignore`"),
        ("购置,head,purchase,goods,A02020100,,,,,购置,购买", "`codes` and `meets` must be empty for the role `head`"),
        ("保洁,thing,purchase,goods,C21040000,,,,,保洁,品目", "the letters of `codes` must be those of `category`"),
        ("保洁,thing,purchase,services,D21040000,,,,,保洁,品目", "the letters of `codes` must be those of `category`"),
        ("保洁,thing,purchase,services,C99999900,,,,,保洁,品目", "item code `C99999900` is not in the item list"),
        (
            "保洁,thing,purchase,services,,,plan,,,保洁,品目",
            "`where` is `plan`; allowed: , name, name|told, text, told",
        ),
        (
            "清洁,thing,purchase,services,,,,,,保洁,品目",
            "repeated term `清洁` of this label, where and needs, first on line 3",
        ),
    ],
)
def test_a_faulty_row_is_refused_with_its_line(row: str, message: str, tmp_path: Path) -> None:
    root = write_lexicon(tmp_path, [LISTING, GOOD, row])
    with pytest.raises(DataError, match=re.escape(f"terms.csv:4: {message}")):
        load_lexicon(root, frozenset({"C21040000", "A02020100", "D21040000"}))


def test_the_mark_of_a_list_must_be_there_once(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"terms\.csv:1: 0 rows of role `listing`; must be one"):
        load_lexicon(write_lexicon(tmp_path, [GOOD]))


def test_every_case_must_have_its_sentence_and_no_other(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"sentences\.csv:1: no row for the case conflict, doubtful, mixed"):
        load_lexicon(write_lexicon(tmp_path / "few", [LISTING], ["personnel,,,不是采购"]))
    with pytest.raises(DataError, match=r"sentences\.csv:2: `case` is `loan`; allowed: conflict"):
        load_lexicon(write_lexicon(tmp_path / "other", [LISTING], ["loan,,,不是采购"]))


def test_the_lexicon_is_read_once() -> None:
    assert load_lexicon() is load_lexicon()


def test_every_code_is_an_item_of_2022() -> None:
    with document("../reference/items-2022.csv", DOCUMENTS).open(encoding="utf-8", newline="") as stream:
        published = frozenset(row["code"] for row in csv.DictReader(stream))
    assert load_lexicon(None, published).senses
    own = read_csv(data_root() / "catalog" / "items" / "2022" / "items.csv", ("code", "name", "parent"))
    assert load_lexicon(None, frozenset(row["code"] for row in own)).senses


def test_every_restriction_is_one_of_the_catalogue() -> None:
    paths = sorted(data_root().glob("catalog/*/*/restrictions.csv"))
    columns = ("id", "quote", "question", "satisfied_by")
    known = {row["id"] for path in paths for row in read_csv(path, columns)}
    assert {name for senses in load_lexicon().senses.values() for sense in senses for name in sense.meets} == known


def test_every_term_can_be_found() -> None:
    lexicon = load_lexicon()
    for row in read_csv(LEXICON / "terms.csv", TERM_COLUMNS):
        where, context = row["where"], "".join(row.listed("needs")[:1])
        field = Field.OVERVIEW if where in {"text", "told"} else Field.NAME
        for term in row.listed("terms") if row["role"] not in {"buying", "listing", "cancel"} else ():
            clauses = list(read_text(f"{term},{context},采购", field, lexicon))
            sources = {mention.evidence.source for element in clauses[0] for mention in element.mentions}
            assert sources, f"line {row.line}: `{term}` is never found"


def test_the_listed_items_have_their_everyday_words() -> None:
    known = {code for senses in load_lexicon().senses.values() for sense in senses for code in sense.codes}
    paths = sorted(data_root().glob("catalog/*/*/centralized.csv"))
    listed = {
        row["code"]
        for path in paths
        for row in read_csv(path, ("code", "name", "restriction", "remark", "built_into_works"))
    }
    assert {code for code in listed - known if not any(leaf.startswith(code.rstrip("0")) for leaf in known)} == set()


def test_every_role_nature_and_field_is_explained_to_the_reader() -> None:
    rows = list(read_csv(LEXICON / "columns.csv", ("column", "value", "meaning"), ("column", "value")))
    explained = {column: {row["value"] for row in rows if row["column"] == column} for column in TERM_COLUMNS}
    used = {
        column: {row[column] for row in read_csv(LEXICON / "terms.csv", TERM_COLUMNS)} for column in ("role", "where")
    }
    assert explained["role"] == set(Role) == used["role"]
    assert explained["where"] == used["where"]
    assert explained["nature"] == set(Nature) - {Nature.MIXED}
    assert all(explained.values())
