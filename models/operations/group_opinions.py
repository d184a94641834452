"""领导小组成员意见 · each member's word on a proposed roster; of an absent one, why they are."""

from models import clock, policy
from models.errors import Refusal
from models.operations.proposals import tell_whoever
from models.operations.register import register
from models.rules.article_06_approval import ARTICLE
from models.tables import GroupOpinion, Holding, ProposedRoster
from models.vocabulary import GroupOpinionKind, Permission
from models.workflows.proposal import State

_LONGEST = 500


def give(proposal: ProposedRoster, kind: GroupOpinionKind, note: str, *, by: Holding) -> None:
    """A member's own opinion of this round. Disagreeing needs a reason; the leader decides."""
    if no := policy.refusal(by, Permission.GIVE_GROUP_OPINION, proposal):
        raise no
    if kind is GroupOpinionKind.ABSENT:
        raise Refusal("缺席由专家办登记，请选择同意或不同意", article=ARTICLE, field="kind")
    if kind is GroupOpinionKind.DISAGREE and not note.strip():
        raise Refusal("不同意的，请写明理由", article=ARTICLE, field="note")
    opinion = _awaited(proposal, by.account_id)
    if opinion is None:
        raise Refusal("本轮没有等您发表的意见，或者您已发表过", article=ARTICLE)
    _record(opinion, kind, note, by)
    register(
        "proposed_roster:opinion", f"小组成员意见：{kind.label}", by=by, subject=proposal,
        article=ARTICLE, round=opinion.round, note=opinion.note,
    )  # fmt: skip
    _tell_the_leader(proposal, by)


def record_absence(proposal: ProposedRoster, account_id: int, note: str, *, by: Holding) -> None:
    """The office notes that a member who was asked is absent, and why."""
    if no := policy.refusal(by, Permission.COMPILE_PROPOSAL, proposal):
        raise no
    if not note.strip():
        raise Refusal("登记缺席必须写明原因", article=ARTICLE, field="note")
    opinion = _awaited(proposal, account_id)
    if opinion is None:
        raise Refusal("这名成员没有待发表的意见，请刷新后再看", article=ARTICLE, field="member")
    _record(opinion, GroupOpinionKind.ABSENT, note, by)
    register(
        "proposed_roster:absence", "登记小组成员缺席", by=by, subject=proposal, article=ARTICLE,
        name=opinion.account.name, round=opinion.round, note=opinion.note,
    )  # fmt: skip
    _tell_the_leader(proposal, by)


def _awaited(proposal: ProposedRoster, account_id: int) -> GroupOpinion | None:
    if proposal.state is not State.CONSULTING:
        raise Refusal(
            f"现在是“{proposal.state.label}”，不在征求领导小组意见的阶段", article=ARTICLE
        )
    return next(
        (
            each
            for each in proposal.current_opinions
            if each.account_id == account_id and each.kind is None
        ),
        None,
    )


def _record(opinion: GroupOpinion, kind: GroupOpinionKind, note: str, by: Holding) -> None:
    if len(note.strip()) > _LONGEST:
        raise Refusal(f"意见不超过{_LONGEST}字", article=ARTICLE, field="note")
    opinion.kind, opinion.note = kind, note.strip()
    opinion.at, opinion.recorded_by_id = clock.now(), by.account_id


def _tell_the_leader(proposal: ProposedRoster, by: Holding) -> None:
    """Once everybody has spoken."""
    if not proposal.members_awaited:
        tell_whoever(Permission.APPROVE_PROPOSAL, proposal, besides=by.account_id)
