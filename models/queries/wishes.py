"""工作量意愿 · what an expert has said."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables import ExpertWish


def of(session: Session, expert_id: int) -> ExpertWish | None:
    return session.scalar(select(ExpertWish).where(ExpertWish.expert_id == expert_id))
