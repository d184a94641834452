"""One module a table group. Import this package to have every table mapped."""

from models.tables.account import Account, Holding, Section
from models.tables.announcement import Announcement
from models.tables.assignment import Assignment, ServiceRecord, TaskReport
from models.tables.base import Base
from models.tables.budget import BudgetEntry, BudgetLine
from models.tables.calendar import CalendarYear, SpecialDay
from models.tables.certificate import Certificate
from models.tables.change import Change
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
from models.tables.event import Event, RegisterHead
from models.tables.expert import Absence, Expert, ExpertSpecialty, FormerEmployment, Interest
from models.tables.file import StoredFile
from models.tables.notice import Notice
from models.tables.setting import Setting, Specialty, TaxonomyEdition
from models.tables.signature import Signature
from models.tables.unit import Unit

__all__ = [
    "Absence", "Account", "Announcement", "Assignment", "BallotBox", "Base", "BudgetEntry",
    "BudgetLine", "CalendarYear", "Certificate", "Change", "Contribution", "Dispatch", "Draw",
    "Election", "ElectionLot", "Event", "Expert", "ExpertSpecialty", "FormerEmployment",
    "GroupOfficer", "Holding", "Interest", "LotContribution", "Nomination", "Notice", "Officer",
    "RegisterHead", "Seat", "Section", "ServiceRecord", "Setting", "Signature", "SpecialDay",
    "Specialty", "StoredFile", "TaskReport", "TaxonomyEdition", "Unit", "Voter",
]  # fmt: skip
