"""专家名册, as the office meets it."""

from models.vocabulary import Post


def test_a_clerk_opens_the_roster(browser):
    page = browser(Post.SECTION).open("experts.index")
    assert page.status == 200
    assert len(page.soup.select("#list tbody tr")) == 12


def test_everyone_finds_the_page(browser):
    for who in (Post.OFFICE, Post.HR, Post.LEADER):
        page = browser(who).open("experts.show", expert_id=1)
        assert page.status == 200
