"""The office's own settings at their bounds, and the staff list as it is brought in with or without its refused rows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.builders import TODAY, SmallOffice
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.lists.staff_import import STAFF_FIELDS
from visitplanner.domain.lists.tables import Table
from visitplanner.domain.staff.staff import Rank
from visitplanner.services.lists.imports import ImportReport, OnDuplicate, RowsRefused, Sheets
from visitplanner.services.lists.refused_rows import refused_rows
from visitplanner.services.lists.staff_imports import ImportStaff, ReadStaff
from visitplanner.services.office.office_settings import ChangeOfficeSettings, OfficeSettings, OfficeSettingsInForce
from visitplanner.services.staff.staff import ChangePerson, StaffList
from visitplanner.store.office import SqlOffice


@pytest.mark.parametrize("days", [1, 60])
@pytest.mark.parametrize("name", ["", "長" * 40, "  " + "長" * 40 + "  "])
def test_the_shortest_and_the_longest_are_kept(office: SqlOffice, days: int, name: str) -> None:
    done = office.do(ChangeOfficeSettings(OfficeSettings(name, days)))
    assert office.ask(OfficeSettingsInForce()) == done.value == OfficeSettings(name.strip(), days)
    assert done.undo is not None
    office.do(done.undo)
    assert office.ask(OfficeSettingsInForce()) == OfficeSettings()


@pytest.mark.parametrize(
    ("settings", "field"),
    [(OfficeSettings("短", 61), "reply_within"), (OfficeSettings("短", -1), "reply_within"), (OfficeSettings("長" * 41), "name")],
)
def test_beyond_either_is_refused_and_nothing_is_kept(office: SqlOffice, settings: OfficeSettings, field: str) -> None:
    office.do(ChangeOfficeSettings(OfficeSettings("台北南區營業處", 5)))
    with pytest.raises(Refused) as caught:
        office.do(ChangeOfficeSettings(settings))
    assert caught.value.field == field and caught.value.mend is not None
    assert office.ask(OfficeSettingsInForce()) == OfficeSettings("台北南區營業處", 5)


# -- the staff list -----------------------------------------------------------------------------------------------

HEADER = ("姓名", "職級", "專業", "行政區")
GOOD, BAD = ("王小明", "經理", "業務", "新店區"), ("李小華", "總統", "業務", "")


def sheets(*rows: tuple[str, ...]) -> Sheets:
    return Sheets((Table("人員", (HEADER, *rows), source="staff.csv"),))


def do(office: SqlOffice, *rows: tuple[str, ...], **more: Any) -> ImportReport[Any]:
    return office.do(ImportStaff(sheets(*rows), **more)).value


def ranks(office: SqlOffice) -> dict[str, Rank]:
    return {row.person.name: row.person.rank for row in office.ask(StaffList())}


def test_nobody_comes_in_while_a_row_is_refused_unless_it_is_left_out(office: SqlOffice) -> None:
    with pytest.raises(RowsRefused) as caught:
        do(office, GOOD, BAD)
    assert ranks(office) == {} and [fault.row for fault in caught.value.report.rejected] == [3]
    report = do(office, GOOD, BAD, skip_rejected=True)
    assert ranks(office) == {"王小明": Rank.MANAGER} and (len(report.new), len(report.rejected)) == (1, 1)
    assert do(office, GOOD).duplicates and do(office, GOOD, skip_rejected=True).new == ()


@pytest.mark.parametrize(
    ("on", "rank", "rows"),
    [
        (OnDuplicate.SKIP, Rank.MANAGER, "duplicates"),
        (OnDuplicate.UPDATE, Rank.DIRECTOR, "updates"),
        (OnDuplicate.REFUSE, Rank.MANAGER, "rejected"),
    ],
)
def test_somebody_who_is_kept_otherwise_is_what_one_chose(office: SqlOffice, on: OnDuplicate, rank: Rank, rows: str) -> None:
    do(office, GOOD)
    report = do(office, ("王 小明", "處長", "業務", "新店區"), on_duplicate=on, skip_rejected=True)
    assert ranks(office) == {"王小明" if on is not OnDuplicate.UPDATE else next(iter(ranks(office))): rank}
    assert [len(getattr(report, each)) for each in ("new", rows)] == [0, 1]
    assert len(report.warnings) == (on is OnDuplicate.SKIP)


def test_an_update_leaves_the_last_day_of_service(office: SqlOffice, small: SmallOffice) -> None:
    office.do(ChangePerson(replace(small.manager, version=1, leaves_on=TODAY)))
    do(office, ("王經理", "處長", "業務", ""), on_duplicate=OnDuplicate.UPDATE)
    (kept,) = (row.person for row in office.ask(StaffList()) if row.person.id == small.manager.id)
    assert (kept.rank, kept.leaves_on) == (Rank.DIRECTOR, TODAY)


def test_refused_rows_go_out_with_their_reasons_and_come_in_again_as_they_are(office: SqlOffice) -> None:
    report = office.ask(ReadStaff(sheets(GOOD, BAD, ("", "經理", "業務", ""), ("林大文", "課長", "業務"))))
    out = refused_rows(report, STAFF_FIELDS, str)
    assert [row[: len(HEADER)] for row in out[1:]] == [BAD, ("", "經理", "業務", "")]
    assert all(len(row) == len(out[0]) == len(HEADER) + 1 and row[-1] for row in out[1:])
    assert "職級" in out[1][-1]
    again = office.ask(ReadStaff(Sheets((Table("人員", out, source="refused.csv"),))))
    assert [(fault.row, fault.column) for fault in again.rejected] == [
        (2 + n, fault.column) for n, fault in enumerate(report.rejected)
    ]
    twice = refused_rows(again, STAFF_FIELDS, str)
    assert [len(row) for row in twice] == [len(HEADER) + 1] * 3, "the column of reasons is not taken along"
