"""廉政举报 · made by anyone, named or not, and followed by code and pass phrase (Art. 17(2)).

Who made one is told nowhere but in the sealed content: not to the register, not to a notice, not to
the log, whether they were signed in or not.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from models import clock
from models.db import db
from models.errors import Refusal
from models.operations import integrity_bars
from models.operations.files import Upload
from models.operations.notices import holders_of, tell
from models.operations.numbers import next_of
from models.operations.register import register, untraced
from models.operations.unnamed import check_contact, check_files, check_text, code_of, kept
from models.queries.calendar import confirmed
from models.queries.integrity import lookup_of, with_lookup
from models.queries.parameters import value_of
from models.rules.article_17_reporting import (
    ARTICLE,
    MOST_MESSAGES,
    check_phrase,
    phrase_as_typed,
    plain,
)
from models.rules.working_days import day_due
from models.settings import INTEGRITY_ACCEPT_DAYS
from models.tables import IntegrityReport, ReportMessage
from models.vocabulary import Misconduct, NoticeKind, Permission


@dataclass(frozen=True, slots=True)
class Told:
    """What is reported. Name and contact are empty where it is anonymous."""

    conduct: Misconduct
    text: str
    accused: str = ""
    unit: str = ""
    name: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Secret:
    """By what it is followed. ``ticket``: a random text of the form, so that the same form sent
    twice is one report with one code."""

    phrase: str
    again: str
    ticket: str


def lodge(
    told: Told,
    secret: Secret,
    *,
    is_named: bool,
    uploads: Sequence[Upload] = (),
    folder: Path,
) -> str:
    """Take a report in and return its case code, which is kept nowhere."""
    _check(told, secret, is_named)
    check_files(uploads, article=ARTICLE)
    session = db.session()
    year, serial = next_of(IntegrityReport.year, IntegrityReport.serial)
    phrase = phrase_as_typed(secret.phrase)
    code = code_of("integrity", secret.ticket, phrase, asdict(told))
    if with_lookup(session, lookup_of(code, phrase)):
        return code
    days = value_of(session, INTEGRITY_ACCEPT_DAYS)
    report = IntegrityReport(
        year=year,
        serial=serial,
        code_lookup=lookup_of(code, phrase),
        conduct=told.conduct,
        is_named=is_named,
        content=_content(told, is_named),
        accept_by=day_due(clock.today(), days, confirmed(session)),
        files=kept(uploads, folder, sealed_as=IntegrityReport.SEALED_AS, article=ARTICLE),
    )
    session.add(report)
    _register_by_nobody("integrity_report:lodge", "收到廉政举报", report, len(uploads))
    integrity_bars.screen(report)
    tell_supervisors(report, "收到")
    return code


def tell_more(
    report: IntegrityReport, text: str, *, uploads: Sequence[Upload] = (), folder: Path
) -> None:
    """Something more from whoever made it, or the answer to a question, while it is open."""
    if not report.is_open:
        raise Refusal("这件举报已经办结，不能再补充；有新的情况，请另行举报", article=ARTICLE)
    text = plain(text)
    check_text(text, "请写明要补充或者答复的情况", article=ARTICLE)
    check_files(uploads, article=ARTICLE)
    before = [each for each in report.messages if each.account_id is None]
    if any(each.text == text for each in before):
        raise Refusal("这段内容已经收到，不必重复提交", article=ARTICLE, field="text")
    if len(before) >= MOST_MESSAGES:
        raise Refusal(f"最多补充{MOST_MESSAGES}次，请拨打举报电话反映", article=ARTICLE)
    files = kept(uploads, folder, sealed_as=IntegrityReport.SEALED_AS, article=ARTICLE)
    report.messages.append(ReportMessage(content={"text": text}, files=files))
    _register_by_nobody("integrity_report:tell", "收到举报补充情况", report, len(uploads))
    integrity_bars.screen(report)
    tell_supervisors(report, "补充")


def tell_supervisors(report: IntegrityReport, what: str, *, besides: int = 0) -> None:
    """Everyone who may deal with it, by its number and state alone."""
    text = f"{what}{report.caption}（{report.state.label}）"
    for holding in holders_of(Permission.HANDLE_INTEGRITY, report):
        if holding.account_id != besides:
            tell(
                holding.account_id, text, report.matter,
                kind=NoticeKind.TODO, step=report.state.label, number=report.number,
            )  # fmt: skip


def _check(told: Told, secret: Secret, is_named: bool) -> None:
    check_text(plain(told.text), "请写明举报的具体情况", article=ARTICLE)
    if is_named:
        check_contact(told.name, told.contact, article=ARTICLE)
    check_phrase(secret.phrase, secret.again)


def _content(told: Told, is_named: bool) -> dict[str, str]:
    return {
        "text": plain(told.text),
        "accused": plain(told.accused),
        "unit": plain(told.unit),
        "name": plain(told.name) if is_named else "",
        "contact": plain(told.contact) if is_named else "",
    }


def _register_by_nobody(kind: str, label: str, report: IntegrityReport, files: int) -> None:
    with untraced():
        register(
            kind, label, by=None, subject=report, article=ARTICLE,
            number=report.number, files=files or "",
        )  # fmt: skip
