"""A factory's year and questions about it, for the tests of advice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.domain.tariffs.bills.made_loads import account
from visitplanner.domain.core.supply import CustomerClass, TariffOption
from visitplanner.domain.tariffs.advice.advice import Advice, Present, advise
from visitplanner.domain.tariffs.advice.choices import Premises
from visitplanner.domain.tariffs.advice.comparison import Comparison, compared_months
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.bills.metering import condense
from visitplanner.domain.tariffs.bills.year import Question
from visitplanner.domain.tariffs.books.load import Load
from visitplanner.domain.tariffs.books.seasons import Month
from visitplanner.services.office.demonstration_load import invented_load

PRICES_OF = date(2025, 10, 1)
TODAY = date(2026, 3, 16)
PRESENT = Present(TariffOption.TWO_STAGE, (900, 0, 0, 0), date(2024, 6, 1))


def factory(seed: int = 1, days: int = 365, first: date = date(2025, 1, 1)) -> Load:
    return invented_load(first, days, 1000, seed)


def comparison(library: Library, load: Load, months: tuple[Month, ...] = (), **particulars: object) -> Comparison:
    """The load at the prices of 2025-10-01; particulars go to the account (class, sector, power factor…)."""
    customer_class = particulars.get("customer_class", CustomerClass.GENERAL)
    assert isinstance(customer_class, CustomerClass)
    book = library.books.on(PRICES_OF, customer_class)
    question = Question(account(**particulars), compared_months(load, months), prices_from=book)  # type: ignore[arg-type]
    return Comparison(library, condense(load, library.edges), question)


def advice(
    library: Library,
    load: Load | None = None,
    present: Present | None = PRESENT,
    premises: Premises | None = None,
    **particulars: object,
) -> Advice:
    asked = comparison(library, load or factory(), **particulars)
    return advise(asked, present, premises or Premises(), TODAY)


def saving(found: Advice, option: TariffOption) -> Decimal | None:
    return next(each.saving_ntd for each in found.options if each.option is option)
