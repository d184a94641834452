"""Conduct and money: what Articles 14 and 17 to 22 ask of experts and of the bureau.

Revision ID: 0006
Revises: 0005
"""

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
