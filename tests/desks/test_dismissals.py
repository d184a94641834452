"""解聘与奖惩 as people meet them at their desks: who sees what, and what is refused in words."""

import io

import pytest

from models.db import unit_of_work
from models.errors import NotPermitted
from models.operations import commendations, dismissals
from models.vocabulary import CommendationGround, CommendationKind, DismissalGround, Post
from tests import dismissals as cases
from tests.advising import own
from tests.office import PASSWORD
from tests.states import holder


def scan():
    return (io.BytesIO(b"%PDF-1.7\n"), "核查结论.pdf")


def test_the_office_proposes_opens_and_the_expert_answers_on_their_own_page(browser):
    page = browser(Post.OFFICE).open("dismissals.new", expert=own().id)
    page = page.submit(ground="abuse", facts=cases.FACTS, source=cases.SOURCE, files=[scan()])
    assert "研究是否立案" in browser(Post.OFFICE).open("desk.index").text("main")
    page = page.submit(action="open")
    assert "已办理：立案并告知本人" in page.text("body")
    desk = browser(Post.EXPERT).open("desk.index")
    assert "陈述申辩" in desk.text("main")
    mine = browser(Post.EXPERT).open("own.dismissal", dismissal_id=1)
    assert cases.FACTS in mine.text("main")
    assert cases.SOURCE not in mine.text("main"), "the source may name who reported it"
    mine = mine.submit(text=cases.SAID, files=[scan()])
    assert cases.SAID in mine.text("blockquote")
    assert not mine.soup.select("main form")


def test_the_expert_waives_on_their_own_page(browser):
    cases.opened()
    page = browser(Post.EXPERT).open("own.dismissal", dismissal_id=1)
    page = page.press('form[action$="/waive"] button')
    assert "放弃陈述申辩" in page.text("#dismissal")


def test_what_is_only_proposed_does_not_exist_for_the_expert(browser):
    cases.proposed()
    assert browser(Post.EXPERT).open("own.dismissal", dismissal_id=1).status == 404
    assert browser(Post.EXPERT).open("dismissals.show", dismissal_id=1).status == 403


def test_another_section_reads_nothing_of_it(browser):
    cases.proposed(by=holder(Post.SECTION))
    assert browser(Post.SECTION).open("dismissals.show", dismissal_id=1).status == 200
    assert browser("section_2").open("dismissals.show", dismissal_id=1).status == 404
    assert "JP2026-001" not in browser("section_2").open("dismissals.index").text("main")


@pytest.mark.parametrize("post", [Post.OFFICE, Post.HR])
def test_what_is_proposed_of_somebody_of_the_bureau_does_not_exist_for_them(browser, post):
    case = cases.proposed(by=holder(Post.SECTION))
    with unit_of_work():
        case.expert.account_id = holder(post).account_id
    someone = browser(post)
    assert someone.open("dismissals.show", dismissal_id=case.id).status == 404
    if post is Post.OFFICE:
        assert someone.open("dismissals.complete", dismissal_id=case.id).status == 404
    for page in ("dismissals.index", "desk.index"):
        assert case.number not in someone.open(page).text("main")
    assert case.number in browser(Post.LEADER).open("dismissals.index").text("main")


def test_a_statement_of_two_characters_is_refused_beside_the_field_and_kept(browser):
    cases.opened()
    page = browser(Post.EXPERT).open("own.dismissal", dismissal_id=1).submit(text="冤枉")
    assert (page.status, page.text("textarea")) == (422, "冤枉")
    assert "请写明您的陈述和申辩" in page.refusals()[0]


def test_the_leader_signs_with_the_password_and_the_office_issues(browser):
    cases.concluded()
    page = browser(Post.LEADER).open("dismissals.show", dismissal_id=1)
    assert cases.SAID in page.text("blockquote")
    refused = page.submit(action="approve", password="错")
    assert refused.status == 422
    page = page.submit(action="approve", password=PASSWORD)
    assert "已办理：决定解聘" in page.text("body")
    page = browser(Post.OFFICE).open("dismissals.issue", dismissal_id=1)
    page = page.submit(document_no=cases.NUMBER)
    assert "已解聘" in page.text(".badge")
    former = browser("expert").open("own.dismissal", dismissal_id=1)
    assert "保密义务不变" in former.text("main")
    assert browser("expert").open("own.record").status == 200
    assert former.soup.select_one('a[href$="/notice.pdf"]')


def test_a_signature_under_what_was_changed_meanwhile_is_refused(browser):
    case = cases.concluded()
    page = browser(Post.LEADER).open("dismissals.show", dismissal_id=1)
    cases.take(case, "return", Post.LEADER, note="请补充")
    cases.take(case, "recommend", note="已补充，建议解聘")
    page = page.submit(action="approve", password=PASSWORD)
    assert "您打开本页之后内容已有改动，未签署" in page.refusals()[0]


def test_an_answer_on_paper_is_taken_down(browser):
    cases.opened()
    page = browser(Post.OFFICE).open("dismissals.take_down", dismissal_id=1)
    refused = page.submit(answer="waive")
    assert "没有本人签字不能代录" in refused.refusals()[0]
    page = page.submit(answer="waive", files=[scan()])
    assert "书面，专家办代录" in page.text("main")


def test_what_lacks_its_paper_is_completed_on_a_page(browser):
    with unit_of_work():
        dismissals.propose(own(), DismissalGround.CRIME, cases.evidence(source=""))
    page = browser(Post.OFFICE).open("dismissals.show", dismissal_id=1)
    assert "请上传依据材料" in page.text(".missing")
    page = browser(Post.OFFICE).open("dismissals.complete", dismissal_id=1)
    page = page.submit(source=cases.SOURCE, files=[scan()])
    assert not page.soup.select(".missing")
    assert "核查结论.pdf" in page.text("main")


def test_nobody_is_proposed_who_was_not_chosen(browser):
    page = browser(Post.OFFICE).open("dismissals.new")
    page = page.submit(ground="crime", facts=cases.FACTS)
    assert (page.status, page.refusals()) == (422, ["请选择专家"])


def test_many_proposals_make_one_card(browser):
    for expert in cases.everybody()[:6]:
        cases.proposed(DismissalGround.OTHER, expert=expert)
    assert "6件解聘提示待研究" in browser(Post.OFFICE).open("desk.index").text("main")


def test_the_three_declines_stand_on_the_page(browser):
    cases.declined(3)
    cases.proposed(DismissalGround.DECLINES, uploads=())
    page = browser(Post.OFFICE).open("dismissals.show", dismissal_id=1)
    assert len(page.soup.select("table tbody tr")) == 3


@pytest.mark.parametrize("who", [Post.LEADER, Post.HR, Post.SUPERVISOR, Post.EXECUTIVE_DEPUTY])
def test_who_reads_the_lists_finds_both(browser, who):
    cases.issued()
    cases.dismissed()
    assert "JP2026-001" in browser(who).open("dismissals.index", ground="abuse").text("main")
    page = browser(who).open("commendations.index", year=2026, kind="praise")
    assert "2026年已印发：表彰1件" in page.text("main")


# Commendations


def test_a_section_proposes_the_leader_signs_the_office_issues(browser):
    page = browser(Post.SECTION).open("commendations.new", expert=own().id)
    wrong = page.submit(kind="praise", ground="unlawful", deed="违规向他人透露检查内容。")
    assert "是惩处的事由" in wrong.refusals()[0]
    page = page.submit(kind="praise", ground="rescue", deed="连续两昼夜驻守救援现场。")
    assert "已报组长审签：JC2026-001" in page.text("body")
    page = browser(Post.LEADER).open("commendations.show", commendation_id=1)
    page.submit(action="approve", password=PASSWORD)
    page = browser(Post.OFFICE).open("commendations.issue", commendation_id=1)
    page.submit(document_no="泽应急发〔2026〕8号")
    assert "突发事件应急救援" in browser(Post.EXPERT).open("own.record").text("main")
    shown = browser(Post.HR).open("experts.show", expert_id=own().id).text("main")
    assert "泽应急发〔2026〕8号" in shown


def test_nobody_signs_what_they_proposed(app):
    made = cases.praised()
    with unit_of_work():
        made.proposer_id = holder(Post.LEADER).account_id
    with pytest.raises(NotPermitted, match="经办人不得再审签表彰和惩处"), unit_of_work():
        commendations.take(made, "approve", by=holder(Post.LEADER))


def test_whoever_was_dismissed_may_still_be_reproved_for_a_secret(app):
    cases.dismissed()
    made = cases.deserved(CommendationKind.CRITICISM, CommendationGround.BREACH, "责成删除")
    assert made.number == "JC2026-001"


def test_a_breach_is_reproved_with_its_measure(browser):
    made = cases.deserved(CommendationKind.CIRCULAR, CommendationGround.BREACH, "收回资料")
    page = browser(Post.LEADER).open("commendations.show", commendation_id=made.id)
    assert "收回资料" in page.text("main")
    assert "第十五条" in page.text("body")


def test_what_is_not_issued_is_nobodys_paper(browser):
    made = cases.praised()
    answer = browser(Post.OFFICE).open("commendations.document", commendation_id=made.id)
    assert answer.status == 404
    assert "山洪" not in browser(Post.EXPERT).open("own.record").text("main")


def test_whoever_was_dismissed_is_still_reproved_for_giving_secrets_away_and_not_praised(browser):
    cases.dismissed()
    page = browser(Post.OFFICE).open("commendations.new")
    assert f"{own().name}（ZZ0001，已退出）" in page.text("select[name=expert]")
    given = {"expert": str(own().id), "deed": "解聘以后向他人披露检查中得到的工艺参数。"}
    refused = page.submit("#propose form", kind="praise", ground="rescue", **given)
    assert "不能提出表彰" in refused.refusals()[0]
    page = page.submit(
        "#propose form", kind="circular", ground="breach", measure="收回资料", **given
    )
    assert "已报组长审签" in page.text("body")
