"""抽取 · freezing a pool, taking the contributions, holding the draw (Art. 11)."""

import secrets
from datetime import timedelta

from sqlalchemy import select

from models import clock
from models.db import db
from models.errors import NotPermitted, Refusal
from models.operations.notices import tell_next, tell_post
from models.operations.register import register
from models.operations.steps import advance
from models.queries import pool
from models.queries.parameters import value_of
from models.rules import article_11_draw as art11
from models.rules.article_11_pool import Asked, reasons_out
from models.settings import DRAW_HOURS, DRAW_POLICY, EMPLOYER_CAP, WEIGHTS
from models.tables import Assignment, Contribution, Dispatch, Draw, Expert, Holding, Seat
from models.vocabulary import ContributorRole, DrawPolicy, Post
from models.workflows import dispatch as dispatch_flow
from models.workflows.draw import Action, State


def request_for(dispatch: Dispatch, number: str, round_: int, voids: int) -> art11.Request:
    """What would be frozen now: the vacant seats, who may sit in them, and why others may not."""
    seats = [seat for seat in dispatch.seats if seat.is_vacant]
    asked = [Asked(seat.specialty_code, seat.min_grade) for seat in seats]
    task, limits = pool.task_of(db.session(), dispatch, asked), pool.limits(db.session())
    seated = {part.expert_id for part in dispatch.seated}
    listed = [row for row in pool.roster(db.session(), dispatch) if row.id not in seated]
    out = {row.profile.code: reasons_out(row.profile, task, limits) for row in listed}
    loads = pool.loads(db.session())
    return art11.Request(
        draw_no=number,
        dispatch_no=dispatch.number,
        round=round_,
        voids=voids,
        seats=tuple(
            art11.SeatAsked(seat.number, seat.specialty_code, seat.min_grade) for seat in seats
        ),
        seated=tuple(
            art11.Seated(part.expert.code, employer_code(part.expert.employer_id))
            for part in dispatch.seated
        ),
        employer_cap=value_of(db.session(), EMPLOYER_CAP),
        pool=tuple(
            _candidate(row, loads.get(row.id, 0)) for row in listed if not out[row.profile.code]
        ),
        excluded=tuple(
            art11.Excluded(code, "；".join(reason.label for reason in reasons))
            for code, reasons in out.items()
            if reasons
        ),
        weights=tuple(value_of(db.session(), WEIGHTS)),
    )


def employer_code(employer_id: int) -> str:
    """How an employer stands in a bundle: a stranger can count it and learns no name."""
    return f"U{employer_id:05}"


def _candidate(row: pool.Listed, load: int) -> art11.Candidate:
    who = row.profile
    employer = employer_code(row.employer_id)
    return art11.Candidate(who.code, who.specialties, who.grade, employer, load)


def freeze(dispatch: Dispatch, *, by: Holding) -> Draw:
    """Write down request and pool, and publish the commitment. From here on nothing about the
    dispatch changes without a void. Refused, naming the seats, where nobody could be seated."""
    flow, supplementary = dispatch_flow.Action, dispatch.issued_at is not None
    check_host(by)
    advance(dispatch, flow.REFREEZE if supplementary else flow.FREEZE, by=by)
    draw = _opened(dispatch, by)
    request = request_for(dispatch, draw.number, draw.round, draw.voids)
    if gap := art11.blocked(request):
        raise gap.told({seat.specialty_code: seat.specialty_name for seat in dispatch.seats})
    nonce = secrets.token_bytes(art11.NONCE_BYTES)
    draw.request, draw.nonce = request.as_json(), nonce.hex()
    draw.commitment = art11.commitment(request, nonce).hex()
    dispatch.draws.append(draw)
    register(
        "draw:freeze", "冻结抽取名单", by=by, subject=draw, article=art11.ARTICLE,
        draw=draw.number, commitment=draw.commitment, pool=len(request.pool), voids=draw.voids,
    )  # fmt: skip
    if draw.policy is not DrawPolicy.OPERATOR:
        tell_post(Post.SUPERVISOR, draw, f"请见证抽取：{dispatch.caption}")
    return draw


def _opened(dispatch: Dispatch, by: Holding) -> Draw:
    """The next attempt: a called-off or voided one keeps its number and its place."""
    held = [draw for draw in dispatch.draws if draw.state is State.PUBLISHED]
    round_ = len(held) + 1
    attempt = sum(draw.round == round_ for draw in dispatch.draws) + 1
    return Draw(
        number=f"C{dispatch.year}-{dispatch.serial:04}-{round_}-{attempt}",
        round=round_,
        attempt=attempt,
        voids=sum(draw.state is State.VOIDED for draw in dispatch.draws),
        policy=DrawPolicy(value_of(db.session(), DRAW_POLICY)),
        frozen_at=clock.now(),
        frozen_by_id=by.account_id,
        expires_at=clock.now() + timedelta(hours=value_of(db.session(), DRAW_HOURS)),
    )


def check_host(by: Holding) -> None:
    """Refuse whoever the policy in force does not let hold draws."""
    policy = DrawPolicy(value_of(db.session(), DRAW_POLICY))
    if by.post is not policy.host:
        raise NotPermitted(
            f"现行抽取方式是“{policy.label}”，应由{policy.host.label}主持", article=11
        )


def contribute(draw: Draw, text: str, *, by: Holding) -> None:
    """Take one party's text; the last one and the draw itself are one act, so that nobody sees a
    result and can still call it off."""
    db.session.refresh(draw, with_for_update=True)  # the other party may be giving theirs now
    role = _check_turn(draw, by)
    art11.check_contribution([given.text for given in draw.contributions], text)
    draw.contributions.append(
        Contribution(role=role, account_id=by.account_id, account=by.account, text=text.strip())
    )
    register(
        "draw:contribute", f"{role.label}投入随机内容", by=by, subject=draw, article=art11.ARTICLE,
        draw=draw.number, text_digest=art11.sm3(text.strip().encode()).hex(),
    )  # fmt: skip
    if not draw.awaited:
        _hold(draw, by)


def _check_turn(draw: Draw, by: Holding) -> ContributorRole:
    role = draw.role_for(by.post)
    if draw.state is not State.FROZEN:
        raise Refusal(f"本次抽取“{draw.state.label}”，不再接受随机内容", article=art11.ARTICLE)
    if draw.dispatch.open_changes:
        raise Refusal("本派遣有变更申请待分管领导批准，请等决定之后再投入", article=art11.ARTICLE)
    if draw.has_expired:
        raise Refusal("已超过抽取时限，请取消冻结后重新冻结名单", article=art11.ARTICLE)
    if any(given.account_id == by.account_id for given in draw.contributions):
        raise Refusal("您已经投入过随机内容，另一方须由他人投入", article=art11.ARTICLE)
    if role is None or role not in draw.awaited:
        raise NotPermitted(
            "您这一方的随机内容已由他人投入，或者本次抽取不需要", article=art11.ARTICLE
        )
    return role


def _check_posts_still_held(draw: Draw) -> None:
    """Each party must still hold the post it contributed in."""
    for given in draw.contributions:
        roles = {draw.role_for(holding.post) for holding in given.account.holdings}
        if given.role not in roles:
            raise Refusal(
                f"{given.role.label}{given.account.name}的岗位已经变动，请取消冻结后重新冻结名单",
                article=art11.ARTICLE,
            )


def _hold(draw: Draw, by: Holding) -> None:
    _check_posts_still_held(draw)
    held = art11.hold(
        art11.Request.from_json(draw.request),
        bytes.fromhex(draw.nonce),
        [
            art11.Contribution(given.role, clock.local(given.at).isoformat(), given.text)
            for given in draw.contributions
        ],
        clock.local(clock.now()).isoformat(),
    )
    draw.bundle, draw.digest = held.bundle, held.digest
    advance(draw, Action.DRAW, by=by, draw=draw.number, digest=draw.digest)
    _seat(draw, {pick.seat: pick.expert for pick in held.picks})
    advance(draw.dispatch, dispatch_flow.Action.DRAW, by=by, draw=draw.number, digest=draw.digest)
    tell_next(draw.dispatch, besides=by.account_id)


def _seat(draw: Draw, names: dict[int, str]) -> None:
    seats: dict[int, Seat] = {seat.number: seat for seat in draw.dispatch.seats}
    drawn = db.session.scalars(select(Expert).where(Expert.code.in_(names.values())))
    experts = {expert.code: expert for expert in drawn}
    for number, code in names.items():
        expert = experts[code]
        draw.dispatch.assignments.append(
            Assignment(
                seat=seats[number],
                draw=draw,
                expert=expert,
                employer=expert.employer.name,
                grade=expert.grade,
                certificate_no=expert.certificate_no or "",
            )
        )


def call_off(draw: Draw, *, by: Holding, note: str) -> None:
    """Give up a freeze, on record. Once anyone has contributed, only after the time limit."""
    if draw.contributions and not draw.has_expired:
        raise Refusal(
            "已有人投入随机内容，时限之内不能取消冻结；请等待另一方投入", article=art11.ARTICLE
        )
    advance(draw, Action.CALL_OFF, by=by, note=note, draw=draw.number)
    advance(draw.dispatch, dispatch_flow.Action.CALL_OFF, by=by, note=note)
