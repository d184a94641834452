"""通知用语: what may be left open, what may not be said, and what comes of it."""

import pytest

from models.errors import Refusal
from models.rules.notice_words import (
    LONGEST,
    Words,
    check_words,
    filled,
    kind_of,
    own_words,
    placeholders,
)
from models.rules.public_words import unfit_for_the_public
from models.vocabulary import DeliveryChannel, NoticeKind
from tests.office import id_number

MAIL, SMS = DeliveryChannel.EMAIL, DeliveryChannel.SMS
EXAMPLE = {
    "matter": "泽应急专派〔2026〕1号", "step": "审签同意", "due": "6月5日", "kind": "待办",
    "address": "http://zexian.local/",
}  # fmt: skip


@pytest.mark.parametrize("channel", DeliveryChannel)
def test_the_programs_own_words_would_be_let_in(channel):
    for kind in NoticeKind:
        words = own_words(kind, channel)
        check_words(kind, channel, words)
        said = filled(words, {name: EXAMPLE[name] for name in placeholders(kind)})
        assert not set("{}") & set(said.subject + said.text)
        assert not unfit_for_the_public(said.text)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("{name}请办理", "没有{name}这一项，本类通知可以用的是{matter}、{kind}、{address}、{step}"),
        ("{due}前办理", "没有{due}这一项"),
        ("{matter", "花括号没有成对"),
        ("{{matter}}", "花括号没有成对"),
        ("", "请填写1至120个字"),
        ("字" * (LONGEST[SMS] + 1), "请填写1至120个字"),
        (f"证号{id_number(1)}", "身份证号"),
        ("请打13900000000", "手机号"),
    ],
)
def test_words_that_cannot_be_filled_in_or_should_not_be_said_are_refused(text, refused):
    with pytest.raises(Refusal) as no:
        check_words(NoticeKind.TODO, SMS, Words("", text))
    assert refused in no.value.message
    assert no.value.field == "text"


def test_the_title_of_a_letter_is_one_line():
    with pytest.raises(Refusal, match="只能有一行"):
        check_words(NoticeKind.TODO, MAIL, Words("标题\n第二行", "正文"))
    assert filled(Words("{matter}", ""), {"matter": "一\r\nBcc: x"}).subject == "一 Bcc: x"


def test_a_deadline_may_be_said_where_there_is_one():
    check_words(NoticeKind.NEAR, SMS, Words("", "{matter}须在{due}前办理：{step}"))


@pytest.mark.parametrize(
    ("matter", "kind"),
    [
        ("dispatch:1", "dispatch"),
        ("draw:2", "dispatch"),
        ("meeting:3", "meeting"),
        ("x:1", "other"),
    ],
)
def test_the_family_of_a_matter_says_what_a_notice_is_about(matter, kind):
    assert kind_of(matter) == kind
