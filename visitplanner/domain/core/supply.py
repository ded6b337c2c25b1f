"""How a customer is supplied and billed: one vocabulary for lists, tariffs and papers, with the trade's names."""

from __future__ import annotations

from enum import StrEnum

from visitplanner.domain.core.messages import said


class Voltage(StrEnum):
    """Supply voltage (電價表 ch. 5 art. 2): high 3.3 to 22.8 kV, extra-high 69 kV and above.

    LOW is no customer's; its prices are the base of the EV tariff.
    """

    HIGH = "HV"
    EXTRA_HIGH = "EHV"
    LOW = "LV"


class TariffOption(StrEnum):
    """How a customer is billed (電價表 ch. 5 art. 4)."""

    TWO_STAGE = "two_stage"
    THREE_STAGE_FIXED = "three_stage_fixed"
    THREE_STAGE_VARIABLE = "three_stage_variable"
    BATCH = "batch"
    EV = "ev"

    @property
    def three_stage(self) -> bool:
        return self in (TariffOption.THREE_STAGE_FIXED, TariffOption.THREE_STAGE_VARIABLE)


class CustomerClass(StrEnum):
    """Who is charged by which tables: `GENERAL` by chapter 5, the others by the frozen tables of appendix 2."""

    GENERAL = "general"
    AGRICULTURE_FISHERY = "agriculture_fishery"
    SCHOOL_K12 = "school_k12"
    SCHOOL_KINDERGARTEN_UNIVERSITY = "school_kindergarten_university"
    WELFARE = "welfare"


CUSTOMERS_VOLTAGES = (Voltage.HIGH, Voltage.EXTRA_HIGH)
"""What an enterprise customer may be supplied with."""

VOLTAGE_NAMES = {
    Voltage.HIGH: said("high voltage"),
    Voltage.EXTRA_HIGH: said("extra-high voltage"),
    Voltage.LOW: said("low voltage"),
}
OPTION_NAMES = {
    TariffOption.TWO_STAGE: said("two-stage"),
    TariffOption.THREE_STAGE_FIXED: said("three-stage, fixed peak"),
    TariffOption.THREE_STAGE_VARIABLE: said("three-stage, variable peak"),
    TariffOption.BATCH: said("batch production"),
    TariffOption.EV: said("EV charging"),
}
CLASS_NAMES = {
    CustomerClass.GENERAL: said("general"),
    CustomerClass.AGRICULTURE_FISHERY: said("agriculture and fishery"),
    CustomerClass.SCHOOL_K12: said("school up to senior high"),
    CustomerClass.SCHOOL_KINDERGARTEN_UNIVERSITY: said("kindergarten or university"),
    CustomerClass.WELFARE: said("social welfare"),
}
