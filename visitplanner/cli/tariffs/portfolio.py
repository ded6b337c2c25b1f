"""`portfolio`: who gains most from a visit, or what a change of prices does to each customer; `tariff`: drafts."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

import typer

from visitplanner.cli.core.arguments import day_of, one_of
from visitplanner.cli.core.session import Session
from visitplanner.cli.tariffs.advice import TrialDraft, TrialOf, TrialPercent, versions_of
from visitplanner.cli.tariffs.advice_lines import amount, four
from visitplanner.domain.core.messages import said
from visitplanner.domain.core.supply import OPTION_NAMES, CustomerClass
from visitplanner.domain.customers.customers import Contracts, account_printed
from visitplanner.domain.tariffs.bills.drafts import DraftTariff, Rise
from visitplanner.services.planning.weights import KeepSavings
from visitplanner.services.tariffs.drafts import CreateDraft, DeleteDraft, DraftList, percent_of
from visitplanner.services.tariffs.portfolio import EffectRow, GainRow, Portfolio, portfolio_gains, portfolio_trial

Raises = Annotated[
    list[str] | None, typer.Option("--raise", metavar="CLASS=PCT[,PCT]", help="流動、基本電費調幅 / energy, contracts")
]


def register(app: typer.Typer) -> None:
    """Adds `portfolio` and `tariff`."""
    app.command("portfolio", help="全部用戶：誰最值得洽訪、電價調整影響 / all customers at once")(portfolio)
    group = typer.Typer(help="電價草案 / draft tariffs", rich_markup_mode=None)
    group.command("draft", help="建立草案 / keep a draft")(draft)
    group.command("list", help="列出草案 / list drafts")(drafts)
    group.command("delete", help="刪除草案 / delete a draft")(delete)
    app.add_typer(group, name="tariff")


def portfolio(
    ctx: typer.Context,
    trial_of: TrialOf = "",
    trial_draft: TrialDraft = "",
    trial_percent: TrialPercent = "",
    keep: Annotated[bool, typer.Option("--keep", help="保存可節省金額供排程參考 / keep the savings for planning")] = False,
) -> None:
    """Every customer with a load or readings: who would save most, or what other prices do to each; --keep for planning."""
    session: Session = ctx.obj
    library = session.known.tariffs()
    versions = versions_of(session, trial_of, trial_draft, trial_percent)
    if keep and versions is not None:
        raise typer.BadParameter("--keep | --trial-…")
    if versions is None:
        gains = portfolio_gains(session.office, library, session.today)
        if keep:
            session.office.do(KeepSavings({row.customer.id: row.saving_ntd for row in gains.rows if row.saving_ntd is not None}))
        session.show([gain_document(session, row) for row in gains.rows], gain_lines(session, gains))
    else:
        effects = portfolio_trial(session.office, library, session.today, versions)
        rows = [effect_document(session, row) for row in effects.rows]
        session.show({"draft": effects.draft or None, "customers": rows}, effect_lines(session, effects))


def gain_document(session: Session, row: GainRow) -> dict[str, Any]:
    """JSON of what one customer would save in NT$ a year, or why no saving may be claimed."""
    contracts = row.contracts
    return {
        "account": row.customer.account,
        "name": row.customer.name,
        "year_total": _known(row.present_ntd),
        "option": row.option,
        "contracts": None if contracts is None else list(_four(contracts)),
        "saving": _known(row.saving_ntd),
        "from": "readings" if row.from_readings else "load",
        "saving_by_contracts_alone": _known(row.contracts_alone_ntd),
        "why": None if row.basis is None else session.language.say(row.basis),
        "why_not": None if row.why is None else session.language.say(row.why),
    }


def effect_document(session: Session, row: EffectRow) -> dict[str, Any]:
    """JSON of what a change of prices does to one customer, NT$ and %."""
    return {
        "account": row.customer.account,
        "name": row.customer.name,
        "before": _known(row.before_ntd),
        "after": _known(row.after_ntd),
        "effect": _known(row.effect_ntd),
        "effect_percent": None if row.effect_percent is None else float(row.effect_percent),
        "why_not": None if row.why is None else session.language.say(row.why),
    }


def gain_lines(session: Session, found: Portfolio[GainRow]) -> list[str]:
    """A line a customer, and how many have no load."""
    say = session.language.say
    lines = list[str]()
    for row in found.rows:
        head = f"{account_printed(row.customer.account)} {row.customer.name}: "
        if row.why is not None or row.option is None or row.contracts is None:
            lines.append(head + " ".join(say(each) for each in (row.why, row.basis) if each))
            continue
        name = OPTION_NAMES[row.option]
        text = said(
            "saving {saving} a year ({option}, {contracts} kW; contracts alone {alone})",
            saving=amount(row.saving_ntd, None),
            option=name,
            contracts=four(_four(row.contracts)),
            alone=amount(row.contracts_alone_ntd, None),
        )
        lines.append(head + say(text) + (f" {say(row.basis)}" if row.basis else ""))
    return [*lines, say(said("{count} customers have neither a load nor monthly readings.", count=found.without_load))]


def effect_lines(session: Session, found: Portfolio[EffectRow]) -> list[str]:
    """The same for a change of prices."""
    say = session.language.say
    lines = [say(said("DRAFT TARIFF: not in force."))] if found.draft else []
    for row in found.rows:
        head = f"{account_printed(row.customer.account)} {row.customer.name}: "
        if row.effect_ntd is None:
            lines.append(head + (say(row.why) if row.why else ""))
        else:
            lines.append(head + say(said("{effect:+,} NT$ ({percent:+} %)", effect=row.effect_ntd, percent=row.effect_percent)))
    return [*lines, say(said("{count} customers have neither a load nor monthly readings.", count=found.without_load))]


def draft(
    ctx: typer.Context,
    title: Annotated[str, typer.Option(help="名稱 / its name")],
    first: Annotated[str, typer.Option("--from", help="YYYY-MM-DD")],
    source: Annotated[str, typer.Option(help="依據 / where it comes from")],
    raises: Raises = None,
    based_on: Annotated[str, typer.Option(help="以這一天的電價為底 / the version it changes")] = "",
) -> None:
    """Keeps a tariff that is not in force, by raises in % on a version that is."""
    session: Session = ctx.obj
    command = CreateDraft(
        title=title,
        first=day_of(first, "--from"),
        source=source,
        rises=dict(rise_of(text) for text in raises or []),
        based_on=day_of(based_on, "--based-on") if based_on else None,
    )
    outcome = session.office.do(command)
    session.show(draft_document(outcome.value), [session.language.say(outcome.said)] if outcome.said else [])


def rise_of(text: str) -> tuple[CustomerClass, Rise]:
    """`general=5` or `general=5,2`: percent on energy, percent on contracts."""
    name, _, percents = text.partition("=")
    energy, _, contracts = percents.partition(",")
    return one_of(CustomerClass, name.strip(), "--raise"), Rise(percent_of(energy), percent_of(contracts or "0"))


def drafts(ctx: typer.Context) -> None:
    """Lists the drafts kept."""
    session: Session = ctx.obj
    found = session.office.ask(DraftList())
    lines = [f"{each.code}  {each.title}  {session.language.date(each.first)}  {each.source}" for each in found]
    session.show([draft_document(each) for each in found], lines)


def delete(ctx: typer.Context, ident: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Removes a draft."""
    session: Session = ctx.obj
    outcome = session.office.do(DeleteDraft(ident))
    session.show({"deleted": ident}, [session.language.say(outcome.said)] if outcome.said else [])


def draft_document(each: DraftTariff) -> dict[str, Any]:
    """JSON of a draft: from when, on which version, raises in %, source."""
    rises = {key.value: {"energy": float(rise.energy), "contracts": float(rise.contracts)} for key, rise in each.rises.items()}
    return {
        "id": each.code,
        "title": each.title,
        "draft": True,
        "from": each.first,
        "based_on": each.based_on,
        "dated": each.dated,
        "source": each.source,
        "raises": rises,
    }


def _four(contracts: Contracts) -> tuple[int, int, int, int]:
    return contracts.regular_kw, contracts.half_peak_kw, contracts.saturday_kw, contracts.off_peak_kw


def _known(ntd: Decimal | None) -> Decimal | str:
    return "unknown" if ntd is None else ntd
