"""代录 · what an expert without an account signed, entered by the section (Art. 11(1)3, 13, 17)."""

from collections.abc import Mapping
from pathlib import Path

from models import policy
from models.db import db
from models.errors import Refusal
from models.operations import assignments
from models.operations.files import Upload, keep
from models.operations.preparing import parts_told
from models.operations.steps import advance
from models.queries import briefings
from models.tables import Assignment, Holding, SignedPaper
from models.vocabulary import Permission
from models.workflows.assignment import Action, State

ARTICLE = 11

# The step that a paper stands for, by where the task is.
STEPS: Mapping[State, Action] = {
    State.NOTIFIED: Action.ACCEPT,
    State.ACCEPTED: Action.ACKNOWLEDGE_ON_PAPER,
    State.ON_SITE: Action.LEAVE,
    State.LEFT: Action.REPORT,
}


def record(
    part: Assignment,
    scan: Upload | None,
    *,
    folder: Path,
    by: Holding,
    asked: str | None = None,
    content: str = "",
    advice: str = "",
) -> Action:
    """Take the next step of somebody from outside the roster, by the paper they signed.
    ``asked``: the step for which the page asked for that paper, so that a second tap does not pass
    it off as the next one; ``content`` and ``advice``: what a written report says."""
    if no := policy.refusal(by, Permission.RECORD_ON_PAPER, part):
        raise no
    step = STEPS.get(part.state)
    if step is None or not part.is_on_paper:
        raise Refusal("这一步不需要代录本人签字材料，请按任务页面办理", article=ARTICLE)
    if asked not in {None, step}:
        raise Refusal("上一份材料已经代录，没有重复登记；请按本页现在的要求上传", article=ARTICLE)
    if scan:
        paper = SignedPaper(action=step, file=keep(scan, folder, by=by), account_id=by.account_id)
        part.papers.append(paper)
        db.session.flush()
    if step is Action.REPORT:
        assignments.report(part, content=content, advice=advice, files=[], by=by)
    else:
        _take(part, step, by)
    return step


def _take(part: Assignment, step: Action, by: Holding) -> None:
    if step is Action.ACCEPT:
        assignments.accept(part, by=by)
    elif step is Action.LEAVE:
        assignments.attend(part, step, by=by)
    else:
        part.briefings = briefings.in_force(db.session())
        advance(part, step, by=by, briefing=[each.name for each in parts_told(part).values()])
