"""患病证明: what is owed, handed in, judged, and what counts."""

from datetime import date, datetime, timedelta

import pytest

from models import clock
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import assignments, illness_proofs
from models.operations.files import Upload
from models.operations.illness_proofs import hand_in, judge, keep_sealed, let_lapse
from models.queries import declines
from models.settings import DECLINE_LIMIT
from models.tables import Event, Interest, Notice, Setting
from models.vocabulary import DeclineKind, InterestKind, Post
from models.workflows.illness_proof import Action, State
from tests import states
from tests.conftest import NOON
from tests.pictures import PDF, photo
from tests.states import acting_for, held_by, holder

pytestmark = pytest.mark.usefixtures("app")
A_DAY = timedelta(days=1)


def ill(*, proof=None):
    """An expert too ill to come; ``proof``: kept already."""
    part = states.issued(seats=1).seated[0]
    with unit_of_work():
        by = acting_for(part)
        assignments.decline(part, DeclineKind.ILLNESS, note="住院", by=by, proof=proof)
    return part


def counted(part, after: timedelta = timedelta()) -> int:
    with clock.held_at(NOON + after):
        db.session.expire_all()
        return len(declines.counted(db.session(), part.expert, clock.today()))


def brought(part, folder, after: timedelta = A_DAY):
    """The certificate, handed in the day after."""
    with clock.held_at(NOON + after), unit_of_work():
        by = acting_for(part)
        hand_in(part.proof, keep_sealed(Upload("证明.pdf", PDF), folder, by=by), by=by)
    return part.proof


def said_no(proof, at: datetime = NOON + 2 * A_DAY):
    with clock.held_at(at), unit_of_work():
        judge(proof, Action.REFUSE, by=holder(Post.SECTION), note="没有医院印章，请补")
    return proof


def test_the_proof_of_an_illness_is_owed_within_three_working_days():
    proof = ill().proof
    assert (proof.state, proof.due_on) == (State.AWAITED, date(2026, 6, 4))


@pytest.mark.parametrize(("days", "counts"), [(0, 0), (3, 0), (4, 1)])
def test_an_illness_counts_once_the_days_for_its_proof_are_over(days, counts):
    assert counted(ill(), days * A_DAY) == counts


def test_a_proof_that_waits_to_be_judged_keeps_it_from_counting(tmp_path):
    part = ill()
    brought(part, tmp_path)
    assert counted(part, 30 * A_DAY) == 0


def test_a_proof_accepted_does_not_count(tmp_path):
    part = ill()
    proof = brought(part, tmp_path)
    with unit_of_work():
        judge(proof, Action.ACCEPT, by=holder(Post.SECTION))
    assert (proof.state, counted(part, 30 * A_DAY)) == (State.ACCEPTED, 0)


def test_a_proof_refused_counts_and_a_better_one_may_come_within_a_new_term(tmp_path):
    part = ill()
    proof = said_no(brought(part, tmp_path))
    assert (proof.due_on, counted(part, 2 * A_DAY)) == (date(2026, 6, 8), 1)
    with clock.held_at(NOON + 3 * A_DAY), unit_of_work():
        by = acting_for(part)
        hand_in(proof, keep_sealed(Upload("证明.pdf", PDF), tmp_path, by=by), by=by)
    assert counted(part, 3 * A_DAY) == 0


def test_a_proof_is_refused_in_words_only(tmp_path):
    proof = brought(ill(), tmp_path)
    with pytest.raises(Refusal, match="必须写明理由"), unit_of_work():
        judge(proof, Action.REFUSE, by=holder(Post.SECTION))


@pytest.mark.parametrize("who", ["expert", "section_2", Post.OFFICE.value])
def test_only_the_section_that_used_the_expert_judges(tmp_path, who):
    proof = brought(ill(), tmp_path)
    with pytest.raises(Refusal), unit_of_work():
        judge(proof, Action.ACCEPT, by=held_by(who))


def test_a_proof_that_comes_too_late_is_refused_in_words(tmp_path):
    part = ill()
    with pytest.raises(Refusal, match="6月4日）已过，本次已计入") as refusal:
        brought(part, tmp_path, 4 * A_DAY)
    assert (refusal.value.article, refusal.value.field) == (18, "proof")


def test_what_is_kept_of_a_certificate_is_sealed(tmp_path):
    with unit_of_work():
        stored = keep_sealed(Upload("证明.jpg", photo()), tmp_path, by=holder(Post.SECTION))
    assert b"JFIF" not in (tmp_path / stored.path).read_bytes()


@pytest.mark.parametrize("content", [photo()[:900], b"MZ", b""])
def test_a_certificate_that_cannot_be_read_is_refused(tmp_path, content):
    with pytest.raises(Refusal) as refusal, unit_of_work():
        keep_sealed(Upload("证明.jpg", content), tmp_path, by=holder(Post.SECTION))
    assert refusal.value.field == "proof"


def test_a_term_that_is_over_is_told_once():
    part = ill()
    account_id = part.expert.account_id
    with clock.held_at(NOON + 4 * A_DAY):
        assert [lapse(), lapse()] == [1, 0]
    told = db.session.scalars(db.select(Notice.text).where(Notice.account_id == account_id))
    assert [text for text in told if "逾期未交" in text]


def lapse() -> int:
    with unit_of_work():
        return let_lapse(clock.today())


def test_the_last_that_counts_by_lapsing_is_told_to_the_office():
    with unit_of_work():
        db.session.add(Setting(key=DECLINE_LIMIT.key, value=1))
    expert = ill().expert
    assert not proposals(expert)
    with clock.held_at(NOON + 4 * A_DAY):
        lapse()
    assert len(proposals(expert)) == 1


def proposals(expert) -> list[str]:
    told = db.session.scalars(db.select(Notice.text).where(Notice.text.contains("请研究是否解聘")))
    return [text for text in told if expert.code in text]


def test_whoever_opens_anothers_certificate_is_written_down(tmp_path):
    proof = brought(ill(), tmp_path)
    with unit_of_work():
        illness_proofs.record_reading(proof, by=holder(Post.SECTION))
    kinds = db.session.scalars(
        db.select(Event.kind).where(Event.subject == f"illness_proof:{proof.id}")
    )
    assert "illness_proof:read" in set(kinds)


def test_a_recusal_becomes_a_declared_interest_at_once_and_does_not_count():
    part = states.issued(seats=1).seated[0]
    with unit_of_work():
        assignments.recuse(
            part, unit="虚构目标煤矿", relation=InterestKind.RELATIVE, note="配偶在该矿任职",
            by=acting_for(part),
        )  # fmt: skip
    [interest] = db.session.scalars(db.select(Interest))
    assert (interest.unit.name, interest.kind) == ("虚构目标煤矿", InterestKind.RELATIVE)
    assert counted(part) == 0


def test_an_interest_declared_before_is_not_declared_twice():
    part = states.issued(seats=1).seated[0]
    by = acting_for(part)
    said = {"unit": "虚构目标煤矿", "note": "配偶在该矿任职"}
    with unit_of_work():
        assignments.declare_interest(part.expert, kind=InterestKind.RELATIVE, by=by, **said)
    with unit_of_work():
        assignments.recuse(part, relation=InterestKind.RELATIVE, by=by, **said)
    assert len(part.expert.interests) == 1


def test_a_recusal_without_a_unit_is_refused_and_nothing_is_kept():
    part = states.issued(seats=1).seated[0]
    with pytest.raises(Refusal, match="请填写单位名称"), unit_of_work():
        assignments.recuse(
            part, unit=" ", relation=InterestKind.OTHER, note="有", by=acting_for(part)
        )
    assert part.decline_kind is None


def test_a_recusal_is_not_passed_off_as_a_decline():
    part = states.issued(seats=1).seated[0]
    with pytest.raises(Refusal, match="应当回避"), unit_of_work():
        assignments.decline(part, DeclineKind.RECUSAL, note="亲属", by=acting_for(part))
