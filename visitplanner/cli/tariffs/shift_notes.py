"""What a line about moving the evening means: the largest block defined, a share beyond it marked."""

from __future__ import annotations

from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.tariffs.advice.shifting import Shifted
from visitplanner.services.tariffs.advice import Advised


def shift_note(shift: Shifted, advised: Advised) -> Message:
    """One sentence for every line, so that a share larger than the largest block is no contradiction."""
    if shift.percent is None:
        return said("The largest steady block: what runs through the whole evening each day and finds room below the contracts.")
    if advised.is_feasible(shift):
        return said("Within what the load can surely move.")
    return said("Beyond the largest steady block: the load does not show that so much can move.")
