"""专家退出 · an expert asks to be one no longer; the office confirms (Art. 18(1), (2))."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models import policy
from models.db import db
from models.errors import Refusal
from models.operations import roster
from models.operations.files import Upload, keep
from models.operations.notices import tell, tell_next
from models.operations.register import register
from models.operations.steps import choose
from models.queries import expert_matters
from models.rules import article_18_leaving as art18
from models.tables import Expert, Holding, Resignation
from models.vocabulary import DismissalGround, Permission, Standing
from models.workflows.machine import Move
from models.workflows.resignation import Action


def request(
    expert: Expert,
    ground: DismissalGround,
    *,
    reason: str,
    uploads: Sequence[Upload],
    folder: Path,
    by: Holding,
) -> Resignation:
    """The wish, with its reason; refused while the expert is on a task, by its name."""
    if no := policy.refusal(by, Permission.DECLARE_OWN, expert):
        raise no
    db.session.refresh(expert, with_for_update={"of": Expert})  # so that one waits, and not two
    if expert_matters.open_resignation(db.session(), expert):
        raise Refusal("退出申请已经提交，正等专家办确认，不必重复", article=art18.ARTICLE)
    left = [each.caption for each in expert_matters.tasks_left(db.session(), expert)]
    art18.check(ground, reason, len(uploads), left)
    resignation = Resignation(
        expert=expert,
        ground=ground,
        reason=reason.strip(),
        answer="",
        files=[keep(upload, folder, by=by) for upload in uploads],
    )
    db.session.add(resignation)
    register(
        "resignation:request", "申请退出专家组", by=by, subject=resignation,
        article=art18.ARTICLE, reason=reason.strip(), files=len(uploads) or "",
    )  # fmt: skip
    tell_next(resignation, besides=by.account_id)
    return resignation


def take(resignation: Resignation, action: str, *, by: Holding, note: str = "") -> Move[Any, Any]:
    """Confirmed, the expert has left: the certificate is taken back and the account reads its own
    history. The duty to keep secrets stays (Art. 15)."""
    move = choose(resignation, action, by=by, note=note)
    resignation.answer, resignation.decider_id = note.strip(), by.account_id
    if move.action is Action.CONFIRM:
        why = f"第十八条：{resignation.ground.label}。{resignation.reason}"
        roster.change_standing(resignation.expert, Standing.ENDED, reason=why, by=by)
    if resignation.owner_account_id != by.account_id:
        text = f"进展：您的退出申请（{resignation.state.label}）"
        if move.action is Action.CONFIRM:
            text += "；聘书已撤销，保密义务不变"
        tell(resignation.owner_account_id, text, resignation.matter)
    return move
