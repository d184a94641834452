"""通知用语 · the words for each kind of notice on each channel: looked at, tried, put in force."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.deliveries.blueprint import bp
from blueprints.deliveries.forms import WordsForm
from blueprints.pages import page, refusals_shown_on, settings
from models.db import db, unit_of_work
from models.operations.notice_words import change_words
from models.queries import deliveries
from models.rules.notice_words import Words, check_words, filled, placeholders
from models.settings import SYSTEM_ADDRESS
from models.vocabulary import DeliveryChannel, NoticeKind, Permission

P = Permission
_EXAMPLE = {"matter": "泽应急专派〔2026〕1号", "step": "审签同意", "due": "6月5日"}


@bp.get("/words")
@requires(P.EDIT_NOTICE_WORDS)
def all_words() -> ResponseReturnValue:
    editions = deliveries.editions(db.session())
    return page(
        "deliveries/all_words.html", "words", editions=editions, kinds=NoticeKind,
        channels=DeliveryChannel,
    )  # fmt: skip


@bp.route("/words/<kind>/<channel>", methods=["GET", "POST"])
@requires(P.EDIT_NOTICE_WORDS)
def words(kind: str, channel: str) -> ResponseReturnValue:
    """The words in force, to be written anew; what is typed can be looked at before it counts."""
    if kind not in NoticeKind.choices() or channel not in DeliveryChannel.choices():
        abort(404)
    about, way = NoticeKind(kind), DeliveryChannel(channel)
    template = deliveries.template_of(db.session(), about, way)
    current = deliveries.words_of(template, about, way)
    form, tried = _form(way, current), current
    if form.validate_on_submit():
        with refusals_shown_on(form):
            check_words(about, way, form.words())
            tried = form.words()
            if not form.look.data:
                with unit_of_work():
                    change_words(about, way, tried, by=me())
                flash(f"{about.label}的{way.label}用语已修改")
                return redirect(url_for(".words", kind=kind, channel=channel), 303)
    return page(
        "deliveries/words.html", "words", form=form, kind=about, channel=way,
        preview=_as_sent(about, tried), placeholders=placeholders(about),
        editions=deliveries.editions_of(db.session(), about, way),
    )  # fmt: skip


def _form(channel: DeliveryChannel, current: Words) -> WordsForm:
    form = WordsForm(subject=current.subject, text=current.text)
    if channel is DeliveryChannel.SMS:
        del form.subject
    return form


def _as_sent(kind: NoticeKind, words: Words) -> Words:
    """With an example of everything that is left open."""
    address = settings()[SYSTEM_ADDRESS.key]
    return filled(words, _EXAMPLE | {"kind": kind.label, "address": address})
