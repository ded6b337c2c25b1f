"""What the tariff page decides: which customer, which months, and what is computed for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.customers.customers import Customer
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.domain.tariffs.findings.verdict import Threshold
from visitplanner.services.advice.advice_settings import ThresholdInForce
from visitplanner.services.core.ports import Office, Progress, Stop
from visitplanner.services.loads.loads import KeptLoad, LoadOf, MeasuredCustomers, UnmeasuredCustomers
from visitplanner.ui.core.jobs import Job
from visitplanner.ui.core.session import Owned
from visitplanner.ui.pages.desk import Desk
from visitplanner.ui.tariffs.charts.study import Study, study_of


class TariffsView(Protocol):
    """What shows a study."""

    def show_customers(self, measured: Sequence[Customer], others: Sequence[Customer]) -> None:
        """Offer customers, those with a load apart."""
        ...

    def show_customer(self, customer: Customer) -> None:
        """Show whose study is being made."""
        ...

    def show_without_load(self, customer: Customer) -> None:
        """Show that there is no load to study."""
        ...

    def show_study(self, study: Study) -> None:
        """Show a study."""
        ...

    def show_refusal(self, refusal: Refused) -> None:
        """Show why no study can be made."""
        ...


class TariffsPresenter:
    """One customer at a time; another may be asked for before the first has arrived."""

    def __init__(self, desk: Desk, session: Owned, view: TariffsView) -> None:
        self._desk = desk
        self._session = session
        self._view = view
        self._job: Job | None = None
        self._customers: dict[UUID, Customer] = {}
        self._wanted: UUID | None = None
        self.months: tuple[Month, ...] = ()

    @property
    def customer(self) -> Customer | None:
        return self._customers.get(self._wanted) if self._wanted is not None else None

    def refresh(self) -> None:
        self._session.work(customers_of, self._customers_arrived)

    def choose(self, customer_id: UUID) -> None:
        """Weigh another customer, over its newest twelve months."""
        if customer_id != self._wanted:
            self._wanted, self.months = customer_id, ()
            self._fetch()

    def choose_months(self, months: tuple[Month, ...]) -> None:
        """Weigh other months of the same customer; none named: the newest twelve."""
        if months != self.months:
            self.months = months
            self._fetch()

    def _customers_arrived(self, found: tuple[list[Customer], list[Customer]]) -> None:
        measured, others = found
        self._customers = {customer.id: customer for customer in (*measured, *others)}
        if self._wanted not in self._customers:
            self._wanted, self.months = (measured[0].id if measured else None), ()
        self._view.show_customers(measured, others)
        self._fetch()

    def _fetch(self) -> None:
        if self._job is not None:
            self._job.drop()
        customer = self.customer
        if customer is None:
            return

        def load(office: Office, _progress: Progress, _stop: Stop) -> tuple[KeptLoad | None, Threshold]:
            return office.ask(LoadOf(customer.id)), office.ask(ThresholdInForce())

        self._view.show_customer(customer)
        self._job = self._session.work(load, lambda found: self._weigh(customer, *found), self._view.show_refusal)

    def _weigh(self, customer: Customer, kept: KeptLoad | None, threshold: Threshold) -> None:
        if kept is None:
            self._view.show_without_load(customer)
            return
        known, today, months = self._desk.context.known, self._desk.day, self.months

        def weigh(_progress: Progress, stop: Stop) -> Study:
            return study_of(known, customer, kept, today, months, stop, threshold)

        self._job = self._session.compute(weigh, self._view.show_study, self._view.show_refusal)


def customers_of(office: Office, _progress: Progress, _stop: Stop) -> tuple[list[Customer], list[Customer]]:
    """Customers with a load, and those without one; the largest first."""
    return office.ask(MeasuredCustomers()), office.ask(UnmeasuredCustomers())
