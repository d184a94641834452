"""Guard the register: its rows are added, never changed, whoever asks the database.

Revision ID: 0002
Revises: 0001
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

START = "0" * 64
_REFUSED = "the register is append-only"

_SQLITE = (
    f"CREATE TRIGGER event_keep_update BEFORE UPDATE ON event "
    f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END",
    f"CREATE TRIGGER event_keep_delete BEFORE DELETE ON event "
    f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END",
)
_POSTGRESQL = (
    f"CREATE FUNCTION event_keep() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$",
    "CREATE TRIGGER event_keep_rows BEFORE UPDATE OR DELETE ON event "
    "FOR EACH ROW EXECUTE FUNCTION event_keep()",
    "CREATE TRIGGER event_keep_table BEFORE TRUNCATE ON event "
    "FOR EACH STATEMENT EXECUTE FUNCTION event_keep()",
)


def upgrade() -> None:
    for statement in _guards():
        op.execute(statement)
    op.execute(f"INSERT INTO register_head (id, number, digest) VALUES (1, 0, '{START}')")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER event_keep_update")
        op.execute("DROP TRIGGER event_keep_delete")
    else:
        op.execute("DROP TRIGGER event_keep_rows ON event")
        op.execute("DROP TRIGGER event_keep_table ON event")
        op.execute("DROP FUNCTION event_keep()")
    op.execute("DELETE FROM register_head")


def _guards() -> tuple[str, ...]:
    return _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL
