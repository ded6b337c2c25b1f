"""`ask change`: may I, when, and what does it cost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from visitplanner.cli.answers.answer_words import (
    FromOffice,
    GivenFigures,
    NeededLoad,
    figure_document,
    figures_asked,
    load_asked,
    said_lines,
)
from visitplanner.cli.core.arguments import day_of
from visitplanner.cli.core.session import Session
from visitplanner.cli.core.subcommands import group
from visitplanner.cli.tariffs import bill_options as words
from visitplanner.cli.tariffs.bill_files import contracts_of
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.tariffs.answers.change_plan import USUAL_MONTHS, PlannedChange, plan_words
from visitplanner.domain.tariffs.answers.raising import Lowered, fee_words
from visitplanner.services.answers.changes import ChangeAnswer, ChangeAsked, answer_change, best_plan
from visitplanner.services.tariffs.advice import AdviceAsked

UNKNOWN = "unknown"
ABOUT = "訪視常問：何時可改、費用、電容器、併戶、太陽能、儲能、備用、轉供、排碳 / what customers ask"


def register(app: typer.Typer) -> None:
    """Adds `ask change`."""
    group(app, "ask", ABOUT).command("change", help="可否改、何時可改、費用與兩年淨節省 / when and at what cost")(change)


def change(
    ctx: typer.Context,
    load: NeededLoad,
    option: words.OptionWord,
    contracts: words.ContractWords,
    voltage: words.VoltageWord = "HV",
    prices_of: words.PricesOf = "",
    sector: words.SectorWord = "",
    power_factor: words.PowerFactor = "",
    customer: words.CustomerFile = None,
    to: Annotated[str, typer.Option(metavar="c1,c2,c3,c4", help="另欲比較之契約 / contracts to weigh")] = "",
    raise_in: Annotated[list[int] | None, typer.Option(metavar="MONTHS", help="幾個月後調回 / raised again after")] = None,
    raise_to: Annotated[str, typer.Option(metavar="c1,c2,c3,c4", help="調回至 / raised to")] = "",
    lowered_from: Annotated[str, typer.Option(metavar="c1,c2,c3,c4", help="前次調降前之契約 / before the last lowering")] = "",
    lowered_on: Annotated[str, typer.Option(metavar="DATE", help="前次調降日 / day of the last lowering")] = "",
    changed_on: Annotated[str, typer.Option(metavar="DATE", help="前次變更契約日 / day of the last change")] = "",
    figure: GivenFigures = None,
    office: FromOffice = False,
) -> None:
    session: Session = ctx.obj
    read, question = load_asked(session, load, voltage, option, contracts, prices_of, sector, power_factor, customer)
    asked = ChangeAsked(
        AdviceAsked(read, question, session.today),
        figures_asked(session, figure, office),
        wanted=contracts_of(to) if to else None,
        raise_in=tuple(raise_in or USUAL_MONTHS),
        raise_to=contracts_of(raise_to) if raise_to else None,
        lowered=_lowered(lowered_from, lowered_on),
        last_change=day_of(changed_on or lowered_on, "--changed-on") if changed_on or lowered_on else None,
    )
    answer = answer_change(session.known, asked)
    session.show(document(session, answer), lines(session, answer))


def _lowered(contracts: str, on: str) -> Lowered | None:
    if bool(contracts) != bool(on):
        raise Refused(said("What was lowered and when belong together."), mend=said("Give both --lowered-from and --lowered-on."))
    return Lowered(contracts_of(contracts), day_of(on, "--lowered-on")) if contracts else None


def document(session: Session, answer: ChangeAnswer) -> dict[str, Any]:
    """JSON: from when contracts may change, each plan's two years before and after fees, the figures with their sources."""
    say = session.language.say
    best = best_plan(answer)
    return {
        "contracts": list(answer.present),
        "contract_change_from": answer.contract_day.day or UNKNOWN,
        "plans": [
            {
                "name": say(each.name),
                "option": each.option,
                "may_change_from": each.day or UNKNOWN,
                "counted_from": str(each.plan.first),
                "steps": [{"after_months": step.month, "contracts": list(step.contracts)} for step in each.plan.steps],
                **_sums(each.plan),
                "too_soon": each.plan.too_soon,
            }
            for each in answer.plans
        ],
        "best": None if best is None else answer.plans.index(best),
        "figures": [figure_document(each) for each in answer.used],
        "missing": [say(each) for each in answer.missing],
        "notes": [say(each) for each in answer.notes],
    }


def _sums(plan: PlannedChange) -> dict[str, Any]:
    fees = [fee.ntd for fee in plan.fees]
    return {
        "saved_first_year": plan.saved_in(0),
        "saved_second_year": plan.saved_in(1),
        "fee": UNKNOWN if None in fees else sum(fee for fee in fees if fee is not None),
        "net_first_year": UNKNOWN if plan.net_in(0) is None else plan.net_in(0),
        "net_second_year": UNKNOWN if plan.net_in(1) is None else plan.net_in(1),
        "pays_below_per_kw": plan.pays_below,
    }


def lines(session: Session, answer: ChangeAnswer) -> Iterator[str]:
    """The same for people: when, each plan, what the sums rest on."""
    say = session.language.say
    day = answer.contract_day.day
    yield say(said("Contracts may change from {day}.", day=day or said("unknown")))
    best = best_plan(answer)
    for each in answer.plans:
        mark = "▶ " if each is best else "  "
        sums, since = plan_words(each.plan), each.day or said("unknown")
        yield mark + say(said("{name} (from {day}): {sums}", name=each.name, day=since, sums=sums))
        yield from (f"      {say(fee_words(fee))}" for fee in each.plan.fees if fee.raised_kw)
        if each.plan.too_soon:
            yield "      " + say(said("Sooner than contracts may change again."))
    yield from said_lines(session, (figure.words for figure in answer.used), answer.missing, answer.notes)
