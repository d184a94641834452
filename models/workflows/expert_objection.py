"""专家异议 · an expert's, to what was decided about them: not the public's to a notice (Art. 17, 18)."""

from models.vocabulary import Permission, Term
from models.workflows.machine import Move, Workflow


class State(Term):
    RAISED = "raised", "待答复"
    UPHELD = "upheld", "异议成立"
    DISMISSED = "dismissed", "维持原结论"
    WITHDRAWN = "withdrawn", "已撤回"


class Action(Term):
    UPHOLD = "uphold", "异议成立"
    DISMISS = "dismiss", "维持原结论"
    WITHDRAW = "withdraw", "撤回异议"


_OPEN = frozenset({State.RAISED})


def _table(answer: Permission, article: int) -> Workflow[State, Action]:
    """The same way for each kind: what differs is who answers, and by which article."""
    # fmt: off
    return Workflow(
        #    action           from   to               by whom                         article
        Move(Action.UPHOLD,   _OPEN, State.UPHELD,    answer,                         article, needs_note=True),
        Move(Action.DISMISS,  _OPEN, State.DISMISSED, answer,                         article, needs_note=True),
        Move(Action.WITHDRAW, _OPEN, State.WITHDRAWN, Permission.RAISE_OWN_OBJECTION, article, forward=False),
        track=(State.RAISED, State.DISMISSED),
    )
    # fmt: on


OF_RATING = _table(Permission.ANSWER_TASK_OBJECTION, 17)
OF_DECLINE = _table(Permission.ANSWER_TASK_OBJECTION, 18)
OF_REMOVAL = _table(Permission.ANSWER_REMOVAL_OBJECTION, 18)
