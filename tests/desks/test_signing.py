"""审签: the password again under every signature, and what wrong ones lead to."""

from datetime import timedelta

from models import clock
from models.vocabulary import Post
from tests import states
from tests.office import PASSWORD

WRONG = "密码不正确，未签署；请重新输入登录密码"


def sign(page, password):
    return page.submit("#matter form", action="sign", password=password)


def page_of(browser, dispatch):
    return browser(Post.DEPUTY).open("dispatch.show", dispatch_id=dispatch.id)


def test_the_fifth_wrong_password_under_a_signature_locks(browser):
    page = page_of(browser, states.endorsed())
    for _ in range(5):
        assert sign(page, "wrong").refusals() == [WRONG]
    assert "账号已锁定" in sign(page, PASSWORD).refusals()[0]
    with clock.held_at(clock.now() + timedelta(minutes=6)):
        assert sign(page, PASSWORD).status == 200


def test_wrong_passwords_before_a_right_one_are_forgotten(browser):
    first, second = states.endorsed(), states.endorsed()
    page = page_of(browser, first)
    for _ in range(4):
        sign(page, "wrong")
    assert sign(page, PASSWORD).refusals() == []
    page = page_of(browser, second)
    for _ in range(4):
        sign(page, "wrong")
    assert sign(page, PASSWORD).refusals() == []
