"""拟聘专家 · what the roster takes over from an application when its person is appointed."""

from models.operations.particulars import Particulars
from models.rules.annex_2_gaps import number_in
from models.rules.gb_11643 import IdNumber
from models.tables import Application
from models.vocabulary import Employment

# Entries of Annex 2 that go onto the roster as they were written.
_AS_WRITTEN = (
    "mobile", "home_phone", "work_phone", "unit_phone", "fax", "postcode", "email",
    "employment_note", "department", "title", "school", "degree", "major", "qualification",
    "field", "resume", "publications", "awards", "achievements",
)  # fmt: skip


def particulars_of_application(application: Application) -> Particulars:
    """Of an application that was handed in, and so has every entry the roster asks for. The
    grounds on which a condition was relaxed go with it (Art. 5(4), (6))."""
    entries, route = application.entries, application.route
    if route is None:
        raise ValueError(f"{application.matter} was handed in without a condition")
    return Particulars(
        name=application.name,
        id_number=IdNumber.parse(entries["id_number"]),
        employer=application.employer,
        specialties=tuple(application.specialty_codes),
        grade=route.grade,
        employment=Employment(entries.get("employment") or Employment.SERVING),
        years=number_in(entries.get("years", "")),
        age_relaxation=entries.get("age_relaxation", ""),
        **{name: entries.get(name, "") for name in _AS_WRITTEN},
    )
