"""The year on paper: counts against what is usual, what is made up for after the year named, long lists on further pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from tests.builders import Keep, SmallOffice, person
from tests.documents.pdf import read
from visitplanner import bootstrap
from visitplanner.documents.year_sheet import write_year
from visitplanner.domain.staff.staff import Rank, Skill
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.i18n import language
from visitplanner.services.papers.year_sheets import YearSheetFor
from visitplanner.store.office import SqlOffice, create_office

FEBRUARY = dt.date(2026, 2, 2)


def office_with(folder: Path, small: SmallOffice, members: int) -> SqlOffice:
    """Four visits in February, one after the year, and so many people who could go along."""
    folder.mkdir()
    office = create_office(folder, "", demonstration=True, known=bootstrap.known(), today=lambda: dt.date(2026, 1, 16))
    small.keep(office)
    others = [person(f"業務{number:03}", Rank.STAFF, Skill.BUSINESS) for number in range(members)]
    visits = [small.visit(day=FEBRUARY + dt.timedelta(days=n), ordinal=n + 1) for n in range(4)]
    late = small.visit(subject_kind=SubjectKind.GROUP, subject_id=small.group.id, day=dt.date(2027, 1, 12), member_ids=())
    office.do(Keep((*(("people", one) for one in others), *(("visits", one) for one in (*visits, late)))))
    return office


def test_the_months_carry_their_counts_and_what_is_late_stands_apart(tmp_path: Path) -> None:
    small = SmallOffice()
    office = office_with(tmp_path / "office", small, 0)
    sheet = office.ask(YearSheetFor(2026))
    assert (sheet.whole.count, sheet.late) == (4, 1)
    assert sheet.whole.loads[1].too_full
    assert write_year(sheet, tmp_path / "year.pdf", language()) == 1
    (page,) = read(tmp_path / "year.pdf")
    assert "4▲" in page.solid and "另有1次於年度後補訪" in page.solid
    office.close()


def test_many_people_go_on_over_the_page_with_their_head(tmp_path: Path) -> None:
    small = SmallOffice()
    office = office_with(tmp_path / "office", small, 60)
    sheet = office.ask(YearSheetFor(2026, demonstration=True))
    pages = write_year(sheet, tmp_path / "year.pdf", language("en"))
    read_pages = read(tmp_path / "year.pdf")
    assert pages == len(read_pages) > 1
    assert "Whogoesalong" in read_pages[1].solid and "業務059" in "".join(page.solid for page in read_pages)
    assert write_year(replace(sheet), tmp_path / "again.pdf", language("en")) == pages
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "year.pdf").read_bytes()
    office.close()
