"""What is advised says something, and is answered (Art. 14(1))."""

import pytest

from models.errors import Refusal
from models.rules import article_14_advice as advice
from models.vocabulary import Adoption


@pytest.mark.parametrize(
    ("adoption", "asked"),
    [
        (Adoption.ADOPTED, "怎样采纳"),
        (Adoption.PARTLY, "不采纳部分的理由"),
        (Adoption.REJECTED, "不采纳的理由"),
    ],
)
def test_an_answer_says_how_or_why_not(adoption, asked):
    with pytest.raises(Refusal, match=f"答复必须写明{asked}"):
        advice.check_reply(adoption, " ")


def test_advice_comes_with_no_more_files_than_somebody_reads():
    with pytest.raises(Refusal, match="附件最多5个"):
        advice.check("汛期排查", "建议逐座排查头顶库的排洪设施", 6)
