"""The lexicon's files are read strictly, and the project's own hold what the catalogue knows."""

import re
from pathlib import Path

import pytest

from procure.classify import load_lexicon
from procure.classify.lexicon import Role
from procure.classify.loading import TERM_COLUMNS
from procure.classify.scan import read_text
from procure.classify.tables import ACCOUNT_COLUMNS
from procure.datafile import DataError, data_root, read_csv
from procure.model import Field
from procure.terms import Nature
from tests.classify.making import LEXICON, write_lexicon

FILES = sorted((LEXICON / "terms").glob("*.csv"))
LISTING = "、,,,列举,listing,,,,,,,"
GOOD = "保洁|清洁,C21040000,,品目,,,,,,,,"
MORE = "等,,等未列明内容,列举,more,,,,,,,"


def test_a_row_becomes_a_sense_that_cites_its_line(tmp_path: Path) -> None:
    lexicon = load_lexicon(write_lexicon(tmp_path, [LISTING, MORE, GOOD]))
    (sense,) = lexicon.read("清洁", Field.NAME, "清洁")
    assert (sense.label, sense.codes, sorted(sense.categories)) == ("保洁", ("C21040000",), ["services"])
    assert (sense.role, sense.nature, sense.source) == (Role.THING, Nature.PURCHASE, "lexicon/terms/all.csv:4")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (",C21040000,保洁,品目,,,,,,,,", "`terms` and `reason` must not be empty"),
        ("保洁,C21040000,,,,,,,,,,", "`terms` and `reason` must not be empty"),
        ("物业||,C21040000,,品目,,,,,,,,", "term `` must have 1 to 12 characters"),
        (f"{'保' * 13},C21040000,,品目,,,,,,,,", f"term `{'保' * 13}` must have 1 to 12 characters"),
        ("保洁,C21040000,,品目,noun,,,,,,,", "`role` is `noun`; allowed: , accessory, buying, cancel"),
        ("保洁,C21040000,,品目,,transfer,,,,,,", "`nature` is `transfer`; allowed: purchase, reception"),
        ("工资,,,人员,whole,,,,,,,", "`nature` must not be empty for the role `whole`"),
        ("保洁,,,品目,,,,,,,,", "`category` must not be empty for the role `thing`"),
        ("保洁,,,品目,,,service,,,,,", "`category` holds `service`; allowed: goods, works, services"),
        ("保洁,C21040000,,品目,,,services,,,,,", "`category` must be empty where `codes` tell it"),
        ("工资,,,人员,whole,personnel,services,,,,,", "`category` must be empty for the role `whole`"),
        ("等级,,等级,不是列举,ignore,,,,,,,", "`label` must be empty for the role `ignore`"),
        ("购置,,,购买,head,purchase,goods,x,,,,", "`codes`, `meets` and `fails` must be empty for the role `head`"),
        ("保洁,C99999900,,品目,,,,,,,,", "item code `C99999900` is not in the item list"),
        ("保洁,C21040000,,品目,,,,,,plan,,", "`where` is `plan`; allowed: , name, name|told, text, told"),
        (
            "清洁,C21040000,保洁,品目,,,,,,,,",
            "repeated term `清洁` of this label, where and needs, first at all.csv:3",
        ),
    ],
)
def test_a_faulty_row_is_refused_with_its_line(row: str, message: str, tmp_path: Path) -> None:
    root = write_lexicon(tmp_path, [LISTING, GOOD, row])
    with pytest.raises(DataError, match=re.escape(f"all.csv:4: {message}")):
        load_lexicon(root)


def test_a_free_term_stands_in_one_file(tmp_path: Path) -> None:
    root = write_lexicon(tmp_path, [LISTING, GOOD])
    own = LEXICON / "terms" / "bundles.csv"
    head = own.read_text(encoding="utf-8").splitlines()[0]
    more = root / "catalog" / "lexicon" / "terms" / "more.csv"
    more.write_text(f"{head}\n清洁,C23160000,清扫,品目,,,,,,,室内,\n", encoding="utf-8")
    assert len(load_lexicon(root).senses["清洁"]) == 2
    load_lexicon.cache_clear()
    more.write_text(f"{head}\n清洁,C23160000,清扫,品目,,,,,,,,\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"more\.csv:2: term `清洁` stands in all\.csv already"):
        load_lexicon(root)


def test_the_mark_of_a_list_must_be_there_once(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"terms:1: 0 rows of role `listing`; must be one"):
        load_lexicon(write_lexicon(tmp_path, [GOOD]))


def test_every_case_must_have_its_sentence_and_no_other(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"sentences\.csv:1: no row for the case code_doubtful, code_former"):
        load_lexicon(write_lexicon(tmp_path / "few", [LISTING], ["personnel,,,不是采购"]))
    with pytest.raises(DataError, match=r"sentences\.csv:2: `case` is `loan`; allowed: code_doubtful"):
        load_lexicon(write_lexicon(tmp_path / "other", [LISTING], ["loan,,,不是采购"]))


HEAD = "维修,,,维修,deed,purchase,services,,,,,"


@pytest.mark.parametrize(
    ("deed", "message"),
    [
        ("修理,A02020000,C23120200,办公设备", "2: `head` is `修理`; allowed: 维修"),
        ("维修,A0202,C23120200,办公设备", "2: `A0202` is no code of the item list"),
        ("维修,A02020000,C231202,办公设备", "2: item code `C231202` is not in the item list"),
    ],
)
def test_a_faulty_deed(deed: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=re.escape(f"deeds.csv:{message}")):
        load_lexicon(write_lexicon(tmp_path, [LISTING, HEAD], deeds=[deed]))


@pytest.mark.parametrize(
    ("account", "message"),
    [
        ("30101,基本工资,personnel,services,,人员", "2: `category` or `items` is told where something is bought"),
        ("30201,办公费,unknown,,,办公", "2: `category` or `items` is told where something is bought"),
        ("30201,办公费,bought,goods,,办公", "2: `nature` is `bought`; allowed: personnel"),
        ("30209,物业管理费,purchase,,C2104,物业", "2: item code `C2104` is not in the item list"),
    ],
)
def test_a_faulty_account(account: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=re.escape(f"accounts.csv:{message}")):
        load_lexicon(write_lexicon(tmp_path, [LISTING], accounts=[account]))


@pytest.mark.parametrize("row", ["C2104,C05040300,保安", "C21040000,C0504,保安"])
def test_a_faulty_row_of_what_is_inside(row: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"inside\.csv:2: item code `C\d+` is not in the item list"):
        load_lexicon(write_lexicon(tmp_path, [LISTING], inside=[row]))


def test_an_account_is_read_where_no_row_knows_its_name(tmp_path: Path) -> None:
    accounts = [
        "30101,基本工资,personnel,,,人员",
        "30209,物业管理费,purchase,,C21040000,物业",
        "30201,保洁,unknown,goods,,x",
    ]
    lexicon = load_lexicon(write_lexicon(tmp_path, [LISTING, GOOD], accounts=accounts))
    roles = {
        term: [(sense.role, sense.source) for sense in lexicon.senses[term]]
        for term in ("基本工资", "物业管理费", "保洁")
    }
    assert roles == {
        "基本工资": [(Role.WHOLE, "lexicon/accounts.csv:2")],
        "物业管理费": [(Role.PART, "lexicon/accounts.csv:3")],
        "保洁": [(Role.THING, "lexicon/terms/all.csv:3")],
    }


def test_the_items_names_are_read_as_they_stand_and_without_their_suffix(tmp_path: Path) -> None:
    lexicon = load_lexicon(write_lexicon(tmp_path, [LISTING, "服务|类,,,后缀,suffix,,,,,,,"]))
    assert lexicon.senses["碎纸机"][0].codes == ("A02021301",)
    assert lexicon.senses["碎纸机"][0].source.startswith("items/2022/items.csv:")
    assert lexicon.senses["车辆维修和保养服务"][0].codes == ("C23120300", "C23120301")
    assert lexicon.senses["建筑物清洁"] == lexicon.senses["建筑物清洁服务"]
    assert "钟" not in lexicon.senses
    assert "安全" not in lexicon.senses
    assert not lexicon.read("碎纸机", Field.OVERVIEW, "碎纸机")


def test_the_lexicon_is_read_once() -> None:
    assert load_lexicon() is load_lexicon()


def test_every_restriction_is_one_of_the_catalogue() -> None:
    paths = sorted(data_root().glob("catalog/*/*/restrictions.csv"))
    columns = ("id", "quote", "question", "satisfied_by")
    known = {row["id"] for path in paths for row in read_csv(path, columns)}
    assert {name for senses in load_lexicon().senses.values() for sense in senses for name in sense.meets} == known
    assert {name for senses in load_lexicon().senses.values() for sense in senses for name in sense.fails} <= known


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_term_can_be_found(path: Path) -> None:
    lexicon = load_lexicon()
    unread = {"buying", "listing", "including", "ordering", "cancel", "suffix"}
    for row in read_csv(path, TERM_COLUMNS):
        where, context = row["where"], "".join(row.listed("needs")[:1])
        field = Field.OVERVIEW if where in {"text", "told"} else Field.NAME
        for term in row.listed("terms") if row["role"] not in unread else ():
            text = f"采购{term},{context}" if field is Field.OVERVIEW else f"{term},{context}"
            clauses = list(read_text(text, field, lexicon))
            sources = {mention.evidence.source for element in clauses[0].elements for mention in element.mentions}
            assert sources, f"line {row.line}: `{term}` is never found"


def test_every_account_of_a_department_s_budget_is_there() -> None:
    codes = [row["code"] for row in read_csv(LEXICON / "accounts.csv", ACCOUNT_COLUMNS)]
    assert len(codes) == 78
    assert {"30101", "30201", "30209", "30231", "31013"} <= set(codes)


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
    written = [row for path in FILES for row in read_csv(path, TERM_COLUMNS)]
    used = {column: {row[column] for row in written} for column in ("role", "where")}
    assert explained["role"] == set(Role)
    assert explained["role"] == (used["role"] | {"thing"}) - {""}
    assert explained["where"] == used["where"]
    assert explained["nature"] == set(Nature) - {Nature.MIXED}
    assert all(explained.values())
