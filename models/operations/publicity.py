"""公示 · publishing the notice of a proposed roster, lengthening, recalling and ending it."""

from datetime import date

from sqlalchemy import func, select

from models import clock, policy
from models.chain import head_of
from models.db import db
from models.errors import Refusal
from models.operations.proposals import tell_whoever
from models.operations.register import register
from models.operations.steps import advance
from models.queries.calendar import confirmed
from models.queries.parameters import value_of
from models.rules import article_06_publicity as art6
from models.rules.public_words import unfit_for_the_public
from models.settings import PUBLICITY_DAYS, PUBLICITY_RECKONING
from models.tables import Holding, ProposedRoster, PublicNotice, RosterItem
from models.vocabulary import Permission
from models.workflows import proposal as roster_flow
from models.workflows import publicity as notice_flow


def publish(proposal: ProposedRoster, *, ends_on: date | None, by: Holding) -> PublicNotice:
    """Show everyone who is to join and who to leave, to the end of ``ends_on``; None: for the
    shortest term. After a recall the whole term runs anew."""
    term = shortest_term()
    if ends_on is not None:
        term = art6.chosen(term, ends_on, confirmed(db.session()))
    if not proposal.joining and not proposal.leaving:
        raise Refusal("名单上没有可以公示的人，请核对拟定名单", article=art6.ARTICLE)
    number = _next_number(term.published_on.year)
    advance(
        proposal, roster_flow.Action.PUBLICISE, by=by, number=number,
        until=term.ends_on.isoformat(),
    )  # fmt: skip
    notice = PublicNotice(
        number=number,
        proposal=proposal,
        title=f"关于{proposal.title}的公示"[:120],
        additions=[addition(item).written() for item in proposal.joining],
        removals=[removal(item).written() for item in proposal.leaving],
        published_on=term.published_on,
        ends_on=term.ends_on,
        days=term.days,
        reckoning=term.reckoning,
        publisher_id=by.account_id,
    )
    db.session.add(notice)
    return notice


def shortest_term() -> art6.PublicityTerm:
    """The term of a notice published today. Refused while its year's calendar is unconfirmed."""
    session = db.session()
    days, way = value_of(session, PUBLICITY_DAYS), value_of(session, PUBLICITY_RECKONING)
    return art6.shortest(clock.today(), days, way, confirmed(session))


def addition(item: RosterItem) -> art6.PublicLine:
    return art6.PublicLine.of(item.name, item.employer, item.specialties)


def removal(item: RosterItem) -> art6.PublicLine:
    """Who is to leave: not what for, nor as what."""
    return art6.PublicLine.of(item.name, item.employer)


def extend(notice: PublicNotice, ends_on: date, *, note: str, by: Holding) -> None:
    """Lengthen the term; no act shortens it."""
    if no := policy.refusal(by, Permission.PUBLISH_NOTICE, notice):
        raise no
    if not notice.takes_objections:
        raise Refusal("公示已经结束或者撤回，不能再延长", article=art6.ARTICLE)
    if not note.strip():
        raise Refusal("延长公示必须写明理由", article=art6.ARTICLE, field="note")
    calendar = confirmed(db.session())
    art6.check_extension(notice.published_on, notice.ends_on, ends_on, calendar)
    before, notice.ends_on = notice.ends_on, ends_on
    register(
        "public_notice:extend", "延长公示", by=by, subject=notice, article=art6.ARTICLE,
        number=notice.number, until_before=before.isoformat(), until=ends_on.isoformat(),
        note=note.strip(),
    )  # fmt: skip


def recall(proposal: ProposedRoster, *, note: str, by: Holding) -> None:
    """Take the notice back, with the reason for everyone to read. What was objected stays to be
    dealt with."""
    notice = standing(proposal)
    for sentence in unfit_for_the_public(note):
        raise Refusal(sentence, article=art6.ARTICLE, field="note")
    advance(proposal, roster_flow.Action.RECALL, by=by, note=note, number=notice.number)
    advance(notice, notice_flow.Action.RECALL, by=by, note=note, number=notice.number)
    notice.recalled_for = note.strip()


def clear(proposal: ProposedRoster, *, by: Holding) -> None:
    """The days are over and every objection is closed: on to the director's meeting."""
    notice = standing(proposal)
    db.session.refresh(notice, with_for_update=True)  # an objection may be on its way
    advance(proposal, roster_flow.Action.CLEAR, by=by, number=notice.number)
    advance(notice, notice_flow.Action.CLOSE, by=by, number=notice.number)
    tell_whoever(Permission.DECIDE_PROPOSAL, proposal, besides=by.account_id)


def standing(proposal: ProposedRoster) -> PublicNotice:
    """The notice that stands; refused where there is none."""
    if proposal.notice is None:
        raise Refusal("这份名单没有正在进行的公示，请按最新状态办理", article=art6.ARTICLE)
    return proposal.notice


def _next_number(year: int) -> str:
    """The register's lock keeps the year's series without gaps."""
    head_of(db.session())
    numbered = select(func.count()).where(PublicNotice.number.startswith(f"G{year}-"))
    return f"G{year}-{(db.session.scalar(numbered) or 0) + 1:02}"
