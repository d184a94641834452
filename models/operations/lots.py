"""同票抽签 · a commitment, two texts, and the names that follow from them (Art. 4)."""

import secrets

from models import clock, policy
from models.db import db
from models.errors import Refusal
from models.operations.notices import tell, tell_next, tell_post
from models.operations.register import register
from models.operations.steps import advance
from models.rules.article_04_election import ARTICLE, commitment, draw_lots
from models.rules.article_11_draw import (
    NONCE_BYTES,
    Contribution,
    check_contribution,
    digest_of,
    sm3,
)
from models.tables import Election, ElectionLot, Holding, LotContribution, Nomination
from models.vocabulary import Permission, Post
from models.workflows.election import Action, State


def commit_to(election: Election, tied: list[Nomination], places: int, *, by: Holding) -> None:
    """Publish the commitment; the section and a supervisor are to bring a text each."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    lot = ElectionLot(
        election=election,
        candidates=sorted(each.expert.code for each in tied),
        places=places,
        nonce=nonce.hex(),
    )
    lot.commitment = commitment(lot.request, nonce).hex()
    db.session.add(lot)
    register(
        "election:commit", "公布同票抽签的承诺码", by=by, subject=election, article=ARTICLE,
        commitment=lot.commitment, places=places,
    )  # fmt: skip
    tell(election.handler_id, f"同票，请投入随机内容：{election.caption}", election.matter)
    tell_post(Post.SUPERVISOR, election, f"请见证同票抽签：{election.caption}")


def contribute(election: Election, text: str, *, by: Holding) -> None:
    """Take one side's text. With the second the lots are drawn, in the same act."""
    db.session.refresh(election, with_for_update=True)  # the other side may be giving theirs now
    lot = _lot_awaiting(election, by)
    check_contribution([given.text for given in lot.contributions], text)
    lot.contributions.append(
        LotContribution(
            post=by.post, account_id=by.account_id, account=by.account, at=clock.now(),
            text=text.strip(),
        )
    )  # fmt: skip
    register(
        "election:contribute", f"{by.post.label}投入随机内容", by=by, subject=election,
        article=ARTICLE, text_digest=sm3(text.strip().encode()).hex(),
    )  # fmt: skip
    if not lot.awaited:
        _draw(lot, by)


def _lot_awaiting(election: Election, by: Holding) -> ElectionLot:
    if no := policy.refusal(by, Permission.DRAW_LOTS, election):
        raise no
    lot = election.lot
    if election.state is not State.TIED or lot is None:
        raise Refusal("本次推选没有待抽的签", article=ARTICLE)
    if any(given.account_id == by.account_id for given in lot.contributions):
        raise Refusal("您已经投入过随机内容，另一方须由他人投入", article=ARTICLE)
    if by.post not in lot.awaited:
        raise Refusal(f"{by.post.label}一方的随机内容已由他人投入", article=ARTICLE)
    return lot


def _draw(lot: ElectionLot, by: Holding) -> None:
    given = [
        Contribution(each.post.value, clock.local(each.at).isoformat(), each.text)
        for each in lot.contributions
    ]
    drawn_at = clock.local(clock.now()).isoformat()
    lot.bundle = draw_lots(lot.request, bytes.fromhex(lot.nonce), given, drawn_at)
    lot.digest = digest_of(lot.bundle)
    drawn = set(lot.bundle["drawn"])
    election = lot.election
    for candidate in election.candidates:
        candidate.is_elected = candidate.is_elected or candidate.expert.code in drawn
    names = [each.expert.name for each in election.elected]
    advance(election, Action.DRAW_LOTS, by=by, digest=lot.digest, elected=names)
    tell_next(election, besides=by.account_id)
