"""解聘与奖惩 · one dismissed, one being heard, one commended, one reproved, one to be signed."""

from collections.abc import Iterator
from pathlib import Path

from models import clock
from models.demonstration.case import Steps, World
from models.demonstration.diary import DAY, HOUR
from models.demonstration.leaves import until_free
from models.demonstration.pictures import scan
from models.operations import commendations, dismissals
from models.operations.commendations import Deserved
from models.operations.dismissals import Evidence
from models.tables import Expert, Holding
from models.vocabulary import CommendationGround, CommendationKind, DismissalGround, Post

_DISMISSED, _HEARD, _REPROVED, _TO_PRAISE = 170, 184, 96, 64  # places on the roster


def conduct(experts: list[Expert], world: World, folder: Path) -> Iterator[Steps]:
    """What becomes of experts by Articles 15, 18 and 21; the program finds three declines."""
    yield _dismissed(experts[_DISMISSED], world, folder)
    yield _being_heard(experts[_HEARD], world, folder)
    named = next(each for each in experts if each.account and each.account.login == Post.EXPERT)
    yield _commended(named, world, folder)
    yield _reproved(experts[_REPROVED], world, folder)
    yield _to_be_praised(experts[_TO_PRAISE], world, folder)


def _office(world: World) -> Holding:
    return world.office.others["office"]


def _dismissed(expert: Expert, world: World, folder: Path) -> Steps:
    day = world.diary.present - 70
    yield day * DAY + 2 * HOUR
    facts = (
        "两次检查中向被检查企业推介其任职单位的监测设备，"
        "并以整改意见相要求；两家企业书面反映，经核实属实。"
    )
    case = dismissals.propose(
        expert, DismissalGround.ABUSE,
        Evidence(facts, source="监督人员核查结论（演示）"),
        uploads=[scan("核查结论")], folder=folder, by=_office(world),
    )  # fmt: skip
    yield (day + 1) * DAY + HOUR
    dismissals.take(case, "open", by=_office(world))
    yield (day + 3) * DAY + HOUR
    dismissals.state(
        case, "介绍设备是应企业询问，没有要求购买；对造成的影响愿意检讨。",
        uploads=[], folder=folder, by=world.office.experts[expert.code],
    )  # fmt: skip
    yield (day + 6) * DAY + HOUR
    note = "陈述与两家企业反映不一致，企业反映有书面材料佐证，事实清楚，建议解聘"
    dismissals.take(case, "recommend", by=_office(world), note=note)
    decided = yield from until_free(expert, day + 8)
    leader = world.office.others["leader"]
    dismissals.take(case, "approve", by=leader, note="同意解聘")
    yield (decided + 1) * DAY + HOUR
    today = clock.today()
    dismissals.issue(case, f"泽应急专解〔{today.year}〕1号", today, by=_office(world))


def _being_heard(expert: Expert, world: World, folder: Path) -> Steps:
    day = world.diary.present - 3
    yield day * DAY + 2 * HOUR
    facts = "近一年两次任务的书面报告漏列重大隐患，经股室复核退回重写，服务质量评价为不合格。"
    case = dismissals.propose(
        expert, DismissalGround.INCOMPETENT,
        Evidence(facts, source="两份服务质量登记表和复核记录（演示）"),
        uploads=[scan("复核记录")], folder=folder, by=_office(world),
    )  # fmt: skip
    yield (day + 1) * DAY + 2 * HOUR
    dismissals.take(case, "open", by=_office(world))


def _commended(expert: Expert, world: World, folder: Path) -> Steps:
    deed = "汛期山洪灾害救援中连续两昼夜驻守现场，提出的分段疏散方案被指挥部采用。"
    deserved = Deserved(CommendationKind.PRAISE, CommendationGround.RESCUE, deed)
    yield from _issued(expert, deserved, 50, 6, world, folder)


def _reproved(expert: Expert, world: World, folder: Path) -> Steps:
    deed = "未经授权向其他企业透露检查对象的工艺参数，未造成严重后果，本人已作检讨。"
    deserved = Deserved(
        CommendationKind.CIRCULAR, CommendationGround.BREACH, deed, "收回资料，责成消除影响"
    )
    yield from _issued(expert, deserved, 36, 7, world, folder)


def _issued(
    expert: Expert, deserved: Deserved, before: int, number: int, world: World, folder: Path
) -> Steps:
    day = world.diary.present - before
    yield day * DAY + 3 * HOUR
    made = commendations.propose(expert, deserved, folder=folder, by=_office(world))
    yield (day + 2) * DAY + HOUR
    commendations.take(made, "approve", by=world.office.others["leader"], note="同意")
    yield (day + 3) * DAY + HOUR
    today = clock.today()
    document = f"泽应急发〔{today.year}〕{number}号"
    commendations.issue(made, document, today, by=_office(world))


def _to_be_praised(expert: Expert, world: World, folder: Path) -> Steps:
    yield (world.diary.present - 1) * DAY + 4 * HOUR
    deed = "及时发现某企业储罐根部阀泄漏并指导处置，避免了一起较大事故。"
    deserved = Deserved(CommendationKind.PRAISE, CommendationGround.CONTAINMENT, deed)
    commendations.propose(expert, deserved, folder=folder, by=_office(world))
