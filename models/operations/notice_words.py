"""通知用语 · writing the words for one kind of notice anew; every edition is kept."""

from models.db import db
from models.errors import NotPermitted, Refusal
from models.operations.register import register
from models.policy import may
from models.queries.deliveries import template_of, words_of
from models.rules.notice_words import Words, check_words
from models.tables import Holding, NoticeTemplate
from models.vocabulary import DeliveryChannel, NoticeKind, Permission


def change_words(
    kind: NoticeKind, channel: DeliveryChannel, words: Words, *, by: Holding
) -> NoticeTemplate:
    """Have ``words`` said from now on; what is on its way already stays as it is."""
    if not may(by, Permission.EDIT_NOTICE_WORDS):
        raise NotPermitted(f"{by.post.label}岗位无权{Permission.EDIT_NOTICE_WORDS.label}")
    check_words(kind, channel, words)
    before = template_of(db.session(), kind, channel)
    if words == words_of(before, kind, channel):
        raise Refusal("用语没有变化，不必保存", field="text")
    template = NoticeTemplate(
        kind=kind, channel=channel, edition=before.edition + 1 if before else 1,
        subject=words.subject, text=words.text, account_id=by.account_id,
    )  # fmt: skip
    db.session.add(template)
    register(
        "notice_template:change", f"修改通知用语：{kind.label}（{channel.label}）", by=by,
        subject=template, edition=template.edition,
        before=words_of(before, kind, channel).text, after=words.text,
    )  # fmt: skip
    return template
