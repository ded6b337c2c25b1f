"""A calendar as iCalendar (RFC 5545), for Outlook and telephones: each entry with a stable UID and a rising SEQUENCE."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.customers.customers import account_printed
from visitplanner.domain.visits.visits import VisitState
from visitplanner.i18n import Language
from visitplanner.services.exports.visit_calendars import CalendarEntry, VisitCalendar

ZONE = ZoneInfo("Asia/Taipei")
STATUS = {
    VisitState.SUGGESTED: "TENTATIVE",
    VisitState.TENTATIVE: "TENTATIVE",
    VisitState.CANCELLED: "CANCELLED",
}
COMPARED = ("SEQUENCE", "SUMMARY", "LOCATION", "DESCRIPTION", "STATUS", "DTSTART", "DTEND")


def write_calendar(calendar: VisitCalendar, path: Path, language: Language, before: Sequence[Path] = ()) -> tuple[int, int]:
    """Write the entries; returns how many were written and how many were called off.

    before: files exported earlier, the newest last: what stands in them unchanged is left out, and what of them is no more is
    called off. Without them everything but cancelled visits is written. The same calendar gives the same bytes. Raises `Refused`
    for an earlier file that is no calendar, OSError where nothing can be written.
    """
    known = _known(before)
    stamp = dt.datetime.combine(calendar.made_on, dt.time(), tzinfo=dt.UTC)
    events = [_event(entry, language, stamp, demonstration=calendar.demonstration) for entry in calendar.entries]
    changed = [event for event in events if _is_news(event, known)]
    here = {str(event["UID"]) for event in events}
    changed += [_called_off(event, stamp) for uid, event in known.items() if uid not in here and _within(event, calendar)]
    written = Calendar()
    written.add("PRODID", "-//visitplanner//visits//ZH")
    written.add("VERSION", "2.0")
    written.add("METHOD", "PUBLISH")
    if calendar.whose:
        written.add("X-WR-CALNAME", language.text("Visits of {name}", name=calendar.whose))
    for event in changed:
        written.add_component(event)
    if changed:
        written.add_missing_timezones()
    path.write_bytes(written.to_ical())
    return len(changed), sum(event.get("STATUS") == "CANCELLED" for event in changed)


def _event(entry: CalendarEntry, language: Language, stamp: dt.datetime, *, demonstration: bool) -> Event:
    row, event = entry.row, Event()
    start, end = entry.span
    event.add("UID", entry.uid)
    event.add("SEQUENCE", entry.sequence)
    event.add("DTSTAMP", stamp)
    event.add("DTSTART", start.replace(tzinfo=ZONE))
    event.add("DTEND", end.replace(tzinfo=ZONE))
    event.add("SUMMARY", language.text("Visit: {name}", name=row.subject))
    event.add("STATUS", STATUS.get(row.visit.state, "CONFIRMED"))
    if entry.address:
        event.add("LOCATION", entry.address)
    event.add("DESCRIPTION", "\n".join(_told(entry, language, demonstration=demonstration)))
    return event


def _told(entry: CalendarEntry, language: Language, *, demonstration: bool) -> list[str]:
    row, text = entry.row, language.text
    lines = [text("State: {state}", state=language.say(row.state_name))]
    if not row.visit.time:
        lines.append(text("Only the half-day is known."))
    if row.account:
        lines.append(text("account {account}", account=account_printed(row.account)))
    lines.append(text("Who goes: {names}", names=language.listed((row.leader, *row.members))))
    lines += [" ".join(part for part in (one.name, one.phone, one.email) if part) for one in entry.contacts]
    return [*lines, text("demonstration data, invented")] if demonstration else lines


def _known(before: Sequence[Path]) -> dict[str, Any]:
    """The newest entry of each UID in files exported before."""
    found: dict[str, Any] = {}
    for path in before:
        try:
            events = [event for event in Calendar.from_ical(path.read_bytes()).walk("VEVENT") if "UID" in event]
        except ValueError as fault:
            raise Refused(
                said("This file is no calendar."),
                where=said("{file}: ", file=path.name),
                mend=said("Give the .ics file of the last export."),
                field="since",
            ) from fault
        found |= {str(event["UID"]): event for event in events}
    return found


def _is_news(event: Any, known: dict[str, Any]) -> bool:
    was = known.get(str(event["UID"]))
    if was is None:
        return event["STATUS"] != "CANCELLED"
    return any(_bare(event, name) != _bare(was, name) for name in COMPARED)


def _bare(event: Any, name: str) -> str:
    value = event.get(name)
    if name.startswith("DT"):
        return f"{value.dt:%Y%m%d%H%M}" if value is not None else ""
    return "" if value is None else str(value).replace("\r\n", "\n")


def _within(event: Any, calendar: VisitCalendar) -> bool:
    """An earlier entry of the days this calendar is whole for, which was not called off yet."""
    if calendar.first is None or event.get("STATUS") == "CANCELLED":
        return False
    day = event["DTSTART"].dt.date()
    return calendar.first <= day and (calendar.last is None or day <= calendar.last)


def _called_off(event: Any, stamp: dt.datetime) -> Event:
    """The earlier entry once more, cancelled."""
    gone = Event()
    for name in ("UID", "DTSTART", "DTEND", "SUMMARY", "LOCATION"):
        if name in event:
            gone.add(name, event[name].dt if name.startswith("DT") else str(event[name]))
    gone.add("SEQUENCE", int(event.get("SEQUENCE", 0)) + 1)
    gone.add("DTSTAMP", stamp)
    gone.add("STATUS", "CANCELLED")
    return gone
