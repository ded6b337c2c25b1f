"""Monthly readings that are unlikely or impossible, each doubted or refused where it stands; every front end is held to them."""

from __future__ import annotations

from dataclasses import dataclass

ACCOUNT = "05123456789"
HEADING = "電號,年月,用電度數,最高需量,功率因數"


@dataclass(frozen=True)
class ReadingSample:
    """Rows of one customer of 1,000 to 1,200 kW. doubted, refused: (row, word of the reason)."""

    name: str
    rows: tuple[str, ...]
    doubted: tuple[tuple[int, str], ...] = ()
    refused: tuple[tuple[int, str], ...] = ()

    @property
    def text(self) -> str:
        return "\n".join((HEADING, *(f"{ACCOUNT},{row}" for row in self.rows))) + "\n"


SAMPLES = (
    ReadingSample("nothing unlikely", ("114/1,210000,900,95", "114/2,200000,880,96", "114/3,220000,910,95")),
    ReadingSample("25,683 kW", ("114/1,6000000,25683,95", "114/2,6100000,25000,95"), doubted=((2, "25,683"),)),
    ReadingSample("more energy than hours allow", ("114/1,900000,900,95", "114/2,200000,880,95"), doubted=((2, "900,000"),)),
    ReadingSample("all equal", ("114/1,200000,900,95", "114/2,200000,900,95", "114/3,200000,900,95"), doubted=((2, "200,000"),)),
    ReadingSample("a step by 1,000", ("114/1,210000,900,95", "114/2,200000,880,95", "114/3,215,1,95"), doubted=((4, "千倍"),)),
    ReadingSample("a power factor of 120 %", ("114/1,210000,900,120", "114/2,200000,880,95"), doubted=((2, "120"),)),
    ReadingSample("a year that is not a year", ("1140/1,210000,900,95", "114/2,200000,880,95"), refused=((2, "1140/1"),)),
)
"""What is unlikely, by its name."""
