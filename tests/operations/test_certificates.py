"""聘书: numbers without gaps, what is true on the day of issue, and what becomes of one."""

from datetime import UTC, date, datetime

import pytest

from models import clock
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import certificates
from models.operations.roster import change_standing
from models.queries.certificates import in_force
from models.tables import Certificate, Event, Expert, Unit
from models.vocabulary import Post, RevocationGround, Standing, Validity
from models.workflows.certificate import State
from tests.office import EXPERTS

DOCUMENT = "泽应急总指办发〔2026〕5号"
NEXT_YEAR = datetime(2027, 1, 4, 1, 0, tzinfo=UTC)
LOST = RevocationGround.LOST


@pytest.fixture
def office(person):
    return person(Post.OFFICE)


@pytest.fixture
def expert(app):
    return db.session.get(Expert, 1)


@pytest.fixture
def issued(office, expert):
    with unit_of_work():
        return certificates.issue(expert, document=DOCUMENT, by=office)


def everyone(office):
    with unit_of_work():
        return certificates.issue_all(document=DOCUMENT, by=office)


def revoke(certificate, office, reason="本人声明遗失"):
    with unit_of_work():
        certificates.revoke(certificate, LOST, reason=reason, by=office)


def last_event():
    return db.session.scalars(db.select(Event).order_by(Event.number.desc())).first()


def test_it_keeps_what_is_true_on_the_day_and_becomes_the_experts_number(issued, expert):
    assert issued.number == expert.certificate_no == "泽应急专聘〔2026〕1号"
    assert (issued.name, issued.employer) == ("专家01", "虚构矿业1公司")
    assert (issued.valid_from, issued.valid_until) == (date(2025, 1, 1), date(2028, 10, 20))
    assert (issued.issued_on, issued.specialties) == (date(2026, 6, 1), ["通风与防灭火"])
    assert (last_event().kind, last_event().article) == ("certificate:issue", 6)


def test_an_imported_number_stays_readable_beside_the_new_one(issued, office):
    assert issued.former_number == "聘0001"
    with unit_of_work():
        again = certificates.reissue(issued, reason="换单位", document=DOCUMENT, by=office)
    assert again.former_number == ""


def test_everybody_appointed_without_one_gets_one_in_the_order_of_the_roster(issued, office):
    with unit_of_work():
        db.session.get(Expert, 2).standing = Standing.SUSPENDED
        db.session.get(Expert, 3).appointed_until = date(2026, 5, 31)
    made = everyone(office)
    assert [each.serial for each in made] == list(range(2, EXPERTS - 1))
    assert [each.expert_id for each in made] == list(range(4, EXPERTS + 1))
    with pytest.raises(Refusal, match="都已有聘书"):
        everyone(office)


def test_each_year_has_a_series_of_its_own(issued, office):
    with clock.held_at(NEXT_YEAR):
        assert everyone(office)[0].number == "泽应急专聘〔2027〕1号"


def test_a_number_typed_by_hand_stands_in_the_way_and_is_named(office):
    with unit_of_work():
        db.session.get(Expert, 9).certificate_no = "泽应急专聘〔2026〕3号"
    with pytest.raises(Refusal, match="3号已登记在ZZ0009 专家09名下"):
        everyone(office)
    assert not db.session.query(Certificate).count()


def test_nobody_holds_two(issued, office, expert):
    with pytest.raises(Refusal, match="已有聘书泽应急专聘〔2026〕1号"), unit_of_work():
        certificates.issue(expert, document=DOCUMENT, by=office)


def test_without_a_document_there_is_none(office, expert):
    with pytest.raises(Refusal) as refusal, unit_of_work():
        certificates.issue(expert, document=" ", by=office)
    assert refusal.value.field == "document"


def test_a_reissue_keeps_the_old_one_as_it_was_and_says_why(issued, office, expert):
    with unit_of_work():
        expert.employer = Unit(name="虚构新单位")
    with unit_of_work():
        made = certificates.reissue(issued, reason="工作单位变动", document=DOCUMENT, by=office)
    assert (issued.state, issued.employer) == (State.REPLACED, "虚构矿业1公司")
    assert (issued.reason, issued.ended_on) == ("工作单位变动", date(2026, 6, 1))
    assert (made.employer, made.number) == ("虚构新单位", expert.certificate_no)
    assert issued.replaced_by is made


def test_revoking_leaves_the_expert_as_they_are(issued, office, expert):
    revoke(issued, office)
    assert (issued.state, issued.ground) == (State.REVOKED, LOST)
    assert expert.standing is Standing.ACTIVE
    assert last_event().facts["ground"] == "lost"
    with pytest.raises(Refusal, match="现在是“已撤销”，不能撤销聘书"):
        revoke(issued, office)


def test_to_revoke_or_replace_needs_a_reason(issued, office):
    with pytest.raises(Refusal, match="撤销聘书必须写明理由"):
        revoke(issued, office, reason=" ")
    with pytest.raises(Refusal, match="换发聘书必须写明理由"), unit_of_work():
        certificates.reissue(issued, reason="", document=DOCUMENT, by=office)


def test_only_the_office_revokes(issued, person):
    with pytest.raises(Refusal, match="无权颁发、换发、撤销聘书"):
        revoke(issued, person(Post.HR))


def test_whoever_leaves_the_roster_loses_the_certificate(issued, office, expert):
    with unit_of_work():
        change_standing(expert, Standing.ENDED, reason="本人申请退出", by=office)
    assert (issued.state, issued.ground) == (State.REVOKED, RevocationGround.LEFT)
    assert issued.reason == "本人申请退出"
    assert in_force(db.session(), expert) is None


def test_whoever_is_suspended_keeps_it(issued, office, expert):
    with unit_of_work():
        change_standing(expert, Standing.SUSPENDED, reason="住院治疗", by=office)
    assert issued.state is State.IN_FORCE


def test_it_holds_good_until_its_last_day_or_until_it_is_revoked(issued, office):
    assert issued.validity(date(2028, 10, 20)) is Validity.IN_FORCE
    assert issued.validity(date(2028, 10, 21)) is Validity.EXPIRED
    revoke(issued, office)
    assert issued.validity(date(2028, 10, 21)) is Validity.REVOKED


def test_codes_are_long_and_no_two_are_alike(office):
    codes = {each.code for each in everyone(office)}
    assert (len(codes), min(map(len, codes))) == (EXPERTS, 24)
