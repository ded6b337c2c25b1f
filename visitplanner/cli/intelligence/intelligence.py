"""`report intelligence`, `intelligence outlook`: planned demand by industry and year, on screen and for headquarters."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from visitplanner.cli.core.arguments import Year, western
from visitplanner.cli.core.session import Session
from visitplanner.cli.core.subcommands import group
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.customers.industries import INDUSTRY_NAMES
from visitplanner.domain.intelligence.roll_up import LoadSum
from visitplanner.services.intelligence.roll_up import (
    IntelligenceFor,
    IntelligenceOverview,
    ReportIntelligence,
    SubmitIntelligence,
)

ENDING = ".xlsx"


def register(app: typer.Typer) -> None:
    """Adds `report intelligence` and `intelligence outlook`."""
    reports = group(app, "report", "報告：半年自行考核、情資 / reports: half-year self-assessment, planned demand")
    reports.command("intelligence", help="情資彙總，陳報總處 / planned demand for headquarters, as Excel")(report)
    intelligence = group(app, "intelligence", "情資 / intelligence")
    intelligence.command("outlook", help="各產業各年預計新增需求 / planned demand by industry and year")(outlook)


def report(
    ctx: typer.Context,
    year: Year,
    out: Annotated[Path, typer.Option("--out", help="FILE.xlsx")],
    submit: Annotated[bool, typer.Option("--submit", help="記為已陳報，下次列出異動 / keep it as submitted")] = False,
) -> None:
    """Writes the workbook: by year, by month, every card, and what is different since the last submission."""
    session: Session = ctx.obj
    if out.suffix.lower() != ENDING:
        raise Refused(
            said("The report is written as .xlsx."),
            where=said("{file}: ", file=out.name),
            mend=said("Choose a name that ends with .xlsx."),
            field="out",
        )
    sheet = session.office.ask(ReportIntelligence(western(year), session.context.demonstration))
    session.files.write_intelligence(sheet, out, session.language)
    lines = [str(out)]
    if submit:
        lines += session.told(session.office.do(SubmitIntelligence(western(year))))
    session.show({"files": [out], "figures": figures(sheet.overview)}, lines)


def outlook(ctx: typer.Context, year: Year) -> None:
    """Lists what is planned by industry, in a year and in every year."""
    session: Session = ctx.obj
    found = session.office.ask(IntelligenceFor(western(year)))
    say, roll_up = session.language.say, found.roll_up
    session.show(
        figures(found),
        [
            "\t".join((say(INDUSTRY_NAMES[row.industry]), *map(str, plain(row.year(roll_up.year)).values())))
            for row in roll_up.rows
        ],
    )


def figures(found: IntelligenceOverview) -> dict[str, Any]:
    """All sums in whole kilowatts, the weighted ones as text with two decimals; by industry, year and month."""
    roll_up = found.roll_up
    return {
        "year": roll_up.year,
        "of_year": plain(roll_up.of_year),
        "undated": plain(roll_up.undated),
        "industries": [
            {
                "industry": row.industry,
                "years": {str(year): plain(total) for year, total in row.years.items()},
                "months": [plain(month) for month in row.months],
                "undated": plain(row.undated),
            }
            for row in roll_up.rows
        ],
        "since": {"number": found.last.number, "day": found.last.made_on} if found.last else None,
        "changes": [
            {
                "change": each.change,
                "industry": each.either.industry,
                "name": each.either.name,
                "text": each.either.text,
                "before_kw": each.before.kw if each.before else None,
                "after_kw": each.after.kw if each.after else None,
            }
            for each in found.differences
        ],
    }


def plain(total: LoadSum) -> dict[str, Any]:
    """A sum by field name."""
    return {
        "plans": total.plans,
        "planned_kw": total.planned_kw,
        "certain_kw": total.certain_kw,
        "weighted_kw": f"{total.weighted_kw:.2f}",
        "unweighed": total.unweighed,
    }
