"""Every way of choosing an expert, and the expert's own desk (Articles 8 to 17).

Revision ID: 0005
Revises: 0004
"""

from alembic import op
import sqlalchemy as sa

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

WAYS = sa.Enum(
    "random", "standing", "off_roster", "emergency", name="selectionway", native_enum=False, length=32
)


def upgrade():
    with op.batch_alter_table("dispatch", schema=None) as batch_op:
        batch_op.add_column(sa.Column("way", WAYS, nullable=False, server_default="random"))
        batch_op.add_column(sa.Column("way_reason", sa.Text(), nullable=False, server_default=""))
        batch_op.create_index(batch_op.f("ix_dispatch_way"), ["way"], unique=False)
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.alter_column("draw_id", existing_type=sa.Integer(), nullable=True)
        batch_op.add_column(sa.Column("way", WAYS, nullable=False, server_default="random"))


def downgrade():
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_column("way")
        batch_op.alter_column("draw_id", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("dispatch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dispatch_way"))
        batch_op.drop_column("way_reason")
        batch_op.drop_column("way")
