"""Who looks after a customer, a group or a park: the card says what the lists say, on every day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel

from tests.builders import TODAY, Clock, Keep, SmallOffice, assignment, customer
from visitplanner import i18n
from visitplanner.domain.core.messages import said
from visitplanner.domain.customers.customers import Contracts
from visitplanner.domain.staff.staff import Role
from visitplanner.domain.visits.visits import SubjectKind
from visitplanner.services.customers.customer_lists import CustomerList
from visitplanner.services.office.context import Context
from visitplanner.services.programme.assignments import ProposeAssignments
from visitplanner.services.staff.staff import ChangePerson
from visitplanner.ui.core.chips import Shape
from visitplanner.ui.customers.assignments import AssignmentDialog
from visitplanner.ui.customers.columns import contracts_text, threshold_chip
from visitplanner.ui.customers.page import CustomersPage
from visitplanner.ui.customers.presenter import card_facts, subject
from visitplanner.ui.shell.main_window import MainWindow

DAY = dt.timedelta(days=1)


def told(context: Context, small: SmallOffice) -> tuple[str, str]:
    """The specialist of the large customer: on its card, and in the list of customers."""
    (row,) = (row for row in context.office.ask(CustomerList()) if row.customer.id == small.large.id)
    return subject(context.office, small.large.id)[4], row.specialist.name if row.specialist else ""


@pytest.mark.parametrize(
    ("begins", "ends", "proposed"),
    [
        (TODAY, None, False),
        (TODAY + DAY, None, False),
        (TODAY - DAY, TODAY, False),
        (TODAY - 9 * DAY, TODAY - DAY, False),
        (TODAY, None, True),
        (dt.date(2025, 1, 1), TODAY, False),
    ],
    ids=["from today", "from tomorrow", "until today", "until yesterday", "only proposed", "a substitute since the same day"],
)
def test_the_card_names_whom_the_list_names(
    context: Context, small: SmallOffice, begins: dt.date, ends: dt.date | None, proposed: bool
) -> None:
    other = replace(assignment(small.large.id, small.manager, Role.SPECIALIST), begins_on=begins, ends_on=ends, proposed=proposed)
    context.office.do(Keep((("assignments", other),)))
    card, listed = told(context, small)
    assert card == listed
    assert listed == ("王經理" if not proposed and begins <= TODAY and (ends is None or ends >= TODAY) else "林課長")


def test_somebody_whose_service_is_over_looks_after_nobody(context: Context, small: SmallOffice, clock: Clock) -> None:
    context.office.do(ChangePerson(replace(small.supervisor, version=1, leaves_on=TODAY)))
    assert told(context, small) == ("林課長", "林課長")
    clock.today = TODAY + DAY
    assert told(context, small) == ("", "")


def test_a_card_of_each_kind_names_kind_sites_and_person(context: Context, small: SmallOffice) -> None:
    facts = [card_facts(context.office, one.id) for one in (small.group, small.park, small.large)]
    assert [each.kind for each in facts] == [SubjectKind.GROUP, SubjectKind.PARK, SubjectKind.LARGE]
    assert [each.person for each in facts] == ["王經理", "林課長", "林課長"]
    assert [len(each.sites) for each in facts] == [2, 0, 1]
    assert [each.card is None for each in facts] == [True, True, False]
    assert all(each.load is None and each.picture is None for each in facts)


def test_a_customers_card_holds_the_visits_of_its_group_the_newest_first(context: Context, small: SmallOffice) -> None:
    mine = small.visit(subject_id=small.sites[0].id, day=dt.date(2026, 3, 18))
    group = small.visit(
        subject_id=small.group.id, subject_kind=SubjectKind.GROUP, day=dt.date(2026, 4, 1), leader_id=small.manager.id
    )
    other = small.visit(day=dt.date(2026, 4, 2))
    context.office.do(Keep(tuple(("visits", one) for one in (mine, group, other))))
    facts = card_facts(context.office, small.sites[0].id)
    assert [row.visit.id for row in facts.visits] == [group.id, mine.id]
    assert {row.obligation.subject_id for row in facts.due} == {small.sites[0].id, small.group.id}


def test_large_by_capacity_goes_before_large_by_the_sum_alone() -> None:
    zh = i18n.language()
    shapes = [
        chip and chip.shape for chip in (threshold_chip(*each, zh) for each in ((True, True), (False, True), (False, False)))
    ]
    assert shapes == [Shape.SOLID, Shape.DASHED, None]
    assert contracts_text(Contracts(1200, 30, 4, 500), zh) == "1,200 / 30 / 4 / 500"


def test_the_proposals_are_taken_over_once_and_the_dialog_goes(context: Context, window: MainWindow) -> None:
    small = SmallOffice()
    small.keep(context.office, assigned=False)  # pyright: ignore[reportArgumentType]
    window.go("customers")
    page = window.page()
    assert isinstance(page, CustomersPage)
    dialog = page.open_assignments()
    assert dialog.table.rows.rowCount() == 4 and "4" in dialog.verb.text()
    dialog.verb.click()
    assert dialog.isHidden()
    assert all(row.specialist for row in context.office.ask(CustomerList()) if row.is_large)
    again = page.open_assignments()
    assert again.table.rows.rowCount() == 0 and not again.verb.isEnabled()


def test_the_proposals_say_what_everybody_would_have_and_what_is_not_level(
    window: MainWindow, context: Context, small: SmallOffice
) -> None:
    sites = [customer(f"0640000{n:04}", company, 1500) for n, company in enumerate((small.other,) * 2)]
    context.office.do(Keep(tuple(("customers", site) for site in sites)))
    window.go("customers")
    page = window.findChild(CustomersPage)
    assert page is not None
    dialog = AssignmentDialog(page.desk, window)
    dialog.open()
    told = dialog.findChild(QLabel, "loads")
    assert told is not None and told.isVisible()
    proposals = context.office.ask(ProposeAssignments())
    assert proposals.rows and "每年次數（服務專員）：" in told.text()
    for load in proposals.loads[:1]:
        assert f"{load.person.name} {load.visits}" in told.text()
    many = tuple(said("{most} has {many} visits a year.", most=name, many=9) for name in "甲乙丙丁戊己")
    dialog._show_loads(replace(proposals, remarks=many))
    assert told.text().splitlines()[:1] == [str(many[0])] and "另有" in told.text().splitlines()[-1]
    assert len(told.toolTip().splitlines()) > len(told.text().splitlines())
