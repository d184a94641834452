"""专家申报: saved, handed in and taken back by several hands at the same moment."""

import pytest

from models.db import db, unit_of_work
from models.errors import NotPermitted, Refusal
from models.operations import applications
from models.operations.applications import Written
from models.operations.appointees import particulars_of_application
from models.rules.annex_2_commitments import COMMITMENTS, EDITION
from models.sealed import keyring
from models.tables import (
    Application,
    ApplicationEdition,
    Attachment,
    Event,
    Expert,
    Holding,
    Specialty,
    StoredFile,
)
from models.vocabulary import AttachmentKind, Channel, Grade, Post, Standing
from models.workflows.application import State
from tests.applications import application, entries, open_cycle
from tests.office import id_number
from tests.states import holder

ALL = frozenset(each.key for each in COMMITMENTS)


def ready(serial: int = 500, owner: str = "applicant", **other: str) -> Application:
    """A draft with everything in order."""
    made = application(serial, State.DRAFT, owner=owner, **other)
    with unit_of_work():
        made.number, made.edition, made.submitted_at = None, 0, None
        made.editions.clear()
        made.promises = dict.fromkeys(ALL, EDITION)
        for kind in (AttachmentKind.PHOTO, AttachmentKind.EDUCATION, AttachmentKind.TITLE):
            file = StoredFile(name=f"{kind.label}.jpg", media_type="image/jpeg", size=1,
                              path=f"{made.id}-{kind.value}")  # fmt: skip
            made.attachments.append(Attachment(kind=kind, file=file))
    return made


def submit(number: int, post: Post = Post.APPLICANT) -> None:
    made = db.session.get(Application, number)
    with unit_of_work():
        applications.submit(made, by=holder(post))


def save(number: int, seen: int, **other: str) -> None:
    made = db.session.get(Application, number)
    with unit_of_work():
        applications.save(made, Written(entries(500, **other), ALL), seen=seen, by=_applicant())


def _applicant() -> Holding:
    return holder(Post.APPLICANT)


def test_handing_in_gives_a_number_without_a_gap_and_keeps_an_edition(app):
    for serial in (500, 501, 502):
        submit(ready(serial).id)
    numbers = db.session.scalars(db.select(Application.number).order_by(Application.id))
    assert list(numbers) == ["S2026-001", "S2026-002", "S2026-003"]
    kept = db.session.scalars(db.select(ApplicationEdition)).first()
    assert (kept.number, kept.entries["name"], len(kept.files)) == (1, "申报500", 3)


def test_of_two_saves_at_the_same_moment_one_is_told(at_once):
    made = ready()
    number, seen = made.id, made.version
    refused = at_once(
        lambda: save(number, seen, title="高级工程师"), lambda: save(number, seen, title="教授")
    )
    assert len(refused) == 1
    assert db.session.get(Application, number).version == seen + 1


def test_handed_in_twice_at_the_same_moment_it_is_one_edition(at_once):
    number = ready().id
    refused = at_once(lambda: submit(number), lambda: submit(number))
    assert len(refused) == 1
    assert db.session.get(Application, number).edition == 1
    assert len(db.session.scalars(db.select(ApplicationEdition)).all()) == 1


def test_of_two_forms_for_one_person_at_the_same_moment_one_is_taken(at_once):
    first, second = ready(500).id, ready(500).id
    refused = at_once(lambda: submit(first), lambda: submit(second))
    assert len(refused) == 1
    assert "同一人不得重复申报" in refused[0]


def test_many_at_the_same_moment_get_numbers_without_gap_or_double(at_once):
    ids = [ready(500 + each).id for each in range(4)]
    assert at_once(*(lambda number=number: submit(number) for number in ids)) == []
    numbers = db.session.scalars(db.select(Application.number))
    assert sorted(numbers) == [f"S2026-00{each}" for each in range(1, 5)]


def test_whoever_left_the_roster_may_apply_again(app):
    expert = db.session.scalars(db.select(Expert).filter_by(code="ZZ0003")).one()
    made = ready(500, id_number=id_number(3))
    with pytest.raises(Refusal, match="已在专家名册中"):
        submit(made.id)
    with unit_of_work():
        expert.standing = Standing.ENDED
    submit(made.id)
    assert made.state is State.SUBMITTED


def test_a_specialty_given_up_since_is_refused(app):
    made = ready()
    with unit_of_work():
        code = made.specialty_codes[0]
        db.session.scalars(db.select(Specialty).filter_by(code=code)).one().is_active = False
    with pytest.raises(Refusal, match="请改选") as refused:
        submit(made.id)
    assert refused.value.field == "primary"


def test_only_who_fills_it_in_saves_it(person):
    made = ready()
    with pytest.raises(NotPermitted), unit_of_work():
        applications.save(made, Written({}, ALL), seen=made.version, by=person(Post.HR))


def test_typing_leaves_no_trace_in_the_register_and_no_personal_number_ever(app):
    made = ready()
    save(made.id, made.version)
    submit(made.id)
    events = list(db.session.scalars(db.select(Event)))
    assert [each.kind for each in events if each.kind.startswith("application:")] == [
        "application:submit"
    ]
    assert not any(id_number(500) in str(each.facts) for each in events)


def test_a_promise_of_an_older_text_is_asked_for_anew(app):
    made = ready()
    with unit_of_work():
        made.promises = {**made.promises, "ethics": "2020-1"}
    with pytest.raises(Refusal, match="“职业道德”还没有承诺"):
        submit(made.id)


def test_the_roster_takes_over_what_was_written(app):
    made = ready(second="A0101", fax="0356-0000012")
    written = particulars_of_application(made)
    assert (written.name, written.grade) == ("申报500", Grade.SENIOR)
    assert written.specialties == ("A0103", "A0101")
    assert (written.fax, written.postcode, written.years) == ("0356-0000012", "048000", 18)
    assert keyring().lookup(written.id_number.text) == made.id_number_lookup


def test_a_form_is_begun_by_the_channels_of_ones_post_only(person):
    cycle = open_cycle()
    with pytest.raises(Refusal, match="请选择申报方式"), unit_of_work():
        applications.start(cycle, Channel.UNIT, by=person(Post.APPLICANT))
