"""对象单位反馈 · asking a target unit by a link with a code, and taking its answer (Art. 17).

The code is told once and kept nowhere; who answered is told nowhere but in the sealed words.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from models import clock, policy
from models.db import db
from models.errors import Refusal
from models.operations.notices import tell, tell_post
from models.operations.register import reference, register, untraced
from models.queries import feedback as queries
from models.rules import article_17_feedback as art17
from models.rules import case_code
from models.rules.article_17_feedback import ARTICLE
from models.tables import Dispatch, Feedback, FeedbackInvitation, Holding, Unit
from models.vocabulary import InvitationState, Permission, Post
from models.workflows.dispatch import State

LONGEST = 1000
_AFTER = {State.UNDERWAY, State.DELIVERED, State.RECEIVED, State.CLOSED}
_CLOSED_TO = {
    InvitationState.ANSWERED: "这份反馈已经提交过，要补充的，请与派遣股室联系",
    InvitationState.REVOKED: "这个反馈码已经撤回，请与派遣股室联系",
    InvitationState.EXPIRED: "这个反馈码已经过期，请与派遣股室联系重新发送",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a unit answers: ``scores`` by the keys of the questions; the rest may be empty."""

    scores: Mapping[str, int]
    has_asked_favours: bool
    text: str = ""
    name: str = ""
    contact: str = ""


def invite(dispatch: Dispatch, unit: Unit, *, by: Holding) -> str:
    """Ask the unit, or ask it anew under another code; returns the code, which is kept nowhere."""
    if no := policy.refusal(by, Permission.INVITE_FEEDBACK, dispatch):
        raise no
    _check_over(dispatch)
    if unit not in dispatch.targets:
        raise Refusal("这个单位不是本次派遣的对象单位，请从所列单位中选择", article=ARTICLE)
    earlier = queries.invitation_of(db.session(), dispatch.id, unit.id)
    if earlier and earlier.state is InvitationState.ANSWERED:
        raise Refusal(f"{unit.name}已经反馈，不需要再发", article=ARTICLE)
    invitation = earlier or FeedbackInvitation(dispatch=dispatch, unit=unit)
    code = case_code.of_digest(secrets.token_hex(32))
    invitation.code_lookup = queries.lookup_of(code)
    invitation.issuer_id, invitation.issued_at = by.account_id, clock.now()
    invitation.expires_at = clock.now() + timedelta(days=art17.DAYS_VALID)
    invitation.revoked_at = None
    db.session.add(invitation)
    what = "重新请对象单位反馈" if earlier else "请对象单位反馈"
    register(
        "feedback:invite", what, by=by, subject=invitation, article=ARTICLE, unit=unit.name,
        until=clock.local(invitation.expires_at).date().isoformat(),
    )  # fmt: skip
    return code


def _check_over(dispatch: Dispatch) -> None:
    if dispatch.state not in _AFTER or not art17.is_over(dispatch.assignments):
        raise Refusal("任务还没有结束，专家全部离场以后再请对象单位反馈", article=ARTICLE)


def revoke(invitation: FeedbackInvitation, *, by: Holding) -> None:
    """The code opens nothing any more."""
    if no := policy.refusal(by, Permission.INVITE_FEEDBACK, invitation.dispatch):
        raise no
    if invitation.state is not InvitationState.OPEN:
        raise Refusal(f"反馈邀请{invitation.state.label}，不需要撤回", article=ARTICLE)
    invitation.revoked_at = clock.now()
    register(
        "feedback:revoke", "撤回反馈邀请", by=by, subject=invitation, article=ARTICLE,
        unit=invitation.unit.name,
    )  # fmt: skip


def check_open(invitation: FeedbackInvitation) -> None:
    """Refuse a code that takes no answer, and say whom to turn to."""
    if why := _CLOSED_TO.get(invitation.state):
        raise Refusal(why, article=ARTICLE)


def answer(invitation: FeedbackInvitation, said: Said) -> None:
    """Take the unit's answer, once; what it says of integrity the supervisor learns at once."""
    # It may be answered at this moment.
    db.session.refresh(invitation, with_for_update={"of": FeedbackInvitation})
    check_open(invitation)
    art17.check_scores(said.scores)
    given = Feedback(
        invitation=invitation,
        has_asked_favours=said.has_asked_favours,
        words={name: getattr(said, name).strip() for name in ("text", "name", "contact")},
        **said.scores,
    )
    db.session.add(given)
    with untraced():
        register(
            "feedback:answer", "收到对象单位反馈", by=None, subject=invitation, article=ARTICLE,
            unit=invitation.unit.name,
        )  # fmt: skip
    dispatch = invitation.dispatch
    tell(dispatch.handler_id, f"收到对象单位反馈：{dispatch.caption}", reference(dispatch))
    if art17.alarms(given):
        tell_post(Post.SUPERVISOR, dispatch, f"对象单位反映廉洁问题，请核查：{dispatch.caption}")
