"""Second factors, delegations and signers' own keys; what keeps the office safe.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass

    # Packages of the archive that may go after their term, and what of them stays.
    op.create_table(
        "archive_destruction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("package_id", sa.Integer(), nullable=False),
        sa.Column("proposer_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("index_id", sa.Integer(), nullable=True),
        sa.Column("digests", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "proposed", "destroyed", "refused", "withdrawn",
                name="state", native_enum=False, length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["index_id"], ["stored_file.id"], name=op.f("fk_archive_destruction_index_id")
        ),
        sa.ForeignKeyConstraint(
            ["package_id"], ["archive_package.id"], name=op.f("fk_archive_destruction_package_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposer_id"], ["account.id"], name=op.f("fk_archive_destruction_proposer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_destruction")),
    )
    op.create_index(
        op.f("ix_archive_destruction_package_id"), "archive_destruction", ["package_id"]
    )
    op.create_index(op.f("ix_archive_destruction_state"), "archive_destruction", ["state"])


def downgrade() -> None:
    op.drop_table("archive_destruction")
    pass
