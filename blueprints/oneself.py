"""本人 · the roster entry of the expert who is signed in."""

from flask import abort

from blueprints.access import me
from models.db import db
from models.queries import roster
from models.tables import Expert


def own_entry() -> Expert:
    expert = roster.own(db.session(), me().account_id)
    return expert or abort(404, "您的账号还没有与名册中的专家对应，请联系专家管理办公室")
