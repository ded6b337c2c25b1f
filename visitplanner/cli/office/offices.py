"""`office`: the office's name and how long it takes to answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from visitplanner.cli.core.session import Session
from visitplanner.services.office.office_settings import ChangeOfficeSettings, OfficeSettingsInForce


def register(app: typer.Typer) -> None:
    """Adds `office`."""
    app.command("office", help="營業處名稱與案件回復期限 / the office's name and reply period")(office)


def office(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Option(help="營業處名稱 / name")] = None,
    reply_within: Annotated[int | None, typer.Option(help="回復期限（工作日） / working days")] = None,
) -> None:
    """Shows the office's name and reply time in working days, and changes those that are given."""
    session: Session = ctx.obj
    settings = session.office.ask(OfficeSettingsInForce())
    if name is not None or reply_within is not None:
        wanted = replace(
            settings,
            name=settings.name if name is None else name,
            reply_within=settings.reply_within if reply_within is None else reply_within,
        )
        settings = session.office.do(ChangeOfficeSettings(wanted)).value
    payload = {"name": settings.name, "reply_within": settings.reply_within}
    session.show(payload, [f"{settings.name or '—'}  {settings.reply_within}"])
