"""申报批次 · drafting an intake cycle, opening it to everyone, giving it more time (Art. 6(1))."""

from dataclasses import dataclass
from datetime import date

from models import clock, policy
from models.db import db
from models.errors import IllegalMove, Refusal
from models.operations.notices import tell, tell_post
from models.operations.register import register
from models.operations.steps import advance
from models.queries import intakes
from models.queries.parameters import in_force, value_of
from models.rules.article_06_intake import ARTICLE, check_window
from models.settings import (
    AGE_LIMIT,
    INTAKE_MONTH,
    INTERMEDIATE_YEARS,
    KEY_INDUSTRY_YEARS,
    READMISSION_YEARS,
    SENIOR_YEARS,
)
from models.tables import Holding, IntakeCycle
from models.vocabulary import Permission, Post
from models.workflows.intake import Action, State

_FROZEN = (
    AGE_LIMIT, SENIOR_YEARS, INTERMEDIATE_YEARS, KEY_INDUSTRY_YEARS, READMISSION_YEARS,
)  # fmt: skip
_INVITED = (Post.HR, Post.SECTION, Post.UNIT)  # who may apply for somebody, or receives it


@dataclass(frozen=True, slots=True)
class Terms:
    """What is announced. ``reason``: why it is held besides the yearly one; empty for that."""

    title: str
    opens_on: date
    closes_on: date
    invitation: str
    reason: str = ""


def draft(terms: Terms, *, by: Holding) -> IntakeCycle:
    """A new draft, which only the bureau sees."""
    year = terms.opens_on.year
    cycle = IntakeCycle(
        year=year,
        serial=intakes.last_serial(db.session(), year) + 1,
        opener_id=by.account_id,
        limits={},
    )
    _refuse_if_not_permitted(cycle, by)
    _write(cycle, terms)
    db.session.add(cycle)
    _register("draft", "起草申报批次", cycle, by)
    return cycle


def redraft(cycle: IntakeCycle, terms: Terms, *, seen: int, by: Holding) -> None:
    """Change a draft. ``seen``: the version the person had before them."""
    _refuse_if_not_permitted(cycle, by)
    if cycle.state is not State.DRAFT:
        raise IllegalMove("申报通知已发布，不能再改；需要延长的，请办理延期", article=ARTICLE)
    if seen != cycle.version:
        raise Refusal("您打开本页之后，这个批次已被他人修改，请重新打开本页再改", article=ARTICLE)
    if terms.opens_on.year != cycle.year:
        raise Refusal(
            f"这是{cycle.year}年的批次，开始日应在{cycle.year}年；其他年度的请另行起草",
            article=ARTICLE,
            field="opens_on",
        )
    _write(cycle, terms)
    _register("redraft", "修改申报批次", cycle, by)


def take(cycle: IntakeCycle, action: str, *, by: Holding, note: str = "") -> None:
    """Open, conclude or withdraw it, with all that follows. Opening freezes the limits of
    Article 5, so that everyone in it is read alike."""
    if action == Action.OPEN:
        _refuse_a_second(cycle)
        _check(cycle.opens_on, cycle.closes_on, cycle.reason)
    move = advance(cycle, action, by=by, note=note, title=cycle.title)
    if move.action is Action.OPEN:
        settings = in_force(db.session())
        cycle.limits = {each.key: settings[each.key] for each in _FROZEN}
        cycle.opener_id = by.account_id
        for post in _INVITED:
            tell_post(post, cycle, f"{cycle.title}：申报期{cycle.window}")


def extend(cycle: IntakeCycle, closes_on: date, *, reason: str, by: Holding) -> None:
    """Give more time, for a reason that everyone is told."""
    _refuse_if_not_permitted(cycle, by)
    if cycle.state is not State.OPEN:
        raise IllegalMove(f"现在是“{cycle.state.label}”，不能延期", article=ARTICLE)
    if closes_on <= max(cycle.closes_on, clock.today()):
        later = max(cycle.closes_on, clock.today())
        raise Refusal(
            f"新的截止日应在{later.year}年{later.month}月{later.day}日之后",
            article=ARTICLE,
            field="closes_on",
        )
    if not reason.strip():
        raise Refusal("请写明延期的理由", article=ARTICLE, field="reason")
    before, cycle.closes_on = cycle.closes_on, closes_on
    register(
        "intake_cycle:extend", "延长申报期", by=by, subject=cycle, article=ARTICLE,
        until_before=before.isoformat(), until=closes_on.isoformat(), reason=reason.strip(),
    )  # fmt: skip
    _tell_everyone(cycle)


def _tell_everyone(cycle: IntakeCycle) -> None:
    text = f"申报期已延长：{cycle.title}，{cycle.window}"
    for post in _INVITED:
        tell_post(post, cycle, text)
    for account_id in intakes.applicants(db.session(), cycle):
        tell(account_id, text, cycle.matter)


def _refuse_if_not_permitted(cycle: IntakeCycle, by: Holding) -> None:
    if no := policy.refusal(by, Permission.RUN_INTAKE, cycle):
        raise no


def _check(opens_on: date, closes_on: date, reason: str) -> None:
    month = value_of(db.session(), INTAKE_MONTH)
    check_window(opens_on, closes_on, reason=reason, month=month, today=clock.today())


def _refuse_a_second(cycle: IntakeCycle) -> None:
    """There is one yearly cycle a year; whatever is held besides has a reason."""
    if cycle.is_supplementary:
        return
    yearly = intakes.yearly(db.session(), cycle.year)
    if yearly and yearly is not cycle:
        raise Refusal(
            f"{cycle.year}年已有“{yearly.title}”；再次申报的是增补，请写明增补的理由",
            article=ARTICLE,
            field="reason",
        )


def _write(cycle: IntakeCycle, terms: Terms) -> None:
    _check(terms.opens_on, terms.closes_on, terms.reason)
    cycle.opens_on, cycle.closes_on = terms.opens_on, terms.closes_on
    cycle.title, cycle.invitation = terms.title.strip(), terms.invitation.strip()
    cycle.reason = terms.reason.strip()
    _refuse_a_second(cycle)


def _register(act: str, label: str, cycle: IntakeCycle, by: Holding) -> None:
    register(
        f"intake_cycle:{act}", label, by=by, subject=cycle, article=ARTICLE, title=cycle.title,
        since=cycle.opens_on.isoformat(), until=cycle.closes_on.isoformat(), reason=cycle.reason,
    )  # fmt: skip
