"""Every way of using an expert: what Articles 8 to 17 ask besides the plain dispatch.

Revision ID: 0004
Revises: 0003
"""

from alembic import op
import sqlalchemy as sa

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "use_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("serial", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("filer_id", sa.Integer(), nullable=False),
        sa.Column("receiver_id", sa.Integer(), nullable=True),
        sa.Column("section_id", sa.Integer(), nullable=True),
        sa.Column(
            "nature",
            sa.Enum(
                "government",
                "institution",
                "state_owned",
                "private",
                "other",
                name="unitnature",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("address", sa.String(length=120), nullable=False),
        sa.Column("contact", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column(
            "task_type",
            sa.Enum(
                "planning",
                "inspection",
                "response",
                "standardisation",
                "licensing",
                "science",
                "legal",
                "training",
                "exchange",
                "research",
                "other",
                name="tasktype",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("half_days", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("seats", sa.JSON(), nullable=False),
        sa.Column("recusals", sa.JSON(), nullable=False),
        sa.Column("protection", sa.Text(), nullable=False),
        sa.Column("lodging", sa.Text(), nullable=False),
        sa.Column("is_fee_promised", sa.Boolean(), nullable=False),
        sa.Column("unit_head", sa.String(length=120), nullable=False),
        sa.Column("feedback", sa.Text(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("payments", sa.JSON(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "returned",
                "received",
                "approved",
                "in_hand",
                "used",
                "settled",
                "refused",
                "withdrawn",
                name="state",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_use_request_ends_after_start")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_use_request_unit_id")),
        sa.ForeignKeyConstraint(["filer_id"], ["account.id"], name=op.f("fk_use_request_filer_id")),
        sa.ForeignKeyConstraint(
            ["receiver_id"], ["account.id"], name=op.f("fk_use_request_receiver_id")
        ),
        sa.ForeignKeyConstraint(
            ["section_id"], ["section.id"], name=op.f("fk_use_request_section_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_use_request")),
        sa.UniqueConstraint("year", "serial", name=op.f("uq_use_request_year_serial")),
    )
    with op.batch_alter_table("use_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_use_request_section_id"), ["section_id"])
        batch_op.create_index(batch_op.f("ix_use_request_state"), ["state"])
        batch_op.create_index(batch_op.f("ix_use_request_unit_id"), ["unit_id"])

    op.create_table(
        "use_request_target",
        sa.Column("use_request_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_use_request_target_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["use_request_id"],
            ["use_request.id"],
            name=op.f("fk_use_request_target_use_request_id"),
        ),
        sa.PrimaryKeyConstraint("use_request_id", "unit_id", name=op.f("pk_use_request_target")),
    )
    for name in ("use_request_scan", "use_request_proof"):
        op.create_table(
            name,
            sa.Column("use_request_id", sa.Integer(), nullable=False),
            sa.Column("file_id", sa.Integer(), nullable=False),
            sa.ForeignKeyConstraint(
                ["file_id"], ["stored_file.id"], name=op.f(f"fk_{name}_file_id")
            ),
            sa.ForeignKeyConstraint(
                ["use_request_id"], ["use_request.id"], name=op.f(f"fk_{name}_use_request_id")
            ),
            sa.PrimaryKeyConstraint("use_request_id", name=op.f(f"pk_{name}")),
            sa.UniqueConstraint("file_id", name=op.f(f"uq_{name}_file_id")),
        )
    with op.batch_alter_table("dispatch", schema=None) as batch_op:
        batch_op.add_column(sa.Column("use_request_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_dispatch_use_request_id"), ["use_request_id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_dispatch_use_request_id"), "use_request", ["use_request_id"], ["id"]
        )
    with op.batch_alter_table("holding", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unit_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_holding_unit_id"), "unit", ["unit_id"], ["id"])

    op.create_table(
        "group_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("industry_code", sa.String(length=120), nullable=False),
        sa.Column("industry_name", sa.String(length=120), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["account.id"], name=op.f("fk_group_report_author_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_report")),
        sa.UniqueConstraint(
            "year", "industry_code", name=op.f("uq_group_report_year_industry_code")
        ),
    )
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("consultation", "plenary", name="meetingkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("number", sa.String(length=120), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("industry_code", sa.String(length=120), nullable=False),
        sa.Column("industry_name", sa.String(length=120), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=True),
        sa.Column("handler_id", sa.Integer(), nullable=False),
        sa.Column("chair_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("convened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agenda", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "convened",
                "held",
                "recorded",
                "minuted",
                "closed",
                "cancelled",
                name="state",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("quarter BETWEEN 1 AND 4", name=op.f("ck_meeting_quarter")),
        sa.ForeignKeyConstraint(["chair_id"], ["expert.id"], name=op.f("fk_meeting_chair_id")),
        sa.ForeignKeyConstraint(["handler_id"], ["account.id"], name=op.f("fk_meeting_handler_id")),
        sa.ForeignKeyConstraint(["section_id"], ["section.id"], name=op.f("fk_meeting_section_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("number", name=op.f("uq_meeting_number")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_meeting_industry_code"), ["industry_code"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_meeting_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_section_id"), ["section_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_year"), ["year"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("expert_id", sa.Integer(), nullable=False),
        sa.Column("on_the_spot", sa.Boolean(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum("coming", "absent", name="invitationanswer", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("attended", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_invitation_expert_id")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_invitation_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint(
            "meeting_id", "expert_id", name=op.f("uq_invitation_meeting_id_expert_id")
        ),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_expert_id"), ["expert_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitation_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "minutes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("resolutions", sa.JSON(), nullable=False),
        sa.Column("writer_id", sa.Integer(), nullable=False),
        sa.Column("confirmer_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["confirmer_id"], ["account.id"], name=op.f("fk_minutes_confirmer_id")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_minutes_meeting_id")),
        sa.ForeignKeyConstraint(["writer_id"], ["account.id"], name=op.f("fk_minutes_writer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes")),
        sa.UniqueConstraint("meeting_id", "edition", name=op.f("uq_minutes_meeting_id_edition")),
    )
    with op.batch_alter_table("minutes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_minutes_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "resolution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_resolution_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["section_id"], ["section.id"], name=op.f("fk_resolution_section_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resolution")),
    )
    with op.batch_alter_table("resolution", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resolution_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_resolution_section_id"), ["section_id"], unique=False)


def downgrade():
    with op.batch_alter_table("resolution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resolution_section_id"))
        batch_op.drop_index(batch_op.f("ix_resolution_meeting_id"))

    op.drop_table("resolution")
    with op.batch_alter_table("minutes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_minutes_meeting_id"))

    op.drop_table("minutes")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_invitation_expert_id"))

    op.drop_table("invitation")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_year"))
        batch_op.drop_index(batch_op.f("ix_meeting_state"))
        batch_op.drop_index(batch_op.f("ix_meeting_section_id"))
        batch_op.drop_index(batch_op.f("ix_meeting_kind"))
        batch_op.drop_index(batch_op.f("ix_meeting_industry_code"))

    op.drop_table("meeting")
    op.drop_table("group_report")

    with op.batch_alter_table("holding", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_holding_unit_id"), type_="foreignkey")
        batch_op.drop_column("unit_id")
    with op.batch_alter_table("dispatch", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_dispatch_use_request_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_dispatch_use_request_id"))
        batch_op.drop_column("use_request_id")
    for name in ("use_request_proof", "use_request_scan", "use_request_target"):
        op.drop_table(name)
    op.drop_table("use_request")
