"""本人档案 · the expert's own record, and how the expert is reached."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.oneself import own_entry
from blueprints.own.blueprint import bp, tabs
from blueprints.own.forms import ContactForm
from blueprints.pages import page, refusals_shown_on, settings
from models import policy
from models.db import db, unit_of_work
from models.operations.profile_changes import change_contact
from models.queries import (
    certificates,
    commendations,
    dismissals,
    expert_matters,
    own_record,
    removals,
    training,
)
from models.rules.article_18_objection import APPEAL_DAYS
from models.settings import DECLINE_LIMIT
from models.vocabulary import Permission

P = Permission


@bp.get("/")
@requires(P.READ_OWN_RECORD)
def record() -> ResponseReturnValue:
    expert, session = own_entry(), db.session()
    parts = own_record.parts_of(session, expert)
    figures = own_record.by_year(parts)
    shown = request.args.get("year", figures[0].year if figures else 0, type=int)
    return page(
        "own/record.html", "record",
        expert=expert, tabs=tabs(), figures=figures, year=shown,
        parts=[part for part in parts if own_record.year_of(part) == shown],
        declines=own_record.declines(parts, settings()),
        since=own_record.counted_since(settings()),
        limit=settings()[DECLINE_LIMIT.key],
        objections=expert_matters.objections_of(session, expert),
        certificates=certificates.of_expert(session, expert),
        reviews=own_record.reviews(session, expert),
        hours=training.years_of(session, expert.id),
        removal=removals.removal_of(session, expert), appeal_days=APPEAL_DAYS,
        dismissals=dismissals.told_of(session, expert),
        commendations=commendations.issued_to(session, expert),
        may_change=policy.may(me(), P.DECLARE_OWN),
    )  # fmt: skip


@bp.route("/contact", methods=["GET", "POST"])
@requires(P.DECLARE_OWN)
def contact() -> ResponseReturnValue:
    expert = own_entry()
    form = ContactForm(expert)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                is_changed = change_contact(expert, form.contact(), by=me())
            flash("联系方式已更新" if is_changed else "联系方式没有变化")
            return redirect(url_for(".record"), 303)
    return page("own/contact.html", "contact", form=form, expert=expert)
