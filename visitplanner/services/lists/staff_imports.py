"""Bringing the staff list in: names, ranks, skills, townships, days away, visits a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.texts import name_key
from visitplanner.domain.lists.staff_import import STAFF_FIELDS, StaffLine, judge_staff, same_person
from visitplanner.domain.lists.tables import ColumnMap, Fault, Judged, Table
from visitplanner.domain.staff.staff import PEOPLE, Person
from visitplanner.services.core.outcome import Outcome
from visitplanner.services.core.work import Work
from visitplanner.services.lists.imports import (
    ImportReport,
    OnDuplicate,
    RowsRefused,
    Sheets,
    by_row,
    finished,
    remember,
    told_of,
    understood,
)

KEPT_ALREADY = said("This person is kept already.")
KEPT_OTHERWISE = said("This person is kept already and the list says something else; nothing was taken over.")


@dataclass(frozen=True)
class ReadStaff:
    """What importing these sheets would do; the preview of the import."""

    sheets: Sheets
    on_duplicate: OnDuplicate = OnDuplicate.SKIP

    def answer(self, work: Work) -> ImportReport[StaffLine]:
        table, mapping = understood(work, self.sheets, STAFF_FIELDS)
        kept = {name_key(person.name): person for person in work.shelf(PEOPLE).find()}
        return _against_kept(table, mapping, judge_staff(table, mapping), kept, self.on_duplicate)


@dataclass(frozen=True)
class ImportStaff:
    """Write a staff list. Raises `RowsRefused` when a row is refused, unless `skip_rejected`."""

    BACKED_UP_FIRST: ClassVar[int] = 0

    sheets: Sheets
    skip_rejected: bool = False
    on_duplicate: OnDuplicate = OnDuplicate.SKIP

    def carry_out(self, work: Work) -> Outcome[ImportReport[StaffLine]]:
        report = ReadStaff(self.sheets, self.on_duplicate).answer(work)
        if report.rejected and not self.skip_rejected:
            raise RowsRefused(report)
        work.shelf(PEOPLE).add_all([line.person for line in report.new])
        for line in report.updates:
            work.shelf(PEOPLE).change(line.person)
        remember(work, self.sheets, report.table, report.mapping, STAFF_FIELDS)
        return finished(work, report)


def _against_kept(
    table: Table, mapping: ColumnMap, judged: Judged[StaffLine], kept: dict[str, Person], on_duplicate: OnDuplicate
) -> ImportReport[StaffLine]:
    new: list[StaffLine] = []
    updates: list[StaffLine] = []
    duplicates, rejected, warnings = list(judged.duplicates), list(judged.rejected), list(judged.warnings)
    for line in judged.lines:
        before = kept.get(name_key(line.person.name))
        fault = Fault(line.row, mapping.heading("name"), line.person.name, KEPT_ALREADY)
        if before is None:
            new.append(line)
        elif same_person(before, line.person):
            duplicates.append(fault)
        elif on_duplicate is OnDuplicate.UPDATE:
            updates.append(
                replace(line, person=replace(line.person, id=before.id, version=before.version, leaves_on=before.leaves_on))
            )
        elif on_duplicate is OnDuplicate.REFUSE:
            rejected.append(fault)
        else:
            duplicates.append(fault)
            warnings.append(replace(fault, reason=KEPT_OTHERWISE))
    return ImportReport(
        table,
        mapping,
        judged.rows,
        tuple(new),
        tuple(updates),
        by_row(duplicates),
        by_row(rejected),
        by_row(warnings),
        judged.repairs,
        judged.passed,
        (*told_of(table, mapping), *_without_skills(mapping, judged)),
    )


def _without_skills(mapping: ColumnMap, judged: Judged[StaffLine]) -> tuple[Message, ...]:
    """What holds where a list has no column of skills."""
    if mapping.gives("skills"):
        return ()
    able = sum(1 for line in judged.lines if line.person.skills)
    return (
        said(
            "The list has no column of skills: {able} of {count} people have those their department names; the others have none "
            "and are never sent along where a visit needs 業務 or 電務.",
            able=able,
            count=len(judged.lines),
        ),
    )
