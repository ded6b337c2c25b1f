"""Reads `data/plan_items/`: the yearly plans the program brings, one file a year."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from uuid import NAMESPACE_OID, UUID, uuid5

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.domain.reports.plan_items import PlanItem, PlanYear, YearlyPlan
from visitplanner.domain.reports.report_figures import ReportFigure
from visitplanner.paths import data_folder
from visitplanner.reference.sources import Table, read_toml, source_of


@cache
def yearly_plans() -> tuple[YearlyPlan, ...]:
    """The plans in the order of their years; read once."""
    return tuple(sorted(map(read_plan, (data_folder() / "plan_items").glob("*.toml")), key=lambda plan: plan.year))


def read_plan(path: Path) -> YearlyPlan:
    """One plan. Refused, naming the file, when it cannot be read, names no source, or tells a clause twice."""
    return read_toml(path, _plan)


def _plan(table: Table) -> YearlyPlan:
    year = table["republic_year"]
    items = tuple(_item(year, place, entry) for place, entry in enumerate(table["item"], 1))
    clauses = [item.clause for item in items]
    twice = next((clause for clause in clauses if clauses.count(clause) > 1), None)
    if twice is not None:
        raise Refused(said("The clause {clause} stands twice.", clause=twice), mend=said("Leave one of them out."))
    heading = PlanYear(id=_same(year, ""), republic_year=year, title=table["title"], document=table["document"])
    return YearlyPlan(heading, items, source_of(table))


def _item(year: int, place: int, entry: Table) -> PlanItem:
    return PlanItem(
        id=_same(year, entry["clause"]),
        republic_year=year,
        place=place,
        clause=entry["clause"],
        content=entry["content"],
        strategy=entry["strategy"],
        text=entry["text"],
        departments=entry["departments"],
        span=entry["span"],
        figures=tuple(map(ReportFigure, entry.get("figures", ()))),
    )


def _same(year: int, clause: str) -> UUID:
    """The same id at every start."""
    return uuid5(NAMESPACE_OID, f"plan item {year} {clause}")
