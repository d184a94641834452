"""举报办理 · what supervisors do with a report: ask, identify, hear, conclude, refer.

What they write is sealed with it: the register has the number, the step and a keyed digest.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from models import clock, policy
from models.db import db
from models.errors import IllegalMove, Refusal
from models.operations import integrity_bars
from models.operations.dismissals import Evidence, propose
from models.operations.files import Upload
from models.operations.integrity import tell_supervisors
from models.operations.notices import tell, tell_post
from models.operations.register import reference, register
from models.operations.steps import advance, choose
from models.operations.unnamed import check_files, check_text, kept
from models.queries import dismissals, integrity
from models.queries.calendar import confirmed
from models.queries.parameters import value_of
from models.rules.article_17_reporting import (
    ARTICLE,
    MOST_MESSAGES,
    check_question,
    hearing_due,
)
from models.sealed import keyring
from models.settings import INTEGRITY_DAYS, INTEGRITY_HEARING_DAYS
from models.tables import (
    Expert,
    Holding,
    IntegrityReport,
    ReportHearing,
    ReportMessage,
)
from models.vocabulary import (
    ON_ROSTER,
    DismissalGround,
    Misconduct,
    Permission,
    Post,
    Referral,
    UnheardGround,
)
from models.workflows.integrity import INTEGRITY, Action, State
from models.workflows.machine import Move

HEARING_FILE = "report_hearing.file"  # what the files of an explanation are sealed as
_TOLD_TO_THE_OFFICE = frozenset({Referral.ASSESSMENT, Referral.DISMISSAL})
_CONCLUSIONS = frozenset(move.action for move in INTEGRITY.moves if move.signed)
_WITH_DOCUMENT = frozenset({Referral.CIRCULAR, Referral.AUTHORITIES})
_GROUNDS: Mapping[Misconduct, DismissalGround] = {
    Misconduct.BRIBERY: DismissalGround.BRIBERY,
    Misconduct.PROMOTION: DismissalGround.ABUSE,
    Misconduct.OPPRESSION: DismissalGround.ABUSE,
    Misconduct.FALSE_OPINION: DismissalGround.FALSE_OPINION,
}


def note_opening(report: IntegrityReport, *, by: Holding) -> None:
    """Register, once, that this person has read it."""
    if not integrity.was_opened_by(db.session(), report, by.account_id):
        _register("open", "首次查阅", report, by)


def accept(report: IntegrityReport, *, by: Holding) -> None:
    """Take it up: its time begins to run."""
    advance(report, Action.ACCEPT, by=by, number=report.number)
    report.handler_id = by.account_id
    days = value_of(db.session(), INTEGRITY_DAYS)
    report.conclude_by = clock.today() + timedelta(days=days)
    tell_supervisors(report, "已受理", besides=by.account_id)


def conclude(
    report: IntegrityReport, action: str, *, finding: str, answer: str, by: Holding
) -> Move[Any, Any]:
    """Say what was found, for supervisors, and what whoever made the report is told. Signed."""
    if action not in _CONCLUSIONS:
        raise IllegalMove("请选择办理结论；受理、处理另有办理页面", article=ARTICLE)
    check_text(finding, "请写明调查核实的情况和结论", article=ARTICLE, field="finding")
    check_text(answer, "请写明给举报人的答复", article=ARTICLE, field="answer")
    report.findings = {"finding": finding.strip(), "answer": answer.strip()}
    written = json.dumps(report.findings, ensure_ascii=False)
    digest = keyring().lookup(f"integrity_report:{written}")
    move = choose(report, action, by=by, number=report.number, digest=digest)
    report.handler_id = by.account_id
    tell_supervisors(report, "已办理", besides=by.account_id)
    return move


def ask(report: IntegrityReport, text: str, *, by: Holding) -> None:
    """Ask whoever made it; they read it with their code."""
    _refuse_others(report, by)
    check_text(text, "请写明要请举报人补充或者说明的内容", article=ARTICLE)
    before = [each for each in report.messages if each.account_id is not None]
    if len(before) >= MOST_MESSAGES:
        raise Refusal(f"最多询问{MOST_MESSAGES}次", article=ARTICLE)
    message = ReportMessage(account_id=by.account_id, content={"text": text.strip()})
    report.messages.append(message)
    _register("ask", "询问举报人", report, by)


def identify(report: IntegrityReport, words: str, *, by: Holding) -> Expert:
    """Say which expert it accuses, by code or by a name that only one has."""
    _refuse_unless_accepted(report, by)
    if report.hearing:
        raise Refusal("已经要求这名专家说明情况，不能再改为别人", article=ARTICLE, field="expert")
    found = integrity.expert_called(db.session(), words.strip())
    if len(found) != 1:
        lacks = "名册上没有这个编号或者姓名的专家" if not found else "名册上有同名的专家"
        raise Refusal(f"{lacks}，请填写专家编号，如 ZZ0001", article=ARTICLE, field="expert")
    report.expert = found[0]
    _register("identify", "确认被举报专家", report, by)
    integrity_bars.screen(report)
    return found[0]


def hear(report: IntegrityReport, question: str, *, by: Holding) -> ReportHearing:
    """Ask the expert to explain, in the supervisor's own words: neither the report nor who made it
    is to be known from them."""
    _refuse_unless_accepted(report, by)
    expert = report.expert
    if expert is None:
        raise Refusal("请先确认被举报的专家，再要求说明", article=ARTICLE, field="question")
    if report.hearing:
        raise Refusal("已经要求说明，不必重复", article=ARTICLE, field="question")
    check_text(question, "请写明要求说明的事项", article=ARTICLE, field="question")
    check_question(question, _told(report), report.content["name"])
    days = value_of(db.session(), INTEGRITY_HEARING_DAYS)
    hearing = ReportHearing(
        report=report,
        expert=expert,
        asked_by_id=by.account_id,
        question={"text": question.strip()},
        due_on=hearing_due(clock.today(), days, confirmed(db.session())),
    )
    db.session.add(hearing)
    _register("hear", "要求被举报人说明情况", report, by, due_on=hearing.due_on.isoformat())
    day = f"{hearing.due_on.month}月{hearing.due_on.day}日"
    text = f"监督人员请您就有关情况作出说明，请于{day}前答复"
    tell(expert.account_id, text, reference(hearing), number="情况说明")
    return hearing


def _told(report: IntegrityReport) -> str:
    """All that whoever made it has said, at first and since."""
    since = [each.text for each in report.messages if each.account_id is None]
    return "\n".join([report.content["text"], *since])


def explain(
    hearing: ReportHearing, text: str, *, uploads: Sequence[Upload], folder: Path, by: Holding
) -> None:
    """The expert's answer; a supervisor writes down one that came on paper. It is taken after its
    day as well, until the report is closed."""
    is_own = by.account_id == hearing.expert.account_id
    if is_own:
        if no := policy.refusal(by, Permission.ANSWER_HEARING, hearing):
            raise no
    else:
        _refuse_others(hearing.report, by)
    if not hearing.report.is_open:
        raise Refusal("此事已经办结，不再接收说明", article=ARTICLE, field="text")
    if hearing.answered_at:
        raise Refusal("已经说明，不必重复提交", article=ARTICLE, field="text")
    check_text(text, "请写明情况", article=ARTICLE)
    check_files(uploads, article=ARTICLE)
    hearing.answer = {"text": text.strip()}
    hearing.answered_at, hearing.is_on_paper = clock.now(), not is_own
    hearing.files = kept(uploads, folder, sealed_as=HEARING_FILE, article=ARTICLE)
    _register("explain", "说明情况" if is_own else "录入书面说明", hearing.report, by)
    tell_supervisors(hearing.report, "已作说明：", besides=by.account_id)


def go_unheard(report: IntegrityReport, ground: UnheardGround, note: str, *, by: Holding) -> None:
    """Record why the one reported is not heard before it is upheld."""
    _refuse_unless_accepted(report, by)
    check_text(note, "请写明不听取说明的理由", article=ARTICLE, field="note")
    report.unheard_ground, report.unheard_note = ground, {"text": note.strip()}
    _register("unheard", "不听取被举报人说明", report, by, unheard=ground.value)


def refer(report: IntegrityReport, kind: Referral, document: str, *, by: Holding) -> None:
    """What becomes of the expert. The office learns the code and the kind, where it must act."""
    document = document.strip()
    if kind in _WITH_DOCUMENT and not document:
        raise Refusal(f"{kind.label}的，请填写文件名称或者文号", article=ARTICLE, field="document")
    if len(document) > 120:
        raise Refusal("文件名称或者文号不超过120字", article=ARTICLE, field="document")
    report.referral, report.referral_document = kind, document
    report.referred_on = clock.today()
    advance(
        report, Action.REFER, by=by, number=report.number, referral=kind.value, document=document
    )
    if report.expert and kind in _TOLD_TO_THE_OFFICE:
        text = f"廉政监督：专家{report.expert.code}，{kind.label}"
        tell_post(Post.OFFICE, report.expert, text)
    if report.expert and kind is Referral.DISMISSAL:
        _propose_dismissal(report, report.expert)


def _propose_dismissal(report: IntegrityReport, expert: Expert) -> None:
    """By the program: a person opens the case, or does not. Nothing of the report goes with it."""
    if expert.standing not in ON_ROSTER or dismissals.open_of(db.session(), expert):
        return
    ground = _GROUNDS.get(report.conduct, DismissalGround.OTHER)
    facts = f"专家{expert.code}：廉政监督查实有关问题，监督人员建议解聘。详情由监督人员掌握"
    propose(expert, ground, Evidence(facts, "监督人员的处理意见", trigger="integrity"))


def _refuse_others(report: IntegrityReport, by: Holding) -> None:
    if no := policy.refusal(by, Permission.HANDLE_INTEGRITY, report):
        raise no
    if not report.is_open:
        raise Refusal("这件举报已经办结", article=ARTICLE)


def _refuse_unless_accepted(report: IntegrityReport, by: Holding) -> None:
    """Nobody is looked into over a report that was not taken up."""
    _refuse_others(report, by)
    if report.state is not State.ACCEPTED:
        raise IllegalMove("这件举报还没有受理，请先受理再调查核实", article=ARTICLE)


def _register(act: str, label: str, report: IntegrityReport, by: Holding, **facts: Any) -> None:
    register(
        f"integrity_report:{act}", label, by=by, subject=report, article=ARTICLE,
        number=report.number, **facts,
    )  # fmt: skip
