"""复审 · one expert at a time: the facts, the verdict, and on to the next who has none."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.pages import page, refusals_shown_on, settings
from blueprints.reviews.blueprint import bp
from blueprints.reviews.forms import JudgeForm
from blueprints.reviews.views import loaded
from models.db import db, unit_of_work
from models.operations.reviews import judge as judge_item
from models.queries.review_facts import facts
from models.tables import AnnualReview
from models.vocabulary import Permission


@bp.route("/<int:review_id>/experts/<int:item_id>", methods=["GET", "POST"])
@requires(Permission.JUDGE_EXPERTS)
def judge(review_id: int, item_id: int) -> ResponseReturnValue:
    review = loaded(review_id, Permission.JUDGE_EXPERTS)
    item = next((each for each in review.items if each.id == item_id), None)
    if item is None:
        abort(404)
    form = JudgeForm.of_item(item)
    if form.validate_on_submit():
        with refusals_shown_on(form):
            with unit_of_work():
                judge_item(review, {item_id: form.judgement()}, by=me())
            flash(f"已保存：{item.expert.name}，{item.verdict.label if item.verdict else ''}")
            return redirect(_after(review, item_id), 303)
    known = facts(db.session(), review, settings())[item.expert_id]
    return page("reviews/judge.html", "judge", review=review, item=item, form=form, known=known)


def _after(review: AnnualReview, item_id: int) -> str:
    """The next who has no verdict, from this one on and round again; then the list."""
    ids = [each.id for each in review.items]
    here = ids.index(item_id) + 1
    waiting = {each.id for each in review.items if each.verdict is None}
    following = next((each for each in ids[here:] + ids[:here] if each in waiting), None)
    if following is None:
        return url_for(".show", review_id=review.id)
    return url_for(".judge", review_id=review.id, item_id=following)
