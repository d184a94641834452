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


DISMISSAL_GROUNDS = sa.Enum(
    "own_wish", "unable", "declines", "crime", "false_opinion", "incompetent", "abuse", "bribery",
    "credit", "other", name="dismissalground", native_enum=False, length=32,
)  # fmt: skip
DISMISSAL_STATES = sa.Enum(
    "proposed", "hearing", "heard", "concluded", "decided", "dismissed", "overturned", "kept",
    "set_aside", "stopped", name="state", native_enum=False, length=32,
)  # fmt: skip
COMMENDATION_KINDS = sa.Enum(
    "praise", "criticism", "circular", "transfer",
    name="commendationkind", native_enum=False, length=32,
)  # fmt: skip
COMMENDATION_GROUNDS = sa.Enum(
    "hazard", "prevention", "containment", "rescue", "outstanding", "unfit", "unlawful",
    "against_rules", "breach", name="commendationground", native_enum=False, length=32,
)  # fmt: skip
COMMENDATION_STATES = sa.Enum(
    "proposed", "approved", "issued", "refused", "withdrawn",
    name="state", native_enum=False, length=32,
)  # fmt: skip
_DISMISSING = {
    "dismissal": ("expert_id", "section_id", "state", "year"),
    "commendation": ("expert_id", "issued_on", "kind", "section_id", "state", "year"),
}
_WITH_FILES = ("dismissal", "dismissal_statement", "commendation")


REIMBURSEMENT_STATES = sa.Enum(
    "compiling", "submitted", "endorsed", "checked", "reviewed", "approved", "paid", "returned",
    "discarded", name="state", native_enum=False, length=32,
)  # fmt: skip


def _term(name: str, *codes: str) -> sa.Enum:
    return sa.Enum(*codes, name=name, native_enum=False, length=32)


_REPORTING = {
    "integrity_report": ("expert_id", "state", "year"),
    "integrity_bar": ("account_lookup", "report_id"),
    "report_message": ("report_id",),
    "report_hearing": ("expert_id",),
}
_REPORTED_WITH_FILES = ("integrity_report", "report_message", "report_hearing")


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
    # Dismissal, with what the expert said of it; commendations and penalties.
    op.create_table(
        "dismissal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("expert_id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=True),
        sa.Column("ground", DISMISSAL_GROUNDS, nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("facts_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("is_breach", sa.Boolean(), nullable=False),
        sa.Column("measure", sa.String(length=120), nullable=False),
        sa.Column("trigger", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposer_id", sa.Integer(), nullable=True),
        sa.Column("opener_id", sa.Integer(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("recommends", sa.Boolean(), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("concluder_id", sa.Integer(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decider_id", sa.Integer(), nullable=True),
        sa.Column("document_no", sa.String(length=120), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("state", DISMISSAL_STATES, nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_dismissal_{column}"))
            for column, target in (
                ("concluder_id", "account.id"), ("decider_id", "account.id"),
                ("expert_id", "expert.id"), ("opener_id", "account.id"),
                ("proposer_id", "account.id"), ("section_id", "section.id"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dismissal")),
        sa.UniqueConstraint("year", "serial", name=op.f("uq_dismissal_year_serial")),
    )  # fmt: skip
    op.create_table(
        "dismissal_statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dismissal_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_waived", sa.Boolean(), nullable=False),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dismissal_id"], ["dismissal.id"], name=op.f("fk_dismissal_statement_dismissal_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dismissal_statement")),
        sa.UniqueConstraint("dismissal_id", name=op.f("uq_dismissal_statement_dismissal_id")),
    )
    op.create_table(
        "commendation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("expert_id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=True),
        sa.Column("kind", COMMENDATION_KINDS, nullable=False),
        sa.Column("ground", COMMENDATION_GROUNDS, nullable=False),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("measure", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposer_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("document_no", sa.String(length=120), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("state", COMMENDATION_STATES, nullable=False),
        sa.ForeignKeyConstraint(
            ["expert_id"], ["expert.id"], name=op.f("fk_commendation_expert_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposer_id"], ["account.id"], name=op.f("fk_commendation_proposer_id")
        ),
        sa.ForeignKeyConstraint(
            ["section_id"], ["section.id"], name=op.f("fk_commendation_section_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commendation")),
        sa.UniqueConstraint("year", "serial", name=op.f("uq_commendation_year_serial")),
    )
    for table, columns in _DISMISSING.items():
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    for owner in _WITH_FILES:
        op.create_table(
            f"{owner}_file",
            sa.Column(f"{owner}_id", sa.Integer(), nullable=False),
            sa.Column("file_id", sa.Integer(), nullable=False),
            sa.ForeignKeyConstraint(
                [f"{owner}_id"], [f"{owner}.id"], name=op.f(f"fk_{owner}_file_{owner}_id")
            ),
            sa.ForeignKeyConstraint(
                ["file_id"], ["stored_file.id"], name=op.f(f"fk_{owner}_file_file_id")
            ),
            sa.PrimaryKeyConstraint(f"{owner}_id", "file_id", name=op.f(f"pk_{owner}_file")),
            sa.UniqueConstraint("file_id", name=op.f(f"uq_{owner}_file_file_id")),
        )
    # Reimbursement and payment.
    op.create_table(
        "bank_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("expert_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=400), nullable=False),
        sa.Column("number_lookup", sa.String(length=64), nullable=False),
        sa.Column("tail", sa.String(length=120), nullable=False),
        sa.Column("bank", sa.String(length=120), nullable=False),
        sa.Column("holder", sa.String(length=120), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["expert_id"], ["expert.id"], name=op.f("fk_bank_account_expert_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_bank_account_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_account")),
        sa.UniqueConstraint("expert_id", name=op.f("uq_bank_account_expert_id")),
        sa.UniqueConstraint("number_lookup", name=op.f("uq_bank_account_number_lookup")),
    )
    op.create_table(
        "reimbursement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("serial", sa.Integer(), nullable=True),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("handler_id", sa.Integer(), nullable=False),
        sa.Column("head_id", sa.Integer(), nullable=True),
        sa.Column("checker_id", sa.Integer(), nullable=True),
        sa.Column("reviewer_id", sa.Integer(), nullable=True),
        sa.Column("signer_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", REIMBURSEMENT_STATES, nullable=False),
        *[
            sa.ForeignKeyConstraint(
                [hand], ["account.id"], name=op.f(f"fk_reimbursement_{hand}")
            )
            for hand in ("handler_id", "head_id", "checker_id", "reviewer_id", "signer_id")
        ],
        sa.ForeignKeyConstraint(
            ["section_id"], ["section.id"], name=op.f("fk_reimbursement_section_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reimbursement")),
        sa.UniqueConstraint("year", "serial", name=op.f("uq_reimbursement_year_serial")),
    )
    for column in ("section_id", "month", "state"):
        op.create_index(op.f(f"ix_reimbursement_{column}"), "reimbursement", [column])
    op.create_table(
        "reimbursement_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reimbursement_id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("gross", sa.BigInteger(), nullable=False),
        sa.Column("tax", sa.BigInteger(), nullable=False),
        sa.Column("net", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "gross > 0 AND tax >= 0 AND net >= 0",
            name=op.f("ck_reimbursement_line_never_negative"),
        ),
        sa.CheckConstraint("gross = tax + net", name=op.f("ck_reimbursement_line_adds_up")),
        sa.ForeignKeyConstraint(
            ["reimbursement_id"],
            ["reimbursement.id"],
            name=op.f("fk_reimbursement_line_reimbursement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_reimbursement_line_assignment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reimbursement_line")),
        sa.UniqueConstraint(
            "reimbursement_id", "order", name=op.f("uq_reimbursement_line_reimbursement_id_order")
        ),
        sa.UniqueConstraint("assignment_id", name=op.f("uq_reimbursement_line_assignment_id")),
    )
    op.create_index(
        op.f("ix_reimbursement_line_reimbursement_id"), "reimbursement_line", ["reimbursement_id"]
    )
    op.create_table(
        "payment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("voucher", sa.String(length=120), nullable=False),
        sa.Column("bank", sa.String(length=120), nullable=False),
        sa.Column("tail", sa.String(length=120), nullable=False),
        sa.Column("is_standing", sa.Boolean(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.CheckConstraint(
            "(is_standing IS NULL) <> (returned_on IS NULL)",
            name=op.f("ck_payment_stands_or_returned"),
        ),
        sa.CheckConstraint(
            "is_standing IS NULL OR is_standing", name=op.f("ck_payment_one_standing")
        ),
        sa.CheckConstraint("paid_on <= returned_on", name=op.f("ck_payment_ordered")),
        sa.ForeignKeyConstraint(
            ["line_id"], ["reimbursement_line.id"], name=op.f("fk_payment_line_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_payment_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sa.UniqueConstraint("line_id", "is_standing", name=op.f("uq_payment_line_id_is_standing")),
    )
    op.create_index(op.f("ix_payment_line_id"), "payment", ["line_id"])
    # 年度考核.
    op.create_table(
        "annual_assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("formula", sa.JSON(), nullable=False),
        sa.Column("handler_id", sa.Integer(), nullable=True),
        sa.Column("document_no", sa.String(length=120), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("objections_until", sa.Date(), nullable=True),
        sa.Column("state", _term("state", "reckoned", "proposed", "checked", "decided", "told"),
                  nullable=False),
        sa.ForeignKeyConstraint(
            ["section_id"], ["section.id"], name=op.f("fk_annual_assessment_section_id")
        ),
        sa.ForeignKeyConstraint(
            ["handler_id"], ["account.id"], name=op.f("fk_annual_assessment_handler_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_assessment")),
        sa.UniqueConstraint("year", "section_id", name=op.f("uq_annual_assessment_year_section_id")),
    )  # fmt: skip
    op.create_index(op.f("ix_annual_assessment_year"), "annual_assessment", ["year"])
    op.create_index(op.f("ix_annual_assessment_section_id"), "annual_assessment", ["section_id"])
    op.create_index(op.f("ix_annual_assessment_state"), "annual_assessment", ["state"])
    grades = _term("assessmentgrade", "excellent", "qualified", "unqualified")
    op.create_table(
        "assessment_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("expert_id", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("rating", _term("creditrating", "A", "B", "C", "D"), nullable=False),
        sa.Column("computed", grades, nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("proposed", grades, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposer_id", sa.Integer(), nullable=True),
        sa.Column("decided", grades, nullable=True),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["annual_assessment.id"],
            name=op.f("fk_assessment_item_assessment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["expert_id"], ["expert.id"], name=op.f("fk_assessment_item_expert_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposer_id"], ["account.id"], name=op.f("fk_assessment_item_proposer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_item")),
        sa.UniqueConstraint(
            "assessment_id", "expert_id", name=op.f("uq_assessment_item_assessment_id_expert_id")
        ),
    )  # fmt: skip
    op.create_index(op.f("ix_assessment_item_assessment_id"), "assessment_item", ["assessment_id"])
    op.create_index(op.f("ix_assessment_item_expert_id"), "assessment_item", ["expert_id"])
    op.create_index(op.f("ix_assessment_item_decided"), "assessment_item", ["decided"])
    op.create_table(
        "assessment_objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("before", grades, nullable=False),
        sa.Column("proposed", grades, nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("handler_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", _term("objectionstate", "raised", "answered", "decided", "withdrawn"),
                  nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["assessment_item.id"], name=op.f("fk_assessment_objection_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["handler_id"], ["account.id"], name=op.f("fk_assessment_objection_handler_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_objection")),
        sa.UniqueConstraint("item_id", name=op.f("uq_assessment_objection_item_id")),
    )  # fmt: skip
    op.create_index(op.f("ix_assessment_objection_state"), "assessment_objection", ["state"])
    # 廉政举报: reports, who has nothing to do with them, messages, hearings.
    op.create_table(
        "integrity_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("code_lookup", sa.String(length=64), nullable=False),
        sa.Column("conduct", _term(
            "misconduct", "bribery", "promotion", "oppression", "leak", "false_opinion",
            "interference", "other",
        ), nullable=False),
        sa.Column("is_named", sa.Boolean(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("accept_by", sa.Date(), nullable=True),
        sa.Column("conclude_by", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("handler_id", sa.Integer(), nullable=True),
        sa.Column("expert_id", sa.Integer(), nullable=True),
        sa.Column(
            "unheard_ground", _term("unheardground", "transferred", "collusion"), nullable=True
        ),
        sa.Column("unheard_note", sa.Text(), nullable=True),
        sa.Column("findings", sa.Text(), nullable=True),
        sa.Column("referral", _term(
            "referral", "criticism", "circular", "assessment", "dismissal", "authorities",
        ), nullable=True),
        sa.Column("referral_document", sa.String(length=120), nullable=False),
        sa.Column("referred_on", sa.Date(), nullable=True),
        sa.Column("state", _term(
            "state", "received", "accepted", "upheld", "not_upheld", "groundless", "refused",
            "settled",
        ), nullable=False),
        sa.ForeignKeyConstraint(
            ["handler_id"], ["account.id"], name=op.f("fk_integrity_report_handler_id")
        ),
        sa.ForeignKeyConstraint(
            ["expert_id"], ["expert.id"], name=op.f("fk_integrity_report_expert_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_integrity_report")),
        sa.UniqueConstraint("code_lookup", name=op.f("uq_integrity_report_code_lookup")),
        sa.UniqueConstraint("year", "serial", name=op.f("uq_integrity_report_year_serial")),
    )  # fmt: skip
    op.create_table(
        "integrity_bar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("account_lookup", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["integrity_report.id"], name=op.f("fk_integrity_bar_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_integrity_bar")),
        sa.UniqueConstraint(
            "report_id", "account_lookup", name=op.f("uq_integrity_bar_report_id_account_lookup")
        ),
    )
    op.create_table(
        "report_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["integrity_report.id"], name=op.f("fk_report_message_report_id")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_report_message_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_message")),
    )
    op.create_table(
        "report_hearing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("expert_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_on_paper", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["report_id"], ["integrity_report.id"], name=op.f("fk_report_hearing_report_id")
        ),
        sa.ForeignKeyConstraint(
            ["expert_id"], ["expert.id"], name=op.f("fk_report_hearing_expert_id")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["account.id"], name=op.f("fk_report_hearing_asked_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_hearing")),
        sa.UniqueConstraint("report_id", name=op.f("uq_report_hearing_report_id")),
    )
    for table, columns in _REPORTING.items():
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    for owner in _REPORTED_WITH_FILES:
        op.create_table(
            f"{owner}_file",
            sa.Column(f"{owner}_id", sa.Integer(), nullable=False),
            sa.Column("file_id", sa.Integer(), nullable=False),
            sa.ForeignKeyConstraint(
                [f"{owner}_id"], [f"{owner}.id"], name=op.f(f"fk_{owner}_file_{owner}_id")
            ),
            sa.ForeignKeyConstraint(
                ["file_id"], ["stored_file.id"], name=op.f(f"fk_{owner}_file_file_id")
            ),
            sa.PrimaryKeyConstraint(f"{owner}_id", "file_id", name=op.f(f"pk_{owner}_file")),
            sa.UniqueConstraint("file_id", name=op.f(f"uq_{owner}_file_file_id")),
        )


def downgrade() -> None:
    for owner in _REPORTED_WITH_FILES:
        op.drop_table(f"{owner}_file")
    for table in ("report_hearing", "report_message", "integrity_bar", "integrity_report"):
        op.drop_table(table)
    op.drop_table("assessment_objection")
    op.drop_table("assessment_item")
    op.drop_table("annual_assessment")
    for table in ("payment", "reimbursement_line", "reimbursement", "bank_account"):
        op.drop_table(table)
    for owner in _WITH_FILES:
        op.drop_table(f"{owner}_file")
    for table in ("commendation", "dismissal_statement", "dismissal"):
        op.drop_table(table)
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
