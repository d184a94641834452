"""解聘 · proposing a case, opening, hearing, concluding, deciding it, and the notice (Art. 18)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from models import clock, policy
from models.db import db
from models.errors import IllegalMove, Refusal
from models.operations import roster
from models.operations.files import Upload, keep
from models.operations.notices import tell, tell_next, tell_post
from models.operations.numbers import next_of
from models.operations.register import register
from models.operations.sections import section_id_of
from models.operations.steps import advance, choose
from models.queries import conduct, declines, dismissals, expert_matters
from models.queries.calendar import confirmed
from models.queries.parameters import value_of
from models.rules import article_18_grounds as art18
from models.rules.working_days import day_due
from models.settings import DECLINE_LIMIT, HEARING_DAYS
from models.tables import Dismissal, DismissalStatement, Expert, Holding
from models.vocabulary import ON_ROSTER, DismissalGround, Permission, Post, RevocationGround
from models.workflows.dismissal import Action, State
from models.workflows.machine import Move

_LEAVING = frozenset({DismissalGround.OWN_WISH, DismissalGround.UNABLE})


@dataclass(frozen=True, slots=True)
class Evidence:
    """``facts``: what happened; ``source``: the papers it rests on, by name and number;
    ``measure``: what else was done where secrets were given away (Art. 15); ``trigger``: by which
    facts the program proposes it."""

    facts: str
    source: str = ""
    is_breach: bool = False
    measure: str = ""
    trigger: str = ""


def propose(
    expert: Expert,
    ground: DismissalGround,
    evidence: Evidence,
    *,
    uploads: Sequence[Upload] = (),
    folder: Path | None = None,
    by: Holding | None = None,
) -> Dismissal:
    """Put a dismissal to the office, which opens the case or does not. ``by``: None where the
    program proposes on what it has reckoned. Refused for a second case of the same expert."""
    db.session.refresh(expert, with_for_update={"of": Expert})  # so that one waits, and not two
    _refuse_if_not_due(expert, ground)
    _check(ground, evidence, len(uploads), is_whole=by is not None)
    with db.session.no_autoflush:
        case = _written(expert, ground, evidence, by)
        if by and (no := policy.refusal(by, Permission.PROPOSE_DISMISSAL, case)):
            raise no
        if by or ground is not DismissalGround.CREDIT:  # which the program has just reckoned
            refuse_unfounded(case)
        case.year, case.serial = next_of(Dismissal.year, Dismissal.serial)
    case.files = [keep(upload, folder, by=by) for upload in uploads] if folder else []
    db.session.add(case)
    register(
        "dismissal:propose", "提出解聘" if by else "系统提示研究解聘", by=by, subject=case,
        article=art18.ARTICLE, number=case.number, dismissal=ground.value, code=expert.code,
        facts=case.facts.rstrip("。"), files=len(uploads) or "",
    )  # fmt: skip
    if by:
        tell_next(case, besides=by.account_id)
    else:
        first = evidence.facts.partition("：")[0].partition("。")[0]
        tell_post(Post.OFFICE, case, f"{first}，请研究是否解聘（第十八条）")
    return case


def _refuse_if_not_due(expert: Expert, ground: DismissalGround) -> None:
    session = db.session()
    if expert.standing not in ON_ROSTER:
        raise Refusal(
            f"{expert.name}是“{expert.standing.label}”，不在名册上，不能提出解聘",
            article=art18.ARTICLE,
            field="expert",
        )
    if other := dismissals.open_of(session, expert):
        raise Refusal(
            f"{expert.name}已有解聘事项{other.number}（{other.state.label}），不能再提出一件",
            article=art18.ARTICLE,
            field="expert",
        )
    if ground in _LEAVING and expert_matters.open_resignation(session, expert):
        raise Refusal(
            f"{expert.name}已经提出退出申请，请在“专家本人事项”中直接办理",
            article=art18.ARTICLE,
            field="ground",
        )


def _check(ground: DismissalGround, evidence: Evidence, files: int, *, is_whole: bool) -> None:
    """What the program proposes, the office completes before it opens the case."""
    said = (evidence.facts, evidence.source, evidence.is_breach, evidence.measure)
    art18.check(ground, art18.Written(*said, files), is_whole=is_whole)


def _written(
    expert: Expert,
    ground: DismissalGround,
    evidence: Evidence,
    by: Holding | None,
) -> Dismissal:
    return Dismissal(
        expert=expert, expert_id=expert.id, ground=ground, facts=evidence.facts.strip(),
        facts_on=clock.today(), source=evidence.source.strip(), is_breach=evidence.is_breach,
        measure=evidence.measure.strip(), trigger=evidence.trigger,
        section_id=section_id_of(by), proposer_id=by.account_id if by else None,
    )  # fmt: skip


def complete(
    case: Dismissal, evidence: Evidence, *, uploads: Sequence[Upload], folder: Path, by: Holding
) -> None:
    """Before the case is opened the office writes down what is known, with the papers for it."""
    if no := policy.refusal(by, Permission.RUN_DISMISSAL, case):
        raise no
    if case.state is not State.PROPOSED:
        raise IllegalMove(
            f"现在是“{case.state.label}”，事实已经告知本人，不能再改", article=art18.ARTICLE
        )
    _check(case.ground, evidence, len(case.files) + len(uploads), is_whole=True)
    case.facts, case.source = evidence.facts.strip(), evidence.source.strip()
    case.is_breach, case.measure = evidence.is_breach, evidence.measure.strip()
    case.files += [keep(upload, folder, by=by) for upload in uploads]
    register(
        "dismissal:complete", "补充事实和依据", by=by, subject=case, article=art18.ARTICLE,
        facts=case.facts.rstrip("。"), files=len(uploads) or "",
    )  # fmt: skip


def refuse_unfounded(case: Dismissal) -> None:
    """Refuse a case whose figures do not bear it out, or do so no more: an excuse may have been
    accepted since."""
    if case.ground is DismissalGround.DECLINES:
        _refuse_too_few_declines(case)
    if case.ground is DismissalGround.CREDIT:
        _refuse_fit_to_serve(case)


def _refuse_too_few_declines(case: Dismissal) -> None:
    session = db.session()
    counted = len(declines.counted(session, case.expert, case.facts_on))
    limit = value_of(session, DECLINE_LIMIT)
    if counted < limit:
        raise Refusal(
            f"计入不能接受委派的现为{counted}次，不满{limit}次，不能以此项情形解聘",
            article=art18.ARTICLE,
            field="ground",
        )


def _refuse_fit_to_serve(case: Dismissal) -> None:
    if not conduct.was_unfit(db.session(), case.expert_id, case.facts_on):
        raise Refusal(
            "信用评级不是D级，不能以此项情形解聘",
            article=art18.ARTICLE,
            field="ground",
        )


def take(case: Dismissal, action: str, *, by: Holding, note: str = "") -> Move[Any, Any]:
    """One of the steps that the page of the case offers, with what goes with it."""
    if action in _FOUNDED:
        refuse_unfounded(case)
    if action == Action.APPROVE and case.recommends is False and not note.strip():
        raise Refusal(
            "专家办建议不予解聘，决定解聘的，请写明理由", article=art18.ARTICLE, field="note"
        )
    move = choose(case, action, by=by, note=note)
    if follow := _FOLLOWS.get(Action(action)):
        follow(case, note.strip(), by)
    if move.forward:
        tell_next(case, besides=by.account_id)
    return move


_FOUNDED = frozenset({Action.OPEN, Action.APPROVE})


def _tell_expert(case: Dismissal, text: str) -> None:
    tell(case.expert.account_id, text, case.matter, number=case.number, due_on=case.due_on)


def _open(case: Dismissal, note: str, by: Holding) -> None:
    """From today the expert has so many working days."""
    days, today = value_of(db.session(), HEARING_DAYS), clock.today()
    due = day_due(today, days, confirmed(db.session()))
    if due is None:
        raise Refusal(
            "陈述期所在年度的工作日历还没有确认，不能计算期限；请系统管理员确认后再立案",
            article=art18.ARTICLE,
        )
    case.opener_id, case.told_on, case.due_on = by.account_id, today, due
    _tell_expert(
        case,
        f"解聘事项{case.number}已立案，请于{due.year}年{due.month}月{due.day}日前陈述申辩",
    )


def _recommend(case: Dismissal, note: str, by: Holding) -> None:
    case.recommends, case.opinion, case.concluder_id = True, note, by.account_id


def _recommend_keeping(case: Dismissal, note: str, by: Holding) -> None:
    case.recommends, case.opinion, case.concluder_id = False, note, by.account_id


def _decide(case: Dismissal, note: str, by: Holding) -> None:
    case.decision, case.decider_id = note, by.account_id


def _keep(case: Dismissal, note: str, by: Holding) -> None:
    _decide(case, note, by)
    _tell_expert(case, f"解聘事项{case.number}：经研究，不予解聘")


def _stop(case: Dismissal, note: str, by: Holding) -> None:
    _tell_expert(case, f"解聘事项{case.number}已终止办理")


_FOLLOWS: Mapping[Action, Callable[[Dismissal, str, Holding], None]] = {
    Action.OPEN: _open,
    Action.RECOMMEND: _recommend,
    Action.RECOMMEND_KEEPING: _recommend_keeping,
    Action.APPROVE: _decide,
    Action.KEEP: _keep,
    Action.STOP: _stop,
}


def state(
    case: Dismissal, text: str, *, uploads: Sequence[Upload], folder: Path, by: Holding
) -> None:
    """What the expert has to say, in their own words and with their own papers."""
    art18.check_statement(text, len(uploads))
    advance(case, Action.STATE, by=by, files=len(uploads) or "")
    _enter(case, text, uploads, folder, by)


def waive(case: Dismissal, *, by: Holding) -> None:
    """The expert says that they have nothing to say."""
    advance(case, Action.WAIVE, by=by)
    _answered(case, DismissalStatement(text="", is_waived=True, on_paper=False), by)


def take_down(
    case: Dismissal, text: str, *, is_waived: bool, uploads: Sequence[Upload], folder: Path,
    by: Holding,
) -> None:  # fmt: skip
    """What the expert answered on paper, entered by the office with the paper itself."""
    if not uploads:
        raise Refusal(
            "请上传本人签字的书面材料，没有本人签字不能代录", article=art18.ARTICLE, field="files"
        )
    if not is_waived:
        art18.check_statement(text, len(uploads))
    advance(case, Action.TAKE_DOWN, by=by, files=len(uploads))
    _enter(case, "" if is_waived else text, uploads, folder, by, is_waived, on_paper=True)


def _enter(
    case: Dismissal, text: str, uploads: Sequence[Upload], folder: Path, by: Holding,
    is_waived: bool = False, on_paper: bool = False,
) -> None:  # fmt: skip
    said = DismissalStatement(text=text.strip(), is_waived=is_waived, on_paper=on_paper)
    said.files = [keep(upload, folder, by=by) for upload in uploads]
    _answered(case, said, by)


def _answered(case: Dismissal, said: DismissalStatement, by: Holding) -> None:
    case.statement = said
    tell_next(case, besides=by.account_id)


def issue(case: Dismissal, document_no: str, issued_on: date, *, by: Holding) -> None:
    """The notice goes out, and by it the expert leaves: the certificate is revoked, the account
    reads its own history, the duty to keep secrets stays (Art. 15)."""
    if case.decided_on:
        art18.check_notice(document_no, issued_on, case.decided_on, clock.today())
    number = document_no.strip()
    advance(case, Action.ISSUE, by=by, document=number, issued_on=issued_on.isoformat())
    case.document_no, case.issued_on = number, issued_on
    left = RevocationGround.LEFT if case.ground in _LEAVING else RevocationGround.DISMISSED
    why = f"{number}：第十八条{art18.label_of(case.ground)}"
    roster.dismiss(case.expert, left, reason=why, by=by)
    _tell_expert(case, f"解聘通知书{number}已制发，请查看；保密义务不变")


def overturn(case: Dismissal, *, reason: str, by: Holding) -> None:
    """An objection to it was upheld: it bars nobody from coming back."""
    advance(case, Action.OVERTURN, by=by, note=reason)
