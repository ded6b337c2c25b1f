"""By what a book is entered: supply voltage, way of charging, class of customer."""

from __future__ import annotations

from enum import StrEnum


class Voltage(StrEnum):
    """Supply: high (3.3 to 22.8 kV) and extra-high voltage (69 to 345 kV). LOW is kept as the base of the EV tariff."""

    HIGH = "HV"
    EXTRA_HIGH = "EHV"
    LOW = "LV"


class Option(StrEnum):
    """Ways of charging (chapter 5, article 4)."""

    TWO_STAGE = "two_stage"
    THREE_STAGE_FIXED = "three_stage_fixed"
    THREE_STAGE_VARIABLE = "three_stage_variable"
    BATCH = "batch"
    EV = "ev"

    @property
    def three_stage(self) -> bool:
        return self in (Option.THREE_STAGE_FIXED, Option.THREE_STAGE_VARIABLE)


class CustomerClass(StrEnum):
    """Who is charged by which tables: `GENERAL` by chapter 5, the others by the frozen tables of appendix 2."""

    GENERAL = "general"
    AGRICULTURE_FISHERY = "agriculture_fishery"
    SCHOOL_K12 = "school_k12"
    SCHOOL_KINDERGARTEN_UNIVERSITY = "school_kindergarten_university"
    WELFARE = "welfare"
