"""Lists of the settings: people, days off, closures, visits on days off, imports."""

from __future__ import annotations

import datetime as dt

from visitplanner.domain.core.messages import said
from visitplanner.domain.programme.programme import RANK_NAMES, SKILL_NAMES
from visitplanner.domain.staff.staff import Absence
from visitplanner.i18n import Language
from visitplanner.services.calendar.calendar import VisitOnDayOff
from visitplanner.services.core.work import ChangeSet
from visitplanner.services.staff.staff import StaffRow
from visitplanner.ui.core.chips import Chip, Shape
from visitplanner.ui.core.rows_model import NOTHING, Column
from visitplanner.ui.core.states import visit_chip
from visitplanner.ui.core.style import Tone

Day = tuple[dt.date, str]


def skills(row: StaffRow, language: Language) -> str:
    """What a person can lead a visit on."""
    return "、".join(language.say(SKILL_NAMES[skill]) for skill in sorted(row.person.skills)) or NOTHING


def away(row: StaffRow, language: Language) -> str:
    """Days away of the row's person, with the reasons."""
    return "、".join(_span(one, language) for one in row.person.absences) or NOTHING


def _span(one: Absence, language: Language) -> str:
    days = language.date(one.first) if one.first == one.last else f"{language.date(one.first)}–{language.date(one.last)}"
    return f"{days} {one.reason}".rstrip()


def import_state(change: ChangeSet, language: Language) -> Chip:
    """Whether an import is in force or was taken back."""
    if change.reverted_by is not None:
        return Chip(language.text("taken back"), Shape.STRUCK)
    return Chip(language.text("in force"), Shape.TICK, Tone.OK)


STAFF = (
    Column[StaffRow]("name", said("Name"), lambda row: row.person.name, width=84),
    Column[StaffRow](
        "rank", said("Rank"), lambda row: row.person.rank, lambda row, say: say.say(RANK_NAMES[row.person.rank]), 96
    ),
    Column[StaffRow]("skills", said("Skills"), lambda row: len(row.person.skills), skills, 84),
    Column[StaffRow]("department", said("Department"), lambda row: row.person.department, width=90, spare=2),
    Column[StaffRow](
        "townships",
        said("Townships in charge"),
        lambda row: row.person.townships,
        lambda row, _: "、".join(row.person.townships) or NOTHING,
        stretch=True,
        tip=lambda row, _: "、".join(row.person.townships),
    ),
    Column[StaffRow]("away", said("Days away"), lambda row: len(row.person.absences), away, 120, tip=away, spare=1),
    Column[StaffRow]("leads", said("Leads groups"), lambda row: row.leads, width=88, right=True, spare=3),
    Column[StaffRow]("cares", said("Looks after"), lambda row: row.looks_after, width=88, right=True),
)
DAYS = (
    Column[Day]("day", said("Day"), lambda day: day[0], lambda day, language: language.date(day[0], weekday=True), 130),
    Column[Day]("remark", said("What it is"), lambda day: day[1], stretch=True),
)
CLASHES = (
    Column[VisitOnDayOff](
        "day", said("Day"), lambda clash: clash.day, lambda clash, language: language.date(clash.day, weekday=True), 130
    ),
    Column[VisitOnDayOff](
        "subject", said("Customer"), lambda clash: clash.subject, stretch=True, tip=lambda clash, _: clash.subject
    ),
    Column[VisitOnDayOff]("remark", said("What it is"), lambda clash: clash.remark, width=130, spare=1),
    Column[VisitOnDayOff](
        "state", said("State"), lambda clash: clash.state.value, chip=lambda clash, say: visit_chip(clash.state, say), width=96
    ),
)
IMPORT_KINDS = {"ImportCustomers": said("customer list"), "ImportStaff": said("staff list"), "ImportLoad": said("load file")}


def import_kind(change: ChangeSet, language: Language) -> str:
    """What was imported."""
    name = IMPORT_KINDS.get(change.label)
    return language.say(name) if name else change.label


def import_counts(change: ChangeSet, language: Language) -> str:
    """How many records an import added and changed."""
    if "accepted" not in change.detail:
        return NOTHING
    new, updated = change.detail["accepted"], change.detail.get("updated", 0)
    return language.text("{new} new, {updated} changed", new=new, updated=updated)


def import_time(change: ChangeSet, language: Language) -> str:
    """When an import was made, by the clock of this computer."""
    local = change.at.astimezone()
    return f"{language.date(local.date())} {local:%H:%M}"


IMPORTS = (
    Column[ChangeSet](
        "at", said("When"), lambda change: change.at, import_time, 150
    ),
    Column[ChangeSet]("kind", said("What"), lambda change: change.label, import_kind, 130),
    Column[ChangeSet]("file", said("File"), lambda change: str(change.detail.get("file", "")), stretch=True),
    Column[ChangeSet]("counts", said("Rows"), lambda change: int(change.detail.get("accepted", 0)), import_counts, 170),
    Column[ChangeSet]("state", said("State"), lambda change: change.reverted_by is not None, chip=import_state, width=110),
)  # fmt: skip
