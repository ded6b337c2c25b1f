"""How a customer is supplied and billed: one vocabulary for lists, tariffs and papers."""

from __future__ import annotations

from enum import StrEnum

from visitplanner.domain.core.messages import said


class Voltage(StrEnum):
    """Supply voltage (電價表 ch. 5 art. 2): HV 3.3 to 22.8 kV, EHV 69 kV and above."""

    HV = "HV"
    EHV = "EHV"


class TariffOption(StrEnum):
    """How a customer is billed (電價表 ch. 5 art. 4)."""

    TWO_STAGE = "two_stage"
    THREE_STAGE_FIXED = "three_stage_fixed"
    THREE_STAGE_VARIABLE = "three_stage_variable"
    BATCH = "batch"
    EV = "ev"


VOLTAGE_NAMES = {Voltage.HV: said("high voltage"), Voltage.EHV: said("extra-high voltage")}
OPTION_NAMES = {
    TariffOption.TWO_STAGE: said("two-stage"),
    TariffOption.THREE_STAGE_FIXED: said("three-stage, fixed peak"),
    TariffOption.THREE_STAGE_VARIABLE: said("three-stage, variable peak"),
    TariffOption.BATCH: said("batch production"),
    TariffOption.EV: said("EV charging"),
}
