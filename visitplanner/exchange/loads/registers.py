"""A meter's running register: readings that only grow, of which the differences are the energies used."""

from __future__ import annotations

import numpy as np

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.exchange.loads.numbers import BLANK, MICRO, Micros
from visitplanner.exchange.loads.stamps import Minutes

FEWEST = 48
"""Readings from which on growth alone can tell a register from a load."""
FAR_ABOVE = 3
"""A register stands at this many times its largest step or more; a load that merely grows does not."""
FEW_FALLS = 20
"""One fall in so many steps or fewer is a meter that was changed; more, and it is no register."""


def is_register(stamps: Minutes, amounts: Micros, named: bool) -> bool:
    """Whether the amounts, in the order of time, are a running register. named: whether the heading says so.

    No reading is smaller than the one before and it grows; without a heading it grows in most steps, and stands far above what
    it grows by in one.
    """
    filled = amounts[np.argsort(stamps, kind="stable")]
    filled = filled[filled != BLANK]
    if filled.size < 2 or (filled.size < FEWEST and not named):
        return False
    steps = np.diff(unrolled(filled))
    largest = int(steps.max())
    falls = np.flatnonzero(steps < 0)
    if named and largest > 0 and 0 < falls.size * FEW_FALLS <= steps.size and int(np.median(filled)) >= FAR_ABOVE * largest:
        at = int(falls[0])
        raise Refused(
            said(
                "The meter's running register falls {count} times, first from {before:,} to {after:,}.",
                count=falls.size,
                before=int(filled[at]) / MICRO,
                after=int(filled[at + 1]) / MICRO,
            ),
            mend=said("Part the file where the meter was changed, and import the parts one after the other."),
        )
    if falls.size or largest <= 0:
        return False
    grows = np.count_nonzero(steps) * 2 >= steps.size
    return named or bool(grows and int(filled[0]) >= FAR_ABOVE * largest)


def unrolled(filled: Micros) -> Micros:
    """A register's readings, in the order of time and none blank, as if its dial had a digit more each time it began anew.

    It begins anew from the last tenth of a power of ten to the first tenth (99,990 to 12); any other fall is left as it is.
    """
    falls = np.flatnonzero(np.diff(filled) < 0)
    lifted = filled.copy()
    for at in falls:
        before, after = int(filled[at]), int(filled[at + 1])
        full = MICRO * 10 ** len(str(before // MICRO))
        if 10 * before >= 9 * full and 10 * after <= full:
            lifted[at + 1 :] += full
    return lifted


def differences(stamps: Minutes, amounts: Micros, step: int) -> Micros:
    """The energy used up to each reading since the one `step` minutes before; `BLANK` where there is none.

    The rows are in the order of time; a gap leaves the reading behind it blank, because nobody knows when it was used.
    """
    filled = amounts != BLANK
    amounts = amounts.copy()
    amounts[filled] = unrolled(amounts[filled])
    used = np.full(amounts.size, BLANK, dtype=np.int64)
    follows = (np.diff(stamps) == step) & (amounts[1:] != BLANK) & (amounts[:-1] != BLANK)
    used[1:] = np.where(follows, np.diff(amounts), BLANK)
    return used
