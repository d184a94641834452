"""An expert's own matters in each state, brought there by the operations a person would use."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flask import current_app

from models.db import db, unit_of_work
from models.operations import advice as advices
from models.operations import lead_sections, profile_changes, resignations
from models.operations.advice import Thought
from models.operations.files import Upload
from models.tables import (
    Advice,
    Expert,
    ExpertObjection,
    Holding,
    ProfileChange,
    Resignation,
    Section,
)
from models.vocabulary import DismissalGround, Post
from tests.states import holder

PDF = Upload("证明.pdf", b"%PDF-1.7\n")
WORDS = "近期降雨偏多，建议对尾矿库逐座排查排洪设施。"


def folder() -> Path:
    kept: Path = current_app.extensions["instance"].uploads
    return kept


def own() -> Expert:
    """The expert who signs in as ``expert``."""
    return db.session.scalars(db.select(Expert).filter_by(code="ZZ0001")).one()


def lead(industry: str = "A01", section: str = "煤矿监管股") -> None:
    """The section leads the industry of every expert of the small office."""
    with unit_of_work():
        named = db.session.scalars(db.select(Section).filter_by(name=section)).one()
        lead_sections.assign(industry, named, by=holder(Post.OFFICE))


def given(*, industry: str = "A01", uploads: Sequence[Upload] = ()) -> Advice:
    """提出，待股室受理."""
    lead(industry)
    with unit_of_work():
        return advices.give(
            own(), Thought("汛期尾矿库排查", WORDS, industry), uploads=uploads, folder=folder(),
            by=holder(Post.EXPERT),
        )  # fmt: skip


def received(*, is_important: bool = False) -> Advice:
    """股室办理中."""
    advice = given()
    with unit_of_work():
        advices.receive(advice, is_important=is_important, by=holder(Post.SECTION))
    return advice


def raised() -> Advice:
    """重要建议，已呈报领导."""
    advice = received(is_important=True)
    with unit_of_work():
        advices.report_up(advice, note="拟采纳，列入汛期检查", by=holder(Post.SECTION))
    return advice


def proposed(*, uploads: Sequence[Upload] = (PDF,), **written: Any) -> ProfileChange:
    """变更申请，待核对."""
    wanted = written or {"title": "正高级工程师"}
    with unit_of_work():
        return profile_changes.propose(
            own(), wanted, left_on=None, reason="职称评审通过", uploads=uploads, folder=folder(),
            by=holder(Post.EXPERT),
        )  # fmt: skip


def leaving() -> Resignation:
    """退出申请，待确认."""
    with unit_of_work():
        return resignations.request(
            own(), DismissalGround.OWN_WISH, reason="工作调动", uploads=(), folder=folder(),
            by=holder(Post.EXPERT),
        )  # fmt: skip


def objected(act: Any, about: Any, *, by: Holding) -> ExpertObjection:
    """异议，待答复: ``act`` is one of the operations by which it is lodged."""
    with unit_of_work():
        made: ExpertObjection = act(
            about, "事实与登记不符，请予更正，理由见附件。", uploads=(), folder=folder(), by=by
        )
        return made
