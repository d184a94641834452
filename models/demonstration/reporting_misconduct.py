"""廉政举报 · four: one upheld and dealt with, one without grounds, one whose subject is asked to
explain, one that has just come in."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from models.db import db
from models.demonstration.case import Steps, World
from models.demonstration.diary import DAY, HOUR
from models.operations import integrity, integrity_cases
from models.operations.integrity import Secret, Told
from models.tables import Expert, Holding, IntegrityReport
from models.vocabulary import Misconduct, Post, Referral
from models.workflows.integrity import Action

_PHRASE = "演示口令2026"
_UPHELD = 33  # of the roster: neither away nor leaving

_SOLD = Told(
    Misconduct.PROMOTION,
    "检查当天中午，有专家向我单位安全科推荐他熟人公司的监测设备，留下产品册，并说换了设备验收更顺利。",
    unit="虚构煤业公司",
)
_RUMOUR = Told(Misconduct.OTHER, "听人说有专家开会时态度不好，具体哪次会、是谁都不清楚，请查一下。")
_GIFT = Told(
    Misconduct.BRIBERY,
    "上月检查结束后，企业安排人往专家车上放了两箱土特产，门口监控应当拍到，当班门卫也看见了。",
    name="演示举报人", contact="0356-0000099",
)  # fmt: skip
_LEAK = Told(
    Misconduct.LEAK, "检查通知还没有到，企业前一天晚上就知道要检查哪几个工作面，怀疑有人提前透露。"
)


def reports_of_misconduct(experts: list[Expert], world: World, folder: Path) -> Iterator[Steps]:
    present, by = world.diary.present, world.office.others["supervisor"]
    yield _upheld(present - 45, experts[_UPHELD], world, by, folder)
    yield _without_grounds(present - 30, by, folder)
    yield _under_way(present - 9, world, by, folder)
    yield _just_in(present - 1, folder)


def _upheld(day: int, expert: Expert, world: World, by: Holding, folder: Path) -> Steps:
    yield day * DAY + 2 * HOUR
    report = _lodge(_SOLD, folder)
    yield (day + 1) * DAY + HOUR
    integrity_cases.accept(report, by=by)
    integrity_cases.identify(report, expert.code, by=by)
    integrity_cases.ask(report, "请问产品册上印的是哪家公司，当时在场的还有谁？", by=by)
    yield (day + 2) * DAY + HOUR
    integrity.tell_more(report, "产品册还在安全科，在场的有两名科员，都愿意作证。", folder=folder)
    integrity_cases.hear(report, "请说明近期外出检查期间，与被检查单位谈及的工作以外事项。", by=by)
    yield (day + 4) * DAY + HOUR
    if report.hearing:
        integrity_cases.explain(
            report.hearing, "我介绍过一家公司的设备，没有收取好处，这样做不妥，愿意接受批评。",
            uploads=[], folder=folder, by=world.office.experts[expert.code],
        )  # fmt: skip
    yield (day + 8) * DAY + HOUR
    integrity_cases.conclude(
        report, Action.UPHOLD,
        finding="经查看产品册并向两名在场人员了解，推荐设备属实，未发现收受财物。",
        answer="您反映的问题经核实属实，将按规定处理，谢谢您的监督。", by=by,
    )  # fmt: skip
    yield (day + 9) * DAY + HOUR
    integrity_cases.refer(report, Referral.CRITICISM, "", by=by)


def _without_grounds(day: int, by: Holding, folder: Path) -> Steps:
    yield day * DAY + 3 * HOUR
    report = _lodge(_RUMOUR, folder)
    yield (day + 2) * DAY + HOUR
    integrity_cases.accept(report, by=by)
    yield (day + 6) * DAY + HOUR
    integrity_cases.conclude(
        report, Action.GROUNDLESS,
        finding="查阅近半年会议记录和签到表，没有可以核实的时间、地点和人员。",
        answer="您反映的情况没有可以核实的线索，有新的线索请再次举报。", by=by,
    )  # fmt: skip


def _under_way(day: int, world: World, by: Holding, folder: Path) -> Steps:
    """The expert of the demonstration is asked to explain."""
    yield day * DAY + 2 * HOUR
    report = _lodge(_GIFT, folder)
    yield (day + 2) * DAY + HOUR
    integrity_cases.accept(report, by=by)
    own = next(
        held.account_id
        for held in world.office.experts.values()
        if held.account.login == Post.EXPERT
    )
    code = db.session.scalars(select(Expert.code).where(Expert.account_id == own)).one()
    integrity_cases.identify(report, code, by=by)
    yield (day + 7) * DAY + HOUR
    integrity_cases.hear(report, "请说明上月参加检查期间是否接受过被检查单位的物品。", by=by)


def _just_in(day: int, folder: Path) -> Steps:
    yield day * DAY + 4 * HOUR
    _lodge(_LEAK, folder)


def _lodge(told: Told, folder: Path) -> IntegrityReport:
    secret = Secret(_PHRASE, _PHRASE, told.conduct.value)
    integrity.lodge(told, secret, is_named=bool(told.name), folder=folder)
    return db.session.scalars(
        select(IntegrityReport).order_by(IntegrityReport.id.desc()).limit(1)
    ).one()
