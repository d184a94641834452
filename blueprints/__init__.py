"""The site map: one blueprint a desk; the navigation in its order."""

from blueprints import (
    assignment,
    auth,
    desk,
    dispatch,
    experts,
    health,
    notices,
    papers,
    regulation,
    search,
)
from models.vocabulary import Permission

BLUEPRINTS = (
    auth.bp,
    desk.bp,
    dispatch.bp,
    assignment.bp,
    papers.bp,
    experts.bp,
    notices.bp,
    search.bp,
    regulation.bp,
    health.bp,
)

# label, endpoint, the permission without which the entry does not show
SITE_MAP = (
    ("待办", "desk.index", Permission.USE_DESK),
    ("派遣", "dispatch.index", Permission.READ_DISPATCH),
    ("我的任务", "assignment.mine", Permission.DECLARE_OWN),
    ("我的申报", "experts.own", Permission.DECLARE_OWN),
    ("专家名册", "experts.index", Permission.READ_ROSTER),
)
