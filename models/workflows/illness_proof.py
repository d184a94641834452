"""患病证明 · owed when somebody is too ill to come, handed in, and judged by the section."""

from models.vocabulary import Permission, Term
from models.workflows.machine import Move, Workflow


class State(Term):
    AWAITED = "proof_awaited", "待补交证明"
    HANDED_IN = "proof_handed_in", "证明待审核"
    ACCEPTED = "proof_accepted", "证明已认可"
    REFUSED = "proof_refused", "证明未认可"


class Action(Term):
    HAND_IN = "hand_in", "提交患病证明"
    ACCEPT = "accept", "认可证明"
    REFUSE = "refuse", "不予认可"


S, P = State, Permission

# fmt: off
ILLNESS_PROOF = Workflow(
    #    action           from                                to           by whom              article
    Move(Action.HAND_IN, frozenset({S.AWAITED, S.REFUSED}), S.HANDED_IN, P.ANSWER_ASSIGNMENT, 18, offered=False),
    Move(Action.ACCEPT,  frozenset({S.HANDED_IN}),          S.ACCEPTED,  P.JUDGE_PROOF,       18),
    Move(Action.REFUSE,  frozenset({S.HANDED_IN}),          S.REFUSED,   P.JUDGE_PROOF,       18, needs_note=True, forward=False),
    track=(S.AWAITED, S.HANDED_IN, S.ACCEPTED),
    beside={S.REFUSED: S.AWAITED},
)
# fmt: on
