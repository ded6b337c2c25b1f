"""`issues`, `issues update`: the register of what customers raised."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from visitplanner.cli.core.arguments import day_of, identity, one_of, person_named
from visitplanner.cli.core.session import Session
from visitplanner.domain.care.seminars import SEMINARS
from visitplanner.domain.follow_ups.follow_ups import STATE_NAMES, WINDOW_NAMES, FollowUpState, Window, missing_documents
from visitplanner.services.core.subjects import AccountSubject, SubjectsOfAccount
from visitplanner.services.follow_ups.follow_ups import FollowUpList, FollowUpRow, Marks, Raised, RaiseFollowUp, UpdateFollowUp
from visitplanner.services.follow_ups.marks import DocumentsHere, MarkFollowUp, MarksOf, RequestNamed, TickDocuments
from visitplanner.services.follow_ups.recurring import RecurringCases, UsualPeriod
from visitplanner.services.papers.reply_letter import ReplyLetterFor
from visitplanner.services.records.lists import RecordNamed


def register(app: typer.Typer) -> None:
    """Adds `issues` with `add` and `update`."""
    issues = typer.Typer(help="追蹤清單 / what customers raised", rich_markup_mode=None)
    app.add_typer(issues, name="issues")
    issues.callback(invoke_without_command=True)(show)
    issues.command("update", help="記一筆處理情形或改變狀態 / log a step, change state, owner, due day")(update)
    issues.command("mark", help="受理號碼、陳情、輿情、申辦種類 / receipt, petition, public opinion, kind of request")(mark)
    issues.command("documents", help="一次告知的文件 / the documents asked for, ticked")(documents)
    issues.command("recurring", help="重複發生的案件 / what comes again")(recurring)
    issues.command("reply", help="印回復函（含一次告知的文件） / the reply letter with all documents as a PDF")(reply)
    issues.command("add", help="登錄洽訪以外的意見 / record something raised outside a visit")(add)


def show(
    ctx: typer.Context,
    overdue: Annotated[bool, typer.Option("--overdue", help="只列逾期 / only overdue")] = False,
    account: Annotated[str, typer.Option(help="電號")] = "",
) -> None:
    """List the register, overdue first."""
    if ctx.invoked_subcommand is not None:
        return
    session: Session = ctx.obj
    subjects = session.office.ask(SubjectsOfAccount(account)) if account else None
    rows = session.office.ask(FollowUpList(only_overdue=overdue, subject_ids=subjects))
    session.show([document(row) for row in rows], (line(session, row) for row in rows))


def update(
    ctx: typer.Context,
    ident: Annotated[str, typer.Argument(metavar="ID")],
    state: Annotated[str, typer.Option(help="|".join(FollowUpState))] = "",
    note: Annotated[str, typer.Option(help="處理情形 / what was done")] = "",
    owner: Annotated[str, typer.Option(help="承辦人 / person")] = "",
    window: Annotated[str, typer.Option(help="|".join(Window))] = "",
    due: Annotated[str, typer.Option(help="YYYY-MM-DD")] = "",
    result: Annotated[str, typer.Option(help="處理結果，結案時必填 / what came of it")] = "",
    confirmed_by: Annotated[str, typer.Option(help="用戶確認人 / who of the customer confirmed it")] = "",
    confirmed_on: Annotated[str, typer.Option(help="YYYY-MM-DD")] = "",
) -> None:
    """Takes a case a step further: another state, owner, window or due day, each with its note."""
    session: Session = ctx.obj
    outcome = session.office.do(
        UpdateFollowUp(
            follow_up_id=identity(ident),
            note=note,
            state=one_of(FollowUpState, state, "--state") if state else None,
            owner_id=session.office.ask(person_named(owner)).id if owner else None,
            window=one_of(Window, window, "--window") if window else None,
            due_on=day_of(due, "--due") if due else None,
            result=result,
            confirmed_by=confirmed_by,
            confirmed_on=day_of(confirmed_on, "--confirmed-on") if confirmed_on else None,
        )
    )
    kept = outcome.value
    session.show({"id": str(kept.id), "state": kept.state, "due": kept.due_on}, session.told(outcome))


def mark(
    ctx: typer.Context,
    ident: Annotated[str, typer.Argument(metavar="ID")],
    receipt: Annotated[str | None, typer.Option(help="受理號碼 / receipt number")] = None,
    petition: Annotated[bool | None, typer.Option("--petition/--no-petition", help="陳情 / a petition")] = None,
    controller: Annotated[str, typer.Option(help="陳情管控人 / who watches over it")] = "",
    opinion: Annotated[bool | None, typer.Option("--opinion/--no-opinion", help="輿情風險 / public opinion")] = None,
    request: Annotated[str, typer.Option(help="申辦種類，見 request-kinds / kind of request")] = "",
    due: Annotated[str, typer.Option(help="YYYY-MM-DD")] = "",
) -> None:
    """Gives a case its receipt number and its marks; what is not named stays."""
    session: Session = ctx.obj
    marks = session.office.ask(MarksOf(identity(ident)))
    wanted = Marks(
        receipt=marks.receipt if receipt is None else receipt,
        petition=marks.petition if petition is None else petition,
        controller_id=session.office.ask(person_named(controller)).id if controller else marks.controller_id,
        public_opinion=marks.public_opinion if opinion is None else opinion,
        request_id=session.office.ask(RequestNamed(request)) if request else marks.request_id,
    )
    outcome = session.office.do(MarkFollowUp(identity(ident), wanted, day_of(due, "--due") if due else None))
    session.show({"id": str(outcome.value.id), "due": outcome.value.due_on}, session.told(outcome))


def documents(
    ctx: typer.Context,
    ident: Annotated[str, typer.Argument(metavar="ID")],
    received: Annotated[list[str] | None, typer.Option(help="已收到的文件，可重複 / that are here")] = None,
    more: Annotated[list[str] | None, typer.Option(help="另外需要的文件，可重複 / asked for besides")] = None,
) -> None:
    """Ticks the documents that came; those ticked before stay."""
    session: Session = ctx.obj
    here = session.office.ask(DocumentsHere(identity(ident)))
    outcome = session.office.do(TickDocuments(identity(ident), (*here, *(received or ())), tuple(more or ())))
    missing = list(missing_documents(outcome.value))
    session.show({"id": str(outcome.value.id), "missing": missing}, [*session.told(outcome), *missing])


def reply(
    ctx: typer.Context,
    ident: Annotated[str, typer.Argument(metavar="ID")],
    out: Annotated[Path, typer.Option(help="回復函 PDF / the letter")],
) -> None:
    """Writes the letter to the customer, once there is something to tell: the answer, every document with a box to tick."""
    session: Session = ctx.obj
    letter = ReplyLetterFor(identity(ident), answered=True, demonstration=session.context.demonstration)
    pages = session.files.write_reply(session.office.ask(letter), out, session.language)
    session.show({"files": [str(out)], "pages": pages}, [str(out)])


def recurring(
    ctx: typer.Context,
    first: Annotated[str, typer.Option("--from", help="YYYY-MM-DD")] = "",
    last: Annotated[str, typer.Option("--to", help="YYYY-MM-DD")] = "",
) -> None:
    """Lists matters raised more than once, the most frequent first; the year that ends today unless days are given."""
    session: Session = ctx.obj
    usual = session.office.ask(UsualPeriod())
    period = day_of(first, "--from") if first else usual[0], day_of(last, "--to") if last else usual[1]
    found = session.office.ask(RecurringCases(*period))
    code, text = session.language.code, session.language.text
    rows = [
        {
            "about": one.about.name_in(code) if one.about else one.text,
            "cases": one.cases,
            "customers": one.customers,
            "again": one.again,
        }
        for one in found
    ]
    session.show(rows, (text("{about}: {cases} cases of {customers} customers, {again} of them again", **row) for row in rows))


def add(
    ctx: typer.Context,
    account: Annotated[str, typer.Option(help="電號")],
    text: Annotated[str, typer.Option(help="用戶意見 / what was raised")],
    window: Annotated[str, typer.Option(help="|".join(Window))] = Window.BUSINESS.value,
    owner: Annotated[str, typer.Option(help="承辦人 / person")] = "",
    due: Annotated[str, typer.Option(help="YYYY-MM-DD")] = "",
    seminar: Annotated[str, typer.Option(help="在哪一場座談會提出 / the seminar at which it was said")] = "",
    receipt: Annotated[str, typer.Option(help="受理號碼 / receipt number")] = "",
    petition: Annotated[bool, typer.Option("--petition", help="陳情 / a petition")] = False,
    controller: Annotated[str, typer.Option(help="陳情管控人 / who watches over it")] = "",
    opinion: Annotated[bool, typer.Option("--opinion", help="輿情風險 / public opinion")] = False,
    request: Annotated[str, typer.Option(help="申辦種類，見 request-kinds / kind of request")] = "",
    anyway: Annotated[bool, typer.Option("--anyway", help="雖有相同案件仍新增 / though an open case says the same")] = False,
) -> None:
    """Takes down what a customer raised outside a visit."""
    session: Session = ctx.obj
    raised = Raised(
        text,
        one_of(Window, window, "--window"),
        session.office.ask(person_named(owner)).id if owner else None,
        day_of(due, "--due") if due else None,
        Marks(
            receipt,
            petition,
            session.office.ask(person_named(controller)).id if controller else None,
            opinion,
            session.office.ask(RequestNamed(request)) if request else None,
        ),
    )
    subject = session.office.ask(AccountSubject(account))
    said_at = session.office.ask(RecordNamed(SEMINARS, seminar)).id if seminar else None
    outcome = session.office.do(RaiseFollowUp(subject, raised, anyway, seminar_id=said_at))
    session.show({"id": str(outcome.value.id), "due": outcome.value.due_on}, session.told(outcome))


def document(row: FollowUpRow) -> dict[str, Any]:
    """The JSON of one line of the register (cli.md `issues`)."""
    case = row.follow_up
    return {
        "id": str(case.id),
        "account": row.account,
        "subject": row.subject,
        "raised": case.raised_on,
        "visit": case.visit_id,
        "seminar": case.seminar_id,
        "text": case.text,
        "window": case.window,
        "owner": row.owner,
        "due": case.due_on,
        "state": case.state,
        "overdue": row.overdue,
        "age_working_days": row.age_working_days,
        "waits_working_days": row.waits_working_days,
        "receipt": case.receipt,
        "petition": case.petition,
        "controller": row.controller,
        "public_opinion": case.public_opinion,
        "request": row.request,
        "documents": [{"name": one.name, "received": one.received_on} for one in case.documents],
        "reply": case.reply,
        "replied": case.replied_on,
        "confirmed_by": case.confirmed_by,
        "confirmed": case.confirmed_on,
        "result": case.result,
        "rounds": row.rounds,
        "again": row.again,
        "log": [
            {
                "at": entry.at,
                "state": entry.state,
                "note": entry.note,
                "changes": [{"what": one.what, "before": one.before, "after": one.after} for one in entry.changes],
            }
            for entry in row.log
        ],
    }


def line(session: Session, row: FollowUpRow) -> str:
    """Id, due day, whether overdue, state and how long the customer owes the answer, subject, text, who answers for it."""
    text, case = session.language.text, row.follow_up
    mark = text("overdue") if row.overdue else ""
    due = session.language.date(case.due_on)
    state = session.language.say(STATE_NAMES[case.state])
    if row.waits_working_days is not None:
        state += text(" for {days} working days, the clock stands still", days=row.waits_working_days)
    marks = [text("petition")] if case.petition else []
    marks += [text("public opinion")] if case.public_opinion else []
    marks += [text("again, {count} before", count=row.again)] if row.again else []
    state += "".join(f"  [{mark}]" for mark in marks)
    charge = "、".join(part for part in (session.language.say(WINDOW_NAMES[case.window]), row.owner) if part)
    return f"{case.id}  {due}  {mark:　<2}  {state}  {row.subject}：{case.text}（{charge}）"
