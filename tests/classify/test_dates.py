"""A phrase of settlement is asked about with the date the text gives it."""

import pytest

from procure.classify.dates import dated


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2024年1月5日立项，9月20日全部竣工", "全部竣工（2024年9月20日）", id="年份在前文"),
        pytest.param("2023年底批复，2024年9月20日全部竣工", "全部竣工（2024年9月20日）", id="年份在日期里"),
        pytest.param("9月20日全部竣工", "全部竣工（9月20日）", id="没有年份"),
        pytest.param("2024年9月全部竣工", "全部竣工（2024年9月）", id="只有月份"),
        pytest.param("项目全部竣工", "全部竣工", id="没有日期"),
        pytest.param("3月6日开工，全部竣工", "全部竣工", id="日期属于另一件事"),
        pytest.param("9月20日竣工并全部竣工", "全部竣工", id="日期说的是前一个词"),
        pytest.param("尚未完工", "全部竣工", id="没有这句话"),
    ],
)
def test_the_date_just_before_a_phrase(text: str, expected: str) -> None:
    assert dated("全部竣工", ["别的话", text]) == expected
