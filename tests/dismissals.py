"""A case of dismissal in each state, and a commendation, brought there as a person would."""

from datetime import date, timedelta
from typing import Any

from models import clock
from models.db import db, unit_of_work
from models.operations import commendations, dismissals
from models.operations.commendations import Deserved
from models.operations.dismissals import Evidence
from models.operations.files import Upload
from models.tables import Assignment, Commendation, Dismissal, Expert, Holding
from models.vocabulary import (
    CommendationGround,
    CommendationKind,
    DeclineKind,
    DismissalGround,
    Post,
)
from models.workflows.assignment import State as PartState
from tests import advising, states
from tests.conftest import NOON
from tests.states import holder

FACTS = "2026年3月以专家名义向被检查企业推销监测设备，经两家企业书面反映核实。"
SOURCE = "泽应急核〔2026〕3号核查报告"
SAID = "本人没有推销设备，只是应企业要求介绍了同类产品的技术参数。"
NUMBER = "泽应急专解〔2026〕1号"
A_DAY = timedelta(days=1)
TODAY = date(2026, 6, 1)


def declined(times: int, **how: Any) -> Expert:
    """``own()`` has declined as often as that, today; nothing was proposed."""
    expert, dispatch = advising.own(), states.drafted(seats=1)
    with unit_of_work():
        for _ in range(times):
            part = Assignment(
                dispatch=dispatch, seat=dispatch.seats[0], expert=expert, grade=expert.grade,
                decline_kind=DeclineKind.BUSY, **how,
            )  # fmt: skip
            part.enter(PartState.DECLINED)
            db.session.add(part)
    return expert


def everybody() -> list[Expert]:
    return list(db.session.scalars(db.select(Expert).order_by(Expert.id)))


def evidence(**other: Any) -> Evidence:
    return Evidence(**({"facts": FACTS, "source": SOURCE} | other))


def proposed(
    ground: DismissalGround = DismissalGround.ABUSE,
    *,
    uploads: tuple[Upload, ...] = (advising.PDF,),
    expert: Expert | None = None,
    by: Holding | None = None,
    **other: Any,
) -> Dismissal:
    """待立案."""
    with unit_of_work():
        return dismissals.propose(
            expert or advising.own(), ground, evidence(**other), uploads=uploads,
            folder=advising.folder(), by=by or holder(Post.OFFICE),
        )  # fmt: skip


def take(case: Dismissal, action: str, who: Post = Post.OFFICE, note: str = "") -> Dismissal:
    with unit_of_work():
        dismissals.take(case, action, by=holder(who), note=note)
    return case


def opened(*how: Any, **other: Any) -> Dismissal:
    """待本人陈述."""
    return take(proposed(*how, **other), "open")


def heard(*how: Any, **other: Any) -> Dismissal:
    """待专家办提出意见."""
    case = opened(*how, **other)
    with unit_of_work():
        dismissals.state(
            case, SAID, uploads=[advising.PDF], folder=advising.folder(), by=holder(Post.EXPERT)
        )
    return case


def concluded(*how: Any, **other: Any) -> Dismissal:
    """待领导小组审定."""
    return take(heard(*how, **other), "recommend", note="事实清楚，建议解聘")


def decided(*how: Any, **other: Any) -> Dismissal:
    """待制发通知书."""
    return take(concluded(*how, **other), "approve", Post.LEADER)


def dismissed(*how: Any, **other: Any) -> Dismissal:
    """已解聘."""
    case = decided(*how, **other)
    with unit_of_work():
        dismissals.issue(case, NUMBER, clock.today(), by=holder(Post.OFFICE))
    return case


def praised() -> Commendation:
    """待组长审签."""
    return deserved(CommendationKind.PRAISE, CommendationGround.RESCUE)


def deserved(kind: CommendationKind, ground: CommendationGround, measure: str = "") -> Commendation:
    deed = "2026年5月山洪灾害救援中连续两昼夜驻守现场，提出的处置方案被采用。"
    with unit_of_work():
        return commendations.propose(
            advising.own(), Deserved(kind, ground, deed, measure), folder=advising.folder(),
            by=holder(Post.OFFICE),
        )  # fmt: skip


def issued() -> Commendation:
    """已印发."""
    made = praised()
    with unit_of_work():
        commendations.take(made, "approve", by=holder(Post.LEADER))
    with unit_of_work():
        commendations.issue(made, "泽应急发〔2026〕8号", TODAY, by=holder(Post.OFFICE))
    return made


def after_the_term():
    """The clock the day after the expert could be heard."""
    return clock.held_at(NOON + 8 * A_DAY)
