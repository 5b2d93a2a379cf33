"""What a name buys, asked with a code, a note, a region and a day."""

from datetime import date

import pytest

from procure.item import Asked, Classifier
from procure.terms import Answer, Nature
from procure.tools import Tools

DAY = date(2026, 1, 1)


def classifier(region: str = "140000", day: date = DAY) -> Classifier:
    return Classifier.load(Tools.load(), region, day)


def rows(asked: Asked) -> list[tuple[str, tuple[str, ...], str]]:
    return [(one.part.label, one.part.codes, one.listing.status.value) for one in asked.bought]


def test_a_name_and_its_note() -> None:
    asked = classifier().ask("公用经费", "食堂餐饮服务")
    assert rows(asked) == [("食堂餐饮服务", ("C22040000",), "no")]
    assert [item.field.value for item in asked.bought[0].part.evidence] == ["采购需求概况"]


def test_what_is_no_purchase_has_none_and_says_why() -> None:
    asked = classifier().ask("遗属生活补助")
    assert (asked.classified.nature, asked.bought) == (Nature.TRANSFER, ())
    assert asked.classified.why_not


def test_a_code_that_the_words_agree_with_decides() -> None:
    asked = classifier().ask("A05010201 办公桌")
    assert rows(asked) == [("办公桌", ("A05010201",), "yes")]
    assert asked.bought[0].part.evidence[0].source.startswith("items/2022/items.csv:")


def test_a_code_s_restriction_may_be_ruled_out_by_the_words() -> None:
    assert rows(classifier().ask("A05010203 学生课桌"))[0][2] == "no"
    assert rows(classifier().ask("A05010203"))[0][2] == "undetermined"


@pytest.mark.parametrize(
    ("name", "codes", "question"),
    [
        ("A02010104 台式计算机", ("A02010105",), "A02010104是2013年品目目录“台式计算机”的编码"),
        ("A02010104", ("A02010105", "A02010104"), "A02010104在2013年目录是“台式计算机”，在2022年目录是“服务器”"),
        ("A02061804 电梯", ("A02051227", "A02061804"), "A02061804在2022年品目目录是“空调机”，与名称“电梯”不符"),
        ("A02999999 电梯", ("A02051227",), "A02999999不是2022年品目分类目录"),
    ],
)
def test_a_code_that_the_words_do_not_agree_with_is_asked(name: str, codes: tuple[str, ...], question: str) -> None:
    asked = classifier().ask(name)
    assert asked.bought[0].part.codes == codes
    assert asked.classified.questions[0].fact == "item_code"
    assert asked.classified.questions[0].text.startswith(question)


def test_a_letter_names_a_category() -> None:
    assert rows(classifier().ask("C99 其他服务")) == [("其他服务", ("C99000000",), "no")]


@pytest.mark.parametrize(("region", "day"), [("310000", DAY), ("140000", date(2023, 1, 1))])
def test_without_an_edition_in_force_listing_is_not_known(region: str, day: date) -> None:
    asked = classifier(region, day).ask("物业服务")
    assert asked.edition is None
    assert [one.listing.status for one in asked.bought] == [Answer.UNDETERMINED]
    assert asked.bought[0].part.codes == ("C21040000",)
