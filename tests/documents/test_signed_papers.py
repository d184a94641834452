"""What a paper says of its signatures: with which key, and whether it still is what was signed."""

from models.db import db
from models.operations import signing_keys
from models.vocabulary import Post
from tests import states
from tests.states import holder


def read(paper, dispatch) -> str:
    sheet = paper(Post.SECTION, "papers.annex_4", dispatch_id=dispatch.id)
    return "".join(sheet.text.split())


def test_annex_4_names_the_key_and_says_that_it_is_what_was_signed(paper):
    text = read(paper, states.issued())
    fingerprint = signing_keys.key_of(holder(Post.DEPUTY).account).fingerprint
    assert f"签名密钥{fingerprint[:16]}；核对：与签署时一致" in text
    assert "签字：" in text  # and leaves room for ink


def test_annex_4_says_that_it_was_changed_by_a_registered_act(paper):
    dispatch = states.issued()
    states.put_off(dispatch)
    assert "核对：签署后经登记的办理已有变动" in read(paper, dispatch)


def test_annex_4_says_so_when_one_byte_was_changed_by_hand(paper):
    dispatch = states.issued()
    with db.engine.begin() as connection:
        connection.execute(db.text("UPDATE signature SET note = '同意。'"))
    assert "核对：已改动" in read(paper, dispatch)


def test_the_same_paper_is_the_same_to_the_byte(browser):
    dispatch = states.issued()
    first, second = (
        browser(Post.SECTION).open("papers.annex_4", dispatch_id=dispatch.id).response.data
        for _ in range(2)
    )
    assert first == second
