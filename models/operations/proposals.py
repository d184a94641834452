"""拟定名单 · its way through the leadership group, step by step (Art. 6(3))."""

from collections.abc import Callable, Mapping

from models.db import db
from models.errors import Refusal
from models.operations.compiling import count, take_off
from models.operations.notices import holders_of, tell
from models.operations.steps import advance, choose
from models.queries import proposals
from models.rules.article_06_approval import ARTICLE
from models.tables import GroupOpinion, Holding, ProposedRoster
from models.vocabulary import Permission
from models.workflows.proposal import Action


def take(proposal: ProposedRoster, action: str, *, by: Holding, note: str = "") -> None:
    """Take a step that the page offers, with all that follows from it."""
    _ACTS.get(action, _step)(proposal, action, by, note)


def _step(proposal: ProposedRoster, action: str, by: Holding, note: str) -> None:
    choose(proposal, action, by=by, note=note)


def _submit(proposal: ProposedRoster, action: str, by: Holding, note: str) -> None:
    """The persons and the cap are frozen, and each member is asked."""
    count(proposal)
    advance(
        proposal, action, by=by, note=note, number=proposal.number, persons=proposal.persons,
        additions=len(proposal.additions), removals=len(proposal.removals), cap=proposal.cap,
    )  # fmt: skip
    members = proposals.members(db.session())
    if not members:
        raise Refusal("领导小组还没有常务副组长、副组长，请先由安全管理员分配岗位", article=ARTICLE)
    for member in members:
        proposal.opinions.append(
            GroupOpinion(round=proposal.round, account=member.account, post=member.post)
        )
        tell(member.account_id, f"请发表意见：{proposal.caption}", proposal.matter)


def _approve(proposal: ProposedRoster, action: str, by: Holding, note: str) -> None:
    advance(proposal, action, by=by, note=note)
    tell_whoever(Permission.PUBLISH_NOTICE, proposal, besides=by.account_id)


def _return(proposal: ProposedRoster, action: str, by: Holding, note: str) -> None:
    """Back to the office with the reason; the next submission begins another round."""
    advance(proposal, action, by=by, note=note, round=proposal.round)
    tell(proposal.compiler_id, f"已退回修改：{proposal.caption}", proposal.matter)


def _discard(proposal: ProposedRoster, action: str, by: Holding, note: str) -> None:
    """Whoever stood on it can stand on another."""
    advance(proposal, action, by=by, note=note)
    for item in proposal.items:
        take_off(item, by)


def tell_whoever(permission: Permission, proposal: ProposedRoster, *, besides: int) -> None:
    """Tell those who can take the next step, where it is made by an act of its own."""
    for holding in holders_of(permission, proposal):
        if holding.account_id != besides:
            text = f"待办：{proposal.caption}（{proposal.state.label}）"
            tell(holding.account_id, text, proposal.matter)


_ACTS: Mapping[str, Callable[[ProposedRoster, str, Holding, str], None]] = {
    Action.SUBMIT: _submit,
    Action.APPROVE: _approve,
    Action.RETURN: _return,
    Action.DISCARD: _discard,
}
