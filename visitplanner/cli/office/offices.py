"""`office`: the office's name and how long it takes to answer; below it the commands of an office on a server (`served.py`)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Annotated

import typer

from visitplanner.cli.core.session import Session
from visitplanner.cli.office import served
from visitplanner.domain.tariffs.findings.verdict import Threshold
from visitplanner.services.office.office_settings import ChangeOfficeSettings, OfficeSettingsInForce


def register(app: typer.Typer) -> None:
    """Adds `office` and what stands below it."""
    group = typer.Typer(help="營業處名稱與案件回復期限；多人共用的辦公室 / the office's name and reply period; an office of many")
    group.callback(invoke_without_command=True)(office)
    served.add_to(group)
    app.add_typer(group, name="office")


def office(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Option(help="營業處名稱 / name")] = None,
    reply_within: Annotated[int | None, typer.Option(help="回復期限（工作日） / working days")] = None,
    petition_within: Annotated[
        int | None, typer.Option(help="陳情期限（工作日），0 為未填 / working days of petitions, 0: not entered")
    ] = None,
    least_saving: Annotated[
        int | None, typer.Option(metavar="NTD", help="至少節省多少才建議變更 / saving worth a change")
    ] = None,
    least_percent: Annotated[float | None, typer.Option(metavar="PCT", help="或電費的百分之幾 / or percent of the bill")] = None,
) -> None:
    """Shows the office's name and reply time in working days, and changes those that are given."""
    session: Session = ctx.obj
    if ctx.invoked_subcommand is not None:
        return
    settings = session.office.ask(OfficeSettingsInForce())
    if any(each is not None for each in (name, reply_within, petition_within, least_saving, least_percent)):
        least = settings.threshold
        wanted = replace(
            settings,
            name=settings.name if name is None else name,
            reply_within=settings.reply_within if reply_within is None else reply_within,
            petition_within=settings.petition_within if petition_within is None else petition_within or None,
            threshold=Threshold(
                least.ntd if least_saving is None else Decimal(least_saving),
                least.share if least_percent is None else Decimal(str(least_percent)) / 100,
            ),
        )
        settings = session.office.do(ChangeOfficeSettings(wanted)).value
    least = settings.threshold
    percent = float(least.share * 100)
    payload = {
        "name": settings.name,
        "reply_within": settings.reply_within,
        "petition_within": settings.petition_within,
        "least_saving": least.ntd,
        "least_percent": percent,
    }
    session.show(payload, [f"{settings.name or '—'}  {settings.reply_within}  {least.ntd:,} NT$  {percent} %"])
