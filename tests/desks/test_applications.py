"""专家申报, as the person who applies and those who apply for others meet it."""

import io
from datetime import UTC, datetime

import pytest
from PIL import Image

from models import clock
from models.db import db, unit_of_work
from models.queries.applications import mine
from models.tables import Account, Application, ApplicationEdition, Event, Expert, Notice
from models.vocabulary import AttachmentKind, Channel, Post
from models.workflows.application import State
from tests.applications import FIRST, application, open_cycle
from tests.intakes import PDF, begin, bring, complete, filled, hand_in, picture, upload
from tests.office import id_number

K = AttachmentKind
JULY = datetime(2026, 7, 1, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def cycle(app):
    return open_cycle()


def only() -> Application:
    return db.session.scalars(db.select(Application)).one()


def test_an_applicant_begins_fills_in_and_hands_in(browser):
    page = complete(begin(browser))
    assert "内容齐全，可以提交" in page.response.text
    page = hand_in(page)
    assert page.text(".flash") == "已提交，编号S2026-001。请留意办理进度"
    made = only()
    assert (made.state, made.name, made.edition) == (State.SUBMITTED, "申报500", 1)
    assert made.promises.keys() == {"discipline", "ethics", "service", "integrity"}
    assert (
        "待受理：申报500的专家申报（S2026-001）"
        in browser(Post.HR).open("notices.index").response.text
    )
