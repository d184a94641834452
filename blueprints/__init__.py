"""The site map: one blueprint a desk; the navigation in its order."""

from blueprints import auth, desk, health, notices, regulation, search
from models.vocabulary import Permission

BLUEPRINTS = (
    auth.bp,
    desk.bp,
    notices.bp,
    search.bp,
    regulation.bp,
    health.bp,
)

# label, endpoint, the permission without which the entry does not show
SITE_MAP = (("待办", "desk.index", Permission.USE_DESK),)
