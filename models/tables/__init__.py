"""One module a table group. Import this package to have every table mapped."""

from models.tables.account import Account, Holding, Section
from models.tables.advice import Advice
from models.tables.announcement import Announcement
from models.tables.application import Application, ApplicationEdition, Attachment
from models.tables.archive import ArchivePackage
from models.tables.assessment import AnnualAssessment, AssessmentItem, AssessmentObjection
from models.tables.assignment import Assignment, ServiceRecord, TaskReport
from models.tables.authenticator import Authenticator, RecoveryCode
from models.tables.bank_account import BankAccount
from models.tables.base import Base
from models.tables.briefing import BriefingText
from models.tables.budget import BudgetChange, BudgetEntry, BudgetLine
from models.tables.calendar import CalendarYear, SpecialDay
from models.tables.calendar_link import CalendarLink
from models.tables.certificate import Certificate
from models.tables.change import Change
from models.tables.commendation import Commendation
from models.tables.delegation import Delegation
from models.tables.delivery import Contact, Delivery, NoticeTemplate
from models.tables.destruction import Destruction
from models.tables.dismissal import Dismissal, DismissalStatement
from models.tables.dispatch import Dispatch, Officer, Seat
from models.tables.draw import Contribution, Draw
from models.tables.election import (
    BallotBox,
    Election,
    ElectionLot,
    GroupOfficer,
    LotContribution,
    Nomination,
    Voter,
)
from models.tables.emergency import EmergencyCall, EmergencyOrder
from models.tables.engagement import StandingEngagement
from models.tables.event import Event, RegisterHead
from models.tables.expert import Absence, Expert, ExpertSpecialty, FormerEmployment, Interest
from models.tables.expert_objection import (
    DeclineObjection,
    ExpertObjection,
    RatingObjection,
    RemovalObjection,
)
from models.tables.expert_wish import ExpertWish
from models.tables.fee import FeeStandard
from models.tables.feedback import Feedback, FeedbackInvitation, ReturnVisit
from models.tables.file import StoredFile
from models.tables.illness_proof import IllnessProof
from models.tables.ink_copy import InkCopy
from models.tables.intake import IntakeCycle
from models.tables.integrity import (
    IntegrityBar,
    IntegrityReport,
    ReportHearing,
    ReportMessage,
)
from models.tables.job import Job
from models.tables.meeting import (
    Consultation,
    GroupReport,
    Invitation,
    Meeting,
    Minutes,
    Plenary,
    Resolution,
)
from models.tables.notice import Notice
from models.tables.outsider import Outsider
from models.tables.profile_change import ProfileChange
from models.tables.proposal import GroupOpinion, ProposedRoster, RosterItem
from models.tables.protection import ProtectionItem
from models.tables.publicity import Objection, PublicNotice
from models.tables.reimbursement import Payment, Reimbursement, ReimbursementLine
from models.tables.report_draft import ReportDraft
from models.tables.resignation import Resignation
from models.tables.review import AnnualReview, ReviewItem
from models.tables.setting import LeadSection, Setting, Specialty, TaxonomyEdition
from models.tables.sheet import RecommendationSheet, SheetLine
from models.tables.signature import Signature
from models.tables.signed_paper import SignedPaper
from models.tables.signing_in import PastPassword, SignIn
from models.tables.signing_key import KeyReset, SigningKey
from models.tables.training import Attendance, TrainingItem, TrainingPlan, TrainingSession
from models.tables.unit import Unit
from models.tables.use_request import UseRequest
from models.tables.vetting import SectionOpinion, VettingLine

__all__ = [
    "Absence", "Account", "Advice", "Announcement", "AnnualAssessment", "AnnualReview",
    "Application", "ApplicationEdition", "ArchivePackage", "AssessmentItem", "AssessmentObjection",
    "Assignment", "Attachment", "Attendance", "Authenticator", "BallotBox", "BankAccount", "Base",
    "BriefingText", "BudgetChange", "BudgetEntry", "BudgetLine", "CalendarLink", "CalendarYear",
    "Certificate", "Change", "Commendation", "Consultation", "Contact", "Contribution",
    "DeclineObjection", "Delegation", "Delivery", "Destruction", "Dismissal", "DismissalStatement",
    "Dispatch", "Draw", "Election", "ElectionLot", "EmergencyCall", "EmergencyOrder", "Event",
    "Expert", "ExpertObjection", "ExpertSpecialty", "ExpertWish", "FeeStandard", "Feedback",
    "FeedbackInvitation", "FormerEmployment", "GroupOfficer", "GroupOpinion", "GroupReport",
    "Holding", "IllnessProof", "InkCopy", "IntakeCycle", "IntegrityBar", "IntegrityReport",
    "Interest", "Invitation", "Job", "KeyReset", "LeadSection", "LotContribution", "Meeting",
    "Minutes", "Nomination", "Notice", "NoticeTemplate", "Objection", "Officer", "Outsider",
    "PastPassword", "Payment", "Plenary", "ProfileChange", "ProposedRoster", "ProtectionItem",
    "PublicNotice", "RatingObjection", "RecommendationSheet", "RecoveryCode", "RegisterHead",
    "Reimbursement", "ReimbursementLine", "RemovalObjection", "ReportDraft", "ReportHearing",
    "ReportMessage", "Resignation", "Resolution", "ReturnVisit", "ReviewItem", "RosterItem", "Seat",
    "Section", "SectionOpinion", "ServiceRecord", "Setting", "SheetLine", "SignIn", "Signature",
    "SignedPaper", "SigningKey", "SpecialDay", "Specialty", "StandingEngagement", "StoredFile",
    "TaskReport", "TaxonomyEdition", "TrainingItem", "TrainingPlan", "TrainingSession", "Unit",
    "UseRequest", "VettingLine", "Voter",
]  # fmt: skip
