"""A meter's running register: readings that only grow, of which the differences are the energies used."""

from __future__ import annotations

import numpy as np

from visitplanner.exchange.loads.numbers import BLANK, Micros
from visitplanner.exchange.loads.stamps import Minutes

FEWEST = 48
"""Readings from which on growth alone can tell a register from a load."""
FAR_ABOVE = 3
"""A register stands at this many times its largest step or more; a load that merely grows does not."""


def is_register(stamps: Minutes, amounts: Micros, named: bool) -> bool:
    """Whether the amounts, in the order of time, are a running register. named: whether the heading says so.

    No reading is smaller than the one before and it grows; without a heading it grows in most steps, and stands far above what
    it grows by in one.
    """
    filled = amounts[np.argsort(stamps, kind="stable")]
    filled = filled[filled != BLANK]
    if filled.size < 2 or (filled.size < FEWEST and not named):
        return False
    steps = np.diff(filled)
    largest = int(steps.max())
    if steps.min() < 0 or largest <= 0:
        return False
    grows = np.count_nonzero(steps) * 2 >= steps.size
    return named or bool(grows and int(filled[0]) >= FAR_ABOVE * largest)


def differences(stamps: Minutes, amounts: Micros, step: int) -> Micros:
    """The energy used up to each reading since the one `step` minutes before; `BLANK` where there is none.

    The rows are in the order of time; a gap leaves the reading behind it blank, because nobody knows when it was used.
    """
    used = np.full(amounts.size, BLANK, dtype=np.int64)
    follows = (np.diff(stamps) == step) & (amounts[1:] != BLANK) & (amounts[:-1] != BLANK)
    used[1:] = np.where(follows, np.diff(amounts), BLANK)
    return used
