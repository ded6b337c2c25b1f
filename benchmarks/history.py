"""What history costs: each page's questions of an office after ten years, and of the same office after one.

Run: `python -m benchmarks.history [CUSTOMERS]` (10,000). Both offices are encrypted and built in the same run; a line a question:
milliseconds of the processor after ten years (what else the machine does must not count), and how many times that is what it
takes after one (at most 1.3; a page at most 50 ms). A customer's own lists show all it ever had: after ten years more lines.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.history_office import TODAY, build, ident
from visitplanner.domain.customers.customers import CONTACTS
from visitplanner.services.customers.customer_lists import CustomerList, CustomerOrder, CustomerPageOf, WhichCustomers
from visitplanner.services.customers.customers import ChangeCustomer, CustomerOf
from visitplanner.services.follow_ups.follow_ups import FollowUpList
from visitplanner.services.follow_ups.register import CaseOrder, CasesOf
from visitplanner.services.papers.briefs import BriefFor
from visitplanner.services.programme.obligations import DueList
from visitplanner.services.records.lists import RecordList
from visitplanner.services.visits.visits import VisitList
from visitplanner.store.office import SqlOffice
from visitplanner.ui.customers.presenter import card_facts
from visitplanner.ui.home.presenter import home_facts

CUSTOMERS, YEARS = 10_000, 10
PAGE_MS, MOST = 50.0, 1.3
LINES = 50
ROUNDS, PATIENCE_SECONDS = 15, 12.0
MONDAY = TODAY - dt.timedelta(days=TODAY.weekday())

Question = Callable[[SqlOffice], Any]


def questions(customers: int) -> tuple[dict[str, Question], dict[str, Question]]:
    """(pages, which must take at most 50 ms; what else is asked): what is shown, by name."""
    site, half = ident("customer", customers // 3), customers // 2
    pages: dict[str, Question] = {
        "a page of customers": lambda office: office.ask(CustomerList(limit=LINES)),
        "a page of customers in the middle": lambda office: office.ask(CustomerList(limit=LINES, offset=half)),
        "a page of customers by two words": lambda office: office.ask(CustomerList("聯華 新營", limit=LINES)),
        "a customer by its number": lambda office: office.ask(CustomerList(f"05{half:09d}", limit=LINES)),
        "a page of customers by group": lambda office: office.ask(sorted_page(CustomerOrder.GROUP)),
        "a page of customers by specialist": lambda office: office.ask(sorted_page(CustomerOrder.SPECIALIST)),
        "a page of the unassigned": lambda office: office.ask(
            CustomerPageOf(CustomerList(limit=LINES, which=WhichCustomers.UNASSIGNED))
        ),
        "a page of contacts by two words": lambda office: office.ask(RecordList(CONTACTS, "聯華 王", rows=LINES)),
        "a page of contacts by customer": lambda office: office.ask(RecordList(CONTACTS, sort="customer_id", rows=LINES)),
        "a page of visits": lambda office: office.ask(VisitList(limit=LINES)),
        "a page of visits to come": lambda office: office.ask(VisitList(TODAY, only_open=True, limit=LINES)),
        "a page of cases": lambda office: office.ask(FollowUpList(limit=LINES)),
        "a page of closed cases": lambda office: office.ask(FollowUpList(limit=LINES, offset=customers // 2)),
        "a page of cases by customer": lambda office: office.ask(CasesOf(sort=CaseOrder.SUBJECT, limit=LINES)),
        "a page of open cases by a word": lambda office: office.ask(CasesOf(text="聯華", limit=LINES)),
        "a customer's visits": lambda office: office.ask(VisitList(subject_ids=frozenset({site}))),
        "a customer's cases": lambda office: office.ask(FollowUpList(subject_ids=frozenset({site}))),
        "the year's duties, as remembered": lambda office: office.ask(DueList(TODAY.year)),
        "a customer's duties": lambda office: office.ask(DueList(TODAY.year, frozenset({site}))),
        "a customer's card": lambda office: card_facts(office, site),
        "a customer's brief": lambda office: office.ask(BriefFor(subject_id=site)),
    }
    wholes: dict[str, Question] = {
        "the week": lambda office: office.ask(VisitList(MONDAY, MONDAY + dt.timedelta(days=6))),
        "the overdue cases": lambda office: office.ask(FollowUpList(only_overdue=True)),
        "the year's duties after a change": lambda office: changed(office).ask(DueList(TODAY.year)),
        "the year's duties, judged anew": lambda office: forgetful(office).ask(DueList(TODAY.year)),
        "the home page": lambda office: home_facts(office, lambda _: None, lambda: False),
        "the home page after a change": lambda office: home_facts(changed(office), lambda _: None, lambda: False),
    }
    return pages, wholes


def sorted_page(sort: CustomerOrder) -> CustomerPageOf:
    """A part of the window's list of customers, with the figures above it."""
    return CustomerPageOf(CustomerList(limit=LINES, sort=sort))


def forgetful(office: SqlOffice) -> SqlOffice:
    """The office as it was just opened."""
    office._memory.clear()  # pyright: ignore[reportPrivateUsage]
    return office


def changed(office: SqlOffice) -> SqlOffice:
    """The office after a customer was changed (a few milliseconds of it are the change)."""
    site = office.ask(CustomerOf(ident("customer", 7))).customer
    office.do(ChangeCustomer(replace(site, notes=f"{site.version}")))
    return office


def milliseconds(offices: Sequence[SqlOffice], question: Question) -> list[float]:
    """The best of several rounds of each office, in turn; a question that takes seconds is asked less often."""
    taken: list[list[float]] = [[] for _ in offices]
    while len(taken[0]) < ROUNDS and sum(map(sum, taken)) < PATIENCE_SECONDS:
        for office, times in zip(offices, taken, strict=True):
            begun = time.process_time()
            question(office)
            times.append(time.process_time() - begun)
    return [1000 * min(times) for times in taken]


def run(customers: int = CUSTOMERS) -> list[str]:
    pages, wholes = questions(customers)
    with tempfile.TemporaryDirectory() as place:
        begun = time.perf_counter()
        old, young = build(Path(place) / "old", customers, YEARS), build(Path(place) / "young", customers, 1)
        held = customers * (YEARS + 1)
        lines = [f"{customers:,} customers, {held:,} visits, built in {time.perf_counter() - begun:.0f} s"]
        for name, question in (pages | wholes).items():
            after_ten, after_one = milliseconds((old, young), question)
            ratio = after_ten / after_one
            slow = name in pages and after_ten > PAGE_MS
            mark = "  ✗" if slow or ratio > MOST else ""
            lines.append(f"{name:<36}{after_ten:10.1f} ms   ten years : one year {ratio:5.2f}{mark}")
        old.close()
        young.close()
    return lines


if __name__ == "__main__":
    print("\n".join(run(int(sys.argv[1]) if len(sys.argv) > 1 else CUSTOMERS)))
