"""From application to certificate: everything of Articles 5 to 7, jobs and the archive.

Revision ID: 0003
Revises: 0002
"""

from alembic import op
import sqlalchemy as sa

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "annual_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("handler_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "submitted",
                "confirmed",
                "accepted",
                name="state",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["handler_id"], ["account.id"], name=op.f("fk_annual_review_handler_id")
        ),
        sa.ForeignKeyConstraint(
            ["section_id"], ["section.id"], name=op.f("fk_annual_review_section_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_review")),
        sa.UniqueConstraint("year", "section_id", name=op.f("uq_annual_review_year_section_id")),
    )
    with op.batch_alter_table("annual_review", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_annual_review_section_id"), ["section_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_annual_review_state"), ["state"], unique=False)

    op.create_table(
        "intake_cycle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("invitation", sa.Text(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("limits", sa.JSON(), nullable=False),
        sa.Column("opener_id", sa.Integer(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "open",
                "concluded",
                "withdrawn",
                name="state",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.CheckConstraint("opens_on <= closes_on", name=op.f("ck_intake_cycle_ordered")),
        sa.ForeignKeyConstraint(
            ["opener_id"], ["account.id"], name=op.f("fk_intake_cycle_opener_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_cycle")),
        sa.UniqueConstraint("year", "serial", name=op.f("uq_intake_cycle_year_serial")),
    )
    with op.batch_alter_table("intake_cycle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intake_cycle_state"), ["state"], unique=False)

    op.create_table(
        "lead_section",
        sa.Column("industry_code", sa.String(length=120), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["section_id"], ["section.id"], name=op.f("fk_lead_section_section_id")
        ),
        sa.PrimaryKeyConstraint("industry_code", name=op.f("pk_lead_section")),
    )
    with op.batch_alter_table("lead_section", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_lead_section_section_id"), ["section_id"], unique=False
        )

    op.create_table(
        "proposed_roster",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("compiler_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("cap", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("minutes_no", sa.String(length=120), nullable=False),
        sa.Column("minutes", sa.Text(), nullable=False),
        sa.Column("document_no", sa.String(length=120), nullable=False),
        sa.Column("document_title", sa.String(length=120), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "compiling",
                "consulting",
                "approved",
                "publicised",
                "cleared",
                "decided",
                "issued",
                "certified",
                "archived",
                "discarded",
                name="state",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["compiler_id"], ["account.id"], name=op.f("fk_proposed_roster_compiler_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposed_roster")),
        sa.UniqueConstraint("year", "serial", name=op.f("uq_proposed_roster_year_serial")),
    )
    with op.batch_alter_table("proposed_roster", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposed_roster_state"), ["state"], unique=False)

    op.create_table(
        "application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("intake_id", sa.Integer(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum("unit", "self", "section", name="channel", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("recommender", sa.String(length=120), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("employer", sa.String(length=120), nullable=False),
        sa.Column("id_number_lookup", sa.String(length=64), nullable=False),
        sa.Column(
            "route",
            sa.Enum(
                "senior_title",
                "intermediate_title",
                "registered",
                "key_industry",
                "lawyer",
                "law_professor",
                name="route",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("specialty_codes", sa.JSON(), nullable=False),
        sa.Column("entries", sa.Text(), nullable=False),
        sa.Column("promises", sa.JSON(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("vetter_id", sa.Integer(), nullable=True),
        sa.Column("vetted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("vetting_opinion", sa.Text(), nullable=False),
        sa.Column("expert_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "returned",
                "sorted",
                "passed",
                "listed",
                "checked",
                "proposed",
                "appointed",
                "rejected",
                "withdrawn",
                name="state",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["expert_id"], ["expert.id"], name=op.f("fk_application_expert_id")
        ),
        sa.ForeignKeyConstraint(
            ["intake_id"], ["intake_cycle.id"], name=op.f("fk_application_intake_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"], name=op.f("fk_application_owner_id")),
        sa.ForeignKeyConstraint(
            ["section_id"], ["section.id"], name=op.f("fk_application_section_id")
        ),
        sa.ForeignKeyConstraint(
            ["vetter_id"], ["account.id"], name=op.f("fk_application_vetter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("number", name=op.f("uq_application_number")),
    )
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_application_expert_id"), ["expert_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_application_id_number_lookup"), ["id_number_lookup"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_application_intake_id"), ["intake_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_application_name"), ["name"], unique=False)
        batch_op.create_index(batch_op.f("ix_application_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_application_section_id"), ["section_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_application_state"), ["state"], unique=False)

    op.create_table(
        "group_opinion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column(
            "post",
            sa.Enum(
                "leader",
                "executive_deputy",
                "deputy",
                "office",
                "hr",
                "section",
                "section_head",
                "finance",
                "supervisor",
                "unit",
                "expert",
                "applicant",
                "sysadmin",
                "secadmin",
                "auditor",
                name="post",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "agree", "disagree", "absent", name="groupopinionkind", native_enum=False, length=32
            ),
            nullable=True,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_group_opinion_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposed_roster.id"], name=op.f("fk_group_opinion_proposal_id")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["account.id"], name=op.f("fk_group_opinion_recorded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_opinion")),
        sa.UniqueConstraint(
            "proposal_id",
            "round",
            "account_id",
            name=op.f("uq_group_opinion_proposal_id_round_account_id"),
        ),
    )
    with op.batch_alter_table("group_opinion", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_group_opinion_proposal_id"), ["proposal_id"], unique=False
        )

    op.create_table(
        "public_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=120), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("additions", sa.JSON(), nullable=False),
        sa.Column("removals", sa.JSON(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("reckoning", sa.String(length=120), nullable=False),
        sa.Column("publisher_id", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recalled_for", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("open", "closed", "recalled", name="state", native_enum=False, length=32),
            nullable=False,
        ),
        sa.CheckConstraint("published_on < ends_on", name=op.f("ck_public_notice_ordered")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposed_roster.id"], name=op.f("fk_public_notice_proposal_id")
        ),
        sa.ForeignKeyConstraint(
            ["publisher_id"], ["account.id"], name=op.f("fk_public_notice_publisher_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_notice")),
        sa.UniqueConstraint("number", name=op.f("uq_public_notice_number")),
    )
    with op.batch_alter_table("public_notice", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_public_notice_proposal_id"), ["proposal_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_public_notice_state"), ["state"], unique=False)

    op.create_table(
        "recommendation_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=120), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("intake_id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("handler_id", sa.Integer(), nullable=False),
        sa.Column("head_id", sa.Integer(), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "compiling",
                "handled",
                "endorsed",
                "signed",
                "delivered",
                "accepted",
                "returned",
                "discarded",
                name="state",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["handler_id"], ["account.id"], name=op.f("fk_recommendation_sheet_handler_id")
        ),
        sa.ForeignKeyConstraint(
            ["head_id"], ["account.id"], name=op.f("fk_recommendation_sheet_head_id")
        ),
        sa.ForeignKeyConstraint(
            ["intake_id"], ["intake_cycle.id"], name=op.f("fk_recommendation_sheet_intake_id")
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"],
            ["recommendation_sheet.id"],
            name=op.f("fk_recommendation_sheet_replaces_id"),
        ),
        sa.ForeignKeyConstraint(
            ["section_id"], ["section.id"], name=op.f("fk_recommendation_sheet_section_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation_sheet")),
        sa.UniqueConstraint(
            "number", "edition", name=op.f("uq_recommendation_sheet_number_edition")
        ),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_recommendation_sheet_replaces_id")),
    )
    with op.batch_alter_table("recommendation_sheet", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recommendation_sheet_intake_id"), ["intake_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_recommendation_sheet_section_id"), ["section_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_recommendation_sheet_state"), ["state"], unique=False)

    op.create_table(
        "review_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("expert_id", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum("keep", "remove", name="reviewverdict", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column(
            "ground",
            sa.Enum(
                "own_wish",
                "unable",
                "declines",
                "crime",
                "false_opinion",
                "incompetent",
                "abuse",
                "bribery",
                "credit",
                "other",
                name="dismissalground",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("judge_id", sa.Integer(), nullable=True),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["expert_id"], ["expert.id"], name=op.f("fk_review_item_expert_id")
        ),
        sa.ForeignKeyConstraint(["judge_id"], ["account.id"], name=op.f("fk_review_item_judge_id")),
        sa.ForeignKeyConstraint(
            ["review_id"], ["annual_review.id"], name=op.f("fk_review_item_review_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_item")),
        sa.UniqueConstraint(
            "review_id", "expert_id", name=op.f("uq_review_item_review_id_expert_id")
        ),
    )
    with op.batch_alter_table("review_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_item_expert_id"), ["expert_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_item_review_id"), ["review_id"], unique=False)

    op.create_table(
        "application_edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entries", sa.Text(), nullable=False),
        sa.Column("promises", sa.JSON(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_application_edition_application_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_edition")),
        sa.UniqueConstraint(
            "application_id", "number", name=op.f("uq_application_edition_application_id_number")
        ),
    )
    with op.batch_alter_table("application_edition", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_application_edition_application_id"), ["application_id"], unique=False
        )

    op.create_table(
        "section_opinion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("supports", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["account.id"], name=op.f("fk_section_opinion_answered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_section_opinion_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["account.id"], name=op.f("fk_section_opinion_asked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["section_id"], ["section.id"], name=op.f("fk_section_opinion_section_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_section_opinion")),
    )
    with op.batch_alter_table("section_opinion", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_section_opinion_application_id"), ["application_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_section_opinion_section_id"), ["section_id"], unique=False
        )

    op.create_table(
        "sheet_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("columns", sa.Text(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.Column("finding", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_sheet_line_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["recommendation_sheet.id"], name=op.f("fk_sheet_line_sheet_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_line")),
        sa.UniqueConstraint(
            "sheet_id", "application_id", name=op.f("uq_sheet_line_sheet_id_application_id")
        ),
        sa.UniqueConstraint("sheet_id", "order", name=op.f("uq_sheet_line_sheet_id_order")),
    )
    with op.batch_alter_table("sheet_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sheet_line_application_id"), ["application_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_sheet_line_sheet_id"), ["sheet_id"], unique=False)

    op.create_table(
        "vetting_line",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_vetting_line_application_id")
        ),
        sa.PrimaryKeyConstraint("application_id", "key", name=op.f("pk_vetting_line")),
    )
    op.create_table(
        "roster_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column(
            "change",
            sa.Enum("add", "remove", name="rosterchange", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("sheet_line_id", sa.Integer(), nullable=True),
        sa.Column("expert_id", sa.Integer(), nullable=True),
        sa.Column("review_item_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("employer", sa.String(length=120), nullable=False),
        sa.Column(
            "grade",
            sa.Enum("SENIOR", "INTERMEDIATE", "LEGAL", name="grade", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("specialties", sa.JSON(), nullable=False),
        sa.Column("section_name", sa.String(length=120), nullable=False),
        sa.Column(
            "ground",
            sa.Enum(
                "own_wish",
                "unable",
                "declines",
                "crime",
                "false_opinion",
                "incompetent",
                "abuse",
                "bribery",
                "credit",
                "other",
                name="dismissalground",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("is_struck", sa.Boolean(), nullable=False),
        sa.Column("is_approved", sa.Boolean(), nullable=True),
        sa.Column("decision", sa.String(length=120), nullable=False),
        sa.CheckConstraint(
            "(application_id IS NULL) <> (expert_id IS NULL)",
            name=op.f("ck_roster_item_one_person"),
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_roster_item_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["expert_id"], ["expert.id"], name=op.f("fk_roster_item_expert_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposed_roster.id"], name=op.f("fk_roster_item_proposal_id")
        ),
        sa.ForeignKeyConstraint(
            ["review_item_id"], ["review_item.id"], name=op.f("fk_roster_item_review_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["sheet_line_id"], ["sheet_line.id"], name=op.f("fk_roster_item_sheet_line_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_item")),
        sa.UniqueConstraint(
            "proposal_id", "application_id", name=op.f("uq_roster_item_proposal_id_application_id")
        ),
        sa.UniqueConstraint(
            "proposal_id", "expert_id", name=op.f("uq_roster_item_proposal_id_expert_id")
        ),
    )
    with op.batch_alter_table("roster_item", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_roster_item_application_id"), ["application_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_roster_item_expert_id"), ["expert_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_roster_item_proposal_id"), ["proposal_id"], unique=False
        )

    op.create_table(
        "objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=120), nullable=False),
        sa.Column("code_lookup", sa.String(length=64), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("is_named", sa.Boolean(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handler_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "raised",
                "accepted",
                "upheld",
                "dismissed",
                name="state",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["handler_id"], ["account.id"], name=op.f("fk_objection_handler_id")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["roster_item.id"], name=op.f("fk_objection_item_id")),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["public_notice.id"], name=op.f("fk_objection_notice_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
        sa.UniqueConstraint("code_lookup", name=op.f("uq_objection_code_lookup")),
        sa.UniqueConstraint("number", name=op.f("uq_objection_number")),
    )
    with op.batch_alter_table("objection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_objection_notice_id"), ["notice_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_objection_state"), ["state"], unique=False)

    op.create_table(
        "archive_package",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=120), nullable=False),
        sa.Column("matter", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("kept_until", sa.Date(), nullable=False),
        sa.Column("keeper_id", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("made_on < kept_until", name=op.f("ck_archive_package_kept_for_years")),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_archive_package_file_id")
        ),
        sa.ForeignKeyConstraint(
            ["keeper_id"], ["account.id"], name=op.f("fk_archive_package_keeper_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_package")),
        sa.UniqueConstraint("matter", name=op.f("uq_archive_package_matter")),
        sa.UniqueConstraint("number", name=op.f("uq_archive_package_number")),
    )
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "photo",
                "signed_form",
                "education",
                "title",
                "qualification",
                "experience",
                "papers",
                "awards",
                "results",
                "relaxation",
                name="attachmentkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_attachment_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_attachment_file_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_attachment_application_id"), ["application_id"], unique=False
        )

    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("matter", sa.String(length=120), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "queued",
                "running",
                "done",
                "failed",
                "cancelled",
                name="jobstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("done >= 0 AND done <= total", name=op.f("ck_job_within")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_job_account_id")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_job_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_job_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_job_matter"), ["matter"], unique=False)
        batch_op.create_index(batch_op.f("ix_job_status"), ["status"], unique=False)

    with op.batch_alter_table("expert", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("unit_phone", sa.String(length=120), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("fax", sa.String(length=120), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("postcode", sa.String(length=120), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("employment_note", sa.String(length=120), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("recommended_by_id", sa.Integer(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_expert_recommended_by_id"), ["recommended_by_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_expert_recommended_by_id"), "section", ["recommended_by_id"], ["id"]
        )

    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.add_column(sa.Column("objection_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("announcement_id", sa.Integer(), nullable=True))
        batch_op.alter_column("account_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_index(
            batch_op.f("ix_stored_file_announcement_id"), ["announcement_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_stored_file_objection_id"), ["objection_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_stored_file_announcement_id"),
            "announcement",
            ["announcement_id"],
            ["id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_stored_file_objection_id"), "objection", ["objection_id"], ["id"]
        )


def downgrade():
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_stored_file_objection_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_stored_file_announcement_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_stored_file_objection_id"))
        batch_op.drop_index(batch_op.f("ix_stored_file_announcement_id"))
        batch_op.alter_column("account_id", existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_column("announcement_id")
        batch_op.drop_column("objection_id")

    with op.batch_alter_table("expert", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_expert_recommended_by_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_expert_recommended_by_id"))
        batch_op.drop_column("recommended_by_id")
        batch_op.drop_column("employment_note")
        batch_op.drop_column("postcode")
        batch_op.drop_column("fax")
        batch_op.drop_column("unit_phone")

    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_job_status"))
        batch_op.drop_index(batch_op.f("ix_job_matter"))
        batch_op.drop_index(batch_op.f("ix_job_kind"))
        batch_op.drop_index(batch_op.f("ix_job_account_id"))

    op.drop_table("job")
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attachment_application_id"))

    op.drop_table("attachment")
    op.drop_table("archive_package")
    with op.batch_alter_table("objection", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_objection_state"))
        batch_op.drop_index(batch_op.f("ix_objection_notice_id"))

    op.drop_table("objection")
    with op.batch_alter_table("roster_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_roster_item_proposal_id"))
        batch_op.drop_index(batch_op.f("ix_roster_item_expert_id"))
        batch_op.drop_index(batch_op.f("ix_roster_item_application_id"))

    op.drop_table("roster_item")
    op.drop_table("vetting_line")
    with op.batch_alter_table("sheet_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sheet_line_sheet_id"))
        batch_op.drop_index(batch_op.f("ix_sheet_line_application_id"))

    op.drop_table("sheet_line")
    with op.batch_alter_table("section_opinion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_section_opinion_section_id"))
        batch_op.drop_index(batch_op.f("ix_section_opinion_application_id"))

    op.drop_table("section_opinion")
    with op.batch_alter_table("application_edition", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_application_edition_application_id"))

    op.drop_table("application_edition")
    with op.batch_alter_table("review_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_item_review_id"))
        batch_op.drop_index(batch_op.f("ix_review_item_expert_id"))

    op.drop_table("review_item")
    with op.batch_alter_table("recommendation_sheet", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recommendation_sheet_state"))
        batch_op.drop_index(batch_op.f("ix_recommendation_sheet_section_id"))
        batch_op.drop_index(batch_op.f("ix_recommendation_sheet_intake_id"))

    op.drop_table("recommendation_sheet")
    with op.batch_alter_table("public_notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_public_notice_state"))
        batch_op.drop_index(batch_op.f("ix_public_notice_proposal_id"))

    op.drop_table("public_notice")
    with op.batch_alter_table("group_opinion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_opinion_proposal_id"))

    op.drop_table("group_opinion")
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_application_state"))
        batch_op.drop_index(batch_op.f("ix_application_section_id"))
        batch_op.drop_index(batch_op.f("ix_application_owner_id"))
        batch_op.drop_index(batch_op.f("ix_application_name"))
        batch_op.drop_index(batch_op.f("ix_application_intake_id"))
        batch_op.drop_index(batch_op.f("ix_application_id_number_lookup"))
        batch_op.drop_index(batch_op.f("ix_application_expert_id"))

    op.drop_table("application")
    with op.batch_alter_table("proposed_roster", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proposed_roster_state"))

    op.drop_table("proposed_roster")
    with op.batch_alter_table("lead_section", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lead_section_section_id"))

    op.drop_table("lead_section")
    with op.batch_alter_table("intake_cycle", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_intake_cycle_state"))

    op.drop_table("intake_cycle")
    with op.batch_alter_table("annual_review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_annual_review_state"))
        batch_op.drop_index(batch_op.f("ix_annual_review_section_id"))

    op.drop_table("annual_review")
