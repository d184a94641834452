"""A page that has stood open too long: the second of two acts is told what is so now."""

from models.vocabulary import Post
from tests import states


def test_a_step_that_was_taken_meanwhile_is_refused_in_words(browser):
    person = browser(Post.HR)
    page = person.open("dispatch.show", dispatch_id=states.delivered().id)
    page.submit("#matter form", action="receive")
    again = page.submit("#matter form", action="receive")
    assert again.status == 422
    assert "现在是“已备案，待办结”，不能接收备案" in again.refusals()[0]


def test_a_pool_that_was_frozen_meanwhile_is_not_frozen_again(browser):
    page = browser(Post.SECTION).open("dispatch.ceremony", dispatch_id=states.reserved().id)
    page.submit("#ceremony form")
    again = page.submit("#ceremony form")
    assert again.status == 422
    assert "不能冻结名单" in again.refusals()[0]


def test_a_text_that_comes_after_the_draw_is_refused_in_words(browser):
    dispatch = states.frozen()
    page = browser(Post.SUPERVISOR).open("dispatch.ceremony", dispatch_id=dispatch.id)
    states.contributed(dispatch)
    again = page.submit('form[action$="/contribution"]', text="彩票 20260601")
    assert again.status == 422
    assert "不再接受随机内容" in again.refusals()[0]


def test_a_report_that_comes_twice_is_refused_in_words(browser):
    part = states.reported().seated[0]
    page = browser(Post.SECTION).open("assignment.show", assignment_id=part.id)
    fields = {"work": "检查", "ethics": 1, "ability": 1, "discipline": 1, "integrity": 1}
    page.submit('form[action$="/rate"]', **fields)
    again = page.submit('form[action$="/rate"]', **fields)
    assert again.status == 422
    assert "不能评价服务质量" in again.refusals()[0]


def test_annex_6_is_not_opened_again_while_hr_has_it(browser):
    part = states.rated().seated[0]
    page = browser(Post.SECTION).open("assignment.show", assignment_id=part.id)
    states.step(part.dispatch, "deliver", Post.SECTION)
    again = page.submit('form[action$="/amend"]', note="半天数有误")
    assert again.status == 422
    assert "请人教股退回" in again.refusals()[0]
