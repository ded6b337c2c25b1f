"""A two-stage customer of 500 kW and its July, worked by hand, for tests of what monthly readings tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from visitplanner.domain.core.supply import TariffOption, Voltage
from visitplanner.domain.customers.customers import Company, Customer
from visitplanner.domain.loads.monthly_readings import MonthlyReading

D = Decimal
SITE = Customer(
    account="05123456789",
    name="虛構電子",
    company_id=Company(name="虛構電子").id,
    voltage=Voltage.HIGH,
    option=TariffOption.TWO_STAGE,
    regular_kw=500,
)
JULY_NTD = D(1056166)
"""By the prices of 2024-10-16: basic 223.60 × 500 = 111,800; energy 6.75 × 100,000 + 2.77 × 15,000 + 2.71 × 90,000 = 960,450;
power factor 98 counts as 95: −1.5 % × 1,072,250 = −16,083.8; together 1,056,166.2."""


def july(**changes: Any) -> MonthlyReading:
    usual = MonthlyReading(
        customer_id=SITE.id,
        month=date(2025, 7, 1),
        kwh={"peak": D(100000), "saturday_half_peak": D(15000), "off_peak": D(90000)},
        max_kw={"peak": D(480), "saturday_half_peak": D(300), "off_peak": D(350)},
        power_factor_percent=D(98),
        billed_ntd=JULY_NTD,
    )
    return replace(usual, **changes)
