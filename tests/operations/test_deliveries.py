"""通知发送: mail and messages really sent to servers of this machine, which fail in every way."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from blueprints import carriers
from blueprints.outbound import send_due
from models import channels, clock
from models.channels import Channels
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations import deliveries
from models.operations.contacts import keep_contact
from models.operations.notices import tell
from models.rules.delivery_retries import GRACE, MOST_ATTEMPTS
from models.tables import Delivery, Event, Notice
from models.vocabulary import DeliveryChannel, DeliveryState, NoticeKind, Post
from tests import states
from tests.conftest import NOON
from tests.postoffice import MailServer, Platform, serving

MAIL, SMS = DeliveryChannel.EMAIL, DeliveryChannel.SMS
EVERYTHING = list(NoticeKind)


@pytest.fixture
def post(person):
    """``post("451", …)``: a mail server that so answers, in use; the section wants everything by
    mail."""
    closing = []

    def begin(*answers: str) -> MailServer:
        server = MailServer(*answers)
        running = serving(server)
        running.__enter__()
        closing.append(running)
        channels.use(Channels.of(server.settings))
        want({MAIL: EVERYTHING, SMS: []}, person(Post.SECTION))
        return server

    yield begin
    channels.use(Channels())
    for running in closing:
        running.__exit__(None, None, None)


@pytest.fixture
def platform(person):
    """``platform(503, …)``: an SMS platform that so answers."""
    closing = []

    def begin(*codes: int) -> Platform:
        server = Platform(*codes)
        running = serving(server)
        running.__enter__()
        closing.append(running)
        channels.use(Channels.of(server.settings))
        want({MAIL: [], SMS: EVERYTHING}, person(Post.SECTION))
        return server

    yield begin
    channels.use(Channels())
    for running in closing:
        running.__exit__(None, None, None)


def want(kinds, by):
    with unit_of_work():
        keep_contact("zhang@example.com", "13900000001", kinds, by=by)


def notify(person, *, times=1, who=Post.SECTION, **more):
    with unit_of_work():
        for number in range(times):
            tell(person(who).account_id, f"待办：某件{number}", f"dispatch:{number}", **more)


def rows():
    db.session.rollback()
    return list(db.session.scalars(db.select(Delivery).order_by(Delivery.id)))


def the_only():
    [row] = rows()
    return row


def after(minutes, act=send_due):
    with clock.held_at(clock.now() + timedelta(minutes=minutes)):
        act()


def test_a_notice_goes_out_by_mail_and_says_the_number_alone(post, person):
    server, dispatch = post(), states.drafted()
    with unit_of_work():
        tell(person(Post.SECTION).account_id, "专家01接受任务：内部检查", dispatch.matter)
    assert the_only().status is DeliveryState.QUEUED, "it waits for the worker"
    send_due()
    [letter] = server.inbox
    assert letter["To"] == "zhang@example.com"
    assert letter["Subject"] == "【择贤】派遣进展：" + (dispatch.number or "派遣")
    assert "专家01" not in letter.get_content()
    assert dispatch.title not in letter.get_content()
    row = the_only()
    assert (row.status, row.attempts, row.sent_at, row.reference) == (
        DeliveryState.SENT, 1, NOON, "Q1",
    )  # fmt: skip


def test_a_message_goes_out_by_sms_with_the_token_and_a_key_of_its_own(platform, person):
    server = platform()
    notify(person)
    send_due()
    assert server.inbox == [
        {
            "id": deliveries.key_of(1),
            "to": "13900000001",
            "text": "【择贤】派遣有新的进展，请查看。",
        }
    ]
    [headers] = server.headers
    assert headers["Authorization"] == "Bearer secret"
    assert headers["Idempotency-Key"] == deliveries.key_of(1)
    assert (the_only().status, the_only().reference) == (DeliveryState.SENT, "S1")


def test_nothing_is_written_for_outside_while_no_channel_is_open(app, person):
    want({MAIL: EVERYTHING, SMS: EVERYTHING}, person(Post.SECTION))
    notify(person)
    assert rows() == []
    assert db.session.scalars(db.select(Notice)).all()


def test_only_what_its_reader_chose_goes_out(post, person):
    post()
    want({MAIL: [NoticeKind.MEETING], SMS: []}, person(Post.SECTION))
    notify(person)
    assert rows() == []


def test_whoever_wrote_no_address_gets_none(post, person):
    post()
    notify(person, who=Post.HR)
    assert rows() == []


def test_a_closed_account_is_sent_nothing(post, person):
    post()
    with unit_of_work():
        person(Post.SECTION).account.is_enabled = False
    notify(person)
    assert rows() == []


def test_an_expert_who_chose_nothing_is_reached_as_the_roster_says(platform, person):
    platform()
    notify(person, who=Post.EXPERT, kind=NoticeKind.ASSIGNMENT)
    notify(person, who=Post.EXPERT, kind=NoticeKind.ELECTION)
    assert [row.to for row in rows()] == ["19000000001"], "by SMS only what cannot wait"


def test_a_roster_with_a_useless_address_harms_nobody(post, person):
    post()
    with unit_of_work():
        expert = db.session.scalars(db.select(states.Expert).filter_by(code="ZZ0001")).one()
        expert.email = "请打电话"
    notify(person, who=Post.EXPERT, kind=NoticeKind.ASSIGNMENT)
    assert rows() == []


def tell_and_stumble(section, sysadmin):
    with unit_of_work():
        tell(section.account_id, "待办", "dispatch:1")
        deliveries.send_all_again(by=sysadmin)


def test_what_is_not_kept_is_not_sent(post, person):
    post()
    section, sysadmin = person(Post.SECTION), person(Post.SYSADMIN)
    with pytest.raises(Refusal):
        tell_and_stumble(section, sysadmin)
    assert rows() == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("451", "邮件服务器没有收下（451）"),
        ("554", "邮件服务器没有收下（554）"),
        ("rcpt 550", "邮件服务器不接受这个地址（550）"),
        ("rcpt 450", "邮件服务器不接受这个地址（450）"),
    ],
)
def test_a_letter_that_is_refused_is_tried_again_after_a_minute(post, person, answer, words):
    server = post(answer)
    notify(person)
    send_due()
    row = the_only()
    assert (row.status, row.message) == (DeliveryState.FAILED, words)
    assert row.next_try_at == NOON + timedelta(minutes=1)
    send_due()
    assert server.inbox == [], "not before its time"
    after(1)
    assert (len(server.inbox), the_only().status) == (1, DeliveryState.SENT)
    assert the_only().attempts == 2


def test_one_refused_address_does_not_hold_up_the_others(post, person):
    server = post("rcpt 550")
    notify(person, times=3)
    send_due()
    assert [row.status for row in rows()] == ["failed", "sent", "sent"]
    assert server.conversations == 1, "all in one conversation"


def test_it_is_tried_five_times_at_growing_intervals_and_then_given_up(post, person):
    server = post(*["451"] * MOST_ATTEMPTS)
    notify(person)
    for minutes in (0, 1, 6, 36, 156):
        assert the_only().status is not DeliveryState.GIVEN_UP
        after(minutes)
    assert (the_only().status, the_only().attempts) == (DeliveryState.GIVEN_UP, MOST_ATTEMPTS)
    after(60 * 24)
    assert server.inbox == []


def test_a_letter_taken_but_not_acknowledged_is_sent_again_under_the_same_key(post, person):
    server = post("drop")
    notify(person)
    send_due()
    assert the_only().message == "邮件服务器没有应答或中途断开，不知是否收到"
    after(1)
    assert the_only().status is DeliveryState.SENT
    assert (len(server.inbox), len(set(server.keys()))) == (2, 1), "the other side drops the double"


def test_a_server_that_does_not_answer_is_asked_once_a_round(post, person, monkeypatch):
    monkeypatch.setattr(carriers, "TIMEOUT", 0.2)
    server = post("hang")
    notify(person, times=3)
    send_due()
    assert [row.attempts for row in rows()] == [1, 0, 0]
    assert rows()[0].message == "邮件服务器没有应答或中途断开，不知是否收到"
    server.go_on.set()
    after(1)
    assert [row.status for row in rows()] == ["sent"] * 3
    assert len(set(server.keys())) == 3


def test_a_server_that_is_down_loses_nothing(post, person):
    server = post()
    channels.use(Channels.of(server.settings | {"SMTP_PORT": "1"}))
    notify(person)
    send_due()
    assert the_only().message == "连不上邮件服务器，请检查 SMTP_HOST、SMTP_PORT 和网络"
    channels.use(Channels.of(server.settings))
    after(1)
    assert len(server.inbox) == 1


@pytest.mark.parametrize(
    ("password", "said"),
    [("geheim", ""), ("falsch", "邮件服务器不认账号或密码，请检查 SMTP_USER 和密码")],
)
def test_it_signs_in_and_a_password_that_is_refused_is_said(post, person, password, said):
    server = post()
    channels.use(Channels.of(server.settings | {"SMTP_USER": "zexian", "SMTP_PASSWORD": password}))
    notify(person)
    send_due()
    assert the_only().message == said


def test_mail_that_should_be_secured_goes_to_no_server_that_cannot(post, person):
    server = post()
    channels.use(Channels.of(server.settings | {"SMTP_TLS": "starttls"}))
    notify(person)
    send_due()
    assert the_only().message == "邮件服务器不支持所设的加密或登录方式，请检查 SMTP_TLS"
    assert server.inbox == []


def test_mail_goes_secured_to_a_server_whose_certificate_is_trusted_and_to_no_other(
    person, tmp_path, monkeypatch
):
    certificate = certify(tmp_path / "server.pem")
    secured = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secured.load_cert_chain(certificate)
    server = MailServer(secured=secured)
    want({MAIL: EVERYTHING, SMS: []}, person(Post.SECTION))
    settings = server.settings | {"SMTP_TLS": "ssl"}
    with serving(server), channels.opened(Channels.of(settings)):
        notify(person)
        send_due()
        assert the_only().message == "与邮件服务器的加密连接没有建立，请检查 SMTP_TLS 和证书"
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        after(1)
    assert len(server.inbox) == 1


def certify(file):
    """A certificate of this machine's own, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    begins = datetime(2020, 1, 1, tzinfo=UTC)
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, begins, begins.replace(year=2099))
        .add_extension(here, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    encoding = serialization.Encoding.PEM
    secret = key.private_bytes(
        encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(certificate.public_bytes(encoding) + secret)
    return file


@pytest.mark.parametrize("code", [302, 400, 401, 500, 503])
def test_a_message_that_the_platform_refuses_is_tried_again(platform, person, code):
    server = platform(code)
    notify(person)
    send_due()
    assert (the_only().status, the_only().message) == (
        DeliveryState.FAILED, f"短信平台没有收下（{code}）",
    )  # fmt: skip
    after(1)
    assert [each["id"] for each in server.inbox] == [deliveries.key_of(1)]


def test_a_platform_that_is_down_loses_nothing(platform, person):
    server = platform()
    channels.use(Channels.of({"SMS_URL": "http://127.0.0.1:1/"}))
    notify(person)
    send_due()
    assert the_only().message == "连不上短信平台，请检查 SMS_URL 和网络"
    channels.use(Channels.of(server.settings))
    after(1)
    assert len(server.inbox) == 1


def test_an_attempt_counts_before_the_network_is_touched_and_nobody_repeats_it_at_once(
    post, person
):
    post()
    notify(person)
    with unit_of_work():
        first = deliveries.take_up(MAIL)
    assert (the_only().attempts, the_only().status) == (1, DeliveryState.QUEUED)
    with unit_of_work():
        assert deliveries.take_up(MAIL) is None
    with clock.held_at(NOON + GRACE), unit_of_work():
        second = deliveries.take_up(MAIL)
    assert second.letter.key == first.letter.key
    with unit_of_work():
        deliveries.arrived(first, "too late")
    assert the_only().status is DeliveryState.QUEUED, "the first was taken for dead"
    with unit_of_work():
        deliveries.arrived(second, "Q1")
    assert the_only().reference == "Q1"


def test_a_last_attempt_that_was_never_heard_of_is_given_up_and_said(post, person):
    post()
    notify(person)
    with unit_of_work():
        the_only().attempts = MOST_ATTEMPTS
    send_due()
    assert (the_only().status, the_only().message) == (
        DeliveryState.GIVEN_UP, "发送时中断，没有得到对方答复",
    )  # fmt: skip


def given_up(person):
    notify(person)
    with unit_of_work():
        the_only().attempts = MOST_ATTEMPTS
    send_due()


def test_what_was_given_up_is_sent_again_to_where_its_reader_is_now(post, person):
    server = post()
    given_up(person)
    with unit_of_work():
        keep_contact("new@example.com", "", {MAIL: EVERYTHING}, by=person(Post.SECTION))
    with unit_of_work():
        deliveries.send_again(the_only(), by=person(Post.SYSADMIN))
    send_due()
    assert [letter["To"] for letter in server.inbox] == ["new@example.com"]
    event = db.session.scalars(db.select(Event).filter_by(kind="delivery:send_again")).one()
    assert "@" not in str(event.facts)


def test_what_was_sent_is_sent_once_more_under_another_key(post, person):
    server = post()
    notify(person)
    send_due()
    with unit_of_work():
        deliveries.send_again(the_only(), by=person(Post.SYSADMIN))
    send_due()
    assert len(set(server.keys())) == 2


def test_a_second_tap_sends_no_third_letter(post, person):
    server = post()
    notify(person)
    send_due()
    sent = the_only()
    with unit_of_work():
        deliveries.send_again(sent, by=person(Post.SYSADMIN))
    with pytest.raises(Refusal, match="刚刚已经列入"), unit_of_work():
        deliveries.send_again(sent, by=person(Post.SYSADMIN))
    send_due()
    assert len(server.inbox) == 2


def test_everything_given_up_is_sent_again_at_once(post, person):
    server = post()
    given_up(person)
    with unit_of_work():
        assert deliveries.send_all_again(by=person(Post.OFFICE)) == 1
    send_due()
    assert len(server.inbox) == 1
    with pytest.raises(Refusal, match="没有可以重新发送的通知"), unit_of_work():
        deliveries.send_all_again(by=person(Post.OFFICE))


def test_what_is_under_way_or_has_no_channel_is_not_sent_again(post, person):
    post()
    notify(person)
    with pytest.raises(Refusal, match="还在发送中"), unit_of_work():
        deliveries.send_again(the_only(), by=person(Post.SYSADMIN))
    send_due()
    channels.use(Channels())
    with pytest.raises(Refusal, match="邮件渠道没有开通"), unit_of_work():
        deliveries.send_again(the_only(), by=person(Post.SYSADMIN))


def test_an_address_is_kept_sealed_and_the_register_does_not_tell_it(post, person, app):
    post()
    notify(person)
    kept = db.session.execute(db.text('SELECT "to", text FROM delivery')).one()
    email = db.session.execute(db.text("SELECT email FROM contact")).scalar_one()
    assert "example.com" not in f"{kept} {email}"
    facts = db.session.scalars(db.select(Event.facts).filter_by(kind="account:contact")).all()
    assert facts[0] == {"changed": ["邮箱", "手机号", "通知种类"]}
