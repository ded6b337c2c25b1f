"""What the tests of answers share: a flat year at the prices of 2025-10-01, and figures of round amounts."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.domain.tariffs.advice.advice_loads import PRICES_OF
from tests.domain.tariffs.bills.made_loads import account, flat_load
from visitplanner.domain.core.supply import CustomerClass, TariffOption
from visitplanner.domain.tariffs.advice.comparison import Comparison, compared_months
from visitplanner.domain.tariffs.answers.dated_figures import Figure, Figures, KnownFigure, figures_of
from visitplanner.domain.tariffs.bills.library import Library
from visitplanner.domain.tariffs.bills.metering import condense
from visitplanner.domain.tariffs.bills.year import Question
from visitplanner.domain.tariffs.books.load import Load

JANUARY = dt.date(2025, 1, 1)


def flat_year(kw: int = 400) -> Load:
    return flat_load(JANUARY, 365, kw * 250)


def compared(library: Library, load: Load, option: TariffOption = TariffOption.TWO_STAGE, **particulars: object) -> Comparison:
    """The load's months at the prices of 2025-10-01."""
    book = library.books.on(PRICES_OF, CustomerClass.GENERAL)
    question = Question(account(option, **particulars), compared_months(load), prices_from=book)  # type: ignore[arg-type]
    return Comparison(library, condense(load, library.edges), question)


def figures(**amounts: int | str) -> Figures:
    """Figures that hold always, by name."""
    return figures_of(
        [KnownFigure(Figure(name), None, dt.date.min, None, Decimal(amount), "試填") for name, amount in amounts.items()]
    )
