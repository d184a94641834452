"""公告 · written by the office, published to everyone, withdrawn only with a reason."""

from collections.abc import Sequence
from typing import Any

from models.rules.public_words import unfit_for_the_public
from models.vocabulary import Permission, Term
from models.workflows.machine import Move, Requirement, Workflow


class State(Term):
    DRAFT = "draft", "草稿"
    PUBLISHED = "published", "已发布"
    WITHDRAWN = "withdrawn", "已撤回"
    DISCARDED = "discarded", "已作废"


class Action(Term):
    PUBLISH = "publish", "发布"
    WITHDRAW = "withdraw", "撤回"
    DISCARD = "discard", "作废草稿"


def _personal(announcement: Any) -> Sequence[str]:
    names = [file.name for file in announcement.files]
    return unfit_for_the_public("\n".join([announcement.title, announcement.body, *names]))


S, P = State, Permission
_DRAFT = frozenset({S.DRAFT})

# fmt: off
ANNOUNCEMENT = Workflow(
    #    action           from                       to           by whom
    Move(Action.PUBLISH,  _DRAFT,                    S.PUBLISHED, P.EDIT_BULLETIN, 6, requires=(Requirement(_personal, 6),)),
    Move(Action.WITHDRAW, frozenset({S.PUBLISHED}),  S.WITHDRAWN, P.EDIT_BULLETIN, 6, needs_note=True, forward=False),
    Move(Action.DISCARD,  _DRAFT,                    S.DISCARDED, P.EDIT_BULLETIN, 6, forward=False),
    track=(S.DRAFT, S.PUBLISHED),
)
# fmt: on
