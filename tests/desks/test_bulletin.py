"""公告栏, as anybody meets it, and as the office writes it."""

import io
import re
from dataclasses import fields
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import InvalidRequestError

from models import clock
from models.db import db, unit_of_work
from models.operations import announcements
from models.operations.announcements import Words
from models.queries import bulletin
from models.tables import Announcement, Event, Expert
from models.vocabulary import AnnouncementKind, Post, Standing
from models.workflows.proposal import State as RosterState
from tests import applications
from tests import publicity as notices
from tests.conftest import NOON
from tests.documents.reading import Paper
from tests.office import EXPERTS, id_number

WORDS = {"kind": "notice", "title": "关于开展专家年度复审的通知", "body": "各股室：\n请按时办理。"}
STEP = "form:has([name=action])"


@pytest.fixture
def office(browser):
    return browser(Post.OFFICE)


@pytest.fixture
def anybody(browser):
    return browser(None)


def drafted(office, **words):
    return office.open("bulletin.new").submit(**(WORDS | words))


def published(office, **words):
    return drafted(office, **words).submit(STEP, action="publish")


def withdrawn(office, **words):
    return published(office, **words).submit(STEP, action="withdraw", note="名单有误")


def the_announcement():
    return db.session.scalars(db.select(Announcement)).one()


# Announcements


def test_a_published_announcement_is_read_by_anybody(office, anybody):
    assert published(office).text(".flash") == "关于开展专家年度复审的通知：已发布"
    listed = anybody.open("bulletin.index")
    assert listed.texts("#announcements tbody tr") == [
        "关于开展专家年度复审的通知 通知 2026年6月1日"
    ]
    page = anybody.visit(listed.soup.select_one("#announcements tbody a")["href"])
    assert page.texts(".announcement p") == [
        "各股室：", "请按时办理。", "泽州县应急管理局2026年6月1日",
    ]  # fmt: skip


def test_a_draft_does_not_exist_for_the_public(office, anybody):
    drafted(office)
    page = anybody.open("bulletin.show", announcement_id=the_announcement().id)
    assert (page.status, "还没有发布" in page.text("main")) == (404, True)
    assert anybody.open("bulletin.index").texts(".empty") == ["还没有发布公告"]


def test_the_newest_stands_first_and_the_list_has_pages(office, anybody, person):
    for number in range(26):
        with clock.held_at(NOON + timedelta(days=number)), unit_of_work():
            words = Words(AnnouncementKind.ANNOUNCEMENT, f"第{number}号公告", "内容")
            announcement = announcements.draft(words, by=person(Post.OFFICE))
            announcements.take(announcement, "publish", by=person(Post.OFFICE), note="")
    titles = anybody.open("bulletin.index").texts("#announcements tbody th")
    assert (titles[0], len(titles)) == ("第25号公告", 25)
    assert anybody.open("bulletin.index", page=2).texts("#announcements tbody th") == ["第0号公告"]


def test_a_withdrawn_one_says_why_and_no_longer_what(office, anybody):
    withdrawn(office)
    page = anybody.open("bulletin.show", announcement_id=the_announcement().id)
    assert page.refusals() == ["这份通知已于2026年6月1日撤回：名单有误"]
    assert "请按时办理" not in page.response.text
    assert anybody.open("bulletin.index").texts(".empty") == ["还没有发布公告"]


def test_to_withdraw_needs_a_reason(office):
    page = published(office).submit(STEP, action="withdraw")
    assert page.refusals() == ["撤回必须写明理由"]


def test_a_published_announcement_is_not_altered(office):
    page = drafted(office)
    edit = office.open("bulletin.edit", announcement_id=the_announcement().id)
    page.submit(STEP, action="publish")
    page = edit.submit(body="另一种说法")
    assert page.refusals() == ["已发布的公告不能修改，请撤回后另行起草 《管理办法》第六条"]
    assert the_announcement().body == WORDS["body"]


def test_a_draft_is_altered_or_given_up(office):
    drafted(office)
    page = office.open("bulletin.edit", announcement_id=the_announcement().id)
    page = page.submit(title="新的标题")
    assert page.text("h1") == "新的标题"
    assert page.submit(STEP, action="discard").text(".badge") == "已作废"


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        (f"入选：专家甲 {id_number(3)}", "还不能发布：正文中有身份证号，请删去"),
        ("联系电话19000000001", "还不能发布：正文中有手机号，请改为办公电话"),
    ],
)
def test_nobodys_numbers_are_published(office, body, answer):
    page = published(office, body=body)
    assert page.refusals() == [f"{answer} 《管理办法》第六条"]


@pytest.mark.parametrize("missing", ["title", "body", "kind"])
def test_an_announcement_has_a_kind_a_title_and_a_body(office, missing):
    page = drafted(office, **{missing: None})
    assert page.status == 422
    assert not db.session.query(Announcement).count()


def test_every_act_stands_in_the_register(office):
    withdrawn(office)
    kinds = db.session.scalars(db.select(Event.kind).order_by(Event.number.desc()).limit(3)).all()
    assert kinds == ["announcement:withdraw", "announcement:publish", "announcement:draft"]


def test_what_was_typed_is_text_and_no_markup(office, anybody):
    published(office, body="<script>alert(1)</script>")
    page = anybody.open("bulletin.show", announcement_id=the_announcement().id)
    assert page.texts(".announcement p")[0] == "<script>alert(1)</script>"


def test_only_the_office_is_offered_to_write(browser):
    assert browser(Post.OFFICE).open("bulletin.index").texts(".page-head .btn-primary") == [
        "起草公告"
    ]
    assert browser(Post.SECTION).open("bulletin.index").texts(".page-head .btn-primary") == []
    assert browser(Post.SECTION).open("bulletin.new").status == 403


# Attachments


def attached(page, name="名单.pdf", data=b"%PDF-1.4 the list"):
    return page.submit("form[action$=files]", files=[(io.BytesIO(data), name)])


def test_what_is_attached_to_a_draft_is_taken_by_anybody_once_it_is_published(office, anybody):
    page = attached(drafted(office))
    assert page.text(".flash") == "已上传1个附件"
    url = page.soup.select_one(".files a")["href"]
    assert anybody.visit(url).status == 404
    page = page.submit(STEP, action="publish")
    read = anybody.open("bulletin.show", announcement_id=the_announcement().id)
    assert read.text(".files li").startswith("名单.pdf")
    assert anybody.visit(url).response.data == b"%PDF-1.4 the list"
    page.submit(STEP, action="withdraw", note="名单有误")
    assert anybody.visit(url).status == 404
    assert office.visit(url).status == 200


def test_a_file_is_taken_off_a_draft_and_not_off_what_is_published(office, app):
    page = attached(drafted(office))
    remove = page.soup.select_one("form[action$=remove]")["action"]
    published = attached(page, "说明.pdf").submit(STEP, action="publish")
    token = published.soup.select_one("[name=csrf_token]")["value"]
    assert office.send(remove, {"csrf_token": token}).status == 422
    again = attached(drafted(office, title="另一份"))
    folder = app.extensions["instance"].uploads
    before = len(list(folder.iterdir()))
    assert again.submit("form[action$=remove]").text(".flash") == "已移除附件"
    assert len(list(folder.iterdir())) == before - 1


@pytest.mark.parametrize(
    ("name", "data", "answer"),
    [
        ("a.exe", b"MZ", "不是可用的文件"),
        ("空.pdf", b"", "是空文件"),
    ],
)
def test_what_cannot_be_attached_is_refused_beside_its_field(office, name, data, answer):
    page = attached(drafted(office), name, data)
    assert page.status == 422
    assert answer in page.text(".error")


def test_no_file_is_a_refusal_and_an_id_number_in_its_name_is_not_published(office):
    page = drafted(office)
    assert page.submit("form[action$=files]").text(".error") == "请选择要上传的文件"
    page = attached(page, f"{id_number(3)}.pdf").submit(STEP, action="publish")
    assert "正文中有身份证号" in page.refusals()[0]


# Everything on the board


def test_announcements_notices_and_documents_stand_together_newest_first(office, anybody):
    published(office)
    with clock.held_at(NOON + timedelta(hours=1)):
        notice = notices.published()
    with clock.held_at(NOON + timedelta(days=9)):
        issued(notice.proposal)
    page = anybody.open("bulletin.index")
    assert [text.rpartition(" 2026年")[0] for text in page.texts("#announcements tbody tr")] == [
        "关于聘任专家的通知（泽应急指〔2026〕1号） 聘任文件",
        "关于泽州县安全生产和应急管理专家组拟定名单（2026年第1批）的公示 公示",
        "关于开展专家年度复审的通知 通知",
    ]
    for sort, count in (("notice", 1), ("document", 1), ("announcement", 1), ("x", 3)):
        rows = anybody.open("bulletin.index", sort=sort).texts("#announcements tbody tr")
        assert len(rows) == count


def test_an_issued_document_names_who_joins_and_who_leaves_and_nothing_more(anybody):
    notice = notices.published()
    assert anybody.open("bulletin.document", proposal_id=notice.proposal_id).status == 404
    assert anybody.open("bulletin.document_pdf", proposal_id=notice.proposal_id).status == 404
    issued(notice.proposal)
    page = anybody.open("bulletin.document", proposal_id=notice.proposal_id)
    assert page.texts("tbody th") == ["申报500", "申报501", "专家12"]
    assert "不能胜任" not in page.response.text
    assert not re.search(r"[0-9]{17}[0-9X]|[^0-9]1[3-9][0-9]{9}[^0-9]", page.response.text)
    paper = anybody.open("bulletin.document_pdf", proposal_id=notice.proposal_id).response.data
    told = Paper(paper).text
    assert "专家12" in told
    assert "不能胜任" not in told
    assert "多次评价不合格" not in told


def test_where_one_can_apply_stands_above_the_board(anybody):
    assert not anybody.open("bulletin.index").soup.select(".invitation")
    applications.open_cycle()
    page = anybody.open("bulletin.index")
    assert page.texts(".invitation strong") == ["2026年度专家申报"]
    assert anybody.visit(page.soup.select_one(".invitation a")["href"]).status == 200


def issued(proposal):
    """As it stands once the two offices have issued it, whatever led there left out."""
    with unit_of_work():
        for item in proposal.items:
            item.is_approved = True
        proposal.document_no, proposal.document_title = "泽应急指〔2026〕1号", "关于聘任专家的通知"
        proposal.issued_on = clock.today()
        proposal.enter(RosterState.ISSUED)


# The roster


def test_the_roster_names_everyone_in_force(anybody):
    page = anybody.open("bulletin.roster")
    assert len(page.texts("#roster tbody tr")) == EXPERTS
    assert page.texts("#roster tbody tr")[0] == "专家01 虚构矿业1公司 通风与防灭火 高级"


def test_who_is_suspended_has_left_or_is_out_of_term_is_not_on_it(anybody):
    with unit_of_work():
        one, two, three = db.session.scalars(db.select(Expert).order_by(Expert.id).limit(3))
        one.standing, two.standing = Standing.SUSPENDED, Standing.ENDED
        three.appointed_until = date(2026, 5, 31)
    names = anybody.open("bulletin.roster").texts("#roster tbody th")
    assert names == [f"专家{number:02}" for number in range(4, EXPERTS + 1)]


def test_the_roster_is_narrowed_to_an_industry(anybody):
    assert anybody.open("bulletin.roster", industry="A02").texts("#roster .empty")
    assert len(anybody.open("bulletin.roster", industry="A01").texts("tbody tr")) == EXPERTS
    assert len(anybody.open("bulletin.roster", industry="no").texts("tbody tr")) == EXPERTS


def test_a_line_of_the_roster_has_no_place_for_a_number(app):
    assert [field.name for field in fields(bulletin.RosterLine)] == [
        "name", "employer", "specialties", "grade",
    ]  # fmt: skip
    with pytest.raises(TypeError):
        bulletin.RosterLine("名", "单位", (), "高级", id_number(1))


def test_the_roster_does_not_even_read_a_number(app):
    expert = db.session.scalars(bulletin.in_force("", clock.today())).first()
    for secret in ("id_number", "mobile", "home_phone", "birth_date"):
        with pytest.raises(InvalidRequestError):
            getattr(expert, secret)


def test_no_number_of_a_person_stands_on_a_public_page(office, anybody):
    secrets = {
        getattr(expert, name)
        for expert in db.session.scalars(db.select(Expert))
        for name in ("id_number", "mobile", "masked_id_number", "masked_mobile", "code")
    }
    published(office)
    for url in ("/bulletin/", "/bulletin/roster?per_page=100", "/bulletin/1"):
        html = anybody.visit(url).response.text
        assert not [secret for secret in secrets if secret in html]
        assert not re.search(r"[0-9]{17}[0-9X]|[^0-9]1[3-9][0-9]{9}[^0-9]", html)


def test_the_sign_in_page_and_the_foot_of_every_page_lead_there(anybody):
    page = anybody.open("auth.sign_in")
    assert page.soup.select_one("#sign-in a[href='/bulletin/']")
    assert page.soup.select_one(".footer a[href='/bulletin/']")
