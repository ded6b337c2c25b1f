"""`leaflets fitting`, `programmes offered`, `surveys trend`: what follows from these lists for a customer and a half-year."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from visitplanner.cli.core.arguments import day_of
from visitplanner.cli.core.session import Session
from visitplanner.cli.core.subcommands import group
from visitplanner.domain.care.programmes import CUSTOMER_PROGRAMME_NAMES, JOINING_NAMES
from visitplanner.domain.core.taiwan_dates import Half, half_words
from visitplanner.services.care.leaflets import LeafletsFor
from visitplanner.services.care.programmes import ProgrammeRow, ProgrammesOf
from visitplanner.services.care.surveys import SurveyTrend
from visitplanner.services.core.subjects import AccountSubject


def register(app: typer.Typer) -> None:
    leaflets = group(app, "leaflets", "宣導資料 / leaflets")
    leaflets.command("fitting", help="當日有效且適合該用戶的宣導資料 / valid on the day and fitting the customer")(fitting)
    programmes = group(app, "programmes", "用戶方案 / programmes")
    programmes.command("offered", help="各方案是否提供中，該用戶辦到哪裡 / what is offered, and where a customer stands")(offered)
    surveys = group(app, "surveys", "滿意度調查 / surveys")
    surveys.command("trend", help="各半年平均 / averages by half-year")(show_trend)


def fitting(
    ctx: typer.Context,
    account: Annotated[str, typer.Option(help="電號")],
    day: Annotated[str, typer.Option(help="YYYY-MM-DD，預設今天 / by default today")] = "",
) -> None:
    """Lists the leaflets to be taken along."""
    session: Session = ctx.obj
    on: dt.date | None = day_of(day, "--day") if day else None
    found = session.office.ask(LeafletsFor(session.office.ask(AccountSubject(account)), on))
    session.show(
        [{"id": str(each.id), "name": each.name, "last_on": each.last_on, "place": each.place} for each in found],
        ["\t".join(filter(None, (each.name, each.place))) for each in found],
    )


def offered(ctx: typer.Context, account: Annotated[str, typer.Option(help="電號")] = "") -> None:
    """Lists every programme with its source; for a customer, how far it has come."""
    session: Session = ctx.obj
    customer = session.office.ask(AccountSubject(account)) if account else None
    rows = session.office.ask(ProgrammesOf(customer))
    session.show(
        [
            {
                "programme": row.terms.programme,
                "offered": row.offered_today,
                "from": row.terms.begins_on,
                "to": row.terms.ends_on,
                "clause": row.terms.clause,
                "source": row.terms.source,
                "note": row.terms.note,
                "state": row.standing.state if row.standing else None,
                "since": row.standing.changed_on if row.standing else None,
                "plans": list(row.standing.plans) if row.standing else [],
            }
            for row in rows
        ],
        [line(session, row) for row in rows],
    )


def line(session: Session, row: ProgrammeRow) -> str:
    """Name, whether it is offered, how far the customer has come and since when."""
    say, text = session.language.say, session.language.text
    parts = [
        say(CUSTOMER_PROGRAMME_NAMES[row.terms.programme]),
        text("offered") if row.offered_today else text("not offered now"),
    ]
    if row.standing:
        parts += [say(JOINING_NAMES[row.standing.state]), session.language.date(row.standing.changed_on)]
    return "\t".join(parts)


def show_trend(ctx: typer.Context, name: Annotated[str, typer.Option(help="只看這項調查 / of this survey only")] = "") -> None:
    """Lists the averages of every half-year in which somebody answered."""
    session: Session = ctx.obj
    rows = session.office.ask(SurveyTrend(name))
    session.show(
        [
            {
                "year": row.year,
                "half": row.half,
                "answers": row.answers,
                **{question: None if value is None else str(value) for question, value in row.averages.items()},
            }
            for row in rows
        ],
        [
            "\t".join(
                (half_words(row.year, Half(row.half)), str(row.answers), *(str(each or "–") for each in row.averages.values()))
            )
            for row in rows
        ],
    )
