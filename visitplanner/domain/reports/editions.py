"""Issued half-year reports: frozen as they were, corrected only by a further edition that names what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from visitplanner.domain.core.kinds import Kind
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.planning.year.approvals import Signable
from visitplanner.domain.reports.half_year import HalfYearReport, ItemResult, ReportLine


@dataclass(frozen=True, slots=True)
class ReportChange:
    """A field in which two editions differ. clause: of the item, empty for the heading. before, after: what it said, nothing
    where it was not there or is no more."""

    clause: str
    what: Message
    before: Message
    after: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfYearEdition(Signable):
    """A report as it was issued. edition: 1 for the first of a half. reason: why it was corrected, empty for the first."""

    year: int
    half: int
    edition: int
    issued_on: dt.date
    issued_by: str
    report: HalfYearReport
    reason: str = ""
    changes: tuple[ReportChange, ...] = ()


def changes_between(before: HalfYearReport, after: HalfYearReport) -> tuple[ReportChange, ...]:
    """Field by field what a later report says otherwise; the day it was made is no difference."""
    return (*_of_heading(before, after), *_of_items(before, after))


def _of_heading(before: HalfYearReport, after: HalfYearReport) -> Iterator[ReportChange]:
    fields = (
        (said("Office"), before.office, after.office),
        (said("Title of the plan"), before.title, after.title),
        (said("Document it rests on"), before.document, after.document),
        (said("Preamble"), before.reason, after.reason),
        (said("Counted until"), before.as_of, after.as_of),
    )
    yield from (ReportChange("", what, _told(was), _told(now)) for what, was, now in fields if was != now)
    answers = {str(one.question): one for one in before.answers}
    for one in after.answers:
        old = answers.get(str(one.question))
        if old is None or str(old.answer) != str(one.answer):
            yield ReportChange("", one.question, old.answer if old else _told(""), one.answer)


def _of_items(before: HalfYearReport, after: HalfYearReport) -> Iterator[ReportChange]:
    old, new = ({item.clause: item for item in report.items} for report in (before, after))
    for clause in {**old, **new}:
        was, now = old.get(clause), new.get(clause)
        if was is None or now is None:
            texts = _told(was.text if was else ""), _told(now.text if now else "")
            yield ReportChange(clause, said("Concrete measure"), *texts)
        else:
            yield from _of_item(was, now)


def _of_item(was: ItemResult, now: ItemResult) -> Iterator[ReportChange]:
    fields = (
        (said("Service"), was.content, now.content),
        (said("Strategy"), was.strategy, now.strategy),
        (said("Concrete measure"), was.text, now.text),
        (said("Dept. in charge"), was.departments, now.departments),
        (said("Span"), was.span, now.span),
        (said("Result in words"), was.words, now.words),
    )
    yield from (ReportChange(now.clause, what, _told(old), _told(new)) for what, old, new in fields if old != new)
    old_lines, new_lines = ({line.key: line for line in item.lines} for item in (was, now))
    for key, line in {**old_lines, **new_lines}.items():
        yield from _of_line(now.clause, line, old_lines.get(key), new_lines.get(key))


def _of_line(clause: str, line: ReportLine, was: ReportLine | None, now: ReportLine | None) -> Iterator[ReportChange]:
    what = said("{name} {title}", name=line.named, title=line.title) if line.named else line.title
    before, after = amount_text(was), amount_text(now)
    if before != after:
        yield ReportChange(clause, what, _told(before), _told(after))
        return
    old, new = _names(was), _names(now)
    gone, come = ("、".join(sorted({name for name, _day in part})) for part in (old - new, new - old))
    if gone or come:
        yield ReportChange(clause, said("Names behind: {what}", what=what), _told(gone), _told(come))


def _told(value: object) -> Message:
    """A text or a day as it is kept of a change."""
    return Message("{value}", {"value": value})


def _names(line: ReportLine | None) -> set[tuple[str, dt.date | None]]:
    return {(one.name, one.day) for one in line.names} if line is not None else set()


def amount_text(line: ReportLine | None) -> str:
    """A figure as digits, out of how many; a dash for one that is not known, empty for none."""
    if line is None:
        return ""
    if line.amount is None:
        return "—"
    whole = f"{line.amount / 10**line.places:,.{line.places}f}"
    return whole if line.of is None else f"{whole} / {line.of:,}"


HALF_YEAR_REPORTS = Kind(
    name="half_year_reports",
    record=HalfYearEdition,
    noun=said("an issued half-year report"),
    label=lambda one: said(
        "edition {edition} of the report on half {half} of {year}", edition=one.edition, half=one.half, year=one.year
    ),
    order=("year", "half", "edition"),
)
