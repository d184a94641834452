"""劳务报酬报销 · the list, and the one page that every reimbursement has."""

from functools import partial
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.pages import page, page_size, refusals_shown_on
from blueprints.reimbursements.blueprint import bp
from blueprints.reimbursements.forms import BundleQuery
from blueprints.steps import StepForm, track_of
from models import policy
from models.db import db, unit_of_work
from models.operations import reimbursements as operations
from models.operations.steps import steps_open_to
from models.queries import register, reimbursements, sections
from models.rules.income_tax import in_force
from models.tables import Reimbursement
from models.vocabulary import Permission
from models.workflows.reimbursement import EDITABLE, State

P = Permission


@bp.get("/")
@requires(P.READ_REIMBURSEMENT)
def index() -> ResponseReturnValue:
    query = BundleQuery(request.args)
    query.offer(sections.in_use(db.session()))
    found = db.paginate(reimbursements.listed(me(), query.chosen()), per_page=page_size())
    return page(
        "reimbursements/index.html", "list", query=query, bundles=found,
        sums=reimbursements.sums(db.session(), [each.id for each in found.items]),
        may_compile=policy.may(me(), P.COMPILE_REIMBURSEMENT),
        may_pay=policy.may(me(), P.PAY_REIMBURSEMENT),
    )  # fmt: skip


@bp.route("/<int:bundle_id>", methods=["GET", "POST"])
@requires(P.READ_REIMBURSEMENT)
def show(bundle_id: int) -> ResponseReturnValue:
    bundle = load(Reimbursement, bundle_id, P.READ_REIMBURSEMENT, *reimbursements.WHOLE)
    form = StepForm(steps_open_to(me(), bundle), bundle)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            form.confirm_signer()
            with unit_of_work():
                note = form.note.data or ""
                move = operations.take(bundle, form.action.data, by=me(), note=note)
            flash(f"已办理：{move.action.label}")
            return redirect(url_for(".show", bundle_id=bundle_id), 303)
    return page("reimbursements/show.html", "bundle", form=form, **_facts(bundle))


def _facts(bundle: Reimbursement) -> dict[str, Any]:
    session = db.session()
    return {
        "bundle": bundle,
        "track": track_of(bundle),
        "persons": reimbursements.persons(session, bundle),
        "approvals": reimbursements.approvals(session, bundle),
        "tax_source": in_force(bundle.month).source,
        "timeline": register.of_matter(session, bundle.matter),
        "opens": partial(policy.reaches, me(), P.READ_ASSIGNMENT),
        "may_compose": bundle.state in EDITABLE
        and not policy.refusal(me(), P.COMPILE_REIMBURSEMENT, bundle),
        "may_pay": bundle.state in {State.APPROVED, State.PAID}
        and policy.may(me(), P.PAY_REIMBURSEMENT),
    }
