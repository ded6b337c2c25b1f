"""The day it is for the office: the clock's, or the one a demonstration was made for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from visitplanner.domain.core.messages import Message, said
from visitplanner.services.core.work import Work


@dataclass(frozen=True)
class Today:
    """Which day it is."""

    def answer(self, work: Work) -> dt.date:
        return work.today


@dataclass(frozen=True)
class ClockBehind:
    """What to say when something was kept on a day later than the clock's: a clock set back makes ages and due days wrong."""

    def answer(self, work: Work) -> Message | None:
        newest = next((kept.at.astimezone().date() for kept in work.change_sets(limit=1)), work.today)
        if newest <= work.today:
            return None
        return said(
            "The data were last changed on {newest}, but this computer's clock says {today}: ages and due days are wrong until"
            " it is set right.",
            newest=newest,
            today=work.today,
        )
