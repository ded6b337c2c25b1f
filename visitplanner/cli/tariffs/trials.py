"""Which other prices a command line tries: those of another day, of a draft, or all energy dearer by a part."""

from __future__ import annotations

from typing import Annotated

import typer

from visitplanner.cli.core.arguments import day_of
from visitplanner.cli.core.session import Session
from visitplanner.domain.tariffs.advice.trial import Version, version_on
from visitplanner.services.tariffs.drafts import DraftNamed, percent_of, rise_all, version_of_draft

TrialOf = Annotated[str, typer.Option(metavar="DATE", help="試算另一電價版本 / prices of another day")]
TrialDraft = Annotated[str, typer.Option(metavar="ID", help="試算草案（tariff list）/ a draft tariff")]
TrialPercent = Annotated[str, typer.Option(metavar="PCT", help="流動電費一律調整 / every energy price raised so much")]


def versions_of(session: Session, day: str, draft: str, percent: str, prices_of: str = "") -> tuple[Version, Version] | None:
    """The version compared with (`--prices-of`, else today's) and the one tried; None where none was asked for."""
    if not (day or draft or percent):
        return None
    if sum(map(bool, (day, draft, percent))) > 1:
        raise typer.BadParameter("--trial-of | --trial-draft | --trial-percent")
    library = session.known.tariffs()
    today = day_of(prices_of, "--prices-of") if prices_of else session.today
    if day:
        return version_on(library, today), version_on(library, day_of(day, "--trial-of"))
    if draft:
        return version_on(library, today), version_of_draft(library, session.office.ask(DraftNamed(draft)))
    return version_on(library, today), rise_all(library, percent_of(percent), today)
