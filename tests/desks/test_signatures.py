"""系统内审批记录, on the pages, on the papers and from the terminal; and the ceremony of a key."""

import ast
import json
from io import BytesIO
from pathlib import Path

import pytest

from models import tables
from models.db import db
from models.operations import signing_keys
from models.queries.signature_words import compared
from models.rules.expert_draw_bytes import sm3
from models.tables import Event, InkCopy, KeyReset, Signature
from models.vocabulary import CommendationKind, DismissalGround, Post
from models.workflows.key_reset import State
from tests import states
from tests.office import PASSWORD, admitted
from tests.states import holder

PDF = b"%PDF-1.7 signed in ink"


@pytest.fixture
def signed(app):
    return states.issued()


@pytest.fixture
def signature_id(signed) -> int:
    return db.session.scalars(db.select(Signature.id)).one()


def tampered(statement: str) -> None:
    with db.engine.begin() as connection:
        connection.execute(db.text(statement))
    db.session.rollback()


def test_the_deputy_signs_on_the_page_with_the_password_alone(browser):
    dispatch = states.endorsed()
    page = browser(Post.DEPUTY).open("dispatch.show", dispatch_id=dispatch.id)
    page = page.submit("#matter form", action="sign", password=PASSWORD)
    assert "与签署时一致" in page.text("[aria-label=系统内审批记录]")
    key = signing_keys.key_of(holder(Post.DEPUTY).account)
    assert key.fingerprint[:16] in page.text("[aria-label=系统内审批记录]")


def test_whoever_has_no_key_is_given_one_when_they_first_sign(browser):
    dispatch = states.endorsed()
    with db.engine.begin() as connection:
        connection.execute(db.text("DELETE FROM signing_key"))
    page = browser(Post.DEPUTY).open("dispatch.show", dispatch_id=dispatch.id)
    page = page.submit("#matter form", action="sign", password=PASSWORD)
    assert "与签署时一致" in page.text("[aria-label=系统内审批记录]")


def test_a_wrong_password_signs_nothing_and_counts(browser):
    dispatch = states.endorsed()
    page = browser(Post.DEPUTY).open("dispatch.show", dispatch_id=dispatch.id)
    page = page.submit("#matter form", action="sign", password="Wrong-2026")
    assert page.refusals() == ["密码不正确，未签署；请重新输入登录密码"]
    assert holder(Post.DEPUTY).account.failures == 1
    assert not db.session.scalars(db.select(Signature)).all()


def test_a_pen_is_in_hand_for_one_request_only(browser):
    dispatch = states.endorsed()
    deputy = browser(Post.DEPUTY)
    deputy.open("dispatch.show", dispatch_id=dispatch.id).submit(
        "#matter form", action="sign", password=PASSWORD
    )
    second = states.endorsed()
    page = deputy.open("dispatch.show", dispatch_id=second.id)
    page = page.submit("#matter form", action="sign", password="")
    assert page.status == 422


def test_the_page_of_a_signature_shows_what_was_signed_beside_what_stands(
    browser, signed, signature_id
):
    states.put_off(signed)
    page = browser(Post.SECTION).open("signatures.show", signature_id=signature_id)
    assert "签署后经登记的办理已有变动" in page.text(".flash")
    row = page.texts("#signature tbody tr")[0]
    assert row.startswith("起止时间 不同")
    assert row.index("2026-06-08") < row.index("2026-06-10")


def test_one_byte_turns_page_paper_and_command_red(browser, app, signed, signature_id):
    tampered("UPDATE signature SET note = '同意。'")
    page = browser(Post.SECTION).open("signatures.show", signature_id=signature_id)
    assert "已改动" in page.refusals()[0]
    listed = browser(Post.SECTION).open("dispatch.show", dispatch_id=signed.id)
    assert listed.text("[aria-label=系统内审批记录] .warning") == "已改动"
    answer = app.test_cli_runner().invoke(args=["verify", "signatures"])
    assert answer.exit_code == 1
    assert "签署记录被改动" in answer.output


def test_the_command_proves_a_whole_office(app, signed):
    answer = app.test_cli_runner().invoke(args=["verify", "signatures"])
    assert (answer.exit_code, answer.output) == (
        0, "共1份签署记录，签名、密钥、文稿与台账全部相符\n",
    )  # fmt: skip


def test_a_record_is_taken_along_and_checked_without_the_program(browser, signed, signature_id):
    page = browser(Post.SECTION).open("signatures.show", signature_id=signature_id)
    answer = browser(Post.SECTION).open("signatures.record", signature_id=signature_id)
    told = json.loads(answer.response.text)
    script = page.soup.select_one("pre").text.replace(
        f'json.load(open("signature-{signature_id}.json", encoding="utf-8"))', "json.loads(given)"
    )
    said: list[tuple[bool, bool]] = []
    exec(script, {"given": json.dumps(told), "print": lambda *each: said.append(each)})
    assert said == [(True, True)]


def test_who_may_not_read_the_matter_may_not_read_its_signatures(browser, signed, signature_id):
    for who in ("section_2", Post.EXPERT, Post.SYSADMIN, Post.UNIT):
        assert browser(who).open("signatures.show", signature_id=signature_id).status == 404
        assert browser(who).open("signatures.record", signature_id=signature_id).status == 404


def test_a_name_still_secret_is_not_told_by_what_was_signed(browser):
    states.redrawn()
    signature_id = db.session.scalars(db.select(Signature.id)).one()
    finance = browser(Post.FINANCE).open("signatures.show", signature_id=signature_id)
    assert "ZZ0" not in finance.response.text
    assert browser(Post.FINANCE).open("signatures.record", signature_id=signature_id).status == 404
    deputy = browser(Post.DEPUTY).open("signatures.show", signature_id=signature_id)
    assert "ZZ0" in deputy.response.text


def test_the_scan_of_the_ink_is_filed_back_and_read_again(browser, signed, signature_id):
    section = browser(Post.SECTION)
    page = section.open("signatures.show", signature_id=signature_id)
    page = page.submit("#signature form", files=(BytesIO(PDF), "签字件.pdf"), note="原件存股室")
    assert "原件存股室" in page.text("#signature .files")
    copy = db.session.scalars(db.select(InkCopy)).one()
    where = {"signature_id": signature_id, "copy_id": copy.id}
    assert section.open("signatures.ink_copy", **where).response.data == PDF
    assert browser("section_2").open("signatures.ink_copy", **where).status == 404
    event = db.session.scalars(db.select(Event).filter_by(kind="signature:file_ink")).one()
    assert event.facts["digest"] == sm3(PDF).hex()


def test_a_leader_files_no_scan(browser, signed, signature_id):
    page = browser(Post.LEADER).open("signatures.show", signature_id=signature_id)
    assert not page.soup.select("#signature form")


def test_ones_own_key_is_shown_to_compare(browser):
    fingerprint = signing_keys.key_of(holder(Post.DEPUTY).account).fingerprint
    assert fingerprint in browser(Post.DEPUTY).open("keys.mine").text("#keys")


def test_a_key_is_reset_by_two_administrators_on_their_desks(browser):
    account = holder(Post.DEPUTY).account
    system, security = browser(Post.SYSADMIN), browser(Post.SECADMIN)
    page = system.open("keys.ask", account_id=account.id)
    page = page.submit("#ask form", reason="本人当面提出，忘记密码")
    asked = db.session.scalars(db.select(KeyReset)).one()
    assert not page.soup.select("form[action$=carry-out]")
    waiting = security.open("desk.index")
    assert f"重置{account.name}的密码和签名密钥" in waiting.text("main")
    page = security.open("keys.reset", reset_id=asked.id)
    page.submit("#reset .prose form", action="confirm", note="已向本人核实")
    page = system.open("keys.reset", reset_id=asked.id).submit("form[action$=carry-out]")
    password = page.text("#password code")
    assert admitted("deputy", password).must_change_password
    db.session.expire_all()
    assert (asked.state, signing_keys.key_of(account)) == (State.DONE, None)


def test_the_page_of_a_signer_offers_no_reset_by_one_alone(browser):
    account = holder(Post.DEPUTY).account
    system = browser(Post.SYSADMIN)
    page = system.open("accounts.show", account_id=account.id)
    assert "申请重置密码和签名密钥" in page.text("#account .actions")
    sent = system.send(f"/accounts/{account.id}/password", _token(page))
    assert sent.status == 422
    assert "由安全管理员确认" in sent.response.text


def _token(page) -> dict[str, str]:
    field = page.soup.select_one("[name=csrf_token]")
    return {"csrf_token": field["value"]} if field else {}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE signature SET post = 'nobody'",
        "UPDATE signing_key SET public = 'no key' WHERE id = (SELECT key_id FROM signature)",
        "UPDATE signature SET document = 'no text'",
        "UPDATE signature SET seal = 'no seal'",
    ],
)
def test_a_row_that_somebody_made_unreadable_is_shown_and_named(
    app, browser, signed, signature_id, statement
):
    tampered(statement)
    page = browser(Post.SECTION).open("signatures.show", signature_id=signature_id)
    assert page.status == 200
    assert page.text("main .refusal")
    assert browser(Post.SECTION).open("dispatch.show", dispatch_id=signed.id).status == 200
    assert browser(Post.SECTION).open("signatures.record", signature_id=signature_id).status == 200
    told = app.test_cli_runner().invoke(args=["verify", "signatures"])
    assert (told.exit_code, signed.matter in told.output) == (1, True)


def test_every_entry_of_whatever_is_signed_is_called_by_a_name():
    names = set()
    for path in Path(tables.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and node.name == "document":
                dicts = [each for each in ast.walk(node) if isinstance(each, ast.Dict)]
                names |= {key.value for each in dicts for key in each.keys}
    assert {"payments", "ground"} <= names
    labels = {row.label for row in compared(dict.fromkeys(names, ""), None)}
    assert labels & names == set()


def test_codes_in_what_is_signed_are_said_in_words():
    signed = {"kind": CommendationKind.CRITICISM.value, "ground": DismissalGround.DECLINES.value}
    said = [row.signed for row in compared(signed, None)]
    assert sorted(said) == sorted(
        [CommendationKind.CRITICISM.label, DismissalGround.DECLINES.label]
    )
