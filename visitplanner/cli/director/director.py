"""`director`: the year for whoever answers for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from visitplanner.cli.core.arguments import western
from visitplanner.cli.core.session import Session
from visitplanner.domain.customers.customers import account_printed
from visitplanner.domain.follow_ups.follow_ups import WINDOW_NAMES
from visitplanner.services.director.director import DirectorOf, DirectorView, Followed


def register(app: typer.Typer) -> None:
    """Adds `director`."""
    app.command("director", help="主管總覽：進度、需協助者、案件、建議成效 / the year for whoever answers for it")(director)


def director(ctx: typer.Context, year: Annotated[int, typer.Option(help="西元年或民國年 / year")]) -> None:
    """Plan, done and forecast; who needs help; open cases by window and age; contracts changed after advice."""
    session: Session = ctx.obj
    view = session.office.ask(DirectorOf(western(year)))
    session.show(document(session, view), lines(session, view))


def document(session: Session, view: DirectorView) -> dict[str, Any]:
    """JSON of the year. by_age: open cases up to 5, 10, 20 working days and beyond. realised_ntd: least, likely, most."""
    whole = view.standing.whole
    return {
        "year": view.year,
        "required": whole.required,
        "done": whole.done,
        "forecast_percent": whole.forecast_percent,
        "outlook": [session.language.say(sentence) for sentence in view.standing.outlook],
        "people": [
            {
                "person": line.person,
                "required": line.numbers.required if line.numbers else 0,
                "done": line.numbers.done if line.numbers else 0,
                "late": line.late,
                "late_cases": line.late_cases,
                "needs_help": line.needs_help,
            }
            for line in view.people
        ],
        "windows": [
            {"window": line.window, "open": line.open, "by_age": line.by_age, "overdue": line.overdue} for line in view.windows
        ],
        "advised_visits": view.advised,
        "followed": [followed_document(session, one) for one in view.followed],
        "realised_ntd": view.realised,
    }


def followed_document(session: Session, one: Followed) -> dict[str, Any]:
    """JSON of a contract changed after advice; NT$ of `months` months, null with a reason where it is not known."""
    return {
        "account": one.customer.account,
        "name": one.customer.name,
        "advised_on": one.advised_on,
        "effective_on": one.effective_on,
        "before_kw": one.before.regular_kw,
        "after_kw": one.after.regular_kw,
        "months": len(one.months),
        "least_ntd": one.least,
        "likely_ntd": one.likely,
        "most_ntd": one.most,
        "why": session.language.say(one.why) if one.why else "",
    }


def lines(session: Session, view: DirectorView) -> Iterator[str]:
    """The outlook, whoever needs help, the windows, what advice became of; parted by tabs."""
    language = session.language
    _ = language.text
    whole = view.standing.whole
    yield _("{year}: {done} of {required} visits done", year=language.year(view.year), done=whole.done, required=whole.required)
    yield from (language.say(sentence) for sentence in view.standing.outlook)
    for line in view.people:
        if line.needs_help:
            yield _(
                "{person}: {late} visits late, {cases} cases overdue",
                person=line.person or _("nobody in charge"), late=line.late, cases=line.late_cases,
            )  # fmt: skip
    for window in view.windows:
        young, older, old, oldest = window.by_age
        yield _(
            "{window}: {young} up to 5 working days, {older} up to 10, {old} up to 20, {oldest} beyond; {overdue} overdue",
            window=language.say(WINDOW_NAMES[window.window]),
            young=young, older=older, old=old, oldest=oldest, overdue=window.overdue,
        )  # fmt: skip
    yield _("{visits} visits with advice, {changes} contracts changed after it", visits=view.advised, changes=len(view.followed))
    for one in view.followed:
        yield "\t".join((account_printed(one.customer.account), one.customer.name, outcome(session, one)))


def outcome(session: Session, one: Followed) -> str:
    """What a change saved in the months that are read, or why that is not known."""
    if one.why is not None:
        return session.language.say(one.why)
    return session.language.text(
        "NT$ {likely:,.0f} in {months} months, at least {least:,.0f}", likely=one.likely, months=len(one.months), least=one.least
    )
