"""Bills as JSON documents and as lines for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from visitplanner.cli.core.session import Session
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.core.money import plain
from visitplanner.domain.tariffs.bills.assumptions import Assumption
from visitplanner.domain.tariffs.bills.bill import MonthBill, charged_over_kw
from visitplanner.domain.tariffs.bills.explain import explain
from visitplanner.domain.tariffs.books.periods import Period, cell
from visitplanner.domain.tariffs.books.seasons import Season
from visitplanner.services.tariffs.bills import Billed, BilledMonth

Say = Callable[[Message], str]


def show_year(session: Session, billed: Billed, with_lines: bool) -> None:
    """Writes a year's bills, as JSON or as lines."""
    session.show(year_document(billed, session.language.say, with_lines), year_lines(session, billed, with_lines))


def show_month(session: Session, billed: BilledMonth, with_lines: bool) -> None:
    """Writes one bill with its assumptions, as JSON or as lines."""
    say = session.language.say
    document = month_document(billed.bill, say, with_lines) | {"assumptions": assumption_documents(billed.assumptions, say)}
    session.show(document, [*bill_text(session, billed.bill, with_lines), *assumption_lines(billed.assumptions, say)])


def year_document(billed: Billed, say: Say, with_lines: bool = False) -> dict[str, Any]:
    """The JSON of `bill --load`."""
    year = billed.year
    draft = year.draft
    return {
        "months": [month_document(bill, say, with_lines) for bill in year.months],
        "total": year.total,
        "omitted_months": [str(month) for month in year.omitted],
        "draft": None if draft is None else {"dated": draft.dated, "source": draft.source},
        "assumptions": assumption_documents(billed.assumptions, say),
    }


def month_document(bill: MonthBill, say: Say, with_lines: bool = False) -> dict[str, Any]:
    """The JSON of one bill. `coefficient_amount` holds the welfare concession too, which `concession` names alone."""
    use, over = bill.use, charged_over_kw(bill)
    document: dict[str, Any] = {
        "month": str(use.month),
        "kwh": by_season(lambda place: use.energy(place) / 1000),
        "max_kw": by_season(lambda place: use.demand_w[place] / 1000),
        "over_kw": by_season(lambda place: float(over.get(place, 0))),
        "basic": bill.basic,
        "energy": bill.energy,
        "surcharge": bill.surcharge,
        "power_factor": bill.power_factor,
        "power_factor_percent": bill.power_factor_percent,
        "coefficient": float(bill.coefficient.factor),
        "coefficient_amount": bill.coefficient_amount + bill.concession,
        "concession": bill.concession,
        "tax_exemption": bill.tax_exemption,
        "rounding": bill.rounding,
        "total": bill.total,
        "missing": use.missing,
    }
    if with_lines:
        document["lines"] = [
            {
                "what": say(line.what),
                "formula": line.formula,
                "amount": line.amount,
                "clause": say(line.clause),
                "part": line.step,
            }
            for line in explain(bill)
        ]
    return document


def by_season(value: Callable[[int], float]) -> dict[str, dict[str, float]]:
    """A table by season and period, filled by the number of its cell."""
    return {season.key: {period.key: value(cell(season, period)) for period in Period} for season in Season}


def assumption_documents(assumptions: Iterable[Assumption], say: Say) -> list[dict[str, Any]]:
    """JSON of the assumptions; loud: one a reader must not miss."""
    return [{"id": each.id, "choice": each.choice, "text": say(each.text), "loud": each.loud} for each in assumptions]


def assumption_lines(assumptions: Iterable[Assumption], say: Say) -> list[str]:
    """The assumptions as lines; loud ones bear an exclamation mark."""
    return ["", say(said("Assumptions:")), *(f"  {'!' if each.loud else '·'} {say(each.text)}" for each in assumptions)]


def year_lines(session: Session, billed: Billed, with_lines: bool) -> Iterable[str]:
    """The months, their total in NT$, the assumptions."""
    say, year = session.language.say, billed.year
    if year.draft is not None:
        yield say(said("DRAFT TARIFF: not in force."))
    for bill in year.months:
        yield from bill_text(session, bill, with_lines)
    yield say(said("Total of {count} months: {total:,} NT$", count=len(year.months), total=year.total))
    yield from assumption_lines(billed.assumptions, say)


def bill_text(session: Session, bill: MonthBill, with_lines: bool) -> Iterable[str]:
    """One bill for people: a line of components, or every line with its formula and clause."""
    say = session.language.say
    parts = (bill.basic, bill.energy, bill.surcharge, bill.power_factor, bill.coefficient_amount + bill.concession)
    basic, energy, surcharge, power_factor, coefficient = (f"{part:,.1f}" for part in parts)
    yield say(
        said(
            "{month}: {total:,} NT$ (basic {basic}, energy {energy}, over contract {surcharge}, power factor {power_factor}, "
            "coefficient adjustment {coefficient})",
            month=str(bill.use.month),
            total=bill.total,
            basic=basic,
            energy=energy,
            surcharge=surcharge,
            power_factor=power_factor,
            coefficient=coefficient,
        )
    )
    if with_lines:
        for line in explain(bill):
            mark = "=" if line.step else " "
            yield f"  {mark} {say(line.what)}: {line.formula} → {money(line.amount)}  [{say(line.clause)}]"


def money(amount: Decimal) -> str:
    """NT$ with thousands and two decimals."""
    whole, _, cents = plain(amount).partition(".")
    return f"{int(whole):,}.{cents}" if amount >= 0 or int(whole) else f"-0.{cents}"
