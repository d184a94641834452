"""使用手册 · how the office works, drawn from the very tables by which it works."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Blueprint, abort, current_app, send_file
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.pages import page
from models import policy
from models.db import db
from models.queries.parameters import value_of
from models.settings import LOAD_MONTHS, WEIGHTS
from models.vocabulary import Permission
from models.workflows.advice import ADVICE
from models.workflows.application import APPLICATION
from models.workflows.assessment import ASSESSMENT, ASSESSMENT_OBJECTION
from models.workflows.assignment import ASSIGNMENT
from models.workflows.change import CHANGE
from models.workflows.commendation import COMMENDATION
from models.workflows.destruction import DESTRUCTION
from models.workflows.dismissal import DISMISSAL
from models.workflows.dispatch import DISPATCH
from models.workflows.draw import DRAW
from models.workflows.election import ELECTION
from models.workflows.engagement import ENGAGEMENT
from models.workflows.expert_objection import OF_DECLINE, OF_RATING, OF_REMOVAL
from models.workflows.illness_proof import ILLNESS_PROOF
from models.workflows.intake import INTAKE
from models.workflows.integrity import INTEGRITY
from models.workflows.key_reset import KEY_RESET
from models.workflows.machine import Move, Workflow
from models.workflows.meeting import CONSULTATION, PLENARY
from models.workflows.objection import OBJECTION
from models.workflows.profile_change import PROFILE_CHANGE
from models.workflows.proposal import PROPOSAL
from models.workflows.reimbursement import REIMBURSEMENT
from models.workflows.resignation import RESIGNATION
from models.workflows.review import REVIEW
from models.workflows.sheet import SHEET
from models.workflows.training import TRAINING
from models.workflows.use_request import USE_REQUEST

bp = Blueprint("manual", __name__, url_prefix="/manual")

WORKFLOWS: dict[str, tuple[str, Workflow[Any, Any]]] = {
    "dispatch": ("派遣", DISPATCH),
    "draw": ("抽取", DRAW),
    "assignment": ("专家的任务", ASSIGNMENT),
    "illness_proof": ("患病证明", ILLNESS_PROOF),
    "change": ("派遣变更", CHANGE),
    "key_reset": ("重置密码和签名密钥", KEY_RESET),
    "engagement": ("相对固定使用", ENGAGEMENT),
    "destruction": ("销毁卷宗", DESTRUCTION),
    "use_request": ("外单位使用申请", USE_REQUEST),
    "reimbursement": ("劳务报酬报销", REIMBURSEMENT),
    "election": ("组长推选", ELECTION),
    "intake": ("申报批次", INTAKE),
    "application": ("专家申报", APPLICATION),
    "sheet": ("推荐汇总表", SHEET),
    "proposal": ("拟定名单", PROPOSAL),
    "objection": ("公示异议", OBJECTION),
    "integrity": ("廉政举报", INTEGRITY),
    "review": ("年度复审", REVIEW),
    "assessment": ("年度考核", ASSESSMENT),
    "assessment_objection": ("年度考核异议", ASSESSMENT_OBJECTION),
    "consultation": ("会商研判工作会议", CONSULTATION),
    "plenary": ("专家组全体会议", PLENARY),
    "training": ("专家培训", TRAINING),
    "advice": ("专家建议", ADVICE),
    "profile_change": ("专家信息变更", PROFILE_CHANGE),
    "resignation": ("专家退出", RESIGNATION),
    "dismissal": ("解聘", DISMISSAL),
    "commendation": ("表彰和惩处", COMMENDATION),
    "rating_objection": ("专家异议：服务质量评价", OF_RATING),
    "decline_objection": ("专家异议：不接受委派的认定", OF_DECLINE),
    "removal_objection": ("专家异议：解聘清退", OF_REMOVAL),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a transition table, as a reader meets it."""

    sources: str
    action: str
    posts: str
    target: str
    article: int
    asks: str

    @classmethod
    def of(cls, move: Move[Any, Any]) -> "Line":
        order = [state for state in type(move.target) if state in move.sources]
        posts = [post.label for post in policy.GRANTS if move.permission in policy.GRANTS[post]]
        asks = ["写明理由"] * move.needs_note + ["再次输入密码"] * move.signed
        return cls(
            "、".join(state.label for state in order),
            move.action.label,
            "、".join(posts),
            move.target.label,
            move.article,
            "，".join(asks),
        )


@bp.get("/")
@requires(Permission.USE_DESK)
def index() -> ResponseReturnValue:
    mine = [permission.label for permission in policy.GRANTS[me().post]]
    return page("manual/index.html", "content", workflows=WORKFLOWS, mine=mine)


@bp.get("/workflows/<name>")
@requires(Permission.USE_DESK)
def workflow(name: str) -> ResponseReturnValue:
    if name not in WORKFLOWS:
        abort(404)
    title, table = WORKFLOWS[name]
    lines = [Line.of(move) for move in table.moves]
    return page("manual/workflow.html", "content", title=title, table=table, lines=lines)


@bp.get("/rotation")
@requires(Permission.USE_DESK)
def rotation() -> ResponseReturnValue:
    """What the rotation does, with the table in force and the plot of what others would do."""
    weights = value_of(db.session(), WEIGHTS)
    months = value_of(db.session(), LOAD_MONTHS)
    return page("manual/rotation.html", "content", weights=weights, months=months)


@bp.get("/rotation.svg")
@requires(Permission.USE_DESK)
def rotation_plot() -> ResponseReturnValue:
    """The plot of the benchmark itself."""
    return send_file(Path(current_app.root_path) / "docs" / "benchmarks" / "draw.svg")
