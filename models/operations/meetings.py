"""工作会议 · planning one, asking people to come, taking attendance (Art. 14)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from models import clock, policy
from models.db import db
from models.errors import Refusal
from models.operations.asked import LONGEST, take_word
from models.operations.notices import tell, tell_next
from models.operations.register import register
from models.operations.steps import advance, choose
from models.queries import elections, lead_sections, meetings
from models.rules.article_14_meetings import ARTICLE, Quarter, refuse_uninvited
from models.tables import Consultation, Expert, Holding, Invitation, Meeting, Minutes, Plenary
from models.vocabulary import InvitationAnswer, Permission
from models.workflows.meeting import Action, State

ANSWERED = "答复会议邀请"


@dataclass(frozen=True, slots=True)
class Plan:
    """``agenda``: title and presenter of each item; ``invited``: the ids of the experts."""

    starts_at: datetime | None
    place: str
    chair_id: int | None
    agenda: Sequence[tuple[str, str]]
    invited: Collection[int]


def plan_consultation(
    industry: str, quarter: Quarter | None, *, reason: str = "", by: Holding
) -> Meeting:
    """Open the draft of a consultation; without a quarter, one that something urgent calls for
    (随时召开). The whole group is invited until somebody narrows it."""
    section = lead_sections.of_industries(db.session()).get(industry)
    names = elections.industries(db.session())
    if industry not in names or section is None:
        raise Refusal("该行业领域还没有牵头股室", article=ARTICLE, field="industry")
    _check_occasion(industry, quarter, reason)
    group = elections.members(db.session(), industry)
    officers = elections.sitting(db.session(), industry)
    meeting = Consultation(
        number=_next_number(),
        year=quarter.year if quarter else clock.today().year,
        quarter=quarter.number if quarter else None,
        reason="" if quarter else reason.strip(),
        industry_code=industry,
        industry_name=names[industry],
        section_id=section.id,
        handler_id=by.account_id,
        chair_id=officers[0].expert_id if officers else None,
        agenda=[],
        invitations=[Invitation(expert=each) for each in group],
    )
    return _open(meeting, by)


def _check_occasion(industry: str, quarter: Quarter | None, reason: str) -> None:
    if quarter is None:
        if not 0 < len(reason.strip()) <= LONGEST:
            raise Refusal(
                f"临时召开的，请写明需要研究的重大问题或者重要工作（{LONGEST}字以内）",
                article=ARTICLE,
                field="reason",
            )
    elif found := meetings.regular_of(db.session(), industry, quarter):
        raise Refusal(
            f"该行业{quarter.label}已有会商（{found.number}，{found.state.label}）；"
            "有重大问题需要研究的，请选“临时召开”并写明事由",
            article=ARTICLE,
            field="quarter",
        )


def plan_plenary(year: int, *, by: Holding) -> Meeting:
    """Open the draft of a year's plenary: everyone serving is invited."""
    if found := meetings.plenary_of(db.session(), year):
        raise Refusal(
            f"{year}年已有全体会议（{found.number}，{found.state.label}），请在该件上办理",
            article=ARTICLE,
            field="year",
        )
    meeting = Plenary(
        number=_next_number(),
        year=year,
        handler_id=by.account_id,
        agenda=[],
        invitations=[Invitation(expert=each) for each in meetings.serving(db.session())],
    )
    return _open(meeting, by)


def _open(meeting: Meeting, by: Holding) -> Meeting:
    if no := policy.refusal(by, meeting.organising, meeting):
        raise no
    db.session.add(meeting)
    register(
        "meeting:plan", f"筹备{meeting.caption}", by=by, subject=meeting, article=ARTICLE,
        industry=meeting.industry_name, reason=meeting.reason,
    )  # fmt: skip
    return meeting


def _next_number() -> str:
    year = clock.today().year
    return f"HS{year}-{meetings.numbered_in(db.session(), year) + 1:03}"


def edit(meeting: Meeting, plan: Plan, *, by: Holding) -> None:
    """Write the plan down. Only a draft changes: what was signed stands as it was signed."""
    if no := policy.refusal(by, meeting.organising, meeting):
        raise no
    if meeting.state is not State.DRAFT:
        raise Refusal(
            f"现在是“{meeting.state.label}”，会议安排不能再改；要改的，请召集人退回",
            article=ARTICLE,
        )
    candidates = {each.id for each in chairs(meeting)}
    if plan.chair_id is not None and plan.chair_id not in candidates:
        raise Refusal(
            "会议由专家组组长（副组长）主持，请从列出的人中选择", article=ARTICLE, field="chair"
        )
    meeting.starts_at, meeting.place = plan.starts_at, plan.place.strip()
    meeting.chair_id = plan.chair_id
    meeting.agenda = [
        {"title": title.strip(), "presenter": who.strip()} for title, who in plan.agenda
    ]
    _invite(meeting, set(plan.invited))
    register(
        "meeting:edit", "修改会议安排", by=by, subject=meeting, article=ARTICLE,
        persons=len(meeting.invitations),
    )  # fmt: skip


def chairs(meeting: Meeting) -> list[Expert]:
    """Who may chair it: the group's officers, for a plenary those of every group; while there are
    none, any of those who may be invited."""
    officers = elections.sitting(db.session(), meeting.industry_code)
    return list(dict.fromkeys(each.expert for each in officers)) or guests(meeting)


def guests(meeting: Meeting) -> list[Expert]:
    """Whom a plan may invite."""
    if isinstance(meeting, Plenary):
        return meetings.serving(db.session())
    return elections.members(db.session(), meeting.industry_code)


def _invite(meeting: Meeting, wanted: set[int]) -> None:
    known = {each.id: each for each in guests(meeting)}
    kept = [each for each in meeting.invitations if each.expert_id in wanted]
    there = {each.expert_id for each in kept}
    new = [Invitation(expert=known[each]) for each in sorted(wanted - there) if each in known]
    meeting.invitations = [*kept, *new]


def take(meeting: Meeting, action: str, *, by: Holding, note: str = "") -> None:
    """Take a step that the page offers, with all that follows from it."""
    were_invited = meeting.state is State.CONVENED
    move = choose(meeting, action, by=by, note=note)
    if move.action is Action.CONFIRM:
        last = meeting.minutes[-1]
        last.confirmed_at, last.confirmer_id = clock.now(), by.account_id
    if move.action is Action.REVISE:
        last = meeting.minutes[-1]
        meeting.minutes.append(
            Minutes(
                edition=last.edition + 1,
                reason=note.strip(),
                text=last.text,
                resolutions=[],
                writer_id=by.account_id,
            )
        )
    _tell(meeting, move.action, by, were_invited=were_invited)


def _tell(meeting: Meeting, action: Action, by: Holding, *, were_invited: bool) -> None:
    told = {
        Action.CONVENE: f"会议邀请：{meeting.caption}，请答复能否参加",
        Action.CANCEL: f"会议取消：{meeting.caption}",
    }
    if action is Action.CONVENE or (action is Action.CANCEL and were_invited):
        for each in meeting.invitations:
            tell(each.expert.account_id, told[action], meeting.matter)
    if action is Action.CONFIRM:
        for owner in meeting.resolutions:
            for holding in holders_in(owner.section_id):
                tell(holding, f"决议事项：{meeting.caption}，请按期办理", meeting.matter)
    tell_next(meeting, besides=by.account_id)


def holders_in(section_id: int) -> list[int]:
    """The accounts of the section's people, heads included; its deputy is not asked to do it."""
    posts = [p for p, g in policy.GRANTS.items() if Permission.FINISH_RESOLUTION in g]
    query = db.select(Holding.account_id).where(
        Holding.post.in_(posts), Holding.sections.any(id=section_id)
    )
    return list(db.session.scalars(query))


def answer(
    invitation: Invitation, word: InvitationAnswer, *, reason: str = "", by: Holding
) -> None:
    """Whether they come: their own word, or what they told the organiser. It may change until
    the meeting begins."""
    if no := policy.refusal(by, Permission.ANSWER_INVITATION, invitation):
        raise no
    meeting = invitation.meeting
    if meeting.state is not State.CONVENED or meeting.has_begun:
        raise Refusal(
            "会议已经开始或者已经结束，不能再答复；有变化的请电话告知组织单位", article=ARTICLE
        )
    take_word(invitation, word, reason, article=ARTICLE)
    register(
        "meeting:answer", f"{ANSWERED}：{word.label}", by=by, subject=invitation,
        article=ARTICLE, code=invitation.expert.code,
    )  # fmt: skip


def invite_on_the_spot(meeting: Meeting, code: str, *, reason: str, by: Holding) -> Invitation:
    """Somebody who was not invited has come and is needed: said by whom, and why."""
    if no := policy.refusal(by, meeting.organising, meeting):
        raise no
    if meeting.state is not State.CONVENED:
        raise Refusal("只有已召集、还没有登记到会的会议能够当场邀请", article=ARTICLE)
    found = {each.code: each for each in meetings.serving(db.session())}
    expert = found.get(code.strip().upper())
    if expert is None:
        raise Refusal("没有这个编号的在聘专家，请核对", article=ARTICLE, field="code")
    if any(each.expert_id == expert.id for each in meeting.invitations):
        raise Refusal(f"{expert.name}已受邀请，不必重复", article=ARTICLE, field="code")
    if not 0 < len(reason.strip()) <= LONGEST:
        raise Refusal(
            f"{expert.name}没有受邀请；当场邀请必须写明理由", article=ARTICLE, field="reason"
        )
    invitation = Invitation(
        expert=expert, on_the_spot=True, reason=reason.strip(), answer=InvitationAnswer.COMING,
        answered_at=clock.now(),
    )  # fmt: skip
    meeting.invitations.append(invitation)
    register(
        "meeting:invite", "当场邀请", by=by, subject=meeting, article=ARTICLE,
        code=expert.code, reason=reason.strip(),
    )  # fmt: skip
    return invitation


def hold(meeting: Meeting, attended: Collection[int], *, by: Holding) -> None:
    """It took place. ``attended``: the ids of the experts who came, all of them invited."""
    refuse_uninvited(attended, {each.expert_id for each in meeting.invitations})
    if not attended:
        raise Refusal(
            "没有一名专家到会；会议没有开成的，请召集人取消", article=ARTICLE, field="attended"
        )
    for each in meeting.invitations:
        each.attended = each.expert_id in attended
    advance(meeting, Action.HOLD, by=by, persons=len(set(attended)))
