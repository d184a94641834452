"""专家申报 · starting a form, writing it, handing it in, taking it back (Art. 5, 6(1)).

Typing is no act, so it leaves no trace in the register; what was handed in is registered, and kept
whole as an edition.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from models import clock, policy
from models.db import db
from models.errors import IllegalMove, Refusal
from models.operations.notices import tell_post
from models.operations.opinions import withdraw_open
from models.operations.register import register
from models.operations.steps import advance
from models.queries import applications
from models.rules.annex_2 import CLAIMS, ENTRIES
from models.rules.annex_2_commitments import COMMITMENTS, EDITION
from models.rules.annex_2_gaps import SPECIALTIES, id_number_in
from models.rules.cell_text import text_of
from models.sealed import keyring
from models.tables import (
    Application,
    ApplicationEdition,
    Attachment,
    Holding,
    IntakeCycle,
    Specialty,
)
from models.vocabulary import AttachmentKind, Channel, Permission, Post, Route
from models.workflows.application import Action, State

ARTICLE = 6
PASSAGES = frozenset(
    {"resume", "publications", "awards", "achievements", "legal_service", "relaxation",
     "age_relaxation"}
)  # fmt: skip
_LONGEST_LINE, _LONGEST_NAME, _LONGEST_PASSAGE = 120, 30, 5000
_WRITTEN_IN = frozenset({State.DRAFT, State.RETURNED})
# Who may hand in by which channel. Paper that arrived by any of them is entered by hr.
_CHANNELS: Mapping[Post, tuple[Channel, ...]] = {
    Post.APPLICANT: (Channel.SELF,),
    Post.UNIT: (Channel.UNIT,),
    Post.SECTION: (Channel.SECTION,),
    Post.HR: (Channel.UNIT, Channel.SELF, Channel.SECTION),
}


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the form: the entries as typed, the commitments that are ticked."""

    entries: Mapping[str, str]
    promised: Set[str]


def channels_of(post: Post) -> tuple[Channel, ...]:
    return _CHANNELS.get(post, ())


def start(
    cycle: IntakeCycle, channel: Channel, *, recommender: str = "", by: Holding
) -> Application:
    """An empty form. Whoever applies by themselves has one in a cycle."""
    if not cycle.takes_applications:
        raise Refusal(
            f"{cycle.title}的申报期是{cycle.window}，现在不能申报", article=ARTICLE, field="cycle"
        )
    if channel not in channels_of(by.post):
        raise Refusal("请选择申报方式", article=ARTICLE, field="channel")
    if by.post is Post.APPLICANT and applications.own_living(db.session(), cycle, by.account_id):
        raise Refusal("您在这个批次已有一份申报表，请接着填写", article=ARTICLE)
    made = Application(
        intake=cycle, channel=channel, owner=by.account, recommender=_named(channel, recommender)
    )
    db.session.add(made)
    register(
        "application:start", "开始填写申报表", by=by, subject=made, article=ARTICLE,
        channel=channel.value,
    )  # fmt: skip
    return made


def _named(channel: Channel, recommender: str) -> str:
    name = text_of(recommender)
    if channel is Channel.SELF:
        return ""
    if not 0 < len(name) <= _LONGEST_LINE:
        raise Refusal(
            f"{channel.label}的，请填写推荐的单位或者股室，{_LONGEST_LINE}字以内",
            article=ARTICLE,
            field="recommender",
        )
    return name


def save(application: Application, written: Written, *, seen: int, by: Holding) -> None:
    """Keep what stands in the form. ``seen``: the version the person has before them."""
    db.session.refresh(application, with_for_update={"of": Application})
    refuse_unless_writing(application, by)
    if seen != application.version:
        saved = clock.local(application.saved_at)
        raise Refusal(
            f"这份申报表{saved:%H:%M}在另一个窗口保存过，本窗口的改动没有保存；"
            "请先把刚写的内容复制下来，再刷新页面接着填",
            article=ARTICLE,
        )
    _refuse_what_cannot_be_kept(written.entries)
    application.entries = {name: written.entries.get(name, "") for name in (*ENTRIES, *CLAIMS)}
    application.promises = _promises(written.promised)
    application.saved_at = clock.now()
    _read_off(application)


def _promises(ticked: Set[str]) -> dict[str, str]:
    """Each tick keeps the edition of the text that stood beside it."""
    return {each.key: EDITION for each in COMMITMENTS if each.key in ticked}


def refuse_unless_writing(application: Application, by: Holding) -> None:
    """Only who fills it in may change it, and only before it is handed in, or once returned."""
    if no := policy.refusal(by, Permission.FILL_APPLICATION, application):
        raise no
    if application.state not in _WRITTEN_IN:
        raise IllegalMove(
            f"这份申报表现在是“{application.state.label}”，不能再修改", article=ARTICLE
        )


def _refuse_what_cannot_be_kept(entries: Mapping[str, str]) -> None:
    for name, text in entries.items():
        most = _longest(name)
        if len(text) > most:
            label = ENTRIES.get(name) or CLAIMS[name]
            raise Refusal(f"{label}不超过{most}字，现在{len(text)}字", article=ARTICLE, field=name)


def _longest(name: str) -> int:
    if name in PASSAGES:
        return _LONGEST_PASSAGE
    return _LONGEST_NAME if name == "name" else _LONGEST_LINE


def _read_off(application: Application) -> None:
    """What lists and checks need beside the entries."""
    entries = application.entries
    number = id_number_in(entries)
    application.name, application.employer = text_of(entries["name"]), text_of(entries["employer"])
    application.id_number_lookup = keyring().lookup(number.text) if number else ""
    application.route = Route(entries["route"]) if entries["route"] else None
    application.specialty_codes = [entries[each] for each in SPECIALTIES if entries[each]]


def submit(application: Application, *, by: Holding) -> None:
    """Hand it in: the first time it gets its number; every time an edition is kept."""
    cycle = applications.locked(db.session(), application.intake_id)
    db.session.refresh(application, with_for_update={"of": Application})
    refuse_unless_writing(application, by)
    _refuse_retired_specialties(application)
    _refuse_duplicates(application)
    advance(application, Action.SUBMIT, by=by, edition=application.edition + 1)
    application.number = application.number or applications.next_number(db.session(), cycle.year)
    application.edition += 1
    application.submitted_at = application.submitted_at or clock.now()
    application.editions.append(
        ApplicationEdition(
            number=application.edition,
            entries=application.entries,
            promises=application.promises,
            files=[each.file_id for each in _photograph_first(application.attachments)],
        )
    )
    tell_post(Post.HR, application, f"待受理：{application.caption}（{application.number}）")


def _photograph_first(attachments: Iterable[Attachment]) -> list[Attachment]:
    return sorted(attachments, key=lambda each: each.kind is not AttachmentKind.PHOTO)


def _refuse_retired_specialties(application: Application) -> None:
    """Annex 1 may have changed since the form was begun."""
    query = db.select(Specialty.code).where(Specialty.is_active)
    in_use = set(db.session.scalars(query))
    if any(code not in in_use for code in application.specialty_codes):
        raise Refusal("所选专业已不在专家类别划分表中，请改选", article=4, field="primary")


def _refuse_duplicates(application: Application) -> None:
    expert = applications.on_the_roster(db.session(), application.id_number_lookup)
    if expert:
        raise Refusal(
            f"{application.name}已在专家名册中（{expert.code}），不必申报；"
            "信息有变化的，请联系专家管理办公室",
            article=5,
            field="id_number",
        )
    twin = applications.twin(db.session(), application)
    if twin:
        raise Refusal(
            f"这个身份证号在本批次已有一份申报（{twin.number}，{twin.channel.label}），"
            "同一人不得重复申报",
            article=ARTICLE,
            field="id_number",
        )


def withdraw(application: Application, *, reason: str, by: Holding) -> None:
    """Take it back, before it stands on a recommendation sheet; whoever had it is told."""
    was_handed_in = application.edition > 0
    advance(application, Action.WITHDRAW, by=by, note=reason)
    if was_handed_in:
        withdraw_open(application, by=by)
        tell_post(Post.HR, application, f"{application.caption}已由申报人撤回")
