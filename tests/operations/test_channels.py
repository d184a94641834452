"""通知渠道, as whoever runs the machine sets them up, rightly and wrongly."""

import pytest

from models.channels import Channels
from models.vocabulary import DeliveryChannel

MAIL, SMS = DeliveryChannel.EMAIL, DeliveryChannel.SMS
SMTP = {"SMTP_HOST": "mail.example.com", "SMTP_FROM": "zexian@example.com"}


def test_nothing_set_means_that_both_are_shut_and_nothing_is_wrong():
    assert (Channels.of({}).open, dict(Channels.of({}).faults)) == ((), {})


@pytest.mark.parametrize(("tls", "port"), [("starttls", 587), ("ssl", 465), ("none", 25)])
def test_each_way_of_securing_mail_has_its_usual_port(tls, port):
    opened = Channels.of(SMTP | {"SMTP_TLS": tls})
    assert (opened.open, opened.mail.port) == ((MAIL,), port)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"SMTP_FROM": "zexian"}, "SMTP_FROM"),
        ({"SMTP_TLS": "yes"}, "starttls"),
        ({"SMTP_PORT": "70000"}, "SMTP_PORT"),
        ({"SMTP_PORT": "x"}, "SMTP_PORT"),
        ({"SMTP_TLS": "none", "SMTP_USER": "u"}, "明文"),
        ({"SMTP_PASSWORD_FILE": "/nowhere"}, "不存在"),
    ],
)
def test_mail_set_up_wrongly_stays_shut_and_says_why(wrong, said):
    found = Channels.of(SMTP | wrong)
    assert found.open == ()
    assert said in found.faults[MAIL]


@pytest.mark.parametrize(
    "url", ["http://sms.example.com/send", "ftp://127.0.0.1/", "https://", "sms.example.com"]
)
def test_the_token_travels_secured_or_not_at_all(url):
    assert "https" in Channels.of({"SMS_URL": url}).faults[SMS]


def test_a_platform_on_this_machine_needs_no_certificate():
    assert Channels.of({"SMS_URL": "http://127.0.0.1:9000/send"}).open == (SMS,)


def test_a_password_may_lie_in_a_file_that_nobody_else_can_read(tmp_path):
    file = tmp_path / "password"
    file.write_text("geheim\n")
    file.chmod(0o640)
    settings = SMTP | {"SMTP_PASSWORD_FILE": str(file)}
    assert "chmod 600" in Channels.of(settings).faults[MAIL]
    file.chmod(0o600)
    opened = Channels.of(settings)
    assert opened.mail.password == "geheim"
    assert "geheim" not in repr(opened)
