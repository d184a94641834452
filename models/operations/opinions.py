"""会同审核 · asking another section what it says of an application, and answering (Art. 6(2))."""

from models import clock, policy
from models.db import db
from models.errors import IllegalMove, Refusal
from models.operations.notices import holders_of, tell
from models.operations.register import reference, register
from models.tables import Application, Holding, Section, SectionOpinion
from models.vocabulary import Permission
from models.workflows.application import State

ARTICLE = 6
LONGEST = 500  # characters of a question or an answer


def ask(application: Application, section: Section, question: str, *, by: Holding) -> None:
    """Ask ``section``, which then reads the application; it is passed only with the answer."""
    _lock(application)
    if no := policy.refusal(by, Permission.VET_APPLICATION, application):
        raise no
    _check_asked(application, section)
    opinion = SectionOpinion(
        application=application,
        section=section,
        question=_worded(question, "question", "请写明请对方审核什么"),
        asked_by=by.account,
    )
    db.session.add(opinion)
    register(
        "section_opinion:ask", "商请会同审核", by=by, subject=opinion, article=ARTICLE,
        sections=[section.name], note=opinion.question,
    )  # fmt: skip
    for holding in holders_of(Permission.GIVE_OPINION, opinion):
        text = f"请会同审核：{application.caption}"
        tell(holding.account_id, text, reference(opinion))


def _lock(application: Application) -> None:
    """Let nobody else act on it meanwhile; questions belong to an application being vetted."""
    db.session.refresh(application, with_for_update={"of": Application})
    if application.state is not State.SORTED:
        raise IllegalMove(
            f"现在是“{application.state.label}”，不在股室初审中；请按最新状态办理", article=ARTICLE
        )


def _check_asked(application: Application, section: Section) -> None:
    if not section.is_active:
        raise Refusal(f"{section.name}已停用，请另选股室", article=ARTICLE, field="section")
    if section.id == application.section_id:
        raise Refusal("请选择本股室以外的股室", article=ARTICLE, field="section")
    if any(each.is_open and each.section_id == section.id for each in application.opinions):
        raise Refusal(
            f"已经商请{section.name}，正在等它答复，不必重复", article=ARTICLE, field="section"
        )


def _worded(words: str, field: str, missing: str) -> str:
    if not words.strip():
        raise Refusal(missing, article=ARTICLE, field=field)
    if len(words.strip()) > LONGEST:
        raise Refusal(f"请精简到{LONGEST}字以内", article=ARTICLE, field=field)
    return words.strip()


def answer(opinion: SectionOpinion, *, supports: bool, words: str, by: Holding) -> None:
    """What the section that was asked says; whoever asked is told."""
    _lock(opinion.application)
    if no := policy.refusal(by, Permission.GIVE_OPINION, opinion):
        raise no
    _check_open(opinion)
    opinion.answer = _worded(words, "answer", "请写明审核意见")
    opinion.supports, opinion.answered_by, opinion.answered_at = supports, by.account, clock.now()
    register(
        "section_opinion:answer", "答复会同审核", by=by, subject=opinion, article=ARTICLE,
        sections=[opinion.section.name], supports=supports, note=opinion.answer,
    )  # fmt: skip
    text = f"{opinion.section.name}已答复会同审核：{opinion.application.caption}"
    tell(opinion.asked_by_id, text, opinion.matter)


def _check_open(opinion: SectionOpinion) -> None:
    if not opinion.is_open:
        raise IllegalMove(f"{opinion.section.name}已经答复，不能再改", article=ARTICLE)


def withdraw(opinion: SectionOpinion, *, by: Holding) -> None:
    """Take back a question that nobody has answered and nobody needs answered any more."""
    _lock(opinion.application)
    if no := policy.refusal(by, Permission.VET_APPLICATION, opinion.application):
        raise no
    _check_open(opinion)
    _take_back(opinion, by)


def withdraw_open(application: Application, *, by: Holding) -> None:
    """Take back every open question: the application was decided without the answers."""
    for opinion in [each for each in application.opinions if each.is_open]:
        _take_back(opinion, by)


def _take_back(opinion: SectionOpinion, by: Holding) -> None:
    register(
        "section_opinion:withdraw", "撤回会同审核", by=by, subject=opinion, article=ARTICLE,
        sections=[opinion.section.name],
    )  # fmt: skip
    db.session.delete(opinion)
