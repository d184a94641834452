"""审签: what is signed, with whose key, and how every later change shows."""

import pytest

from models import pens
from models.db import db, unit_of_work
from models.errors import NotPermitted, Refusal
from models.operations import accounts, ink, key_resets, signing_keys
from models.operations.files import Upload
from models.pens import Pen
from models.queries import signatures
from models.rules.expert_draw_bytes import canonical, sm3
from models.tables import Event, KeyReset, Section, Signature, SigningKey, StoredFile
from models.vocabulary import Post
from models.vocabulary import SignatureStanding as Standing
from models.workflows.dispatch import Action
from models.workflows.key_reset import Action as ResetAction
from models.workflows.key_reset import State as ResetState
from tests import states
from tests.office import PASSWORD, admitted
from tests.states import holder

NEW = "Another-2026"
PDF = b"%PDF-1.7 signed in ink"


def given(dispatch) -> list[signatures.Verified]:
    db.session.rollback()
    return signatures.of_matter(db.session(), dispatch.matter)


def standing(dispatch) -> list[Standing]:
    return [each.standing for each in given(dispatch)]


def by_hand(statement: str, **values) -> None:
    """Somebody at the database itself."""
    with db.engine.begin() as connection:
        connection.execute(db.text(statement), values)


def reset(login: str) -> KeyReset:
    with unit_of_work():
        return key_resets.ask(
            states.held_by(login).account, "本人当面提出", by=holder(Post.SYSADMIN)
        )


def confirmed(login: str) -> KeyReset:
    asked = reset(login)
    with unit_of_work():
        key_resets.take(asked, ResetAction.CONFIRM, by=holder(Post.SECADMIN))
    return asked


def test_an_approval_is_signed_with_the_signers_key_over_all_that_it_says(app):
    dispatch = states.issued()
    [each] = given(dispatch)
    signature = each.signature
    assert each.standing is Standing.HOLDS
    assert signature.facts["signer"] == holder(Post.DEPUTY).account.name
    assert signature.document == dispatch.document()
    assert pens.is_signed(signature.record, signature.seal, signature.key.public)
    event = db.session.scalars(db.select(Event).filter_by(kind="dispatch:sign")).one()
    assert event.facts["record"] == sm3(signature.record).hex()


def test_nobody_signs_whose_pen_was_not_taken_up(app):
    dispatch = states.endorsed()
    with pens.own_hands(), pytest.raises(Refusal, match="签名密钥没有解锁"):
        states.step(dispatch, Action.SIGN, Post.DEPUTY)
    assert given(dispatch) == []


def test_nobody_signs_with_anothers_pen(app):
    dispatch = states.endorsed()
    with pens.own_hands():
        pens.take_up(Pen.new())
        with pytest.raises(Refusal, match="签名密钥没有解锁"):
            states.step(dispatch, Action.SIGN, Post.DEPUTY)


def test_what_is_changed_by_a_registered_act_is_shown_as_moved_on(app):
    dispatch = states.issued()
    states.put_off(dispatch)
    first, change = given(dispatch)
    assert (first.standing, change.standing) == (Standing.MOVED_ON, Standing.HOLDS)
    assert first.now["period"] != first.signature.document["period"]


def test_acts_that_change_nothing_of_the_document_leave_it_standing(app):
    assert standing(states.closed()) == [Standing.HOLDS]


def test_an_expert_who_falls_out_moves_it_on(app):
    assert standing(states.vacant()) == [Standing.MOVED_ON]


def test_a_section_renamed_leaves_the_signature_standing(app):
    dispatch = states.issued()
    with unit_of_work():
        db.session.scalars(db.select(Section)).first().name = "改名股"
    assert standing(dispatch) == [Standing.HOLDS]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE signature SET note = 'x'",
        "UPDATE signature SET label = 'x'",
        "UPDATE signature SET action = 'x'",
        "UPDATE signature SET signer = 'x'",
        "UPDATE signature SET post = 'leader'",
        "UPDATE signature SET at = '2026-06-01 04:00:01.000000+00:00'",
        "UPDATE signature SET document_digest = '00'",
        "UPDATE signature SET document = '1:00:00'",
        "UPDATE signature SET seal = '00'",
        "UPDATE signature SET key_id = NULL",
        "UPDATE signature SET key_id = NULL, seal = '', document = NULL, note = 'x'",
        "UPDATE signature SET account_id = 1",
        "UPDATE signature SET key_id = 1",
        "UPDATE signing_key SET public = '{}' WHERE id = :key".format("0" * 64),
        "UPDATE signing_key SET account_id = 1, retired_at = made_at WHERE id = :key",
        "UPDATE dispatch SET content = content || '。'",
        "UPDATE dispatch SET rate = rate + 1",
        "UPDATE assignment SET employer = 'x'",
    ],
)
def test_one_thing_changed_by_hand_turns_it_red(app, change):
    dispatch = states.issued()
    assert standing(dispatch) == [Standing.HOLDS]
    by_hand(change, **({"key": given(dispatch)[0].signature.key_id} if ":key" in change else {}))
    assert standing(dispatch) == [Standing.ALTERED]
    matter = dispatch.matter
    assert next(signatures.every_fault(db.session())).startswith(matter)


def test_a_forged_key_and_a_signature_by_it_do_not_pass_for_the_registered_one(app):
    dispatch = states.issued()
    [each] = given(dispatch)
    forger, signature = Pen.new(), each.signature
    by_hand("UPDATE signing_key SET public = :it WHERE id = :id", it=forger.public,
            id=signature.key_id)  # fmt: skip
    db.session.expire_all()
    by_hand("UPDATE signature SET seal = :it", it=forger.sign(signature.record))
    [each] = given(dispatch)
    assert "签名密钥与台账登记的不符" in each.faults


def test_a_signature_taken_away_is_missed(app):
    matter = states.issued().matter
    by_hand("DELETE FROM signature")
    db.session.rollback()
    [fault] = signatures.every_fault(db.session())
    assert fault.startswith(f"{matter} 台账第")
    assert "没有对应的签署记录" in fault


def test_a_post_that_there_is_not_is_a_fault_and_no_traceback(app):
    dispatch = states.issued()
    by_hand("UPDATE signature SET post = 'nobody'")
    assert standing(dispatch) == [Standing.ALTERED]
    assert all(fault.startswith(dispatch.matter) for fault in signatures.every_fault(db.session()))


# What each database keeps as a moment, and Python does not know.
NO_MOMENT = {"sqlite": "never", "postgresql": "infinity"}


def test_a_moment_that_there_is_not_is_a_fault_and_no_traceback(app):
    matter = states.issued().matter
    by_hand(f"UPDATE signature SET at = '{NO_MOMENT[db.engine.dialect.name]}'")
    db.session.rollback()
    [fault] = signatures.every_fault(db.session())
    assert fault.startswith(matter)


def test_an_early_signature_is_proved_by_its_digest_alone(app):
    dispatch = states.reserved()
    with unit_of_work():  # as it was before there were keys
        db.session.add(
            Signature(
                account_id=holder(Post.DEPUTY).account_id,
                post=Post.DEPUTY,
                matter=dispatch.matter,
                subject=dispatch.matter,
                action="sign",
                label="审签",
                document_digest=sm3(canonical(dispatch.document())).hex(),
            )
        )
    assert standing(dispatch) == [Standing.EARLY]
    with unit_of_work():
        dispatch.content = "别的内容"
    assert standing(dispatch) == [Standing.EARLY_CHANGED]


def test_the_documents_of_a_whole_file_hold_while_the_file_goes_on(app):
    dispatch = states.supplemented()
    assert standing(dispatch) == [Standing.MOVED_ON, Standing.HOLDS]
    assert list(signatures.every_fault(db.session())) == []


def test_a_new_password_keeps_the_key_and_opens_it(app):
    account = holder(Post.DEPUTY).account
    before = signing_keys.key_of(account).public
    with unit_of_work():
        accounts.change_password(account, PASSWORD, NEW)
    assert signing_keys.key_of(account).public == before
    assert signing_keys.unlocked(account, PASSWORD) is None
    assert signing_keys.unlocked(account, NEW).public == before


def test_who_signs_and_has_no_key_is_given_one_with_the_first_own_password(app):
    with unit_of_work():
        account, password = accounts.open_account("new_deputy", "新任", by=holder(Post.SYSADMIN))
        section = db.session.scalars(db.select(Section)).first()
        accounts.assign_post(account, Post.DEPUTY, [section], by=holder(Post.SECADMIN))
    with unit_of_work():
        accounts.change_password(account, password, NEW)
    key = signing_keys.key_of(account)
    made = db.session.scalars(
        db.select(Event).filter_by(kind="signing_key:make", subject=f"signing_key:{key.id}")
    ).one()
    assert made.facts == {"key": key.fingerprint, "replaces": ""}


def test_who_signs_nothing_is_given_no_key(app):
    with unit_of_work():
        account, password = accounts.open_account("somebody", "某人", by=holder(Post.SYSADMIN))
        accounts.assign_post(account, Post.APPLICANT, [], by=holder(Post.SECADMIN))
    with unit_of_work():
        accounts.change_password(account, password, NEW)
    assert signing_keys.key_of(account) is None


def test_one_administrator_alone_resets_no_signers_password(app):
    with pytest.raises(Refusal, match="由安全管理员确认后办理"), unit_of_work():
        accounts.reset_password(holder(Post.DEPUTY).account, by=holder(Post.SYSADMIN))
    asked = reset("deputy")
    with pytest.raises(Refusal), unit_of_work():
        key_resets.carry_out(asked, by=holder(Post.SYSADMIN))
    with pytest.raises(NotPermitted), unit_of_work():
        key_resets.take(asked, ResetAction.CONFIRM, by=holder(Post.SYSADMIN))


def test_a_reset_by_two_retires_the_key_and_a_new_one_follows_it(app):
    dispatch = states.issued()
    old = signing_keys.key_of(holder(Post.DEPUTY).account).fingerprint
    asked = confirmed("deputy")
    with unit_of_work():
        password = key_resets.carry_out(asked, by=holder(Post.SYSADMIN))
    account = asked.account
    assert (asked.state, account.must_change_password) == (ResetState.DONE, True)
    assert signing_keys.key_of(account) is None
    with unit_of_work():
        accounts.change_password(admitted("deputy", password), password, NEW)
    new = signing_keys.key_of(account).fingerprint
    facts = [
        event.facts
        for event in db.session.scalars(
            db.select(Event)
            .where(Event.kind.in_(["signing_key:make", "signing_key:retire"]))
            .order_by(Event.number.desc())
            .limit(2)
        )
    ]
    assert facts[0] == {"key": new, "replaces": old}
    assert facts[1]["key"] == old
    assert standing(dispatch) == [Standing.HOLDS]  # what the old key signed is still proved
    retired = db.session.scalars(db.select(SigningKey).where(SigningKey.retired_at.is_not(None)))
    assert [key.locked for key in retired] == [""]


def test_a_retired_key_signs_nothing(app):
    dispatch = states.endorsed()
    asked = confirmed("deputy")
    with unit_of_work():
        key_resets.carry_out(asked, by=holder(Post.SYSADMIN))
    with pytest.raises(Refusal, match="签名密钥没有解锁"):  # though its pen is still in hand
        states.step(dispatch, Action.SIGN, Post.DEPUTY)


def test_a_reset_is_asked_once_with_a_reason_and_may_be_refused_or_withdrawn(app):
    with pytest.raises(Refusal, match="为什么重置"), unit_of_work():
        key_resets.ask(holder(Post.DEPUTY).account, " ", by=holder(Post.SYSADMIN))
    asked = reset("deputy")
    with pytest.raises(Refusal, match="正在办理"):
        reset("deputy")
    with unit_of_work():
        key_resets.take(asked, ResetAction.WITHDRAW, by=holder(Post.SYSADMIN))
    again = reset("deputy")
    with pytest.raises(Refusal, match="必须写明理由"), unit_of_work():
        key_resets.take(again, ResetAction.REFUSE, by=holder(Post.SECADMIN))
    with unit_of_work():
        key_resets.take(again, ResetAction.REFUSE, by=holder(Post.SECADMIN), note="本人否认")
    assert signing_keys.key_of(again.account)


def test_a_scan_of_the_ink_is_filed_back_with_its_digest_in_the_register(app, tmp_path):
    dispatch = states.issued()
    with unit_of_work():
        copy = ink.file_ink(
            dispatch,
            [Upload("签字件.pdf", PDF)],
            tmp_path,
            by=holder(Post.SECTION),
            note="原件存档",
        )
    assert copy.subject == dispatch.matter
    event = db.session.scalars(db.select(Event).filter_by(kind="signature:file_ink")).one()
    assert event.facts["digest"] == sm3(PDF).hex()
    assert PDF not in (tmp_path / db.session.scalars(db.select(StoredFile)).one().path).read_bytes()
    assert standing(dispatch) == [Standing.HOLDS]


def test_only_whose_matter_it_is_files_ink_and_only_one_page_file(app, tmp_path):
    dispatch = states.issued()
    for who in (states.held_by("section_2"), holder(Post.DEPUTY)):
        with pytest.raises(NotPermitted), unit_of_work():
            ink.file_ink(dispatch, [Upload("a.pdf", PDF)], tmp_path, by=who)
    for uploads in ([], [Upload("a.docx", b"PK\x03\x04 text")]):
        with pytest.raises(Refusal, match="签字件"), unit_of_work():
            ink.file_ink(dispatch, uploads, tmp_path, by=holder(Post.SECTION))


@pytest.mark.parametrize("locked", ["", "no lock", "zz:zz:zz", "00:00:00"])
def test_what_was_kept_of_a_key_and_cannot_be_read_opens_no_pen(app, locked):
    states.issued()
    by_hand("UPDATE signing_key SET locked = :locked", locked=locked)
    db.session.rollback()
    assert signing_keys.unlocked(holder(Post.DEPUTY).account, PASSWORD) is None
