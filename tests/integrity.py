"""An integrity report in the states of its life, brought there by the operations a person would
use."""

from pathlib import Path
from typing import Any

from models.db import db, unit_of_work
from models.operations import integrity, integrity_cases
from models.tables import IntegrityReport
from models.vocabulary import Misconduct, Post
from tests.states import holder

TEXT = "六月二日下午，检查组离开后，有人到矿上推销自己亲戚公司的传感器，说买了以后检查好过关。"
PHRASE = "太行山上的石头2026"
TICKET = "abcdef0123456789abcdef0123456789"
QUESTION = "请说明今年六月以来在煤矿检查工作之外与被检查单位的往来情况。"
FINDING = "经调取门卫登记并向三名在场人员了解，推销一事属实。"
ANSWER = "您反映的问题经核实属实，已按规定处理，谢谢您的监督。"


def code_for(
    folder: Path, *, text: str = TEXT, phrase: str = PHRASE, ticket: str = TICKET,
    uploads: Any = (), conduct: Misconduct = Misconduct.PROMOTION, **told: str,
) -> str:  # fmt: skip
    """Within the caller's unit of work."""
    return integrity.lodge(
        integrity.Told(conduct, text, **told),
        integrity.Secret(phrase, phrase, ticket),
        is_named=bool(told.get("name")), uploads=uploads, folder=folder,
    )  # fmt: skip


def lodged(folder: Path = Path(), **of: Any) -> IntegrityReport:
    """待受理, anonymous unless ``of`` names somebody."""
    with unit_of_work():
        code_for(folder, **of)
    return db.session.scalars(
        db.select(IntegrityReport).order_by(IntegrityReport.id.desc())
    ).first()


def accepted(folder: Path = Path(), **of: Any) -> IntegrityReport:
    report = lodged(folder, **of)
    with unit_of_work():
        integrity_cases.accept(report, by=holder(Post.SUPERVISOR))
    return report


def identified(**of: Any) -> IntegrityReport:
    """The first expert of the small office, who signs in as ``expert``."""
    report = accepted(**of)
    with unit_of_work():
        integrity_cases.identify(report, "ZZ0001", by=holder(Post.SUPERVISOR))
    return report


def asked(**of: Any) -> IntegrityReport:
    """The expert was asked to explain."""
    report = identified(**of)
    with unit_of_work():
        integrity_cases.hear(report, QUESTION, by=holder(Post.SUPERVISOR))
    return report


def explained(folder: Path = Path(), uploads: Any = (), **of: Any) -> IntegrityReport:
    report = asked(**of)
    with unit_of_work():
        integrity_cases.explain(
            report.hearing, "我没有推销过任何产品，当日检查结束后即随车返回。",
            uploads=uploads, folder=folder, by=holder(Post.EXPERT),
        )  # fmt: skip
    return report


def concluded(report: IntegrityReport, action: str = "uphold") -> IntegrityReport:
    with unit_of_work():
        integrity_cases.conclude(
            report, action, finding=FINDING, answer=ANSWER, by=holder(Post.SUPERVISOR)
        )
    return report
