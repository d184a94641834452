"""受理分送 · the personnel section receives applications and sends each to its lead section
(Art. 6(1))."""

from collections.abc import Mapping

from models.errors import Refusal
from models.operations.notices import tell_next
from models.operations.steps import advance
from models.tables import Application, Holding, Section
from models.workflows.application import Action

ARTICLE = 6


def sort(application: Application, section: Section, *, by: Holding) -> None:
    """Receive it and hand it to ``section``, which is told."""
    if not section.is_active:
        raise Refusal(f"{section.name}已停用，请另选股室", article=ARTICLE, field="section")
    advance(application, Action.SORT, by=by, sections=[section.name])
    application.section = section
    tell_next(application, besides=by.account_id)


def sort_together(chosen: Mapping[Application, Section], *, by: Holding) -> None:
    """Sort several at once, all of them or none: the refusal names every one that cannot be."""
    failing = []
    for application, section in chosen.items():
        try:
            sort(application, section, by=by)
        except Refusal as refusal:
            failing.append(f"{application.number}{application.name}：{refusal.message}")
    if failing:
        raise Refusal(f"一份都没有分送。{'；'.join(failing)}", article=ARTICLE)
