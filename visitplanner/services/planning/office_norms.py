"""How much the office plans at most: the defaults the program brings, and what the office settled instead."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace

from visitplanner.domain.core.errors import Refused
from visitplanner.domain.core.messages import Message, said
from visitplanner.domain.planning.year.norms import OfficeNorms, Practice
from visitplanner.services.core.outcome import Outcome, Topic
from visitplanner.services.core.work import Work

NORMS = "planning_norms"

NORM_NAMES: dict[str, Message] = {
    "notice_days": said("Working days in which nothing new is suggested"),
    "leader_week": said("Visits one person leads in a week"),
    "member_week": said("Visits one person joins in a week"),
    "office_day": said("Visits of the office on a day"),
    "ahead_percent": said("Percent of each week planned ahead"),
}
MOST = {"notice_days": 60, "leader_week": 10, "member_week": 10, "office_day": 50, "ahead_percent": 100}
"""The most a norm may be; the least is 1, of the notice 0."""


def practice_of(work: Work) -> Practice:
    """The office's practice, with the norms it settled."""
    known = work.known.practice
    kept = {name: value for name, value in work.setting(NORMS, {}).items() if name in MOST}
    return replace(known, norms=replace(known.norms, **kept))


def checked_norms(norms: OfficeNorms) -> OfficeNorms:
    """The norms; raises `Refused` naming the field that is out of reason."""
    for item in fields(norms):
        least, most, value = int(item.name != "notice_days"), MOST[item.name], getattr(norms, item.name)
        if not least <= value <= most:
            raise Refused(
                said(
                    "{name}: {value} is not between {least} and {most}.",
                    name=NORM_NAMES[item.name],
                    value=value,
                    least=least,
                    most=most,
                ),
                mend=said("Choose a number between them."),
                field=item.name,
            )
    return norms


@dataclass(frozen=True)
class NormsInForce:
    """How much the office plans at most now."""

    def answer(self, work: Work) -> OfficeNorms:
        return practice_of(work).norms


@dataclass(frozen=True)
class ChooseNorms:
    """Settle how much the office plans at most; plans made from now on keep to it. Raises `Refused` naming the field."""

    norms: OfficeNorms

    def carry_out(self, work: Work) -> Outcome[OfficeNorms]:
        work.set_setting(NORMS, asdict(checked_norms(self.norms)))
        return Outcome(self.norms, frozenset({Topic.SETTINGS}), said("The norms are kept; the next plan keeps to them."))
