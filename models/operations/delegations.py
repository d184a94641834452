"""代签授权 · lending a post while its holder is away, taking it on, and ending it (Art. 11)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from models import clock, policy
from models.db import db
from models.errors import NotPermitted, Refusal
from models.operations.notices import tell
from models.operations.register import register
from models.queries import delegations
from models.queries.parameters import value_of
from models.settings import DELEGATION_DAYS
from models.tables import Account, Delegation, Holding, Section
from models.vocabulary import DelegatedKind, DelegationStanding, Post

ARTICLE = 11
_OPEN = {DelegationStanding.OFFERED, DelegationStanding.AHEAD, DelegationStanding.IN_FORCE}


@dataclass(frozen=True, slots=True)
class Wanted:
    """From when until when, both days included; for what; in which of the sections in charge."""

    starts_on: date
    ends_on: date
    kinds: Collection[DelegatedKind]
    reason: str
    sections: Collection[Section] = ()


def offer(holding: Holding, substitute: Account, wanted: Wanted, *, by: Holding) -> Delegation:
    """Offer ``holding`` to ``substitute``; it has force once they have accepted. Whoever calls it
    has confirmed the identity of ``by``: the holder, or the leader for a deputy who cannot."""
    db.session.refresh(holding, with_for_update={"of": Holding})  # so that one waits, and not two
    _check_maker(holding, by)
    _check_substitute(holding, substitute, by)
    _check_period(holding, wanted)
    if not wanted.kinds:
        raise Refusal("请选择授权代签的事项", article=ARTICLE, field="kinds")
    if not wanted.reason.strip():
        raise Refusal("请写明离岗原因，如 外出学习", article=ARTICLE, field="reason")
    if any(each.id not in holding.section_ids for each in wanted.sections):
        raise Refusal("所选股室不由授权人分管，请重新勾选", article=ARTICLE, field="sections")
    made = Delegation(
        account_id=holding.account_id, holding_id=holding.id, post=holding.post,
        principal=holding.account, substitute=substitute, substitute_id=substitute.id,
        starts_on=wanted.starts_on, ends_on=wanted.ends_on,
        kinds=sorted(kind.value for kind in wanted.kinds), reason=wanted.reason.strip(),
        maker_id=by.account_id,
        sections=list(wanted.sections),
    )  # fmt: skip
    db.session.add(made)
    _register(made, "offer", "代签授权", by=by, scope=made.scope, reason=made.reason,
              starts=made.starts_on.isoformat(), ends=made.ends_on.isoformat())  # fmt: skip
    tell(substitute.id, f"请答复代签授权：{made.caption}", made.matter)
    return made


def accept(delegation: Delegation, *, by: Account) -> None:
    """Take it on. Whoever calls it has confirmed the identity of ``by``."""
    _check_offered(delegation, by)
    _check_standing_in(delegation.post, by)
    delegation.accepted_at = clock.now()
    _register(delegation, "accept", "接受代签授权", by=by)
    tell(delegation.account_id, f"已接受代签授权：{delegation.caption}", delegation.matter)


def decline(delegation: Delegation, *, note: str, by: Account) -> None:
    _check_offered(delegation, by)
    if not note.strip():
        raise Refusal("不接受代签授权，请写明理由", article=ARTICLE, field="note")
    _close(delegation, note, by)
    _register(delegation, "decline", "不接受代签授权", by=by, note=note.strip())
    tell(delegation.maker_id, f"未接受代签授权：{delegation.caption}", delegation.matter)


def end(delegation: Delegation, *, note: str, by: Holding) -> None:
    """End it before its time: either of the two, whoever made it, or the leader."""
    parties = {delegation.account_id, delegation.substitute_id, delegation.maker_id}
    if by.account_id not in parties and not leads(by):
        raise NotPermitted("只有授权人、代签人和组长能结束代签授权", article=ARTICLE)
    if delegation.standing not in _OPEN:
        raise Refusal("这份代签授权已经结束，不必再办", article=ARTICLE)
    _close(delegation, note, by.account)
    _register(delegation, "end", "提前结束代签授权", by=by, note=note.strip())
    for account_id in sorted(parties - {by.account_id}):
        tell(account_id, f"代签授权已结束：{delegation.caption}", delegation.matter)


def leads(actor: Holding) -> bool:
    """Whether everybody's are theirs to make and to end: the leader's, in person."""
    return actor.post is Post.LEADER and actor.delegation is None


def lapse(account: Account, *, by: Holding) -> None:
    """Whoever lost a post lends and borrows none any more."""
    for each in delegations.standing_of(db.session(), account.id):
        _close(each, "岗位变动", by.account)
        _register(each, "end", "岗位变动，结束代签授权", by=by)


def _check_maker(holding: Holding, by: Holding) -> None:
    if by.delegation:
        raise NotPermitted("代签人不能再转授他人", article=ARTICLE)
    if holding.post not in policy.STAND_INS:
        raise NotPermitted(f"{holding.post.label}岗位不能授权他人代签", article=ARTICLE)
    if holding.account_id != by.account_id and not leads(by):
        raise NotPermitted("只能授权他人代签本人的岗位，他人的由组长指定", article=ARTICLE)


def _check_substitute(holding: Holding, substitute: Account, by: Holding) -> None:
    if substitute.id == holding.account_id:
        raise Refusal("代签人不能是本人", article=ARTICLE, field="substitute")
    if not substitute.is_enabled:
        raise Refusal("此人的账号已停用，请另选代签人", article=ARTICLE, field="substitute")
    _check_standing_in(holding.post, substitute)


def _check_standing_in(post: Post, substitute: Account) -> None:
    """Of a fitting rank, and never what one person may not hold together."""
    posts = frozenset(held.post for held in substitute.holdings)
    if not posts & policy.STAND_INS[post]:
        fitting = "、".join(each.label for each in Post if each in policy.STAND_INS[post])
        raise Refusal(
            f"{post.label}只能由{fitting}代签，请另选", article=ARTICLE, field="substitute"
        )
    taken = delegations.accepted_posts(db.session(), substitute.id)
    policy.check_posts(posts | taken | {post})


def _check_period(holding: Holding, wanted: Wanted) -> None:
    most = value_of(db.session(), DELEGATION_DAYS)
    if wanted.starts_on < clock.today():
        raise Refusal("授权不能从过去的日期开始", article=ARTICLE, field="starts_on")
    if wanted.ends_on < wanted.starts_on:
        raise Refusal("结束日期不能早于开始日期", article=ARTICLE, field="ends_on")
    if wanted.ends_on - wanted.starts_on >= timedelta(days=most):
        raise Refusal(f"一次授权不超过{most}天", article=ARTICLE, field="ends_on")
    if delegations.overlapping(db.session(), holding, wanted.starts_on, wanted.ends_on):
        raise Refusal("这段时间已有代签授权，请先结束原来的", article=ARTICLE, field="starts_on")


def _check_offered(delegation: Delegation, by: Account) -> None:
    if delegation.substitute_id != by.id:
        raise NotPermitted("只有被授权的人能答复", article=ARTICLE)
    if delegation.standing is not DelegationStanding.OFFERED:
        raise Refusal("这份代签授权已经答复或者结束，不必再办", article=ARTICLE)


def _close(delegation: Delegation, note: str, by: Account) -> None:
    delegation.ended_at, delegation.ender_id = clock.now(), by.id
    delegation.end_note = note.strip()[:120]


def _register(
    delegation: Delegation, act: str, label: str, *, by: Holding | Account, **facts: object
) -> None:
    register(
        f"delegation:{act}", label, by=by, subject=delegation, article=ARTICLE,
        name=delegation.principal.name, substitute=delegation.substitute.name,
        post=delegation.post.label, **facts,
    )  # fmt: skip
