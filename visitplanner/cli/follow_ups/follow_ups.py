"""`issues`, `issues update`: the register of what customers raised."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from visitplanner.cli.core.arguments import day_of, identity, one_of, person_named
from visitplanner.cli.core.session import Session
from visitplanner.domain.care.seminars import SEMINARS
from visitplanner.domain.follow_ups.follow_ups import STATE_NAMES, WINDOW_NAMES, FollowUpState, Window
from visitplanner.services.core.subjects import AccountSubject, SubjectsOfAccount
from visitplanner.services.follow_ups.follow_ups import FollowUpList, FollowUpRow, Raised, RaiseFollowUp, UpdateFollowUp
from visitplanner.services.records.lists import RecordNamed


def register(app: typer.Typer) -> None:
    """Adds `issues` with `add` and `update`."""
    issues = typer.Typer(help="追蹤清單 / what customers raised", rich_markup_mode=None)
    app.add_typer(issues, name="issues")
    issues.callback(invoke_without_command=True)(show)
    issues.command("update", help="記一筆處理情形或改變狀態 / log a step, change state, owner, due day")(update)
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
        )
    )
    kept = outcome.value
    session.show({"id": str(kept.id), "state": kept.state, "due": kept.due_on}, session.told(outcome))


def add(
    ctx: typer.Context,
    account: Annotated[str, typer.Option(help="電號")],
    text: Annotated[str, typer.Option(help="用戶意見 / what was raised")],
    window: Annotated[str, typer.Option(help="|".join(Window))] = Window.BUSINESS.value,
    owner: Annotated[str, typer.Option(help="承辦人 / person")] = "",
    due: Annotated[str, typer.Option(help="YYYY-MM-DD")] = "",
    seminar: Annotated[str, typer.Option(help="在哪一場座談會提出 / the seminar at which it was said")] = "",
    anyway: Annotated[bool, typer.Option("--anyway", help="雖有相同案件仍新增 / though an open case says the same")] = False,
) -> None:
    """Takes down what a customer raised outside a visit."""
    session: Session = ctx.obj
    raised = Raised(
        text,
        one_of(Window, window, "--window"),
        session.office.ask(person_named(owner)).id if owner else None,
        day_of(due, "--due") if due else None,
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
    charge = "、".join(part for part in (session.language.say(WINDOW_NAMES[case.window]), row.owner) if part)
    return f"{case.id}  {due}  {mark:　<2}  {state}  {row.subject}：{case.text}（{charge}）"
