"""第六条第四项: the joint document names the offices as the regulation itself does."""

import pytest

from models.rules.article_06_document import BUREAU, ISSUERS, REGULATION
from models.rules.articles import ARTICLES

SIX = "".join(ARTICLES[6].paragraphs)


def test_the_lead_issuer_stands_first_as_in_the_regulation():
    together = f"以{ISSUERS[0]}和{ISSUERS[1]}联合印发"
    assert together in SIX


@pytest.mark.parametrize("name", [BUREAU, "局长办公会", "联合印发文件"])
def test_the_article_names_who_takes_part(name):
    assert name.removeprefix("泽州") in SIX


def test_the_regulation_is_cited_by_its_own_title():
    assert REGULATION == "《泽州县安全生产和应急管理专家使用管理办法》"
