"""What the stamps of a load file mean: their step, which end of the interval they name, and a recorder's summer time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import said
from visitplanner.exchange.loads.stamps import DAY, Minutes
from visitplanner.services.loads.loads import Stamp

QUARTER = 15
STEPS = (1, 3, 5, 15, 30, 60)
"""Minutes from row to row that are understood: finer ones are gathered into quarters of an hour, coarser ones spread."""
MOST_OFF = 2
"""Minutes by which all stamps of a file may stand beside the quarters of an hour (:01, :16 or :14, :29)."""
HOUR = 60
SUMMER_TIME_DAYS = (120, 300)
"""How long a recorder that keeps summer time stays an hour ahead, in days (shortest, longest)."""


def step_of(stamps: Minutes) -> int:
    """Minutes from one row to the next, the most frequent; Refused when it is none of `STEPS`."""
    gaps = _gaps(stamps)
    if gaps.size == 0:
        raise Refused(said("The file has only one time; a load needs more."))
    step = int(np.argmax(np.bincount(np.minimum(gaps, DAY))))
    if step not in STEPS:
        raise Refused(
            said("The rows stand {minutes} minutes apart; a load has a row every 1, 3, 5, 15, 30 or 60 minutes.", minutes=step),
            mend=said("Export it by 15 minutes."),
        )
    return step


def snapped(stamps: Minutes, step: int) -> tuple[Minutes, int]:
    """Stamps of a recorder whose clock stands a minute or two beside the quarters of an hour, moved onto them; and how far."""
    grid = min(step, QUARTER)
    if grid < QUARTER:
        return stamps, 0
    off = np.unique(stamps % grid)
    if off.size != 1 or not off[0]:
        return stamps, 0
    minutes = int(off[0]) if off[0] <= grid // 2 else int(off[0]) - grid
    return (stamps - minutes, abs(minutes)) if abs(minutes) <= MOST_OFF else (stamps, 0)


def refuse_uneven(stamps: Minutes, step: int, lines: Sequence[int]) -> None:
    """Refuse rows that are on no quarter of an hour, or closer together than `step` minutes without being doubled."""
    off = np.flatnonzero(stamps % min(step, QUARTER))
    if off.size:
        row = int(off[0])
        raise Refused(
            said("Row {row}: {time} is on no quarter of an hour.", row=lines[row], time=clock_text(int(stamps[row]))),
            mend=said("Mend the row, or export the file again."),
        )
    least = int(_gaps(stamps).min())
    if least < step:
        raise Refused(
            said("Most rows stand {step} minutes apart, some only {least}.", step=step, least=least),
            mend=said("Export the whole time with one step."),
        )


def _gaps(stamps: Minutes) -> Minutes:
    """Minutes from each time to the next one, doubled times left out; int64 [times - 1]."""
    gaps = np.diff(stamps)
    return gaps if np.all(gaps > 0) else np.diff(np.unique(stamps))


def clock_text(stamp: int) -> str:
    """The time of day of a stamp: 08:15."""
    return f"{stamp % DAY // HOUR:02}:{stamp % HOUR:02}"


def midnights_closed(stamps: Minutes) -> tuple[Minutes, bool]:
    """Stamps in which 00:00 behind a day's last row, bearing that day's date, became its 24:00; and whether there were such."""
    clock = stamps % DAY
    same_day = np.diff(stamps // DAY) == 0
    closing = np.concatenate(([False], same_day & (clock[1:] == 0) & (clock[:-1] > 0)))
    if not closing.any():
        return stamps, False
    opening = (clock == 0) & ~closing
    if opening[1:].any():
        row = int(np.flatnonzero(opening[1:])[0]) + 1
        raise Refused(
            said("00:00 stands before some days and behind others (reading {number}).", number=row + 1),
            mend=said("Sort the file by time, or export it again."),
        )
    return stamps + closing * DAY, True


def summer_time_undone(stamps: Minutes, step: int) -> tuple[Minutes, int]:
    """Stamps of a recorder that kept summer time, moved back to Taiwan's clock; and how many were moved.

    Taiwan has none since 1980. It is taken for one only when the file, read in its order, leaps exactly one hour ahead early on a
    Sunday and falls exactly one hour back early on a Sunday 120 to 300 days later.
    """
    leaps = np.diff(stamps)
    early_sunday = ((stamps[1:] // DAY) % 7 == 0) & (stamps[1:] % DAY <= 4 * HOUR)
    ahead = np.flatnonzero((leaps == step + HOUR) & early_sunday)
    back = np.flatnonzero((leaps == step - HOUR) & early_sunday)
    moved = np.zeros(stamps.size, dtype=np.bool_)
    for start in ahead:
        for end in back[back > start]:
            days = (stamps[end] - stamps[start]) / DAY
            if SUMMER_TIME_DAYS[0] <= days <= SUMMER_TIME_DAYS[1]:
                moved[start + 1 : end + 1] = True
                break
    return stamps - moved * HOUR, int(moved.sum())


def end_named(stamps: Minutes, step: int, is_closed: bool, declared: Stamp | None, chosen: Stamp | None) -> Stamp:
    """Which end of the interval the stamps name.

    A 24:00 is proof. Else the first and last stamp tell when they frame whole days (00:15…00:00 are ends, 00:00…23:45 starts);
    else the header; else the person. Refused when nothing tells or when header and stamps contradict each other.
    """
    if is_closed:
        if chosen is Stamp.START:
            raise Refused(said("The file has the time 24:00, so its stamps are ends, not starts."), field="stamp")
        return Stamp.END
    if chosen is not None:
        return chosen
    first, last = int(stamps.min()) % DAY, int(stamps.max()) % DAY
    framed = {(step, 0): Stamp.END, (0, DAY - step): Stamp.START}.get((first, last))
    told = {framed, declared} - {None}
    if len(told) == 1:
        return framed or declared or Stamp.END
    raise Refused(
        said("It cannot be known whether {first} is the start or the end of its interval.", first=clock_text(first)),
        mend=said("Say with --stamp start or --stamp end which it is."),
        field="stamp",
    )
