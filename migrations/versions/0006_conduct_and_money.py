"""Conduct and money: what Articles 14 and 17 to 22 ask of experts and of the bureau.

Revision ID: 0006
Revises: 0005
"""

from alembic import op
import sqlalchemy as sa

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


GRADES = sa.Enum("SENIOR", "INTERMEDIATE", "LEGAL", name="grade", native_enum=False, length=32)
TASKS = sa.Enum(
    "planning", "inspection", "response", "standardisation", "licensing", "science", "legal",
    "training", "exchange", "research", "other", name="tasktype", native_enum=False, length=32,
)  # fmt: skip
FEE_UNITS = sa.Enum("day", "half_day", "hour", "item", name="feeunit", native_enum=False, length=32)


def upgrade():
    op.create_table(
        "fee_standard",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("grade", GRADES, nullable=True),
        sa.Column("task_type", TASKS, nullable=True),
        sa.Column("unit", FEE_UNITS, nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("hazard_percent", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("document", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "amount > 0 AND hazard_percent >= 0", name=op.f("ck_fee_standard_never_negative")
        ),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_fee_standard_ordered")),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_fee_standard_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_standard")),
    )
    with op.batch_alter_table("service_record", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("unpaid", sa.String(length=120), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("fee_lines", sa.JSON(), nullable=False, server_default="[]"))


def downgrade():
    with op.batch_alter_table("service_record", schema=None) as batch_op:
        batch_op.drop_column("fee_lines")
        batch_op.drop_column("unpaid")
    op.drop_table("fee_standard")
