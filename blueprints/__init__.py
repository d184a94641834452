"""The site map: one blueprint a desk; the navigation in its order."""

from blueprints import (
    accounts,
    assignment,
    auth,
    desk,
    dispatch,
    experts,
    finance,
    health,
    manual,
    notices,
    papers,
    posts,
    register,
    regulation,
    search,
    settings,
    supervision,
    taxonomy,
    verification,
)
from models.vocabulary import Permission

BLUEPRINTS = (
    auth.bp,
    desk.bp,
    dispatch.bp,
    assignment.bp,
    papers.bp,
    experts.bp,
    supervision.bp,
    finance.bp,
    register.bp,
    taxonomy.bp,
    accounts.bp,
    posts.bp,
    settings.bp,
    notices.bp,
    search.bp,
    regulation.bp,
    verification.bp,
    manual.bp,
    health.bp,
)

# label, endpoint, the permission without which the entry does not show
SITE_MAP = (
    ("待办", "desk.index", Permission.USE_DESK),
    ("派遣", "dispatch.index", Permission.READ_DISPATCH),
    ("我的任务", "assignment.mine", Permission.DECLARE_OWN),
    ("我的申报", "experts.own", Permission.DECLARE_OWN),
    ("专家名册", "experts.index", Permission.READ_ROSTER),
    ("监督", "supervision.index", Permission.SUPERVISE_DRAWS),
    ("经费预算", "finance.index", Permission.READ_BUDGET),
    ("留痕台账", "register.index", Permission.READ_REGISTER),
    ("专业划分", "taxonomy.index", Permission.USE_DESK),
    ("账号", "accounts.index", Permission.MANAGE_ACCOUNTS),
    ("岗位", "posts.index", Permission.ASSIGN_POSTS),
    ("参数", "settings.index", Permission.USE_DESK),
)
