"""Sessions, delegations and signers' own keys; what keeps the office safe.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

POSTS = sa.Enum(
    "leader", "executive_deputy", "deputy", "office", "hr", "section", "section_head", "finance",
    "supervisor", "unit", "expert", "former_expert", "applicant", "sysadmin", "secadmin", "auditor",
    name="post", native_enum=False, length=32,
)  # fmt: skip


def upgrade() -> None:
    # Who is signed in where, and passwords of before.
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("browser", sa.String(length=120), nullable=False),
        sa.Column("address", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sign_in_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_hash")),
    )
    op.create_index(op.f("ix_sign_in_account_id"), "sign_in", ["account_id"])
    op.create_table(
        "past_password",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("password_hash", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_past_password_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_password")),
    )
    op.create_index(op.f("ix_past_password_account_id"), "past_password", ["account_id"])
    op.drop_column("account", "session_epoch")

    # The posts of those who are away, in other hands; and signatures made for them.
    op.create_table(
        "delegation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("holding_id", sa.Integer(), nullable=True),
        sa.Column("post", POSTS, nullable=False),
        sa.Column("substitute_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.Column("maker_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ender_id", sa.Integer(), nullable=True),
        sa.Column("end_note", sa.String(length=120), nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_delegation_ordered")),
        sa.CheckConstraint("account_id <> substitute_id", name=op.f("ck_delegation_of_two")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_delegation_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["holding_id"],
            ["holding.id"],
            name=op.f("fk_delegation_holding_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["substitute_id"], ["account.id"], name=op.f("fk_delegation_substitute_id")
        ),
        sa.ForeignKeyConstraint(["maker_id"], ["account.id"], name=op.f("fk_delegation_maker_id")),
        sa.ForeignKeyConstraint(["ender_id"], ["account.id"], name=op.f("fk_delegation_ender_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
    )
    op.create_index(op.f("ix_delegation_account_id"), "delegation", ["account_id"])
    op.create_index(op.f("ix_delegation_substitute_id"), "delegation", ["substitute_id"])
    op.create_table(
        "delegation_section",
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegation_id"], ["delegation.id"], name=op.f("fk_delegation_section_delegation_id")
        ),
        sa.ForeignKeyConstraint(
            ["section_id"], ["section.id"], name=op.f("fk_delegation_section_section_id")
        ),
        sa.PrimaryKeyConstraint("delegation_id", "section_id", name=op.f("pk_delegation_section")),
    )
    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.add_column(sa.Column("delegation_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_signature_delegation_id"), "delegation", ["delegation_id"], ["id"]
        )

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
                "proposed",
                "destroyed",
                "refused",
                "withdrawn",
                name="state",
                native_enum=False,
                length=32,
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

    # What people sign with, the signed records, and ink filed back to its matter.
    op.create_table(
        "signing_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("public", sa.String(length=64), nullable=False),
        sa.Column("locked", sa.String(length=255), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_signing_key_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_key")),
        sa.UniqueConstraint("public", name=op.f("uq_signing_key_public")),
    )
    op.create_index(op.f("ix_signing_key_account_id"), "signing_key", ["account_id"])
    op.create_index(
        "uq_signing_key_in_use",
        "signing_key",
        ["account_id"],
        unique=True,
        sqlite_where=sa.text("retired_at IS NULL"),
        postgresql_where=sa.text("retired_at IS NULL"),
    )
    op.create_table(
        "key_reset",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.Column("asker_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmer_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "confirmed",
                "done",
                "refused",
                "withdrawn",
                name="state",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_key_reset_account_id")
        ),
        sa.ForeignKeyConstraint(["asker_id"], ["account.id"], name=op.f("fk_key_reset_asker_id")),
        sa.ForeignKeyConstraint(
            ["confirmer_id"], ["account.id"], name=op.f("fk_key_reset_confirmer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_reset")),
    )
    op.create_index(op.f("ix_key_reset_account_id"), "key_reset", ["account_id"])
    op.create_index(op.f("ix_key_reset_state"), "key_reset", ["state"])
    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("signer", sa.String(length=120), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("document", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("key_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("seal", sa.String(length=128), nullable=False, server_default="")
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_signature_key_id"), "signing_key", ["key_id"], ["id"]
        )
        batch_op.create_index(batch_op.f("ix_signature_key_id"), ["key_id"])
    op.create_table(
        "ink_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_ink_copy_account_id")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_ink_copy_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ink_copy")),
        sa.UniqueConstraint("file_id", name=op.f("uq_ink_copy_file_id")),
    )
    op.create_index(op.f("ix_ink_copy_subject"), "ink_copy", ["subject"])

    # Codes of a person's telephone, and what stands for them when it is lost.
    op.create_table(
        "authenticator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("secret", sa.String(length=400), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_authenticator_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authenticator")),
        sa.UniqueConstraint("account_id", name=op.f("uq_authenticator_account_id")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_recovery_code_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_recovery_code_code_hash")),
    )
    op.create_index(op.f("ix_recovery_code_account_id"), "recovery_code", ["account_id"])


def downgrade() -> None:
    op.drop_table("recovery_code")
    op.drop_table("authenticator")
    op.drop_table("ink_copy")
    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signature_key_id"))
        batch_op.drop_constraint(batch_op.f("fk_signature_key_id"), type_="foreignkey")
        batch_op.drop_column("seal")
        batch_op.drop_column("key_id")
        batch_op.drop_column("document")
        batch_op.drop_column("signer")
    op.drop_table("key_reset")
    op.drop_table("signing_key")
    op.drop_table("archive_destruction")
    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_signature_delegation_id"), type_="foreignkey")
        batch_op.drop_column("delegation_id")
    op.drop_table("delegation_section")
    op.drop_table("delegation")
    op.add_column(
        "account", sa.Column("session_epoch", sa.Integer(), nullable=False, server_default="0")
    )
    op.drop_table("past_password")
    op.drop_table("sign_in")
