"""Every way of choosing an expert, and the expert's own desk (Articles 8 to 17).

Revision ID: 0005
Revises: 0004
"""

from datetime import datetime

from alembic import op
import sqlalchemy as sa

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

WAYS = sa.Enum(
    "random", "standing", "off_roster", "emergency", name="selectionway", native_enum=False, length=32
)
NOTICE_KINDS = sa.Enum(
    "todo", "assignment", "dispatch", "use_request", "election", "meeting", "application", "returned",
    "selection", "job", "near", "passed", "escalated", "other",
    name="noticekind", native_enum=False, length=32,
)
DELIVERY_CHANNELS = sa.Enum("email", "sms", name="deliverychannel", native_enum=False, length=32)
DELIVERY_STATES = sa.Enum(
    "queued", "sent", "failed", "given_up", name="deliverystate", native_enum=False, length=32
)
INSTANT = sa.DateTime(timezone=True)
PROVIDERS = sa.Enum("bureau", "target", "own", name="provider", native_enum=False, length=32)
TRAINING_KINDS = sa.Enum(
    "law", "policy", "ability", "ethics", name="trainingkind", native_enum=False, length=32
)
BRIEFING_KINDS = sa.Enum(
    "ethics", "recusal", "integrity", "confidentiality",
    name="briefingkind", native_enum=False, length=32,
)

# What an expert sends in from their own desk: the tables, and their indexes.
_OWN_MATTERS = {
    "advice": ("year", "expert_id", "industry_code", "section_id", "at", "state"),
    "profile_change": ("expert_id", "state"),
    "resignation": ("expert_id", "state"),
    "expert_objection": ("kind", "year", "expert_id", "assignment_id", "section_id", "state"),
}


def _states(*codes):
    return sa.Enum(*codes, name="state", native_enum=False, length=32)


def upgrade():
    with op.batch_alter_table("dispatch", schema=None) as batch_op:
        batch_op.add_column(sa.Column("way", WAYS, nullable=False, server_default="random"))
        batch_op.add_column(sa.Column("way_reason", sa.Text(), nullable=False, server_default=""))
        batch_op.create_index(batch_op.f("ix_dispatch_way"), ["way"], unique=False)
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.alter_column("draw_id", existing_type=sa.Integer(), nullable=True)
        batch_op.add_column(sa.Column("way", WAYS, nullable=False, server_default="random"))
    op.create_table(
        "illness_proof",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "proof_awaited",
                "proof_handed_in",
                "proof_accepted",
                "proof_refused",
                name="state",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_illness_proof_assignment_id_assignment")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_illness_proof_file_id_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_illness_proof")),
        sa.UniqueConstraint("assignment_id", name=op.f("uq_illness_proof_assignment_id")),
    )
    with op.batch_alter_table("illness_proof", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_illness_proof_state"), ["state"], unique=False)
    op.create_table(
        "expert_wish",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("expert_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("most_a_month", sa.Integer(), nullable=True),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(length=120), nullable=False),
        sa.CheckConstraint("most_a_month BETWEEN 1 AND 31", name=op.f("ck_expert_wish_most_a_month")),
        sa.ForeignKeyConstraint(
            ["expert_id"], ["expert.id"], name=op.f("fk_expert_wish_expert_id_expert")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert_wish")),
        sa.UniqueConstraint("expert_id", name=op.f("uq_expert_wish_expert_id")),
    )
    op.create_table(
        "calendar_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("expert_id", sa.Integer(), nullable=False),
        sa.Column("lookup", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cut_off_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["expert_id"], ["expert.id"], name=op.f("fk_calendar_link_expert_id_expert")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_link")),
        sa.UniqueConstraint("lookup", name=op.f("uq_calendar_link_lookup")),
    )
    with op.batch_alter_table("calendar_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calendar_link_expert_id"), ["expert_id"], unique=False)
    op.create_table(
        "report_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_report_draft_assignment_id_assignment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_draft")),
        sa.UniqueConstraint("assignment_id", name=op.f("uq_report_draft_assignment_id")),
    )
    op.create_table(
        "report_draft_file",
        sa.Column("report_draft_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_report_draft_file_file_id_stored_file")
        ),
        sa.ForeignKeyConstraint(
            ["report_draft_id"],
            ["report_draft.id"],
            name=op.f("fk_report_draft_file_report_draft_id_report_draft"),
        ),
        sa.PrimaryKeyConstraint("report_draft_id", "file_id", name=op.f("pk_report_draft_file")),
        sa.UniqueConstraint("file_id", name=op.f("uq_report_draft_file_file_id")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", NOTICE_KINDS, nullable=False, server_default="other"))
        batch_op.add_column(sa.Column("due_on", sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f("ix_notice_due_on"), ["due_on"], unique=False)
    op.create_table(
        "contact",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(400), nullable=True),
        sa.Column("mobile", sa.String(400), nullable=True),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_contact_account_id")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_contact")),
    )
    op.create_table(
        "notice_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", NOTICE_KINDS, nullable=False),
        sa.Column("channel", DELIVERY_CHANNELS, nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_notice_template_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_template")),
        sa.UniqueConstraint(
            "kind", "channel", "edition", name=op.f("uq_notice_template_kind_channel_edition")
        ),
    )
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("channel", DELIVERY_CHANNELS, nullable=False),
        sa.Column("to", sa.String(400), nullable=False),
        sa.Column("number", sa.String(120), nullable=False),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("status", DELIVERY_STATES, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("queued_at", INSTANT, nullable=False),
        sa.Column("next_try_at", INSTANT, nullable=False),
        sa.Column("message", sa.String(120), nullable=False),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.Column("reference", sa.String(120), nullable=False),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_delivery_attempts")),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name=op.f("fk_delivery_notice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index("ix_delivery_due", ["status", "next_try_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_delivery_notice_id"), ["notice_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_delivery_queued_at"), ["queued_at"], unique=False)

    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.add_column(sa.Column("before", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("after", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("altered_at", INSTANT, nullable=True)
        )
    with op.batch_alter_table("dispatch", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("departed_at", INSTANT, nullable=True)
        )
    op.execute(
        "UPDATE dispatch SET departed_at = COALESCE(issued_at, created_at) WHERE state = 'underway'"
        " OR id IN (SELECT dispatch_id FROM assignment WHERE arrived_at IS NOT NULL)"
    )

    with op.batch_alter_table("dispatch", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_unannounced", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("reveal_at", INSTANT, nullable=True))
        batch_op.add_column(sa.Column("revealed_at", INSTANT, nullable=True))
        batch_op.create_index(
            batch_op.f("ix_dispatch_is_unannounced"), ["is_unannounced"], unique=False
        )
    op.create_table(
        "feedback_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("dispatch_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("code_lookup", sa.String(64), nullable=False),
        sa.Column("issuer_id", sa.Integer(), nullable=False),
        sa.Column("issued_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["dispatch_id"], ["dispatch.id"], name=op.f("fk_feedback_invitation_dispatch_id")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_feedback_invitation_unit_id")
        ),
        sa.ForeignKeyConstraint(
            ["issuer_id"], ["account.id"], name=op.f("fk_feedback_invitation_issuer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_invitation")),
        sa.UniqueConstraint("code_lookup", name=op.f("uq_feedback_invitation_code_lookup")),
        sa.UniqueConstraint(
            "dispatch_id", "unit_id", name=op.f("uq_feedback_invitation_dispatch_id_unit_id")
        ),
    )
    with op.batch_alter_table("feedback_invitation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_feedback_invitation_dispatch_id"), ["dispatch_id"], unique=False
        )
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("punctuality", sa.Integer(), nullable=False),
        sa.Column("professionalism", sa.Integer(), nullable=False),
        sa.Column("integrity", sa.Integer(), nullable=False),
        sa.Column("attitude", sa.Integer(), nullable=False),
        sa.Column("has_asked_favours", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        *(
            sa.CheckConstraint(f"{name} BETWEEN 1 AND 5", name=op.f(f"ck_feedback_{name}"))
            for name in ("punctuality", "professionalism", "integrity", "attitude")
        ),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["feedback_invitation.id"], name=op.f("fk_feedback_invitation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("invitation_id", name=op.f("uq_feedback_invitation_id")),
    )
    op.create_table(
        "return_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dispatch_id", sa.Integer(), nullable=False),
        sa.Column("visitor_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column(
            "manner",
            sa.Enum("phone", "on_site", name="visitmanner", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "result",
            sa.Enum(
                "satisfied", "advice", "clue", name="visitresult", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dispatch_id"], ["dispatch.id"], name=op.f("fk_return_visit_dispatch_id")
        ),
        sa.ForeignKeyConstraint(
            ["visitor_id"], ["account.id"], name=op.f("fk_return_visit_visitor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_visit")),
    )
    with op.batch_alter_table("return_visit", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_return_visit_dispatch_id"), ["dispatch_id"], unique=False
        )

    _training()
    _briefings()
    _protection()

    op.create_table(
        "advice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("expert_id", sa.Integer(), nullable=False),
        sa.Column("industry_code", sa.String(120), nullable=False),
        sa.Column("industry_name", sa.String(120), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_important", sa.Boolean(), nullable=True),
        sa.Column(
            "adoption",
            sa.Enum("adopted", "partly", "rejected", name="adoption", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("replied_at", INSTANT, nullable=True),
        sa.Column("replier_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            _states("submitted", "received", "raised", "replied", "withdrawn"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_advice_expert_id")),
        sa.ForeignKeyConstraint(["section_id"], ["section.id"], name=op.f("fk_advice_section_id")),
        sa.ForeignKeyConstraint(["replier_id"], ["account.id"], name=op.f("fk_advice_replier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice")),
        sa.UniqueConstraint("year", "serial", name=op.f("uq_advice_year_serial")),
    )
    op.create_table(
        "profile_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("expert_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("written", sa.JSON(), nullable=False),
        sa.Column("compared", sa.JSON(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("decider_id", sa.Integer(), nullable=True),
        sa.Column(
            "state", _states("submitted", "approved", "refused", "withdrawn"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["expert_id"], ["expert.id"], name=op.f("fk_profile_change_expert_id")
        ),
        sa.ForeignKeyConstraint(
            ["decider_id"], ["account.id"], name=op.f("fk_profile_change_decider_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_change")),
    )
    op.create_table(
        "resignation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("expert_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column(
            "ground",
            sa.Enum(
                "own_wish", "unable", "declines", "crime", "false_opinion", "incompetent", "abuse",
                "bribery", "credit", "other",
                name="dismissalground", native_enum=False, length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("decider_id", sa.Integer(), nullable=True),
        sa.Column(
            "state", _states("requested", "confirmed", "returned", "withdrawn"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["expert_id"], ["expert.id"], name=op.f("fk_resignation_expert_id")
        ),
        sa.ForeignKeyConstraint(
            ["decider_id"], ["account.id"], name=op.f("fk_resignation_decider_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resignation")),
    )
    op.create_table(
        "expert_objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "rating", "decline", "removal",
                name="expertobjectionkind", native_enum=False, length=32,
            ),
            nullable=False,
        ),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("expert_id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=True),
        sa.Column("section_id", sa.Integer(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("escalated_at", INSTANT, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("handler_id", sa.Integer(), nullable=True),
        sa.Column(
            "state", _states("raised", "upheld", "dismissed", "withdrawn"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["expert_id"], ["expert.id"], name=op.f("fk_expert_objection_expert_id")
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_expert_objection_assignment_id")
        ),
        sa.ForeignKeyConstraint(
            ["section_id"], ["section.id"], name=op.f("fk_expert_objection_section_id")
        ),
        sa.ForeignKeyConstraint(
            ["handler_id"], ["account.id"], name=op.f("fk_expert_objection_handler_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert_objection")),
        sa.UniqueConstraint("year", "serial", name=op.f("uq_expert_objection_year_serial")),
    )
    for table, columns in _OWN_MATTERS.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)
        op.create_table(
            f"{table}_file",
            sa.Column(f"{table}_id", sa.Integer(), nullable=False),
            sa.Column("file_id", sa.Integer(), nullable=False),
            sa.ForeignKeyConstraint(
                [f"{table}_id"], [f"{table}.id"], name=op.f(f"fk_{table}_file_{table}_id")
            ),
            sa.ForeignKeyConstraint(
                ["file_id"], ["stored_file.id"], name=op.f(f"fk_{table}_file_file_id")
            ),
            sa.PrimaryKeyConstraint(f"{table}_id", "file_id", name=op.f(f"pk_{table}_file")),
            sa.UniqueConstraint("file_id", name=op.f(f"uq_{table}_file_file_id")),
        )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_excused", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    _standing_and_off_roster()

    op.create_table(
        "emergency_order",
        sa.Column("dispatch_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("completed_at", INSTANT, nullable=True),
        sa.Column("queue", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dispatch_id"], ["dispatch.id"], name=op.f("fk_emergency_order_dispatch_id_dispatch")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["account.id"], name=op.f("fk_emergency_order_by_id_account")
        ),
        sa.PrimaryKeyConstraint("dispatch_id", name=op.f("pk_emergency_order")),
    )
    op.create_table(
        "emergency_call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dispatch_id", sa.Integer(), nullable=False),
        sa.Column("expert_id", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("caller_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column(
            "outcome",
            sa.Enum("comes", "cannot", "unreached", name="calloutcome", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "decline_kind",
            sa.Enum(
                "busy", "personal", "no_reason", "illness", "recusal", "changed", "no_show",
                name="declinekind", native_enum=False, length=32,
            ),
            nullable=True,
        ),
        sa.Column("note", sa.String(length=120), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["dispatch_id"],
            ["emergency_order.dispatch_id"],
            name=op.f("fk_emergency_call_dispatch_id_emergency_order"),
        ),
        sa.ForeignKeyConstraint(
            ["expert_id"], ["expert.id"], name=op.f("fk_emergency_call_expert_id_expert")
        ),
        sa.ForeignKeyConstraint(
            ["caller_id"], ["account.id"], name=op.f("fk_emergency_call_caller_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"],
            name=op.f("fk_emergency_call_assignment_id_assignment"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_call")),
        sa.UniqueConstraint(
            "dispatch_id", "expert_id", "attempt",
            name=op.f("uq_emergency_call_dispatch_id_expert_id_attempt"),
        ),
    )
    with op.batch_alter_table("emergency_call", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_emergency_call_expert_id"), ["expert_id"], unique=False)


def downgrade():
    for name in ("emergency_call", "emergency_order"):
        op.drop_table(name)
    for name in ("signed_paper", "outsider", "standing_engagement"):
        op.drop_table(name)
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_column("is_excused")
    for table in _OWN_MATTERS:
        op.drop_table(f"{table}_file")
        op.drop_table(table)
    with op.batch_alter_table("dispatch", schema=None) as batch_op:
        batch_op.add_column(sa.Column("protection_by", PROVIDERS, nullable=True))
    op.execute(
        "UPDATE dispatch SET protection_by = (SELECT MIN(provided_by) FROM protection_item"
        " WHERE protection_item.dispatch_id = dispatch.id)"
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_column("fitted_at")
    op.drop_table("protection_item")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("briefing_version", sa.Integer(), nullable=True))
    op.execute("UPDATE assignment SET briefing_version = 1 WHERE briefed_at IS NOT NULL")
    with op.batch_alter_table("dispatch", schema=None) as batch_op:
        batch_op.drop_column("briefing_points")
    op.drop_table("assignment_briefing")
    op.drop_table("briefing_text")
    op.drop_table("attendance")
    op.drop_table("training_file")
    op.drop_table("training_session")
    op.drop_table("training_item")
    op.drop_table("training_plan")
    for name in ("return_visit", "feedback", "feedback_invitation"):
        op.drop_table(name)
    with op.batch_alter_table("dispatch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dispatch_is_unannounced"))
        for name in ("revealed_at", "reveal_at", "is_unannounced"):
            batch_op.drop_column(name)
    with op.batch_alter_table("dispatch", schema=None) as batch_op:
        batch_op.drop_column("departed_at")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_column("altered_at")
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.drop_column("after")
        batch_op.drop_column("before")
    op.drop_table("delivery")
    op.drop_table("notice_template")
    op.drop_table("contact")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notice_due_on"))
        batch_op.drop_column("due_on")
        batch_op.drop_column("kind")
    op.drop_table("report_draft_file")
    op.drop_table("report_draft")
    op.drop_table("calendar_link")
    op.drop_table("expert_wish")
    op.drop_table("illness_proof")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_column("way")
        batch_op.alter_column("draw_id", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("dispatch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dispatch_way"))
        batch_op.drop_column("way_reason")
        batch_op.drop_column("way")


def _training():
    """年度培训计划, the sessions and who came."""
    op.create_table(
        "training_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["section_id"], ["section.id"], name=op.f("fk_training_plan_section_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_plan")),
        sa.UniqueConstraint("section_id", "year", name=op.f("uq_training_plan_section_id_year")),
    )
    op.create_index(op.f("ix_training_plan_section_id"), "training_plan", ["section_id"])
    op.create_index(op.f("ix_training_plan_year"), "training_plan", ["year"])
    op.create_table(
        "training_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=120), nullable=False),
        sa.Column("kind", TRAINING_KINDS, nullable=False),
        sa.Column("half_hours", sa.Integer(), nullable=False),
        sa.CheckConstraint("month BETWEEN 1 AND 12", name=op.f("ck_training_item_month")),
        sa.CheckConstraint("half_hours > 0", name=op.f("ck_training_item_some_hours")),
        sa.ForeignKeyConstraint(["plan_id"], ["training_plan.id"], name=op.f("fk_training_item_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_item")),
    )
    op.create_index(op.f("ix_training_item_plan_id"), "training_item", ["plan_id"])
    op.create_table(
        "training_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=120), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("handler_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("topic", sa.String(length=120), nullable=False),
        sa.Column("kind", TRAINING_KINDS, nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("half_hours", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("trainer", sa.String(length=120), nullable=False),
        sa.Column("industries", sa.JSON(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "planned", "announced", "held", "closed", "cancelled",
                name="state", native_enum=False, length=32,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("half_hours >= 0", name=op.f("ck_training_session_never_negative")),
        sa.ForeignKeyConstraint(["section_id"], ["section.id"], name=op.f("fk_training_session_section_id")),
        sa.ForeignKeyConstraint(["handler_id"], ["account.id"], name=op.f("fk_training_session_handler_id")),
        sa.ForeignKeyConstraint(["item_id"], ["training_item.id"], name=op.f("fk_training_session_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_session")),
        sa.UniqueConstraint("number", name=op.f("uq_training_session_number")),
    )
    for column in ("year", "section_id", "item_id", "state"):
        op.create_index(op.f(f"ix_training_session_{column}"), "training_session", [column])
    op.create_table(
        "training_file",
        sa.Column("training_session_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["training_session_id"], ["training_session.id"],
            name=op.f("fk_training_file_training_session_id"),
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_training_file_file_id")),
        sa.PrimaryKeyConstraint("training_session_id", "file_id", name=op.f("pk_training_file")),
    )
    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
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
        sa.Column("half_hours", sa.Integer(), nullable=False),
        sa.CheckConstraint("half_hours >= 0", name=op.f("ck_attendance_never_negative")),
        sa.ForeignKeyConstraint(["session_id"], ["training_session.id"], name=op.f("fk_attendance_session_id")),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_attendance_expert_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("session_id", "expert_id", name=op.f("uq_attendance_session_id_expert_id")),
    )
    for column in ("session_id", "expert_id"):
        op.create_index(op.f(f"ix_attendance_{column}"), "attendance", [column])


# 工作前告知四项 as the program had them before they were data.
FIRST_BRIEFING = (
    ("ethics", 9, "遵守职业道德，客观公正开展工作，不弄虚作假，不隐瞒、不避重就轻（第九条）"),
    ("recusal", 9, "主动回避：与对象单位有利害关系的，立即说明并退出（第九条第六项）"),
    ("integrity", 17, "廉洁自律：不收受对象单位财物，不推销产品、不联系业务（第十七条、第十八条）"),
    ("confidentiality", 15, "保守国家秘密和对象单位的商业、技术秘密，未经授权不发布任务信息（第十五条）"),
)


def _briefings():
    """The texts in versions. An office that stands already has told its experts the first; a new
    one receives it when it is founded."""
    table = op.create_table(
        "briefing_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", BRIEFING_KINDS, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_briefing_text_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_briefing_text")),
        sa.UniqueConstraint("kind", "version", name=op.f("uq_briefing_text_kind_version")),
    )
    op.create_table(
        "assignment_briefing",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("briefing_text_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_assignment_briefing_assignment_id")
        ),
        sa.ForeignKeyConstraint(
            ["briefing_text_id"], ["briefing_text.id"],
            name=op.f("fk_assignment_briefing_briefing_text_id"),
        ),
        sa.PrimaryKeyConstraint(
            "assignment_id", "briefing_text_id", name=op.f("pk_assignment_briefing")
        ),
    )
    with op.batch_alter_table("dispatch", schema=None) as batch_op:
        batch_op.add_column(sa.Column("briefing_points", sa.Text(), nullable=False, server_default=""))
    opened = op.get_bind().execute(sa.text("SELECT MIN(at) FROM event")).scalar()
    is_founded = op.get_bind().execute(sa.text("SELECT COUNT(*) FROM specialty")).scalar()
    if is_founded and opened:
        since = datetime.fromisoformat(opened) if isinstance(opened, str) else opened
        op.bulk_insert(
            table,
            [
                {"kind": kind, "version": 1, "article": article, "text": text, "reason": "", "since": since}
                for kind, article, text in FIRST_BRIEFING
            ],
        )
    op.execute(
        "INSERT INTO assignment_briefing (assignment_id, briefing_text_id)"
        " SELECT assignment.id, briefing_text.id FROM assignment, briefing_text"
        " WHERE assignment.briefing_version IS NOT NULL"
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_column("briefing_version")


def _protection():
    """Item by item, where a dispatch said only who provides the equipment."""
    op.create_table(
        "protection_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dispatch_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=120), nullable=False),
        sa.Column("per_person", sa.Integer(), nullable=False),
        sa.Column("provided_by", PROVIDERS, nullable=False),
        sa.CheckConstraint("per_person BETWEEN 1 AND 99", name=op.f("ck_protection_item_per_person")),
        sa.ForeignKeyConstraint(
            ["dispatch_id"], ["dispatch.id"], name=op.f("fk_protection_item_dispatch_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protection_item")),
    )
    op.create_index(op.f("ix_protection_item_dispatch_id"), "protection_item", ["dispatch_id"])
    op.execute(
        "INSERT INTO protection_item (dispatch_id, what, per_person, provided_by)"
        " SELECT id, '防护要求所列个人防护用品', 1, protection_by FROM dispatch"
        " WHERE is_hazardous AND protection_by IS NOT NULL"
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("fitted_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE assignment SET fitted_at = briefed_at WHERE arrived_at IS NOT NULL")
    with op.batch_alter_table("dispatch", schema=None) as batch_op:
        batch_op.drop_column("protection_by")


def _standing_and_off_roster():
    """相对固定使用, 库外专家 and what they signed (Art. 11(1))."""
    op.create_table(
        "standing_engagement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("expert_id", sa.Integer(), nullable=False),
        sa.Column("proposer_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(120), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("minutes_no", sa.String(120), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("proposed_at", INSTANT, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "proposed", "in_force", "refused", "withdrawn", "ended",
                name="state", native_enum=False, length=32,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_standing_engagement_ordered")),
        sa.ForeignKeyConstraint(
            ["section_id"], ["section.id"], name=op.f("fk_standing_engagement_section_id")
        ),
        sa.ForeignKeyConstraint(
            ["expert_id"], ["expert.id"], name=op.f("fk_standing_engagement_expert_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposer_id"], ["account.id"], name=op.f("fk_standing_engagement_proposer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing_engagement")),
    )
    for column in ("section_id", "expert_id", "state"):
        op.create_index(op.f(f"ix_standing_engagement_{column}"), "standing_engagement", [column])
    op.create_table(
        "outsider",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dispatch_id", sa.Integer(), nullable=False),
        sa.Column("expert_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("proof_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("employer", sa.String(120), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["dispatch_id"], ["dispatch.id"], name=op.f("fk_outsider_dispatch_id")),
        sa.ForeignKeyConstraint(["expert_id"], ["expert.id"], name=op.f("fk_outsider_expert_id")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_outsider_account_id")),
        sa.ForeignKeyConstraint(["proof_id"], ["stored_file.id"], name=op.f("fk_outsider_proof_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outsider")),
        sa.UniqueConstraint("dispatch_id", "expert_id", name=op.f("uq_outsider_dispatch_id_expert_id")),
        sa.UniqueConstraint("proof_id", name=op.f("uq_outsider_proof_id")),
    )
    for column in ("dispatch_id", "expert_id"):
        op.create_index(op.f(f"ix_outsider_{column}"), "outsider", [column])
    op.create_table(
        "signed_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("action", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_signed_paper_assignment_id")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_signed_paper_file_id")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_signed_paper_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_paper")),
        sa.UniqueConstraint("file_id", name=op.f("uq_signed_paper_file_id")),
    )
    op.create_index(op.f("ix_signed_paper_assignment_id"), "signed_paper", ["assignment_id"])
