"""通知 · telling whoever must act next. The text names the matter and the step, nothing else."""

from datetime import date
from typing import Any

from sqlalchemy import select

from models import policy
from models.db import db
from models.operations.deliveries import send_outside
from models.operations.register import reference
from models.queries import delegations
from models.rules.notice_words import kind_of
from models.tables import Holding, Notice
from models.vocabulary import NoticeKind, Permission, Post


def tell(
    account_id: int | None,
    text: str,
    matter: str,
    *,
    kind: NoticeKind | None = None,
    step: str = "",
    number: str = "",
    due_on: date | None = None,
) -> None:
    """Leave a notice, and send it outside where its reader wants that; an expert without an account
    is told by telephone instead.

    Outside neither ``text`` is said nor any name, but the ``number`` of the matter and the ``step``
    to be taken. ``kind``: where the family of the matter does not say it.
    """
    if account_id is not None:
        kind = kind or kind_of(matter)
        notice = Notice(
            account_id=account_id, kind=kind, text=text[:120], matter=matter, due_on=due_on
        )
        db.session.add(notice)
        send_outside(notice, step=step, number=number)


def holders_of(permission: Permission, subject: Any) -> list[Holding]:
    """Whoever may use ``permission`` on ``subject``, those among them who stand in for another."""
    posts = [post for post, grants in policy.GRANTS.items() if permission in grants]
    held = db.session.scalars(select(Holding).where(Holding.post.in_(posts))).all()
    everyone = [*held, *delegations.of_posts(db.session(), posts)]
    return [holding for holding in everyone if not policy.refusal(holding, permission, subject)]


def tell_post(post: Post, subject: Any, text: str) -> None:
    """Tell everyone in ``post`` (a supervisor to witness, the office to consider)."""
    for holding in db.session.scalars(select(Holding).where(Holding.post == post)):
        tell(holding.account_id, text, reference(subject))


def tell_next(subject: Any, *, besides: int) -> None:
    """Tell those who can carry ``subject`` on from where it now stands; ``besides``: the account
    that has just acted and knows."""
    moves = subject.workflow.moves_from(subject.state)
    for permission in {move.permission for move in moves if move.forward and move.offered}:
        for holding in holders_of(permission, subject):
            if holding.account_id != besides:
                text = f"待办：{subject.caption}（{subject.state.label}）"
                tell(
                    holding.account_id, text, subject.matter,
                    kind=NoticeKind.TODO, step=subject.state.label,
                )  # fmt: skip
