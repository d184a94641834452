"""专家本人事项 · everything experts asked for, as those who answer or supervise it read it."""

from flask import request
from flask.typing import ResponseReturnValue

from blueprints.access import me, requires
from blueprints.own.blueprint import bp
from blueprints.pages import page, page_size
from models import policy
from models.db import db
from models.queries import expert_matters
from models.queries.expert_matters import Matter
from models.tables import ExpertObjection, ProfileChange, Resignation
from models.vocabulary import Permission

_KINDS: dict[str, tuple[str, type[Matter]]] = {
    "objection": ("异议", ExpertObjection),
    "change": ("信息变更", ProfileChange),
    "resignation": ("退出申请", Resignation),
}


@bp.get("/matters")
@requires(Permission.READ_ROSTER)
def matters() -> ResponseReturnValue:
    kind = request.args.get("kind", "objection")
    kind = kind if kind in _KINDS else "objection"
    query = expert_matters.listed(_KINDS[kind][1], me())
    found = db.paginate(query, per_page=page_size())
    shown = {name: label for name, (label, table) in _KINDS.items() if _may_read(table)}
    return page("own/matters.html", "list", found=found, kind=kind, kinds=shown)


def _may_read(table: type[Matter]) -> bool:
    """A section reads the objections to its own tasks, and nothing else of experts."""
    scope = policy.GRANTS[me().post].get(Permission.READ_EXPERT_MATTER)
    return scope is policy.Scope.ANY or table is ExpertObjection
