"""Who may do what, and to whose matters. The only file to read to know a post, and to change one."""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Protocol

from models.errors import NotPermitted
from models.vocabulary import DelegatedKind, Post
from models.vocabulary import Permission as P


class Scope(Enum):
    """How far a permission reaches."""

    ANY = "全部"
    SECTION = "本股室（分管股室）"
    UNIT = "本单位"
    OWN = "本人"


ANY, SECTION, UNIT, OWN = Scope.ANY, Scope.SECTION, Scope.UNIT, Scope.OWN

# fmt: off
_READERS = {P.USE_DESK: ANY, P.READ_ROSTER: ANY, P.READ_ELECTION: ANY}
# Who follows how a person becomes an expert and stays one (Art. 6, 7), and of whose section.
_SELECTION = {P.READ_APPLICATION: ANY, P.READ_SHEET: ANY, P.READ_PROPOSAL: ANY, P.READ_REVIEW: ANY, P.READ_ARCHIVE: ANY}
_SELECTION_OF_SECTION = {P.READ_APPLICATION: SECTION, P.READ_SHEET: SECTION, P.READ_PROPOSAL: ANY, P.READ_REVIEW: SECTION}

GRANTS: Mapping[Post, Mapping[P, Scope]] = {
    Post.LEADER: _READERS | _SELECTION | {P.READ_DISPATCH: ANY, P.READ_ASSIGNMENT: ANY, P.READ_BUDGET: ANY, P.CONFIRM_FEES: ANY, P.READ_REGISTER: ANY, P.CHANGE_WEIGHTS: ANY, P.APPROVE_PROPOSAL: ANY, P.DECIDE_PROPOSAL: ANY, P.ISSUE_DOCUMENT: ANY, P.APPROVE_DESTRUCTION: ANY, P.READ_MEETING: ANY, P.READ_TRAINING: ANY, P.READ_REQUEST: ANY, P.READ_ENGAGEMENT: ANY, P.DECIDE_ENGAGEMENT: ANY, P.READ_ADVICE: ANY, P.READ_EXPERT_MATTER: ANY, P.DECIDE_ADVICE: ANY, P.READ_DISMISSAL: ANY, P.READ_COMMENDATION: ANY, P.DECIDE_DISMISSAL: ANY, P.DECIDE_COMMENDATION: ANY, P.READ_REIMBURSEMENT: ANY, P.SIGN_REIMBURSEMENT: ANY, P.DELEGATE: ANY, P.READ_DELEGATIONS: ANY, P.READ_ASSESSMENT: ANY, P.DECIDE_ASSESSMENT: ANY, P.READ_INTEGRITY_FIGURES: ANY},
    Post.EXECUTIVE_DEPUTY: _READERS | _SELECTION | {P.READ_DISPATCH: ANY, P.READ_ASSIGNMENT: ANY, P.READ_BUDGET: ANY, P.GIVE_GROUP_OPINION: ANY, P.READ_MEETING: ANY, P.READ_TRAINING: ANY, P.CONVENE_PLENARY: ANY, P.READ_REQUEST: ANY, P.APPROVE_REQUEST: ANY, P.READ_ENGAGEMENT: ANY, P.READ_ADVICE: ANY, P.READ_EXPERT_MATTER: ANY, P.READ_DISMISSAL: ANY, P.READ_COMMENDATION: ANY, P.READ_REIMBURSEMENT: ANY, P.DELEGATE: ANY, P.READ_ASSESSMENT: ANY, P.READ_INTEGRITY_FIGURES: ANY},
    Post.DEPUTY: _READERS | _SELECTION_OF_SECTION | {P.READ_DISPATCH: SECTION, P.READ_ASSIGNMENT: SECTION, P.READ_BUDGET: SECTION, P.SEE_DRAWN_NAMES: SECTION, P.SIGN_DISPATCH: SECTION, P.CALL_EXPERTS: SECTION, P.DECIDE_CHANGE: SECTION, P.SIGN_SHEET: SECTION, P.GIVE_GROUP_OPINION: ANY, P.READ_MEETING: ANY, P.READ_TRAINING: SECTION, P.CONVENE_CONSULTATION: SECTION, P.READ_REQUEST: SECTION, P.READ_ENGAGEMENT: SECTION, P.READ_ADVICE: SECTION, P.READ_EXPERT_MATTER: SECTION, P.DECIDE_ADVICE: SECTION, P.READ_DISMISSAL: SECTION, P.READ_COMMENDATION: ANY, P.READ_REIMBURSEMENT: SECTION, P.DELEGATE: ANY, P.READ_ASSESSMENT: SECTION},
    Post.OFFICE: _READERS | _SELECTION | {P.READ_DISPATCH: ANY, P.READ_ASSIGNMENT: ANY, P.FILE_INK: ANY, P.EDIT_ROSTER: ANY, P.EXPORT_ROSTER: ANY, P.EDIT_TAXONOMY: ANY, P.HOLD_DRAW: ANY, P.CONTRIBUTE_TO_DRAW: ANY, P.SEE_DRAWN_NAMES: ANY, P.EDIT_BULLETIN: ANY, P.CONFIRM_ELECTION: ANY, P.ISSUE_CERTIFICATES: ANY, P.RUN_INTAKE: ANY, P.CHECK_SHEET: ANY, P.COMPILE_PROPOSAL: ANY, P.PUBLISH_NOTICE: ANY, P.READ_FEEDBACK: ANY, P.RECORD_VISIT: ANY, P.READ_OBJECTION: ANY, P.HANDLE_OBJECTION: ANY, P.RUN_REVIEW: ANY, P.READ_MEETING: ANY, P.READ_TRAINING: ANY, P.EDIT_BRIEFING: ANY, P.ORGANISE_PLENARY: ANY, P.ANSWER_INVITATION: ANY, P.FINISH_RESOLUTION: ANY, P.READ_REQUEST: ANY, P.FILE_REQUEST: ANY, P.RECEIVE_REQUEST: ANY, P.READ_PROOF: ANY, P.READ_ENGAGEMENT: ANY, P.READ_ADVICE: ANY, P.READ_EXPERT_MATTER: ANY, P.CHECK_PROFILE: ANY, P.CONFIRM_RESIGNATION: ANY, P.ANSWER_REMOVAL_OBJECTION: ANY, P.READ_DELIVERIES: ANY, P.READ_DISMISSAL: ANY, P.READ_COMMENDATION: ANY, P.PROPOSE_DISMISSAL: ANY, P.RUN_DISMISSAL: ANY, P.PROPOSE_COMMENDATION: ANY, P.ISSUE_COMMENDATION: ANY, P.READ_REIMBURSEMENT: ANY, P.REVIEW_REIMBURSEMENT: ANY, P.DELEGATE: ANY, P.READ_ASSESSMENT: ANY, P.RUN_ASSESSMENT: ANY},
    Post.HR: _READERS | _SELECTION | {P.READ_DISPATCH: ANY, P.READ_ASSIGNMENT: ANY, P.EXPORT_ROSTER: ANY, P.RECEIVE_RECORDS: ANY, P.READ_FEEDBACK: ANY, P.RECORD_VISIT: ANY, P.FILL_APPLICATION: OWN, P.SORT_APPLICATION: ANY, P.KEEP_ARCHIVE: ANY, P.READ_MEETING: ANY, P.READ_TRAINING: ANY, P.READ_ADVICE: ANY, P.READ_EXPERT_MATTER: ANY, P.READ_DISMISSAL: ANY, P.READ_COMMENDATION: ANY, P.READ_REIMBURSEMENT: ANY, P.CHECK_REIMBURSEMENT: ANY, P.READ_ASSESSMENT: ANY},
    Post.SECTION: _READERS | _SELECTION_OF_SECTION | {P.READ_DISPATCH: SECTION, P.READ_ASSIGNMENT: SECTION, P.READ_BUDGET: SECTION, P.FILE_INK: SECTION, P.DRAFT_DISPATCH: SECTION, P.HOLD_DRAW: SECTION, P.NAME_EXPERTS: SECTION, P.CONTRIBUTE_TO_DRAW: SECTION, P.SEE_DRAWN_NAMES: SECTION, P.RUN_DISPATCH: SECTION, P.CALL_EXPERTS: SECTION, P.PROPOSE_CHANGE: SECTION, P.ANSWER_ASSIGNMENT: SECTION, P.ATTEND_TASK: SECTION, P.REPORT_TASK: SECTION, P.RATE_SERVICE: SECTION, P.READ_FEEDBACK: SECTION, P.INVITE_FEEDBACK: SECTION, P.READ_PROOF: SECTION, P.JUDGE_PROOF: SECTION, P.RUN_ELECTION: SECTION, P.NOMINATE: SECTION, P.ANSWER_NOMINATION: SECTION, P.DRAW_LOTS: SECTION, P.FILL_APPLICATION: OWN, P.VET_APPLICATION: SECTION, P.GIVE_OPINION: SECTION, P.COMPILE_SHEET: SECTION, P.JUDGE_EXPERTS: SECTION, P.READ_MEETING: ANY, P.READ_TRAINING: SECTION, P.RUN_TRAINING: SECTION, P.ANSWER_TRAINING: SECTION, P.CONFIRM_PROTECTION: SECTION, P.ORGANISE_CONSULTATION: SECTION, P.ANSWER_INVITATION: SECTION, P.FINISH_RESOLUTION: SECTION, P.REPORT_OF_GROUP: SECTION, P.READ_REQUEST: SECTION, P.READ_ENGAGEMENT: SECTION, P.PROPOSE_ENGAGEMENT: SECTION, P.RECORD_ON_PAPER: SECTION, P.READ_ADVICE: SECTION, P.READ_EXPERT_MATTER: SECTION, P.HANDLE_ADVICE: SECTION, P.ANSWER_TASK_OBJECTION: SECTION, P.READ_DISMISSAL: SECTION, P.PROPOSE_DISMISSAL: SECTION, P.READ_COMMENDATION: ANY, P.PROPOSE_COMMENDATION: SECTION, P.READ_REIMBURSEMENT: SECTION, P.COMPILE_REIMBURSEMENT: SECTION, P.READ_ASSESSMENT: SECTION, P.PROPOSE_ASSESSMENT: SECTION},
    Post.SECTION_HEAD: _READERS | _SELECTION_OF_SECTION | {P.READ_DISPATCH: SECTION, P.READ_ASSIGNMENT: SECTION, P.READ_BUDGET: SECTION, P.SEE_DRAWN_NAMES: SECTION, P.ENDORSE_DISPATCH: SECTION, P.PROPOSE_CHANGE: SECTION, P.READ_FEEDBACK: SECTION, P.ENDORSE_SHEET: SECTION, P.CONFIRM_REVIEW: SECTION, P.READ_MEETING: ANY, P.READ_TRAINING: SECTION, P.FINISH_RESOLUTION: SECTION, P.READ_REQUEST: SECTION, P.READ_ENGAGEMENT: SECTION, P.READ_ADVICE: SECTION, P.READ_EXPERT_MATTER: SECTION, P.READ_DISMISSAL: SECTION, P.READ_COMMENDATION: ANY, P.READ_REIMBURSEMENT: SECTION, P.ENDORSE_REIMBURSEMENT: SECTION, P.DELEGATE: ANY, P.READ_ASSESSMENT: SECTION},
    Post.FINANCE: {P.USE_DESK: ANY, P.READ_DISPATCH: ANY, P.READ_BUDGET: ANY, P.EDIT_BUDGET: ANY, P.EDIT_FEES: ANY, P.CONFIRM_FEES: ANY, P.READ_ELECTION: ANY, P.READ_REIMBURSEMENT: ANY, P.PAY_REIMBURSEMENT: ANY, P.ENTER_BANK_ACCOUNT: ANY, P.READ_BANK_ACCOUNT: ANY},
    Post.SUPERVISOR: _READERS | _SELECTION | {P.READ_DISPATCH: ANY, P.READ_ASSIGNMENT: ANY, P.READ_BUDGET: ANY, P.READ_REGISTER: ANY, P.CONTRIBUTE_TO_DRAW: ANY, P.SEE_DRAWN_NAMES: ANY, P.SUPERVISE_DRAWS: ANY, P.DRAW_LOTS: ANY, P.READ_FEEDBACK: ANY, P.RECORD_VISIT: ANY, P.READ_OBJECTION: ANY, P.READ_MEETING: ANY, P.READ_TRAINING: ANY, P.READ_REQUEST: ANY, P.READ_ENGAGEMENT: ANY, P.READ_ADVICE: ANY, P.READ_EXPERT_MATTER: ANY, P.READ_DISMISSAL: ANY, P.READ_COMMENDATION: ANY, P.READ_REIMBURSEMENT: ANY, P.READ_DELEGATIONS: ANY, P.READ_ASSESSMENT: ANY, P.READ_INTEGRITY: ANY, P.HANDLE_INTEGRITY: ANY, P.READ_INTEGRITY_FIGURES: ANY},
    Post.UNIT: {P.USE_DESK: ANY, P.FILL_APPLICATION: OWN, P.READ_REQUEST: UNIT, P.FILE_REQUEST: UNIT},
    Post.EXPERT: {P.USE_DESK: ANY, P.READ_ASSIGNMENT: OWN, P.ANSWER_ASSIGNMENT: OWN, P.ACKNOWLEDGE_BRIEFING: OWN, P.CONFIRM_PROTECTION: OWN, P.ANSWER_TRAINING: OWN, P.ATTEND_TASK: OWN, P.REPORT_TASK: OWN, P.READ_PROOF: OWN, P.DECLARE_OWN: OWN, P.READ_ELECTION: ANY, P.NOMINATE: ANY, P.ANSWER_NOMINATION: OWN, P.VOTE: ANY, P.ANSWER_INVITATION: OWN, P.REPORT_OF_GROUP: ANY, P.GIVE_ADVICE: OWN, P.READ_ADVICE: OWN, P.READ_OWN_RECORD: OWN, P.READ_EXPERT_MATTER: OWN, P.RAISE_OWN_OBJECTION: OWN, P.ANSWER_DISMISSAL: OWN, P.ENTER_BANK_ACCOUNT: OWN, P.ANSWER_HEARING: OWN},
    Post.FORMER_EXPERT: {P.USE_DESK: ANY, P.READ_ASSIGNMENT: OWN, P.READ_ADVICE: OWN, P.READ_OWN_RECORD: OWN, P.READ_EXPERT_MATTER: OWN, P.RAISE_OWN_OBJECTION: OWN, P.ENTER_BANK_ACCOUNT: OWN, P.ANSWER_HEARING: OWN},
    Post.APPLICANT: {P.USE_DESK: ANY, P.FILL_APPLICATION: OWN},
    Post.SYSADMIN: {P.USE_DESK: ANY, P.MANAGE_ACCOUNTS: ANY, P.PROPOSE_KEY_RESET: ANY, P.CHANGE_SETTINGS: ANY, P.READ_HEALTH: ANY, P.CONFIRM_TAXONOMY: ANY, P.READ_DELIVERIES: ANY, P.EDIT_NOTICE_WORDS: ANY},
    Post.SECADMIN: {P.USE_DESK: ANY, P.ASSIGN_POSTS: ANY, P.CONFIRM_KEY_RESET: ANY, P.READ_HEALTH: ANY},
    Post.AUDITOR: {P.USE_DESK: ANY, P.READ_REGISTER: ANY, P.READ_HEALTH: ANY},
}
# fmt: on

# Nobody signs for what they themselves prepared; and the article that says so.
SEPARATED: Mapping[P, int] = {
    P.ENDORSE_DISPATCH: 11,
    P.CONFIRM_KEY_RESET: 11,
    P.SIGN_DISPATCH: 11,
    P.DECIDE_CHANGE: 11,
    P.DECIDE_ENGAGEMENT: 11,
    P.CONFIRM_ELECTION: 4,
    P.CONVENE_CONSULTATION: 14,
    P.CONVENE_PLENARY: 14,
    P.VET_APPLICATION: 6,
    P.GIVE_OPINION: 6,
    P.ENDORSE_SHEET: 6,
    P.SIGN_SHEET: 6,
    P.CHECK_SHEET: 6,
    P.APPROVE_PROPOSAL: 6,
    P.DECIDE_PROPOSAL: 6,
    P.ISSUE_DOCUMENT: 6,
    P.APPROVE_DESTRUCTION: 6,
    P.CONFIRM_REVIEW: 7,
    P.CONFIRM_FEES: 19,
    P.APPROVE_REQUEST: 11,
    P.RUN_ASSESSMENT: 14,
    P.DECIDE_ASSESSMENT: 14,
    P.ENDORSE_REIMBURSEMENT: 20,
    P.CHECK_REIMBURSEMENT: 20,
    P.REVIEW_REIMBURSEMENT: 20,
    P.SIGN_REIMBURSEMENT: 20,
    P.PAY_REIMBURSEMENT: 20,
    P.DECIDE_DISMISSAL: 18,
    P.DECIDE_COMMENDATION: 21,
}

# What is read about others: of oneself one reads on one's own pages what is for oneself.
_OF_OTHERS = frozenset({P.READ_DISMISSAL})

# Nobody decides what they asked for, did or objected to as an expert; and the article it is under.
NEVER_ONES_OWN: Mapping[P, int] = {
    P.PROPOSE_ASSESSMENT: 14,
    P.RUN_ASSESSMENT: 14,
    P.DECIDE_ASSESSMENT: 14,
    P.CHECK_PROFILE: 7,
    P.HANDLE_ADVICE: 14,
    P.DECIDE_ADVICE: 14,
    P.RATE_SERVICE: 17,
    P.ANSWER_TASK_OBJECTION: 17,
    P.ANSWER_REMOVAL_OBJECTION: 18,
    P.CONFIRM_RESIGNATION: 18,
    P.JUDGE_PROOF: 18,
    P.PROPOSE_DISMISSAL: 18,
    P.RUN_DISMISSAL: 18,
    P.DECIDE_DISMISSAL: 18,
    P.PROPOSE_COMMENDATION: 21,
    P.DECIDE_COMMENDATION: 21,
    P.ISSUE_COMMENDATION: 21,
}

# 三员: an administrator holds no business post, and no second administrator's post.
ADMINISTRATORS = frozenset({Post.SYSADMIN, Post.SECADMIN, Post.AUDITOR})

# What else one person may not hold together, and the sentence that says so.
APART: tuple[tuple[frozenset[Post], str], ...] = (
    (
        frozenset({Post.SECTION, Post.SECTION_HEAD, Post.DEPUTY}),
        "同一人不得同时承办、审核和审签，请另行安排",
    ),
    *(
        (frozenset({Post.SUPERVISOR, post}), f"监督人员不得兼任{post.label}，请另行安排")
        for post in (Post.SECTION, Post.SECTION_HEAD, Post.DEPUTY, Post.OFFICE)
    ),
)

# 代签: the posts that may be lent while their holder is away, and to whom of what post: of the same
# rank or above. The leader may put anybody of the leadership or a section's head in their place.
_LEADERSHIP = frozenset({Post.LEADER, Post.EXECUTIVE_DEPUTY, Post.DEPUTY})
STAND_INS: Mapping[Post, frozenset[Post]] = {
    Post.LEADER: _LEADERSHIP,
    Post.EXECUTIVE_DEPUTY: _LEADERSHIP,
    Post.DEPUTY: _LEADERSHIP,
    Post.OFFICE: frozenset({Post.OFFICE, Post.SECTION_HEAD}),
    Post.SECTION_HEAD: frozenset({Post.SECTION_HEAD, Post.OFFICE}),
}

# 动态口令: whose posts require it, once the office requires it at all.
WITH_CODES = _LEADERSHIP | ADMINISTRATORS

# What is lent where only some kinds of matter are named; besides, everything that only reads.
LENT: Mapping[DelegatedKind, frozenset[P]] = {
    DelegatedKind.DISPATCHES: frozenset({P.ENDORSE_DISPATCH, P.SIGN_DISPATCH, P.CALL_EXPERTS}),
    DelegatedKind.CHANGES: frozenset({P.PROPOSE_CHANGE, P.DECIDE_CHANGE}),
    DelegatedKind.SHEETS: frozenset(
        {P.ENDORSE_SHEET, P.SIGN_SHEET, P.CHECK_SHEET, P.CONFIRM_REVIEW}
    ),
    DelegatedKind.ROSTERS: frozenset({P.APPROVE_PROPOSAL, P.DECIDE_PROPOSAL, P.ISSUE_DOCUMENT}),
    DelegatedKind.REQUESTS: frozenset({P.APPROVE_REQUEST, P.RECEIVE_REQUEST}),
    DelegatedKind.MEETINGS: frozenset(
        {P.CONVENE_CONSULTATION, P.CONVENE_PLENARY, P.FINISH_RESOLUTION}
    ),
    DelegatedKind.ADVICE: frozenset({P.DECIDE_ADVICE}),
}
_ONLY_READS = frozenset({P.USE_DESK, P.SEE_DRAWN_NAMES} | {p for p in P if p.endswith(":read")})

# What is a person's own and is never lent: lending on, a member's opinion, the rotation's weights.
NEVER_LENT = frozenset({P.DELEGATE, P.GIVE_GROUP_OPINION, P.CHANGE_WEIGHTS})

# Posts that exist only in a section, or in charge of some.
POSTS_OF_SECTIONS = frozenset({Post.SECTION, Post.SECTION_HEAD, Post.DEPUTY})


class Actor(Protocol):
    @property
    def account_id(self) -> int: ...
    @property
    def post(self) -> Post: ...
    @property
    def section_ids(self) -> frozenset[int]: ...
    @property
    def unit_id(self) -> int | None: ...
    @property
    def persons(self) -> frozenset[int]: ...
    @property
    def lent(self) -> frozenset[P] | None: ...


class Subject(Protocol):
    @property
    def handler_ids(self) -> frozenset[int]: ...


class SecretDraw(Protocol):
    @property
    def is_secret(self) -> bool: ...
    @property
    def party_ids(self) -> frozenset[int]: ...


def lendable(post: Post, kinds: Iterable[DelegatedKind]) -> frozenset[P]:
    """What of ``post`` somebody may do who stands in for its holder in matters of these kinds."""
    named = set(kinds)
    whole = frozenset(GRANTS[post]) - NEVER_LENT
    if DelegatedKind.ALL in named:
        return whole
    return whole & _ONLY_READS.union(*(LENT[kind] for kind in named))


def granted(actor: Actor) -> Mapping[P, Scope]:
    """What the actor may do, and how far: all that the post may, or what of it is lent."""
    grants = GRANTS[actor.post]
    if (lent := actor.lent) is None:
        return grants
    return {permission: scope for permission, scope in grants.items() if permission in lent}


def may(actor: Actor, permission: P) -> bool:
    """Whether the actor has the permission at all."""
    return permission in granted(actor)


def reaches(actor: Actor, permission: P, subject: object) -> bool:
    """Whether the permission extends to this subject: all, the section's, the unit's, or one's
    own. Nobody deals with a matter that concerns them: to them it does not exist."""
    if _concerns(actor, permission, subject):
        return False
    scope = granted(actor).get(permission)
    if scope is Scope.SECTION:
        return getattr(subject, "section_id", None) in actor.section_ids
    if scope is Scope.UNIT:
        return actor.unit_id is not None and getattr(subject, "unit_id", None) == actor.unit_id
    if scope is Scope.OWN:
        return getattr(subject, "owner_account_id", None) == actor.account_id
    return scope is Scope.ANY


def _concerns(actor: Actor, permission: P, subject: object) -> bool:
    barred: frozenset[int] = getattr(subject, "barred_ids", frozenset())
    if permission in _OF_OTHERS and getattr(subject, "owner_account_id", None) in actor.persons:
        return True
    return bool(barred) and bool(barred & actor.persons)


def refusal(actor: Actor, permission: P, subject: Subject) -> NotPermitted | None:
    """Why ``actor`` may not use ``permission`` on ``subject``; None where nothing forbids it."""
    if not may(actor, permission):
        if permission in GRANTS[actor.post]:
            return NotPermitted(f"代签授权不包括{permission.label}，或者授权已经结束")
        return NotPermitted(f"{actor.post.label}岗位无权{permission.label}")
    if not reaches(actor, permission, subject):
        return NotPermitted(f"此件不属于您所在或分管的股室，不能{permission.label}")
    return _of_ones_own(actor, permission, subject)


def _of_ones_own(actor: Actor, permission: P, subject: Subject) -> NotPermitted | None:
    """Why it is for somebody else: ``actor`` prepared it, or it is about ``actor``; or whoever
    ``actor`` stands in for."""
    if permission in SEPARATED and actor.persons & subject.handler_ids:
        return NotPermitted(
            f"经办人不得再{permission.label}，请由其他有权人员办理", article=SEPARATED[permission]
        )
    owner = getattr(subject, "owner_account_id", None)
    if permission in NEVER_ONES_OWN and owner in actor.persons:
        return NotPermitted(
            f"这是您本人的事项，不能由您自己{permission.label}，请由其他有权人员办理",
            article=NEVER_ONES_OWN[permission],
        )
    return None


def check_posts(posts: frozenset[Post]) -> None:
    """Refuse a set of posts that one person may not hold together."""
    if posts & ADMINISTRATORS and len(posts) > 1:
        raise NotPermitted("系统、安全、审计管理员不得兼任其他岗位，请先取消原有岗位", field="post")
    for together, reason in APART:
        if together <= posts:
            raise NotPermitted(reason, field="post")


def sees_names(actor: Actor, draw: SecretDraw) -> bool:
    """Before the deputy has signed, only the signing chain sees whom a draw has named: whoever
    took part in it, the section's head and the deputy (Art. 11)."""
    if not draw.is_secret:
        return True
    if not reaches(actor, P.SEE_DRAWN_NAMES, draw):
        return False
    return actor.post in {Post.SECTION_HEAD, Post.DEPUTY} or actor.account_id in draw.party_ids


def conceals(subject: object, actor: Actor) -> bool:
    """Whether the subject would tell ``actor`` a name that is still secret."""
    draw = getattr(subject, "draw", None)
    return draw is not None and not sees_names(actor, draw)
