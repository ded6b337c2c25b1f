"""`substitute`, `handover`, `away`: who stands in for whom, who follows whom, who is not there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any
from uuid import UUID

import typer

from visitplanner.cli.core.arguments import day_of, person_named
from visitplanner.cli.core.session import Session
from visitplanner.cli.programme.assignments import assigned
from visitplanner.domain.customers.customers import account_printed
from visitplanner.domain.customers.wishes import in_words
from visitplanner.domain.visits.visits import SLOT_NAMES
from visitplanner.services.customers.customers import CustomerWithAccount
from visitplanner.services.customers.groups import GroupNamed, ParkNamed
from visitplanner.services.handovers.absences import SetAway
from visitplanner.services.handovers.handover import HandedOver, HandOver, HandOverPreview, HandOverRow, HandOverSheet, Sheet
from visitplanner.services.handovers.substitutes import EndSubstitution, Substitute
from visitplanner.services.programme.assignments import AssignedRow
from visitplanner.services.visits.clashes import Clash
from visitplanner.services.visits.visits import VisitRow

Names = Annotated[list[str] | None, typer.Option(help="可重複 / may be repeated")]


def register(app: typer.Typer) -> None:
    app.command("substitute", help="代理人，有起訖日 / somebody stands in for a while")(substitute)
    app.command("handover", help="業務移交；只給 --from 則列移交清冊 / hand customers over; --from alone lists them")(handover)
    app.command("away", help="登記不在期間，列出受影響的洽訪 / days away and the visits they hit")(away)


def substitute(
    ctx: typer.Context,
    of: Annotated[str, typer.Option("--for", metavar="NAME", help="被代理人 / whose place is taken")],
    by: Annotated[str, typer.Option(metavar="NAME", help="代理人 / who stands in")],
    first: Annotated[str, typer.Option("--from", metavar="D", help="起日 / first day")] = "",
    last: Annotated[str, typer.Option("--to", metavar="D", help="迄日 / last day")] = "",
    account: Names = None,
    group: Names = None,
    park: Names = None,
    end: Annotated[str, typer.Option(metavar="D", help="提前結束代理的最後一日 / it ends earlier, on that day")] = "",
) -> None:
    session: Session = ctx.obj
    if bool(end) == bool(first and last) or (end and (first or last)):
        raise typer.BadParameter("--from D --to D | --end D")
    person, stand_in = (session.office.ask(person_named(name)) for name in (of, by))
    if end:
        ended = session.office.do(EndSubstitution(person.id, stand_in.id, day_of(end, "--end")))
        session.show({"ended": ended.value}, session.told(ended))
        return
    subjects = chosen(session, account or (), group or (), park or ())
    asked = Substitute(person.id, stand_in.id, day_of(first, "--from"), day_of(last, "--to"), subjects or None)
    outcome = session.office.do(asked)
    payload = {
        "assigned": [assigned(row) for row in outcome.value.rows],
        "visits": [visit_document(row) for row in outcome.value.visits],
    }
    lines = [*session.told(outcome), *map(subject_line, outcome.value.rows)]
    if outcome.value.visits:
        lines.append(session.language.text("In the calendar in that time, still led by {person}:", person=person.name))
        lines += [visit_line(session, row) for row in outcome.value.visits]
    session.show(payload, lines)


def chosen(session: Session, accounts: Iterable[str], groups: Iterable[str], parks: Iterable[str]) -> tuple[UUID, ...]:
    """The subjects that were named."""
    return (
        *(session.office.ask(CustomerWithAccount(one)).id for one in accounts),
        *(session.office.ask(GroupNamed(one)).id for one in groups),
        *(session.office.ask(ParkNamed(one)).id for one in parks),
    )


def handover(
    ctx: typer.Context,
    giver: Annotated[str, typer.Option("--from", metavar="NAME", help="移交人 / who hands over")],
    taker: Annotated[str, typer.Option("--to", metavar="NAME", help="接辦人 / who takes over")] = "",
    on: Annotated[str, typer.Option(metavar="D", help="接辦日 / from this day on")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只列出，不移交 / list only")] = False,
) -> None:
    session: Session = ctx.obj
    if bool(taker) != bool(on):
        raise typer.BadParameter("--to NAME --on D")
    person = session.office.ask(person_named(giver))
    if not taker:
        sheet = session.office.ask(HandOverSheet(person.id))
        session.show(sheet_document(sheet), sheet_lines(session, sheet))
        return
    follower, day = session.office.ask(person_named(taker)), day_of(on, "--on")
    if dry_run:
        told, handed = list[str](), session.office.ask(HandOverPreview(person.id, follower.id, day))
    else:
        outcome = session.office.do(HandOver(person.id, follower.id, day))
        told, handed = session.told(outcome), outcome.value
    session.show(handed_document(session, handed, applied=not dry_run), [*told, *handed_lines(session, handed)])


def away(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    first: Annotated[str, typer.Option("--from", metavar="D", help="起日 / first day")],
    last: Annotated[str, typer.Option("--to", metavar="D", help="迄日 / last day")],
    reason: Annotated[str, typer.Option(help="事由 / why")] = "",
) -> None:
    session: Session = ctx.obj
    person = session.office.ask(person_named(name))
    outcome = session.office.do(SetAway(person.id, day_of(first, "--from"), day_of(last, "--to"), reason))
    clashes = outcome.value.clashes
    payload = {
        "person": person.name,
        "away": [[one.first, one.last] for one in outcome.value.person.absences],
        "clashes": [clash_document(session, clash) for clash in clashes],
    }
    lines = [*session.told(outcome), *(visit_line(session, clash.row) for clash in clashes)]
    if clashes:
        years = sorted({clash.row.visit.year for clash in clashes})
        lines += [session.language.text("Next: `visitplanner mend --year {year}`", year=year) for year in years]
    session.show(payload, lines)


def handed_document(session: Session, handed: HandedOver, *, applied: bool) -> dict[str, Any]:
    return {
        "applied": applied,
        "assigned": [assigned(row) for row in handed.rows],
        "visits": [visit_document(row) for row in handed.visits],
        "clashes": [clash_document(session, clash) for clash in handed.clashes],
        "joined": [visit_document(row) for row in handed.joined],
        "issues": [case.id for case in handed.cases],
    }


def handed_lines(session: Session, handed: HandedOver) -> list[str]:
    text, say = session.language.text, session.language.say
    lines = [subject_line(row) for row in handed.rows]
    if handed.visits:
        lines += [text("Visits with a new leader:"), *(visit_line(session, row) for row in handed.visits)]
    if handed.clashes:
        lines.append(text("Visits that stay as they are; mend them or agree anew:"))
        lines += [f"✕ {visit_line(session, one.row)}  {''.join(map(say, one.reasons))}" for one in handed.clashes]
    if handed.joined:
        lines += [text("Visits at which the former person is a member:"), *(visit_line(session, row) for row in handed.joined)]
    if handed.cases:
        lines.append(text("{count} open cases go along.", count=len(handed.cases)))
    return lines


def sheet_document(sheet: Sheet) -> dict[str, Any]:
    return {
        "person": sheet.person.name,
        "subjects": [
            {
                "subject": row.subject.name,
                "subject_id": row.subject.id,
                "account": row.subject.account,
                "kind": row.subject.kind,
                "role": row.role,
                "from": row.begins_on,
                "until": row.ends_on,
                "last_visit": row.last_visit_on,
                "issues": [{"id": case.id, "text": case.text, "due": case.due_on} for case in row.cases],
                "visits": [{"id": one.id, "day": one.day, "slot": one.slot, "state": one.state} for one in row.visits],
            }
            for row in sheet.rows
        ],
        "joined": [visit_document(row) for row in sheet.joined],
    }


def sheet_lines(session: Session, sheet: Sheet) -> list[str]:
    text = session.language.text
    lines = [text("{person} looks after {count} subjects.", person=sheet.person.name, count=len(sheet.rows))]
    for row in sheet.rows:
        lines += [f"{row.subject.name}\t{account_printed(row.subject.account)}".rstrip(), *sheet_details(session, row)]
    if sheet.joined:
        lines += [text("Visits to come as a member:"), *(visit_line(session, row) for row in sheet.joined)]
    return lines


def sheet_details(session: Session, row: HandOverRow) -> list[str]:
    language = session.language
    last = language.date(row.last_visit_on) if row.last_visit_on else "—"
    lines = ["  " + language.text("Last visit: {day}", day=last)]
    lines += ["  " + language.text("Coming: {day}", day=language.date(one.day, weekday=True)) for one in row.visits]
    lines += ["  " + language.text("Open case, due {day}: {text}", day=case.due_on, text=case.text) for case in row.cases]
    if row.wish is not None:
        lines.append("  " + "".join([*map(language.say, in_words(row.wish)), row.wish.notes]))
    return lines


def subject_line(row: AssignedRow) -> str:
    return f"{row.subject.name}\t{row.person.name if row.person else ''}"


def visit_document(row: VisitRow) -> dict[str, Any]:
    visit = row.visit
    return {
        "id": visit.id,
        "subject": row.subject,
        "day": visit.day,
        "slot": visit.slot,
        "leader": row.leader,
        "members": list(row.members),
        "state": visit.state,
    }


def clash_document(session: Session, clash: Clash) -> dict[str, Any]:
    return {**visit_document(clash.row), "reasons": [session.language.say(one) for one in clash.reasons]}


def visit_line(session: Session, row: VisitRow) -> str:
    when = f"{session.language.date(row.visit.day, weekday=True)} {session.language.say(SLOT_NAMES[row.visit.slot])}"
    return f"{when}  {row.subject}  {'、'.join((row.leader, *row.members))}"
