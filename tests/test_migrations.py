"""The database grows with the program: what an office already holds stays as it was."""

from datetime import UTC, date, datetime

import flask_migrate
import pytest
from sqlalchemy import MetaData, select
from sqlalchemy.orm import Session

from app import create_app
from models.db import db
from models.tables import Expert, StoredFile
from tests.conftest import settings_for
from tests.office import id_number

BEFORE = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture
def first_release(copies, tmp_path):
    """An empty database as the first release made it."""
    url = copies.empty(tmp_path)
    app = create_app(settings_for(tmp_path, url))
    with app.app_context():
        flask_migrate.upgrade(revision="0002")
        yield db.engine
        db.session.remove()
        db.engine.dispose()
    copies.drop(url)


def fill(engine) -> None:
    """A file of an account, and an expert to whom other rows refer."""
    tables = MetaData()
    tables.reflect(engine)
    with Session(engine) as session:

        def insert(table: str, /, **row: object) -> None:
            session.execute(tables.tables[table].insert().values(**row))

        insert(
            "account", id=1, version=1, login="a", name="甲", password_hash="", failures=0,
            password_changed_at=BEFORE, must_change_password=False, session_epoch=0,
            is_enabled=True, created_at=BEFORE,
        )  # fmt: skip
        insert("unit", id=1, name="虚构单位", town="", address="")
        texts = (
            "work_phone email department title school degree major qualification field "
            "resume publications awards achievements age_relaxation"
        )
        insert(
            "expert", id=1, version=1, code="ZZ0001", name="专家甲", name_key="", name_initials="",
            sex="male", birth_date=date(1970, 1, 1), id_number=id_number(1), id_number_lookup="x",
            mobile="x", employment="serving", employer_id=1, grade="SENIOR", standing="active",
            created_at=BEFORE, **dict.fromkeys(texts.split(), "原文"),
        )  # fmt: skip
        insert("expert_specialty", id=1, expert_id=1, rank=1, code="A0103", name="瓦斯")
        insert(
            "stored_file", id=1, at=BEFORE, account_id=1, name="报告.pdf",
            media_type="application/pdf", size=1, digest="", path="p",
        )  # fmt: skip
        session.commit()


def test_an_office_of_the_first_release_is_brought_up_to_date_with_what_it_holds(first_release):
    fill(first_release)
    flask_migrate.upgrade()
    flask_migrate.check()  # nothing of the tables is missing
    code, fax, title = db.session.execute(
        select(Expert.code, Expert.fax, Expert.title).where(Expert.id == 1)
    ).one()
    assert (code, fax, title) == ("ZZ0001", "", "原文")
    assert db.session.get(Expert, 1).specialty_codes == ("A0103",)
    assert db.session.get(StoredFile, 1).name == "报告.pdf"
