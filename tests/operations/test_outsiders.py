"""库外专家: entered for one dispatch, on paper, and on no list of the roster (Art. 11(1)3)."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import chain

import openpyxl
import pytest

from models import clock
from models.db import db, unit_of_work
from models.errors import NotPermitted, Refusal
from models.operations import accounts, assignments, on_paper, outsiders, preparing, roster
from models.operations.annex_3_sheet import annex_3_workbook
from models.operations.draws import request_for
from models.queries import bulletin, certificates, elections, meetings, pool, reviews
from models.queries import roster as rosters
from models.queries.search import experts as found_by
from models.rules.gb_11643 import IdNumber
from models.tables import Expert, Notice
from models.vocabulary import DeclineKind, Post, SelectionWay, Standing
from models.workflows.assignment import State as PartState
from tests import states, variants
from tests.office import SPECIALTY, id_number
from tests.operations.test_roster import SOMEBODY

O = SelectionWay.OFF_ROSTER  # noqa: E741


@pytest.fixture
def dispatch(app):
    return states.reserved(seats=1, way=O, way_reason="库内没有该方向的专家")


def test_the_section_enters_a_person_with_a_proved_senior_title(dispatch):
    outsider = variants.enter(dispatch, variants.person())
    who = outsider.expert
    assert (who.standing, who.name, who.title) == (
        Standing.OFF_ROSTER,
        "库外01",
        "教授级高级工程师",
    )
    assert (who.account_id, who.certificate_no, who.specialties) == (None, None, [])
    assert outsider.proof.name == "职称证书.pdf"


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"title": "工程师（中级）"}, "title"),
        ({"title": "注册安全工程师"}, "title"),
        ({"reason": " "}, "reason"),
        ({"employer": ""}, "employer"),
        ({"mobile": "0356-1"}, "mobile"),
    ],
)
def test_what_is_wrong_is_refused_beside_its_field_with_the_article(dispatch, other, field):
    with pytest.raises(Refusal) as refused:
        variants.enter(dispatch, variants.person(**other))
    assert (refused.value.article, refused.value.field) == (11, field)
    assert not db.session.scalars(db.select(Expert).filter_by(standing=Standing.OFF_ROSTER)).all()


def test_without_the_proof_nobody_comes_from_outside(dispatch):
    with pytest.raises(Refusal, match="请上传高级职称的证明材料"), unit_of_work():
        outsiders.engage(
            dispatch, variants.person(), proof=None, folder=variants.folder(),
            by=states.holder(Post.SECTION),
        )  # fmt: skip


def test_a_file_that_is_not_what_it_says_is_no_proof(dispatch):
    fake = variants.Upload("职称证书.pdf", b"MZ not a paper")
    with pytest.raises(Refusal, match="不是可用的文件"):
        variants.enter(dispatch, variants.person(), fake)


@pytest.mark.parametrize("standing", [Standing.ACTIVE, Standing.SUSPENDED, Standing.ENDED])
def test_nobody_of_the_roster_past_or_present_comes_from_outside(dispatch, standing):
    known = variants.expert("ZZ0003")
    with unit_of_work():
        known.standing = standing
    somebody = replace(variants.person(), id_number=IdNumber.parse(id_number(3)))
    with pytest.raises(Refusal) as refused:
        variants.enter(dispatch, somebody)
    assert (refused.value.article, refused.value.field) == (11, "id_number")


def test_the_same_person_comes_again_for_another_dispatch_and_not_twice_for_one(dispatch):
    first = variants.enter(dispatch, variants.person())
    with pytest.raises(Refusal, match="已在本派遣单登记"):
        variants.enter(dispatch, variants.person())
    other = states.reserved(seats=1, way=O, way_reason="库内没有")
    again = variants.enter(other, variants.person(employer="虚构研究院"))
    assert again.expert is first.expert
    assert (first.employer, again.employer) == ("虚构大学1", "虚构研究院")
    with pytest.raises(Refusal, match="此前登记为库外01"):
        variants.enter(
            states.reserved(seats=1, way=O, way_reason="库内没有"),
            variants.person(name="另一人"),
        )


def test_only_a_dispatch_that_says_so_takes_people_from_outside(app):
    with pytest.raises(Refusal, match="不能登记库外专家"):
        variants.enter(states.reserved(seats=1), variants.person())


@pytest.mark.parametrize("who", [Post.OFFICE, Post.DEPUTY, "section_2"])
def test_nobody_else_enters_or_strikes(dispatch, person, who):
    outsider = variants.enter(dispatch, variants.person())
    with pytest.raises(NotPermitted), unit_of_work():
        outsiders.strike(outsider, by=person(who))


def test_an_entry_made_by_mistake_is_struck(dispatch):
    outsider = variants.enter(dispatch, variants.person())
    with unit_of_work():
        outsiders.strike(outsider, by=states.holder(Post.SECTION))
    assert dispatch.outsiders == []


def _names_in_the_workbook():
    content = annex_3_workbook(db.session(), rosters.Filter(), is_whole=False)
    book = openpyxl.load_workbook(BytesIO(content))
    return {str(cell.value) for cell in chain.from_iterable(book.active.iter_rows())}


LISTS = {
    "the roster": lambda: {e.name for e in db.session.scalars(rosters.listed(rosters.Filter()))},
    "its export": _names_in_the_workbook,
    "the search": lambda: {e.name for e in db.session.scalars(found_by("库外"))},
    "the bulletin": lambda: {
        e.name for e in db.session.scalars(bulletin.in_force(SPECIALTY[:3], clock.today()))
    },
    "a review": lambda: {
        name
        for each in reviews.ties(db.session(), date(2026, 1, 1))
        for name in db.session.scalars(db.select(Expert.name).filter_by(id=each.expert))
    },
    "certificates": lambda: {
        e.name for e in certificates.experts_without(db.session(), clock.today())
    },
    "an election": lambda: {e.name for e in elections.members(db.session(), SPECIALTY[:3])},
    "a plenary": lambda: {e.name for e in meetings.serving(db.session())},
}


@pytest.mark.parametrize("where", sorted(LISTS))
def test_nobody_from_outside_stands_on_a_list_of_the_roster(app, where):
    variants.reported(O)
    assert "库外01" not in LISTS[where]()


def test_nobody_from_outside_is_counted_or_drawn(app):
    before = rosters.persons(db.session())
    variants.issued(O)
    assert rosters.persons(db.session()) == before
    dispatch = states.reserved(seats=1)
    request = request_for(dispatch, "C", 1, 0)
    outside = db.session.scalars(db.select(Expert).filter_by(standing=Standing.OFF_ROSTER)).one()
    codes = {row.expert for row in (*request.pool, *request.excluded)}
    assert outside.code not in codes
    assert outside.id not in {row.id for row in pool.roster(db.session(), dispatch)}


def test_nobody_from_outside_gets_an_account_or_a_standing_on_the_roster(app, person):
    variants.issued(O)
    outside = db.session.scalars(db.select(Expert).filter_by(standing=Standing.OFF_ROSTER)).one()
    account = person(Post.APPLICANT).account
    with pytest.raises(Refusal, match="名册上没有这个编号"), unit_of_work():
        accounts.link_expert(account, outside.code, by=person(Post.SYSADMIN))
    with pytest.raises(Refusal, match="库外专家不在名册上"), unit_of_work():
        roster.change_standing(outside, Standing.ACTIVE, reason="转入", by=person(Post.OFFICE))


def test_declining_is_held_against_nobody_who_was_never_appointed(app):
    dispatch = variants.issued(O)
    for _ in range(4):
        [part] = dispatch.seated
        with unit_of_work():
            assignments.decline(part, DeclineKind.BUSY, note="有课", by=states.holder(Post.SECTION))
        dispatch = states.step(
            states.step(
                variants.name(_again(), part.expert.code), "endorse", Post.SECTION_HEAD
            ),
            "sign", Post.DEPUTY,
        )  # fmt: skip
    texts = [notice.text for notice in db.session.scalars(db.select(Notice))]
    assert not [text for text in texts if "请研究是否解聘" in text]


def _again():
    dispatch = states.reserved(seats=1, way=O, way_reason="库内没有")
    variants.enter(dispatch, variants.person())
    return dispatch


def test_whoever_is_appointed_later_keeps_the_row(app, person):
    dispatch = variants.reported(O)
    outside = dispatch.seated[0].expert
    written = replace(SOMEBODY, name=outside.name, id_number=IdNumber.parse(outside.id_number))
    with unit_of_work():
        expert = roster.enroll(written, by=person(Post.OFFICE))
    assert (expert is outside, expert.standing) == (True, Standing.ACTIVE)
    assert expert.specialty_codes == SOMEBODY.specialties


def test_each_step_is_entered_with_the_paper_and_not_without(app):
    dispatch = variants.issued(O)
    [part] = dispatch.seated
    by = states.holder(Post.SECTION)
    with pytest.raises(Refusal, match="请上传本人签字的任务回执扫描件"), unit_of_work():
        assignments.accept(part, by=by)
    with pytest.raises(Refusal, match="任务回执"), unit_of_work():
        on_paper.record(part, None, folder=variants.folder(), by=by)
    variants.accept(part)
    with pytest.raises(NotPermitted), unit_of_work():
        preparing.acknowledge(part, preparing.parts_told(part), by=by)
    with pytest.raises(Refusal, match="廉政与保密告知书"), unit_of_work():
        on_paper.record(part, None, folder=variants.folder(), by=by)
    variants.brief(part)
    assert part.state is PartState.BRIEFED
    assert [paper.what for paper in part.papers] == ["任务回执", "廉政与保密告知书"]
    assert part.briefings


def test_a_report_on_paper_needs_its_scan_and_says_something(app):
    dispatch = variants.left(O)
    [part] = dispatch.seated
    by = states.holder(Post.SECTION)
    with clock.held_at(states.REPORTED):
        with pytest.raises(Refusal, match="书面报告扫描件"), unit_of_work():
            on_paper.record(part, None, folder=variants.folder(), by=by, content=variants.REPORT)
        with pytest.raises(Refusal, match="不少于20字"):
            variants.on_a_paper(part, content="好")
        variants.report(part)
    assert part.report
    assert part.report.content == variants.REPORT


def test_papers_are_for_those_who_cannot_sign_in(app):
    dispatch = states.issued(seats=1)
    with pytest.raises(Refusal, match="不需要代录"):
        variants.on_a_paper(dispatch.seated[0])
