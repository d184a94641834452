"""廉政举报 · what a supervisor does with a report, each on a page of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints import attachments
from blueprints.access import me, requires
from blueprints.integrity.blueprint import bp, case
from blueprints.integrity.forms import (
    AskForm,
    ConcludeForm,
    ExplainForm,
    HearForm,
    IdentifyForm,
    RecuseForm,
    ReferForm,
    UnheardForm,
)
from blueprints.pages import Form, page, refusals_shown_on
from models import policy
from models.db import unit_of_work
from models.operations import integrity_bars, integrity_cases
from models.operations.steps import steps_open_to
from models.tables import Holding, IntegrityReport
from models.vocabulary import Permission, Referral, UnheardGround
from models.workflows.integrity import State

P = Permission
Report = IntegrityReport


@dataclass(frozen=True, slots=True)
class Act:
    """``stands``: whether it can be done now; ``lead``: what comes of it."""

    label: str
    lead: str
    stands: Callable[[Report], bool]
    form: Callable[[Report], Any]
    do: Callable[[Report, Any], object]


def _is_open(report: Report) -> bool:
    return report.is_open


def _is_accepted(report: Report) -> bool:
    return report.state is State.ACCEPTED


def _awaits_a_hearing(report: Report) -> bool:
    return _is_accepted(report) and report.expert is not None and report.hearing is None


def _awaits_an_answer(report: Report) -> bool:
    return report.is_open and report.hearing is not None and report.hearing.answered_at is None


def _explain(report: Report, form: ExplainForm) -> None:
    if report.hearing is None:
        abort(404)
    integrity_cases.explain(
        report.hearing, form.text.data,
        uploads=attachments.sent("files"), folder=attachments.folder(), by=me(),
    )  # fmt: skip


def _conclude(report: Report, form: ConcludeForm) -> None:
    integrity_cases.conclude(
        report, form.action.data, finding=form.finding.data, answer=form.answer.data, by=me()
    )


ACTS: Mapping[str, Act] = {
    "ask": Act(
        "询问举报人", "举报人凭编码和口令看到询问并答复", _is_open,
        lambda report: AskForm(),
        lambda report, form: integrity_cases.ask(report, form.text.data, by=me()),
    ),
    "identify": Act(
        "确认被举报专家", "查实后据此处理；已要求说明的，不能再改",
        lambda report: _is_accepted(report) and report.hearing is None,
        lambda report: IdentifyForm(),
        lambda report, form: integrity_cases.identify(report, form.expert.data, by=me()),
    ),
    "hear": Act(
        "要求说明情况", "查实之前听取被举报人说明；被举报人不会看到举报内容", _awaits_a_hearing,
        lambda report: HearForm(),
        lambda report, form: integrity_cases.hear(report, form.question.data, by=me()),
    ),
    "on-paper": Act(
        "录入书面说明", "被举报人交来书面说明的，照原文录入并附扫描件", _awaits_an_answer,
        lambda report: ExplainForm(), _explain,
    ),
    "unheard": Act(
        "不听取说明", "仅限已移送有关机关，或者可能串供、毁灭证据",
        lambda report: _is_accepted(report) and bool(report.unheard),
        lambda report: UnheardForm(),
        lambda report, form: integrity_cases.go_unheard(
            report, UnheardGround(form.ground.data), form.note.data, by=me()
        ),
    ),
    "conclude": Act(
        "作出结论", "须再次输入登录密码；结论作出后不能更改", _is_open,
        lambda report: ConcludeForm(steps_open_to(me(), report), report), _conclude,
    ),
    "refer": Act(
        "作出处理", "专家办只会知道专家编号和处理方式", lambda report: report.state is State.UPHELD,
        lambda report: ReferForm(),
        lambda report, form: integrity_cases.refer(
            report, Referral(form.kind.data), form.document.data or "", by=me()
        ),
    ),
    "recuse": Act(
        "自行回避", "与举报有利害关系的，应当回避；确认后不再能看到这件举报", _is_open,
        lambda report: RecuseForm(),
        lambda report, form: integrity_bars.declare(report, form.reason.data, by=me()),
    ),
}  # fmt: skip


def offered_on(report: Report, holding: Holding) -> list[tuple[str, str]]:
    """Name and label of what this person can do with it now."""
    if policy.refusal(holding, P.HANDLE_INTEGRITY, report):
        return []
    return [(name, act.label) for name, act in ACTS.items() if act.stands(report)]


@bp.post("/cases/<int:report_id>/accept")
@requires(P.HANDLE_INTEGRITY)
def accept(report_id: int) -> ResponseReturnValue:
    report = case(report_id, P.HANDLE_INTEGRITY)
    with unit_of_work():
        integrity_cases.accept(report, by=me())
    flash(f"已受理{report.caption}")
    return redirect(url_for(".show", report_id=report_id), 303)


@bp.route("/cases/<int:report_id>/<name>", methods=["GET", "POST"])
@requires(P.HANDLE_INTEGRITY)
def act(report_id: int, name: str) -> ResponseReturnValue:
    report = case(report_id, P.HANDLE_INTEGRITY)
    todo = ACTS.get(name) or abort(404)
    form: Form = todo.form(report)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            if isinstance(form, ConcludeForm):
                form.confirm_signer()
            with unit_of_work():
                todo.do(report, form)
            flash(f"已办理：{todo.label}")
            return _back(report_id, name)
    return page("integrity/act.html", "act", report=report, act=todo, name=name, form=form)


def _back(report_id: int, name: str) -> ResponseReturnValue:
    """Who has nothing more to do with it goes back to the list."""
    if name == "recuse":
        return redirect(url_for(".cases"), 303)
    return redirect(url_for(".show", report_id=report_id), 303)
