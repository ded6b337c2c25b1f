"""`opportunities`: whom a visit is worth most, by what is surely saved and how soon a visit is owed."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

import typer

from visitplanner.cli.core.session import Session
from visitplanner.domain.core.messages import said
from visitplanner.domain.customers.customers import account_printed
from visitplanner.domain.planning.year.opportunities import haste_words
from visitplanner.domain.programme.obligations import STATE_NAMES
from visitplanner.services.advice.advice_settings import ThresholdInForce
from visitplanner.services.opportunities.opportunities import Opportunities, Opportunity, OpportunityList
from visitplanner.services.opportunities.weighing import weigh_all
from visitplanner.services.planning.weights import KeepSavings


def register(app: typer.Typer) -> None:
    """Adds `opportunities`."""
    text = "機會：至少可省 × 急迫，誰最值得先排 / whom a visit is worth most"
    app.command("opportunities", help=text)(opportunities)


def opportunities(
    ctx: typer.Context,
    most: Annotated[int, typer.Option("--most", metavar="N", min=1, help="只列前幾名 / the first N alone")] = 10_000,
    keep: Annotated[bool, typer.Option("--keep", help="保存至少可省金額供排程參考 / keep for planning")] = False,
) -> None:
    """Every customer with a load or readings, those most worth a visit first."""
    session: Session = ctx.obj
    office = session.office
    weigh_all(office, session.known.tariffs(), session.today, office.ask(ThresholdInForce()))
    found = office.ask(OpportunityList())
    lines = [line_of(session, number, row) for number, row in enumerate(found.rows[:most], 1)]
    if keep:
        outcome = office.do(KeepSavings(savings_to_keep(found)))
        lines += [session.language.say(outcome.said)] if outcome.said else []
    session.show(document_of(session, found, most), [*lines, *closing(session, found)])


def savings_to_keep(found: Opportunities) -> dict[Any, Decimal]:
    """What planning keeps: the least saving of everybody who has one."""
    return {row.customer.id: row.found.least_ntd for row in found.rows if row.found.least_ntd is not None}


def document_of(session: Session, found: Opportunities, most: int) -> dict[str, Any]:
    """JSON of the whole list; amounts in NT$ a year, the curve in kW by hour of the weekday."""
    return {
        "year": found.year,
        "promising": found.promising,
        "saving_at_least": found.least_ntd,
        "without_load_or_readings": found.without,
        "haste": {"overdue": found.haste.overdue, "arrange_now": found.haste.arrange_now, "agreed": found.haste.agreed},
        "customers": [row_document(session, row) for row in found.rows[:most]],
    }


def row_document(session: Session, row: Opportunity) -> dict[str, Any]:
    """JSON of one customer; null where nothing is recommended or owed."""
    contracts, due = row.found.contracts, row.due
    return {
        "account": row.customer.account,
        "name": row.customer.name,
        "saving_at_least": row.found.least_ntd,
        "saving": row.found.saving_ntd,
        "option": row.found.option,
        "contracts": None
        if contracts is None
        else [contracts.regular_kw, contracts.half_peak_kw, contracts.saturday_kw, contracts.off_peak_kw],
        "year_total": row.found.year_ntd,
        "told": session.language.say(row.found.told),
        "from": "readings" if row.found.from_readings else "load",
        "weekday_kw": [round(kw, 1) for kw in row.found.curve_kw],
        "state": row.state,
        "due": None if due is None else due.obligation.due,
        "visit": None if due is None or due.obligation.visit_id is None else str(due.obligation.visit_id),
        "person": None if due is None else due.person or None,
        "worth": row.worth_ntd,
    }


def line_of(session: Session, number: int, row: Opportunity) -> str:
    """A customer's line: what is surely saved, how the visit stands, and the answer in one sentence."""
    say = session.language.say
    owed = say(STATE_NAMES[row.state]) if row.state else say(said("no visit owed"))
    head = f"{number}. {account_printed(row.customer.account)} {row.customer.name}（{owed}）"
    if row.found.least_ntd is None:
        return f"{head}: {say(row.found.told)}"
    return f"{head}: {say(said('at least {ntd:,} NT$ a year', ntd=row.found.least_ntd))}  {say(row.found.told)}"


def closing(session: Session, found: Opportunities) -> list[str]:
    """What all of them surely save, by what the order is made, and who is missing."""
    text = session.language.text
    return [
        text("{count} customers surely save {ntd:,} NT$ a year in all.", count=found.promising, ntd=found.least_ntd),
        *map(session.language.say, haste_words(found.haste)),
        text("{count} customers have neither a load nor monthly readings.", count=found.without),
    ]
