"""What is said of a load that was read: what was mended, what is open, and what makes it look like another load."""

from __future__ import annotations

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.loads.plausibility import strange_in
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.exchange.loads.clock import QUARTER
from visitplanner.services.loads.loads import LoadFindings


def told_of(findings: LoadFindings, load: Load, taken: tuple[str, ...], left: tuple[str, ...]) -> tuple[Message, ...]:
    """Every finding as a sentence; taken, left: headings of the columns."""
    return (*_columns(taken, left), *_mended(findings), *_open(findings, load), *strange_in(load))


def _columns(taken: tuple[str, ...], left: tuple[str, ...]) -> list[Message]:
    if not left or not taken:
        return []
    names = {"taken": "、".join(taken), "left": "、".join(left)}
    return [said("The values come from the column {taken}; not taken: {left}.", **names)]


def _mended(findings: LoadFindings) -> list[Message]:
    told: list[Message] = []
    if findings.register:
        told.append(said("The file holds a meter's running register; the differences from reading to reading were taken."))
    if findings.gathered:
        told.append(said("The values of {minutes} minutes were gathered into quarters of an hour.", minutes=findings.gathered))
    if findings.snapped:
        told.append(
            said("All times stood {minutes} minutes beside the quarters of an hour and were moved.", minutes=findings.snapped)
        )
    if findings.passed:
        told.append(said("{count} rows are no data (sums, notes, signatures) and were passed over.", count=findings.passed))
    if findings.doubled:
        told.append(said("{count:,} rows came twice with the same value; one of each was kept.", count=findings.doubled))
    if findings.conflicting:
        told.append(said("{count:,} rows repeat a time with another value; the first was kept.", count=findings.conflicting))
    if findings.clock_shifted:
        told.append(said("{count:,} rows were in summer time and were moved back one hour.", count=findings.clock_shifted))
    return told


def _open(findings: LoadFindings, load: Load) -> list[Message]:
    told: list[Message] = []
    if findings.interval_minutes > QUARTER:
        told.append(
            said(
                "The file has one value in {minutes} minutes: the highest demand of a quarter of an hour is understated.",
                minutes=findings.interval_minutes,
            )
        )
    if findings.errors:
        told.append(said("{count:,} cells show a spreadsheet's error and are left open.", count=findings.errors))
    if load.missing_count:
        told.append(said("{count:,} quarters of an hour have no reading and are left open.", count=load.missing_count))
    return told
