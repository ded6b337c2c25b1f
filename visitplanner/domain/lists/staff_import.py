"""From the rows of the staff list to people, or to the reason why a row is none."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.taiwan_dates import parse_date
from visitplanner.domain.core.texts import name_key, plain, tidy
from visitplanner.domain.lists import cells
from visitplanner.domain.lists.columns.vocabulary import STAFF_FIELDS
from visitplanner.domain.lists.moments import SERIAL, day_in
from visitplanner.domain.lists.reading import RowReader
from visitplanner.domain.lists.rows import sorted_rows
from visitplanner.domain.lists.tables import ColumnMap, Fault, Judged, Table
from visitplanner.domain.staff.staff import Absence, Person, Rank, Skill

__all__ = ("STAFF_FIELDS", "StaffLine", "absences_of", "judge_staff", "rank_of", "same_person", "skills_of")

RANK_WORDS = {
    Rank.DEPUTY_DIRECTOR: ("副處長", "業務副處長", "deputydirector"),
    Rank.DIRECTOR: ("處長", "director"),
    Rank.MANAGER: ("經理", "組長", "manager"),
    Rank.SUPERVISOR: (
        "課長",
        "股長",
        "主管",
        "基層主管",
        "supervisor",
        "sectionchief",
        "sectionhead",
        "chiefofsection",
        "teamlead",
    ),
    Rank.STAFF: (
        *(
            "專員",
            "職員",
            "課員",
            "組員",
            "科員",
            "辦事員",
            "業務員",
            "技術員",
            "工程師",
            "管理師",
            "助理",
            "主辦",
            "承辦",
            "雇員",
        ),
        *("雇員", "約僱人員", "約聘人員", "承辦人", "線路員"),
        *("staff", "specialist", "officer", "clerk", "engineer", "technician", "assistant", "associate", "representative"),
    ),
}
BELOW = re.compile(
    r"(?:副|助理|代理|deputy|assistant|acting|vice)(?=經理|組長|課長|股長|主管|manager|supervisor|section|teamlead)"
)
"""Before a title: not the rank itself, and which one below it holds is not told."""
SKILL_WORDS = {"業務": Skill.BUSINESS, "business": Skill.BUSINESS, "電務": Skill.TECHNICAL, "technical": Skill.TECHNICAL}
LIST_SIGNS = re.compile(r"[、,;/\s]+")
ANYWHERE = frozenset({"全區", "全部", "全轄區", "不限", "各區"})
"""No township, but all of them."""
PERIOD_SIGNS = re.compile(
    r"\s*[~〜～至到]\s*|\s+(?:to|until|-|–|—)\s+|(?<=\d)[–—](?=\d)|(?<=/\d)\s*-\s*(?=\d+/)|(?<=/\d\d)\s*-\s*(?=\d+/)"
)
ABSENCE_SIGNS = re.compile(r"[、,;\s]+")


@dataclass(frozen=True, slots=True)
class StaffLine:
    """One row of the list as a person. row: its spreadsheet row number."""

    row: int
    person: Person


def judge_staff(table: Table, mapping: ColumnMap) -> Judged[StaffLine]:
    """Every row under the header judged; a second row of one name is a duplicate if equal, else refused."""
    kept: dict[str, StaffLine] = {}
    rejected: list[Fault] = []
    duplicates: list[Fault] = []
    doubts: list[Fault] = []
    repairs: list[Fault] = []
    data, passed, notes = sorted_rows(table, mapping, "name")
    for row in data:
        one = RowReader(table, mapping, row)
        person = _read(one)
        if one.faults:
            rejected.extend(one.faults)
            continue
        earlier = kept.setdefault(name_key(person.name), StaffLine(row, person))
        if earlier.row == row:
            doubts.extend(one.doubts)
            repairs.extend(one.repairs)
            continue
        same = same_person(earlier.person, person)
        reason = _stands_already(table.place(earlier.row)) if same else _stands_otherwise(table.place(earlier.row))
        (duplicates if same else rejected).append(Fault(row, mapping.heading("name"), person.name, reason))
    lines = tuple(kept.values())
    return Judged(len(data), lines, tuple(rejected), tuple(duplicates), (*notes, *doubts), tuple(repairs), tuple(passed))


def _stands_already(row: int | str) -> Message:
    return said("This person stands in row {row} already.", row=row)


def _stands_otherwise(row: int | str) -> Message:
    return said(
        "Row {row} has the same name with other particulars; add what tells two people apart, such as “Wang (technical)”.",
        row=row,
    )


def same_person(one: Person, other: Person) -> bool:
    """The same particulars, whatever the id, the version and the last day of service, which no list names."""
    return replace(one, id=other.id, version=other.version, leaves_on=other.leaves_on) == other


def _read(one: RowReader) -> Person:
    """The person of a row; worth nothing when `one.faults` is not empty afterwards."""
    return Person(
        name=one.needed("name", _name, ""),
        rank=one.needed("rank", rank_of, Rank.STAFF),
        skills=_skills(one),
        department=cells.words(one.shown("department")),
        townships=one.needed("townships", townships_of, ()),
        absences=one.needed("away", absences_of, ()),
        visits_a_day=one.needed("visits_a_day", visits_a_day, 2),
        invented="虛構" in one.shown("notes"),
    )


def _skills(one: RowReader) -> frozenset[Skill]:
    """The skills of a row; in a list without such a column those its department names (業務課, 電務組)."""
    if one.mapping.gives("skills"):
        return one.needed("skills", skills_of, frozenset[Skill]())
    department = plain(one.raw("department")).casefold()
    return frozenset(skill for word, skill in SKILL_WORDS.items() if word in department)


def _name(text: str) -> str:
    name = cells.words(text)
    if not name:
        raise Refused(said("The person's name is missing."))
    return name


def rank_of(text: str) -> Rank:
    """The rank a title names; the longest word decides, so 業務副處長 is no 處長. Raises `Refused`."""
    shown = re.sub(r"[\W_]+", "", plain(text).casefold())
    if BELOW.search(shown):
        raise Refused(
            said(
                "“{title}” is not that rank itself; write the one that holds: 經理, 課長 or 專員.",
                title=tidy(text),
            )
        )
    for rank, titles in RANK_WORDS.items():
        if shown in titles or any(shown.endswith(title) for title in titles):
            return rank
    raise Refused(said("No rank is known by this title; the ranks are 處長, 副處長, 經理, 課長 and 專員."))


def skills_of(text: str) -> frozenset[Skill]:
    """業務, 電務, both or neither; raises `Refused` for anything else."""
    shown = "" if cells.is_nothing(text) else plain(text).casefold()
    found = frozenset(skill for word, skill in SKILL_WORDS.items() if word in shown)
    rest = LIST_SIGNS.sub("", re.sub("|".join(SKILL_WORDS), "", shown))
    if rest.strip("及和與+&."):
        raise Refused(said("A skill is 業務 or 電務."))
    return found


def townships_of(text: str) -> tuple[str, ...]:
    """Townships in the order given, without doubles; none means: goes anywhere."""
    names = [] if cells.is_nothing(text) else [name for name in LIST_SIGNS.split(plain(text)) if name and name not in ANYWHERE]
    return tuple(dict.fromkeys(names))


def absences_of(text: str) -> tuple[Absence, ...]:
    """Days away: `115/3/2`, `2026-07-13~2026-07-17`, `115/3/2-115/3/6`, several divided by `、` or `;`. Raises `Refused`."""
    if cells.is_nothing(text):
        return ()
    whole = day_in(text).value if ":" in text or SERIAL.fullmatch(plain(text)) else None
    if whole is not None:
        return (Absence(whole, whole),)
    found: list[Absence] = []
    for part in ABSENCE_SIGNS.split(PERIOD_SIGNS.sub("~", plain(text))):
        if part:
            first, *more = (parse_date(day) for day in part.split("~"))
            last = more[-1] if more else first
            if len(more) > 1 or last < first:
                raise Refused(said("“{text}” is no period from a first to a last day.", text=part))
            found.append(Absence(first, last))
    return tuple(sorted(found, key=lambda absence: (absence.first, absence.last)))


def visits_a_day(text: str) -> int:
    """1 or 2; 2 when nothing is said. Raises `Refused`."""
    number = 2 if cells.is_nothing(text) else cells.whole_number(text)
    if number not in (1, 2):
        raise Refused(said("There are one or two visits a day, in the morning and in the afternoon."))
    return number
