"""`demo`: the whole main job head-less on demonstration data, and where its results lie."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer

from visitplanner.cli.core.session import Session, plain_json
from visitplanner.cli.follow_ups.follow_ups import document as case_document
from visitplanner.cli.planning.planning import document as plan_document
from visitplanner.cli.programme.due import document as due_document
from visitplanner.domain.follow_ups.follow_ups import Window
from visitplanner.paths import aside, folder_for
from visitplanner.services.core.today import Today
from visitplanner.services.follow_ups.follow_ups import FollowUpList, Raised
from visitplanner.services.papers.briefs import BriefFor
from visitplanner.services.planning.planning import ApplyPlan, YearToPlan, plan_year
from visitplanner.services.programme.obligations import DueList
from visitplanner.services.reports.half_year import HalfYearSheetFor
from visitplanner.services.visits.visits import RecordVisit, VisitList, VisitRow

SEARCH_STEPS = 150


def register(app: typer.Typer) -> None:
    """Adds `demo`."""
    app.command("demo", help="以示範資料走一遍主要工作 / the main job on demonstration data")(demo)


def demo(ctx: typer.Context, out: Annotated[Path, typer.Option(help="結果放在這個資料夾 / folder for the results")]) -> None:
    """Import the sample lists, plan the year, record a visit, print a brief, take a picture of the window."""
    session: Session = ctx.obj
    with folder_for(out), tempfile.TemporaryDirectory(prefix="visitplanner-") as folder:
        session.opened = session.tools.extra["fill_demonstration"](Path(folder))
        try:
            paths = results(session, out)
        finally:
            session.close()
    session.show(paths, told(session, paths))


def results(session: Session, out: Path) -> dict[str, Path]:
    """Do the job and write its four results."""
    office = session.office
    paths = {name: out / file for name, file in FILES.items()}
    made = plan_year(office.ask(YearToPlan(office.ask(Today()).year)), steps=SEARCH_STEPS)
    ids = office.do(ApplyPlan(made)).value.ids
    write(paths["plan"], plan_document(session, made, ids))
    recorded = office.do(record_of(unrecorded(session))).value
    session.files.write_brief(brief_of(session), paths["brief"], session.language)
    session.tools.picture(session.context, session.language, paths["window"], "home")
    half = 1 if office.ask(Today()).month <= MONTHS_A_HALF else 2
    sheet = office.ask(HalfYearSheetFor(made.year, half, demonstration=True))
    session.files.write_half_year(sheet, paths["report"], session.language)
    write(
        out / STANDING,
        {
            "recorded": {"visit": recorded.visit.id, "counts": recorded.counts, "issues": [c.id for c in recorded.follow_ups]},
            "due": [due_document(session, row) for row in office.ask(DueList(made.year))],
            "issues": [case_document(row) for row in office.ask(FollowUpList())],
        },
    )
    return paths


FILES = {"plan": "plan.json", "brief": "brief.pdf", "window": "window.png", "report": "report.pdf"}
STANDING = "standing.json"
"""What is owed and what customers raised, beside the four results."""
MONTHS_A_HALF = 6


def unrecorded(session: Session) -> VisitRow:
    """The first visit whose day is over and that has no record yet."""
    today = session.office.ask(Today())
    return next(row for row in session.office.ask(VisitList(last=today)) if row.visit.is_open)


def record_of(row: VisitRow) -> RecordVisit:
    """An invented record of a visit, with one issue raised."""
    raised = Raised("詢問契約容量調整後的附加費試算", Window.BUSINESS, row.visit.leader_id)
    return RecordVisit(row.visit.id, row.visit.day, raised=(raised,), satisfaction=5, notes="示範紀錄")


def brief_of(session: Session) -> Any:
    """The sheet of the next visit to a single customer that has a load, else of the next visit."""
    office, adviser = session.office, session.tools.extra.get("adviser")
    coming = [row for row in office.ask(VisitList(first=office.ask(Today()))) if row.visit.is_open]
    briefs = (office.ask(BriefFor(visit_id=row.visit.id, advise=adviser, demonstration=True)) for row in coming)
    first = next(briefs)
    return first if first.picture else next((brief for brief in briefs if brief.picture and len(brief.sites) == 1), first)


def write(path: Path, document: Any) -> None:
    """JSON into a file, indented by one."""
    with aside(path) as part:
        part.write_text(json.dumps(document, ensure_ascii=False, indent=1, default=plain_json) + "\n", encoding="utf-8")


def told(session: Session, paths: dict[str, Path]) -> list[str]:
    """What was made and where it lies."""
    text = session.language.text
    names = {
        "plan": text("The year's plan"),
        "brief": text("A briefing sheet"),
        "window": text("A picture of the window"),
        "report": text("The half-year report"),
    }
    return [f"{names[name]}：{path}" for name, path in paths.items()]
