"""`norms`: how much the office plans at most, how long mending leaves alone, and the days nobody likes."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Annotated, Any

import typer

from visitplanner.cli.core.arguments import western
from visitplanner.cli.core.session import Session
from visitplanner.services.core.today import Today
from visitplanner.services.planning.office_norms import NORM_NAMES, ChoosePractice, PracticeFacts, PracticeIn


def register(app: typer.Typer) -> None:
    """Adds `norms`."""
    app.command("norms", help="排程基準：每週、每日至多幾次 / how much is planned at most")(norms)


def norms(
    ctx: typer.Context,
    notice_days: Annotated[int | None, typer.Option(help="幾個工作天內不排新建議 / working days of notice")] = None,
    leader_week: Annotated[int | None, typer.Option(help="一人每週帶領次數 / visits one leads in a week")] = None,
    member_week: Annotated[int | None, typer.Option(help="一人每週隨行次數 / visits one joins in a week")] = None,
    office_day: Annotated[int | None, typer.Option(help="全處一日次數 / visits of the office on a day")] = None,
    ahead_percent: Annotated[int | None, typer.Option(help="每週預排的百分比 / percent of a week planned ahead")] = None,
    untouched_weeks: Annotated[int | None, typer.Option(help="重排時不動的週數 / weeks mending leaves alone")] = None,
    year: Annotated[int | None, typer.Option(help="列出哪一年避開的日子 / days avoided of this year")] = None,
) -> None:
    """Without options: the norms as they are. Those left out stay."""
    session: Session = ctx.obj
    shown = western(year) if year is not None else session.office.ask(Today()).year
    given = {
        "notice_days": notice_days,
        "leader_week": leader_week,
        "member_week": member_week,
        "office_day": office_day,
        "ahead_percent": ahead_percent,
    }
    chosen = {name: value for name, value in given.items() if value is not None}
    now, told = session.office.ask(PracticeIn(shown)), list[str]()
    if chosen or untouched_weeks is not None:
        weeks = now.untouched_weeks if untouched_weeks is None else untouched_weeks
        outcome = session.office.do(ChoosePractice(replace(now.norms, **chosen), weeks))
        now, told = session.office.ask(PracticeIn(shown)), session.told(outcome)
    session.show(document(now), [*told, *lines(session, now)])


def document(now: PracticeFacts) -> dict[str, Any]:
    """The JSON of the norms; `usual` holds what the program brings, `avoided_days` the days nobody likes in `year`."""
    facts = {**asdict(now.norms), "untouched_weeks": now.untouched_weeks}
    return {**facts, "usual": asdict(now.usual), "year": now.year, "avoided_days": list(now.avoided)}


def lines(session: Session, now: PracticeFacts) -> list[str]:
    """A line for each norm, then the weeks left alone and the days that are avoided."""
    say, text = session.language.say, session.language.text
    told = [f"{say(name)}\t{getattr(now.norms, field)}" for field, name in NORM_NAMES.items()]
    told.append(f"{text('Coming weeks that mending leaves alone')}\t{now.untouched_weeks}")
    told += [f"{text('Days nobody likes')}\t{session.language.listed(map(session.language.date, now.avoided))}"]
    return told
