"""Opening a paper as somebody, in the browser."""

import pytest

from tests.documents.reading import Paper


@pytest.fixture
def paper(browser):
    """``paper(Post.SECTION, "papers.annex_4", dispatch_id=1)``, read back from its PDF."""

    def open_as(who, endpoint, **where) -> Paper:
        page = browser(who).open(endpoint, **where)
        assert page.status == 200
        return Paper(page.response.data)

    return open_as
