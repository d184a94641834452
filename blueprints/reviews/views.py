"""年度复审 · the page of one section's review: everyone in it, the facts beside each, the steps."""

from flask import Response, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import load, me, requires
from blueprints.pages import page, refusals_shown_on, settings
from blueprints.reviews.blueprint import bp
from blueprints.steps import StepForm, track_of
from models import policy
from models.db import db, unit_of_work
from models.operations import reviews as operations
from models.operations.steps import steps_open_to
from models.queries import register, reviews, signatures
from models.queries.review_facts import facts
from models.tables import AnnualReview, ReviewItem
from models.vocabulary import Permission, ReviewVerdict
from models.workflows.review import State

P = Permission


def loaded(review_id: int, permission: Permission) -> AnnualReview:
    """The review with everyone in it, if it is within my reach."""
    review = reviews.with_items(db.session(), review_id)
    if review is None or not policy.reaches(me(), permission, review):
        abort(404)
    return review


@bp.route("/<int:review_id>", methods=["GET", "POST"])
@requires(P.READ_REVIEW)
def show(review_id: int) -> ResponseReturnValue:
    review = loaded(review_id, P.READ_REVIEW)
    form = StepForm(steps_open_to(me(), review), review)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            form.confirm_signer()
            with unit_of_work():
                operations.take(review, form.action.data, by=me(), note=form.note.data or "")
            flash(f"{review.caption}：{review.state.label}")
            return redirect(url_for(".show", review_id=review_id), 303)
        review = loaded(review_id, P.READ_REVIEW)
    return _show(review, form)


def _show(review: AnnualReview, form: StepForm) -> Response:
    moves = steps_open_to(me(), review)
    gaps = [gap for move in moves if move.forward for gap in move.missing_from(review)]
    waiting = [item for item in review.items if item.verdict is None]
    return page(
        "reviews/show.html", "review", review=review, form=form, track=track_of(review),
        lacking=[(gap.message, gap.article) for gap in gaps],
        items=sorted(review.items, key=_removals_first), waiting=waiting,
        facts=facts(db.session(), review, settings()),
        judges=review.state is State.OPEN and not policy.refusal(me(), P.JUDGE_EXPERTS, review),
        history=register.of_matter(db.session(), review.matter),
        signatures=signatures.of_matter(db.session(), review.matter),
    )  # fmt: skip


def _removals_first(item: ReviewItem) -> tuple[bool, int]:
    """So that whoever signs sees them before the others."""
    return item.verdict is not ReviewVerdict.REMOVE, item.id


@bp.post("/<int:review_id>/rest")
@requires(P.JUDGE_EXPERTS)
def keep_the_rest(review_id: int) -> ResponseReturnValue:
    review = load(AnnualReview, review_id, P.JUDGE_EXPERTS)
    with unit_of_work():
        kept = operations.keep_the_rest(review, by=me())
    flash(f"其余{kept}名专家的意见均为继续聘任，请核对后提交")
    return redirect(url_for(".show", review_id=review_id), 303)
