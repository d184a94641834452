"""Integrity reports, rating and assessment, dismissal, changes of a budget line, reimbursement.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Changes of a budget line, as the register tells them; and who confirmed a fee standard.
    op.create_table(
        "budget_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.BigInteger(), nullable=False),
        sa.Column("after", sa.BigInteger(), nullable=False),
        sa.Column("free", sa.BigInteger(), nullable=False),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "free >= 0 AND before >= 0", name=op.f("ck_budget_change_never_negative")
        ),
        sa.ForeignKeyConstraint(
            ["line_id"], ["budget_line.id"], name=op.f("fk_budget_change_line_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_budget_change_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_change")),
    )
    op.create_index(op.f("ix_budget_change_line_id"), "budget_change", ["line_id"])
    op.create_table(
        "budget_change_file",
        sa.Column("budget_change_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["budget_change_id"],
            ["budget_change.id"],
            name=op.f("fk_budget_change_file_budget_change_id"),
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_budget_change_file_file_id")
        ),
        sa.PrimaryKeyConstraint("budget_change_id", "file_id", name=op.f("pk_budget_change_file")),
        sa.UniqueConstraint("file_id", name=op.f("uq_budget_change_file_file_id")),
    )
    with op.batch_alter_table("budget_entry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("free", sa.BigInteger(), nullable=False, server_default="0"))
    with op.batch_alter_table("fee_standard", schema=None) as batch_op:
        batch_op.add_column(sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("confirmed_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_fee_standard_confirmed_by_id"), "account", ["confirmed_by_id"], ["id"]
        )
    _retell_the_lines()


def downgrade() -> None:
    with op.batch_alter_table("fee_standard", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_fee_standard_confirmed_by_id"), type_="foreignkey")
        batch_op.drop_column("confirmed_by_id")
        batch_op.drop_column("confirmed_at")
    with op.batch_alter_table("budget_entry", schema=None) as batch_op:
        batch_op.drop_column("free")
    op.drop_table("budget_change_file")
    op.drop_table("budget_change")


LINE = sa.table("budget_line", *map(sa.column, ("id", "amount")))
ENTRY = sa.table(
    "budget_entry", *map(sa.column, ("id", "at", "line_id", "reserved", "spent", "free"))
)
EVENT = sa.table(
    "event", *map(sa.column, ("number", "at", "kind", "subject", "account_id")),
    sa.column("facts", sa.JSON()),
)  # fmt: skip
CHANGE = sa.table(
    "budget_change",
    *map(sa.column, ("at", "line_id", "before", "after", "free", "document", "by_id")),
)


def _retell_the_lines() -> None:
    """Each line's changes out of the register, and what was left after each movement on it."""
    session = op.get_bind()
    for number, amount in session.execute(sa.select(LINE.c.id, LINE.c.amount)).all():
        _retell(session, number, amount)


def _retell(session: sa.Connection, number: int, amount: int) -> None:
    told = session.execute(
        sa.select(EVENT)
        .where(
            EVENT.c.subject == f"budget_line:{number}",
            EVENT.c.kind.in_(("budget_line:open", "budget_line:change")),
        )
        .order_by(EVENT.c.number)
    ).all()
    moved = session.execute(
        sa.select(ENTRY).where(ENTRY.c.line_id == number).order_by(ENTRY.c.id)
    ).all()
    after, left = [row.facts.get("after", row.facts.get("amount")) for row in told], 0
    for row, holds in zip(told, after, strict=True):
        used = sum(entry.reserved + entry.spent for entry in moved if entry.at < row.at)
        session.execute(CHANGE.insert().values(
            at=row.at, line_id=number, before=row.facts.get("before", 0), after=holds,
            free=holds - used, document=row.facts["document"], by_id=row.account_id,
        ))  # fmt: skip
    for entry in moved:
        left += entry.reserved + entry.spent
        held = [holds for row, holds in zip(told, after, strict=True) if row.at <= entry.at]
        session.execute(
            ENTRY.update()
            .where(ENTRY.c.id == entry.id)
            .values(free=(held[-1] if held else amount) - left)
        )
