"""The parts of the savings in words."""

from __future__ import annotations

from visitplanner.domain.core.messages import Message, listed, said
from visitplanner.domain.core.supply import OPTION_NAMES, TariffOption
from visitplanner.domain.tariffs.findings.savings import SavingPart, Savings

NAMES = {
    "contracts": said("the best contracts"),
    "option": said("another option on top"),
    "power_factor": said("a power factor of 95 %"),
    "shift": said("moving the evening, if the plant can"),
    "response": said("demand response, if the plant can"),
    "regular_alone": said("the regular contract alone"),
    "without_excess": said("contracts that are never exceeded"),
    "robust": said("contracts good for growth of 0 to 10 %"),
}

PIECES = {
    "basic": said("basic charge"),
    "energy": said("energy charge"),
    "surcharge": said("over-contract charge"),
    "adjustments": said("power factor, coefficient, rounding"),
}
"""The lines of the bill that a part consists of."""


def part_name(part: SavingPart) -> Message:
    """What a part is called."""
    return NAMES[part.id] if part.id in NAMES else OPTION_NAMES[TariffOption(part.id)]


def instead_of_text(part: SavingPart, savings: Savings) -> Message:
    """Of an alternative: that it stands instead of others, not besides them."""
    others = [part_name(other) for ident in part.instead_of if (other := savings.part(ident)) is not None]
    return said("instead of {parts}, not besides", parts=listed(others))
