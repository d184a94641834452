"""公示异议 · raised by anyone, named or not; accepted, looked into and closed by the office.

Who raised one is told nowhere but in the sealed content: the register learns that one was raised,
by nobody and from nowhere.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import func, select

from models import clock
from models.chain import head_of
from models.db import db
from models.errors import Refusal
from models.operations.files import Upload
from models.operations.notices import tell_post
from models.operations.register import register, untraced
from models.operations.steps import advance
from models.operations.unnamed import check_contact, check_files, check_text, code_of, kept
from models.queries.objections import lookup_of, with_lookup
from models.rules.article_06_publicity import ARTICLE, day_in_words
from models.tables import Holding, Objection, PublicNotice
from models.vocabulary import Post, RosterChange
from models.workflows import application as application_flow
from models.workflows.objection import Action, State
from models.workflows.publicity import State as NoticeState

FILE = "objection.file"  # what its files are sealed as
MOST_SUPPLEMENTS = 10


@dataclass(frozen=True, slots=True)
class Statement:
    """What is objected. ``item``: the row of the person it is about; None: the notice as a whole.
    Name and contact are empty where it is anonymous."""

    text: str
    item: int | None = None
    name: str = ""
    contact: str = ""


def lodge(
    notice: PublicNotice,
    statement: Statement,
    *,
    is_named: bool,
    ticket: str,
    uploads: Sequence[Upload] = (),
    folder: Path,
) -> str:
    """Take an objection in and return its code, which is kept nowhere. ``ticket``: a random text
    of the form: the same form sent twice is one objection, with one code."""
    code = code_of(notice.number, ticket, asdict(statement))
    if with_lookup(db.session(), lookup_of(code)):
        return code
    db.session.refresh(notice, with_for_update=True)  # it may be ending at this moment
    _check(notice, statement, is_named, uploads)
    objection = Objection(
        number=_next_number(),
        code_lookup=lookup_of(code),
        notice=notice,
        item_id=statement.item,
        is_named=is_named,
        content=_content(statement, is_named),
        files=kept(uploads, folder, sealed_as=FILE, article=ARTICLE),
    )
    db.session.add(objection)
    with untraced():
        register(
            "objection:lodge", "收到公示异议", by=None, subject=objection, article=ARTICLE,
            number=objection.number, notice=notice.number, files=len(uploads) or "",
        )  # fmt: skip
    _tell(objection, "收到")
    return code


def supplement(objection: Objection, text: str) -> None:
    """Something more from whoever raised it, while it is open."""
    if not objection.is_open:
        raise Refusal("这件异议已经办结，不能再补充", article=ARTICLE)
    before = objection.content["supplements"]
    check_text(text, "请写明要补充的情况", article=ARTICLE)
    if any(each["text"] == text.strip() for each in before):
        raise Refusal("这段补充已经收到，不必重复提交", article=ARTICLE, field="text")
    if len(before) >= MOST_SUPPLEMENTS:
        raise Refusal(f"最多补充{MOST_SUPPLEMENTS}次，请与受理部门联系", article=ARTICLE)
    entry = {"at": clock.now().isoformat(), "text": text.strip()}
    objection.content = objection.content | {"supplements": [*before, entry]}
    with untraced():
        register(
            "objection:supplement", "收到补充情况", by=None, subject=objection, article=ARTICLE,
            number=objection.number,
        )  # fmt: skip
    _tell(objection, "补充")


def take(objection: Objection, action: str, *, by: Holding, note: str) -> None:
    """Accept it, or close it with what was found; an upheld one about a person strikes them off."""
    move = advance(objection, action, by=by, note=note, number=objection.number)
    objection.handler_id = by.account_id
    if move.action is not Action.ACCEPT:
        objection.answer = note.strip()
    if move.target is State.UPHELD:
        _strike(objection, by)


def _strike(objection: Objection, by: Holding) -> None:
    """Off the roster that is being proposed: who was to join does not, who was to leave stays."""
    item = objection.item
    if item is None or item.is_struck:
        return
    item.is_struck = True
    if item.change is RosterChange.ADD and item.application:
        note = f"公示异议{objection.number}成立：{objection.answer}"
        advance(item.application, application_flow.Action.STRIKE, by=by, note=note)


def _check(
    notice: PublicNotice, statement: Statement, is_named: bool, uploads: Sequence[Upload]
) -> None:
    if notice.state is NoticeState.RECALLED:
        raise Refusal("这次公示已经撤回，不再接受异议；重新公示后可以再提", article=ARTICLE)
    if not notice.takes_objections:
        last = day_in_words(notice.ends_on)
        raise Refusal(
            f"公示已于{last}结束，不再接受异议；有问题请拨打举报电话反映", article=ARTICLE
        )
    check_text(statement.text, "请写明异议的具体情况", article=ARTICLE)
    _check_person(notice, statement)
    if is_named:
        check_contact(statement.name, statement.contact, article=ARTICLE)
    check_files(uploads, article=ARTICLE)


def _check_person(notice: PublicNotice, statement: Statement) -> None:
    if statement.item is None:
        return
    if statement.item not in {item.id for item in notice.proposal.standing_items}:
        raise Refusal("请在公示名单中选择异议所指的人", article=ARTICLE, field="item")


def _content(statement: Statement, is_named: bool) -> dict[str, object]:
    return {
        "text": statement.text.strip(),
        "name": statement.name.strip() if is_named else "",
        "contact": statement.contact.strip() if is_named else "",
        "supplements": [],
    }


def _tell(objection: Objection, what: str) -> None:
    for post in (Post.OFFICE, Post.SUPERVISOR):
        tell_post(post, objection, f"{what}{objection.caption}（{objection.state.label}）")


def _next_number() -> str:
    """The register's lock keeps the year's series without gaps."""
    head_of(db.session())
    year = clock.today().year
    numbered = select(func.count()).where(Objection.number.startswith(f"Y{year}-"))
    return f"Y{year}-{(db.session.scalar(numbered) or 0) + 1:02}"
