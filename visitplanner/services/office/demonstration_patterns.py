"""How an invented customer of each line of business uses power through a day, a week and a year; nobody's real figures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Pattern:
    """A line of business in shares of its usual demand.

    night: whenever nothing else is said. hours: (from, until, share), hours of a working day, the later goes before. saturday,
    sunday, holiday: of a working day. cooling: by how much late July stands above winter.
    """

    night: float
    hours: tuple[tuple[float, float, float], ...]
    saturday: float
    sunday: float
    holiday: float
    cooling: float


TWO_SHIFTS = Pattern(0.38, ((7.5, 17.5, 0.88), (12, 13, 0.74), (17.5, 22, 0.80)), 0.62, 0.40, 0.34, 0.24)
ONE_SHIFT = Pattern(0.16, ((8, 17, 0.92), (12, 13, 0.56), (17, 19.5, 0.48)), 0.34, 0.18, 0.16, 0.14)
NIGHT_FURNACE = Pattern(0.97, ((7.5, 14, 0.90), (14, 22.5, 0.11)), 1.0, 1.02, 0.60, 0.03)
"""On the batch option: melts at night and in the morning, on Sunday too; in its peak, 15:30 to 21:30, only what must run does."""
ROUND_THE_CLOCK = Pattern(0.86, ((8, 20, 0.92),), 0.99, 0.97, 0.96, 0.12)
DATA_HALL = Pattern(0.88, ((9, 18, 0.91), (19, 23, 0.94)), 1.0, 1.0, 1.0, 0.09)
SHOP = Pattern(0.14, ((9.5, 11, 0.58), (11, 21.5, 0.90), (17, 21, 0.97), (21.5, 22.5, 0.52)), 1.10, 1.13, 1.12, 0.34)
OFFICE = Pattern(0.15, ((7.5, 9, 0.55), (9, 18, 0.90), (12, 13.5, 0.76), (18, 20, 0.44)), 0.30, 0.20, 0.19, 0.38)
HOSPITAL = Pattern(0.55, ((7, 8.5, 0.74), (8.5, 17, 0.94), (17, 21, 0.76)), 0.86, 0.76, 0.75, 0.28)
LABORATORY = Pattern(0.56, ((8, 18, 0.90), (12, 13, 0.82)), 0.70, 0.62, 0.60, 0.22)
COLD_STORE = Pattern(0.80, ((6, 10, 0.95), (10, 16, 0.72), (16, 22, 0.62)), 0.94, 0.88, 0.86, 0.30)

BY_INDUSTRY = {
    "089": COLD_STORE,
    "200": LABORATORY,
    "241": NIGHT_FURNACE,
    "254": ONE_SHIFT,
    "261": ROUND_THE_CLOCK,
    "263": ROUND_THE_CLOCK,
    "264": ROUND_THE_CLOCK,
    "293": ONE_SHIFT,
    "471": SHOP,
    "631": DATA_HALL,
    "681": OFFICE,
    "861": HOSPITAL,
}


def pattern_of(sector: str) -> Pattern:
    """Of an industry as a list states it, `241 鋼鐵製造業` or `241`; two shifts where it is none of these."""
    return BY_INDUSTRY.get(sector[:3], TWO_SHIFTS)
