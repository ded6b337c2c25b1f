"""Sheets of visits built for a test: an ordinary week, and visits with too much of everything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from tests.documents.briefs import TODAY, customer, issue
from visitplanner.domain.core.messages import said
from visitplanner.domain.customers.customers import Contact
from visitplanner.domain.visits.visits import Slot, SubjectKind, Visit, VisitState
from visitplanner.services.papers.visit_sheets import Before, PrintedVisit, SheetDay, SiteLine, VisitSheet
from visitplanner.services.visits.visits import VisitRow

MONDAY = dt.date(2026, 3, 16)
LONG = "夜間電壓驟降影響精密加工，盼提供電力品質量測協助；" * 12


def visit(number: int = 1, day: dt.date = MONDAY, **changes: Any) -> PrintedVisit:
    """A visit agreed with one customer who has one overdue case and one in time."""
    usual: dict[str, Any] = {
        "id": UUID(int=number),
        "subject_kind": SubjectKind.LARGE,
        "subject_id": UUID(int=number),
        "year": 2026,
        "ordinal": 1,
        "day": day,
        "slot": Slot.AM,
        "leader_id": UUID(int=500),
        "state": VisitState.BOOKED,
    }
    held = Visit(**{**usual, **changes})
    return PrintedVisit(
        row=VisitRow(held, f"第 {number} 電子公司", "05123450001", "新店區", "王堃銘", ("林志明", "張淑芬")),
        sites=(site(number),),
        cases=(issue(2 * number, True), issue(2 * number + 1, False)),
        reasons=(said("Nobody else is free in that week."),),
        before=Before(dt.date(2025, 7, 3), "王堃銘"),
    )


def site(number: int) -> SiteLine:
    contact = Contact(customer_id=UUID(int=number), name="陳怡君　廠務課長", phone="02-2345-6789 分機 231")
    return SiteLine(customer(number), (contact,))


def group(number: int, sites: int) -> PrintedVisit:
    """A visit to a group of so many sites."""
    one = visit(number, subject_kind=SubjectKind.GROUP)
    return replace(one, row=replace(one.row, subject="遠東集團"), sites=tuple(site(each) for each in range(1, sites + 1)))


def endless(number: int, cases: int = 40) -> PrintedVisit:
    """Everything too long: names, address, notes, more overdue cases than a page holds."""
    one = visit(number, notes=LONG * 2, override=LONG)
    far = replace(customer(number), address="新北市新店區" + "安康路三段" * 40)
    crowd = tuple(Contact(customer_id=UUID(int=number), name="林堃犇　電氣負責人" * 3, phone="02-2345-6789") for _ in range(9))
    return replace(
        one,
        row=replace(one.row, subject="超級精密半導體" * 20, members=tuple(f"隊員{each:02}" for each in range(30))),
        sites=(SiteLine(far, crowd),),
        cases=tuple(issue(100 * number + each, True, LONG) for each in range(cases)),
        reasons=tuple(said("Nobody else is free in that week.") for _ in range(30)),
    )


def sheet(visits: Sequence[PrintedVisit], days: int = 1, **changes: Any) -> VisitSheet:
    """A sheet of so many days from Monday on, with these visits on their days."""
    span = [MONDAY + dt.timedelta(days=number) for number in range(days)]
    usual: dict[str, Any] = {
        "first": span[0],
        "last": span[-1],
        "days": tuple(SheetDay(day, True, "", tuple(one for one in visits if one.row.visit.day == day)) for day in span),
        "person": "",
        "kind": None,
        "provisional": False,
        "printed_on": TODAY,
        "office": "台北南區營業處",
        "demonstration": False,
    }
    return VisitSheet(**{**usual, **changes})
