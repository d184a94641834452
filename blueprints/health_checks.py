"""自检 · what is tried and looked up to know that the office is well: the same for the page and the
terminal.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from blueprints import documents
from blueprints.backups.place import here
from blueprints.backups.shelf import shelf
from blueprints.jobs.queue import queue
from blueprints.keeping import checkpoint_fault
from blueprints.wording import moment
from models import clock
from models.db import db, unit_of_work
from models.errors import Refusal
from models.operations.register import register
from models.queries.backups import last_of
from models.queries.parameters import is_demonstration
from models.rules.article_11_draw import (
    Candidate,
    Contribution,
    Request,
    SeatAsked,
    differences,
    hold,
)
from models.tables import Event

LEAST_DISK = 2 * 2**30  # bytes
_BACKUP_AGE = timedelta(hours=36)
_DRILL_AGE = timedelta(days=8)
_CHECK_AGE = timedelta(hours=36)


@dataclass(frozen=True, slots=True)
class Finding:
    """``cure``: what to do; empty where all is well."""

    subject: str
    said: str
    cure: str = ""


class _TakenBack(Exception):
    """The canary's write is not kept."""


def findings() -> list[Finding]:
    """One look at everything; it takes about a second."""
    return [finding for check in _CHECKS for finding in check()]


def _writing() -> Iterator[Finding]:
    try:
        with unit_of_work():
            register("health:canary", "试写", by=None)
            db.session.flush()
            raise _TakenBack
    except _TakenBack:
        yield Finding("数据库", "能写入（试写一行后撤回）")
    except SQLAlchemyError as refused:
        cure = "检查磁盘空间、文件权限和数据库服务"
        yield Finding("数据库", f"写不进去（{type(refused).__name__}）", cure)


def _drawing() -> Iterator[Finding]:
    """A draw of one out of three people who do not exist, held and computed again."""
    people = tuple(
        Candidate(f"试{number}", ("A0101",), "SENIOR", f"单位{number}", number)
        for number in range(3)
    )
    asked = Request(
        draw_no="试", dispatch_no="试", round=1, voids=0, employer_cap=1, weights=(4, 2, 1),
        seats=(SeatAsked(1, "A0101", "SENIOR"),), pool=people, seated=(), excluded=(),
    )  # fmt: skip
    at = clock.now().isoformat()
    texts = [
        Contribution("operator", at, "自检的随机内容一"),
        Contribution("witness", at, "自检的随机内容二"),
    ]
    wrong = differences(hold(asked, bytes(32), texts, at).bundle)
    cure = "停止抽取，重新安装程序" if wrong else ""
    yield Finding("抽取", "重算不一致" if wrong else "能抽取，重算一致（试抽一次）", cure)


def _papers() -> Iterator[Finding]:
    """A paper is made to see what the fonts can draw, so it takes half a second."""
    gaps = documents.font_gaps()
    boxes = [gap for gap in gaps if gap.endswith(documents.INSTALL)]
    yield Finding("文书", "能生成（试生成一份）", "；".join(boxes))
    for gap in gaps:
        if gap not in boxes:
            yield Finding("公文字体", gap)


def _backup() -> Iterator[Finding]:
    made = last_of(db.session(), "backup:make")
    told = "从未备份" if made is None else f"{moment(made.at)}，{made.facts['size'] / 2**20:.1f} MB"
    cure = "设好 BACKUP_DIR、BACKUP_KEY_FILE 和每日定时，或手工执行 flask backup 文件"
    yield Finding("最近一次备份", told, cure if _is_old(made, _BACKUP_AGE) else "")


def _drill() -> Iterator[Finding]:
    session = db.session()
    passed, failed = last_of(session, "drill:pass"), last_of(session, "drill:fail")
    if failed and (passed is None or failed.number > passed.number):
        why = failed.facts.get("reason", "")
        yield Finding("恢复演练", f"{moment(failed.at)}没有通过：{why}", "处理后执行 flask drill")
        return
    told = "从未演练" if passed is None else f"{moment(passed.at)}通过"
    cure = "执行 flask drill，试一试备份能不能恢复"
    yield Finding("恢复演练", told, cure if _is_old(passed, _DRILL_AGE) else "")


def _is_old(event: Event | None, most: timedelta) -> bool:
    """Nobody misses the backup of a demonstration."""
    if is_demonstration(db.session()):
        return False
    return event is None or clock.now() - event.at > most


def _invariants() -> Iterator[Finding]:
    last = last_of(db.session(), "check:run")
    if last is None:
        yield Finding("数据核对", "从未核对", "执行 flask check，并设为每日定时")
        return
    count = last.facts["faults"]
    told = f"{moment(last.at)}，{f'{count}处不符' if count else '全部相符'}"
    cure = "执行 flask check，按所列逐项查明" if count else ""
    yield Finding("数据核对", told, cure or ("设为每日定时" if _is_old(last, _CHECK_AGE) else ""))


def _checkpoints() -> Iterator[Finding]:
    try:
        fault = checkpoint_fault()
    except (Refusal, OSError) as unread:
        fault = unread.message if isinstance(unread, Refusal) else "检查点文件读不了"
    cure = "查明数据库是否被旧备份覆盖或被改动，用较新的备份恢复" if fault else ""
    yield Finding("台账检查点", fault or "与台账相符", cure)


def _disk() -> Iterator[Finding]:
    folders = {"数据": here().root}
    try:
        if place := shelf():
            folders["备份"] = place.folder
    except Refusal as lost:
        yield Finding("备份磁盘", lost.message, "挂上磁盘，或改正 BACKUP_DIR")
    for name, folder in folders.items():
        free = shutil.disk_usage(folder).free
        cure = "清理磁盘，或换更大的磁盘" if free < LEAST_DISK else ""
        yield Finding(f"{name}磁盘", f"还剩{free / 2**30:.1f} GB", cure)


def _worker() -> Iterator[Finding]:
    if queue().is_attended():
        yield Finding("后台程序", "在运行")
    else:
        yield Finding("后台程序", "没有运行", "启动 flask work（script/server 会一起启动）")


_CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _writing, _drawing, _papers, _backup, _drill, _invariants, _checkpoints, _disk, _worker,
)  # fmt: skip
