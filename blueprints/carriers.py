"""送信 · the two who carry a notice over the network: one speaks SMTP, one posts to a webhook.

What the other side says is not passed on: it may name an address. A sentence of our own says what
went wrong, and whether it is worth trying the next letter now.
"""

import json
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.policy import SMTP
from http.client import HTTPException, HTTPResponse
from typing import Any, Protocol
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from models import clock
from models.channels import Mail, Sms
from models.operations.deliveries import Letter

TIMEOUT = 15  # seconds for each answer
_LONGEST_ANSWER = 4096  # bytes
_SERVER_FAULT = 500


class Undelivered(Exception):
    """``is_down``: the next letter would fare no better."""

    def __init__(self, message: str, *, is_down: bool) -> None:
        super().__init__(message)
        self.message, self.is_down = message, is_down


class Carrier(Protocol):
    def carry(self, letter: Letter) -> str:
        """Hand the letter over; what the other side calls it. Raises Undelivered."""


class Postman:
    """One conversation with the mail server, for as many letters as there are."""

    def __init__(self, mail: Mail) -> None:
        self._mail = mail
        self._server: smtplib.SMTP | None = None

    def carry(self, letter: Letter) -> str:
        with _said_in_words():
            server = self._server = self._server or _signed_in(self._mail)
            for code, _ in (server.mail(self._mail.sender), server.rcpt(letter.to)):
                if code not in {250, 251}:
                    server.rset()
                    raise Undelivered(f"邮件服务器不接受这个地址（{code}）", is_down=False)
            code, answer = server.data(self._message(letter).as_bytes(policy=SMTP))
        if code != 250:
            raise Undelivered(f"邮件服务器没有收下（{code}）", is_down=False)
        return _last_word(answer)

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage()
        message["From"], message["To"] = self._mail.sender, letter.to
        message["Subject"] = letter.subject
        message["Date"] = clock.local(clock.now())
        message["Message-ID"] = f"<{letter.key}@{self._mail.sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"  # so that nobody's absence note answers
        message.set_content(letter.text, cte="base64")
        return message

    def leave(self) -> None:
        if self._server:
            with suppress(OSError, smtplib.SMTPException):
                self._server.quit()


def _signed_in(mail: Mail) -> smtplib.SMTP:
    secured = ssl.create_default_context()
    server: smtplib.SMTP
    if mail.tls == "ssl":
        server = smtplib.SMTP_SSL(mail.host, mail.port, timeout=TIMEOUT, context=secured)
    else:
        server = smtplib.SMTP(mail.host, mail.port, timeout=TIMEOUT)
    try:
        if mail.tls == "starttls":
            server.starttls(context=secured)
        server.ehlo_or_helo_if_needed()
        if mail.user:
            server.login(mail.user, mail.password)
    except BaseException:
        server.close()
        raise
    return server


# The first that fits says it.
_FAULTS: tuple[tuple[type[Exception], str], ...] = (
    (smtplib.SMTPAuthenticationError, "邮件服务器不认账号或密码，请检查 SMTP_USER 和密码"),
    (smtplib.SMTPNotSupportedError, "邮件服务器不支持所设的加密或登录方式，请检查 SMTP_TLS"),
    (smtplib.SMTPServerDisconnected, "邮件服务器没有应答或中途断开，不知是否收到"),
    (smtplib.SMTPException, "邮件服务器拒绝会话，请检查设置"),
    (ssl.SSLError, "与邮件服务器的加密连接没有建立，请检查 SMTP_TLS 和证书"),
    (TimeoutError, "邮件服务器没有应答，请检查 SMTP_HOST、SMTP_PORT 和网络"),
    (OSError, "连不上邮件服务器，请检查 SMTP_HOST、SMTP_PORT 和网络"),
)


@contextmanager
def _said_in_words() -> Iterator[None]:
    try:
        yield
    except smtplib.SMTPDataError as refused:
        said = f"邮件服务器没有收下（{refused.smtp_code}）"
        raise Undelivered(said, is_down=False) from None
    except (OSError, smtplib.SMTPException) as fault:  # every one of smtplib is an OSError
        said = next(words for kind, words in _FAULTS if isinstance(fault, kind))
        raise Undelivered(said, is_down=True) from None


def _last_word(answer: bytes) -> str:
    """``2.0.0 Ok: queued as 4XyZ`` → ``4XyZ``; nothing that could be an address."""
    words = answer.decode("ascii", "replace").split()
    return words[-1] if words and "@" not in words[-1] else ""


class _StayHere(HTTPRedirectHandler):
    """The token goes to the address it was given for and to no other."""

    def redirect_request(self, *args: Any, **more: Any) -> None:
        return None


class Messenger:
    """Each message is one POST of JSON."""

    def __init__(self, sms: Sms) -> None:
        self._sms = sms
        self._opener = build_opener(_StayHere(), ProxyHandler({}))

    def carry(self, letter: Letter) -> str:
        content = {"id": letter.key, "to": letter.to, "text": letter.text}
        request = Request(  # noqa: S310 - models.channels lets no other scheme in
            self._sms.url,
            json.dumps(content).encode(),
            {
                "Content-Type": "application/json",
                "Idempotency-Key": letter.key,
                "Authorization": f"Bearer {self._sms.token}",
            },
        )
        try:
            with self._opener.open(request, timeout=TIMEOUT) as answer:
                return _named(answer)
        except HTTPError as refused:
            refused.close()
            is_down = refused.code >= _SERVER_FAULT or refused.code in {401, 403}
            said = f"短信平台没有收下（{refused.code}）"
            raise Undelivered(said, is_down=is_down) from None
        except TimeoutError:
            raise Undelivered("短信平台没有及时应答，不知是否收到", is_down=True) from None
        except (OSError, HTTPException):
            raise Undelivered("连不上短信平台，请检查 SMS_URL 和网络", is_down=True) from None


def _named(answer: HTTPResponse) -> str:
    """What the platform calls the message, where it says so."""
    try:
        told = json.loads(answer.read(_LONGEST_ANSWER))
    except ValueError:
        return ""
    reference = told.get("id", "") if isinstance(told, dict) else ""
    return reference if isinstance(reference, str) else ""
