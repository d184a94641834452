"""专家的日常 · proofs of illness handed in and judged; and what ``expert`` keeps on the own desk: a
calendar, a wish, days away, an interest, a report half written."""

import io
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw
from sqlalchemy import select

from models import clock
from models.db import db
from models.demonstration.case import Steps, World
from models.demonstration.diary import DAY, HOUR, MINUTE
from models.demonstration.pictures import scan
from models.operations import (
    assignments,
    calendar_links,
    declarations,
    illness_proofs,
    reports,
    wishes,
)
from models.operations.files import Upload
from models.rules.article_13_report import headed
from models.tables import Assignment, Expert, Holding, IllnessProof
from models.vocabulary import DeclineKind, InterestKind, Post
from models.workflows.assignment import State as PartState
from models.workflows.illness_proof import Action, State

_EVERY = 2  # working days: a proof is owed within three
_AWAY = 45, 49  # days from now, when nobody is drawn yet
_WRITTEN = (
    "按派遣通知到达后听取了爆破作业和综合防尘情况介绍，查阅作业规程、火工品领退记录，"
    "下井查看两个掘进工作面。"
)


def expert_weeks(experts: Iterable[Expert], world: World, folder: Path) -> Iterator[Steps]:
    own = next(each for each in experts if each.account and each.account.login == Post.EXPERT)
    yield _desk(own, world, folder)
    yield _proofs(own, world, folder)


def _desk(own: Expert, world: World, folder: Path) -> Steps:
    by, present = world.office.experts[own.code], world.diary.present
    yield (present - 60) * DAY + HOUR
    calendar_links.issue(own, by=by)
    wishes.wish(own, most_a_month=2, weekdays=[0], note="周一上午本单位调度会", by=by)
    yield present * DAY + HOUR
    unit = world.units.enterprises[-1].name
    note = "曾为该单位编制安全评价报告"
    declarations.declare_interest(own, unit=unit, kind=InterestKind.PAID_WORK, note=note, by=by)
    first, last = (clock.today() + timedelta(days=days) for days in _AWAY)
    declarations.declare_absence(own, first_day=first, last_day=last, note="外出培训", by=by)
    yield (present + 1) * DAY - 10 * MINUTE
    parts = list(db.session.scalars(select(Assignment).filter_by(expert_id=own.id)))
    for part in parts:
        if part.state is PartState.LEFT:
            _half_write(part, folder, by)
    accepted = [part for part in parts if part.state is PartState.ACCEPTED]
    note = "突发急性阑尾炎，正在住院，出院后补交诊断证明"
    for part in accepted[1:]:
        assignments.decline(part, DeclineKind.ILLNESS, note=note, by=by)


def _half_write(part: Assignment, folder: Path, by: Holding) -> None:
    """The first heading has its words, and a photograph is there."""
    heading, _, rest = headed(part.dispatch.task_type).partition("\n")
    content = f"{heading}\n{_WRITTEN}\n{rest}"
    draft = reports.save(part, content=content, advice="", seen=0, by=by)
    reports.attach(draft, [Upload("掘进工作面（演示）.jpg", _site())], folder, by=by)


def _proofs(own: Expert, world: World, folder: Path) -> Steps:
    """Whoever was ill hands in the paper; the section judges it two days later. The last ones wait
    for it, and ``expert`` has not handed in anything yet."""
    clerks = {each.account_id: each for each in world.office.clerks.values()}
    for day in range(1, world.diary.present + 1, _EVERY):
        yield day * DAY + 5 * HOUR
        for proof in _in(State.HANDED_IN):
            clerk = clerks[proof.assignment.dispatch.handler_id]
            illness_proofs.judge(proof, Action.ACCEPT, by=clerk, note="证明属实")
        for proof in _in(State.AWAITED):
            if proof.assignment.expert_id != own.id:
                by = world.office.experts[proof.assignment.expert.code]
                file = illness_proofs.keep_sealed(scan("诊断证明"), folder, by=by)
                illness_proofs.hand_in(proof, file, by=by)


def _in(state: State) -> list[IllnessProof]:
    return list(db.session.scalars(select(IllnessProof).where(IllnessProof._state == state)))


@cache
def _site() -> bytes:
    """A drift, as a child would draw it."""
    picture = Image.new("RGB", (1200, 900), (70, 66, 60))
    pen = ImageDraw.Draw(picture)
    pen.pieslice((250, 150, 950, 1250), 180, 360, fill=(120, 112, 100))
    pen.rectangle((250, 700, 950, 900), fill=(96, 88, 78))
    for x in (420, 780):
        pen.line((x, 900, 600 + (x - 600) // 4, 640), fill=(180, 176, 168), width=14)
    pen.ellipse((560, 300, 640, 380), fill=(250, 240, 190))
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=85)
    return content.getvalue()
