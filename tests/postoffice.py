"""A mail server and an SMS platform on this machine, which take what they are sent, or do not."""

import json
import socketserver
import ssl
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from email.message import EmailMessage

PASSWORD = b64encode(b"\0zexian\0geheim")  # what the server lets in


class MailServer(socketserver.ThreadingTCPServer):
    """``inbox``: what was taken. ``answers``: how the next letters fare, first of all first: a code
    of three digits with which the whole letter is answered, ``rcpt 550``, ``drop`` (taken, and the
    line cut before it is said), ``hang`` (taken, and no word until ``go_on``). ``secured``: it
    speaks nothing but TLS."""

    allow_reuse_address, daemon_threads = True, True

    def __init__(self, *answers: str, secured: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self._secured = secured
        self.inbox: list[EmailMessage] = []
        self.answers = list(answers)
        self.conversations = 0
        self.go_on = threading.Event()

    @property
    def settings(self) -> dict[str, str]:
        return {
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(self.server_address[1]),
            "SMTP_FROM": "zexian@example.com",
            "SMTP_TLS": "none",
        }

    def get_request(self) -> tuple[Any, Any]:
        line, address = super().get_request()
        if self._secured:
            line = self._secured.wrap_socket(line, server_side=True)
        return line, address

    def keys(self) -> list[str]:
        return [str(letter["Message-ID"]) for letter in self.inbox]


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.server.conversations += 1
        self._say("220 ready")
        goes_on = True
        while goes_on and (line := self.rfile.readline()):
            verb, *rest = line.split()
            goes_on = self._answers.get(verb.upper(), _Conversation._agree)(self, rest)

    def _agree(self, _: list[bytes]) -> bool:
        self._say("250 ok")
        return True

    def _greet(self, _: list[bytes]) -> bool:
        self._say("250-here\r\n250 AUTH PLAIN")
        return True

    def _sign_in(self, rest: list[bytes]) -> bool:
        self._say("235 ok" if rest[-1] == PASSWORD else "535 no")
        return True

    def _address(self, _: list[bytes]) -> bool:
        is_refused = self._next().startswith("rcpt")
        self._say(f"{self.server.answers.pop(0).split()[1]} no" if is_refused else "250 ok")
        return True

    def _leave(self, _: list[bytes]) -> bool:
        self._say("221 bye")
        return False

    def _next(self) -> str:
        return self.server.answers[0] if self.server.answers else ""

    def _take(self, _: list[bytes]) -> bool:
        """Whether the conversation goes on."""
        self._say("354 go")
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b"."))
        answer = self.server.answers.pop(0) if self.server.answers else "250"
        if answer[0] in "45":
            self._say(f"{answer} no")
            return True
        self.server.inbox.append(message_from_bytes(b"".join(lines), policy=policy.default))
        if answer == "drop":
            return False
        if answer == "hang":
            self.server.go_on.wait(60)
        self._say(f"250 2.0.0 Ok: queued as Q{len(self.server.inbox)}")
        return True

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    _answers: ClassVar = {
        b"EHLO": _greet, b"AUTH": _sign_in, b"RCPT": _address, b"DATA": _take, b"QUIT": _leave,
    }  # fmt: skip


class Platform(ThreadingHTTPServer):
    """``inbox``: the messages taken, with the headers each came with; ``codes``: the answers."""

    daemon_threads = True

    def __init__(self, *codes: int) -> None:
        super().__init__(("127.0.0.1", 0), _Hook)
        self.inbox: list[dict[str, str]] = []
        self.headers: list[dict[str, str]] = []
        self.codes = list(codes)

    @property
    def settings(self) -> dict[str, str]:
        url = f"http://127.0.0.1:{self.server_address[1]}/send"
        return {"SMS_URL": url, "SMS_TOKEN": "secret"}


class _Hook(BaseHTTPRequestHandler):
    server: Platform

    def do_POST(self) -> None:
        content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        code = self.server.codes.pop(0) if self.server.codes else 200
        if code == 200:
            self.server.inbox.append(content)
            self.server.headers.append(dict(self.headers))
        body = json.dumps({"id": f"S{len(self.server.inbox)}"}).encode()
        self.send_response(code)
        if code == 302:
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing is said on the terminal."""


@contextmanager
def serving(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
