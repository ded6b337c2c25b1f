"""The day it is for the office: the clock's, or the one a demonstration was made for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from visitplanner.services.core.work import Work


@dataclass(frozen=True)
class Today:
    """Which day it is."""

    def answer(self, work: Work) -> dt.date:
        return work.today
