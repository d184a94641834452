"""本人事项与建议 · what experts advise and ask to have changed; and one who stands down."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.demonstration.case import Steps, World
from models.demonstration.diary import DAY, HOUR
from models.demonstration.leaves import until_free
from models.demonstration.objecting import objections
from models.demonstration.pictures import scan
from models.demonstration.roster import STANDS_DOWN, TRADES
from models.operations import advice as advices
from models.operations import profile_changes, resignations
from models.operations.advice import Thought
from models.tables import Expert
from models.vocabulary import Adoption, DismissalGround, Post

_ADVISED = (
    "近期检查中多次发现同类问题，单靠逐家整改见效慢。\n"
    "建议：一、由股室牵头梳理问题清单；二、组织同类企业对照自查；三、一个月后抽查整改情况。"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """``before``: how many working days before the present it is given; ``by``: whose place on the
    roster, or the account named ``expert``. ``until``: how far it has come."""

    title: str
    industry: str
    before: int
    by: int | str
    until: str
    adoption: Adoption | None = None
    answer: str = ""


_PIECES = (
    _Piece(
        "汛期前逐座排查尾矿库排洪设施", "A02", 150, 30, "decided", Adoption.ADOPTED,
        "采纳。已列入汛期安全专项检查方案，由非煤矿山监管股组织专家逐座排查。",
    ),
    _Piece(
        "统一重大隐患判定标准的执行口径", "A01", 90, Post.EXPERT.value, "decided", Adoption.ADOPTED,
        "采纳。已编印判定要点，随下一次会商研判工作会议学习。",
    ),
    _Piece(
        "建立有限空间作业提级审批制度", "A04", 60, 101, "answered", Adoption.PARTLY,
        "部分采纳。先在冶金、造纸企业试行；其余企业作业频次低，仍按现行规定执行。",
    ),
    _Piece(
        "要求全部企业购置便携式气体检测仪", "A03", 45, 60, "answered", Adoption.REJECTED,
        "不采纳。是否配备应由企业按作业风险评估确定，统一要求没有法律依据。",
    ),
    _Piece("化工园区应急池容量复核", "A03", 22, 62, "given"),
    _Piece("井下通信系统断电应急演练", "A01", 8, 3, "raised"),
    _Piece("加强冬季井口防冻管理", "A01", 4, 5, "received"),
    _Piece("瓦斯抽采泵站值守要求", "A01", 2, Post.EXPERT.value, "given"),
    _Piece("重复提出的建议", "A01", 30, 4, "withdrawn"),
)  # fmt: skip
_LEFT_ON = 75  # the working day on which somebody asked to leave
_SECTION_SAYS = "情况属实，建议采纳，请领导研究。"


def own_matters(experts: list[Expert], world: World, folder: Path) -> Iterator[Steps]:
    """Advice first, then what experts asked for about themselves."""
    for piece in _PIECES:
        yield _advised(piece, _of(experts, piece.by), world, folder)
    yield _changed(_of(experts, Post.EXPERT.value), world, folder)
    yield _moved(experts[32], world, folder)
    yield _refused(experts[50], world, folder)
    yield _stood_down(experts[STANDS_DOWN], world, folder)
    yield _asks_to_leave(experts[130], world, folder)
    yield from objections(world, folder)


def _of(experts: list[Expert], by: int | str) -> Expert:
    if isinstance(by, int):
        return experts[by]
    return next(each for each in experts if each.account and each.account.login == by)


def _advised(piece: _Piece, expert: Expert, world: World, folder: Path) -> Steps:
    office, key = world.office, TRADES[piece.industry]
    by, clerk, deputy = office.experts[expert.code], office.clerks[key], office.deputies[key]
    day = world.diary.present - piece.before
    yield day * DAY + 2 * HOUR
    if by.post is not Post.EXPERT:
        return  # removed since
    thought = Thought(piece.title, _ADVISED, piece.industry)
    advice = advices.give(expert, thought, folder=folder, by=by)
    if piece.until == "withdrawn":
        yield day * DAY + 4 * HOUR
        advices.withdraw(advice, by=by)
    if piece.until in {"given", "withdrawn"}:
        return
    yield (day + 1) * DAY + HOUR
    is_important = piece.until in {"raised", "decided"}
    advices.receive(advice, is_important=is_important, by=clerk)
    if is_important:
        yield (day + 2) * DAY + HOUR
        advices.report_up(advice, note=_SECTION_SAYS, by=clerk)
    if piece.adoption:
        yield (day + 6) * DAY + 3 * HOUR
        answerer = deputy if is_important else clerk
        advices.reply(advice, piece.adoption, text=piece.answer, by=answerer)


def _ask(expert: Expert, world: World, folder: Path, left_on: Any = None, **written: Any) -> Any:
    return profile_changes.propose(
        expert, written, left_on=left_on, reason="有关证明材料见附件", uploads=[scan("证明材料")],
        folder=folder, by=world.office.experts[expert.code],
    )  # fmt: skip


def _changed(expert: Expert, world: World, folder: Path) -> Steps:
    """One that was entered, then a new telephone, and one that waits to be checked."""
    by, office, present = world.office.experts[expert.code], world.office, world.diary.present
    yield (present - 80) * DAY + 2 * HOUR
    change = _ask(expert, world, folder, qualification="注册安全工程师（高级）")
    yield (present - 78) * DAY + 2 * HOUR
    profile_changes.take(change, "approve", by=office.others["office"], note="与证书原件一致")
    yield (present - 40) * DAY + 3 * HOUR
    profile_changes.change_contact(expert, {"email": "expert@example.com"}, by=by)
    yield (present - 1) * DAY + 3 * HOUR
    _ask(expert, world, folder, degree="博士研究生", title="正高级工程师")


def _moved(expert: Expert, world: World, folder: Path) -> Steps:
    """To another employer: the former one recuses from then on."""
    day, peers = world.diary.present - 100, world.units.by_trade["rescue"]
    yield day * DAY + 2 * HOUR
    employer = next(each.name for each in peers if each is not expert.employer)
    change = _ask(expert, world, folder, world.diary.days[day - 10], employer=employer)
    yield (day + 2) * DAY + 2 * HOUR
    profile_changes.take(change, "approve", by=world.office.others["office"])


def _refused(expert: Expert, world: World, folder: Path) -> Steps:
    day = world.diary.present - 30
    yield day * DAY + 2 * HOUR
    change = _ask(expert, world, folder, title="首席专家")
    yield (day + 1) * DAY + 2 * HOUR
    note = "“首席专家”是单位内部职务，不是专业技术职称，请按职称证书填写"
    profile_changes.take(change, "refuse", by=world.office.others["office"], note=note)


def _stood_down(expert: Expert, world: World, folder: Path) -> Steps:
    """``former_expert``: asked to leave, and left."""
    day = yield from until_free(expert, _LEFT_ON)
    asked = resignations.request(
        expert, DismissalGround.OWN_WISH, reason="调往外地工作，不便再参加县里的任务",
        uploads=[], folder=folder, by=world.office.experts[expert.code],
    )  # fmt: skip
    yield day * DAY + 3 * HOUR + 1200
    note = "同意退出，感谢两年来的工作"
    resignations.take(asked, "confirm", by=world.office.others["office"], note=note)


def _asks_to_leave(expert: Expert, world: World, folder: Path) -> Steps:
    yield from until_free(expert, world.diary.present - 12)
    resignations.request(
        expert, DismissalGround.UNABLE, reason="腰椎手术后不宜下井和长时间现场工作",
        uploads=[scan("证明材料")], folder=folder, by=world.office.experts[expert.code],
    )  # fmt: skip
