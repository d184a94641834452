"""初审 · an application judged line by line, then passed, returned or rejected (Art. 6(2))."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models import clock, policy
from models.db import db
from models.errors import IllegalMove, Refusal
from models.operations.notices import tell, tell_next
from models.operations.opinions import withdraw_open
from models.operations.register import register
from models.operations.steps import choose
from models.tables import Application, Holding, VettingLine
from models.vocabulary import NoticeKind, Permission
from models.workflows.application import Action, State
from models.workflows.machine import Move

ARTICLE = 6
LONGEST = 120  # characters of a note


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a line of the checklist is true and sufficient; ``note``: what was found."""

    holds: bool
    note: str = ""


def judge(
    application: Application, given: Mapping[str, Judgement], *, edition: int, by: Holding
) -> None:
    """Write down what the section found, line by line. ``edition``: the one that was read."""
    _lock(application, edition)
    if no := policy.refusal(by, Permission.VET_APPLICATION, application):
        raise no
    if application.state is not State.SORTED:
        raise IllegalMove(
            f"现在是“{application.state.label}”，不能再核对；请按最新状态办理", article=ARTICLE
        )
    labels = {line.key: line.label for line in application.checklist}
    for key, judgement in given.items():
        _check(key, judgement, labels)
    _write(application, given, labels, by)


def _lock(application: Application, edition: int) -> None:
    """Let nobody else act on it meanwhile, and make sure that it is still what was read."""
    db.session.refresh(application, with_for_update={"of": Application})
    if application.edition != edition:
        raise Refusal(
            f"申报人已补正并第{application.edition}次提交，请刷新页面，按新的材料核对",
            article=ARTICLE,
        )


def _check(key: str, judgement: Judgement, labels: Mapping[str, str]) -> None:
    if key not in labels:
        raise Refusal("核对表已有变化，请刷新页面后再核对", article=ARTICLE)
    if len(judgement.note) > LONGEST:
        raise Refusal(
            f"“{labels[key]}”的情况说明不超过{LONGEST}字", article=ARTICLE, field=f"{key}-note"
        )
    if not judgement.holds and not judgement.note.strip():
        raise Refusal(
            f"“{labels[key]}”核对不符的，请写明查到的情况", article=ARTICLE, field=f"{key}-note"
        )


def _write(
    application: Application,
    given: Mapping[str, Judgement],
    labels: Mapping[str, str],
    by: Holding,
) -> None:
    written = {line.key: line for line in application.vetting}
    facts: dict[str, list[str]] = {"holding": [], "failing": []}
    for key, judgement in given.items():
        note = judgement.note.strip()
        line = written.get(key)
        if line and (line.holds, line.note) == (judgement.holds, note):
            continue
        if line is None:
            line = VettingLine(key=key)
            application.vetting.append(line)
        line.holds, line.note = judgement.holds, note
        facts["holding" if line.holds else "failing"].append(_told(labels[key], note))
    if any(facts.values()):
        register(
            "application:judge", "核对申报材料", by=by, subject=application, article=ARTICLE,
            **facts,
        )  # fmt: skip


def _told(label: str, note: str) -> str:
    return f"{label}（{note}）" if note else label


def take(
    application: Application, action: str, *, edition: int, by: Holding, note: str = ""
) -> Move[Any, Any]:
    """Take a step that the page offers, with all that follows from it."""
    _lock(application, edition)
    move = choose(application, action, by=by, note=note)
    if move.permission is Permission.VET_APPLICATION:
        _sign_off(application, move.action, note.strip(), by)
    if move.target in {State.RETURNED, State.REJECTED}:
        _answer(application, note.strip(), by)
    tell_next(application, besides=by.account_id)
    return move


def _sign_off(application: Application, action: Action, opinion: str, by: Holding) -> None:
    """初审意见: whose it is and what it says; a returned application will be vetted anew."""
    if action is Action.RETURN:
        application.vetter, application.vetted_at, application.vetting_opinion = None, None, ""
        return
    application.vetter = by.account
    application.vetted_at, application.vetting_opinion = clock.now(), opinion


def _answer(application: Application, reason: str, by: Holding) -> None:
    """Tell whoever filled it in; what was asked of other sections is moot."""
    for edition in application.editions:
        if edition.number == application.edition:
            edition.answer = reason
    if application.state is State.RETURNED:
        application.vetting.clear()
    withdraw_open(application, by=by)
    text = f"{application.caption}：{application.state.label}"
    kind = NoticeKind.RETURNED if application.state is State.RETURNED else None
    tell(application.owner_id, text, application.matter, kind=kind)


def record_reveal(application: Application, *, reason: str, by: Holding) -> None:
    """Somebody is shown the whole ID number, and says why."""
    if not reason.strip():
        raise Refusal("请写明查看理由", article=ARTICLE, field="reason")
    register(
        "application:reveal", "查看身份证号", by=by, subject=application, article=ARTICLE,
        reason=reason.strip(),
    )  # fmt: skip
