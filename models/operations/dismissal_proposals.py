"""解聘提示 · telling the office when declines are so many that Art. 18(3) has a dismissal
considered; a person decides."""

from models import clock
from models.db import db
from models.operations.notices import tell_post
from models.queries import declines
from models.tables import Expert
from models.vocabulary import ON_ROSTER, Post


def mind_the_limit(expert: Expert) -> None:
    """Call it when one more has come to count. Nobody is dismissed who was never appointed."""
    if expert.standing not in ON_ROSTER:
        return
    session, today = db.session(), clock.today()
    if declines.propose_dismissal(session, expert, today):
        counted = declines.counted(session, expert, today)
        text = f"专家{expert.code}一年内已{counted}次不能接受委派，请研究是否解聘（第十八条）"
        tell_post(Post.OFFICE, expert, text)
