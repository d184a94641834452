"""不能参加和回避: with a proof, now or later, as expert, section and office meet it."""

from datetime import timedelta
from io import BytesIO

import pytest

from models import clock
from models.db import db, unit_of_work
from models.settings import PROOF_DAYS
from models.tables import Event, Setting
from models.vocabulary import Post
from models.workflows.assignment import State
from models.workflows.illness_proof import State as ProofState
from tests import states
from tests.conftest import NOON
from tests.pictures import PDF, photo

DECLINE, RECUSE = 'form[action$="/decline"]', 'form[action$="/recuse"]'
PROOF, JUDGE = 'form[action$="/proof"]', 'form[action$="/proof/judge"]'


@pytest.fixture
def part(app):
    return states.issued(seats=1).seated[0]


@pytest.fixture
def expert(browser, part):
    return browser(part.expert.account.login)


def task(someone, part):
    return someone.open("assignment.show", assignment_id=part.id)


def certificate(content: bytes = PDF, name: str = "证明.pdf"):
    return BytesIO(content), name


def ill(expert, part, **more):
    return task(expert, part).submit(DECLINE, kind="illness", note="住院", **more)


def test_declining_for_illness_without_a_proof_says_until_when_it_is_owed(expert, part):
    page = ill(expert, part)
    assert "待补交证明" in page.text("#proof")
    assert "2026年6月4日" in page.text("#proof")
    assert "补交患病证明" in expert.open("desk.index").text("main")


def test_a_proof_can_come_with_the_answer(expert, part):
    page = ill(expert, part, proof=certificate(photo(), "证明.jpg"))
    assert "证明待审核" in page.text("#proof")
    assert part.proof.file.media_type == "image/jpeg"


def test_a_proof_that_is_none_is_refused_and_nothing_is_declined(expert, part):
    page = ill(expert, part, proof=certificate(b"MZ"))
    assert page.status == 422
    assert "证明.pdf" in page.refusals()[0]
    assert "住院" in page.text(f"{DECLINE} textarea")
    assert part.state is State.NOTIFIED


def test_a_proof_handed_in_later_is_judged_by_the_section_in_words(browser, expert, part):
    ill(expert, part).submit(PROOF, proof=certificate())
    section = browser(Post.SECTION)
    assert "审核患病证明" in section.open("desk.index").text("main")
    page = task(section, part)
    assert page.submit(JUDGE, action="refuse", note="").status == 422
    page = task(section, part).submit(JUDGE, action="refuse", note="没有医院印章")
    assert "证明未认可" in page.text("#proof")
    shown = task(expert, part).text("#proof")
    assert ("计入" in shown, "没有医院印章" in shown) == (True, True)
    task(expert, part).submit(PROOF, proof=certificate())
    task(section, part).submit(JUDGE, action="accept")
    assert part.proof.state is ProofState.ACCEPTED


def test_nothing_chosen_is_no_proof(expert, part):
    page = ill(expert, part).submit(PROOF)
    assert (page.status, page.refusals()) == (422, ["请选择诊断证明的照片或扫描件"])


def test_after_its_day_it_counts_and_the_page_says_so(expert, part):
    ill(expert, part)
    with clock.held_at(NOON + timedelta(days=4)):
        page = task(expert, part)
        assert "已过，本次计入" in page.text("#proof .warning")
        assert page.soup.select_one(PROOF) is None
        assert "补交患病证明" not in expert.open("desk.index").text("main")


@pytest.mark.parametrize("who", [Post.SECTION, Post.OFFICE])
def test_section_and_office_open_the_certificate_and_are_written_down(browser, expert, part, who):
    ill(expert, part, proof=certificate())
    reader = browser(who)
    assert "查看证明" in task(reader, part).text("#proof")
    file = reader.open("assignment.proof_file", assignment_id=part.id)
    assert file.response.data == PDF
    db.session.rollback()  # so that the test sees what the page did
    assert "illness_proof:read" in db.session.scalars(db.select(Event.kind)).all()


def test_the_own_certificate_is_opened_without_a_word(expert, part):
    ill(expert, part, proof=certificate())
    assert expert.open("assignment.proof_file", assignment_id=part.id).response.data == PDF
    assert "illness_proof:read" not in db.session.scalars(db.select(Event.kind)).all()


@pytest.mark.parametrize(
    ("who", "status"), [(Post.LEADER, 403), (Post.HR, 403), ("section_2", 404)]
)
def test_nobody_else_opens_it(browser, expert, part, who, status):
    ill(expert, part, proof=certificate())
    stranger = browser(who)
    assert stranger.open("assignment.proof_file", assignment_id=part.id).status == status


def test_the_page_of_a_reader_without_leave_links_no_certificate(browser, expert, part):
    ill(expert, part, proof=certificate())
    page = task(browser(Post.LEADER), part)
    assert "已提交" in page.text("#proof")
    assert page.soup.select("#proof a[href$='/file']") == []


def test_a_recusal_names_unit_and_relation_and_stands_among_the_declarations(expert, part):
    page = task(expert, part)
    assert page.soup.select_one(f"{RECUSE} input[name=unit]")["value"] == "虚构目标煤矿"
    page = page.submit(RECUSE, relation="relative", note="配偶在该矿任职")
    assert part.state is State.RECUSED
    assert "近亲属任职或持股：配偶在该矿任职" in expert.open("experts.own").text("main")


def test_a_recusal_that_says_nothing_is_refused_beside_its_fields(expert, part):
    page = task(expert, part).submit(RECUSE, unit="", note="")
    assert page.status == 422
    assert {"请填写单位名称", "请简要说明，如：配偶在该单位任职"} <= set(page.refusals())


def test_a_kind_that_is_not_offered_is_refused(expert, part):
    page = task(expert, part).submit(DECLINE, kind="recusal", note="亲属")
    assert page.status == 422
    assert part.state is State.NOTIFIED


def test_how_long_a_proof_is_owed_is_the_bureaus_to_set(expert, part):
    with unit_of_work():
        db.session.add(Setting(key=PROOF_DAYS.key, value=5))
    assert "5个工作日内可以补交" in task(expert, part).text(DECLINE)
    assert "2026年6月8日" in ill(expert, part).text("#proof")
