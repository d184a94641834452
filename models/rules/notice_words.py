"""通知用语 · what a notice says outside the house: the number of a matter and a step, no more."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.errors import Refusal
from models.rules.public_words import unfit_for_the_public
from models.vocabulary import DeliveryChannel, NoticeKind

_MAIL, _SMS = DeliveryChannel.EMAIL, DeliveryChannel.SMS
LONGEST: Mapping[DeliveryChannel, int] = {_MAIL: 1000, _SMS: 120}
LONGEST_SUBJECT = 60

# What the words may leave open, and what is filled in.
_ALWAYS = {"matter": "事项的文号或编号", "kind": "通知种类", "address": "系统的地址"}
_STEP = {"step": "要办的步骤"}
_DUE = {"due": "期限"}
_WITH_DUE = frozenset({NoticeKind.NEAR, NoticeKind.PASSED, NoticeKind.ESCALATED})

_OPEN = re.compile(r"\{([^{}]*)\}")

# The program's own words, by kind.
_SENTENCES: Mapping[NoticeKind, str] = {
    NoticeKind.TODO: "{matter}等待您办理：{step}",
    NoticeKind.ASSIGNMENT: "您有新的任务通知（{matter}），请查看并按要求答复",
    NoticeKind.DISPATCH: "{matter}有新的进展，请查看",
    NoticeKind.USE_REQUEST: "{matter}有新的进展，请查看",
    NoticeKind.ELECTION: "{matter}有推选事项，请您查看、办理",
    NoticeKind.MEETING: "{matter}有会议事项，请您查看、答复",
    NoticeKind.APPLICATION: "专家申报（{matter}）有新的进展，请查看",
    NoticeKind.RETURNED: "专家申报（{matter}）已退回，请查看理由并及时补正",
    NoticeKind.SELECTION: "遴选聘任事项（{matter}）有新的进展，请查看",
    NoticeKind.JOB: "您提出的后台任务已有结果，请查看",
    NoticeKind.NEAR: "{matter}须在{due}前办理：{step}",
    NoticeKind.PASSED: "{matter}已经逾期，应于{due}前办理：{step}，请尽快办理",
    NoticeKind.ESCALATED: "{matter}应于{due}前办理（{step}），至今没有办结，请督促",
    NoticeKind.OTHER: "{matter}有一条通知，请查看",
}
_LETTER = (
    "您好：\n\n{sentence}。\n\n请登录系统办理：{address}\n\n本邮件由系统自动发出，请勿回复。\n"
)
_MESSAGE = "【择贤】{sentence}。"


@dataclass(frozen=True, slots=True)
class Words:
    """A message by SMS has no ``subject``."""

    subject: str
    text: str


def own_words(kind: NoticeKind, channel: DeliveryChannel) -> Words:
    """What the program says while nobody has written anything else."""
    sentence = _SENTENCES[kind]
    if channel is _SMS:
        return Words("", _MESSAGE.replace("{sentence}", sentence))
    return Words("【择贤】{kind}：{matter}", _LETTER.replace("{sentence}", sentence))


def placeholders(kind: NoticeKind) -> Mapping[str, str]:
    """What the words for ``kind`` may leave open, each with what will stand there."""
    if kind in _WITH_DUE:
        return _ALWAYS | _STEP | _DUE
    return _ALWAYS | _STEP if kind is NoticeKind.TODO else _ALWAYS


def check_words(kind: NoticeKind, channel: DeliveryChannel, words: Words) -> None:
    """Refuse words that cannot be filled in, are too long, or hold what belongs to a person."""
    if channel is _MAIL:
        _check_one("subject", words.subject, LONGEST_SUBJECT, placeholders(kind))
        if len(words.subject.splitlines()) > 1:
            raise Refusal("邮件标题只能有一行", field="subject")
    _check_one("text", words.text, LONGEST[channel], placeholders(kind))


def filled(words: Words, values: Mapping[str, str]) -> Words:
    """The words as they are sent; the subject in one line."""
    subject = " ".join(_fill(words.subject, values).split())
    return Words(subject, _fill(words.text, values))


def _check_one(field: str, text: str, longest: int, allowed: Iterable[str]) -> None:
    if not 0 < len(text.strip()) <= longest:
        raise Refusal(f"请填写1至{longest}个字", field=field)
    unknown = [name for name in _OPEN.findall(text) if name not in allowed]
    if unknown or set("{}") & set(_OPEN.sub("", text)):
        known = "、".join(f"{{{name}}}" for name in allowed)
        wrong = f"没有{{{unknown[0]}}}这一项" if unknown else "花括号没有成对"
        raise Refusal(f"{wrong}，本类通知可以用的是{known}", field=field)
    if unfit := unfit_for_the_public(text):
        raise Refusal(unfit[0], field=field)


def _fill(text: str, values: Mapping[str, str]) -> str:
    return _OPEN.sub(lambda found: values[found[1]], text)


# What goes out to somebody who has chosen nothing: by SMS only what cannot wait.
USUAL: Mapping[DeliveryChannel, frozenset[NoticeKind]] = {
    _MAIL: frozenset(NoticeKind) - {NoticeKind.JOB},
    _SMS: frozenset({NoticeKind.ASSIGNMENT, *_WITH_DUE}),
}

# Of what a notice is about, by the family of its matter, where nobody said more.
_OF_FAMILY: Mapping[str, NoticeKind] = {
    "assignment": NoticeKind.ASSIGNMENT,
    **dict.fromkeys(("dispatch", "draw", "change"), NoticeKind.DISPATCH),
    "use_request": NoticeKind.USE_REQUEST,
    "election": NoticeKind.ELECTION,
    **dict.fromkeys(("meeting", "resolution"), NoticeKind.MEETING),
    **dict.fromkeys(("application", "section_opinion"), NoticeKind.APPLICATION),
    **dict.fromkeys(
        (
            "recommendation_sheet", "proposed_roster", "annual_review", "objection",
            "public_notice", "certificate", "intake_cycle", "expert", "dismissal", "commendation",
        ),
        NoticeKind.SELECTION,
    ),
    "job": NoticeKind.JOB,
}  # fmt: skip


def kind_of(matter: str) -> NoticeKind:
    """What a notice on ``matter`` (``dispatch:12``) is about."""
    return _OF_FAMILY.get(matter.partition(":")[0], NoticeKind.OTHER)
