"""专家名册: entering, changing, suspending, ending."""

from dataclasses import replace
from datetime import date

import pytest

from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import declarations
from models.operations.particulars import Particulars, particulars_of
from models.operations.roster import amend, change_standing, enroll, next_code
from models.queries import roster
from models.rules.gb_11643 import IdNumber
from models.tables import Event, Expert, Interest, Notice, Setting, Unit
from models.vocabulary import Grade, InterestKind, Post, Sex, Standing
from tests import rosters, states

SOMEBODY = Particulars(
    name="单柏川",
    id_number=IdNumber(rosters.id_number(date(1975, 3, 4), 12)),
    mobile="19900000001",
    employer="泽北(煤业)有限公司",
    specialties=("A0103", "A0104"),
    grade=Grade.SENIOR,
)


@pytest.fixture
def office(person):
    return person(Post.OFFICE)


@pytest.fixture
def somebody(office):
    with unit_of_work():
        return enroll(SOMEBODY, by=office)


def set_parameter(key, value):
    with unit_of_work():
        db.session.add(Setting(key=key, value=value))


def refused(written, office):
    with pytest.raises(Refusal) as refusal, unit_of_work():
        enroll(written, by=office)
    return refusal.value


def last_event():
    return db.session.scalars(db.select(Event).order_by(Event.number.desc())).first()


def test_a_new_expert_gets_the_next_code_and_what_follows_from_the_id_number(somebody):
    assert (somebody.code, somebody.sex, somebody.birth_date) == (
        "ZZ0013",
        Sex.FEMALE,
        date(1975, 3, 4),
    )
    assert (somebody.name_key, somebody.name_initials) == ("shanbaichuan", "sbc")
    assert (somebody.appointed_from, somebody.appointed_until) == (
        date(2026, 6, 1),
        date(2028, 10, 20),
    )
    assert [held.name for held in somebody.specialties] == [
        "通风与防灭火",
        "瓦斯防治与抽采(含煤层气)",
    ]
    assert (last_event().kind, last_event().facts) == ("expert:enroll", {"code": "ZZ0013"})


def test_codes_go_on_past_four_digits(somebody):
    with unit_of_work():
        db.session.get(Expert, somebody.id).code = "ZZ9999"
    assert next_code() == "ZZ10000"


def test_a_unit_is_the_same_unit_in_full_width_and_half_width_signs(somebody, office):
    assert somebody.employer.name == "泽北（煤业）有限公司"
    with unit_of_work():
        amend(somebody, replace(SOMEBODY, employer=" 泽北（煤业）有限公司"), by=office)
    assert db.session.query(Unit).filter(Unit.name.contains("煤业")).count() == 1
    assert last_event().kind == "expert:enroll", "nothing was changed"


TWIN = IdNumber(rosters.id_number(date(1980, 1, 1), 7))
TWICE = ("A0103", "A0103")
EARLY = date(2025, 1, 1)
WRONG = {
    "这个身份证号已登记为ZZ0013 单柏川": ({"id_number": SOMEBODY.id_number}, "id_number", 5),
    "这个聘书号已发给ZZ0001 专家01": ({"certificate_no": "聘0001"}, "certificate_no", 6),
    "移动电话应为一个以1开头的11位手机号": ({"mobile": "0356"}, "mobile", None),
    "聘任止（2025-01-01）早于聘任起（2026-06-01）": (
        {"appointed_until": EARLY}, "appointed_until", 6,
    ),
    "同一个专业选了两次，请改选或留空": ({"specialties": TWICE}, "second", 4),
    "专业应为1至3个": ({"specialties": ()}, "primary", 4),
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "case"), WRONG.items())
def test_what_is_wrong_is_refused_beside_its_field(sentence, case, somebody, office):
    changes, field, article = case
    refusal = refused(replace(SOMEBODY, **({"id_number": TWIN} | changes)), office)
    assert (refusal.message, refusal.field, refusal.article) == (sentence, field, article)
    assert roster.persons(db.session()) == 13


def test_over_65_only_with_a_ground(office):
    old = replace(SOMEBODY, id_number=IdNumber(rosters.id_number(date(1960, 6, 1), 1)))
    refusal = refused(old, office)
    assert refusal.message == "聘任之日已满66周岁，超过65周岁；放宽的，请写明依据"
    assert (refusal.field, refusal.article) == ("age_relaxation", 5)
    with unit_of_work():
        expert = enroll(replace(old, age_relaxation="成果获市应急管理局认可"), by=office)
    assert expert.age_relaxation


def test_the_roster_holds_no_more_than_its_cap_and_those_who_left_do_not_count(office, somebody):
    set_parameter("roster_cap", 13)
    other = replace(SOMEBODY, id_number=TWIN)
    assert refused(other, office).message == "入库后共14人，超过13人的上限，请先减少1人"
    with unit_of_work():
        change_standing(somebody, Standing.ENDED, reason="本人提出", by=office)
    with unit_of_work():
        enroll(other, by=office)
    with pytest.raises(Refusal, match="超过13人的上限"), unit_of_work():
        change_standing(somebody, Standing.ACTIVE, reason="重新聘任", by=office)


def test_an_edit_registers_what_was_changed_but_not_the_numbers(office, somebody):
    with unit_of_work():
        amend(somebody, replace(SOMEBODY, mobile="19900000002", title="教授"), by=office)
    assert last_event().facts == {"changed": ["移动电话", "职务职称"]}


def test_specialties_may_change_places_and_the_version_moves_on(office, somebody):
    before = somebody.version
    with unit_of_work():
        amend(somebody, replace(SOMEBODY, specialties=("A0104", "A0103")), by=office)
    assert somebody.specialty_codes == ("A0104", "A0103")
    assert somebody.version > before


def test_a_specialty_keeps_the_name_it_was_given_with(office, somebody):
    with unit_of_work():
        db.session.execute(db.text("UPDATE specialty SET name = '新名' WHERE code = 'A0103'"))
        amend(somebody, replace(SOMEBODY, specialties=("A0103",)), by=office)
    assert [held.name for held in somebody.specialties] == ["通风与防灭火"]


def test_a_page_left_open_while_another_changed_the_expert_is_refused(office, somebody):
    with pytest.raises(Refusal, match="已被他人修改"), unit_of_work():
        amend(somebody, SOMEBODY, seen=somebody.version - 1, by=office)


def test_a_change_of_standing_needs_a_reason_and_says_both_ends(office, somebody):
    with pytest.raises(Refusal, match="理由"), unit_of_work():
        change_standing(somebody, Standing.SUSPENDED, reason=" ", by=office)
    with pytest.raises(Refusal, match="已经是“在聘”"), unit_of_work():
        change_standing(somebody, Standing.ACTIVE, reason="复岗", by=office)
    with unit_of_work():
        change_standing(somebody, Standing.SUSPENDED, reason="住院治疗", by=office)
    assert last_event().facts == {"before": "active", "after": "suspended", "reason": "住院治疗"}


def test_a_repr_never_shows_a_number(somebody):
    shown = repr(particulars_of(somebody))
    assert SOMEBODY.mobile not in shown
    assert SOMEBODY.id_number.text not in shown


def test_what_is_declared_is_registered_and_may_be_taken_back(office, somebody):
    with unit_of_work():
        declarations.declare_interest(
            somebody, unit="泽北化工厂", kind=InterestKind.RELATIVE, note="配偶", by=office
        )
    [interest] = somebody.interests
    assert (interest.unit.name, last_event().article) == ("泽北化工厂", 9)
    with unit_of_work():
        declarations.withdraw(somebody, interest, by=office)
    assert last_event().label == "撤回申报：近亲属任职或持股，泽北化工厂"
    assert not db.session.query(Interest).count()


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (date(2026, 7, 2), date(2026, 7, 1), "结束日期早于开始日期"),
        (date(2026, 5, 1), date(2026, 5, 31), "这段时间已经过去"),
    ],
)
def test_an_absence_must_run_forward_and_lie_ahead(first, last, sentence, office, somebody):
    with pytest.raises(Refusal, match=sentence) as refusal, unit_of_work():
        declarations.declare_absence(somebody, first_day=first, last_day=last, note="", by=office)
    assert refusal.value.field == "last_day"


def test_an_employer_is_former_only_once_left(office, somebody):
    with pytest.raises(Refusal, match="离任日期还没有到"), unit_of_work():
        declarations.declare_former_employer(
            somebody, unit="泽北化工厂", left_on=date(2026, 6, 2), by=office
        )


@pytest.mark.parametrize("standing", [Standing.SUSPENDED, Standing.ENDED])
def test_the_section_that_sent_an_expert_is_told_when_they_can_be_used_no_more(office, standing):
    dispatch = states.issued()
    expert = dispatch.seated[0].expert
    with unit_of_work():
        change_standing(expert, standing, reason="本人申请", by=office)
    told = db.session.scalars(db.select(Notice).where(Notice.text.startswith(expert.name))).all()
    assert {each.matter for each in told} == {dispatch.matter}
    assert states.holder(Post.SECTION).account_id in {each.account_id for each in told}


def test_whom_a_draw_named_in_secret_is_not_told_by_a_notice(office):
    dispatch = states.drawn()
    expert = dispatch.seated[0].expert
    with unit_of_work():
        change_standing(expert, Standing.SUSPENDED, reason="本人申请", by=office)
    assert not db.session.scalars(db.select(Notice).where(Notice.text.contains(expert.name))).all()
