"""`import calendar`: take an official office calendar into use; `calendar close|open`: days on which this office is closed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from visitplanner.cli.core.arguments import day_of
from visitplanner.cli.core.session import Session
from visitplanner.cli.core.subcommands import group
from visitplanner.services.calendar.calendar import AddClosure, CalendarImported, ImportCalendar, RemoveClosure, VisitOnDayOff
from visitplanner.services.programme.obligations import ProgrammeInForce


def register(app: typer.Typer) -> None:
    """Adds `import calendar`."""
    imports = group(app, "import", "匯入檔案 / bring files in")
    imports.command("calendar", help="政府行政機關辦公日曆表 / official office calendar")(import_calendar)
    calendar = group(app, "calendar", "停班日 / days on which this office is closed")
    calendar.command("close", help="停班 / the office is closed on a working day")(close)
    calendar.command("open", help="照常上班 / the office works on that day after all")(reopen)


def close(
    ctx: typer.Context,
    day: Annotated[str, typer.Argument(metavar="DAY", help="YYYY-MM-DD")],
    reason: Annotated[str, typer.Option(help="原因，如颱風 / why, such as a typhoon")],
) -> None:
    """Closes the office on a day and lists the visits that stand on it."""
    session: Session = ctx.obj
    chosen = day_of(day, "DAY")
    outcome = session.office.do(AddClosure(chosen, reason))
    found: tuple[VisitOnDayOff, ...] = outcome.value
    told = [*session.told(outcome), *(clash_line(session, one) for one in found)]
    if found:
        years = sorted({session.office.ask(ProgrammeInForce()).year_of(one.day) for one in found})
        told += [session.language.text("Next: `visitplanner mend --year {year}`", year=year) for year in years]
    session.show({"day": chosen, "clashes": [clash_document(one) for one in found]}, told)


def reopen(ctx: typer.Context, day: Annotated[str, typer.Argument(metavar="DAY", help="YYYY-MM-DD")]) -> None:
    """Takes a closure back."""
    session: Session = ctx.obj
    chosen = day_of(day, "DAY")
    outcome = session.office.do(RemoveClosure(chosen))
    session.show({"day": chosen, "clashes": []}, session.told(outcome))


def clash_document(one: VisitOnDayOff) -> dict[str, Any]:
    """JSON of a visit that stands on a day off."""
    return {"visit": one.visit_id, "subject": one.subject, "day": one.day, "state": one.state, "remark": one.remark}


def clash_line(session: Session, one: VisitOnDayOff) -> str:
    """A visit that stands on a day off, as a line."""
    day = session.language.date(one.day, weekday=True)
    return session.language.text(
        "To be moved: {subject} on {day}. {remark}", subject=one.subject, day=day, remark=one.remark
    ).rstrip()


def import_calendar(ctx: typer.Context, file: Annotated[Path, typer.Argument(help="CSV")]) -> None:
    """Keeps an official office calendar; tells what it changes and which visits now stand on a day off."""
    session: Session = ctx.obj
    calendar = session.files.read_calendar(file)
    result: CalendarImported = session.office.do(ImportCalendar(calendar)).value
    session.show(document(session, result), lines(session, result))


def warnings(session: Session, result: CalendarImported) -> list[str]:
    """One sentence when the file takes back days off of the official calendar it replaces, else none."""
    if not result.undone:
        return []
    days = "、".join(session.language.date(day, weekday=True) for day in result.undone)
    return [
        session.language.text(
            "Note: this file makes days off into working days again ({days}); it may be an older edition. "
            "If so, import the newest edition.",
            days=days,
        )
    ]


def document(session: Session, result: CalendarImported) -> dict[str, Any]:
    """JSON of an imported calendar: days that changed, visits that must move."""
    return {
        "year": result.year,
        "working_days": result.working_days,
        "warnings": warnings(session, result),
        "changed": [{"day": one.day, "working": one.works, "remark": one.remark} for one in result.changed],
        "clashes": [clash_document(one) for one in result.clashes],
    }


def lines(session: Session, result: CalendarImported) -> Iterator[str]:
    """The same as lines for a person."""
    language = session.language
    year = language.year(result.year)
    yield language.text("Office calendar of {year}: {count} working days", year=year, count=result.working_days)
    yield from warnings(session, result)
    for one in result.changed:
        day = language.date(one.day, weekday=True)
        if one.works:
            yield language.text("{day} is a working day now. {remark}", day=day, remark=one.remark).rstrip()
        else:
            yield language.text("{day} is a day off now. {remark}", day=day, remark=one.remark).rstrip()
    yield from (clash_line(session, one) for one in result.clashes)
